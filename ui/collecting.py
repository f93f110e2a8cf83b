"""Handing goods of an order over: checked, paid on the same sheet as a sale, the receipt, and on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pos.domain.errors import PosError
from ui.frame import Frame
from ui.models.counter_basket import CounterBasket
from ui.paying import Paying
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.domain.sale import Tender
    from pos.usecases.backorders import Collected
    from pos.usecases.checkout import TenderWish
    from ui.views.collect_sheet import Leaving
    from ui.views.order_act_sheet import ActedOn
    from ui.views.tender_sheet import TenderSheet

Back = Callable[[], object]


class Collecting(QObject):
    """`open(number, back)` checks the goods of an order and takes what is due; `back` shows the page again."""

    def __init__(
        self,
        *,
        window: Frame,
        basket: CounterBasket,
        background: Background,
        paying: Paying,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._basket, self._background, self._paying = window, basket, background, paying
        self._tender: TenderSheet | None = None
        self._parts: dict[str, tuple[Tender, ...]] = {}

    def open(self, number: str, back: Back) -> None:
        """Read the order as it is now, then check what leaves."""
        from ui.views.order_act_sheet import acted_on

        register = self._basket.register
        if register is not None and number:
            self._background.run(partial(acted_on, register, number), then=partial(self._check, number, back))

    def _check(self, number: str, back: Back, about: ActedOn | None) -> None:
        register, shop = self._basket.register, self._basket.shop
        if register is None or shop is None or about is None:
            return
        from ui.views.collect_sheet import CollectSheet
        from ui.views.order_act_sheet import At

        sheet = CollectSheet(about, At(register, self._background, shop, self._basket.person))
        sheet.leaving.connect(partial(self._pay, number, back))
        sheet.cancelled.connect(lambda: back())
        sheet.stale.connect(partial(self.open, number, back))
        self._window.open_sheet(sheet, whole=True, scans=sheet.take_scan)

    def _pay(self, number: str, back: Back, leaving: Leaving) -> None:
        """Ask for tenders; nothing is asked for where nothing is due."""
        parts = self._parts.get(number, ())
        if not leaving.hand_over.due and not parts:
            self._collect(leaving, back, ())
            return
        from ui.views.collect_sheet import made_of, quote_of
        from ui.views.tender_sheet import TenderSheet

        shop = self._basket.shop
        assert shop is not None
        sheet = self._tender = TenderSheet(
            quote=quote_of(leaving.hand_over), shop=shop, customer_label=leaving.customer_name, parts=parts,
            made_of=made_of(leaving.hand_over),
        )  # fmt: skip
        sheet.paid.connect(partial(self._collect, leaving, back))
        sheet.parts_changed.connect(partial(self._keep_parts, number))
        sheet.cancelled.connect(partial(self._left, number, back))
        self._window.open_sheet(sheet, scans="refuse")

    def _keep_parts(self, number: str, parts: tuple[Tender, ...]) -> None:
        self._parts[number] = parts

    def _left(self, number: str, back: Back) -> None:
        """Back to the check of the goods; money that was taken is not forgotten."""
        shop = self._basket.shop
        self.open(number, back)
        if (parts := self._parts.get(number)) and shop is not None:
            from ui.views.tender_words import taken_words

            words = self.tr("{parts} was taken and is kept. F12 goes on with the rest, or gives it back.")
            self._window.say(words.format(parts=taken_words(parts, shop)), "warn")

    def _collect(self, leaving: Leaving, back: Back, tenders: tuple[TenderWish, ...]) -> None:
        register, person = self._basket.register, self._basket.person
        if register is None:
            return
        if self._tender is not None:
            self._tender.set_busy(True)
        hand_over = leaving.hand_over
        collect = partial(
            register.collect, hand_over.number, tenders, person=person, lines=leaving.lines, scans=leaving.scans,
            version=hand_over.version,
        )  # fmt: skip
        self._background.run(collect, then=self._collected, failed=partial(self._refused, hand_over.number, back))

    def _refused(self, number: str, back: Back, refusal: PosError) -> None:
        """The order is as it was; what a card was charged stays taken."""
        if self._tender is not None and self._window.shows(self._tender):
            self._tender.set_busy(False)
            self._tender.keep_card()
            self._tender.show_refusal(refusal.sentence)
            return
        self.open(number, back)
        self._window.say(refusal.sentence, "error")

    def _collected(self, collected: Collected) -> None:
        from ui.views.collect_sheet import made_of_collected, sold_of
        from ui.views.done_panel import DonePanel

        shop = self._basket.shop
        assert shop is not None
        self._tender = None
        self._parts.pop(collected.order, None)
        self._basket.refresh_all()
        sold = sold_of(collected)
        done = DonePanel(sold=sold, shop=shop, made_of=made_of_collected(collected), title=self.tr("Handed over"))
        self._paying.show_done(done, sold)
