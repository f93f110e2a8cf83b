"""Calls and tasks on the real window: what to say to whom, how it went, and messages that did not arrive."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from pos.domain import errors
from pos.domain.people import OWNER, Customer
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish, keep_customer
from pos.usecases.news_sending import IN_DOUBT, not_arrived
from pos.usecases.receiving import Arrival
from tests.builders import LAMP
from tests.ui.counter_desk import Desk, desk
from ui.keys import ACTS
from ui.views.command_palette import OFFERED
from ui.views.radar_view import RadarView
from ui.views.tasks_view import TasksView
from ui.widgets import ActionButton, TextLabel

__all__ = ["desk"]
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
CALL, MAIL = "c-call", "c-mail"


@pytest.fixture
def late(desk: Desk) -> Desk:
    """One customer to be called and one by e-mail wait for lamps that come later."""
    with desk.register.ledger.writing() as tx:
        for customer in (
            Customer(CALL, "Cal Orr", "020 7946 0999", consent=True, tell_by="call", language="de"),
            Customer(MAIL, "Mia Berg", "020 7946 0998", "mia@post.example", consent=True, tell_by="e-mail"),
        ):
            keep_customer(tx, customer, OWNER)
    for who in (CALL, MAIL):
        lines = (LineWish(LAMP, 2, take="backorder"),)
        desk.register.sell(Checkout(lines, (TenderWish("card"),), CustomerWish(id=who)))
    desk.register.buying.redate("PO-1007", date(2027, 1, 20))
    return desk


def page(desk: Desk) -> TasksView:
    desk.press(Key.Key_T, CTRL)
    desk.settle(3)
    return desk.expect(TasksView)


def words_on(view: TasksView) -> str:
    return "\n".join(label.text() for label in view.detail.findChildren(TextLabel))


def test_what_the_board_counts_as_a_call_is_on_the_list_before_the_round_of_the_day(desk: Desk) -> None:
    """Nobody has to wait for the clock to see who is to be called."""
    with desk.register.ledger.writing() as tx:
        keep_customer(tx, Customer(CALL, "Cal Orr", "020 7946 0999", consent=True, tell_by="call"), OWNER)
    lines = (LineWish(LAMP, 2, take="backorder"),)
    number = desk.register.sell(Checkout(lines, (TenderWish("card"),), CustomerWish(id=CALL))).number
    desk.clock.pass_time(timedelta(days=14))
    assert [line.order for line in desk.register.board.read("needs_a_call").lines] == [number]
    view = page(desk)
    assert [todo.task.number for todo in view._tasks.values() if todo.task.kind == "call"] == [number]


def fail(desk: Desk, why: str = "Not delivered.") -> str:
    """Mia's message does not arrive."""
    message = next(one for one in desk.register.news.list(state="queued") if one.customer == MAIL)
    with desk.register.ledger.writing() as tx:
        not_arrived(tx, [message], why, person=OWNER, today=date(2026, 11, 2))
    return message.id


def kinds(desk: Desk) -> list[str]:
    return [one.task.kind for one in desk.register.news.tasks()]


def test_menu_palette_and_help_know_the_page() -> None:
    act = next(act for act in ACTS if act.name == "tasks")
    assert act.in_menu
    assert act in OFFERED


def test_each_row_says_which_order_it_is_about_and_no_shop_says_its_own_name(late: Desk) -> None:
    view = page(late)
    for row in (view.model.row(at) for at in range(view.model.rowCount())):
        assert row.beside.startswith("A0") or row.title.startswith("Order 4 ×")  # goods to be ordered are everybody's
        assert not row.note.startswith(late.register.shop().store_name)


def test_nothing_is_to_be_done_and_the_page_says_so(desk: Desk) -> None:
    view = page(desk)
    assert view.nothing.isVisible()
    assert not view.main.isEnabled()


def test_r104_calls_stand_first_with_the_number_and_what_to_say_in_their_language(late: Desk) -> None:
    view = page(late)
    assert view.model.row(0).title == "Cal Orr"
    words = words_on(view)
    assert "020 7946 0999" in words
    assert "leider verspätet sich" in words  # in German, which the customer speaks


def test_f12_says_that_they_were_reached_and_that_is_news_of_the_order(late: Desk) -> None:
    view = page(late)
    late.press(Key.Key_F12)
    late.settle(3)
    assert "call" not in kinds(late)
    assert "called" in {one.state for one in late.register.news.list()}
    assert "Cal Orr" in view._foot_text.text()


def test_who_was_not_reached_is_called_again_tomorrow(late: Desk) -> None:
    view = page(late)
    view.not_reached.click()
    late.settle(3)
    task = next(one.task for one in late.register.news.tasks() if one.task.kind == "call")
    assert task.due_on is not None
    assert task.due_on > date(2026, 11, 1)
    assert task.id.endswith("#2")


def test_a_wrong_number_is_told_when_they_come(late: Desk) -> None:
    view = page(late)
    view.wrong.click()
    late.settle(3)
    assert "tell" in kinds(late)
    assert "call" not in kinds(late)


def test_a_message_that_failed_is_sent_again_on_request(late: Desk) -> None:
    message = fail(late)
    view = page(late)
    view.filter._segments["failed"].click()
    assert "mia@post.example" in words_on(view)
    again = next(button for button in view.detail.findChildren(ActionButton) if "again" in button.accessibleName())
    again.click()
    late.settle(3)
    assert next(one.state for one in late.register.news.list() if one.id == message) == "queued"
    assert not [one for one in late.register.news.tasks() if one.address]


def test_nobody_is_written_twice_where_a_message_may_have_gone_out(late: Desk) -> None:
    message = fail(late, IN_DOUBT)
    with pytest.raises(errors.WrongState):
        late.register.news.again(message)


def test_a_message_does_not_go_to_an_address_that_its_customer_has_left(late: Desk) -> None:
    message = fail(late)
    with late.register.ledger.writing() as tx:
        keep_customer(tx, Customer(MAIL, "Mia Berg", "", "mia@new.example", consent=True), OWNER)
    with pytest.raises(errors.WrongState):
        late.register.news.again(message)


def test_a_broken_promise_leads_to_the_radar(late: Desk) -> None:
    view = page(late)
    key = next(one.task.id for one in late.register.news.tasks() if one.task.kind == "promise")
    view.choose(key)
    late.press(Key.Key_F12)
    late.settle(3)
    late.expect(RadarView)


def test_goods_for_another_store_are_sent_on_and_arrive_from_the_tasks_by_one_key_each(desk: Desk) -> None:
    """The page asks for what has to be done next: sent on, then found to be there; the customer hears of the end."""
    with desk.register.ledger.writing() as tx:
        keep_customer(tx, Customer(MAIL, "Mia Berg", "020 7946 0998", "mia@post.example", consent=True), OWNER)
    wish = LineWish(LAMP, 2, take="backorder", route="other_store", route_to="S02")
    number = desk.register.sell(Checkout((wish,), (TenderWish("card"),), CustomerWish(id=MAIL))).number
    desk.register.receive([Arrival(LAMP, 2, "PO-1007")])
    assert kinds(desk) == ["send_on"]
    view = page(desk)
    assert view.main.isEnabled()
    assert "S02" in words_on(view) or desk.register.shop().stores["S02"] in words_on(view)
    desk.press(Key.Key_F12)
    desk.settle(3)
    assert desk.register.waiting.whereabouts(number)[1].under_way == 2
    assert kinds(desk) == ["ask"]
    desk.press(Key.Key_F12)
    desk.settle(3)
    assert desk.register.waiting.whereabouts(number)[1].there == 2
    assert kinds(desk) == []
    assert [one.event for one in desk.register.news.list(number=number)] == ["ready"]


def test_goods_to_ship_open_their_order(desk: Desk) -> None:
    """Shipping is handing over, so it is done where the rest is paid."""
    here = CustomerWish(name="Mia Berg", email="mia@post.example", consent=True, address="1 Mill Lane")
    wish = LineWish(LAMP, 2, take="backorder", route="deliver")
    desk.register.sell(Checkout((wish,), (TenderWish("card"),), here))
    desk.register.receive([Arrival(LAMP, 2, "PO-1007")])
    view = page(desk)
    opened: list[str] = []
    view.order_opened.connect(opened.append)
    desk.press(Key.Key_F12)
    desk.settle(3)
    assert len(opened) == 1
    assert kinds(desk) == ["ship"]
