"""The acts on one order from the list of orders: changed, paid towards, cancelled, told, reinstated, by keyboard."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from pos.domain.people import BY_RULE, Person
from pos.store.verify import verify
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish
from pos.usecases.receiving import Arrival
from tests.builders import ADA, BEN, LAMP, SHADE, barcode, product, put_products, put_supply
from tests.ui.counter_desk import Desk, desk
from ui.views.absent_sheet import AbsentSheet
from ui.views.cancel_sheet import CancelSheet
from ui.views.change_contact import Contact
from ui.views.change_parts import Days, Product, Quantity, Way
from ui.views.delay_answer_sheet import DelayAnswerSheet
from ui.views.deposit_sheet import DepositSheet
from ui.views.order_act_sheet import OrderActSheet
from ui.views.order_change_sheet import OrderChangeSheet, names
from ui.views.order_line_row import LineRow
from ui.views.order_timeline import with_short_days
from ui.views.orders_view import OrdersView
from ui.views.reinstate_sheet import ReinstateSheet
from ui.views.tell_sheet import TellSheet
from ui.widgets import SumRow, TextLabel

__all__ = ["desk"]
Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CASHIER = Person("p-1", "Amira", "cashier")


def order(desk: Desk, sku: str = LAMP, units: int = 2, who: str = ADA) -> str:
    """Somebody orders and pays half of it by card."""
    lines = (LineWish(sku, units, take="backorder"),)
    return desk.register.sell(Checkout(lines, (TenderWish("card"),), CustomerWish(id=who))).number


def open_order(desk: Desk, number: str) -> OrdersView:
    desk.window.open_order(number)
    desk.settle(4)
    view = desk.expect(OrdersView)
    assert view.key() == number
    return view


def act(desk: Desk, number: str, key: Key) -> OrderActSheet:
    """An act by the letter that is underlined on its button."""
    open_order(desk, number)
    here = desk.window.focusWidget()
    assert here is not None
    before = desk.window.sheet
    QTest.keyClick(here, key, ALT)
    desk.until(lambda: desk.window.sheet is not before)
    desk.settle(3)
    return desk.expect(OrderActSheet)


def words_in(part: QWidget) -> str:
    rows = [row.accessibleName() for row in part.findChildren(SumRow)]
    return "\n".join([label.text() for label in part.findChildren(TextLabel)] + rows)


def type_into(field: QWidget, text: str) -> None:
    field.setFocus()
    QTest.keyClicks(field, text)


def f12(desk: Desk) -> None:
    desk.press(Key.Key_F12)
    desk.settle(4)


def green(desk: Desk) -> None:
    """The records can be made again from the log."""
    assert verify(desk.register.ledger).ok


# --- the detail ------------------------------------------------------------------------------------------------------
def test_an_order_shows_its_five_numbers_its_moves_and_who_did_what_newest_first(desk: Desk) -> None:
    number = order(desk, units=3)
    desk.register.buying.redate("PO-1007", date(2027, 1, 20))
    desk.register.waiting.redate(number, why="ship is late")
    desk.register.receive([Arrival(LAMP, 1)])
    view = open_order(desk, number)
    shown = words_in(view.detail)
    assert "3 ordered · 1 put aside · 0 handed over · 0 cancelled · 2 to come" in shown
    assert "was Thu 3 Dec, moved once" in shown
    assert "place 1 in the queue" in shown
    today, shop = desk.clock.now().date(), desk.register.shop()
    steps = [with_short_days(told.words, shop, today) for told in desk.register.board.story(number).steps]
    assert [shown.index(words) for words in dict.fromkeys(steps)] == sorted(
        shown.index(words) for words in dict.fromkeys(steps)
    )
    assert "R2" in shown


def test_only_what_can_be_done_is_offered(desk: Desk) -> None:
    number = order(desk)
    view = open_order(desk, number)
    offered = {name for name, button in view.detail.acts.buttons.items() if button.isVisible()}
    assert offered == {"change", "deposit", "tell", "absent", "cancel"}
    from pos.usecases.order_cancelling import CancelWish

    desk.register.waiting.cancel(number, CancelWish("changed_mind"))
    view = open_order(desk, number)
    offered = {name for name, button in view.detail.acts.buttons.items() if button.isVisible()}
    assert offered == {"reinstate"}
    sold = desk.register.sell(Checkout((LineWish(SHADE, 1),), (TenderWish(),))).number
    assert not open_order(desk, sold).detail.acts.isVisible()


# --- change ----------------------------------------------------------------------------------------------------------
def test_fewer_are_wanted_and_what_is_held_beyond_their_price_goes_back(desk: Desk) -> None:
    number = order(desk, units=4)
    desk.register.waiting.add_deposit(number, [TenderWish("card")])
    sheet = act(desk, number, Key.Key_C)
    assert isinstance(sheet, OrderChangeSheet)
    assert isinstance(sheet.part, Quantity)
    sheet.part.units.field.set_quantity(1)
    type_into(sheet.why.field, "one is enough")
    f12(desk)
    assert "£135.00 goes back" in words_in(sheet)
    f12(desk)
    desk.expect(OrdersView)
    found = desk.register.order(number)
    assert found is not None
    assert (found.lines[0].open, found.order_deposit, found.balance_due) == (1, 4500, 0)
    green(desk)


def test_the_fee_for_fewer_is_seen_before_and_a_manager_may_waive_it(desk: Desk) -> None:
    """R118: a change that gives goods up says what it costs before it is done."""
    from dataclasses import replace

    rules = replace(desk.register.shop().waiting, fee_percent=10)
    desk.register.change_shop(waiting=rules)
    number = order(desk, units=4)
    desk.clock.pass_time(timedelta(hours=2))
    sheet = act(desk, number, Key.Key_C)
    assert isinstance(sheet, OrderChangeSheet)
    assert isinstance(sheet.part, Quantity)
    assert not sheet.money_card.isVisible()
    sheet.part.units.field.set_quantity(1)
    f12(desk)  # what it costs was not seen yet, so it is shown first
    seen = words_in(sheet.money_card)
    assert "Fee kept, £13.50" in seen
    assert "The shop's rule for cancelling." in seen
    assert "Goes back to the customer, £31.50" in seen
    found = desk.register.order(number)
    assert found is not None
    assert found.version == 1
    sheet.no_fee.setChecked(True)
    desk.settle(4)
    assert "Fee kept, £0.00" in words_in(sheet.money_card)
    f12(desk)
    assert "Say why the fee is waived" in words_in(sheet)
    sheet.no_fee.setChecked(False)
    desk.settle(4)
    f12(desk)
    assert "£13.50 fee kept, £31.50 goes back" in words_in(sheet)
    green(desk)


def test_more_shows_the_total_the_due_the_day_and_the_deposit_that_the_rule_asks_for_before_it_is_done(
    desk: Desk,
) -> None:
    """Two more lamps of 45.00 where half is asked for ahead; F12 straight after the typing shows it first."""
    number = order(desk)
    sheet = act(desk, number, Key.Key_C)
    assert isinstance(sheet, OrderChangeSheet)
    assert isinstance(sheet.part, Quantity)
    sheet.part.units.field.set_quantity(4)
    f12(desk)
    seen = words_in(sheet.money_card)
    for words in ("The order comes to, £180.00", "What is added can be had by, Thu 3 Dec", "Deposit still held, £45.00",
                  "Due on collection, £135.00", "Deposit asked for what is added, £45.00"):  # fmt: skip
        assert words in seen
    assert "press F12 again" in words_in(sheet)
    found = desk.register.order(number)
    assert found is not None
    assert found.version == 1
    f12(desk)
    assert "£45.00 more is asked for ahead" in words_in(sheet)
    found = desk.register.order(number)
    assert found is not None
    assert (found.order_deposit, found.balance_due) == (4500, 13500)
    green(desk)


def test_a_number_that_nobody_expects_is_asked_about_once(desk: Desk) -> None:
    number = order(desk)
    sheet = act(desk, number, Key.Key_C)
    assert isinstance(sheet, OrderChangeSheet)
    assert isinstance(sheet.part, Quantity)
    sheet.part.units.field.setFocus()
    desk.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.write("9999")
    desk.settle(3)
    assert "The order comes to, £449,955.00" in words_in(sheet.money_card)
    f12(desk)
    assert "9999 instead of 2: is that right?" in words_in(sheet)
    found = desk.register.order(number)
    assert found is not None
    assert found.version == 1
    f12(desk)
    found = desk.register.order(number)
    assert found is not None
    assert sum(line.open for line in found.lines) == 9999
    green(desk)


def test_every_change_has_a_form_and_nothing_typed_is_refused_in_place(desk: Desk) -> None:
    sheet = act(desk, order(desk), Key.Key_C)
    assert isinstance(sheet, OrderChangeSheet)
    for at, _ in enumerate(names()):
        sheet.what.field.setCurrentIndex(at)
        desk.settle()
        assert sheet.part.isVisible()
    sheet.what.field.setCurrentIndex(0)
    f12(desk)
    assert "It is 2 already" in words_in(sheet)
    assert desk.window.sheet is sheet


def test_a_substitute_is_scanned_and_keeps_the_deposit(desk: Desk) -> None:
    number = order(desk, units=1)
    sheet = act(desk, number, Key.Key_C)
    assert isinstance(sheet, OrderChangeSheet)
    sheet.what.field.setCurrentIndex(list(names()).index("product"))
    desk.scan(barcode(14))
    assert isinstance(sheet.part, Product)
    assert "Brass lamp, short, £39.00, 3 free here" in sheet.part.chosen.text()
    f12(desk)
    if desk.window.sheet is sheet:
        f12(desk)
    found = desk.register.order(number)
    assert found is not None
    assert [(line.sku, line.open) for line in found.lines] == [(LAMP, 0), ("LMP-0014", 1)]
    assert found.order_deposit == 2250
    green(desk)


def test_goods_against_the_advice_ask_for_a_reason_and_keep_what_was_chosen(desk: Desk) -> None:
    number = order(desk, units=1)
    late = product("LATE", "Chandelier", 30_000, code=barcode(77), supplier="")
    put_products(desk.register, [late])
    put_supply(desk.register, "LATE", 9, date(2026, 11, 24) + timedelta(days=120), number="PO-9")
    desk.window.basket.person = Person("p-9", "Cara", "manager")
    sheet = act(desk, number, Key.Key_C)
    assert isinstance(sheet, OrderChangeSheet)
    sheet.what.field.setCurrentIndex(list(names()).index("product"))
    desk.scan(barcode(77))
    f12(desk)
    assert "The advice is against it" in words_in(sheet)
    assert isinstance(sheet.part, Product)
    assert sheet.part.found is not None
    type_into(sheet.why.field, "she will wait")
    f12(desk)
    found = desk.register.order(number)
    assert found is not None
    assert [(line.sku, line.open) for line in found.lines] == [(LAMP, 0), ("LATE", 1)]
    green(desk)


def test_a_day_that_is_none_is_refused_and_a_good_one_is_kept(desk: Desk) -> None:
    number = order(desk)
    sheet = act(desk, number, Key.Key_C)
    assert isinstance(sheet, OrderChangeSheet)
    sheet.what.field.setCurrentIndex(list(names()).index("days"))
    assert isinstance(sheet.part, Days)
    type_into(sheet.part.last.field, "soonish")
    f12(desk)
    assert "is no day" in words_in(sheet)
    sheet.part.last.field.clear()
    type_into(sheet.part.last.field, "1 dec")
    f12(desk)
    assert "Ask whether they want it later" in words_in(sheet)
    found = desk.register.order(number)
    assert found is not None
    assert found.lines[0].not_after == date(2026, 12, 1)


def test_another_contact_and_another_way_are_kept(desk: Desk) -> None:
    number = order(desk)
    sheet = act(desk, number, Key.Key_C)
    assert isinstance(sheet, OrderChangeSheet)
    sheet.what.field.setCurrentIndex(list(names()).index("way"))
    assert isinstance(sheet.part, Way)
    sheet.part.way._segments["other_store"].click()
    f12(desk)
    if desk.window.sheet is sheet:
        f12(desk)
    found = desk.register.order(number)
    assert found is not None
    assert (found.lines[0].route, found.lines[0].route_to) == ("other_store", "S02")
    sheet = act(desk, number, Key.Key_C)
    assert isinstance(sheet, OrderChangeSheet)
    sheet.what.field.setCurrentIndex(list(names()).index("contact"))
    assert isinstance(sheet.part, Contact)
    type_into(sheet.part.fields["email"].field, "ada@example.com")
    f12(desk)
    assert desk.register.find_customers("ada")[0].email == "ada@example.com"


def test_a_stale_copy_changes_nothing_says_so_and_is_looked_at_again(desk: Desk) -> None:
    """Somebody else changed the order meanwhile."""
    number = order(desk)
    sheet = act(desk, number, Key.Key_C)
    assert isinstance(sheet, OrderChangeSheet)
    desk.register.waiting.change_quantity(number, 1, 1, person=Person("p-9", "Cara", "manager"))
    assert isinstance(sheet.part, Quantity)
    sheet.part.units.field.set_quantity(5)
    f12(desk)
    assert "was changed since you opened it" in words_in(sheet)
    assert not sheet.main.isEnabled()
    assert sheet._reload.hasFocus()
    desk.press(Key.Key_Return)
    desk.settle(3)
    again = desk.expect(OrderChangeSheet)
    assert again is not sheet
    assert again.about.order.lines[0].open == 1


# --- money -----------------------------------------------------------------------------------------------------------
def test_a_percentage_is_of_what_is_left_or_of_the_total(desk: Desk) -> None:
    number = order(desk)
    sheet = act(desk, number, Key.Key_D)
    assert isinstance(sheet, DepositSheet)
    type_into(sheet.percent.field, "40")
    assert sheet.main.accessibleName() == "Take £18.00"
    sheet.of.choose("total")
    assert sheet.main.accessibleName() == "Take £36.00"
    f12(desk)
    found = desk.register.order(number)
    assert found is not None
    assert (found.order_deposit, found.balance_due) == (8100, 900)
    green(desk)


def test_a_refused_percentage_takes_no_sum_that_stood_there_before(desk: Desk) -> None:
    number = order(desk)
    sheet = act(desk, number, Key.Key_D)
    assert isinstance(sheet, DepositSheet)
    before = desk.register.order(number)
    for typed, refused in (("15", ""), ("150", "“150” is no percentage"), ("abc", "“abc” is no"), ("-5", "“-5” is no")):
        sheet.percent.field.clear()
        type_into(sheet.percent.field, typed)
        assert (sheet.main.accessibleName() == "Take £6.75") is not bool(refused)
        assert refused in words_in(sheet)
    f12(desk)
    assert desk.register.order(number) == before
    assert sheet.percent.field.hasFocus()
    type_into(sheet.amount.field.line, "20")
    assert not sheet.percent.field.text()
    assert "is no percentage" not in words_in(sheet)
    f12(desk)
    found = desk.register.order(number)
    assert found is not None
    assert found.order_deposit == 6500


def test_a_part_of_what_is_due_is_paid_in_cash_and_the_change_is_shown(desk: Desk) -> None:
    number = order(desk)
    sheet = act(desk, number, Key.Key_D)
    assert isinstance(sheet, DepositSheet)
    assert sheet.main.accessibleName() == "Take £45.00"
    desk.write("20")
    type_into(sheet.given.field.line, "50")
    assert "£25.00 is due then" in words_in(sheet)
    f12(desk)
    assert "Change, £30.00" in words_in(sheet)
    f12(desk)
    assert "£20.00 paid, £25.00 is still due" in desk.toast
    found = desk.register.order(number)
    assert found is not None
    assert (found.order_deposit, found.balance_due) == (6500, 2500)
    green(desk)


def test_too_much_is_refused_in_place_and_what_was_typed_stays(desk: Desk) -> None:
    sheet = act(desk, order(desk), Key.Key_D)
    assert isinstance(sheet, DepositSheet)
    desk.write("100")
    f12(desk)
    assert sheet._refusal_card.isVisible()
    assert sheet.amount.field.line.text() == "100"
    assert sheet.main.isEnabled()


def test_some_of_a_deposit_goes_back_with_a_reason(desk: Desk) -> None:
    number = order(desk)
    sheet = act(desk, number, Key.Key_D)
    assert isinstance(sheet, DepositSheet)
    sheet.way._segments["back"].click()
    sheet.amount.field.line.setText("10")
    type_into(sheet.why.field, "needs it for rent")
    f12(desk)
    assert "Back: Card, £10.00" in words_in(sheet)
    f12(desk)
    found = desk.register.order(number)
    assert found is not None
    assert found.order_deposit == 3500


def test_cancelling_shows_refund_fee_and_tender_before_it_is_done(desk: Desk) -> None:
    from dataclasses import replace

    desk.register.change_shop(waiting=replace(desk.register.shop().waiting, fee_percent=10))
    number = order(desk)
    sheet = act(desk, number, Key.Key_F)
    assert isinstance(sheet, CancelSheet)
    shown = words_in(sheet)
    assert "Deposit for these goods, £45.00" in shown
    assert "Fee kept, £9.00" in shown
    assert "The shop's rule" in shown
    assert "of which by card, £36.00" in shown
    assert sheet.main.accessibleName() == "Cancel, give back £36.00"
    sheet.reason.field.setCurrentIndex(sheet.reason.field.findData("shop_cannot"))
    desk.settle(2)
    assert "None: it is not the customer who ends it." in words_in(sheet)
    assert sheet.main.accessibleName() == "Cancel, give back £45.00"
    f12(desk)
    assert "Give £45.00 back by card." in words_in(sheet)
    f12(desk)
    found = desk.register.order(number)
    assert found is not None
    assert (found.state, found.order_deposit) == ("cancelled", 0)
    green(desk)


def test_a_fee_is_waived_by_a_manager_with_a_reason_only(desk: Desk) -> None:
    from dataclasses import replace

    desk.register.change_shop(waiting=replace(desk.register.shop().waiting, fee_percent=10))
    sheet = act(desk, order(desk), Key.Key_F)
    assert isinstance(sheet, CancelSheet)
    sheet.no_fee.click()
    desk.settle(2)
    assert not sheet.main.isEnabled()
    type_into(sheet.why_no_fee.field, "good customer")
    desk.settle(3)
    assert "Waived, with your reason." in words_in(sheet)
    assert sheet.main.accessibleName() == "Cancel, give back £45.00"
    desk.window.close_sheet()
    desk.window.basket.person = CASHIER
    sheet = act(desk, order(desk, who=BEN), Key.Key_F)
    assert isinstance(sheet, CancelSheet)
    assert not sheet.no_fee.isVisible()


def test_part_of_an_order_is_cancelled_and_the_rest_says_what_is_due(desk: Desk) -> None:
    number = order(desk, units=3)
    sheet = act(desk, number, Key.Key_F)
    assert isinstance(sheet, CancelSheet)
    sheet.steppers[1].set_quantity(1)
    sheet.ask()
    desk.settle(2)
    assert "Deposit still held, £45.00" in words_in(sheet)
    assert "Due on collection, £45.00" in words_in(sheet)
    sheet.keep.click()
    desk.settle(2)
    assert "Stays for the rest, £22.50" in words_in(sheet)
    f12(desk)
    found = desk.register.order(number)
    assert found is not None
    assert (found.lines[0].open, found.order_deposit) == (2, 6750)


def test_two_lines_of_one_product_are_told_apart_and_the_way_the_money_goes_back_is_in_sight(desk: Desk) -> None:
    """At 1024 x 768: nobody gives money back by a way that they did not see."""
    number = order(desk)
    desk.register.receive([Arrival(LAMP, 2)])
    desk.register.waiting.change_quantity(number, 1, 4)
    sheet = act(desk, number, Key.Key_F)
    assert isinstance(sheet, CancelSheet)
    assert {"of 2, put aside", "of 2, by Thu 3 Dec"} <= set(words_in(sheet).splitlines())
    assert sheet.tender.visibleRegion().boundingRect() == sheet.tender.rect()


def test_a_number_that_cannot_be_cancelled_shows_no_sums(desk: Desk) -> None:
    sheet = act(desk, order(desk), Key.Key_F)
    assert isinstance(sheet, CancelSheet)
    sheet.steppers[1].setFocus()
    desk.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.write("9")
    desk.settle(3)
    assert sheet.main.accessibleName() == "Cancel, give back –"
    assert "£" not in "".join(row.value() for row in sheet.findChildren(SumRow) if row.isVisibleTo(sheet))
    desk.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.write("1")
    desk.settle(3)
    assert sheet.main.accessibleName() == "Cancel, give back £22.50"


# --- telling ---------------------------------------------------------------------------------------------------------
def test_the_message_is_read_before_it_is_sent_and_sent_once(desk: Desk) -> None:
    number = order(desk)
    desk.register.buying.redate("PO-1007", date(2026, 11, 27))  # sooner: nobody is written to by itself
    sheet = act(desk, number, Key.Key_T)
    assert isinstance(sheet, TellSheet)
    assert "By text message" in words_in(sheet)
    assert number in words_in(sheet.letter)
    before = len(desk.register.news.list(number=number))
    f12(desk)
    assert len(desk.register.news.list(number=number)) == before + 1
    assert "goes out in the next minute" in desk.toast
    sheet = act(desk, number, Key.Key_T)
    assert isinstance(sheet, TellSheet)
    assert words_in(sheet.letter).splitlines()[-1] == "They know this already. Nothing would be sent."
    f12(desk)
    assert len(desk.register.news.list(number=number)) == before + 1
    assert "know this already" in desk.toast


def test_who_was_not_reached_is_called_again_on_the_day_that_stands_there(desk: Desk) -> None:
    number = order(desk)
    sheet = act(desk, number, Key.Key_E)
    assert isinstance(sheet, AbsentSheet)
    assert sheet.day._below.text() == "Wed 25 Nov"
    desk.write("mailbox")
    f12(desk)
    assert "list of calls for Wed 25 Nov" in desk.toast
    tasks = [todo.task for todo in desk.register.news.tasks() if todo.task.number == number]
    assert [(task.kind, task.due_on) for task in tasks] == [("call", date(2026, 11, 25))]
    green(desk)


def test_cancelled_goods_are_taken_again_with_a_reason(desk: Desk) -> None:
    from pos.usecases.order_cancelling import CancelWish

    number = order(desk)
    desk.register.waiting.cancel(number, CancelWish("changed_mind"))
    sheet = act(desk, number, Key.Key_I)
    assert isinstance(sheet, ReinstateSheet)
    f12(desk)
    assert "A reason is needed" in words_in(sheet)
    type_into(sheet.why.field, "wants it after all")
    f12(desk)
    if desk.window.sheet is sheet:
        f12(desk)
    found = desk.register.order(number)
    assert found is not None
    assert found.state == "waiting"


def test_escape_leaves_an_act_without_doing_it(desk: Desk) -> None:
    number = order(desk)
    act(desk, number, Key.Key_F)
    desk.press(Key.Key_Escape)
    desk.settle(3)
    assert desk.expect(OrdersView).key() == number
    found = desk.register.order(number)
    assert found is not None
    assert found.version == 1


def test_who_is_on_the_phone_about_a_late_order_is_answered_without_a_manager(desk: Desk) -> None:
    """What they say is offered where a promise does not hold: they wait, and it stands in the order who heard it."""
    number = order(desk)
    desk.register.buying.redate("PO-1007", date(2027, 1, 20))
    desk.window.unlock(Person("p-bea", "Bea", "cashier"))
    view = open_order(desk, number)
    QTest.keyClick(view.search, Key.Key_W, ALT)
    desk.until(lambda: desk.window.sheet is not view)
    desk.settle(3)
    sheet = desk.expect(DelayAnswerSheet)
    assert sheet.choice.field.key() == "wait"
    f12(desk)
    view = desk.expect(OrdersView)
    assert "What they say" not in {one.accessibleName() for one in view.detail.acts.buttons.values() if one.isVisible()}
    said = [told for told in desk.register.board.story(number).steps if told.step.kind == "choice"]
    assert [(told.words, told.step.person) for told in said] == [
        ("Customer of a late order: they wait, said by phone.", "p-bea")
    ]
    green(desk)


def test_another_way_that_the_customer_asks_for_is_no_day_that_we_moved(desk: Desk) -> None:
    """Nor does it leave open what they have to say: they have said it."""
    number = order(desk)
    desk.register.buying.redate("PO-1007", date(2027, 1, 20))
    view = open_order(desk, number)
    assert view.detail.acts.buttons["answer"].isVisible()
    desk.register.waiting.change_route(number, "other_store", to="S02")
    desk.press(Key.Key_Escape)
    view = open_order(desk, number)
    assert not view.detail.acts.buttons["answer"].isVisible()
    assert "moved" not in "\n".join(part.accessibleName() for part in view.detail.findChildren(LineRow))


def test_the_wish_of_a_customer_does_not_stand_as_a_day_that_we_told(desk: Desk) -> None:
    line = LineWish(LAMP, 2, take="backorder", wanted_on=date(2026, 12, 10))
    number = desk.register.sell(Checkout((line,), (TenderWish("card"),), CustomerWish(id=ADA))).number
    view = open_order(desk, number)
    (row,) = view.detail.findChildren(LineRow)
    assert "by Thu 3 Dec" in row.accessibleName()
    assert "wished for Thu 10 Dec" in row.accessibleName()
    assert "told Thu 10 Dec" not in row.accessibleName()


def test_a_forecast_that_is_over_is_no_forecast_in_an_order(desk: Desk) -> None:
    number = order(desk)
    desk.clock.pass_time(timedelta(days=13))  # 7 Dec, and nobody has looked at it since
    view = open_order(desk, number)
    (row,) = view.detail.findChildren(LineRow)
    assert "told Thu 3 Dec, no day now" in row.accessibleName()
    assert "Overdue" in row.accessibleName()


def test_the_timeline_names_the_rules_where_nobody_did_it(desk: Desk) -> None:
    number = order(desk)
    put_supply(desk.register, LAMP, 12, date(2026, 12, 20))
    desk.register.promises.review(person=BY_RULE)
    view = open_order(desk, number)
    said = "\n".join(part.accessibleName() for part in view.detail.findChildren(TextLabel))
    assert "Raincheck, by rule" in said
    assert "Owner" in said, "who took the order"
