"""Reads any file of past deliveries: whose columns they are and how its dates are written is found from the file."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pos.domain.backtest_cases import PastDelivery
from pos.domain.errors import BadFile, BadSetting
from pos.domain.incoming import BadRow
from pos.domain.lateness_deliveries import Delivery
from pos.files.columns import HEADER_WITHIN
from pos.files.dates import DayOrMonth, NotADay, Order, OrderEvidence, read_day
from pos.files.day_numbers import NumberForm, day_of, form_of_all, note
from pos.files.fields import plain
from pos.files.history_columns import (
    DATES,
    FIELDS,
    HistoryColumns,
    empty_deliveries,
    find_columns,
    not_taken,
    wished_for,
)
from pos.files.source import Source, look_at
from pos.files.tables import rows, sheets

NOBODY = "all"
"""The supplier of a file that names none."""
_LOOK = 400
_MOSTLY = 20
"""So many times more dates must speak for an order than against it."""
_NOTHING = frozenset("null none nan nat n/a na - -- ? 0 0000-00-00 unknown".split())
_LIKE_A_DAY = re.compile(r"\s*\d{1,4}[-/. ][\w ]{1,12}?[-/. ,]+\d{1,4}\b.*", re.DOTALL)
_SAID = {"promised_on": "the promised day", "delivered_on": "the day of delivery", "ordered_on": "the day of order"}


@dataclass(frozen=True, slots=True)
class History:
    """What a file says: its rows one by one, the columns that were taken, and what was found out about it."""

    outcomes: list[PastDelivery | BadRow]
    columns: Mapping[str, str]
    notes: tuple[str, ...]


def read_history(path: Path, mapping: Mapping[str, str] | None = None, *, month_first: bool = False) -> History:
    """Read a file of deliveries. `mapping` names columns: {"supplier": "Vendor"}.

    `month_first` decides dates such as 3/4/2024 where nothing in the file does. Raises BadFile, and BadSetting for a
    field that does not exist.
    """
    mapping = mapping or {}
    unknown = sorted(set(mapping) - set(FIELDS))
    if unknown:
        raise BadSetting(f"“{unknown[0]}” is no column of a delivery. Choose from {', '.join(FIELDS)}.")
    source = look_at(path)
    if source.form == "xml":
        raise BadFile(f"The file “{path.name}” is XML, from which no deliveries can be read. Export it as CSV.")
    header, columns, body = _find_table(source, mapping)
    once, repeated = _once(body)
    sample = [row[1] for row in once[:_LOOK] if isinstance(row, tuple)]
    table, numbered = _with_days_for_numbers(once, header, columns)
    orders, notes = _orders(table, columns, "month" if month_first else "day")
    notes = [*numbered, *notes, *_on_promises(header, sample, columns)]
    if repeated:
        notes.append(f"{repeated} rows are exactly as a row above them and were set aside as given twice.")
    outcomes = [_outcome(row, columns, orders) if isinstance(row, tuple) else row for row in table]
    taken = {field: header[place] for field, place in columns.places.items()}
    if "supplier" not in taken:
        notes.append("No column names the supplier: all deliveries count as one supplier's.")
    return History(outcomes, taken, tuple(notes))


_Row = tuple[int, list[str]]


def _once(body: Iterator[_Row | BadRow]) -> tuple[list[_Row | BadRow], int]:
    """The rows, those that are given once more set aside, and how many these are."""
    first: dict[tuple[str, ...], int] = {}
    found: list[_Row | BadRow] = []
    repeated = 0
    for row in body:
        if isinstance(row, BadRow) or not any(cell.strip() for cell in row[1]):
            found.append(row)
            continue
        number, cells = row
        before = first.setdefault(tuple(cell.strip() for cell in cells), number)
        if before != number:
            repeated += 1
            found.append(BadRow(number, f"given twice: it is exactly as row {before}"))
        else:
            found.append(row)
    return found, repeated


def _on_promises(header: Sequence[str], sample: Sequence[Sequence[str]], columns: HistoryColumns) -> Iterator[str]:
    """What has to be known about the promised days: a wish that was taken for one, none at all, others left out."""
    place = columns.places.get("promised_on")
    if place is None:
        yield "No column was taken as the promised day: days are counted from the day of order."
    elif wished_for(header[place]):
        yield f"“{header[place]}” was taken as the promised day, though it may only be the day that was asked for."
    for name in not_taken(header, sample, columns):
        yield f'The column “{name}” was not used. To judge by it, say --map promised_on="{name}".'


def _find_table(
    source: Source, mapping: Mapping[str, str]
) -> tuple[list[str], HistoryColumns, Iterator[_Row | BadRow]]:
    """The first header, on any sheet, that holds what is needed, and the rows below it. Raises BadFile."""
    seen: list[str] = []
    lost = empty = ""
    most = 0
    for sheet in range(sheets(source)):
        top = list(itertools.islice(rows(source, sheet), HEADER_WITHIN + _LOOK))
        most = max(most, len(top))
        for at, row in enumerate(top[:HEADER_WITHIN]):
            if not isinstance(row, tuple):
                continue
            header = [cell.strip().lstrip("\ufeff") for cell in row[1]]
            seen = seen or header
            sample = [each[1] for each in top[at + 1 :] if isinstance(each, tuple)]
            columns = find_columns(header, sample, mapping)
            empty = empty or (empty_deliveries(header, sample) if sample else "")
            if columns is None:
                known = {plain(name) for name in seen}
                lost = lost or next((name for name in mapping.values() if plain(name) not in known), "")
            elif columns.is_enough:
                number = row[0]
                return header, columns, (each for each in rows(source, sheet) if _number(each) > number)
    if most <= 1:
        raise BadFile(
            f"The file “{source.path.name}” has a header and no row below it, so there is no delivery to learn from. "
            "Nothing was changed. Export it again with its rows."
        )
    if empty and not lost:
        raise BadFile(
            f"The file “{source.path.name}” has the column “{empty}”, and no row says anything in it, so there is no "
            "delivery to learn from. Nothing was changed. Export it again with the days on which goods came, or name "
            "the column that has them with --map delivered_on=COLUMN."
        )
    names = ", ".join(name for name in seen if name)[:600] or "none"
    what = (
        f"no column “{lost}”" if lost else "no column for the day of delivery beside a promised day or a day of order"
    )
    raise BadFile(
        f"The file “{source.path.name}” has {what}. Nothing was changed. Columns found: {names}. "
        "Name them with --map, such as --map delivered_on=COLUMN."
    )


def _with_days_for_numbers(
    table: list[_Row | BadRow], header: Sequence[str], columns: HistoryColumns
) -> tuple[list[_Row | BadRow], list[str]]:
    """The table with days in the columns that count them, and a sentence on each."""
    forms: dict[int, NumberForm] = {}
    notes = []
    for field in DATES:
        place = columns.places.get(field)
        said = [text for row in table if isinstance(row, tuple) and (text := _cell(row[1], place))]
        if place is not None and (form := form_of_all(said)):
            forms[place] = form
            notes.append(note(header[place], form))
    for row in table if forms else ():
        if isinstance(row, tuple):
            for place, form in forms.items():
                if text := _cell(row[1], place):
                    row[1][place] = day_of(text, form).isoformat()
    return table, notes


def _number(row: _Row | BadRow) -> int:
    return row.row if isinstance(row, BadRow) else row[0]


def _cell(cells: Sequence[str], place: int | None) -> str:
    text = cells[place].strip() if place is not None and place < len(cells) else ""
    return "" if text.lower() in _NOTHING else text


def _outcome(row: _Row, columns: HistoryColumns, orders: Mapping[str, Order | None]) -> PastDelivery | BadRow:
    number, cells = row
    places = columns.places
    days: dict[str, date | None] = {}
    for field in DATES:
        text = _cell(cells, places.get(field))
        try:
            days[field] = read_day(text, orders.get(field)) if text else None
        except (DayOrMonth, NotADay):
            # A word where the day of order should be says that nobody knows it; a date that is none is a slip.
            if field in ("promised_on", "delivered_on") or (field == "ordered_on" and _LIKE_A_DAY.fullmatch(text)):
                return BadRow(number, f"{_SAID[field]} “{text[:40]}” is no date")
            days[field] = None
    supplier = _cell(cells, places["supplier"]) if "supplier" in places else NOBODY
    delivery = Delivery(
        supplier or "nobody named",
        days["ordered_on"],
        days["promised_on"],
        days["delivered_on"],
        _cell(cells, places.get("lane")),
        _cell(cells, places.get("shipment")),
        days["recorded_on"],
    )
    return PastDelivery(number, delivery, days["shipped_on"])


def _orders(
    table: Sequence[_Row | BadRow], columns: HistoryColumns, usual: Order
) -> tuple[dict[str, Order | None], list[str]]:
    """Which of day and month comes first, for each column of dates, from all its cells."""
    evidence = {field: OrderEvidence() for field in DATES if field in columns.places}
    for row in table:
        if isinstance(row, tuple):
            for field, found in evidence.items():
                found.note(_cell(row[1], columns.places[field]))
    orders: dict[str, Order | None] = {field: _order(found) for field, found in evidence.items()}
    known = {order for order in orders.values() if order}
    notes = [f"Dates in {field} are written {order} first." for field, order in orders.items() if order]
    open_fields = [field for field, found in evidence.items() if orders[field] is None and found.unclear]
    if open_fields:
        order = next(iter(known)) if len(known) == 1 else _closer(table, columns, orders, open_fields, usual)
        notes.append(f"Nothing says whether {evidence[open_fields[0]].example} begins with the day or the month; ")
        notes[-1] += f"the {order} was taken first."
        orders.update(dict.fromkeys(open_fields, order))
    return orders, notes


def _order(found: OrderEvidence) -> Order | None:
    """The order nearly all telling dates of a column speak for; a few slips do not count."""
    if found.day > _MOSTLY * found.month:
        return "day"
    return "month" if found.month > _MOSTLY * found.day else None


def _closer(
    table: Sequence[_Row | BadRow],
    columns: HistoryColumns,
    orders: Mapping[str, Order | None],
    open_fields: Sequence[str],
    usual: Order,
) -> Order:
    """The order under which deliveries lie nearer to what was promised or ordered: days apart, not months."""
    other: Order = "month" if usual == "day" else "day"
    apart = {usual: 0, other: 0}
    for order in apart:
        tried = {**orders, **dict.fromkeys(open_fields, order)}
        for row in table[:_LOOK]:
            if isinstance(row, tuple):
                outcome = _outcome(row, columns, tried)
                if isinstance(outcome, PastDelivery):
                    line = outcome.delivery
                    base = line.promised_on or line.ordered_on
                    apart[order] += abs((line.delivered_on - base).days) if line.delivered_on and base else 0
                else:
                    apart[order] += 365
    return usual if apart[usual] <= apart[other] else other
