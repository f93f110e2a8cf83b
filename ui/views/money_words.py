"""Money, dates, quantities and states as the screens write them, in the shop's own language."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from pos.domain.availability import Availability
from pos.domain.catalog import Product
from pos.domain.money import Money
from pos.domain.promise import Promise
from pos.domain.shop import Shop
from pos.domain.stock import StockLevel

if TYPE_CHECKING:
    from babel import Locale

    from pos.domain.backorder import OrderLine

_FAR = 300
"""From as many days away on a date is written with its year."""
_CODE_AT_FIGURE = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
"""Between a currency's letters and a figure stands a space (CLDR, "currencySpacing"), which babel leaves out."""
_MEASURES = {"g": "kg", "mm": "m", "ml": "l"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("words", text)


@cache
def locale_of(language: str, country: str) -> Locale:
    """The locale that people of this language in this country use; English where babel knows neither."""
    from babel import Locale, UnknownLocaleError

    for name in (f"{language}_{country}" if "-" not in language else language, language, language.split("-")[0]):
        try:
            return Locale.parse(name.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


def money_text(money: Money, shop: Shop) -> str:
    """The amount with its sign of currency: "£45.00", "45,00 €", "¥1,200"."""
    return _money_text(str(money), money.currency, shop.language, shop.country)


@lru_cache(maxsize=4096)
def _money_text(amount: str, currency: str, language: str, country: str) -> str:
    from babel.numbers import format_currency

    text = format_currency(Decimal(amount), currency, locale=locale_of(language, country))
    return _CODE_AT_FIGURE.sub("\u00a0", text)


@lru_cache(maxsize=64)
def currency_sign(shop_currency: str, language: str, country: str) -> str:
    """What stands before an amount field: "£", "€", or the code where there is no sign."""
    from babel.numbers import get_currency_symbol

    return get_currency_symbol(shop_currency, locale=locale_of(language, country))


def sign_of(shop: Shop) -> str:
    """The sign of the shop's own currency."""
    return currency_sign(shop.currency, shop.language, shop.country)


def short_date(day: date, shop: Shop, *, today: date | None = None) -> str:
    """ "Thu 3 Dec"; with its year when it is far from `today`, where that is given."""
    far = today is not None and abs((day - today).days) >= _FAR
    return _date_text(day, "EEE d MMM y" if far else "EEE d MMM", shop.language, shop.country)


def day_month(day: date, shop: Shop) -> str:
    """ "3 Dec", for the foot of a chart."""
    return _date_text(day, "d MMM", shop.language, shop.country)


def month_name(day: date, shop: Shop, *, with_year: bool = False) -> str:
    """ "Dec", or "Dec 2026"."""
    return _date_text(day, "LLL y" if with_year else "LLL", shop.language, shop.country)


@lru_cache(maxsize=1024)
def _date_text(day: date, pattern: str, language: str, country: str) -> str:
    from babel.dates import format_date

    return format_date(day, pattern, locale=locale_of(language, country))


def seen_text(as_of: datetime | None, shop: Shop, now: datetime) -> str:
    """How old a figure is: "seen 10:40" today, "seen Tue 17:02" this week, "seen 3 Nov" before; both instants aware."""
    if as_of is None:
        return _tr("not seen yet")
    zone = ZoneInfo(shop.timezone)
    then, here = as_of.astimezone(zone), now.astimezone(zone)
    days = (here.date() - then.date()).days
    if days <= 0:
        when = f"{then:%H:%M}"
    elif days < 7:
        when = f"{_date_text(then.date(), 'EEE', shop.language, shop.country)} {then:%H:%M}"
    else:
        when = _date_text(then.date(), "d MMM" if days < _FAR else "d MMM y", shop.language, shop.country)
    return _tr("seen {when}").format(when=when)


def quantity_text(quantity: int, product: Product | OrderLine, shop: Shop) -> str:
    """ "2" for pieces, "0.350 kg" for goods sold by measure (`quantity` is in grams, mm or ml there)."""
    if product.unit == "pc":
        return str(quantity)
    whole, part = divmod(abs(quantity), 1000)
    return f"{'-' if quantity < 0 else ''}{whole}{shop.decimal}{part:03d} {_MEASURES[product.unit]}"


def price_text(price: Money, product: Product, shop: Shop) -> str:
    """ "£45.00 each", or "£12.90 per kg" for goods sold by measure."""
    amount = money_text(price, shop)
    if product.unit == "pc":
        return _tr("{price} each").format(price=amount)
    return _tr("{price} per {unit}").format(price=amount, unit=_MEASURES[product.unit])


def promise_text(promise: Promise, shop: Shop) -> str:
    """ "Thu 3 Dec", or "1 to 5 Dec" when the promise is a range."""
    if promise.likely_on == promise.latest_on:
        return short_date(promise.latest_on, shop)
    return _tr("{first} to {last}").format(
        first=short_date(promise.likely_on, shop), last=short_date(promise.latest_on, shop)
    )


def latest_text(promise: Promise, shop: Shop) -> str:
    """ "Thu 3 Dec": the one day to say where there is room for one."""
    return short_date(promise.latest_on, shop)


def ready_words(promise: Promise, shop: Shop) -> str:
    """The promise as a sentence: one day, or both ends of a range, and whether the supplier has confirmed."""
    if promise.certainty == "estimated":
        return _tr("Estimated {day}; the supplier has not confirmed.").format(day=promise_text(promise, shop))
    if promise.likely_on == promise.latest_on:
        return _tr("Ready to collect by {day}.").format(day=latest_text(promise, shop))
    return _tr("Expected between {first} and {last}.").format(
        first=short_date(promise.likely_on, shop), last=short_date(promise.latest_on, shop)
    )


def availability_pill(availability: Availability, shop: Shop) -> tuple[str, str]:
    """The kind of pill (see ui.widgets.KINDS) and its words for what a scan asked for.

    What can be had is never called out of stock: a date here comes first, then another store, then "no date".
    """
    product, here, promise = availability.product, availability.here.available, availability.promise
    if not availability.short:
        left = quantity_text(here, product, shop)
        if here == 1 or here <= availability.here.safety_stock:
            return "low", _tr("{left} left").format(left=left)
        return "in", _tr("In stock {left}").format(left=left)
    if promise is not None and availability.advice.decision in ("backorder", "preorder", "sell"):
        return "backorder", _later_words(availability, promise, shop)
    if other := next((level for level in availability.elsewhere if level.spare), None):
        left = quantity_text(other.spare, product, shop)
        return "elsewhere", _tr("At {store} ({left})").format(store=other.store_name or other.store, left=left)
    if product.backorder == "stop":
        return ("low", _tr("Last {left}").format(left=quantity_text(here, product, shop))) if here else (
            "discontinued", _tr("Discontinued"))  # fmt: skip
    if promise is not None:
        return "backorder", _tr("Not before {day}").format(day=short_date(promise.likely_on, shop))
    return "none", _tr("Out of stock, no date")


def _later_words(availability: Availability, promise: Promise, shop: Shop) -> str:
    """Short enough for a row of the counter at 1024 px, whatever the day is called."""
    product, day, here = availability.product, latest_text(promise, shop), availability.here.available
    if here:
        now, later = (quantity_text(n, product, shop) for n in (here, availability.short))
        words = _tr("{now} now, {later} by {day}") if product.unit == "pc" else _tr("{now} now, rest {day}")
        return words.format(now=now, later=later, day=day)
    if availability.advice.decision == "preorder":
        return _tr("Pre-order, by {day}").format(day=day)
    if promise.certainty == "confirmed":
        return _tr("Backorder, by {day}").format(day=day)
    return _tr("Backorder, about {day}").format(day=day)


def level_pill(level: StockLevel, product: Product, shop: Shop) -> tuple[str, str]:
    """The pill of one store's line: what is free there, or that nobody has told us."""
    here = level.store == shop.store
    if level.as_of is None and not here:
        return "unknown", _tr("Not known")
    free = level.available if here else level.spare
    if free == 0:
        return "none", _tr("None free")
    return ("low" if free == 1 else "in"), _tr("{left} free").format(left=quantity_text(free, product, shop))
