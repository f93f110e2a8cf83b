"""Credits on the radar: what a customer is to get for waiting, whether the month's budget bears it, and the reason
where it is refused."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from pos.domain.money import Money
from pos.domain.shop import Shop
from ui.views.listed import Listed
from ui.views.money_words import money_text
from ui.widgets import ActionButton, Card, ElidedLabel, FormRow, Pill, SumRow, TextLabel

if TYPE_CHECKING:
    from pos.domain.credits import Credit
    from pos.usecases.radar_costs import Costs
    from ui.views.radar_read import OwedCredit


def _tr(text: str) -> str:
    return QCoreApplication.translate("radar", text)


def kind_words(kind: str) -> str:
    """What kind of credit it is."""
    return {"voucher": _tr("voucher"), "discount": _tr("discount"), "free_delivery": _tr("free delivery")}[kind]


def credit_sum(credit: Credit, shop: Shop) -> str:
    """ "£4.00 voucher"."""
    amount = money_text(Money(credit.amount, shop.currency), shop)
    return _tr("{sum} {kind}").format(sum=amount, kind=kind_words(credit.kind))


def credit_pill(credit: Credit) -> tuple[str, str]:
    """How far a credit is."""
    return {
        "proposed": ("low", _tr("To decide")), "approved": ("backorder", _tr("To give")),
        "refused": ("unknown", _tr("Refused")), "given": ("in", _tr("Given")),
    }[credit.state]  # fmt: skip


def credit_listed(one: OwedCredit, shop: Shop) -> Listed:
    """A credit as the list shows it."""
    return Listed(
        f"credit:{one.credit.id}",
        one.customer_name or _tr("A customer"),
        credit_pill(one.credit),
        note=one.credit.why,
        end=credit_sum(one.credit, shop),
        words=f"{one.credit.number} {one.goods}",
        kinds=frozenset({"credits"}),
    )


def decided_words(credit: Credit, shop: Shop) -> str:
    """What was done with a credit, as a sentence."""
    return {
        "approved": _tr("{credit} for {order}: agreed. It can be given now."),
        "refused": _tr("{credit} for {order}: refused."),
        "given": _tr("{credit} for {order}: given."),
    }[credit.state].format(credit=credit_sum(credit, shop), order=credit.number)  # fmt: skip


class CreditCard(Card):
    """One credit with what is left of the month's budget; `order_wanted` carries its order's number. `why` is asked
    only where it is not decided yet."""

    order_wanted = Signal(str)

    def __init__(self, one: OwedCredit, costs: Costs, shop: Shop, *, parent: QWidget | None = None) -> None:
        super().__init__(spacing=10, parent=parent)
        credit, pill = one.credit, Pill(*credit_pill(one.credit))
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(ElidedLabel(one.customer_name or _tr("A customer"), lines=2, role="title"), 1)
        top.addWidget(pill)
        self.add(top, TextLabel(credit_sum(credit, shop), "total"))
        for words in (credit.why, one.goods):
            if words:
                self.add(TextLabel(words, wrap=True))
        self.why = FormRow(
            _tr("Wh&y"), QLineEdit(), hint=_tr("Needed to refuse it; kept with the credit and your name.")
        )
        self.why.field.setMaxLength(200)
        look = ActionButton("eye", _tr("Open order {number}").format(number=credit.number))
        look.clicked.connect(partial(self._open, credit.number))
        if credit.state == "proposed":
            left = Money(max(0, costs.budget - costs.spent), shop.currency)
            self.add(SumRow(_tr("Left of this month's budget"), money_text(left, shop)), self.why)
        else:
            self.add(TextLabel(_giving(credit), "muted", wrap=True))
            self.why.hide()
        self._refusal = TextLabel("", "error", wrap=True)
        self._refusal.hide()
        self.add(self._refusal, look)
        self.setAccessibleName(", ".join((one.customer_name or _tr("A customer"), pill.text, credit_sum(credit, shop))))

    def show_refusal(self, sentence: str) -> None:
        """Say why it was not done; the foot may be too narrow for it."""
        self._refusal.setText(sentence)
        self._refusal.show()

    def _open(self, number: str, checked: bool = False) -> None:
        self.order_wanted.emit(number)


def _giving(credit: Credit) -> str:
    """What giving it does."""
    return {
        "voucher": _tr("Giving it prints the voucher."),
        "discount": _tr("It comes off by itself when goods are handed over. Giving it now prints a voucher instead."),
        "free_delivery": _tr("Giving it is noted with the order."),
    }[credit.kind]  # fmt: skip
