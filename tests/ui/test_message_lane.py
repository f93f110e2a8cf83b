"""A message covers no button of the sheet below it, however little room its foot leaves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget

from tests.ui.counter_desk import Desk, desk
from tests.ui.test_order_acts import order
from ui.views.board_view import BoardView
from ui.widgets import Pressable

__all__ = ["desk"]
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def place_of(desk: Desk, part: QWidget) -> QRect:
    return QRect(part.mapTo(desk.window, QPoint(0, 0)), part.size())


@pytest.mark.parametrize("columns", [False, True])
def test_a_message_covers_no_button_in_the_foot(desk: Desk, columns: bool) -> None:
    order(desk)
    desk.press(Key.Key_B, CTRL)
    desk.settle(4)
    view = desk.expect(BoardView)
    if columns:
        view.list.as_columns.click()
        desk.settle(4)
    desk.window.say("Kept.")
    desk.settle()
    lane = desk.window.toasts.geometry()
    buttons = [one for one in view._foot_frame.findChildren(Pressable) if one.isVisible()]
    assert len(buttons) > 2
    for button in buttons:
        assert not lane.intersects(place_of(desk, button)), button.accessibleName()
    assert desk.window.rect().contains(lane)
