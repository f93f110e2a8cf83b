"""What a sale would promise of what follows, asked before it is paid for: as `sell` would, and nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pos.domain import errors
from pos.domain.people import OWNER, Customer, Person
from pos.usecases.availability import today_in
from pos.usecases.checkout import known_customer, quote
from pos.usecases.sale_lines import promise_parts, split_lines
from pos.usecases.sale_terms import terms_of
from pos.usecases.tell_me_kept import kept_for

if TYPE_CHECKING:
    from pos.usecases.ports import Clock, Transactions
    from pos.usecases.sale_wishes import Checkout, PromisedPart

TO_BE_SAID = "asked for when the order is taken"


class ForeseenSale(NamedTuple):
    """The parts that would follow, each with its days on its way, and why they would not be taken so: a way that is not
    open to them, or days that are too late."""

    promised: Sequence[PromisedPart]
    refusal: errors.Refused | None = None


def foresee_sale(
    *, checkout: Checkout, transactions: Transactions, clock: Clock, person: Person = OWNER
) -> ForeseenSale:
    """What would be promised of a basket. Why an order is taken against the advice may still be missing; an address
    that the customer's wish gives counts as theirs. Raises as `sell`, but for money and contact."""
    with transactions.reading() as records:
        shop, today, wish = records.shop(), today_in(records.shop(), clock.now()), checkout.customer
        buyer = known_customer(records, wish) if wish is not None else None
        held = kept_for(records, buyer)
        lines, _ = split_lines(
            records, shop, checkout.lines, person, today=today, ship_complete=checkout.ship_complete, kept=held
        )
        priced = quote(lines=lines, shop=shop)
        promised = promise_parts(
            records, shop, priced.basket, today=today, language=(wish.language if wish else "") or shop.language,
            person=person, customer=buyer, ship_complete=checkout.ship_complete, kept=held,
            wishes=[replace(line, override=line.override or TO_BE_SAID) for line in checkout.lines],
        )  # fmt: skip
        if wish is not None and wish.address.strip():
            buyer = replace(buyer or Customer("", wish.name), address=wish.address)
        try:
            terms_of(records, checkout.lines, promised, buyer, today=today)
        except errors.Refused as refusal:
            return ForeseenSale(promised, refusal)
        return ForeseenSale(promised)
