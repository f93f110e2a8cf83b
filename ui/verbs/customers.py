"""What is known of a customer when they stand at the counter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from pos.domain import errors
from ui.verbs import shapes
from ui.verbs.common import open_register, say, verb

if TYPE_CHECKING:
    from pos.register import Register
    from pos.usecases.customer_history import CustomerHistory

customer_app = typer.Typer(help="Those who order.", no_args_is_help=True)
_MOST = 9


@customer_app.command("show")
@verb
def show(
    who: Annotated[str, typer.Argument(metavar="CUSTOMER", help="A name, a phone number, an e-mail address or an id.")],
) -> None:
    """How a customer hears of us, what they wait for, what was noted, and how often we kept our word to them."""
    with open_register() as register:
        seen = register.waiting.customer_history(_the_one(register, who))
        say(_shape(seen, register.shop().currency), *_words(seen))


def _the_one(register: Register, who: str) -> str:
    """The id of the one customer that the words fit. Raises UnknownCode."""
    if register.customer(who.strip()) is not None:
        return who.strip()
    found = register.find_customers(who, _MOST) if who.strip() else ()
    named = [one for one in found if one.name.casefold() == who.strip().casefold()]
    if len(named or found) == 1:
        return (named or found)[0].id
    if not found:
        raise errors.UnknownCode(f"Nobody matches “{who[:40]}”. Try a name, a phone number or an e-mail address.")
    raise errors.UnknownCode(
        f"Several customers match “{who[:40]}”: "
        + ", ".join(f"{one.name} ({one.masked_contact or 'no contact'}, {one.id})" for one in found)
        + ". Name one by the id.",
        customers=[one.id for one in found],
    )


def _shape(seen: CustomerHistory, currency: str) -> dict[str, Any]:
    one = seen.customer
    return {
        "id": one.id, "name": one.name, "phone": one.phone, "email": one.email, "address": one.address,
        "class": one.customer_class, "consent": one.consent, "language": one.language, "tell_by": seen.tell_by,
        "open": [shapes.order(order, currency) for order in seen.open],
        "past": [shapes.order(order, currency) for order in seen.past], "past_count": seen.past_count,
        "waitlist": [
            {"sku": entry.sku, "name": entry.name, "quantity": entry.quantity, "held": entry.held}
            for entry in seen.listed
        ],
        "notes": [
            {"order": note.order, "at": note.at[:19] + "Z", "person": note.person_name, "words": note.words}
            for note in seen.notes
        ],
        "promises_judged": seen.judged, "promises_kept": seen.kept,
    }  # fmt: skip


def _words(seen: CustomerHistory) -> list[str]:
    told = {"none": "is not told", "call": "is called"}.get(seen.tell_by, f"is told by {seen.tell_by}")
    kept = f"{seen.kept} of {seen.judged} promises kept" if seen.judged else "no promise was due yet"
    return [
        f"{seen.customer.name}  {told}  {kept}",
        *(f"  {order.number}  {order.state}" for order in (*seen.open, *seen.past)),
        *(f"  wants to hear of {entry.quantity} x {entry.name}" for entry in seen.listed),
        *(f"  {note.at[:10]} {note.person_name}: {note.words}" for note in seen.notes),
    ]
