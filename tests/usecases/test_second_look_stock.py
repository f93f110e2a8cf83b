"""Deliveries a second time: what is blamed, what is missing, what is over, and what still has to be ordered."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from pos.domain import errors
from pos.domain.shop import default_shop
from pos.register import Register
from pos.store import sql
from pos.store.verify import verify
from pos.usecases.checkout import CustomerWish, LineWish
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.ordering import PurchaseWish
from pos.usecases.receiving import Arrival
from pos.usecases.remedy_acts import Choice
from pos.usecases.suppliers import SupplierWish
from tests.builders import BEN, BULB, LAMP, SHADE, FixedClock, put_supply
from tests.usecases.desk import MANAGER, made, nothing_changes, order_later, product_row, sell
from tests.usecases.test_radar import LATE, broken, slip_lamps, tasks


def test_a_late_delivery_is_not_blamed_for_having_too_little_of_goods_that_it_did_not_bring(
    register: Register, clock: FixedClock
) -> None:
    """Its supplier is expected to be late with the other goods as well, and that is what is said."""
    put_supply(register, SHADE, 9, date(2026, 12, 9), number="PO-1008")
    other = order_later(register, SHADE, 5, BEN).number
    order_later(register, LAMP, 12)
    clock.pass_time(timedelta(days=14))
    for nth in range(2, 9):
        put_supply(register, LAMP, 4, date(2026, 11, 12), number=f"PO-20{nth}")
    for nth in range(2, 9):
        register.receive([Arrival(LAMP, 1, f"PO-20{nth}")])
    slips = {line.order: row.slip for row in register.radar.slips() for line in row.lines}
    assert (slips[other].kind, slips[other].of) == ("supplier_late", "LUM")
    assert slips[other].words == "Supplier LUM was late with other goods"


def test_a_promise_that_is_served_in_full_stands_under_nobodys_calls_any_more(register: Register) -> None:
    """In the step that serves it, not only at the next round."""
    number = order_later(register, LAMP, 3).number
    register.buying.redate("PO-1007", LATE)
    assert [one.number for one in tasks(register)] == [number]
    register.receive([Arrival(LAMP, 3, "PO-1007")])
    assert tasks(register) == []


def test_damaged_goods_came_and_only_the_rest_did_not(register: Register) -> None:
    came = register.shelf.receive([Arrival(LAMP, 5, "PO-1007", damaged=2, damaged_why="wet")])
    assert [(line.missing, line.damaged, line.not_come) for line in came.short] == [(7, 2, 5)]
    came = register.shelf.receive([Arrival(LAMP, 5, "PO-1007", damaged=2, damaged_why="wet")])
    assert [(line.missing, line.not_come) for line in came.short] == [(2, 0)]


def test_the_same_file_is_booked_once_unless_somebody_says_why_it_comes_again(register: Register) -> None:
    put_supply(register, LAMP, 6, date(2026, 12, 2), number="PO-1")
    register.shelf.receive([Arrival(LAMP, 4, "PO-1")], mark="00ff")
    for what in ([Arrival(LAMP, 4, "PO-1")], [Arrival(BULB, 10)]):
        for dry_run in (True, False):
            with (
                nothing_changes(register),
                pytest.raises(errors.WrongState, match="What this file says was booked in on"),
            ):
                register.shelf.receive(what, mark="00ff", dry_run=dry_run)
    came = register.shelf.receive([Arrival(LAMP, 2, "PO-1")], mark="0f0f")
    assert (came.over, came.received) == ((), {LAMP: 2})
    again = register.shelf.receive([Arrival(BULB, 10)], mark="00ff", again="ten more came")
    assert again.document != came.document
    with nothing_changes(register), pytest.raises(errors.WrongState):
        register.shelf.receive([Arrival(BULB, 10)], mark="00ff")


def test_a_file_that_only_the_number_of_its_goods_knows_is_booked_once_as_well(register: Register) -> None:
    """As goods in were once written down."""
    body = {
        "document": "GR-20261124-101500-abcdef-00ff", "at": "2026-11-24T10:15:00+00:00", "business_date": "2026-11-24",
        "lines": [{"sku": LAMP, "quantity": 4}], "allocations": [], "purchase_lines": [], "deliveries": [],
    }  # fmt: skip
    with register.ledger.writing() as tx:
        tx.append("goods_received", body, person="owner")
    with nothing_changes(register), pytest.raises(errors.WrongState, match="booked in on 2026-11-24 as GR-2026"):
        register.shelf.receive([Arrival(LAMP, 4)], mark="00ff")
    assert verify(register.ledger).ok


@pytest.mark.parametrize(
    ("question", "by"),
    [
        ("GOODS_IN_MARKED", "SEARCH setting USING PRIMARY KEY"),
        ("GOODS_IN_NAMED", "SEARCH stock_move USING INTEGER PRIMARY KEY (rowid>?)"),
        ("SENT_ON", "USING INDEX order_line_open (sku=?)"),
        ("STOCK_MOVED_WITH", "SEARCH op USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"),
    ],
)
def test_no_question_on_goods_reads_all_that_ever_moved(register: Register, question: str, by: str) -> None:
    class Unset(dict[str, object]):
        def __missing__(self, name: str) -> None:
            return None

    with register.ledger.database.reading() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {getattr(sql, question).sql}", Unset())
        plan = " / ".join(str(row[3]) for row in cursor.fetchall())
    assert by in plan


def to_order(register: Register) -> list[str]:
    return [one.why for one in tasks(register, "ask") if one.id.startswith("ask:order:")]


def test_a_day_that_rests_on_a_purchase_nobody_made_is_somebodys_task_until_it_is_made(
    register: Register, clock: FixedClock
) -> None:
    order_later(register, LAMP, 2)
    register.news.run()
    assert to_order(register) == []  # twelve are on order
    register.buying.confirm("PO-1007", LATE)
    said = "Order {} × Brass lamp, tall from Lumen Ltd: customers were told a day, and nothing on order "
    said += "comes in time for them."
    assert to_order(register) == [said.format(2)]
    order_later(register, LAMP, 1, BEN)
    register.news.run()
    register.news.run()
    assert to_order(register) == [said.format(3)]
    register.buying.order_goods("LUM", [PurchaseWish(LAMP, 3)], expected_on=clock.now().date() + timedelta(days=9))
    assert to_order(register) == []
    register.news.run()
    assert to_order(register) == []


def test_what_was_ticked_off_and_never_ordered_is_asked_for_again_the_next_day(
    register: Register, clock: FixedClock
) -> None:
    number = order_later(register, LAMP, 14).number
    register.news.run()
    (task,) = [one for one in tasks(register, "ask") if one.id.startswith("ask:order:")]
    assert "Order 2 ×" in task.why
    register.news.close_task(task.id, "done")
    register.news.run()
    assert to_order(register) == []
    clock.pass_time(timedelta(days=1))
    register.news.run()
    assert len(to_order(register)) == 1
    register.waiting.cancel(number, CancelWish("shop_cannot", "x"))
    register.news.run()
    assert to_order(register) == []


def test_goods_whose_purchase_order_comes_by_the_day_told_are_not_ordered_twice(register: Register) -> None:
    """Though a new order would come sooner."""
    register.buying.confirm("PO-1007", LATE)
    register.buying.cancel("PO-1007")
    put_supply(register, SHADE, 9, date(2026, 12, 30), number="PO-1008")
    number = order_later(register, SHADE, 5).number
    register.buying.redate("PO-1008", date(2026, 12, 31))
    found = register.order(number)
    assert found is not None
    register.news.run()
    told = found.lines[0].promised_on
    assert told is not None
    assert bool(to_order(register)) == (told < date(2026, 12, 30))


def test_a_promise_stays_broken_after_its_supplier_was_asked_to_hurry_until_its_customer_answers(
    register: Register,
) -> None:
    number = slip_lamps(register)
    done = register.radar.carry_out([Choice(number, 1, "expedite")], person=MANAGER)
    assert [one.order for one in done.done] == [number]
    assert [one.order for one in broken(register)] == [number]
    register.radar.answer(number, "wait", "phone")
    assert broken(register) == []


def test_what_is_on_order_and_due_by_the_day_told_is_not_ordered_a_second_time(tmp_path: Path) -> None:
    """Though its supplier is so little known that a day is sooner sure by ordering anew."""
    shop = default_shop(store="S01", store_name="High", register="R1", currency="EUR", country="IE")
    register = made(tmp_path / "shop", shop, (), {})
    try:
        register.import_rows("products", [product_row(1, "LANTERN", "Lantern", price=4500, supplier="HALL")])
        register.buying.add_supplier("HALL", SupplierWish("Hallworth", 9, "local"))
        register.buying.order_goods("HALL", [PurchaseWish("LANTERN", 10)], expected_on=date(2026, 12, 4))
        for units, still in ((3, []), (9, ["Order 2 × Lantern from Hallworth"])):
            wish = LineWish("LANTERN", units, take="backorder")
            sell(register, wish, customer=CustomerWish(name="Cem", email="cem@x.example", consent=True))
            register.news.run()
            assert [one.partition(":")[0] for one in to_order(register)] == still
    finally:
        register.close()
