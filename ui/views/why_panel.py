"""Why this date (Shift+F6): the days as staff read them, what they stand on, who is ahead, and the weeks to come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos.domain.promise import Peg
from pos.domain.purchasing import OpenLine
from pos.domain.shop import Shop
from ui.theme import text_px
from ui.views import promise_words as words
from ui.views.money_words import day_month, quantity_text, short_date
from ui.views.outlook_chart import WEEK, OutlookChart
from ui.widgets import ActionButton, Card, ElidedLabel, FigureLabel, Glyph, SheetFrame, SumRow, TextLabel, rule

if TYPE_CHECKING:
    from pos.usecases.promise_desk import Explanation

MOST_WAITING = 6
_TWO_COLUMNS = 46
"""In heights of text: from this width on the cards stand in two columns."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("why", text)


def decision_words() -> dict[str, str]:
    """The advice's decisions as a person says them."""
    return {
        "sell": _tr("Sell it"),
        "backorder": _tr("Take a backorder"),
        "preorder": _tr("Take a pre-order"),
        "waitlist": _tr("Waiting list only"),
        "stop": _tr("No order"),
    }


class WhyPanel(QWidget):
    """Everything that an Explanation says, in cards; one column where it is narrow."""

    def __init__(self, explanation: Explanation, shop: Shop, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shop, self._found = shop, explanation
        self._known, self._product = explanation.availability, explanation.availability.product
        self._promise = self._known.promise or self._known.dated
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(12)
        self.chart = OutlookChart(
            explanation.weeks,
            units=lambda n: quantity_text(n, self._product, shop),
            label=lambda day: day_month(day.on, shop),
        )
        start = [self._days(), self._basis(), self._queue(), self._between()]
        end = [self._to_ask(), self._advice(), self._outlook()]
        for parts in (start, end):
            column = QVBoxLayout()
            column.setSpacing(12)
            for part in parts:
                if part is not None:
                    column.addWidget(part)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self.setAccessibleName(_tr("Why this date"))

    # --- the cards ---------------------------------------------------------------------------------------------------
    def _days(self) -> Card:
        promise, shop = self._promise, self._shop
        card = Card(tone="later" if self._known.promise else "warn" if self._known.short else "good", spacing=6)
        if promise is None:
            card.add(TextLabel(self._without_date(), "large", wrap=True))
        else:
            said = self._known.words
            card.add(TextLabel(_tr("The customer hears"), "label"), TextLabel(said, "large", wrap=True))
            if split := words.split_in_short(self._known, shop):
                card.add(TextLabel(split, "strong", wrap=True))
            if promise.quantity < self._known.short:
                units = quantity_text(promise.quantity, self._product, shop)
                card.add(TextLabel(_tr("Of the {units} that have a date:").format(units=units), wrap=True))
            card.add(
                TextLabel(words.odds_words(promise, shop), wrap=True),
                TextLabel(_tr("The 90 % is for staff; no customer is told a percentage."), "small", wrap=True),
            )
        card.setAccessibleName(" ".join(label.text() for label in card.findChildren(TextLabel)))
        return card

    def _without_date(self) -> str:
        if not self._known.short:
            units = quantity_text(self._known.here.available, self._product, self._shop)
            return _tr("{units} free to sell here now: no date is needed.").format(units=units)
        return _tr("No date can be promised.")

    def _basis(self) -> Card | None:
        promise = self._promise
        if promise is None:
            return None
        card = Card(_tr("What it stands on"), spacing=10)
        total = 0
        here = min(self._known.here.available, self._known.quantity)
        if here:
            total += here
            card.add(self._row(_tr("Here now"), here, _tr("Free to sell."), ""))
        for peg in promise.basis:
            total += peg.quantity
            card.add(self._peg(peg))
        if said := words.reckoned_words(promise, self._shop):
            card.add(TextLabel(said, wrap=True))
        wanted = here + self._known.short
        found, all_of_it = (quantity_text(n, self._product, self._shop) for n in (total, wanted))
        text = _tr("{found} of {wanted}").format(found=found, wanted=all_of_it)
        card.add(rule(), SumRow(_tr("Together"), text, kind="strong"))
        return card

    def _peg(self, peg: Peg) -> QWidget:
        ready = ""
        if peg.latest_on is not None and peg.quantity:
            ready = _tr("Ready by {day} at the latest.").format(day=short_date(peg.latest_on, self._shop))
        return self._row(
            words.peg_title(peg, self._shop), peg.quantity, words.peg_share(peg, self._product, self._shop), ready
        )

    def _row(self, title: str, units: int, share: str, ready: str) -> QWidget:
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        figure = FigureLabel(quantity_text(units, self._product, self._shop), role="strong")
        grid.addWidget(ElidedLabel(title, role="strong"), 0, 0)
        grid.addWidget(figure, 0, 1)
        below = " ".join(part for part in (share, ready) if part)
        grid.addWidget(TextLabel(below, "small", wrap=True), 1, 0, 1, 2)
        row.setAccessibleName(f"{title}, {figure.text()}. {below}")
        return row

    def _queue(self) -> Card | None:
        waiting = self._found.queue
        if not waiting or not self._known.short:
            return None
        units = sum(line.waiting for line in waiting)
        text = quantity_text(units, self._product, self._shop)
        title = _tr("Ahead in the queue: {units}")
        if len(waiting) > 1:
            title = _tr("Ahead in the queue: {units} for {n} orders")
        card = Card(title.format(n=len(waiting), units=text), spacing=6)
        for line in waiting[:MOST_WAITING]:
            card.add(self._waiting(line))
        if len(waiting) > MOST_WAITING:
            card.add(TextLabel(_tr("and {n} more").format(n=len(waiting) - MOST_WAITING), "small"))
        promise = self._promise
        covered = units - promise.queue_ahead if promise is not None else 0
        if covered > 0:
            text = quantity_text(covered, self._product, self._shop)
            said = _tr("{units} of them are covered by what is here.").format(units=text)
            card.add(TextLabel(said, "small", wrap=True))
        return card

    def _waiting(self, line: OpenLine) -> QWidget:
        units = quantity_text(line.waiting, self._product, self._shop)
        told = _tr("no day told") if line.told_latest is None else _tr("told {day}").format(
            day=short_date(line.told_latest, self._shop)
        )  # fmt: skip
        row = QWidget()
        at = QHBoxLayout(row)
        at.setContentsMargins(0, 0, 0, 0)
        at.setSpacing(12)
        at.addWidget(ElidedLabel(line.customer_name or line.order, lines=1), 1)
        at.addWidget(TextLabel(told, "small", side="trailing"))
        at.addWidget(FigureLabel(units))
        row.setAccessibleName(f"{line.customer_name or line.order}, {units}, {told}")
        return row

    def _between(self) -> Card | None:
        if self._promise is None:
            return None
        said = [words.handling_words(self._found.handling_days), words.closed_words(self._found.closed, self._shop)]
        if not any(said):
            return None
        card = Card(_tr("Days in between"), spacing=4)
        for sentence in said:
            if sentence:
                card.add(TextLabel(sentence, wrap=True))
        return card

    def _to_ask(self) -> Card | None:
        if not self._known.to_ask:
            return None
        card = Card(_tr("Ask the supplier"), tone="warn", spacing=6)
        card.add(TextLabel(_tr("Overdue, and nobody knows when it comes. It promises nothing until then."), wrap=True))
        for supply in self._known.to_ask:
            card.add(_marked("triangle-alert", "warn", words.ask_words(supply, self._product, self._shop)))
        return card

    def _advice(self) -> Card:
        advice = self._known.advice
        card = Card(_tr("What to offer"), spacing=6)
        card.add(TextLabel(decision_words()[advice.decision], "strong", wrap=True))
        for reason in advice.reasons:
            card.add(_marked("check" if advice.decision in ("sell", "backorder", "preorder") else "info", "muted",
                             reason.sentence))  # fmt: skip
        if advice.deposit_why:
            card.add(_marked("coins", "muted", advice.deposit_why))
        for other in self._known.substitutes:
            left = quantity_text(other.available, other.product, self._shop)
            text = _tr("{name}, {left} here: {reason}").format(
                name=other.product.name, left=left, reason=other.reason[:1].lower() + other.reason[1:]
            )
            card.add(_marked("sparkles", "muted", text))
        card.setAccessibleName(advice.sentence)
        return card

    def _outlook(self) -> Card | None:
        weeks = self._found.weeks
        if not weeks:
            return None
        card = Card(_tr("The next six weeks"), spacing=8)
        finding = words.outlook_finding(weeks, self._product, self._shop)
        figures = TextLabel("\n".join(self._week_sentences()), "small", wrap=True)
        figures.hide()
        show = ActionButton("list-checks", _tr("As &figures"), flat=True)
        show.setCheckable(True)
        show.toggled.connect(figures.setVisible)
        self.chart.setAccessibleName(finding)
        self.chart.setAccessibleDescription(" ".join(self._week_sentences()))
        card.add(TextLabel(finding, wrap=True), self.chart, show, figures)
        return card

    def _week_sentences(self) -> Sequence[str]:
        return [words.week_words(day, self._product, self._shop) for day in self._found.weeks[::WEEK]]

    # --- room --------------------------------------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= text_px("base") * _TWO_COLUMNS
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)


def _marked(icon: str, role: str, text: str) -> QWidget:
    """A sentence with a small mark before its first line."""
    row = QWidget()
    at = QHBoxLayout(row)
    at.setContentsMargins(0, 0, 0, 0)
    at.setSpacing(8)
    at.addWidget(Glyph(icon, role, px=18), 0, Qt.AlignmentFlag.AlignTop)
    at.addWidget(TextLabel(text, wrap=True), 1)
    row.setAccessibleName(text)
    return row


class WhySheet(SheetFrame):
    """The panel as a sheet; the arrow keys and the page keys scroll it."""

    def __init__(self, explanation: Explanation, shop: Shop, *, parent: QWidget | None = None) -> None:
        super().__init__(_tr("Why this date"), parent=parent)
        known = explanation.availability
        units = quantity_text(known.quantity, known.product, shop)
        self.panel = WhyPanel(explanation, shop)
        self.body.addWidget(ElidedLabel(f"{units} × {known.product.name}", role="heading"))
        self.body.addWidget(self.panel)
        self.body.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Down: 60, Qt.Key.Key_Up: -60, Qt.Key.Key_PageDown: self._scroll.height() - 60,
            Qt.Key.Key_PageUp: 60 - self._scroll.height(), Qt.Key.Key_Home: -100_000, Qt.Key.Key_End: 100_000,
        }  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + step)
