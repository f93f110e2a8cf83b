"""The shop's own rules for orders: how long customers of each kind of goods may wait, how many orders may be open, what
a supplier must have kept, and what deposit is advised.

The waits, factors, floors and shares that a shop begins with are there to be changed; no study stands behind them.
Percentages are whole numbers: 150 is one and a half times.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from pos.domain.goods_classes import GoodsClass

Supplying = Literal["stocked", "slow", "special"]
"""How the shop comes by the goods: kept in stock, kept but slow to sell, bought for one customer."""
SWITCHES = (
    "no-supplier", "ask-supplier", "season", "wait", "places", "cancellations", "supplier", "substitute", "learned",
)  # fmt: skip
"""Rules that an owner may switch off. Never to be switched off: discontinued goods, the product's own rule, and that
no order is taken without a date."""


def _waits() -> dict[GoodsClass, int]:
    return {"appliance": 42, "furniture": 84, "general": 28, "fashion": 14, "consumable": 7, "perishable": 0}


def _floors() -> dict[str, int]:
    return {"stocked": 10, "slow": 20, "special": 50, "business": 0}


def _salvage() -> dict[str, int]:
    return {"stocked": 90, "slow": 60, "special": 20}


@dataclass(frozen=True, slots=True)
class PolicyRules:
    """`longest_waits` in days for each class of goods (inside a Shop the class `general` is always the shop's own
    `longest_wait_days`), `classes` the owner's own category -> class. `places` is how many units may wait for
    customers at once (None: any number; goods by measure take one place). `deposit_floors` and `salvage` (what the
    goods are still worth when the customer does not come) are percent; `order_cost` is what an order costs the shop,
    in minor units for each `price`. `off` names rules of SWITCHES that are not asked."""

    longest_waits: Mapping[GoodsClass, int] = field(default_factory=_waits)
    classes: Mapping[str, GoodsClass] = field(default_factory=dict)
    business_percent: int = 150
    repeat_percent: int = 125
    places: int | None = None
    alarm_percent: int = 70
    supplier_kept_percent: int = 70
    supplier_least: int = 10
    deposit_floors: Mapping[str, int] = field(default_factory=_floors)
    salvage: Mapping[str, int] = field(default_factory=_salvage)
    deposit_long_wait: int = 10
    order_cost: int = 0
    deposit_by_advice: bool = False
    off: frozenset[str] = frozenset()

    def asks(self, rule: str) -> bool:
        """Whether a rule of SWITCHES is on."""
        return rule not in self.off

    def class_of(self, category: str) -> GoodsClass:
        """The class of a category: as the owner says, else as its words say."""
        from pos.domain.goods_classes import likely_class

        return self.classes.get(category.strip().casefold()) or likely_class(category)


def policy_to_json(rules: PolicyRules) -> dict[str, Any]:
    """The rules as plain values, for the log."""
    return {
        **{name: getattr(rules, name) for name in _SINGLE},
        **{name: dict(getattr(rules, name)) for name in _TABLES},
        "off": sorted(rules.off),
    }


def policy_from_json(kept: Mapping[str, Any]) -> PolicyRules:
    """The rules back from their plain values; what an older version did not know keeps its default."""
    usual = PolicyRules()
    values: dict[str, Any] = {name: kept[name] for name in _SINGLE if name in kept}
    values |= {name: {**getattr(usual, name), **kept.get(name, {})} for name in _TABLES}
    return PolicyRules(**values, off=frozenset(kept.get("off", ())))


def wrong_in(rules: PolicyRules) -> list[str]:
    """A sentence for each thing that no shop can work with; empty when all is well."""
    from pos.domain.goods_classes import GOODS_CLASSES

    percents = (*rules.deposit_floors.values(), *rules.salvage.values(), rules.deposit_long_wait)
    return [
        sentence
        for holds, sentence in (
            (set(rules.longest_waits) == set(GOODS_CLASSES), "Each class of goods needs its longest wait."),
            (all(0 <= days <= 730 for days in rules.longest_waits.values()), "A longest wait is 0 to 730 days."),
            (set(rules.classes.values()) <= set(GOODS_CLASSES), "A category belongs to a class of goods that exists."),
            (all(name and name == name.strip().casefold() for name in rules.classes), "A category needs a name."),
            (
                all(100 <= percent <= 300 for percent in (rules.business_percent, rules.repeat_percent)),
                "A customer's wait is 100 to 300 percent of the usual one.",
            ),
            (rules.places is None or rules.places >= 1, "At least one unit may wait."),
            (10 <= rules.alarm_percent <= 100, "After an alarm 10 to 100 percent of the wait are left."),
            (0 <= rules.supplier_kept_percent <= 100, "A supplier keeps 0 to 100 percent of the dates."),
            (1 <= rules.supplier_least <= 20, "A supplier is judged by 1 to 20 deliveries at the least."),
            (set(rules.deposit_floors) == set(_floors()), "Each kind of order needs its least deposit."),
            (set(rules.salvage) == set(_salvage()), "Each kind of order needs what returned goods are worth."),
            (all(0 <= percent <= 100 for percent in percents), "An advised deposit is 0 to 100 percent."),
            (rules.order_cost >= 0, "What an order costs is not below zero."),
            (rules.off <= set(SWITCHES), "Only a rule that exists can be switched off."),
        )
        if not holds
    ]


_TABLES = ("longest_waits", "classes", "deposit_floors", "salvage")
_SINGLE = tuple(one.name for one in fields(PolicyRules) if one.name not in (*_TABLES, "off"))
