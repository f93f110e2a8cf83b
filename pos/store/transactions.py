"""Reading and writing the shop's records as whole steps; a change becomes log and rows in one commit."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pos.domain import errors
from pos.store import oplog, sealing, sidecar, sql
from pos.store.applied import Applied
from pos.store.apply import apply
from pos.store.database import Database
from pos.store.keys import Secrets
from pos.store.learned_records import Memory
from pos.store.oplog import Tip
from pos.store.records import StoredRecords
from pos.store.statements import Cursor
from pos.usecases.ports import Clock, Records, Transaction

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class StoredTransaction(StoredRecords):
    """One writing step: records to read, and `append` to change them."""

    def __init__(self, cursor: Cursor, ledger: Ledger) -> None:
        super().__init__(cursor, ledger.unseal_with(cursor), ledger.memory)
        self._ledger = ledger
        self.tip = ledger.known_tip(cursor)

    def next_number(self) -> str:
        device = self._ledger.device
        return f"{device['store']}-{device['register']}-{device['letter']}{self.tip.running + 1:06d}"

    def seal(self, customer: str, personal: Mapping[str, str]) -> str:
        return sealing.seal(sealing.key_for(self._cursor, customer), personal)

    def append(self, kind: str, body: Mapping[str, Any], *, person: str) -> str:
        from uuid import uuid4

        op_id = str(uuid4())
        self.tip = self._ledger.append(self._cursor, self.tip, kind, body, person, op_id, self._unseal)
        self._shop = None
        if job := body.get("job"):
            number = body["number"]
            sql.QUEUE_JOB.run(
                self._cursor, id=job, number=number, duplicate=body.get("duplicate", 0),
                printed_by=body.get("printed_by", ""), printed_at=body["at"], state="queued", created=body["at"],
            )  # fmt: skip
        return op_id


class Ledger:
    """The shop's records behind the port `Transactions`: one database, one log, one signer."""

    def __init__(self, database: Database, secrets: Secrets, clock: Clock, note_path: Path | None) -> None:
        self.database = database
        self.secrets = secrets
        self.clock = clock
        self._note = sidecar.NoteFile(note_path) if note_path else None
        self._signer: Ed25519PrivateKey | None = None
        self.memory: Memory = {}
        self._version: int | None = None
        self._known: tuple[int | None, Tip] | None = None
        with database.reading() as cursor:
            self.device: dict[str, str] = dict(sql.DEVICE.all(cursor))

    @contextmanager
    def reading(self) -> Iterator[Records]:
        with self.database.reading() as cursor:
            yield StoredRecords(cursor, self.unseal_with(cursor), self.memory)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        with self.database.writing() as cursor:
            tx = StoredTransaction(cursor, self)
            before = tx.tip
            try:
                yield tx
            except BaseException:
                self.memory.clear()  # it may hold conclusions from what is now undone
                raise
        self._known = (self._version, tx.tip)
        if self._note is not None and tx.tip is not before:
            self._note.write(tx.tip, self.device["letter"])

    def unseal_with(self, cursor: Cursor) -> Any:
        return lambda customer, sealed: sealing.unseal(sealing.known_key(cursor, customer), sealed)

    def tip(self, cursor: Cursor) -> Tip:
        """The end of the chain. Before the first operation of an epoch it is the hash of the enrolment record."""
        row = sql.TIP.first(cursor)
        if row is not None and row[0] == self.device["epoch"]:
            return Tip(*row)
        start = oplog.chain_hash(b"", oplog.canonical(self.enrolment()))
        return Tip(self.device["epoch"], 0, start, row[3] if row else 0, row[4] if row else 0)

    def known_tip(self, cursor: Cursor) -> Tip:
        """The end of the chain inside a writing step: remembered, unless another program wrote since."""
        cursor.execute("PRAGMA data_version")
        self._version = (cursor.fetchone() or (None,))[0]
        if self._known is None or self._known[0] != self._version:
            self._known = (self._version, self.tip(cursor))
        return self._known[1]

    def enrolment(self) -> dict[str, str]:
        device = self.device
        return oplog.enrolment(
            org=device["org"], store=device["store"], register=device["register"], register_id=device["register_id"],
            public_key=self.secrets.public_key(), epoch=device["epoch"], letter=device["letter"],
        )  # fmt: skip

    def append(
        self, cursor: Cursor, tip: Tip, kind: str, body: Mapping[str, Any], person: str, op_id: str, unseal: Any
    ) -> Tip:
        """Write one operation behind `tip` and make its rows. Raises BasketTooLong for a body beyond all bounds."""
        device = self.device
        now = self.clock.now()
        hlc = oplog.next_hlc(tip.hlc, int(now.timestamp() * 1000))
        content = oplog.canonical(
            {
                "op_id": op_id,
                "org": device["org"],
                "store": device["store"],
                "register": device["register"],
                "epoch": device["epoch"],
                "seq": tip.seq + 1,
                "prev": tip.hash.hex(),
                "kind": kind,
                "v": oplog.VERSIONS[kind],
                "hlc": hlc,
                "business_date": body.get("business_date", now.date().isoformat()),
                "shift_id": "",
                "actor": person,
                "body": body,
            }
        )
        if len(content) > oplog.LARGEST_BODY + 1024:
            raise errors.BasketTooLong(
                "This is more than one step of the log can carry. Nothing was changed and nothing is lost. Do it "
                "in two parts.",
                bytes=len(content),
            )
        hash_ = oplog.chain_hash(tip.hash, content)
        if self._signer is None:
            self._signer = self.secrets.signer()
        position = tip.position + 1
        running = oplog.running_number(body["number"])[1] if kind in oplog.NUMBERED else tip.running
        sql.INSERT_OP.run(
            cursor, position=position, epoch=device["epoch"], seq=tip.seq + 1, op_id=op_id, kind=kind, hlc=hlc,
            hash=hash_, sig=self._signer.sign(hash_), bytes=content, running=running,
        )  # fmt: skip
        apply(cursor, kind, Applied(position, device["store"], device["register"], hlc, person, body, unseal))
        return Tip(device["epoch"], tip.seq + 1, hash_, hlc, position, running)

    def ensure_own_epoch(self) -> bool:
        """Open a new epoch when this database was restored or copied; answers whether it did."""
        note = self._note.read() if self._note else None
        with self.database.reading() as cursor:
            row = sql.HASH_AT.first(cursor, epoch=note.epoch, seq=note.seq) if note else None
        if self._note is None or not self._note.says_other_register(note, row[0].hex() if row else None):
            return False
        self.open_epoch(self.next_letter())
        return True

    def next_letter(self) -> str:
        """The letter of the next epoch: A to Z, then AA and on; after any that this register ever used, as the note
        remembers where the database was rolled back."""
        note = self._note.read() if self._note else None
        number = 1 + max(_letter_number(self.device["letter"]), _letter_number(note.letter) if note else 0)
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return letters

    def open_epoch(self, letter: str) -> None:
        """Begin a chain of our own, with receipt numbers of its own letter."""
        import secrets
        from uuid import uuid4

        self._known = None
        with self.database.writing() as cursor:
            self.device |= {"epoch": secrets.token_hex(8), "letter": letter}
            sql.PUT_DEVICE.run_many(cursor, [{"key": key, "value": value} for key, value in self.device.items()])
            unseal = self.unseal_with(cursor)
            body = {"enrolment": self.enrolment()}
            sql.INSERT_EPOCH.run(cursor, epoch=self.device["epoch"], before=self.tip(cursor).position)
            tip = self.append(cursor, self.tip(cursor), "epoch_opened", body, "owner", str(uuid4()), unseal)
        if self._note is not None:
            self._note.write(tip, letter)

    def close(self) -> None:
        self.database.close()
        if self._note is not None:
            self._note.close()

    def device_settings(self) -> dict[str, Any]:
        """The settings of this device alone (printer, look), as plain values."""
        with self.database.reading() as cursor:
            kept: dict[str, str] = dict(sql.DEVICE.all(cursor))
        return {key[4:]: json.loads(value) for key, value in kept.items() if key.startswith("set:")}

    def set_device(self, **values: Any) -> None:
        """Change settings of this device."""
        with self.database.writing() as cursor:
            sql.PUT_DEVICE.run_many(
                cursor, [{"key": f"set:{key}", "value": json.dumps(value)} for key, value in values.items()]
            )


def _letter_number(letter: str) -> int:
    number = 0
    for ch in letter:
        number = number * 26 + ord(ch) - ord("A") + 1
    return number
