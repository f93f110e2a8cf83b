"""Orders that are handed over all at once: one date for the whole of them, nothing given out before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest

from pos.domain import errors
from pos.domain.promising import breaks
from pos.domain.purchasing import OpenLine
from pos.domain.receipt import Receipt, Rows, Text
from pos.register import Register
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, Sold
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.promises import view
from pos.usecases.receiving import Arrival
from tests.builders import ADA, BEN, CLOCK, LAMP, MIRROR, SHADE, TABLE, FixedClock, put_stock
from tests.usecases.desk import ADA_HERE, CARD, CASHIER, order_later, sell
from ui.samples import put_supply


def together(register: Register, *lines: LineWish, customer: str = ADA, request: str = "") -> Sold:
    """A sale that is handed over all at once."""
    return sell(
        register, *lines, customer=CustomerWish(id=customer), tenders=[CARD], ship_complete=True, request=request
    )


def open_lines(register: Register, *skus: str) -> list[OpenLine]:
    with register.ledger.reading() as records:
        return [line for sku in skus for line in records.open_lines(sku)]


def ready_days(register: Register, number: str) -> Sequence[str | None]:
    with register.ledger.database.reading() as cursor:
        cursor.execute("SELECT ready_on FROM order_line WHERE number = ? ORDER BY line", (number,))
        return [row[0] for row in cursor.fetchall()]


def texts(receipt: Receipt) -> list[str]:
    return [block.text for block in receipt.blocks if isinstance(block, Text)]


def test_every_line_is_promised_for_the_day_of_the_last(register: Register) -> None:
    """Design, P13: the day of a bundle is the greatest of its parts' days; what is here is ready today and waits."""
    alone = {sku: register.look_up(sku, units).promise for sku, units in ((LAMP, 3), (SHADE, 4))}
    sold = together(register, LineWish(LAMP, 3), LineWish(SHADE, 4), LineWish(TABLE, 1))
    assert [(part.part.product.sku, part.part.quantity) for part in sold.backorders] == [
        (LAMP, 3), (SHADE, 4), (TABLE, 1),
    ]  # fmt: skip
    assert sold.taken_now == ()
    days = {(part.promise.likely_on, part.promise.latest_on) for part in sold.backorders if part.promise}
    known = [promise for promise in alone.values() if promise is not None]
    assert len(known) == 2
    assert days == {(max(p.likely_on for p in known), max(p.latest_on for p in known))}
    assert all(len(part.promise.parts) == 1 for part in sold.backorders if part.promise)
    found = register.order(sold.number)
    assert found is not None
    assert found.ship_complete
    assert len({line.promised_on for line in found.lines}) == 1


def test_goods_that_are_here_are_put_aside_and_not_given_out_before_the_rest(register: Register) -> None:
    sold = together(register, LineWish(LAMP, 2), LineWish(TABLE, 1))
    found = register.order(sold.number)
    assert found is not None
    assert [(line.sku, line.allocated, line.waiting) for line in found.lines] == [(LAMP, 0, 2), (TABLE, 1, 0)]
    assert found.state == "waiting"
    assert register.look_up(TABLE).here.available == 3
    with pytest.raises(errors.OrderNotReady, match="all together"):
        register.collect(sold.number, [CARD])
    register.receive([Arrival(LAMP, 2, "PO-1007")])
    found = register.order(sold.number)
    assert found is not None
    assert found.state == "ready"
    register.collect(sold.number, [CARD])
    found = register.order(sold.number)
    assert found is not None
    assert found.state == "collected"


def test_no_line_is_ready_before_the_last_is(register: Register, clock: FixedClock) -> None:
    """Whether a promise was kept is counted from the day on which all of the order could be had."""
    sold = together(register, LineWish(LAMP, 2), LineWish(TABLE, 1))
    assert ready_days(register, sold.number) == [None, None]
    today = clock.now().date()
    assert {register.promises.standing(line, today) for line in open_lines(register, LAMP, TABLE)} == {"on_track"}
    clock.pass_time(timedelta(days=3))
    register.receive([Arrival(LAMP, 2, "PO-1007")])
    day = (today + timedelta(days=3)).isoformat()
    assert ready_days(register, sold.number) == [day, day]
    assert {register.promises.standing(line, today) for line in open_lines(register, LAMP, TABLE)} == {"ready"}


def test_units_that_do_not_fill_the_line_are_held_and_nobody_behind_gets_them(
    register: Register, clock: FixedClock
) -> None:
    """Design, 3.7: hold, no skipping."""
    whole = together(register, LineWish(LAMP, 5)).number
    clock.pass_time(timedelta(hours=1))
    behind = order_later(register, LAMP, 3, BEN).number
    came = register.receive([Arrival(LAMP, 3)])
    assert (came.allocations, came.held, came.to_shelf) == ((), {LAMP: 3}, {LAMP: 0})
    assert register.look_up(LAMP).here.available == 0
    came = register.receive([Arrival(LAMP, 3)])
    assert [(given.order, given.quantity) for _, given in came.allocations] == [(whole, 5), (behind, 1)]
    assert (came.held, came.to_shelf) == ({}, {LAMP: 0})
    came = register.receive([Arrival(LAMP, 4)])
    assert came.to_shelf == {LAMP: 2}


def test_units_held_before_count_when_the_rest_of_the_delivery_goes_to_the_shelf(register: Register) -> None:
    together(register, LineWish(LAMP, 5))
    register.receive([Arrival(LAMP, 3)])
    assert register.receive([Arrival(LAMP, 4)]).to_shelf == {LAMP: 2}


def test_a_slip_of_one_line_breaks_the_promise_of_the_whole_order(register: Register) -> None:
    """Each line is listed once, whatever its product; the days of all of them move."""
    put_supply(register, SHADE, 9, date(2026, 12, 1), number="PO-2001")
    sold = together(register, LineWish(LAMP, 3), LineWish(SHADE, 4), LineWish(TABLE, 1))
    other = order_later(register, SHADE, 1, BEN).number
    change = register.buying.redate("PO-1007", date(2027, 1, 20))
    assert [(broken.order, broken.line, broken.sku) for broken in change.broken] == [
        (sold.number, 1, LAMP), (sold.number, 2, SHADE), (sold.number, 3, TABLE),
    ]  # fmt: skip
    lines = open_lines(register, LAMP, SHADE, TABLE)
    assert len({(line.now_likely, line.now_latest) for line in lines if line.order == sold.number}) == 1
    assert all(line.now_latest == line.told_latest for line in lines if line.order == other)


@pytest.mark.parametrize("seed", range(4))
def test_a_moved_date_reaches_every_line_of_whole_orders_and_no_other(
    register: Register, clock: FixedClock, seed: int
) -> None:
    """Three products, some of them bound together: what one moved date does is what a look at everything
    says, so the daily look finds nothing more to move."""
    random = Random(seed)
    today = clock.now().date()
    for nth in range(9):
        sku = (LAMP, SHADE, TABLE)[nth % 3]
        put_supply(
            register, sku, random.randint(2, 9), today + timedelta(days=random.randint(1, 40)), number=f"P-{nth}"
        )
    for _ in range(16):
        skus = random.sample([LAMP, SHADE, TABLE], random.randint(1, 3))
        wishes = [LineWish(sku, random.randint(1, 3), take="backorder", override="asked") for sku in skus]
        who, whole = CustomerWish(id=random.choice([ADA, BEN])), random.random() < 0.5
        sell(register, *wishes, customer=who, tenders=[CARD], ship_complete=whole)
    for _ in range(4):
        number, day = f"P-{random.randrange(9)}", today + timedelta(days=random.randint(1, 70))
        before = seen_whole(register, today)
        change = register.buying.redate(number, day, why="said on the phone")
        after = seen_whole(register, today)
        newly = {key for key, is_broken in after.items() if is_broken and not before[key]}
        listed = [(promise.order, promise.line) for promise in change.broken]
        assert sorted(listed) == sorted(newly)
        assert register.promises.review().moved == 0


def seen_whole(register: Register, today: date) -> dict[tuple[str, int], bool]:
    """Every line of the shop, reckoned from nothing: whether its promise is broken."""
    with register.ledger.reading() as records:
        register.ledger.memory.clear()
        found = view(records, records.skus_with_open_lines(), today).lines
    return {key: breaks(line.told_latest, latest) for key, (_, line, _, latest) in found.items()}


def test_others_are_not_delayed_by_what_an_order_waits_for_elsewhere(register: Register) -> None:
    """Only goods held for the same product stand in the way: a bundle's other products do not."""
    put_supply(register, SHADE, 9, date(2026, 12, 1), number="PO-2001")
    register.buying.redate("PO-1007", date(2027, 1, 20))
    sold = together(register, LineWish(LAMP, 3), LineWish(SHADE, 4))
    behind = order_later(register, SHADE, 1, BEN)
    (promise,) = [part.promise for part in behind.backorders]
    assert promise is not None
    assert promise.queue_ahead == 2
    assert all(part.promise and part.promise.latest_on > promise.latest_on for part in sold.backorders)


def test_the_daily_look_counts_a_line_once_and_finds_nothing_moved(register: Register) -> None:
    put_supply(register, SHADE, 9, date(2026, 12, 18), number="PO-2001")
    together(register, LineWish(LAMP, 3), LineWish(SHADE, 4), LineWish(TABLE, 1))
    seen = register.promises.review()
    assert (seen.looked_at, seen.moved, seen.broken) == (3, 0, ())


def test_an_order_has_no_date_when_one_of_its_lines_has_none(register: Register) -> None:
    """Design, P13 and 3.6: an honest "no date" for the whole, not the day of a part of it."""
    sold = together(register, LineWish(MIRROR, 1, override="she insists"), LineWish(LAMP, 1))
    assert [part.promise for part in sold.backorders] == [None, None]
    assert {part.words for part in sold.backorders} == {"All together: No confirmed date yet"}
    (line,) = open_lines(register, LAMP)
    assert (line.told_latest, line.now_latest) == (None, None)


def test_the_receipt_says_one_date_for_all(register: Register) -> None:
    sold = together(register, LineWish(LAMP, 3), LineWish(SHADE, 4), LineWish(TABLE, 1))
    (words,) = [text for text in texts(sold.receipt) if text.startswith("All together: ")]
    assert {part.words for part in sold.backorders} == {words}
    (rows,) = [block for block in sold.receipt.blocks if isinstance(block, Rows)]
    assert [row.notes for row in rows.rows] == [(LAMP,), (SHADE,), (TABLE,)]
    assert len([text for text in texts(sold.receipt) if text.startswith("Expected ship date: ")]) == 1


def test_what_was_to_be_taken_now_is_taken_now(register: Register) -> None:
    sold = together(register, LineWish(LAMP, 2), LineWish(TABLE, 1, take="now"))
    assert [part.product.sku for part in sold.taken_now] == [TABLE]
    assert [part.part.product.sku for part in sold.backorders] == [LAMP]


@pytest.mark.parametrize("sku", [CLOCK, MIRROR])
def test_goods_that_are_not_ordered_any_more_go_along_when_they_are_here(register: Register, sku: str) -> None:
    """No order is taken for them, but what lies here can wait for the rest; a cashier may do so."""
    put_stock(register, {(sku, "S01"): 1})
    wish = Checkout((LineWish(LAMP), LineWish(sku)), (CARD,), ADA_HERE, ship_complete=True)
    sold = register.sell(wish, person=CASHIER)
    assert [(part.part.product.sku, part.put_aside) for part in sold.backorders] == [(LAMP, 0), (sku, 1)]
    assert register.look_up(sku).here.available == 0
    with pytest.raises(errors.NotBackorderable):
        register.sell(wish, person=CASHIER)


def test_where_all_of_it_is_here_the_wish_changes_nothing(register: Register) -> None:
    sold = together(register, LineWish(TABLE, 1))
    assert (sold.backorders, sold.ship_complete) == ((), False)
    assert [part.product.sku for part in sold.taken_now] == [TABLE]


def test_the_same_payment_again_answers_the_same_and_another_wish_under_its_id_is_refused(register: Register) -> None:
    lines = (LineWish(LAMP, 2), LineWish(TABLE, 1))
    sold = together(register, *lines, request="till-1")
    again = together(register, *lines, request="till-1")
    assert (again.number, again.repeated, again.ship_complete) == (sold.number, True, True)
    with pytest.raises(errors.RequestReused):
        sell(register, *lines, customer=ADA_HERE, tenders=[CARD], request="till-1")


def test_an_order_of_which_a_line_was_given_up_is_handed_over_when_the_rest_is_here(register: Register) -> None:
    number = together(register, LineWish(LAMP, 3), LineWish(SHADE, 4)).number
    register.waiting.cancel(number, CancelWish("changed_mind", lines={2: 4}))
    register.receive([Arrival(LAMP, 3, "PO-1007")])
    assert register.collect(number, [CARD]).total.minor == 13_500
