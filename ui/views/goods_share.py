"""Goods in, second step: who gets what before anything is booked, changed by hand with a reason, then posted."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from pos.domain.counting import Counting
from pos.domain.errors import PosError
from pos.domain.people import Person
from pos.domain.shop import Shop
from pos.usecases.sharing import Give
from ui.theme import text_px
from ui.views.acting_sheet import ActingSheet
from ui.views.goods_posting import PostingCard, post_goods
from ui.views.goods_share_line import ShareCard
from ui.views.goods_words import other_ways, share_heads, share_key, share_row, share_sentence
from ui.views.pill_table import PillTable
from ui.views.refusal_card import RefusalCard
from ui.widgets import Card, PrimaryButton, TextLabel
from ui.work.background import Background, LongWork

if TYPE_CHECKING:
    from pos.register import Register
    from pos.usecases.receiving import Received
    from pos.usecases.sharing import Gets
    from ui.views.goods_posting import Posted

_BESIDE = 52
_FOR_LOOKING = "looked at before it is booked"


class GoodsShare(ActingSheet):
    """`posted` carries (Received, what was put away); `cancelled` goes back to the count, nothing booked."""

    posted = Signal(object)
    cancelled = Signal()
    shown = Signal()
    """What was asked of the register is on the screen."""

    def __init__(
        self,
        *,
        register: Register,
        background: Background,
        shop: Shop,
        person: Person,
        counting: Counting,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Who gets what"), parent=parent)
        self._register, self._background, self._shop, self._person = register, background, shop, person
        self._counting = counting
        self._by_rule: dict[str, int] = {}
        self._rows: dict[str, Gets] = {}
        self.given: dict[str, int] = {}
        """What a person said instead of the rule, by row."""
        self._received: Received | None = None
        self._labels = False
        self._work: LongWork | None = None
        self._sum = TextLabel("", "heading", wrap=True)
        self.refusal = RefusalCard()
        self.table = PillTable(self.tr("Who gets what, first come first"), share_heads(), figures=(3,))
        self.card = ShareCard(shop)
        self.others = Card(self.tr("Not as ordered"), tone="warn", spacing=6)
        self._others = TextLabel("", wrap=True)
        self.posting = PostingCard()
        self.main = PrimaryButton(self.tr("Post"), key="F12")
        self._build()
        self.card.changed.connect(self._on_changed)
        self.table.moved.connect(self._show_row)
        self.posting.stopped.connect(self._on_stop)
        self.main.clicked.connect(self.press_main)
        self.back.connect(self._leave)
        self.main.setEnabled(False)
        self.table.hide()
        self.card.hide()
        background.run(lambda: any(place.active for place in register.shelf.places()), then=self._on_places)
        self._ask()

    def _build(self) -> None:
        self.others.add(self._others)
        self.others.hide()
        beside = QVBoxLayout()
        beside.setSpacing(12)
        beside.addWidget(self.card)
        beside.addWidget(self.others)
        beside.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(16)
        self._row.addWidget(self.table, 13)
        self._row.addLayout(beside, 7)
        above: tuple[QWidget, ...] = (self.refusal, self.posting, self._sum)
        for part in above:
            self.body.addWidget(part)
        self.body.addLayout(self._row, 1)
        self.table.setMinimumHeight(text_px("base") * 11)
        self.set_main(self.main)

    # --- who gets what -----------------------------------------------------------------------------------------------
    def _ask(self) -> None:
        """What posting would do, with what was changed by hand."""
        look = partial(
            self._register.shelf.receive, self._counting, give=self._gives(), why=self.card.why.words() or _FOR_LOOKING,
            dry_run=True, person=self._person,
        )  # fmt: skip
        self._background.run(look, then=self._on_seen, failed=self._on_unseen)

    def _gives(self) -> list[Give]:
        return [Give(self._rows[key].order, units, self._rows[key].line) for key, units in self.given.items()]

    def _on_seen(self, received: Received) -> None:
        self._received = received
        rows = sorted((*received.gets, *received.waits), key=lambda one: (one.name, one.sku, one.place))
        self._rows = {share_key(one): one for one in rows}
        if not self.given:
            self._by_rule = {key: one.units for key, one in self._rows.items()}
        kept = self.table.key()
        self.table.rows.set_rows([share_row(one, self._shop, self._by_rule[key]) for key, one in self._rows.items()])
        for part in (self.table, self.card):
            part.setVisible(bool(rows))
        self.table.choose(kept)
        self.table.setColumnHidden(1, len({one.sku for one in rows}) == 1)
        self.refusal.say("")
        self._tell()
        if self.focusWidget() in (None, self):
            self.main.setFocus()
        self.shown.emit()

    def _on_unseen(self, refusal: PosError) -> None:
        """What was said last cannot be: it is said why, and stays to be changed."""
        self.refusal.say(refusal.sentence)
        self.main.setEnabled(False)
        self.shown.emit()

    def _tell(self) -> None:
        received = self._received
        if received is None:
            return
        words = share_sentence(received)
        self._sum.setText(words)
        self._sum.setAccessibleName(words)
        said = other_ways(received, {line.sku: line.name for line in self._counting.lines()}, self._shop)
        self._others.setText("\n".join(said[:12]))
        self.others.setVisible(bool(said))
        self.card.show_why(bool(self.given))
        orders = len({one.order for one in received.gets})
        if not orders or not self._labels:
            label = self.tr("Post")
        else:
            label = self.tr("Post and print one hold label") if orders == 1 else self.tr("Post and print {n} labels")
        self.main.set_label(label.format(n=orders))
        self.main.setEnabled(True)
        none = self.tr("There is no hold shelf yet, so no labels come out.") if orders and not self._labels else ""
        self.set_foot_text(none)
        self.seen_now()

    def _on_places(self, some: bool) -> None:
        self._labels = some
        self._tell()

    def _show_row(self, key: str) -> None:
        if key in self._rows:
            self.card.show_row(key, self._rows[key], self._by_rule[key], may=self._person.may("share_goods"))

    def _on_changed(self, key: str, units: int) -> None:
        if units == self._by_rule[key]:
            self.given.pop(key, None)
        else:
            self.given[key] = units
        if self.given:
            self.card.show_why(True)
            QTimer.singleShot(0, self, partial(self.show_part, self.card.why))
        self._rows[key] = replace(
            self._rows[key], units=units, still=self._rows[key].units + self._rows[key].still - units
        )
        self._ask()

    # --- posting -----------------------------------------------------------------------------------------------------
    def act(self) -> None:
        """Book the goods in, print the labels; while it is still asked for who gets what, that is said."""
        if self._received is None and self.refusal.isHidden():
            self.too_early()
            return
        if self._work is not None or not self.main.isEnabled():
            return
        self.card.finish_typing()
        why = self.card.why.words()
        if self.given and not why:
            self.card.why.refuse(self.tr("Goods go another way than by the shop's rule only with a reason."))
            self.card.why.field.setFocus()
            return
        self._set_busy(True)
        work = self._work = LongWork(self)
        work.progressed.connect(self.posting.move_to)
        give = self._gives()
        post = partial(
            post_goods, self._register, self._counting, give, why, self._person, work.report, labels=self._labels
        )
        self._background.run(post, then=self._on_posted, failed=self._on_refused)

    def _on_stop(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def _on_posted(self, posted: Posted | None) -> None:
        self._work = None
        if posted is None:
            self._set_busy(False)
            self.refusal.say(self.tr("Stopped. Nothing was booked; the count is as it was."))
            return
        self.posted.emit(posted)

    def _on_refused(self, refusal: PosError) -> None:
        self._work = None
        self._set_busy(False)
        self.refusal.say(refusal.sentence)
        self.shown.emit()

    def _set_busy(self, busy: bool) -> None:
        for part in (self.table, self.card, self.main):
            part.setEnabled(not busy)
        self.posting.begin() if busy else self.posting.hide()

    def _leave(self) -> None:
        if self._work is None:
            self.cancelled.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.main.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= text_px("base") * _BESIDE
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
