"""What the trade asks for more than once, from the sale of what is sold out to its hand-over, on a real shop."""

from __future__ import annotations

import json
from datetime import date, timedelta

from pos.domain.hold_places import HoldPlace
from pos.domain.incoming import IncomingDelivery
from pos.domain.people import OWNER, Customer
from pos.domain.receipt import Rows
from pos.register import Register
from pos.usecases.checkout import CustomerWish, LineWish, keep_customer
from pos.usecases.receiving import Arrival
from tests.builders import ADA, BEN, LAMP, FixedClock, barcode
from tests.usecases.desk import CARD, CASHIER, MANAGER, order_later, sell

MIA = "c-mia"


def mails(register: Register, number: str) -> list[str]:
    """The events of an order's messages, the first first."""
    return [one.event for one in register.news.list(number=number) if one.channel == "e-mail"]


def test_r97_r111_what_is_sold_out_is_ordered_now_and_all_that_follows_is_told_without_anybodys_handling(
    register: Register, clock: FixedClock
) -> None:
    """R97, R137: sold out, ordered now with a promised date, there when it comes; R111: notices and new dates go out by
    themselves; R82: the customer hears of a delay in the step in which the supplier says so, long before the day."""
    with register.ledger.writing() as tx:
        keep_customer(tx, Customer(MIA, "Mia Berg", "", "mia@post.example", consent=True), OWNER)
    assert register.look_up(LAMP).here.available == 0
    sold = order_later(register, LAMP, 2, MIA)
    (promised,) = sold.backorders
    assert promised.promise is not None
    told = promised.promise.latest_on
    assert told.strftime("%d %b %Y") in promised.words
    clock.pass_time(timedelta(days=1))
    register.buying.redate("PO-1007", date(2026, 12, 16))
    assert register.promises.review().moved == 0  # nothing is left for anybody to look for
    late = register.news.list(number=sold.number)[-1]
    assert (late.event, late.queued_at[:10]) == ("late", "2026-11-25")
    assert clock.now().date() < told
    (line,) = register.board.read(f"order:{sold.number}").lines
    assert line.now_latest is not None
    assert line.now_latest > told
    assert line.now_latest.strftime("%d %b %Y") in late.text
    register.receive([Arrival(LAMP, 2, "PO-1007")], person=MANAGER)
    assert mails(register, sold.number) == ["late", "ready"]
    register.collect(sold.number, [CARD], person=CASHIER)
    assert register.board.read().lines == ()


def test_r93_r148_a_wait_is_told_as_a_timeframe_with_its_last_day(register: Register) -> None:
    """R93, R148: an estimate is told as one, from the likely to the latest day, and so on the receipt."""
    past = [
        IncomingDelivery(
            nth, "LUM", promised - timedelta(days=14), promised, promised + timedelta(days=nth % 9), quantity=1
        )
        for nth in range(2, 32)
        for promised in (date(2026, 1, 5) + timedelta(days=10 * nth),)
    ]  # fmt: skip
    register.import_rows("deliveries", past)
    sold = order_later(register, LAMP, 3)
    (promised_part,) = sold.backorders
    told = promised_part.promise
    assert told is not None
    assert told.likely_on < told.latest_on
    assert promised_part.words == f"Ready to collect in 1-3 weeks, latest {told.latest_on:%a %d %b %Y}"
    notes = [
        note
        for block in register.receipt(sold.number).document.blocks
        if isinstance(block, Rows)
        for row in block.rows
        for note in row.notes
    ]
    assert promised_part.words in notes


def test_r67_every_movement_of_an_orders_goods_is_a_scan_with_time_place_and_person(
    register: Register, clock: FixedClock
) -> None:
    """R67, R88: counted in by scanning, put away in a place, handed over by scanning; each is read with its instant,
    its place and who did it."""
    number = order_later(register, LAMP, 2).number
    register.shelf.put_places([HoldPlace("B2")])
    clock.pass_time(timedelta(hours=1))
    counting = register.shelf.count(["PO-1007"])
    for _ in range(3):
        register.shelf.scan(counting, barcode(12))
    document = register.shelf.receive(counting, person=MANAGER).document
    clock.pass_time(timedelta(hours=1))
    register.shelf.bag(number, person=CASHIER)
    assert [(bag.place, bag.since[11:16]) for bag in register.shelf.where(number)] == [("B2", "12:42")]
    clock.pass_time(timedelta(hours=1))
    given = register.collect(number, [CARD], scans=[barcode(12)] * 2, person=CASHIER).number
    steps = [
        (step.kind, step.at[11:16], step.person, step.register, step.details.get("place", step.details.get("document")))
        for step in register.waiting.steps(number)[1:]
    ]
    assert steps == [
        ("allocated", "11:42", MANAGER.id, "R2", document), ("bagged", "12:42", CASHIER.id, "R2", "B2"),
        ("handed_over", "13:42", CASHIER.id, "R2", given),
    ]  # fmt: skip


def test_r67_no_unit_moves_without_a_time_a_store_and_a_person_behind_it(register: Register) -> None:
    """R67, R88: each movement of stock has its instant and store, and the log says whose it is."""
    sell(register, LineWish(barcode(45), take="now"), person=CASHIER)
    order_later(register, LAMP, 2, BEN)
    register.receive([Arrival(barcode(12), 3)], person=MANAGER)
    with register.ledger.database.reading() as cursor:
        cursor.execute("SELECT sku, store, at, document FROM stock_move WHERE document != 'start'")
        moves = cursor.fetchall()
        cursor.execute("SELECT bytes FROM op")
        kept = [json.loads(row[0]) for row in cursor.fetchall()]
    assert moves
    for sku, store, at, document in moves:
        (op,) = [one for one in kept if document in (one["body"].get("document"), one["body"].get("number"))]
        assert (store, op["body"]["at"]) == ("S01", at)
        assert op["actor"] in {CASHIER.id, MANAGER.id}, (sku, document)


def test_r137_an_order_is_taken_for_what_is_not_here_where_a_date_is_known(register: Register) -> None:
    """R137: whoever finds the shelf empty can buy all the same, pays a part, and hears the day."""
    sold = sell(
        register, LineWish(LAMP, 3, take="backorder"), customer=CustomerWish(id=ADA), tenders=[CARD], person=CASHIER
    )  # fmt: skip
    assert sold.order_deposit.minor == 6750
    assert sold.backorders[0].words == "Ready to collect by Thu 03 Dec 2026"
