"""A card part taken at collecting an order that somebody else collected or cancelled is seen, and given back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos.store.verify import verify
from pos.usecases.checkout import TenderWish
from pos.usecases.order_cancelling import CancelWish
from tests.ui.counter_desk import Desk, desk
from tests.ui.test_collect import ready, take_a_card_part, words_in
from tests.ui.test_order_acts import open_order
from ui.views.give_back_sheet import GiveBackSheet
from ui.views.orders_view import OrdersView

__all__ = ["desk"]
Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


def closed_elsewhere(desk: Desk, how: str) -> str:
    """£20.00 by card is taken for an order; before the rest is, another till ends it."""
    number = ready(desk)
    take_a_card_part(desk, number)
    desk.settle()
    if how == "cancel":
        desk.register.waiting.cancel(number, CancelWish("changed_mind"))
    else:
        desk.register.collect(number, (TenderWish("cash"),))
    return number


def alt_g(desk: Desk) -> None:
    here = desk.window.focusWidget()
    assert here is not None
    before = desk.window.sheet
    QTest.keyClick(here, Key.Key_G, ALT)
    desk.until(lambda: desk.window.sheet is not before)


@pytest.mark.parametrize("how", ["cancel", "collect"])
def test_what_was_taken_for_an_order_another_till_ended_is_given_back_by_keyboard(desk: Desk, how: str) -> None:
    number = closed_elsewhere(desk, how)
    desk.press(Key.Key_Escape)
    desk.settle(4)
    assert "£20.00 by card was taken and is kept" in desk.toast
    view = desk.expect(OrdersView)
    desk.settle(3)
    assert "“Give back” on the order returns it" in words_in(view.detail)
    assert view.detail.acts.buttons["give_back"].isVisible()
    alt_g(desk)
    sheet = desk.expect(GiveBackSheet)
    assert "£20.00 by card" in words_in(sheet)
    assert "Give £20.00 back on the card terminal now" in words_in(sheet)
    desk.press(Key.Key_Escape)
    desk.settle(4)
    assert desk.register.device_settings()["for_orders"] == {number: [["card", 2000, ""]]}
    alt_g(desk)
    desk.expect(GiveBackSheet)
    desk.press(Key.Key_F12)
    desk.settle(4)
    assert "£20.00 by card: given back" in desk.toast
    view = desk.expect(OrdersView)
    assert desk.register.device_settings()["for_orders"] == {}
    assert not view.detail.acts.buttons["give_back"].isVisible()
    assert "is kept" not in words_in(view.detail)
    assert verify(desk.register.ledger).ok


def test_an_order_without_kept_money_does_not_offer_it(desk: Desk) -> None:
    assert not open_order(desk, ready(desk)).detail.acts.buttons["give_back"].isVisible()
