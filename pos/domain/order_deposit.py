"""The deposit ledger: what a customer paid ahead, as double entry, per order and per rate of tax.

A deposit is the shop's debt until the goods are handed over (IFRS 15 B44-B47): it is never income when taken. What the
ledger always keeps true: the liability account equals the sum of the open deposits, to the cent. Where tax falls due
when a deposit is received (EU, UK: Directive 2006/112 art. 65), the tax in it is booked as declared at that time and
taken back when the goods are handed over and taxed as a whole.

Amounts are minor units of the shop's currency; debits are positive, credits negative; every set of postings sums to 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pos.domain import errors
from pos.domain.catalog import Product, TaxRate
from pos.domain.money import Money, divide_half_up, largest_remainder
from pos.domain.sale import PricedPart, tax_in

PaymentMode = Literal["deposit", "full", "authorise", "none"]
TaxMode = Literal["on_payment", "on_delivery", "at_sale", "security"]

AskedBy = Literal["shop", "product", "advice", "full", "none", "authorise"]
"""Whose word a deposit is: the shop's percentage, the product's own, the advisor's where the shop follows it; or the
shop takes the whole price, nothing, or holds it on a card."""

DEPOSITS = "order_deposits"
DEPOSIT_TAX = "deposit_tax"
TAX = "tax"
SALES = "sales"


@dataclass(frozen=True, slots=True)
class DepositRule:
    """What the shop asks for when goods follow later. `percent` is of the ordered lines' total with tax; `minimum` in
    minor units is never more than that total; `tax_mode` is when the tax authority wants the tax in it. `also` are the
    modes that a single order may be paid by instead."""

    mode: PaymentMode = "deposit"
    percent: int = 20
    minimum: int = 0
    tax_mode: TaxMode = "on_payment"
    also: tuple[PaymentMode, ...] = ("full",)


@dataclass(frozen=True, slots=True)
class Posting:
    """One line of double entry. `order` names the order a deposit belongs to, `rate` the rate of tax it concerns."""

    account: str
    amount: int
    order: str = ""
    rate: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What of a deposit belongs to one rate of tax, and the tax declared for it, in minor units."""

    rate: int
    amount: int
    declared: int


def asked_for(
    rule: DepositRule, parts: Sequence[PricedPart], currency: str, advised: Mapping[int, int] | None = None
) -> Money:
    """The least deposit for the parts that follow later: each product's own percentage, else what is advised for its
    line (line number -> percent, 0 to 100), else the rule's. Where nothing at all is advised the rule's minimum is
    not asked either."""
    total = sum(part.total.minor for part in parts)
    if rule.mode in ("none", "authorise"):
        return Money(0, currency)
    if rule.mode == "full":
        return Money(total, currency)
    usual = advised or {}
    hundredfold = sum(
        part.total.minor
        * (usual.get(part.line, rule.percent) if part.product.deposit_percent is None else part.product.deposit_percent)
        for part in parts
    )
    minimum = rule.minimum if hundredfold or advised is None else 0
    return Money(min(total, max(divide_half_up(hundredfold, 100), minimum)), currency)


def asked_by(rule: DepositRule, product: Product, advised: int | None = None) -> AskedBy:
    """Who says how much `asked_for` asks for one product; `advised` is None where the shop does not follow advice."""
    if rule.mode != "deposit":
        return rule.mode
    if product.deposit_percent is not None:
        return "product"
    return "shop" if advised is None else "advice"


def checked(amount: Money, *, least: Money, total: Money) -> Money:
    """The deposit itself; raises DepositTooSmall below the rule, DepositTooLarge beyond the order's total."""
    if amount.minor < least.minor:
        raise errors.DepositTooSmall(
            f"The deposit must be at least {least} {least.currency} and {amount} was offered. Nothing was taken. "
            f"Take {least}, or ask somebody who may lower it.",
            least=str(least),
            offered=str(amount),
        )
    if amount.minor > total.minor:
        raise errors.DepositTooLarge(
            f"The ordered goods cost {total} {total.currency}; a deposit of {amount} is more than that. Nothing was "
            "taken. "
            f"Take {total} at the most.",
            most=str(total),
            offered=str(amount),
        )
    return amount


def shares_of(amount: int, parts: Sequence[PricedPart], mode: TaxMode) -> tuple[Share, ...]:
    """The shares of a deposit for the parts of a basket that follow later, with the basket's own tax; see `shares`."""
    totals: dict[int, int] = {}
    taxes: dict[int, int] = {}
    for part in parts:
        rate = part.product.tax_rate.thousandths
        totals[rate] = totals.get(rate, 0) + part.total.minor
        taxes[rate] = taxes.get(rate, 0) + part.tax.minor
    return shares(amount, totals, mode, taxes)


def shares(
    amount: int, totals: Mapping[int, int], mode: TaxMode, taxes: Mapping[int, int] | None = None
) -> tuple[Share, ...]:
    """Split a deposit over the rates of the order by largest remainder; `totals` is rate -> total with tax.

    In `on_payment` the tax in each share is declared now; in `at_sale` all tax of the ordered goods is; else none.
    That tax is `taxes` (rate -> the tax the basket gave these goods), and `at_sale` cannot do without it: reckoned
    from the total once more it could differ by a cent from what the receipt says. Raises KeyError then.
    """
    known = taxes or {}
    rates = sorted(totals, reverse=True)
    split = largest_remainder(amount, [totals[rate] for rate in rates])

    def declared(rate: int, part: int) -> int:
        if mode == "on_payment":
            return tax_in(part, TaxRate(rate), included=True)
        return known[rate] if mode == "at_sale" else 0

    return tuple(Share(rate, part, declared(rate, part)) for rate, part in zip(rates, split, strict=True))


def taken(order: str, parts: Sequence[Share]) -> tuple[Posting, ...]:
    """A deposit comes in: the liability, and the tax that falls due with it. The tender's debit is not part of this."""
    liability = [Posting(DEPOSITS, -part.amount, order, part.rate) for part in parts if part.amount]
    return (*liability, *_declared(order, parts, 1))


def released(order: str, parts: Sequence[Share]) -> tuple[Posting, ...]:
    """A deposit leaves the ledger (set against goods handed over, or given back): the mirror of `taken`."""
    liability = [Posting(DEPOSITS, part.amount, order, part.rate) for part in parts if part.amount]
    return (*liability, *_declared(order, parts, -1))


def _declared(order: str, parts: Sequence[Share], sign: int) -> tuple[Posting, ...]:
    return tuple(
        posting
        for part in parts
        if part.declared
        for posting in (
            Posting(DEPOSIT_TAX, sign * part.declared, order, part.rate),
            Posting(TAX, -sign * part.declared, "", part.rate),
        )
    )


def sold(parts: Sequence[tuple[int, int, int]]) -> tuple[Posting, ...]:
    """Goods handed over: income and tax. `parts` are (rate, total with tax, tax)."""
    by_rate: dict[int, tuple[int, int]] = {}
    for rate, total, tax in parts:
        so_far = by_rate.get(rate, (0, 0))
        by_rate[rate] = (so_far[0] + total, so_far[1] + tax)
    return tuple(
        posting
        for rate, (total, tax) in sorted(by_rate.items(), reverse=True)
        for posting in (Posting(SALES, tax - total, "", rate), Posting(TAX, -tax, "", rate))
        if posting.amount
    )


def declared_on(mode: TaxMode, rate: int, amount: int, open_tax: int) -> int:
    """The tax declared for `amount` held of one rate while goods with `open_tax` are still to come: in `on_payment` the
    tax in the amount, in `at_sale` all tax of those goods, else none. Every step of a deposit ends there, so cents lost
    to rounding in one step cannot add up over many."""
    if mode == "on_payment":
        return tax_in(amount, TaxRate(rate), included=True)
    return open_tax if mode == "at_sale" else 0


def share_of_open(
    open_shares: Sequence[Share],
    handed_over: Mapping[int, int],
    remaining: Mapping[int, int],
    mode: TaxMode | None = None,
    taxes: Mapping[int, int] | None = None,
) -> tuple[Share, ...]:
    """What of the open deposit belongs to goods handed over now, per rate in proportion to what is still to come.

    `remaining` is rate -> total of all goods not handed over before this; `handed_over` the part of it that goes now.
    The last part takes all that is left, so that no cent stays behind. With the order's `mode` the tax in it is exact:
    in `on_payment` what is not in the rest, in `at_sale` that of the goods themselves (`taxes`, rate -> tax of what
    goes now); else in proportion, to the nearest cent.
    """
    taken_now = []
    for share in open_shares:
        still = remaining.get(share.rate, 0)
        now = handed_over.get(share.rate, 0)
        if now >= still:
            taken_now.append(share)
            continue
        amount = divide_half_up(share.amount * now, still)
        if mode == "on_payment":
            declared = share.declared - declared_on(mode, share.rate, share.amount - amount, 0)
        elif mode == "at_sale" and taxes is not None:
            declared = min(share.declared, taxes.get(share.rate, 0))
        else:
            declared = divide_half_up(share.declared * now, still)
        taken_now.append(Share(share.rate, amount, declared))
    return tuple(share for share in taken_now if share.amount or share.declared)
