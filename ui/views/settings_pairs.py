"""Fields that belong together, in two columns, each under its own small label."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.widgets import TextLabel


def lay_in_pairs(owner: QWidget, fields: Sequence[tuple[str, QWidget]]) -> None:
    """Lay (label, field) out in `owner`, two in a row; the first one takes its focus."""
    grid = QGridLayout(owner)
    grid.setContentsMargins(0, 4, 0, 0)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(12)
    for at, (label, field) in enumerate(fields):
        cell = QVBoxLayout()
        cell.setSpacing(4)
        words = TextLabel(label, "muted", wrap=True)
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        cell.addWidget(words)
        cell.addWidget(field)
        grid.addLayout(cell, at // 2, at % 2, Qt.AlignmentFlag.AlignBottom)
    for column in (0, 1):
        grid.setColumnStretch(column, 1)
    owner.setFocusProxy(fields[0][1])
