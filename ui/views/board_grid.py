"""The table of the board: its widths, its keys, its ticks; works by keyboard, by mouse and by finger alike."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from pos.domain.shop import Shop
from ui.theme import base_font, text_px
from ui.views.board_paint import BoardDelegate
from ui.views.board_table import BoardTable
from ui.views.board_words import (
    CUSTOMER,
    DEPOSIT,
    LATE,
    ORDER,
    PRODUCT,
    PROMISED,
    QUANTITY,
    STATE,
    STORE,
    TICK,
    TOLD,
    heads,
    short_heads,
)
from ui.views.money_words import short_date
from ui.widgets import dress_table, pill_size

_SAMPLES = {ORDER: "A000042", LATE: "365", DEPOSIT: "£1,350.00", STORE: "High Street"}
"""What a column must have room for."""
_FIRST_TO_GO = (STORE, TOLD, DEPOSIT, ORDER)
"""Where room is short, heads say it in fewer words and names are cut; after that columns go, in this order: which store
(it stands in the order), when it was told last, the money that we hold, and the number, which the search finds too."""
_LEAST_NAME, _NAME = 6, 8
"""The least width of the customer's and of the product's column, and the one at ease, in heights of text."""
_BESIDE = 17
"""Px at both sides of what stands in a cell."""


class BoardGrid(QTableView):
    """`opened` says that somebody wants to see the row in full, `turned` that ticks have changed."""

    opened = Signal()
    turned = Signal()

    def __init__(self, model: BoardTable, shop: Shop, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = model
        self._longest_day = max(
            (short_date(date(2026, 1, 7) + timedelta(days=28 * n), shop) for n in range(13)), key=len
        )
        self.setModel(model)
        dress_table(self, name=self.tr("Orders that wait"), stretch=PRODUCT)
        self.setItemDelegate(BoardDelegate(model, self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(PRODUCT, QHeaderView.ResizeMode.Stretch)
        head.setMinimumSectionSize(24)
        model.modelReset.connect(self._span)
        self.clicked.connect(self._on_clicked)
        self._set_widths()

    def _set_widths(self) -> None:
        """As wide as what stands there needs; where that is too much, the least needed columns go."""
        em, room = text_px("base"), self.viewport().width()
        gone = set() if self._board.several_stores() else {STORE}
        short = _sum(self._needed(short=False), gone) + 2 * em * _NAME > room
        widths, names = self._needed(short=short), 2 * em * _LEAST_NAME
        for column in _FIRST_TO_GO:
            if _sum(widths, gone) + names <= room:
                break
            gone.add(column)
        spare = max(0, room - _sum(widths, gone) - names)
        both = min(spare // 2, em * (_NAME - _LEAST_NAME))
        widths[CUSTOMER] = em * _LEAST_NAME + both + min((spare - 2 * both) // 3, em * 6)
        self._board.shorten_heads(short)
        for column, width in widths.items():
            self.setColumnHidden(column, column in gone)
            self.setColumnWidth(column, width)

    def _needed(self, *, short: bool) -> dict[int, int]:
        """The widths in px of all columns but those of names, under `short` heads or not."""
        metrics, small = QFontMetrics(base_font(text_px("base"))), QFontMetrics(base_font(text_px("small")))
        said = dict(enumerate(heads())) | (short_heads() if short else {})
        samples = {
            **_SAMPLES, QUANTITY: "1.250" if self._board.measured() else "999", PROMISED: self._longest_day,
            TOLD: self._longest_day,
        }  # fmt: skip
        widths = {
            column: max(metrics.horizontalAdvance(words), small.horizontalAdvance(said[column])) + _BESIDE
            for column, words in samples.items()
        }
        return widths | {TICK: 44, STATE: pill_size("Late expected").width() + 18}

    def _span(self) -> None:
        """The head of a group stands across the whole row."""
        self._set_widths()
        self.clearSpans()
        for row in self._board.group_rows():
            self.setSpan(row, 0, 1, len(heads()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_widths()

    # --- hands -------------------------------------------------------------------------------------------------------
    def _on_clicked(self, index: QModelIndex) -> None:
        """A touch on the first cell ticks; on a group's head all of the group."""
        if index.column() == TICK:
            self._board.turn(index.row())
            self.turned.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Space and not held:
            self._board.turn(self.currentIndex().row())
            self.turned.emit()
        elif key == Qt.Key.Key_A and held == Qt.KeyboardModifier.ControlModifier:
            self._board.tick_all()
            self.turned.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            self.opened.emit()
        else:
            super().keyPressEvent(event)


def _sum(widths: Mapping[int, int], gone: Set[int]) -> int:
    return sum(width for column, width in widths.items() if column not in gone)
