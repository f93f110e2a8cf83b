"""What a receipt says: a document of plain blocks, kept for ever with the sale that made it.

The document holds finished words and figures, so that a receipt printed again after years says exactly what it said
the first time, whatever the program has become. How it looks on paper is none of its business: `printing` lays it out.
A document that is given to more than one reader (customer and store) is one document whose blocks may name the copy
they are for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

SCHEMA = 1
"""Version of the kept form. Older versions stay readable for ever."""

Kind = Literal["sale", "backorder", "collection", "deposit", "refund", "cancellation", "arrival", "test"]
Copy = Literal["customer", "store"]
Align = Literal["start", "centre", "end"]
Size = Literal["normal", "large"]


@dataclass(frozen=True, slots=True)
class Text:
    """A line or paragraph of words; wrapped at words by the layout."""

    text: str
    align: Align = "start"
    bold: bool = False
    size: Size = "normal"
    copy: Copy | None = None


@dataclass(frozen=True, slots=True)
class KeyValue:
    """A label at the start and a figure at the end of one line; the figure never wraps nor is cut."""

    label: str
    value: str
    bold: bool = False
    size: Size = "normal"
    copy: Copy | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of goods: name, "2 x 12.50", "25.00", the letter of its tax rate, and notes under it."""

    name: str
    detail: str
    total: str
    tax: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """Lines of goods under an optional heading."""

    rows: tuple[Row, ...]
    heading: str = ""
    copy: Copy | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""

    copy: Copy | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """Empty lines."""

    lines: int = 1
    copy: Copy | None = None


@dataclass(frozen=True, slots=True)
class Barcode:
    """The number as CODE128, with the readable number below."""

    content: str
    copy: Copy | None = None


@dataclass(frozen=True, slots=True)
class Qr:
    """A two-dimensional code, error correction M."""

    content: str
    copy: Copy | None = None


Block = Text | KeyValue | Rows | Rule | Feed | Barcode | Qr
_BLOCKS: Mapping[str, type[Any]] = {kind.__name__.lower(): kind for kind in get_args(Block)}


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt document.

    `number` is the receipt's own number, `language` a BCP 47 tag (sets direction and date words of later banners),
    `at` the local wall time with offset (ISO 8601) at which it was made, `copies` who gets one, in printing order,
    `opens_drawer` whether its first print kicks the drawer (cash changed hands), `person` who made it.
    """

    kind: Kind
    number: str
    at: str
    language: str
    currency: str
    person: str
    blocks: tuple[Block, ...]
    copies: tuple[Copy, ...] = ("customer",)
    opens_drawer: bool = False

    def for_copy(self, copy: Copy) -> tuple[Block, ...]:
        """The blocks that this reader gets, in order."""
        return tuple(block for block in self.blocks if block.copy in (None, copy))

    def to_json(self) -> dict[str, Any]:
        """The kept form: plain dictionaries, lists, text and numbers; defaults left out."""
        kept: dict[str, Any] = {
            "schema": SCHEMA,
            "kind": self.kind,
            "number": self.number,
            "at": self.at,
            "language": self.language,
            "currency": self.currency,
            "person": self.person,
            "copies": list(self.copies),
            "blocks": [_block_to_json(block) for block in self.blocks],
        }
        if self.opens_drawer:
            kept["opens_drawer"] = True
        return kept

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Receipt:
        """Read the kept form back; raises ValueError for a schema newer than this program."""
        if kept["schema"] > SCHEMA:
            raise ValueError(f"receipt schema {kept['schema']} is newer than {SCHEMA}")
        return cls(
            kind=kept["kind"],
            number=kept["number"],
            at=kept["at"],
            language=kept["language"],
            currency=kept["currency"],
            person=kept["person"],
            blocks=tuple(_block_from_json(block) for block in kept["blocks"]),
            copies=tuple(kept["copies"]),
            opens_drawer=kept.get("opens_drawer", False),
        )


# Looked up once: a receipt has dozens of blocks, and a sale waits for its receipt.
_FIELDS = {kind: [(field.name, field.default) for field in fields(kind)] for kind in (*_BLOCKS.values(), Row)}
_NAMES = {kind: name for name, kind in _BLOCKS.items()}


def _without_defaults(value: Any) -> dict[str, Any]:
    kept = {}
    for name, default in _FIELDS[type(value)]:
        part = getattr(value, name)
        if part != default:
            kept[name] = part
    return kept


def _block_to_json(block: Block) -> dict[str, Any]:
    kept = _without_defaults(block)
    kept["block"] = _NAMES[type(block)]
    if isinstance(block, Rows):
        kept["rows"] = [_without_defaults(row) for row in block.rows]
    return kept


def _block_from_json(kept: Mapping[str, Any]) -> Block:
    values = {key: value for key, value in kept.items() if key != "block"}
    if "rows" in values:
        values["rows"] = tuple(Row(**{**row, "notes": tuple(row.get("notes", ()))}) for row in values["rows"])
    block: Block = _BLOCKS[kept["block"]](**values)
    return block
