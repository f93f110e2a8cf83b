"""The lines of the board as rows of a table, by product or not; thousands of them cost what is on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt

from pos.domain.board import BoardLine, Product, by_product
from pos.domain.shop import Shop
from ui.views.board_words import (
    DEPOSIT,
    LATE,
    QUANTITY,
    TICK,
    cells,
    heads,
    product_words,
    short_heads,
    spoken,
)
from ui.views.table_rows import NOWHERE, Index

Key = tuple[str, int]
Role = Qt.ItemDataRole
TRAILING = (QUANTITY, LATE, DEPOSIT)
"""Columns of figures, written at the trailing edge."""


class BoardTable(QAbstractTableModel):
    """`set_lines` shows other lines; ticks stay with their lines as long as these are on the board."""

    def __init__(self, shop: Shop) -> None:
        super().__init__()
        self._shop, self._today = shop, date.min
        self._lines: tuple[BoardLine, ...] = ()
        self._rows: list[BoardLine | Product] = []
        self._words: dict[int, tuple[str, ...]] = {}
        self._grouped, self._text = False, ""
        self._short = False
        self.ticked: dict[Key, BoardLine] = {}

    # --- what is shown -----------------------------------------------------------------------------------------------
    def set_lines(self, lines: Sequence[BoardLine], today: date) -> None:
        """Show these, as seen on `today`."""
        self._lines, self._today = tuple(lines), today
        here = {(line.order, line.line): line for line in lines}
        self.ticked = {key: here[key] for key in self.ticked if key in here}
        self._fill()

    def narrow(self, text: str, *, grouped: bool) -> None:
        """Only lines with every word of `text`; by product, or in the order of the board."""
        self._text, self._grouped = text, grouped
        self._fill()

    def _fill(self) -> None:
        words = self._text.casefold().split()
        shown: list[BoardLine] = [
            line for line in self._lines
            if all(word in f"{line.customer_name} {line.name} {line.order} {line.sku}".casefold() for word in words)
        ] if words else list(self._lines)  # fmt: skip
        rows: list[BoardLine | Product] = list(shown)
        if self._grouped:
            of: dict[str, list[BoardLine]] = {}
            for line in shown:
                of.setdefault(line.sku, []).append(line)
            rows = []
            for product in by_product(shown):
                rows += [product, *of[product.sku]]
        self.beginResetModel()
        self._rows, self._words = rows, {}
        self.endResetModel()

    def row(self, at: int) -> BoardLine | Product:
        """A line or the head of a group. Raises IndexError."""
        return self._rows[at]

    def line(self, row: int) -> BoardLine | None:
        """The line of a row; None for the head of a group or no row."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, BoardLine) else None

    def several_stores(self) -> bool:
        """Whether the lines are of more than one store."""
        return len({line.store for line in self._lines}) > 1

    def measured(self) -> bool:
        """Whether any line is of goods that are weighed or measured."""
        return any(line.unit != "pc" for line in self._lines)

    def shorten_heads(self, short: bool) -> None:
        """Whether shorter words stand over the columns."""
        if short != self._short:
            self._short = short
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(heads()) - 1)

    def group_rows(self) -> list[int]:
        """The rows that are heads of groups."""
        return [at for at, row in enumerate(self._rows) if isinstance(row, Product)] if self._grouped else []

    def row_of(self, order: str, line: int = 0) -> int:
        """The first row of an order's line (0: any of its lines); -1 where it is not shown."""
        for at, row in enumerate(self._rows):
            if isinstance(row, BoardLine) and row.order == order and line in (0, row.line):
                return at
        return -1

    def shown(self) -> list[BoardLine]:
        """All lines that are shown."""
        return [row for row in self._rows if isinstance(row, BoardLine)]

    # --- ticks -------------------------------------------------------------------------------------------------------
    def turn(self, row: int) -> None:
        """Tick a line, or take its tick away; of a group's head, all its lines."""
        here = self._rows[row] if 0 <= row < len(self._rows) else None
        if here is None:
            return
        lines = [here] if isinstance(here, BoardLine) else [one for one in self.shown() if one.sku == here.sku]
        on = not all((one.order, one.line) in self.ticked for one in lines)
        for one in lines:
            self._tick(one, on)
        self._told()

    def tick(self, lines: Iterable[BoardLine]) -> None:
        """Tick these, which may not be shown yet."""
        for line in lines:
            self._tick(line, True)
        self._told()

    def tick_all(self) -> None:
        """All that is shown, or none of it where all were ticked."""
        lines = self.shown()
        on = not all((one.order, one.line) in self.ticked for one in lines)
        for one in lines:
            self._tick(one, on)
        self._told()

    def _tick(self, line: BoardLine, on: bool) -> None:
        if on:
            self.ticked[line.order, line.line] = line
        else:
            self.ticked.pop((line.order, line.line), None)

    def _told(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(heads()) - 1))

    # --- Qt's side ---------------------------------------------------------------------------------------------------
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(heads())

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if isinstance(row, Product):
            return product_words(row) if role in (Role.DisplayRole, Role.AccessibleTextRole) and not column else None
        if role == Role.CheckStateRole and column == TICK:
            return Qt.CheckState.Checked if (row.order, row.line) in self.ticked else Qt.CheckState.Unchecked
        if role == Role.DisplayRole:
            return self._cells(index.row(), row)[column]
        if role == Role.AccessibleTextRole and column == TICK:
            ticked = self.tr("ticked") if (row.order, row.line) in self.ticked else ""
            return ", ".join(part for part in (ticked, spoken(row, self._shop, self._today)) if part)
        return self._side(column) if role == Role.TextAlignmentRole else None

    def _cells(self, at: int, line: BoardLine) -> tuple[str, ...]:
        if at not in self._words:
            self._words[at] = cells(line, self._shop, self._today)
        return self._words[at]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole and self._short and section in short_heads():
            return short_heads()[section]
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return heads()[section]
        return self._side(section) if role == Role.TextAlignmentRole else None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        edge = Qt.AlignmentFlag.AlignTrailing if column in TRAILING else Qt.AlignmentFlag.AlignLeading
        return edge | Qt.AlignmentFlag.AlignVCenter
