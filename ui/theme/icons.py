"""Icons in the colours of the theme in force: Lucide outlines, drawn at the very size and density that is asked for.

A QIcon made here follows a change of theme by itself, as its engine looks the colour up when it paints.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer

import resources
from ui.theme.current import theme

# These point somewhere, so they turn round when the script runs from right to left.
_POINTING = frozenset(
    "arrow-left arrow-right chevron-left chevron-right undo-2 redo-2 log-out truck "
    "clipboard-list list-checks receipt-text split".split()
)


@cache
def _outline(name: str) -> str:
    return resources.path("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def _drawn(name: str, colour: str, px: int, mirrored: bool) -> QPixmap:
    """The outline as a square of `px` device pixels."""
    renderer = QSvgRenderer(QByteArray(_outline(name).replace("currentColor", colour).encode()))
    picture = QPixmap(px, px)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, px, px))
    painter.end()
    return picture.transformed(QTransform.fromScale(-1, 1)) if mirrored else picture


def pixmap(name: str, *, px: int, role: str = "text", density: float = 1.0) -> QPixmap:
    """The icon `px` wide and high in logical pixels, in the colour token `role`; `density` is the device ratio.

    Raises FileNotFoundError for an icon that is not shipped and KeyError for an unknown colour.
    """
    now = theme()
    mirrored = now.look.right_to_left and name in _POINTING
    picture = QPixmap(_drawn(name, now.colours[role], round(px * density), mirrored))
    picture.setDevicePixelRatio(density)
    return picture


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
    _outline(name)
    return QIcon(_Engine(name, role))
