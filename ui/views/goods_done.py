"""Goods in, last step: where the goods of each order lie, who hears of it, and whose promise breaks all the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos.domain.people import Person
from pos.domain.shop import Shop
from ui.theme import text_px
from ui.views.acting_sheet import ActingSheet
from ui.views.broken_list import BrokenList
from ui.views.goods_words import other_ways, put_away_words, share_sentence
from ui.widgets import ActionButton, Card, ElidedLabel, Glyph, PrimaryButton, TextLabel, rule
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register
    from pos.usecases.putting_away import PutAway
    from pos.usecases.receiving import Received

MOST = 200
"""So many orders are written out; of more than that the labels tell."""
_WIDEST = 56


class GoodsDone(ActingSheet):
    """`next_wanted` begins the next delivery, `radar_wanted` goes to the broken promises, `calls_wanted` to those who
    have to be called, `shelf_wanted` to the hold shelf."""

    next_wanted = Signal()
    closed = Signal()
    radar_wanted = Signal()
    calls_wanted = Signal()
    shelf_wanted = Signal()
    told = Signal()
    """Those who were still to be told have been."""

    def __init__(
        self,
        received: Received,
        away: Sequence[PutAway],
        names: Mapping[str, str],
        *,
        register: Register,
        background: Background,
        shop: Shop,
        person: Person,
        parent: QWidget | None = None,
    ) -> None:
        """`names` are those of the products, by SKU."""
        super().__init__(self.tr("Goods are in"), widest=text_px("base") * _WIDEST, parent=parent)
        self._received, self._away, self._names, self._shop = received, away, names, shop
        self._register, self._background, self._person = register, background, person
        self.main = PrimaryButton(self.tr("Next delivery"), key="F12")
        self.calls = ActionButton("phone", self.tr("&Calls to make"))
        self.tell = ActionButton("message-square", "")
        self.shelf = ActionButton("boxes", self.tr("&Hold shelf"))
        self.radar = ActionButton("triangle-alert", self.tr("Mend the &promises"))
        self.news = TextLabel("", wrap=True)
        self._build()
        self.calls.clicked.connect(self.calls_wanted)
        self.shelf.clicked.connect(self.shelf_wanted)
        self.radar.clicked.connect(self.radar_wanted)
        self.tell.clicked.connect(self._tell)
        self.main.clicked.connect(self.press_main)
        self.back.connect(self.closed)

    def _build(self) -> None:
        received = self._received
        head = Card(tone="good", spacing=4)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(Glyph("circle-check", "good", px=28))
        line.addWidget(TextLabel(share_sentence(received), "heading", wrap=True), 1)
        head.add(line, TextLabel(self.tr("Document {number}").format(number=received.document), "small"))
        self.body.addWidget(head)
        if received.broken:
            self.body.addWidget(BrokenList(received.broken[:MOST], self._shop))
            self.body.addWidget(self.radar)
        if self._away:
            self.body.addWidget(self._places())
        said = other_ways(received, self._names, self._shop)
        if said:
            card = Card(self.tr("Not as ordered"), tone="warn", spacing=6)
            for words in said[:MOST]:
                card.add(TextLabel(words, wrap=True))
            self.body.addWidget(card)
        self.body.addStretch(1)
        self.set_main(self.main, self.shelf)
        self.shelf.setVisible(bool(self._away))

    def _places(self) -> Card:
        card = Card(self.tr("Put it there"), spacing=8)
        for nth, one in enumerate(self._away[:MOST]):
            words, below = put_away_words(one, self._shop)
            row = QWidget()
            column = QVBoxLayout(row)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
            column.addWidget(ElidedLabel(words, role="strong", lines=2))
            column.addWidget(TextLabel(below, "small" if one.bag else "warning", wrap=True))
            row.setAccessibleName(f"{words}. {below}")
            if nth:
                card.add(rule())
            card.add(row)
        if len(self._away) > MOST:
            more = self.tr("and {n} more, as their labels say").format(n=len(self._away) - MOST)
            card.add(rule(), TextLabel(more, "muted"))
        card.add(rule(), self.news, self.calls, self.tell)
        self._show_news()
        return card

    def _show_news(self, later: int | None = None) -> None:
        count = {how: sum(1 for one in self._away if one.told == how) for how in ("message", "call", "later")}
        later = count["later"] if later is None else later
        said = [
            self.tr("{n} told by message").format(n=count["message"]) if count["message"] else "",
            self.tr("{n} to be called").format(n=count["call"]) if count["call"] else "",
        ]
        self.news.setText(", ".join(part for part in said if part))
        self.news.setVisible(bool(self.news.text()))
        self.calls.setVisible(bool(count["call"]))
        label = self.tr("&Tell one customer") if later == 1 else self.tr("&Tell {n} customers").format(n=later)
        self.tell.set_label(label)
        self.tell.setVisible(bool(later))

    def _tell(self) -> None:
        """Of a very large delivery the daily round tells; here it is made now."""
        self.tell.setEnabled(False)
        self._background.run(partial(self._register.news.run, person=self._person), then=self._on_told)

    def _on_told(self, done: object) -> None:
        self._show_news(later=0)
        self.set_foot_text(self.tr("Messages are on their way; who has to be called stands on the list of calls."))
        self.told.emit()

    def act(self) -> None:
        """Go on to the next delivery."""
        self.next_wanted.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.main.setFocus()
