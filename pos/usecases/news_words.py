"""What stands in a message's fields: goods, dates and money of an order as its receipts say them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from pos.domain.backorder import Order
from pos.domain.money import Money
from pos.domain.news import ToldLine
from pos.domain.news_words import choices, credited
from pos.domain.people import Customer
from pos.domain.phrases import clear_date, phrase, promise_words
from pos.domain.promise import Promise
from pos.domain.shop import Shop
from pos.domain.ways import SHIPS

if TYPE_CHECKING:
    from pos.domain.credits import Credit
    from pos.domain.waiting_rules import CreditKind

Goods = tuple[int, str, str]
"""Units, name and unit of goods that a message is about."""


class Kept(NamedTuple):
    """The day until which goods are kept for their customer, or that from which on they may go to others, and which
    reminder of them this is."""

    until: date | None = None
    back: date | None = None
    reminder: int = 0


NOT_KEPT = Kept()
_MEASURES = {"g": "kg", "mm": "m", "ml": "l"}


def goods_words(goods: Iterable[Goods], shop: Shop) -> str:
    """ "2 × Brass lamp, 1.500 kg Flour"."""
    return ", ".join(f"{_quantity(units, unit, shop)} {name}" for units, name, unit in goods)


def short_goods(goods: Sequence[Goods], shop: Shop | None = None) -> str:
    """The same in few letters: "Brass lamp +1"; with a shop the first with its quantity."""
    if not goods:
        return ""
    first = goods_words(goods[:1], shop) if shop else goods[0][1]
    return first + (f" +{len(goods) - 1}" if len(goods) > 1 else "")


def _quantity(units: int, unit: str, shop: Shop) -> str:
    if unit not in _MEASURES:
        return f"{units} ×"
    whole, thousandths = divmod(units, 1000)
    return f"{whole}{shop.decimal}{thousandths:03d} {_MEASURES[unit]}"


def day_words(likely: date | None, latest: date | None, today: date, language: str, *, ships: bool = False) -> str:
    """When, as the receipt says it; a day that has passed is no date any more."""
    if latest is None or latest < today:
        return phrase("no_date", language)
    likely = min(likely or latest, latest)
    return promise_words(Promise(1, max(likely, today), latest, "estimated", (), made_on=today), language, ships=ships)


def line_days(rows: Sequence[tuple[str, str]]) -> str:
    """One date for all lines where they have one, else each line's own: (name, words) each."""
    if len({words for _, words in rows}) <= 1:
        return rows[0][1] if rows else ""
    return "; ".join(f"{name}: {words}" for name, words in rows)


def told_words(lines: Sequence[ToldLine], today: date, language: str) -> str:
    """What was told of these lines last, as it reads today."""
    rows = [
        (line.name, day_words(line.told_likely, line.told_latest, today, language, ships=line.route in SHIPS))
        if line.told_latest is None or line.told_latest >= today
        else (line.name, clear_date(line.told_latest, language))
        for line in lines
    ]
    return line_days(rows)


def _money_words(minor: int, shop: Shop) -> str:
    """An amount in minor units with its currency."""
    return f"{str(Money(minor, shop.currency)).replace('.', shop.decimal)} {shop.currency}"


def _rewards(found: Iterable[Credit], shop: Shop, language: str) -> list[tuple[str, str]]:
    """What a customer gets for a delay, each kind in one sum: in full and short."""
    sums: dict[CreditKind, int] = {}
    for one in found:
        sums[one.kind] = sums.get(one.kind, 0) + one.amount
    return [credited(kind, _money_words(amount, shop), language) for kind, amount in sums.items()]


def values_of(
    shop: Shop, order: Order | None, customer: Customer | None, goods: Sequence[Goods], language: str, today: date, *,
    date_words: str = "", was: str = "", kept: Kept = NOT_KEPT, amount: int = 0,
    rest: Sequence[Goods] = (), instead: str = "", due: int | None = None, place: str = "",
    credits: Sequence[Credit] = (),
) -> dict[str, str]:  # fmt: skip
    """Every field of a message, filled or empty; those of a short one where it says it in fewer letters. `due` is what
    is to pay where that is not for all that is still to come of the order, `place` where goods are collected where
    that is not here."""

    def money(minor: int) -> str:
        return _money_words(minor, shop)

    full, short = choices(language)
    rewards = _rewards(credits, shop, language)
    return {
        "name": customer.name if customer else "",
        "shop": shop.store_name,
        "address": place or shop.place(),
        "order": order.number if order else "",
        "goods": goods_words(goods, shop),
        "goods_short": short_goods(goods),
        "goods_counted": short_goods(goods, shop),
        "rest": goods_words(rest, shop),
        "rest_short": short_goods(rest, shop),
        "date": date_words,
        "was": was,
        "until": clear_date(kept.until, language) if kept.until else "",
        "back": clear_date(kept.back, language) if kept.back else "",
        "reminder": str(kept.reminder) if kept.reminder > 1 else "",
        "next": clear_date(today + timedelta(days=shop.waiting.silence_days), language),
        "amount": money(amount) if amount else "",
        "balance": money(due if due is not None else order.balance_due if order else 0),
        "deposit": money(order.order_deposit if order else 0),
        "instead": instead,
        "credit": ", ".join(long for long, _ in rewards),
        "credit_short": ", ".join(short for _, short in rewards),
        "choices": full,
        "choices_short": short,
    }
