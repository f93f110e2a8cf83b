"""What the counter hands in for a sale, and what it gets back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pos.domain.money import Money
from pos.domain.promise import Promise
from pos.domain.receipt import Receipt
from pos.domain.sale import PricedBasket, PricedPart

if TYPE_CHECKING:
    from pos.domain.overrides import Override
    from pos.usecases.broken_into import BrokenInto


@dataclass(frozen=True, slots=True)
class SpecialWish:
    """A thing to be bought in: its name and price as a tag would say it, from which supplier, at which rate of tax
    (thousandths of a percent, the shop's usual one where nobody says), what it costs the shop, and when the supplier
    says that it comes. `details` is what the supplier has to know besides (their number for it, a size, a colour): it
    follows the name in brackets wherever that is read."""

    name: str
    price: Money
    supplier: str
    tax_rate: int | None = None
    cost: Money | None = None
    expected_on: date | None = None
    details: str = ""


@dataclass(frozen=True, slots=True)
class LineWish:
    """A line of a basket as the counter hands it in. `take`: "now", "backorder", or "auto" (what is here now, the rest
    later); `later` says the split outright. `price` is for products without one; `anyway` the reason for taking goods
    that the record denies ("it is in my hand"), `override` the reason for an order that the advice is against.

    Of what follows later: `kind` "layaway" puts goods aside that are here, while they are paid in parts; a `special`
    thing, which the catalogue does not know, is ordered for this customer and needs no `code`. `route` is how it
    reaches the customer (`route_to` the other store), `wanted_on` the day they wish for, `not_after` the last one."""

    code: str
    quantity: int = 1
    take: str = "auto"
    later: int | None = None
    price: Money | None = None
    anyway: str = ""
    override: str = ""
    kind: str = ""
    route: str = "collect"
    route_to: str = ""
    wanted_on: date | None = None
    not_after: date | None = None
    special: SpecialWish | None = None


@dataclass(frozen=True, slots=True)
class CustomerWish:
    """Who orders: a known customer's id, or a new customer's name and contact."""

    id: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    consent: bool = True
    language: str = ""
    tell_by: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class TenderWish:
    """A tender; `amount` None pays what is still due. Of an authorisation, `until` is the last day on which the card
    can be charged."""

    kind: str = "cash"
    amount: Money | None = None
    reference: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Checkout:
    """A basket with everything that goes with it. `request` is the counter's own id of this payment: handing in the
    same one again answers with the sale that was made, and sells nothing; another basket under it is refused.
    `ship_complete`: once something has to follow, the customer takes everything at once when all of it is here; `mode`
    is how the order is paid where it is not as the shop usually asks (one of those the shop allows)."""

    lines: tuple[LineWish, ...]
    tenders: tuple[TenderWish, ...]
    customer: CustomerWish | None = None
    order_deposit: Money | None = None
    deposit_reason: str = ""
    request: str = ""
    ship_complete: bool = False
    mode: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """What a basket would cost and ask for, before anything is paid."""

    basket: PricedBasket
    order_deposit: Money
    least_deposit: Money
    due_now: Money
    balance_due: Money


@dataclass(frozen=True, slots=True)
class PromisedPart:
    """A part that follows, with what was told about it; `put_aside` units of it are on the shelf, kept from now on.
    `deposit_percent` is what the advisor would ask for, `override` the decision against its advice. `dated` is
    the promise for as many units as have a date, where not all have one."""

    part: PricedPart
    promise: Promise | None
    words: str
    put_aside: int = 0
    deposit_percent: int = 0
    override: Override | None = None
    dated: Promise | None = None


@dataclass(frozen=True, slots=True)
class Sold:
    """What was done: the answer to the counter, and what is on the receipt. `broken_into` names whose goods, put aside
    for them, went into a sale "anyway". An order that goes `ship_complete` is handed over only when all of it is
    here."""

    number: str
    total: Money
    tax: Money
    due_now: Money
    order_deposit: Money
    balance_due: Money
    change_due: Money
    taken_now: tuple[PricedPart, ...]
    backorders: tuple[PromisedPart, ...]
    receipt: Receipt
    repeated: bool = False
    broken_into: BrokenInto | None = None
    ship_complete: bool = False
