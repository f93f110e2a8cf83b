"""A secondary act: icon, word and key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.elided_label import ElidedLabel
from ui.widgets.glyph import Glyph
from ui.widgets.key_hint import KeyHint
from ui.widgets.pressable import Pressable


class ActionButton(Pressable):
    """An outlined button; where room is short the key hint goes first, then the word wraps."""

    def __init__(
        self,
        icon: str,
        label: str,
        *,
        key: str = "",
        tone: str = "",
        flat: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, tone=tone, flat=flat, parent=parent)
        self._glyph = Glyph(icon, tone or "text") if icon else None
        self._label = ElidedLabel(lines=2)
        self._label.set_marked(label)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._hint = KeyHint(key)
        if self._glyph:
            self.row.addWidget(self._glyph)
        self.row.addWidget(self._label, 1)
        self.row.addWidget(self._hint)

    def set_label(self, label: str, icon: str = "") -> None:
        """Say another act, with another icon if one is named."""
        self._label.set_marked(label)
        self.set_name(label)
        if icon and self._glyph:
            self._glyph.show_icon(icon)
        self.updateGeometry()

    def set_key(self, key: str) -> None:
        """Show another key, or none."""
        self._hint.set_key(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint.setVisible(bool(self._hint.text()) and self.width() >= self.full_width())

    def full_width(self) -> int:
        """Width in px at which icon, word and key all fit on one line."""
        glyph = self._glyph.sizeHint().width() + 8 if self._glyph else 0
        hint = self._hint.sizeHint().width() + 8 if self._hint.text() else 0
        return 24 + glyph + self._label.sizeHint().width() + hint
