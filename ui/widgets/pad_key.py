"""One key of an on-screen pad, and how a pad types into a field."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ui.theme import size
from ui.widgets.glyph import Glyph
from ui.widgets.pressable import Pressable
from ui.widgets.text_label import TextLabel


class PadKey(Pressable):
    """A large key; a tap leaves the focus where the typing goes, Tab still reaches it."""

    height_token = "key_height"

    def __init__(
        self, face: str, name: str, *, icon: str = "", quiet: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent=parent)
        self.setProperty("quiet", quiet)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.row.setContentsMargins(4, 4, 4, 4)
        self.row.addStretch(1)
        mark: QWidget = Glyph(icon, "muted", px=24) if icon else TextLabel(face)
        mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.row.addWidget(mark)
        self.row.addStretch(1)

    def sizeHint(self) -> QSize:
        return QSize(size("key_width"), size("key_height"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def type_into(field: QWidget, key: str) -> None:
    """Type a pad's key into a field as a keyboard would: a digit, ".", "back", "clear" or "enter"."""
    if key == "clear":
        if isinstance(field, QLineEdit):
            field.clear()
        return
    named = {"back": Qt.Key.Key_Backspace, "enter": Qt.Key.Key_Enter}
    for letter in [""] if key in named else key:
        code = named.get(key) or (
            Qt.Key.Key_Period if not letter.isdigit() else Qt.Key(Qt.Key.Key_0.value + int(letter))
        )
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, code, Qt.KeyboardModifier.KeypadModifier, letter)
            QCoreApplication.sendEvent(field, event)
