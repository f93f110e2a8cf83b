"""Suppliers and purchase orders on the real window: found, read, changed and ordered by keyboard alone."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from pos.domain.people import Person
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish
from pos.usecases.ordering import PurchaseWish
from pos.usecases.promises import BrokenPromise
from pos.usecases.suppliers import SupplierChange, SupplierWish
from tests.builders import ADA, LAMP, SHADE, TABLE, barcode
from tests.ui.counter_desk import Desk, desk
from ui.keys import ACTS
from ui.views.broken_list import BrokenList
from ui.views.command_palette import OFFERED
from ui.views.purchase_change import PurchaseChangeSheet
from ui.views.purchase_form import PurchaseForm
from ui.views.purchases_view import PurchasesView
from ui.views.supplier_form import SupplierForm
from ui.views.suppliers_view import SuppliersView
from ui.widgets import ActionButton, Pill, TextLabel

__all__ = ["desk"]
Key = Qt.Key
SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip
CASHIER = Person("p-1", "Amira", "cashier")


def order_lamps(desk: Desk, units: int = 2) -> str:
    """Ada waits for lamps; she was told Thu 3 Dec."""
    lines = (LineWish(LAMP, units, later=units),)
    return desk.register.sell(Checkout(lines, (TenderWish(),), CustomerWish(id=ADA))).number


def purchases(desk: Desk) -> PurchasesView:
    desk.press(Key.Key_F5, SHIFT)
    desk.settle(3)
    return desk.expect(PurchasesView)


def suppliers(desk: Desk) -> SuppliersView:
    desk.press(Key.Key_S, CTRL | SHIFT)
    desk.settle(3)
    return desk.expect(SuppliersView)


def alt(desk: Desk, key: Key) -> None:
    """A button by the letter that is underlined."""
    here, before = desk.window.focusWidget(), desk.window.sheet
    assert here is not None
    QTest.keyClick(here, key, ALT)
    desk.until(lambda: desk.window.sheet is not before)
    desk.settle(3)


def type_into(field: QWidget, text: str) -> None:
    field.setFocus()
    QTest.keyClicks(field, text)


def words_in(part: QWidget) -> str:
    return "\n".join(
        [label.text() for label in part.findChildren(TextLabel)] + [p.text for p in part.findChildren(Pill)]
    )


def test_menu_palette_and_help_know_the_pages() -> None:
    for name in ("purchases", "suppliers", "quality"):
        act = next(act for act in ACTS if act.name == name)
        assert act.in_menu
        assert act in OFFERED


# --- purchase orders -------------------------------------------------------------------------------------------------
def test_the_longest_overdue_comes_first_and_is_shown_with_its_lines(desk: Desk) -> None:
    desk.register.buying.order_goods("LUM", [PurchaseWish(SHADE, 4)], expected_on=date(2026, 11, 26))
    desk.clock.pass_time(timedelta(days=5))
    view = purchases(desk)
    assert view.model.rowCount() == 2
    first = view.model.row(0)
    assert (first.pill, first.note) == (("late", "3 days late"), "Lumen Ltd")
    assert "4 × Linen shade 30 cm" in words_in(view.detail)
    assert view.detail.accessibleName().endswith("Lumen Ltd, 3 days late")


def test_search_and_filters_narrow_the_list_and_say_when_nothing_is_left(desk: Desk) -> None:
    desk.register.buying.order_goods("LUM", [PurchaseWish(SHADE, 4)], number="PO-2000", expected_on=date(2026, 12, 9))
    view = purchases(desk)
    desk.write("linen")
    desk.settle(3)
    assert view.key() == "PO-2000"
    view.search.clear()
    QTest.keyClick(view.search, Key.Key_Down)
    desk.settle(3)
    assert view.key() == "PO-2000"
    view.filter.setFocus()
    QTest.keyClick(view.filter, Key.Key_Right)
    desk.settle(3)
    assert view.filter.key() == "late"
    assert view.nothing.isVisible()
    assert "Nothing matches" in view.nothing.accessibleName()
    assert not view.key()


def test_a_moved_day_shows_the_promises_it_breaks_before_it_is_left(desk: Desk) -> None:
    """Alt+M, the day, why, F12: the list of customers comes first; F12 again goes back to the order."""
    number = order_lamps(desk)
    purchases(desk)
    alt(desk, Key.Key_M)
    sheet = desk.expect(PurchaseChangeSheet)
    assert sheet.day.field.hasFocus()
    desk.write("16 dec")
    assert sheet.day._below.text() == "Wed 16 Dec"
    type_into(sheet.why.field, "ship is late")
    desk.press(Key.Key_F12)
    desk.settle(3)
    broken = sheet.findChildren(BrokenList)
    assert len(broken) == 1
    assert "Ada Osei: told Thu 3 Dec, now Fri 4 Dec" in words_in(broken[0])
    assert number in words_in(broken[0])
    assert not sheet.form.isVisible()
    desk.press(Key.Key_F12)
    desk.settle(3)
    view = desk.expect(PurchasesView)
    assert view.key() == "PO-1007"
    assert "ship is late" in words_in(view.detail)
    assert "first said Wed 2 Dec" in words_in(view.detail)


def test_a_day_that_breaks_nothing_goes_straight_back_and_says_so(desk: Desk) -> None:
    purchases(desk)
    alt(desk, Key.Key_M)
    desk.write("+14")
    desk.press(Key.Key_F12)
    desk.settle(3)
    assert desk.expect(PurchasesView).key() == "PO-1007"
    assert "No promise breaks" in desk.toast


def test_a_day_that_is_none_is_refused_in_place_and_a_past_one_by_a_sentence(desk: Desk) -> None:
    purchases(desk)
    alt(desk, Key.Key_M)
    sheet = desk.expect(PurchaseChangeSheet)
    desk.press(Key.Key_F12)
    assert "Which day" in sheet.day.field.accessibleDescription()
    desk.write("sometime")
    desk.press(Key.Key_F12)
    assert "“sometime” is no day." in sheet.day.field.accessibleDescription()
    sheet.day.field.clear()
    desk.write("2026-11-01")
    desk.press(Key.Key_F12)
    desk.settle(3)
    assert "is past. Nothing was changed." in sheet.refusal.text()
    assert sheet.main.isEnabled()
    desk.press(Key.Key_Escape)
    desk.expect(PurchasesView)


def test_a_confirmation_needs_no_day(desk: Desk) -> None:
    desk.register.buying.order_goods("LUM", [PurchaseWish(SHADE, 4)], number="PO-2000", expected_on=date(2026, 12, 1))
    view = purchases(desk)
    view.choose("PO-2000")
    desk.settle(3)
    alt(desk, Key.Key_F)
    desk.press(Key.Key_F12)
    desk.settle(3)
    view = desk.expect(PurchasesView)
    assert "Confirmed for Tue 1 Dec" in words_in(view.detail)


def test_part_of_a_line_is_cancelled_and_what_breaks_is_told(desk: Desk) -> None:
    order_lamps(desk, 3)
    purchases(desk)
    alt(desk, Key.Key_C)
    sheet = desk.expect(PurchaseChangeSheet)
    assert not sheet.units.isVisible()
    QTest.keyClick(sheet.lines.field, Key.Key_Down)
    assert sheet.units.isVisible()
    sheet.units.field.line.setFocus()
    sheet.units.field.line.selectAll()
    QTest.keyClicks(sheet.units.field.line, "11")
    sheet.why.field.setFocus()
    desk.press(Key.Key_F12)
    desk.settle(3)
    line = desk.register.buying.order("PO-1007").lines[0]
    assert (line.cancelled, line.open) == (11, 1)
    assert sheet.findChildren(BrokenList)
    desk.press(Key.Key_Escape)
    desk.settle(3)
    assert "11 cancelled" in words_in(desk.expect(PurchasesView).detail)


def test_an_order_is_made_by_scans_and_keys(desk: Desk) -> None:
    """F12, two scans, a quantity, a day, F12."""
    purchases(desk)
    desk.press(Key.Key_F12)
    desk.settle(3)
    form = desk.expect(PurchaseForm)
    assert not form.main.isEnabled()
    desk.scan(barcode(12))
    desk.scan(barcode(30))
    assert [(wish.code, wish.quantity) for wish in form.wishes()] == [(LAMP, 1), (SHADE, 1)]
    assert form.supplier.field.currentText() == "Lumen Ltd"
    desk.write("24")
    form.day.field.setFocus()
    desk.write("9 dec")
    desk.press(Key.Key_F12)
    desk.settle(3)
    view = desk.expect(PurchasesView)
    assert view.key() == "PO-S01-R2-0001"
    assert "24 × Linen shade 30 cm" in words_in(view.detail)
    assert "Due Wed 9 Dec, not confirmed" in words_in(view.detail)
    assert "PO-S01-R2-0001 is on order." in desk.toast
    assert not desk.window.basket.lines


def test_a_product_is_found_by_its_name_and_taken_out_again(desk: Desk) -> None:
    purchases(desk)
    desk.press(Key.Key_F12)
    desk.settle(3)
    form = desk.expect(PurchaseForm)
    desk.write("oak")
    desk.press(Key.Key_Return)
    desk.settle(3)
    assert form.search.results.isVisible()
    desk.press(Key.Key_Return)
    desk.settle(3)
    assert [wish.code for wish in form.wishes()] == [TABLE]
    remove = next(b for b in form.findChildren(QWidget) if b.accessibleName().startswith("Remove Oak"))
    QTest.keyClick(remove, Key.Key_Space)
    assert not form.wishes()
    desk.scan("0000000000000")
    assert "No product answers" in form.refusal.text()
    desk.press(Key.Key_Escape)
    desk.expect(PurchasesView)


def test_lines_are_added_to_an_open_order(desk: Desk) -> None:
    purchases(desk)
    alt(desk, Key.Key_A)
    form = desk.expect(PurchaseForm)
    assert not form.supplier.isEnabled()
    desk.scan(barcode(30))
    desk.press(Key.Key_F12)
    desk.settle(3)
    assert len(desk.register.buying.order("PO-1007").lines) == 2
    assert desk.expect(PurchasesView).key() == "PO-1007"


def test_a_supplier_that_the_shop_left_is_refused_by_a_sentence(desk: Desk) -> None:
    purchases(desk)
    desk.press(Key.Key_F12)
    desk.settle(3)
    form = desk.expect(PurchaseForm)
    desk.scan(barcode(12))
    desk.register.buying.change_supplier("LUM", SupplierWish(active=False))
    desk.press(Key.Key_F12)
    desk.settle(3)
    assert "does not order from Lumen Ltd any more" in form.refusal.text()
    assert form.wishes()


def test_a_cashier_reads_but_changes_nothing(desk: Desk) -> None:
    desk.window.basket.person = CASHIER
    view = purchases(desk)
    assert not view.main.isEnabled()
    move = next(b for b in view.detail.findChildren(ActionButton) if b.accessibleName() == "Move the day")
    assert not move.isEnabled()
    assert "need a manager" in view._foot_text.text()
    desk.press(Key.Key_Escape)
    other = suppliers(desk)
    assert not other.main.isEnabled()
    assert not other.new_button.isEnabled()
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_Q, CTRL | SHIFT)
    assert not desk.has_sheet()
    assert "for managers" in desk.toast


# --- suppliers -------------------------------------------------------------------------------------------------------
def test_a_supplier_is_shown_with_its_record_terms_and_open_orders(desk: Desk) -> None:
    view = suppliers(desk)
    assert view.key() == "LUM"
    said = words_in(view.detail)
    assert "Kept 98 % of the days given." in said or "Kept 100 % of the days given." in said
    assert "The true share is likely between" in said
    assert "9 days" in said
    assert "PO-1007" in said
    QTest.keyClick(view.search, Key.Key_F12)
    desk.settle(3)
    desk.expect(PurchaseForm)
    desk.press(Key.Key_Escape)
    desk.settle(3)
    desk.expect(SuppliersView)


def test_an_open_order_is_one_press_away_and_leads_back(desk: Desk) -> None:
    view = suppliers(desk)
    button = next(b for b in view.detail.findChildren(ActionButton) if b.accessibleName().startswith("PO-1007"))
    QTest.keyClick(button, Key.Key_Return)
    desk.settle(3)
    orders = desk.expect(PurchasesView)
    assert orders.key() == "PO-1007"
    button = next(b for b in orders.detail.findChildren(ActionButton) if b.accessibleName() == "Lumen Ltd")
    QTest.keyClick(button, Key.Key_Return)
    desk.settle(3)
    assert desk.expect(SuppliersView).key() == "LUM"


def test_terms_are_changed_by_keys_alone(desk: Desk) -> None:
    """A longer lead time; closed days as a stretch; a smallest order."""
    suppliers(desk)
    alt(desk, Key.Key_C)
    form = desk.expect(SupplierForm)
    assert form.lead.field.hasFocus()
    form.lead.field.selectAll()
    desk.write("21")
    type_into(form.minimum.field.line, "75")
    type_into(form.days.field, "Mon, Thu")
    type_into(form.closed.line, "24 Dec to 2 Jan")
    desk.press(Key.Key_F12)
    desk.settle(3)
    view = desk.expect(SuppliersView)
    terms = desk.register.buying.supplier("LUM").supplier.terms
    assert (terms.lead_time_days, terms.minimum, terms.order_days, len(terms.closed_on)) == (21, 7500, "Mon, Thu", 10)
    said = words_in(view.detail)
    assert "21 days" in said
    assert "£75.00" in said
    assert "Thu 24 Dec – Sat 2 Jan" in said


def test_promises_that_new_terms_break_are_shown_before_the_form_is_left(desk: Desk) -> None:
    suppliers(desk)
    alt(desk, Key.Key_C)
    form = desk.expect(SupplierForm)
    day = date(2026, 12, 3)
    broken = BrokenPromise("S01-R2-A000009", 1, LAMP, "Ben Moreau", day, day, None, "Brass lamp")
    taken = BrokenPromise("S01-R2-A000010", 1, LAMP, "Ada Osei", day, day, day, "Brass lamp")
    form.show_change(SupplierChange(desk.register.buying.supplier("LUM").supplier, (broken, taken)))
    assert "Order S01-R2-A000009, Brass lamp" in words_in(form), "the product by its name, no line and no code"
    assert "Ada Osei: was told it is here; by Thu 3 Dec as before" in words_in(form)
    assert "Ben Moreau: told Thu 3 Dec, no day any more" in words_in(form)
    assert not form.form.isVisible()
    desk.press(Key.Key_F12)
    desk.settle(3)
    assert desk.expect(SuppliersView).key() == "LUM"


def test_a_new_supplier_is_added_and_a_taken_code_refused(desk: Desk) -> None:
    suppliers(desk)
    alt(desk, Key.Key_N)
    form = desk.expect(SupplierForm)
    assert form.code.field.hasFocus()
    desk.write("lum")
    type_into(form.name.field, "Another")
    desk.press(Key.Key_F12)
    desk.settle(3)
    assert "There is a supplier lum already." in form.refusal.text()
    form.code.field.clear()
    type_into(form.code.field, "NEW")
    desk.press(Key.Key_F12)
    desk.settle(3)
    view = desk.expect(SuppliersView)
    assert view.key() == "NEW"
    assert "No delivery to judge by yet." in words_in(view.detail)


def test_a_closed_day_that_is_none_keeps_the_form(desk: Desk) -> None:
    suppliers(desk)
    alt(desk, Key.Key_C)
    form = desk.expect(SupplierForm)
    type_into(form.closed.line, "whenever")
    desk.press(Key.Key_F12)
    desk.settle(3)
    assert desk.expect(SupplierForm) is form
    assert "is no day" in form.closed.line.accessibleDescription()
    form.closed.line.clear()
    type_into(form.closed.line, "24 Dec")
    QTest.keyClick(form.closed.line, Key.Key_Return)
    assert len(form.closed.days()) == 1
    remove = next(b for b in form.closed.findChildren(QWidget) if b.accessibleName() == "Remove Thu 24 Dec")
    QTest.keyClick(remove, Key.Key_Space)
    assert not form.closed.days()
    desk.press(Key.Key_Escape)
    desk.settle(3)
    assert desk.expect(SuppliersView).key() == "LUM"
