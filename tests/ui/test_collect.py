"""Goods handed over at the counter: scanned against the order, in parts, paid on the sheet of a sale."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from pos.domain.hold_places import HoldPlace
from pos.domain.people import Person
from pos.store.verify import verify
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish
from pos.usecases.receiving import Arrival
from tests.builders import ADA, LAMP, barcode
from tests.ui.counter_desk import Desk, desk
from ui.views.board_view import BoardView
from ui.views.collect_sheet import CollectSheet
from ui.views.done_panel import DonePanel
from ui.views.orders_view import OrdersView
from ui.views.tender_sheet import TenderSheet
from ui.views.what_follows import FollowsCard
from ui.widgets import ElidedLabel, Pill, SumRow, TextLabel

__all__ = ["desk"]
Key = Qt.Key


def ready(desk: Desk, units: int = 2, came: int = 2) -> str:
    """Ada waits for lamps and paid half of them; some have come and lie in a bag."""
    lines = (LineWish(LAMP, units, later=units),)
    number = desk.register.sell(Checkout(lines, (TenderWish("card"),), CustomerWish(id=ADA))).number
    desk.clock.pass_time(timedelta(days=2))
    desk.register.receive([Arrival(LAMP, came)])
    return number


def collect(desk: Desk, number: str) -> CollectSheet:
    desk.window.open_order(number)
    desk.settle(4)
    desk.expect(OrdersView)
    desk.press(Key.Key_F12)
    desk.settle(4)
    return desk.expect(CollectSheet)


def take_a_card_part(desk: Desk, number: str, part: str = "20") -> None:
    """So much of what is to pay at collecting is taken by card; the payment is still open."""
    sheet = collect(desk, number)
    sheet.by_eye.setChecked(True)
    desk.press(Key.Key_F12)
    tender = desk.expect(TenderSheet)
    tender.kind.set_key("card")
    tender.kind.chosen.emit("card")
    tender.field.line.setText(part)
    desk.press(Key.Key_F12)


def words_in(part: QWidget) -> str:
    rows = [row.accessibleName() for row in part.findChildren(SumRow) if row.isVisibleTo(part)]
    return "\n".join([label.text() for label in part.findChildren(TextLabel) if label.isVisibleTo(part)] + rows)


def test_each_item_is_scanned_against_the_order_then_paid(desk: Desk) -> None:
    """R19: item and quantity. Half of 90.00 is paid ahead, so 45.00 is due; the bag is empty afterwards."""
    number = ready(desk)
    desk.register.shelf.put_places([HoldPlace("B2")])
    desk.register.shelf.bag(number)
    sheet = collect(desk, number)
    assert "It lies in B2" in words_in(sheet)
    assert sheet.main.accessibleName() == "Pay £45.00"
    desk.scan(barcode(12))
    assert sheet.rows[1].pill.text == "1 of 2 scanned"
    desk.press(Key.Key_F12)
    assert desk.expect(CollectSheet) is sheet
    assert "Not everything" in words_in(sheet)
    desk.scan(barcode(45))
    assert "Oak side table 45 cm is not put aside" in words_in(sheet)
    desk.scan(barcode(12))
    assert sheet.rows[1].pill.text == "2 of 2 scanned"
    desk.scan(barcode(12))
    assert "all of them were scanned" in words_in(sheet)
    desk.press(Key.Key_F12)
    tender = desk.expect(TenderSheet)
    assert "Deposit set against it, -£45.00" in words_in(tender)
    desk.press(Key.Key_Return)
    desk.settle(3)
    done = desk.expect(DonePanel)
    assert "Paid now, £45.00" in words_in(done)
    order = desk.register.order(number)
    assert order is not None
    assert (order.state, order.lines[0].handed_over, order.order_deposit) == ("collected", 2, 0)
    assert not desk.register.shelf.where(number)
    assert verify(desk.register.ledger).ok
    desk.press(Key.Key_Return)
    assert not desk.has_sheet()


def test_a_part_is_handed_over_with_its_part_of_the_deposit(desk: Desk) -> None:
    """One of two lamps: 45.00 less half of the deposit; checked by eye."""
    number = ready(desk)
    sheet = collect(desk, number)
    sheet.rows[1].units.setFocus()
    desk.press(Key.Key_Down)
    desk.settle(3)
    assert sheet.main.accessibleName() == "Pay £22.50"
    here = desk.window.focusWidget()
    assert here is not None
    QTest.keyClick(here, Key.Key_C, Qt.KeyboardModifier.AltModifier)
    desk.until(sheet.by_eye.isChecked)
    desk.press(Key.Key_F12)
    desk.expect(TenderSheet)
    desk.press(Key.Key_Return)
    desk.settle(3)
    desk.expect(DonePanel)
    order = desk.register.order(number)
    assert order is not None
    assert (order.lines[0].handed_over, order.lines[0].allocated, order.balance_due) == (1, 1, 2250)
    assert verify(desk.register.ledger).ok


def test_after_a_part_it_is_said_what_follows_by_when_what_stays_held_and_what_will_be_due(desk: Desk) -> None:
    """R52, R115: of three lamps two came and one is taken; the figures are those of the order after it."""
    number = ready(desk, units=3, came=2)
    sheet = collect(desk, number)
    sheet.rows[1].units.setFocus()
    desk.press(Key.Key_Down)
    desk.settle(3)
    sheet.by_eye.setChecked(True)
    desk.press(Key.Key_F12)
    desk.expect(TenderSheet)
    desk.press(Key.Key_Return)
    desk.settle(3)
    done = desk.expect(DonePanel)
    said = words_in(done)
    order = desk.register.order(number)
    assert order is not None
    assert (order.order_deposit, order.balance_due) == (4500, 4500)
    assert "Deposit still held, £45.00" in said
    assert "Due on collection, £45.00" in said
    assert "by Thu 3 Dec" in said
    rows = [card for card in done.findChildren(FollowsCard) if card.isVisibleTo(done)]
    assert [label.text() for row in rows for label in row.findChildren(ElidedLabel)] == ["1 × Brass lamp, tall"] * 2
    assert [pill.text for row in rows for pill in row.findChildren(Pill)] == ["Put aside", "On track"]


def test_after_the_last_part_nothing_follows(desk: Desk) -> None:
    sheet = collect(desk, ready(desk))
    sheet.by_eye.setChecked(True)
    desk.press(Key.Key_F12)
    desk.expect(TenderSheet)
    desk.press(Key.Key_Return)
    desk.settle(3)
    assert not desk.expect(DonePanel).findChildren(FollowsCard)


def test_a_part_that_is_sent_says_which_it_is_and_what_one_more_costs(desk: Desk) -> None:
    """R54: before it leaves."""
    from dataclasses import replace

    rules = replace(desk.register.shop().waiting, parts_most=2, part_cost=490)
    desk.register.change_shop(waiting=rules)
    number = ready(desk, units=3, came=2)
    desk.register.waiting.change_contact(number, address="4 Mill Lane")
    desk.register.waiting.change_route(number, "deliver")
    said = words_in(collect(desk, number))
    assert "Part 1 of at most 2 that are sent. Sending one costs us £4.90." in said


def test_a_number_that_cannot_be_taken_has_no_sums_and_those_of_a_good_one_come_back(desk: Desk) -> None:
    """What stands in the field is what the sums are of, or they are none."""
    sheet = collect(desk, ready(desk))
    sheet.rows[1].units.setFocus()
    desk.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.write("9999")
    desk.settle(3)
    assert sheet.main.accessibleName() == "Pay –"
    assert "To pay now, –" in words_in(sheet)
    assert "£" not in "".join(row.value() for row in sheet.findChildren(SumRow) if row.isVisibleTo(sheet))
    desk.press(Key.Key_F12)
    assert desk.expect(CollectSheet) is sheet
    desk.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.write("2")
    desk.settle(3)
    assert sheet.main.accessibleName() == "Pay £45.00"
    assert "To pay now, £45.00" in words_in(sheet)


def test_nothing_is_asked_for_where_all_is_paid(desk: Desk) -> None:
    number = ready(desk)
    desk.register.waiting.add_deposit(number, [TenderWish("card")])
    sheet = collect(desk, number)
    assert sheet.main.accessibleName() == "Hand over"
    sheet.by_eye.setChecked(True)
    desk.press(Key.Key_F12)
    desk.settle(3)
    desk.expect(DonePanel)
    order = desk.register.order(number)
    assert order is not None
    assert order.state == "collected"
    assert verify(desk.register.ledger).ok


def test_money_that_was_taken_is_kept_when_the_payment_is_left(desk: Desk) -> None:
    number = ready(desk)
    take_a_card_part(desk, number)
    desk.press(Key.Key_Escape)
    desk.settle(3)
    assert "£20.00 by card was taken" in desk.toast
    sheet = desk.expect(CollectSheet)
    sheet.by_eye.setChecked(True)
    desk.press(Key.Key_F12)
    tender = desk.expect(TenderSheet)
    assert tender.rest().minor == 2500
    desk.press(Key.Key_F12)
    desk.settle(3)
    desk.expect(DonePanel)
    assert verify(desk.register.ledger).ok


def test_an_order_that_somebody_else_changed_is_looked_at_again(desk: Desk) -> None:
    number = ready(desk)
    sheet = collect(desk, number)
    sheet.by_eye.setChecked(True)
    desk.press(Key.Key_F12)
    tender = desk.expect(TenderSheet)
    desk.register.waiting.note(number, "called twice")
    desk.register.waiting.add_deposit(number, [TenderWish("card")])
    desk.press(Key.Key_Return)
    desk.settle(3)
    assert desk.expect(TenderSheet) is tender
    assert "Nothing was" in words_in(tender)
    assert tender.again.isVisible(), "what the sentence asks for has its button"
    assert tender.again.hasFocus()
    tender.again.click()
    desk.settle(4)
    assert desk.expect(CollectSheet).main.accessibleName() == "Hand over"
    order = desk.register.order(number)
    assert order is not None
    assert order.lines[0].handed_over == 0


def test_collecting_is_offered_where_goods_are_put_aside_on_the_board_too(desk: Desk) -> None:
    number = ready(desk, units=3, came=1)
    desk.window.open_order(number)
    desk.settle(4)
    view = desk.expect(OrdersView)
    assert view._main.accessibleName() == "Collect what is here"
    assert view._again.isVisible()
    assert not view.detail.acts.buttons["collect"].isVisible()
    desk.press(Key.Key_Escape)
    desk.window.acts.do("board")
    desk.settle(3)
    board = desk.expect(BoardView)
    board.open_order()
    desk.settle(3)
    board.detail.acts.buttons["collect"].click()
    desk.settle(4)
    desk.expect(CollectSheet)
    desk.press(Key.Key_Escape)
    desk.settle(3)
    desk.expect(BoardView)
    desk.window.basket.person = Person("p-1", "Amira", "cashier")
    desk.window.open_order(number)
    desk.settle(4)
    assert desk.expect(OrdersView)._main.accessibleName() == "Collect what is here"
