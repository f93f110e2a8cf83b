"""Goods that are here and are put aside while they are paid in parts, as a choice on the backorder panel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos.usecases.sale_wishes import LineWish
from ui.views.backorder_way import USUAL
from ui.widgets import SegmentedChoice

if TYPE_CHECKING:
    from pos.domain.availability import Availability
    from pos.domain.sale import BasketLine


class LayawayChoice(QWidget):
    """Two segments side by side; `changed` says that a person chose otherwise."""

    changed = Signal()

    def __init__(self, *, chosen: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = SegmentedChoice(
            self.tr("How the goods are kept"),
            [("", self.tr("&Backorder")), ("layaway", self.tr("Put aside on &layaway"))],
            key="layaway" if chosen else "",
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.choice)
        self.choice.chosen.connect(self.changed)

    def is_chosen(self) -> bool:
        return self.choice.key() == "layaway"

    def how(self) -> LineWish:
        return replace(USUAL, kind="layaway")


def may_be_put_aside(line: BasketLine, known: Availability) -> bool:
    """Whether all units of a line are here, free and out."""
    return line.fixed_total is None and known.here.held_until is None and known.here.available >= line.quantity
