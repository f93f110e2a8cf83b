"""A field whose text is what counts: what cannot be taken stays in it, with the reason beside it, to be put right."""

from __future__ import annotations

from typing import Protocol, cast, runtime_checkable

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.widgets.dress import set_state
from ui.widgets.text_label import TextLabel


@runtime_checkable
class Asked(Protocol):
    """Any field that knows whether its text can be taken: a quantity, a sum, a day."""

    def refusal(self) -> str:
        """Why the text cannot be taken; empty when it can."""

    def say_refusal(self) -> None:
        """Say it in place."""


class TypedField(QWidget):
    """`line` holds the text; subclasses lay `column` out and say in `refusal` why a text cannot be taken."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self._refusal = TextLabel("", "error", wrap=True)
        self._refusal.hide()
        self.setFocusProxy(self.line)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)

    def refusal(self) -> str:
        """Why the text cannot be taken; empty when it can."""
        raise NotImplementedError

    @property
    def is_refused(self) -> bool:
        """Whether what stands in the field is not what counts."""
        return bool(self.refusal())

    def refuse(self, sentence: str) -> None:
        """Say why the entry cannot be taken (a rule of the shop, too); the next keystroke takes it away."""
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence)
        set_state(self.line, "refused", bool(sentence))

    def say_refusal(self) -> None:
        """Say in place why the text cannot be taken; takes a sentence away that no longer holds."""
        self.refuse(self.refusal())

    def finish(self) -> None:
        """The typing is finished: what waits for that happens now."""


def refused_field(root: QWidget) -> QWidget | None:
    """The first field in `root`, among those that can be typed into now, whose text cannot be taken."""
    for part in (root, *root.findChildren(QWidget)):
        if isinstance(part, Asked) and (part is root or part.isVisibleTo(root)) and part.isEnabled() and part.refusal():
            return part
    return None


def all_taken(root: QWidget) -> bool:
    """Ask the fields of a sheet before anything is done with them: the first that is refused says why and gets the
    cursor. Where there is none, all typing is finished."""
    field = refused_field(root)
    if field is None:
        for typed in root.findChildren(TypedField):
            if typed.isVisibleTo(root):
                typed.finish()
        return True
    cast("Asked", field).say_refusal()
    field.setFocus()
    for line in (field, *field.findChildren(QLineEdit)):
        if isinstance(line, QLineEdit):
            line.selectAll()
    return False
