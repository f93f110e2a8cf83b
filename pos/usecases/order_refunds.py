"""How money of an order goes back: to the tender it came by, within what came by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos.domain import errors
from pos.domain.money import Money
from pos.domain.sale import Settlement, Tender, kept_reference
from pos.domain.shop import Shop

if TYPE_CHECKING:
    from pos.domain.order_life import TenderPart
    from pos.domain.people import Person
    from pos.usecases.sale_wishes import TenderWish

BACK_BY = ("card", "account", "voucher", "cash")
"""What can take money back; in this order where nobody says otherwise, so that the till gives out little."""


@dataclass(frozen=True, slots=True)
class BackBy:
    """An amount (minor units) that goes back by a tender. `came_by` is the reference of the deposit it is taken from,
    `reference` what the terminal says now."""

    kind: str
    amount: int
    came_by: str = ""
    reference: str = ""


def back_by(
    amount: Money, came: Sequence[TenderPart], wishes: Sequence[TenderWish], shop: Shop, person: Person,
    *, in_cash_today: int = 0,
) -> tuple[BackBy, ...]:  # fmt: skip
    """By which tenders an amount goes back. `in_cash_today` was paid out in cash of the same order on the same day: the
    limit for cash is of both together, so that it does not matter into how many parts a refund is divided.

    Raises BadAmount where the wishes do not make up the amount, NotAllowed for more by a tender than came by it, or
    for more cash than the shop gives back without a manager.
    """
    parts = [part for part in came if part.kind != "authorisation" and part.amount > 0]
    parts.sort(key=lambda part: (BACK_BY.index(part.kind) if part.kind in BACK_BY else 0, part.reference))
    if not wishes:
        found = _taken_from(parts, amount.minor, "", "cash")
    else:
        found = [
            one
            for kind, minor, reference in _asked(amount, wishes)
            for one in _of_kind(kind, minor, reference, parts, shop, person)
        ]
    cash = Money(sum(one.amount for one in found if one.kind == "cash"), shop.currency)
    most = Money(shop.waiting.cash_refund_most, shop.currency)
    if cash and 0 < most.minor < cash.minor + in_cash_today and not person.may("refund_cash"):
        before = Money(in_cash_today, shop.currency)
        since = f", after {before} were paid out for this order today," if before else ""
        raise errors.NotAllowed(
            f"{cash} {shop.currency} in cash{since} is more than the {most} that may be given back without a manager. "
            "Nothing was paid out. Ask a manager to sign in.",
            cash=str(cash),
            most=str(most),
            before=str(before),
        )
    return tuple(one for one in found if one.amount)


def _asked(amount: Money, wishes: Sequence[TenderWish]) -> list[tuple[str, int, str]]:
    left = amount.minor - sum(wish.amount.minor for wish in wishes if wish.amount is not None)
    asked = []
    for wish in wishes:
        minor = max(0, left) if wish.amount is None else wish.amount.minor
        left -= minor if wish.amount is None else 0
        if wish.kind not in BACK_BY or minor < 0:
            raise errors.BadAmount(
                f"“{wish.kind}” cannot take money back. Nothing was paid out. Choose one of {', '.join(BACK_BY)}.",
                kind=wish.kind,
            )
        asked.append((wish.kind, minor, kept_reference(wish.reference)))
    given = Money(sum(minor for _, minor, _ in asked), amount.currency)
    if given != amount:
        raise errors.BadAmount(
            f"{amount} {amount.currency} goes back and {given} was named. Nothing was paid out. Name amounts that add "
            "up to it.",
            back=str(amount),
            given=str(given),
        )
    return asked


def _of_kind(
    kind: str, minor: int, reference: str, parts: Sequence[TenderPart], shop: Shop, person: Person
) -> list[BackBy]:
    same = [part for part in parts if part.kind == kind]
    most = sum(part.amount for part in same)
    if minor > most and not person.may("refund_otherwise"):
        came = f"{Money(most, shop.currency)} {shop.currency}" if most else "Nothing"
        raise errors.NotAllowed(
            f"{came} came by {kind}, so {Money(minor, shop.currency)} cannot go "
            "back by it without a manager. Nothing was paid out. Give it back the way it came, or ask a manager.",
            kind=kind,
            most=str(Money(most, shop.currency)),
        )
    return _taken_from(same, minor, reference, kind)


def _taken_from(parts: Sequence[TenderPart], minor: int, reference: str, else_by: str) -> list[BackBy]:
    found, left = [], minor
    for part in parts:
        takes = min(left, part.amount)
        if takes:
            found.append(BackBy(part.kind, takes, part.reference, reference))
        left -= takes
    return [*found, BackBy(else_by, left, "", reference)] if left else found


def settled_back(amount: Money, by: Sequence[BackBy], cash_step: int) -> Settlement:
    """The money going out as a settlement with negative tenders; cash goes in coins that exist."""
    currency = amount.currency
    tenders: dict[tuple[str, str], int] = {}
    for one in by:
        key = (one.kind, "" if one.kind == "cash" else one.reference or one.came_by)
        tenders[key] = tenders.get(key, 0) + one.amount
    coins = {
        key: Money(minor, currency).rounded_to(cash_step).minor if key[0] == "cash" else minor
        for key, minor in tenders.items()
    }
    due = Money(-sum(coins.values()), currency)
    return Settlement(
        due, due + amount,
        tuple(Tender(kind, Money(-minor, currency), reference) for (kind, reference), minor in coins.items() if minor),
        Money(0, currency),
    )  # fmt: skip
