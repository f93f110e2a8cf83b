"""Reads a file of our own or of another system: finds out what it is, then gives its records one by one."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

from pos.domain.errors import BadFile, BadSetting
from pos.domain.incoming import IncomingRow, Kind
from pos.files.columns import Plan, find_plan
from pos.files.dialects import DIALECTS
from pos.files.forms import Forms, look_through, settle
from pos.files.records import build
from pos.files.saying import Outcome, Remark
from pos.files.shelf_prices import shelf_prices
from pos.files.source import Source, look_at

SAMPLE = 2000
"""Records looked at before the forms of numbers and dates are settled; where they leave a doubt, all are."""
NAMES = ("auto", "raincheck", *DIALECTS, "xml")
"""What may be given as `dialect`."""

_NAMED = 15


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was looked at and can be read, as often as one likes; every record gives one value.

    A stock file with columns for several locations gives one value for each location of a record.
    """

    kind: Kind
    dialect: str
    total: int | None
    """About how many values there will be, for a progress bar; None when that is not known cheaply."""
    _forms: Forms
    _found: list[str]
    _records: Callable[[], Iterator[Outcome]]

    @property
    def notes(self) -> tuple[str, ...]:
        """What was found about the file, in sentences; rows that are read may add to it."""
        return tuple(self._found)

    def __iter__(self) -> Iterator[IncomingRow]:
        for outcome in self._records():
            if isinstance(outcome, tuple):
                yield build(self.kind, outcome, self._forms, self._tell)
            elif isinstance(outcome, Remark):
                self._tell(outcome.text)
            else:
                yield outcome

    def _tell(self, note: str) -> None:
        if note not in self._found:
            self._found.append(note)


def read(
    path: Path,
    kind: Kind,
    *,
    dialect: str = "auto",
    mapping: Mapping[str, str] | None = None,
    digits: int = 2,
    zone: tzinfo = UTC,
    month_first: bool = False,
    country: str = "",
    today: date | None = None,
) -> Reading:
    """Look at a file and make it ready to be read.

    `mapping` gives our column names the file's own (`{"price": "PVP"}`); `digits` are the decimals of the shop's
    currency, `zone` the zone of times without an offset. `month_first` decides dates such as 3/4/2024 where the file
    does not; `country` (ISO, two letters) says which letters a short file without Unicode is likely to hold; `today`
    is the day by which sale prices hold, by default this one. Raises BadFile, and BadSetting for a dialect or a mapping
    that does not exist; while it is read, a file that turns out damaged raises BadFile too.
    """
    if dialect not in NAMES:
        raise BadSetting(
            f"There is no file dialect “{dialect}”. Nothing was changed. Choose one of {', '.join(NAMES)}."
        )
    if mapping and dialect not in ("auto", "raincheck"):
        raise BadSetting(
            f"The columns of a {dialect} file are known; give either --dialect or --map. Nothing was changed."
        )
    source = look_at(path, country)
    if dialect != "auto" and (dialect == "xml") != (source.form == "xml"):
        raise BadFile(f"The file “{path.name}” is no {dialect} file. Nothing was changed. Leave --dialect out.")
    if source.form == "xml":
        return _read_xml(source, kind, digits, zone)
    plan = find_plan(source, kind, dialect, mapping or {}, today or datetime.now(zone).date())
    notes = _about(source, plan)
    if next(plan.records(), None) is None:
        notes.append("The file has a header and no row below it: there is nothing in it to bring in.")
    total = None if source.lines is None else source.lines * plan.values_a_row
    return _ready(kind, plan.dialect, total, plan.records, plan.machine, notes, digits, zone, month_first)


def _read_xml(source: Source, kind: Kind, digits: int, zone: tzinfo) -> Reading:
    if kind != "products":
        raise BadFile(
            f"The file “{source.path.name}” is XML, from which only products can be read, not {kind}. "
            "Nothing was changed. Export it as CSV."
        )
    reading = _ready(kind, "xml", source.lines, lambda: shelf_prices(source), True, [], digits, zone)
    if next(iter(reading), None) is None:
        raise BadFile(
            f"The file “{source.path.name}” holds no product: no element in it has an ItemCode. Nothing was changed."
        )
    return reading


def _ready(
    kind: Kind,
    dialect: str,
    total: int | None,
    records: Callable[[], Iterator[Outcome]],
    machine: bool,
    notes: list[str],
    digits: int,
    zone: tzinfo,
    month_first: bool = False,
) -> Reading:
    said = (outcome for outcome in records() if isinstance(outcome, tuple))
    look = look_through(itertools.islice(said, SAMPLE))
    if not look.is_settled and next(said, None) is not None:
        look = look_through(outcome for outcome in records() if isinstance(outcome, tuple))
    forms = settle(look, machine=machine, digits=digits, zone=zone, month_first=month_first)
    return Reading(kind, dialect, total, forms, [*notes, *forms.notes], records)


def _about(source: Source, plan: Plan) -> list[str]:
    notes = []
    if source.encoding:
        encoding = source.encoding.upper().removesuffix("-SIG")
        notes.append(f"Read as {encoding} text with “{plan.delimiter_name}” between cells.")
    if plan.unused:
        more = f" and {len(plan.unused) - _NAMED} more" if len(plan.unused) > _NAMED else ""
        notes.append(f"Columns not used: {', '.join(plan.unused[:_NAMED])}{more}.")
    return notes + list(plan.notes)
