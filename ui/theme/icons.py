"""Icons in the colours of the theme in force: Lucide outlines, drawn at the very size and density that is asked for."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer

import resources
from ui.theme.current import theme

# These point somewhere, so they turn round when the script runs from right to left.
_POINTING = frozenset(
    "arrow-left arrow-right chevron-left chevron-right undo-2 redo-2 log-out truck "
    "clipboard-list list-checks receipt-text split".split()
)


@cache
def outline(name: str) -> str:
    """The drawing as it is shipped. Raises FileNotFoundError when it is not."""
    return resources.path("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def _drawn(name: str, colour: str, px: int, mirrored: bool) -> QPixmap:
    """The outline as a square of `px` device pixels."""
    renderer = QSvgRenderer(QByteArray(outline(name).replace("currentColor", colour).encode()))
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
