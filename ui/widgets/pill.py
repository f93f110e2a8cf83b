"""A state as icon, word and colour, never colour alone; the same drawing serves widgets and the rows of a list."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import base_font, colour, pixmap, text_px

KINDS: Mapping[str, tuple[str, str]] = {
    "in": ("check", "good"),
    "low": ("circle-alert", "warn"),
    "none": ("circle-slash", "stop"),
    "backorder": ("clock", "later"),
    "elsewhere": ("truck", "elsewhere"),
    "unknown": ("circle-help", "quiet"),
    "discontinued": ("archive", "quiet"),
    "offline": ("cloud-off", "warn"),
    "late": ("triangle-alert", "stop"),
    "ready": ("package-check", "good"),
    "waiting": ("clock", "quiet"),
    "printer": ("printer", "stop"),
    "working": ("loader-circle", "elsewhere"),
}
"""Kind to its icon and colour token (the ground is the token with "_soft")."""
_SIDE, _GAP, _ABOVE = 10, 6, 4


def pill_font() -> QFont:
    """The small semi-bold type of a pill."""
    font = base_font(text_px("small"))
    font.setWeight(QFont.Weight.DemiBold)
    return font


def pill_size(text: str) -> QSize:
    """The room in px that a pill with this word takes when nothing has to be cut."""
    metrics = QFontMetrics(pill_font())
    px = text_px("small") + 2
    return QSize(2 * _SIDE + px + _GAP + metrics.horizontalAdvance(text) + 1, metrics.height() + 2 * _ABOVE)


def paint_pill(painter: QPainter, room: QRect, kind: str, text: str, *, right_to_left: bool = False) -> QRect:
    """Draw a pill at the leading end of `room`, in its middle height; returns the part it covered.

    Raises KeyError for an unknown kind.
    """
    icon_name, role = KINDS[kind]
    wanted = pill_size(text)
    box = QRect(0, 0, min(wanted.width(), room.width()), wanted.height())
    box.moveCenter(room.center())
    box.moveRight(room.right()) if right_to_left else box.moveLeft(room.left())
    px = text_px("small") + 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(f"{role}_soft"))
    painter.drawRoundedRect(QRectF(box), box.height() / 2, box.height() / 2)
    mark = pixmap(icon_name, px=px, role=role, density=painter.device().devicePixelRatio())
    start = box.right() + 1 - _SIDE - px if right_to_left else box.left() + _SIDE
    painter.drawPixmap(QPoint(start, box.top() + (box.height() - px) // 2), mark)
    words = (
        box.adjusted(_SIDE, 0, -_SIDE - px - _GAP, 0)
        if right_to_left
        else box.adjusted(_SIDE + px + _GAP, 0, -_SIDE, 0)
    )
    painter.setFont(pill_font())
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    painter.setPen(colour(role))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, words.width() + 1)
    side = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
    painter.drawText(words, side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, shown)
    painter.restore()
    return box


class Pill(QWidget):
    """One state; its word is also its accessible name. Raises KeyError for a kind that is not in KINDS."""

    def __init__(self, kind: str, text: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_state(kind, text)

    def show_state(self, kind: str, text: str) -> None:
        """Show another state."""
        KINDS[kind]
        self.kind, self.text = kind, text
        self.setAccessibleName(text)
        self.setToolTip("")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return pill_size(self.text)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(80, pill_size(self.text).width()), pill_size(self.text).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        paint_pill(painter, self.rect(), self.kind, self.text, right_to_left=mirrored)
        painter.end()
        self.setToolTip(self.text if self.width() < pill_size(self.text).width() else "")
