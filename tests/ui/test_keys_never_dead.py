"""Keys are never dead and nothing is lost: the cursor stays in the sheet, the bar on top takes no key from it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pos.domain.hold_places import HoldPlace
from pos.domain.people import Person
from pos.usecases.receiving import Arrival
from tests.builders import ADA, BEN, LAMP, barcode
from tests.ui.counter_desk import Desk, desk
from tests.ui.test_collect import ready
from tests.ui.test_order_acts import act, order
from ui.views.change_parts import Customer
from ui.views.goods_count import GoodsCount
from ui.views.order_change_sheet import OrderChangeSheet
from ui.views.orders_view import OrdersView
from ui.views.shelf_view import ShelfView
from ui.views.sign_in import SignInView
from ui.views.tasks_view import TasksView
from ui.widgets import ActionButton, IconButton

__all__ = ["desk"]
Key = Qt.Key
AMIRA = Person("p-1", "Amira", "owner")


def inside(desk: Desk) -> QWidget:
    """The widget with the cursor, which must be in the open sheet and not lead out of it."""
    sheet, now = desk.window.sheet, QApplication.focusWidget()
    assert sheet is not None
    assert now is not None
    assert sheet.isAncestorOf(now)
    assert not isinstance(now, IconButton)
    return now


def lock(desk: Desk) -> None:
    desk.window.open_locked(SignInView(register=desk.register, background=desk.background))
    desk.settle()


# --- the cursor ------------------------------------------------------------------------------------------------------
def test_after_a_call_is_done_with_space_the_cursor_stands_in_the_list_and_the_next_key_counts(desk: Desk) -> None:
    for who in (ADA, BEN):
        desk.register.waiting.customer_absent(order(desk, who=who, units=1), "called")
    desk.window.acts.do("tasks")
    desk.settle(4)
    view = desk.expect(TasksView)
    desk.until(lambda: view.not_reached.isVisible())
    open_before = len(desk.register.news.tasks())
    view.not_reached.setFocus()
    desk.press(Key.Key_Space)
    desk.settle(4)
    assert inside(desk) is view.search
    desk.press(Key.Key_Down)
    desk.press(Key.Key_F12)
    desk.settle(4)
    assert open_before >= 1
    assert desk.expect(TasksView) is view


def test_after_a_bag_is_emptied_the_cursor_stands_in_the_list(desk: Desk) -> None:
    number = ready(desk)
    desk.register.shelf.put_places([HoldPlace("B2")])
    desk.register.shelf.bag(number)
    desk.window.acts.do("hold_shelf")
    desk.settle(4)
    view = desk.expect(ShelfView)
    view.choose("B2")
    desk.settle(4)
    empty = next(one for one in view.findChildren(ActionButton) if "mpty" in one.accessibleName() and one.isVisible())
    empty.setFocus()
    desk.press(Key.Key_Space)
    desk.settle(4)
    inside(desk)


def test_choosing_who_takes_an_order_over_leaves_the_cursor_in_the_form(desk: Desk) -> None:
    sheet = act(desk, order(desk), Key.Key_C)
    assert isinstance(sheet, OrderChangeSheet)
    sheet.what.field.setFocus()
    sheet.what.field.setCurrentIndex(sheet.what.field.findData("customer"))
    part = sheet.part
    assert isinstance(part, Customer)
    part.picker.focus_search()
    desk.write("Ben")
    desk.settle(3)
    desk.press(Key.Key_Return)
    desk.settle(3)
    assert part.picker.wish() is not None
    inside(desk)


# --- the bar on top --------------------------------------------------------------------------------------------------
def test_with_the_cursor_on_the_menu_f12_is_the_sheet_s_own_and_esc_its_step_back(desk: Desk) -> None:
    number = ready(desk)
    desk.window.open_order(number)
    desk.settle(4)
    desk.window.bar.menu.setFocus()
    desk.press(Key.Key_F12)
    desk.settle(4)
    assert type(desk.window.sheet).__name__ == "CollectSheet"
    desk.window.bar.menu.setFocus()
    desk.press(Key.Key_Escape)
    desk.settle(4)
    desk.expect(OrdersView)
    desk.window.bar.menu.setFocus()
    desk.press(Key.Key_Escape)
    assert not desk.has_sheet()


def begin_count(desk: Desk) -> GoodsCount:
    desk.window.acts.do("goods_in")
    desk.settle(4)
    sheet = desk.expect(GoodsCount)
    desk.scan(barcode(12))
    desk.settle(4)
    assert counted(desk) == 1
    return sheet


def counted(desk: Desk) -> int:
    counting = desk.expect(GoodsCount).counting
    return sum(line.counted for line in counting.lines()) if counting is not None else 0


def test_a_count_survives_esc_with_the_cursor_on_the_menu(desk: Desk) -> None:
    begin_count(desk)
    desk.window.bar.menu.setFocus()
    desk.press(Key.Key_Escape)
    desk.settle(3)
    assert "The count is kept" in desk.toast
    desk.window.acts.do("goods_in")
    desk.settle(4)
    assert counted(desk) == 1


# --- the lock --------------------------------------------------------------------------------------------------------
def test_a_sheet_under_the_lock_comes_back_as_it_was_to_the_person_who_worked_on_it(desk: Desk) -> None:
    desk.window.unlock(AMIRA)
    sheet = begin_count(desk)
    lock(desk)
    desk.expect(SignInView)
    desk.window.unlock(AMIRA)
    desk.settle()
    assert desk.expect(GoodsCount) is sheet
    assert sheet.isVisible()
    inside(desk)
    desk.scan(barcode(12))
    desk.settle(3)
    assert counted(desk) == 2


def test_somebody_else_finds_the_counter_and_the_count_is_not_lost(desk: Desk) -> None:
    desk.window.unlock(AMIRA)
    begin_count(desk)
    lock(desk)
    desk.window.unlock(Person("p-2", "Max", "manager"))
    desk.settle()
    assert not desk.has_sheet()
    desk.window.acts.do("goods_in")
    desk.settle(4)
    assert counted(desk) == 1


def test_an_answer_that_comes_while_it_is_locked_opens_nothing_over_the_lock(desk: Desk) -> None:
    desk.window.unlock(AMIRA)
    number = order(desk)
    lock(desk)
    desk.window.open_order(number)
    desk.settle(4)
    desk.expect(SignInView)
    desk.window.close_sheet()
    desk.expect(SignInView)
    desk.window.unlock(AMIRA)
    assert not desk.has_sheet()


@pytest.mark.parametrize("size", [(1024, 768), (1600, 900)])
def test_a_sheet_beside_the_basket_comes_back_beside_it(desk: Desk, size: tuple[int, int]) -> None:
    desk.window.resize(*size)
    desk.window.unlock(AMIRA)
    desk.register.receive([Arrival(LAMP, 2)])
    desk.scan(barcode(12))
    desk.press(Key.Key_F4)
    sheet = desk.window.sheet
    assert sheet is not None
    lock(desk)
    desk.window.unlock(AMIRA)
    desk.settle()
    assert desk.window.sheet is sheet
    assert sheet.isVisible()
    desk.press(Key.Key_Escape)
    assert not desk.has_sheet()
    assert desk.window.counter.isVisible()


# --- Tab -------------------------------------------------------------------------------------------------------------
def stops(sheet: QWidget, count: int) -> list[QWidget]:
    """Where Tab leads from the first field on, once around."""
    found = []
    for _ in range(count):
        now = QApplication.focusWidget()
        assert now is not None
        found.append(now)
        QTest.keyClick(now, Key.Key_Tab)
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("what", ["product", "customer", "days", "quantity"])
def test_tab_goes_through_a_change_as_it_is_read_and_ends_at_the_main_button(desk: Desk, what: str) -> None:
    sheet = act(desk, order(desk), Key.Key_C)
    assert isinstance(sheet, OrderChangeSheet)
    sheet.what.field.setCurrentIndex(sheet.what.field.findData("way"))
    sheet.what.field.setCurrentIndex(sheet.what.field.findData(what))
    desk.settle(3)
    sheet.what.field.setFocus()
    seen = stops(sheet, 14)
    inside = [at for at, one in enumerate(seen) if sheet.part.isAncestorOf(one)]
    assert inside
    assert max(inside) < seen.index(sheet.why.field) < seen.index(sheet.main)


def test_tab_goes_through_what_stands_beside_a_list_before_its_main_button(desk: Desk) -> None:
    desk.register.waiting.customer_absent(order(desk), "called")
    desk.window.acts.do("tasks")
    desk.settle(4)
    view = desk.expect(TasksView)
    view.search.setFocus()
    seen = stops(view, 14)
    look = next(one for one in view.detail.findChildren(ActionButton) if one.isVisible())
    assert seen.index(look) < seen.index(view.main)
    assert seen.index(view.not_reached) < seen.index(view.main)
