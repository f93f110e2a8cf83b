"""The tell-me list: who wants to hear when goods are back, without money, beside the orders and served after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from pos.domain import errors
from pos.domain.people import OWNER, Person
from pos.domain.tell_me import Entry, places
from pos.usecases.availability import resolve, today_in
from pos.usecases.ports import Clock, Records, Transactions
from pos.usecases.sale_customer import customer_of
from pos.usecases.sale_wishes import CustomerWish
from pos.usecases.tell_me_holds import LET_GO, Offered, held_until, pass_on, write

if TYPE_CHECKING:
    from pos.domain.catalog import Product
    from pos.usecases.ports import Transaction

MOST_UNITS = 1_000_000


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on the list with their place on it (None when everything they want is held for them), and the day by
    which they hear of us again, so that nobody is forgotten (the shop's silence clock)."""

    entry: Entry
    place: int | None
    news_due_on: date | None


def add(
    *,
    code: str,
    customer: CustomerWish,
    quantity: int = 1,
    wanted_by: date | None = None,
    transactions: Transactions,
    clock: Clock,
    person: Person = OWNER,
) -> Listed:
    """Put somebody on the list of a product. Nothing is paid and nothing promised; an order may exist beside it.

    Raises UnknownCode, BadBarcode, BadQuantity, BadDate, CustomerNeeded, ContactNeeded, AlreadyListed,
    NothingToWaitFor, NotBackorderable for what will not come back, NotAllowed.
    """
    may_tell(person)
    with transactions.writing() as tx:
        shop, now = tx.shop(), clock.now()
        today = today_in(shop, now)
        scanned = resolve(tx, shop, code)
        product = scanned.product
        if not 1 <= quantity <= MOST_UNITS:
            raise errors.BadQuantity(
                f"{quantity} of “{product.name}” cannot be wanted. Nobody was listed. Type a whole number from 1.",
                quantity=quantity,
            )
        if wanted_by is not None and wanted_by < today:
            raise errors.BadDate(
                f"{wanted_by.isoformat()} is past. Nobody was listed. Choose a day from today on.",
                day=wanted_by.isoformat(),
            )
        buyer = customer_of(tx, customer, person, needed=False)
        if buyer is None:
            raise errors.CustomerNeeded(
                "We can tell only somebody we know. Nobody was listed. Choose the customer, or add a name and a phone."
            )
        if not buyer.can_be_told:
            raise errors.ContactNeeded(
                f"Without a phone number or e-mail address we cannot tell {buyer.name}. Nobody was listed. Add one.",
                customer=buyer.id,
            )
        for entry in tx.tell_me_of_customer(buyer.id):
            if entry.sku == product.sku:
                raise errors.AlreadyListed(
                    f"{buyer.name} is on the list for {entry.quantity} of “{product.name}” already. Nothing was "
                    "changed. Take the entry off the list first if they want another number.",
                    entry=entry.id,
                    quantity=entry.quantity,
                )
        if scanned.available >= quantity:
            raise errors.NothingToWaitFor(
                f"{scanned.available} of “{product.name}” are here now. Nobody was listed. Sell them.",
                sku=product.sku,
                available=scanned.available,
            )
        if never_again(tx, product):
            raise errors.NotBackorderable(
                f"“{product.name}” is not ordered any more and no store has it, so there will be nothing to tell of. "
                "Nobody was listed. Offer something like it.",
                sku=product.sku,
            )
        id_ = str(uuid4())
        wish = {
            "id": id_, "customer": buyer.id, "sku": product.sku, "quantity": quantity,
            "wanted_by": wanted_by.isoformat() if wanted_by else None,
        }  # fmt: skip
        body = {
            "at": now.isoformat(timespec="microseconds"), "business_date": today.isoformat(), "entries": [wish],
        }  # fmt: skip
        tx.append("tell_me_put", body, person=person.id)
        return next(one for one in _listed(tx, tx.tell_me_of_skus([product.sku])) if one.entry.id == id_)


def remove(
    *,
    entry: str,
    why: str,
    transactions: Transactions,
    clock: Clock,
    person: Person = OWNER,
) -> tuple[Offered, ...]:
    """Take somebody off the list; what was held for them goes to the orders that wait, and what is beyond them to the
    next on the list, who is to be told.

    Raises UnknownCode, WrongState, BadText, NotAllowed.
    """
    may_tell(person)
    if not why.strip():
        raise errors.BadText(
            "Taking somebody off the list needs a reason. Nothing was changed. Say why in a few words."
        )
    with transactions.writing() as tx:
        now = clock.now()
        found = _open_entry(tx, entry)
        at = now.isoformat(timespec="microseconds")
        gone = replace(found, state="ended", held=0, held_until=None, ended_at=at, why=why.strip()[:500])
        write(tx, [gone], now=now, today=today_in(tx.shop(), now), person=person)
        if not found.held:
            return ()
        return pass_on(tx, [found.sku], clock=clock, person=person, reason=LET_GO)[1]


def told(
    *, entries: Sequence[str], transactions: Transactions, clock: Clock, person: Person = OWNER
) -> tuple[Entry, ...]:
    """The news of goods that are held went out to these: from today on they are held for the days that the shop's rule
    gives. Raises UnknownCode, WrongState, NotAllowed."""
    may_tell(person)
    with transactions.writing() as tx:
        return news_went_out(tx, entries, clock=clock, person=person)


def news_went_out(
    tx: Transaction, entries: Sequence[str], *, clock: Clock, person: Person = OWNER
) -> tuple[Entry, ...]:  # fmt: skip
    """The same inside the transaction that settles a message or a call. Entries that hold nothing any more are left as
    they are."""
    now = clock.now()
    at, day = now.isoformat(timespec="microseconds"), held_until(tx, now)
    found = [_open_entry(tx, entry) for entry in dict.fromkeys(entries)]
    after = [
        replace(entry, state="told", told_at=at, last_news_at=at, held_until=max(day, entry.held_until or day))
        for entry in found
        if entry.held and entry.state == "waiting"
    ]
    write(tx, after, now=now, today=today_in(tx.shop(), now), person=person)
    return tuple(after)


def listed(*, code: str = "", customer: str = "", transactions: Transactions) -> tuple[Listed, ...]:
    """Who is on the list, by product and in order: of all goods, of one product or of one customer's id.

    Raises UnknownCode, BadBarcode.
    """
    with transactions.reading() as records:
        if code:
            return _listed(records, records.tell_me_of_skus([resolve(records, records.shop(), code).product.sku]))
        found = _listed(records, records.tell_me_open())
    return tuple(one for one in found if customer in ("", one.entry.customer))


def held_for(*, customer: str, transactions: Transactions) -> tuple[Entry, ...]:
    """What is held for a customer now, so that the counter can say so when they come."""
    with transactions.reading() as records:
        return tuple(entry for entry in records.tell_me_of_customer(customer) if entry.held)


def never_again(records: Records, product: Product) -> bool:
    """Whether a product is not ordered any more, is on no shelf of any store and on no order. Goods that somebody has
    may be free again one day, though no more of them are bought."""
    if product.backorder != "stop" or records.supplies(product.sku):
        return False
    return not any(level.on_hand > 0 for level in records.stock_everywhere(product.sku))


def _listed(records: Records, entries: Sequence[Entry]) -> tuple[Listed, ...]:
    place = places(entries)
    silence = timedelta(days=records.shop().waiting.silence_days)
    return tuple(
        Listed(entry, place.get(entry.id), _day(entry.last_news_at or entry.since) + silence) for entry in entries
    )


def _day(instant: str) -> date:
    return date.fromisoformat(instant[:10])


def _open_entry(records: Records, entry: str) -> Entry:
    found = records.tell_me_entry(entry.strip())
    if found is None:
        raise errors.UnknownCode(
            f"Nobody is on the list as {entry[:40]}. Nothing was changed. Look at the list again.", entry=entry[:40]
        )
    if not found.is_open:
        raise errors.WrongState(
            f"{found.customer_name or 'This customer'} is off the list for “{found.name}” already "
            f"({found.why or 'served'}). Nothing was changed.",
            entry=found.id,
            state=found.state,
        )
    return found


def may_tell(person: Person) -> None:
    """Raises NotAllowed for somebody without the right to the list."""
    if not person.may("tell_me"):
        raise errors.NotAllowed("The tell-me list is not among this person's rights. Nothing was changed.")
