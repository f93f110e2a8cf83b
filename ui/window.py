"""The window's frame: the bar on top, the counter, the sheets that come and go, messages, and every key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from pos.domain.errors import PosError, UnknownCode
from pos.domain.people import OWNER, Person
from pos.domain.shop import Shop
from ui.acts import CounterActs
from ui.frame import Scans
from ui.keys import act_of
from ui.models.counter_basket import CounterBasket
from ui.paying import Paying
from ui.sheets import Sheets
from ui.theme import Look
from ui.views.counter import CounterView
from ui.views.top_bar import TopBar
from ui.widgets import ToastLane
from ui.work.background import Background
from ui.work.notices import Notices
from ui.work.scanner import Scanner

if TYPE_CHECKING:
    from pos.register import Register

TODAY = 20


class CounterWindow(QWidget):
    """Shows its empty counter at once; `begin` gives it a register. `painted` tells of the first picture on screen."""

    painted = Signal()
    lock_wanted = Signal()
    settings_wanted = Signal()

    def __init__(
        self,
        *,
        register: Register | None = None,
        background: Background,
        scanner: Scanner | None = None,
        notices: Notices | None = None,
        look: Look | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look or Look()
        self._background = background
        self._was_painted = False
        self.basket = CounterBasket(background=background, parent=self)
        self.bar = TopBar()
        self.counter = CounterView(basket=self.basket, background=background)
        self._sheets = Sheets(self, self.counter, scanner)
        self.paying = Paying(window=self, basket=self.basket, background=background, parent=self)
        self.acts = CounterActs(window=self, basket=self.basket, background=background, paying=self.paying, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._sheets.pages, 1)
        self.toasts = ToastLane(self, room=self._sheets.room_for_messages, above=self._sheets.foot_height)
        self.setWindowTitle("Raincheck")
        self._wire(scanner, notices)
        if register is not None:
            self.begin(register, register.shop())

    def _wire(self, scanner: Scanner | None, notices: Notices | None) -> None:
        if scanner is not None:
            scanner.scanned.connect(self.on_scanned)
            scanner.refused.connect(lambda: self.say(self.tr("Finish this first, then scan."), "warn"))
        if notices is not None:
            notices.said.connect(lambda text, kind, details: self.say(text, kind, details=details))
        self.counter.wanted.connect(self.acts.do)
        self.counter.open_order.connect(self.open_order)
        self.counter.search.key.connect(self._do_key)
        self.counter.search.code.connect(self.basket.take_code)
        self.counter.search.order.connect(self.open_order)
        self.basket.not_found.connect(self._on_not_found)
        self.bar.menu_wanted.connect(self.show_menu)
        self.bar.person_pressed.connect(self.lock)

    def begin(self, register: Register, shop: Shop, person: Person = OWNER) -> None:
        """The records are open: from now on it sells."""
        self.basket.open(register, shop, person)
        self.bar.show_shop(shop)
        self.bar.show_person(person)
        self.setWindowTitle(f"{shop.store_name} – Raincheck")
        self.counter.search.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def come_to_front(self) -> None:
        """Somebody started the program once more: here it is."""
        top = self.window()
        top.setWindowState(top.windowState() & ~Qt.WindowState.WindowMinimized)
        top.show()
        top.raise_()
        top.activateWindow()

    def show_day(self) -> None:
        """Ask for what the empty counter tells of the day."""
        register = self.basket.register
        if register is not None:
            self._background.run(lambda: register.sales(limit=TODAY), then=self.counter.show_day)

    # --- messages ----------------------------------------------------------------------------------------------------
    def say(
        self, text: str, kind: str = "plain", *, act: Callable[[], object] | None = None, details: str = ""
    ) -> None:
        """Show a message in the lane at the bottom."""
        self.toasts.say(text, kind=kind, act=act, details=details)  # type: ignore[arg-type]

    def say_quietly(self, text: str) -> bool:
        """The same for what nobody asked for: not over another message, nor while nobody is signed in to read it."""
        if self._sheets.locked or self.toasts.isVisible():
            return False
        self.say(text)
        return True

    # --- scans -------------------------------------------------------------------------------------------------------
    def on_scanned(self, code: str) -> None:
        """A scan, wherever the focus is. What stands open either refuses it or makes way for it."""
        if self.sheet is not None and callable(self._sheets.scans):
            self._sheets.scans(code)
            return
        if self.sheet is not None and self._sheets.scans == "refuse":
            QApplication.beep()
            self.say(self.tr("Finish this first, then scan."), "warn")
            return
        if self.sheet is not None:
            self.close_sheet()
        self.counter.search.scanned(code)

    def _on_not_found(self, code: str, error: PosError) -> None:
        QApplication.beep()
        self.say(error.sentence, "warn" if isinstance(error, UnknownCode) else "error")

    # --- sheets ------------------------------------------------------------------------------------------------------
    @property
    def sheet(self) -> QWidget | None:
        """What is open over the counter, if anything is."""
        return self._sheets.sheet

    def open_sheet(self, sheet: QWidget, *, whole: bool = False, scans: Scans = "close") -> None:
        """Show a sheet beside the basket, or over everything (`whole`, or too little width); the one before it goes."""
        self._sheets.open(sheet, self.basket.person.id, whole=whole, scans=scans)

    def close_sheet(self) -> None:
        """Back to the counter."""
        self._sheets.close()
        if self.sheet is None and not self.basket.lines:
            self.show_day()

    def step_back(self) -> None:
        """Esc, wherever the cursor is: the open sheet goes one step back in its own way; what knows none is closed."""
        if not self._sheets.step_back():
            self.close_sheet()

    def open_locked(self, view: QWidget) -> None:
        """Cover everything until somebody signed in; the basket is kept, and an open sheet for whoever worked on it."""
        self._sheets.lock(view, self.basket.person.id)
        self.bar.menu.setEnabled(False)

    def unlock(self, person: Person) -> None:
        """Somebody signed in."""
        self.bar.menu.setEnabled(True)
        self.basket.person = person
        self.bar.show_person(person)
        if not self._sheets.unlock(person.id) and not self.basket.lines:
            self.show_day()
        self.basket.changed.emit()

    def shows(self, sheet: QWidget) -> bool:
        """Whether this sheet is open now."""
        return self.sheet is sheet

    def open_order(self, number: str = "") -> None:
        """The orders and receipts, with one of them open if it is named."""
        register, shop = self.basket.register, self.basket.shop
        if register is None or shop is None:
            return
        from ui.views.orders_view import OrdersView

        sheet = OrdersView(
            register=register, background=self._background, shop=shop, person=self.basket.person,
            kept=self.acts.money_kept,
        )  # fmt: skip
        sheet.closed.connect(self.close_sheet)
        sheet.act_wanted.connect(
            lambda act, order: self.acts.pages.act_on_order(act, order, partial(self.open_order, order))
        )
        sheet.reprinted.connect(lambda _: self.paying.paper.wake() if self.paying.paper else None)
        self.open_sheet(sheet, whole=True)
        if number:
            sheet.show_order(number)

    def open_settings(self) -> None:
        """The settings, for those who may change them."""
        if self.basket.register is None:
            return
        if not self.basket.person.may("settings"):
            self.say(self.tr("Settings need a manager. Nothing was changed. Let a manager sign in."), "warn")
            return
        self.settings_wanted.emit()

    def lock(self) -> None:
        """Ask who works now; the basket stays."""
        self.lock_wanted.emit()

    def turn_full_screen(self) -> None:
        """Use the whole screen, or go back to a window."""
        top = self.window()
        top.showNormal() if top.isFullScreen() else top.showFullScreen()

    def show_menu(self) -> None:
        """The menu below its button, also by F10."""
        from ui.views.menu import open_menu

        open_menu(self.bar.menu, self.acts.do)

    # --- keys --------------------------------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nothing below wanted."""
        if not self._do_key(event):
            super().keyPressEvent(event)

    def _do_key(self, event: QKeyEvent) -> bool:
        act = act_of(event)
        if act is None or self.basket.register is None or self._sheets.locked:
            return False
        on_counter = self.sheet is None
        if not on_counter and act.name == "pay":  # the cursor is elsewhere: the sheet's own main act
            return self._press_main()
        if not (on_counter or act.anywhere or (self._sheets.scans == "close" and not act.typing and act.name != "pay")):
            return False
        if self._sheets.scans != "close" and not on_counter and act.name in ("help", "palette"):
            return False  # a half-done order or payment is left by Esc only
        self.acts.do(act.name)
        return True

    def _press_main(self) -> bool:
        from ui.views.acting_sheet import ActingSheet

        if not isinstance(self.sheet, ActingSheet):
            return False
        self.sheet.press_main()
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)
