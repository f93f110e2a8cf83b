"""What is typed is what counts, at once and with the main key; what cannot count is refused where it stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pos.domain.money import Money
from pos.store.verify import verify
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish
from pos.usecases.receiving import Arrival
from tests.builders import LAMP, barcode, sample_shop
from tests.ui.counter_desk import Desk, desk
from tests.ui.test_order_acts import act, f12, open_order, order, words_in
from ui.views.cancel_sheet import CancelSheet
from ui.views.change_parts import Customer, Quantity
from ui.views.collect_sheet import CollectSheet
from ui.views.customer_picker import CustomerPicker
from ui.views.deposit_sheet import DepositSheet
from ui.views.goods_count import GoodsCount
from ui.views.goods_share import GoodsShare
from ui.views.order_change_sheet import OrderChangeSheet
from ui.views.shelf_put import ShelfPut
from ui.views.tell_me_sheet import TellMeSheet
from ui.views.tender_sheet import TenderSheet
from ui.views.typed_day import day_row
from ui.views.wanted_sheet import WantedSheet
from ui.widgets import AmountField, QuantityStepper, all_taken

if TYPE_CHECKING:
    from pos.domain.backorder import OrderLine

__all__ = ["desk"]
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def shown(widget: QWidget, qtbot: QtBot) -> None:
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    widget.setFocus()


def over(desk: Desk, field: QWidget, text: str) -> None:
    """Typed over what stands in a field, as hands do it."""
    field.setFocus()
    desk.press(Key.Key_A, CTRL)
    desk.write(text)
    desk.settle(2)


def open_units(desk: Desk, number: str) -> int:
    found = desk.register.order(number)
    assert found is not None
    return sum(line.open for line in found.lines)


def line_of(desk: Desk, number: str) -> OrderLine:
    found = desk.register.order(number)
    assert found is not None
    return found.lines[0]


def focus() -> QWidget | None:
    return QApplication.focusWidget()


# --- the stepper -----------------------------------------------------------------------------------------------------
def test_a_typed_quantity_counts_with_each_figure_and_settles_once(qtbot: QtBot) -> None:
    stepper = QuantityStepper("Quantity", 2, least=1, most=40)
    shown(stepper, qtbot)
    now: list[int] = []
    settled: list[int] = []
    stepper.changed.connect(now.append)
    stepper.settled.connect(settled.append)
    stepper.line.selectAll()
    QTest.keyClicks(stepper.line, "35")
    assert (now, settled, stepper.quantity()) == ([3, 35], [], 35)
    QTest.keyClick(stepper.line, Key.Key_Return)
    assert settled == [35]


@pytest.mark.parametrize(
    ("typed", "says"),
    [("41", "40 at most."), ("99999999999", "40 at most."), ("0", "1 at least."), ("-5", "Only whole numbers, from 1."),
     ("5o", "Only whole numbers, from 1."), ("1.5", "Only whole numbers, from 1.")],
)  # fmt: skip
def test_what_is_no_quantity_stays_is_refused_beside_it_and_never_counts(qtbot: QtBot, typed: str, says: str) -> None:
    stepper = QuantityStepper("Quantity", 2, least=1, most=40)
    shown(stepper, qtbot)
    stepper.line.selectAll()
    QTest.keyClicks(stepper.line, typed)
    QTest.keyClick(stepper.line, Key.Key_Return)
    assert stepper.is_refused
    assert stepper.line.property("refused")
    assert stepper._refusal.isVisible()
    assert stepper._refusal.text() == says
    assert stepper.line.text() == typed
    assert stepper.quantity() == 2
    assert not all_taken(stepper.window())
    stepper.line.selectAll()
    QTest.keyClicks(stepper.line, "7")
    assert (stepper.is_refused, stepper.quantity(), stepper._refusal.isVisible()) == (False, 7, False)


def test_plus_and_minus_step_in_the_field_too(qtbot: QtBot) -> None:
    stepper = QuantityStepper("Quantity", 2, least=1, most=40)
    shown(stepper, qtbot)
    for key, then in (("+", 3), ("+", 4), ("-", 3), ("8", None)):
        QTest.keyClicks(stepper.line, key)
        if then is not None:
            assert (stepper.quantity(), stepper.line.text()) == (then, str(then))
    assert stepper.line.text() == "-8"  # a figure straight after a minus is a number below zero
    assert stepper.is_refused


def test_an_empty_field_is_asked_for_and_shows_what_counts_once_it_is_left(qtbot: QtBot) -> None:
    stepper = QuantityStepper("Quantity", 2)
    shown(stepper, qtbot)
    stepper.line.selectAll()
    QTest.keyClick(stepper.line, Key.Key_Backspace)
    assert not all_taken(stepper.window())
    assert stepper._refusal.text() == "Type how many."
    QTest.keyClick(stepper.line, Key.Key_Return)
    assert (stepper.line.text(), stepper.is_refused) == ("2", False)


@pytest.mark.parametrize("typed", ["abc", "5o", "-5", "1.2.3"])
def test_a_sum_that_is_none_is_refused_where_it_stands(qtbot: QtBot, typed: str) -> None:
    field = AmountField("Cash given", "GBP")
    shown(field, qtbot)
    QTest.keyClicks(field.line, typed)
    assert field.amount() is None
    assert field.is_refused
    assert not all_taken(field.window())
    assert field._refusal.isVisible()
    field.line.clear()
    assert not field.is_refused


def test_a_day_that_is_none_or_farther_than_anybody_waits_is_refused(qtbot: QtBot) -> None:
    row = day_row("Day", sample_shop(), date(2026, 11, 30))
    shown(row, qtbot)
    for typed, says in (
        ("2100-01-01", "more than three years away"),
        ("1 jan 99", "more than three"),
        ("soo", "no day"),
    ):
        row.field.clear()
        QTest.keyClicks(row.field, typed)
        assert row.field.day() is None
        assert not all_taken(row)
        assert says in row._below.text()
    row.field.clear()
    QTest.keyClicks(row.field, "3 dec")
    assert row.field.day() == date(2026, 12, 3)
    assert all_taken(row)


# --- acts on an order ------------------------------------------------------------------------------------------------
def test_f12_cancels_as_many_as_are_typed(desk: Desk) -> None:
    number = order(desk, units=6)
    sheet = act(desk, number, Key.Key_F)
    assert isinstance(sheet, CancelSheet)
    over(desk, sheet.steppers[1], "2")
    f12(desk)
    assert (line_of(desk, number).cancelled, line_of(desk, number).open) == (2, 4)
    assert verify(desk.register.ledger).ok


@pytest.mark.parametrize("typed", ["99", "-2", "x", ""])
def test_f12_cancels_nothing_while_the_number_is_refused(desk: Desk, typed: str) -> None:
    number = order(desk, units=6)
    sheet = act(desk, number, Key.Key_F)
    assert isinstance(sheet, CancelSheet)
    over(desk, sheet.steppers[1], typed)
    if not typed:
        desk.press(Key.Key_Backspace)
    f12(desk)
    assert desk.window.sheet is sheet
    assert line_of(desk, number).cancelled == 0
    assert sheet.steppers[1]._refusal.isVisible()
    assert focus() is sheet.steppers[1].line


def test_f12_changes_to_the_number_typed(desk: Desk) -> None:
    number = order(desk, units=2)
    sheet = act(desk, number, Key.Key_C)
    assert isinstance(sheet, OrderChangeSheet)
    assert isinstance(sheet.part, Quantity)
    over(desk, sheet.part.units.field, "5")
    f12(desk)
    assert open_units(desk, number) == 5


def test_nobody_waits_for_a_million(desk: Desk) -> None:
    number = order(desk, units=2)
    sheet = act(desk, number, Key.Key_C)
    assert isinstance(sheet, OrderChangeSheet)
    assert isinstance(sheet.part, Quantity)
    over(desk, sheet.part.units.field, "999999")
    f12(desk)
    assert open_units(desk, number) == 2
    assert sheet.part.units.field._refusal.text() == "9999 at most."


def test_a_refusal_goes_with_the_next_key(desk: Desk) -> None:
    number = order(desk, units=2)
    sheet = act(desk, number, Key.Key_C)
    f12(desk)
    assert sheet._refusal_card.isVisible()
    assert isinstance(sheet, OrderChangeSheet)
    sheet.why.field.setFocus()
    desk.write("m")
    assert not sheet._refusal_card.isVisible()


def test_cash_given_that_is_no_sum_is_refused_and_not_taken_as_exact(desk: Desk) -> None:
    number = order(desk)
    sheet = act(desk, number, Key.Key_D)
    assert isinstance(sheet, DepositSheet)
    before = desk.register.order(number)
    for typed in ("abc", "5o"):
        over(desk, sheet.given.field.line, typed)
        f12(desk)
        assert desk.window.sheet is sheet
        assert "is not an amount" in sheet.given.field._refusal.text()
    assert desk.register.order(number) == before
    over(desk, sheet.amount.field.line, "-5")
    assert "-5" not in sheet.main.accessibleName()
    f12(desk)
    assert "less than nothing" in sheet.amount.field._refusal.text()
    assert desk.register.order(number) == before


def test_a_gift_card_needs_its_number(desk: Desk) -> None:
    number = order(desk)
    sheet = act(desk, number, Key.Key_D)
    assert isinstance(sheet, DepositSheet)
    before = desk.register.order(number)
    sheet.kind.choose("voucher")
    f12(desk)
    assert desk.register.order(number) == before
    assert "number of the gift card" in words_in(sheet.reference)
    desk.write("GC-12")
    assert "number of the gift card" not in words_in(sheet.reference)


def test_a_stale_order_looked_at_again_keeps_what_was_typed(desk: Desk) -> None:
    """The next F12 takes 10.00, never all that is due."""
    number = order(desk)
    sheet = act(desk, number, Key.Key_D)
    assert isinstance(sheet, DepositSheet)
    over(desk, sheet.amount.field.line, "10")
    sheet.kind.choose("card")
    over(desk, sheet.reference.field, "S-1")
    desk.register.waiting.change_wishes(number, wanted_on=date(2026, 12, 20), reason="they rang")
    f12(desk)
    assert sheet._reload.hasFocus()
    desk.press(Key.Key_Return)
    desk.settle(4)
    again = desk.expect(DepositSheet)
    assert again is not sheet
    assert (again.amount.field.amount(), again.kind.key()) == (Money(1000, "GBP"), "card")
    assert again.reference.field.text() == "S-1"
    before = desk.register.order(number)
    assert before is not None
    f12(desk)
    after = desk.register.order(number)
    assert after is not None
    assert before.balance_due - after.balance_due == 1000


def test_who_takes_an_order_over_counts_as_typed(desk: Desk) -> None:
    number = order(desk)
    sheet = act(desk, number, Key.Key_C)
    assert isinstance(sheet, OrderChangeSheet)
    sheet.what.field.setCurrentIndex(sheet.what.field.findData("customer"))
    assert isinstance(sheet.part, Customer)
    typed_new(desk, sheet.part.picker, "Noor Haddad", "020 7946 0777")
    sheet.why.field.setText("moves away")
    f12(desk)
    found = desk.register.order(number)
    assert found is not None
    assert found.customer_name == "Noor Haddad"


def typed_new(desk: Desk, picker: CustomerPicker, name: str, contact: str) -> None:
    picker.focus_search()
    picker.add_new()
    picker.new.name.field.setFocus()
    desk.write(name)
    picker.new.contact.field.setFocus()
    desk.write(contact)


# --- collecting ------------------------------------------------------------------------------------------------------
def ready(desk: Desk, units: int = 4) -> str:
    number = order(desk, units=units)
    desk.register.receive([Arrival(LAMP, units)])
    return number


def collect(desk: Desk, number: str) -> CollectSheet:
    open_order(desk, number)
    f12(desk)
    return desk.expect(CollectSheet)


def test_f12_asks_for_the_money_of_as_many_as_are_typed(desk: Desk) -> None:
    number = ready(desk)
    sheet = collect(desk, number)
    over(desk, sheet.rows[1].units, "2")
    sheet.by_eye.click()
    f12(desk)
    tender = desk.expect(TenderSheet)
    rest = desk.register.waiting.foresee_collecting(number, {1: 2}).due
    assert tender.rest() == rest


def test_nothing_chosen_shows_no_sums(desk: Desk) -> None:
    sheet = collect(desk, ready(desk))
    assert sheet._sums.count()
    over(desk, sheet.rows[1].units, "0")
    desk.press(Key.Key_Return)
    assert not sheet._sums.count()
    assert "Nothing is chosen" in words_in(sheet)


def test_back_from_the_payment_what_was_chosen_stands(desk: Desk) -> None:
    number = ready(desk)
    sheet = collect(desk, number)
    over(desk, sheet.rows[1].units, "2")
    sheet.by_eye.click()
    f12(desk)
    desk.expect(TenderSheet)
    desk.press(Key.Key_Escape)
    desk.settle(4)
    again = desk.expect(CollectSheet)
    assert (again.rows[1].units.quantity(), again.by_eye.isChecked()) == (2, True)
    f12(desk)
    assert desk.expect(TenderSheet).rest() == desk.register.waiting.foresee_collecting(number, {1: 2}).due


def test_back_from_the_payment_what_was_scanned_stands(desk: Desk) -> None:
    number = ready(desk, units=30)
    sheet = collect(desk, number)
    over(desk, sheet.rows[1].units, "2")
    desk.press(Key.Key_Return)
    for _ in range(2):
        desk.scan(barcode(12))  # into the field of the number, with the number marked
        sheet.rows[1].units.line.selectAll()
    f12(desk)
    desk.expect(TenderSheet)
    desk.press(Key.Key_Escape)
    desk.settle(4)
    again = desk.expect(CollectSheet)
    assert again.check.is_complete
    assert again.rows[1].units.quantity() == 2


def test_a_gift_card_without_its_number_pays_nothing(desk: Desk) -> None:
    sheet = collect(desk, ready(desk))
    sheet.by_eye.click()
    f12(desk)
    tender = desk.expect(TenderSheet)
    tender.kind.choose("voucher")
    with desk.qtbot.assertNotEmitted(tender.paid):
        f12(desk)
    assert "number of the gift card" in words_in(tender.reference)


def test_more_taken_than_is_due_says_so(desk: Desk) -> None:
    """Parts of 60 and less due than that: no sum to pay is asked for."""
    number = ready(desk)
    sheet = collect(desk, number)
    sheet.by_eye.click()
    f12(desk)
    tender = desk.expect(TenderSheet)
    tender.kind.choose("card")
    over(desk, tender.field.line, "60")
    f12(desk)
    desk.press(Key.Key_Escape)
    desk.settle(4)
    over(desk, desk.expect(CollectSheet).rows[1].units, "1")
    f12(desk)
    after = desk.expect(TenderSheet)
    assert "Give a part back first" in after.main.accessibleName()
    assert "Taken too much" in words_in(after)
    assert "Not enough yet" not in words_in(after)


def test_a_name_without_a_space_pushes_nothing_off_the_screen(desk: Desk) -> None:
    lines = (LineWish(LAMP, 2, take="backorder"),)
    made = desk.register.sell(
        Checkout(lines, (TenderWish("card"),), CustomerWish(name="W" * 199, phone="020 7946 0555"))
    )
    desk.register.receive([Arrival(LAMP, 2)])
    sheet = collect(desk, made.number)
    assert sheet.minimumSizeHint().width() <= 1024
    sheet.by_eye.click()
    f12(desk)
    tender = desk.expect(TenderSheet)
    right = tender.main.mapTo(desk.window, tender.main.rect().topRight()).x()
    assert right <= desk.window.width()
    field = tender.field.mapTo(desk.window, tender.field.rect().topRight()).x()
    assert field <= desk.window.width()


# --- goods in --------------------------------------------------------------------------------------------------------
def goods_in(desk: Desk) -> GoodsCount:
    desk.press(Key.Key_I, CTRL)
    desk.settle(3)
    return desk.expect(GoodsCount)


def test_damaged_goods_without_a_reason_are_refused_and_never_dropped(desk: Desk) -> None:
    sheet = goods_in(desk)
    for _ in range(3):
        desk.scan(barcode(12))
    over(desk, sheet.card.broken.field, "2")
    f12(desk)
    assert desk.expect(GoodsCount) is sheet
    assert "Nothing damaged is noted yet" in words_in(sheet.card.broken_why)
    desk.write("Wet")
    f12(desk)
    desk.expect(GoodsShare)
    assert sheet.counting is not None
    assert [(one.counted, one.damaged, one.damaged_why) for one in sheet.counting.lines() if one.sku == LAMP] == [
        (3, 2, "Wet")
    ]


def test_another_item_waits_until_it_is_said_what_is_wrong_with_the_damaged_ones(desk: Desk) -> None:
    sheet = goods_in(desk)
    desk.scan(barcode(12))
    over(desk, sheet.card.broken.field, "2")
    desk.scan(barcode(27))
    assert sheet.card.sku() == LAMP
    assert sheet.card.broken.field.quantity() == 2
    assert "Nothing damaged is noted yet" in words_in(sheet.card.broken_why)


def test_a_reason_still_being_typed_counts_when_the_next_item_is_scanned(desk: Desk) -> None:
    sheet = goods_in(desk)
    desk.scan(barcode(12))
    over(desk, sheet.card.broken.field, "2")
    sheet.card.broken_why.field.setFocus()
    desk.write("Wet")
    desk.scan(barcode(27))
    assert sheet.counting is not None
    damaged = {one.sku: (one.damaged, one.damaged_why) for one in sheet.counting.lines() if one.damaged}
    assert damaged == {LAMP: (2, "Wet")}
    assert sheet.card.sku() == sheet.table.key() != LAMP


def test_more_damaged_than_can_have_come_is_asked_about_once(desk: Desk) -> None:
    sheet = goods_in(desk)
    for _ in range(3):
        desk.scan(barcode(12))
    over(desk, sheet.card.broken.field, "99")
    sheet.card.broken_why.set_words("Wet")
    f12(desk)
    assert desk.expect(GoodsCount) is sheet
    assert "99 damaged" in words_in(sheet)
    f12(desk)
    desk.expect(GoodsShare)


def test_a_count_that_cannot_be_is_refused_where_it_stands(desk: Desk) -> None:
    sheet = goods_in(desk)
    desk.scan(barcode(12))
    over(desk, sheet.card.units.field, "99999999")
    f12(desk)
    assert desk.expect(GoodsCount) is sheet
    assert "at most" in words_in(sheet.card.units)
    assert sheet.counting is not None
    assert sum(one.counted for one in sheet.counting.lines()) == 1


def test_f12_puts_away_as_many_bags_as_are_typed(desk: Desk) -> None:
    from pos.domain.hold_places import HoldPlace

    desk.register.shelf.put_places([HoldPlace("B2", capacity=10)])
    number = ready(desk)
    desk.press(Key.Key_H, CTRL)
    desk.settle(3)
    f12(desk)
    sheet = desk.expect(ShelfPut)
    desk.write(number)
    over(desk, sheet.bags.field, "3")
    f12(desk)
    assert len(desk.register.shelf.where(number)) == 3


# --- who only asked --------------------------------------------------------------------------------------------------
def tell_me(desk: Desk) -> TellMeSheet:
    desk.window.basket.take_code(LAMP, 30)
    desk.settle()
    desk.window.acts.do("tell_me")
    desk.settle(2)
    return desk.expect(TellMeSheet)


def test_f12_lists_as_many_as_are_typed_for_the_customer_being_typed(desk: Desk) -> None:
    """The phone that was typed is kept, and the quantity is the typed one."""
    sheet = tell_me(desk)
    over(desk, sheet.quantity, "7")
    typed_new(desk, sheet.picker, "Noor Haddad", "020 7946 0777")
    f12(desk)
    listed = [one for one in desk.register.tell_me.listed() if one.entry.customer_name == "Noor Haddad"]
    assert [one.entry.quantity for one in listed] == [7]


def test_a_new_customer_that_is_not_complete_is_refused_and_stays(desk: Desk) -> None:
    sheet = tell_me(desk)
    typed_new(desk, sheet.picker, "", "020 7946 0777")
    f12(desk)
    assert desk.expect(TellMeSheet) is sheet
    assert sheet.picker.new.contact.field.text() == "020 7946 0777"
    assert "A name is needed" in words_in(sheet.picker.new)


def test_the_number_of_what_was_wanted_is_finished_by_enter_and_then_a_cause_is_one_key(desk: Desk) -> None:
    desk.scan(barcode(12))
    desk.window.acts.do("wanted")
    desk.settle(2)
    sheet = desk.expect(WantedSheet)
    over(desk, sheet.quantity, "3")
    assert sheet.typing.isVisible()
    desk.press(Key.Key_Return)
    assert not sheet.typing.isVisible()
    desk.write("2")
    desk.settle(3)
    assert not desk.has_sheet()
    (lost,) = desk.register.tell_me.lost().by_product
    assert (lost.sku, lost.cause, lost.quantity) == (LAMP, "too_dear", 3)


# --- the counter -----------------------------------------------------------------------------------------------------
def test_f12_on_the_counter_sells_as_many_as_are_typed_on_the_line(desk: Desk) -> None:
    desk.scan(barcode(27))
    stepper = next(one for one in desk.window.counter.findChildren(QuantityStepper) if one.isVisible())
    over(desk, stepper, "2")
    assert desk.window.basket.lines[0].quantity == 1
    f12(desk)
    assert desk.window.basket.lines[0].quantity == 2
    desk.expect(TenderSheet)


def test_f12_on_the_counter_waits_for_a_quantity_that_is_refused(desk: Desk) -> None:
    desk.scan(barcode(27))
    stepper = next(one for one in desk.window.counter.findChildren(QuantityStepper) if one.isVisible())
    over(desk, stepper, "0")
    f12(desk)
    assert not desk.has_sheet()
    assert stepper._refusal.isVisible()
    assert desk.window.basket.lines[0].quantity == 1
