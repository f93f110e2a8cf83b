"""The terms of an order, changed: how and when the goods reach the customer, all together or not, and who that is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from pos.domain import errors
from pos.domain.backorder import Order, OrderLine
from pos.domain.people import OWNER, Customer, Person, digits_in
from pos.domain.ways import SHIPS
from pos.usecases import order_documents as documents
from pos.usecases.availability import today_in
from pos.usecases.late_lines import late_lines
from pos.usecases.later_turns import place_for
from pos.usecases.moving_goods import Served, serve_waiting
from pos.usecases.news_over import take_back
from pos.usecases.order_steps import (
    RIGHT,
    Changed,
    Retold,
    affected,
    again,
    dated_lines,
    head,
    open_lines,
    slip_of,
    tell,
    terms,
    write_change,
)
from pos.usecases.own_choice import their_own_choice
from pos.usecases.ports import Clock, Transaction, Transactions
from pos.usecases.promises import view
from pos.usecases.routes import check_wishes, checked_route, route_to
from pos.usecases.way_told import tell_way
from pos.usecases.whereabouts import check_here

if TYPE_CHECKING:
    from pos.usecases.promises import BrokenPromise
    from pos.usecases.sale_wishes import CustomerWish

WISHES = ("wanted_on", "not_after")


def change_wishes(
    *, number: str, transactions: Transactions, clock: Clock, person: Person = OWNER, wanted_on: date | None = None,
    not_after: date | None = None, forget: Collection[str] = (), lines: Sequence[int] | None = None,
    version: int | None = None, reason: str = "",
) -> Changed:  # fmt: skip
    """The day the customer wishes for, and the last on which they still want the goods; what is not said stays, and the
    names in `forget` are taken away. Of all open lines, or of some. `remarks` says which lines are expected too late.

    Raises UnknownCode, StaleOrder, WrongState, BadDate, NotAllowed.
    """
    documents.check_right(person, RIGHT, "Changing an order")
    with transactions.writing() as tx:
        now = clock.now()
        found = documents.known_order(tx, number, version)
        today = today_in(tx.shop(), now)
        changing = open_lines(found, lines)
        rows, late = [], []
        for line in changing:
            wish = None if "wanted_on" in forget else wanted_on or line.wanted_on
            last = None if "not_after" in forget else not_after or line.not_after
            check_wishes(today, wanted_on, not_after, wish, last)
            rows.append(
                terms(line, wanted_on=wish, not_after=last, queue_key=place_for(tx, tx.shop(), line, wish, now))
            )
            if last and line.waiting > 0 and (line.expected_ship_on is None or line.expected_ship_on > last):
                late.append(f"{line.name} is not expected by {last.isoformat()}. Ask whether they want it later.")
        what = {"wanted_on": _iso(wanted_on), "not_after": _iso(not_after), "forgotten": sorted(forget)}
        moved = {
            line.line: line.sku for line, row in zip(changing, rows, strict=True) if row["queue_key"] != line.queue_key
        }
        before = view(tx, moved.values(), today)
        cause = _write_terms(tx, found, "wishes_changed", changing, rows, what, now=now, person=person, reason=reason)
        told: tuple[Retold, ...] = ()
        broken: tuple[BrokenPromise, ...] = ()
        if moved:  # another turn has other days, and that is no slip of ours
            told = tell(tx, again(tx, number), list(moved), now=now, person=person, why="wishes_changed")
            their_own_choice(tx, number, dated_lines(told), "they wish for another day", today=today, person=person)
            broken = affected(tx, set(moved.values()), now=now, person=person, cause=cause, before=before)
        order = again(tx, number)
        slip = slip_of(tx, order, "wishes_changed", now=now, person=person)
        return Changed(order, told, broken, slip=slip, remarks=tuple(late))


def change_route(
    *, number: str, route: str, transactions: Transactions, clock: Clock, person: Person = OWNER, to: str = "",
    lines: Sequence[int] | None = None, version: int | None = None, reason: str = "",
) -> Changed:  # fmt: skip
    """How open goods reach the customer: `collect` here, at `other_store` (its number in `to`), `deliver` by us or
    `direct` from the supplier, both to the address in the records. The customer is told anew.

    Raises UnknownCode, StaleOrder, WrongState, BadSetting, ContactNeeded without an address, NotAllowed.
    """
    documents.check_right(person, RIGHT, "Changing an order")
    with transactions.writing() as tx:
        now = clock.now()
        found = documents.known_order(tx, number, version)
        today = today_in(tx.shop(), now)
        changing = open_lines(found, lines)
        customer = tx.customer(found.customer)
        way = checked_route(route)
        for line in changing:
            check_here(tx, found, line, line.allocated)
        to_of = {line.line: route_to(tx, way, to, line.sku, line.allocated, customer) for line in changing}
        skus = {line.sku for line in changing}
        before = view(tx, skus, today)
        rows = [terms(line, route=way, route_to=to_of[line.line]) for line in changing]
        what: dict[str, Any] = {"route": way, "to": to, "from": sorted({line.route for line in changing})}
        if lines is not None:
            what["lines"] = sorted(line.line for line in changing)
        # Whoever chooses another way takes its days upon them; what was late before is our lateness all the same.
        if late := late_lines(tx, found, today):
            what["late"] = sorted(late)
        cause = _write_terms(tx, found, "route_changed", changing, rows, what, now=now, person=person, reason=reason)
        # Who is served by the supplier waits for nothing that comes in here, and who is not does.
        served = Served()
        if way != "direct" and any(line.route == "direct" for line in changing):
            served = serve_waiting(
                tx, sorted(skus), clock=clock, person=person, cause=cause, reason=f"{found.number} goes another way"
            )
        # Their own choice is told before it is looked at whose promise it breaks: it is no slip of theirs.
        meant = [line.line for line in changing]
        told = (
            *tell(tx, again(tx, number), meant, now=now, person=person, why="route_changed"),
            *tell_way(tx, again(tx, number), meant, today=today, person=person),
        )
        their_own_choice(tx, found.number, dated_lines(told), "they chose another way", today=today, person=person)
        broken = affected(tx, skus, now=now, person=person, cause=cause, before=before)
        take_back(tx, [found.number], today=today, person=person)
        order = again(tx, number)
        return Changed(
            order, told, (*broken, *served.broken), served.gets,
            slip=slip_of(tx, order, "route_changed", now=now, person=person),
        )  # fmt: skip


def change_ship_complete(
    *, number: str, complete: bool, transactions: Transactions, clock: Clock, person: Person = OWNER,
    version: int | None = None, reason: str = "",
) -> Changed:  # fmt: skip
    """Everything together when all of it is here, or each part as it comes; the days are reckoned anew.

    Raises UnknownCode, StaleOrder, WrongState, NotAllowed.
    """
    documents.check_right(person, RIGHT, "Changing an order")
    with transactions.writing() as tx:
        now = clock.now()
        found = documents.known_order(tx, number, version)
        changing = open_lines(found, None)
        if found.ship_complete == complete:
            return Changed(found)
        skus = {line.sku for line in changing}
        before = view(tx, skus, today_in(tx.shop(), now))
        cause = write_change(
            tx, found, "complete_changed", now=now, person=person, reason=reason,
            what={"ship_complete": complete}, head=head(found, ship_complete=complete),
        )  # fmt: skip
        # What was kept back until all of it is here may go out now, to this order or to those behind it.
        served = serve_waiting(
            tx, sorted(skus), clock=clock, person=person, cause=cause, reason=f"{found.number} changed"
        )
        told = tell(
            tx, again(tx, number), [line.line for line in changing], now=now, person=person, why="complete_changed"
        )
        their_own_choice(
            tx, found.number, dated_lines(told), "they chose how it goes", today=before.today, person=person
        )
        broken = affected(tx, skus, now=now, person=person, cause=cause, before=before)
        take_back(tx, [found.number], today=before.today, person=person)
        order = again(tx, number)
        return Changed(
            order,
            told,
            (*broken, *served.broken),
            served.gets,
            slip=slip_of(tx, order, "complete_changed", now=now, person=person),
        )


def change_contact(
    *, number: str, transactions: Transactions, clock: Clock, person: Person = OWNER, name: str | None = None,
    phone: str | None = None, email: str | None = None, address: str | None = None, tell_by: str | None = None,
    consent: bool | None = None, language: str | None = None, version: int | None = None,
) -> Changed:  # fmt: skip
    """How the customer of an order is reached; what is not said stays. The order's history says that it changed, and
    the words themselves are kept under the customer's own seal.

    Raises UnknownCode, StaleOrder, ContactNeeded, NotAllowed.
    """
    documents.check_right(person, RIGHT, "Changing an order")
    from pos.usecases.sale_customer import check_email, keep_customer

    with transactions.writing() as tx:
        found = documents.known_order(tx, number, version)
        before = tx.customer(found.customer)
        if before is None:
            raise errors.UnknownCode(
                f"The customer of order {found.number} is not in the records. Nothing was changed. Name a new one.",
                order=found.number,
            )
        said: dict[str, Any] = {
            "name": name, "phone": phone, "email": email, "address": address, "tell_by": tell_by, "consent": consent,
            "language": language,
        }  # fmt: skip
        after = replace(before, **{key: value for key, value in said.items() if value is not None})
        check_email(email or "", "Nothing was changed.")
        _check_reachable(after, person)
        if before.address.strip():
            _check_address(found, after)
        if after == before:
            return Changed(found)
        keep_customer(tx, after, person)
        fields = [key for key in said if getattr(after, key) != getattr(before, key)]
        write_change(
            tx, found, "contact_changed", now=clock.now(), person=person, what={"fields": fields},
            head=head(found, language=after.language or found.language),
        )  # fmt: skip
        return Changed(again(tx, number))


def change_customer(
    *, number: str, wish: CustomerWish, reason: str, transactions: Transactions, clock: Clock,
    person: Person = OWNER, version: int | None = None,
) -> Changed:  # fmt: skip
    """Somebody else takes an order over, with its deposit. Raises UnknownCode, StaleOrder, WrongState, CustomerNeeded,
    ContactNeeded, BadText without a reason, NotAllowed."""
    documents.check_right(person, RIGHT, "Changing an order")
    why = documents.reason_words(reason)
    from pos.usecases.news_owner import tell_new_owner
    from pos.usecases.sale_customer import customer_of

    with transactions.writing() as tx:
        now = clock.now()
        found = documents.known_order(tx, number, version)
        open_lines(found, None)
        customer = customer_of(tx, wish, person, needed=True)
        assert customer is not None, "an order needs somebody"
        if customer.id == found.customer:
            return Changed(found)
        _check_address(found, customer)
        write_change(
            tx, found, "customer_changed", now=now, person=person, reason=why,
            head=head(found, customer=customer.id, language=customer.language or found.language),
        )  # fmt: skip
        order = again(tx, number)
        tell_new_owner(tx, order, today=today_in(tx.shop(), now), person=person)
        return Changed(order, slip=slip_of(tx, order, "customer_changed", now=now, person=person))


def _check_reachable(customer: Customer, person: Person) -> None:
    if not customer.name.strip():
        raise errors.CustomerNeeded("A customer needs a name. Nothing was changed. Type it.")
    if not (customer.can_be_told or (customer.tell_by == "none" and person.may("no_contact"))):
        raise errors.ContactNeeded(
            "Without a phone number or e-mail address we cannot tell the customer. Nothing was changed. Type one.",
            phone=len(digits_in(customer.phone)),
        )


def _check_address(found: Order, customer: Customer) -> None:
    """What is brought to somebody's door needs one."""
    if not customer.address.strip() and any(line.open > 0 and line.route in SHIPS for line in found.lines):
        raise errors.ContactNeeded(
            f"Order {found.number} is sent to its customer, and nothing says where they live. Nothing was changed. Add "
            "the address, or let them collect it.",
            customer=customer.id, order=found.number,
        )  # fmt: skip


def _write_terms(
    tx: Transaction, found: Order, step: str, changing: Sequence[OrderLine], rows: list[dict[str, Any]],
    what: dict[str, Any], *, now: datetime, person: Person, reason: str,
) -> str:  # fmt: skip
    return write_change(
        tx, found, step, now=now, person=person, reason=reason, what=what, set=rows,
        line=changing[0].line if len(changing) == 1 else 0,
    )  # fmt: skip


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
