"""Keys are never dead: where the widget with the cursor goes away, the cursor stays in the sheet that is open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.widgets import SheetFrame, tab_stops


class FocusKeeper(QObject):
    """`inside` is what has the keys now: the open sheet, else the counter.

    Qt passes the focus of a widget that is hidden, disabled or deleted on to whatever comes next, which may be the bar
    on top or the way back, where the next Enter locks the register or leaves the page; or to nothing at all. It is
    brought back to the sheet's own `home`, else to the field after the one that went. What hands moved stays.
    """

    def __init__(self, window: QWidget, inside: Callable[[], QWidget]) -> None:
        super().__init__(window)
        self._window, self._inside = window, inside
        self._last: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_moved)

    def last(self) -> QWidget | None:
        """Where in the open sheet the cursor was last."""
        last = self._last
        return last if last is not None and isValid(last) and self._inside().isAncestorOf(last) else None

    def _on_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        root = self._inside()
        if new is not None and not self._window.isAncestorOf(new):
            return  # a menu, a dialog
        if _is_there(old) and new is not None:
            if root is new or root.isAncestorOf(new):
                self._last = new
            return
        if new is None or not root.isAncestorOf(new) or _leads_away(root, new):
            QTimer.singleShot(0, self, self._bring_back)
        else:
            self._last = new

    def _bring_back(self) -> None:
        root, now = self._inside(), QApplication.focusWidget()
        if QApplication.activePopupWidget() or QApplication.activeModalWidget() or not self._window.isActiveWindow():
            return
        if now is not None and root.isAncestorOf(now) and not _leads_away(root, now):
            return
        home = getattr(root, "home", None)
        target = home() if callable(home) else self._next(root)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next(self, root: QWidget) -> QWidget | None:
        """The first field that can have the cursor, after the last that had it."""
        stops, last = tab_stops(root), self.last()
        after = stops.index(last) + 1 if last in stops else 0
        for stop in (*stops[after:], *stops[:after]):
            if stop.isVisible() and stop.isEnabled() and not _leads_away(root, stop):
                return stop
        return root if root.focusPolicy() != Qt.FocusPolicy.NoFocus else None


def _is_there(widget: QWidget | None) -> bool:
    """Whether it could have kept the focus, so that hands moved it."""
    return widget is not None and isValid(widget) and widget.isVisible() and widget.isEnabled()


def _leads_away(root: QWidget, widget: QWidget) -> bool:
    """Whether Enter there would leave the sheet."""
    return isinstance(root, SheetFrame) and root.is_way_back(widget)
