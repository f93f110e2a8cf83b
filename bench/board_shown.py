"""The board of a long waiting list on the screen: shown, searched, shown again, walked to its end, and painted, beside
a plain table of Qt that does the same with rows of ready words.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from bench.figures import Figure, timing
from bench.timing import in_turns

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractTableModel
    from PySide6.QtWidgets import QApplication, QWidget

    from pos.domain.board import BoardLine
    from pos.domain.shop import Shop
    from pos.register import Register

_SIZE = (1000, 600)


def figures(register: Register, runs: int) -> list[Figure]:
    """Milliseconds of both, for all lines that wait in a shop; without a screen."""
    kept = _application()
    read, shop = register.board.read(), register.shop()
    wanted = read.lines[len(read.lines) // 2].order
    ours, floor = _Ours(read.lines, read.today, shop, wanted), _Floor(read.lines, read.today, shop, wanted)
    try:
        taken = in_turns(
            {"ours.board_shown": ours.show, "floor.board_shown": floor.show}, runs, warm=1, block=5,
        )  # fmt: skip
    finally:
        for view in (ours.view, floor.view):
            view.deleteLater()
        kept.processEvents()
    return [timing(name, durations) for name, durations in taken.items()]


class _Ours:
    """What the page of the board shows its lines in."""

    def __init__(self, lines: Sequence[BoardLine], today: date, shop: Shop, wanted: str) -> None:
        from ui.views.board_list import BoardList

        self._lines, self._today, self._wanted = lines, today, wanted
        self._list = BoardList(shop)
        self.view: QWidget = self._list
        self.view.resize(*_SIZE)

    def show(self) -> object:
        """One turn; the picture at its end."""
        self._list.show_lines(self._lines, self._today, key="all", chosen="")
        self._list.search.setText(self._wanted)
        self._list.search.clear()
        self._list.table.setCurrentIndex(self._list.model.index(self._list.model.rowCount() - 1, 0))
        return self.view.grab()


class _Floor:
    """A bare table over rows of words, which were written out before."""

    def __init__(self, lines: Sequence[BoardLine], today: date, shop: Shop, wanted: str) -> None:
        from PySide6.QtWidgets import QTableView

        from ui.views.board_words import cells

        self._rows, self._wanted = [cells(line, shop, today) for line in lines], wanted[-7:]
        self._model, self._set_rows = _bare_model()
        self._table = QTableView()
        self._table.setModel(self._model)
        self.view: QWidget = self._table
        self.view.resize(*_SIZE)

    def show(self) -> object:
        """The same turn."""
        self._set_rows(self._rows)
        self._set_rows([row for row in self._rows if any(self._wanted in cell for cell in row)])
        self._set_rows(self._rows)
        self._table.setCurrentIndex(self._model.index(self._model.rowCount() - 1, 0))
        return self.view.grab()


def _bare_model() -> tuple[QAbstractTableModel, Any]:
    from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

    nowhere = QModelIndex()

    class Bare(QAbstractTableModel):
        rows: Sequence[tuple[str, ...]] = ()

        def rowCount(self, parent: QModelIndex | QPersistentModelIndex = nowhere) -> int:
            return len(self.rows)

        def columnCount(self, parent: QModelIndex | QPersistentModelIndex = nowhere) -> int:
            return len(self.rows[0]) if self.rows else 0

        def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
            return self.rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None

        def set_rows(self, rows: Sequence[tuple[str, ...]]) -> None:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    model = Bare()
    return model, model.set_rows


def _application() -> QApplication:
    from PySide6.QtWidgets import QApplication

    from ui.theme import Look, apply_look

    kept = QApplication.instance()
    app = kept if isinstance(kept, QApplication) else QApplication(["bench"])
    apply_look(app, Look())
    return app
