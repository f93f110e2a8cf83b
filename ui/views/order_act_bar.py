"""The acts on one order as buttons: only what can be done to it in the state it is in."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from pos.domain.backorder import Order
from pos.domain.order_life import allowed
from pos.domain.people import Person
from ui.theme import text_px
from ui.widgets import ActionButton

_LEAST = 13
"""The least width of a button, in heights of text."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("order_acts", text)


def labels() -> dict[str, tuple[str, str]]:
    """Icon and label of each act, in the order in which they stand; the letter after & goes with Alt."""
    return {
        "collect": ("package-check", _tr("Collect and &pay")),
        "give_back": ("undo-2", _tr("&Give back")),
        "change": ("pencil", _tr("&Change")),
        "deposit": ("hand-coins", _tr("Add to &deposit")),
        "answer": ("message-square", _tr("&What they say")),
        "tell": ("bell", _tr("&Tell customer")),
        "absent": ("phone", _tr("Not r&eached")),
        "came_back": ("warehouse", _tr("Came &back here")),
        "cancel": ("ban", _tr("Cancel and re&fund")),
        "reinstate": ("rotate-ccw", _tr("Re&instate")),
    }


def possible(order: Order, person: Person, *, late: bool = False, away: bool = False, kept: bool = False) -> list[str]:
    """What somebody with these rights may do to an order now; one that is `late` has a promise that does not hold,
    goods of one that are `away` are in another store or on the way there, money that is `kept` was taken for it and is
    not booked."""
    lines = order.lines
    is_open = any(line.open > 0 for line in lines)
    some_here = any(line.allocated for line in lines) and not (
        order.ship_complete and any(line.waiting > 0 for line in lines)
    )
    may = {
        "collect": some_here and person.may("collect"),
        "give_back": kept and person.may("collect"),
        "change": is_open and person.may("change_order"),
        "deposit": (is_open and bool(order.balance_due) and person.may("add_deposit"))
        or (bool(order.order_deposit) and person.may("refund_deposit")),
        "answer": late and person.may("change_order"),
        "tell": any(line.waiting > 0 for line in lines) and person.may("change_order"),
        "absent": is_open and person.may("change_order"),
        "came_back": away and person.may("collect"),
        "cancel": any(allowed(line, "cancel") for line in lines) and person.may("cancel_order"),
        "reinstate": any(line.cancelled and allowed(line, "reinstate") for line in lines)
        and person.may("change_order"),
    }
    return [act for act in labels() if may[act]]


class OrderActBar(QWidget):
    """`wanted` carries the name of an act."""

    wanted = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, ActionButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        for act, (icon, label) in labels().items():
            button = ActionButton(icon, label)
            button.clicked.connect(lambda checked=False, act=act: self.wanted.emit(act))
            button.setParent(self)
            self.buttons[act] = button
        self._columns = 0

    def show_acts(self, acts: list[str]) -> None:
        """Offer these."""
        for act, button in self.buttons.items():
            button.setVisible(act in acts)
        self.setVisible(bool(acts))
        self._arrange(anew=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self, *, anew: bool = False) -> None:
        columns = max(1, min(4, self.width() // (text_px("base") * _LEAST)))
        if columns == self._columns and not anew:
            return
        self._columns = columns
        shown = [button for button in self.buttons.values() if not button.isHidden()]
        for button in self.buttons.values():
            self._grid.removeWidget(button)
        for at, button in enumerate(shown):
            self._grid.addWidget(button, at // columns, at % columns)
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
