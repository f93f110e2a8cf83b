"""Changing how the shop works."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pos.domain import errors
from pos.domain.people import OWNER, Person
from pos.domain.policy_rules import wrong_in
from pos.domain.shop import Shop, default_shop, shop_to_json
from pos.domain.waiting_rules import wrong_in_waiting
from pos.usecases.ports import Transactions

_FIXED = {"store", "register", "currency"}


def change_shop(*, changes: Mapping[str, Any], transactions: Transactions, person: Person = OWNER) -> Shop:
    """Change settings by name; what identifies the shop and its money stays as it was made. `longest_wait_days` and the
    policy's wait for general goods are one number: either changes both.

    Raises BadSetting, NotAllowed.
    """
    if not person.may("settings"):
        raise errors.NotAllowed("Changing settings needs a manager. Nothing was changed. Ask one to sign in.")
    known = {field.name for field in fields(Shop)} - _FIXED
    if unknown := set(changes) - known:
        raise errors.BadSetting(
            f"{', '.join(sorted(unknown))} cannot be changed. Nothing was changed.", settings=sorted(unknown)
        )
    if "policy" in changes and "longest_wait_days" not in changes:
        changes = {**changes, "longest_wait_days": changes["policy"].longest_waits.get("general", 0)}
    with transactions.writing() as tx:
        shop = checked(replace(tx.shop(), **changes))
        tx.append("shop_set", {"shop": shop_to_json(shop)}, person=person.id)
    return shop


def checked(shop: Shop) -> Shop:
    """The shop itself. Raises BadSetting for what no shop can work with."""
    rule = shop.deposit
    wrong = [*wrong_in(shop.policy), *wrong_in_waiting(shop.waiting)] + [
        sentence
        for holds, sentence in (
            (0 <= rule.percent <= 100, "A deposit is 0 to 100 percent."),
            (rule.minimum >= 0, "A smallest deposit is not below zero."),
            (
                {rule.mode, *rule.also} <= {"deposit", "full", "authorise", "none"},
                "A payment mode is deposit, full, authorise or none.",
            ),
            (rule.tax_mode in ("on_payment", "on_delivery", "at_sale", "security"), "That is no way to tax a deposit."),
            (bool(shop.opening_days.weekdays), "The shop must be open on one day of the week."),
            (0 <= shop.handling_days <= 60, "Goods are made ready within 0 to 60 days."),
            (0 <= shop.transfer_days <= 60, "Goods come from another store within 0 to 60 days."),
            (
                all(0 <= days <= 60 for days in shop.store_ways.values()),
                "Goods get to another store within 0 to 60 days.",
            ),
            (1 <= shop.keep_days <= 730, "Goods are kept for 1 to 730 days."),
            (1 <= shop.longest_wait_days <= 730, "The longest wait is 1 to 730 days."),
            (1 <= shop.cash_step <= 100_000, "The smallest coin is at least one minor unit."),
            (0 <= shop.standard_tax_rate <= 100_000, "A tax rate is 0 to 100 percent."),
            (_known_zone(shop.timezone), f"“{shop.timezone}” is no time zone."),
        )
        if not holds
    ]
    if wrong:
        raise errors.BadSetting(" ".join(wrong) + " Nothing was changed.", reasons=wrong)
    return shop


def _known_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True


def plain_shop(
    *,
    store: str,
    name: str,
    register: str,
    currency: str,
    country: str,
    timezone: str = "",
    prices: str = "",
    language: str = "",
    tax_rate: str = "",
) -> Shop:
    """A new shop from words as people type them. Raises BadSetting with everything that is wrong."""
    currency, country = currency.strip().upper(), country.strip().upper()
    wrong = [
        sentence
        for holds, sentence in (
            (bool(_CODE.fullmatch(store)), f"“{store}” is no store code: letters and digits, at most 8."),
            (bool(_CODE.fullmatch(register)), f"“{register}” is no register code: letters and digits, at most 8."),
            (bool(name.strip()), "The store needs a name."),
            (
                len(currency) == 3 and currency.isascii() and currency.isalpha(),
                f"“{currency}” is no currency; write EUR.",
            ),
            (len(country) == 2 and country.isascii() and country.isalpha(), f"“{country}” is no country; write DE."),
            (prices in ("", "tax-included", "tax-excluded"), "Prices are tax-included or tax-excluded."),
            (not tax_rate or bool(_RATE.fullmatch(tax_rate)), f"“{tax_rate}” is no tax rate; write 23 or 8.875."),
        )
        if not holds
    ]
    if wrong:
        raise errors.BadSetting(" ".join(wrong) + " Nothing was made.", reasons=wrong)
    shop = default_shop(store=store, store_name=name.strip(), register=register, currency=currency, country=country)
    whole, _, part = tax_rate.partition(".")
    return replace(
        shop,
        timezone=timezone or zone_of(country) or "UTC",
        language=language or {"DE": "de", "AT": "de", "FR": "fr", "ES": "es"}.get(country, "en"),
        prices_include_tax=shop.prices_include_tax if not prices else prices == "tax-included",
        standard_tax_rate=int(whole or 0) * 1000 + int(part.ljust(3, "0") or 0) if tax_rate else 0,
    )


def zone_of(country: str) -> str:
    """The time zone of a country's shops, as an IANA name; empty for a country that has several."""
    from babel.core import get_global

    country = country.strip().upper()
    zones = get_global("territory_zones").get(country, [])
    return _ZONES.get(country) or (zones[0] if len(zones) == 1 else "")


_CODE = re.compile(r"[A-Za-z0-9]{1,8}")
_RATE = re.compile(r"\d{1,2}(\.\d{1,3})?")
# One zone for countries that have one; elsewhere the shop names its own.
_ZONES = {
    "AT": "Europe/Vienna",
    "BE": "Europe/Brussels",
    "CH": "Europe/Zurich",
    "CZ": "Europe/Prague",
    "DE": "Europe/Berlin",
    "DK": "Europe/Copenhagen",
    "ES": "Europe/Madrid",
    "FI": "Europe/Helsinki",
    "FR": "Europe/Paris",
    "GB": "Europe/London",
    "GR": "Europe/Athens",
    "HR": "Europe/Zagreb",
    "HU": "Europe/Budapest",
    "IE": "Europe/Dublin",
    "IL": "Asia/Jerusalem",
    "IN": "Asia/Kolkata",
    "IT": "Europe/Rome",
    "JP": "Asia/Tokyo",
    "LU": "Europe/Luxembourg",
    "NL": "Europe/Amsterdam",
    "NO": "Europe/Oslo",
    "NZ": "Pacific/Auckland",
    "PL": "Europe/Warsaw",
    "PT": "Europe/Lisbon",
    "RO": "Europe/Bucharest",
    "SE": "Europe/Stockholm",
    "SI": "Europe/Ljubljana",
    "SK": "Europe/Bratislava",
}
