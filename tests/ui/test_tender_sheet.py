"""Paying: exact cash with one key, change, parts by several means, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pos.domain.catalog import Product, TaxRate
from pos.domain.money import Money
from pos.domain.order_deposit import DepositRule
from pos.domain.sale import BasketLine, largest_note
from pos.domain.shop import Shop
from pos.usecases.checkout import Quote, TenderWish, quote
from tests.builders import sample_shop
from ui.views.tender_notes import likely_cash
from ui.views.tender_sheet import TenderSheet

Key = Qt.Key
SHOP = sample_shop()


def gbp(minor: int) -> Money:
    return Money(minor, "GBP")


def quoted(price: int = 16650, *, later: int = 0, shop: Shop = SHOP) -> Quote:
    """A basket of one product, all of it now or all of it later."""
    product = Product("A", "Brass lamp", Money(price, shop.currency), TaxRate(20_000))
    return quote(lines=[BasketLine(product, 1, later=later)], shop=shop)


def sheet_for(qtbot: QtBot, wanted: Quote, *, shop: Shop = SHOP, customer: str = "") -> TenderSheet:
    made = TenderSheet(quote=wanted, shop=shop, customer_label=customer)
    qtbot.addWidget(made)
    made.resize(1024, 700)
    made.show()
    made.activateWindow()
    return made


def choose(sheet: TenderSheet, kind: str) -> None:
    sheet.kind.set_key(kind)
    sheet.kind.chosen.emit(kind)


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_F12])
def test_one_key_pays_exactly_in_cash(qtbot: QtBot, key: Key) -> None:
    sheet = sheet_for(qtbot, quoted())
    with qtbot.waitSignal(sheet.paid) as paid:
        QTest.keyClick(sheet.field.line, key)
    assert paid.args[0] == (TenderWish("cash", gbp(16650)),)


def test_what_is_typed_replaces_the_sum_and_the_change_follows_at_once(qtbot: QtBot) -> None:
    sheet = sheet_for(qtbot, quoted())
    QTest.keyClicks(sheet.field.line, "200")
    assert sheet.due.change.value() == "£33.50"
    with qtbot.waitSignal(sheet.paid) as paid:
        QTest.keyClick(sheet.field.line, Key.Key_Return)
    assert paid.args[0] == (TenderWish("cash", gbp(20000)),)


def test_a_note_stands_in_the_field_and_is_marked(qtbot: QtBot) -> None:
    sheet = sheet_for(qtbot, quoted())
    faces = [note.accessibleName() for note in sheet.notes if note.isVisible()]
    assert faces == ["£166.50", "£170.00", "£180.00", "£200.00"]
    QTest.mouseClick(sheet.notes[3], Qt.MouseButton.LeftButton)
    assert sheet.field.amount() == gbp(20000)
    assert [note.isChecked() for note in sheet.notes] == [False, False, False, True]
    assert sheet.due.change.value() == "£33.50"


def test_less_is_a_part_and_the_rest_goes_by_another_means(qtbot: QtBot) -> None:
    sheet = sheet_for(qtbot, quoted())
    QTest.keyClicks(sheet.field.line, "100")
    assert "£100.00" in sheet.main.accessibleName()
    with qtbot.assertNotEmitted(sheet.paid):
        QTest.keyClick(sheet.field.line, Key.Key_Return)
    assert sheet.field.amount() == gbp(6650)
    choose(sheet, "card")
    sheet.reference.field.setText("slip 0042")
    with qtbot.waitSignal(sheet.paid) as paid:
        QTest.keyClick(sheet.field.line, Key.Key_F12)
    assert paid.args[0] == (TenderWish("cash", gbp(10000)), TenderWish("card", gbp(6650), "slip 0042"))


def test_a_part_can_be_taken_back(qtbot: QtBot) -> None:
    sheet = sheet_for(qtbot, quoted())
    QTest.keyClicks(sheet.field.line, "100")
    sheet.act()
    sheet.due.taken_back.emit(0)
    assert sheet.rest() == gbp(16650)


def test_a_card_never_gives_change(qtbot: QtBot) -> None:
    sheet = sheet_for(qtbot, quoted())
    choose(sheet, "card")
    sheet.field.set_amount(gbp(20000))
    with qtbot.assertNotEmitted(sheet.paid):
        sheet.act()
    assert "cannot give change" in sheet._refusal.text()
    assert sheet.field.amount() == gbp(20000)


def test_a_slip_of_the_hand_is_refused(qtbot: QtBot) -> None:
    sheet = sheet_for(qtbot, quoted(500))
    sheet.field.set_amount(gbp(500_000))
    with qtbot.assertNotEmitted(sheet.paid):
        sheet.act()
    assert sheet._refusal_card.isVisible()


def test_what_is_no_amount_is_refused_in_place(qtbot: QtBot) -> None:
    sheet = sheet_for(qtbot, quoted())
    sheet.field.line.setText("12x")
    with qtbot.assertNotEmitted(sheet.paid):
        sheet.act()
    assert sheet.field.line.property("refused")


def test_cash_is_rounded_to_the_coins_there_are_and_a_card_is_not(qtbot: QtBot) -> None:
    shop = replace(sample_shop(), currency="CHF", country="CH", cash_step=5)
    sheet = sheet_for(qtbot, quoted(1998, shop=shop), shop=shop)
    assert sheet.rest() == Money(2000, "CHF")
    choose(sheet, "card")
    assert sheet.rest() == Money(1998, "CHF")


def test_on_account_is_offered_to_a_known_customer_only(qtbot: QtBot) -> None:
    assert "account" not in sheet_for(qtbot, quoted()).kind._segments
    assert "account" in sheet_for(qtbot, quoted(), customer="Ada Osei").kind._segments


def test_the_deposit_and_what_is_due_later_are_shown(qtbot: QtBot) -> None:
    sheet = sheet_for(qtbot, quoted(9000, later=1), customer="Ada Osei")
    assert sheet.due.due.text() == "£45.00"
    assert sheet.rest() == gbp(4500)


def test_nothing_due_is_finished_with_one_key(qtbot: QtBot) -> None:
    shop = replace(SHOP, deposit=DepositRule(mode="none"))
    sheet = sheet_for(qtbot, quoted(9000, later=1, shop=shop), shop=shop)
    with qtbot.waitSignal(sheet.paid) as paid:
        QTest.keyClick(sheet, Key.Key_F12)
    assert paid.args[0] == ()


def test_authorise_only_asks_for_the_card_first(qtbot: QtBot) -> None:
    shop = replace(SHOP, deposit=DepositRule(mode="authorise"))
    sheet = sheet_for(qtbot, quoted(9000, later=1, shop=shop), shop=shop)
    assert sheet.step() == "authorisation"
    assert sheet.field.line.isReadOnly()
    with qtbot.waitSignal(sheet.paid) as paid:
        sheet.act()
    assert paid.args[0] == (TenderWish("authorisation", gbp(9000)),)


def test_while_the_sale_is_saved_nothing_is_paid_twice_and_escape_waits(qtbot: QtBot) -> None:
    sheet = sheet_for(qtbot, quoted())
    sheet.set_busy(True)
    with qtbot.assertNotEmitted(sheet.paid), qtbot.assertNotEmitted(sheet.cancelled):
        QTest.keyClick(sheet, Key.Key_F12)
        QTest.keyClick(sheet, Key.Key_Escape)
    sheet.set_busy(False)
    sheet.show_refusal("Something was sold meanwhile.")
    assert sheet._refusal.isVisible()
    with qtbot.waitSignal(sheet.paid):
        QTest.keyClick(sheet, Key.Key_F12)


def test_escape_goes_back(qtbot: QtBot) -> None:
    sheet = sheet_for(qtbot, quoted())
    with qtbot.waitSignal(sheet.cancelled):
        QTest.keyClick(sheet.field.line, Key.Key_Escape)


def test_scans_are_refused_while_paying() -> None:
    assert TenderSheet.refuses_scans


@given(st.integers(1, 10_000_000), st.sampled_from(["GBP", "EUR", "JPY", "CHF", "KWD", "HUF", "USD", "SEK"]))
def test_likely_cash_begins_with_the_sum_due_rises_and_never_gives_an_unlikely_change(
    minor: int, currency: str
) -> None:
    due = Money(minor, currency)
    sums = likely_cash(due)
    assert sums[0] == due
    assert list(sums) == sorted(set(sums))
    assert all(one.minor - due.minor < largest_note(currency) for one in sums)
