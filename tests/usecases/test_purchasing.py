"""Orders with suppliers: made, confirmed, moved, cancelled, received in parts; each day that was said stays known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from pos.domain import errors
from pos.domain.purchase_orders import PurchaseOrder
from pos.register import Register
from pos.usecases.ordering import PurchaseWish
from pos.usecases.receiving import Arrival
from pos.usecases.suppliers import SupplierWish
from tests.builders import BULB, LAMP, SHADE, FixedClock, product, put_products
from tests.usecases.desk import CASHIER, MANAGER, nothing_changes

TODAY = date(2026, 11, 24)
FIRST, LATER = date(2026, 12, 2), date(2026, 12, 16)


def days(order: PurchaseOrder) -> list[tuple[date | None, date | None, bool]]:
    return [(line.expected_on, line.first_expected_on, line.confirmed) for line in order.lines]


def test_an_order_gets_a_number_of_the_register_and_its_lines(register: Register) -> None:
    wishes = [PurchaseWish(LAMP, 6), PurchaseWish(SHADE, 4, LATER)]
    made = register.buying.order_goods("lum", wishes, expected_on=FIRST, person=MANAGER)
    order = made.order
    assert (order.number, order.supplier, order.ordered_on, order.state) == ("PO-S01-R2-0001", "LUM", TODAY, "open")
    assert [(line.line, line.sku, line.open) for line in order.lines] == [(1, LAMP, 6), (2, SHADE, 4)]
    assert days(order) == [(FIRST, FIRST, False), (LATER, LATER, False)]
    assert (made.warnings, made.broken) == ((), ())
    again = register.buying.order_goods("Lumen Ltd", [PurchaseWish(BULB, 10)])
    assert again.order.number == "PO-S01-R2-0002"
    assert [(supply.id, supply.line, supply.quantity) for supply in register.supplies(LAMP)] == [
        ("PO-1007", 1, 12), ("PO-S01-R2-0001", 1, 6),
    ]  # fmt: skip


def test_lines_are_added_to_an_order_that_is_there(register: Register) -> None:
    order = register.buying.order_goods("LUM", [PurchaseWish(BULB, 10)], number="PO-1007").order
    assert [(line.line, line.sku) for line in order.lines] == [(1, LAMP), (2, BULB)]
    assert order.ordered_on == date(2026, 11, 10)


def test_what_a_manager_should_know_is_said_and_the_order_goes_in(register: Register) -> None:
    put_products(register, [product(BULB, "Bulb E27 warm", 325, pack=6, cost=100)])
    register.buying.change_supplier("LUM", SupplierWish(minimum=5000, closed_on=frozenset({FIRST})))
    made = register.buying.order_goods("LUM", [PurchaseWish(BULB, 10)], expected_on=FIRST)
    assert made.warnings == (
        "“Bulb E27 warm” comes in packs of 6; 10 is no whole number of packs. 6 or 12 would be.",
        "This order comes to 10.00; Lumen Ltd takes orders from 50.00.",
        "Lumen Ltd is closed on 2026-12-02.",
    )
    assert register.buying.order(made.order.number).state == "open"


def test_a_moved_day_is_kept_with_who_and_why_and_the_first_day_stays(register: Register, clock: FixedClock) -> None:
    number = register.buying.order_goods("LUM", [PurchaseWish(SHADE, 4)], expected_on=FIRST).order.number
    clock.pass_time(timedelta(days=1))
    register.buying.redate(number, LATER, why="strike at the port", person=MANAGER)
    clock.pass_time(timedelta(days=1))
    order = register.buying.confirm(number).order
    assert days(order) == [(LATER, FIRST, True)]
    assert [(change.at[:10], change.person, change.before, change.after, change.why) for change in order.changes] == [
        ("2026-11-25", MANAGER.id, FIRST, LATER, "strike at the port"),
        ("2026-11-26", "owner", LATER, LATER, "confirmed"),
    ]
    assert [supply.expected_on for supply in register.supplies(SHADE)] == [LATER]


def test_a_first_day_may_be_given_late_and_is_the_first_all_the_same(register: Register) -> None:
    number = register.buying.order_goods("LUM", [PurchaseWish(SHADE, 4)]).order.number
    with pytest.raises(errors.BadDate, match="has no day that could be confirmed"):
        register.buying.confirm(number)
    assert days(register.buying.confirm(number, LATER).order) == [(LATER, LATER, True)]
    assert days(register.buying.redate(number, FIRST).order) == [(FIRST, LATER, True)]


def test_one_line_moves_and_the_others_stay(register: Register) -> None:
    wishes = [PurchaseWish(LAMP, 6), PurchaseWish(SHADE, 4)]
    number = register.buying.order_goods("LUM", wishes, expected_on=FIRST).order.number
    order = register.buying.redate(number, LATER, line=2).order
    assert [line.expected_on for line in order.lines] == [FIRST, LATER]
    assert order.expected_on == LATER


def test_the_same_day_once_more_changes_nothing(register: Register) -> None:
    with nothing_changes(register):
        assert register.buying.redate("PO-1007", FIRST).order.changes == ()


def test_goods_come_in_parts_and_count_against_the_first_day(register: Register, clock: FixedClock) -> None:
    before = register.buying.supplier("LUM").record
    register.buying.redate("PO-1007", LATER)
    clock.pass_time(timedelta(days=10))
    register.receive([Arrival(LAMP, 5, "PO-1007")])
    assert register.buying.order("PO-1007").state == "part_received"
    assert [line.open for line in register.buying.order("PO-1007").lines] == [7]
    cancelled = register.buying.cancel("PO-1007", line=1, quantity=3, why="sold out there").order
    assert [(line.open, line.cancelled, line.cancelled_on) for line in cancelled.lines] == [(4, 3, date(2026, 12, 4))]
    register.receive(register.arrivals_of("PO-1007"))
    assert register.buying.order("PO-1007").state == "received"
    with register.ledger.reading() as records:
        brought = {(row[3], row[4], row[6], row[7]) for row in records.deliveries() if row[8] == "PO-1007"}
        assert brought == {(FIRST, date(2026, 12, 4), 12, 5), (FIRST, date(2026, 12, 4), 4, 4)}
        assert records.never_came() == {"LUM": (1, 0)}
    card = register.buying.supplier("LUM")
    assert (card.record.due, card.record.kept, card.orders) == (before.due + 1, before.kept, ())


def test_what_was_due_and_is_given_up_never_came(register: Register, clock: FixedClock) -> None:
    clock.pass_time(timedelta(days=20))
    register.buying.cancel("PO-1007")
    with register.ledger.reading() as records:
        assert records.never_came() == {"LUM": (1, 1)}


def test_what_is_called_off_before_it_was_due_says_nothing_of_its_supplier(register: Register) -> None:
    order = register.buying.cancel("PO-1007").order
    assert order.state == "cancelled"
    assert register.supplies(LAMP) == []
    with register.ledger.reading() as records:
        assert records.never_came() == {}
        assert records.awaited_lines() == []
    for change in (register.buying.cancel, register.buying.confirm):
        with nothing_changes(register), pytest.raises(errors.NothingOpen, match="cancelled"):
            change("PO-1007")


def test_the_list_can_be_asked_for_what_is_late(register: Register, clock: FixedClock) -> None:
    register.buying.order_goods("LUM", [PurchaseWish(BULB, 10)], number="PO-9", expected_on=LATER)
    assert [order.number for order in register.buying.orders()] == ["PO-1007", "PO-9"]
    assert register.buying.orders(state="late") == []
    clock.pass_time(timedelta(days=9))
    assert [(order.number, order.days_late(date(2026, 12, 3))) for order in register.buying.orders(state="late")] == [
        ("PO-1007", 1)
    ]
    assert register.buying.orders(state="received") == []
    assert len(register.buying.orders(supplier="LUM", state="open")) == 2
    with pytest.raises(errors.BadSetting, match="Choose one of late, open"):
        register.buying.orders(state="lost")


Attempt = Callable[[Register], Any]
_ONE = [PurchaseWish(BULB, 1)]


@pytest.mark.parametrize(
    ("attempt", "fault"),
    [
        (lambda r: r.buying.order_goods("NOBODY", _ONE), errors.UnknownCode),
        (lambda r: r.buying.order_goods("LUM", [PurchaseWish("NOTHING", 1)]), errors.UnknownCode),
        (lambda r: r.buying.order_goods("LUM", [PurchaseWish(BULB, 0)]), errors.BadQuantity),
        (lambda r: r.buying.order_goods("LUM", [PurchaseWish(BULB, 1_000_001)]), errors.BadQuantity),
        (lambda r: r.buying.order_goods("LUM", []), errors.BadQuantity),
        (lambda r: r.buying.order_goods("LUM", _ONE, expected_on=TODAY - timedelta(days=1)), errors.BadDate),
        (lambda r: r.buying.order_goods("LUM", _ONE, expected_on=date(2062, 1, 1)), errors.BadDate),
        (lambda r: r.buying.order_goods("LUM", _ONE, ordered_on=TODAY + timedelta(days=1)), errors.BadDate),
        (lambda r: r.buying.order_goods("LUM", _ONE, number="N" * 41), errors.BadSetting),
        (lambda r: r.buying.order_goods("LUM", _ONE, person=CASHIER), errors.NotAllowed),
        (lambda r: r.buying.order("PO-0"), errors.UnknownCode),
        (lambda r: r.buying.redate("PO-0", LATER), errors.UnknownCode),
        (lambda r: r.buying.redate("PO-1007", LATER, line=2), errors.UnknownCode),
        (lambda r: r.buying.redate("PO-1007", date(2026, 11, 1)), errors.BadDate),
        (lambda r: r.buying.redate("PO-1007", LATER, person=CASHIER), errors.NotAllowed),
        (lambda r: r.buying.confirm("PO-1007", person=CASHIER), errors.NotAllowed),
        (lambda r: r.buying.cancel("PO-1007", person=CASHIER), errors.NotAllowed),
        (lambda r: r.buying.cancel("PO-1007", quantity=2), errors.BadQuantity),
        (lambda r: r.buying.cancel("PO-1007", line=1, quantity=13), errors.BadQuantity),
        (lambda r: r.buying.cancel("PO-1007", line=1, quantity=0), errors.BadQuantity),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_changes_nothing(
    register: Register, attempt: Attempt, fault: type[errors.Refused]
) -> None:
    with nothing_changes(register), pytest.raises(fault) as told:
        attempt(register)
    assert told.value.sentence.endswith(".")


def test_a_number_of_another_supplier_is_not_written_to(register: Register) -> None:
    register.buying.add_supplier("HALL", SupplierWish(name="Hallworth"))
    with nothing_changes(register), pytest.raises(errors.NumberTaken, match="PO-1007 is an order with Lumen Ltd"):
        register.buying.order_goods("HALL", _ONE, number="PO-1007")


def test_nothing_is_ordered_from_a_supplier_that_was_left(register: Register) -> None:
    register.buying.change_supplier("LUM", SupplierWish(active=False))
    with nothing_changes(register), pytest.raises(errors.SupplierLeft):
        register.buying.order_goods("LUM", _ONE)


def test_an_order_of_many_lines_is_one_step_in_several_operations(register: Register) -> None:
    """An operation carries 64 KB; an order may be longer."""
    many = [product(f"P-{number:04}", f"Part {number}", 100) for number in range(300)]
    put_products(register, many[:150])
    put_products(register, many[150:])
    wishes = [PurchaseWish(row["sku"], 2) for row in many]
    order = register.buying.order_goods("LUM", wishes, number="PO-LONG", expected_on=FIRST).order
    assert len(order.lines) == 300
    assert all(line.expected_on == LATER for line in register.buying.redate("PO-LONG", LATER).order.lines)


def test_lines_of_two_suppliers_under_one_number_keep_their_own(register: Register) -> None:
    """Files know such orders: two suppliers that both count from 1001."""
    line = {
        "number": "PO-1007", "line": 2, "supplier": "HALL", "sku": SHADE, "quantity": 2, "received": 0, "cancelled": 0,
        "ordered_on": "2026-11-01", "expected_on": None, "confirmed": 0, "to_store": "S01", "shipment": "",
    }  # fmt: skip
    with register.ledger.writing() as tx:
        tx.append("purchase_lines_put", {"lines": [line]}, person="owner")
    register.buying.redate("PO-1007", LATER)
    with register.ledger.reading() as records:
        kept = records.kept_purchase_lines(["PO-1007"])
    assert [(row["supplier"], row["ordered_on"], row["expected_on"]) for row in kept] == [
        ("LUM", "2026-11-10", LATER.isoformat()), ("HALL", "2026-11-01", LATER.isoformat()),
    ]  # fmt: skip
