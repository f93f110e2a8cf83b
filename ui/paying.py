"""Paying for the basket: the tender sheet, the sale off the GUI thread, the panel that stays until the next scan."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from pos.domain.errors import PosError
from ui.frame import Frame
from ui.models.counter_basket import CounterBasket
from ui.work.background import Background
from ui.work.print_queue import PrintQueue

if TYPE_CHECKING:
    from pos.domain.sale import Tender
    from pos.usecases.checkout import Checkout, Sold, TenderWish
    from ui.views.done_panel import DonePanel
    from ui.views.tender_sheet import TenderSheet


class Paying(QObject):
    """One at a time; the basket stays on the counter until the register has said that it is sold."""

    sold = Signal(object)
    kept_changed = Signal()
    """`kept` has another answer: money was taken or given back, or the basket got an id."""

    def __init__(
        self, *, window: Frame, basket: CounterBasket, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window, self._basket, self._background = window, basket, background
        self.paper: PrintQueue | None = None
        self.tender: TenderSheet | None = None
        self.done: DonePanel | None = None
        self.last: Sold | None = None
        self._request = ""
        self._asked_for: Checkout | None = None
        self._parts: tuple[Tender, ...] = ()
        self.for_orders: dict[str, tuple[Tender, ...]] = {}
        basket.changed.connect(self._on_basket)

    def begin(self) -> None:
        """Ask for tenders. A basket keeps its request's id and the parts taken for it until it is sold."""
        from ui.views.tender_sheet import TenderSheet

        shop = self._basket.shop
        try:
            quote = self._basket.quote()
        except PosError as refusal:
            self._window.say(refusal.sentence, "error")
            return
        if quote is None or shop is None:
            return
        self._renew_request()
        self.tender = TenderSheet(quote=quote, shop=shop, customer_label=self._basket.customer_label, parts=self._parts)
        self.tender.paid.connect(self._on_paid)
        self.tender.parts_changed.connect(self._keep_parts)
        self.tender.cancelled.connect(self._on_left)
        self._window.open_sheet(self.tender, scans="refuse")

    def _renew_request(self) -> None:
        """The same basket is asked for under the same id, so that no doubt can sell it twice."""
        wanted = self._basket.checkout((), "")
        if wanted != self._asked_for:
            self._request, self._asked_for = str(uuid4()), wanted
            self.kept_changed.emit()

    def _keep_parts(self, parts: tuple[Tender, ...]) -> None:
        self._parts = parts
        self.kept_changed.emit()

    def kept(self) -> tuple[str, tuple[Tender, ...]]:
        """What a crash must not lose: the id of the basket as it is, empty when it has none, and the parts taken."""
        has_id = self._asked_for is not None and self._asked_for == self._basket.checkout((), "")
        return self._request if has_id else "", self._parts

    def put_back(self, request: str, parts: tuple[Tender, ...]) -> None:
        """The same after a start, for the basket that was put back before."""
        self._parts = parts
        if request:
            self._request, self._asked_for = request, self._basket.checkout((), "")
        if self._basket.lines:
            self._tell_of_parts(self.tr("{parts} was taken and is kept. F12 goes on with the rest, or gives it back."))
        self._on_basket()

    def put_back_for_orders(self, taken: dict[str, tuple[Tender, ...]]) -> None:
        """The same after a start of what was taken at collecting orders."""
        self.for_orders.update(taken)
        shop = self._basket.shop
        if not taken or shop is None:
            return
        from ui.views.orders_model import short_number
        from ui.views.tender_words import taken_words

        said = self.tr("{parts} was taken at collecting order {number} and is kept. F5 leads to it.")
        self._window.say(
            " ".join(
                said.format(parts=taken_words(parts, shop), number=short_number(number, shop))
                for number, parts in taken.items()
            ),
            "warn",
        )

    def _on_left(self) -> None:
        """Back to the counter; money that was taken is not forgotten."""
        self._window.close_sheet()
        self._tell_of_parts(self.tr("{parts} was taken and is kept. F12 goes on with the rest, or gives it back."))

    def _on_basket(self) -> None:
        if not self._basket.lines:
            self._tell_of_parts(
                self.tr("{parts} was taken and is kept. Scan an item, then press F12 to use it or to give it back.")
            )

    def _tell_of_parts(self, sentence: str) -> None:
        shop = self._basket.shop
        if not self._parts or shop is None:
            return
        from ui.views.tender_words import taken_words

        self._window.say(sentence.format(parts=taken_words(self._parts, shop)), "warn")

    def _on_paid(self, tenders: tuple[TenderWish, ...]) -> None:
        register, person = self._basket.register, self._basket.person
        if register is None or self.tender is None:
            return
        checkout = self._basket.checkout(tenders, self._request)
        self.tender.set_busy(True)

        def sell() -> Sold:
            sold = register.sell(checkout, person=person)
            register.set_device(draft=None)
            return sold

        self._background.run(sell, then=self._on_sold, failed=self._on_refused)

    def _on_refused(self, refusal: PosError) -> None:
        """The basket is as it was; stock may have changed under it, so look again."""
        self._basket.refresh_all()
        if self.tender is not None:
            self.tender.set_busy(False)
            self.tender.keep_card()
            self.tender.show_refusal(refusal.sentence)

    def _on_sold(self, sold: Sold) -> None:
        from ui.views.done_panel import DonePanel

        shop = self._basket.shop
        assert shop is not None
        self.tender = None
        self._parts, self._asked_for = (), None
        self._basket.clear()
        self.show_done(DonePanel(sold=sold, shop=shop), sold)
        self.sold.emit(sold)

    def show_done(self, done: DonePanel, sold: Sold) -> None:
        """The panel of what was just paid, a sale or a hand-over, with its receipt on the way to the printer."""
        self.last, self.done = sold, done
        if self.paper is not None:
            self.paper.wake()
        self.done.reprint.connect(lambda: self.print_again(sold.number))
        self.done.show_receipt.connect(lambda: self._window.open_order(sold.number))
        self.done.closed.connect(self._window.close_sheet)
        self._window.open_sheet(self.done, scans="close")

    def print_again(self, number: str) -> None:
        """Queue a duplicate of a receipt."""
        register, person = self._basket.register, self._basket.person
        if register is not None:
            self._background.run(lambda: register.reprint(number, person=person), then=lambda _: self._queued(number))

    def _queued(self, number: str) -> None:
        if self.paper is not None:
            self.paper.wake()
        if self.paper is None or self.paper.on_screen:
            self._window.say(self.tr("No printer is set up, so the receipt is shown here. Add one in the settings."))
            self._window.open_order(number)
            return
        self._window.say(self.tr("Receipt {number} goes to the printer once more.").format(number=number))

    def on_paper(self, number: str, state: str, sentence: str) -> None:
        """What became of a receipt's paper: on the panel of its sale, else as a message when it went wrong."""
        bad = state in ("failed", "uncertain") or (state == "queued" and bool(sentence))
        showing = self.done is not None and self._window.shows(self.done) and self.last is not None
        if showing and self.done is not None and self.last is not None and number == self.last.number:
            self.done.set_print_state(state, sentence)
        elif bad and state != "queued":
            self._window.say(sentence, "error")
        self._window.bar.show_printer(self.tr("Not printing") if bad else "")
