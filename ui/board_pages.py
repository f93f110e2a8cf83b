"""The board with its acts on many lines, opened through `ui.pages`; it comes back as it was left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from ui.page_parts import Around

if TYPE_CHECKING:
    from ui.views.board_acts_sheet import Acted, BoardActSheet

ActOnOrder = Callable[[str, str, Callable[[], object]], object]
"""Shows the sheet of an act on an order, and then what the third of them shows."""


class BoardPages(QObject):
    """Remembers the filter and whether the board stood in columns."""

    def __init__(self, around: Around, *, act_on_order: ActOnOrder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around, self._window, self._basket, self._act = around, around.window, around.basket, act_on_order
        self._filter, self._columns = "all", False

    def board(self, order: str = "", ticked: Acted | None = None, search: str = "") -> None:
        """The board, for those who answer for it; an order is chosen if it is named, what was ticked is ticked again
        and what was searched is searched again."""
        if not self._basket.person.may("move_queue"):
            self._window.say(self.tr("The waiting list is for managers. F5 finds single orders."), "warn")
            return
        from ui.views.board_view import BoardView

        sheet = BoardView(**self._around.common(), person=self._basket.person, key=self._filter, order=order)
        sheet.list.as_columns.setChecked(self._columns)
        sheet.list.search.setText(search)
        if ticked is not None and len(ticked.lines) > 1:
            sheet.model.tick(ticked.lines)
        sheet.closed.connect(self._window.close_sheet)
        sheet.filtered.connect(self._keep_filter)
        sheet.list.as_columns.toggled.connect(self._keep_columns)
        sheet.order_act_wanted.connect(self._act_on_order)
        sheet.order_opened.connect(self._window.open_order)
        sheet.acts_wanted.connect(lambda what, acted: self._act_on_many(what, acted, sheet.list.search.text()))
        self._window.open_sheet(sheet, whole=True)

    def _keep_filter(self, key: str) -> None:
        self._filter = key

    def _keep_columns(self, columns: bool) -> None:
        self._columns = columns

    def _act_on_order(self, act: str, number: str) -> None:
        self._act(act, number, partial(self.board, number))

    def _act_on_many(self, what: str, acted: Acted, search: str) -> None:
        sheet = _sheet(what, acted, **self._around.common(), person=self._basket.person)
        sheet.done.connect(self._done)
        sheet.cancelled.connect(partial(self.board, "", acted, search))
        self._window.open_sheet(sheet, whole=True, scans="refuse")

    def _done(self, sentence: str) -> None:
        self.board()
        self._window.say(sentence)


def _sheet(what: str, acted: Acted, **common: Any) -> BoardActSheet:
    """The sheet of an act: "tell", "place", "swap", "give" or "release". Raises KeyError for another."""
    if what in ("give", "release"):
        from ui.views.board_moves import MoveGoods

        return MoveGoods(acted, giving=what == "give", **common)
    from ui.views import board_bulk

    return {"tell": board_bulk.TellMany, "place": board_bulk.QueuePlace, "swap": board_bulk.SwapGoods}[what](
        acted, **common
    )
