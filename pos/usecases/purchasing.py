"""Purchase orders: what is on order, made, confirmed, moved to another day, cancelled.

Each change is one step with its consequences: the lines that wait are reckoned anew, and the answer names the promises
that the change breaks. Goods come in through `receiving`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from pos.domain import errors
from pos.domain.people import OWNER, Person
from pos.domain.purchase_orders import STATES, PurchaseLine, PurchaseOrder, latest_first
from pos.usecases.availability import today_in
from pos.usecases.importing import by_size
from pos.usecases.ports import Clock, Transaction, Transactions
from pos.usecases.promises import view
from pos.usecases.reviewing import review
from pos.usecases.supplier_reach import left_for_the_day, says_something, waiting_for

if TYPE_CHECKING:
    from pos.usecases.promises import BrokenPromise

FARTHEST = timedelta(days=3 * 366)
"""How far ahead a day may be given; beyond it a year was mistyped."""


@dataclass(frozen=True, slots=True)
class PurchaseChange:
    """A purchase order as it is now, what to mind, and the promises that the change breaks."""

    order: PurchaseOrder
    warnings: tuple[str, ...] = ()
    broken: tuple[BrokenPromise, ...] = ()


def purchase_orders(
    *, transactions: Transactions, clock: Clock, state: str = "", supplier: str = ""
) -> list[PurchaseOrder]:
    """The purchase orders of a state (`late` for those overdue, empty for all), the latest first. Raises BadSetting."""
    if state not in ("", "late", *STATES):
        raise errors.BadSetting(f"No purchase order is “{state[:40]}”. Choose one of late, {', '.join(STATES)}.")
    with transactions.reading() as records:
        today = today_in(records.shop(), clock.now())
        found = latest_first(records.purchase_orders(supplier), today)
    if state == "late":
        return [order for order in found if order.days_late(today)]
    return [order for order in found if state in ("", order.state)]


def purchase_order(*, number: str, transactions: Transactions) -> PurchaseOrder:
    """One purchase order with every change of its days. Raises UnknownCode."""
    with transactions.reading() as records:
        return _known(records.whole_purchase_order(number.strip()), number)


def confirm(
    *, number: str, on: date | None = None, line: int | None = None, why: str = "",
    transactions: Transactions, clock: Clock, person: Person = OWNER,
) -> PurchaseChange:  # fmt: skip
    """The supplier confirmed an order, or a line of it: for the day already expected, or for day `on`.

    Raises UnknownCode, NothingOpen, BadDate, NotAllowed.
    """

    def confirmed(before: PurchaseLine, today: date) -> dict[str, Any]:
        day = before.expected_on if on is None else on
        if day is None:
            raise errors.BadDate(
                f"Line {before.line} of {number} has no day that could be confirmed. Nothing was changed. Say the day "
                "with it.",
                number=number,
                line=before.line,
            )
        if day < today:
            raise errors.BadDate(
                f"Line {before.line} of {number} was expected on {day.isoformat()}, which is past, so nothing can be "
                "confirmed for it. Nothing was changed. Say the new day with it.",
                number=number,
                line=before.line,
                day=day.isoformat(),
            )
        return {"expected_on": day.isoformat(), "confirmed": 1}

    return _changed("confirm", number, line, confirmed, on, why or "confirmed", transactions, clock, person)


def redate(
    *, number: str, on: date, line: int | None = None, why: str = "",
    transactions: Transactions, clock: Clock, person: Person = OWNER,
) -> PurchaseChange:  # fmt: skip
    """The supplier gave another day for an order, or for a line of it. Whether it was confirmed stays as it is.

    Raises UnknownCode, NothingOpen, BadDate, NotAllowed.
    """

    def moved(before: PurchaseLine, today: date) -> dict[str, Any]:
        return {"expected_on": on.isoformat()}

    return _changed("redate", number, line, moved, on, why, transactions, clock, person)


def cancel(
    *, number: str, line: int | None = None, quantity: int | None = None, why: str = "",
    transactions: Transactions, clock: Clock, person: Person = OWNER,
) -> PurchaseChange:  # fmt: skip
    """What is open of an order, of a line, or `quantity` units of one line will not come.

    Raises UnknownCode, NothingOpen, BadQuantity, NotAllowed.
    """
    if quantity is not None and line is None:
        raise errors.BadQuantity("A part can be cancelled of one line only. Nothing was changed. Say which line.")

    def gone(before: PurchaseLine, today: date) -> dict[str, Any]:
        units = before.open if quantity is None else quantity
        if not 1 <= units <= before.open:
            raise errors.BadQuantity(
                f"{units} of “{before.name}” cannot be cancelled: {before.open} are still to come. Nothing "
                "was changed.",
                quantity=units,
                open=before.open,
            )
        return {"cancelled": before.cancelled + units, "cancelled_on": today.isoformat()}

    return _changed("cancel", number, line, gone, None, why, transactions, clock, person)


def _changed(
    verb: Literal["confirm", "redate", "cancel"],
    number: str,
    line: int | None,
    change: Callable[[PurchaseLine, date], dict[str, Any]],
    on: date | None,
    why: str,
    transactions: Transactions,
    clock: Clock,
    person: Person,
) -> PurchaseChange:
    """Change the open lines of an order, or the one that is named, and say what that breaks."""
    may_purchase(person)
    with transactions.writing() as tx:
        today = today_in(tx.shop(), clock.now())
        if on is not None:
            a_day_ahead(on, today)
        order = _known(tx.whole_purchase_order(number.strip()), number)
        lines = _open_lines(order, line)
        kept = {row["line"]: row for row in tx.kept_purchase_lines([order.number])}
        rows = [{**kept[before.line], **change(before, today)} for before in lines]
        return written(tx, order, rows, lines, today=today, person=person, why=why, warnings=_closed(tx, order, on))


def written(
    tx: Transaction,
    order: PurchaseOrder,
    rows: Sequence[dict[str, Any]],
    lines: Sequence[PurchaseLine],
    *,
    today: date,
    person: Person,
    why: str,
    warnings: Sequence[str] = (),
) -> PurchaseChange:
    """Write changed lines down and reckon anew with what waits for them, in one step."""
    kept = {row["line"]: row for row in tx.kept_purchase_lines([order.number])}
    changed = [row for row in rows if row != kept.get(row["line"])]
    if not changed:
        return PurchaseChange(order, tuple(warnings))
    skus = {line.sku for line in lines}
    before, cause = view(tx, skus, today), ""
    said: dict[str, Any] = {"why": why.strip()[:400]}
    others: dict[str, str] = {}
    if all(only_days_moved(kept.get(row["line"]), row) for row in changed):
        said["days_only"] = 1
    elif any(says_something(line.first_expected_on or line.expected_on, order.ordered_on, today) for line in lines):
        others, count = waiting_for(tx, [order.supplier])
        warnings = [*warnings, *left_for_the_day(count)]
    for part in by_size(changed):
        cause = tx.append("purchase_lines_put", {"lines": part, **said}, person=person.id)
    late_of = {sku: supplier for sku, supplier in others.items() if sku not in skus}
    broken = review(
        tx, {*skus, *others}, today=today, person=person, cause=cause, before=before, late_of=late_of
    )  # fmt: skip
    after = _known(tx.whole_purchase_order(order.number), order.number)
    if not any(line.open for line in after.lines):
        from pos.usecases.asking import asks_over

        asks_over(tx, order.number, today=today, person=person)
    return PurchaseChange(after, tuple(warnings), broken)


_OF_DAYS = frozenset({"expected_on", "confirmed"})


def only_days_moved(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> bool:
    """Whether a line is as it was but for a day that takes the place of another: no supplier's record changes by it,
    because that stands on the first day given. (A first day is no such change.)"""
    return (
        before is not None
        and before["expected_on"] is not None
        and all(after[name] == kept for name, kept in before.items() if name not in _OF_DAYS)
    )


def may_purchase(person: Person) -> None:
    """Raises NotAllowed for who may not order goods."""
    if not person.may("purchase"):
        raise errors.NotAllowed("Changing purchase orders needs a manager. Nothing was changed. Ask one to sign in.")


def a_day_ahead(day: date, today: date) -> None:
    """Raises BadDate for a day that goods cannot be expected on."""
    if day < today:
        raise errors.BadDate(
            f"{day.isoformat()} is past. Nothing was changed. Give today or a later day; goods that are here are "
            "booked in by receiving.",
            day=day.isoformat(),
        )
    if day > today + FARTHEST:
        raise errors.BadDate(
            f"{day.isoformat()} is more than three years away. Nothing was changed. Check the year.",
            day=day.isoformat(),
        )


def _known(order: PurchaseOrder | None, number: str) -> PurchaseOrder:
    if order is None:
        raise errors.UnknownCode(
            f"There is no purchase order {number[:40]}. Nothing was changed. Look at the list of purchase orders.",
            number=number[:40],
        )
    return order


def _open_lines(order: PurchaseOrder, line: int | None) -> list[PurchaseLine]:
    """The lines that a change means. Raises UnknownCode, NothingOpen."""
    meant = [one for one in order.lines if line in (None, one.line)]
    if not meant:
        raise errors.UnknownCode(
            f"{order.number} has no line {line}. Nothing was changed. It has the lines "
            f"{', '.join(str(one.line) for one in order.lines)}.",
            number=order.number,
            line=line,
        )
    still = [one for one in meant if one.open]
    if not still:
        what = f"Line {line} of {order.number}" if line is not None else f"All of {order.number}"
        state = "cancelled" if all(one.state == "cancelled" for one in meant) else "settled"
        raise errors.NothingOpen(
            f"{what} is {state}: nothing of it is still to come. Nothing was changed. Order the goods anew if they "
            "are wanted.",
            number=order.number,
        )
    return still


def _closed(tx: Transaction, order: PurchaseOrder, on: date | None) -> list[str]:
    terms = tx.supplier_terms(order.supplier)
    if on is None or terms is None or on not in terms.closed_on:
        return []
    return [f"{terms.name} is closed on {on.isoformat()}."]
