"""The steps of an order in words that anybody in the shop understands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pos.domain.backorder import Order
from pos.domain.money import Money
from pos.domain.news import EVENTS
from pos.domain.order_life import Step

_Details = Mapping[str, Any]


def step_words(step: Step, order: Order, currency: str) -> str:
    """What happened, in one line, without who and when; the reason stands at its end."""
    say = _SAID.get(step.kind)
    details = step.details
    if say is not None:
        said = say(details, _name(step, order), lambda key: str(Money(int(details.get(key, 0)), currency)))
    else:
        rest = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in details.items() if value != "")
        said = step.kind.replace("_", " ").capitalize() + (f" ({rest})" if rest else "")
        said += f": {_name(step, order)}" if step.line else ""
    return f"{said}. {step.reason}".rstrip() if step.reason else f"{said}."


def _name(step: Step, order: Order) -> str:
    return next((line.name for line in order.lines if line.line == step.line), f"line {step.line}")


def _places(details: _Details) -> str:
    return ", ".join(f"from place {was} to {now}" for _, was, now in details.get("places", ()))


def _said_because(details: _Details) -> str:
    """Why a customer was told another day, where a person said so; what the program notes by itself is no reason."""
    why = str(details.get("why", ""))
    return "" if why in _BY_ITSELF else f": {why}"


_BY_ITSELF = {"", "taken", "redated", "reinstated", "route_changed", "complete_changed", *EVENTS}
_SAID: dict[str, Callable[[_Details, str, Callable[[str], str]], str]] = {
    "taken": lambda d, name, money: f"Order taken, deposit {money('order_deposit')}",
    "allocated": lambda d, name, money: f"{d['units']} of {name} put aside",
    "released": lambda d, name, money: f"{d['units']} of {name} given back to the queue",
    "passed_over": lambda d, name, money: f"{name} was passed over",
    "handed_over": lambda d, name, money: f"{d['units']} of {name} handed over",
    "told": lambda d, name, money: (
        f"Customer told {d['latest_on'] or 'that no date is confirmed'} for {name}{_said_because(d)}"
    ),
    "date_moved": lambda d, name, money: (
        f"{name}: now expected {d['latest_on'] or 'on no known day'}" + (f", was {d['from']}" if d.get("from") else "")
    ),
    "cancelled": lambda d, name, money: f"{d['units']} of {name} cancelled",
    "refunded": lambda d, name, money: f"{money('amount')} given back, fee {money('fee')}",
    "deposit_added": lambda d, name, money: f"{money('amount')} added to the deposit",
    "deposit_refunded": lambda d, name, money: f"{money('amount')} of the deposit given back",
    "bagged": lambda d, name, money: f"Bag {d['tag']} put on place {d['place']}",
    "unbagged": lambda d, name, money: f"Bag {d['tag']} taken from place {d['place']}",
    "moved_in_queue": lambda d, name, money: f"{name} moved in the queue {_places(d)}".rstrip(),
    "remedy": lambda d, name, money: (
        f"{name}: {str(d['remedy']).partition(':')[0].replace('_', ' ')} chosen for {d['units']}"
        + (f", cost {money('cost')}" if d.get("cost") else "")
        + (f", agreed by {d['agreed']}" if d.get("agreed") else "")
    ),
    "choice": lambda d, name, money: (
        f"Customer of a late order says: {d['choice']}" + (f" ({d['how']})" if d.get("how") else "")
    ),
    "credit_proposed": lambda d, name, money: f"Credit of {money('amount')} proposed",
    "credit_approved": lambda d, name, money: f"Credit of {money('amount')} approved",
    "credit_refused": lambda d, name, money: f"Credit of {money('amount')} refused",
    "credit_given": lambda d, name, money: f"Credit of {money('amount')} given",
}
"""Kind of step -> its words, from its details, the product's name and the amounts among the details."""
