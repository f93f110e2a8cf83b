"""The backorder panel: the promise, the customer, the deposit and its guard rails, against real records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pos.domain.money import Money
from pos.domain.order_deposit import DepositRule
from pos.domain.people import OWNER, Person
from pos.domain.policy_rules import PolicyRules
from pos.domain.sale import BasketLine
from pos.register import Register
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish, keep_customer
from tests.builders import ADA, CLOCK, LAMP, MIRROR, TABLE, product, put_products, put_supply, sample_register
from ui.views.backorder_sheet import BackorderChoice, BackorderSheet
from ui.widgets import TextLabel
from ui.work.background import Background
from ui.work.notices import Notices

Key = Qt.Key
CASHIER = Person("p-1", "Amira", "cashier")
Open = Callable[..., BackorderSheet]


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    monkeypatch.setenv("RAINCHECK_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("RAINCHECK_KEY_STORE", "file")
    made = sample_register(tmp_path / "shop")
    yield made
    made.close()


@pytest.fixture
def background(qapp: object) -> Iterator[Background]:
    made = Background(Notices())
    yield made
    made.close()


@pytest.fixture
def open_sheet(qtbot: QtBot, register: Register, background: Background) -> Open:
    """Opens the panel for so many of a product, as the counter does."""

    def opened(
        sku: str = LAMP, quantity: int = 2, *, size: tuple[int, int] = (1024, 700), **others: Any
    ) -> BackorderSheet:
        availability = register.look_up(sku, quantity)
        wanted = {"customer": None, "person": OWNER, "shop": register.shop(), **others}
        sheet = BackorderSheet(
            register=register, background=background, line=BasketLine(availability.product, quantity),
            availability=availability, **wanted,
        )  # fmt: skip
        qtbot.addWidget(sheet)
        sheet.resize(*size)
        sheet.show()
        sheet.activateWindow()
        return sheet

    return opened


def take_ada(qtbot: QtBot, sheet: BackorderSheet) -> None:
    QTest.keyClicks(sheet.picker.search, "ad")
    with qtbot.waitSignal(sheet.picker.chosen):
        QTest.keyClick(sheet.picker.search, Key.Key_Return)


def gbp(minor: int) -> Money:
    return Money(minor, "GBP")


def test_two_letters_enter_and_f12_agree_on_the_rules_deposit(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet()
    take_ada(qtbot, sheet)
    with qtbot.waitSignal(sheet.confirmed) as confirmed:
        QTest.keyClick(sheet.main, Key.Key_F12)
    choice = confirmed.args[0]
    assert isinstance(choice, BackorderChoice)
    assert (choice.later, choice.customer.id, choice.customer_label) == (2, ADA, "Ada Osei")
    assert (choice.order_deposit, choice.deposit_reason) == (None, "")


def test_what_is_agreed_can_be_sold_as_it_is(qtbot: QtBot, open_sheet: Open, register: Register) -> None:
    sheet = open_sheet()
    take_ada(qtbot, sheet)
    sheet.deposit.field.set_amount(gbp(6000))
    choice = sheet.choice()
    assert choice is not None
    sold = register.sell(
        Checkout((LineWish(LAMP, 2, later=choice.later),), (TenderWish(),), choice.customer, choice.order_deposit)
    )
    assert (sold.order_deposit, sold.balance_due) == (gbp(6000), gbp(3000))


def test_the_panel_says_the_day_the_sum_and_the_receipts_words(open_sheet: Open) -> None:
    sheet = open_sheet()
    assert sheet.promise._day.text() == "Thu 3 Dec"
    assert "confirmed" in sheet.promise._sureness.text()
    assert "£45.00" in sheet.main.accessibleName()
    assert sheet.deposit._later.value() == "£45.00"
    words = sheet._foot_text.text()
    assert "Thu 03 Dec 2026" in words
    assert "Riverside" in words


def test_a_date_that_nobody_confirmed_is_called_estimated(open_sheet: Open, register: Register) -> None:
    put_supply(register, "LMP-0014", 5, date(2026, 12, 2), number="PO-1008", confirmed=False)
    sheet = open_sheet("LMP-0014", 5)
    assert sheet.promise._sureness.text().startswith("Estimated")
    assert "(estimated)" in sheet._foot_text.text()


def test_why_this_date_is_one_press_away(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet()
    assert "PO-1007 (due Wed 2 Dec)" in sheet.promise._why.text()
    assert not sheet.why.isVisible()
    with qtbot.waitSignal(sheet.why.shown):
        QTest.mouseClick(sheet.promise._ask, Qt.MouseButton.LeftButton)
    texts = [label.text() for label in sheet.why.findChildren(TextLabel)]
    assert "90 % sure by Thu 3 Dec, even odds by Thu 3 Dec." in texts
    assert "PO-1007, due Wed 2 Dec" in texts
    QTest.keyClick(sheet.picker, Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert not sheet.why.isVisible()


def test_without_a_customer_nothing_is_taken_and_the_search_has_the_cursor(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet()
    with qtbot.assertNotEmitted(sheet.confirmed):
        QTest.keyClick(sheet, Key.Key_F12)
    assert sheet.refusal.isVisible()
    assert sheet.focusWidget() is sheet.picker.search


def test_a_part_goes_now_and_the_promise_follows_the_split(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet("LMP-0014", 5, size=(1024, 700))
    assert sheet.stepper.isVisible()
    assert sheet.choice() is None
    assert sheet._later == 2
    before = sheet._availability
    sheet.stepper._go_to(4)
    qtbot.waitUntil(lambda: sheet._availability is not before)
    assert sheet._availability.short == 4
    assert sheet._split.text().startswith("1 now, 4 to follow")


def test_quick_shares_set_the_deposit(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet()
    QTest.mouseClick(sheet.deposit.shares[100], Qt.MouseButton.LeftButton)
    assert sheet.deposit.wish() == gbp(9000)
    assert sheet.deposit._later.value() == "£0.00"
    assert sheet.deposit.shares[100].isChecked()


def test_a_cashier_cannot_go_below_the_rule(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(person=CASHIER, customer=CustomerWish(id=ADA, name="Ada Osei", phone="1"))
    assert not sheet.deposit.shares[20].isEnabled()
    sheet.deposit.field.set_amount(gbp(1000))
    with qtbot.assertNotEmitted(sheet.confirmed):
        sheet.act()
    assert "at least 45.00" in sheet.deposit.field._refusal.text()


def test_a_manager_may_go_below_the_rule_with_a_reason(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(customer=CustomerWish(id=ADA, name="Ada Osei", phone="1"))
    QTest.mouseClick(sheet.deposit.shares[10], Qt.MouseButton.LeftButton)
    with qtbot.assertNotEmitted(sheet.confirmed):
        sheet.act()
    assert sheet.focusWidget() is sheet.deposit.reason.field
    QTest.keyClicks(sheet.deposit.reason.field, "regular customer")
    with qtbot.waitSignal(sheet.confirmed) as confirmed:
        sheet.act()
    assert confirmed.args[0].order_deposit == gbp(900)
    assert confirmed.args[0].deposit_reason == "regular customer"


def test_more_than_the_goods_cost_is_refused(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(customer=CustomerWish(id=ADA, name="Ada Osei", phone="1"))
    sheet.deposit.field.set_amount(gbp(9001))
    with qtbot.assertNotEmitted(sheet.confirmed):
        sheet.act()
    assert "90.00" in sheet.deposit.field._refusal.text()
    assert sheet.deposit._later.value() == "–"


def test_nobody_to_tell_stops_a_cashier_and_warns_a_manager(qtbot: QtBot, open_sheet: Open) -> None:
    silent = CustomerWish(name="Clara Voss")
    sheet = open_sheet(person=CASHIER, customer=silent)
    with qtbot.assertNotEmitted(sheet.confirmed):
        sheet.act()
    assert "cannot tell them" in sheet.refusal.text()
    sheet = open_sheet(customer=silent)
    assert "printed ticket only" in sheet._untold.text()
    with qtbot.waitSignal(sheet.confirmed):
        sheet.act()


def test_what_is_discontinued_cannot_be_backordered_and_others_are_offered(
    open_sheet: Open, register: Register
) -> None:
    put_products(register, [product(CLOCK, "Wall clock", 3600, backorder="stop", supplier="", substitutes=[TABLE])])
    sheet = open_sheet(CLOCK, 1)
    assert not sheet.main.isEnabled()
    assert "Oak side table" in sheet.refusal.text()


def test_no_date_stops_a_cashier(open_sheet: Open) -> None:
    sheet = open_sheet(MIRROR, 1, person=CASHIER)
    assert not sheet.main.isEnabled()
    assert sheet.promise._lead.text() == "No date yet"


def test_other_lines_that_follow_count_towards_the_deposit(open_sheet: Open, register: Register) -> None:
    other = BasketLine(register.look_up(TABLE).product, 1, later=1)
    by_line = open_sheet(others=(other,))
    by_total = open_sheet(basket_later=gbp(8900))
    assert by_line.deposit.amount() == by_total.deposit.amount() == gbp(8950)


def test_authorise_only_asks_for_no_deposit(open_sheet: Open, register: Register) -> None:
    shop = replace(register.shop(), deposit=DepositRule(mode="authorise"))
    sheet = open_sheet(shop=shop, customer=CustomerWish(id=ADA, name="Ada Osei", phone="1"))
    assert not sheet.deposit.isVisible()
    assert sheet.main.accessibleName() == "Take backorder"


def test_a_wide_panel_shows_the_receipt_as_it_will_be(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet(size=(1600, 900))
    take_ada(qtbot, sheet)
    text = sheet.preview.text()
    for words in ("Brass lamp, tall", "Ready to collect by Thu 03 Dec 2026", "Ada Osei", "…018", "Deposit paid"):
        assert words in text


def test_a_refusal_of_the_register_is_shown_and_escape_goes_back(qtbot: QtBot, open_sheet: Open) -> None:
    sheet = open_sheet()
    sheet.show_refusal("Somebody else took the last one.")
    assert sheet.refusal.isVisible()
    with qtbot.waitSignal(sheet.cancelled):
        QTest.keyClick(sheet.picker.search, Key.Key_Escape)


MANAGER = Person("p-max", "Max", "manager")
HERE = CustomerWish(id=ADA, name="Ada Osei", phone="1")


def put_late(register: Register) -> None:
    """Goods that come after more days than anybody is asked to wait."""
    put_products(register, [product("LATE", "Chandelier", 30_000, supplier="")])
    put_supply(register, "LATE", 9, date(2027, 3, 24), number="PO-9")


def test_an_order_against_the_advice_asks_for_a_reason_by_keyboard(
    qtbot: QtBot, open_sheet: Open, register: Register
) -> None:
    """The reason is asked for here, and the sale takes it with no second question."""
    put_late(register)
    sheet = open_sheet("LATE", 2, person=MANAGER, customer=HERE)
    assert "wait" in sheet.against._against.text()
    with qtbot.assertNotEmitted(sheet.confirmed):
        QTest.keyClick(sheet.main, Key.Key_F12)
    field = sheet.against.reason.field
    assert sheet.focusWidget() is field
    assert "Say in a few words why" in field.accessibleDescription()
    QTest.keyClicks(field, " knows  of the wait ")
    assert field.accessibleDescription() == ""
    with qtbot.waitSignal(sheet.confirmed) as confirmed:
        QTest.keyClick(field, Key.Key_F12)
    choice = confirmed.args[0]
    assert choice.override == "knows of the wait"
    line = LineWish("LATE", 2, later=choice.later, override=choice.override)
    sold = register.sell(Checkout((line,), (TenderWish("card"),), choice.customer), person=MANAGER)
    assert sold.backorders[0].override is not None


def test_no_reason_is_asked_for_where_none_is_needed(qtbot: QtBot, open_sheet: Open, register: Register) -> None:
    """Not for an order that is advised, nor of somebody without the right, nor where nobody signed in."""
    put_late(register)
    assert not open_sheet(LAMP, 2, person=MANAGER).against.isVisible()
    assert not open_sheet("LATE", 2, person=CASHIER).against.isVisible()
    sheet = open_sheet("LATE", 2, customer=HERE)
    assert not sheet.against.isVisible()
    with qtbot.waitSignal(sheet.confirmed) as confirmed:
        QTest.keyClick(sheet.main, Key.Key_F12)
    assert confirmed.args[0].override == ""


def test_a_reason_given_before_is_there_again(qtbot: QtBot, open_sheet: Open, register: Register) -> None:
    put_late(register)
    sheet = open_sheet("LATE", 2, person=MANAGER, customer=HERE, override="Agreed")
    with qtbot.waitSignal(sheet.confirmed) as confirmed:
        QTest.keyClick(sheet.main, Key.Key_F12)
    assert confirmed.args[0].override == "Agreed"


def test_the_advised_deposit_is_that_of_the_customer(qtbot: QtBot, open_sheet: Open, register: Register) -> None:
    """Business accounts are spared part of it, here as at the payment."""
    with register.ledger.writing() as tx:
        ada = tx.customer(ADA)
        assert ada is not None
        keep_customer(tx, replace(ada, customer_class="business"), OWNER)
    register.change_shop(policy=PolicyRules(deposit_by_advice=True))
    line = BasketLine(register.look_up(LAMP).product, 2, later=2)
    for wish in (HERE, CustomerWish(name="Clara Voss", phone="2")):
        quote = register.quote((line,), customer=wish)
        assert open_sheet(customer=wish).deposit.amount() == quote.order_deposit
    sheet = open_sheet()
    before = sheet.deposit.amount()
    take_ada(qtbot, sheet)
    assert sheet.deposit.amount() == register.quote((line,), customer=HERE).order_deposit != before
