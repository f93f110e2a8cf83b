"""The board's own part of its page: a search, the choice to group, the table, and what is said where nothing is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos.domain.board import BoardLine
from pos.domain.shop import Shop
from ui.views.board_acts_sheet import Acted
from ui.views.board_columns import BoardColumns
from ui.views.board_grid import BoardGrid
from ui.views.board_stages import Ends
from ui.views.board_table import BoardTable
from ui.views.board_words import nothing_words
from ui.widgets import ActionButton, EmptyState, SearchBox


class BoardList(QWidget):
    """`moved` says that another row is chosen, `ticked` that ticks have changed, `opened` that the row is to be seen
    in full, `aged` carries the key of a band of days, empty for any."""

    moved = Signal()
    ticked = Signal()
    opened = Signal()
    aged = Signal(str)

    def __init__(self, shop: Shop, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self._any = "all", False
        self.search = SearchBox(self.tr("Customer, product or number"))
        self.grouped = ActionButton("boxes", self.tr("By &product"))
        self.grouped.setCheckable(True)
        self.age = QComboBox()
        self.age.setAccessibleName(self.tr("How long they wait"))
        self.age.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.age.setMinimumContentsLength(12)
        self.model = BoardTable(shop)
        self.table = BoardGrid(self.model, shop)
        self.nothing = EmptyState("list-checks", "")
        self.columns = BoardColumns(shop)
        self.as_columns = ActionButton("layout-grid", self.tr("&Columns"))
        self.as_columns.setCheckable(True)
        self._today, self._ends = date.min, Ends()
        above = QHBoxLayout()
        above.setSpacing(12)
        above.addWidget(self.search, 1)
        above.addWidget(self.age)
        above.addWidget(self.grouped)
        above.addWidget(self.as_columns)
        self._to_focus = False
        self._tables = QStackedWidget()
        for part in (self.table, self.nothing, self.columns):
            self._tables.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(above)
        column.addWidget(self._tables, 1)
        self.search.textChanged.connect(self._narrow)
        self.grouped.toggled.connect(self._narrow)
        self.age.activated.connect(lambda: self.aged.emit(str(self.age.currentData())))
        self.search.installEventFilter(self)
        self.table.selectionModel().currentChanged.connect(self.moved)
        self.table.turned.connect(self.ticked)
        self.table.opened.connect(self.opened)
        self.as_columns.toggled.connect(self._on_columns)
        self.columns.moved.connect(self.moved)
        self.columns.opened.connect(self.opened)

    def show_lines(self, lines: Sequence[BoardLine], today: date, *, key: str, chosen: str) -> None:
        """Show what the filter `key` finds; the order `chosen` stays chosen where it still is."""
        self._key, self._any, self._today = key, bool(lines), today
        self.model.set_lines(lines, today)
        self._show_rows(chosen or self.order())

    def show_ends(self, ends: Ends) -> None:
        """What the columns need besides."""
        self._ends = ends
        self._narrow()

    def show_ages(self, names: Sequence[tuple[str, str]], key: str) -> None:
        """Offer these bands of days, of which `key` is chosen."""
        self.age.clear()
        for band, words in names:
            self.age.addItem(words, band)
        self.age.setCurrentIndex(max(0, self.age.findData(key)))

    def line(self) -> BoardLine | None:
        """The chosen line; None where none is, or the head of a group."""
        if self.as_columns.isChecked():
            return self.columns.line()
        return self.model.line(self.table.currentIndex().row())

    def order(self) -> str:
        """The order of the chosen line; empty when none is."""
        line = self.line()
        return line.order if line is not None else ""

    def acted(self) -> Acted:
        """The lines that are ticked, else the chosen one."""
        line = self.line()
        return Acted(tuple(self.model.ticked.values()) or ((line,) if line is not None else ()))

    def focus(self) -> None:
        """Go to the chosen line, now or as soon as it is there."""
        view = self.columns.chosen_list() if self.as_columns.isChecked() else self.table
        self._to_focus = not view.isVisible()
        view.setFocus()

    def chosen_view(self) -> QWidget:
        """What shows the chosen line: the table, or its column of cards."""
        shown = self.columns.chosen_list() if self.as_columns.isChecked() else self.table
        return shown if self._tables.currentWidget() is not self.nothing else self.search

    def _on_columns(self, on: bool) -> None:
        """Another view of the same lines; ticks are of the table."""
        self.grouped.setEnabled(not on)
        self.model.ticked.clear()
        self._narrow()
        self.focus()
        self.ticked.emit()

    def _narrow(self) -> None:
        chosen = self.order()
        self.model.narrow(self.search.text(), grouped=self.grouped.isChecked())
        self._show_rows(chosen)

    def _show_rows(self, chosen: str) -> None:
        at = self.model.row_of(chosen) if chosen else -1
        index = self.model.index(at if at >= 0 else int(self.model.line(0) is None), 0)
        if self.as_columns.isChecked() and (self._any or self._ends.collected):
            self.columns.show_lines(self.model.shown(), self._ends, self._today)
            self._tables.setCurrentWidget(self.columns)
            if self._to_focus or self.table.hasFocus():
                self.focus()
            return
        self._tables.setCurrentWidget(self.table if self.model.rowCount() else self.nothing)
        if self._any:
            words = self.tr("Nothing matches “{text}”").format(text=self.search.text().strip())
            self.nothing.show_text(words, self.tr("Look for a part of the name or number."))
        else:
            self.nothing.show_text(*nothing_words(self._key))
        self.table.setCurrentIndex(index if index.isValid() else QModelIndex())
        self.moved.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down in the search box walk through the table, Enter opens the order that is chosen."""
        if watched is not self.search or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            self.opened.emit()
            return True
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        row = self.table.currentIndex().row() + step
        if step and 0 <= row < self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(row, 0))
        return bool(step)
