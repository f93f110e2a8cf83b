"""Goods that were not sent by the day told, and what lateness cost, as the command line says and writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pos.domain.money import Money

if TYPE_CHECKING:
    from pos.usecases.radar_costs import Costs, OrderCosts
    from pos.usecases.radar_unsent import Unsent

_MENDED_BY = {
    "ship": "here, not shipped: ship it, then `backorder collect`",
    "send_on": "here, not sent on: `backorder send-on`",
    "arrived_there": "on the way: ask there, then `backorder arrived`",
}


def unsent_shape(one: Unsent) -> dict[str, Any]:
    """As JSON: days as ISO, `remedy` is ship, send_on or arrived_there."""
    return {
        "task": one.task, "order": one.order, "line": one.line, "version": one.version, "customer": one.customer_name,
        "sku": one.sku, "name": one.name, "units": one.units, "store": one.store,
        "told_latest": one.told_latest.isoformat(), "days_late": one.days_late, "remedy": one.remedy,
    }  # fmt: skip


def unsent_words(one: Unsent) -> str:
    """One line: whose, what, how late, and what mends it."""
    whose = f"{one.order} line {one.line}  {one.customer_name}  {one.units} x {one.name}"
    return f"{whose}: told {one.told_latest.isoformat()}, {one.days_late} days late, {_MENDED_BY[one.remedy]}"


def costs_shape(one: OrderCosts, currency: str) -> dict[str, Any]:
    """What lateness cost for one order as JSON: amounts as text, messages and calls as numbers."""
    return {
        "order": one.number, "customer": one.customer_name, "credits": str(Money(one.credits, currency)),
        "paid": str(Money(one.paid, currency)), "messages": one.messages, "calls": one.calls,
    }  # fmt: skip


def costs_words(one: OrderCosts, currency: str) -> str:
    """The same in one line."""
    whose = f"  {one.number} {one.customer_name}".rstrip()
    return f"{whose}: credits {Money(one.credits, currency)}, paid {Money(one.paid, currency)}, {contacts_words(one)}"


def contacts_words(one: Costs | OrderCosts) -> str:
    """How often customers were written to, and called."""
    messages = "1 message" if one.messages == 1 else f"{one.messages} messages"
    return f"{messages}, 1 call" if one.calls == 1 else f"{messages}, {one.calls} calls"
