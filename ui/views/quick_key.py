"""A quick answer such as "50 %" or "£20.00": one of a row of buttons of equal width, marked while it is the answer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets import Pressable, TextLabel


class QuickKey(Pressable):
    """Its text stands in the middle; `setChecked` marks it, pressing it leaves the mark to whoever listens.

    `answer` is what it stands for, kept for the listener.
    """

    def __init__(self, text: str, answer: object = None, parent: QWidget | None = None) -> None:
        super().__init__(text, parent=parent)
        self.answer = answer
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.row.setContentsMargins(6, 4, 6, 4)
        self._face = TextLabel(text, side="centre")
        self._face.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.row.addWidget(self._face, 1)

    def show_answer(self, text: str, answer: object) -> None:
        """Stand for something else."""
        self._face.setText(text)
        self.answer = answer
        self.set_name(text)

    def nextCheckState(self) -> None:
        """A press does not mark it by itself."""
