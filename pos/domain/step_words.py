"""The steps of an order in words that anybody in the shop understands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from pos.domain.backorder import Order
from pos.domain.money import Money
from pos.domain.news import EVENTS
from pos.domain.order_life import Step

OWN_CHOICE = frozenset({"route_changed", "complete_changed", "quantity_changed", "product_changed", "wishes_changed"})
"""Steps by which customers choose other terms, and so other days: a day that was told for one of these is no slip."""
_Details = Mapping[str, Any]


def step_words(step: Step, order: Order, currency: str) -> str:
    """What happened, in one line, without who and when; the reason stands at its end."""
    say = _SAID.get(step.kind)
    details = _with_names(step, order)
    if say is not None:
        said = say(details, _name(step, order), lambda key: _money(int(details.get(key, 0)), currency))
    else:  # a newer program's step: its details are that program's own
        said = step.kind.replace("_", " ").capitalize() + (f": {_name(step, order)}" if step.line else "")
    why = _WHY.get(step.reason, step.reason)
    return f"{said}. {why}" if why else f"{said}."


def _with_names(step: Step, order: Order) -> _Details:
    """The details, with the name of the product that another one was exchanged for instead of its code."""
    to = step.details.get("to")
    name = next((line.name for line in order.lines if line.sku == to), "") if step.kind == "product_changed" else ""
    return {**step.details, "to": name} if name else step.details


def _name(step: Step, order: Order) -> str:
    return next((line.name for line in order.lines if line.line == step.line), f"line {step.line}")


def _money(minor: int, currency: str) -> str:
    """A sum with its currency, as it is written in English like the words around it."""
    from babel.numbers import format_currency

    return format_currency(Decimal(str(Money(minor, currency))), currency, locale="en")


def _quantity(details: _Details, name: str, money: object) -> str:
    if "from" not in details or "to" not in details:
        return f"{name}: another quantity"
    return f"{name}: {details['to']} instead of {details['from']}"


def _product(details: _Details, name: str, money: object) -> str:
    said = f"{name} exchanged for {details.get('to', 'another product')}"
    return said + (", at its place in the queue" if details.get("keeps_place") else "")


def _wishes(details: _Details, name: str, money: object) -> str:
    said = [
        words.format(day=details[key])
        for key, words in (("wanted_on", "wished for {day}"), ("not_after", "not after {day}"))
        if details.get(key)
    ]
    taken = {"wanted_on": "no day is wished for any more", "not_after": "no last day any more"}
    said += [taken[key] for key in details.get("forgotten", ()) if key in taken]
    return "Customer's days: " + (", ".join(said) or "as before")


def _route(details: _Details, name: str, money: object) -> str:
    to = f" {details['to']}" if details.get("to") else ""
    return {
        "collect": "The customer collects it here", "other_store": f"The customer collects it in store{to}",
        "deliver": "We deliver it", "direct": "The supplier sends it",
    }.get(str(details.get("route")), "It goes another way")  # fmt: skip


def _contact(details: _Details, name: str, money: object) -> str:
    fields = [_FIELDS.get(str(field), str(field).replace("_", " ")) for field in details.get("fields", ())]
    return "How the customer is reached was changed" + (f": {', '.join(fields)}" if fields else "")


def _absent(details: _Details, name: str, money: object) -> str:
    said = ABSENT_WORDS.get(str(details.get("how")), "The customer was not reached")
    again = f", to be tried again on {details['again_on']}" if details.get("again_on") else ""
    return said + again + (f". {details['note']}" if details.get("note") else "")


def _reinstated(details: _Details, name: str, money: object) -> str:
    units = details.get("units", 0)
    return f"{units} of what was cancelled wanted again" + (
        ", at the old place: it was our mistake" if details.get("our_mistake") else ""
    )


def _remedy(key: str) -> str:
    kind, _, of = key.partition(":")
    words = {
        "part_now": "what is here handed over", "other_store": "another store", "other_supplier": "another supplier",
        "substitute": "other goods instead", "expedite": "asking the supplier to hurry", "wait": "wait",
        "cancel": "all money back",
    }.get(kind, kind.replace("_", " "))  # fmt: skip
    return f"{words} ({of})" if of else words


_FIELDS = {
    "name": "name", "phone": "phone", "email": "e-mail", "address": "address", "tell_by": "how they want to hear",
    "consent": "whether we may write", "language": "language",
}  # fmt: skip
ABSENT_WORDS = {
    "called": "Called, nobody answered", "visited": "Nobody was at the door",
    "did_not_come": "The customer did not come",
}  # fmt: skip
"""How a customer was not reached, by the name under which it is kept."""


def _places(details: _Details) -> str:
    return ", ".join(f"from place {was} to {now}" for _, was, now in details.get("places", ()))


def _said_because(details: _Details) -> str:
    """Why a customer was told another day, where a person said so; what the program notes by itself is no reason."""
    why = str(details.get("why", ""))
    return "" if why in _BY_ITSELF else f": {why}"


_BY_ITSELF = {"", "taken", "redated", "reinstated", *OWN_CHOICE, *EVENTS}
_WHY = {
    "changed_mind": "Not wanted any more", "too_long": "It takes too long", "found_elsewhere": "Found elsewhere",
    "price": "Too dear", "mistake": "Ordered by mistake", "uncollected": "Never collected",
    "shop_cannot": "We cannot get it", "rule": "By the shop's rule", "no_rule": "", "nothing_held": "",
    "shop_cancels": "It is not the customer who ends it", "late": "The goods are late", "waived": "The fee was waived",
    "cannot": "They cannot be had any more", "grace": "Put right at once",
    "as_much": "What comes instead costs as much",
    "offered": "We offered other goods because we are late",
}  # fmt: skip
"""Reasons that the program keeps by a name; those that a person wrote stand as they are."""
_ANSWERS = {"wait": "they wait", "change": "they take something else", "cancel": "they want their money back"}
_HEARD = {"phone": "by phone", "counter": "here", "message": "in a message"}
_SAID: dict[str, Callable[[_Details, str, Callable[[str], str]], str]] = {
    "sent_on": lambda d, name, money: f"{d['units']} of {name} sent on to {d['name']}",
    "arrived_there": lambda d, name, money: f"{d['units']} of {name} arrived in {d['name']}",
    "price_lowered": lambda d, name, money: "The price of the day, which is lower than when it was pre-ordered",
    "came_back": lambda d, name, money: (
        f"{d['units']} of {name} came back from {d['name']}"
        + (", not collected there" if d.get("not_collected") else "")
    ),
    "taken": lambda d, name, money: f"Order taken, deposit {money('order_deposit')}",
    "allocated": lambda d, name, money: f"{d['units']} of {name} put aside",
    "released": lambda d, name, money: f"{d['units']} of {name} given back to the queue",
    "passed_over": lambda d, name, money: f"{name} was passed over",
    "handed_over": lambda d, name, money: f"{d['units']} of {name} handed over",
    "told": lambda d, name, money: (
        f"What was promised of {name} was kept: no day is promised until they say that they still want it"
        if d.get("why") == "put_back"
        else f"Customer told {d['latest_on'] or 'that no date is confirmed'} for {name}{_said_because(d)}"
    ),
    "date_moved": lambda d, name, money: (
        f"{name}: now expected {d['latest_on'] or 'on no known day'}" + (f", was {d['from']}" if d.get("from") else "")
    ),
    "cancelled": lambda d, name, money: f"{d['units']} of {name} cancelled",
    "refunded": lambda d, name, money: (
        f"{money('amount')} given back" + (f", {money('fee')} kept as a fee" if d.get("fee") else ", no fee kept")
    ),
    "deposit_added": lambda d, name, money: f"{money('amount')} added to the deposit",
    "deposit_refunded": lambda d, name, money: f"{money('amount')} of the deposit given back",
    "bagged": lambda d, name, money: f"Bag {d['tag']} put on place {d['place']}",
    "unbagged": lambda d, name, money: f"Bag {d['tag']} taken from place {d['place']}",
    "moved_in_queue": lambda d, name, money: f"{name} moved in the queue {_places(d)}".rstrip(),
    "remedy": lambda d, name, money: (
        f"{name}: {_remedy(str(d['remedy']))} chosen for {d['units']}"
        + (f", cost {money('cost')}" if d.get("cost") else "")
        + (f", agreed by {d['agreed']}" if d.get("agreed") else "")
    ),
    "choice": lambda d, name, money: (
        f"Customer of a late order: {_ANSWERS.get(d['choice'], d['choice'])}"
        + (f", said {_HEARD.get(d['how'], d['how'])}" if d.get("how") else "")
        + (f". {d['note']}" if d.get("note") else "")
    ),
    "quantity_changed": _quantity,
    "product_changed": _product,
    "wishes_changed": _wishes,
    "route_changed": _route,
    "complete_changed": lambda d, name, money: (
        "All of it goes together" if d.get("ship_complete") else "Each part goes as it comes"
    ),
    "contact_changed": _contact,
    "customer_changed": lambda d, name, money: "Somebody else took the order over",
    "customer_absent": _absent,
    "note": lambda d, name, money: f"Note for staff: {d.get('note') or 'erased with the customer'}",
    "put_back": lambda d, name, money: f"Not collected: {d.get('units', 0)} put back for those who wait",
    "reinstated": _reinstated,
    "supplier_sent": lambda d, name, money: (
        (f"{d['units']} of {name}" if "sku" in d else f"{d.get('units', 0)}")
        + " sent by the supplier"
        + (f", {d['proof']}" if d.get("proof") else "")
    ),
    "credit_proposed": lambda d, name, money: f"Credit of {money('amount')} proposed",
    "credit_approved": lambda d, name, money: f"Credit of {money('amount')} approved",
    "credit_refused": lambda d, name, money: f"Credit of {money('amount')} refused",
    "credit_given": lambda d, name, money: f"Credit of {money('amount')} given",
}
"""Kind of step -> its words, from its details, the product's name and the amounts among the details."""
