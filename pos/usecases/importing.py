"""Bringing files in: each row is created, updated, left alone or rejected with its reason.

A second run changes nothing.

Rows go in by batches, each batch one transaction: what was brought in before a fault stays, and running the file again
finishes the work.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Protocol, cast

from pos.domain import errors
from pos.domain.incoming import BadRow, SameRow
from pos.domain.people import Person
from pos.domain.shop import Shop
from pos.usecases.ports import Transaction, Transactions

BATCH = 1000
_OP_BYTES = 48_000
Progress = Callable[[int], None]
Operations = Sequence[tuple[str, str, Sequence[Any], Mapping[str, Any]]]
"""(kind, name of its list, the list, other words) of each operation to write."""


@dataclass(slots=True)
class ImportReport:
    """How the rows of a file fared; `rows` = created + updated + unchanged + rejected."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    repairs_offered: int = 0
    rejects: list[BadRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What a person should know of the rows that went in, in sentences."""

    def reject(self, row: int, reason: str) -> None:
        self.rejected += 1
        self.rejects.append(BadRow(row, reason))


class ImportTransaction(Transaction, Protocol):
    """What bringing files in needs to read, by the batch."""

    def kept_products(self, skus: Sequence[str]) -> Mapping[str, Mapping[str, Any]]: ...
    def owners_of(self, codes: Sequence[str]) -> Mapping[str, str]: ...
    def kept_levels(self, skus: Sequence[str]) -> Mapping[tuple[str, str], tuple[int, int, str | None]]: ...
    def kept_suppliers(self, suppliers: Sequence[str]) -> Mapping[str, Mapping[str, Any]]: ...
    def known_keys(self, kind: str, keys: Sequence[str]) -> frozenset[str]: ...
    def customers_like(self, email: str, digits: str, name: str) -> Sequence[Any]: ...


def batches(rows: Iterable[Any], size: int = BATCH) -> Iterator[list[Any]]:
    """The rows in lists of at most `size`."""
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch


def bring_in(
    rows: Iterable[Any],
    take: Callable[[ImportTransaction, Shop, list[Any], ImportReport], Operations],
    *,
    transactions: Transactions,
    person: Person,
    dry_run: bool,
    progress: Progress | None,
    settle: Callable[[ImportTransaction, Operations, str, ImportReport], None] | None = None,
) -> ImportReport:
    """Run `take` over the good rows of each batch; it answers with (kind, list name, list, other words).

    `settle` is called in the same transaction once the operations of a batch are written, with the id of the last one:
    to draw the conclusions of what changed. A batch that changes nothing is not settled.
    """
    if not person.may("import"):
        raise errors.NotAllowed("Bringing files in needs a manager. Nothing was changed. Ask one to sign in.")
    report = ImportReport()
    for batch in batches(rows):
        report.rows += len(batch)
        good = []
        for row in batch:
            if isinstance(row, BadRow):
                report.reject(row.row, row.reason)
            elif isinstance(row, SameRow):
                report.unchanged += 1
            else:
                good.append(row)
        with transactions.reading() if dry_run else transactions.writing() as opened:
            # What the store opens reads for files too; a dry run only reads, so nothing is appended to it.
            tx = cast("ImportTransaction", opened)
            operations = take(tx, tx.shop(), good, report)
            if not dry_run:
                cause = ""
                for kind, name, values, words in operations:
                    for part in by_size(values):
                        cause = tx.append(kind, {name: part, **words}, person=person.id)
                if cause and settle is not None:
                    settle(tx, operations, cause, report)
        if progress is not None:
            progress(report.rows)
    return report


def by_size(values: Sequence[Any]) -> Iterator[list[Any]]:
    """The values in lists that fit one operation each."""
    part: list[Any] = []
    size = 0
    for value in values:
        length = len(json.dumps(value, ensure_ascii=False).encode())
        if part and size + length > _OP_BYTES:
            yield part
            part, size = [], 0
        part.append(value)
        size += length
    if part:
        yield part


def skus_of(tx: ImportTransaction, codes: Sequence[str]) -> dict[str, str]:
    """Code -> SKU for codes that are a SKU or a barcode."""
    wanted = sorted(set(codes))
    found = {code: code for code in tx.kept_products(wanted)}
    rest = [code for code in wanted if code not in found]
    return found | dict(tx.owners_of(rest)) if rest else found


def sorted_in(report: ImportReport, before: Mapping[str, Any] | None, after: dict[str, Any]) -> list[dict[str, Any]]:
    """Count one row, and answer with it when it has to be written."""
    if before is None:
        report.created += 1
    elif dict(before) == after:
        report.unchanged += 1
        return []
    else:
        report.updated += 1
    return [after]
