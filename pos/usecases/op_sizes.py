"""One step of many rows, written as operations of which each fits the log."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

_OP_BYTES = 48_000


def bodies(
    head: Mapping[str, Any], rows: Iterable[tuple[str, Any]], lists: Sequence[str] = ()
) -> Iterator[dict[str, Any]]:
    """The (list, row) in bodies that begin with `head` and fit one operation each; `lists` are in all of them."""
    body: dict[str, Any] = {**head, **{name: [] for name in lists}}
    size = 0
    for name, row in rows:
        length = len(json.dumps(row, ensure_ascii=False).encode()) + 1
        if size and size + length > _OP_BYTES:
            yield body
            body, size = {**head, **{other: [] for other in lists}}, 0
        body.setdefault(name, []).append(row)
        size += length
    yield body
