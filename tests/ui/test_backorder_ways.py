"""The backorder panel takes every kind of order: other ways than the counter, wished days, layaway; by keys alone."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from pos.domain.backorder import Order
from pos.store.verify import verify
from pos.usecases.checkout import Sold
from printing import render
from tests.builders import ADA, BEN, CLOCK, LAMP, SHADE, TABLE, FixedClock, barcode, put_stock
from tests.ui.counter_desk import Desk, desk
from ui.models.draft import draft_of, restore
from ui.views.backorder_sheet import BackorderSheet
from ui.views.done_panel import DonePanel
from ui.views.orders_view import OrdersView
from ui.views.tender_sheet import TenderSheet

Key = Qt.Key
LAMPS, TABLES, SHADES, CLOCKS = 12, 45, 30, 3
__all__ = ["desk"]


def alt(desk: Desk, letter: str) -> None:
    """Alt and a letter, as it is underlined."""
    handle = desk.window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Key(ord(letter.upper())), Qt.KeyboardModifier.AltModifier)
    QCoreApplication.processEvents()
    desk.until(lambda: not any(one.isDown() for one in desk.window.findChildren(QAbstractButton)))
    desk.settle()


def panel(desk: Desk, number: int = LAMPS, units: int = 1) -> BackorderSheet:
    """The panel for so many of a product, with Ada chosen."""
    for _ in range(units):
        desk.scan(barcode(number))
    desk.press(Key.Key_F6)
    sheet = desk.expect(BackorderSheet)
    if sheet.picker.wish() is None:
        desk.write("ad")
        desk.press(Key.Key_Return)
        desk.until(lambda: sheet.picker.wish() is not None)
        desk.settle()
    return sheet


def paid(desk: Desk) -> Sold:
    """F12 on the panel, and cash."""
    desk.press(Key.Key_F12)
    desk.expect(TenderSheet)
    desk.press(Key.Key_Return)
    desk.until(lambda: isinstance(desk.window.sheet, DonePanel))
    assert desk.window.paying.last is not None
    assert verify(desk.register.ledger).ok
    return desk.window.paying.last


def order_of(desk: Desk, sold: Sold) -> Order:
    found = desk.register.order(sold.number)
    assert found is not None
    return found


def paper(sold: Sold) -> str:
    return " ".join(render(sold.receipt, form="text", columns=48).split())


# --- the way ---------------------------------------------------------------------------------------------------------
def test_the_usual_backorder_takes_as_few_keys_as_ever(desk: Desk) -> None:
    before = desk.presses
    sheet = panel(desk)
    assert (sheet.way.way.key(), sheet.way.days.isHidden(), sheet.layaway.isHidden()) == ("collect", True, True)
    sold = paid(desk)
    assert desk.presses - before == 6, "F6, two letters, Enter, F12, Enter"
    assert order_of(desk, sold).lines[0].route == "collect"


def test_another_store_is_chosen_by_name_with_its_own_day_and_stands_on_the_ticket(desk: Desk) -> None:
    sheet = panel(desk)
    alone = sheet.promise._day.text()
    alt(desk, "o")
    assert "High Street" in sheet.promise.accessibleName()
    assert sheet.promise._day.text() != alone
    alt(desk, "s")
    desk.press(Key.Key_Down)
    assert sheet.way.how().route_to == "S03"
    assert "Warehouse" in sheet._foot_text.text()
    assert sheet.promise._day.text().removeprefix("Sat ") in sheet._foot_text.text().replace(" 0", " ")
    sold = paid(desk)
    line = order_of(desk, sold).lines[0]
    assert (line.route, line.route_to) == ("other_store", "S03")
    assert "Collect at Warehouse" in paper(sold)


def test_goods_to_be_delivered_ask_for_the_address_in_place_and_keep_it(desk: Desk) -> None:
    sheet = panel(desk)
    alt(desk, "v")
    assert desk.window.focusWidget() is sheet.way.address.field
    desk.press(Key.Key_F12)
    assert "Type the address" in sheet.way.address._below.text()
    desk.write("9 Hill Road")
    assert not sheet.way.address.field.property("refused")
    assert "We deliver the goods" in sheet._foot_text.text()
    assert sheet.promise.accessibleName().startswith("Sent by Thu 3 Dec")
    assert sheet.deposit._later.accessibleName().startswith("Due when it is sent")
    sold = paid(desk)
    assert order_of(desk, sold).lines[0].route == "deliver"
    assert "We deliver the goods to you." in paper(sold)
    assert desk.register.waiting.customer_history(ADA).customer.address == "9 Hill Road"


def test_enter_goes_on_from_the_address_and_the_days_to_the_customer_and_to_the_main_button(desk: Desk) -> None:
    desk.scan(barcode(LAMPS))
    desk.press(Key.Key_F6)
    sheet = desk.expect(BackorderSheet)
    alt(desk, "v")
    desk.write("9 Hill Road")
    desk.press(Key.Key_Return)
    assert desk.window.focusWidget() is sheet.picker.search
    desk.write("ad")
    desk.press(Key.Key_Return)
    desk.until(lambda: sheet.picker.wish() is not None)
    alt(desk, "y")
    desk.write("20 Dec")
    desk.press(Key.Key_Return)
    assert desk.window.focusWidget() is sheet.way.last.field
    desk.press(Key.Key_Return)
    assert desk.window.focusWidget() is sheet.main
    assert order_of(desk, paid(desk)).lines[0].route == "deliver"


def test_a_known_address_stands_there_already(desk: Desk) -> None:
    first = panel(desk)
    alt(desk, "v")
    desk.write("9 Hill Road")
    desk.settle()
    assert first.way.address.field.text() == "9 Hill Road"
    paid(desk)
    desk.press(Key.Key_F12)
    sheet = panel(desk)
    alt(desk, "v")
    assert sheet.way.address.field.text() == "9 Hill Road"
    choice = sheet.choice()
    assert choice is not None
    assert choice.customer.address == "", "nothing was typed, so nothing is written anew"


def test_an_address_that_was_typed_for_one_customer_is_not_the_next_ones(desk: Desk) -> None:
    sheet = panel(desk)
    alt(desk, "v")
    desk.write("9 Hill Road")
    sheet.picker.focus_search()
    desk.write("ben")
    desk.press(Key.Key_Return)
    desk.until(lambda: (wish := sheet.picker.wish()) is not None and wish.id == BEN)
    assert sheet.way.address.field.text() == ""


def test_goods_straight_from_the_supplier(desk: Desk) -> None:
    sheet = panel(desk, units=2)
    alt(desk, "i")
    desk.write("9 Hill Road")
    sold = paid(desk)
    line = order_of(desk, sold).lines[0]
    assert (line.route, line.route_to) == ("direct", "LUM")
    assert "The supplier sends the goods to you." in paper(sold)
    assert sheet.foreseen.refusal is None


def test_what_is_on_the_shelf_is_not_sent_by_the_supplier_and_that_is_said_in_place(desk: Desk) -> None:
    sheet = panel(desk, TABLES)
    alt(desk, "i")
    desk.write("9 Hill Road")
    desk.press(Key.Key_F12)
    assert desk.expect(BackorderSheet) is sheet
    assert "put aside here already" in sheet.way._refusal.text()
    assert sheet.way._refusal.isVisible()
    alt(desk, "v")
    assert order_of(desk, paid(desk)).lines[0].route == "deliver"


def test_only_ways_that_the_shop_has_for_these_goods_are_offered(desk: Desk) -> None:
    put_stock(desk.register, {("MIR-0008", "S01"): 1})
    sheet = panel(desk, 8)
    assert set(sheet.way.way._segments) == {"collect", "other_store", "deliver"}, "nobody supplies it"


def test_the_next_goods_of_the_basket_go_the_same_way_to_begin_with(desk: Desk) -> None:
    panel(desk)
    alt(desk, "v")
    desk.write("9 Hill Road")
    desk.press(Key.Key_F12)
    desk.expect(TenderSheet)
    desk.press(Key.Key_Escape)
    sheet = panel(desk, SHADES, 4)
    assert sheet.way.way.key() == "deliver"
    assert sheet.way.address.field.text() == "9 Hill Road"
    sold = paid(desk)
    assert {line.route for line in order_of(desk, sold).lines} == {"deliver"}


# --- the days --------------------------------------------------------------------------------------------------------
def test_the_days_open_by_one_key_and_are_kept(desk: Desk) -> None:
    sheet = panel(desk)
    alt(desk, "y")
    assert desk.window.focusWidget() is sheet.way.wish.field
    desk.write("20 Dec")
    desk.press(Key.Key_Tab)
    desk.write("31 Dec")
    desk.settle()
    line = order_of(desk, paid(desk)).lines[0]
    assert (line.wanted_on, line.not_after) == (date(2026, 12, 20), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("wish", "last", "says"),
    [
        ("", "+2", "it can be promised by Thu 3 Dec"),
        ("20 Dec", "10 Dec", "want nothing after"),
        ("", "soon", "no day"),
        ("20 Nov", "", "is past"),
    ],
)
def test_days_that_cannot_be_are_refused_in_place_and_stay_typed(desk: Desk, wish: str, last: str, says: str) -> None:
    sheet = panel(desk)
    alt(desk, "y")
    desk.write(wish)
    desk.press(Key.Key_Tab)
    desk.write(last)
    desk.settle()
    desk.press(Key.Key_F12)
    assert desk.expect(BackorderSheet) is sheet
    row = sheet.way.last if last else sheet.way.wish
    assert says in row._below.text()
    assert desk.window.focusWidget() is row.field
    assert (sheet.way.wish.field.text(), sheet.way.last.field.text()) == (wish, last)
    assert sheet.promise._day.text() == "Thu 3 Dec"


# --- goods that are here ---------------------------------------------------------------------------------------------
def test_goods_that_are_here_are_promised_as_the_ticket_says_it(desk: Desk) -> None:
    """The panel told the day of the next delivery, and the ticket that of the goods on the shelf."""
    sheet = panel(desk, TABLES)
    assert "here, and put aside at once" in sheet.promise._sureness.text()
    day = sheet.promise._day.text()
    desk.press(Key.Key_F12)
    assert desk.window.counter.pane.view.rows.rows[-1].pill[1] == "Put aside"
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_F6)
    sold = paid(desk)
    promise = sold.backorders[0].promise
    assert promise is not None
    assert day == f"{promise.latest_on:%a} {promise.latest_on.day} {promise.latest_on:%b}"


def test_layaway_puts_all_of_it_aside_is_found_and_is_collected_as_any_order(desk: Desk) -> None:
    sheet = panel(desk, TABLES, 2)
    alt(desk, "l")
    assert not sheet.stepper.isVisible()
    assert not sheet.promise.isVisible()
    assert sheet._split.text().startswith("2 put aside")
    assert sheet.main.accessibleName() == "Put aside on layaway, £89.00 deposit"
    alt(desk, "d")
    desk.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.write("100")
    sold = paid(desk)
    assert "Put aside for you; yours when it is paid in full" in paper(sold)
    assert "Pay any amount at any time" in paper(sold)
    line = order_of(desk, sold).lines[0]
    assert (line.kind, line.ordered, line.allocated) == ("layaway", 2, 2)
    assert (sold.order_deposit.minor, sold.balance_due.minor) == (10000, 7800)
    desk.press(Key.Key_F12)
    desk.press(Key.Key_F5)
    desk.write("ad")
    desk.settle()
    desk.expect(OrdersView)
    desk.press(Key.Key_F12)
    for _ in range(2):
        desk.scan(barcode(TABLES))
    desk.press(Key.Key_F12)
    desk.until(lambda: isinstance(desk.window.sheet, TenderSheet))
    desk.press(Key.Key_Return)
    desk.until(lambda: order_of(desk, sold).state == "collected")
    assert verify(desk.register.ledger).ok


def test_one_more_of_what_is_on_layaway_is_put_aside_too_and_the_sums_follow(desk: Desk) -> None:
    panel(desk, TABLES)
    alt(desk, "l")
    desk.press(Key.Key_F12)
    desk.press(Key.Key_Escape)
    desk.scan(barcode(TABLES))
    basket = desk.window.basket
    assert [(line.quantity, line.later) for line in basket.lines] == [(2, 2)]
    quote = basket.quote()
    assert quote is not None
    assert quote.due_now.minor == 8900
    desk.press(Key.Key_F12)
    desk.press(Key.Key_Return)
    desk.until(lambda: isinstance(desk.window.sheet, DonePanel))
    assert desk.window.paying.last is not None
    assert order_of(desk, desk.window.paying.last).lines[0].allocated == 2


def test_goods_that_are_not_ordered_any_more_may_go_on_layaway_while_they_are_here(desk: Desk) -> None:
    put_stock(desk.register, {(CLOCK, "S01"): 2})
    sheet = panel(desk, CLOCKS)
    assert sheet.layaway.is_chosen()
    assert order_of(desk, paid(desk)).lines[0].kind == "layaway"


def test_layaway_is_offered_only_where_all_of_it_is_here(desk: Desk) -> None:
    sheet = panel(desk, SHADES, 3)
    assert not sheet.layaway.isVisible(), "two are here, one has to come"


# --- the basket ------------------------------------------------------------------------------------------------------
def test_the_way_is_there_again_when_the_panel_is_opened_again_and_after_a_crash(desk: Desk) -> None:
    panel(desk)
    alt(desk, "o")
    alt(desk, "y")
    desk.write("20 Dec")
    desk.settle()
    desk.press(Key.Key_F12)
    desk.expect(TenderSheet)
    desk.press(Key.Key_Escape)
    basket = desk.window.basket
    kept = draft_of(basket, FixedClock().now())
    assert kept is not None
    again = restore(desk.register, kept)
    assert again.how == basket.how
    desk.press(Key.Key_F6)
    sheet = desk.expect(BackorderSheet)
    assert (sheet.way.way.key(), sheet.way.wish.field.day()) == ("other_store", date(2026, 12, 20))
    assert sheet.way.days.isVisible()


def test_a_refused_deposit_shows_a_dash_where_the_rules_sum_stood(desk: Desk) -> None:
    sheet = panel(desk)
    opener = next(one for one in sheet.deposit.findChildren(QAbstractButton) if one.accessibleName() == "Number pad")
    beside = opener.geometry().top()
    alt(desk, "d")
    desk.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.write("1.234")
    assert "22.50" not in sheet.main.accessibleName()
    assert "–" in sheet.main.accessibleName()
    assert sheet._foot_text.text() == "The receipt says: –"
    assert sheet.deposit._later.value() == "–"
    desk.press(Key.Key_Tab)
    assert sheet.deposit.field._refusal.isVisible()
    assert opener.geometry().top() == beside, "on the row of its field"
    desk.press(Key.Key_F12)
    assert desk.expect(BackorderSheet) is sheet
    alt(desk, "d")
    desk.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.write("30")
    assert "£30.00" in sheet.main.accessibleName()


def test_what_is_typed_as_a_deposit_outlasts_the_choice_of_another_way(desk: Desk) -> None:
    sheet = panel(desk)
    alt(desk, "d")
    desk.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.write("1.234")
    alt(desk, "o")
    assert sheet.deposit.field.line.text() == "1.234"


def test_the_lines_of_the_basket_say_their_way(desk: Desk) -> None:
    panel(desk, TABLES)
    alt(desk, "l")
    desk.press(Key.Key_F12)
    desk.press(Key.Key_Escape)
    panel(desk)
    alt(desk, "i")
    desk.write("9 Hill Road")
    desk.press(Key.Key_F12)
    desk.press(Key.Key_Escape)
    pane = desk.window.counter.pane
    rows = {row.name: row.pill[1] for row in pane.view.rows.rows if row.line >= 0}
    assert rows == {"Oak side table 45 cm": "Put aside, layaway", "Brass lamp, tall": "From the supplier"}
    assert {TABLE, LAMP} == set(desk.window.basket.how)
    assert SHADE not in desk.window.basket.how
