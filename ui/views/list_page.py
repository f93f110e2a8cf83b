"""A page with a list that is searched and filtered, and beside it all about the row that is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from pos.domain.errors import PosError
from ui.theme import text_px
from ui.views.acting_sheet import ActingSheet
from ui.views.listed import Listed, ListedDelegate, ListedModel
from ui.widgets import EmptyState, SearchBox, SegmentedChoice


class Detail(QScrollArea):
    """The place of the cards about one row; `show_parts` fills it anew."""

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_parts(self, parts: Sequence[QWidget], spoken: str) -> None:
        """Show these below each other."""
        inner = QWidget()
        inner.setObjectName("sheet_body")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(inner)
        self.setAccessibleName(spoken)


class ListPage(ActingSheet):
    """Subclasses load their rows (`set_rows`) and show the chosen one (`on_chosen`). `closed` on Esc or the arrow,
    `shown` carries the key whose detail has just been filled."""

    closed = Signal()
    shown = Signal(str)

    def __init__(
        self,
        title: str,
        *,
        search: str,
        name: str,
        filters: Sequence[tuple[str, str]],
        icon: str,
        parent: QWidget | None = None,
    ) -> None:
        """`filters` are (key, label) of which the first, with an empty key, shows all; `name` names the list."""
        super().__init__(title, parent=parent)
        self._all: Sequence[Listed] = ()
        self._wanted_key = ""
        self._empty_words = ("", "")
        self.search = SearchBox(search)
        self.filter = SegmentedChoice(self.tr("Show"), [(key or "all", label) for key, label in filters])
        self.model = ListedModel()
        self.list = QListView()
        self.detail = Detail(title)
        self.nothing = EmptyState(icon, "")
        self._choose = EmptyState("arrow-left", self.tr("Choose a row to see it here"))
        self._build(name)
        self.search.textChanged.connect(self._narrow)
        self.search.installEventFilter(self)
        self.filter.chosen.connect(self._narrow)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.back.connect(self.closed)

    def _build(self, name: str) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(ListedDelegate(self.list))
        self.list.setAccessibleName(name)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setMinimumWidth(300)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._listed, self._detailed = QStackedWidget(), QStackedWidget()
        for stack, parts in ((self._listed, (self.list, self.nothing)), (self._detailed, (self._choose, self.detail))):
            for part in parts:
                stack.addWidget(part)
        aside = QWidget()
        start = QVBoxLayout(aside)
        start.setContentsMargins(0, 0, 0, 0)
        start.setSpacing(12)
        start.addWidget(self.search)
        start.addWidget(self.filter)
        start.addWidget(self._listed, 1)
        aside.setMaximumWidth(text_px("base") * 38)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(aside, 9)
        row.addWidget(self._detailed, 11)
        self.body.addLayout(row, 1)

    # --- for the pages -----------------------------------------------------------------------------------------------
    def set_rows(self, rows: Sequence[Listed], empty: tuple[str, str]) -> None:
        """Show another state of the records; `empty` is what to say (and what to do) where there is none at all."""
        self._all, self._empty_words = tuple(rows), empty
        self._narrow()

    def on_chosen(self, key: str) -> None:
        """Fill the detail with this one; an empty key means none."""
        raise NotImplementedError

    def show_detail(self, parts: Sequence[QWidget], spoken: str) -> None:
        """Put the cards about the chosen row beside the list."""
        self.detail.show_parts(parts, spoken)
        self._detailed.setCurrentWidget(self.detail)
        self.shown.emit(self.key())

    def key(self) -> str:
        """The key of the chosen row; empty when none is."""
        index = self.list.currentIndex()
        return self.model.row(index.row()).key if index.isValid() else ""

    def choose(self, key: str) -> None:
        """Choose a row, now or as soon as the rows are there."""
        self._wanted_key = key
        self._narrow()

    def refuse(self, refusal: PosError) -> None:
        """Say why something was not done."""
        self.set_foot_text(refusal.sentence)

    # --- what happens ------------------------------------------------------------------------------------------------
    def _narrow(self, _: str = "") -> None:
        text, kind = self.search.text(), self.filter.key()
        kept = self._wanted_key or self.key()
        rows = [row for row in self._all if row.matches(text, "" if kind == "all" else kind)]
        if self._wanted_key and not any(row.key == self._wanted_key for row in rows):
            rows = [row for row in self._all if row.key == self._wanted_key] + rows
        self.model.set_rows(rows)
        if rows:
            self._wanted_key = ""
        self._listed.setCurrentWidget(self.list if rows else self.nothing)
        if self._all:
            words = self.tr("Nothing matches"), self.tr("Look for a part of the name or number, or show all.")
        else:
            words = self._empty_words
        self.nothing.show_text(*words)
        if rows:
            self.list.setCurrentIndex(self.model.index(max(0, self.model.row_of(kept))))
        else:
            self._on_current(QModelIndex())

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
