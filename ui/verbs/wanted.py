"""What was wanted and not bought: kept with its cause, and told as demand."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pos.domain.money import Money
from ui.verbs import typed
from ui.verbs.common import open_register, say, verb, who

if TYPE_CHECKING:
    from pos.domain.demand import Lost
    from pos.usecases.wanted import DemandReport


@verb
def wanted(
    what: Annotated[str, typer.Argument(help="A code, or words for what we do not carry; without it the report.")] = "",
    quantity: Annotated[int, typer.Option()] = 1,
    cause: Annotated[str, typer.Option(help="Why it was not bought; one of the fixed causes.")] = "other",
    since: Annotated[str, typer.Option(help="First day of the report.")] = "",
    until: Annotated[str, typer.Option(help="Last day of the report.")] = "",
) -> None:
    """Keep what somebody wanted and did not buy, or report on it."""
    with open_register() as register:
        currency = register.shop().currency
        if what:
            missed = register.tell_me.wanted_not_bought(what, quantity, cause=cause, person=who(register))
            value = _money(missed.value, currency)
            answer = {
                "sku": missed.sku, "name": missed.name, "quantity": missed.quantity, "cause": missed.cause,
                "value": value,
            }  # fmt: skip
            say(answer, f"Kept: {missed.quantity} x {missed.name}" + (f", worth {value}." if value else "."))
            return
        days = typed.day(since) if since else None, typed.day(until) if until else None
        report, demand = register.tell_me.lost(*days), register.tell_me.demand(*days)
        say(
            {
                "since": report.since.isoformat(),
                "until": report.until.isoformat(),
                "by_product": [_lost(one, currency) for one in report.by_product],
                "by_cause": [_lost(one, currency) for one in report.by_cause],
                "demand": [asdict(one) for one in demand.products],
            },
            f"Wanted and not bought, {report.since} to {report.until}:",
            *(
                f"  {one.quantity:5} {one.name:32.32} {one.cause:22} {_money(one.value, currency) or '-':>12}"
                for one in report.by_product
            ),
            *_demand_words(demand),
        )


def _demand_words(demand: DemandReport) -> list[str]:
    rows = [
        f"  {one.name:32.32} {one.tell_me:5} to be told, {one.lost:4} in vain, {one.backordered:4} ordered, "
        f"{one.sold:4} sold"
        for one in demand.products
    ]
    return ["Asked for and neither bought nor ordered, beside what was:", *rows] if rows else []


def _lost(one: Lost, currency: str) -> dict[str, Any]:
    return {
        "sku": one.sku, "name": one.name, "cause": one.cause, "times": one.times, "quantity": one.quantity,
        "value": _money(one.value, currency),
    }  # fmt: skip


def _money(minor: int | None, currency: str) -> str | None:
    return None if minor is None else str(Money(minor, currency))
