"""Acts on many lines of the board: what each would do, to whom, and who is left out, before it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pos.domain.board import BoardLine
from pos.domain.errors import PosError
from pos.domain.people import Person
from pos.domain.shop import Shop
from pos.register import Register
from pos.usecases.availability import today_in
from ui.theme import text_px
from ui.views.acting_sheet import ActingSheet
from ui.views.order_timeline import with_short_days
from ui.views.orders_model import short_number
from ui.widgets import Card, FormRow, PrimaryButton, TextLabel
from ui.work.background import Background

MOST_ROWS = 40


@dataclass(frozen=True, slots=True)
class Acted:
    """The lines of the board that an act is about, as they were seen."""

    lines: tuple[BoardLine, ...]

    @property
    def keys(self) -> list[tuple[str, int]]:
        """Their orders and lines."""
        return [(line.order, line.line) for line in self.lines]

    @property
    def versions(self) -> dict[str, int]:
        """Their orders' versions as they were seen."""
        return {line.order: line.version for line in self.lines}


def _tr(text: str) -> str:
    return QCoreApplication.translate("board_acts", text)


class BoardActSheet(ActingSheet):
    """Subclasses add their fields to `form`, say in `call` what to ask (with or without doing it), and show in
    `preview` what it answered. `done` carries a sentence once it is done."""

    done = Signal(str)
    cancelled = Signal()

    def __init__(
        self,
        title: str,
        acted: Acted,
        *,
        register: Register,
        background: Background,
        shop: Shop,
        person: Person,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, widest=text_px("base") * 52, parent=parent)
        self.acted, self.register, self.background, self.shop, self.person = acted, register, background, shop, person
        self.today = today_in(shop, register.clock.now())
        self.seen: Any = None
        self._asked = 0
        self._waits = False
        self.why = FormRow(_tr("Wh&y"), QLineEdit(), hint=_tr("Kept with each order, with your name."))
        self.why.field.setMaxLength(200)
        self.form = Card(spacing=12)
        self._refused, self._refusal_card = TextLabel("", wrap=True), Card(tone="stop")
        self._refusal_card.add(self._refused)
        self._refusal_card.hide()
        self._preview = QVBoxLayout()
        self._preview.setSpacing(12)
        self.main = PrimaryButton(title, key="F12")
        self.main.setEnabled(False)
        self.body.addWidget(self._refusal_card)
        self.body.addWidget(self.form)
        self.body.addLayout(self._preview)
        self.body.addStretch(1)
        self.set_main(self.main)
        self.main.clicked.connect(self.press_main)
        self.why.field.textChanged.connect(self._enable)
        self.back.connect(self.cancelled)

    # --- for the sheets ----------------------------------------------------------------------------------------------
    def call(self, *, dry_run: bool) -> Callable[[], Any] | None:
        """What to ask; None while something is missing."""
        raise NotImplementedError

    def preview(self, seen: Any) -> list[QWidget]:
        """What it would do, as cards."""
        raise NotImplementedError

    def main_words(self, seen: Any) -> tuple[str, bool]:
        """What the main button says, and whether there is anything to do."""
        raise NotImplementedError

    def sentence(self, result: Any) -> str:
        """What was done."""
        raise NotImplementedError

    def reason(self, *, dry_run: bool) -> str:
        """The reason that was typed; a dry run needs none yet."""
        return self.why.field.text().strip() or ("-" if dry_run else "")

    # --- what happens ------------------------------------------------------------------------------------------------
    def ask(self) -> None:
        """Ask what it would do; the main button waits for the answer."""
        self._asked += 1
        self.seen = None
        self._enable()
        if (ask := self.call(dry_run=True)) is not None:
            self._waits = True
            self.background.run(ask, then=partial(self._on_seen, self._asked), failed=self._on_refused)

    def _on_seen(self, asked: int, seen: Any) -> None:
        if asked != self._asked:
            return
        self.seen, self._waits = seen, False
        self._refusal_card.hide()
        self._show(self.preview(seen))
        self._enable()
        if self.main.isEnabled():
            self.seen_now()

    def _show(self, cards: Sequence[QWidget]) -> None:
        while (old := self._preview.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for card in cards:
            self._preview.addWidget(card)

    def _enable(self) -> None:
        words, some = self.main_words(self.seen) if self.seen is not None else ("", False)
        if words:
            self.main.set_label(words)
        said = bool(self.why.field.text().strip())
        self.main.setEnabled(some and said)
        self.set_foot_text(_tr("Say why in a few words.") if some and not said else "")

    def act(self) -> None:
        """Do what was shown; while that is still asked for, it is said."""
        if self._waits:
            self.too_early()
            return
        if not self.main.isEnabled():
            if self.seen is not None:
                self.why.field.setFocus()
            return
        make = self.call(dry_run=False)
        if make is not None:
            self.main.setEnabled(False)
            self.background.run(make, then=self._on_done, failed=self._on_refused)

    def _on_done(self, result: Any) -> None:
        self.done.emit(self.sentence(result))

    def _on_refused(self, refusal: PosError) -> None:
        self._waits = False
        self._refused.setText(refusal.sentence)
        self._refusal_card.setAccessibleName(refusal.sentence)
        self._refusal_card.show()
        self._show([])
        self._enable()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.why.field.setFocus()


def rows_card(title: str, rows: Iterable[tuple[str, str]], *, tone: str = "") -> Card:
    """A card with a strong word and what belongs to it in each row; the first forty, then how many more."""
    found = list(rows)
    card = Card(title, tone=tone, spacing=6)
    for strong, words in found[:MOST_ROWS]:
        label = TextLabel(f"{strong}: {words}" if words else strong, wrap=True)
        card.add(label)
    if (more := len(found) - MOST_ROWS) > 0:
        card.add(TextLabel(_tr("… and {n} more.").format(n=more), "muted"))
    return card


def whose(customer: str, order: str, shop: Shop) -> str:
    """Which order a row is about: somebody may have several."""
    short = short_number(order, shop)
    return f"{customer}, {short}" if customer else short


def skipped_card(skipped: Sequence[Any], shop: Shop, today: date) -> list[QWidget]:
    """Who is left out, and why; nothing where nobody is."""
    if not skipped:
        return []
    title = _tr("Left out: {n}").format(n=len(skipped))
    rows = [(whose(one.customer_name, one.order, shop), with_short_days(one.why, shop, today)) for one in skipped]
    return [rows_card(title, rows, tone="sunken")]
