"""One out of a few, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.widgets.dress import set_state
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.pressable import Pressable


class Segment(Pressable):
    """One choice of a SegmentedChoice."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        word = ElidedLabel(lines=2, side="centre")
        word.set_marked(label)
        word.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.row.addWidget(word, 1)
        self.toggled.connect(lambda on: set_state(self, "chosen", on))


class SegmentedChoice(QFrame):
    """`options` are (key, label); `chosen` carries the key of a person's choice. Arrow keys move between them."""

    chosen = Signal(str)

    def __init__(
        self, name: str, options: Sequence[tuple[str, str]], *, key: str = "", parent: QWidget | None = None
    ) -> None:
        """`key` is the choice to begin with; the first one when it is empty."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._segments: dict[str, Segment] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(3)
        for option, label in options:
            segment = Segment(label)
            segment.clicked.connect(lambda checked=False, option=option: self.chosen.emit(option))
            self._group.addButton(segment)
            self._segments[option] = segment
            row.addWidget(segment)
        self.set_key(key or options[0][0])

    def key(self) -> str:
        """The key of the choice that counts now."""
        return next(key for key, segment in self._segments.items() if segment.isChecked())

    def set_key(self, key: str) -> None:
        """Choose without saying so. Raises KeyError for a key that is no option."""
        self._segments[key].setChecked(True)

    def choose(self, key: str) -> None:
        """Choose as a person would, saying so; a key that is no option is left out."""
        if key in self._segments and key != self.key():
            self.set_key(key)
            self.chosen.emit(key)

    def focus_chosen(self) -> None:
        """The cursor goes to the choice that counts now."""
        self._segments[self.key()].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward, backward = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            forward, backward = backward, forward
        if event.key() not in (forward, backward):
            super().keyPressEvent(event)
            return
        keys = list(self._segments)
        at = (keys.index(self.key()) + (1 if event.key() == forward else -1)) % len(keys)
        self._segments[keys[at]].setFocus(Qt.FocusReason.TabFocusReason)
        self._segments[keys[at]].click()
