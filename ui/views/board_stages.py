"""The stages of the board's columns: waiting, allocated, ready, told of it, collected today; and the ways on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from pos.domain.board import BoardLine
from pos.domain.money import Money
from pos.domain.news import CALLS
from pos.domain.people import Person
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from ui.views.board_words import state_pill
from ui.views.listed import Listed
from ui.views.money_words import money_text, short_date
from ui.views.orders_model import short_number

if TYPE_CHECKING:
    from pos.register import Register
    from pos.usecases.ports import SaleRow

Stage = Literal["waiting", "allocated", "ready", "told", "collected"]
STAGES: tuple[Stage, ...] = ("waiting", "allocated", "ready", "told", "collected")
MOST_NEWS, MOST_SALES = 2000, 200


@dataclass(frozen=True, slots=True)
class Ends:
    """What the board itself does not know: orders whose customers heard that their goods are here, and today's
    collections."""

    told: frozenset[str] = frozenset()
    collected: tuple[SaleRow, ...] = ()


def ends_of(register: Register) -> Ends:
    """Read it; for the background."""
    shop = register.shop()
    today, zone = today_in(shop, register.clock.now()), ZoneInfo(shop.timezone)
    told = frozenset(
        message.number
        for message in register.news.list(limit=MOST_NEWS)
        if message.event in ("ready", "reminder") and message.state in ("sent", "called")
    )
    sales = register.sales(limit=MOST_SALES)
    return Ends(
        told,
        tuple(sale for sale in sales if sale.state == "collection" and sale.sold_at.astimezone(zone).date() == today),
    )


def reached(register: Register, order: str, person: Person) -> int:
    """Close the calls that stand open for an order: its customer knows now. Answers with how many; for the background.
    Raises UnknownCode."""
    calls = [todo.task for todo in register.news.tasks() if todo.task.number == order and todo.task.kind in CALLS]
    for task in calls:
        register.news.close_task(task.id, "reached", person=person)
    return len(calls)


def _tr(text: str) -> str:
    return QCoreApplication.translate("board", text)


def stage_names() -> dict[Stage, str]:
    """What stands over each column."""
    return {
        "waiting": _tr("Waiting"), "allocated": _tr("Allocated"), "ready": _tr("Ready"), "told": _tr("Told"),
        "collected": _tr("Collected today"),
    }  # fmt: skip


def stage_of(line: BoardLine, ends: Ends) -> Stage:
    """Where a line stands."""
    if line.state == "ready":
        return "told" if line.order in ends.told else "ready"
    return "allocated" if line.allocated else "waiting"


def card_of(line: BoardLine, shop: Shop, today: date) -> Listed:
    """A line as a card."""
    quantity = str(line.quantity) if line.unit == "pc" else f"{line.quantity / 1000:.3f}".replace(".", shop.decimal)
    day = short_date(line.told_latest, shop, today=today) if line.told_latest is not None else ""
    return Listed(
        key=f"{line.order}/{line.line}", title=line.customer_name or _tr("No name"), pill=state_pill(line, today),
        note=day, due="", words=f"{line.name} {line.order}", beside=f"{quantity} × {line.name}",
    )  # fmt: skip


def collected_card(sale: SaleRow, shop: Shop) -> Listed:
    """A collection of today as a card."""
    at = sale.sold_at.astimezone(ZoneInfo(shop.timezone))
    return Listed(
        key=sale.number, title=sale.customer_name or _tr("No name"), pill=("in", _tr("Collected")),
        note=f"{at:%H:%M}", beside=short_number(sale.number, shop),
        total=money_text(Money(sale.total, shop.currency), shop),
    )  # fmt: skip


def moves_of(line: BoardLine, stage: Stage) -> Sequence[tuple[str, str]]:
    """Where a card can go from its column: what to do and what that is called. Never past a step that needs hands."""
    moves = []
    if line.waiting > 0 and line.free > 0:
        moves.append(("give", _tr("Allocated: put free goods aside")))
    if line.allocated > 0:
        moves.append(("release", _tr("Waiting: give its goods back")))
    if stage == "ready":
        moves.append(("reached", _tr("Told: they know that it is ready")))
    if stage in ("ready", "told", "allocated"):
        moves.append(("collect", _tr("Collected: hand over and take payment")))
    return moves
