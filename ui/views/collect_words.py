"""What is to pay of a hand-over: what it is made of, and as the payment and the panel after it take it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from pos.domain.money import Money
from pos.domain.sale import PricedBasket
from pos.usecases.checkout import Quote, Sold
from ui.views.money_words import money_text

if TYPE_CHECKING:
    from pos.domain.shop import Shop
    from pos.usecases.backorders import Collected
    from pos.usecases.due_now import HandOver


def _tr(text: str) -> str:
    return QCoreApplication.translate("collect", text)


def made_of(hand_over: HandOver) -> list[tuple[str, Money]]:
    """What the sum due is made of, as labels and amounts."""
    rows = [(_tr("Goods handed over"), hand_over.total)]
    if hand_over.deposit:
        rows.append((_tr("Deposit set against it"), -hand_over.deposit))
    if hand_over.credit:
        rows.append((_tr("Given for waiting"), -hand_over.credit))
    return rows


def part_words(hand_over: HandOver, shop: Shop) -> str:
    """Of goods that are sent, which part this is, of how many, and what sending one more costs; else nothing."""
    most = hand_over.parts_most
    if not hand_over.part or not (most or hand_over.part_cost):
        return ""
    words = _tr("Part {n} of at most {most} that are sent.") if most else _tr("Part {n} that is sent.")
    said = words.format(n=hand_over.part, most=most)
    if hand_over.part_cost is None:
        return said
    return said + " " + _tr("Sending one costs us {sum}.").format(sum=money_text(hand_over.part_cost, shop))


def made_of_collected(collected: Collected) -> list[tuple[str, Money]]:
    """The same of what was collected."""
    rows = [(_tr("Goods handed over"), collected.total)]
    return [*rows, (_tr("Deposit set against it"), -collected.deposit_applied)] if collected.deposit_applied else rows


def quote_of(hand_over: HandOver) -> Quote:
    """A hand-over as the payment asks for it."""
    nothing = Money(0, hand_over.due.currency)
    basket = PricedBasket((), (), hand_over.total, hand_over.tax, hand_over.total, nothing)
    return Quote(basket, nothing, nothing, hand_over.due, nothing)


def sold_of(collected: Collected) -> Sold:
    """A hand-over as the panel after it shows it."""
    nothing = Money(0, collected.total.currency)
    return Sold(
        collected.number, collected.total, nothing, collected.due_now, nothing, nothing, collected.change_due, (), (),
        collected.receipt,
    )  # fmt: skip
