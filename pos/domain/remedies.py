"""What can be done for a line whose promise breaks, the best first: each with the day that it gives, what it costs as
far as known, a sentence for the person who decides, and what carrying it out does.

Ranked by one rule: first what helps the customer today, then what keeps the told day (the cheapest first), then what
gives a day sooner than now (the soonest first), then asking the supplier, waiting, and giving the money back. Nothing
here promises more than the records say: a figure of another store is as sure as it is old.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

RemedyKind = Literal["part_now", "other_store", "other_supplier", "substitute", "expedite", "wait", "cancel"]
"""Hand over what is here; have another store send it; order it elsewhere; offer what is here instead; ask the supplier
to hurry; wait for the new day, with a credit by the shop's rule; cancel and give all money back."""
KINDS: tuple[RemedyKind, ...] = get_args(RemedyKind)
ASKING: frozenset[RemedyKind] = frozenset({"substitute", "cancel"})
"""Not without the customer's own word."""


@dataclass(frozen=True, slots=True)
class LateLine:
    """A line that waits beyond what its customer was told; quantities in base units, `not_after` the last day on which
    the customer still wants it, `told_latest` the one they count on (told, or wished for where that is later)."""

    order: str
    line: int
    sku: str
    name: str
    waiting: int
    allocated: int
    told_latest: date | None
    now_latest: date | None
    ship_complete: bool = False
    not_after: date | None = None


@dataclass(frozen=True, slots=True)
class Sender:
    """A store that could send units, here by a day. `chance` is how likely they are still there (None: call first);
    `seen` says how old the figure is."""

    store: str
    name: str
    units: int
    chance: float | None
    by: date
    seen: str


@dataclass(frozen=True, slots=True)
class Seller:
    """Another supplier: the latest day by its own habits, and what the units cost there as far as known."""

    supplier: str
    name: str
    latest_on: date
    cost: int | None
    known: int
    """Deliveries on which the day rests."""


@dataclass(frozen=True, slots=True)
class Instead:
    """A product that is here and may serve; `dearer` is what it costs more for the units that wait (below 0:
    less)."""

    sku: str
    name: str
    units: int
    reason: str
    dearer: int | None


@dataclass(frozen=True, slots=True)
class ToHurry:
    """Goods on order that the line waits for."""

    number: str
    line: int
    supplier: str
    supplier_name: str
    units: int
    expected_on: date | None


@dataclass(frozen=True, slots=True)
class Ways:
    """All that is known of how a line could be helped. `free` units are here and nobody's; `credit` is what the shop's
    rule gives for waiting, `refund` what goes back when it is cancelled, `contact` how to reach the supplier."""

    free: int = 0
    senders: Sequence[Sender] = ()
    sellers: Sequence[Seller] = ()
    instead: Sequence[Instead] = ()
    to_hurry: Sequence[ToHurry] = ()
    credit: int = 0
    refund: int = 0
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Remedy:
    """One way out. `key` names it when it is carried out ("other_store:S02"); `units` are what it helps; `day` is when
    they can be had at the latest (None: nobody knows); `cost` what the shop pays for it (None: unknown); `sure` is
    whether nobody has to call first; `keeps` whether everything that waits comes by the told day."""

    key: str
    kind: RemedyKind
    of: str
    units: int
    day: date | None
    cost: int | None
    says: str
    does: str
    keeps: bool = False
    sure: bool = True

    @property
    def asks(self) -> bool:
        """Whether the customer has to agree first."""
        return self.kind in ASKING


def remedies(late: LateLine, ways: Ways, today: date) -> tuple[Remedy, ...]:
    """Every remedy for a line, the best first; waiting and cancelling are always among them."""
    return tuple(sorted(_all(late, ways, today), key=lambda one: _rank(one, late)))


def chosen(found: Iterable[Remedy], key: str) -> Remedy | None:
    """The remedy of a key; a kind alone means the best of that kind."""
    return next((one for one in found if key in (one.key, one.kind)), None)


def _all(late: LateLine, ways: Ways, today: date) -> list[Remedy]:
    found = [*_part_now(late, ways, today)]
    found += [_from_store(late, one) for one in ways.senders if one.units > 0]
    found += [_from_supplier(late, one) for one in ways.sellers]
    found += [_instead(late, one, today) for one in ways.instead if one.units >= late.waiting]
    found += [_hurry(one, ways.contact) for one in ways.to_hurry]
    return [*found, _wait(late, ways), _cancel(late, ways)]


def _rank(one: Remedy, late: LateLine) -> tuple[int, int, int, int, int, str]:
    whole = one.units >= late.waiting
    if one.kind == "cancel":
        step = 6
    elif one.kind == "wait":
        step = 5
    elif one.kind == "expedite":
        step = 4
    elif one.kind == "part_now":
        step = 0
    elif one.keeps:
        step = 1
    elif one.day is not None and (late.now_latest is None or one.day < late.now_latest):
        step = 2
    else:
        step = 3
    day = one.day.toordinal() if one.day else date.max.toordinal()
    cost = one.cost if one.cost is not None else 1 << 40
    by = (cost, day) if step == 1 else (day, cost)
    return (step, int(not one.sure), int(not whole), *by, one.key)


def _keeps(late: LateLine, units: int, day: date | None) -> bool:
    return day is not None and late.told_latest is not None and day <= late.told_latest and units >= late.waiting


def _part_now(late: LateLine, ways: Ways, today: date) -> list[Remedy]:
    units = min(late.waiting, max(0, ways.free))
    if late.ship_complete or (units <= 0 and late.allocated <= 0):
        return []
    rest = late.waiting - units
    here = units + late.allocated
    says = f"{here} of {late.name} {'is' if here == 1 else 'are'} here" + (f"; {rest} follow later." if rest else ".")
    does = "puts them aside and says that they are ready" if units else "says that they are ready"
    return [Remedy("part_now", "part_now", "", here, today, 0, says, does, _keeps(late, units, today))]


def _from_store(late: LateLine, one: Sender) -> Remedy:
    sure = one.chance is not None and one.chance >= 0.9
    how = "very likely still there" if sure else "call first"
    units = min(late.waiting, one.units)
    return Remedy(
        f"other_store:{one.store}", "other_store", one.store, units, one.by, 0,
        f"{one.name} has {one.units} ({one.seen}; {how}); here by {one.by.isoformat()}.",
        f"puts {units} on their way from {one.name} and asks somebody to call there", _keeps(late, units, one.by), sure,
    )  # fmt: skip


def _from_supplier(late: LateLine, one: Seller) -> Remedy:
    known = f"by {one.known} deliveries of theirs" if one.known else "nothing is known of their punctuality"
    return Remedy(
        f"other_supplier:{one.supplier}", "other_supplier", one.supplier, late.waiting, one.latest_on, one.cost,
        f"{one.name} delivers by {one.latest_on.isoformat()} at the latest ({known}).",
        f"orders {late.waiting} from {one.name}", _keeps(late, late.waiting, one.latest_on), bool(one.known),
    )  # fmt: skip


def _instead(late: LateLine, one: Instead, today: date) -> Remedy:
    return Remedy(
        f"substitute:{one.sku}", "substitute", one.sku, late.waiting, today,
        None if one.dearer is None else max(0, one.dearer), f"{one.name} is here ({one.units}). {one.reason}",
        "changes the order to it at the old price when the customer agrees", _keeps(late, late.waiting, today),
    )  # fmt: skip


def _hurry(one: ToHurry, contact: str) -> Remedy:
    due = f"due {one.expected_on.isoformat()}" if one.expected_on else "without a day"
    reach = f" ({contact})" if contact else ""
    return Remedy(
        f"expedite:{one.number}/{one.line}", "expedite", f"{one.number}/{one.line}", one.units, None, None,
        f"Ask {one.supplier_name}{reach} to hurry {one.number}, {due}.", f"asks somebody to call {one.supplier_name}",
    )  # fmt: skip


def _wait(late: LateLine, ways: Ways) -> Remedy:
    day = f"Wait until {late.now_latest.isoformat()}." if late.now_latest else "Wait; no new day is known yet."
    return Remedy(
        "wait", "wait", "", late.waiting, late.now_latest, ways.credit,
        day + (" A credit is due by the shop's rule." if ways.credit else ""),
        "tells the customer the new day, with the choice to wait, change or cancel",
        _keeps(late, late.waiting, late.now_latest),
    )  # fmt: skip


def _cancel(late: LateLine, ways: Ways) -> Remedy:
    too_late = late.not_after is not None and (late.now_latest is None or late.now_latest > late.not_after)
    after = f" The customer wants it by {late.not_after.isoformat()} only." if too_late and late.not_after else ""
    return Remedy(
        "cancel", "cancel", "", late.waiting, None, 0, f"Cancel what waits and give its deposit back.{after}",
        "cancels what waits without a fee when the customer agrees",
    )  # fmt: skip
