"""One ordered line in full: what, by when, how its day moved, and its five numbers."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos.domain.backorder import OrderLine
from pos.domain.money import Money
from pos.domain.shop import Shop
from ui.views.money_words import money_text, short_date
from ui.views.standings import Stands, days_words, stands_pill
from ui.widgets import ElidedLabel, Pill, TextLabel


def _tr(text: str) -> str:
    return QCoreApplication.translate("OrderDetail", text)


def five_numbers(line: OrderLine) -> str:
    """ "5 ordered · 2 put aside · 1 handed over · 1 cancelled · 1 to come": separate numbers, none of them a state."""
    return " · ".join(
        words.format(n=number)
        for words, number in (
            (_tr("{n} ordered"), line.ordered), (_tr("{n} put aside"), line.allocated),
            (_tr("{n} handed over"), line.handed_over), (_tr("{n} cancelled"), line.cancelled),
            (_tr("{n} to come"), line.waiting),
        )
    )  # fmt: skip


def route_words(line: OrderLine, shop: Shop) -> str:
    """How and when they want it, where that is not simply “here, as it comes”."""
    ways = {
        "other_store": _tr("at {store}").format(store=shop.stores.get(line.route_to, line.route_to)),
        "deliver": _tr("we deliver"), "direct": _tr("sent by the supplier"),
    }  # fmt: skip
    wish = _tr("wished for {day}").format(day=short_date(line.wanted_on, shop)) if line.wanted_on else ""
    last = _tr("not after {day}").format(day=short_date(line.not_after, shop)) if line.not_after else ""
    kinds = {"preorder": _tr("pre-order"), "special": _tr("special order"), "layaway": _tr("layaway")}
    return " · ".join(part for part in (kinds.get(line.kind, ""), ways.get(line.route, ""), wish, last) if part)


def when_words(line: OrderLine, shop: Shop, today: date) -> str:
    """By when what is open of a line can be had, in two or three words: it tells two lines of one product apart."""
    if line.waiting <= 0:
        return _tr("put aside")
    if line.expected_ship_on is None:
        return _tr("no day yet")
    return _tr("by {day}").format(day=short_date(line.expected_ship_on, shop, today=today))


class LineRow(QWidget):
    """How many, what, and by when."""

    def __init__(self, line: OrderLine, shop: Shop, today: date, stands: Stands | None, *, history: str = "") -> None:
        super().__init__()
        # A line of an order that goes together is not ready before the others are, though it is put aside.
        told = stands if line.waiting or (stands is not None and stands.standing not in ("ready", "done")) else None
        kind, word = self._state(line) if told is None else stands_pill(told)
        days = "" if told is None else days_words(told, shop, today)
        days = "; ".join(part for part in (days, history) if part)
        name = ElidedLabel(f"{line.ordered} × {line.name}", role="strong")
        amount = TextLabel(money_text(Money(line.total, shop.currency), shop), side="trailing")
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, parts in ((first, (name, amount)), (second, (Pill(kind, word), ElidedLabel(days, role="small")))):
            row.setSpacing(12)
            for part in parts:
                row.addWidget(part, 1 if isinstance(part, ElidedLabel) else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        column.addLayout(first)
        column.addLayout(second)
        numbers, ways = five_numbers(line), route_words(line, shop)
        for words in (numbers, ways):
            if words:
                column.addWidget(TextLabel(words, "small", wrap=True))
        said = (line.name, str(line.ordered), word, days, amount.text(), numbers, ways)
        self.setAccessibleName(", ".join(part for part in said if part))

    def _state(self, line: OrderLine) -> tuple[str, str]:
        if not line.open:
            return ("in", _tr("Handed over")) if line.handed_over else ("discontinued", _tr("Cancelled"))
        return ("waiting", _tr("No date yet")) if line.waiting else ("ready", _tr("Put aside, ready"))
