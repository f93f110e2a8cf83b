"""The acts on one order: each opens its sheet over the page it was asked for on, and leads back there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.page_parts import Around
from ui.views.order_act_sheet import ActedOn, At, OrderActSheet, acted_on

if TYPE_CHECKING:
    from pos.usecases.order_story import OrderStory
    from ui.frame import Scans
    from ui.views.typed_before import Key

ACTS = ("change", "deposit", "answer", "tell", "absent", "came_back", "cancel", "reinstate")


class OrderActs(QObject):
    """`open(act, number, back)` shows the sheet of an act; `back` shows the page again, whatever came of it."""

    def __init__(self, around: Around, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around, self._window, self._basket = around, around.window, around.basket
        self._background = around.background

    def open(
        self, act: str, number: str, back: Callable[[], object], typed: Mapping[Key, object] | None = None
    ) -> None:
        """Read the order as it is now, then open the sheet, with what was `typed` for it before. Raises KeyError for an
        act that nobody knows."""
        register = self._basket.register
        if act not in ACTS:
            raise KeyError(act)
        if register is None or not number:
            return
        if act == "answer":
            read_story = partial(register.board.story, number)
            self._background.run(read_story, then=partial(self._ask_what_they_say, back, typed or {}))
            return
        read = partial(acted_on, register, number)
        self._background.run(read, then=partial(self._show, act, number, back, typed or {}))

    def _ask_what_they_say(self, back: Callable[[], object], typed: Mapping[Key, object], story: OrderStory) -> None:
        """About the first promise that does not hold; those after it are asked about one by one."""
        register, shop = self._basket.register, self._basket.shop
        if register is None or shop is None or not story.broken:
            back()
            return
        from ui.views.delay_answer_sheet import DelayAnswerSheet
        from ui.views.typed_before import entries_of, show_entries

        sheet = DelayAnswerSheet(
            story.broken[0], register=register, background=self._background, shop=shop, person=self._basket.person
        )
        sheet.kept.connect(lambda: self._around.wake_paper())
        sheet.done.connect(partial(self._done, back))
        sheet.cancelled.connect(partial(self._back, back))
        number = story.order.number
        sheet.stale.connect(lambda: self.open("answer", number, back, entries_of(sheet)))
        show_entries(sheet, typed)
        self._window.open_sheet(sheet, whole=True, scans=sheet.take_scan)

    def _show(
        self, act: str, number: str, back: Callable[[], object], typed: Mapping[Key, object], about: ActedOn | None
    ) -> None:
        register, shop = self._basket.register, self._basket.shop
        if register is None or shop is None or about is None:
            return
        at = At(register, self._background, shop, self._basket.person)
        sheet, scans = _sheet(act, about, at)
        sheet.kept.connect(lambda: self._around.wake_paper())
        sheet.done.connect(partial(self._done, back))
        sheet.cancelled.connect(partial(self._back, back))
        sheet.stale.connect(lambda: self.open(act, number, back, sheet.typed()))
        sheet.type_again(typed)
        self._window.open_sheet(sheet, whole=True, scans=scans)

    def _done(self, back: Callable[[], object], sentence: str) -> None:
        self._around.wake_paper()
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
    if act == "came_back":
        from ui.views.came_back_sheet import CameBackSheet

        return CameBackSheet(about, at), "refuse"
    if act == "cancel":
        from ui.views.cancel_sheet import CancelSheet

        return CancelSheet(about, at), "refuse"
    from ui.views.reinstate_sheet import ReinstateSheet

    return ReinstateSheet(about, at), "refuse"
