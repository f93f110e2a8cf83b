"""A week on the waiting list: taken on Monday with a deposit, the purchase order slips, the customers are told and one
keeps it, the goods arrive short, the first in the queue is served, part is collected, the rest is cancelled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pos.domain import errors
from pos.domain.people import Person
from pos.domain.phrases import clear_date
from pos.register import Register
from pos.store.verify import verify
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.receiving import Arrival
from pos.usecases.remedying import choices_for
from pos.usecases.suppliers import SupplierWish
from tests.builders import FixedClock, product, put_products, put_supply, sample_shop
from tests.post.servers import Mailbox, mail_server
from tests.usecases.desk import all_books, books, gbp, labels_of

BEA, MAX = Person("p-bea", "Bea", "cashier"), Person("p-max", "Max", "manager")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PO = "PO-1007"


class Week:
    """The shop in which the story happens."""

    def __init__(self, folder: Path) -> None:
        self.clock = FixedClock(MONDAY)
        self.register = Register.create(folder, sample_shop(), clock=self.clock)
        put_products(self.register, [product("LAMP", "Brass lamp, tall", 4500)])
        put_supply(self.register, "LAMP", 10, date(2026, 11, 27), number=PO)
        # Ordering once more would take longer than waiting for what is on order.
        self.register.buying.change_supplier("LUM", SupplierWish(lead_time_days=40))

    def days_pass(self, days: int) -> None:
        self.clock.pass_time(timedelta(days=days))

    def order(self, name: str, quantity: int) -> str:
        """Half is paid ahead by card."""
        first = name.split()[0].lower()
        sold = self.register.sell(
            Checkout(
                (LineWish("LAMP", quantity, take="backorder"),),
                (TenderWish("card", reference=f"auth {first}"),),
                CustomerWish(name=name, email=f"{first}@example.com", consent=True, tell_by="e-mail"),
            ),
            person=BEA,
        )
        assert sold.order_deposit.minor == quantity * 4500 // 2
        return sold.number

    def numbers(self, order: str) -> tuple[int, int, int, int]:
        """(ordered, put aside, handed over, cancelled) of the order's line."""
        found = self.register.order(order)
        assert found is not None
        line = found.lines[0]
        return (line.ordered, line.allocated, line.handed_over, line.cancelled)


@pytest.fixture
def week(tmp_path: Path) -> Iterator[Week]:
    one = Week(tmp_path / "shop")
    yield one
    verdict = verify(one.register.ledger)
    one.register.close()
    assert verdict.ok, verdict.faults


def test_from_goods_ordered_to_a_customer_told_served_and_paid(week: Week) -> None:
    """R6, R17, R52, R58, R112, R114, R118, R147, R151; complaints 13, 14, 19."""
    register = week.register
    # Monday: three customers want lamps that are not here; ten are on order for Friday.
    ada, ben, cem = week.order("Ada Osei", 2), week.order("Ben Moreau", 4), week.order("Cem Aydin", 3)
    assert books(register, "order_deposits") == -(9 * 4500 // 2)
    told = {order: _line(register, order).promised_on for order in (ada, ben, cem)}
    assert all(told.values())

    # Tuesday: the supplier says it will be the 15th of December. The change lists what it breaks, in the same step.
    week.days_pass(1)
    change = register.buying.redate(PO, date(2026, 12, 15), why="ship delayed", person=MAX)
    assert [promise.order for promise in change.broken] == [ada, ben, cem]
    slips = register.radar.slips()
    broken = [one for row in slips for one in row.lines]
    assert [one.order for one in broken] == [ada, ben, cem]
    assert len({one.task for one in broken}) == 3

    # One key tells all of them, once each, with the new day and the choice to wait, change or cancel.
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        register.set_device(mail_host="127.0.0.1", mail_port=port, mail_security="none", mail_from="shop@example.com")
        register.radar.carry_out(choices_for(broken, "wait"), person=MAX)
        sent = register.send_news(person=MAX)
        register.radar.carry_out(choices_for(broken, "wait"), person=MAX)
        register.news.run(person=MAX)
        again = register.send_news(person=MAX)
    late = [text for subject, text in _about(mailbox, ada) if "delayed" in subject]
    assert len(late) == 1
    now = _line(register, ada).expected_ship_on
    assert clear_date(now, "en") in late[0], "the new day"
    assert "cancel" in late[0], "and what she may do about it"
    assert {str(letter["To"]) for letter in mailbox.taken} == {"ada@example.com", "ben@example.com", "cem@example.com"}
    assert len(sent.sent) == len(mailbox.taken)
    assert not again.sent, "nobody hears of one thing twice"

    # Ben keeps his order: he agrees to the new day, which counts from here on. What was told first is kept beside it.
    register.radar.answer(ben, "wait", "phone", person=BEA)
    assert _line(register, ben).promised_on == told[ben]

    # The goods arrive short: five of ten. Who waits longest is served first, and nothing goes to the shelf.
    week.days_pass(21)
    seen = register.receive([Arrival("LAMP", 5, PO)], person=MAX, dry_run=True)
    came = register.receive([Arrival("LAMP", 5, PO)], person=MAX)
    assert seen.allocations == came.allocations
    assert [(given.order, given.quantity) for _, given in came.allocations] == [(ada, 2), (ben, 3)]
    assert came.to_shelf.get("LAMP", 0) == 0
    assert week.numbers(cem) == (3, 0, 0, 0)
    assert register.look_up("LAMP").here.available == 0, "what is put aside is nobody else's"

    # Ada collects all of hers; Ben what is here, and pays the rest of it.
    whole = register.collect(ada, [TenderWish("cash")], person=BEA)
    assert (whole.total, whole.deposit_applied, whole.due_now) == (gbp(9000), gbp(4500), gbp(4500))
    part = register.collect(ben, [TenderWish("card")], person=BEA)
    assert (part.total, part.deposit_applied, part.due_now) == (gbp(13500), gbp(6750), gbp(6750))
    assert week.numbers(ben) == (4, 0, 3, 0)

    # He has had enough of waiting for the fourth. We are late, so nothing is kept; his deposit goes back to his card.
    order = register.order(ben)
    assert order is not None
    ended = register.waiting.cancel(ben, CancelWish("too_long"), person=BEA, version=order.version)
    assert (ended.done.refund, ended.done.fee) == (gbp(2250), gbp(0))
    assert [(kind.partition(" ")[0], amount) for kind, amount in ended.done.by] == [("card", gbp(2250))]
    assert "22.50" in " ".join(labels_of(ended.receipt).values())
    assert week.numbers(ben) == (4, 0, 3, 1)
    with pytest.raises(errors.PosError):
        register.waiting.cancel(ben, CancelWish("too_long"), person=BEA)

    # The books balance: what is held is Cem's deposit alone, and only what was handed over was sold.
    assert books(register, "order_deposits") == -(3 * 4500 // 2)
    assert books(register, "order_deposits", ben) == books(register, "order_deposits", ada) == 0
    found = all_books(register)
    assert sum(found.values()) == 0
    assert found["sales"] + found["tax"] == -(5 * 4500) + found.get("deposit_tax", 0) * -1
    steps = [step.kind for step in register.waiting.steps(ben)]
    assert steps[0] == "taken"
    assert {"allocated", "handed_over", "cancelled", "refunded"} <= set(steps)
    assert all(step.person and step.at and step.register for step in register.waiting.steps(ben))


def _line(register: Register, order: str) -> Any:
    found = register.order(order)
    assert found is not None
    return found.lines[0]


def _about(mailbox: Mailbox, order: str) -> list[tuple[str, str]]:
    """(subject, text) of the letters about an order."""
    found = [(str(letter["Subject"]), letter.get_content()) for letter in mailbox.taken]
    return [(subject, text) for subject, text in found if order in text]
