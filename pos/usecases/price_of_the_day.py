"""What a pre-order costs on a day on which its goods are out: the price of that day where that is lower, by the rule of
the shop. Reads only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from pos.domain import errors
from pos.domain.backorder import Order, OrderLine
from pos.domain.catalog import TaxRate
from pos.domain.deposit_moves import after_move, balance_of
from pos.domain.deposit_resplit import resplit
from pos.domain.money import Money
from pos.domain.sale import BasketLine, price_basket
from pos.usecases.order_documents import for_order, tax_mode_of

if TYPE_CHECKING:
    from pos.domain.order_deposit import Share
    from pos.domain.shop import Shop
    from pos.usecases.ports import Records


def price_of_the_day(records: Records, shop: Shop, found: Order, today: date) -> tuple[OrderLine, ...]:
    """The open pre-ordered lines of an order whose goods are out and cost less now, as they are at that price: the tax
    of the day they were ordered, the price of all their units anew. Units that were handed over keep what they cost, as
    a line's money goes by its next units."""
    lowered = []
    for line in found.lines if shop.waiting.preorder_lower_price else ():
        product = records.product(line.sku) if line.kind == "preorder" and line.open > 0 else None
        if product is None or product.price is None or product.held_on(today) is not None:
            continue
        if product.price.minor >= line.unit_price:
            continue
        taxed = replace(product, tax_rate=TaxRate(line.tax_rate))
        basket = price_basket(
            [BasketLine(taxed, line.ordered, later=line.ordered)], currency=shop.currency,
            prices_include_tax=shop.prices_include_tax,
        )  # fmt: skip
        part = basket.parts[0]
        lowered.append(replace(line, unit_price=product.price.minor, total=part.total.minor, tax=part.tax.minor))
    return tuple(lowered)


def lines_of_the_day(records: Records, shop: Shop, found: Order, today: date) -> tuple[OrderLine, ...]:
    """All lines of an order, those at the lower price of the day for which there is one."""
    lowered = {line.line: line for line in price_of_the_day(records, shop, found, today)}
    return tuple(lowered.get(line.line, line) for line in found.lines)


def as_of_the_day(records: Records, shop: Shop, found: Order, today: date) -> tuple[Order, tuple[Share, ...], int]:
    """An order as it is to be paid: with the lower price of the day, what is held for it shared over that, and how much
    of it is beyond that price (minor units) and goes back first. `shop` has the order's own tax rule."""
    held = tuple(records.deposit_shares(found.number))
    lines = lines_of_the_day(records, shop, found, today)
    if lines == found.lines:
        return found, held, 0
    beyond = max(0, -balance_of(lines, held))
    if not beyond:
        held = after_move(held, resplit(found.number, lines, held, tax_mode_of(shop, found)))
    return replace(found, lines=lines), held, beyond


def check_given_back(records: Records, shop: Shop, found: Order, today: date) -> None:
    """Raises WrongState where more is held for an order than its goods cost at the lower price of the day: handed over
    now they would be charged at the price before."""
    if not (beyond := as_of_the_day(records, shop, found, today)[2]):
        return
    rest = Money(beyond, shop.currency)
    raise errors.WrongState(
        f"Order {found.number} costs less now than was pre-ordered, and {rest} {shop.currency} more than that is held "
        f"for it. Nothing was changed. Give {rest} of the deposit back first, then hand the goods over.",
        order=found.number,
        back=str(rest),
    )


def open_due(records: Records, shop: Shop, found: Order, today: date) -> int:
    """What is still to pay for all that is to come of an order, in minor units, at the prices that hold today; nothing
    where more is held."""
    found, held, _ = as_of_the_day(records, for_order(shop, found), found, today)
    return max(0, balance_of(found.lines, held))
