"""Special orders at the counter: what was typed is kept when the sheet is left, what is agreed goes into the basket."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import count

from PySide6.QtCore import QObject

from pos.domain.catalog import SPECIAL
from pos.usecases.sale_wishes import LineWish
from ui.frame import Frame
from ui.models.counter_basket import CounterBasket
from ui.views.special_fields import SpecialTyped
from ui.views.special_sheet import SpecialChoice, SpecialSheet
from ui.work.background import Background


class SpecialOrders(QObject):
    """`open` begins one, `change` goes back to one that is in the basket; `pay` takes the money for the basket."""

    def __init__(
        self,
        *,
        window: Frame,
        basket: CounterBasket,
        background: Background,
        pay: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._basket, self._background, self._pay = window, basket, background, pay
        self._left = SpecialTyped()

    def open(self) -> None:
        """Ask for what the catalogue has not: called as it was searched for, or go on with what was left."""
        search = self._window.counter.search
        name = search.wanted()
        search.clear()
        self._show(SpecialTyped(name=name) if name and name != self._left.name else self._left, None)

    def change(self, index: int) -> None:
        """The sheet of a special thing in the basket again."""
        line = self._basket.lines[index]
        wish = self._basket.specials[line.product.sku]
        self._show(SpecialTyped.of(wish, line.quantity), index)

    def _show(self, typed: SpecialTyped, index: int | None) -> None:
        basket = self._basket
        register, shop = basket.register, basket.shop
        if register is None or shop is None:
            return
        if not basket.person.may("special_order"):
            self._window.say(self.tr("Special orders are not among your rights. Let a colleague sign in."), "warn")
            return
        others = [at for at, line in enumerate(basket.lines) if at != index and line.later]
        hows = [basket.how_of(basket.lines[at]) or LineWish("") for at in others]
        known = [basket.availability(at) for at in others] if basket.together else []
        sheet = SpecialSheet(
            register=register, background=self._background, shop=shop, person=basket.person, typed=typed,
            sku=next(sku for n in count(1) if (sku := f"{SPECIAL}…-{n}") not in basket.specials),
            customer=basket.customer, ways=[(how.route, how.route_to) for how in hows],
            others=[basket.lines[at] for at in others], specials=basket.specials, together=basket.together,
            beside=[one for one in known if one is not None],
            override="" if index is None else basket.overrides.get(basket.lines[index].product.sku, ""),
        )  # fmt: skip
        sheet.deposit.go_on(basket.order_deposit, basket.deposit_reason)
        sheet.confirmed.connect(partial(self._take, index))
        sheet.cancelled.connect(partial(self._leave, sheet, index))
        self._window.open_sheet(sheet, scans="refuse")

    def _leave(self, sheet: SpecialSheet, index: int | None) -> None:
        """What was typed for a new one is kept: the key leads back to it."""
        if index is None:
            self._left = sheet.fields.typed()
        self._window.close_sheet()
        if index is None and self._left != SpecialTyped():
            self._window.say(self.tr("What you typed is kept. Special order (Ctrl+O) goes on with it."))

    def _take(self, index: int | None, choice: SpecialChoice) -> None:
        if index is None:
            self._left = SpecialTyped()
        self._basket.take_special(
            index, choice.wish, choice.known, choice.customer, choice.customer.name, choice.order_deposit,
            choice.deposit_reason, choice.override,
        )  # fmt: skip
        self._window.close_sheet()
        self._pay()
