"""Goods that were sent on to another store come back: noted from the order's acts and from its task, by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt

from pos.store.verify import verify
from pos.usecases.order_cancelling import CancelWish
from tests.builders import BEN, LAMP, SHADE
from tests.ui.counter_desk import Desk, desk
from tests.ui.test_order_acts import act, f12, open_order, order, words_in
from tests.usecases.test_elsewhere_goods import sent_on
from ui.views.came_back_sheet import CameBackSheet
from ui.views.orders_view import OrdersView
from ui.views.tasks_view import TasksView

__all__ = ["desk"]
Key = Qt.Key


def offered(desk: Desk, number: str) -> bool:
    return open_order(desk, number).detail.acts.buttons["came_back"].isVisible()


def test_only_orders_with_goods_elsewhere_offer_it(desk: Desk) -> None:
    assert not offered(desk, order(desk, SHADE))
    assert offered(desk, sent_on(desk.register))


def test_goods_nobody_wants_there_come_back_and_go_to_who_waits(desk: Desk) -> None:
    """Alt+B on the cancelled order, then F12: the sheet says how many, from where, and who gets one of them now."""
    number = sent_on(desk.register)
    behind = order(desk, units=1, who=BEN)
    desk.register.waiting.cancel(number, CancelWish("changed_mind"))
    sheet = act(desk, number, Key.Key_B)
    assert isinstance(sheet, CameBackSheet)
    store = desk.register.shop().stores["S02"]
    assert [box.text() for box in sheet.lines.values()] == [f"2 × Brass lamp, tall, not wanted in {store} any more"]
    f12(desk)
    assert "go to Ben Moreau" in words_in(sheet)
    assert desk.order(behind).lines[0].allocated == 1
    f12(desk)
    desk.expect(OrdersView)
    assert not desk.expect(OrdersView).detail.acts.buttons["came_back"].isVisible()
    assert verify(desk.register.ledger).ok


def test_goods_still_wanted_there_come_back_and_stay_put_aside(desk: Desk) -> None:
    number = sent_on(desk.register)
    sheet = act(desk, number, Key.Key_B)
    assert isinstance(sheet, CameBackSheet)
    assert "still wanted in" in sheet.lines[1].text()
    sheet.lines[1].setChecked(False)
    f12(desk)
    assert "Nothing is chosen" in words_in(sheet)
    sheet.lines[1].setChecked(True)
    f12(desk)
    assert "here again" in desk.toast
    where = desk.register.waiting.whereabouts(number)[1]
    assert (where.here, where.there) == (2, 0)
    assert verify(desk.register.ledger).ok


def test_the_task_to_have_them_back_notes_that_they_came(desk: Desk) -> None:
    number = sent_on(desk.register)
    desk.register.waiting.cancel(number, CancelWish("changed_mind"))
    desk.window.acts.do("tasks")
    desk.settle(4)
    view = desk.expect(TasksView)
    view.choose(next(one.task.id for one in desk.register.news.tasks() if one.task.kind == "put_back"))
    desk.settle(3)
    assert view.here_again.isVisible()
    view.here_again.click()
    desk.settle(4)
    assert not [one for one in desk.register.news.tasks() if one.task.kind == "put_back"]
    assert desk.register.look_up(LAMP).here.free == 2
    assert "here again" in view._foot_text.text()
    assert not view.here_again.isVisible()


def test_of_more_than_one_it_is_counted_how_many_came(desk: Desk) -> None:
    number = sent_on(desk.register, 3)
    sheet = act(desk, number, Key.Key_B)
    assert isinstance(sheet, CameBackSheet)
    sheet.counts[1].line.setText("4")
    f12(desk)
    assert desk.register.waiting.whereabouts(number)[1].there == 3
    sheet.counts[1].line.setText("2")
    f12(desk)
    where = desk.register.waiting.whereabouts(number)[1]
    assert (where.here, where.there) == (2, 1)
