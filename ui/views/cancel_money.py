"""The money of a cancellation: what goes back by which tender and what is kept and why, and what hands do after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.views.passed_on import hands_words
from ui.views.tender_words import tender_name
from ui.widgets import Card, SumRow, TextLabel

if TYPE_CHECKING:
    from pos.domain.shop import Shop
    from pos.usecases.order_cancelling import Cancelled, Foreseen
    from pos.usecases.putting_away import PutAway


def _tr(text: str) -> str:
    return QCoreApplication.translate("cancel", text)


def fee_words(why: str) -> str:
    """Why a fee is kept, or why none is."""
    return {
        "rule": _tr("The shop's rule for cancelling."),
        "no_rule": _tr("This shop asks for none."),
        "shop_cancels": _tr("None: it is not the customer who ends it."),
        "late": _tr("None: the goods are late."),
        "cannot": _tr("None: the goods cannot be had any more."),
        "grace": _tr("None: put right at once."),
        "offered": _tr("None: we offer it because we are late."),
        "as_much": _tr("None: what comes instead costs as much."),
        "waived": _tr("Waived, with your reason."),
        "nothing_held": _tr("Nothing is held to take it from."),
    }[why]


class CancelSums(QVBoxLayout):
    """What a cancellation would give back and keep; empty until it is known."""

    def __init__(self, money: Callable[[int], str]) -> None:
        super().__init__()
        self._money = money
        self.setSpacing(6)

    def show_seen(self, seen: Foreseen | None, *, held: bool = False) -> None:
        """Show it (None: nothing); `held` says whether a deposit is held for the order."""
        while (old := self.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if seen is None:
            return
        if held:
            self._row(_tr("Deposit for these goods"), seen.deposit_part.minor)
        self._row(_tr("Fee kept"), seen.fee.minor)
        self.addWidget(TextLabel(fee_words(seen.fee_why), "small", wrap=True))
        if seen.kept:
            self._row(_tr("Stays for the rest"), seen.kept.minor)
        self._row(_tr("Goes back to the customer"), seen.refund.minor, "strong")
        for kind, amount in seen.by:
            self._row(_tr("of which by {tender}").format(tender=tender_name(kind).lower()), amount.minor)
        if not seen.ends:
            self._row(_tr("Deposit still held"), seen.held.minor)
            self._row(_tr("Due on collection"), seen.balance_due.minor)
        for one in seen.void:
            self.addWidget(TextLabel(_void(one), "warning", wrap=True))

    def dash(self) -> None:
        """Show a dash for each sum while what is asked for cannot be taken."""
        for nth in range(self.count()):
            item = self.itemAt(nth)
            if item is not None and isinstance(row := item.widget(), SumRow):
                row.set_value("–")

    def _row(self, label: str, minor: int, kind: str = "plain") -> None:
        self.addWidget(SumRow(label, self._money(minor), kind=kind))


def cancelled_parts(
    result: Cancelled, shop: Shop, money: Callable[[int], str], away: Sequence[PutAway] = ()
) -> list[QWidget]:  # fmt: skip
    """What hands still have to do, who gets the goods (`away`: where they were put), whose promise breaks."""
    from ui.views.broken_list import BrokenList

    parts: list[QWidget] = []
    todo = [
        *(_tr("Give {sum} back by {tender}.").format(tender=tender_name(kind).lower(), sum=money(amount.minor))
          for kind, amount in result.done.by if kind != "account"),
        *map(_void, result.done.void),
        *hands_words(result.out, result.passed_on, away),
    ]  # fmt: skip
    if todo:
        parts.append(todo_card(todo))
    if result.broken:
        parts.append(BrokenList(result.broken, shop))
    return parts


def todo_card(todo: Sequence[str]) -> Card:
    """What hands have to do now, one sentence each."""
    card = Card(_tr("To do now"), tone="warn")
    for words in todo:
        card.add(TextLabel(words, wrap=True))
    return card


def _void(reference: str) -> str:
    return _tr("Void the authorisation {reference} on the card terminal.").format(reference=reference)
