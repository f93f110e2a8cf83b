"""One group of settings: rows that a search can find, and a line that says what was saved or refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from pos.domain.errors import PosError
from ui.widgets import Card, FormRow, SegmentedChoice, TextLabel, set_state

Field = TypeVar("Field", bound=QWidget)
SAVE_AFTER_MS = 500


class SettingsGroup(Card):
    """Subclasses add their rows and hand each change to `save_soon`; everything is saved without a button."""

    def __init__(self, icon: str, title: str, about: str, *, parent: QWidget | None = None) -> None:
        super().__init__(title, spacing=16, parent=parent)
        self.icon, self.title = icon, title
        self.column.setContentsMargins(24, 20, 24, 20)
        self.add(TextLabel(about, "muted", wrap=True))
        self._rows: list[tuple[QWidget, str]] = []
        self._said = TextLabel("", "small", wrap=True)
        self._waiting: Callable[[], object] | None = None
        self.is_refused = False
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save_now)

    def add_row(self, label: str, field: Field, *, hint: str = "", words: str = "") -> FormRow[Field]:
        """Add a field with its label; `words` are other words under which a search finds it."""
        row = FormRow(label, field, hint=hint)
        self.add_found(row, f"{label} {hint} {words}")
        return row

    def add_found(self, part: QWidget, words: str) -> None:
        """Add anything else that a search finds by these words."""
        self.add(part)
        self._rows.append((part, f"{words} {self.title}".replace("&", "").casefold()))

    def close_group(self) -> None:
        """The last line: what became of the last change."""
        self.add(self._said)
        self._said.hide()

    def filter(self, text: str) -> int:
        """Show the rows that hold every word of `text`; answers how many there are."""
        words = text.casefold().split()
        hits = [all(word in found for word in words) for _, found in self._rows]
        for (part, _), hit in zip(self._rows, hits, strict=True):
            part.setVisible(hit)
        return sum(hits)

    def save_soon(self, save: Callable[[], object]) -> None:
        """Save in half a second, so that five presses of a button are one change; the last call counts."""
        self._waiting = save
        self._timer.start()

    def save_now(self) -> None:
        """Save at once what waits."""
        self._timer.stop()
        save, self._waiting = self._waiting, None
        if save is not None:
            save()

    def leave(self) -> None:
        """Save what waits before the settings are left; `is_refused` then tells whether something was not taken."""
        self.is_refused = False
        self.save_now()

    def say(self, sentence: str, *, wrong: bool = False) -> None:
        """Say what was saved, or why not."""
        self.is_refused = wrong
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        self._said.setAccessibleName(sentence)
        set_state(self._said, "role", "error" if wrong else "small")

    def refuse(self, refusal: PosError) -> None:
        """Say why something was not saved."""
        self.say(refusal.sentence, wrong=True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.save_now()


def choice(name: str, options: list[tuple[str, str]], key: str) -> SegmentedChoice:
    """A choice that begins with `key`, or with the first option where `key` is none of them."""
    known = {option for option, _ in options}
    return SegmentedChoice(name, options, key=key if key in known else "")


def saved() -> str:
    """What every group says when a change was kept."""
    return QCoreApplication.translate("SettingsGroup", "Saved.")
