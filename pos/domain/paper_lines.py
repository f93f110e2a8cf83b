"""The figures on receipts: lines of goods, the tax of each rate, the deposit, and how it was paid."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from pos.domain.backorder import OrderLine
from pos.domain.catalog import TaxRate, Unit
from pos.domain.money import Money
from pos.domain.order_deposit import Share, shares
from pos.domain.phrases import phrase
from pos.domain.receipt import Block, KeyValue, Row, Rule
from pos.domain.sale import PricedBasket, PricedPart, RateSum, Settlement
from pos.domain.shop import Shop

HandedOver = tuple[OrderLine, int, int]
"""A line of an order whose units put aside go now, with their total (tax included) and its tax in minor units."""
_MEASURES = {"g": "kg", "mm": "m", "ml": "l"}


def amount(money: Money, shop: Shop) -> str:
    """The plain figure with the shop's decimal sign; the currency stands once, beside the total."""
    return str(money).replace(".", shop.decimal)


def as_tagged(total: Money, tax: Money, shop: Shop) -> Money:
    """What a line of goods shows: with tax or without, as the shop's price tags do."""
    return total if shop.prices_include_tax else total - tax


def quantity_text(part: PricedPart, shop: Shop) -> str:
    """ "2 x 12.50" for pieces, "0.350 kg x 12.90" for goods sold by measure."""
    shown = as_tagged(part.total, part.tax, shop)
    return detail(part.quantity, part.product.unit, part.unit_price, shown, shop)


def detail(quantity: int, unit: Unit, unit_price: Money, shown: Money, shop: Shop) -> str:
    """Quantity and price of a line that shows `shown`. Where a label's own price made another sum of pieces, that
    price stands, or nothing where it is no whole price a piece: what is printed always multiplies out."""
    if unit != "pc":
        whole, thousandths = divmod(quantity, 1000)
        return f"{whole}{shop.decimal}{thousandths:03d} {_MEASURES[unit]} x {amount(unit_price, shop)}"
    each, rest = divmod(shown.minor, quantity)
    return "" if rest else f"{quantity} x {amount(Money(each, shown.currency), shop)}"


def handed_over_row(line: OrderLine, total: int, tax: int, shop: Shop, letters: Mapping[int, str]) -> Row:
    """The units put aside of an order's line, as the receipt of a sale would show them, with the SKU."""
    shown = as_tagged(Money(total, shop.currency), Money(tax, shop.currency), shop)
    price = Money(line.unit_price, shop.currency)
    return Row(
        line.name,
        detail(line.allocated, line.unit, price, shown, shop),
        amount(shown, shop),
        letters.get(line.tax_rate, ""),
        (line.sku,),
    )


def rate_sums(parts: Iterable[tuple[int, int, int]], currency: str) -> list[RateSum]:
    """Sums by rate, highest first, of (rate, total with tax, tax) in minor units."""
    sums: dict[int, tuple[int, int]] = {}
    for rate, total, tax in parts:
        so_far = sums.get(rate, (0, 0))
        sums[rate] = (so_far[0] + total, so_far[1] + tax)
    return [
        RateSum(TaxRate(rate), Money(total, currency), Money(tax, currency))
        for rate, (total, tax) in sorted(sums.items(), reverse=True)
    ]


def letters_of(rates: Sequence[RateSum], stated: Collection[int]) -> dict[int, str]:
    """A letter for each rate whose tax the receipt states; none where all goods have one rate."""
    if len(rates) < 2:
        return {}
    known = [rate.rate.thousandths for rate in rates]
    return {rate: chr(ord("A") + place) for place, rate in enumerate(known) if rate in stated}


def states_all(shop: Shop) -> bool:
    """Whether a ticket states the tax of the goods that follow too: where it falls due at once, and where prices are
    without tax, so that the lines with their tax add up to the total."""
    return shop.deposit.tax_mode == "at_sale" or not shop.prices_include_tax


def tax_lines(
    rates: Sequence[RateSum], letters: Mapping[int, str], shop: Shop, language: str, *, today: bool = False
) -> list[Block]:
    """The tax of each rate; `today` says that it is the tax of what was taken, not of all that the receipt names."""
    key = ("tax_at" if shop.prices_include_tax else "tax_on") + ("_today" if today else "")
    return [
        _at_rate(
            key, rate.rate.thousandths, rate.tax.minor, letters, shop, language,
            total=amount(rate.total, shop), net=amount(rate.net, shop),
        )
        for rate in rates
    ]  # fmt: skip


def stated_rates(priced: PricedBasket, deposit: Money, shop: Shop) -> set[int]:
    """The rates of which the receipt of a basket states a tax: a letter beside goods must lead to one of them."""
    if states_all(shop) or (shop.deposit.tax_mode == "on_payment" and deposit):
        return {part.product.tax_rate.thousandths for part in priced.parts}
    return {part.product.tax_rate.thousandths for part in priced.taking("now")}


def today_and_deposit(
    priced: PricedBasket, deposit: Money, letters: Mapping[int, str], shop: Shop, language: str
) -> list[Block]:
    """What is paid for: the goods taken today with their tax, and the deposit with the tax that falls due with it.

    Tax of goods that follow is not charged yet, so it is not stated, except where the law wants it with the sale.
    """
    blocks: list[Block] = []
    if priced.taking("now"):
        blocks.append(KeyValue(phrase("paid_goods", language), amount(priced.now_total, shop)))
        if not states_all(shop):
            sums = rate_sums(_taxed(priced.taking("now")), shop.currency)
            blocks += tax_lines(sums, letters, shop, language, today=True)
    if deposit:
        blocks.append(KeyValue(phrase("deposit", language), amount(deposit, shop)))
        blocks += _deposit_tax_lines(_taxed(priced.taking("later")), deposit, letters, shop, language)
    return [Rule(), *blocks] if blocks else []


def _taxed(parts: Sequence[PricedPart]) -> list[tuple[int, int, int]]:
    return [(part.product.tax_rate.thousandths, part.total.minor, part.tax.minor) for part in parts]


def _deposit_tax_lines(
    ordered: Iterable[tuple[int, int, int]], deposit: Money, letters: Mapping[int, str], shop: Shop, language: str
) -> list[Block]:
    """Where tax falls due on a deposit, its receipt shows it (Directive 2006/112 art. 65 with 226b).

    `ordered` is (rate, total with tax, tax) of the goods that follow.
    """
    if shop.deposit.tax_mode != "on_payment":
        return []
    totals = {rate.rate.thousandths: rate.total.minor for rate in rate_sums(ordered, shop.currency)}
    return [
        _at_rate("deposit_tax", share.rate, share.declared, letters, shop, language)
        for share in shares(deposit.minor, totals, shop.deposit.tax_mode)
        if share.amount
    ]


def deposit_deducted(parts: Sequence[Share], letters: Mapping[int, str], shop: Shop, language: str) -> list[Block]:
    """The deposit set against goods handed over, and the tax of them that an earlier receipt has stated."""
    applied = sum(share.amount for share in parts)
    blocks: list[Block] = []
    if applied:
        blocks.append(KeyValue(phrase("deposit_applied", language), amount(Money(-applied, shop.currency), shop)))
    key = "tax_before" if shop.deposit.tax_mode == "at_sale" else "deposit_tax_before"
    return blocks + [
        _at_rate(key, share.rate, -share.declared, letters, shop, language) for share in parts if share.declared
    ]


def _at_rate(
    key: str, rate: int, minor: int, letters: Mapping[int, str], shop: Shop, language: str, **values: str
) -> KeyValue:
    label = phrase(key, language, rate=str(TaxRate(rate)).replace(".", shop.decimal), **values)
    letter = letters.get(rate)
    return KeyValue(f"{letter} {label}" if letter else label, amount(Money(minor, shop.currency), shop))


def payment(settlement: Settlement, shop: Shop, language: str) -> list[Block]:
    """What is due, each means that paid a part of it, the change."""
    blocks: list[Block] = [Rule()]
    if settlement.cash_rounding:
        blocks.append(KeyValue(phrase("rounding", language), amount(settlement.cash_rounding, shop)))
    due = f"{phrase('due_now', language)} {shop.currency}"
    blocks.append(KeyValue(due, amount(settlement.due, shop), bold=True, size="large"))
    blocks += [
        KeyValue(phrase(tender.kind, language), amount(tender.amount, shop))
        for tender in settlement.tenders
        if tender.amount
    ]
    if settlement.change_due:
        blocks.append(KeyValue(phrase("change", language), amount(settlement.change_due, shop), bold=True))
    return blocks


def moves_cash(settlement: Settlement) -> bool:
    """Whether coins go into the drawer or out of it."""
    return bool(settlement.change_due) or any(t.kind == "cash" and bool(t.amount) for t in settlement.tenders)
