"""The window's first picture: the counter's outlines in the shop's colours, there before the counter itself is loaded.

It imports next to nothing, so that the cashier sees the program answer at once; the counter then takes its place inside
the same window.
"""

from __future__ import annotations

import json
import tomllib
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

import resources

SIZE = (1280, 800)
_BAR, _EDGE, _GAP, _SEARCH, _MAIN, _ROUND = 54, 12, 12, 50, 62, 10


class FirstPicture(QWidget):
    """The top window. `painted` tells of the first picture; `hold` gives the window to the counter."""

    painted = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._colours = _colours(folder)
        self._was_painted = False
        self._held: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setWindowTitle("Raincheck")
        screen = QApplication.primaryScreen().availableSize()
        self.resize(min(SIZE[0], screen.width()), min(SIZE[1], screen.height()))
        self._fills = screen.width() <= SIZE[0]

    def appear(self) -> None:
        """Show the window, over the whole of a small screen."""
        self.showMaximized() if self._fills else self.show()

    def hold(self, counter: QWidget) -> None:
        """Put the counter into the window; its title becomes the window's."""
        self._held = counter
        counter.windowTitleChanged.connect(self.setWindowTitle)
        self._column.addWidget(counter)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._held is None:
            self._draw()
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def _draw(self) -> None:
        """The places of the counter: bar, search, basket; what is here, sums and the main button. No words: fonts are
        not loaded yet."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._colours["page"])
        painter.fillRect(0, 0, self.width(), _BAR, self._colours["card"])
        painter.setPen(Qt.PenStyle.NoPen)
        split = int(self.width() * 0.6)
        top, bottom = _BAR + _EDGE, self.height() - _EDGE
        under_search = top + _SEARCH + _GAP
        self._place(painter, _EDGE, top, split - _EDGE, top + _SEARCH)
        self._place(painter, _EDGE, under_search, split - _EDGE, bottom)
        self._place(painter, split, top, self.width() - _EDGE, top + 180)
        self._place(painter, split, bottom - _MAIN - _GAP - 160, self.width() - _EDGE, bottom - _MAIN - _GAP)
        self._place(painter, split, bottom - _MAIN, self.width() - _EDGE, bottom, "accent")
        painter.end()

    def _place(self, painter: QPainter, start: int, top: int, end: int, bottom: int, colour: str = "card") -> None:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            start, end = self.width() - end, self.width() - start
        painter.setBrush(self._colours[colour])
        painter.drawRoundedRect(QRectF(start, top, end - start, max(0, bottom - top)), _ROUND, _ROUND)


def _colours(folder: Path) -> dict[str, QColor]:
    """The three colours of the picture, in the scheme that this device was left in."""
    scheme = "system"
    with suppress(OSError, ValueError, AttributeError):
        scheme = json.loads((folder / "window.json").read_text(encoding="utf-8")).get("scheme", scheme)
    with resources.path("tokens.toml").open("rb") as file:
        schemes = tomllib.load(file)["scheme"]
    if scheme not in schemes:
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        scheme = "dark" if dark else "light"
    return {name: QColor(schemes[scheme][name]) for name in ("page", "card", "accent")}
