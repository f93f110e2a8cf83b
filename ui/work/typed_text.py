"""Remember what stands in the focused field, so that a scan that ran into it can be taken out again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid


@runtime_checkable
class KeepsTyped(Protocol):
    """A widget of ours that takes typing and is no text field."""

    def kept(self) -> Callable[[], None]:
        """What brings the present entry back."""
        ...


def kept_of(widget: QWidget | None) -> Callable[[], None]:
    """What brings back the text, cursor and selection the widget has now; does nothing for what takes no text."""
    if isinstance(widget, QAbstractSpinBox):
        widget = widget.findChild(QLineEdit)
    elif isinstance(widget, QComboBox):
        widget = widget.lineEdit()
    if isinstance(widget, QLineEdit):
        return _kept_line(widget)
    if isinstance(widget, (QPlainTextEdit, QTextEdit)):
        return _kept_text(widget)
    other: object = widget
    return other.kept() if isinstance(other, KeepsTyped) else lambda: None


def _kept_line(line: QLineEdit) -> Callable[[], None]:
    text, cursor = line.text(), line.cursorPosition()
    start, length = line.selectionStart(), line.selectionLength()

    def restore() -> None:
        if not isValid(line) or line.text() == text:
            return
        line.setText(text)
        line.setCursorPosition(cursor)
        if start >= 0:
            line.setSelection(start, length)

    return restore


def _kept_text(field: QPlainTextEdit | QTextEdit) -> Callable[[], None]:
    text, position = field.toPlainText(), field.textCursor().position()

    def restore() -> None:
        if not isValid(field) or field.toPlainText() == text:
            return
        field.setPlainText(text)
        cursor = field.textCursor()
        cursor.setPosition(min(position, len(text)))
        field.setTextCursor(cursor)

    return restore
