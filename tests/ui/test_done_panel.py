"""After paying: what is said of change, dates and paper, and the ways on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pos.domain.money import Money
from pos.register import Register
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, Sold, TenderWish
from tests.builders import ADA, LAMP, TABLE, sample_register
from ui.views.done_panel import DonePanel
from ui.widgets import Pill

Key = Qt.Key


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    monkeypatch.setenv("RAINCHECK_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("RAINCHECK_KEY_STORE", "file")
    made = sample_register(tmp_path / "shop")
    yield made
    made.close()


@pytest.fixture
def mixed(register: Register) -> Sold:
    """A table taken now and two lamps ordered, paid with 140 in cash."""
    lines = (LineWish(LAMP, 2, later=2), LineWish(TABLE, 1))
    return register.sell(Checkout(lines, (TenderWish("cash", Money(14000, "GBP")),), CustomerWish(id=ADA)))


def panel_for(qtbot: QtBot, sold: Sold, register: Register, *, width: int = 1024) -> DonePanel:
    made = DonePanel(sold=sold, shop=register.shop())
    qtbot.addWidget(made)
    made.resize(width, 700)
    made.show()
    return made


def test_the_change_and_what_follows_when_are_said(qtbot: QtBot, mixed: Sold, register: Register) -> None:
    panel = panel_for(qtbot, mixed, register)
    assert panel.change.text() == "£6.00"
    assert "Ready by Thu 3 Dec" in [pill.text for pill in panel.findChildren(Pill)]


def test_without_change_the_sum_paid_is_said(qtbot: QtBot, register: Register) -> None:
    sold = register.sell(Checkout((LineWish(TABLE, 1),), (TenderWish("card"),)))
    panel = panel_for(qtbot, sold, register)
    assert panel.change.text() == "£89.00"


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_F12, Key.Key_Escape])
def test_one_key_goes_on_to_the_next_sale(qtbot: QtBot, mixed: Sold, register: Register, key: Key) -> None:
    panel = panel_for(qtbot, mixed, register)
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(panel, key)


def test_a_failed_print_is_told_with_ways_on_and_blocks_nothing(qtbot: QtBot, mixed: Sold, register: Register) -> None:
    panel = panel_for(qtbot, mixed, register)
    assert not panel.refusal.isVisible()
    panel.set_print_state("failed", "The paper is out. Put in a new roll.")
    assert panel.refusal.text() == "Paid. The receipt did not print. The paper is out. Put in a new roll."
    assert panel.refusal.isVisible()
    with qtbot.waitSignal(panel.reprint):
        QTest.mouseClick(panel._retry, Qt.MouseButton.LeftButton)
    QTest.mouseClick(panel._carry_on, Qt.MouseButton.LeftButton)
    assert not panel.refusal.isVisible()
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(panel, Key.Key_Return)


def test_a_receipt_that_waits_for_the_printer_is_not_printed_twice(
    qtbot: QtBot, mixed: Sold, register: Register
) -> None:
    panel = panel_for(qtbot, mixed, register)
    panel.set_print_state("queued", "The printer does not answer. The sale is safe. It is tried again.")
    assert panel.refusal.isVisible()
    assert not panel._retry.isVisible()
    assert not panel.again.isVisible()
    panel.set_print_state("sent", "")
    assert not panel.refusal.isVisible()
    assert panel.print_state.text == "Receipt printed"
    assert panel.again.isVisible()


def test_the_receipt_is_shown_beside_where_there_is_room_and_behind_a_button_everywhere(
    qtbot: QtBot, mixed: Sold, register: Register
) -> None:
    assert not panel_for(qtbot, mixed, register, width=600).preview.isVisible()
    panel = panel_for(qtbot, mixed, register)
    assert panel.preview.isVisible()
    assert mixed.number in panel.preview.text()
    with qtbot.waitSignal(panel.show_receipt):
        QTest.mouseClick(panel.look, Qt.MouseButton.LeftButton)
