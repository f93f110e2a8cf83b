"""Stock in all stores: the sentence, the age of each figure, and the way to a backorder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from pos.register import Register
from tests.builders import CLOCK, LAMP, MIRROR, NOON, TABLE, product, put_products, sample_register
from ui.views.stock_rows import KIND, StoreTable, store_rows
from ui.views.stock_sheet import StockSheet
from ui.widgets import TextLabel

Key = Qt.Key


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    monkeypatch.setenv("RAINCHECK_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("RAINCHECK_KEY_STORE", "file")
    made = sample_register(tmp_path / "shop")
    yield made
    made.close()


def sheet_for(qtbot: QtBot, register: Register, sku: str, quantity: int = 1) -> StockSheet:
    made = StockSheet(availability=register.look_up(sku, quantity), shop=register.shop(), now=NOON)
    qtbot.addWidget(made)
    made.resize(1024, 700)
    made.show()
    return made


def texts(sheet: StockSheet) -> str:
    return "\n".join(label.text() for label in sheet.findChildren(TextLabel))


def test_this_store_comes_first_then_who_has_most_each_with_its_age(register: Register) -> None:
    rows = store_rows(register.look_up(LAMP, 2), register.shop(), NOON)
    assert [row.cells for row in rows] == [
        ("Riverside", "None free", "0", "0", "12", "now"),
        ("High Street", "2 free", "2", "0", "–", "seen 10:40"),
        ("Warehouse", "None free", "0", "0", "–", "seen 10:40"),
    ]
    assert [row.kind for row in rows] == ["none", "in", "none"]


def test_older_figures_name_their_day(register: Register) -> None:
    rows = store_rows(register.look_up(LAMP, 2), register.shop(), NOON + timedelta(days=2))
    assert rows[1].cells[-1] == "seen Tue 10:40"


def test_one_sentence_says_what_can_be_had(qtbot: QtBot, register: Register) -> None:
    sheet = sheet_for(qtbot, register, LAMP, 2)
    assert sheet.sentence.text() == "Not here today. 2 ready to collect by Thu 3 Dec. 12 on order."
    assert sheet_for(qtbot, register, TABLE).sentence.text() == "4 free to sell here now."
    assert "Nothing says when" in sheet_for(qtbot, register, MIRROR).sentence.text()


def test_what_can_be_had_is_never_called_out_of_stock(qtbot: QtBot, register: Register) -> None:
    from ui.widgets import Pill

    for sku in (LAMP, TABLE, CLOCK):
        pills = [pill.text for pill in sheet_for(qtbot, register, sku).findChildren(Pill)]
        assert not any("Out of stock" in text for text in pills), pills


@pytest.mark.parametrize("key", [Key.Key_F6, Key.Key_F12])
def test_the_keys_ask_for_a_backorder(qtbot: QtBot, register: Register, key: Key) -> None:
    sheet = sheet_for(qtbot, register, LAMP)
    with qtbot.waitSignal(sheet.backorder):
        QTest.keyClick(sheet.table, key)


def test_escape_goes_back(qtbot: QtBot, register: Register) -> None:
    sheet = sheet_for(qtbot, register, LAMP)
    with qtbot.waitSignal(sheet.closed):
        QTest.keyClick(sheet.table, Key.Key_Escape)


def test_what_is_discontinued_is_not_ordered_and_something_like_it_is_shown(qtbot: QtBot, register: Register) -> None:
    put_products(register, [product(CLOCK, "Wall clock", 3600, backorder="stop", supplier="", substitutes=[TABLE])])
    sheet = sheet_for(qtbot, register, CLOCK)
    assert not sheet.main.isEnabled()
    assert "not ordered any more" in sheet.sentence.text()
    with qtbot.assertNotEmitted(sheet.backorder):
        QTest.keyClick(sheet.table, Key.Key_F6)
    from ui.widgets import ElidedLabel

    assert "Named as an alternative, and in stock." in texts(sheet)
    assert "Oak side table 45 cm" in [label.text() for label in sheet.findChildren(ElidedLabel)]


def test_what_other_stores_can_send_is_told_with_how_sure_it_is(qtbot: QtBot, register: Register) -> None:
    assert "High Street: can very likely send 2, here by" in texts(sheet_for(qtbot, register, LAMP, 2))
    assert "From other stores" not in texts(sheet_for(qtbot, register, TABLE))


def test_the_table_is_a_sound_model_and_speaks_its_rows(register: Register, qtmodeltester: ModelTester) -> None:
    model = StoreTable(store_rows(register.look_up(LAMP, 2), register.shop(), NOON))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    sentence = model.data(model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert sentence.startswith("Store High Street, Free to sell 2 free")
    assert model.data(model.index(1, 1), KIND) == "in"
