"""The log read from its start: every link checked, every operation's rows made once more in a database of their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pos.store import oplog, schema
from pos.store.applied import Applied, Unseal
from pos.store.apply import apply
from pos.store.statements import Cursor
from pos.store.transactions import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

CHECKS = ("chain", "projections", "money", "stock", "order_deposits", "receipts")


@dataclass(slots=True)
class Verdict:
    """The outcome: which checks hold, how many operations were replayed, and the first bad row of each that does not.
    `digest` is the sum of the SHA-256 of all rows, modulo 2^256: equal records have equal digests."""

    ops: int = 0
    checks: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(CHECKS, True))
    faults: list[str] = field(default_factory=list)
    digest: str = ""

    @property
    def ok(self) -> bool:
        return all(self.checks.values())

    def blame(self, check: str, sentence: str) -> None:
        if self.checks[check]:
            self.faults.append(sentence)
        self.checks[check] = False


@dataclass(frozen=True, slots=True)
class _Kept:
    """An operation with the columns beside it."""

    op: oplog.Op
    op_id: str
    hlc: int
    running: int

    @property
    def name(self) -> str:
        return f"operation {self.op.position} ({self.op.kind})"


@dataclass(slots=True)
class _Chain:
    """How far the reading has come, and what the next operation must link to."""

    previous: bytes = b""
    seq: int = 0
    epoch: str = ""
    position: int = 0
    running: int = 0
    key: Ed25519PublicKey | None = None
    enrolment: dict[str, str] = field(default_factory=dict)
    begun: dict[str, int] = field(default_factory=dict)


def replay(
    ledger: Ledger, cursor: Cursor, again: Cursor, verdict: Verdict, progress: Callable[[int], None] | None
) -> None:
    """Read the log through `cursor`, check its chain, and make its rows through `again`, an empty database's cursor."""
    _make_tables(again)
    unseal = ledger.unseal_with(cursor)
    chain = _Chain()
    for kept in _ops(cursor):
        verdict.ops += 1
        try:
            content = kept.op.content
            _check(ledger, chain, kept, content, verdict)
            _apply(again, kept, content, unseal, verdict)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):  # altered into something else entirely
            verdict.blame("chain", f"{kept.name} cannot be read.")
        chain.previous, chain.seq, chain.position = kept.op.hash, kept.op.seq, kept.op.position
        if progress is not None and verdict.ops % 500 == 0:
            progress(verdict.ops)
    cursor.execute("SELECT epoch, before FROM epoch")
    if chain.enrolment != ledger.enrolment() or chain.begun != dict(cursor.fetchall()):
        verdict.blame("chain", "Which register this is was altered: it is not the one that the log enrolled.")
    if verdict.ops and (chain.epoch, chain.seq) != (ledger.device["epoch"], ledger.tip(cursor).seq):
        verdict.blame("chain", "The end of the log is missing.")


def _make_tables(again: Cursor) -> None:
    from sqlalchemy.dialects.sqlite import dialect
    from sqlalchemy.schema import CreateIndex, CreateTable

    for table in schema.metadata.sorted_tables:
        again.execute(str(CreateTable(table).compile(dialect=dialect())))
        for index in table.indexes:
            again.execute(str(CreateIndex(index).compile(dialect=dialect())))
    again.execute(schema.SEARCH)
    again.execute("BEGIN")


def _ops(cursor: Cursor) -> Iterator[_Kept]:
    after = 0
    while True:
        cursor.execute(
            "SELECT position, epoch, seq, kind, hash, sig, bytes, op_id, hlc, running FROM op WHERE position > ? "
            "ORDER BY position LIMIT 500",
            (after,),
        )
        rows = cursor.fetchall()
        if not rows:
            return
        for row in rows:
            yield _Kept(oplog.Op(*row[:7]), *row[7:])
        after = rows[-1][0]


def _check(ledger: Ledger, chain: _Chain, kept: _Kept, content: dict[str, Any], verdict: Verdict) -> None:
    """Whether the operation is what was written here: its link, its words, its signature."""
    op = kept.op
    if oplog.has_float(content):
        verdict.blame("chain", f"{kept.name} holds a figure that is not a whole number.")
    if op.epoch != chain.epoch:
        _begin_epoch(ledger, chain, kept, content, verdict)
    if op.kind in oplog.NUMBERED:
        chain.running = oplog.running_number(content["body"]["number"])[1]
    linked = (
        op.position == chain.position + 1
        and op.seq == chain.seq + 1 == content["seq"]
        and content["prev"] == chain.previous.hex()
    )
    told = (content["kind"], content["epoch"], content["op_id"], content["hlc"]) == (
        op.kind, op.epoch, kept.op_id, kept.hlc,
    ) and kept.running == chain.running  # fmt: skip
    whole = oplog.chain_hash(chain.previous, op.bytes) == op.hash and oplog.canonical(content) == op.bytes
    if not (linked and told and whole):
        verdict.blame(
            "chain", f"{kept.name} does not fit the chain: it, or the one before it, was altered, taken out or put in."
        )
    if not _is_signed(chain.key, op):
        verdict.blame("chain", f"{kept.name} is not signed by this register.")


def _begin_epoch(ledger: Ledger, chain: _Chain, kept: _Kept, content: dict[str, Any], verdict: Verdict) -> None:
    """A new epoch starts its own chain, from the enrolment record that its first operation carries."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    record = content["body"].get("enrolment", {}) if kept.op.kind == "epoch_opened" else {}
    chain.previous, chain.seq, chain.running = oplog.chain_hash(b"", oplog.canonical(record)), 0, 0
    chain.epoch, chain.key = kept.op.epoch, None
    chain.enrolment, chain.begun[kept.op.epoch] = record, chain.position
    if not record or record["epoch"] != kept.op.epoch:
        verdict.blame("chain", f"{kept.name} begins an epoch without its enrolment.")
        return
    chain.key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(record["public_key"]))
    if record["register_id"] != ledger.device["register_id"] or record["public_key"] != ledger.secrets.public_key():
        verdict.blame("chain", f"{kept.name} was not written by this register.")


def _is_signed(key: Ed25519PublicKey | None, op: oplog.Op) -> bool:
    from cryptography.exceptions import InvalidSignature

    if key is None:
        return False
    try:
        key.verify(op.sig, op.hash)
    except InvalidSignature:
        return False
    return True


def _apply(again: Cursor, kept: _Kept, content: dict[str, Any], unseal: Unseal, verdict: Verdict) -> None:
    op = Applied(
        kept.op.position, content["store"], content["register"], content["hlc"], content["actor"], content["body"],
        unseal,
    )  # fmt: skip
    try:
        apply(again, kept.op.kind, op)
    except Exception as fault:  # whatever an altered operation does, the report must be written to its end
        verdict.blame("projections", f"{kept.name} cannot be replayed: {fault}.")
