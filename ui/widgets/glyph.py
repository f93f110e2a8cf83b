"""An icon standing by itself or inside a button; crisp on every screen and always in the colours of the theme."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import pixmap, text_px


class Glyph(QWidget):
    """One icon in a colour token; `px` at 100 % text, growing with the text size. Says nothing to a screen reader."""

    def __init__(self, name: str, role: str = "text", *, px: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._role, self._px = name, role, px
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, role: str | None = None) -> None:
        """Show another icon, in another colour if one is named."""
        self._name, self._role = name, role or self._role
        self.update()

    def sizeHint(self) -> QSize:
        px = round(self._px * text_px("base") / 16)
        return QSize(px, px)

    def paintEvent(self, event: QPaintEvent) -> None:
        role = self._role if self.isEnabled() else "disabled"
        px = self.sizeHint().width()
        painter = QPainter(self)
        picture = pixmap(self._name, px=px, role=role, density=self.devicePixelRatioF())
        painter.drawPixmap((self.width() - px) // 2, (self.height() - px) // 2, picture)
        painter.end()
