"""Suppliers: looked at with their record, added, and changed when they work differently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pos.domain import errors
from pos.domain.people import OWNER, Person
from pos.domain.purchase_orders import PurchaseOrder, Supplier, latest_first
from pos.domain.purchasing import LANES, Lane, SupplierTerms
from pos.usecases.availability import today_in
from pos.usecases.ports import Clock, Records, Transactions
from pos.usecases.reviewing import review

if TYPE_CHECKING:
    from pos.domain.lateness_record import SupplierRecord
    from pos.usecases.promises import BrokenPromise

LONGEST_LEAD_DAYS = 730


@dataclass(frozen=True, slots=True)
class SupplierWish:
    """What to change of a supplier; None leaves as it is. `minimum` is in minor units, below zero takes it away;
    `lead_time_days` below zero likewise. `closed_on` is the whole list of dates."""

    name: str | None = None
    lead_time_days: int | None = None
    lane: str | None = None
    order_days: str | None = None
    closed_on: frozenset[date] | None = None
    minimum: int | None = None
    active: bool | None = None
    country: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class SupplierCard:
    """A supplier with its record and the orders that are open with it."""

    supplier: Supplier
    record: SupplierRecord
    orders: tuple[PurchaseOrder, ...]


@dataclass(frozen=True, slots=True)
class SupplierChange:
    """A supplier as it is now, and the promises that its new ways break."""

    supplier: Supplier
    broken: tuple[BrokenPromise, ...] = ()


def suppliers(*, transactions: Transactions, clock: Clock) -> Sequence[Supplier]:
    """All suppliers, by name."""
    with transactions.reading() as records:
        return records.suppliers(today_in(records.shop(), clock.now()))


def supplier(*, code: str, transactions: Transactions, clock: Clock) -> SupplierCard:
    """One supplier with its record and open orders, the latest first. Raises UnknownCode."""
    from pos.usecases.supplier_record import scorecards

    with transactions.reading() as records:
        today = today_in(records.shop(), clock.now())
        found = known_supplier(records, code, today)
        record = scorecards(records, today, [found.terms.supplier])[0]
        orders = [order for order in records.purchase_orders(found.terms.supplier) if any(o.open for o in order.lines)]
    return SupplierCard(found, record, tuple(latest_first(orders, today)))


def known_supplier(records: Records, code: str, today: date) -> Supplier:
    """The supplier of a code, in small letters or large, or of a name. Raises UnknownCode."""
    word = code.strip().casefold()
    every = records.suppliers(today)
    found = [one for one in every if one.terms.supplier.casefold() == word]
    found = found or [one for one in every if one.terms.name.strip().casefold() == word]
    if len(found) != 1:
        raise errors.UnknownCode(
            f"No supplier is known as “{code[:60]}”. Nothing was changed. Look at the list of suppliers, or add it "
            "first.",
            code=code[:60],
        )
    return found[0]


def put_supplier(
    *,
    code: str,
    wish: SupplierWish,
    new: bool,
    transactions: Transactions,
    clock: Clock,
    person: Person = OWNER,
) -> SupplierChange:
    """Add a supplier, or change one; the lines that wait are reckoned anew with its ways.

    Raises UnknownCode, NumberTaken, BadSetting, NotAllowed.
    """
    if not person.may("purchase"):
        raise errors.NotAllowed("Changing suppliers needs a manager. Nothing was changed. Ask one to sign in.")
    with transactions.writing() as tx:
        today = today_in(tx.shop(), clock.now())
        if new:
            before = _new(tx, code, today)
        else:
            before = known_supplier(tx, code, today)
        after = _checked(_with(before, wish))
        if after == before and not new:
            return SupplierChange(before)
        cause = tx.append("suppliers_put", {"suppliers": [_row(after)]}, person=person.id)
        broken = review(tx, tx.skus_with_open_lines(), today=today, person=person, cause=cause)
    return SupplierChange(after, broken)


def _new(records: Records, code: str, today: date) -> Supplier:
    code = code.strip()
    if not code or len(code) > 40:
        raise errors.BadSetting("A supplier needs a code of 1 to 40 characters. Nothing was changed.")
    if any(one.terms.supplier.casefold() == code.casefold() for one in records.suppliers(today)):
        raise errors.NumberTaken(
            f"There is a supplier {code} already. Nothing was changed. Change that one, or choose another code.",
            supplier=code,
        )
    return Supplier(SupplierTerms(code, code))


def _with(before: Supplier, wish: SupplierWish) -> Supplier:
    terms = before.terms

    def figure(said: int | None, old: int | None) -> int | None:
        return old if said is None else None if said < 0 else said

    return Supplier(
        SupplierTerms(
            terms.supplier,
            terms.name if wish.name is None else wish.name.strip(),
            figure(wish.lead_time_days, terms.lead_time_days),
            terms.lane if wish.lane is None else _lane(wish.lane),
            terms.order_days if wish.order_days is None else wish.order_days.strip(),
            terms.closed_on if wish.closed_on is None else wish.closed_on,
            figure(wish.minimum, terms.minimum),
            terms.active if wish.active is None else wish.active,
        ),
        before.country if wish.country is None else wish.country.strip(),
        before.email if wish.email is None else wish.email.strip(),
        before.phone if wish.phone is None else wish.phone.strip(),
        before.open_orders,
        before.late_orders,
    )


def _lane(said: str) -> Lane:
    word = said.strip().casefold()
    for lane in ("", *LANES):
        if lane == word:
            return lane
    raise errors.BadSetting(
        f"“{said[:40]}” is no lane. Nothing was changed. Goods come by one of these: {', '.join(LANES)}.",
        lane=said[:40],
    )


def _checked(supplier: Supplier) -> Supplier:
    """The supplier itself. Raises BadSetting for what none can be."""
    terms = supplier.terms
    wrong = [
        sentence
        for holds, sentence in (
            (bool(terms.name) and len(terms.name) <= 200, "A supplier needs a name of at most 200 characters."),
            (
                terms.lead_time_days is None or terms.lead_time_days <= LONGEST_LEAD_DAYS,
                f"A lead time is 0 to {LONGEST_LEAD_DAYS} days.",
            ),
            (len(terms.closed_on) <= 1000, "A supplier has at most 1,000 closed days."),
        )
        if not holds
    ]
    if wrong:
        raise errors.BadSetting(f"{' '.join(wrong)} Nothing was changed.", supplier=terms.supplier)
    return supplier


def _row(supplier: Supplier) -> dict[str, object]:
    """The supplier as `suppliers_put` carries it."""
    terms = supplier.terms
    return {
        "supplier": terms.supplier,
        "name": terms.name,
        "lead_time_days": terms.lead_time_days,
        "country": supplier.country,
        "order_days": terms.order_days,
        "minimum": terms.minimum,
        "email": supplier.email,
        "phone": supplier.phone,
        "lane": terms.lane,
        "closed_on": sorted(day.isoformat() for day in terms.closed_on),
        "active": int(terms.active),
    }
