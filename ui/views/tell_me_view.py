"""The tell-me list: who wants to hear when a product is back, what is held for them, and what was wanted in vain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from pos.domain.people import Person
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from ui.views.list_page import ListPage
from ui.views.listed import Listed as Row
from ui.views.money_words import short_date
from ui.widgets import ActionButton, Card, ElidedLabel, FormRow, Pill, PrimaryButton, SumRow, TextLabel
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.domain.tell_me import Entry
    from pos.register import Register
    from pos.usecases.tell_me import Listed
    from pos.usecases.tell_me_holds import Offered
    from pos.usecases.wanted import DemandReport, LostReport


def _tr(text: str) -> str:
    return QCoreApplication.translate("tell_me", text)


MOST_SHOWN = 12
"""Products in each of the two reports."""


def entry_pill(entry: Entry, shop: Shop) -> tuple[str, str]:
    """How far an entry is."""
    if entry.held and entry.held_until is not None:
        words = _tr("{n} held until {day}").format(n=entry.held, day=short_date(entry.held_until, shop))
        return "ready", words if entry.state == "told" else _tr("{words}, not told").format(words=words)
    return "waiting", _tr("Waits")


def entry_listed(one: Listed, shop: Shop) -> Row:
    """An entry as the list shows it."""
    entry = one.entry
    return Row(
        entry.id,
        f"{entry.quantity} × {entry.name}",
        entry_pill(entry, shop),
        note=entry.customer_name,
        end=_tr("place {n}").format(n=one.place) if one.place else "",
        due=_tr("by {day}").format(day=short_date(entry.wanted_by, shop)) if entry.wanted_by else "",
        words=entry.sku,
        kinds=frozenset({"held" if entry.held else "waiting"}),
    )


class TellMeView(ListPage):
    """`ready` says that the list was read."""

    ready = Signal()

    def __init__(
        self,
        *,
        register: Register,
        background: Background,
        shop: Shop,
        person: Person,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _tr("Tell-me list"),
            search=_tr("Product or customer"),
            name=_tr("Who wants to hear, in order"),
            filters=[("", _tr("All")), ("waiting", _tr("Waiting")), ("held", _tr("Held for them"))],
            icon="bell",
            parent=parent,
        )
        self._register, self._background, self._shop, self._person = register, background, shop, person
        self._today = today_in(shop, register.clock.now())
        self._entries: dict[str, Listed] = {}
        self._lost: LostReport | None = None
        self._demand: DemandReport | None = None
        self.why = FormRow(_tr("Wh&y they leave the list"), QLineEdit())
        self.main = PrimaryButton(_tr("Take off the list"), key="F12")
        self.main.setEnabled(False)
        self.set_main(self.main)
        self.main.clicked.connect(self.press_main)
        self.ask()

    def ask(self, said: str = "") -> None:
        """Read the list as it is now, and say what was done before."""
        desk = self._register.tell_me
        self._background.run(
            lambda: (desk.listed(), desk.lost(), desk.demand()), then=partial(self._on_listed, said), failed=self.refuse
        )

    def _on_listed(self, said: str, read: tuple[Sequence[Listed], LostReport, DemandReport]) -> None:
        found, self._lost, self._demand = read
        self._entries = {one.entry.id: one for one in found}
        empty = _tr("Nobody wants to be told"), _tr("Ctrl+M on a line that is short puts somebody here.")
        self.set_rows([entry_listed(one, self._shop) for one in found], empty)
        self.set_foot_text(said)
        self.ready.emit()

    def on_chosen(self, key: str) -> None:
        one = self._entries.get(key)
        self.main.setEnabled(one is not None and self._person.may("tell_me"))
        parts: list[QWidget] = [self._entry(one), self._leaving()] if one is not None else []
        if self._demand is not None and self._demand.products:
            parts.append(self._asked_for(self._demand))
        if self._lost is not None and self._lost.by_product:
            parts.append(self._missed(self._lost))
        if parts:
            self.show_detail(parts, entry_listed(one, self._shop).spoken if one else _tr("Wanted, not bought"))

    def _entry(self, one: Listed) -> Card:
        entry = one.entry
        card = Card()
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(ElidedLabel(entry.customer_name or _tr("A customer"), role="title"), 1)
        top.addWidget(Pill(*entry_pill(entry, self._shop)))
        card.add(top, TextLabel(f"{entry.quantity} × {entry.name}", "strong", wrap=True))
        rows = [
            (_tr("Asked"), self._day(date.fromisoformat(entry.since[:10]))),
            (_tr("Place on the list"), str(one.place) if one.place else ""),
            (_tr("Wanted by"), self._day(entry.wanted_by)),
            (_tr("Told"), self._day(date.fromisoformat(entry.told_at[:10]) if entry.told_at else None)),
            (_tr("Hears of us by"), self._day(one.news_due_on)),
        ]
        for label, words in rows:
            if words:
                card.add(SumRow(label, words))
        return card

    def _day(self, day: date | None) -> str:
        return short_date(day, self._shop, today=self._today) if day else ""

    def _leaving(self) -> Card:
        self.why = FormRow(_tr("Wh&y they leave the list"), QLineEdit(), hint=_tr("What is held for them passes on."))
        self.why.field.setMaxLength(200)
        self.why.field.returnPressed.connect(self.act)
        reasons = QHBoxLayout()
        reasons.setSpacing(8)
        for words in (_tr("Does not want it any more"), _tr("Bought it elsewhere")):
            quick = ActionButton("", words)
            quick.clicked.connect(partial(self._say_why, words))
            reasons.addWidget(quick, 1)
        card = Card(spacing=10)
        card.add(self.why, reasons)
        return card

    def _say_why(self, words: str, checked: bool = False) -> None:
        self.why.field.setText(words)
        self.main.setFocus()

    def _asked_for(self, demand: DemandReport) -> Card:
        """What sales and orders do not show, beside what they do: for whoever decides what to order."""
        card = Card(_tr("Asked for and not served since {day}").format(day=self._day(demand.since)), spacing=6)
        for one in demand.products[:MOST_SHOWN]:
            parts = [
                (one.tell_me, _tr("{n} to be told")), (one.lost, _tr("{n} in vain")),
                (one.backordered, _tr("{n} ordered")), (one.sold, _tr("{n} sold")),
            ]  # fmt: skip
            words = ", ".join(said.format(n=n) for n, said in parts if n)
            card.add(ElidedLabel(one.name, lines=2), TextLabel(words, "small", wrap=True))
        return card

    def _missed(self, lost: LostReport) -> Card:
        from ui.views.wanted_sheet import cause_words

        card = Card(_tr("Wanted, not bought since {day}").format(day=self._day(lost.since)), spacing=6)
        for one in lost.by_product[:MOST_SHOWN]:
            card.add(SumRow(f"{one.quantity} × {one.name}", cause_words()[one.cause]))
        return card

    def act(self) -> None:
        """Take them off the list, with the reason."""
        one = self._entries.get(self.key())
        if one is None or not self.main.isEnabled():
            return
        why = self.why.field.text().strip()
        if not why:
            self.why.refuse(_tr("Say why in a few words."))
            self.why.field.setFocus()
            return
        self.main.setEnabled(False)
        ask = partial(self._register.tell_me.remove, one.entry.id, why, person=self._person)
        self._background.run(ask, then=partial(self._on_removed, one), failed=self.refuse)

    def _on_removed(self, one: Listed, offered: Sequence[Offered]) -> None:
        words = _tr("{who} is off the list.").format(who=one.entry.customer_name)
        if offered:
            words += " " + _tr("Held for {who} now, who hears of it.").format(who=offered[0].entry.customer_name)
        self.ask(words)
