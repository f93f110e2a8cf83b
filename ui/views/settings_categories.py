"""Which class of goods the shop's own categories belong to, where their names alone do not say it rightly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pos.domain.goods_classes import GoodsClass, likely_class
from ui.widgets import ActionButton, ElidedLabel, IconButton, TextLabel

LONGEST_NAME = 60


def _tr(text: str) -> str:
    return QCoreApplication.translate("CategoryClasses", text)


class CategoryClasses(QWidget):
    """`named` are (class, words). `changed` says that a person added one or took one away."""

    changed = Signal()

    def __init__(self, named: Sequence[tuple[GoodsClass, str]], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = dict(named)
        self._classes: dict[str, GoodsClass] = {}
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(_tr("Category"))
        self.name.setAccessibleName(_tr("Category"))
        self.belongs = QComboBox()
        self.belongs.setAccessibleName(_tr("Belongs to"))
        for key, words in named:
            self.belongs.addItem(words, key)
        self.belongs.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.belongs.setMinimumContentsLength(10)  # large text leaves no room for the longest name
        self.add_button = ActionButton("plus", _tr("Add"))
        self.setFocusProxy(self.name)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        entry = QHBoxLayout()
        entry.setSpacing(12)
        entry.addWidget(self.name, 1)
        entry.addWidget(self.belongs, 1)
        entry.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._rows)
        column.addLayout(entry)
        self.name.textChanged.connect(self._on_typed)
        self.name.returnPressed.connect(self.add)
        self.add_button.clicked.connect(self.add)
        self._on_typed("")

    def classes(self) -> dict[str, GoodsClass]:
        """Category, in small letters, to class."""
        return dict(self._classes)

    def show_classes(self, classes: Mapping[str, GoodsClass]) -> None:
        """Show these without saying that anything changed."""
        self._classes = dict(sorted(classes.items()))
        while (old := self._rows.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for category in self._classes:
            self._rows.addWidget(self._row(category))

    def add(self) -> None:
        """Take the category that is typed, in the class that is chosen."""
        category = self.name.text().strip().casefold()
        if not category:
            self.name.setFocus()
            return
        self.show_classes({**self._classes, category: self.belongs.currentData()})
        self.name.clear()
        self.name.setFocus()
        self.changed.emit()

    def _remove(self, category: str) -> None:
        self.show_classes({name: known for name, known in self._classes.items() if name != category})
        self.name.setFocus()
        self.changed.emit()

    def _on_typed(self, text: str) -> None:
        """Choose what is already so, or what the name speaks for."""
        category = text.strip().casefold()
        self.belongs.setCurrentIndex(self.belongs.findData(self._classes.get(category) or likely_class(category)))
        self.add_button.setEnabled(bool(category))

    def _row(self, category: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        remove = IconButton("x", _tr("Remove {category}").format(category=category))
        remove.clicked.connect(partial(self._remove, category))
        line.addWidget(ElidedLabel(category, lines=1, role="strong"), 1)
        line.addWidget(TextLabel(self._words[self._classes[category]], "muted"), 1)
        line.addWidget(remove)
        return row
