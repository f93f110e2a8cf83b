"""Goods put aside for a line out of its turn, or given back to those who wait; with units and a reason."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.views.board_acts_sheet import Acted, BoardActSheet, rows_card
from ui.views.broken_list import broken_words
from ui.widgets import FormRow, QuantityStepper

if TYPE_CHECKING:
    from pos.usecases.moving_goods import Moved


def _tr(text: str) -> str:
    return QCoreApplication.translate("board_acts", text)


class MoveGoods(BoardActSheet):
    """`giving`: free goods to the line; else its goods back to the queue."""

    def __init__(self, acted: Acted, *, giving: bool, **common: Any) -> None:
        super().__init__(_tr("Put goods aside") if giving else _tr("Give goods back"), acted, **common)
        self._giving = giving
        line = acted.lines[0]
        most = min(line.waiting, max(0, line.free)) if giving else line.allocated
        self.units = FormRow(_tr("&How many"), QuantityStepper(_tr("How many"), most, least=1, most=max(1, most)))
        self.form.add(self.units, self.why)
        self.units.field.changed.connect(self.ask)
        self.ask()

    def ask(self) -> None:
        """Nothing has to be asked: what the line has is on the board."""
        self.seen = self.acted
        self._show(self.preview(self.acted))
        self._enable()

    def preview(self, seen: Acted) -> list[QWidget]:
        """What the line has, and has then."""
        line, units = seen.lines[0], self.units.field.quantity()
        then = line.allocated + (units if self._giving else -units)
        words = _tr("{now} of {n} put aside, {then} after it").format(now=line.allocated, n=line.quantity, then=then)
        return [rows_card(line.name, [(line.customer_name or line.order, words)])]

    def main_words(self, seen: Acted) -> tuple[str, bool]:
        n = self.units.field.quantity()
        return (_tr("Put {n} aside") if self._giving else _tr("Give {n} back")).format(n=n), True

    def call(self, *, dry_run: bool) -> Callable[[], Moved] | None:
        if dry_run:
            return None
        line, shelf = self.acted.lines[0], self.register.shelf
        move = shelf.give if self._giving else shelf.release
        return partial(
            move, line.order, line.line, self.units.field.quantity(), self.reason(dry_run=False), person=self.person,
            version=line.version,
        )  # fmt: skip

    def sentence(self, result: Moved) -> str:
        """What was done, and whose promise breaks by it."""
        words = _tr("Put aside.") if self._giving else _tr("Given back.")
        broken = [f"{one.customer_name or one.order}, {broken_words(one, self.shop)}" for one in result.broken]
        bags = _tr(" Look into bag {bags}.").format(bags=", ".join(bag.tag for bag in result.bags))
        words += bags if result.bags else ""
        return words + (" " + _tr("Breaks a promise: {who}.").format(who="; ".join(broken)) if broken else "")
