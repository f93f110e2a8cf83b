"""A reason: one of a few that are usual, or typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ui.widgets import FormRow

LONGEST = 200


class ReasonRow(FormRow[QComboBox]):
    """`words` is the reason, empty while there is none."""

    def __init__(self, label: str, usual: Sequence[str], *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(label, QComboBox(), hint=hint, parent=parent)
        box = self.field
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        box.addItems(list(usual))
        box.setCurrentIndex(-1)
        line = box.lineEdit()
        assert line is not None
        self.line: QLineEdit = line
        self.line.setMaxLength(LONGEST)
        self.line.setAccessibleName(label.replace("&", ""))

    def words(self) -> str:
        """What was chosen or typed."""
        return self.field.currentText().strip()

    def set_words(self, words: str) -> None:
        """Show a reason without saying that it changed."""
        self.field.setEditText(words)
        self.refuse("")
