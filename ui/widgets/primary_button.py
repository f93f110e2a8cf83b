"""The one filled button of a screen: it says the act and the sum."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import colour
from ui.widgets.dress import set_state
from ui.widgets.key_hint import KeyHint
from ui.widgets.pressable import Pressable
from ui.widgets.text_label import TextLabel


class PrimaryButton(Pressable):
    """ "Pay £166.50 F12": a label, a sum (may be empty) and the key; tone "stop" for what cannot be undone."""

    height_token = "main"

    def __init__(
        self,
        label: str,
        *,
        sum_text: str = "",
        key: str = "",
        tone: Literal["accent", "stop"] = "accent",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, parent=parent)
        self.setProperty("fill", tone)
        self._label, self._sum, self._hint = TextLabel(), TextLabel(), KeyHint(key)
        self.row.setContentsMargins(16, 4, 16, 4)
        self.row.addStretch(1)
        for part in (self._label, self._sum, self._hint):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.row.addWidget(part)
        self.row.insertSpacing(3, 4)
        self.row.addStretch(1)
        self.set_label(label, sum_text)

    def set_label(self, label: str, sum_text: str = "") -> None:
        """Say another act and sum; the sum is already written out ("£166.50")."""
        self._label.setText(label.replace("&", ""))
        self._sum.setText(sum_text)
        self._sum.setVisible(bool(sum_text))
        self.set_name(f"{label} {sum_text}".strip())
        self.updateGeometry()

    def set_fill(self, tone: Literal["accent", "stop"]) -> None:
        """Another colour: once it is done, what could not be undone is no longer what the button does."""
        set_state(self, "fill", tone)

    def set_key(self, key: str) -> None:
        """Show another key, or none."""
        self._hint.set_key(key)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(260, 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus():
            return
        # The accent would not show on itself: inside a filled button the ring takes the colour of the letters.
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("on_stop" if self.property("fill") == "stop" else "on_accent"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), 7, 7)
        painter.end()
