"""A basket, priced and taxed to the cent, and how it is paid: what goes now, what follows, what is due, the change.

Tax is computed once per rate on the sum of that rate's lines (Directive 2006/112 leaves the level of rounding to the
states; per rate and document is what receipts show), then shared out over the lines by largest remainder, so that the
lines, the rates and the total always agree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pos.domain import errors
from pos.domain.catalog import Product, TaxRate
from pos.domain.money import Money, digits_of, divide_half_up, largest_remainder

Take = Literal["now", "later"]
LONGEST_BASKET = 200
LARGEST_QUANTITY = 1_000_000
TENDER_KINDS = ("cash", "card", "voucher", "account", "authorisation")


@dataclass(frozen=True, slots=True)
class BasketLine:
    """`quantity` units of a product, of which `later` are to be supplied later. `fixed_total` is the price that a
    scale printed on the label (minor units are its own), `price` what the counter set where the product has none."""

    product: Product
    quantity: int
    later: int = 0
    price: Money | None = None
    fixed_total: Money | None = None

    @property
    def now(self) -> int:
        return self.quantity - self.later

    @property
    def unit_price(self) -> Money:
        """Raises PriceMissing when neither the product nor the counter has a price."""
        price = self.product.price if self.price is None else self.price
        if price is None:
            raise errors.PriceMissing(
                f"“{self.product.name}” has no price yet. Nothing was sold. Type its price on the line, or set it "
                "in the catalogue.",
                sku=self.product.sku,
            )
        return price

    def checked(self) -> BasketLine:
        """The line itself; raises BadQuantity, BadAmount or PriceMissing when no sale can have it."""
        if not 1 <= self.quantity <= LARGEST_QUANTITY or not 0 <= self.later <= self.quantity:
            raise errors.BadQuantity(
                f"A quantity of {self.quantity} of “{self.product.name}” cannot be sold. Nothing was sold. "
                f"Give a whole number from 1 to {LARGEST_QUANTITY:,}.",
                sku=self.product.sku,
                quantity=self.quantity,
            )
        if self.unit_price.minor < 0:
            raise errors.BadAmount(
                f"The price of “{self.product.name}” is below zero. Nothing was sold. Correct the price first.",
                sku=self.product.sku,
            )
        return self

    def gross_of(self, quantity: int) -> Money:
        """The price of `quantity` units as the price tag means it (with or without tax)."""
        if self.fixed_total is not None:
            return self.fixed_total.times(quantity, self.quantity)
        return self.unit_price.times(quantity, self.product.priced_per)

    def gross_by_take(self) -> dict[str, Money]:
        """The price of what goes now and of what follows; together they are the whole line's price to the cent."""
        now = self.gross_of(self.now)
        return {"now": now, "later": self.gross_of(self.quantity) - now}


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


@dataclass(frozen=True, slots=True)
class Tender:
    """A means and an amount of payment. `reference` is what the terminal or voucher said (never a card number)."""

    kind: str
    amount: Money
    reference: str = ""


_CARD_NUMBER = re.compile(r"(?<![0-9])[0-9](?:[ -]?[0-9]){12,18}(?![0-9])")


def kept_reference(reference: str) -> str:
    """A tender's reference as it may be kept: of what looks like a card number (ISO/IEC 7812: 13 to 19 digits with
    Luhn's check digit) only the last four digits stay."""
    return _CARD_NUMBER.sub(_last_four, reference)


def _last_four(found: re.Match[str]) -> str:
    digits = [int(ch) for ch in found[0] if ch.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    if (sum(digits[-1::-2]) + sum(doubled)) % 10:
        return found[0]
    return "…" + "".join(map(str, digits[-4:]))


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a sum due is met: `due` after rounding to coins, `cash_rounding` what that rounding added, the change."""

    due: Money
    cash_rounding: Money
    tenders: tuple[Tender, ...]
    change_due: Money


def settle(due: Money, tenders: Sequence[Tender], *, cash_step: int = 1) -> Settlement:
    """Meet `due` with `tenders`. Change is given from cash only, and is always less than the largest note would be.

    Raises TenderTooSmall, TenderTooLarge or BadAmount. What is paid in cash is rounded to the smallest coin in use:
    the whole sum due, or what the other means leave of it.
    """
    paying = [tender for tender in tenders if tender.kind != "authorisation"]
    otherwise = sum(tender.amount.minor for tender in paying if tender.kind != "cash")
    with_cash = any(tender.kind == "cash" for tender in paying)
    rounded = due_in_coins(due, Money(otherwise, due.currency), cash_step) if with_cash else due
    for tender in tenders:
        no_coin = tender.kind == "cash" and rounded.minor == otherwise != due.minor
        nothing = not tender.amount and bool(due) and not no_coin
        if tender.kind not in TENDER_KINDS or tender.amount.minor < 0 or nothing:
            raise errors.BadAmount(
                f"A tender of {tender.amount} by “{tender.kind}” cannot be taken. Nothing was charged. "
                f"Choose one of {', '.join(TENDER_KINDS)} and an amount above zero.",
                kind=tender.kind,
                amount=str(tender.amount),
            )
        if tender.kind == "cash" and tender.amount.minor % cash_step:
            raise _no_such_coins(tender.amount, rounded - Money(otherwise, due.currency), cash_step)
    given = sum(tender.amount.minor for tender in paying)
    cash = sum(tender.amount.minor for tender in paying if tender.kind == "cash")
    change = given - rounded.minor
    currency = due.currency
    if change < 0:
        raise errors.TenderTooSmall(
            f"{rounded} {currency} is due and {Money(given, currency)} was given: {Money(-change, currency)} is "
            "missing. "
            "Nothing was sold. Take the rest by any tender, or take a line out.",
            due=str(rounded),
            given=str(Money(given, currency)),
            missing=str(Money(-change, currency)),
        )
    if change > cash or otherwise > due.minor:
        raise errors.TenderTooLarge(
            f"{rounded} {currency} is due; card, voucher and account cannot give change. Nothing was charged. "
            "Take exactly what is due by them.",
            due=str(rounded),
            given=str(Money(given, currency)),
        )
    if change >= largest_note(currency):
        raise errors.TenderTooLarge(
            f"{Money(cash, currency)} in cash for {rounded} {currency} looks like a slip of the hand. Nothing was "
            "sold. "
            "Type the amount again.",
            due=str(rounded),
            given=str(Money(given, currency)),
        )
    return Settlement(rounded, rounded - due, tuple(tenders), Money(change, currency))


def due_in_coins(due: Money, otherwise: Money, cash_step: int) -> Money:
    """What is due when all that the other means leave of it is paid in cash, which comes in coins of `cash_step`."""
    left = due - otherwise
    return otherwise + left.rounded_to(cash_step) if left.minor > 0 else due


def _no_such_coins(amount: Money, left: Money, cash_step: int) -> errors.BadAmount:
    coin = Money(cash_step, amount.currency)
    return errors.BadAmount(
        f"{amount} {amount.currency} cannot be paid in cash: the smallest coin is {coin}. Nothing was sold. "
        f"{left} is due in cash; type what was really given.",
        amount=str(amount),
        coin=str(coin),
    )


def largest_note(currency: str) -> int:
    """The value above which change cannot be right, in minor units: nobody adds a note that is not needed.

    500 for currencies like euro, dollar and pound; a thousand times as much where prices have more zeros.
    """
    large = {
        "JPY": 10_000,
        "KRW": 50_000,
        "HUF": 20_000,
        "ISK": 10_000,
        "CLP": 20_000,
        "CHF": 1_000,
        "NOK": 1_000,
        "SEK": 1_000,
        "DKK": 1_000,
        "CZK": 5_000,
        "INR": 2_000,
        "RUB": 5_000,
        "IDR": 100_000,
        "VND": 500_000,
    }
    largest = large.get(currency, 500)
    return largest * int(10 ** digits_of(currency))
