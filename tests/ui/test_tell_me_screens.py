"""Who only asks: on the tell-me list from a line that is short, and wanted but not bought on one key with its cause."""

from __future__ import annotations

from PySide6.QtCore import Qt

from pos.usecases.sale_wishes import CustomerWish
from tests.builders import ADA, BULB, LAMP, barcode
from tests.ui.counter_desk import Desk, desk
from ui.keys import ACTS
from ui.views.command_palette import OFFERED
from ui.views.tell_me_sheet import TellMeSheet
from ui.views.tell_me_view import TellMeView
from ui.views.wanted_sheet import WantedSheet
from ui.widgets import TextLabel

__all__ = ["desk"]
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def lamp_is_short(desk: Desk) -> int:
    """A lamp stands in the basket that is not here; how many are missing."""
    desk.window.basket.take_code(LAMP, 30)
    desk.settle()
    missing = desk.window.basket.missing(0)
    assert missing
    return missing


def choose_ada(desk: Desk) -> None:
    desk.write("Ada")
    desk.settle()
    desk.press(Key.Key_Return)


def test_menu_palette_and_help_know_all_three() -> None:
    for name in ("tell_me", "wanted", "tell_me_list"):
        act = next(act for act in ACTS if act.name == name)
        assert act.in_menu
        assert act in OFFERED


def test_complaint_20_a_line_that_is_short_puts_its_customer_on_the_list(desk: Desk) -> None:
    """R66: without money and without a promise, by keyboard alone."""
    missing = lamp_is_short(desk)
    desk.press(Key.Key_M, CTRL)
    sheet = desk.expect(TellMeSheet)
    assert sheet.quantity.quantity() == missing
    choose_ada(desk)
    desk.press(Key.Key_F12)
    desk.settle(3)
    assert not desk.has_sheet()
    (one,) = desk.register.tell_me.listed()
    assert (one.entry.customer, one.entry.quantity, one.place) == (ADA, missing, 1)
    assert "Ada Osei" in desk.toast
    assert not any(desk.window.basket.missing(at) for at in range(len(desk.window.basket.lines)))


def test_what_left_the_basket_comes_back_with_undo(desk: Desk) -> None:
    lamp_is_short(desk)
    desk.press(Key.Key_N, CTRL)
    desk.press(Key.Key_2)
    desk.settle(3)
    desk.press(Key.Key_Z, CTRL)
    assert desk.window.basket.lines[0].quantity == 30


def test_both_are_offered_where_the_line_is_short_for_a_finger(desk: Desk) -> None:
    lamp_is_short(desk)
    names = [button.accessibleName() for button in desk.window.counter.pane.view.controls.choices._offers]
    assert "Tell me when it is back" in names
    assert "Wanted, not bought" in names


def test_r11_wanted_not_bought_takes_two_keys_and_counts_as_demand(desk: Desk) -> None:
    """R11: one key opens the causes, one key keeps it."""
    missing = lamp_is_short(desk)
    before = desk.presses
    desk.press(Key.Key_N, CTRL)
    desk.expect(WantedSheet)
    desk.press(Key.Key_1)
    desk.settle(3)
    assert desk.presses - before == 2
    (lost,) = desk.register.tell_me.lost().by_product
    assert (lost.sku, lost.cause, lost.quantity) == (LAMP, "too_long_wait", missing)
    assert "wait is too long" in desk.toast


def test_what_the_catalogue_does_not_know_is_kept_in_words(desk: Desk) -> None:
    desk.press(Key.Key_N, CTRL)
    desk.expect(WantedSheet)
    desk.write("door knocker 3")  # a 3 that is typed is no cause
    desk.press(Key.Key_Return)
    desk.press(Key.Key_3)
    desk.settle(3)
    (lost,) = desk.register.tell_me.lost().by_product
    assert (lost.sku, lost.name, lost.cause) == ("", "door knocker 3", "not_carried")


def test_a_scan_says_what_was_wanted(desk: Desk) -> None:
    desk.press(Key.Key_N, CTRL)
    sheet = desk.expect(WantedSheet)
    desk.scan(barcode(1))
    assert sheet.what.field.text() == barcode(1)


def test_nobody_is_listed_for_what_is_here(desk: Desk) -> None:
    desk.window.basket.take_code(BULB, 1)
    desk.settle()
    desk.press(Key.Key_M, CTRL)
    sheet = desk.expect(TellMeSheet)
    choose_ada(desk)
    desk.press(Key.Key_F12)
    desk.settle(3)
    assert desk.expect(TellMeSheet) is sheet
    assert "here now" in sheet.refusal.text()


def test_without_a_line_the_counter_says_what_to_do(desk: Desk) -> None:
    desk.press(Key.Key_M, CTRL)
    assert not desk.has_sheet()
    assert "Choose a line" in desk.toast


def test_r20_the_list_says_what_was_asked_for_beside_what_was_sold_and_ordered(desk: Desk) -> None:
    """R20: who decides what to order sees what an empty shelf did not sell."""
    desk.register.tell_me.add(LAMP, CustomerWish(id=ADA), 30)
    desk.register.tell_me.wanted_not_bought(LAMP, 4, cause="too_long_wait")
    desk.register.tell_me.wanted_not_bought("door knocker", 2, cause="not_carried")
    desk.press(Key.Key_T, CTRL | SHIFT)
    desk.settle(3)
    said = [label.text() for label in desk.expect(TellMeView).findChildren(TextLabel) if label.isVisible()]
    assert "30 to be told, 4 in vain" in said
    assert "2 in vain" in said


def test_the_list_shows_place_and_state_and_lets_go_with_a_reason(desk: Desk) -> None:
    desk.register.tell_me.add(LAMP, CustomerWish(id=ADA), 30)
    desk.press(Key.Key_T, CTRL | SHIFT)
    desk.settle(3)
    view = desk.expect(TellMeView)
    assert "Ada Osei" in view.model.row(0).spoken
    assert "place 1" in view.model.row(0).spoken
    desk.press(Key.Key_F12)
    assert desk.register.tell_me.listed()  # nobody leaves without a reason
    desk.write("found one elsewhere")
    desk.press(Key.Key_F12)
    desk.settle(4)
    assert not desk.register.tell_me.listed()
    assert view.nothing.isVisible()
