"""A thing that the catalogue does not know is ordered at the counter by keys alone, from the search to the receipt."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from pos.domain.backorder import Order
from pos.domain.money import Money
from pos.domain.people import Person
from pos.store.verify import verify
from pos.usecases.checkout import CustomerWish
from pos.usecases.sale_wishes import SpecialWish
from tests.builders import ADA, LAMP, barcode, put_supply
from tests.ui.counter_desk import Desk, desk
from ui.models.draft import draft_of, restore
from ui.views.done_panel import DonePanel
from ui.views.special_sheet import SpecialSheet
from ui.views.tender_sheet import TenderSheet

__all__ = ["desk"]
Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
CASHIER = Person("p-1", "Amira", "cashier")
SCREEN = SpecialWish("Paper screen", Money(24000, "GBP"), "LUM", expected_on=date(2026, 12, 10))


@pytest.fixture(autouse=True)
def lumen(desk: Desk) -> None:
    """The shop buys from Lumen Ltd."""
    put_supply(desk.register, LAMP, 12, date(2026, 12, 2))


def begin(desk: Desk, name: str = "paper screen") -> SpecialSheet:
    desk.write(name)
    desk.until(lambda: desk.window.counter.search.results.order_it.isVisible())
    desk.press(Key.Key_O, CTRL)
    desk.settle(3)
    return desk.expect(SpecialSheet)


def typed(desk: Desk, name: str = "paper screen") -> SpecialSheet:
    """Everything about the thing by keys: the only supplier is chosen already, Enter goes from field to field."""
    sheet = begin(desk, name)
    desk.write("240")
    desk.press(Key.Key_Return)
    desk.write("+")
    desk.press(Key.Key_Return)
    desk.write("10 dec")
    desk.settle(3)
    return sheet


def for_ada(desk: Desk, sheet: SpecialSheet) -> None:
    sheet.picker.focus_search()
    desk.write("ad")
    desk.settle()
    desk.press(Key.Key_Return)
    desk.settle(3)


def paid(desk: Desk) -> Order:
    """By card with the slip's number, or in cash as it is due."""
    desk.settle(2)
    desk.expect(TenderSheet)
    desk.press(Key.Key_F12)
    desk.settle(3)
    desk.expect(DonePanel)
    desk.press(Key.Key_Escape)
    assert verify(desk.register.ledger).ok
    return desk.register.orders()[-1]


def test_a_search_in_vain_leads_to_a_special_order_that_is_paid_and_bought(desk: Desk) -> None:
    sheet = typed(desk)
    assert sheet.fields.name.field.text() == "paper screen"
    assert sheet.fields.wish() == replace(SCREEN, name="paper screen")
    told = sheet.promise.accessibleName()
    for_ada(desk, sheet)
    assert sheet.main.accessibleName() == "Take special order, £240.00 deposit"
    desk.press(Key.Key_F12)
    order = paid(desk)
    line = order.lines[0]
    assert (line.kind, line.name, line.ordered, line.total) == ("special", "paper screen", 2, 48000)
    assert (order.order_deposit, order.balance_due, order.customer) == (24000, 24000, ADA)
    (supply,) = desk.register.supplies(line.sku)
    assert (supply.quantity, supply.expected_on, supply.supplier) == (2, date(2026, 12, 10), "LUM")
    assert line.promised_on is not None
    assert str(line.promised_on.day) in told


def test_the_line_in_the_basket_follows_whole_and_can_be_changed_and_undone(desk: Desk) -> None:
    """More of it is more to follow; F6 is the same sheet again; a step back finds what it was before."""
    sheet = typed(desk)
    for_ada(desk, sheet)
    desk.press(Key.Key_F12)
    desk.expect(TenderSheet)
    desk.press(Key.Key_Escape)
    basket = desk.window.basket
    desk.press(Key.Key_Plus)
    desk.settle(3)
    assert [(line.quantity, line.later) for line in basket.lines] == [(3, 3)]
    known = basket.availability(0)
    assert known is not None
    assert known.quantity == 3
    desk.press(Key.Key_F6)
    desk.settle(3)
    again = desk.expect(SpecialSheet)
    assert again.fields.wish() == replace(SCREEN, name="paper screen")
    assert again.fields.quantity.quantity() == 3
    again.fields.price.line.setText("200")
    desk.settle(3)
    desk.press(Key.Key_F12)
    desk.expect(TenderSheet)
    desk.press(Key.Key_Escape)

    def wanted() -> list[tuple[int, int]]:
        lines = basket.checkout((), "").lines
        return [(line.special.price.minor, line.quantity) for line in lines if line.special is not None]

    assert wanted() == [(20000, 3)]
    desk.press(Key.Key_Z, CTRL)
    assert wanted() == [(24000, 3)]
    desk.press(Key.Key_Y, CTRL)
    desk.press(Key.Key_F12)
    assert [(line.ordered, line.total) for line in paid(desk).lines] == [(3, 60000)]


def test_it_goes_with_goods_of_the_catalogue_on_one_receipt(desk: Desk) -> None:
    desk.scan(barcode(45))
    sheet = typed(desk)
    for_ada(desk, sheet)
    desk.press(Key.Key_F12)
    order = paid(desk)
    assert [line.kind for line in order.lines] == ["special"]
    assert desk.register.sales(limit=1)[0].number == order.number


# --- wrong input, leaving, coming back -------------------------------------------------------------------------------
def test_what_is_missing_is_said_in_its_place_one_after_the_other(desk: Desk) -> None:
    """F12 goes to what is missing and what was typed stays; nothing is in the basket before all of it is there."""
    desk.press(Key.Key_O, CTRL)
    desk.settle(3)
    sheet = desk.expect(SpecialSheet)
    fields = sheet.fields

    def refused() -> tuple[str, bool]:
        desk.press(Key.Key_F12)
        focus = desk.window.focusWidget()
        assert focus is not None
        return focus.accessibleDescription(), bool(focus.property("refused"))

    assert refused() == ("What is it? The supplier and the receipt say it as you type it.", True)
    desk.write("screen")
    fields.supplier.field.setCurrentIndex(-1)
    assert refused() == ("From which supplier?", True)
    fields.supplier.field.setCurrentIndex(0)
    assert refused() == ("For how much?", True)
    desk.write("24,x")
    assert refused()[1]
    fields.price.line.setText("240")
    fields.day.field.setText("2026-11-01")
    assert refused() == ("That day is past. Type one from today on, or leave it empty.", True)
    fields.day.field.setText("+14")
    fields.tax.field.setText("much")
    assert refused() == ("“much” is no tax.", True)
    fields.tax.field.setText("5 %")
    desk.settle(3)
    assert refused() == ("", False)
    assert sheet.refusal.accessibleName() == "Who is it for? Choose the customer, or add a new one."
    wish = fields.wish()
    assert wish is not None
    assert (wish.name, wish.tax_rate) == ("screen", 5000)
    assert not desk.window.basket.lines


def test_escape_leaves_and_the_key_goes_on_with_what_was_typed(desk: Desk) -> None:
    before = typed(desk).fields.typed()
    desk.press(Key.Key_Escape)
    assert not desk.has_sheet()
    assert desk.toast.startswith("What you typed is kept.")
    desk.press(Key.Key_O, CTRL)
    desk.settle(3)
    assert desk.expect(SpecialSheet).fields.typed() == before
    desk.press(Key.Key_Escape)
    begin(desk, "brass knocker")
    fields = desk.expect(SpecialSheet).fields
    assert (fields.name.field.text(), fields.price.line.text()) == ("brass knocker", "")


def test_nothing_is_taken_before_its_day_is_seen(desk: Desk) -> None:
    sheet = typed(desk)
    for_ada(desk, sheet)
    sheet.fields.price.line.setText("250")
    sheet.press_main()
    assert desk.expect(SpecialSheet) is sheet
    desk.settle(3)
    desk.press(Key.Key_F12)
    desk.expect(TenderSheet)


def test_the_basket_comes_back_after_a_crash_with_what_is_bought_in(desk: Desk) -> None:
    sheet = typed(desk)
    for_ada(desk, sheet)
    desk.press(Key.Key_F12)
    desk.press(Key.Key_Escape)
    basket = desk.window.basket
    before = basket.checkout((), "").lines
    draft = draft_of(basket, desk.clock.now())
    assert draft is not None
    found = restore(desk.register, json.loads(json.dumps(draft)))
    basket.clear()
    basket.put(found.basket, found.seen, found.customer, found.label, found.specials, found.how)
    assert basket.checkout((), "").lines == before


# --- who may, and what it is not -------------------------------------------------------------------------------------
def test_a_cashier_orders_it_without_seeing_the_cost(desk: Desk) -> None:
    desk.window.basket.person = CASHIER
    assert not begin(desk).fields.cost.isVisible()


def test_without_the_right_it_is_neither_offered_nor_opened(desk: Desk) -> None:
    class Nobody(Person):
        def may(self, right: str) -> bool:
            return right != "special_order"

    desk.window.basket.person = Nobody("x", "X")
    desk.write("paper screen")
    results = desk.window.counter.search.results
    desk.until(lambda: results.isVisible())
    assert not results.order_it.isVisible()
    desk.press(Key.Key_O, CTRL)
    assert not desk.has_sheet()
    assert "rights" in desk.toast


@pytest.mark.parametrize("act", ["stock", "why", "tell_me", "wanted"])
def test_what_needs_a_product_of_the_catalogue_says_that_it_is_none_yet(desk: Desk, act: str) -> None:
    foreseen = desk.register.foresee_special(SCREEN, 1, "SO-…-1")
    desk.window.basket.take_special(None, SCREEN, foreseen, CustomerWish(id=ADA), "Ada", None, "")
    desk.window.acts.do(act)
    assert not desk.has_sheet()
    assert desk.toast.startswith("This is bought in for one order")
