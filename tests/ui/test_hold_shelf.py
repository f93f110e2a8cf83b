"""The hold shelf on the real window: places made, goods put away, bags emptied, labels printed again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos.domain.hold_places import HoldPlace
from pos.domain.people import Person
from pos.store.verify import verify
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish
from pos.usecases.receiving import Arrival
from tests.builders import ADA, BEN, LAMP
from tests.ui.counter_desk import Desk, desk
from ui.views.orders_view import OrdersView
from ui.views.shelf_place import ShelfPlace
from ui.views.shelf_put import ShelfPut
from ui.views.shelf_view import ShelfView
from ui.widgets import ActionButton, PrimaryButton, TextLabel

__all__ = ["desk"]
Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def ready(desk: Desk, who: str = ADA) -> str:
    lines = (LineWish(LAMP, 1, later=1),)
    number = desk.register.sell(Checkout(lines, (TenderWish("card"),), CustomerWish(id=who))).number
    desk.register.receive([Arrival(LAMP, 1)])
    return number


def shelf(desk: Desk) -> ShelfView:
    desk.press(Key.Key_H, CTRL)
    desk.settle(3)
    return desk.expect(ShelfView)


def button(view: ShelfView, name: str) -> ActionButton:
    return next(one for one in view.findChildren(ActionButton) if one.accessibleName().startswith(name))


def test_a_manager_makes_a_place_by_keyboard(desk: Desk) -> None:
    view = shelf(desk)
    assert not view.main.isEnabled()
    here = desk.window.focusWidget()
    assert here is not None
    QTest.keyClick(here, Key.Key_N, ALT)
    desk.until(lambda: isinstance(desk.window.sheet, ShelfPlace))
    desk.write("B2")
    desk.press(Key.Key_F12)
    desk.settle(3)
    view = desk.expect(ShelfView)
    assert view.key() == "B2"
    assert desk.register.shelf.places() == (HoldPlace("B2", "", 10),)
    view.new.click()
    desk.press(Key.Key_F12)
    assert "What is the place called?" in [label.text() for label in desk.expect(ShelfPlace).findChildren(TextLabel)]


def test_a_scanned_order_goes_where_there_is_room_and_a_full_place_is_said(desk: Desk) -> None:
    """R58: for order …, place B2; the other one has no room left there."""
    desk.register.shelf.put_places([HoldPlace("B2", capacity=1)])
    first, second = ready(desk), ready(desk, BEN)
    shelf(desk)
    desk.press(Key.Key_F12)
    sheet = desk.expect(ShelfPut)
    desk.scan(first)
    assert "Ada Osei, 1 put aside" in sheet.about.text()
    desk.press(Key.Key_F12)
    desk.settle(3)
    assert desk.toast == f"For order {first[7:]}: place B2."
    view = desk.expect(ShelfView)
    assert view.model.row(0).pill == ("none", "Full")
    desk.press(Key.Key_F12)
    sheet = desk.expect(ShelfPut)
    desk.write(second[7:])
    desk.press(Key.Key_F12)
    desk.settle(3)
    assert desk.expect(ShelfPut) is sheet
    assert "B2 has no room" in sheet.refusal.accessibleName()
    assert not desk.register.shelf.where(second)


def test_a_bag_is_found_by_its_customer_emptied_and_its_label_printed_again(desk: Desk) -> None:
    desk.register.shelf.put_places([HoldPlace("A1"), HoldPlace("B2")])
    number = ready(desk)
    desk.register.shelf.bag(number, place="B2", labels=False)
    view = shelf(desk)
    desk.write("osei")
    assert view.key() == "B2"
    button(view, "Label of Ada Osei again").click()
    desk.settle(2)
    assert [job.number for job in desk.register.jobs.all() if job.number == f"{number}/1"] == [f"{number}/1"]
    button(view, "Empty the bag of Ada Osei").click()
    desk.settle(3)
    assert not desk.register.shelf.where(number)
    assert verify(desk.register.ledger).ok


def test_a_bag_leads_to_its_order_where_it_is_collected(desk: Desk) -> None:
    desk.register.shelf.put_places([HoldPlace("B2")])
    number = ready(desk)
    desk.register.shelf.bag(number, place="B2", labels=False)
    button(shelf(desk), "Open the order of Ada Osei").click()
    desk.settle(4)
    orders = desk.expect(OrdersView)
    assert any(one.accessibleName().startswith("Collect") for one in orders.findChildren(PrimaryButton))


def test_a_cashier_puts_away_and_changes_no_place(desk: Desk) -> None:
    desk.register.shelf.put_places([HoldPlace("B2")])
    desk.window.basket.person = Person("p-1", "Amira", "cashier")
    view = shelf(desk)
    assert view.main.isEnabled()
    assert not view.new.isEnabled()
    assert not button(view, "Change this place").isEnabled()
