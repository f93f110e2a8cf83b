"""The counters above the board: each is a filter, says how many lines it finds, and opens them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.theme import text_px
from ui.views.board_words import FILTER_MARKS, SELDOM, filter_names
from ui.widgets import ElidedLabel, Glyph, Pressable, TextLabel, set_state

_WITH_ICON = 8
"""In heights of text: below this width the word needs the room of the icon."""


class Counter(Pressable):
    """One filter with its number."""

    height_token = "main"

    def __init__(self, key: str, label: str) -> None:
        super().__init__(label)
        self.key, self._label_text = key, label
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.row.setContentsMargins(10, 4, 8, 4)
        self._icon = FILTER_MARKS[key][0]
        self._glyph, self._number = Glyph(self._icon, "muted"), TextLabel("", "heading")
        self._word = ElidedLabel(label, lines=2, role="small")
        for part in (self._glyph, self._number, self._word):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for part, stretch in ((self._glyph, 0), (self._number, 0), (self._word, 1)):
            self.row.addWidget(part, stretch)
        self.toggled.connect(lambda on: set_state(self, "chosen", on))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._glyph.setVisible(self.width() >= text_px("base") * _WITH_ICON)

    def show_count(self, count: int) -> None:
        """Say how many it finds; nothing to worry about is quiet."""
        self._number.setText(str(count))
        self._glyph.show_icon(self._icon, FILTER_MARKS[self.key][1] if count else "muted")
        self.setAccessibleName(f"{self._label_text}, {count}")


class BoardCounters(QFrame):
    """`chosen` carries the key of a filter that a person chose; the arrow keys move between them."""

    chosen = Signal(str)

    def __init__(self, key: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Filters of the board"))
        self.counters: dict[str, Counter] = {}
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for name, label in filter_names().items():
            counter = Counter(name, label)
            counter.clicked.connect(lambda checked=False, name=name: self.chosen.emit(name))
            group.addButton(counter)
            self.counters[name] = counter
            row.addWidget(counter, 1)
            counter.setVisible(name not in SELDOM or name == key)
        self.set_key(key)

    def key(self) -> str:
        """The filter that counts now."""
        return next((name for name, counter in self.counters.items() if counter.isChecked()), "all")

    def set_key(self, key: str) -> None:
        """Choose without saying so; all, where there is no such filter."""
        self.counters.get(key, self.counters["all"]).setChecked(True)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show the numbers."""
        for name, counter in self.counters.items():
            count = counts.get(name, 0)
            counter.show_count(count)
            counter.setVisible(name not in SELDOM or bool(count) or counter.isChecked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward, backward = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            forward, backward = backward, forward
        if event.key() not in (forward, backward):
            super().keyPressEvent(event)
            return
        names = [name for name, counter in self.counters.items() if not counter.isHidden()]
        at = (names.index(self.key()) + (1 if event.key() == forward else -1)) % len(names)
        self.counters[names[at]].setFocus(Qt.FocusReason.TabFocusReason)
        self.counters[names[at]].click()
