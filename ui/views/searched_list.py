"""A page with a list under a search box, and beside it all about the row that is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from ui.theme import text_px
from ui.views.acting_sheet import ActingSheet
from ui.views.listed import Listed, ListedDelegate, ListedModel
from ui.widgets import EmptyState, SearchBox


class SearchedList(ActingSheet):
    """Subclasses search, hand the rows to `show_rows` and fill the detail with the chosen one (`on_chosen`, then
    `detail_filled`). `closed` on Esc or the arrow, `shown` carries the key whose detail has just been filled."""

    closed = Signal()
    shown = Signal(str)

    def __init__(
        self,
        title: str,
        *,
        search: str,
        name: str,
        icon: str,
        detail: QWidget,
        choose: str,
        above: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`name` names the list, `choose` asks for a row to be chosen, `above` stands between search box and list."""
        super().__init__(title, parent=parent)
        self.search = SearchBox(search)
        self.model = ListedModel()
        self.list = QListView()
        self.nothing = EmptyState(icon, "")
        self._choose, self._detail = EmptyState("arrow-left", choose), detail
        self._build(name, above)
        self.search.installEventFilter(self)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.back.connect(self.closed)

    def _build(self, name: str, above: Sequence[QWidget]) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(ListedDelegate(self.list))
        self.list.setAccessibleName(name)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setMinimumWidth(300)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._listed, self._detailed = QStackedWidget(), QStackedWidget()
        for stack, parts in ((self._listed, (self.list, self.nothing)), (self._detailed, (self._choose, self._detail))):
            for part in parts:
                stack.addWidget(part)
        aside = QWidget()
        aside.setMaximumWidth(text_px("base") * 38)
        start = QVBoxLayout(aside)
        start.setContentsMargins(0, 0, 0, 0)
        start.setSpacing(12)
        for part in (self.search, *above):
            start.addWidget(part)
        start.addWidget(self._listed, 1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(aside, 9)
        row.addWidget(self._detailed, 11)
        self.body.addLayout(row, 1)

    # --- for the pages -----------------------------------------------------------------------------------------------
    def home(self) -> QWidget:
        """Where the cursor goes when what had it is gone."""
        return self.search

    def key(self) -> str:
        """The key of the chosen row; empty when none is."""
        index = self.list.currentIndex()
        return self.model.row(index.row()).key if index.isValid() else ""

    def show_rows(self, rows: Sequence[Listed], chosen: str, empty: tuple[str, str]) -> None:
        """Show these and choose the one of the key `chosen`, else the first; without any, say what `empty` says."""
        self.model.set_rows(rows)
        self._listed.setCurrentWidget(self.list if rows else self.nothing)
        self.nothing.show_text(*empty)
        if rows:
            self.list.setCurrentIndex(self.model.index(max(0, self.model.row_of(chosen))))
        else:
            self._on_current(QModelIndex())

    def on_chosen(self, key: str) -> None:
        """Fill the detail with this one; an empty key means none."""
        raise NotImplementedError

    def detail_filled(self) -> None:
        """Show the detail, which has just been filled."""
        self._detailed.setCurrentWidget(self._detail)
        self.tab_to_foot_last()
        self.shown.emit(self.key())

    # --- what happens ------------------------------------------------------------------------------------------------
    def _on_current(self, index: QModelIndex, before: QModelIndex | None = None) -> None:
        self.set_foot_text("")
        if not index.isValid():
            self._detailed.setCurrentWidget(self._choose)
        self.on_chosen(self.key())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down in the search box walk through the list."""
        if watched is not self.search or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        row = self.list.currentIndex().row() + step
        if step and 0 <= row < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(row))
        return bool(step)
