"""Parts of a payment: kept over leaving the sheet, counted against a changed basket, given back only by hand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos.domain.money import Money
from pos.usecases.checkout import TenderWish
from tests.builders import TABLE, barcode, put_stock
from tests.ui.counter_desk import Desk, desk
from ui.views.done_panel import DonePanel
from ui.views.tender_sheet import TenderSheet
from ui.widgets import ActionButton

__all__ = ["desk"]
Key = Qt.Key


def take_part(desk: Desk, kind: str, amount: str) -> TenderSheet:
    """F12, a part by this means."""
    desk.press(Key.Key_F12)
    sheet = desk.expect(TenderSheet)
    sheet.kind.set_key(kind)
    sheet.kind.chosen.emit(kind)
    sheet.field.line.setFocus()
    sheet.field.line.selectAll()
    desk.write(amount)
    desk.press(Key.Key_Return)
    return sheet


def back_key(sheet: TenderSheet) -> ActionButton:
    keys = [key for key in sheet.due.findChildren(ActionButton) if "ack £" in key.accessibleName()]
    assert len(keys) == 1
    return keys[0]


def test_a_part_is_kept_over_esc_and_the_next_f12_asks_for_the_rest_only(desk: Desk) -> None:
    """5.00 of 89.00 by card: Esc says that it is kept, F12 asks for 84.00, the sale holds both tenders."""
    desk.scan(barcode(45))
    take_part(desk, "card", "5")
    desk.press(Key.Key_Escape)
    assert not desk.has_sheet()
    assert "£5.00 by card was taken and is kept" in desk.toast
    desk.press(Key.Key_F12)
    sheet = desk.expect(TenderSheet)
    assert sheet.rest() == Money(8400, "GBP")
    with desk.qtbot.waitSignal(sheet.paid) as paid:
        desk.press(Key.Key_Return)
    assert paid.args[0] == (TenderWish("card", Money(500, "GBP")), TenderWish("cash", Money(8400, "GBP")))
    desk.until(lambda: isinstance(desk.window.sheet, DonePanel))
    desk.scan(barcode(27))
    desk.press(Key.Key_F12)
    assert desk.expect(TenderSheet).rest() == Money(325, "GBP")


def test_the_parts_count_against_a_basket_that_changed(desk: Desk) -> None:
    """Another line raises the sum; the part taken for the first one is taken off it."""
    desk.scan(barcode(45))
    take_part(desk, "card", "5")
    desk.press(Key.Key_Escape)
    desk.scan(barcode(27))
    desk.press(Key.Key_F12)
    assert desk.expect(TenderSheet).rest() == Money(8725, "GBP")


def test_the_request_stays_the_same_for_the_same_basket_only(desk: Desk) -> None:
    """Leaving and coming back asks under the same id; another basket has its own."""
    desk.scan(barcode(45))
    take_part(desk, "card", "5")
    first = desk.window.paying._request
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_F12)
    assert desk.window.paying._request == first
    desk.press(Key.Key_Escape)
    desk.scan(barcode(27))
    desk.press(Key.Key_F12)
    assert desk.window.paying._request != first


def test_a_part_is_given_back_by_its_own_key_and_no_longer_counts(desk: Desk) -> None:
    """The key says how much, the sheet says what hands have to do, and leaving says nothing of it any more."""
    desk.scan(barcode(45))
    sheet = take_part(desk, "card", "5")
    key = back_key(sheet)
    assert key.accessibleName() == "Give back £5.00"
    QTest.mouseClick(key, Qt.MouseButton.LeftButton)
    assert sheet.rest() == Money(8900, "GBP")
    assert "Give £5.00 back on the card terminal" in sheet._advice.text()
    desk.press(Key.Key_Escape)
    assert desk.toast == ""
    desk.press(Key.Key_F12)
    assert desk.expect(TenderSheet).rest() == Money(8900, "GBP")


def test_more_taken_than_is_due_now_is_not_sold_until_a_part_is_given_back(desk: Desk) -> None:
    """Card parts give no change: after the dear line left the basket the sheet says to give a part back."""
    desk.scan(barcode(27))
    desk.scan(barcode(45))
    take_part(desk, "card", "50")
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_Delete)
    desk.press(Key.Key_F12)
    sheet = desk.expect(TenderSheet)
    assert "More was taken than is due" in sheet._advice.text()
    with desk.qtbot.assertNotEmitted(sheet.paid):
        desk.press(Key.Key_F12)
    assert sheet._refusal_card.isVisible()
    QTest.mouseClick(back_key(sheet), Qt.MouseButton.LeftButton)
    assert not sheet._refusal_card.isVisible()
    with desk.qtbot.waitSignal(sheet.paid) as paid:
        desk.press(Key.Key_F12)
    assert [wish.amount for wish in paid.args[0]] == [Money(325, "GBP")]


def test_parts_that_meet_the_new_sum_finish_the_sale_with_one_key(desk: Desk) -> None:
    """No empty tender is added to parts that are enough."""
    desk.scan(barcode(27))
    desk.scan(barcode(45))
    take_part(desk, "card", "3.25")
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_Delete)
    desk.press(Key.Key_F12)
    sheet = desk.expect(TenderSheet)
    assert "All of it was taken" in sheet._advice.text()
    with desk.qtbot.waitSignal(sheet.paid) as paid:
        desk.press(Key.Key_F12)
    assert paid.args[0] == (TenderWish("card", Money(325, "GBP")),)


def test_an_emptied_basket_reminds_of_the_money_that_is_kept(desk: Desk) -> None:
    """Taking the last line out does not make the part disappear without a word."""
    desk.scan(barcode(45))
    take_part(desk, "cash", "20")
    desk.press(Key.Key_Escape)
    desk.window.toasts.clear()
    desk.window.basket.remove()
    assert "£20.00 in cash was taken and is kept" in desk.toast


def test_a_card_that_was_charged_stays_taken_when_the_sale_is_refused(desk: Desk) -> None:
    """The last one was sold meanwhile: the terminal has the money already, so Esc says that it is kept."""
    desk.scan(barcode(45))
    desk.press(Key.Key_F12)
    sheet = desk.expect(TenderSheet)
    sheet.kind.set_key("card")
    sheet.kind.chosen.emit("card")
    put_stock(desk.register, {(TABLE, "S01"): -4})
    desk.press(Key.Key_F12)
    desk.settle(3)
    assert sheet._refusal_card.isVisible()
    assert back_key(sheet).accessibleName() == "Give back £89.00"
    desk.press(Key.Key_Escape)
    assert "£89.00 by card was taken and is kept" in desk.toast


def test_nothing_is_given_back_while_the_sale_is_saved(desk: Desk) -> None:
    """The parts that were handed to the register stay as they are until it has answered."""
    desk.scan(barcode(45))
    sheet = take_part(desk, "card", "5")
    sheet.set_busy(True)
    sheet.due.taken_back.emit(0)
    assert sheet.rest() == Money(8400, "GBP")
    sheet.set_busy(False)
