"""What staff see of a customer who stands at the counter."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pos.domain import errors
from pos.register import Register
from pos.usecases.checkout import CustomerWish, LineWish
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.receiving import Arrival
from tests.builders import ADA, BEN, LAMP, MIRROR, SHADE, FixedClock
from tests.usecases.desk import CARD, CASHIER, MANAGER, nothing_changes, order_later, sell


def test_r38_the_channel_the_notes_and_the_open_orders_are_there_when_a_customer_is_chosen(register: Register) -> None:
    """R38: small shops win by personal service."""
    number = order_later(register, LAMP, 2).number
    register.waiting.change_contact(number, email="ada@example.org", tell_by="call", consent=True)
    register.waiting.note(number, "Her brother may fetch it", person=CASHIER)
    register.tell_me.add(MIRROR, CustomerWish(id=ADA), 1)
    with nothing_changes(register):
        seen = register.waiting.customer_history(ADA)
    assert (seen.customer.name, seen.tell_by) == ("Ada Osei", "call")
    assert [order.number for order in seen.open] == [number]
    assert [(note.order, note.words) for note in seen.notes] == [(number, "Her brother may fetch it")]
    assert [entry.sku for entry in seen.listed] == [MIRROR]
    assert register.waiting.customer_history(BEN).notes == ()


def test_r44_open_and_past_orders_stand_with_the_promises_that_were_kept(register: Register, clock: FixedClock) -> None:
    """R44: one kept, one broken, one given up before its day (which says nothing), one still open."""
    kept = order_later(register, LAMP, 1).number
    clock.pass_time(timedelta(days=3))
    register.receive([Arrival(LAMP, 1)], person=MANAGER)
    register.collect(kept, [CARD])
    broken = order_later(register, LAMP, 1).number
    given_up = order_later(register, LAMP, 1).number
    register.waiting.cancel(given_up, CancelWish("changed_mind"))
    clock.pass_time(timedelta(days=30))
    register.receive([Arrival(LAMP, 1)], person=MANAGER)
    register.collect(broken, [CARD])
    still_open = order_later(register, LAMP, 1).number
    seen = register.waiting.customer_history(ADA)
    assert [order.number for order in seen.open] == [still_open]
    assert [order.number for order in seen.past] == [given_up, broken, kept]
    assert (seen.judged, seen.kept, seen.kept_share, seen.past_count) == (2, 1, 0.5, 3)
    other = register.waiting.customer_history(BEN)
    assert (other.open, other.past, other.kept_share) == ((), (), None)


def test_a_sale_from_the_shelf_is_no_order_and_nobody_is_an_error(register: Register) -> None:
    sell(register, LineWish(SHADE, 1, take="now"), customer=CustomerWish(id=ADA))
    assert register.waiting.customer_history(ADA).open == ()
    with pytest.raises(errors.UnknownCode, match="name or phone"):
        register.waiting.customer_history("c-nobody")
    with pytest.raises(errors.UnknownCode):
        register.waiting.customer_history("")


def test_what_was_noted_of_somebody_does_not_pass_to_who_takes_their_order_over(register: Register) -> None:
    number = order_later(register, LAMP, 1).number
    register.waiting.note(number, "Calls her lawyer quickly")
    register.waiting.change_customer(number, CustomerWish(id=BEN), "a present for Ben", person=MANAGER)
    seen = register.waiting.customer_history(BEN)
    assert ([order.number for order in seen.open], seen.notes) == ([number], ())
