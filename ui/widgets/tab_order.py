"""Tab goes through a sheet as it is read, whenever its parts were made."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_stops(part: QWidget) -> list[QWidget]:
    """The widgets at or inside of `part` at which Tab stops, in the order in which they were put there.

    Qt's own chain (`nextInFocusChain`) is not asked: PySide takes what it returns for a child of the widget asked, and
    holds it for deleted together with that.
    """
    return [
        one
        for one in (part, *part.findChildren(QWidget))
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and (one is part or part.isAncestorOf(one))  # not the list of a box, which is a window of its own
    ]


def tab_through(*parts: QWidget) -> None:
    """Let Tab go through these one after the other."""
    stops = [stop for part in parts for stop in tab_stops(part)]
    for first, second in pairwise(stops):
        QWidget.setTabOrder(first, second)
