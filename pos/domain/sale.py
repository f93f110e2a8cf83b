"""A basket, priced and taxed to the cent: what goes now, what follows, and the tax of each rate.

Tax is computed once per rate on the sum of that rate's lines (Directive 2006/112 leaves the level of rounding to the
states; per rate and document is what receipts show), then shared out over the lines by largest remainder, so that the
lines, the rates and the total always agree.

The line of a basket (`sale_line`) and how it is paid (`sale_settling`) can be had from here too: one name for a sale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pos.domain import errors
from pos.domain.catalog import Product, TaxRate
from pos.domain.money import Money, divide_half_up, largest_remainder
from pos.domain.sale_line import LARGEST_QUANTITY, BasketLine
from pos.domain.sale_settling import (
    TENDER_KINDS,
    Settlement,
    Tender,
    due_in_coins,
    kept_reference,
    largest_note,
    settle,
)

__all__ = [
    "LARGEST_QUANTITY", "LONGEST_BASKET", "TENDER_KINDS", "BasketLine", "PricedBasket", "PricedPart", "RateSum",
    "Settlement", "Take", "Tender", "due_in_coins", "kept_reference", "largest_note", "price_basket", "settle",
    "tax_in",
]  # fmt: skip

Take = Literal["now", "later"]
LONGEST_BASKET = 200


@dataclass(frozen=True, slots=True)
class PricedPart:
    """The part of a basket line that goes now, or the part that follows. `total` includes `tax`."""

    line: int
    product: Product
    quantity: int
    unit_price: Money
    total: Money
    tax: Money
    take: Take


@dataclass(frozen=True, slots=True)
class RateSum:
    """What a receipt says of one rate: sum with tax, and the tax in it."""

    rate: TaxRate
    total: Money
    tax: Money

    @property
    def net(self) -> Money:
        return self.total - self.tax


@dataclass(frozen=True, slots=True)
class PricedBasket:
    """A basket as the receipt will show it; all sums include tax."""

    parts: tuple[PricedPart, ...]
    rates: tuple[RateSum, ...]
    total: Money
    tax: Money
    now_total: Money
    later_total: Money

    def taking(self, take: Take) -> tuple[PricedPart, ...]:
        return tuple(part for part in self.parts if part.take == take)


def tax_in(amount: int, rate: TaxRate, *, included: bool) -> int:
    """The tax in (or on top of) an amount in minor units, rounded half away from zero."""
    base = 100_000 + rate.thousandths if included else 100_000
    return divide_half_up(amount * rate.thousandths, base)


def price_basket(lines: Sequence[BasketLine], *, currency: str, prices_include_tax: bool) -> PricedBasket:
    """Price and tax a basket. Raises BasketTooLong, BadQuantity, BadAmount, PriceMissing."""
    if len(lines) > LONGEST_BASKET:
        raise errors.BasketTooLong(
            f"A receipt takes {LONGEST_BASKET} lines and this basket has {len(lines)}. Nothing was sold and nothing "
            "is lost. "
            "Pay the first part, then go on with the rest.",
            lines=len(lines),
        )
    tagged = [
        (number, line, take, quantity)
        for number, line in enumerate((line.checked() for line in lines), start=1)
        for take, quantity in (("now", line.now), ("later", line.later))
        if quantity
    ]
    amounts = [line.gross_by_take()[take].minor for _, line, take, _ in tagged]
    tax_of = [0] * len(tagged)
    sums: list[RateSum] = []
    for thousandths in sorted({line.product.tax_rate.thousandths for _, line, _, _ in tagged}, reverse=True):
        rate = TaxRate(thousandths)
        at_rate = [i for i, (_, line, _, _) in enumerate(tagged) if line.product.tax_rate == rate]
        amount = sum(amounts[i] for i in at_rate)
        tax = tax_in(amount, rate, included=prices_include_tax)
        for i, share in zip(at_rate, largest_remainder(tax, [amounts[i] for i in at_rate]), strict=True):
            tax_of[i] = share
        total = amount if prices_include_tax else amount + tax
        sums.append(RateSum(rate, Money(total, currency), Money(tax, currency)))
    parts: list[PricedPart] = []
    by_take = {"now": 0, "later": 0}
    for (number, line, take, quantity), amount, tax in zip(tagged, amounts, tax_of, strict=True):
        total = amount if prices_include_tax else amount + tax
        by_take[take] += total
        parts.append(
            PricedPart(
                number, line.product, quantity, line.unit_price, Money(total, currency), Money(tax, currency),
                "now" if take == "now" else "later",
            )
        )  # fmt: skip
    return PricedBasket(
        parts=tuple(parts),
        rates=tuple(sums),
        total=Money(by_take["now"] + by_take["later"], currency),
        tax=Money(sum(tax_of), currency),
        now_total=Money(by_take["now"], currency),
        later_total=Money(by_take["later"], currency),
    )
