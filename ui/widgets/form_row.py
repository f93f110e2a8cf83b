"""A field with its label above and a hint or a refusal below."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from ui.widgets.dress import set_state
from ui.widgets.text_label import TextLabel

Field = TypeVar("Field", bound=QWidget)


class FormRow(QWidget, Generic[Field]):
    """Holds `field`; Alt with the letter after & in the label goes to it. A refusal holds until the entry changes."""

    def __init__(self, label: str, field: Field, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._hint = hint
        self._label = TextLabel(label, "label")
        self._label.setBuddy(field)
        self._below = TextLabel(hint, "small", wrap=True)
        field.setAccessibleName(label.replace("&", ""))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self._label, field, self._below):
            column.addWidget(part)
        self.refuse("")
        if isinstance(field, QLineEdit):
            field.textEdited.connect(self._on_other_entry)
        elif isinstance(field, QComboBox):
            field.currentTextChanged.connect(self._on_other_entry)

    def refuse(self, sentence: str) -> None:
        """Show why the entry cannot be taken; an empty sentence brings the hint back."""
        self._below.setText(sentence or self._hint)
        self._below.setVisible(bool(sentence or self._hint))
        set_state(self._below, "role", "error" if sentence else "small")
        set_state(self.field, "refused", bool(sentence))
        self.field.setAccessibleDescription(sentence or self._hint)

    def set_hint(self, hint: str) -> None:
        """Change the quiet line below."""
        self._hint = hint
        self.refuse("")

    def _on_other_entry(self, text: str) -> None:
        if self.field.property("refused"):
            self.refuse("")
