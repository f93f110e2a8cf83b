"""Which goods leave at a hand-over: all that is put aside, units of single lines, or what was scanned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NoReturn

from pos.domain import errors, order_life
from pos.domain.backorder import Order, OrderLine
from pos.domain.ways import Whereabouts
from pos.usecases.availability import resolve
from pos.usecases.ports import Records
from pos.usecases.whereabouts import whereabouts

SENT = ("deliver", "direct")
"""The ways on which each part is a parcel of its own."""


def going(
    records: Records, found: Order, lines: Mapping[int, int] | None = None, scans: Sequence[str] = (), *, today: date
) -> list[OrderLine]:
    """The lines of which something leaves now, each with the units that do so as its `allocated`.

    Without `lines` (line -> units) it is what was scanned, one unit for each code; without either all that is put
    aside: what is to be collected, and what is to be sent only where nothing is to be collected. What is not released
    by `today` stays. Raises OrderNotReady, WrongState, UnknownCode, and BadQuantity, also where the scans are not the
    lines.
    """
    if not any(line.allocated for line in found.lines):
        raise errors.OrderNotReady(
            f"Nothing is put aside for order {found.number} yet. Nothing was changed. Book the goods in first.",
            number=found.number,
        )
    if found.ship_complete:
        where = whereabouts(records, found)
        for line in found.lines:
            if line.allocated and _near(line, where[line.line]) < line.allocated:
                _refuse_elsewhere(records, found, line, where[line.line])
    scanned = _scanned(records, found, scans)
    units = _from_scans(found, scanned) if lines is None and scans else lines
    if units is None:
        put_aside = _within_reach(records, found)
        collected = [line for line in put_aside if line.route not in SENT]
        put_aside = collected or put_aside
        out = [line for line in put_aside if _held(records, line, today) is None]
        if not out:
            _refuse(records, found, put_aside[0], today)
        return out
    chosen = []
    for number, count in units.items():
        line = order_life.line_of(found, number)
        if _held(records, line, today) is not None:
            _refuse(records, found, line, today)
        order_life.hand_over(line, count, found.number)
        if count > _near(line, at := whereabouts(records, found)[number]):
            _refuse_elsewhere(records, found, line, at)
        chosen.append(replace(line, allocated=count))
    if not chosen:
        raise errors.BadQuantity(f"Nothing of order {found.number} was chosen. Nothing was handed over.")
    if scans:
        _check_scans(chosen, scanned)
    return sorted(chosen, key=lambda line: line.line)


def sent_before(records: Records, found: Order, chosen: Sequence[OrderLine], most: int) -> int | None:
    """How many parts of an order were sent before the one that is chosen now; None where nothing of it is sent.

    Raises WrongState where this would have to be the last of `most` parts (0: any number) and something is left."""
    sent = {line.line for line in found.lines if line.route in SENT}
    if not any(line.line in sent for line in chosen):
        return None
    before = len(
        {
            str(step.details.get("document", step.at))
            for step in records.steps(found.number)
            if step.kind == "handed_over" and step.line in sent
        }
    )
    leaves = {line.line: line.allocated for line in chosen}
    more = any(line.open > leaves.get(line.line, 0) for line in found.lines if line.line in sent)
    if 0 < most <= before + 1 and more:
        raise errors.WrongState(
            f"Order {found.number} is sent in {most} parts at the most, and this would be part {before + 1} with more "
            "to come. Nothing was changed. Wait until the rest is here, or let the customer collect it.",
            order=found.number,
            most=most,
            parts=before + 1,
        )
    return before


def _near(line: OrderLine, at: Whereabouts) -> int:
    """Units of a line that can be handed over where they are collected: not those that are still to go there."""
    return at.there if line.route == "other_store" and line.kind != "layaway" else at.here + at.there


def _within_reach(records: Records, found: Order) -> list[OrderLine]:
    """The lines that have goods put aside where they are collected. Raises OrderNotReady where there are none."""
    at = whereabouts(records, found)
    aside = [line for line in found.lines if line.allocated]
    near = [replace(line, allocated=_near(line, at[line.line])) for line in aside]
    if not any(line.allocated for line in near):
        _refuse_elsewhere(records, found, aside[0], at[aside[0].line])
    return [line for line in near if line.allocated]


def _refuse_elsewhere(records: Records, found: Order, line: OrderLine, at: Whereabouts) -> NoReturn:
    store = records.shop().stores.get(line.route_to, line.route_to)
    if at.under_way or not at.here:
        why = f"is on its way to {store}. Nothing was changed. Note that it is there, then hand it over."
    else:
        why = (
            f"is collected at {store} and still here. Nothing was changed. Send it on; or, if the customer is here, "
            "change its way to collecting here."
        )
    raise errors.OrderNotReady(
        f"“{line.name}” of order {found.number} {why}", number=found.number, line=line.line, store=line.route_to
    )


def _held(records: Records, line: OrderLine, today: date) -> date | None:
    product = records.product(line.sku)
    return product.held_on(today) if product is not None else None


def _refuse(records: Records, found: Order, line: OrderLine, today: date) -> NoReturn:
    on = _held(records, line, today)
    when = on.isoformat() if on is not None else "a later day"
    raise errors.OrderNotReady(
        f"“{line.name}” of order {found.number} is released on {when}, and not handed over before. "
        "Nothing was changed. Hand it over on that day.",
        number=found.number,
        sku=line.sku,
        release_on=when,
    )


def _scanned(records: Records, found: Order, scans: Sequence[str]) -> dict[str, int]:
    ours = {line.sku for line in found.lines}
    counted: dict[str, int] = {}
    for code in scans:
        product = resolve(records, records.shop(), code).product
        if product.sku not in ours:
            raise errors.UnknownCode(
                f"{product.name} is not part of order {found.number}. Nothing was handed over. Put it back and scan "
                "what is in the bag of this order.",
                code=code,
                order=found.number,
            )
        counted[product.sku] = counted.get(product.sku, 0) + 1
    return counted


def _from_scans(found: Order, scanned: Mapping[str, int]) -> dict[int, int]:
    """Scanned units to the lines that have goods put aside, the first line first; too many go to the last, where they
    are refused."""
    left, units = dict(scanned), {}
    for line in found.lines:
        takes = min(left.get(line.sku, 0), line.allocated)
        if takes:
            units[line.line] = takes
            left[line.sku] -= takes
    for line in reversed(found.lines):
        if left.get(line.sku):
            units[line.line] = units.get(line.line, 0) + left.pop(line.sku)
    return units


def _check_scans(chosen: Sequence[OrderLine], scanned: Mapping[str, int]) -> None:
    wanted: dict[str, int] = {}
    for line in chosen:
        if line.unit == "pc":
            wanted[line.sku] = wanted.get(line.sku, 0) + line.allocated
    pieces = {sku: units for sku, units in scanned.items() if sku in wanted}
    if pieces != wanted:
        raise errors.BadQuantity(
            "What was scanned is not what was to be handed over. Nothing was changed. Scan each piece once.",
            scanned=dict(scanned),
            wanted=wanted,
        )
