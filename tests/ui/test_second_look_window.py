"""What hands expect of the window: one more of an ordered item, a search that finds the order, typing that stays."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from pos.domain.errors import BadAmount
from pos.domain.money import Money
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish
from tests.builders import ADA, LAMP, barcode
from tests.ui.counter_desk import Desk, desk
from tests.ui.test_order_acts import act, f12, open_order, order, type_into
from tests.ui.test_settings_view import background, part, register, view
from ui.views.backorder_sheet import BackorderSheet
from ui.views.board_view import BoardView
from ui.views.change_parts import Product
from ui.views.goods_count import GoodsCount
from ui.views.order_change_sheet import OrderChangeSheet, names
from ui.views.orders_view import OrdersView
from ui.views.settings_messages import MessageSettings
from ui.views.settings_news import NewsSettings
from ui.views.settings_view import SettingsView
from ui.views.tender_sheet import TenderSheet

__all__ = ["background", "desk", "register", "view"]
Key = Qt.Key


# --- the backorder panel ---------------------------------------------------------------------------------------------
def take_ada(desk: Desk, sheet: BackorderSheet) -> None:
    QTest.keyClicks(sheet.picker.search, "ad")
    with desk.qtbot.waitSignal(sheet.picker.chosen):
        QTest.keyClick(sheet.picker.search, Key.Key_Return)
    desk.settle()


def test_one_more_of_an_ordered_item_follows_too_and_f12_goes_on_to_payment(desk: Desk) -> None:
    desk.scan(barcode(12))
    desk.press(Key.Key_F6)
    take_ada(desk, desk.expect(BackorderSheet))
    desk.press(Key.Key_F12)
    desk.expect(TenderSheet)
    desk.press(Key.Key_Escape)
    assert not desk.has_sheet()
    desk.scan(barcode(12))
    desk.press(Key.Key_F12)
    sheet = desk.expect(BackorderSheet)
    assert sheet._split.text().startswith("2 to follow")
    desk.press(Key.Key_F12)
    desk.expect(TenderSheet)


def test_a_half_typed_new_customer_is_still_there_after_the_lock(desk: Desk) -> None:
    desk.scan(barcode(12))
    desk.press(Key.Key_F6)
    sheet = desk.expect(BackorderSheet)
    sheet.picker.add_new()
    QTest.keyClicks(sheet.picker.new.name.field, "Mia Stone")
    sheet.picker.new.contact.field.setFocus()
    QTest.keyClicks(sheet.picker.new.contact.field, "0161")
    desk.window.open_locked(QWidget())
    desk.settle()
    desk.window.unlock(desk.window.basket.person)
    desk.settle()
    assert desk.window.sheet is sheet
    assert sheet.picker.is_new()
    assert (sheet.picker.new.name.field.text(), sheet.picker.new.contact.field.text()) == ("Mia Stone", "0161")
    assert sheet.focusWidget() is sheet.picker.new.contact.field


# --- the list of orders ----------------------------------------------------------------------------------------------
def test_a_search_by_name_shows_the_open_order_before_the_receipts_about_it(desk: Desk) -> None:
    number = order(desk)
    paid = desk.register.waiting.add_deposit(number, [TenderWish("card")], Money(1500, "GBP"))
    desk.register.sell(Checkout((LineWish("LMP-0014"),), (TenderWish("card"),), CustomerWish(id=ADA)))
    desk.press(Key.Key_F5)
    desk.settle(3)
    found = desk.expect(OrdersView)
    assert found.key() != number, "without a search the newest comes first"
    desk.write("ada")
    desk.settle(4)
    assert found.key() == number
    receipt = next(sale for sale in desk.register.sales() if sale.number == paid.number)
    assert (receipt.state, receipt.total) == ("deposit", 1500)
    row = found.model.row(found.model.row_of(paid.number))
    assert row.total == "£15.00"


def test_a_typed_number_shows_the_very_receipt(desk: Desk) -> None:
    number = order(desk)
    sold = desk.register.sell(Checkout((LineWish("LMP-0014"),), (TenderWish("card"),), CustomerWish(id=ADA)))
    desk.press(Key.Key_F5)
    desk.settle(3)
    found = desk.expect(OrdersView)
    for one in (sold.number, number):
        found.search.setText(one.split("-")[-1])
        desk.settle(4)
        assert found.key() == one


def test_alt_with_the_letter_of_a_button_that_is_not_here_types_nothing(desk: Desk) -> None:
    found = open_order(desk, order(desk))
    found.search.clear()
    QTest.keyClick(found.search, Key.Key_W, Qt.KeyboardModifier.AltModifier)
    assert found.search.text() == ""


# --- changing an order -----------------------------------------------------------------------------------------------
def test_a_typed_code_counts_with_f12_and_is_seen_before_it_is_done(desk: Desk) -> None:
    number = order(desk, units=1)
    sheet = act(desk, number, Key.Key_C)
    assert isinstance(sheet, OrderChangeSheet)
    sheet.what.field.setCurrentIndex(list(names()).index("product"))
    assert isinstance(sheet.part, Product)
    type_into(sheet.part.search.box, "LMP-0014")
    f12(desk)
    desk.settle(3)
    assert desk.window.sheet is sheet
    assert sheet._refusal_card.isHidden()
    assert "Brass lamp, short, £39.00" in sheet.part.chosen.text()
    f12(desk)
    desk.settle(3)
    found = desk.register.order(number)
    assert found is not None
    assert [line.sku for line in found.lines if line.open] == ["LMP-0014"]
    exchanged = next(told for told in desk.register.board.story(number).steps if "exchanged" in told.words)
    assert "exchanged for Brass lamp, short" in exchanged.words
    assert "LMP-0014" not in exchanged.words


def test_a_name_with_two_matches_shows_them_in_goods_in(desk: Desk) -> None:
    desk.press(Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    desk.settle(3)
    sheet = desk.expect(GoodsCount)
    sheet.search.box.setFocus()
    QTest.keyClicks(sheet.search.box, "lamp")
    QTest.keyClick(sheet.search.box, Key.Key_Return)
    desk.settle(3)
    assert sheet.search.results.isVisible()
    assert sheet.search.results.model.rowCount() > 1
    assert sheet.search.results.height() > 60


def test_enter_in_the_search_of_the_board_opens_the_order_that_was_found(desk: Desk) -> None:
    order(desk)
    number = order(desk, units=1)
    desk.press(Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    desk.settle(4)
    board = desk.expect(BoardView)
    desk.press(Key.Key_F2)
    desk.write(number.split("-")[-1])
    desk.press(Key.Key_Return)
    desk.settle(3)
    assert board.detail.isVisible()
    assert board.list.order() == number


# --- settings --------------------------------------------------------------------------------------------------------
def shown(view: SettingsView, kind: type[Any]) -> Any:
    group = part(view, kind)
    view.choose(view._groups.index(group))
    return group


def test_a_refused_message_says_how_to_give_it_up_and_a_second_esc_leaves(qtbot: Any, view: SettingsView) -> None:
    group: MessageSettings = shown(view, MessageSettings)
    group.subject.setFocus()
    group.subject.selectAll()
    qtbot.keyClicks(group.subject, "Half {")
    qtbot.keyClick(group.subject, Key.Key_Escape)
    qtbot.waitUntil(lambda: "once more (Esc)" in view.told.text())
    assert group.rows["subject"].field.property("refused")
    assert view.focusWidget() is group.subject
    with qtbot.waitSignal(view.closed):
        qtbot.keyClick(group.subject, Key.Key_Escape)
    assert not view._register.shop().waiting.templates


def test_what_was_typed_after_a_refusal_is_tried_and_not_given_up(qtbot: Any, view: SettingsView) -> None:
    group: MessageSettings = shown(view, MessageSettings)
    group.subject.setFocus()
    group.subject.selectAll()
    qtbot.keyClicks(group.subject, "Half {")
    qtbot.keyClick(group.subject, Key.Key_Escape)
    qtbot.waitUntil(lambda: "once more (Esc)" in view.told.text())
    group.subject.selectAll()
    qtbot.keyClicks(group.subject, "Whole")
    with qtbot.waitSignal(view.closed):
        qtbot.keyClick(group.subject, Key.Key_Escape)
    assert view._register.shop().waiting.templates["taken"]["en"]["subject"] == "Whole"


def test_a_wrong_mail_server_is_marked_and_a_wrong_sender_refused_before_any_server_is_named(
    qtbot: Any, view: SettingsView
) -> None:
    news: NewsSettings = shown(view, NewsSettings)
    qtbot.keyClicks(news.lines["mail_from"], "abc")
    news.save_now()
    qtbot.waitUntil(lambda: bool(news.lines["mail_from"].property("refused")))
    assert "address it comes from" in news.rows["mail_from"]._below.text()
    assert news.is_refused
    assert not view._register.device_settings().get("mail_from")
    news.lines["mail_from"].selectAll()
    qtbot.keyClicks(news.lines["mail_from"], "shop@riverside.example")
    qtbot.keyClicks(news.lines["mail_host"], "smtp .x y")
    news.save_now()
    qtbot.waitUntil(lambda: bool(news.lines["mail_host"].property("refused")))
    assert not news.lines["mail_from"].property("refused")
    news.lines["mail_host"].selectAll()
    qtbot.keyClicks(news.lines["mail_host"], "smtp.riverside.example")
    news.save_now()
    qtbot.waitUntil(lambda: news.sentence() == "Saved.")
    assert not news.lines["mail_host"].property("refused")
    assert view._register.device_settings()["mail_host"] == "smtp.riverside.example"


# --- sentences -------------------------------------------------------------------------------------------------------
def test_nothing_in_cash_is_refused_in_words_about_the_sum(desk: Desk) -> None:
    with pytest.raises(BadAmount, match=r"0\.00 GBP by cash pays nothing"):
        desk.register.sell(Checkout((LineWish(LAMP, 1, later=1),), (TenderWish("cash", Money(0, "GBP")),),
                                    CustomerWish(id=ADA)))  # fmt: skip
