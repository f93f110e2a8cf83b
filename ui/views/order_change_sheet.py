"""Changing an order that waits: one thing at a time, each with what it does to the days and the money."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from ui.views import change_parts as parts
from ui.views.change_contact import Contact
from ui.views.change_money import ChangeMoney, adds_units
from ui.views.order_act_sheet import ActedOn, At, OrderActSheet, changed_parts
from ui.widgets import Card, FormRow, PrimaryButton

if TYPE_CHECKING:
    from pos.domain.errors import PosError
    from pos.usecases.order_steps import Changed

_TRIED = "looked at before it is done"
"""The reason for a change that is only tried: what was typed so far is asked for when it is done."""
_WITH_REASON = ("quantity", "product", "way", "days", "together", "customer")


def _tr(text: str) -> str:
    return QCoreApplication.translate("change", text)


def names() -> dict[str, str]:
    """What can be changed, in the order in which it is asked for."""
    return {
        "quantity": _tr("How many"),
        "product": _tr("Another product instead"),
        "way": _tr("How they get it"),
        "days": _tr("The day they wish for"),
        "together": _tr("All together, or in parts"),
        "contact": _tr("How they are reached"),
        "customer": _tr("Somebody else takes it over"),
        "note": _tr("A note for staff"),
    }


class OrderChangeSheet(OrderActSheet):
    """`what` begins with one of `names`; the form below follows the choice."""

    def __init__(self, about: ActedOn, at: At, *, what: str = "quantity", parent: QWidget | None = None) -> None:
        super().__init__(_tr("Change"), PrimaryButton(_tr("Change it"), key="F12"), about, at, parent=parent)
        self.what = FormRow(_tr("&What changes"), QComboBox())
        self.what.field.setMaxVisibleItems(len(names()))
        for key, name in names().items():
            self.what.field.addItem(name, key)
        self.why = FormRow(_tr("Wh&y"), QLineEdit(), hint=_tr("Kept with the order; may stay empty."))
        self.why.field.setMaxLength(200)
        self.part: parts.Part = parts.Quantity(about, at)
        self.money_card = ChangeMoney(at.shop)
        self.no_fee = QCheckBox(_tr("Waive the &fee"))
        self.no_fee.hide()
        self._asked = 0
        self._shown: object = None
        self.card = Card(spacing=12)
        self.card.add(self.what, self.part, self.no_fee, self.why)
        self.body.addWidget(self.card)
        self.body.addWidget(self.money_card)
        self.part.changed.connect(lambda: self.look_ahead())
        self.no_fee.toggled.connect(lambda: self.look_ahead())
        self.body.addStretch(1)
        self.what.field.currentIndexChanged.connect(lambda: self.choose(self.what.field.currentData()))
        if what != "quantity":
            self.what.field.setCurrentIndex(self.what.field.findData(what))

    def choose(self, key: str) -> None:
        """Show the form of one change."""
        make: dict[str, Callable[[], parts.Part]] = {
            "quantity": partial(parts.Quantity, self.about, self.at),
            "product": partial(parts.Product, self.about, self.at),
            "way": partial(parts.Way, self.about, self.at),
            "days": partial(parts.Days, self.about, self.at, self.today),
            "together": partial(parts.Together, self.about, self.at),
            "contact": partial(Contact, self.about, self.at),
            "customer": partial(parts.Customer, self.about, self.at),
            "note": partial(parts.Note, self.about, self.at),
        }
        old, self.part = self.part, make[key]()
        self.card.column.replaceWidget(old, self.part)
        old.hide()
        old.deleteLater()
        self.no_fee.setChecked(False)
        self.part.changed.connect(lambda: self.look_ahead())
        self.watch_typing(self.part)
        self.tab_to_foot_last(self.what, self.part, self.no_fee, self.why)
        self.look_ahead()
        self.why.setVisible(key in _WITH_REASON)
        self.why.set_hint(
            _tr("Kept with the order.") if self.part.reason_needed else _tr("Kept with the order; may stay empty.")
        )
        self.refuse("")

    def look_ahead(self, *, and_act: bool = False) -> None:
        """Ask what this would do to the money, and show it before it is done; where it costs nothing, `and_act`."""
        self._asked += 1
        asked = self.part.foresee()
        self._shown = None
        self.set_foot_text("")
        if asked is None:
            self._on_seen(self._asked, None, None, and_act=and_act)
            return
        said = {
            "person": self.at.person, "version": self.about.order.version, "override": _TRIED,
            "reason": self.why.field.text().strip(), **self._waived(),
        }  # fmt: skip
        self.at.background.run(
            partial(asked, **said),
            then=partial(self._on_seen, self._asked, self._now(), and_act=and_act),
            failed=partial(self._on_not_seen, self._asked, self._now(), and_act=and_act),
        )  # fmt: skip

    def _on_seen(self, nth: int, about: object, seen: Changed | None, *, and_act: bool = False) -> None:
        if nth != self._asked:
            return
        self._shown = about
        self.money_card.show_change(seen)
        costs = seen is not None and seen.fee is not None and (bool(seen.fee.amount) or seen.fee.why == "waived")
        self.no_fee.setVisible(costs and self.at.person.may("waive_fee"))
        if not and_act:
            return
        if costs or (seen is not None and adds_units(seen) and self.what.field.currentData() == "quantity"):
            self.show_part(self.money_card)
            self.too_early()
            self.seen_now()
        else:
            self.act()

    def _on_not_seen(self, nth: int, about: object, refusal: PosError, *, and_act: bool = False) -> None:
        self._on_seen(nth, about, None, and_act=and_act)  # doing it says why it cannot be done

    def _now(self) -> object:
        """What is chosen now, to compare with what was shown."""
        asked = self.part.foresee()
        return (asked.args, asked.keywords, self._waived()) if isinstance(asked, partial) else None

    def _waived(self) -> dict[str, str]:
        waives = self.no_fee.isChecked() and not self.no_fee.isHidden()
        return {"no_fee": _TRIED} if waives else {}

    def take_scan(self, code: str) -> None:
        """A scan chooses the other product, or does nothing."""
        if isinstance(self.part, parts.Product):
            self.part.take_scan(code)

    def call(self) -> Callable[[], Changed] | None:
        asked = self.part.ask()
        if isinstance(asked, str):
            self.refuse(asked)
            return None
        if isinstance(self.part, parts.Quantity) and (question := self.part.question()):
            self.show_part(self.money_card)
            self.set_foot_text(question)
            return None
        if self._now() != self._shown:
            self.look_ahead(and_act=True)
            return None
        said: dict[str, Any] = {"person": self.at.person, "version": self.about.order.version}
        if self.what.field.currentData() in _WITH_REASON:
            said["reason"] = self.why.field.text().strip()
        if self.what.field.currentData() in ("quantity", "product"):
            said["override"] = said["reason"]  # asked for where the advice is against what the customer wants
            if self._waived():
                if len(said["reason"]) < 3:
                    self.refuse(_tr("Nothing was changed. Say why the fee is waived."))
                    self.why.field.setFocus()
                    return None
                said["no_fee"] = said["reason"]
        return partial(asked, **said)

    def sentence(self, result: Changed) -> str:
        """That it is kept, or was so already."""
        if result.order.version == self.about.order.version and self.what.field.currentData() != "note":
            return _tr("Nothing changed: it is so already.")
        return _tr("Kept.")

    def after(self, result: Changed) -> list[QWidget]:
        """The new days, what goes back, who gets the goods."""
        return changed_parts(result, self.at, self.away)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.what.field.setFocus()
