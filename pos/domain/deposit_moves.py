"""What later steps do to an order's deposit: more of it, some of it given back, units cancelled with or without a fee.

Each step is one set of shares that come to the deposit or leave it, per rate of tax, and of postings that sum to zero
together with the tenders. Whatever came before, the tax declared for what is held is then that of `declared_on`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pos.domain import errors, order_life
from pos.domain.backorder import Order, OrderLine
from pos.domain.catalog import TaxRate
from pos.domain.money import Money, divide_half_up, largest_remainder
from pos.domain.order_deposit import TAX, Posting, Share, TaxMode, declared_on, taken
from pos.domain.sale import tax_in

FEES = "order_fees"
"""Income from what is kept of a deposit when an order is cancelled."""


@dataclass(frozen=True, slots=True)
class Open:
    """The goods of one rate that are still to come: their price with tax, and the tax in it."""

    total: int = 0
    tax: int = 0


@dataclass(frozen=True, slots=True)
class Move:
    """One step of a deposit. `shares` came to it (positive) or left it (negative); `money` came from the customer
    (positive) or goes back (negative), and with `postings` and a tender of that much the step sums to zero. `fee` is
    kept as income, with `fee_tax` in it (rate -> tax, those at zero left out)."""

    shares: tuple[Share, ...]
    money: int
    postings: tuple[Posting, ...]
    fee: int = 0
    fee_tax: tuple[tuple[int, int], ...] = ()
    fee_of: tuple[tuple[int, int], ...] = ()


def open_goods(lines: Iterable[OrderLine]) -> dict[int, Open]:
    """Rate -> goods that are neither handed over nor cancelled."""
    found: dict[int, Open] = {}
    for line in lines:
        so_far = found.get(line.tax_rate, Open())
        found[line.tax_rate] = Open(so_far.total + line.price_of(line.open), so_far.tax + line.tax_of(line.open))
    return found


def balance_of(lines: Iterable[OrderLine], held: Sequence[Share]) -> int:
    """What is still to pay: the price of the open goods less what is held."""
    return sum(of.total for of in open_goods(lines).values()) - sum(share.amount for share in held)


def added(order: str, amount: Money, lines: Sequence[OrderLine], held: Sequence[Share], mode: TaxMode) -> Move:
    """More is paid towards an order: any amount up to what is still due, each rate as far as it is not paid yet.

    Raises BadAmount for nothing, DepositTooLarge beyond the balance due.
    """
    goods, before = open_goods(lines), {share.rate: share.amount for share in held}
    due = balance_of(lines, held)
    if amount.minor <= 0:
        raise errors.BadAmount(
            f"{amount} {amount.currency} cannot be paid towards an order. Nothing was taken. Type an amount above "
            "zero.",
            amount=str(amount),
        )
    if amount.minor > due:
        raise errors.DepositTooLarge(
            f"{Money(due, amount.currency)} {amount.currency} is still due on order {order}; {amount} is more than "
            f"that. Nothing was taken. Take {Money(due, amount.currency)} at the most.",
            order=order,
            most=str(Money(due, amount.currency)),
            offered=str(amount),
        )
    rates = sorted(goods, reverse=True)
    parts = largest_remainder(amount.minor, [goods[rate].total - before.get(rate, 0) for rate in rates])
    after = {rate: before.get(rate, 0) + part for rate, part in zip(rates, parts, strict=True)}
    shares = _difference(held, after, goods, mode)
    return Move(shares, amount.minor, taken(order, shares))


def given_back(order: str, amount: Money, lines: Sequence[OrderLine], held: Sequence[Share], mode: TaxMode) -> Move:
    """Some or all of a deposit goes back while the order stays; of each rate in proportion to what is held of it.

    Raises BadAmount for nothing, DepositTooLarge beyond what is held.
    """
    whole = sum(share.amount for share in held)
    if not 0 < amount.minor <= whole:
        fault = errors.DepositTooLarge if amount.minor > whole else errors.BadAmount
        raise fault(
            f"{Money(whole, amount.currency)} {amount.currency} is held for order {order}, so {amount} cannot be given "
            "back. Nothing was paid out. Type an amount up to what is held.",
            order=order,
            most=str(Money(whole, amount.currency)),
            asked=str(amount),
        )
    parts = largest_remainder(amount.minor, [share.amount for share in held])
    after = {share.rate: share.amount - part for share, part in zip(held, parts, strict=True)}
    shares = _difference(held, after, open_goods(lines), mode)
    return Move(shares, -amount.minor, taken(order, shares))


def leaving(lines: Sequence[OrderLine], units: Mapping[int, int], held: Sequence[Share]) -> dict[int, int]:
    """What of the deposit belongs to units that are given up (line -> units), per rate in proportion to the price of
    what is still to come; the last part takes all that is left."""
    before, after = open_goods(lines), open_goods(without(lines, units))
    parts = {}
    for share in held:
        still, rest = before.get(share.rate, Open()).total, after.get(share.rate, Open()).total
        parts[share.rate] = share.amount if rest == 0 else divide_half_up(share.amount * (still - rest), still)
    return parts


def without(lines: Iterable[OrderLine], units: Mapping[int, int]) -> list[OrderLine]:
    """The lines after units of them (line -> units) were given up, those first that no goods are put aside for."""
    return [order_life.cancel(line, units[line.line], "")[0] if units.get(line.line) else line for line in lines]


def cancelled(
    order: str,
    lines: Sequence[OrderLine],
    units: Mapping[int, int],
    held: Sequence[Share],
    mode: TaxMode,
    *,
    fee: int = 0,
    keep: bool = False,
    adding: Sequence[OrderLine] = (),
) -> Move:
    """Units are given up (line -> units): their part of the deposit goes back, less a `fee` of at most that part.

    With `keep` it stays with the order as far as the rest of the goods is not paid yet. Lines that come to the order in
    the same step (`adding`: more units, another product) count as such goods. What becomes of the tax in the
    fee: in `on_payment` it stays due (HMRC, Revenue and Customs Brief 13/2018), in `security` it falls due now (GST Act
    1999 (Australia), s 99-5); in `on_delivery` and `at_sale` the fee is other income without tax, and in `at_sale` the
    tax declared for the goods given up goes back. Raises ValueError for a fee beyond that part.
    """
    parts = leaving(lines, units, held)
    rates = sorted(parts, reverse=True)
    gone = sum(parts.values())
    if not 0 <= fee <= gone:
        raise ValueError(f"a fee of {fee} out of {gone}")
    goods = open_goods([*without(lines, units), *adding])
    after = {share.rate: share.amount - parts[share.rate] for share in held}
    stays = 0
    if keep:
        open_rates = sorted(goods, reverse=True)
        room = [goods[rate].total - after.get(rate, 0) for rate in open_rates]
        stays = min(gone - fee, sum(room))
        for rate, part in zip(open_rates, largest_remainder(stays, room), strict=True):
            after[rate] = after.get(rate, 0) + part
    shares = _difference(held, after, goods, mode)
    fees = dict(zip(rates, largest_remainder(fee, [parts[rate] for rate in rates]), strict=True))
    taxed = mode in ("on_payment", "security")
    taxes = {rate: tax_in(part, TaxRate(rate), included=True) if taxed else 0 for rate, part in fees.items()}
    kept = [
        posting
        for rate, part in fees.items()
        for posting in (Posting(FEES, taxes[rate] - part, "", rate), Posting(TAX, -taxes[rate], "", rate))
        if posting.amount
    ]
    return Move(
        shares, fee + stays - gone, (*taken(order, shares), *kept), fee,
        tuple((rate, tax) for rate, tax in taxes.items() if tax),
        tuple((rate, part) for rate, part in fees.items() if part),
    )  # fmt: skip


def after_move(held: Sequence[Share], move: Move) -> tuple[Share, ...]:
    """What is held once a step is done."""
    rates = {share.rate: share for share in held}
    for share in move.shares:
        before = rates.get(share.rate, Share(share.rate, 0, 0))
        rates[share.rate] = Share(share.rate, before.amount + share.amount, before.declared + share.declared)
    return tuple(rates[rate] for rate in sorted(rates, reverse=True))


def _difference(
    held: Sequence[Share], after: Mapping[int, int], goods: Mapping[int, Open], mode: TaxMode
) -> tuple[Share, ...]:
    before = {share.rate: share for share in held}
    moved = []
    for rate in sorted({*before, *after}, reverse=True):
        was = before.get(rate, Share(rate, 0, 0))
        amount = after.get(rate, 0)
        declared = declared_on(mode, rate, amount, goods.get(rate, Open()).tax)
        moved.append(Share(rate, amount - was.amount, declared - was.declared))
    return tuple(share for share in moved if share.amount or share.declared)


def price_gone(line: OrderLine) -> int:
    """The price of what was handed over of a line: the sum of all its `price_of` so far."""
    return line.total * line.handed_over // line.ordered


def paid_of(order: Order, held: Sequence[Share]) -> dict[int, int]:
    """What is paid of each line, as a number of its own: the price of what was handed over, and of each rate's deposit
    the line's part of what is still to come (largest remainder). Together they are all the order was paid."""
    paid = {line.line: price_gone(line) for line in order.lines}
    for share in held:
        of_rate = [line for line in order.lines if line.tax_rate == share.rate and line.open > 0]
        parts = largest_remainder(share.amount, [line.price_of(line.open) for line in of_rate])
        for line, part in zip(of_rate, parts, strict=True):
            paid[line.line] += part
    return paid
