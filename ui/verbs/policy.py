"""The shop's own rules for orders: what the advisor goes by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pos.domain import errors
from ui.verbs.common import open_register, say, verb, who

if TYPE_CHECKING:
    from pos.domain.policy_rules import PolicyRules

policy_app = typer.Typer(help="The shop's rules for orders: what the advisor goes by.", no_args_is_help=True)
_TABLES = ("longest_waits", "classes", "deposit_floors", "salvage")
_YES_OR_NO = {"on": True, "yes": True, "true": True, "off": False, "no": False, "false": False}


@policy_app.command("show")
@verb
def show() -> None:
    """The rules as they are."""
    with open_register() as register:
        _say(register.shop().policy)


@policy_app.command("set")
@verb
def set_(
    changes: Annotated[list[str], typer.Argument(metavar="NAME=VALUE...", help="As in: longest_waits.fashion=21")],
) -> None:
    """Change some of the rules; the others stay."""
    from pos.domain.policy_rules import policy_from_json, policy_to_json

    with open_register() as register:
        person = who(register)
        kept = policy_to_json(register.shop().policy)
        for change in changes:
            _change(kept, change)
        # Built from its own plain values: a table that lost a name would get it back from the defaults.
        _say(register.change_shop(person=person, policy=policy_from_json(kept)).policy)


def _change(kept: dict[str, Any], change: str) -> None:
    """Put one NAME=VALUE into the plain values of a policy. Raises BadSetting."""
    name, sign, value = (part.strip() for part in change.partition("="))
    table, dot, entry = name.partition(".")
    if not sign:
        raise _refused(f"“{change}” is no NAME=VALUE.")
    if dot and table in _TABLES:
        _change_table(kept[table], table, entry.strip(), value)
    elif name in _TABLES:
        raise _refused(
            f"“{name}” has several values. Name one of them, as in {name}.{next(iter(kept[name]), 'Lamps')}."
        )
    elif name == "off":
        kept[name] = sorted({one.strip() for one in value.split(",") if one.strip()})
    elif name == "places" and value.casefold() in ("", "any"):
        kept[name] = None
    elif name == "deposit_by_advice":
        if value.casefold() not in _YES_OR_NO:
            raise _refused(f"{name} is on or off, not “{value}”.")
        kept[name] = _YES_OR_NO[value.casefold()]
    elif name in kept:
        kept[name] = _whole(name, value)
    else:
        raise _refused(f"There is no “{name}” in the policy. It has {', '.join(sorted(kept))}.")


def _change_table(table: dict[str, Any], name: str, entry: str, value: str) -> None:
    if name == "classes":
        category = entry.casefold()
        if value:
            table[category] = value
        else:
            table.pop(category, None)
    elif entry not in table:
        raise _refused(f"There is no “{entry}” in {name}. It has {', '.join(table)}.")
    else:
        table[entry] = _whole(f"{name}.{entry}", value)


def _whole(name: str, value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise _refused(f"{name} is a whole number, not “{value}”.") from None


def _refused(sentence: str) -> errors.BadSetting:
    return errors.BadSetting(f"{sentence} Nothing was changed.")


def _say(rules: PolicyRules) -> None:
    from pos.domain.policy_rules import policy_to_json

    kept = policy_to_json(rules)
    say(kept, *(f"{name} = {value}" for name, value in _flat(kept)))


def _flat(kept: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each rule as `policy set` takes it."""
    for name, value in kept.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}.{entry}", str(one)) for entry, one in value.items())
        elif isinstance(value, bool):
            yield name, "on" if value else "off"
        elif isinstance(value, Sequence) and not isinstance(value, str):
            yield name, ",".join(value)
        else:
            yield name, "any" if value is None else str(value)
