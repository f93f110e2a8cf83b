"""The pages on what became late, on what people have to do, and on who only asked; opened through `ui.pages`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.page_parts import Around

if TYPE_CHECKING:
    from pos.usecases.radar import Broken
    from ui.views.radar_line import Chosen


class WaitingPages(QObject):
    """Each method shows one page over the counter."""

    def __init__(self, around: Around, *, purchases: Callable[[str], object], parent: QObject | None = None) -> None:
        """`purchases` shows a purchase order."""
        super().__init__(parent)
        self._around, self._window, self._basket, self._purchases = around, around.window, around.basket, purchases

    # --- the slip radar ----------------------------------------------------------------------------------------------
    def radar(self, key: str = "") -> None:
        """What broke promises, with the row of `key` chosen; for those who answer for them."""
        if not self._around.person.may("mend_promises"):
            self._window.say(self.tr("The slip radar is for managers. Let one sign in."), "warn")
            return
        from ui.views.radar_view import RadarView

        view = RadarView(**self._around.common(), person=self._around.person, key=key)
        view.closed.connect(self._window.close_sheet)
        view.purchase_opened.connect(self._purchases)
        view.order_opened.connect(self._window.open_order)
        view.act_wanted.connect(lambda chosen: self._carry_out(chosen, view.key()))
        view.answer_wanted.connect(lambda broken: self._answer(broken, view.key()))
        view.costs_wanted.connect(lambda: self._costs(view.key()))
        view.credit_given.connect(self._around.wake_paper)
        self._window.open_sheet(view, whole=True)

    def _costs(self, key: str) -> None:
        from ui.views.radar_costs import CostsSheet

        sheet = CostsSheet(**self._around.common())
        sheet.order_opened.connect(self._window.open_order)
        sheet.back.connect(partial(self.radar, key))
        self._window.open_sheet(sheet, whole=True)

    def _carry_out(self, chosen: Chosen, key: str) -> None:
        from ui.views.radar_sheet import RadarSheet

        sheet = RadarSheet(chosen, **self._around.common(), person=self._around.person)
        sheet.done.connect(self._then(self.radar))
        sheet.cancelled.connect(partial(self.radar, key))
        self._window.open_sheet(sheet, whole=True, scans="refuse")

    def _answer(self, broken: Broken, key: str) -> None:
        from ui.views.delay_answer_sheet import DelayAnswerSheet

        sheet = DelayAnswerSheet(broken, **self._around.common(), person=self._around.person)
        sheet.kept.connect(self._around.wake_paper)
        sheet.done.connect(self._then(partial(self.radar, key)))
        sheet.stale.connect(partial(self._stale, key))
        sheet.cancelled.connect(partial(self.radar, key))
        self._window.open_sheet(sheet, whole=True, scans=sheet.take_scan)

    def _stale(self, key: str) -> None:
        self.radar(key)
        self._window.say(
            self.tr("Somebody else changed the order meanwhile. Nothing was kept. This is how it is now."), "warn"
        )

    # --- calls and tasks ---------------------------------------------------------------------------------------------
    def tasks(self, task: str = "") -> None:
        """What people have to do, with `task` chosen."""
        from ui.views.tasks_view import TasksView

        view = TasksView(**self._around.common(), person=self._around.person, task=task)
        view.closed.connect(self._window.close_sheet)
        view.order_opened.connect(self._window.open_order)
        view.radar_wanted.connect(self.radar)
        view.queued.connect(self._wake_post)
        self._window.open_sheet(view, whole=True)

    def _wake_post(self) -> None:
        self._window.say(self.tr("It goes out with the next post, within a minute."))

    # --- who only asked ----------------------------------------------------------------------------------------------
    def tell_me(self) -> None:
        """Put somebody on the list of the chosen line's product."""
        basket = self._basket
        known = basket.availability(basket.selected) if basket.line is not None else None
        if known is None or basket.line is None:
            self._window.say(self.tr("Choose a line first: scan it, or go to it with the arrow keys."))
            return
        from ui.views.tell_me_sheet import TellMeSheet

        sheet = TellMeSheet(
            **self._around.common(), person=self._around.person, product=known.product, customer=basket.customer,
            quantity=basket.missing(basket.selected) or basket.line.quantity,
        )  # fmt: skip
        sheet.done.connect(partial(self._gone, basket.selected))
        sheet.cancelled.connect(self._window.close_sheet)
        self._window.open_sheet(sheet, scans="refuse")

    def wanted(self) -> None:
        """Keep that the chosen line's product, or something without a code, was wanted and not bought."""
        basket = self._basket
        known = basket.availability(basket.selected) if basket.line is not None else None
        from ui.views.wanted_sheet import WantedSheet

        units = (basket.missing(basket.selected) or basket.line.quantity) if basket.line is not None else 1
        sheet = WantedSheet(
            **self._around.common(), person=self._around.person, product=known.product if known else None,
            quantity=units,
        )  # fmt: skip
        sheet.done.connect(partial(self._gone, basket.selected if known else -1))
        sheet.cancelled.connect(self._window.close_sheet)
        self._window.open_sheet(sheet, scans=sheet.take_scan)

    def _gone(self, index: int, sentence: str) -> None:
        """What is not taken leaves the basket, with a way back; what follows later as an order stays."""
        self._window.close_sheet()
        basket = self._basket
        undo = None
        if 0 <= index < len(basket.lines) and (missing := basket.missing(index)):
            basket.select(index)
            line = basket.lines[index]
            if line.quantity > missing:
                basket.set_quantity(line.quantity - missing)
            else:
                basket.remove()
            undo = basket.undo
        self._window.say(sentence, act=undo)

    def tell_me_list(self) -> None:
        """Who waits for which product to come back, and what was wanted in vain."""
        from ui.views.tell_me_view import TellMeView

        view = TellMeView(**self._around.common(), person=self._around.person)
        view.closed.connect(self._window.close_sheet)
        self._window.open_sheet(view, whole=True)

    def _then(self, back: Callable[[], object]) -> Callable[[str], None]:
        """Show a page again and say what was done; a receipt may wait for the printer."""

        def done(sentence: str) -> None:
            self._around.wake_paper()
            back()
            self._window.say(sentence)

        return done
