"""All keys of the counter on one sheet, and the few things worth knowing first."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.keys import ACTS, group_of, key_text, title_of
from ui.widgets import Card, KeyHint, SheetFrame, TextLabel


class HelpOverlay(SheetFrame):
    """Made from the table of acts, so that it cannot tell of a key that does nothing."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Help and all keys"), parent=parent)
        first = Card(self.tr("In short"))
        for sentence in (
            self.tr("Scan at any time: the code goes into the basket, wherever the cursor is."),
            self.tr("Type 3* and scan: three of it. Type a name: choose with the arrows and Enter."),
            self.tr("A line that is not here today offers what can be done about it. F6 takes the backorder."),
            self.tr("Esc goes one step back and never throws a basket away."),
        ):
            first.add(TextLabel(sentence, wrap=True))
        self.body.addWidget(first)
        for group, acts in groupby(ACTS, key=group_of):
            card = Card(group)
            grid = QGridLayout()
            grid.setColumnStretch(0, 1)
            grid.setVerticalSpacing(6)
            for row, act in enumerate(acts):
                grid.addWidget(TextLabel(title_of(act)), row, 0)
                grid.addWidget(KeyHint(key_text(act.name, all_keys=True)), row, 1)
            card.add(grid)
            self.body.addWidget(card)
        self.body.addStretch(1)
