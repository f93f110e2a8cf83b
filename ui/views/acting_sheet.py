"""A sheet with one main act on F12 and Ctrl+Enter; while it has the focus these keys are its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from ui.widgets import SheetFrame

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ActingSheet(SheetFrame):
    """Subclasses say in `act` what F12 does; the window may call it too while the focus is elsewhere."""

    def act(self) -> None:
        """Do what the main button does, if it may be done now."""
        raise NotImplementedError

    def event(self, event: QEvent) -> bool:
        # Claimed here, the key comes as a key press and no shortcut of the window gets it.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_main_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_main_key(event):
            if not event.isAutoRepeat():
                self.act()
            return
        super().keyPressEvent(event)


def is_main_key(event: QKeyEvent) -> bool:
    """Whether it is F12 or Ctrl+Enter, on the keypad too."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() == Qt.Key.Key_F12:
        return not held
    return event.key() in _ENTER and held == Qt.KeyboardModifier.ControlModifier
