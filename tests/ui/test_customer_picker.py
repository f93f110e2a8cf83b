"""Choosing a customer: found as typed, taken with Enter, or new in two fields."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from pos.domain.people import Customer
from pos.register import Register
from pos.usecases.checkout import CustomerWish
from tests.builders import ADA, BEN, LAMP, sample_register
from tests.usecases.desk import order_later
from ui.views.customer_list import CustomerRows
from ui.views.customer_picker import CustomerPicker
from ui.views.customer_sheet import CustomerSheet
from ui.work.background import Background
from ui.work.notices import Notices

Key = Qt.Key


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    """The sample shop with its two customers."""
    monkeypatch.setenv("RAINCHECK_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("RAINCHECK_KEY_STORE", "file")
    made = sample_register(tmp_path / "shop")
    yield made
    made.close()


@pytest.fixture
def background(qapp: object) -> Iterator[Background]:
    """The window's lanes."""
    made = Background(Notices())
    yield made
    made.close()


@pytest.fixture
def picker(qtbot: QtBot, register: Register, background: Background) -> CustomerPicker:
    """A picker on the screen, with the cursor in its search."""
    made = CustomerPicker(register=register, background=background)
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    made.focus_search()
    return made


def test_two_letters_find_and_the_first_match_is_highlighted(qtbot: QtBot, picker: CustomerPicker) -> None:
    QTest.keyClicks(picker.search, "ad")
    qtbot.waitUntil(lambda: picker.rows.rowCount() == 1)
    assert picker.list.currentIndex().data() == "Ada Osei"
    assert picker.list.isVisible()


def test_enter_takes_the_first_match_even_before_the_answer_is_here(qtbot: QtBot, picker: CustomerPicker) -> None:
    QTest.keyClicks(picker.search, "ad")
    assert picker.rows.rowCount() == 0
    with qtbot.waitSignal(picker.chosen) as chosen:
        QTest.keyClick(picker.search, Key.Key_Return)
    wish = chosen.args[0]
    assert (wish.id, wish.name, wish.phone) == (ADA, "Ada Osei", "020 7946 0018")


def test_an_answer_to_earlier_letters_is_not_shown(picker: CustomerPicker) -> None:
    picker.search.setText("be")
    picker._show(("b", (Customer("c-x", "Someone else"),)))
    assert picker.rows.rowCount() == 0


def test_the_last_figures_of_a_phone_find_somebody(qtbot: QtBot, picker: CustomerPicker) -> None:
    QTest.keyClicks(picker.search, "0321")
    with qtbot.waitSignal(picker.chosen) as chosen:
        QTest.keyClick(picker.search, Key.Key_Return)
    assert chosen.args[0].id == BEN


def test_arrows_move_the_highlight_while_the_cursor_stays_in_the_search(qtbot: QtBot, picker: CustomerPicker) -> None:
    QTest.keyClicks(picker.search, "7946")
    qtbot.waitUntil(lambda: picker.rows.rowCount() == 2)
    QTest.keyClick(picker.search, Key.Key_Down)
    with qtbot.waitSignal(picker.chosen) as chosen:
        QTest.keyClick(picker.search, Key.Key_Enter)
    assert chosen.args[0].id == BEN


def test_enter_on_nobody_opens_a_new_customer_with_the_name_filled_in(qtbot: QtBot, picker: CustomerPicker) -> None:
    QTest.keyClicks(picker.search, "Clara Voss")
    QTest.keyClick(picker.search, Key.Key_Return)
    qtbot.waitUntil(picker.new.isVisible)
    assert picker.new.name.field.text() == "Clara Voss"
    QTest.keyClicks(picker.new.contact.field, "clara@voss.example")
    with qtbot.waitSignal(picker.chosen) as chosen:
        QTest.keyClick(picker.new.contact.field, Key.Key_Return)
    assert chosen.args[0] == CustomerWish(name="Clara Voss", email="clara@voss.example", consent=True, tell_by="e-mail")


def test_a_searched_number_becomes_the_phone_of_a_new_customer(picker: CustomerPicker) -> None:
    picker.search.setText("0161 496 0000")
    picker.add_new()
    assert (picker.new.name.field.text(), picker.new.contact.field.text()) == ("", "0161 496 0000")
    assert picker.new.tell_by.key() == "text"


@pytest.mark.parametrize("contact", ["12", "no phone", "a@b", "a b@c.d"])
def test_what_is_no_contact_is_refused_in_place_and_kept(qtbot: QtBot, picker: CustomerPicker, contact: str) -> None:
    picker.add_new()
    picker.new.name.field.setText("Clara")
    picker.new.contact.field.setText(contact)
    with qtbot.assertNotEmitted(picker.chosen):
        picker.new.take()
    assert picker.new.contact.field.property("refused")
    assert picker.new.contact.field.text() == contact


def test_a_new_customer_needs_a_name(qtbot: QtBot, picker: CustomerPicker) -> None:
    picker.add_new()
    with qtbot.assertNotEmitted(picker.chosen):
        picker.new.take()
    assert picker.new.name.field.property("refused")


def test_no_contact_means_that_nobody_is_told(qtbot: QtBot, picker: CustomerPicker) -> None:
    picker.add_new()
    picker.new.name.field.setText("Clara")
    with qtbot.waitSignal(picker.chosen) as chosen:
        picker.new.take()
    assert chosen.args[0].tell_by == "none"


def test_choosing_do_not_takes_the_tick_away(qtbot: QtBot, picker: CustomerPicker) -> None:
    picker.add_new()
    picker.new.tell_by.chosen.emit("none")
    assert not picker.new.consent.isChecked()


def test_typing_again_takes_the_choice_back(qtbot: QtBot, register: Register, background: Background) -> None:
    ada = register.customer(ADA)
    picker = CustomerPicker(register=register, background=background, customer=ada)
    qtbot.addWidget(picker)
    assert picker.wish() is not None
    picker.focus_search()
    with qtbot.waitSignal(picker.chosen) as chosen:
        QTest.keyClicks(picker.search, "b")
    assert chosen.args == [None]
    assert picker.wish() is None


def test_escape_from_a_new_customer_goes_back_to_the_search(qtbot: QtBot, picker: CustomerPicker) -> None:
    picker.add_new()
    QTest.keyClick(picker.new.name.field, Key.Key_Escape)
    assert not picker.new.isVisible()
    assert picker.search.isVisible()


def test_rows_are_a_sound_model_and_speak_as_one_sentence(qtmodeltester: ModelTester) -> None:
    rows = CustomerRows()
    rows.set_rows((Customer("1", "Ada", "020 1"), Customer("2", "Ben", email="b@c.d")))
    qtmodeltester.check(rows)  # type: ignore[no-untyped-call]
    assert rows.data(rows.index(1), Qt.ItemDataRole.AccessibleTextRole) == "Ben, b@c.d"


def test_the_customer_sheet_gives_the_choice_or_nobody(
    qtbot: QtBot, register: Register, background: Background
) -> None:
    sheet = CustomerSheet(register=register, background=background, customer=register.customer(ADA))
    qtbot.addWidget(sheet)
    sheet.show()
    with qtbot.waitSignal(sheet.chosen) as chosen:
        QTest.keyClick(sheet, Key.Key_F12)
    assert chosen.args[0].id == ADA
    with qtbot.waitSignal(sheet.cancelled):
        QTest.keyClick(sheet, Key.Key_Escape)


def test_r38_who_is_chosen_is_shown_with_channel_open_orders_and_the_last_note(
    qtbot: QtBot, register: Register, picker: CustomerPicker
) -> None:
    """R38: preferred channel, notes and open orders on selection."""
    number = order_later(register, LAMP, 1).number
    register.waiting.change_contact(number, tell_by="call", consent=True)
    register.waiting.note(number, "Her brother may fetch it")
    QTest.keyClicks(picker.search, "ad")
    qtbot.waitUntil(lambda: picker.rows.rowCount() == 1)
    QTest.keyClick(picker.search, Key.Key_Return)
    qtbot.waitUntil(lambda: picker.known.isVisible())
    assert picker.known.text() == "Wants a call · 1 open order · Note: Her brother may fetch it"
