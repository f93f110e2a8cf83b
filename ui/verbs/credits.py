"""What customers are given for waiting: the shop's rule, and single credits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pos.domain.money import Money
from ui.verbs.common import common, open_register, say, tell, verb, who

if TYPE_CHECKING:
    from pos.domain.credits import Credit
    from pos.domain.waiting_rules import WaitingRules

credit_app = typer.Typer(help="What customers are given for waiting.", no_args_is_help=True)


@credit_app.command("list")
@verb
def credit_list(
    state: Annotated[str, typer.Option(help="proposed, approved, refused or given")] = "",
) -> None:
    """Credits, the oldest first."""
    with open_register() as register:
        currency = register.shop().currency
        found = register.radar.credits(state)
        say(
            {"credits": [credit_shape(one, currency) for one in found]},
            *([credit_words(one, currency) for one in found] or ["No credits."]),
        )


@credit_app.command("approve")
@verb
def credit_approve(credit: str, why: Annotated[str, typer.Option(help="Anything besides.")] = "") -> None:
    """Agree to a credit, as far as the month's budget goes."""
    with open_register() as register:
        _say_credit(register.radar.approve(credit, why=why, person=who(register)), register.shop().currency)


@credit_app.command("refuse")
@verb
def credit_refuse(credit: str, why: Annotated[str, typer.Option(help="Why; it is kept.")] = "") -> None:
    """Refuse a credit."""
    with open_register() as register:
        _say_credit(register.radar.refuse(credit, why, person=who(register)), register.shop().currency)


@credit_app.command("give")
@verb
def credit_give(credit: str) -> None:
    """Give an approved credit: a voucher is printed, free delivery is noted."""
    from ui.paper import print_now

    with open_register() as register:
        _say_credit(register.radar.give(credit, person=who(register)), register.shop().currency)
        if trouble := print_now(register):
            tell(f"It is given and kept. The voucher did not print: {trouble}")


@credit_app.command("rule")
@verb
def credit_rule(
    percent: Annotated[int | None, typer.Option(help="Percent of the late goods; 0 for none.")] = None,
    after_days: Annotated[int | None, typer.Option(help="From so many days late on.")] = None,
    most: Annotated[str, typer.Option(help="At most so much for one promise; 0 for no limit.")] = "",
    kind: Annotated[str, typer.Option(help="voucher, discount or free_delivery")] = "",
    budget: Annotated[str, typer.Option(help="At most so much in a month, all together.")] = "",
    approve_above: Annotated[str, typer.Option(help="A manager agrees above this amount.")] = "",
    incentive_percent: Annotated[int | None, typer.Option(help="Percent for agreeing to wait; 0 for none.")] = None,
    incentive_after_days: Annotated[int | None, typer.Option(help="For waits longer than so many days.")] = None,
    incentive_kind: Annotated[str, typer.Option(help="voucher, discount or free_delivery")] = "",
) -> None:
    """The shop's rule for credits; with options it is changed."""
    with open_register() as register:
        shop = register.shop()
        amounts = {"credit_most": most, "credit_budget": budget, "credit_approve_above": approve_above}
        said: dict[str, Any] = {name: Money.parse(text, shop.currency).minor for name, text in amounts.items() if text}
        said |= {name: text for name, text in (("credit_kind", kind), ("incentive_kind", incentive_kind)) if text}
        numbers = {
            "credit_percent": percent, "credit_after_days": after_days, "incentive_percent": incentive_percent,
            "incentive_after_days": incentive_after_days,
        }  # fmt: skip
        said |= {name: number for name, number in numbers.items() if number is not None}
        if said:
            shop = register.change_shop(person=who(register), waiting=replace(shop.waiting, **said))
        _say_rule(shop.waiting, shop.currency)


def credit_shape(one: Credit, currency: str) -> dict[str, Any]:
    """As JSON: amounts as text, `state` is proposed, approved, refused or given."""
    return {
        "id": one.id, "order": one.number, "line": one.line, "kind": one.kind,
        "amount": str(Money(one.amount, currency)), "why": one.why, "state": one.state, "cause": one.cause,
        "at": one.at, "decided_at": one.decided_at, "decided_by": one.decided_by,
    }  # fmt: skip


def credit_words(one: Credit, currency: str) -> str:
    """One line: what it is called, how much, for which order, how far it is and why."""
    kind = one.kind.replace("_", " ")
    return f"{one.id}  {Money(one.amount, currency)} {kind} for {one.number}: {one.state}. {one.why}"


def _say_credit(one: Credit, currency: str) -> None:
    say(credit_shape(one, currency), credit_words(one, currency))


def _say_rule(rules: WaitingRules, currency: str) -> None:
    def money(minor: int) -> str:
        return str(Money(minor, currency))

    answer = {
        "percent": rules.credit_percent, "after_days": rules.credit_after_days, "most": money(rules.credit_most),
        "kind": rules.credit_kind, "budget": money(rules.credit_budget),
        "approve_above": money(rules.credit_approve_above), "incentive_percent": rules.incentive_percent,
        "incentive_after_days": rules.incentive_after_days, "incentive_kind": rules.incentive_kind,
    }  # fmt: skip
    if common.as_json:
        say(answer)
        return
    delay = f"{rules.credit_percent} percent of late goods from {rules.credit_after_days} days on"
    taking = f"{rules.incentive_percent} percent for waits beyond {rules.incentive_after_days} days"
    say(
        answer,
        f"{delay}, as {rules.credit_kind}." if rules.credit_percent else "No credits for delays.",
        f"{taking}, as {rules.incentive_kind}." if rules.incentive_percent else "No incentives for waiting.",
        f"At most {money(rules.credit_budget)} a month; a manager agrees above {money(rules.credit_approve_above)}.",
    )
