"""Files in and out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, cast

import typer

from pos.domain import errors
from pos.domain.incoming import Kind
from pos.domain.money import digits_of
from ui.verbs import shapes
from ui.verbs.common import common, open_register, say, to_write, verb, who

KINDS = ("products", "stock", "suppliers", "purchase-orders", "deliveries", "sales", "customers")


@verb
def import_file(
    kind: Annotated[str, typer.Argument(help="|".join(KINDS))],
    file: Path,
    dialect: Annotated[
        str, typer.Option(help="auto, raincheck, shopify, square, loyverse, woocommerce, lightspeed or xml")
    ] = "auto",
    map_: Annotated[list[str] | None, typer.Option("--map", help="FIELD=COLUMN; may be repeated.")] = None,
    repair: Annotated[
        str, typer.Option(help="lost-zeros: put back the leading zeros that a spreadsheet took away.")
    ] = "",
    dry_run: Annotated[bool, typer.Option(help="Say what would happen; change nothing.")] = False,
    rejects: Annotated[Path | None, typer.Option(help="Write the rows that did not go in to this CSV.")] = None,
) -> None:
    """Bring a file in; running it twice changes nothing the second time."""
    from zoneinfo import ZoneInfo

    from pos.files.dates import MONTH_FIRST
    from pos.files.reading import read
    from pos.files.writing import write_csv

    if kind not in KINDS:
        raise errors.BadSetting(f"There is nothing called “{kind}” to bring in. Choose one of {', '.join(KINDS)}.")
    if repair not in ("", "lost-zeros"):
        raise errors.BadSetting(f"There is no repair “{repair}”. Nothing was changed. Choose lost-zeros.")
    if rejects is not None:
        to_write(rejects, file)
    with open_register() as register:
        shop = register.shop()
        person = who(register)
        reading = read(
            file,
            cast(Kind, kind),
            dialect=dialect,
            mapping=_mapping(map_ or []),
            digits=digits_of(shop.currency),
            zone=ZoneInfo(shop.timezone),
            month_first=shop.country in MONTH_FIRST,
            country=shop.country,
        )
        with _Bar(reading.total) as bar:
            report = register.import_rows(
                kind,
                reading,
                person=person,
                dry_run=dry_run,
                repair_lost_zeros=repair == "lost-zeros",
                progress=bar.move_to,
            )
        if rejects is not None:
            write_csv(rejects, ["row", "reason"], [[str(bad.row), bad.reason] for bad in report.rejects])
        answer = shapes.imported(report) | {"dialect": reading.dialect, "notes": [*reading.notes, *report.notes]}
        say(answer, *_words(report, (*reading.notes, *report.notes), dry_run))


def _mapping(pairs: list[str]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        for part in pair.split(",") if pair.count("=") > 1 else [pair]:
            field, sign, column = part.partition("=")
            if not sign or not field.strip() or not column.strip():
                raise errors.BadSetting(f"“{pair}” is no --map FIELD=COLUMN. Nothing was changed.")
            mapping[field.strip()] = column.strip()
    return mapping


def _words(report: Any, notes: tuple[str, ...], dry_run: bool) -> list[str]:
    would = "would be " if dry_run else ""
    words = [
        (
            f"{report.rows} rows: {report.created} {would}created, {report.updated} {would}updated, {report.unchanged} "
            f"unchanged, {report.rejected} rejected."
        )
    ]
    if report.repairs_offered:
        words.append(
            f"{report.repairs_offered} codes seem to have lost leading zeros. Put them back with --repair lost-zeros."
        )
    words += [f"  row {bad.row}: {bad.reason}" for bad in report.rejects[:20]]
    if len(report.rejects) > 20:
        words.append(f"  and {len(report.rejects) - 20} more; write them all to a file with --rejects FILE.")
    return [*words, *notes]


class _Bar:
    """A progress bar on standard error where somebody looks on, and nothing elsewhere."""

    def __init__(self, total: int | None) -> None:
        self._total = total

    def __enter__(self) -> _Bar:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._progress = Progress(
            TextColumn("Bringing in"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            disable=common.as_json or not Console(stderr=True).is_terminal,
            transient=True,
        )
        self._progress.start()
        self._task = self._progress.add_task("rows", total=self._total)
        return self

    def move_to(self, rows: int) -> None:
        self._progress.update(self._task, completed=rows)

    def __exit__(self, *fault: object) -> None:
        self._progress.stop()


@verb
def export_file(
    kind: Annotated[
        str,
        typer.Argument(help="products, stock, suppliers, purchase-orders, deliveries, customers, sales, backorders"),
    ],
    file: Path,
) -> None:
    """The same files out."""
    from pos.files.writing import write_csv

    with open_register() as register:
        person = who(register)
        if not person.may("import"):
            raise errors.NotAllowed("Taking files out needs a manager. Nothing was written. Ask one to sign in.")
        columns, rows = register.export_rows(kind)
        written = write_csv(to_write(file), columns, rows)
    say({"rows": written}, f"{written} rows are in {file}.")
