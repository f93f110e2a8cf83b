"""Every act by its name: type a few letters, Enter does it. For those who do not want to learn keys."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from ui.keys import ACTS, Act, key_text, title_of
from ui.theme.menu_icons import icon
from ui.widgets import SearchBox, SheetFrame

_AnyIndex = QModelIndex | QPersistentModelIndex
OFFERED = tuple(act for act in ACTS if act.icon and act.name not in ("palette", "back"))


class ActsModel(QAbstractListModel):
    """The acts whose names hold what was typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.acts: tuple[Act, ...] = OFFERED

    def narrow(self, text: str) -> None:
        """Keep the acts that hold all words of `text`."""
        words = text.casefold().split()
        self.beginResetModel()
        self.acts = tuple(act for act in OFFERED if all(word in title_of(act).casefold() for word in words))
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.acts)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        act = self.acts[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{title_of(act)}   ({key_text(act.name)})"
        return icon(act.icon) if role == Qt.ItemDataRole.DecorationRole else None


class CommandPalette(SheetFrame):
    """`chosen` carries the name of the act."""

    chosen = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("All commands"), parent=parent)
        self.box = SearchBox(self.tr("What would you like to do?"))
        self.model = ActsModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(self.tr("Commands"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._choose)
        self.box.textChanged.connect(self._narrow)
        self.box.installEventFilter(self)
        self.setFocusProxy(self.box)
        self.body.addWidget(self.box)
        self.body.addWidget(self.list, 1)
        self._narrow("")

    def _narrow(self, text: str) -> None:
        self.model.narrow(text)
        self.list.setCurrentIndex(self.model.index(0))

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.model.acts[index.row()].name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.box or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        row = self.list.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentIndex())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            row += -1 if event.key() == Qt.Key.Key_Up else 1
            self.list.setCurrentIndex(self.model.index(max(0, min(row, len(self.model.acts) - 1))))
        else:
            return False
        return True
