"""The board as columns of cards; the arrow keys walk through them, and “Move to …” says where a card can go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QMenu, QVBoxLayout, QWidget

from pos.domain.board import BoardLine
from pos.domain.shop import Shop
from ui.views.board_cards import CardDelegate
from ui.views.board_stages import STAGES, Ends, Stage, card_of, collected_card, moves_of, stage_names, stage_of
from ui.views.listed import ListedModel
from ui.widgets import ElidedLabel

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Column(QWidget):
    """One stage: its name with how many stand there, and their cards."""

    def __init__(self, stage: Stage, name: str) -> None:
        super().__init__()
        self.stage, self._name = stage, name
        self.head = ElidedLabel(name, lines=1, role="strong")
        self.model = ListedModel()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(CardDelegate(self.list))
        self.list.setAccessibleName(name)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumWidth(120)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.head)
        column.addWidget(self.list, 1)

    def show_count(self) -> None:
        """Say how many stand here."""
        self.head.setText(f"{self._name} · {self.model.rowCount()}")


class BoardColumns(QWidget):
    """`moved` says that another card is chosen, `opened` that it is to be seen in full, `move_wanted` carries where a
    card is to go (see `moves_of`)."""

    moved = Signal()
    opened = Signal()
    move_wanted = Signal(str)
    nowhere = Signal()
    """Somebody asked where the chosen card can go, and it can go nowhere."""

    def __init__(self, shop: Shop, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shop = shop
        self._lines: dict[str, BoardLine] = {}
        self._ends = Ends()
        self.columns = {stage: Column(stage, name) for stage, name in stage_names().items()}
        self._here: Stage = "waiting"
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for column in self.columns.values():
            row.addWidget(column, 1)
            column.list.installEventFilter(self)
            column.list.selectionModel().currentChanged.connect(self.moved)
            column.list.clicked.connect(self._on_clicked)

    def show_lines(self, lines: Sequence[BoardLine], ends: Ends, today: date) -> None:
        """Show these; the card that was chosen stays chosen where it still is."""
        chosen = self.key()
        self._lines = {f"{line.order}/{line.line}": line for line in lines}
        self._ends = ends
        cards: dict[Stage, list[BoardLine]] = {stage: [] for stage in STAGES}
        for line in lines:
            cards[stage_of(line, ends)].append(line)
        for stage, column in self.columns.items():
            if stage == "collected":
                column.model.set_rows([collected_card(sale, self._shop) for sale in ends.collected])
            else:
                column.model.set_rows([card_of(line, self._shop, today) for line in cards[stage]])
            column.show_count()
        inside = any(column.list.hasFocus() for column in self.columns.values())
        self._choose(chosen)
        self._mark_chosen()
        if inside:
            self.focus()

    def _mark_chosen(self) -> None:
        """One card looks chosen, not one in each column."""
        for stage, column in self.columns.items():
            marks, index = column.list.selectionModel(), column.list.currentIndex()
            if stage != self._here:
                marks.clearSelection()
            elif index.isValid():
                marks.select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def can_move(self) -> bool:
        """Whether the chosen card can go anywhere."""
        line = self.line()
        return line is not None and bool(moves_of(line, stage_of(line, self._ends)))

    def key(self) -> str:
        """The key of the chosen card; empty when none is."""
        column = self.columns[self._here]
        index = column.list.currentIndex()
        return column.model.row(index.row()).key if index.isValid() else ""

    def line(self) -> BoardLine | None:
        """The line of the chosen card; None for a collection, or no card."""
        return self._lines.get(self.key())

    def focus(self) -> None:
        """Go to the chosen card."""
        self.chosen_list().setFocus()

    def chosen_list(self) -> QListView:
        """The column in which the chosen card stands."""
        return self.columns[self._here].list

    def _choose(self, key: str) -> None:
        for stage, column in self.columns.items():
            if (at := column.model.row_of(key)) >= 0:
                self._here = stage
                column.list.setCurrentIndex(column.model.index(at))
                return
        self._here = next((stage for stage in STAGES if self.columns[stage].model.rowCount()), "waiting")
        self.columns[self._here].list.setCurrentIndex(self.columns[self._here].model.index(0))
        self.moved.emit()

    # --- moving cards ------------------------------------------------------------------------------------------------
    def move_menu(self) -> QMenu | None:
        """Where the chosen card can go; None where it can go nowhere."""
        line = self.line()
        moves = moves_of(line, stage_of(line, self._ends)) if line is not None else ()
        if not moves:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for to, words in moves:
            menu.addAction(words).triggered.connect(lambda checked=False, to=to: self.move_wanted.emit(to))
        return menu

    def ask_where(self) -> None:
        """Open the menu beside the chosen card."""
        view = self.columns[self._here].list
        if (menu := self.move_menu()) is not None:
            corner: QPoint = view.visualRect(view.currentIndex()).bottomLeft()
            menu.popup(view.viewport().mapToGlobal(corner))
            menu.setActiveAction(menu.actions()[0])
        else:
            self.nowhere.emit()

    # --- hands -------------------------------------------------------------------------------------------------------
    def _on_clicked(self, index: QModelIndex) -> None:
        for stage, column in self.columns.items():
            if column.model is index.model():
                self._go_to(stage)

    def _go_to(self, stage: Stage) -> None:
        self._here = stage
        column = self.columns[stage]
        if not column.list.currentIndex().isValid():
            column.list.setCurrentIndex(column.model.index(0))
        self._mark_chosen()
        column.list.setFocus()
        self.moved.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Left and Right go to the next column with cards, Enter opens, M asks where to."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        forward, backward = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            forward, backward = backward, forward
        if event.key() in (forward, backward):
            filled = [stage for stage in STAGES if self.columns[stage].model.rowCount() or stage == self._here]
            at = filled.index(self._here) + (1 if event.key() == forward else -1)
            self._go_to(filled[at % len(filled)])
        elif event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_M and not event.modifiers():
            self.ask_where()
        else:
            return False
        return True
