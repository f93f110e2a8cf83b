"""Goods that are not out yet: pre-ordered, and never promised before their day; and goods that have a date in part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos.domain import errors
from pos.domain.backorder import Order
from pos.domain.sale import BasketLine
from pos.register import Register
from pos.store.verify import verify
from pos.usecases.checkout import CustomerWish, LineWish
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.promise_desk import told_lines
from pos.usecases.receiving import Arrival
from tests.builders import ADA, LAMP, MIRROR, FixedClock, put_products, put_stock, put_supply
from tests.builders import product as a_product
from tests.usecases.desk import CASHIER, MANAGER, counts, nothing_changes, order_later, product_row, sell
from tests.usecases.test_news import sent
from ui.views.receipt_draft import Draft

TODAY = date(2026, 11, 24)
OUT = date(2027, 1, 15)


def test_a_product_gets_a_day_of_release_and_is_pre_ordered_from_then_on(register: Register) -> None:
    """R39."""
    change = register.release(LAMP, OUT, person=MANAGER)
    assert (change.product.release_on, change.broken) == (OUT, ())
    seen = register.look_up(LAMP)
    assert seen.advice.decision == "preorder"
    assert seen.advice.sentence.startswith("Pre-order: it is released on 2027-01-15; the wait of ")
    assert seen.promise is not None
    assert seen.promise.likely_on >= OUT
    assert verify(register.ledger).ok


@pytest.mark.parametrize(
    ("language", "ending"),
    [
        ("en", "; released on Fri 15 Jan 2027"),
        ("de", "; erscheint am Fr. 15 Jan. 2027"),
        ("fr", " ; parution le ven. 15 janv. 2027"),
        ("es", "; sale a la venta el vie 15 ene 2027"),
    ],
)
def test_the_customer_is_told_the_day_of_release_and_reads_it_on_paper(
    register: Register, language: str, ending: str
) -> None:
    register.release(LAMP, OUT)
    words = register.look_up(LAMP, language=language).words
    assert words.endswith(ending)
    told = sell(
        register, LineWish(LAMP, 2, take="backorder"),
        customer=CustomerWish(name="Eva", phone="020 7946 0555", language=language),
    )  # fmt: skip
    assert told.backorders[0].words.endswith(ending)
    assert ending.strip("; ") in str(told.receipt.to_json())


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ahead=st.integers(1, 700), quantity=st.integers(1, 20))
def test_nothing_is_ever_promised_before_its_release(register: Register, ahead: int, quantity: int) -> None:
    on = TODAY + timedelta(days=ahead)
    register.release(LAMP, on)
    seen = register.look_up(LAMP, quantity)
    assert seen.advice.decision == "preorder"
    assert seen.promise is not None
    assert min(part.likely_on for part in seen.promise.parts) >= on
    assert seen.promise.release_on == on


def test_a_release_put_off_names_the_promises_it_breaks_and_one_brought_forward_breaks_none(register: Register) -> None:
    register.release(LAMP, date(2026, 12, 20))
    number = order_later(register, LAMP, 2).number
    put_off = register.release(LAMP, OUT)
    assert [(one.order, one.sku) for one in put_off.broken] == [(number, LAMP)]
    assert put_off.broken[0].now_latest is not None
    assert put_off.broken[0].now_latest > OUT
    assert register.release(LAMP, None).broken == ()
    seen = register.look_up(LAMP)
    assert seen.advice.decision == "backorder"
    assert "released" not in seen.words
    assert verify(register.ledger).ok


def test_on_its_day_it_is_out_and_nothing_is_said_of_it(register: Register, clock: FixedClock) -> None:
    register.release(LAMP, TODAY + timedelta(days=3))
    clock.pass_time(timedelta(days=3))
    seen = register.look_up(LAMP)
    assert seen.advice.decision == "backorder"
    assert "released" not in seen.words


def test_a_file_says_the_same(register: Register) -> None:
    rows = [product_row(2, LAMP, "Brass lamp, tall", release_on=OUT)]
    assert counts(register.import_rows("products", rows)) == (0, 1, 0, 0)
    assert register.look_up(LAMP).advice.decision == "preorder"
    with nothing_changes(register):
        assert register.release(LAMP, OUT).product.release_on == OUT


def test_what_cannot_be_is_refused_and_changes_nothing(register: Register) -> None:
    with nothing_changes(register):
        with pytest.raises(errors.NotAllowed):
            register.release(LAMP, OUT, person=CASHIER)
        with pytest.raises(errors.UnknownCode):
            register.release("NOPE", OUT)
        with pytest.raises(errors.BadDate, match="Check the year"):
            register.release(LAMP, date(2062, 1, 1))


# --- goods that have a date in part ----
def partly_dated(register: Register) -> None:
    """Eight mirrors on order: seven by a day, one of which nobody said when. Nobody sells them otherwise."""
    put_products(register, [a_product(MIRROR, "Round mirror with shelf", 12900, supplier="")])
    put_supply(register, MIRROR, 7, TODAY + timedelta(days=5), number="PO-7")
    line = {
        "number": "PO-8", "line": 1, "supplier": "NEW", "sku": MIRROR, "quantity": 1, "received": 0, "cancelled": 0,
        "ordered_on": "2026-11-20", "expected_on": None, "confirmed": 0, "to_store": "S01", "shipment": "",
    }  # fmt: skip
    with register.ledger.writing() as tx:
        tx.append("purchase_lines_put", {"lines": [line]}, person="owner")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "7 by Mon 30 Nov 2026, 1 without a confirmed date yet"),
        ("de", "7 bis Mo. 30 Nov. 2026, 1 noch ohne bestätigten Termin"),
        ("fr", "7 d'ici le lun. 30 nov. 2026, 1 sans date confirmée pour l'instant"),
        ("es", "7 a más tardar el lun 30 nov 2026, 1 aún sin fecha confirmada"),
    ],
)
def test_units_with_a_date_and_units_without_are_told_apart(register: Register, language: str, words: str) -> None:
    partly_dated(register)
    seen = register.look_up(MIRROR, 8, language=language)
    assert (seen.promise, seen.words) == (None, words)
    assert seen.dated is not None
    assert (seen.dated.quantity, seen.dated.latest_on) == (7, date(2026, 11, 30))
    assert seen.advice.decision == "waitlist"
    wish = CustomerWish(name="Eva", phone="020 7946 0555", language=language)
    quote = register.quote([BasketLine(seen.product, 8, later=8)])
    assert Draft(register.shop(), wish, quote, seen).words == words
    sold = sell(register, LineWish(MIRROR, 8, take="backorder", override="they know"), customer=wish)
    assert (sold.backorders[0].promise, sold.backorders[0].words) == (None, words)


def test_where_all_have_a_date_or_none_has_there_is_no_split(register: Register) -> None:
    partly_dated(register)
    assert register.look_up(MIRROR, 7).dated is None
    order_later(register, MIRROR, 7, ADA)
    seen = register.look_up(MIRROR, 2)
    assert (seen.promise, seen.dated, seen.words) == (None, None, "No confirmed date yet")


# --- what is not out yet is not sold, and asks the same questions as any order ----
@pytest.mark.parametrize(
    ("row", "rule"),
    [({"supplier": ""}, "no-date"), ({"backorder": "waitlist"}, "waitlist-only")],
    ids=["nobody supplies it", "no orders taken"],
)
def test_a_day_of_release_alone_is_no_date(register: Register, row: dict[str, str], rule: str) -> None:
    put_products(register, [a_product("NEW", "Lamp of spring", 9900, release_on=OUT.isoformat(), **row)])
    seen = register.look_up("NEW", 2)
    assert (seen.advice.decision, seen.advice.reasons[0].rule) == ("waitlist", rule)
    assert seen.advice.reasons[1].sentence == "It is released on 2027-01-15."
    assert seen.words.endswith("released on Fri 15 Jan 2027")
    with nothing_changes(register), pytest.raises(errors.NotBackorderable):
        sell(register, LineWish("NEW", 2, take="backorder"), customer=CustomerWish(id=ADA), person=CASHIER)


def test_the_other_rules_are_asked_of_a_pre_order_too(register: Register) -> None:
    register.release(LAMP, OUT)
    assert register.look_up(LAMP, 5).advice.decision == "preorder"
    register.change_shop(policy=replace(register.shop().policy, places=1))
    found = register.look_up(LAMP, 5).advice
    assert (found.decision, found.reasons[0].rule) == ("waitlist", "places-full")


def test_goods_on_the_shelf_are_not_sold_before_their_release(register: Register) -> None:
    put_products(register, [a_product("NEW", "Lamp of spring", 9900, release_on=OUT.isoformat())])
    put_stock(register, {("NEW", "S01"): 5})
    seen = register.look_up("NEW", 2)
    assert (seen.here.on_hand, seen.here.available, seen.short, seen.advice.decision) == (5, 0, 2, "preorder")
    assert seen.promise is not None
    assert seen.promise.likely_on >= OUT
    with nothing_changes(register), pytest.raises(errors.NotEnoughHere, match="released on 2027-01-15"):
        sell(register, LineWish("NEW", 2, take="now"), person=CASHIER)
    with nothing_changes(register), pytest.raises(errors.CustomerNeeded):
        sell(register, LineWish("NEW", 2), person=CASHIER)
    sold = sell(register, LineWish("NEW", 1, take="now", anyway="the press has it early"), person=MANAGER)
    assert sold.taken_now[0].quantity == 1


def known(register: Register, number: str) -> Order:
    found = register.order(number)
    assert found is not None
    return found


def test_goods_put_aside_before_their_release_are_not_handed_over_before_it(register: Register) -> None:
    put_products(register, [a_product("NEW", "Lamp of spring", 9900, release_on=OUT.isoformat())])
    order = order_later(register, "NEW", 2, ADA).number
    received = register.receive([Arrival("NEW", 2)])
    assert [one.quantity for _, one in received.allocations] == [2]
    assert known(register, order).lines[0].allocated == 2
    assert "ready" not in [message.event for message in register.news.list(number=order)]
    with nothing_changes(register), pytest.raises(errors.OrderNotReady, match="released on 2027-01-15"):
        register.collect(order, [])
    assert verify(register.ledger).ok


def test_the_day_told_for_some_units_of_a_line_is_kept_watched_and_judged(register: Register) -> None:
    partly_dated(register)
    wish = CustomerWish(name="Eva", phone="020 7946 0555")
    number = sell(register, LineWish(MIRROR, 8, take="backorder", override="they know"), customer=wish).number
    line = known(register, number).lines[0]
    assert (line.told_units, line.promised_on, line.undated) == (7, date(2026, 11, 30), 1)
    assert known(register, number).expected_on is None
    broken = register.buying.redate("PO-7", TODAY + timedelta(days=200)).broken
    assert [(one.order, one.told_latest) for one in broken] == [(number, date(2026, 11, 30))]
    with register.ledger.reading() as records:
        waiting = records.open_lines(MIRROR)[0]
        assert [one.latest_on for one in told_lines(records)] == [date(2026, 11, 30)]
    assert register.promises.standing(waiting, TODAY) == "late_expected"
    assert register.promises.standing(waiting, date(2026, 12, 1)) == "overdue"
    register.buying.redate("PO-7", TODAY + timedelta(days=5))
    assert [one.quantity for _, one in register.receive([Arrival(MIRROR, 7, "PO-7")]).allocations] == [7]
    with register.ledger.reading() as records:
        waiting = records.open_lines(MIRROR)[0]
    assert (waiting.waiting, waiting.told_latest) == (1, None)
    assert register.promises.standing(waiting, date(2026, 12, 9)) == "on_track"
    assert known(register, number).lines[0].ready_on == TODAY
    assert verify(register.ledger).ok


def _aside_until(register: Register, clock: FixedClock, on: date) -> str:
    """A pre-order whose goods are here and are kept for its day."""
    register.release(LAMP, on)
    number = order_later(register, LAMP, 2).number
    sent(register)
    clock.pass_time(timedelta(hours=1))
    register.receive([Arrival(LAMP, 5, "PO-1007")])
    order = register.order(number)
    assert order is not None
    assert [line.allocated for line in order.lines] == [2]
    return number


def test_a_release_put_off_breaks_what_was_told_of_goods_that_are_put_aside(
    register: Register, clock: FixedClock
) -> None:
    number = _aside_until(register, clock, date(2026, 12, 20))
    (broken,) = register.release(LAMP, OUT).broken
    assert (broken.order, broken.line, broken.now_latest) == (number, 1, OUT)
    assert [one.task.number for one in register.news.tasks() if one.task.kind == "promise"] == [number]
    clock.pass_time(timedelta(days=1))
    register.promises.review()
    register.news.run()
    sent(register)
    (late,) = [one for one in register.news.list(number=number) if one.event == "late"]
    assert late.state == "sent"
    assert "2 × Brass lamp" in late.words["text"]
    assert [tells.latest_on for tells in late.tells] == [OUT]
    assert [one.task.number for one in register.news.tasks() if one.task.kind == "promise"] == [number]
    register.change_shop(waiting=replace(register.shop().waiting, fee_percent=20))
    assert register.waiting.foresee_cancelling(number, CancelWish("changed_mind")).fee_why == "late"
    assert register.release(LAMP, OUT + timedelta(days=30)).broken[0].told_latest == OUT
    assert verify(register.ledger).ok


def test_a_file_that_puts_a_release_off_says_so_as_well(register: Register, clock: FixedClock) -> None:
    number = _aside_until(register, clock, date(2026, 12, 20))
    row = product_row(2, LAMP, "Brass lamp, tall", release_on=OUT)
    report = register.import_rows("products", [row])
    assert any(number in note for note in report.notes)
    assert [one.event for one in register.news.list(number=number) if one.state == "queued"] == ["late"]
    assert register.import_rows("products", [row]).unchanged == 1
    assert [one.task.number for one in register.news.tasks() if one.task.kind == "promise"] == [number]


def test_a_release_put_off_before_the_told_day_breaks_nothing(register: Register, clock: FixedClock) -> None:
    number = _aside_until(register, clock, date(2026, 12, 18))
    assert register.release(LAMP, date(2026, 12, 19)).broken == ()
    register.news.run()
    assert [one.event for one in register.news.list(number=number)] == ["taken"]


@pytest.mark.parametrize("on", [None, date(2026, 11, 30)])
def test_goods_that_come_out_sooner_are_kept_from_that_day_on(
    register: Register, clock: FixedClock, on: date | None
) -> None:
    number = _aside_until(register, clock, OUT)
    clock.pass_time(timedelta(days=27))
    today = clock.now().date()
    register.release(LAMP, on)
    register.news.run()
    (ready,) = [one for one in register.news.list(number=number) if one.event == "ready"]
    assert "until Mon 04 Jan 2027" in ready.words["text"]
    (kept,) = register.waiting.uncollected()
    assert (kept.ready_on, kept.kept_until) == (today, date(2027, 1, 4))
    clock.pass_time(timedelta(days=2))
    register.release(LAMP, None)
    assert [one.kept_until for one in register.waiting.uncollected()] == [date(2027, 1, 4)]


@pytest.mark.parametrize("on", [None, date(2026, 12, 20)])
@pytest.mark.parametrize("how", ["by hand", "by file"])
def test_nobody_hears_of_a_release_put_off_that_holds_again(
    register: Register, clock: FixedClock, on: date | None, how: str
) -> None:
    """The message is taken back with the task, as soon as the goods come out by the day that was told."""
    number = _aside_until(register, clock, date(2026, 12, 20))
    register.release(LAMP, OUT)
    assert [one.event for one in register.news.list(number=number) if one.state == "queued"] == ["late"]
    if how == "by file" and on is not None:  # a file that names no day keeps the one that is known
        register.import_rows("products", [product_row(2, LAMP, "Brass lamp, tall", release_on=on)])
    else:
        register.release(LAMP, on)
    register.news.run()
    late = [one.state for one in register.news.list(number=number) if one.event == "late"]
    assert late == ["skipped"]
    assert [one.task.kind for one in register.news.tasks() if one.task.number == number] == []
    assert verify(register.ledger).ok


def test_a_release_put_off_and_brought_forward_too_little_is_said_with_its_new_day(
    register: Register, clock: FixedClock
) -> None:
    number = _aside_until(register, clock, date(2026, 12, 20))
    register.release(LAMP, OUT)
    sooner = date(2027, 1, 8)
    register.release(LAMP, sooner)
    (late,) = [one for one in register.news.list(number=number) if one.state == "queued"]
    assert [(tells.line, tells.latest_on) for tells in late.tells] == [(1, sooner)]
    assert [one.task.kind for one in register.news.tasks() if one.task.number == number] == ["promise"]
