"""The life of an order: which step is allowed in which state, as one table, and what a step does to a line's numbers.

An order is a commitment: it ends only as handed over, cancelled or refunded. Ordered, allocated, handed over and
cancelled are separate numbers of each line, and paid is the deposit ledger's; the state is derived from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from pos.domain import errors
from pos.domain.backorder import Order, OrderLine, OrderState

Act = Literal["allocate", "release", "hand_over", "cancel", "reinstate", "change", "move_queue"]
"""Put goods aside; give them back to the queue; give them to the customer; give units up; win cancelled units back;
change terms (product, route, wishes); stand elsewhere in the queue."""

ALLOWED: frozenset[tuple[OrderState, Act]] = frozenset(
    {
        ("waiting", "allocate"),
        ("waiting", "cancel"),
        ("waiting", "change"),
        ("waiting", "move_queue"),
        ("part_ready", "allocate"),
        ("part_ready", "release"),
        ("part_ready", "hand_over"),
        ("part_ready", "cancel"),
        ("part_ready", "change"),
        ("part_ready", "move_queue"),
        ("ready", "release"),
        ("ready", "hand_over"),
        ("ready", "cancel"),
        ("ready", "change"),
        ("waiting", "reinstate"),
        ("part_ready", "reinstate"),
        ("ready", "reinstate"),
        ("collected", "reinstate"),
        ("cancelled", "reinstate"),
    }
)
"""Every step that a line may take; whatever is not here is refused. Only cancelled units are reinstated, whatever
became of the others of their line; what was handed over comes back as a return, which is no step of an order."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to an order, by whom, when and on which register; line 0 is the whole order."""

    number: str
    line: int
    at: str
    person: str
    register: str
    kind: str
    reason: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TenderPart:
    """What of a deposit came by one tender and has not gone back by it, in minor units. An authorisation holds money
    and takes none; `until` is the last day on which it can be charged."""

    kind: str
    reference: str
    amount: int
    until: str | None = None


def allowed(line: OrderLine, act: Act) -> bool:
    """Whether a line may take this step in the state it is in."""
    return (line.state, act) in ALLOWED


def check(line: OrderLine, act: Act, order: str) -> None:
    """Raises WrongState when a line may not take this step now."""
    if not allowed(line, act):
        raise errors.WrongState(
            f"{line.name} of order {order} is {STATE_WORDS[line.state]}, so it cannot be {ACT_WORDS[act]}. Nothing was "
            "changed. Look at the order again.",
            order=order,
            line=line.line,
            state=line.state,
            act=act,
        )


STATE_WORDS: Mapping[OrderState, str] = {
    "waiting": "waiting for goods",
    "part_ready": "partly put aside",
    "ready": "put aside",
    "collected": "handed over",
    "cancelled": "cancelled",
}
ACT_WORDS: Mapping[Act, str] = {
    "allocate": "given goods",
    "release": "put back",
    "hand_over": "handed over",
    "cancel": "cancelled",
    "reinstate": "reinstated",
    "change": "changed",
    "move_queue": "moved in the queue",
}


def _units(line: OrderLine, units: int, most: int, order: str, what: str) -> None:
    if not 1 <= units <= most:
        raise errors.BadQuantity(
            f"{units} of {line.name} cannot be {what}: order {order} has {most}. Nothing was changed. Type a number "
            f"from 1 to {most}.",
            order=order,
            line=line.line,
            most=most,
        )


def allocate(line: OrderLine, units: int, order: str, *, by_supplier: bool = False) -> OrderLine:
    """Goods are put aside for it; of what the supplier sends itself, none of ours. Raises WrongState, BadQuantity."""
    check(line, "allocate", order)
    if line.route == "direct" and not by_supplier:
        raise errors.WrongState(
            f"{line.name} of order {order} is sent by its supplier, so none of our goods are put aside for it. Nothing "
            "was changed. Change its way first.",
            order=order,
            line=line.line,
        )
    _units(line, units, line.waiting, order, "put aside")
    return replace(line, allocated=line.allocated + units)


def release(line: OrderLine, units: int, order: str) -> OrderLine:
    """Goods put aside for it go back; it waits again. Raises WrongState, BadQuantity."""
    check(line, "release", order)
    _units(line, units, line.allocated, order, "put back")
    return replace(line, allocated=line.allocated - units)


def hand_over(line: OrderLine, units: int, order: str) -> OrderLine:
    """Goods put aside go to the customer. Raises WrongState, BadQuantity."""
    check(line, "hand_over", order)
    _units(line, units, line.allocated, order, "handed over")
    return replace(line, allocated=line.allocated - units, handed_over=line.handed_over + units)


def cancel(line: OrderLine, units: int, order: str) -> tuple[OrderLine, int]:
    """Units are given up, those first that still wait; answers with how many of them were put aside. Raises WrongState,
    BadQuantity."""
    check(line, "cancel", order)
    _units(line, units, line.open, order, "cancelled")
    of_allocated = max(0, units - line.waiting)
    return replace(line, cancelled=line.cancelled + units, allocated=line.allocated - of_allocated), of_allocated


def reinstate(line: OrderLine, units: int, order: str) -> OrderLine:
    """Cancelled units are wanted after all. Raises WrongState, BadQuantity."""
    check(line, "reinstate", order)
    if not line.cancelled:
        raise errors.WrongState(
            f"Nothing of {line.name} of order {order} is cancelled. Nothing was changed. Look at the order again.",
            order=order,
            line=line.line,
            state=line.state,
        )
    _units(line, units, line.cancelled, order, "reinstated")
    return replace(line, cancelled=line.cancelled - units)


def line_of(order: Order, line: int) -> OrderLine:
    """A line by its number. Raises UnknownCode."""
    for found in order.lines:
        if found.line == line:
            return found
    raise errors.UnknownCode(
        f"Order {order.number} has no line {line}. Nothing was changed. Look at the order again.",
        number=order.number,
        line=line,
    )


def check_version(order: Order, version: int | None, since: str = "") -> None:
    """Raises StaleOrder when somebody changed the order since it was looked at in `version` (None: not looked at);
    `since` says who did, and when, as a sentence."""
    if version is None or version == order.version:
        return
    who = f" {since}" if since else ""
    raise errors.StaleOrder(
        f"Order {order.number} was changed since you opened it.{who} Nothing was changed by you. Look at it again, "
        "then do it once more.",
        order=order.number,
        version=order.version,
        seen=version,
    )
