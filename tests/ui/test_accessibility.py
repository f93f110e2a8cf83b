"""Every control of every screen has a name for a screen reader, and every screen can be walked by Tab."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from pos.domain.hold_places import HoldPlace
from pos.domain.money import Money
from pos.domain.sale import Tender
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish
from pos.usecases.receiving import Arrival
from tests.builders import ADA, LAMP, barcode
from tests.ui.counter_desk import Desk, desk
from tests.usecases.test_elsewhere_goods import sent_on
from ui.theme import Look
from ui.views.board_view import BoardView
from ui.views.goods_count import GoodsCount
from ui.views.purchases_view import PurchasesView
from ui.views.settings_view import SettingsView
from ui.views.sign_in import SignInView
from ui.views.suppliers_view import SuppliersView

__all__ = ["desk"]
CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QTextEdit, QPlainTextEdit)


def _counter(desk: Desk) -> None:
    desk.scan(barcode(12))


def _act(name: str) -> Callable[[Desk], None]:
    def do(desk: Desk) -> None:
        desk.scan(barcode(12))
        desk.window.acts.do(name)

    return do


def _tender(desk: Desk) -> None:
    desk.scan(barcode(45))
    desk.window.acts.do("pay")


def _done(desk: Desk) -> None:
    _tender(desk)
    assert desk.window.paying.tender is not None
    desk.window.paying.tender.paid.emit((TenderWish(),))


def _orders(desk: Desk) -> None:
    _done(desk)
    desk.settle()
    desk.window.acts.do("orders")


def _ordered(desk: Desk) -> None:
    desk.register.sell(Checkout((LineWish(LAMP, 2, later=2),), (TenderWish(),), CustomerWish(id=ADA)))


def _purchase(what: str) -> Callable[[Desk], None]:
    def do(desk: Desk) -> None:
        desk.window.acts.do("purchases")
        desk.settle(3)
        desk.expect(PurchasesView).change_wanted.emit(what, desk.register.buying.order("PO-1007"))

    return do


def _purchase_new(desk: Desk) -> None:
    desk.window.acts.do("purchases")
    desk.settle(3)
    desk.expect(PurchasesView).act()
    desk.settle()
    desk.scan(barcode(12))


def _supplier_form(desk: Desk) -> None:
    desk.window.acts.do("suppliers")
    desk.settle(3)
    desk.expect(SuppliersView).new_wanted.emit()


def _quality(desk: Desk) -> None:
    _ordered(desk)
    desk.clock.pass_time(timedelta(days=30))
    desk.window.acts.do("quality")


def _settings(desk: Desk) -> None:
    shop = desk.window.basket.shop
    assert shop is not None
    view = SettingsView(
        register=desk.register, background=desk.background, shop=shop, person=desk.window.basket.person, look=Look()
    )
    desk.window.open_sheet(view, whole=True)


def _sign_in(desk: Desk) -> None:
    desk.register.add_person("Amira", "cashier", "2580")
    desk.window.open_locked(SignInView(register=desk.register, background=desk.background))


def _board(desk: Desk) -> None:
    _ordered(desk)
    desk.window.acts.do("board")


def _board_act(what: str) -> Callable[[Desk], None]:
    def do(desk: Desk) -> None:
        _board(desk)
        desk.settle(3)
        board = desk.expect(BoardView)
        board.acts_wanted.emit(what, board.list.acted())

    return do


def _order_act(act: str) -> Callable[[Desk], None]:
    def do(desk: Desk) -> None:
        _ordered(desk)
        number = desk.register.sales(limit=1)[0].number
        desk.window.acts.pages.act_on_order(act, number, desk.window.close_sheet)

    return do


def _share(desk: Desk) -> None:
    _ordered(desk)
    desk.window.acts.do("goods_in")
    desk.settle(2)
    desk.scan(barcode(12))
    desk.expect(GoodsCount).act()


def _hold_shelf(desk: Desk) -> None:
    desk.register.shelf.put_places([HoldPlace("B2")])
    _ordered(desk)
    desk.register.receive([Arrival(LAMP, 2)])
    desk.register.shelf.bag(desk.register.orders()[0].number)
    desk.window.acts.do("hold_shelf")


def _collect(desk: Desk) -> None:
    _ordered(desk)
    desk.register.receive([Arrival(LAMP, 2)])
    desk.window.acts.pages.act_on_order("collect", desk.register.orders()[0].number, desk.window.close_sheet)


def _came_back(desk: Desk) -> None:
    number = sent_on(desk.register)
    desk.window.acts.pages.act_on_order("came_back", number, desk.window.close_sheet)


def _give_back(desk: Desk) -> None:
    _ordered(desk)
    pages, number = desk.window.acts.pages, desk.register.orders()[0].number
    pages.collecting._keep_parts(number, (Tender("card", Money(2000, "GBP"), "4711"),))
    pages.act_on_order("give_back", number, desk.window.close_sheet)


def _goods_in(desk: Desk) -> None:
    desk.window.acts.do("goods_in")
    desk.settle(2)
    desk.scan(barcode(12))


SCREENS: dict[str, Callable[[Desk], None]] = {
    "counter": _counter,
    "backorder": _act("backorder"),
    "special-order": _act("special"),
    "customer": _act("customer"),
    "stock": _act("stock"),
    "why": _act("why"),
    "suppliers": _act("suppliers"),
    "supplier-form": _supplier_form,
    "purchases": _act("purchases"),
    "purchase-moved": _purchase("redate"),
    "purchase-cancelled": _purchase("cancel"),
    "purchase-more": _purchase("add"),
    "purchase-new": _purchase_new,
    "quality": _quality,
    "goods-in": _goods_in,
    "goods-share": _share,
    "hold-shelf": _hold_shelf,
    "collect": _collect,
    "board": _board,
    "board-tell": _board_act("tell"),
    "board-place": _board_act("place"),
    "order-change": _order_act("change"),
    "order-cancel": _order_act("cancel"),
    "order-deposit": _order_act("deposit"),
    "order-tell": _order_act("tell"),
    "order-absent": _order_act("absent"),
    "order-reinstate": _order_act("reinstate"),
    "order-came-back": _came_back,
    "order-give-back": _give_back,
    "help": _act("help"),
    "palette": _act("palette"),
    "tender": _tender,
    "done": _done,
    "orders": _orders,
    "settings": _settings,
    "sign-in": _sign_in,
}


def name_of(widget: QWidget) -> str:
    """What a screen reader would say of it."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


@pytest.mark.parametrize("screen", SCREENS)
def test_every_control_has_a_name(desk: Desk, screen: str) -> None:
    """Buttons, fields and lists that can be seen all say what they are."""
    SCREENS[screen](desk)
    desk.settle(3)
    found = [w for kind in CONTROLS for w in desk.window.findChildren(kind)]
    # A table's heads are read out as part of the table.
    seen = [w for w in found if w.isVisible() and not isinstance(w, QHeaderView)]
    assert seen
    nameless = [f"{type(w).__name__} in {type(w.parent()).__name__}" for w in seen if not name_of(w).strip()]
    assert not nameless


@pytest.mark.parametrize("screen", SCREENS)
def test_every_enabled_button_and_field_is_reached_by_tab_or_stands_for_a_key(desk: Desk, screen: str) -> None:
    """Walking by Tab goes round, stays inside the window and reaches more than one control."""
    SCREENS[screen](desk)
    desk.settle(3)
    first = desk.window.focusWidget()
    assert first is not None, "nothing has the focus"
    reached: set[QWidget] = {first}
    here: QWidget | None = first
    for _ in range(5000):
        here = here.nextInFocusChain() if here is not None else None
        if here is None or here is first:
            break
        if here.isVisible() and here.isEnabled() and here.focusPolicy() & Qt.FocusPolicy.TabFocus:
            reached.add(here)
    buttons = [
        w for w in desk.window.findChildren(QAbstractButton)
        if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]  # fmt: skip
    assert set(buttons) <= reached
