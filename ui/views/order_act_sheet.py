"""What every act on one order has in common: the order above, a refusal in place, and what to do with a stale copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from pos.domain.backorder import Order
from pos.domain.errors import PosError, StaleOrder
from pos.domain.money import Money
from pos.domain.people import Customer, Person
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from ui.theme import text_px
from ui.views.acting_sheet import ActingSheet
from ui.views.money_words import money_text, short_date
from ui.views.order_timeline import with_short_days
from ui.views.orders_model import short_number
from ui.views.passed_on import done_and_put_away, hands_words
from ui.views.typed_before import Key, entries_of, show_entries
from ui.widgets import ActionButton, Card, ElidedLabel, PrimaryButton, TextLabel
from ui.work.background import Background

if TYPE_CHECKING:
    from datetime import date

    from pos.domain.order_life import TenderPart
    from pos.register import Register
    from pos.usecases.order_steps import Retold
    from pos.usecases.putting_away import PutAway
    from ui.views.order_away import Away

WIDEST = 46
"""The widest column of a form, in heights of text."""


@dataclass(frozen=True, slots=True)
class ActedOn:
    """An order as it was when an act on it was begun: its version is what the act is checked against. `cancelled` are
    the units of each line that could be won back, `away` those in another store or on the way there."""

    order: Order
    customer: Customer | None
    came_by: tuple[TenderPart, ...]
    cancelled: Mapping[int, int] = field(default_factory=dict)
    away: Mapping[int, Away] = field(default_factory=dict)


def acted_on(register: Register, number: str) -> ActedOn | None:
    """Read it; for the background. None where there is no such order."""
    from pos.usecases.order_reinstating import cancelled_of
    from ui.views.order_away import away_of

    with register.ledger.reading() as records:
        order = records.order(number)
        if order is None:
            return None
        came_by = tuple(records.deposit_tenders(order.number))
        away = away_of(order, records.steps(order.number))
        return ActedOn(order, records.customer(order.customer), came_by, cancelled_of(records, order), away)


@dataclass(frozen=True, slots=True)
class At:
    """What a sheet works with: the register, its lane, the shop, and who does it."""

    register: Register
    background: Background
    shop: Shop
    person: Person


def _tr(text: str) -> str:
    return QCoreApplication.translate("order_act", text)


class OrderActSheet(ActingSheet):
    """Subclasses fill `body` and say in `call` what the main button does (None: something is missing, and said).

    `done` carries a sentence about what was done, `cancelled` says that nothing was, `stale` that the order was changed
    by somebody else and should be looked at again. `kept` comes first, while its outcome is still being read: from now
    on a receipt may wait for the printer.
    """

    done = Signal(str)
    kept = Signal()
    cancelled = Signal()
    stale = Signal()

    def __init__(
        self, title: str, main: PrimaryButton, about: ActedOn, at: At, *, parent: QWidget | None = None
    ) -> None:
        order = about.order
        super().__init__(f"{title}: {short_number(order.number, at.shop)}", widest=text_px("base") * WIDEST,
                         parent=parent)  # fmt: skip
        self.about, self.at, self.main = about, at, main
        self.today = today_in(at.shop, at.register.clock.now())
        self.away: Sequence[PutAway] = ()
        """Where goods that others got by it were put."""
        self._result = ""
        self._began_with: dict[Key, object] | None = None
        self._watched = False
        self._refused, self._refusal_card = TextLabel("", wrap=True), Card(tone="stop", spacing=10)
        self._reload = ActionButton("refresh-cw", _tr("&Look at it again"))
        self._reload.clicked.connect(self.stale)
        self._refusal_card.add(self._refused, self._reload)
        self._refusal_card.hide()
        who = ElidedLabel(order.customer_name or _tr("No name"), lines=2, role="heading")
        self.body.addWidget(who)
        self.body.addWidget(self._refusal_card)
        self.set_main(main)
        main.clicked.connect(self.press_main)
        self.back.connect(self._leave)

    # --- for the sheets ----------------------------------------------------------------------------------------------
    def call(self) -> Callable[[], Any] | None:
        """What to ask of the register; None where something is missing, which is said in place."""
        raise NotImplementedError

    def sentence(self, result: Any) -> str:
        """What was done, in one sentence."""
        raise NotImplementedError

    def after(self, result: Any) -> list[QWidget]:
        """What has to be seen before the sheet is left; nothing, and it is left at once."""
        return []

    def money(self, minor: int) -> str:
        """Minor units of the shop's currency, written out."""
        return money_text(Money(minor, self.at.shop.currency), self.at.shop)

    def watch_typing(self, part: QWidget) -> None:
        """A refusal is about what was typed before: the next key in a field of `part` takes it away."""
        for line in part.findChildren(QLineEdit):
            line.textEdited.connect(self._on_other_entry)

    def _on_other_entry(self, text: str) -> None:
        if not self._refusal_card.isHidden() and self._reload.isHidden():
            self.refuse("")

    def typed(self) -> dict[Key, object]:
        """What a person typed and chose so far, for a sheet on the same order as it is now."""
        before = self._began_with or {}
        return {key: value for key, value in entries_of(self).items() if key not in before or before[key] != value}

    def type_again(self, typed: Mapping[Key, object]) -> None:
        """Show what was typed into a sheet on the order as it was before."""
        self._began_with = entries_of(self)
        show_entries(self, typed)
        show_entries(self, typed)  # into the fields, too, that came with what was chosen

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._watched:
            self._watched = True
            self.watch_typing(self)
        if self._began_with is None:
            self._began_with = entries_of(self)

    # --- what happens ------------------------------------------------------------------------------------------------
    def act(self) -> None:
        """Do it; once it is done and seen, leave."""
        if self._result:
            self.done.emit(self._result)
            return
        if not self.main.isEnabled():
            return
        asked = self.call()
        if asked is None:
            return
        self.refuse("")
        self.main.setEnabled(False)
        do = partial(done_and_put_away, asked, self.at.register, self.at.person)
        self.at.background.run(do, then=self._on_done, failed=self.on_refused)

    def refuse(self, sentence: str, *, reload: bool = False) -> None:
        """Say why it was not done; an empty sentence takes it away."""
        sentence = with_short_days(sentence, self.at.shop, self.today)
        self._refused.setText(sentence)
        self._refusal_card.setAccessibleName(sentence)
        self._refusal_card.setVisible(bool(sentence))
        self._reload.setVisible(reload)
        if sentence:
            self.show_part(self._refusal_card)

    def on_refused(self, refusal: PosError) -> None:
        """What was typed stays; a stale copy can only be looked at again."""
        is_stale = isinstance(refusal, StaleOrder)
        self.main.setEnabled(not is_stale)
        self.refuse(refusal.sentence, reload=is_stale)
        if is_stale:
            self._reload.setFocus()

    def _on_done(self, answer: tuple[Any, Sequence[PutAway]]) -> None:
        result, self.away = answer
        self._result = self.sentence(result)
        self.kept.emit()
        parts = self.after(result)
        if not parts:
            self.done.emit(self._result)
            return
        self.show_outcome(self._result, parts)
        self.set_foot_text("")
        self.main.setEnabled(True)
        self.main.set_label(_tr("Back to the order"))
        self.main.set_fill("accent")
        self.main.setFocus()

    def _leave(self) -> None:
        self.done.emit(self._result) if self._result else self.cancelled.emit()


def changed_parts(result: Any, at: At, away: Sequence[PutAway] = ()) -> list[QWidget]:
    """Of a changed order (`Changed`): what the customer is told now, who gets the goods (`away`: where they were put),
    whose promise breaks, and the slip to hand over."""
    from ui.views.broken_list import BrokenList
    from ui.views.receipt_preview import ReceiptPreview

    parts: list[QWidget] = []
    today = today_in(at.shop, at.register.clock.now())
    remarks = [with_short_days(words, at.shop, today) for words in result.remarks]
    tongue = result.order.language or at.shop.language
    say = [*(_told(_name(result.order, one.line), one, tongue, at, today) for one in result.told), *remarks]
    if result.refunded is not None:
        back = money_text(-result.refunded.amount, at.shop)
        say.append(_tr("{sum} goes back, receipt {number}.").format(sum=back, number=result.refunded.number))
    if result.ended is not None:
        ended = result.ended
        words = _tr("{fee} fee kept, {sum} goes back, receipt {number}.")
        fee, back = money_text(ended.done.fee, at.shop), money_text(ended.done.refund, at.shop)
        say.append(words.format(fee=fee, sum=back, number=ended.number))
    out = result.out or (result.ended.out if result.ended is not None else None)
    todo = hands_words(out, result.passed_on, away)
    if result.asks:
        asked = _tr("{sum} more is asked for ahead. Take it with “Deposit” on the order.")
        todo.append(asked.format(sum=money_text(Money(result.asks, at.shop.currency), at.shop)))
    for title, tone, lines in ((_tr("Say to the customer"), "later", say), (_tr("To do now"), "warn", todo)):
        if lines:
            card = Card(title, tone=tone)
            for words in lines:
                card.add(TextLabel(words, wrap=True))
            parts.append(card)
    if result.broken:
        parts.append(BrokenList(result.broken, at.shop))
    if result.slip is not None and parts:
        paper = ReceiptPreview()
        paper.set_receipt(result.slip)
        paper.setMinimumHeight(paper.paper.size().height() + 4)
        parts.append(paper)
    return parts


def _told(name: str, one: Retold, tongue: str, at: At, today: date) -> str:
    """What a customer hears of a line: the day as the screens say it, and the words of their own language after it."""
    if tongue.split("-")[0] == at.shop.language.split("-")[0]:
        return f"{name}: {one.words}"
    day = short_date(one.latest_on, at.shop, today=today) if one.latest_on else _tr("no date is sure")
    return _tr("{name}: {day}. In their language: “{words}”").format(name=name, day=day, words=one.words)


def _name(order: Order, nth: int) -> str:
    return next((line.name for line in order.lines if line.line == nth), "")
