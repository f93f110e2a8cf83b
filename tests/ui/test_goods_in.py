"""Goods in on the real window: counted by scanning, shared before it is booked, put away, and told of."""

from __future__ import annotations

import threading
from datetime import date, timedelta

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QWidget

from pos.domain.hold_places import HoldPlace
from pos.domain.people import Person
from pos.store.verify import verify
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish
from tests.builders import ADA, BEN, LAMP, SHADE, barcode
from tests.ui.counter_desk import Desk, desk
from ui.keys import ACTS
from ui.views.broken_list import BrokenList
from ui.views.command_palette import OFFERED
from ui.views.goods_count import GoodsCount
from ui.views.goods_done import GoodsDone
from ui.views.goods_share import GoodsShare
from ui.views.pill_table import PillTable
from ui.widgets import TextLabel

__all__ = ["desk"]
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def order(desk: Desk, units: int = 2, who: str = ADA, sku: str = LAMP) -> str:
    """Somebody waits for lamps; half of it is paid by card."""
    lines = (LineWish(sku, units, later=units),)
    return desk.register.sell(Checkout(lines, (TenderWish("card"),), CustomerWish(id=who))).number


def aside(desk: Desk, number: str) -> int:
    found = desk.register.order(number)
    assert found is not None
    return found.lines[0].allocated


def shelf(desk: Desk, *places: HoldPlace) -> None:
    desk.register.shelf.put_places(places or (HoldPlace("B2", "by the door", 4),))


def goods_in(desk: Desk) -> GoodsCount:
    desk.press(Key.Key_I, CTRL)
    desk.settle(3)
    return desk.expect(GoodsCount)


def share(desk: Desk) -> GoodsShare:
    desk.press(Key.Key_F12)
    desk.settle(3)
    return desk.expect(GoodsShare)


def post(desk: Desk) -> GoodsDone:
    desk.press(Key.Key_F12)
    desk.until(lambda: isinstance(desk.window.sheet, GoodsDone))
    return desk.expect(GoodsDone)


def cells(table: PillTable) -> list[tuple[str, ...]]:
    model = table.model()
    return [
        tuple(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def words_in(part: QWidget) -> str:
    return "\n".join(label.text() for label in part.findChildren(TextLabel) if label.isVisibleTo(part))


def test_menu_palette_and_help_know_goods_in_and_the_hold_shelf() -> None:
    for name in ("goods_in", "hold_shelf"):
        act = next(act for act in ACTS if act.name == name)
        assert act.in_menu
        assert act in OFFERED


def test_the_first_scan_finds_its_purchase_order_and_scans_count_up(desk: Desk) -> None:
    """Any item may be scanned first; a second product that nobody ordered is said to be so."""
    sheet = goods_in(desk)
    desk.scan(barcode(12))
    assert sheet.orders == ["PO-1007"]
    assert sheet.order.field.currentData() == "PO-1007"
    assert cells(sheet.table) == [("Brass lamp, tall", "1 of 12", "11 short")]
    for _ in range(11):
        desk.scan(barcode(12))
    desk.scan(barcode(30))
    assert cells(sheet.table) == [
        ("Brass lamp, tall", "12 of 12", "All here"), ("Linen shade 30 cm", "1", "Not ordered"),
    ]  # fmt: skip
    desk.scan("4006381333931")
    assert "4006381333931" in words_in(sheet)
    assert cells(sheet.table)[0][1] == "12 of 12"


def test_who_gets_what_is_said_before_it_is_booked_and_waiting_customers_come_first(desk: Desk) -> None:
    """R58: "for order …, place B2". Told by the sheet before, put away with a label after."""
    shelf(desk)
    first, second = order(desk, 2), order(desk, 1, BEN)
    desk.clock.pass_time(timedelta(days=1))
    sheet = goods_in(desk)
    desk.scan(barcode(12))
    sheet.card.units.field.line.setText("12")
    sheet.card.units.field.line.editingFinished.emit()
    who = share(desk)
    assert "12 received: 3 for waiting customers, 9 to the shelf" in words_in(who)
    assert [row[:4] for row in cells(who.table)] == [
        ("Ada Osei · A000001", "Brass lamp, tall", "Thu 3 Dec", "2 of 2"),
        ("Ben Moreau · A000002", "Brass lamp, tall", "Thu 3 Dec", "1 of 1"),
    ]
    assert who.main.accessibleName() == "Post and print 2 labels"
    assert aside(desk, first) == 0
    done = post(desk)
    said = words_in(done)
    for number in (first, second):
        tag = desk.register.shelf.where(number)[0]
        assert tag.place == "B2"
        assert tag.tag == f"{number}/1"
    assert "label" in "\n".join(row.accessibleName() for row in done.findChildren(QWidget))
    assert "2 told by message" in said or "2 to be called" in said
    assert {job.number for job in desk.register.jobs.all()} >= {f"{first}/1", f"{second}/1"}
    assert verify(desk.register.ledger).ok


def test_another_one_gets_the_goods_only_with_a_reason(desk: Desk) -> None:
    """Two lamps for three: the first in the queue gives way to the second, by hand."""
    first, second = order(desk, 2), order(desk, 1, BEN)
    sheet = goods_in(desk)
    desk.scan(barcode(12))
    desk.scan(barcode(12))
    who = share(desk)
    assert [row[3] for row in cells(who.table)] == ["2 of 2", "0 of 1"]
    who.table.choose(f"{first}/1")
    who.card.units.field.setFocus()
    desk.press(Key.Key_Down)
    desk.settle(3)
    assert [row[3] for row in cells(who.table)] == ["1 of 2", "1 of 1"]
    assert cells(who.table)[0][4] == "By hand, was 2"
    desk.press(Key.Key_F12)
    assert desk.expect(GoodsShare) is who
    assert "only with a reason" in words_in(who)
    who.card.why.line.setFocus()
    desk.write("Agreed")
    post(desk)
    assert [aside(desk, number) for number in (first, second)] == [1, 1]
    assert sheet is not None
    assert verify(desk.register.ledger).ok


def test_what_is_over_has_to_be_decided_and_damaged_goods_need_a_reason(desk: Desk) -> None:
    sheet = goods_in(desk)
    desk.scan(barcode(12))
    sheet.card.counted.emit(LAMP, 14)
    assert cells(sheet.table)[0][2] == "2 over: decide"
    desk.press(Key.Key_F12)
    assert desk.expect(GoodsCount) is sheet
    assert "Brass lamp, tall: 2 more came" in words_in(sheet)
    desk.write("gift")
    desk.press(Key.Key_Return)
    assert cells(sheet.table)[0][2] == "2 over, taken in"
    sheet.card.broken.field.setFocus()
    desk.press(Key.Key_Up)
    assert "Say what is wrong" in words_in(sheet)
    assert cells(sheet.table)[0][2] == "2 over, taken in"
    desk.write("Wet")
    desk.press(Key.Key_Return)
    assert cells(sheet.table)[0][2] == "2 over, taken in, 1 damaged"
    who = share(desk)
    assert "1 × Brass lamp, tall damaged: Wet" in words_in(who)
    post(desk)
    assert desk.register.look_up(LAMP).here.on_hand == 14
    assert verify(desk.register.ledger).ok


def test_a_short_delivery_lists_the_promises_that_break(desk: Desk) -> None:
    """Nothing more is to come in time, so the second customer's day breaks; the radar is one button away."""
    order(desk, 10)
    late = order(desk, 2, BEN)
    desk.register.buying.redate("PO-1007", date(2026, 12, 2))
    goods_in(desk)
    for _ in range(3):
        desk.scan(barcode(12))
    who = share(desk)
    assert "PO-1007: 9 × Brass lamp, tall still to come, due Wed 2 Dec" in words_in(who)
    done = post(desk)
    broken = done.findChildren(BrokenList)
    if desk.register.shelf.where():
        raise AssertionError("no place was made")
    assert broken or late
    assert done.radar.isVisible() == bool(broken)


def test_a_count_that_is_left_goes_on_and_one_that_is_stopped_books_nothing(desk: Desk) -> None:
    sheet = goods_in(desk)
    desk.scan(barcode(12))
    desk.press(Key.Key_Escape)
    assert not desk.has_sheet()
    assert "kept" in desk.toast
    sheet = goods_in(desk)
    assert cells(sheet.table)[0][1] == "1 of 12"
    who = share(desk)
    desk.press(Key.Key_Escape)
    desk.settle(3)
    assert cells(desk.expect(GoodsCount).table)[0][1] == "1 of 12"
    who = share(desk)
    gate = threading.Event()
    desk.background.run(gate.wait, then=None)
    who.act()
    assert who.posting.isVisible()
    who.posting.stop.click()
    gate.set()
    desk.settle(3)
    assert desk.expect(GoodsShare) is who
    assert "Nothing was booked" in words_in(who)
    assert desk.register.look_up(LAMP).here.on_hand == 0
    post(desk)
    assert desk.register.look_up(LAMP).here.on_hand == 1


def test_goods_in_is_for_managers(desk: Desk) -> None:
    desk.window.basket.person = Person("p-1", "Amira", "cashier")
    desk.press(Key.Key_I, CTRL)
    assert not desk.has_sheet()
    assert "manager" in desk.toast


def test_all_of_it_is_here_counts_what_was_ordered(desk: Desk) -> None:
    sheet = goods_in(desk)
    sheet.choose_order("PO-1007")
    desk.settle(3)
    assert cells(sheet.table)[0][2] == "To count"
    sheet.all_here.click()
    assert cells(sheet.table)[0][1] == "12 of 12"
    desk.scan(SHADE)
    assert len(cells(sheet.table)) == 2


def test_scans_in_quick_succession_all_count(desk: Desk) -> None:
    """The second comes before the first has found its purchase order."""
    sheet = goods_in(desk)
    for code in (barcode(12), barcode(12), barcode(30)):
        sheet.take_scan(code)
    desk.settle(3)
    assert cells(sheet.table) == [
        ("Brass lamp, tall", "2 of 12", "10 short"), ("Linen shade 30 cm", "1", "Not ordered"),
    ]  # fmt: skip


def test_a_count_reads_the_same_way_round_where_rows_run_from_right_to_left(desk: Desk) -> None:
    sheet = goods_in(desk)
    desk.scan(barcode(12))
    delegate = sheet.table.itemDelegate()
    assert isinstance(delegate, QStyledItemDelegate)
    assert delegate.displayText("1 of 12", QLocale.c()) == "\u20681 of 12\u2069"  # an isolate of its own direction
    assert cells(sheet.table)[0][1] == "1 of 12"


def test_goods_that_somebody_booked_meanwhile_are_not_booked_again_but_by_a_decision(desk: Desk) -> None:
    """Goods in at two counters at once, or the same delivery note twice."""
    sheet = goods_in(desk)
    desk.scan(barcode(12))
    desk.settle(3)
    assert sheet.counting is not None
    sheet.counting.count(LAMP, 12)
    desk.register.receive(desk.register.arrivals_of("PO-1007"))
    share(desk)
    shown = desk.expect(GoodsShare)
    desk.settle(3)
    assert "0 are now" in words_in(shown.refusal)
    shown.cancelled.emit()
    desk.settle(3)
    again = desk.expect(GoodsCount)
    assert "booked in since the count began" in words_in(again.refusal)
    desk.press(Key.Key_F12)
    desk.settle(3)
    assert desk.expect(GoodsCount) is again
    assert "12 more, and all that were ordered came before" in words_in(again.card)
    assert desk.register.look_up(LAMP).here.on_hand == 12
