"""Goods in a bag that are given up: hands are told what to take out of which bag, and for whom it is now."""

from __future__ import annotations

from PySide6.QtCore import Qt

from pos.domain.hold_places import HoldPlace
from pos.store.verify import verify
from tests.builders import BEN
from tests.ui.counter_desk import Desk, desk
from tests.ui.test_collect import ready
from tests.ui.test_order_acts import act, f12, order, words_in
from ui.views.cancel_sheet import CancelSheet
from ui.views.change_parts import Quantity
from ui.views.order_change_sheet import OrderChangeSheet
from ui.views.shelf_put import ShelfPut

__all__ = ["desk"]
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def in_a_bag(desk: Desk, units: int) -> tuple[str, str]:
    """An order of which all is here, in a bag; its number and the bag's tag."""
    number = ready(desk, units=units, came=units)
    desk.register.shelf.put_places([HoldPlace("B2")])
    (bag,) = desk.register.shelf.bag(number)
    return number, bag.tag


def test_fewer_of_what_lies_in_a_bag_says_how_many_to_take_out_of_it(desk: Desk) -> None:
    number, tag = in_a_bag(desk, 4)
    sheet = act(desk, number, Key.Key_C)
    assert isinstance(sheet, OrderChangeSheet)
    assert isinstance(sheet.part, Quantity)  # it comes first
    sheet.part.units.field.setFocus()
    desk.press(Key.Key_A, CTRL)
    desk.write("2")
    f12(desk)
    if "To do now" not in words_in(sheet):  # what it costs is looked at first
        f12(desk)
    assert f"Take 2 × Brass lamp, tall out of bag {tag} (B2)." in words_in(sheet)
    assert verify(desk.register.ledger).ok


def test_a_part_cancelled_is_taken_out_and_a_whole_order_empties_its_bag(desk: Desk) -> None:
    number, tag = in_a_bag(desk, 2)
    waits = order(desk, units=1, who=BEN)
    sheet = act(desk, number, Key.Key_F)
    assert isinstance(sheet, CancelSheet)
    sheet.steppers[1].setFocus()
    desk.press(Key.Key_A, CTRL)
    desk.write("1")
    desk.settle(3)  # what goes back is shown first
    f12(desk)
    said = words_in(sheet)
    assert f"Take 1 × Brass lamp, tall out of bag {tag} (B2)." in said
    (bag,) = desk.register.shelf.where(waits)
    assert f"1 × Brass lamp, tall go to Ben Moreau, order {waits}, now. Put them at place B2, label {bag.tag}." in said
    sheet = act(desk, number, Key.Key_F)
    f12(desk)
    assert f"Empty bag {tag} (B2): 1 × Brass lamp, tall." in words_in(sheet)
    assert verify(desk.register.ledger).ok


def test_a_day_that_is_told_in_the_customers_language_is_said_in_the_cashiers_first(desk: Desk) -> None:
    number = order(desk, units=1)
    desk.register.waiting.change_contact(number, language="de")
    sheet = act(desk, number, Key.Key_C)
    assert isinstance(sheet, OrderChangeSheet)
    assert isinstance(sheet.part, Quantity)  # it comes first
    sheet.part.units.field.setFocus()
    desk.press(Key.Key_A, CTRL)
    desk.write("3")
    desk.settle(3)  # what it comes to is shown first
    f12(desk)
    (said,) = [words for words in words_in(sheet).splitlines() if "In their language" in words]
    assert said.startswith("Brass lamp, tall: ")
    assert "Dez" in said.split("In their language")[1]
    assert "Dec" in said.split("In their language")[0]


def test_a_number_typed_in_small_letters_is_the_order(desk: Desk) -> None:
    number = ready(desk)
    desk.register.shelf.put_places([HoldPlace("B2")])
    desk.window.acts.do("hold_shelf")
    desk.settle(4)
    desk.press(Key.Key_F12)
    desk.settle(3)
    sheet = desk.expect(ShelfPut)
    desk.press(Key.Key_F12)
    assert sheet.order.field.accessibleDescription() == "Which order?"
    desk.write(number.removeprefix("S01-R2-").lower())
    assert sheet.order.field.accessibleDescription() != "Which order?"
    f12(desk)
    assert [bag.order for bag in desk.register.shelf.where(number)] == [number]
