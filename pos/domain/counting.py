"""Counting a delivery by scanning: what was expected, what came, what is over, short or damaged.

A scan costs the same however long the delivery is; what the count means is asked for when somebody looks at it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pos.domain import errors

MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Expected:
    """Units of a product still open on a purchase order, with the codes that its goods carry."""

    sku: str
    name: str
    quantity: int
    purchase_order: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CountedLine:
    """One product of a delivery: `counted` units in order, `damaged` ones with the reason. Of those that are over,
    `refuse_over` sends them back; `over_why` is the decision's reason, without which there is none yet. `settled`:
    it was ordered, and all of it is in already or was cancelled."""

    sku: str
    name: str
    expected: int
    counted: int = 0
    damaged: int = 0
    damaged_why: str = ""
    over_why: str = ""
    refuse_over: bool = False
    settled: bool = False

    @property
    def over(self) -> int:
        """More than was ordered; nothing is over where nothing was ordered from anybody."""
        return max(0, self.counted - self.expected)

    @property
    def short(self) -> int:
        """Ordered, and not here in order or damaged."""
        return max(0, self.expected - self.counted - self.damaged)

    @property
    def is_over(self) -> bool:
        """Whether more came than was ordered; of goods that nobody ordered there is no more and no less."""
        return bool(self.over and (self.expected or self.settled))

    @property
    def undecided(self) -> bool:
        """Whether somebody has to say what becomes of what is over."""
        return self.is_over and not self.over_why


@dataclass(frozen=True, slots=True)
class Part:
    """What a count says of one product and one purchase order (empty: none), as it is booked."""

    sku: str
    purchase_order: str
    counted: int
    damaged: int = 0
    damaged_why: str = ""
    refused: int = 0
    over_why: str = ""
    was_open: int | None = None
    """How many were open on the purchase order when the count began."""


class Counting:
    """The count of one delivery, against the open lines of its purchase orders or against none. `booked` is the
    document that it was booked with: it is booked once."""

    def __init__(self, expected: Iterable[Expected] = ()) -> None:
        self._lines: dict[str, CountedLine] = {}
        self._orders: dict[str, list[Expected]] = {}
        self._codes: dict[str, str] = {}
        self.booked = ""
        for one in expected:
            self._add(one.sku, one.name, one.codes)
            line = self._lines[one.sku]
            units = line.expected + one.quantity
            self._lines[one.sku] = replace(line, expected=units, settled=not units)
            self._orders[one.sku].append(one)

    def orders(self) -> tuple[Expected, ...]:
        """What was open on each purchase order when the count began."""
        return tuple(one for of_sku in self._orders.values() for one in of_sku)

    def knows(self, code: str) -> bool:
        """Whether a code belongs to a product of this count."""
        return code.strip() in self._codes

    def add(self, sku: str, name: str, codes: Sequence[str] = ()) -> None:
        """A product that came and was not expected."""
        self._add(sku, name, codes)

    def scan(self, code: str, quantity: int = 1) -> CountedLine:
        """So many more units came (fewer below zero: a scan taken back). Raises UnknownCode and BadQuantity."""
        line = self._line(code)
        return self._put(line, counted=line.counted + quantity)

    def count(self, code: str, quantity: int) -> CountedLine:
        """So many units came in all. Raises UnknownCode and BadQuantity."""
        return self._put(self._line(code), counted=quantity)

    def damage(self, code: str, units: int, why: str) -> CountedLine:
        """So many more came that cannot be sold. Raises UnknownCode, BadQuantity and BadText."""
        line = self._line(code)
        if units and not why.strip():
            raise errors.BadText(f"{units} of {line.name} are damaged. Say how; nothing was counted yet.", sku=line.sku)
        return self._put(line, damaged=units, damaged_why=why.strip() if units else "")

    def settle_over(self, code: str, why: str, *, refuse: bool = False) -> CountedLine:
        """What becomes of what is over: taken in, or sent back. Raises UnknownCode and BadText."""
        line = self._line(code)
        if not why.strip():
            raise errors.BadText(f"{line.over} of {line.name} more came than was ordered. Say why.", sku=line.sku)
        return self._put(line, over_why=why.strip(), refuse_over=refuse)

    def lines(self) -> tuple[CountedLine, ...]:
        """Every product expected or counted, in the order in which it was first heard of."""
        return tuple(
            line for line in self._lines.values() if not line.settled or line.counted or line.damaged or line.over_why
        )

    def undecided(self) -> tuple[CountedLine, ...]:
        """Those about which somebody has to decide before the delivery is booked."""
        return tuple(line for line in self._lines.values() if line.undecided)

    def parts(self) -> Iterator[Part]:
        """The count as it is booked: units go to the purchase orders in the order in which these were named, what is
        over stays with the last of them."""
        for sku, line in self._lines.items():
            refused = line.over if line.refuse_over and line.is_over else 0
            left = line.counted - refused
            orders = self._orders[sku]
            if not orders:
                if left or line.damaged:
                    yield Part(sku, "", left, line.damaged, line.damaged_why)
                continue
            if line.settled and not (line.counted or line.damaged):
                continue
            for nth, order in enumerate(orders, start=1):
                last = nth == len(orders)
                units = left if last else min(left, order.quantity)
                left -= units
                if last:
                    yield Part(
                        sku, order.purchase_order, units, line.damaged, line.damaged_why, refused,
                        line.over_why if line.over else "", order.quantity,
                    )  # fmt: skip
                else:
                    yield Part(sku, order.purchase_order, units, was_open=order.quantity)

    def _add(self, sku: str, name: str, codes: Sequence[str]) -> None:
        if sku not in self._lines:
            self._lines[sku] = CountedLine(sku, name, 0)
            self._orders[sku] = []
        for code in (sku, *codes):
            self._codes.setdefault(code, sku)

    def _line(self, code: str) -> CountedLine:
        sku = self._codes.get(code.strip())
        if sku is None:
            raise errors.UnknownCode(
                f"“{code[:60]}” is not on these purchase orders. Nothing was counted. Look it up, or put it aside.",
                code=code[:60],
            )
        return self._lines[sku]

    def _put(self, line: CountedLine, **changes: object) -> CountedLine:
        after: CountedLine = replace(line, **changes)  # type: ignore[arg-type] # each caller names fields it has
        if not (0 <= after.counted <= MOST and 0 <= after.damaged <= MOST):
            raise errors.BadQuantity(
                f"{after.counted} of {line.name} cannot have come in. The count stays at {line.counted}.", sku=line.sku
            )
        self._lines[line.sku] = after
        return after
