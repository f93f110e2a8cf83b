"""Finds the header of a table and which of our fields its columns hold."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pos.domain.errors import BadFile, BadSetting
from pos.domain.incoming import BadRow, Kind, SameRow
from pos.files.dialects import DIALECTS, fits, recognise, signature
from pos.files.fields import COLUMNS, guess_columns, missing, plain
from pos.files.records import UNITS
from pos.files.saying import NamedRow, Outcome, Remark
from pos.files.source import Source
from pos.files.tables import Row, find_delimiter, rows, sheets

HEADER_WITHIN = 20
"""Rows; some exports put a title and a date above their header."""
_LOOK = 200


@dataclass(frozen=True, slots=True)
class Plan:
    """How the records of a table are had: again and again, from the file."""

    dialect: str
    records: Callable[[], Iterator[Outcome]]
    machine: bool
    """The numbers were written by a program, with a decimal point."""
    unused: tuple[str, ...]
    delimiter_name: str = ""
    values_a_row: int = 1
    notes: tuple[str, ...] = ()


def find_plan(source: Source, kind: Kind, dialect: str, mapping: Mapping[str, str], today: date) -> Plan:
    """The first header, on any sheet, that holds what this kind of file needs. Raises BadFile, BadSetting."""
    unknown = sorted(set(mapping) - set(COLUMNS[kind]))
    if unknown:
        raise BadSetting(
            f"“{unknown[0]}” is no column of {kind}. Nothing was changed. Choose from {', '.join(COLUMNS[kind])}."
        )
    seen: list[str] = []
    for sheet in range(sheets(source)):
        for number, cells in itertools.islice(_whole_rows(source, sheet), HEADER_WITHIN):
            header = [cell.strip() for cell in cells]
            seen = seen or header
            plan = _plan(kind, dialect, mapping, _Table(source, sheet, number, header), today)
            if plan:
                return plan
    raise _nothing_fits(source, kind, dialect, mapping, seen)


@dataclass(frozen=True, slots=True)
class _Table:
    source: Source
    sheet: int
    header_row: int
    header: list[str]

    def rows(self) -> Iterator[Row | BadRow | SameRow]:
        """The rows below the header, none wider than it; a row of empty cells says nothing."""
        width = len(self.header)
        for row in rows(self.source, self.sheet):
            if isinstance(row, BadRow):
                if row.row > self.header_row:
                    yield row
                continue
            number, cells = row
            if number <= self.header_row:
                continue
            if len(cells) > width and any(cell.strip() for cell in cells[width:]):
                yield BadRow(number, f"the row has {len(cells)} cells but the header {width}; is a comma not quoted?")
            elif not any(cell.strip() for cell in cells):
                yield SameRow(number)
            else:
                yield row


def _whole_rows(source: Source, sheet: int) -> Iterator[Row]:
    return (row for row in rows(source, sheet) if isinstance(row, tuple))


def _plan(kind: Kind, dialect: str, mapping: Mapping[str, str], table: _Table, today: date) -> Plan | None:
    header = table.header
    if kind in ("products", "stock") and not mapping:
        name = dialect if dialect in DIALECTS else recognise(header) if dialect == "auto" else None
        if name and fits(name, header):
            return _system_plan(name, kind, table, today)
    if dialect in DIALECTS:
        return None
    fields = _fields(kind, header, mapping, ours_only=dialect == "raincheck" and not mapping)
    if missing(kind, fields):
        return None
    ours = {name.lower() for name in header if name} <= set(COLUMNS[kind])
    found = "raincheck" if not mapping and (ours or dialect == "raincheck") else "columns"
    return _column_plan(found, table, fields, given=frozenset(mapping))


def _fields(
    kind: Kind, header: Sequence[str], mapping: Mapping[str, str], *, ours_only: bool
) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for field, column in mapping.items():
        places = [i for i, name in enumerate(header) if name == column.strip()]
        places = places or [i for i, name in enumerate(header) if plain(name) == plain(column)]
        if not places:
            return {}
        found[field] = (places[0],)
    taken = {place for places_ in found.values() for place in places_}
    rest = ["" if place in taken else name for place, name in enumerate(header)]
    if ours_only:
        rest = [name if name.lower() in COLUMNS[kind] else "" for name in rest]
    return {**guess_columns(kind, rest), **found}


def _column_plan(dialect: str, table: _Table, fields: dict[str, tuple[int, ...]], given: frozenset[str]) -> Plan:
    notes: list[str] = []
    if dialect == "columns" and "unit" in fields and "unit" not in given and not _are_units(table, fields["unit"][0]):
        notes.append(f"The column {table.header[fields['unit'][0]]} is a text about the pack, not our unit.")
        del fields["unit"]
    used = {place for places in fields.values() for place in places}
    unused = tuple(name for place, name in enumerate(table.header) if name and place not in used)
    renamed = [
        f"{table.header[places[0]]} as {field}"
        for field, places in fields.items()
        if plain(table.header[places[0]]) != plain(field)
    ]
    if renamed:
        notes.append(f"Columns taken: {', '.join(renamed)}.")

    def records() -> Iterator[Outcome]:
        single = [(field, places[0]) for field, places in fields.items() if len(places) == 1]
        several = [(field, places) for field, places in fields.items() if len(places) > 1]
        for row in table.rows():
            if not isinstance(row, tuple):
                yield row
                continue
            number, cells = row
            width = len(cells)
            said = {field: text for field, place in single if place < width and (text := cells[place])}
            for field, places in several:
                said[field] = ";".join(cells[place] for place in places if place < width)
            yield number, said

    return Plan(dialect, records, dialect == "raincheck", unused, _delimiter_name(table.source), 1, tuple(notes))


def _are_units(table: _Table, place: int) -> bool:
    """A “unit” beside a pack size (L, 0.75) says how the pack is measured; ours says how the product is sold."""
    if any(plain(name) in ("quantity", "packsize", "content", "inhalt", "kolicina") for name in table.header):
        return False
    looked = itertools.islice(table.rows(), _LOOK)
    words = {
        row[1][place].strip().lower().rstrip(".") for row in looked if isinstance(row, tuple) and place < len(row[1])
    }
    return words - {""} <= set(UNITS)


def _system_plan(name: str, kind: Kind, table: _Table, today: date) -> Plan:
    """The plan of another system's export; which columns it uses is seen from what it asks for."""
    asked: set[str] = set()

    class Asked(dict[str, str]):
        def get(self, key: str, default: str = "") -> str:  # type: ignore[override]
            asked.add(key)
            return dict.get(self, key, default)

    def records(make: type[dict[str, str]] = dict) -> Iterator[Outcome]:
        bad: list[BadRow | SameRow] = []

        def named() -> Iterator[NamedRow]:
            for row in table.rows():
                if isinstance(row, tuple):
                    # The first of two columns of one name counts, as a person reading from the left would take it.
                    yield (
                        row[0],
                        make(
                            zip(
                                reversed(table.header[: len(row[1])]),
                                reversed(row[1][: len(table.header)]),
                                strict=False,
                            )
                        ),
                    )
                else:
                    bad.append(row)

        for outcome in DIALECTS[name](kind, named(), table.header, today):
            yield from bad
            bad.clear()
            yield outcome
        yield from bad

    looked = [said for said in itertools.islice(records(Asked), _LOOK) if not isinstance(said, Remark)]
    values = 1
    if kind == "stock" and looked:
        counts: dict[int, int] = {}
        for outcome in looked:
            number = outcome[0] if isinstance(outcome, tuple) else outcome.row
            counts[number] = counts.get(number, 0) + 1
        values = next(iter(counts.values()))
    unused = tuple(column for column in table.header if column and column not in asked)
    notes = (f"Each row speaks of {values} locations.",) if values > 1 else ()
    return Plan(name, records, True, unused, _delimiter_name(table.source), values, notes)


def _delimiter_name(source: Source) -> str:
    if source.form != "text":
        return ""
    delimiter = find_delimiter(source)
    return "tab" if delimiter == "\t" else delimiter


def _nothing_fits(
    source: Source, kind: Kind, dialect: str, mapping: Mapping[str, str], header: Sequence[str]
) -> BadFile:
    columns = ", ".join(name for name in header if name)[:600] or "none"
    lost = [column for column in mapping.values() if plain(column) not in {plain(name) for name in header}]
    if lost:
        what = f"has no column “{lost[0]}”"
        then = "Give --map the names as they stand in the header."
    elif dialect in DIALECTS:
        what = f"is no {dialect} export, which has {signature(dialect)}"
        then = "Leave --dialect out, or name the columns with --map."
    else:
        lacking = missing(kind, _fields(kind, header, mapping, ours_only=dialect == "raincheck"))
        what = f"has no column for {' and '.join(lacking) or kind}"
        then = f"Name it with --map, such as --map {(lacking or ['name'])[0].split()[0]}=COLUMN."
    return BadFile(f"The file “{source.path.name}” {what}. Nothing was changed. Columns found: {columns}. {then}")
