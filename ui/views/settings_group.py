"""One group of settings: rows that a search can find, and what was saved or refused of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from pos.domain.errors import PosError
from ui.widgets import Asked, Card, FormRow, SegmentedChoice, TextLabel, refused_field

Field = TypeVar("Field", bound=QWidget)
SAVE_AFTER_MS = 500


class SettingsGroup(Card):
    """Subclasses add their rows and hand each change to `save_soon`; everything is saved without a button. `told`
    carries each sentence on what was saved or refused, and whether it was refused: it belongs where it is in sight."""

    told = Signal(str, bool)

    def __init__(self, icon: str, title: str, about: str, *, parent: QWidget | None = None) -> None:
        super().__init__(title, spacing=16, parent=parent)
        self.icon, self.title = icon, title
        self.column.setContentsMargins(24, 20, 24, 20)
        self.add(TextLabel(about, "muted", wrap=True))
        self._rows: list[tuple[QWidget, str]] = []
        self._sentence = ""
        self._waiting: Callable[[], object] | None = None
        self._last: Callable[[], object] | None = None
        self._again: Callable[[], object] | None = None
        """What was refused and still stands in the fields."""
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
            self._last = save
            save()

    def leave(self) -> None:
        """Save what waits before the settings are left, and try again what was refused: it is never dropped without a
        word. `is_refused` then tells whether something was not taken."""
        self.is_refused = False
        self._waiting = self._waiting or self._again
        self.save_now()
        field = refused_field(self)
        if field is not None:
            cast("Asked", field).say_refusal()
            named = self._name_of(field)
            self.say(
                f"{named}: {cast('Asked', field).refusal()}" if named else cast("Asked", field).refusal(), wrong=True
            )

    def typed(self) -> tuple[str, ...]:
        """What stands in its fields, to tell whether anything was typed since."""
        lines = tuple(line.text() for line in self.findChildren(QLineEdit))
        return lines + tuple(text.toPlainText() for text in self.findChildren(QPlainTextEdit))

    def give_up(self) -> None:
        """What was refused is not wanted any more: nothing of it is tried again, and the records stay as they are."""
        self._timer.stop()
        self._waiting = self._again = None
        self.is_refused = False

    def refused_part(self) -> QWidget | None:
        """The field below which it is said why it was refused."""
        fields = (part for part in self.findChildren(QWidget) if part.property("refused") and part.isVisibleTo(self))
        return next(fields, None)

    @staticmethod
    def _name_of(field: QWidget) -> str:
        line = field.focusProxy() or field
        return line.accessibleName()

    def say(self, sentence: str, *, wrong: bool = False) -> None:
        """Say what was saved, or why not."""
        self.is_refused = wrong
        self._again = self._last if wrong else None
        self._sentence = sentence
        self.told.emit(sentence, wrong)

    def sentence(self) -> str:
        """What was said last."""
        return self._sentence

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
