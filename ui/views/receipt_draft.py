"""What the receipt of a backorder will say, before it is paid for: the same words, without number, tender and codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pos.domain import paper
from pos.domain.availability import Availability
from pos.domain.money import Money
from pos.domain.people import Customer, Person
from pos.domain.phrases import parted_words, partly_dated_words, phrase, together_words
from pos.domain.receipt import Barcode, Feed, Qr, Receipt
from pos.domain.sale import Settlement
from pos.domain.shop import Shop
from pos.domain.ways import SHIPS
from pos.usecases.checkout import CustomerWish, Quote, local_time
from pos.usecases.sale_wishes import LineWish


@dataclass(frozen=True, slots=True)
class Draft:
    """A backorder as far as it is agreed; `together` when all of it is handed over at once. `how` is the way of these
    goods and `said` the register's own words for it, `beside` the ways of the other goods that follow."""

    shop: Shop
    customer: CustomerWish | None
    quote: Quote
    availability: Availability
    together: bool = False
    how: LineWish = LineWish("")
    said: str = ""
    beside: Sequence[tuple[str, str]] = ()

    @property
    def ways(self) -> Sequence[tuple[str, str]]:
        """The ways on which goods follow, each with where to, as the receipt says them."""
        return tuple(dict.fromkeys(((self.how.route, self.how.route_to), *self.beside)))

    @property
    def is_sent(self) -> bool:
        """Whether all that follows is sent to the customer."""
        return all(way in SHIPS for way, _ in self.ways)

    @property
    def language(self) -> str:
        """What the customer's receipt is written in."""
        return (self.customer.language if self.customer else "") or self.shop.language

    @property
    def words(self) -> str:
        """The promise as it is told and printed."""
        if self.said:
            return self.said
        known = self.availability
        if known.dated is not None and not self.together:
            return partly_dated_words(known.dated, known.short, self.language)
        words = together_words if self.together else parted_words
        return words(self.availability.promise, self.language, release_on=known.here.held_until)


def backorder_draft(draft: Draft, *, now: datetime, person: Person) -> Receipt:
    """The customer's copy as it stands; `now` is aware."""
    shop, quote, customer = draft.shop, draft.quote, _as_customer(draft.customer)
    nothing = Money(0, shop.currency)
    receipt = paper.sale_receipt(
        shop=shop,
        number="…",
        at=local_time(shop, now),
        language=draft.language,
        person=person.name,
        customer=customer,
        priced=quote.basket,
        promised=[(part, draft.availability.promise, draft.words) for part in quote.basket.taking("later")],
        deposit=quote.order_deposit,
        settlement=Settlement(quote.due_now, nothing, (), nothing),
        balance_due=quote.balance_due,
        ship_complete=draft.together,
        layaway=draft.how.kind == "layaway",
        ways=draft.ways,
    )
    receipt = paper.with_customer(receipt, paper.personal_words(customer))
    return replace(receipt, blocks=tuple(b for b in receipt.blocks if not isinstance(b, Barcode | Qr | Feed)))


def short_words(draft: Draft) -> str:
    """The receipt's own words in one line: by when, where, what is paid and what is due, and how they hear."""
    shop, language, who = draft.shop, draft.language, _as_customer(draft.customer)
    promise = draft.availability.promise
    sure = (
        f" ({phrase(promise.certainty, language)})" if promise is not None and promise.certainty != "confirmed" else ""
    )
    way, due = draft.how.route, "balance_sent" if draft.is_sent else "balance"
    where = {"deliver": phrase("delivered", language), "direct": phrase("sent_direct", language)}.get(
        way, shop.stores.get(draft.how.route_to, shop.store_name)
    )
    parts = [
        f"{draft.words}{sure}, {where}" if way not in SHIPS else f"{draft.words}{sure}. {where}",
        f"{phrase('deposit', language)} {paper.amount(draft.quote.order_deposit, shop)}",
        f"{phrase(due, language)} {paper.amount(draft.quote.balance_due, shop)}",
    ]
    if who is not None and who.can_be_told:
        parts.append(f"{phrase('contact', language)} {who.masked_contact}")
    return " · ".join(parts)


def _as_customer(wish: CustomerWish | None) -> Customer | None:
    if wish is None:
        return None
    return Customer(
        wish.id, wish.name, wish.phone, wish.email, consent=wish.consent, language=wish.language,
        tell_by=wish.tell_by,  # type: ignore[arg-type]  # a word of the counter, kept as it is
    )  # fmt: skip
