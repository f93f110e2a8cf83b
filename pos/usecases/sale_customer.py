"""The customer of a sale: chosen or typed, known again by name and contact, and kept under a seal."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from pos.domain import errors
from pos.domain.people import Customer, Person, digits_in, is_email
from pos.usecases.ports import Transaction
from pos.usecases.sale_wishes import CustomerWish


def customer_of(tx: Transaction, wish: CustomerWish | None, person: Person, *, needed: bool) -> Customer | None:
    """The customer that the counter chose or typed; what is new of them goes into the records at once. None when
    nobody was named and nobody is `needed`. Raises CustomerNeeded, UnknownCode, ContactNeeded."""
    if wish is None or not (wish.id or wish.name.strip()):
        if not needed and (wish is None or not (wish.name or wish.phone or wish.email)):
            return None
        raise errors.CustomerNeeded(
            "Goods that follow later need somebody to hand them to. Nothing was sold. Choose the customer, or add "
            "a name and a phone."
            if needed
            else "The customer has no name. Nothing was sold. Add a name, or sell without a customer."
        )
    check_email("" if wish.id else wish.email, "Nothing was kept.")
    known = tx.customer(wish.id) if wish.id else _known_as(tx, wish)
    if known is None and wish.id:
        raise errors.UnknownCode("This customer is not in the records. Nothing was sold. Choose again.", id=wish.id)
    customer = _moved(known, wish) if known and wish.id else _as_typed(wish, known)
    if needed and not customer.can_be_told and not (customer.tell_by == "none" and person.may("no_contact")):
        raise errors.ContactNeeded(
            "Without a phone number or e-mail address we cannot tell the customer. Nothing was sold. "
            "Add one; or somebody with the right takes the order with a printed ticket only (tell by: none)."
        )
    if customer != known:
        keep_customer(tx, customer, person)
    return customer


def check_email(typed: str, safe: str) -> None:
    """Nothing, or one address. Raises ContactNeeded for anything else; `safe` says what did not happen."""
    if typed.strip() and not is_email(typed):
        raise errors.ContactNeeded(
            f"“{typed.strip()[:80]}” is no e-mail address. {safe} Write it as in: mia@post.example, or leave it out."
        )


def _known_as(tx: Transaction, wish: CustomerWish) -> Customer | None:
    """The customer in the records who has the name that was typed, and its phone or its e-mail address."""
    email, digits = wish.email.strip(), digits_in(wish.phone)
    alike = list(tx.customers_like(email, "", "")) if email else []
    alike += tx.customers_like("", digits, "") if digits else []
    return next((customer for customer in alike if _is_named(customer, wish)), None)


def is_same(customer: Customer, wish: CustomerWish) -> bool:
    """Whether the customer in the records is the one that was typed: by name, and by one contact where any is given."""
    email, digits = wish.email.strip().lower(), digits_in(wish.phone)
    contacts = {customer.email.lower(), digits_in(customer.phone)} - {""}
    return _is_named(customer, wish) and (not (email or digits) or bool({email, digits} & contacts))


def _is_named(customer: Customer, wish: CustomerWish) -> bool:
    return customer.name.split() != [] and _plain(customer.name) == _plain(wish.name)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _moved(known: Customer, wish: CustomerWish) -> Customer:
    """Somebody chosen from the records: only an address that was typed for this order is new of them."""
    return replace(known, address=wish.address.strip() or known.address)


def _as_typed(wish: CustomerWish, known: Customer | None) -> Customer:
    """A new customer, or the known one with what was typed beyond what is kept; a "no" to being told counts."""
    old = known or Customer(str(uuid4()), wish.name.strip(), consent=True)
    return replace(
        old,
        phone=old.phone or wish.phone.strip(),
        email=old.email or wish.email.strip(),
        address=old.address or wish.address.strip(),
        consent=old.consent and wish.consent,
        language=wish.language or old.language,
        tell_by=wish.tell_by or old.tell_by,  # type: ignore[arg-type]  # a word of the counter, kept as it is
    )


def keep_customer(tx: Transaction, customer: Customer, person: Person) -> None:
    """Put a customer into the records; the personal words are sealed under a key of their own."""
    personal = {
        "name": customer.name,
        "phone": customer.phone,
        "email": customer.email,
        "address": customer.address,
    }
    tx.append(
        "customer_put",
        {
            "customer": customer.id,
            "sealed": tx.seal(customer.id, personal),
            "class": customer.customer_class,
            "consent": customer.consent,
            "language": customer.language,
            "tell_by": customer.tell_by,
        },
        person=person.id,
    )
