"""Cancelled goods that are wanted after all."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from ui.views.order_act_sheet import ActedOn, At, OrderActSheet, changed_parts
from ui.widgets import Card, FormRow, PrimaryButton, TextLabel

if TYPE_CHECKING:
    from pos.usecases.order_steps import Changed


def _tr(text: str) -> str:
    return QCoreApplication.translate("reinstate", text)


class ReinstateSheet(OrderActSheet):
    """At the price they had, at the end of the queue; where they stood when the shop cancelled them by mistake."""

    def __init__(self, about: ActedOn, at: At, *, parent: QWidget | None = None) -> None:
        super().__init__(_tr("Reinstate"), PrimaryButton(_tr("Take the order again"), key="F12"), about, at,
                         parent=parent)  # fmt: skip
        self.lines: dict[int, QCheckBox] = {}
        card = Card(_tr("What is wanted after all"), spacing=10)
        for line in about.order.lines:
            if units := about.cancelled.get(line.line):
                price = line.price_of(line.open + units) - line.price_of(line.open)
                box = QCheckBox(f"{units} × {line.name.replace('&', '&&')}, {self.money(price)}")
                box.setChecked(True)
                card.add(box)
                self.lines[line.line] = box
        if not self.lines:
            card.add(TextLabel(_tr("All of it was taken again already."), "muted", wrap=True))
            self.main.setEnabled(False)
        self.why = FormRow(_tr("&Why"), QLineEdit(), hint=_tr("Kept with the order."))
        self.ours = QCheckBox(_tr("&We cancelled it by mistake: it keeps its place in the queue"))
        how = Card(spacing=10)
        how.add(self.why, self.ours)
        self.ours.setVisible(at.person.may("reinstate_order"))
        note = TextLabel(_tr("A deposit that went back is not taken again by this: take it with “Deposit”."), "muted",
                         wrap=True)  # fmt: skip
        how.add(note)
        for part in (card, how):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def call(self) -> Callable[[], Changed] | None:
        chosen = [line for line, box in self.lines.items() if box.isChecked()]
        if not chosen:
            self.refuse(_tr("Nothing is chosen. Nothing was changed. Say which goods are wanted."))
            return None
        order = self.about.order
        return partial(
            self.at.register.waiting.reinstate, order.number, self.why.field.text().strip(), lines=chosen,
            our_mistake=self.ours.isChecked(), person=self.at.person, version=order.version,
        )  # fmt: skip

    def sentence(self, result: Changed) -> str:
        """That it waits again."""
        return _tr("The order is open again.")

    def after(self, result: Changed) -> list[QWidget]:
        """The new days."""
        return changed_parts(result, self.at, self.away)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.why.field.setFocus()
