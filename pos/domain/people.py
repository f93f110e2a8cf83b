"""Customers, who hear from us, and people, who work here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Role = Literal["cashier", "manager", "owner"]
TellBy = Literal["text", "e-mail", "call", "none", ""]
SHORTEST_PHONE = 5
"""Digits of the shortest number that somebody can be called at."""


_EMAIL = re.compile(r"[^\s\"(),:;<>@\[\\\]]+@[^\s\"(),:;<>@\[\\\].]+(\.[^\s\"(),:;<>@\[\\\].]+)*")


def is_email(text: str) -> bool:
    """Whether a text is one e-mail address with its two sides: "mia@post.example", and nothing beside it."""
    return text.isprintable() and _EMAIL.fullmatch(text.strip()) is not None


def digits_in(phone: str) -> str:
    """The digits of a phone number, by which two ways of writing it are compared."""
    return "".join(ch for ch in phone if ch.isdigit())


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody who orders. `consent` is to being told about the order; `tell_by` how, empty for what fits best."""

    id: str
    name: str
    phone: str = ""
    email: str = ""
    address: str = ""
    customer_class: str = "person"
    consent: bool = False
    language: str = ""
    tell_by: TellBy = ""

    @property
    def can_be_told(self) -> bool:
        """Whether a contact can be one: a phone of at least five digits, or an e-mail address with its two sides."""
        return len(digits_in(self.phone)) >= SHORTEST_PHONE or is_email(self.email)

    @property
    def masked_contact(self) -> str:
        """What the customer's own copy shows, by the way they wish to hear: the last three digits, or the first letter
        and the domain."""
        name, _, domain = self.email.partition("@")
        if self.phone and not (domain and self.tell_by == "e-mail"):
            return "…" + self.phone[-3:]
        return f"{name[:1]}…@{domain}" if domain else ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here. Rights go by role; the owner of the shop's folder acts as `OWNER`."""

    id: str
    name: str
    role: Role = "cashier"

    def may(self, right: str) -> bool:
        """Whether the role carries a right; a right that nobody knows is refused."""
        return right in _RIGHTS[self.role]


_CASHIER = frozenset(
    {
        "sell",
        "take_backorder",
        "special_order",
        "collect",
        "add_deposit",
        "cancel_order",
        "change_order",
        "reprint",
        "look",
        "tell_me",
    }
)
_MANAGER = _CASHIER | frozenset(
    {
        "lower_deposit",
        "no_contact",
        "sell_anyway",
        "open_price",
        "receive",
        "purchase",
        "count",
        "settings",
        "import",
        "open_drawer",
        "share_goods",
        "break_allocation",
        "hold_places",
        "move_queue",
        "tell_new_day",
        "refund_deposit",
        "refund_cash",
        "refund_otherwise",
        "waive_fee",
        "reinstate_order",
        "put_back",
        "mend_promises",
        "approve_credit",
        "on_account",
        "other_voucher",
    }
)
_RIGHTS: dict[Role, frozenset[str]] = {
    "cashier": _CASHIER,
    "manager": _MANAGER,
    "owner": _MANAGER | frozenset({"people", "shop"}),
}
OWNER = Person("owner", "Owner", "owner")
BY_RULE = Person("by-rule", "Raincheck, by rule", "owner")
"""Nobody: what the post and the daily round do by themselves, as the shop's rules say."""
