"""A label that wraps to a few lines and then ends in "…", with the whole text in its tooltip."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from ui.widgets.text_label import Side, TextLabel

_WORDS = QTextOption()
_WORDS.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)


class ElidedLabel(TextLabel):
    """Plain text on at most `lines` lines (2 by default); the text is never cut without a trace."""

    def __init__(
        self, text: str = "", *, lines: int = 2, role: str = "", side: Side = "leading", parent: QWidget | None = None
    ) -> None:
        self._lines, self._marked = lines, -1
        super().__init__(text, role, side=side, parent=parent)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._set_tip()

    def set_marked(self, text: str) -> None:
        """Say a label with an & before the letter that goes with Alt: the letter is underlined."""
        self._marked = text.replace("&&", "\0").find("&")
        self.setText(without_mark(text))

    def shown_lines(self) -> list[str]:
        """The lines as painted now; the last ends in "…" when there was more."""
        room = max(1, self.height() // max(1, self.fontMetrics().lineSpacing()))
        return cut_to_lines(self.text(), self.font(), self.width(), min(self._lines, room))

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.lineSpacing())

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(
            min(metrics.horizontalAdvance(self.text()) + 2, metrics.averageCharWidth() * 6), metrics.lineSpacing()
        )

    def hasHeightForWidth(self) -> bool:
        return self._lines > 1

    def heightForWidth(self, width: int) -> int:
        lines = cut_to_lines(self.text(), self.font(), width, self._lines)
        return max(1, len(lines)) * self.fontMetrics().lineSpacing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_tip()

    def _set_tip(self) -> None:
        lines = self.shown_lines()
        cut = bool(lines) and lines[-1].endswith("…") and not self.text().endswith("…")
        self.setToolTip(self.text() if cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        lines = self.shown_lines()
        marked = mark_in_lines(lines, self.text(), self._marked)
        step = self.fontMetrics().lineSpacing()
        top = max(0, (self.height() - step * len(lines)) // 2)
        flags = self.alignment() & ~Qt.AlignmentFlag.AlignVertical_Mask | Qt.AlignmentFlag.AlignVCenter
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setPen(self.palette().color(self.foregroundRole()))
        for number in range(len(lines)):
            box = self.rect()
            box.setTop(top + number * step)
            box.setHeight(step)
            painter.drawText(box, flags | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextShowMnemonic, marked[number])
        painter.end()


def without_mark(label: str) -> str:
    """A label without the mark of its letter: "&Pay" is "Pay", "Salt && Light" is "Salt & Light"."""
    return "&".join(part.replace("&", "") for part in label.split("&&"))


def mark_in_lines(lines: Sequence[str], text: str, marked: int) -> list[str]:
    """The lines of `text` as they are painted: with an & before the letter at `marked` (-1: none), and each & of the
    text itself written twice."""
    painted, at = [], 0
    for line in lines:
        at = max(at, text.find(line.removesuffix("…"), at))
        here = marked - at if at <= marked < at + len(line) else -1
        painted.append("".join(("&" if nth == here else "") + sign.replace("&", "&&") for nth, sign in enumerate(line)))
        at += len(line.removesuffix("…"))
    return painted


def cut_to_lines(text: str, font: QFont, width: int, most: int) -> list[str]:
    """Break `text` at words into lines of `width` px; what does not fit on line `most` ends in "…"."""
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(text) <= width or width <= 0:
        return [text] if text else []
    layout = QTextLayout(text, font)
    layout.setTextOption(_WORDS)
    lines: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start = line.textStart()
        if len(lines) == most - 1:
            lines.append(metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, width))
            break
        lines.append(text[start : start + line.textLength()].strip())
    layout.endLayout()
    return lines
