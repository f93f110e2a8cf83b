"""A receipt as the paper will show it: the lines of `printing`, painted cell by cell on a white strip."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from pos.domain.receipt import Copy, Receipt
from printing import receipt_lines
from printing.fonts import Face, font_path
from printing.forms.codes import code128_bars, qr_squares
from printing.forms.glyphs import place
from printing.layout import Duplicate, Line
from ui.theme import colour, text_px

_PAPER, _INK = QColor("#FFFFFF"), QColor("#1A1A1A")  # paper is white and ink dark in every colour scheme
_MARGIN = 20
_LEADING = 1.3
_BARS, _SQUARES = 3.0, 7.0  # heights of barcode and QR code in lines of text


@cache
def _family(face: Face) -> str:
    """The paper's own typeface, loaded at first use."""
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(font_path(face))))[0]


def _font(face: Face, px: float) -> QFont:
    font = QFont(_family(face))
    font.setPixelSize(max(1, round(px)))
    font.setBold(face == "mono-bold")
    return font


class Paper(QWidget):
    """The strip itself; as wide as its columns need at the text size of the look."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()
        self._columns = 42
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # the lines are mirrored already where they must be

    def set_lines(self, lines: tuple[Line, ...], columns: int) -> None:
        """Show other lines."""
        self._lines, self._columns = lines, columns
        self.updateGeometry()
        self.setFixedSize(self.sizeHint())
        self.update()

    def text(self) -> str:
        """The plain text of all lines."""
        return "\n".join(line.text for line in self._lines).strip("\n")

    def _cell(self) -> float:
        return QFontMetricsF(_font("mono", self._px())).horizontalAdvance("0")

    def _px(self) -> float:
        return text_px("small") - 1

    def _step(self, line: Line) -> float:
        one = self._px() * _LEADING
        if line.mark in ("barcode", "qr"):
            return one * (_BARS if line.mark == "barcode" else _SQUARES) + one
        return 0.0 if line.mark == "cut" else one * (2 if line.large else 1)

    def sizeHint(self) -> QSize:
        height = sum(map(self._step, self._lines))
        return QSize(round(self._columns * self._cell()) + 2 * _MARGIN, round(height) + 2 * _MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        # Else its brackets turn round where the window runs from right to left.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), _PAPER)
        painter.setPen(colour("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        top = float(_MARGIN)
        for line in self._lines:
            step = self._step(line)
            if top + step >= event.rect().top() and top <= event.rect().bottom():
                self._paint_line(painter, line, top, step)
            top += step
        painter.end()

    def _paint_line(self, painter: QPainter, line: Line, top: float, step: float) -> None:
        cell = self._cell()
        width = self._columns * cell
        painter.setPen(_INK)
        if line.mark == "rule":
            painter.fillRect(QRectF(_MARGIN, round(top + step / 2), width, 1), _INK)
        elif line.mark == "barcode":
            self._paint_bars(painter, line.content, QRectF(_MARGIN, top + step * 0.1, width, step * 0.75))
        elif line.mark == "qr":
            self._paint_squares(painter, line.content, QRectF(_MARGIN, top, width, step * 0.9))
        elif line.mark != "cut":
            self._paint_text(painter, line, top, step, cell * (2 if line.large else 1))

    def _paint_text(self, painter: QPainter, line: Line, top: float, step: float, cell: float) -> None:
        px, base = self._px() * (2 if line.large else 1), top + step * 0.76
        for glyphs in place(line):
            left = _MARGIN + glyphs.column * cell
            if glyphs.face is None:
                painter.drawRect(QRectF(left + 1, base - px * 0.7, max(glyphs.cells, 1) * cell - 2, px * 0.7))
                continue
            painter.setFont(_font(glyphs.face, px))
            single = glyphs.cells == len(glyphs.text)  # then each letter stands in its cell, whatever its advance
            for index, piece in enumerate(glyphs.text if single else (glyphs.text,)):
                painter.drawText(QPointF(left + index * cell, base), piece)

    @staticmethod
    def _paint_bars(painter: QPainter, content: str, room: QRectF) -> None:
        bars = code128_bars(content)
        room_each = room.width() / len(bars)
        module = min(2, int(room_each)) or room_each  # whole dots, so that a telephone can read it off the screen
        left = round(room.left() + (room.width() - module * len(bars)) / 2)
        for index, bar in enumerate(bars):
            if bar == "1":
                painter.fillRect(QRectF(left + index * module, room.top(), module, room.height()), _INK)

    @staticmethod
    def _paint_squares(painter: QPainter, content: str, room: QRectF) -> None:
        squares = qr_squares(content)
        module = max(1, int(room.height() / len(squares)))
        left = round(room.center().x() - module * len(squares) / 2)
        for row, dark in enumerate(squares):
            for column, black in enumerate(dark):
                if black:
                    painter.fillRect(left + column * module, round(room.top()) + row * module, module, module, _INK)


class ReceiptPreview(QWidget):
    """A receipt to look at and scroll; a screen reader is given its plain text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper = Paper()
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._scroll.setWidget(self.paper)
        self._scroll.setAccessibleName(self.tr("Receipt"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        self.setFocusProxy(self._scroll)
        self.setAccessibleName(self.tr("Receipt"))

    def set_receipt(self, receipt: Receipt, *, copy: Copy = "customer", columns: int = 42, duplicate: int = 0) -> None:
        """Show one reader's copy; `duplicate` above 0 shows the marks of a second print."""
        again = Duplicate(duplicate) if duplicate else None
        self.paper.set_lines(receipt_lines(receipt, copy, columns, duplicate=again), columns)
        self.setMinimumWidth(min(self.paper.width() + 24, 320))
        self._scroll.setAccessibleDescription(self.text())

    def text(self) -> str:
        """The receipt as plain text, as shown."""
        return self.paper.text()

    def sizeHint(self) -> QSize:
        return QSize(self.paper.width() + 24, 420)
