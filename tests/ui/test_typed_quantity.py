"""A quantity typed before a scan: taken when it is one, told of when it is none."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.builders import BULB, barcode
from tests.ui.counter_desk import Desk, desk

__all__ = ["desk"]


@pytest.mark.parametrize("typed", ["0*", "99999999999999*", "-1*", "1.5*", "1000001*", "*", "0x", "9" * 5000 + "*"])
def test_what_is_no_quantity_is_said_and_nothing_is_added(desk: Desk, typed: str) -> None:
    """The typed text stays for correction and the scan adds no line."""
    box = desk.window.counter.search.box
    box.setText(typed)
    desk.scan(barcode(27))
    assert not desk.window.basket.lines
    assert "is no quantity. Nothing was added" in desk.toast
    assert box.text() == typed
    box.setText("2*")
    desk.scan(barcode(27))
    assert [(line.product.sku, line.quantity) for line in desk.window.basket.lines] == [(BULB, 2)]
    assert box.text() == ""


@pytest.mark.parametrize(("typed", "quantity"), [("3*", 3), ("003 *", 3), ("4x", 4), ("5×", 5), ("120*", 120)])
def test_what_is_a_quantity_counts(desk: Desk, typed: str, quantity: int) -> None:
    """Stars and crosses after a whole number are its quantity."""
    desk.window.counter.search.box.setText(typed)
    desk.scan(barcode(27))
    assert [line.quantity for line in desk.window.basket.lines] == [quantity]


def test_a_code_typed_after_a_bad_quantity_stays_in_the_box(desk: Desk) -> None:
    """Enter takes neither the code nor the typing away."""
    box = desk.window.counter.search.box
    box.setText("0*" + barcode(27))
    desk.press(Qt.Key.Key_Return)
    assert not desk.window.basket.lines
    assert "is no quantity" in desk.toast
    assert box.text() == "0*" + barcode(27)
