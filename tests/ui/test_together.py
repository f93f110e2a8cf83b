"""An order that is handed over all at once, agreed on the backorder panel and followed to the order's own page."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from printing import render
from tests.builders import ADA, LAMP, SHADE, TABLE, FixedClock, barcode, put_supply
from tests.ui.counter_desk import Desk, desk
from ui.models.draft import draft_of, restore
from ui.views.backorder_sheet import BackorderSheet
from ui.views.done_panel import DonePanel
from ui.views.order_detail import OrderDetail, order_shown
from ui.views.tender_sheet import TenderSheet
from ui.widgets import Pill

Key = Qt.Key
__all__ = ["desk"]


def lamp_and_table(desk: Desk) -> BackorderSheet:
    """A lamp that has to come and a table that is here; the panel is open on the lamp."""
    desk.scan(barcode(45))
    desk.scan(barcode(12))
    desk.press(Key.Key_F6)
    return desk.expect(BackorderSheet)


def choose(desk: Desk, sheet: BackorderSheet, key: Qt.Key) -> None:
    """The arrow key on the segment that counts now."""
    segments = sheet.together.choice._segments
    segments[sheet.together.choice.key()].setFocus(Qt.FocusReason.TabFocusReason)
    desk.press(key)


def take_ada(desk: Desk, qtbot: QtBot, sheet: BackorderSheet) -> None:
    sheet.picker.focus_search()
    QTest.keyClicks(sheet.picker.search, "ad")
    with qtbot.waitSignal(sheet.picker.chosen):
        QTest.keyClick(sheet.picker.search, Key.Key_Return)
    desk.settle()


def test_everything_together_is_agreed_paid_and_printed_with_one_date(desk: Desk, qtbot: QtBot) -> None:
    sheet = lamp_and_table(desk)
    assert sheet.together.isVisibleTo(sheet)
    assert sheet.together.choice.accessibleName() == "How it is handed over"
    assert not sheet.together.is_together()
    choose(desk, sheet, Key.Key_Right)
    assert sheet.together.is_together()
    assert "Brass lamp" in sheet.together._waits_for.text()
    assert sheet.promise.accessibleName().startswith("All together by Thu 3 Dec")
    assert "134.00" in sheet.deposit._rule.text()
    take_ada(desk, qtbot, sheet)
    desk.press(Key.Key_F12)
    desk.expect(TenderSheet)
    desk.press(Key.Key_Return)
    desk.until(lambda: isinstance(desk.window.sheet, DonePanel))
    sold = desk.window.paying.last
    assert sold is not None
    assert sold.ship_complete
    assert sold.taken_now == ()
    assert {part.part.product.sku for part in sold.backorders} == {LAMP, TABLE}
    paper = render(sold.receipt, form="text", columns=48)
    assert paper.count("All together: Ready to collect by Thu 03 Dec") == 2, "once on each copy"
    assert not desk.window.basket.together


def test_the_date_follows_the_choice_to_the_last_of_the_goods_and_back(desk: Desk) -> None:
    put_supply(desk.register, SHADE, 9, date(2026, 12, 15), number="PO-2001")
    for _ in range(4):
        desk.scan(barcode(30))
    desk.scan(barcode(12))
    desk.press(Key.Key_F6)
    sheet = desk.expect(BackorderSheet)
    alone = sheet.promise._day.text()
    choose(desk, sheet, Key.Key_Right)
    shade = desk.register.look_up(SHADE, 4).promise
    assert shade is not None
    assert f"{shade.latest_on.day} Dec" in sheet.promise._day.text()
    assert sheet.promise._day.text() != alone
    assert "Linen shade" in sheet.together._waits_for.text()
    choose(desk, sheet, Key.Key_Left)
    assert sheet.promise._day.text() == alone
    assert sheet.together._waits_for.isHidden()


def test_one_product_of_which_some_are_here_may_wait_for_the_rest(desk: Desk) -> None:
    for _ in range(3):
        desk.scan(barcode(30))
    desk.press(Key.Key_F6)
    sheet = desk.expect(BackorderSheet)
    assert sheet.stepper.isVisibleTo(sheet)
    assert "2 now, 1 to follow" in sheet._split.text()
    choose(desk, sheet, Key.Key_Right)
    assert not sheet.stepper.isVisibleTo(sheet)
    assert sheet._split.text().startswith("3 to follow")
    assert sheet.promise._day.text()
    choice_before = sheet._later
    choose(desk, sheet, Key.Key_Left)
    assert (sheet._later, sheet.stepper.isVisibleTo(sheet)) == (choice_before, True)


def test_a_single_lamp_leaves_nothing_to_choose(desk: Desk) -> None:
    desk.scan(barcode(12))
    desk.press(Key.Key_F6)
    sheet = desk.expect(BackorderSheet)
    assert not sheet.together.isVisibleTo(sheet)


def test_a_changed_mind_takes_home_what_is_here(desk: Desk, qtbot: QtBot) -> None:
    """Agreed, looked at again, and taken back: the table goes now, as it did before."""
    sheet = lamp_and_table(desk)
    choose(desk, sheet, Key.Key_Right)
    take_ada(desk, qtbot, sheet)
    desk.press(Key.Key_F12)
    desk.press(Key.Key_Escape)
    basket = desk.window.basket
    assert basket.together
    assert [line.later for line in basket.lines] == [1, 1]
    desk.press(Key.Key_F6)
    sheet = desk.expect(BackorderSheet)
    assert sheet.together.is_together()
    choose(desk, sheet, Key.Key_Left)
    desk.press(Key.Key_F12)
    desk.expect(TenderSheet)
    assert not desk.window.basket.checkout((), "").ship_complete
    assert [(line.product.sku, line.later) for line in basket.lines] == [(TABLE, 0), (LAMP, 1)]


def test_undone_it_is_as_it_was(desk: Desk, qtbot: QtBot) -> None:
    sheet = lamp_and_table(desk)
    choose(desk, sheet, Key.Key_Right)
    take_ada(desk, qtbot, sheet)
    desk.press(Key.Key_F12)
    basket = desk.window.basket
    assert basket.checkout((), "").ship_complete
    basket.undo()
    assert [line.later for line in basket.lines] == [0, 0]
    assert not basket.together
    basket.redo()
    assert basket.checkout((), "").ship_complete


def test_a_kept_basket_is_together_still(desk: Desk, qtbot: QtBot) -> None:
    sheet = lamp_and_table(desk)
    choose(desk, sheet, Key.Key_Right)
    take_ada(desk, qtbot, sheet)
    desk.press(Key.Key_F12)
    kept = draft_of(desk.window.basket, FixedClock().now())
    assert kept is not None
    assert restore(desk.register, kept).basket.together


def test_the_order_says_that_it_goes_together_and_nothing_of_it_is_ready(desk: Desk, qtbot: QtBot) -> None:
    from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish

    lines = (LineWish(LAMP), LineWish(TABLE))
    sold = desk.register.sell(
        Checkout(lines, (TenderWish("card"),), CustomerWish(id=ADA), ship_complete=True)
    )  # fmt: skip
    (row,) = desk.register.sales(sold.number)
    detail = OrderDetail(shop=desk.register.shop())
    qtbot.addWidget(detail)
    detail.show_order(order_shown(desk.register, row), date(2026, 11, 24))
    assert "All together" in detail._number.text()
    assert "All together" in detail.accessibleName()
    spoken = [pill.accessibleName() for pill in detail._lines_card.findChildren(Pill)]
    assert len(spoken) == 2
    assert not any("ready" in words.lower() for words in spoken)
