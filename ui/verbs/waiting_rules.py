"""The shop's own rules for its waiting list: who is served first, what cancelling costs, how often people hear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pos.domain import errors
from pos.domain.money import Money
from ui.verbs.common import open_register, say, verb, who

if TYPE_CHECKING:
    from pos.domain.waiting_rules import WaitingRules

waiting_rules_app = typer.Typer(help="The shop's rules for its waiting list.", no_args_is_help=True)
_TABLES = {"sharing_of": "Books", "rank_of": "business"}
"""The rules that have an entry for each category or class, and an example of one."""
_AMOUNTS = ("fee_minimum", "cash_refund_most", "credit_most", "credit_budget", "credit_approve_above", "part_cost")
_LISTS = ("reminders", "news_off")
_WORDS = ("sharing", "credit_kind", "incentive_kind")
_YES_OR_NO = {"on": True, "yes": True, "true": True, "off": False, "no": False, "false": False}


@waiting_rules_app.command("show")
@verb
def show() -> None:
    """The rules as they are."""
    with open_register() as register:
        shop = register.shop()
        _say(shop.waiting, shop.currency)


@waiting_rules_app.command("set")
@verb
def set_(
    changes: Annotated[list[str], typer.Argument(metavar="NAME=VALUE...", help="As in: fee_percent=10")],
) -> None:
    """Change some of the rules; the others stay."""
    from pos.domain.waiting_rules import waiting_from_json, waiting_to_json

    with open_register() as register:
        person = who(register)
        shop = register.shop()
        kept = waiting_to_json(shop.waiting)
        for change in changes:
            _change(kept, change, shop.currency)
        _say(register.change_shop(person=person, waiting=waiting_from_json(kept)).waiting, shop.currency)


def _change(kept: dict[str, Any], change: str, currency: str) -> None:
    """Put one NAME=VALUE into the plain values of the rules. Raises BadSetting."""
    name, sign, value = (part.strip() for part in change.partition("="))
    table, dot, entry = name.partition(".")
    if not sign:
        raise _refused(f"“{change}” is no NAME=VALUE.")
    if dot and table in _TABLES and entry.strip():
        _change_table(kept[table], table, entry.strip().casefold(), value)
    elif name in _TABLES:
        raise _refused(f"“{name}” has several values. Name one of them, as in {name}.{_TABLES[name]}.")
    elif name in _AMOUNTS:
        kept[name] = Money.parse(value, currency).minor
    elif name in _LISTS:
        words = [one.strip() for one in value.split(",") if one.strip()]
        kept[name] = sorted({_whole(name, one) for one in words}) if name == "reminders" else words
    elif name in _WORDS:
        kept[name] = value
    elif isinstance(kept.get(name), bool):
        if value.casefold() not in _YES_OR_NO:
            raise _refused(f"{name} is on or off, not “{value}”.")
        kept[name] = _YES_OR_NO[value.casefold()]
    elif isinstance(kept.get(name), int):
        kept[name] = _whole(name, value)
    else:
        raise _refused(f"There is no “{name}” in these rules. They have {', '.join(sorted(_shown_names(kept)))}.")


def _change_table(table: dict[str, Any], name: str, entry: str, value: str) -> None:
    """An entry of a table is the category or class in small letters; without a value it goes."""
    if not value:
        table.pop(entry, None)
    else:
        table[entry] = _whole(f"{name}.{entry}", value) if name == "rank_of" else value


def _whole(name: str, value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise _refused(f"{name} is a whole number, not “{value}”.") from None


def _refused(sentence: str) -> errors.BadSetting:
    return errors.BadSetting(f"{sentence} Nothing was changed.")


def _shown_names(kept: Mapping[str, Any]) -> list[str]:
    """Words of messages are changed with `news words`, each with its preview, and so are not shown here."""
    return [name for name in kept if name != "templates"]


def _say(rules: WaitingRules, currency: str) -> None:
    from pos.domain.waiting_rules import waiting_to_json

    kept = waiting_to_json(rules)
    shown = {
        name: str(Money(kept[name], currency)) if name in _AMOUNTS else kept[name] for name in _shown_names(kept)
    }  # fmt: skip
    say(shown, *(f"{name} = {value}" for name, value in _flat(shown)))


def _flat(shown: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each rule as `waiting-rules set` takes it."""
    for name, value in shown.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}.{entry}", str(one)) for entry, one in value.items())
        elif isinstance(value, bool):
            yield name, "on" if value else "off"
        elif isinstance(value, list):
            yield name, ",".join(map(str, value))
        else:
            yield name, str(value)
