"""The pictures of the waiting list, from goods in to a customer told; `ui.pictures` takes them with all others."""

from __future__ import annotations

from collections.abc import Callable

from ui.camera import Camera
from ui.pictures_radar import RADAR

LAMP = "LMP-0001"


# --- the board, and the acts on an order -----------------------------------------------------------------------------
def _board(camera: Camera) -> None:
    camera.do("board")


def _board_order(camera: Camera) -> None:
    from ui.views.board_view import BoardView

    camera.do("board")
    camera.sheet(BoardView).open_order()
    camera.settle()


def _board_products(camera: Camera) -> None:
    from ui.views.board_view import BoardView

    camera.do("board")
    board = camera.sheet(BoardView).list
    board.grouped.setChecked(True)
    for row in (1, 3):
        board.model.turn(row)
    board.ticked.emit()


def _board_columns(camera: Camera) -> None:
    from ui.views.board_view import BoardView

    camera.do("board")
    camera.sheet(BoardView).list.as_columns.setChecked(True)
    camera.settle()
    camera.sheet(BoardView).list.columns.focus()


def _board_act(what: str) -> Callable[[Camera], None]:
    def do(camera: Camera) -> None:
        from ui.views.board_acts_sheet import BoardActSheet
        from ui.views.board_view import BoardView

        camera.do("board")
        view = camera.sheet(BoardView)
        view.counters.counters["late" if what == "tell" else "all"].click()
        camera.settle()
        if what == "tell":
            view.model.tick_all()
        else:  # those who stand at the front already are left out
            view.model.tick([line for line in view.model.shown() if (line.place or 0) > 1][:3])
        view.acts_wanted.emit(what, view.list.acted())
        camera.settle()
        why = "The ship from Rotterdam is late" if what == "tell" else "Needs it for a funeral on Friday"
        camera.sheet(BoardActSheet).why.field.setText(why)
        camera.settle()

    return do


def _order_act(act: str, what: str = "") -> Callable[[Camera], None]:
    def do(camera: Camera) -> None:
        from ui.views.order_change_sheet import OrderChangeSheet

        waiting = [row for row in camera.register.board.read().lines if row.deposit_held]
        camera.window.acts.pages.act_on_order(act, waiting[0].order, camera.window.close_sheet)
        camera.settle()
        if what:
            field = camera.sheet(OrderChangeSheet).what.field
            field.setCurrentIndex(field.findData(what))
        camera.settle()

    return do


# --- settings --------------------------------------------------------------------------------------------------------
def _settings_of(title: str) -> Callable[[Camera], None]:
    def do(camera: Camera) -> None:
        from ui.views.settings_view import SettingsView

        window, register = camera.window, camera.register
        view = SettingsView(
            register=register, background=camera.background, shop=register.shop(), person=window.basket.person,
            look=window.look,
        )  # fmt: skip
        window.open_sheet(view, whole=True, scans="refuse")
        camera.settle()
        view.choose(next(at for at, group in enumerate(view._groups) if group.title == title))
        camera.settle()

    return do


# --- who only asked --------------------------------------------------------------------------------------------------
def _listed(camera: Camera) -> None:
    """Three people want the lamp, and two things were wanted in vain; kept once for all pictures."""
    from pos.usecases.sale_wishes import CustomerWish

    tell_me = camera.register.tell_me
    if tell_me.listed():
        return
    for customer in camera.register.find_customers("", 3):
        tell_me.add(LAMP, CustomerWish(id=customer.id), 2)
    tell_me.wanted_not_bought("FUR-0011", 2, cause="too_long_wait")
    tell_me.wanted_not_bought("brass door knocker", 1, cause="not_carried")


def _tell_me(camera: Camera) -> None:
    camera.fill()
    camera.do("tell_me")


def _wanted(camera: Camera) -> None:
    camera.fill()
    camera.do("wanted")


def _tell_me_list(camera: Camera) -> None:
    _listed(camera)
    camera.do("tell_me_list")


WAITING: dict[str, Callable[[Camera], None]] = {
    "board": _board,
    "board-products": _board_products,
    "board-columns": _board_columns,
    "board-order": _board_order,
    "board-tell": _board_act("tell"),
    "board-queue": _board_act("place"),
    "order-cancel": _order_act("cancel"),
    "order-change": _order_act("change"),
    "order-contact": _order_act("change", "contact"),
    "order-deposit": _order_act("deposit"),
    "order-tell": _order_act("tell"),
    "settings-waiting-list": _settings_of("Waiting list"),
    "settings-news": _settings_of("News"),
    "settings-messages": _settings_of("Messages"),
}
AFTER_A_SLIP: dict[str, Callable[[Camera], None]] = {
    "tell-me": _tell_me,
    "wanted": _wanted,
    "tell-me-list": _tell_me_list,
    **RADAR,
}
"""Taken last, for a slip changes what all other pictures show."""
