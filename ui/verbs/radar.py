"""The slip radar: what broke promises, what can be done, and doing it; and what customers are given for waiting."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pos.domain.money import Money
from ui.verbs.common import open_register, say, verb, who
from ui.verbs.credits import credit_shape, credit_words
from ui.verbs.radar_shapes import contacts_words, costs_shape, costs_words, unsent_shape, unsent_words

if TYPE_CHECKING:
    from pos.domain.remedies import Remedy
    from pos.usecases.radar import Broken, Lapsed, Unsecured
    from pos.usecases.remedy_acts import Choice
    from pos.usecases.remedying import CarriedOut

radar_app = typer.Typer(
    help="Promises that broke, by what broke them, and what to do.", invoke_without_command=True, no_args_is_help=False
)
Remedied = Annotated[
    str,
    typer.Option(help="part_now, other_store, other_supplier, substitute, expedite, wait or cancel, or a remedy's key"),
]
Agreed = Annotated[str, typer.Option(help="How the customer agreed: phone, counter or message.")]
Tell = Annotated[bool, typer.Option("--tell/--no-tell", help="Tell the customers; without it the daily round does.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done; change nothing.")]


@radar_app.callback()
def radar_default(context: typer.Context) -> None:
    """Promises that broke, by what broke them, and what to do."""
    if context.invoked_subcommand is None:
        radar_list()


@radar_app.command("list")
@verb
def radar_list(
    cause: Annotated[str, typer.Option(help="Only this slip: a purchase order, a kind, or a slip's key.")] = "",
    since: Annotated[str, typer.Option(help="Only what broke from this instant or day on (ISO, UTC).")] = "",
) -> None:
    """Every promise that is broken and not mended, by what broke it, with what can be done, the best first; after them
    goods that are here, or on their way to another store, past the day that was told."""
    with open_register() as register:
        currency = register.shop().currency
        found = register.radar.slips(cause=cause, since=since)
        words = []
        for row in found:
            words.append(f"{row.slip.words}: {len(row.lines)} broken")
            words += [part for one in row.lines for part in _broken_words(one, currency)]
        left = () if cause or since else register.radar.unsent()
        words += [unsent_words(one) for one in left]
        say(
            {
                "slips": [
                    {
                        "slip": row.slip.key, "kind": row.slip.kind, "of": row.slip.of, "words": row.slip.words,
                        "at": row.at, "lines": [_broken(one, currency) for one in row.lines],
                    }
                    for row in found
                ],
                "unsent": [unsent_shape(one) for one in left],
            },
            *(words or ["Every promise holds."]),
        )  # fmt: skip


@radar_app.command("lapsed")
@verb
def radar_lapsed() -> None:
    """Purchase orders nobody confirmed or whose day is over, and what is promised beyond what is secured."""
    with open_register() as register:
        found, more = register.radar.lapsed(), register.radar.unsecured()
        words = [part for one in found for part in _lapsed_words(one)]
        words += [f"{one.short} more of {one.name} are promised than are secured." for one in more if one.short]
        say(
            {"lapsed": [_lapsed(one) for one in found], "unsecured": [_unsecured(one) for one in more]},
            *(words or ["Every promise stands on goods that are here or confirmed."]),
        )


@radar_app.command("act")
@verb
def radar_act(
    order: str, line: int, remedy: Remedied, agreed: Agreed = "",
    cost: Annotated[str, typer.Option(help="What it costs the shop besides, such as an express fee.")] = "",
    tell: Tell = True, dry_run: DryRun = False,
) -> None:  # fmt: skip
    """Do one thing for one line of a late order."""
    from pos.usecases.remedy_acts import Choice

    with open_register() as register:
        paid = Money.parse(cost, register.shop().currency).minor if cost else 0
        _carry_out(register, [Choice(order, line, remedy, agreed, paid)], tell=tell, dry_run=dry_run)


@radar_app.command("all")
@verb
def radar_all(
    remedy: Remedied,
    cause: Annotated[str, typer.Option(help="Only for this slip; by default for all that is broken.")] = "",
    agreed: Agreed = "", tell: Tell = True, dry_run: DryRun = False,
) -> None:  # fmt: skip
    """Do the same for every broken promise, and tell all their customers."""
    from pos.usecases.radar import lines_of
    from pos.usecases.remedying import choices_for

    with open_register() as register:
        found = lines_of(register.radar.slips(cause=cause, with_remedies=False))
        _carry_out(register, choices_for(found, remedy, agreed), tell=tell, dry_run=dry_run)


@radar_app.command("answer")
@verb
def radar_answer(
    order: str,
    choice: Annotated[str, typer.Option(help="wait, change or cancel")],
    how: Annotated[str, typer.Option(help="How they said so: phone, counter or message.")],
    line: Annotated[int, typer.Option(help="Only this line; by default all that wait.")] = 0,
    product: Annotated[str, typer.Option(help="With change: what they take instead.")] = "",
    route: Annotated[str, typer.Option(help="With change: collect, other_store, deliver or direct.")] = "",
    store: Annotated[str, typer.Option(help="With --route other_store: which.")] = "",
    note: Annotated[str, typer.Option(help="Anything besides, in a few words.")] = "",
) -> None:
    """Keep what the customer of a late order says, and do it."""
    with open_register() as register:
        done = register.radar.answer(
            order, choice, how, lines=[line] if line else None, product=product, route=route, store=store, note=note,
            person=who(register),
        )  # fmt: skip
        currency = register.shop().currency
        refund = done.cancelled.done.refund if done.cancelled else None
        told = [{"line": one.line, "latest_on": _iso(one.latest_on), "words": one.words} for one in done.told]
        said = {"wait": "waits", "change": "takes something else", "cancel": "cancels"}[done.answer]
        say(
            {
                "order": done.order.number, "choice": done.answer, "state": done.order.state, "told": told,
                "refund": str(refund) if refund is not None else None,
                "credits": [credit_shape(one, currency) for one in done.credits],
            },
            f"{done.order.number} {said}.",
            *(f"  line {one.line}: {one.words}" for one in done.told),
            *(f"  {credit_words(one, currency)}" for one in done.credits),
            *([f"  back: {refund}"] if refund is not None else []),
        )  # fmt: skip


@radar_app.command("costs")
@verb
def radar_costs(
    month: Annotated[str, typer.Option(help="A month such as 2026-11; by default this one.")] = "",
) -> None:
    """What lateness cost in a month, and which orders it was."""
    with open_register() as register:
        currency = register.shop().currency
        found = register.radar.costs(month)
        given = {kind: str(Money(amount, currency)) for kind, amount in found.credits.items()}
        paid, spent, budget = (str(Money(one, currency)) for one in (found.paid, found.spent, found.budget))
        say(
            {
                "month": found.month, "credits": given, "paid": paid, "remedies": found.remedies, "spent": spent,
                "budget": budget, "messages": found.messages, "calls": found.calls,
                "orders": [costs_shape(one, currency) for one in found.orders],
            },
            f"{found.month}: credits {spent} of {budget}, remedies paid for {paid}, {contacts_words(found)}.",
            *(f"  {count} x {kind}" for kind, count in found.remedies.items()),
            *(costs_words(one, currency) for one in found.orders),
        )  # fmt: skip


# --- words and shapes ------------------------------------------------------------------------------------------------
def _carry_out(register: Any, choices: Any, *, tell: bool, dry_run: bool) -> None:
    currency = register.shop().currency
    wanted: list[Choice] = list(choices)
    done: CarriedOut = register.radar.carry_out(wanted, tell=tell, dry_run=dry_run, person=who(register))
    would = "would be " if dry_run else ""
    words = [f"{len(done.done)} {would}mended, {len(done.skipped)} left out; customers who hear of it: {done.told}."]
    for one in done.done:
        credit = f", credit {Money(one.credit, currency)} {one.credit_state}" if one.credit else ""
        words.append(f"  {one.order} {one.customer_name}: {one.remedy.key}{credit}, {one.news or 'nothing to tell'}")
    words += [f"  left out {one.order} {one.customer_name}: {one.why}" for one in done.skipped]
    say(
        {
            "done": [
                {
                    "order": one.order, "line": one.line, "customer": one.customer_name,
                    "remedy": _remedy(one.remedy, currency), "news": one.news,
                    "credit": str(Money(one.credit, currency)), "credit_state": one.credit_state,
                }
                for one in done.done
            ],
            "skipped": [
                {"order": one.order, "line": one.line, "customer": one.customer_name, "why": one.why}
                for one in done.skipped
            ],
            "told": done.told,
        },
        *words,
    )  # fmt: skip


def _broken(one: Broken, currency: str) -> dict[str, Any]:
    return {
        "task": one.task, "order": one.order, "line": one.line, "version": one.version, "customer": one.customer_name,
        "sku": one.sku, "name": one.name, "waiting": one.waiting, "told_latest": _iso(one.told_latest),
        "now_latest": _iso(one.now_latest), "standing": one.standing, "days_late": one.days_late, "news": one.news,
        "needs_word": one.needs_word, "remedies": [_remedy(remedy, currency) for remedy in one.remedies],
    }  # fmt: skip


def _remedy(one: Remedy, currency: str) -> dict[str, Any]:
    return {
        "key": one.key, "kind": one.kind, "units": one.units, "day": _iso(one.day),
        "cost": str(Money(one.cost, currency)) if one.cost is not None else None, "says": one.says, "does": one.does,
        "keeps": one.keeps, "sure": one.sure, "asks": one.asks,
    }  # fmt: skip


def _broken_words(one: Broken, currency: str) -> list[str]:
    late = "no new day" if one.days_late is None else f"{one.days_late} days late"
    told, now = _iso(one.told_latest) or "no day", _iso(one.now_latest) or "no day"
    who_waits = f"{one.order} line {one.line}  {one.customer_name}  {one.waiting} x {one.name}"
    words = [f"  {who_waits}: told {told}, now {now}, {late}"]
    return words + [f"    {remedy.key}: {remedy.says}" for remedy in one.remedies]


def _lapsed(one: Lapsed) -> dict[str, Any]:
    return {
        "number": one.number, "line": one.line, "supplier": one.supplier, "sku": one.sku, "units": one.units,
        "expected_on": _iso(one.expected_on), "confirmed": one.confirmed, "days": one.days,
        "at_risk": [
            {
                "order": line.order, "line": line.line, "customer": line.customer_name, "units": line.units,
                "told_latest": _iso(line.told_latest),
            }
            for line in one.at_risk
        ],
    }  # fmt: skip


def _lapsed_words(one: Lapsed) -> list[str]:
    day = f"due {_iso(one.expected_on)}" if one.expected_on else "without a day"
    what = "" if one.confirmed else ", not confirmed"
    words = [f"{one.number} {one.supplier_name}: {one.units} x {one.name} {day}{what}, {one.days} days ago"]
    return words + [f"  {line.order} {line.customer_name} counts on {line.units}" for line in one.at_risk]


def _unsecured(one: Unsecured) -> dict[str, Any]:
    return {
        "sku": one.sku, "name": one.name, "waiting": one.waiting, "free": one.free, "secured": one.secured,
        "short": one.short, "stocked": one.stocked,
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
