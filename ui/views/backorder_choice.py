"""What is agreed about a backorder before it is paid for."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from pos.domain.availability import Availability
from pos.domain.catalog import Product, TaxRate
from pos.domain.money import Money
from pos.domain.sale import BasketLine
from pos.domain.shop import Shop
from pos.usecases.checkout import CustomerWish
from pos.usecases.sale_wishes import LineWish
from ui.views.money_words import price_text, quantity_text


@dataclass(frozen=True, slots=True)
class BackorderChoice:
    """What was agreed: `later` units of the line follow; `order_deposit` covers all lines that follow, None for the
    rule's own amount; `deposit_reason` is why it is less than the rule, `override` why the advice is set aside.
    `together`: the whole order is handed over at once, goods that are here with the rest. `how` says what nobody has to
    say of goods that wait to be collected here: the way, the days that they wish for, or that they go on layaway."""

    later: int
    customer: CustomerWish
    customer_label: str
    order_deposit: Money | None
    deposit_reason: str
    override: str = ""
    together: bool = False
    how: LineWish = LineWish("")


def fewest_later(line: BasketLine, availability: Availability) -> int:
    """As many units have to follow as are not free here, however many were agreed before; at least one."""
    return min(max(1, line.quantity - availability.here.available), line.quantity)


def other_lines(total: Money | None) -> tuple[BasketLine, ...]:
    """One line that stands for all others that follow when only their total is known: untaxed, as tax is in it."""
    if not total:
        return ()
    return (BasketLine(Product("", "…", total, TaxRate(0)), 1, later=1),)


def split_words(line: BasketLine, following: int, shop: Shop, *, aside: bool = False) -> str:
    """The split and the price: "2 now, 1 to follow · £45.00 each"; all of it put `aside` where it goes on layaway."""
    product = line.product
    now, later = (quantity_text(n, product, shop) for n in (line.quantity - following, following))
    translate = QCoreApplication.translate
    split = (
        translate("BackorderSheet", "{now} now, {later} to follow")
        if following < line.quantity
        else translate("BackorderSheet", "{later} to follow")
    )
    if aside:
        split = translate("BackorderSheet", "{later} put aside")
    return f"{split.format(now=now, later=later)} · {price_text(line.unit_price, product, shop)}"
