"""Messages to customers, how they are sent, and what people have to do themselves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from ui.verbs import news_settings
from ui.verbs.common import open_register, read_text, say, tell, verb, who, whose_round

if TYPE_CHECKING:
    from pos.domain.news import Event, Message, Outcome
    from pos.domain.news_text import Words
    from pos.register import Register
    from pos.usecases.tasks import ToDo

news_app = typer.Typer(help="Messages to customers.", no_args_is_help=True)
task_app = typer.Typer(help="What people have to do themselves.", no_args_is_help=True)

Order = Annotated[str, typer.Option("--order", help="Only those of one order.")]
Language = Annotated[str, typer.Option(help="en, de, fr, es or any other the shop has words in.")]
Part = Annotated[str | None, typer.Option(help="The shop's own words; empty for the product's.")]


@news_app.command("list")
@verb
def news_list(
    order: Order = "",
    state: Annotated[str, typer.Option(help="queued, sent, failed, called or skipped")] = "",
) -> None:
    """Messages as they were written, the newest first; of one order the first first."""
    with open_register() as register:
        found = [one for one in register.news.list(number=order, state=state) if not state or one.state == state]
        say(
            {"news": [_message(one) for one in found]},
            *(f"{one.queued_at[:16]} {one.event:14} {one.number:20} {one.channel:7} {one.state:8} {one.why}".rstrip()
              for one in found),
        )  # fmt: skip


@news_app.command("preview")
@verb
def news_preview(
    event: Annotated[str, typer.Argument(help="taken, date_moved, late, ready, …")],
    order: Annotated[str, typer.Argument(help="By default the newest order.")] = "",
    language: Language = "",
) -> None:
    """How a message would read, with the real data of an order. Nobody gets it."""
    with open_register() as register:
        _say_words(register.news.preview(cast("Event", event), order, language=language))


@news_app.command("words")
@verb
def news_words(
    event: str,
    language: str,
    subject: Part = None,
    text: Part = None,
    short: Part = None,
    text_file: Annotated[Path | None, typer.Option(help="The long words from a file.")] = None,
) -> None:
    """Say a message in the shop's own words; what is not named stays as it was."""
    with open_register() as register:
        before = register.shop().waiting.templates.get(event, {}).get(language, {})
        given = {"subject": subject, "text": read_text(text_file) if text_file else text, "short": short}
        words = {**before, **{part: said for part, said in given.items() if said is not None}}
        shop = register.news.set_words(cast("Event", event), language, words, person=who(register))
        kept = shop.waiting.templates.get(event, {}).get(language, {})
        said = [f"{part}: {words}" for part, words in kept.items()] or ["Said as the product says it."]
        say({"event": event, "language": language, "words": dict(kept)}, *said)


@news_app.command("run")
@verb
def news_run() -> None:
    """The daily round: dates that moved, goods that wait to be collected, and nobody left without news."""
    with open_register() as register:
        done = register.news.run(person=whose_round(register))
        past = list(register.news.past_their_clock())
        open_ = len(register.news.tasks())
        say(
            {"messages": dict(sorted(done.messages.items())), "open_tasks": open_, "past_their_clock": past},
            *(f"{count} x {event}" for event, count in sorted(done.messages.items())),
            f"{sum(done.messages.values())} messages, {open_} open tasks.",
            *(f"Without news for too long: {number}" for number in past),
        )


@news_app.command("send")
@verb
def news_send() -> None:
    """Send what is queued, by the ways that were set up."""
    with open_register() as register:
        done = register.send_news(person=whose_round(register))
        say(
            {"sent": done.sent, "failed": done.failed, "later": done.later, "trouble": done.trouble},
            f"{len(done.sent)} sent, {len(done.failed)} failed, {len(done.later)} to be tried again.",
            *(f"{channel}: {sentence}" for channel, sentence in done.trouble.items()),
        )
        for sentence in done.refused:
            tell(sentence)


@news_app.command("ask")
@verb
def news_ask(order: str) -> None:
    """Tell a customer that a date may not hold, and ask what they want."""
    with open_register() as register:
        _said(register, register.news.ask(order, person=who(register)))


@news_app.command("tell")
@verb
def news_tell(order: str) -> None:
    """Tell a customer the dates that are reckoned with now."""
    with open_register() as register:
        _said(register, register.news.tell_dates(order, person=who(register)))


@news_app.command("choice")
@verb
def news_choice(
    order: str,
    choice: Annotated[str, typer.Argument(help="wait, change or cancel")],
    note: Annotated[str, typer.Option(help="In the customer's words.")] = "",
) -> None:
    """Keep what a customer of a late order chose."""
    with open_register() as register:
        register.news.choice(order, choice, note=note, person=who(register))
        say({"order": order, "choice": choice}, f"Kept for order {order}: {choice}.")


news_app.command("settings")(news_settings.settings)


@task_app.command("list")
@verb
def task_list(state: Annotated[str, typer.Option(help="open or closed")] = "open") -> None:
    """What people have to do, what is due first, with what to say."""
    with open_register() as register:
        found = register.news.tasks(state=state)
        say({"tasks": [_task(one) for one in found]}, *(line for one in found for line in _task_words(one)))


@task_app.command("done")
@verb
def task_done(
    task: Annotated[str, typer.Argument(help="The task's id, as “task list” shows it.")],
    outcome: Annotated[str, typer.Option(help="done, reached, not_reached, wrong_number or over")] = "done",
) -> None:
    """A task is done, or was tried."""
    with open_register() as register:
        after = register.news.close_task(task, cast("Outcome", outcome), person=who(register))
        again = f" Again on {after.due_on.isoformat()}." if after and after.due_on else ""
        follows = {"id": after.id, "due_on": after.due_on.isoformat() if after.due_on else None} if after else None
        say(
            {"task": task, "outcome": outcome, "follows": follows},
            f"Kept: {outcome}.{again}" + (" Next when they come." if after and not again else ""),
        )


def _said(register: Register, news: str | None) -> None:
    say(
        {"news": [_message(one) for one in register.news.list() if one.id == news]},
        f"Queued: {news}" if news else "The customer was told this before. Nothing was queued.",
    )


def _say_words(words: Words) -> None:
    say({"subject": words.subject, "text": words.text, "short": words.short},
        f"Subject: {words.subject}", "", words.text, "", f"Text message: {words.short}")  # fmt: skip


def _message(one: Message) -> dict[str, Any]:
    return {
        "id": one.id, "event": one.event, "order": one.number, "channel": one.channel, "language": one.language,
        "state": one.state, "queued_at": one.queued_at, "settled_at": one.settled_at, "why": one.why,
        "subject": one.words.get("subject", ""), "text": one.text,
        "tells": [
            {"line": line.line, "latest_on": line.latest_on and line.latest_on.isoformat(), "words": line.words}
            for line in one.tells
        ],
    }  # fmt: skip


def _task(one: ToDo) -> dict[str, Any]:
    task = one.task
    return {
        "id": task.id, "kind": task.kind, "order": task.number, "line": task.line, "customer": one.customer_name,
        "phone": one.phone, "why": task.why, "say": one.say, "not_delivered_to": one.address,
        "due_on": task.due_on.isoformat() if task.due_on else None, "state": task.state, "outcome": task.outcome,
    }  # fmt: skip


def _task_words(one: ToDo) -> list[str]:
    task = one.task
    due = task.due_on.isoformat() if task.due_on else "when they come"
    lines = [f"{due:14} {task.kind:8} {task.number:20} {one.customer_name}  {one.phone}".rstrip(), f"  {task.id}"]
    lines += [f"  {words}" for words in (task.why, one.say) if words]
    return lines + ([f"  Not delivered to {one.address}"] if one.address else [])
