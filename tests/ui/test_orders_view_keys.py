"""Orders by keys: what is pressed before the answer is done on what was asked for; money taken is never lost."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos.usecases.checkout import CustomerWish
from tests.builders import BEN
from tests.ui.counter_desk import Desk, desk
from tests.ui.test_collect import ready, take_a_card_part
from tests.ui.test_order_acts import order, words_in
from ui.views.collect_sheet import CollectSheet
from ui.views.order_change_sheet import OrderChangeSheet
from ui.views.orders_view import OrdersView

__all__ = ["desk"]
Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


def quickly(desk: Desk, text: str, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Typed and pressed faster than the register can answer."""
    view = desk.expect(OrdersView)
    view.search.clear()
    QTest.keyClicks(view.search, text)
    QTest.keyClick(view.search, key, modifier)


def test_f12_before_the_search_has_answered_acts_on_the_order_that_was_typed(desk: Desk) -> None:
    typed = ready(desk)
    other = order(desk, units=1, who=BEN)
    desk.window.open_order(other)
    desk.settle(4)
    quickly(desk, typed, Key.Key_F12)
    desk.until(lambda: isinstance(desk.window.sheet, CollectSheet))
    assert desk.expect(CollectSheet).about.order.number == typed


def test_an_act_by_its_letter_before_the_answer_is_on_the_order_that_was_typed(desk: Desk) -> None:
    first, second = order(desk, units=1), order(desk, units=2, who=BEN)
    desk.window.open_order(first)
    desk.settle(4)
    quickly(desk, second, Key.Key_C, ALT)
    desk.until(lambda: isinstance(desk.window.sheet, OrderChangeSheet))
    assert desk.expect(OrderChangeSheet).about.order.number == second


def test_what_was_taken_at_collecting_stands_on_the_order_and_nothing_else_moves_its_money(desk: Desk) -> None:
    number = ready(desk)
    take_a_card_part(desk, number)
    desk.press(Key.Key_Escape)
    desk.settle(4)
    desk.press(Key.Key_Escape)
    desk.settle(4)
    view = desk.expect(OrdersView)
    kept = "£20.00 by card was taken and is kept. Collecting uses it; “Give back” on the order returns it."
    assert kept in words_in(view.detail)
    for letter in (Key.Key_F, Key.Key_C, Key.Key_D):
        desk.window.toasts.clear()
        QTest.keyClick(view.search, letter, ALT)
        desk.until(lambda: desk.toast == kept)
        assert desk.expect(OrdersView) is view
    desk.press(Key.Key_F12)
    desk.settle(4)
    sheet = desk.expect(CollectSheet)
    sheet.by_eye.setChecked(True)
    desk.press(Key.Key_F12)
    desk.press(Key.Key_F12)
    desk.settle(4)
    desk.press(Key.Key_Escape)
    desk.window.open_order(number)
    desk.settle(4)
    assert kept not in words_in(desk.expect(OrdersView).detail)


def test_an_order_taken_over_shows_its_new_owner_and_its_money_adds_up_after_more_was_ordered(desk: Desk) -> None:
    number = order(desk, units=2)
    desk.register.waiting.change_quantity(number, 1, 5, reason="three more")
    desk.register.waiting.change_customer(number, CustomerWish(id=BEN), "a present")
    desk.window.open_order(number)
    desk.settle(4)
    shown = words_in(desk.expect(OrdersView).detail)
    assert "Ben Moreau" in shown
    assert "Ada Lindqvist" not in shown
    assert "Total, £225.00" in shown
    assert "Paid for goods taken" not in shown
