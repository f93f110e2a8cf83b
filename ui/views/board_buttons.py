"""The buttons in the board's foot: which of them are there, and which can be pressed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.widgets import ActionButton, PrimaryButton


def _tr(text: str) -> str:
    return QCoreApplication.translate("board", text)


class BoardButtons:
    """Tell customers, and besides it what belongs to the table, to the columns, or to one order."""

    def __init__(self) -> None:
        self.main = PrimaryButton(_tr("Tell customers"), key="F12")
        self.look = ActionButton("eye", _tr("&Open order"), key="Enter")
        self.elsewhere = ActionButton("receipt-text", _tr("Collect or p&rint"), key="F5")
        self.move_to = ActionButton("arrow-right", _tr("&Move to …"), key="M")
        self.swap = ActionButton("rotate-ccw", _tr("&Swap goods"))
        self.place = ActionButton("arrow-left-right", _tr("Place in &queue"))
        for button in (self.elsewhere, self.move_to):
            button.hide()  # else the foot would ask for their room before it is known who is needed

    @property
    def lesser(self) -> tuple[ActionButton, ...]:
        """All but the main one, in the order in which they stand."""
        return self.look, self.elsewhere, self.move_to, self.swap, self.place

    def show_for(self, *, alone: bool, wide: bool, columns: bool) -> None:
        """`alone`: one order in the board's place; `wide`: beside it; `columns`: cards and no table."""
        shown = [self.look] if not alone else []
        shown += [self.elsewhere] if alone or wide else []
        shown += [self.move_to] if columns and not alone else []
        shown += [self.swap, self.place] if not columns and not alone else []
        # Those that go first make room: else the window would grow for a moment, and stay so.
        for button in sorted(self.lesser, key=lambda one: one in shown):
            button.setVisible(button in shown)

    def enable(self, *, some: bool, two: bool, moves: bool) -> None:
        """`some` line is chosen or ticked; exactly `two` are ticked; the chosen card `moves` by hand."""
        for button in (self.main, self.look, self.elsewhere, self.place):
            button.setEnabled(some)
        self.move_to.setEnabled(moves)
        self.swap.setEnabled(two)
