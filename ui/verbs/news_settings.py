"""How messages go out from this device, and the days that the shop keeps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pos.domain import errors
from ui.verbs.common import open_register, read_text, say, verb, who

if TYPE_CHECKING:
    from pos.register import Register


@verb
def settings(
    mail_host: Annotated[str | None, typer.Option(help="Where mail is handed in; empty for none.")] = None,
    mail_port: Annotated[int | None, typer.Option(help="0 for the usual one.")] = None,
    mail_security: Annotated[str | None, typer.Option(help="starttls, tls or none")] = None,
    mail_user: Annotated[str | None, typer.Option()] = None,
    mail_from: Annotated[str | None, typer.Option(help="As in: Riverside <shop@riverside.example>")] = None,
    mail_password_file: Annotated[Path | None, typer.Option(help="A file with the password.")] = None,
    text_url: Annotated[str | None, typer.Option(help="Where text messages are handed in; empty for none.")] = None,
    text_method: Annotated[str | None, typer.Option(help="POST, PUT or GET")] = None,
    text_body: Annotated[str | None, typer.Option(help="json or form")] = None,
    text_template: Annotated[str | None, typer.Option(help="A JSON object with {to}, {text} and {id}.")] = None,
    text_header: Annotated[str | None, typer.Option(help="The header that carries the token.")] = None,
    text_once: Annotated[
        str | None, typer.Option(help="yes: a message given twice (one Idempotency-Key) is delivered once.")
    ] = None,
    text_token_file: Annotated[Path | None, typer.Option(help="A file with the token.")] = None,
    silence_days: Annotated[int | None, typer.Option(help="The longest that anybody goes without news.")] = None,
    apart_days: Annotated[int | None, typer.Option(help="The least between two messages, unless it got worse.")] = None,
    reminders: Annotated[str | None, typer.Option(help="Days after which goods are called for again: 3,7")] = None,
    off: Annotated[str | None, typer.Option(help="Messages that nobody gets: taken,refunded")] = None,
) -> None:
    """How messages go out, and the days they keep. Without an option it shows what is set."""
    device = {
        "mail_host": mail_host, "mail_port": mail_port, "mail_security": mail_security, "mail_user": mail_user,
        "mail_from": mail_from, "text_url": text_url, "text_method": text_method, "text_body": text_body,
        "text_template": text_template, "text_header": text_header,
        "text_once": text_once,
    }  # fmt: skip
    rules: dict[str, Any] = {"silence_days": silence_days, "news_apart_days": apart_days}
    if reminders is not None:
        rules["reminders"] = tuple(_days(reminders))
    if off is not None:
        rules["news_off"] = frozenset(word.strip() for word in off.split(",") if word.strip())
    with open_register() as register:
        person = who(register)
        changed = {name: value for name, value in device.items() if value is not None}
        words = {"mail_password": mail_password_file, "text_token": text_token_file}
        given = {name: read_text(path).strip() for name, path in words.items() if path is not None}
        kept = {name: value for name, value in rules.items() if value is not None}
        if (changed or given) and not person.may("settings"):
            raise errors.NotAllowed("Changing settings needs a manager. Nothing was changed. Ask one to sign in.")
        _check({**register.device_settings(), **changed})
        if kept:
            register.change_shop(person=person, waiting=replace(register.shop().waiting, **kept))
        if changed:
            register.set_device(**changed)
        where = register.keep_words(**given) if given else ""
        _say_settings(register, list(device), where)


def _check(settings: dict[str, Any]) -> None:
    from pos.post import wrong_in

    if wrong := wrong_in(settings):
        raise errors.BadSetting(f"{wrong} Nothing was changed.", reason=wrong)


def _say_settings(register: Register, names: list[str], where: str) -> None:
    kept, rules = register.device_settings(), register.shop().waiting
    shown: dict[str, Any] = {name: kept.get(name, "") for name in names if kept.get(name, "") != ""}
    shown |= {
        "silence_days": rules.silence_days, "apart_days": rules.news_apart_days, "reminders": list(rules.reminders),
        "off": sorted(rules.news_off),
    }  # fmt: skip
    say(
        {"settings": shown, "secrets_in": where},
        *(
            f"{name} = {','.join(map(str, value)) if isinstance(value, list) else value}"
            for name, value in shown.items()
            if value != []
        ),
        *((f"The secret lies in the {where}.",) if where else ()),
    )


def _days(text: str) -> list[int]:
    try:
        return sorted(int(word) for word in text.split(",") if word.strip())
    except ValueError:
        raise errors.BadSetting(f"“{text}” are no days. Nothing was changed. Write 3,7.") from None
