"""The counter: what scans, keys and choices do to the basket, and what it says about it."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt

from pos.domain.errors import NotEnoughHere
from pos.domain.people import Person
from pos.usecases.checkout import CustomerWish, TenderWish
from tests.builders import ADA, BULB, CLOCK, LAMP, MIRROR, SHADE, TABLE, barcode, product, put_products, put_stock
from tests.ui.counter_desk import Desk, desk
from ui.views.basket_rows import ROW, BasketModel, rows_of
from ui.views.help_overlay import HelpOverlay
from ui.views.orders_view import OrdersView
from ui.views.search_results import FoundModel
from ui.views.shortage_choices import ShortageChoices
from ui.widgets import ActionButton

__all__ = ["desk"]
Key = Qt.Key


def _shows(view: OrdersView, number: str) -> bool:
    return view.key() == number


def labels(choices: ShortageChoices) -> list[str]:
    return [button.accessibleName() for button in choices.findChildren(ActionButton) if button.isVisible()]


def test_a_scan_becomes_a_line_and_a_second_one_makes_it_two(desk: Desk) -> None:
    """Scanning the same product grows its line rather than adding another."""
    desk.scan(barcode(27))
    desk.scan(barcode(27))
    assert [(line.product.sku, line.quantity) for line in desk.window.basket.lines] == [(BULB, 2)]
    assert desk.window.counter.totals.to_pay.value() == "£6.50"
    assert desk.window.counter.search.box.text() == ""


def test_fast_scans_come_into_the_basket_in_their_order(desk: Desk) -> None:
    """Nothing is dropped when the next scan comes before the answer to the last."""
    for number in (45, 30, 27, 12):
        desk.window.on_scanned(barcode(number))
    desk.settle(3)
    assert [line.product.sku for line in desk.window.basket.lines] == [TABLE, SHADE, BULB, LAMP]


def test_a_scan_before_the_records_are_open_is_not_lost(desk: Desk) -> None:
    """What is scanned while the shop is being opened is looked up as soon as it is."""
    register, shop = desk.register, desk.window.basket.shop
    assert shop is not None
    desk.window.basket.register = None
    desk.window.on_scanned(barcode(27))
    assert not desk.window.basket.lines
    desk.window.basket.open(register, shop)
    desk.settle()
    assert [line.product.sku for line in desk.window.basket.lines] == [BULB]


def test_three_star_and_a_scan_make_three(desk: Desk) -> None:
    """ "3*" typed before a scan is its quantity."""
    desk.write("3*")
    desk.scan(barcode(27))
    assert desk.window.basket.lines[0].quantity == 3
    assert desk.window.counter.search.box.text() == ""


def test_keys_change_the_chosen_line_and_undo_brings_it_back(desk: Desk) -> None:
    """Plus, minus, Del with its way back, Ctrl+Z and Ctrl+Y, arrows, Home and End."""
    desk.scan(barcode(45))
    desk.scan(barcode(27))
    basket = desk.window.basket
    desk.write("++-")
    desk.settle()
    assert basket.lines[1].quantity == 2
    desk.press(Key.Key_Up)
    assert basket.selected == 0
    desk.press(Key.Key_End)
    assert basket.selected == 1
    desk.press(Key.Key_Home)
    desk.press(Key.Key_Delete)
    assert [line.product.sku for line in basket.lines] == [BULB]
    assert "Oak side table 45 cm was removed" in desk.toast
    desk.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [line.product.sku for line in basket.lines] == [TABLE, BULB]
    desk.press(Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert [line.product.sku for line in basket.lines] == [BULB]


def test_escape_never_throws_a_basket_away(desk: Desk) -> None:
    """Esc empties the search box, closes sheets, and stops there."""
    desk.scan(barcode(27))
    desk.press(Key.Key_F1)
    desk.expect(HelpOverlay)
    for _ in range(3):
        desk.press(Key.Key_Escape)
    assert not desk.has_sheet()
    assert len(desk.window.basket.lines) == 1
    assert desk.window.counter.search.box.hasFocus()


def test_an_unknown_code_is_said_without_taking_the_focus(desk: Desk) -> None:
    """The message stands in the lane and typing goes on."""
    desk.scan("4006381333931")
    assert "No product answers" in desk.toast
    assert desk.window.counter.search.box.hasFocus()
    assert not desk.window.basket.lines


TELL_ME, WANTED = "Tell me when it is back", "Wanted, not bought"


def test_a_line_that_is_not_here_offers_what_the_shop_allows(desk: Desk) -> None:
    """Backorder, the other store, the two for who does not order and, with the right to it, selling anyway."""
    desk.scan(barcode(12))
    choices = desk.window.counter.pane.view.controls.choices
    assert labels(choices) == ["Backorder 1", "High Street has 2", TELL_ME, WANTED, "Sell anyway"]
    assert desk.window.counter.pay.accessibleName() == "Decide on what is missing"
    row = rows_of(desk.window.basket)[0]
    assert row.tone == "short"
    assert row.pill == ("backorder", "Backorder, by Thu 3 Dec")


def test_part_of_a_line_can_be_taken_now(desk: Desk) -> None:
    """With one here and two wanted the first choice is to take one and order the other."""
    put_stock(desk.register, {(LAMP, "S01"): 1})
    desk.scan(barcode(12))
    desk.write("+")
    desk.settle()
    assert labels(desk.window.counter.pane.view.controls.choices)[:2] == ["Take 1, backorder 1", "Backorder 2"]


def test_a_cashier_is_offered_only_what_a_cashier_may(desk: Desk) -> None:
    """Selling anyway and goods without any date are not offered without the right."""
    desk.window.unlock(Person("amira", "Amira", "cashier"))
    desk.scan(barcode(8))
    assert desk.window.basket.lines[0].product.sku == MIRROR
    assert labels(desk.window.counter.pane.view.controls.choices) == [TELL_ME, WANTED]
    desk.press(Key.Key_F12)
    assert "takes no orders" in desk.toast
    assert not desk.has_sheet()


def test_what_is_gone_for_good_is_never_backordered(desk: Desk) -> None:
    """A discontinued product that is not here cannot be promised, not even by the owner."""
    desk.scan(barcode(3))
    assert desk.window.basket.lines[0].product.sku == CLOCK
    assert labels(desk.window.counter.pane.view.controls.choices) == ["Warehouse has 1", TELL_ME, WANTED, "Sell anyway"]
    desk.press(Key.Key_F6)
    assert "not ordered any more" in desk.toast


def test_sell_anyway_settles_a_line_and_the_sale_goes_through(desk: Desk) -> None:
    """Goods in the customer's hand are sold although the record denies them."""
    desk.scan(barcode(12))
    desk.window.basket.sell_anyway(0, "In the customer's hand")
    assert desk.window.basket.undecided() is None
    sold = desk.register.sell(desk.window.basket.checkout((TenderWish(),), "r-1"))
    assert [part.quantity for part in sold.taken_now] == [1]


def test_a_mixed_basket_stands_in_two_groups_with_subtotals(desk: Desk) -> None:
    """Taken now and ordered, each with its own sum; the sums below say what is paid when."""
    desk.scan(barcode(45))
    desk.scan(barcode(12))
    desk.window.basket.take_backorder(1, 1, CustomerWish(id=ADA, name="Ada Osei"), "Ada Osei", None, "")
    desk.settle()
    rows = rows_of(desk.window.basket)
    assert [(row.line, row.name, row.total) for row in rows] == [
        (-1, "Taken now", "£89.00"),
        (0, "Oak side table 45 cm", "£89.00"),
        (-1, "Ordered", "£45.00"),
        (1, "Brass lamp, tall", "£45.00"),
    ]
    assert rows[3].pill == ("backorder", "Ready by Thu 3 Dec")
    assert desk.window.counter.totals.to_pay.value() == "£111.50"
    assert desk.window.counter.pay.accessibleName() == "Pay £111.50"


def test_a_deposit_agreed_for_other_goods_does_not_count(desk: Desk) -> None:
    """When what follows later changes, the rule's own deposit is asked for again."""
    desk.scan(barcode(12))
    basket = desk.window.basket
    price = desk.register.look_up(LAMP).product.price
    basket.take_backorder(0, 1, CustomerWish(id=ADA, name="Ada Osei"), "Ada Osei", price, "")
    assert basket.order_deposit == price
    basket.set_later(0, 0)
    assert basket.order_deposit is None


def test_a_product_without_a_price_asks_for_one_on_its_line(desk: Desk) -> None:
    """Nothing can be paid before, and the typed price is the line's."""
    put_products(desk.register, [product("ODD-1", "Odd bowl", None, code=barcode(99))])
    put_stock(desk.register, {("ODD-1", "S01"): 1})
    desk.scan(barcode(99))
    counter = desk.window.counter
    assert counter.pay.accessibleName() == "Type the price first"
    assert not counter.pay.isEnabled()
    price = counter.pane.view.controls.price
    assert price is not None
    assert price.isVisible()
    price.line.setFocus()
    desk.write("7.5o")
    desk.press(Key.Key_F12)
    assert not desk.has_sheet()
    assert price.is_refused
    desk.write("7.50")
    desk.press(Key.Key_F12)
    assert counter.pay.accessibleName() == "Pay £7.50"


def test_typing_a_name_finds_it_and_enter_takes_the_marked_hit(desk: Desk) -> None:
    """Search as one types, arrows choose, Enter adds."""
    search = desk.window.counter.search
    desk.write("brass")
    desk.until(lambda: search.results.isVisible())
    assert [hit.product.sku for hit in search.results.model.found] == [LAMP, "LMP-0014"]
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    assert [line.product.sku for line in desk.window.basket.lines] == ["LMP-0014"]
    assert not search.results.isVisible()


def test_a_search_without_hits_says_so_and_offers_what_was_meant(desk: Desk) -> None:
    """The suggestion is one key away."""
    search = desk.window.counter.search
    desk.write("brass lamb")
    desk.until(lambda: search.results.isVisible())
    assert search.results.model.found == ()
    desk.press(Key.Key_Return)
    desk.until(lambda: len(search.results.model.found) == 2)
    assert search.box.text() == "brass lamp"


def test_a_typed_code_is_taken_by_enter(desk: Desk) -> None:
    """Digits and Enter at a person's pace are a code, not a scan."""
    desk.write(barcode(27))
    desk.press(Key.Key_Return)
    assert [line.product.sku for line in desk.window.basket.lines] == [BULB]


def test_the_code_of_an_order_opens_the_order(desk: Desk) -> None:
    """A receipt number or the code printed on a ticket is no product."""
    desk.scan(barcode(27))
    sold = desk.register.sell(desk.window.basket.checkout((TenderWish(),), "r-1"))
    for code in (sold.number, f"BO1:S01:{sold.number}:0AF3"):
        desk.scan(code)
        view = desk.expect(OrdersView)
        desk.qtbot.waitUntil(partial(_shows, view, sold.number))
        desk.press(Key.Key_Escape)
        desk.until(lambda: not desk.has_sheet())
    assert len(desk.window.basket.lines) == 1


def test_goods_held_for_the_customer_are_here_once_the_basket_is_theirs(desk: Desk) -> None:
    """Nobody else may take them; for who asked to be told nothing is missing, and the sale goes through."""
    desk.register.tell_me.add(LAMP, CustomerWish(id=ADA))
    put_stock(desk.register, {(LAMP, "S01"): 1})
    desk.register.tell_me.serve()
    desk.scan(barcode(12))
    assert desk.window.basket.missing(0) == 1
    desk.window.basket.set_customer(CustomerWish(id=ADA), "Ada Osei")
    desk.settle()
    assert desk.window.basket.missing(0) == 0
    sold = desk.register.sell(desk.window.basket.checkout((TenderWish(),), "r-held"))
    assert [part.quantity for part in sold.taken_now] == [1]
    desk.window.basket.set_customer(None, "")
    desk.settle()
    assert desk.window.basket.missing(0) == 1


def test_a_refused_sale_keeps_the_basket_and_says_why(desk: Desk) -> None:
    """Somebody else sold the last one meanwhile: the tender sheet says it, the basket is as it was."""
    desk.scan(barcode(45))
    desk.press(Key.Key_F12)
    put_stock(desk.register, {(TABLE, "S01"): -4})
    desk.press(Key.Key_Return)
    desk.settle(3)
    assert len(desk.window.basket.lines) == 1
    assert desk.window.paying.last is None
    assert desk.window.basket.undecided() == 0
    assert desk.window.paying.tender is not None
    with pytest.raises(NotEnoughHere):
        desk.register.sell(desk.window.basket.checkout((TenderWish(),), "r-2"))
    assert desk.register.sales() == ()


def test_the_rows_are_a_model_that_qt_finds_no_fault_with(desk: Desk, qtmodeltester: object) -> None:
    """Qt's own tester walks the rows through a change of the basket."""
    model, found = BasketModel(), FoundModel()
    qtmodeltester.check(model)  # type: ignore[attr-defined]
    desk.scan(barcode(45))
    model.set_rows(rows_of(desk.window.basket))
    assert model.index(0).data(ROW).name == "Oak side table 45 cm"
    desk.scan(barcode(27))
    model.set_rows(rows_of(desk.window.basket))
    assert model.index(1).data() == "Bulb E27 warm, 1, Take now, £3.25, £3.25"
    qtmodeltester.check(found)  # type: ignore[attr-defined]
    shop = desk.window.basket.shop
    assert shop is not None
    found.set_rows(desk.register.find("brass"), shop)
    assert found.index(0).data() == "Brass lamp, tall, LMP-0012, £45.00, Not here today"
