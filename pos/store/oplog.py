"""The operation log: every change as one signed link of a chain, gap-free per register and epoch.

An operation is canonical JSON (sorted keys, UTF-8, no floats; text exactly as it came), its hash is
SHA-256(hash of the one before || canonical bytes), its signature Ed25519 over that hash. Sequence numbers begin at 1
in each epoch; the first operation's `prev` is the hash of the enrolment record that it carries.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from pos.domain import errors

LARGEST_BODY = 64 * 1024
"""Bytes of one operation's canonical form at the most."""

VERSIONS = {
    "epoch_opened": 1,
    "shop_set": 1,
    "person_put": 1,
    "products_put": 1,
    "stock_moved": 1,
    "suppliers_put": 1,
    "purchase_lines_put": 1,
    "deliveries_put": 1,
    "past_sales_put": 1,
    "customer_put": 1,
    "customer_erased": 1,
    "sale_made": 1,
    "goods_received": 1,
    "order_collected": 1,
    "receipt_printed": 1,
    "promises_reviewed": 1,
    "record_reviewed": 1,
    "customers_told": 1,
    "policy_overridden": 1,
    "order_changed": 1,
    "order_cancelled": 1,
    "order_noted": 1,
    "deposit_added": 1,
    "deposit_refunded": 1,
    "goods_moved": 1,
    "hold_places_put": 1,
    "goods_bagged": 1,
    "news_queued": 1,
    "news_settled": 1,
    "tasks_opened": 1,
    "tasks_closed": 1,
    "tell_me_put": 1,
    "tell_me_moved": 1,
    "demand_lost": 1,
    "credits_put": 1,
}
"""The kinds of operation this program writes, each with the version of its body."""

NUMBERED = ("sale_made", "order_collected", "order_cancelled", "deposit_added", "deposit_refunded")
"""The kinds that use up a receipt number."""


def canonical(value: Mapping[str, Any]) -> bytes:
    """The one form of a value that is hashed and kept. Raises BadText for text that is no Unicode.

    The same bytes as `json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))`, made in a tenth
    of the time, which a sale would feel.
    """
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError as fault:
        raise errors.BadText(
            "A name or a note holds something that is no text. Nothing was changed. Type it again.", fault=str(fault)
        ) from fault


def listed(values: Sequence[Any]) -> str:
    """A list as text for a column, in the same form."""
    return orjson.dumps(values, option=orjson.OPT_SORT_KEYS).decode()


def has_float(value: object) -> bool:
    """Whether a float hides anywhere in the value; operations carry whole numbers only."""
    if isinstance(value, float):
        return True
    if isinstance(value, Mapping):
        return any(has_float(part) for part in value.values())
    return isinstance(value, list | tuple) and any(has_float(part) for part in value)


def chain_hash(previous: bytes, content: bytes) -> bytes:
    """The hash of an operation: 32 bytes."""
    return hashlib.sha256(previous + content).digest()


@dataclass(frozen=True, slots=True)
class Tip:
    """The end of the chain: where the next operation links in. `hlc` is the hybrid logical clock of the last one:
    milliseconds since 1970 in the upper bits, a counter in the lower sixteen; `running` the last receipt number."""

    epoch: str
    seq: int
    hash: bytes
    hlc: int
    position: int
    running: int = 0


@dataclass(frozen=True, slots=True)
class Op:
    """One kept operation."""

    position: int
    epoch: str
    seq: int
    kind: str
    hash: bytes
    sig: bytes
    bytes: bytes

    @property
    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = orjson.loads(self.bytes)
        return content

    @property
    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = self.content["body"]
        return body


def next_hlc(last: int, now_ms: int) -> int:
    """The next reading of the hybrid logical clock: never behind the last one, whatever the wall clock does."""
    return max(now_ms << 16, last + 1)


def enrolment(
    *, org: str, store: str, register: str, register_id: str, public_key: str, epoch: str, letter: str
) -> dict[str, str]:
    """The record that an epoch starts from: who writes this chain, under which key."""
    return {
        "org": org,
        "store": store,
        "register": register,
        "register_id": register_id,
        "public_key": public_key,
        "epoch": epoch,
        "letter": letter,
    }


def running_number(number: str) -> tuple[str, int]:
    """The epoch letter and the running number at the end of a receipt number: ("A", 42) of "S01-R1-A000042"."""
    tail = number.rsplit("-", 1)[1]
    letter = tail.rstrip("0123456789")
    return letter, int(tail[len(letter) :])
