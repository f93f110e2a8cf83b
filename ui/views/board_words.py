"""The board's words: its filters, its columns, how a line stands, and a line as one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QCoreApplication

from pos.domain.board import BoardLine, Product
from pos.domain.money import Money
from pos.domain.shop import Shop
from ui.views.money_words import money_text, short_date
from ui.views.orders_model import short_number

TICK, ORDER, CUSTOMER, PRODUCT, QUANTITY, PROMISED, LATE, STATE, DEPOSIT, TOLD, STORE = range(11)
"""The columns, in the order in which they stand."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("board", text)


def heads() -> tuple[str, ...]:
    """What stands over the columns."""
    return (
        "", _tr("Order"), _tr("Customer"), _tr("Product"), _tr("Qty"), _tr("Promised"), _tr("Days late"), _tr("State"),
        _tr("Deposit"), _tr("Told on"), _tr("Store"),
    )  # fmt: skip


def short_heads() -> dict[int, str]:
    """What stands over some columns where room is short."""
    return {LATE: _tr("Late")}


def filter_names() -> dict[str, str]:
    """The filters of the board, in the order in which they stand above it."""
    return {
        "late": _tr("Late"),
        "at_risk": _tr("At risk"),
        "due_this_week": _tr("Due this week"),
        "ready_not_collected": _tr("Ready not collected"),
        "to_ship": _tr("To ship"),
        "to_send_on": _tr("To send on"),
        "on_the_way": _tr("On the way"),
        "no_supply": _tr("No supply"),
        "needs_a_call": _tr("Needs a call"),
        "all": _tr("All"),
    }


def age_names(ages: Mapping[str, int], pasts: Mapping[str, int]) -> list[tuple[str, str]]:
    """The bands of days as filters: key and words with how many lines each finds; those that find none are left out."""
    found = [("", _tr("Any age"))]
    for band, count in ages.items():
        if count:
            found.append((f"age:{band}", _tr("Waiting {days} days ({n})").format(days=band, n=count)))
    for band, count in pasts.items():
        if count:
            found.append((f"past:{band}", _tr("{days} days past the day told ({n})").format(days=band, n=count)))
    return found


FILTER_MARKS = {
    "late": ("triangle-alert", "stop"), "at_risk": ("circle-alert", "warn"), "due_this_week": ("calendar", "text"),
    "ready_not_collected": ("package-check", "good"), "to_ship": ("truck", "good"), "to_send_on": ("truck", "good"),
    "on_the_way": ("truck", "text"), "no_supply": ("circle-slash", "stop"),
    "needs_a_call": ("phone", "warn"), "all": ("list-checks", "text"),
}  # fmt: skip
"""Filter -> its icon and the colour of it where it finds something."""
SELDOM = frozenset({"to_ship", "to_send_on", "on_the_way"})
"""Filters that take room only while they find something: not every shop sends goods."""


def nothing_words(key: str) -> tuple[str, str]:
    """What to say where a filter finds nothing, and what that means."""
    return {
        "all": (_tr("Nobody is waiting"), _tr("New backorders show here.")),
        "late": (_tr("Nothing is late"), _tr("No day that a customer was told is over.")),
        "at_risk": (_tr("Nothing is at risk"), ""),
        "due_this_week": (_tr("Nothing more is due this week"), ""),
        "ready_not_collected": (_tr("Everything that is ready was collected"), ""),
        "to_ship": (_tr("Nothing is to be shipped"), ""),
        "to_send_on": (_tr("Nothing is to go on to another store"), ""),
        "on_the_way": (_tr("Nothing is on its way to another store"), ""),
        "no_supply": (_tr("Something is on order for everybody"), ""),
        "needs_a_call": (_tr("Nobody has to be called"), _tr("Everybody heard of their order lately.")),
    }.get(key, (_tr("Nothing is found here"), ""))


def state_pill(line: BoardLine, today: date) -> tuple[str, str]:
    """The kind of pill and its word. A line that is ready says since when; of others counts how they stand."""
    if line.standing == "overdue" and (line.to_go or line.under_way):
        return "late", _tr("Overdue")
    if line.under_way:
        return "elsewhere", _tr("On the way")
    if line.state == "ready" and line.to_go:
        return "ready", _tr("To ship") if line.route == "deliver" else _tr("To send on")
    if line.state == "ready":
        days = (today - line.uncollected_since).days if line.uncollected_since is not None else 0
        return "ready", _tr("Ready") if days < 1 else _tr("Ready, {n} d").format(n=days)
    if line.standing in ("overdue", "late_expected"):
        return "late", _tr("Overdue") if line.standing == "overdue" else _tr("Late expected")
    if line.no_supply:
        return "none", _tr("No supply")
    if line.told_latest is None:
        return "waiting", _tr("No date yet")
    if line.standing == "at_risk":
        return "low", _tr("At risk")
    return ("backorder", _tr("Part ready")) if line.state == "part_ready" else ("in", _tr("On track"))


def call_words(call: str) -> str:
    """Why somebody has to call; empty where nobody has to."""
    return {
        "": "",
        "no_news": _tr("no news for too long"),
        "ready": _tr("does not know that it is ready"),
        "promise": _tr("a promise broke"),
        "call": _tr("a call to make"),
        "tell": _tr("to be told when they come"),
        "put_back": _tr("goods to put back"),
        "ask": _tr("somebody to ask"),
        "ship": _tr("goods to ship"),
        "send_on": _tr("goods to send on"),
    }.get(call, call)


def cells(line: BoardLine, shop: Shop, today: date) -> tuple[str, ...]:
    """What stands in each column."""
    promised = _tr("no date") if line.told_latest is None else short_date(line.told_latest, shop, today=today)
    return (
        "",
        short_number(line.order, shop),
        line.customer_name or _tr("No name"),
        line.name,
        _quantity(line.quantity, line, shop),
        promised,
        str(line.days_late) if line.days_late else "",
        state_pill(line, today)[1],
        money_text(Money(line.deposit_held, shop.currency), shop) if line.deposit_held else "",
        "" if line.told_on is None else short_date(line.told_on, shop, today=today),
        shop.stores.get(line.store, line.store),
    )


def spoken(line: BoardLine, shop: Shop, today: date) -> str:
    """A row as one sentence."""
    said = [
        f"{head} {cell}".strip()
        for head, cell in zip(heads(), cells(line, shop, today), strict=True)
        if cell and head != heads()[ORDER]
    ]
    call = call_words(line.call)
    return ", ".join([line.order, *said, *([_tr("needs a call: {why}").format(why=call)] if call else [])])


def product_words(product: Product) -> str:
    """The head of a group: free stock against demand."""
    words = [_tr("{name}: {n} wait").format(name=product.name, n=product.waiting)]
    if product.allocated:
        words.append(_tr("{n} put aside").format(n=product.allocated))
    words.append(_tr("{n} free here").format(n=max(0, product.free)))
    words.append(_tr("{n} on order").format(n=product.on_order))
    if product.short:
        words.append(_tr("{n} covered by nothing").format(n=product.short))
    return ", ".join(words)


def _quantity(units: int, line: BoardLine, shop: Shop) -> str:
    if line.unit == "pc":
        return str(units)
    whole, part = divmod(units, 1000)
    return f"{whole}{shop.decimal}{part:03d}"
