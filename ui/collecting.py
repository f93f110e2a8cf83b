"""Handing goods of an order over: checked, paid on the same sheet as a sale, the receipt, and on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pos.domain.errors import PosError, StaleOrder
from ui.page_parts import Around

if TYPE_CHECKING:
    from pos.domain.sale import Tender
    from pos.usecases.backorders import Collected
    from pos.usecases.checkout import TenderWish
    from ui.views.collect_sheet import Begun, Leaving
    from ui.views.order_act_sheet import ActedOn
    from ui.views.tender_sheet import TenderSheet
    from ui.views.what_follows import Follows

Back = Callable[[], object]


class Collecting(QObject):
    """`open(number, back)` checks the goods of an order and takes what is due; `back` shows the page again."""

    def __init__(self, around: Around, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window, self._basket, self._background = around.window, around.basket, around.background
        self._paying = around.paying
        self._tender: TenderSheet | None = None
        self._parts = around.paying.for_orders

    def open(self, number: str, back: Back, begun: Begun | None = None) -> None:
        """Read the order as it is now, then check what leaves, going on where a check was left."""
        from ui.views.order_act_sheet import acted_on

        register = self._basket.register
        if register is not None and number:
            self._background.run(partial(acted_on, register, number), then=partial(self._check, number, back, begun))

    def _check(self, number: str, back: Back, begun: Begun | None, about: ActedOn | None) -> None:
        register, shop = self._basket.register, self._basket.shop
        if register is None or shop is None or about is None:
            return
        from ui.views.collect_sheet import CollectSheet
        from ui.views.order_act_sheet import At

        kept = self.kept_sum(number)
        if kept and not any(line.allocated for line in about.order.lines):  # another till collected or cancelled it
            back()
            self._window.say(self.kept_words(number), "warn")
            return
        sheet = CollectSheet(about, At(register, self._background, shop, self._basket.person), kept=kept)
        sheet.leaving.connect(lambda leaving: self._pay(number, back, sheet.begun(), leaving))
        sheet.cancelled.connect(lambda: back())
        sheet.stale.connect(lambda: self.open(number, back, sheet.begun()))
        if begun is not None:
            sheet.go_on(begun)
        self._window.open_sheet(sheet, whole=True, scans=sheet.take_scan)

    def _pay(self, number: str, back: Back, begun: Begun, leaving: Leaving) -> None:
        """Ask for tenders; nothing is asked for where nothing is due."""
        parts = self._parts.get(number, ())
        if not leaving.hand_over.due and not parts:
            self._collect(leaving, back, begun, ())
            return
        from ui.views.collect_words import made_of, quote_of
        from ui.views.tender_sheet import TenderSheet

        shop = self._basket.shop
        assert shop is not None
        sheet = self._tender = TenderSheet(
            quote=quote_of(leaving.hand_over), shop=shop, customer_label=leaving.customer_name, parts=parts,
            made_of=made_of(leaving.hand_over),
        )  # fmt: skip
        sheet.paid.connect(partial(self._collect, leaving, back, begun))
        sheet.parts_changed.connect(partial(self._keep_parts, number))
        for left in (sheet.cancelled, sheet.look_again):
            left.connect(partial(self._left, number, back, begun))
        self._window.open_sheet(sheet, scans="refuse")

    def give_back(self, number: str, back: Back) -> None:
        """Say how what was taken for an order goes back, and keep it no longer once hands have given it."""
        shop, parts = self._basket.shop, self._parts.get(number, ())
        if shop is None or not parts:
            return
        from ui.views.give_back_sheet import GiveBackSheet

        sheet = GiveBackSheet(number, parts, shop)
        sheet.given.connect(partial(self._given_back, number, back))
        sheet.back.connect(lambda: back())
        self._window.open_sheet(sheet, whole=True, scans="refuse")

    def _given_back(self, number: str, back: Back, sentence: str) -> None:
        self._keep_parts(number, ())
        back()
        self._window.say(sentence)

    def kept_words(self, number: str) -> str:
        """What was taken for an order whose payment was left, and what ends it; empty where nothing was."""
        shop = self._basket.shop
        parts = self._parts.get(number, ())
        if not parts or shop is None:
            return ""
        from ui.views.tender_words import taken_words

        words = self.tr("{parts} was taken and is kept. Collecting uses it; “Give back” on the order returns it.")
        return words.format(parts=taken_words(parts, shop))

    def kept_sum(self, number: str) -> int:
        """The same in minor units."""
        return sum(part.amount.minor for part in self._parts.get(number, ()))

    def _keep_parts(self, number: str, parts: tuple[Tender, ...]) -> None:
        """Money that was taken outlives the program."""
        from ui.models.order_parts import plain_parts

        self._parts[number] = parts
        register, kept = self._basket.register, plain_parts(self._parts)
        if register is not None:
            self._background.run(lambda: register.set_device(for_orders=kept), then=None)

    def _left(self, number: str, back: Back, begun: Begun) -> None:
        """Back to the check of the goods; money that was taken is not forgotten."""
        self.open(number, back, begun)
        if kept := self.kept_words(number):
            self._window.say(kept, "warn")

    def _collect(self, leaving: Leaving, back: Back, begun: Begun, tenders: tuple[TenderWish, ...]) -> None:
        register, person = self._basket.register, self._basket.person
        if register is None:
            return
        if self._tender is not None:
            self._tender.set_busy(True)
        from ui.models.order_parts import plain_parts

        hand_over = leaving.hand_over
        others = plain_parts({number: parts for number, parts in self._parts.items() if number != hand_over.number})

        def collect() -> tuple[Collected, Follows | None]:
            from ui.views.what_follows import follows_of

            collected = register.collect(
                hand_over.number, tenders, person=person, lines=leaving.lines, scans=leaving.scans,
                version=hand_over.version,
            )  # fmt: skip
            register.set_device(for_orders=others)
            return collected, follows_of(register, hand_over.number)

        self._background.run(
            collect, then=self._collected, failed=partial(self._refused, hand_over.number, back, begun)
        )

    def _refused(self, number: str, back: Back, begun: Begun, refusal: PosError) -> None:
        """The order is as it was; what a card was charged stays taken."""
        if self._tender is not None and self._window.shows(self._tender):
            self._tender.set_busy(False)
            self._tender.keep_card()
            self._tender.show_refusal(refusal.sentence, stale=isinstance(refusal, StaleOrder))
            return
        self.open(number, back, begun)
        self._window.say(refusal.sentence, "error")

    def _collected(self, answer: tuple[Collected, Follows | None]) -> None:
        from ui.views.collect_words import made_of_collected, sold_of
        from ui.views.done_panel import DonePanel
        from ui.views.what_follows import FollowsCard

        (collected, follows), shop = answer, self._basket.shop
        assert shop is not None
        self._tender = None
        self._parts.pop(collected.order, None)
        self._basket.refresh_all()
        sold = sold_of(collected)
        done = DonePanel(
            sold=sold, shop=shop, made_of=made_of_collected(collected), title=self.tr("Handed over"),
            follows=FollowsCard(follows, shop) if follows is not None else None,
        )  # fmt: skip
        self._paying.show_done(done, sold)
