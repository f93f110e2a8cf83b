"""The slip radar: what broke promises, whose, the best remedy of each chosen, and one key to carry out and tell all.
Beside the slips stand the purchase orders to ask about, credits to decide, and what is promised and not secured."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pos.domain.money import Money
from pos.domain.people import Person
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from pos.usecases.radar import Lapsed, SlipRow, Unsecured
from pos.usecases.radar_unsent import Unsent
from ui.views.list_page import ListPage
from ui.views.listed import Listed
from ui.views.money_words import money_text
from ui.views.radar_asks import LapsedCards, PurchaseButton
from ui.views.radar_credits import CreditCard, credit_listed, decided_words
from ui.views.radar_line import Chosen, RadarLine
from ui.views.radar_read import OwedCredit, RadarRead, read_radar, read_waiting
from ui.views.radar_secured import UnsecuredCard, WaitingCard, unsecured_listed
from ui.views.radar_unsent import UnsentCard, mend, mend_words, mended_words, unsent_listed
from ui.views.radar_words import broken_count, lapsed_listed, lapsed_words, slip_listed, slip_words
from ui.widgets import ActionButton, Card, PrimaryButton, TextLabel
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.domain.board import BoardLine
    from pos.domain.credits import Credit
    from pos.domain.errors import PosError
    from pos.register import Register

MOST_LINES = 40
"""Broken promises that are carried out in one go; those after them follow."""
Row = SlipRow | Unsent | Lapsed | OwedCredit | Unsecured


class RadarView(ListPage):
    """`act_wanted` carries what was Chosen, `answer_wanted` a Broken, `order_opened` an order's number,
    `purchase_opened` that of a purchase order (empty: all of them). `costs_wanted` asks what lateness cost,
    `credit_given` says that a voucher may wait for the printer, `ready` that the radar was read."""

    act_wanted = Signal(object)
    answer_wanted = Signal(object)
    order_opened = Signal(str)
    purchase_opened = Signal(str)
    costs_wanted = Signal()
    credit_given = Signal()
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
            filters=[
                ("", self.tr("All")), ("broken", self.tr("Broken")), ("ask", self.tr("To ask")),
                ("credits", self.tr("Credits")), ("short", self.tr("Not secured")),
            ],
            icon="bell-ring",
            parent=parent,
        )  # fmt: skip
        self._register, self._background, self._shop, self._person = register, background, shop, person
        self._today = today_in(shop, register.clock.now())
        self._read: RadarRead | None = None
        self._rows: dict[str, Row] = {}
        self.lines: list[RadarLine] = []
        self.credit: CreditCard | None = None
        self.main = PrimaryButton(self.tr("Carry out and tell all"), key="F12")
        self.refusing = ActionButton("ban", self.tr("&Refuse"))
        self.costs = ActionButton("coins", self.tr("&Costs"))
        self.main.setEnabled(False)
        self.set_main(self.main, self.costs, self.refusing)
        self.main.clicked.connect(self.press_main)
        self.refusing.clicked.connect(self.refuse_credit)
        self.costs.clicked.connect(self.costs_wanted)
        if key:
            self.choose(key)
        self.ask()

    def ask(self, said: str = "") -> None:
        """Read the radar as it is now, and say what was done before."""
        then = partial(self.show_radar, said)
        self._background.run(partial(read_radar, self._register), then=then, failed=self.refuse)

    def show_radar(self, said: str, read: RadarRead) -> None:
        """Show these slips, what may become one, and what is to be decided."""
        self._read = read
        rows: list[tuple[Listed, Row]] = [(slip_listed(one, self._shop), one) for one in read.slips]
        rows += [(unsent_listed(one, self._shop), one) for one in read.unsent]
        rows += [(credit_listed(one, self._shop), one) for one in read.credits]
        rows += [(lapsed_listed(one, self._shop), one) for one in read.lapsed]
        rows += [(unsecured_listed(one), one) for one in read.unsecured]
        self._rows = {listed.key: one for listed, one in rows}
        sum_text = money_text(Money(read.costs.spent + read.costs.paid, self._shop.currency), self._shop)
        self.costs.set_label(self.tr("&Costs this month: {sum}").format(sum=sum_text))
        none = self.tr("No promise is broken"), self.tr("A day that moves or a short delivery shows here at once.")
        self.set_rows([listed for listed, _ in rows], none)
        self.set_foot_text(said or self._foot_text.text())
        self.ready.emit()

    # --- the chosen row ----------------------------------------------------------------------------------------------
    def on_chosen(self, key: str) -> None:
        self.lines, self.credit = [], None
        row = self._rows.get(key)
        if isinstance(row, SlipRow):
            self._show_slip(row)
        elif isinstance(row, Unsent):
            unsent = UnsentCard(row, self._shop)
            unsent.order_wanted.connect(self.order_opened)
            self.show_detail([unsent], unsent.accessibleName())
        elif isinstance(row, Lapsed):
            cards = LapsedCards(row, self._shop)
            cards.purchase_wanted.connect(self.purchase_opened)
            self.show_detail([cards], f"{row.units} {row.name}, {lapsed_words(row, self._shop)}")
        elif isinstance(row, OwedCredit):
            self._show_credit(row)
        elif row is not None:
            self._show_short(row)
        self._suit()

    def _show_slip(self, row: SlipRow) -> None:
        head = Card(tone="warn")
        head.add(TextLabel(slip_words(row.slip), "title", wrap=True), TextLabel(broken_count(len(row.lines))))
        if row.slip.kind in ("purchase_changed", "purchase_cancelled") and row.slip.of:
            look = PurchaseButton(row.slip.of)
            look.wanted.connect(self.purchase_opened)
            head.add(look)
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

    def _show_credit(self, one: OwedCredit) -> None:
        assert self._read is not None
        self.credit = CreditCard(one, self._read.costs, self._shop)
        self.credit.order_wanted.connect(self.order_opened)
        self.credit.why.field.returnPressed.connect(self.refuse_credit)
        self.show_detail([self.credit], self.credit.accessibleName())

    def _show_short(self, one: Unsecured, lines: tuple[BoardLine, ...] | None = None) -> None:
        card = UnsecuredCard(one)
        card.purchases_wanted.connect(partial(self.purchase_opened.emit, ""))
        parts: list[QWidget] = [card]
        if lines is not None:
            waiting = WaitingCard(lines, self._shop)
            waiting.order_wanted.connect(self.order_opened)
            parts.append(waiting)
        else:
            then = partial(self._on_waiting, one)
            self._background.run(partial(read_waiting, self._register, one.sku), then=then, failed=self.refuse)
        self.show_detail(parts, f"{one.name}, {unsecured_listed(one).pill[1]}")

    def _on_waiting(self, one: Unsecured, lines: tuple[BoardLine, ...]) -> None:
        if self._rows.get(self.key()) is one:
            self._show_short(one, lines)

    # --- acts --------------------------------------------------------------------------------------------------------
    def chosen_now(self) -> Chosen | None:
        """What F12 would carry out."""
        row = self._rows.get(self.key())
        choices = [(line.choice(), line.broken) for line in self.lines]
        kept = [(choice, broken) for choice, broken in choices if choice is not None]
        if not isinstance(row, SlipRow) or not kept:
            return None
        return Chosen(slip_words(row.slip), tuple(one for one, _ in kept), tuple(broken for _, broken in kept))

    def act(self) -> None:
        """Show what carrying out does, and to whom; of a credit: agree to it, or give it; of goods that were not sent:
        note that they went on, or open the order to ship them."""
        if isinstance(row := self._rows.get(self.key()), Unsent):
            self._mend_unsent(row)
        elif isinstance(owed := self._rows.get(self.key()), OwedCredit):
            self._decide(self._register.radar.approve if owed.credit.state == "proposed" else self._register.radar.give)
        elif (chosen := self.chosen_now()) is not None:
            self.act_wanted.emit(chosen)

    def _mend_unsent(self, row: Unsent) -> None:
        if not self.main.isEnabled():
            return
        if (call := mend(row, self._register, self._person)) is None:
            self.order_opened.emit(row.order)
            return
        self.main.setEnabled(False)
        self._background.run(call, then=lambda _: self.ask(mended_words(row)), failed=self._on_not_mended)

    def _on_not_mended(self, refusal: PosError) -> None:
        self._suit()
        self.set_foot_text(refusal.sentence)

    def refuse_credit(self) -> None:
        """Refuse the chosen credit, with the reason."""
        if self.credit is None or not self.refusing.isEnabled():
            return
        why = self.credit.why.field.text().strip()
        if not why:
            self.credit.why.refuse(self.tr("Say why in a few words."))
            self.credit.why.field.setFocus()
            return
        self._decide(partial(self._register.radar.refuse, why=why))

    def _decide(self, verb: Callable[..., Credit]) -> None:
        owed = self._rows.get(self.key())
        if not self.main.isEnabled() or not isinstance(owed, OwedCredit):
            return
        for button in (self.main, self.refusing):
            button.setEnabled(False)
        ask = partial(verb, owed.credit.id, person=self._person)
        self._background.run(ask, then=self._on_decided, failed=self._on_not_decided)

    def _on_decided(self, credit: Credit) -> None:
        if credit.state == "given":
            self.credit_given.emit()
        self.ask(decided_words(credit, self._shop))

    def _on_not_decided(self, refusal: PosError) -> None:
        self._suit()
        if self.credit is not None:
            self.credit.show_refusal(refusal.sentence)

    def _suit(self) -> None:
        """The acts that fit the chosen row."""
        owed = self._rows.get(self.key())
        if isinstance(owed, Unsent):
            self.refusing.hide()
            self.main.set_label(mend_words(owed))
            self.main.setEnabled(self._person.may("collect"))
            return
        if not isinstance(owed, OwedCredit):
            self.refusing.hide()
            self.main.set_label(self.tr("Carry out and tell all"))
            self._count()
            return
        proposed = owed.credit.state == "proposed"
        self.refusing.setVisible(proposed)
        self.main.set_label(self.tr("Agree to it") if proposed else self.tr("Give it"))
        may = self._person.may("approve_credit" if proposed else "collect")
        for button in (self.main, self.refusing):
            button.setEnabled(may)
        self.set_foot_text("" if may else self.tr("Credits are for managers to decide."))

    # --- what is chosen for a slip ---
    def _count(self) -> None:
        chosen = self.chosen_now()
        self.main.setEnabled(chosen is not None)
        if not self.lines:
            return
        unsaid = sum(1 for line in self.lines if (one := line.chosen()) and one.asks and not line.agreed.field.key())
        words = ""
        if chosen is not None:
            words = self.tr("For {n} of {all}; shown once more before it is done.").format(
                n=len(chosen.choices) - unsaid, all=len(self.lines)
            )
        if unsaid:
            words = self.tr("{n} wait for the customer's word and are left out.").format(n=unsaid)
        self.set_foot_text(words)
