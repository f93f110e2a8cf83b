"""Money on the screens: none that was taken is forgotten, none that goes back is left unsaid, none is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pos.domain.money import Money
from pos.domain.sale import Tender
from pos.store.verify import verify
from tests.builders import barcode
from tests.ui.counter_desk import Desk, desk
from tests.ui.test_collect import collect, ready, words_in
from tests.ui.test_radar_view import radar, slipped
from tests.ui.test_window_start import end, program, shop
from ui.models.order_parts import parts_of, plain_parts
from ui.views.backorder_sheet import BackorderSheet
from ui.views.collect_sheet import CollectSheet
from ui.views.delay_answer_sheet import DelayAnswerSheet
from ui.views.done_panel import DonePanel
from ui.views.orders_view import OrdersView
from ui.views.radar_view import RadarView
from ui.views.tender_sheet import TenderSheet
from ui.widgets import AmountField

__all__ = ["desk", "shop"]
Key = Qt.Key


def part_by_card(desk: Desk, number: str, amount: str) -> TenderSheet:
    """Collect, go on to the payment, and take a part of it by card."""
    collect(desk, number).by_eye.setChecked(True)
    desk.press(Key.Key_F12)
    tender = desk.expect(TenderSheet)
    tender.kind.set_key("card")
    tender.kind.chosen.emit("card")
    tender.field.line.setText(amount)
    desk.press(Key.Key_F12)
    return tender


# --- a part taken at collecting --------------------------------------------------------------------------------------
def test_a_part_taken_at_collecting_is_kept_by_the_device_until_the_order_is_paid(desk: Desk) -> None:
    number = ready(desk)
    part_by_card(desk, number, "20")
    desk.settle()
    assert desk.register.device_settings()["for_orders"] == {number: [["card", 2000, ""]]}
    desk.press(Key.Key_F12)
    desk.settle(3)
    desk.expect(DonePanel)
    assert desk.register.device_settings()["for_orders"] == {}
    assert not desk.window.paying.for_orders
    assert verify(desk.register.ledger).ok


def test_a_part_that_is_given_back_is_no_longer_kept(desk: Desk) -> None:
    number = ready(desk)
    part_by_card(desk, number, "20").due.taken_back.emit(0)
    desk.settle()
    assert desk.register.device_settings()["for_orders"] == {}


def test_after_a_start_collecting_goes_on_with_the_rest(shop: Path, qtbot: QtBot) -> None:
    first = program(qtbot, shop)
    qtbot.waitUntil(lambda: first._draft is not None)
    first.window.acts.pages.collecting._keep_parts("S01-R2-A000002", (Tender("card", Money(2000, "GBP"), "4711"),))
    end(first)
    second = program(qtbot, shop)
    assert "£20.00 by card was taken at collecting order" in second.window.toasts.message.text()
    assert second.window.paying.for_orders == {"S01-R2-A000002": (Tender("card", Money(2000, "GBP"), "4711"),)}
    words, kept = second.window.acts.money_kept("S01-R2-A000002")
    assert "£20.00 by card was taken and is kept" in words
    assert kept == 2000
    assert second.window.acts.money_kept("S01-R2-A000003") == ("", 0)
    qtbot.waitUntil(lambda: second._draft is not None)
    end(second)


def test_parts_of_orders_come_back_as_they_were() -> None:
    parts = {"A1": (Tender("cash", Money(5, "EUR"), ""), Tender("card", Money(700, "EUR"), "12")), "A2": ()}
    assert parts_of(plain_parts(parts), "EUR") == {"A1": parts["A1"]}


def test_what_is_left_to_pay_is_said_wherever_it_is_asked_for(desk: Desk) -> None:
    number = ready(desk)
    part_by_card(desk, number, "20")
    desk.press(Key.Key_Escape)
    desk.settle(3)
    sheet = desk.expect(CollectSheet)
    assert sheet.main.accessibleName() == "Pay £25.00"
    assert "Taken already, -£20.00" in words_in(sheet)
    assert "To pay now, £25.00" in words_in(sheet)
    desk.press(Key.Key_Escape)
    desk.settle(4)
    view = desk.expect(OrdersView)
    assert view._main.accessibleName() == "Collect and pay £25.00"
    assert "Due on collection, £25.00" in words_in(view.detail)
    assert "Taken at collecting, kept, £20.00" in words_in(view.detail)


def test_more_taken_than_is_due_is_given_back_at_the_payment(desk: Desk) -> None:
    number = ready(desk)
    part_by_card(desk, number, "30")
    desk.press(Key.Key_Escape)
    desk.settle(3)
    sheet = desk.expect(CollectSheet)
    sheet.rows[1].units.line.setFocus()
    desk.press(Key.Key_Down)
    desk.settle(3)
    assert sheet.main.accessibleName() == "To the payment"
    assert "More was taken than is due" in words_in(sheet)


# --- what they say ---------------------------------------------------------------------------------------------------
def test_money_back_says_before_and_after_what_goes_back_and_how(desk: Desk) -> None:
    slipped(desk)
    view = radar(desk)
    number = view.lines[0].broken.order
    held = desk.order(number).order_deposit
    view.lines[0].answer.click()
    sheet = desk.expect(DelayAnswerSheet)
    assert not sheet._money.isVisible()
    desk.press(Key.Key_Right)
    desk.press(Key.Key_Right)
    desk.settle(3)
    back = f"£{Money(held, 'GBP')}"
    assert f"Goes back to the customer, {back}" in words_in(sheet)
    assert sheet.main.accessibleName() == f"Cancel, give back {back}"
    desk.press(Key.Key_F12)
    desk.settle(4)
    assert desk.expect(DelayAnswerSheet) is sheet
    assert f"{back} goes back" in words_in(sheet)
    assert f"Give {back} back by card." in words_in(sheet)
    desk.scan(barcode(12))
    desk.press(Key.Key_Escape)
    desk.settle(4)
    desk.expect(RadarView)
    assert desk.order(number).order_deposit == 0
    assert verify(desk.register.ledger).ok


# --- a typed deposit -------------------------------------------------------------------------------------------------
def test_a_typed_deposit_stands_when_the_order_is_opened_again(desk: Desk) -> None:
    desk.scan(barcode(12))
    desk.window.basket.set_quantity(9)
    desk.settle(3)
    desk.press(Key.Key_F6)
    sheet = desk.expect(BackorderSheet)
    desk.write("ad")
    desk.settle(3)
    desk.press(Key.Key_Return)
    desk.settle(3)
    rule = sheet.deposit.amount()
    assert rule is not None
    typed = rule + Money(1000, "GBP")
    sheet.deposit.field.line.setText(str(typed))
    desk.press(Key.Key_F12)
    desk.settle(3)
    assert desk.window.basket.order_deposit == typed
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_F6)
    desk.settle(3)
    again = desk.expect(BackorderSheet)
    assert again.deposit.amount() == typed
    choice = again.choice()
    assert choice is not None
    assert choice.order_deposit == typed


# --- amounts ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "minor"),
    [("5,5,5", None), ("7,5,0", None), ("1,23,456", 12345600), ("1,00,000.50", 10000050), ("12,34", 1234),
     ("1,234,567", 123456700), ("1.234.567,5", 123456750), ("1,234.567.8", None), ("1,2345", None), ("0,500", 50),
     ("1 2 3", None), ("12 345,6", 1234560), ("1'234.50", 123450), (",5", None), ("5,", None), ("1,,000", None),
     ("1,234,56", None), ("1,234 567", None), (" 45 ", 4500)],
)  # fmt: skip
def test_a_mark_stands_for_decimals_once_or_before_three_figures_and_else_is_refused(
    qtbot: QtBot, typed: str, minor: int | None
) -> None:
    field = AmountField("Deposit", "GBP", symbol="£")
    qtbot.addWidget(field)
    field.line.setText(typed)
    assert field.amount() == (None if minor is None else Money(minor, "GBP"))
    assert bool(field.refusal()) == (minor is None)


# --- a typed number and the scans ------------------------------------------------------------------------------------
def test_a_typed_number_counts_for_the_next_scan_and_keeps_the_scans_before_it(desk: Desk) -> None:
    number = ready(desk, units=3, came=3)
    sheet = collect(desk, number)
    stepper = sheet.rows[1].units
    stepper.line.setFocus()
    stepper.line.selectAll()
    QTest.keyClicks(stepper.line, "1")
    desk.settle(3)
    assert sheet.main.accessibleName() == "Pay £22.50"
    desk.scan(barcode(12))
    assert sheet.rows[1].pill.text == "1 of 1 scanned"
    desk.press(Key.Key_F12)
    desk.settle(3)
    assert desk.expect(TenderSheet).rest() == Money(2250, "GBP")


def test_scans_are_kept_up_to_the_new_number(desk: Desk) -> None:
    sheet = collect(desk, ready(desk, units=3, came=3))
    for _ in range(2):
        desk.scan(barcode(12))
    sheet.rows[1].units.line.setFocus()
    desk.press(Key.Key_Down)
    desk.settle(3)
    assert sheet.rows[1].pill.text == "2 of 2 scanned"
    desk.press(Key.Key_F12)
    desk.settle(3)
    desk.expect(TenderSheet)
    desk.press(Key.Key_Return)
    desk.settle(3)
    desk.expect(DonePanel)
    assert verify(desk.register.ledger).ok
