"""What each act of the table of keys does on the counter; the sheets are imported when they are first opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from pos.domain.money import Money
from ui.frame import Frame
from ui.keys import PAGES
from ui.models.counter_basket import CounterBasket
from ui.paying import Paying
from ui.widgets import all_taken
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.domain.sale import BasketLine
    from pos.usecases.checkout import CustomerWish
    from pos.usecases.ports import SaleRow
    from ui.pages import Pages
    from ui.special import SpecialOrders
    from ui.views.backorder_sheet import BackorderChoice


_ON_THE_BASKET = ("pay", "backorder", "special", "customer", "stock", "tell_me", "wanted")
_IN_THE_CATALOGUE = ("stock", "why", "tell_me", "wanted")
"""Acts on a line that need its product to be there already."""


class CounterActs(QObject):
    """`do(name)` does an act of ui.keys; a name nobody knows raises KeyError."""

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
        self._pages: Pages | None = None
        self._specials: SpecialOrders | None = None
        self._acts: dict[str, Callable[[], object]] = {
            "pay": self.pay,
            "search": self.search,
            "customer": self.customer,
            "undo": basket.undo,
            "redo": basket.redo,
            "backorder": self.backorder,
            "special": lambda: self.specials.open(),
            "more": lambda: self._grow(1),
            "fewer": lambda: self._grow(-1),
            "remove": self.remove,
            "line_before": lambda: self._choose(-1),
            "line_after": lambda: self._choose(1),
            "first_line": lambda: basket.select(0),
            "last_line": lambda: basket.select(len(basket.lines) - 1),
            "stock": self.stock,
            "orders": window.open_order,
            **{name: partial(self._page, name) for name in PAGES},
            "reprint": self.reprint,
            "help": self.help,
            "palette": self.palette,
            "menu": window.show_menu,
            "full_screen": window.turn_full_screen,
            "lock": window.lock,
            "settings": window.open_settings,
            "back": self.back,
        }

    def do(self, name: str) -> None:
        """Do one act; one on the basket not before what is typed on its line counts."""
        if name in _ON_THE_BASKET and self._window.sheet is None and not all_taken(self._window.counter):
            return
        if name in _IN_THE_CATALOGUE and self._basket.special is not None:
            self._window.say(self.tr("This is bought in for one order: the catalogue has it once it is paid for."))
            return
        self._acts[name]()

    # --- the basket --------------------------------------------------------------------------------------------------
    def search(self) -> None:
        """The cursor goes to the search box, with what stands in it marked."""
        box = self._window.counter.search.box
        box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        box.selectAll()

    def _grow(self, step: int) -> None:
        if (line := self._basket.line) is not None:
            self._basket.set_quantity(line.quantity + step)

    def _choose(self, step: int) -> None:
        self._basket.select(max(0, self._basket.selected + step))

    def remove(self) -> None:
        """Take the line out, with a way back."""
        if (line := self._basket.line) is not None:
            self._basket.remove()
            words = self.tr("{name} was removed.").format(name=line.product.name)
            self._window.say(words, act=self._basket.undo)

    # --- selling -----------------------------------------------------------------------------------------------------
    def pay(self) -> None:
        """Take tenders; goods that are not here come first, then a missing price."""
        basket = self._basket
        if not basket.lines:
            self._window.say(self.tr("The basket is empty. Scan a product first."))
            return None
        for index in (basket.without_price(), basket.undecided()):
            if index is not None:
                basket.select(index)
                return self._decide(index)
        self._paying.begin()
        return None

    def _decide(self, index: int) -> None:
        known = self._basket.availability(index)
        if known is None:
            self._window.say(self.tr("This product has no price yet. Type it on the line, then press Enter."), "warn")
        elif self._basket.missing(index) and self._may_order(index):
            self.backorder()
        elif self._basket.missing(index):
            reason = known.advice.reasons[0].sentence
            self._window.say(f"{known.product.name}: {reason}", "warn")
        else:
            self._window.say(self.tr("This product has no price yet. Type it on the line, then press Enter."), "warn")

    def _may_order(self, index: int) -> bool:
        known = self._basket.availability(index)
        if known is None or known.product.backorder == "stop":  # what is here of it may go on layaway
            return known is not None and known.here.available >= self._basket.lines[index].quantity
        return known.advice.decision in ("sell", "backorder", "preorder") or self._basket.person.may("sell_anyway")

    def backorder(self) -> None:
        """Agree on what follows later, for whom and with which deposit."""
        basket, index = self._basket, self._basket.selected
        register, shop, line = basket.register, basket.shop, basket.line
        known = basket.availability(index) if line is not None else None
        if basket.special is not None:
            self.specials.change(index)
            return
        if register is None or shop is None or line is None or known is None:
            self._window.say(self.tr("Choose a line first: scan it, or go to it with the arrow keys."))
            return
        if not self._may_order(index):
            self._window.say(f"{line.product.name}: {known.advice.reasons[0].sentence}", "warn")
            return
        from ui.models.together import beside
        from ui.views.backorder_sheet import BackorderSheet

        parted = basket.apart()
        others = tuple(other for at, other in enumerate(parted.lines) if at != index and other.later)
        later = sum(other.gross_of(other.later).minor for other in others)
        sheet = BackorderSheet(
            register=register, background=self._background, shop=shop, line=parted.lines[index], availability=known,
            basket_later=Money(later, shop.currency), customer=basket.customer, person=basket.person, others=others,
            override=basket.overrides.get(line.product.sku, ""), beside=beside(basket, index),
            together=basket.together, specials=basket.specials, **self._ways(parted.lines[index], others),
        )  # fmt: skip
        sheet.deposit.go_on(basket.order_deposit, basket.deposit_reason)
        sheet.confirmed.connect(lambda choice: self._take_backorder(index, choice))
        sheet.cancelled.connect(self._window.close_sheet)
        self._window.open_sheet(sheet, scans="refuse")

    def _ways(self, line: BasketLine, others: Sequence[BasketLine]) -> dict[str, Any]:
        """How this line follows, and the ways of the others; to begin with it goes as they do."""
        from ui.views.backorder_way import USUAL

        hows = [self._basket.how_of(other) or USUAL for other in others]
        ways = [(one.route, one.route_to) for one in hows]
        route, to = (
            ways[-1] if ways and ways[-1][0] in ("deliver", "other_store") and not line.later else ("collect", "")
        )
        how = self._basket.how_of(line) or replace(USUAL, route=route, route_to=to)
        how = replace(USUAL, kind="layaway") if line.product.backorder == "stop" else how
        return {"how": how, "ways": ways}

    def _take_backorder(self, index: int, choice: BackorderChoice) -> None:
        from ui.models.together import put_together
        from ui.views.backorder_way import USUAL

        self._basket.take_backorder(
            index, choice.later, choice.customer, choice.customer_label, choice.order_deposit, choice.deposit_reason,
            choice.override, put_together(self._basket) if choice.together else None,
            None if choice.how == USUAL else choice.how,
        )  # fmt: skip
        self._window.close_sheet()
        self.pay()

    # --- sheets ------------------------------------------------------------------------------------------------------
    def customer(self) -> None:
        """Say who it is for."""
        if self._basket.register is None:
            return
        from ui.views.customer_sheet import CustomerSheet

        sheet = CustomerSheet(
            register=self._basket.register, background=self._background, customer=self._basket.customer
        )
        sheet.chosen.connect(self._on_customer)
        sheet.cancelled.connect(self._window.close_sheet)
        self._window.open_sheet(sheet, scans="refuse")

    def _on_customer(self, wish: CustomerWish | None) -> None:
        self._basket.set_customer(wish, (wish.name or wish.phone or wish.email) if wish is not None else "")
        self._window.close_sheet()

    def stock(self) -> None:
        """The chosen line's stock in all stores."""
        basket = self._basket
        known = basket.availability(basket.selected) if basket.line is not None else None
        if known is None or basket.shop is None:
            self._window.say(self.tr("Choose a line first: scan it, or go to it with the arrow keys."))
            return
        from ui.views.stock_sheet import StockSheet

        sheet = StockSheet(availability=known, shop=basket.shop)
        sheet.backorder.connect(self.backorder)
        sheet.closed.connect(self._window.close_sheet)
        self._window.open_sheet(sheet, scans="close")

    def _page(self, name: str) -> None:
        """A page on the waiting list, promises, suppliers or purchase orders."""
        self.pages.open(name)

    @property
    def specials(self) -> SpecialOrders:
        """Special orders, imported when the first one is wanted."""
        if self._specials is None:
            from ui.special import SpecialOrders

            self._specials = SpecialOrders(
                window=self._window, basket=self._basket, background=self._background, pay=self.pay, parent=self
            )
        return self._specials

    @property
    def pages(self) -> Pages:
        """The pages, imported when the first one is opened."""
        if self._pages is None:
            from ui.pages import Pages

            self._pages = Pages(
                window=self._window, basket=self._basket, background=self._background, paying=self._paying, parent=self
            )
        return self._pages

    def money_kept(self, number: str) -> tuple[str, int]:
        """What was taken for an order and is not booked yet, in words and minor units; "" and 0 where nothing was."""
        if not self._paying.for_orders:
            return "", 0
        return self.pages.kept_words(number), self.pages.kept_sum(number)

    def help(self) -> None:
        """All keys."""
        from ui.views.help_overlay import HelpOverlay

        sheet = HelpOverlay()
        sheet.back.connect(self._window.close_sheet)
        self._window.open_sheet(sheet, scans="close")

    def palette(self) -> None:
        """Every act by name."""
        from ui.views.command_palette import CommandPalette

        sheet = CommandPalette()
        sheet.back.connect(self._window.close_sheet)
        sheet.chosen.connect(self._from_palette)
        self._window.open_sheet(sheet, scans="close")

    def _from_palette(self, name: str) -> None:
        self._window.close_sheet()
        self.do(name)

    # --- the rest ----------------------------------------------------------------------------------------------------
    def reprint(self) -> None:
        """Print the last receipt again, that of an earlier run too."""
        register = self._basket.register
        if register is not None:
            self._background.run(lambda: register.sales(limit=1), then=self._print_newest)

    def _print_newest(self, sales: tuple[SaleRow, ...]) -> None:
        if sales:
            self._paying.print_again(sales[0].number)
        else:
            self._window.say(self.tr("Nothing was sold here yet, so there is no receipt to print."))

    def back(self) -> None:
        """One step back in what lies on top; the basket stays."""
        if self._window.sheet is not None:
            self._window.step_back()
        else:
            self._window.counter.search.clear()
            self.search()
