"""The acts on one order: each opens its sheet over the page it was asked for on, and leads back there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.frame import Frame
from ui.models.counter_basket import CounterBasket
from ui.views.order_act_sheet import ActedOn, At, OrderActSheet, acted_on
from ui.work.background import Background

if TYPE_CHECKING:
    from ui.frame import Scans

ACTS = ("change", "deposit", "tell", "absent", "cancel", "reinstate")


class OrderActs(QObject):
    """`open(act, number, back)` shows the sheet of an act; `back` shows the page again, whatever came of it."""

    def __init__(
        self,
        *,
        window: Frame,
        basket: CounterBasket,
        background: Background,
        wake_paper: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:
        """`wake_paper` is called when a receipt may wait for the printer."""
        super().__init__(parent)
        self._window, self._basket, self._background, self._wake_paper = window, basket, background, wake_paper

    def open(self, act: str, number: str, back: Callable[[], object]) -> None:
        """Read the order as it is now, then open the sheet. Raises KeyError for an act that nobody knows."""
        register = self._basket.register
        if act not in ACTS:
            raise KeyError(act)
        if register is not None and number:
            read = partial(acted_on, register, number)
            self._background.run(read, then=partial(self._show, act, number, back))

    def _show(self, act: str, number: str, back: Callable[[], object], about: ActedOn | None) -> None:
        register, shop = self._basket.register, self._basket.shop
        if register is None or shop is None or about is None:
            return
        at = At(register, self._background, shop, self._basket.person)
        sheet, scans = _sheet(act, about, at)
        sheet.done.connect(partial(self._done, back))
        sheet.cancelled.connect(partial(self._back, back))
        sheet.stale.connect(partial(self.open, act, number, back))
        self._window.open_sheet(sheet, whole=True, scans=scans)

    def _done(self, back: Callable[[], object], sentence: str) -> None:
        self._wake_paper()
        back()
        self._window.say(sentence)

    def _back(self, back: Callable[[], object]) -> None:
        back()


def _sheet(act: str, about: ActedOn, at: At) -> tuple[OrderActSheet, Scans]:
    """The sheet of an act, and what a scan does there."""
    if act == "change":
        from ui.views.order_change_sheet import OrderChangeSheet

        change = OrderChangeSheet(about, at)
        return change, change.take_scan
    if act == "deposit":
        from ui.views.deposit_sheet import DepositSheet

        return DepositSheet(about, at), "refuse"
    if act == "tell":
        from ui.views.tell_sheet import TellSheet

        return TellSheet(about, at), "refuse"
    if act == "absent":
        from ui.views.absent_sheet import AbsentSheet

        return AbsentSheet(about, at), "refuse"
    if act == "cancel":
        from ui.views.cancel_sheet import CancelSheet

        return CancelSheet(about, at), "refuse"
    from ui.views.reinstate_sheet import ReinstateSheet

    return ReinstateSheet(about, at), "refuse"
