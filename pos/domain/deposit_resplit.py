"""A deposit that stays what it is while the goods it was paid for change: shared anew over their rates of tax."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pos.domain.backorder import OrderLine
from pos.domain.deposit_moves import Move, Open, open_goods
from pos.domain.money import largest_remainder
from pos.domain.order_deposit import Share, TaxMode, declared_on, taken


def resplit(order: str, lines: Iterable[OrderLine], held: Sequence[Share], mode: TaxMode) -> Move:
    """All that is held, over the rates of the goods that are open now in proportion to their price; no money moves.

    `lines` are those after the change. More may not be held than they cost: give the rest back first.
    """
    goods = open_goods(lines)
    rates = sorted((rate for rate, of in goods.items() if of.total), reverse=True)
    amount = sum(share.amount for share in held)
    parts = largest_remainder(amount, [goods[rate].total for rate in rates]) if amount else [0] * len(rates)
    return _moved(order, held, dict(zip(rates, parts, strict=True)), goods, mode)


def restated(order: str, lines: Iterable[OrderLine], held: Sequence[Share], mode: TaxMode) -> Move:
    """Every rate keeps what is held of it; only the tax declared follows the goods that are open now."""
    return _moved(order, held, {share.rate: share.amount for share in held}, open_goods(lines), mode)


def _moved(
    order: str, held: Sequence[Share], after: Mapping[int, int], goods: Mapping[int, Open], mode: TaxMode
) -> Move:
    before = {share.rate: share for share in held}
    shares = []
    for rate in sorted({*before, *after, *goods}, reverse=True):
        was, amount = before.get(rate, Share(rate, 0, 0)), after.get(rate, 0)
        declared = declared_on(mode, rate, amount, goods.get(rate, Open()).tax)
        shares.append(Share(rate, amount - was.amount, declared - was.declared))
    moved = tuple(share for share in shares if share.amount or share.declared)
    return Move(moved, 0, taken(order, moved))
