"""Booking goods in: what came against what was ordered, who gets it, and what the rest of the order still lacks.

Damaged goods are written down and never become stock that can be sold; they stay open on the purchase order, since the
supplier owes good ones. What was not ordered is taken in with a reason, or goes back and is only noted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from pos.domain import errors
from pos.domain.people import OWNER, Person
from pos.usecases.availability import resolve, today_in
from pos.usecases.goods_expected import check_not_in_already, check_not_this_file, with_known_numbers
from pos.usecases.in_bulk import as_it_stands, holding_many, in_bulk
from pos.usecases.news import news_of_goods
from pos.usecases.op_sizes import bodies
from pos.usecases.receiving import Arrival, Received, ShortLine, Unplanned, tellings_of
from pos.usecases.reviewing import review
from pos.usecases.sharing import Give, Portion, gets_of, passed_body, share_out
from pos.usecases.supplier_reach import left_for_the_day, waiting_for
from pos.usecases.tell_me_holds import offer

if TYPE_CHECKING:
    from pos.domain.catalog import Product
    from pos.usecases.ports import Clock, Records, Transactions
    from pos.usecases.promises import BrokenPromise

_LISTS = ("lines", "allocations", "purchase_lines", "deliveries")
MOST_UNITS = 1_000_000
MORE_CAME = "more came than was ordered"
"""The reason that is kept where nobody gave one for taking more than was ordered."""


@dataclass(slots=True)
class _Count:
    """The arrivals as they are booked: sellable units by SKU, the purchase lines they fill, and what is unplanned."""

    products: dict[str, Product] = field(default_factory=dict)
    came: dict[str, int] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    filled: dict[tuple[str, int], int] = field(default_factory=dict)
    deliveries: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    over: list[Unplanned] = field(default_factory=list)
    damaged: list[Unplanned] = field(default_factory=list)
    refused: list[Unplanned] = field(default_factory=list)
    short: list[ShortLine] = field(default_factory=list)
    counted_short: list[ShortLine] = field(default_factory=list)
    """Those of the short lines whose goods somebody counted."""


def receive(
    *,
    arrivals: Sequence[Arrival],
    transactions: Transactions,
    clock: Clock,
    person: Person = OWNER,
    dry_run: bool = False,
    give: Sequence[Give] = (),
    why: str = "",
    mark: str = "",
    old_mark: str = "",
    again: str = "",
    report: Callable[[int, int], object] | None = None,
) -> Received:
    """Book goods in and put them aside for those who wait, by the shop's rule for each product, before the shelf.

    `give` are a person's own numbers instead of the rule's, with the reason `why`. `mark` is of the file that
    says what came, a few digits made of its rows (`old_mark` as it was made once, of its bytes); goods of the same file
    come in once more only for a reason, `again`. Raises UnknownCode, BadQuantity, NotAllowed, BadText, and WrongState
    or NothingOpen for goods that may be in already. A dry run says what would become of the goods and changes nothing.
    `report` hears how many products of how many are written; what it raises calls everything off.
    """
    if not person.may("receive"):
        raise errors.NotAllowed("Booking goods in needs a manager. Nothing was booked. Ask one to sign in.")
    if not arrivals:
        raise errors.BadQuantity("Nothing was counted. Nothing was booked. Scan what came in first.")
    with holding_many(len(arrivals)), transactions.reading() if dry_run else transactions.writing() as tx:
        now = clock.now()
        today = today_in(tx.shop(), now)
        check_not_this_file(tx, (mark, old_mark), again)
        count = _counted(tx, arrivals, today)
        levels = tx.levels_of(list(count.came))
        here = {sku: levels[sku].free if sku in levels else 0 for sku in count.came}
        portions = share_out(
            in_bulk(tx, list(count.came)), {sku: max(0, here[sku] + units) for sku, units in count.came.items()},
            products=count.products, today=today, person=person, give=give, why=why, filled=count.filled,
        )  # fmt: skip
        document = f"GR-{now:%Y%m%d-%H%M%S}-{uuid4().hex[:6]}" + (f"-{mark}" if mark else "")
        broken: tuple[BrokenPromise, ...] = ()
        told: list[str] = []
        notes: list[str] = []
        if not dry_run:
            head = {
                "document": document, "at": now.isoformat(timespec="microseconds"), "business_date": today.isoformat(),
            }  # fmt: skip
            if mark:
                head["mark"] = mark
            if mark and again.strip():
                head["again"] = again.strip()[:200]
            # Only who still waits afterwards can find a promise broken.
            still = [portion for portion in portions if portion.still_waits]
            whole = {portion.sku for portion in still if any(line.complete for line in portion.queue)}
            touched = sorted({*count.came, *count.touched})
            others, many = _also_later(tx, count, touched)
            notes = left_for_the_day(many)
            lines_of = tx.open_lines_of(list(others)) if others else {}
            whole |= {sku for sku, lines in lines_of.items() if any(line.ship_complete for line in lines)}
            before = as_it_stands(tx, [*(portion.sku for portion in still), *others], today, whole)
            cause = ""
            written = 0
            for body in bodies(head, _rows(count, portions, give, why), _LISTS):
                cause = cast("Any", tx).append("goods_received", body, person=person.id)
                written += len(body["lines"])
                if report is not None:
                    report(written, len(count.came))
            told += [one.news for one in offer(cast("Any", tx), touched, now=now, person=person, cause=cause)]
            lacking = {(line.purchase_order, line.line) for line in count.counted_short}
            after = in_bulk(tx, [*touched, *others], came_short=lacking, today=today)
            broken = review(
                after, [*touched, *others], today=today, person=person, cause=cause, before=before, told=told,
                late_of=others,
            )  # fmt: skip
            served = [one.order for portion in portions for one in portion.shared.given]
            told += news_of_goods(cast("Any", tx), served, today=today, person=person)
        tellings = tellings_of(tx, told)
    to_shelf, held = _to_shelf(count.came, here, portions)
    return Received(
        document=document,
        received=count.came,
        allocations=tuple((portion.sku, one) for portion in portions for one in portion.shared.given),
        to_shelf=to_shelf,
        broken=broken,
        held=held,
        gets=gets_of(portions, count.products, today),
        waits=gets_of(portions, count.products, today, without=True) if dry_run else (),
        short=tuple(count.short),
        over=tuple(count.over),
        damaged=tuple(count.damaged),
        refused=tuple(count.refused),
        passed=tuple((portion.sku, one) for portion in portions for one in portion.shared.passed),
        told=tellings,
        notes=tuple(notes),
    )


def _also_later(tx: Records, count: _Count, touched: Sequence[str]) -> tuple[dict[str, str], int]:
    """The other products that customers wait for from suppliers whose goods came late, each with its supplier, and how
    many there are: what is known of the supplier is worse by it, and no later change is to get the blame."""
    late = {
        row["supplier"]
        for rows in count.deliveries.values()
        for row in rows
        if row["promised_on"] and row["delivered_on"] > row["promised_on"]
    }
    if not late:
        return {}, 0
    found, many = waiting_for(tx, late)
    return {sku: supplier for sku, supplier in found.items() if sku not in touched}, many


def _to_shelf(
    came: Mapping[str, int], here: Mapping[str, int], portions: Sequence[Portion]
) -> tuple[dict[str, int], dict[str, int]]:
    """(units to the shelf, units held) by SKU. What lay here for nobody yet, such as units held before, goes to those
    who wait as well, and what a wrong count lacks is not there for the shelf."""
    to_shelf = {sku: max(0, units + min(0, here[sku])) for sku, units in came.items()}
    held = {}
    for portion in portions:
        shared = portion.shared
        taken = sum(one.quantity for one in shared.given) + shared.held
        from_here = min(max(0, here[portion.sku]), taken)
        to_shelf[portion.sku] = max(0, came[portion.sku] + min(0, here[portion.sku]) + from_here - taken)
        if shared.held:
            held[portion.sku] = shared.held
    return to_shelf, held


def _counted(records: Records, arrivals: Sequence[Arrival], today: date) -> _Count:
    count = _Count()
    for arrival in arrivals:
        _check(arrival)
    arrivals = with_known_numbers(records, arrivals)
    skus = _skus(records, arrivals, count)
    lines = records.open_purchase_lines(sorted({one.purchase_order for one in arrivals if one.purchase_order}))
    of_sku: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for number, open_lines in lines.items():
        for line in open_lines:
            of_sku.setdefault((number, line["sku"]), []).append(line)
    check_not_in_already(records, arrivals, skus, count.products, of_sku)
    for arrival, sku in zip(arrivals, skus, strict=True):
        count.touched.add(sku)
        if arrival.quantity:
            count.came[sku] = count.came.get(sku, 0) + arrival.quantity
        number = arrival.purchase_order
        if arrival.damaged:
            count.damaged.append(Unplanned(sku, arrival.damaged, number, arrival.damaged_why.strip()))
        if arrival.refused:
            count.refused.append(Unplanned(sku, arrival.refused, number, arrival.over_why.strip() or MORE_CAME))
        if number:
            _fill(count, arrival, sku, of_sku.get((number, sku), ()), today)
    counted: dict[tuple[str, str], int] = {}
    for one, sku in zip(arrivals, skus, strict=True):
        counted[one.purchase_order, sku] = counted.get((one.purchase_order, sku), 0) + one.damaged
    _shortfall(count, lines, counted, today)
    return count


def _shortfall(
    count: _Count, lines: Mapping[str, Sequence[Mapping[str, Any]]], counted: Mapping[tuple[str, str], int], today: date
) -> None:
    """What the purchase orders still lack; `counted` are the (number, SKU) that somebody looked for, with how many of
    them came damaged."""
    damaged = dict(counted)
    for number, open_lines in lines.items():
        for line in open_lines:
            came = count.filled.get((number, line["line"]), 0)
            if came < line["open"]:
                key = (number, line["sku"])
                broken = min(line["open"] - came, damaged.get(key, 0))
                day = date.fromisoformat(line["expected_on"]) if line["expected_on"] else None
                due_on = day if day is not None and day > today else None
                count.short.append(ShortLine(number, line["line"], line["sku"], line["open"], came, broken, due_on))
                if key in counted:
                    damaged[key] -= broken
                    count.counted_short.append(count.short[-1])


def _check(arrival: Arrival) -> None:
    least = 0 if arrival.purchase_order or arrival.damaged or arrival.refused else 1
    units = (arrival.quantity, arrival.damaged, arrival.refused)
    if not least <= arrival.quantity or not all(0 <= one <= MOST_UNITS for one in units):
        raise errors.BadQuantity(
            f"{arrival.quantity} of “{arrival.code}” cannot have come in. Nothing was booked. Count again.",
            code=arrival.code,
            quantity=arrival.quantity,
        )
    if arrival.damaged and not arrival.damaged_why.strip():
        raise errors.BadText(
            f"{arrival.damaged} of “{arrival.code}” are damaged, and nothing says how. Nothing was booked. Say what is "
            "wrong with them.",
            code=arrival.code,
        )


def _skus(records: Records, arrivals: Sequence[Arrival], count: _Count) -> list[str]:
    """The SKU of each arrival; SKUs and barcodes as they are written in two questions, what else answers one by one."""
    codes = list(dict.fromkeys(arrival.code.strip() for arrival in arrivals))
    known = dict(records.products_of(codes))
    found = {code: code for code in known}
    rest = [code for code in codes if code not in found]
    if rest:
        found |= records.skus_of_barcodes(rest)
        known |= records.products_of(sorted({found[code] for code in rest if code in found}))
        for code in rest:
            if found.get(code) not in known:
                product = resolve(records, records.shop(), code).product
                found[code], known[product.sku] = product.sku, product
    count.products = known
    return [found[arrival.code.strip()] for arrival in arrivals]


def _fill(count: _Count, arrival: Arrival, sku: str, lines: Sequence[Mapping[str, Any]], today: date) -> None:
    """Against which purchase lines an arrival counts, first line first, and what that adds to the supplier's record."""
    still = arrival.quantity
    for line in lines:
        key = (line["number"], line["line"])
        takes = min(still, line["open"] - count.filled.get(key, 0))
        if takes <= 0:
            continue
        count.filled[key] = count.filled.get(key, 0) + takes
        still -= takes
        count.deliveries.setdefault(sku, []).append(
            {
                "key": uuid4().hex, "supplier": line["supplier"], "ordered_on": line["ordered_on"],
                # A supplier is held to the day that they gave first, and one order brought on one day is one delivery,
                # however many lines it has.
                "promised_on": line["first_expected_on"] or line["expected_on"], "delivered_on": today.isoformat(),
                "sku": sku, "quantity": line["open"], "received": takes, "lane": "",
                "shipment": line["shipment"] or line["number"], "line": [*key, takes],
            }
        )  # fmt: skip
    if still:
        count.over.append(Unplanned(sku, still, arrival.purchase_order, arrival.over_why.strip() or MORE_CAME))


def _rows(count: _Count, portions: Sequence[Portion], give: Sequence[Give], why: str) -> Iterator[tuple[str, Any]]:
    """(list of the operation, row) of everything that is booked, product by product."""
    by_sku = {portion.sku: portion for portion in portions}
    for sku, units in count.came.items():
        yield "lines", {"sku": sku, "quantity": units}
        for delivery in count.deliveries.get(sku, ()):
            yield "purchase_lines", delivery.pop("line")
            yield "deliveries", delivery
        if sku in by_sku:
            for row in by_sku[sku].allocated():
                yield "allocations", row
            for row in passed_body(sku, by_sku[sku].shared.passed, why.strip()):
                yield "passed", row
    for name, unplanned in (("over", count.over), ("damaged", count.damaged), ("refused", count.refused)):
        for one in unplanned:
            yield name, [one.sku, one.units, one.purchase_order, one.why]
    for short in count.counted_short:
        yield "short", [short.purchase_order, short.line, short.sku, short.missing]
    for number in give:
        yield "by_hand", [number.order, number.line, number.units, why.strip()]
