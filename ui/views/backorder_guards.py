"""What stands in the way of a backorder, said before anybody presses the button; the register checks it all again."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pos.domain.availability import Availability
from pos.domain.people import Person
from pos.usecases.checkout import CustomerWish

_tr = QCoreApplication.translate


def impossible(availability: Availability, person: Person) -> str:
    """Why this person cannot take this order at all; empty when it can be taken."""
    product = availability.product
    if product.backorder == "stop":
        sentence = _tr("BackorderSheet", "Discontinued: it cannot be backordered.")
        names = ", ".join(substitute.product.name for substitute in availability.substitutes)
        return f"{sentence} {_tr('BackorderSheet', 'Offer: {names}.').format(names=names)}" if names else sentence
    if (availability.promise is None or product.backorder == "waitlist") and not person.may("sell_anyway"):
        return _tr(
            "BackorderSheet",
            "No date can be promised, so no order is taken. Offer to tell them when it is back, "
            "or ask somebody who may take the order all the same.",
        )
    return ""


def untold(wish: CustomerWish | None, person: Person) -> str:
    """What to say when we could not tell this customer; empty when we can, or nobody is chosen yet."""
    if wish is None or wish.phone or wish.email:
        return ""
    if person.may("no_contact"):
        return _tr(
            "BackorderSheet", "Without a phone or e-mail we cannot tell them. Continue with a printed ticket only?"
        )
    return _tr(
        "BackorderSheet", "Without a phone or e-mail we cannot tell them. Add one, or ask a manager to take the order."
    )
