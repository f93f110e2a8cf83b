"""The slip radar: what broke promises, whose, the best remedy of each chosen, and one key to carry out and tell all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pos.domain.people import Person
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from pos.usecases.radar import Broken, Lapsed, SlipRow
from ui.views.list_page import ListPage
from ui.views.money_words import short_date
from ui.views.radar_line import RadarLine
from ui.views.radar_words import broken_count, lapsed_listed, lapsed_words, slip_listed, slip_words
from ui.widgets import ActionButton, Card, ElidedLabel, PrimaryButton, TextLabel
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register
    from pos.usecases.remedy_acts import Choice

MOST_LINES = 40
"""Broken promises that are carried out in one go; those after them follow."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be done for which broken promises, as they were seen, and what broke them."""

    title: str
    choices: tuple[Choice, ...]
    lines: tuple[Broken, ...]

    @property
    def versions(self) -> dict[str, int]:
        """The orders' versions as they were seen."""
        return {line.order: line.version for line in self.lines}


class RadarView(ListPage):
    """`act_wanted` carries what was Chosen, `answer_wanted` a Broken, `order_opened` an order's number,
    `purchase_opened` that of a purchase order. `ready` says that the radar was read."""

    act_wanted = Signal(object)
    answer_wanted = Signal(object)
    order_opened = Signal(str)
    purchase_opened = Signal(str)
    ready = Signal()

    def __init__(
        self,
        *,
        register: Register,
        background: Background,
        shop: Shop,
        person: Person,
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`key` is the row to choose first."""
        super().__init__(
            self.tr("Slip radar"),
            search=self.tr("Customer, order or product"),
            name=self.tr("What broke promises, the newest first"),
            filters=[("", self.tr("All")), ("broken", self.tr("Broken")), ("ask", self.tr("To ask about"))],
            icon="bell-ring",
            parent=parent,
        )
        self._register, self._background, self._shop, self._person = register, background, shop, person
        self._today = today_in(shop, register.clock.now())
        self._slips: dict[str, SlipRow] = {}
        self._lapsed: dict[str, Lapsed] = {}
        self.lines: list[RadarLine] = []
        self.main = PrimaryButton(self.tr("Carry out and tell all"), key="F12")
        self.main.setEnabled(False)
        self.set_main(self.main)
        self.main.clicked.connect(self.act)
        if key:
            self.choose(key)
        self.ask()

    def ask(self) -> None:
        """Read the radar as it is now."""
        radar = self._register.radar
        self._background.run(lambda: (radar.slips(), radar.lapsed()), then=self.show_radar, failed=self.refuse)

    def show_radar(self, read: tuple[Sequence[SlipRow], Sequence[Lapsed]]) -> None:
        """Show these slips, and what may become one."""
        slips, lapsed = read
        rows = [slip_listed(row, self._shop) for row in slips]
        asks = [lapsed_listed(one, self._shop) for one in lapsed]
        self._slips = dict(zip((row.key for row in rows), slips, strict=True))
        self._lapsed = dict(zip((row.key for row in asks), lapsed, strict=True))
        none = self.tr("No promise is broken"), self.tr("A day that moves or a short delivery shows here at once.")
        self.set_rows([*rows, *asks], none)
        self.ready.emit()

    # --- the chosen row ----------------------------------------------------------------------------------------------
    def on_chosen(self, key: str) -> None:
        self.lines = []
        if key in self._slips:
            self._show_slip(self._slips[key])
        elif key in self._lapsed:
            self._show_lapsed(self._lapsed[key])
        self._count()

    def _show_slip(self, row: SlipRow) -> None:
        head = Card(tone="warn")
        head.add(TextLabel(slip_words(row.slip), "title", wrap=True), TextLabel(broken_count(len(row.lines))))
        if row.slip.kind in ("purchase_changed", "purchase_cancelled") and row.slip.of:
            head.add(self._purchase(row.slip.of))
        parts: list[QWidget] = [head]
        for broken in row.lines[:MOST_LINES]:
            line = RadarLine(broken, self._shop, self._today)
            line.changed.connect(self._count)
            line.answer_wanted.connect(self.answer_wanted)
            line.order_wanted.connect(lambda one: self.order_opened.emit(one.order))
            self.lines.append(line)
            parts.append(line)
        if (more := len(row.lines) - MOST_LINES) > 0:
            parts.append(TextLabel(self.tr("{n} more follow when these are done.").format(n=more), "muted", wrap=True))
        self.show_detail(parts, f"{slip_words(row.slip)}, {broken_count(len(row.lines))}")

    def _purchase(self, number: str) -> ActionButton:
        button = ActionButton("clipboard-list", self.tr("Open {number}").format(number=number))
        button.clicked.connect(partial(self._open_purchase, number))
        return button

    def _open_purchase(self, number: str, checked: bool = False) -> None:
        self.purchase_opened.emit(number)

    def _show_lapsed(self, one: Lapsed) -> None:
        head = Card(spacing=8)
        words = lapsed_words(one, self._shop)
        head.add(
            ElidedLabel(f"{one.units} × {one.name}", lines=2, role="title"),
            TextLabel(f"{one.supplier_name or one.supplier}, {words}.", wrap=True),
            TextLabel(self.tr("Ask the supplier, then confirm or move the day in the purchase order."), "muted",
                      wrap=True),
            self._purchase(one.number),
        )  # fmt: skip
        risk = Card(self.tr("Who counts on it"), spacing=6)
        for waits in one.at_risk:
            told = short_date(waits.told_latest, self._shop) if waits.told_latest else self.tr("no day")
            text = self.tr("{name}: {n}, told {day}, order {order}").format(
                name=waits.customer_name or self.tr("A customer"), n=waits.units, day=told, order=waits.order
            )
            risk.add(TextLabel(text, wrap=True))
        if not one.at_risk:
            risk.add(TextLabel(self.tr("Nobody yet."), "muted"))
        self.show_detail([head, risk], f"{one.units} {one.name}, {words}")

    # --- acts --------------------------------------------------------------------------------------------------------
    def chosen_now(self) -> Chosen | None:
        """What F12 would carry out."""
        row = self._slips.get(self.key())
        choices = [(line.choice(), line.broken) for line in self.lines]
        kept = [(choice, broken) for choice, broken in choices if choice is not None]
        if row is None or not kept:
            return None
        return Chosen(slip_words(row.slip), tuple(one for one, _ in kept), tuple(broken for _, broken in kept))

    def act(self) -> None:
        """Show what carrying out does, and to whom."""
        if (chosen := self.chosen_now()) is not None:
            self.act_wanted.emit(chosen)

    def _count(self) -> None:
        chosen = self.chosen_now()
        self.main.setEnabled(chosen is not None)
        unsaid = sum(1 for line in self.lines if (one := line.chosen()) and one.asks and not line.agreed.field.key())
        words = ""
        if chosen is not None:
            words = self.tr("For {n} of {all}; shown once more before it is done.").format(
                n=len(chosen.choices) - unsaid, all=len(self.lines)
            )
        if unsaid:
            words = self.tr("{n} wait for the customer's word and are left out.").format(n=unsaid)
        self.set_foot_text(words)
