"""The red card above a form that says why something was not done; away while there is nothing to say."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.widgets import Card, TextLabel


class RefusalCard(Card):
    """`say` shows a sentence, and an empty one takes the card away."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(tone="stop", parent=parent)
        self._words = TextLabel("", wrap=True)
        self.add(self._words)
        self.hide()

    def say(self, sentence: str) -> None:
        """Say why."""
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
