"""The shop as its owner set it up: where it is, how it counts money and tax, what it asks for when goods follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pos.domain.calendar import WEEK, OpeningDays
from pos.domain.catalog import EmbeddedLayout
from pos.domain.money import cash_step_of
from pos.domain.order_deposit import DepositRule
from pos.domain.policy_rules import PolicyRules, policy_from_json, policy_to_json
from pos.domain.waiting_rules import WaitingRules, waiting_from_json, waiting_to_json

# Consumer prices carry the tax in these countries' shops; in the others it is added at the till.
TAX_ADDED_AT_THE_TILL = frozenset({"US", "CA"})
# Goods given on account of a country whose law wants tax on a deposit when it is received.
TAX_ON_DEPOSITS = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GB GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
)


@dataclass(frozen=True, slots=True)
class Shop:
    """Everything the rules need to know of the shop. `language` is a BCP 47 tag, `timezone` an IANA name, `cash_step`
    the smallest coin in minor units, `decimal` the decimal sign on paper and screen.

    `longest_wait_days` is the wait for goods of no particular class (`general`): one number, which `policy` repeats, so
    that the advisor needs nothing but the policy. The other classes have waits of their own, shorter or longer.

    `stores` are names by code, this store's among them. Of the others `store_addresses` says where goods are collected
    there, and `store_ways` how many days they take to get there, where that is not `transfer_days`."""

    store: str
    store_name: str
    register: str
    currency: str
    country: str
    timezone: str = "UTC"
    language: str = "en"
    prices_include_tax: bool = True
    address: tuple[str, ...] = ()
    tax_id: str = ""
    footer: tuple[str, ...] = ()
    deposit: DepositRule = DepositRule()
    opening_days: OpeningDays = OpeningDays()
    handling_days: int = 1
    transfer_days: int = 2
    longest_wait_days: int = 42
    keep_days: int = 14
    cash_step: int = 1
    standard_tax_rate: int = 0
    scales: tuple[EmbeddedLayout, ...] = ()
    stores: Mapping[str, str] = field(default_factory=dict)
    store_addresses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    store_ways: Mapping[str, int] = field(default_factory=dict)
    policy: PolicyRules = PolicyRules()
    waiting: WaitingRules = WaitingRules()

    def __post_init__(self) -> None:
        waits = self.policy.longest_waits
        if waits.get("general") != self.longest_wait_days:
            kept = replace(self.policy, longest_waits={**waits, "general": self.longest_wait_days})
            object.__setattr__(self, "policy", kept)

    @property
    def decimal(self) -> str:
        return "," if self.language.split("-")[0] in _COMMA else "."

    def way_to(self, store: str) -> int:
        """The days that goods take from here to another store."""
        return self.store_ways.get(store, self.transfer_days)

    def place(self, store: str = "") -> str:
        """Where goods are collected, in one line: here, or in another store by its code."""
        if store in ("", self.store):
            return ", ".join(self.address) or self.store_name
        return ", ".join((self.stores.get(store, store), *self.store_addresses.get(store, ())))


_COMMA = frozenset("bg cs da de el es et fi fr hr hu it lt lv nb nl no pl pt ro ru sk sl sv tr uk".split())


def default_shop(*, store: str, store_name: str, register: str, currency: str, country: str) -> Shop:
    """A shop with what its country makes likely: tax in the price or on top, tax on deposits, the smallest coin."""
    return Shop(
        store=store,
        store_name=store_name,
        register=register,
        currency=currency,
        country=country,
        prices_include_tax=country not in TAX_ADDED_AT_THE_TILL,
        cash_step=cash_step_of(currency),
        deposit=DepositRule(
            tax_mode="on_payment" if country in TAX_ON_DEPOSITS else "security" if country == "AU" else "on_delivery"
        ),
        stores={store: store_name},
    )


def shop_to_json(shop: Shop) -> dict[str, Any]:
    """The shop as plain values, for the log."""
    return {
        "store": shop.store,
        "store_name": shop.store_name,
        "register": shop.register,
        "currency": shop.currency,
        "country": shop.country,
        "timezone": shop.timezone,
        "language": shop.language,
        "prices_include_tax": shop.prices_include_tax,
        "address": list(shop.address),
        "tax_id": shop.tax_id,
        "footer": list(shop.footer),
        "deposit": {
            "mode": shop.deposit.mode,
            "percent": shop.deposit.percent,
            "minimum": shop.deposit.minimum,
            "tax_mode": shop.deposit.tax_mode,
            "also": list(shop.deposit.also),
        },
        "open_weekdays": sorted(shop.opening_days.weekdays),
        "closed_on": sorted(day.isoformat() for day in shop.opening_days.closed_on),
        "handling_days": shop.handling_days,
        "transfer_days": shop.transfer_days,
        "longest_wait_days": shop.longest_wait_days,
        "keep_days": shop.keep_days,
        "cash_step": shop.cash_step,
        "standard_tax_rate": shop.standard_tax_rate,
        "scales": [
            {
                "prefix": scale.prefix,
                "holds": scale.holds,
                "code_digits": scale.code_digits,
                "value_digits": scale.value_digits,
                "value_check": scale.value_check,
            }
            for scale in shop.scales
        ],
        "stores": dict(shop.stores),
        **(
            {"store_addresses": {code: list(lines) for code, lines in shop.store_addresses.items()}}
            if shop.store_addresses
            else {}
        ),
        **({"store_ways": dict(shop.store_ways)} if shop.store_ways else {}),
        "policy": policy_to_json(shop.policy),
        "waiting": waiting_to_json(shop.waiting),
    }


def shop_from_json(kept: Mapping[str, Any]) -> Shop:
    """The shop back from its plain values; what an older version did not know keeps its default."""
    simple = {
        name: kept[name]
        for name in (
            "store store_name register currency country timezone language prices_include_tax tax_id handling_days "
            "transfer_days longest_wait_days keep_days cash_step standard_tax_rate stores store_ways"
        ).split()
        if name in kept
    }
    return replace(
        Shop(**simple),
        address=tuple(kept.get("address", ())),
        footer=tuple(kept.get("footer", ())),
        store_addresses={code: tuple(lines) for code, lines in kept.get("store_addresses", {}).items()},
        deposit=_deposit_rule(kept.get("deposit", {})),
        opening_days=OpeningDays(
            frozenset(kept.get("open_weekdays", WEEK)),
            frozenset(date.fromisoformat(day) for day in kept.get("closed_on", ())),
        ),
        scales=tuple(EmbeddedLayout(**scale) for scale in kept.get("scales", ())),
        policy=policy_from_json(kept.get("policy", {})),
        waiting=waiting_from_json(kept.get("waiting", {})),
    )


def _deposit_rule(kept: Mapping[str, Any]) -> DepositRule:
    rule = DepositRule(**{name: value for name, value in kept.items() if name != "also"})
    return replace(rule, also=tuple(kept["also"])) if "also" in kept else rule
