"""Icons for menus and lists of Qt's own; they follow a change of theme, as the colour is looked up when one is painted.

Apart from ui.theme.icons because QIcon brings 150 constants that the start does not need.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from ui.theme.icons import outline, pixmap


class _Engine(QIconEngine):
    """Draws one icon in whatever theme is in force at that moment."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name, self._role = name, role

    def _role_in(self, mode: QIcon.Mode) -> str:
        return "disabled" if mode == QIcon.Mode.Disabled else self._role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        px = min(rect.width(), rect.height())
        density = painter.device().devicePixelRatio()
        picture = pixmap(self._name, px=px, role=self._role_in(mode), density=density)
        painter.drawPixmap(rect.x() + (rect.width() - px) // 2, rect.y() + (rect.height() - px) // 2, picture)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return pixmap(self._name, px=min(size.width(), size.height()), role=self._role_in(mode))

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._role)


@cache
def icon(name: str, role: str = "text") -> QIcon:
    """A QIcon in the colour token `role`, greyed when disabled. Raises FileNotFoundError when it is not shipped."""
    outline(name)
    return QIcon(_Engine(name, role))
