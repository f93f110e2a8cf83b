"""A sheet with one main act on F12 and Ctrl+Enter; while it has the focus these keys are its own."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.widgets import Card, SheetFrame, TextLabel, all_taken, refused_field

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ActingSheet", text)


class ActingSheet(SheetFrame):
    """Subclasses say in `act` what F12 does. Hands come in by `press_main`, from the key, from the button and from the
    window while the focus is elsewhere: first the fields are asked whether what stands in them can be taken.

    A sheet that shows what it would do before it does it calls `too_early` from `act` while that is still asked for,
    and `seen_now` as soon as it is shown: F12 is answered at once, and nothing is done that nobody has seen."""

    _early = False

    def act(self) -> None:
        """Do what the main button does, if it may be done now."""
        raise NotImplementedError

    def press_main(self) -> None:
        """Do it, unless a field is refused: that one says why and gets the cursor."""
        if self.fields_taken():
            self.act()

    def too_early(self) -> None:
        """Say that what it does is still being worked out; F12 is to be pressed again when that is shown."""
        self._early = True
        self.set_foot_text(_tr("One moment: it is still being worked out what this does. Nothing was done yet."))

    def seen_now(self) -> None:
        """What it does is shown: somebody who pressed F12 before is asked to look at it first."""
        if self._early:
            self._early = False
            self.set_foot_text(_tr("This is what it does. Nothing was done yet: press F12 again to do it."))

    def show_outcome(self, sentence: str, parts: Iterable[QWidget]) -> None:
        """In the place of the form: what was done, and what hands have to do or know now, which stays until seen."""
        while (old := self.body.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
        good = Card(tone="good")
        good.add(TextLabel(sentence, "strong", wrap=True))
        for part in (good, *parts):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def fields_taken(self) -> bool:
        """Whether everything typed counts as it stands; else the field that does not is shown."""
        if all_taken(self):
            return True
        field = refused_field(self)
        if field is not None:
            self.show_part(field)
        return False

    def event(self, event: QEvent) -> bool:
        # Claimed here, the key comes as a key press and no shortcut of the window gets it.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_main_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_main_key(event):
            if not event.isAutoRepeat():
                self.press_main()
            return
        super().keyPressEvent(event)


def is_main_key(event: QKeyEvent) -> bool:
    """Whether it is F12 or Ctrl+Enter, on the keypad too."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() == Qt.Key.Key_F12:
        return not held
    return event.key() in _ENTER and held == Qt.KeyboardModifier.ControlModifier
