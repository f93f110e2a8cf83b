"""Goods in and the hold shelf: the ways from counting to who gets what, to where it lies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.page_parts import Around

if TYPE_CHECKING:
    from pos.domain.counting import Counting
    from pos.domain.hold_places import HoldPlace
    from pos.usecases.putting_away import PutAway
    from pos.usecases.receiving import Received
    from ui.views.goods_count import GoodsCount


class Goods(QObject):
    """`receive` opens goods in, `shelf` the hold shelf; `open_page` opens another page by the name of its act."""

    def __init__(self, around: Around, *, open_page: Callable[[str], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around, self._window, self._basket, self._open_page = around, around.window, around.basket, open_page
        self._kept: tuple[Counting, Sequence[str]] | None = None
        self._sheet: GoodsCount | None = None
        """The count that is open, or was when the window had to make way for something else."""

    # --- goods in ----------------------------------------------------------------------------------------------------
    def receive(self, order: str = "") -> None:
        """Count a delivery, against a purchase order if one is named; a count that was left goes on."""
        if not self._basket.person.may("receive"):
            self._window.say(self.tr("Booking goods in needs a manager. Let one sign in."), "warn")
            return
        from ui.views.goods_count import GoodsCount

        if self._sheet is not None:
            self._keep(self._sheet.counting, self._sheet.orders)
        counting, orders = self._kept or (None, ())
        sheet = GoodsCount(**self._around.common(), person=self._basket.person, counting=counting, orders=orders)
        self._sheet = sheet
        sheet.counted.connect(lambda counting: self._share(counting, sheet.orders))
        sheet.closed.connect(lambda: self._leave(sheet.counting, sheet.orders))
        self._window.open_sheet(sheet, whole=True, scans=sheet.take_scan)
        if order:
            sheet.choose_order(order)

    def _leave(self, counting: Counting | None, orders: Sequence[str]) -> None:
        """A count that was begun is kept: it goes on when goods in is opened again."""
        self._keep(counting, orders)
        self._window.close_sheet()
        if self._kept is not None:
            self._window.say(self.tr("The count is kept as long as this window is open. Goods in goes on with it."))

    def _keep(self, counting: Counting | None, orders: Sequence[str]) -> None:
        self._sheet = None
        begun = counting is not None and any(line.counted or line.damaged for line in counting.lines())
        self._kept = (counting, list(orders)) if begun and counting is not None else None

    def _share(self, counting: Counting, orders: Sequence[str]) -> None:
        from ui.views.goods_share import GoodsShare

        self._keep(counting, orders)
        sheet = GoodsShare(**self._around.common(), person=self._basket.person, counting=counting)
        sheet.cancelled.connect(self.receive)
        sheet.posted.connect(partial(self.show_done, counting))
        self._window.open_sheet(sheet, whole=True, scans="refuse")

    def show_done(self, counting: Counting, posted: tuple[Received, Sequence[PutAway]]) -> None:
        """What became of a delivery that was booked."""
        from ui.views.goods_done import GoodsDone

        self._kept = None
        self._around.wake_paper()
        self._basket.refresh_all()
        received, away = posted
        names = {line.sku: line.name for line in counting.lines()}
        sheet = GoodsDone(received, away, names, **self._around.common(), person=self._basket.person)
        sheet.next_wanted.connect(self.receive)
        sheet.closed.connect(self._window.close_sheet)
        sheet.shelf_wanted.connect(self.shelf)
        sheet.radar_wanted.connect(partial(self._open_page, "radar"))
        sheet.calls_wanted.connect(partial(self._open_page, "tasks"))
        self._window.open_sheet(sheet, whole=True)

    # --- the hold shelf ----------------------------------------------------------------------------------------------
    def shelf(self, place: str = "") -> None:
        """The places and what lies there, with one of them chosen if it is named."""
        from ui.views.shelf_view import ShelfView

        sheet = ShelfView(**self._around.common(), person=self._basket.person)
        sheet.closed.connect(self._window.close_sheet)
        sheet.put_wanted.connect(self._put)
        sheet.place_wanted.connect(self._place)
        sheet.printed.connect(self._around.wake_paper)
        sheet.order_opened.connect(self._window.open_order)
        self._window.open_sheet(sheet, whole=True)
        if place:
            sheet.choose(place)

    def _put(self, place: str) -> None:
        from ui.views.shelf_put import ShelfPut

        sheet = ShelfPut(**self._around.common(), person=self._basket.person, place=place)
        sheet.done.connect(self._changed)
        sheet.cancelled.connect(partial(self.shelf, place))
        self._window.open_sheet(sheet, whole=True, scans=sheet.take_scan)

    def _place(self, place: HoldPlace | None) -> None:
        from ui.views.shelf_place import ShelfPlace

        sheet = ShelfPlace(**self._around.common(), person=self._basket.person, place=place)
        sheet.done.connect(self._changed)
        sheet.cancelled.connect(partial(self.shelf, place.place if place is not None else ""))
        self._window.open_sheet(sheet, whole=True, scans="refuse")

    def _changed(self, place: str, sentence: str) -> None:
        self._around.wake_paper()
        self.shelf(place)
        self._window.say(sentence)
