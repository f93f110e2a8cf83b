"""What is said of a cancellation: what is wished, what would be done, what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos.domain.hold_places import Bag
    from pos.domain.money import Money
    from pos.domain.order_fees import FeeWhy
    from pos.domain.receipt import Receipt
    from pos.usecases.out_of_bags import OutOfBags
    from pos.usecases.promises import BrokenPromise
    from pos.usecases.sale_wishes import TenderWish
    from pos.usecases.sharing import Gets


@dataclass(frozen=True, slots=True)
class CancelWish:
    """What is to be cancelled: `lines` (line -> units, None: everything open), why (`reason` is one of
    CANCEL_REASONS, `words` anything besides), by which `tenders` the money goes back (none: the way it came), whether
    the deposit stays for the rest (`keep_deposit`), and `no_fee`: why a manager waives the fee."""

    reason: str
    words: str = ""
    lines: Mapping[int, int] | None = None
    tenders: Sequence[TenderWish] = ()
    keep_deposit: bool = False
    no_fee: str = ""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What cancelling would do, or did. `deposit_part` is what of the deposit belongs to the units given up; of it
    `fee` is kept (with `fee_tax` in it), `kept` stays for the rest and `refund` goes back `by` these tenders. `void`
    are the authorisations on a card to be voided at the terminal, with their references."""

    order: str
    units: Mapping[int, int]
    ends: bool
    deposit_part: Money
    fee: Money
    fee_tax: Money
    fee_why: FeeWhy
    kept: Money
    refund: Money
    by: tuple[tuple[str, Money], ...]
    held: Money
    balance_due: Money
    void: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cancelled:
    """What was cancelled, by which document; who gets the goods now, the promises that are broken all the same, and the
    bags in which goods lie that are not this order's any more, with what of it is to be taken `out`."""

    number: str
    done: Foreseen
    receipt: Receipt
    passed_on: tuple[Gets, ...] = ()
    broken: tuple[BrokenPromise, ...] = ()
    bags: tuple[Bag, ...] = ()
    out: OutOfBags | None = None
