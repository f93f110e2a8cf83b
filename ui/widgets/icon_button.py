"""A square button that is only an icon; its name is in the tooltip and for the screen reader."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import size
from ui.widgets.glyph import Glyph
from ui.widgets.pressable import Pressable


class IconButton(Pressable):
    """Flat by default; `name` is required because nothing else says what it does."""

    def __init__(
        self, icon: str, name: str, *, role: str = "text", flat: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, flat=flat, parent=parent)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._glyph = Glyph(icon, role, px=22)
        self.row.setContentsMargins(4, 4, 4, 4)
        self.row.addWidget(self._glyph)

    def show_icon(self, icon: str, name: str, role: str | None = None) -> None:
        """Become another act."""
        self._glyph.show_icon(icon, role)
        self.set_name(name)
        self.setToolTip(name)

    def sizeHint(self) -> QSize:
        return QSize(size("control"), size("control"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
