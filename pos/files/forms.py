"""How a file writes its numbers and dates, found from a look at its records before any of them is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo

from pos.files.dates import Order, OrderEvidence
from pos.files.day_numbers import NumberForm, note
from pos.files.fields import DAYS, INSTANTS, MONEY, WHOLE
from pos.files.numbers import Evidence

Said = tuple[int, dict[str, str]]
"""A record after its dialect: row number and the texts of our fields; empty texts are left out."""


@dataclass(frozen=True, slots=True)
class Forms:
    """Decimal mark and date order by field; a field that is missing has no settled form."""

    marks: Mapping[str, str]
    orders: Mapping[str, Order]
    digits: int = 2
    zone: tzinfo = UTC
    notes: tuple[str, ...] = ()
    numbered: Mapping[str, NumberForm] = field(default_factory=dict)
    """The date fields whose days are bare numbers."""


@dataclass(frozen=True, slots=True)
class Look:
    """Evidence of all number and date fields seen so far."""

    numbers: Mapping[str, Evidence]
    dates: Mapping[str, OrderEvidence]

    @property
    def is_settled(self) -> bool:
        """Whether every text with two readings has a neighbour in its column that decides it."""
        return not any(e.unclear and e.mark() is None for e in self.numbers.values()) and not any(
            e.unclear and e.order() is None for e in self.dates.values()
        )


def look_through(records: Iterable[Said]) -> Look:
    """Gather evidence from records."""
    numbers = {name: Evidence() for name in sorted(MONEY | WHOLE)}
    dates = {name: OrderEvidence() for name in sorted(DAYS | INSTANTS)}
    for _, said in records:
        for name, text in said.items():
            if name in numbers:
                numbers[name].note(text)
            elif name in dates:
                dates[name].note(text)
    return Look(numbers, dates)


def settle(look: Look, *, machine: bool, digits: int, zone: tzinfo, month_first: bool = False) -> Forms:
    """Decide how each field is read. `machine`: the file comes from a program that always writes a decimal point;
    `month_first`: so dates are read that nothing in the file decides."""
    notes: list[str] = []
    marks = _settle_marks(look, machine, notes)
    orders = _settle_orders(look, "month" if month_first else "day", notes)
    if "," in marks.values():
        named = ", ".join(sorted(name for name, mark in marks.items() if mark == "," and look.numbers[name].mark()))
        notes.append(f"Numbers are written with a decimal comma{f' ({named})' if named else ''}.")
    numbered = {name: evidence.numbers for name, evidence in look.dates.items() if evidence.numbers}
    notes += [note(name, form) for name, form in numbered.items()]
    return Forms(marks, orders, digits, zone, tuple(notes), numbered)


def _settle_marks(look: Look, machine: bool, notes: list[str]) -> dict[str, str]:
    found = {name: mark for name, evidence in look.numbers.items() if (mark := evidence.mark())}
    everywhere = set(found.values())
    for name, evidence in look.numbers.items():
        if name in found:
            continue
        if all(evidence.marks[mark] for mark in ".,"):
            notes.append(f"The column {name} mixes decimal points and decimal commas; numbers such as 1,234 stay out.")
        elif machine:
            found[name] = "."
        elif len(everywhere) == 1:
            found[name] = next(iter(everywhere))
        elif evidence.unclear:
            notes.append(
                f"Nothing in the column {name} says whether 1,234 is a thousand; see the rows that stayed out."
            )
    return found


def _settle_orders(look: Look, usual: Order, notes: list[str]) -> dict[str, Order]:
    found: dict[str, Order] = {name: order for name, evidence in look.dates.items() if (order := evidence.order())}
    everywhere = set(found.values())
    for name, evidence in look.dates.items():
        if name in found or not evidence.unclear:
            continue
        if evidence.day and evidence.month:
            notes.append(f"The column {name} mixes day/month and month/day; dates such as {evidence.example} stay out.")
        elif len(everywhere) == 1:
            found[name] = next(iter(everywhere))
        else:
            found[name] = usual
            notes.append(
                f"Nothing says whether {evidence.example} in {name} begins with the day or the month; the {usual} was "
                "taken first. If that is wrong, write the dates as 2024-12-31."
            )
    notes += [f"Dates in {name} are written {order} first." for name, order in found.items() if _told(look, name)]
    return found


def _told(look: Look, name: str) -> bool:
    return look.dates[name].order() is not None
