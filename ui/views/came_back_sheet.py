"""Goods that were sent on to another store are here again: which of them, and who gets what is not wanted there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from ui.views.order_act_sheet import ActedOn, At, OrderActSheet, changed_parts
from ui.widgets import Card, PrimaryButton, QuantityStepper, TextLabel

if TYPE_CHECKING:
    from pos.usecases.order_steps import Changed


def _tr(text: str) -> str:
    return QCoreApplication.translate("came_back", text)


class CameBackSheet(OrderActSheet):
    """Everything that is away is chosen; what did not come is left out by its tick, or counted."""

    def __init__(self, about: ActedOn, at: At, *, parent: QWidget | None = None) -> None:
        super().__init__(_tr("Came back here"), PrimaryButton(_tr("It is here again"), key="F12"), about, at,
                         parent=parent)  # fmt: skip
        self.lines: dict[int, QCheckBox] = {}
        self.counts: dict[int, QuantityStepper] = {}
        card = Card(_tr("What came back"), spacing=10)
        for line in about.order.lines:
            if (away := about.away.get(line.line)) is None:
                continue
            store = at.shop.stores.get(line.route_to, line.route_to)
            words = _tr("{n} × {name}, not wanted in {store} any more") if away.left else _tr(
                "{n} × {name}, still wanted in {store}"
            )  # fmt: skip
            said = words.format(n=away.units, name=line.name, store=store)
            box = QCheckBox(said.replace("&", "&&"))
            box.setChecked(True)
            self.lines[line.line] = box
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(box, 1)
            if away.units > 1:
                count = QuantityStepper(_tr("How many of {name}").format(name=line.name), away.units, least=1,
                                        most=away.units)  # fmt: skip
                box.toggled.connect(count.setEnabled)
                row.addWidget(count)
                self.counts[line.line] = count
            card.add(row)
        if not self.lines:
            card.add(TextLabel(_tr("Nothing of it is away any more."), "muted", wrap=True))
        means = Card(spacing=6)
        means.add(
            TextLabel(_tr("What is not wanted there goes to who waits for it here, or lies free."), wrap=True),
            TextLabel(
                _tr("What nobody collected there in time goes to the next who waits, by the shop's rule."), wrap=True
            ),
            TextLabel(_tr("What is still wanted stays put aside for this order, here."), wrap=True),
        )
        for part in (card, means):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def call(self) -> Callable[[], Changed] | None:
        chosen = {line: 0 for line, box in self.lines.items() if box.isChecked()}
        if not chosen:
            self.refuse(_tr("Nothing is chosen. Nothing was changed. Say what came back."))
            return None
        for line, count in self.counts.items():
            if line in chosen and (wrong := count.refusal()):
                self.refuse(wrong)
                return None
        chosen |= {line: count.quantity() for line, count in self.counts.items() if line in chosen}
        order = self.about.order
        return partial(
            self.at.register.waiting.came_back, order.number, lines=chosen, person=self.at.person,
            version=order.version,
        )  # fmt: skip

    def sentence(self, result: Changed) -> str:
        """That it is here."""
        return _tr("It is noted that the goods are here again.")

    def after(self, result: Changed) -> list[QWidget]:
        """Who gets them now, and whose promise breaks."""
        return changed_parts(result, self.at, self.away)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.main.setFocus()
