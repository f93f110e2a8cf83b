"""The waiting list's board, for those who answer for it: what is late first, filters that count, acts on many."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos.domain.errors import PosError
from pos.domain.people import Person
from pos.domain.shop import Shop
from ui.theme import text_px
from ui.views.acting_sheet import ActingSheet
from ui.views.board_age import AgeMark
from ui.views.board_buttons import BoardButtons
from ui.views.board_counters import BoardCounters
from ui.views.board_detail import BoardDetail
from ui.views.board_list import BoardList
from ui.views.board_stages import ends_of, reached
from ui.views.board_words import age_names
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register
    from pos.usecases.board import BoardRead

_BESIDE = 84
"""In heights of text: from this width on the order stands beside the board."""


class BoardView(ActingSheet):
    """`shown` says that a reading stands, `filtered` carries the key of the filter, `acts_wanted` an act on many lines
    and these (`Acted`), `order_act_wanted` an act on one order and its number, `order_opened` an order to be
    shown among all orders, where it is collected and printed."""

    closed = Signal()
    shown = Signal()
    filtered = Signal(str)
    acts_wanted = Signal(str, object)
    order_act_wanted = Signal(str, str)
    order_opened = Signal(str)

    def __init__(
        self,
        *,
        register: Register,
        background: Background,
        shop: Shop,
        person: Person,
        key: str = "all",
        order: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`key` is the filter to begin with, `order` the order to choose."""
        super().__init__(self.tr("Waiting list"), parent=parent)
        self._register, self._background, self._shop, self._person = register, background, shop, person
        self._to_choose = order
        self._band = key if ":" in key else ""
        self.counters = BoardCounters(key)
        self.list = BoardList(shop)
        self.model, self.table = self.list.model, self.list.table
        self.detail = BoardDetail(register=register, background=background, shop=shop, person=person)
        self.age = AgeMark(register.clock.now, shop.timezone)
        self.buttons = BoardButtons()
        self.main = self.buttons.main
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.list, 13)
        row.addWidget(self.detail, 7)
        self.head.addWidget(self.age)
        self.body.addWidget(self.age.banner)
        self.body.addWidget(self.counters)
        self.body.addLayout(row, 1)
        self.detail.hide()
        self.set_main(self.main, *self.buttons.lesser)
        self._wire()
        self.ask()

    def _wire(self) -> None:
        self.counters.chosen.connect(self._on_filter)
        self.list.moved.connect(self._count)
        self.list.moved.connect(self._arrange)
        self.list.moved.connect(self._ask_detail)
        self.list.as_columns.toggled.connect(self._ask_ends)
        self.list.columns.move_wanted.connect(self._on_move)
        self.list.columns.nowhere.connect(
            lambda: self.set_foot_text(self.tr("This card goes on by itself: it can be moved nowhere by hand."))
        )
        self.buttons.move_to.clicked.connect(self.list.columns.ask_where)
        self.list.aged.connect(self._on_age)
        self.list.ticked.connect(self._count)
        self.list.opened.connect(self.open_order)
        self.buttons.look.clicked.connect(self.open_order)
        self.buttons.elsewhere.clicked.connect(self.open_elsewhere)
        self.detail.act_wanted.connect(lambda act: self.order_act_wanted.emit(act, self.list.order()))
        self.detail.refused.connect(self.set_foot_text)
        self.age.again.connect(self.ask)
        self.buttons.place.clicked.connect(partial(self._want, "place"))
        self.buttons.swap.clicked.connect(partial(self._want, "swap"))
        self.main.clicked.connect(self.press_main)
        self.back.connect(self._on_back)

    # --- reading -----------------------------------------------------------------------------------------------------
    def ask(self) -> None:
        """Read the board as it is now."""
        read = partial(self._register.board.read, self.key())
        self._background.run(read, then=self.show_board, failed=self._on_refused)

    def show_board(self, read: BoardRead) -> None:
        """Show a reading, unless another filter was chosen meanwhile."""
        if read.key != self.key():
            return
        self.counters.show_counts(read.counts)
        self.age.show_reading(read.at)
        self.list.show_ages(age_names(read.ages, read.pasts), self._band)
        wanted, self._to_choose = self._to_choose, ""
        self.list.show_lines(read.lines, read.today, key=read.key, chosen=wanted)
        if wanted and self.list.order() == wanted and not self._is_wide():
            self.open_order()
        self._ask_ends()
        self.shown.emit()

    def _ask_ends(self) -> None:
        """What only the columns show."""
        self._arrange()
        if self.list.as_columns.isChecked():
            self._background.run(partial(ends_of, self._register), then=self.list.show_ends, failed=self._on_refused)

    def key(self) -> str:
        """The filter that counts now: a band of days, or the counter that is chosen."""
        return self._band or self.counters.key()

    def _on_filter(self, key: str) -> None:
        self._band = ""
        self.filtered.emit(key)
        self.ask()

    def _on_age(self, band: str) -> None:
        self._band = band
        self.counters.set_key("all")
        self.filtered.emit(self.key())
        self.ask()

    # --- the chosen order --------------------------------------------------------------------------------------------
    def open_order(self) -> None:
        """Go to the order beside the board; where there is no room for both, it takes the board's place."""
        if not self.list.order():
            return
        if not self._is_wide():
            self._alone(True)
        self.detail.show()
        self._ask_detail()
        self.detail.focus_first()

    def open_elsewhere(self) -> None:
        """The chosen order among all."""
        self.order_opened.emit(self.list.order())

    def _alone(self, alone: bool) -> None:
        """The order alone, or the board."""
        self.list.setVisible(not alone)
        self.counters.setVisible(not alone)
        self.buttons.show_for(alone=alone, wide=self._is_wide(), columns=self.list.as_columns.isChecked())

    def _ask_detail(self) -> None:
        if self.detail.isVisibleTo(self):
            self.detail.ask(self.list.order())

    def _is_wide(self) -> bool:
        return self.width() >= text_px("base") * _BESIDE

    def _arrange(self) -> None:
        """The order beside the board where there is room, or in its place once it was opened."""
        if self._is_wide():
            self._alone(False)
            self.detail.setVisible(bool(self.list.order()))
        elif not self.list.isHidden():
            self.detail.hide()
            self._alone(False)

    # --- acts --------------------------------------------------------------------------------------------------------
    def act(self) -> None:
        """Tell the customers of these lines."""
        self._want("tell")

    def _want(self, what: str) -> None:
        acted = self.list.acted()
        if acted.lines:
            self.acts_wanted.emit(what, acted)

    def _on_move(self, to: str) -> None:
        """A card goes to another column: by a sheet, or where it is handed over."""
        if to == "collect":
            self.open_elsewhere()
        elif to == "reached":
            ask = partial(reached, self._register, self.list.order(), self._person)
            self._background.run(ask, then=self._on_reached, failed=self._on_refused)
        else:
            self._want(to)

    def _on_reached(self, calls: int) -> None:
        self.ask()
        if not calls:
            self.set_foot_text(self.tr("No call stands open for it: a message goes out by itself."))

    def _count(self) -> None:
        ticked, some = len(self.model.ticked), bool(self.list.acted().lines)
        self.buttons.enable(some=some, two=ticked == 2, moves=self.list.columns.can_move())
        hint = "" if self.list.as_columns.isChecked() or not self._is_wide() else self.tr("Space ticks, Ctrl+A all.")
        self.set_foot_text(self.tr("{n} ticked").format(n=ticked) if ticked else hint)

    def _on_refused(self, refusal: PosError) -> None:
        self.set_foot_text(refusal.sentence)

    def _on_back(self) -> None:
        if self.list.isHidden():
            self._alone(False)
            self._arrange()
            self.list.focus()
        else:
            self.closed.emit()

    # --- Qt's side ---------------------------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.list.search.setFocus()
            return
        if event.key() == Qt.Key.Key_F5 and not event.modifiers():
            self.open_elsewhere()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Claimed here, so that the window's own F5 (all orders) does not get it.
        asked = event if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) else None
        if asked is not None and asked.key() == Qt.Key.Key_F5 and not asked.modifiers():
            event.accept()
            return True
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.focus()

    def home(self) -> QWidget:
        """Where the cursor goes when what had it is gone."""
        return self.list.chosen_view() if not self.list.isHidden() else self.detail.home()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        was = self.detail.isVisibleTo(self)
        self._arrange()
        if not was:
            self._ask_detail()
