"""Why this date: one key, pegs that add up, the queue, the days as staff read them, and the weeks as a drawing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pos.domain.outlook import Day
from pos.register import Register
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish
from tests.builders import ADA, BEN, LAMP, MIRROR, TABLE, barcode, product, put_products, put_supply, sample_register
from tests.ui.counter_desk import Desk, desk
from ui.keys import ACTS
from ui.theme import Look, apply_look
from ui.theme.tokens import SCHEMES, colours_of, contrast
from ui.views.command_palette import OFFERED
from ui.views.outlook_chart import OutlookChart, nice_top
from ui.views.why_panel import WhyPanel, WhySheet
from ui.widgets import ActionButton, FigureLabel, IconButton, SumRow, TextLabel

__all__ = ["desk"]
Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    monkeypatch.setenv("RAINCHECK_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("RAINCHECK_KEY_STORE", "file")
    made = sample_register(tmp_path / "shop")
    yield made
    made.close()


def order(register: Register, units: int, customer: str = ADA) -> None:
    lines = (LineWish(LAMP, units, later=units),)
    register.sell(Checkout(lines, (TenderWish(),), CustomerWish(id=customer)))


def panel_for(qtbot: QtBot, register: Register, sku: str = LAMP, quantity: int = 2, width: int = 1000) -> WhyPanel:
    made = WhyPanel(register.promises.explain(sku, quantity), register.shop())
    qtbot.addWidget(made)
    made.resize(width, 900)
    made.show()
    return made


def texts(panel: WhyPanel) -> str:
    return "\n".join(label.text() for label in panel.findChildren(TextLabel))


def test_the_key_opens_it_and_escape_goes_back_to_the_basket(desk: Desk) -> None:
    """Shift+F6 and ? on the counter; the menu, the palette and the help know it too."""
    desk.scan(barcode(12))
    desk.press(Key.Key_F6, SHIFT)
    assert "PO-1007, due Wed 2 Dec" in texts(desk.expect(WhySheet).panel)
    desk.press(Key.Key_Escape)
    assert not desk.has_sheet()
    assert desk.window.basket.lines
    desk.write("?")
    desk.settle(3)
    desk.expect(WhySheet)
    act = next(act for act in ACTS if act.name == "why")
    assert act.in_menu
    assert act in OFFERED


def test_without_a_line_it_says_what_to_do_first(desk: Desk) -> None:
    desk.press(Key.Key_F6, SHIFT)
    assert not desk.has_sheet()
    assert "Choose a line first" in desk.toast


def test_the_card_says_in_few_words_what_the_date_stands_on_and_leads_to_the_rest(desk: Desk) -> None:
    order(desk.register, 4)
    desk.scan(barcode(12))
    card = desk.window.counter.availability
    assert card._basis.text() == "Stands on PO-1007 (due Wed 2 Dec), 4 ahead in the queue."
    assert "Stands on PO-1007" in card.accessibleName()
    assert "High Street: Can very likely send 1, here by" in card.accessibleName()
    assert card._below is not None
    QTest.mouseClick(card._below.findChildren(IconButton)[0], Qt.MouseButton.LeftButton)
    desk.settle(3)
    desk.expect(WhySheet)


def test_the_pegs_of_a_supply_add_up_to_what_is_still_to_come(qtbot: QtBot, register: Register) -> None:
    """12 open: those ahead, mine, and what is left."""
    order(register, 4)
    panel = panel_for(qtbot, register, quantity=3)
    assert "12 still to come: 4 for others first, 3 for this, 5 left. Ready by Thu 3 Dec at the latest." in texts(panel)
    together = next(row for row in panel.findChildren(SumRow) if row.accessibleName().startswith("Together"))
    assert together.value() == "3 of 3"
    assert "3" in [label.text() for label in panel.findChildren(FigureLabel)]


def test_staff_read_the_odds_and_the_customers_words_hold_no_percentage(qtbot: QtBot, register: Register) -> None:
    panel = panel_for(qtbot, register)
    assert "90 % sure by Thu 3 Dec, even odds by Thu 3 Dec." in texts(panel)
    said = panel._known.words
    assert said in texts(panel)
    assert "%" not in said


def test_those_ahead_are_named_with_the_day_they_were_told(qtbot: QtBot, register: Register) -> None:
    order(register, 4)
    order(register, 1, BEN)
    panel = panel_for(qtbot, register)
    assert "Ahead in the queue: 5 for 2 orders" in texts(panel)
    names = [part.accessibleName() for part in panel.findChildren(QWidget)]
    assert any(name.startswith("Ada Osei, 4, told Thu 3 Dec") for name in names)
    assert "One day to make it ready is counted in." in texts(panel)


def test_overdue_goods_that_nobody_knows_about_must_be_asked_for(qtbot: QtBot, register: Register) -> None:
    put_products(register, [product("OLD-1", "Old order", 100, code=barcode(77), supplier="OLDSUP")])
    put_supply(register, "OLD-1", 5, date(2026, 6, 1), number="PO-0001")
    explained = register.promises.explain("OLD-1", 2)
    panel = panel_for(qtbot, register, "OLD-1")
    assert explained.availability.to_ask
    assert "Ask LUM: 5 on PO-0001, due Mon 1 Jun and not here." in texts(panel)
    assert explained.availability.advice.reasons[0].sentence in texts(panel)


def test_without_a_date_it_says_so_and_gives_every_reason(qtbot: QtBot, register: Register) -> None:
    panel = panel_for(qtbot, register, MIRROR, 1)
    assert "No date can be promised." in texts(panel)
    assert "Waiting list only" in texts(panel)
    for reason in register.look_up(MIRROR, 1).advice.reasons:
        assert reason.sentence in texts(panel)


def test_what_is_here_needs_no_date(qtbot: QtBot, register: Register) -> None:
    assert "4 free to sell here now: no date is needed." in texts(panel_for(qtbot, register, TABLE, 1))


def test_the_weeks_are_a_drawing_with_its_finding_and_its_figures_in_words(qtbot: QtBot, register: Register) -> None:
    order(register, 3)
    panel = panel_for(qtbot, register)
    assert panel.chart.accessibleName() == "9 can be promised from Thu 3 Dec on."
    assert "Tue 8 Dec: 12 sure, 12 likely, 3 promised, 9 free." in panel.chart.accessibleDescription()
    show = next(button for button in panel.findChildren(ActionButton) if button.accessibleName() == "As figures")
    figures = next(label for label in panel.findChildren(TextLabel) if "sure, " in label.text())
    assert not figures.isVisible()
    QTest.keyClick(show, Key.Key_Return)
    assert figures.isVisible()


def test_the_cards_stand_side_by_side_where_there_is_room(qtbot: QtBot, register: Register) -> None:
    panel = panel_for(qtbot, register)

    def left() -> int:
        return panel.chart.mapTo(panel, QPoint(0, 0)).x()

    qtbot.waitUntil(lambda: left() > 400)
    panel.resize(500, 1400)
    qtbot.waitUntil(lambda: left() < 50)


@pytest.mark.parametrize("look", [Look(), Look(scheme="dark"), Look(right_to_left=True), Look(text_percent=150)])
def test_the_drawing_holds_in_every_look(qtbot: QtBot, look: Look) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_look(app, look)
    days = [Day(date(2026, 11, 1 + at), at, at // 2, at // 3, at // 4) for at in range(28)]
    for width in (160, 500):
        chart = OutlookChart(days, label=lambda day: f"{day.on.day} Nov")
        qtbot.addWidget(chart)
        chart.resize(width, chart.sizeHint().height())
        assert not chart.grab().isNull()
    empty = OutlookChart([], label=lambda day: "")
    qtbot.addWidget(empty)
    assert not empty.grab().isNull()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_lines_and_words_of_the_drawing_stand_out_from_the_card(scheme: str) -> None:
    colours = colours_of(scheme)
    for line in ("accent", "muted", "later", "good"):
        assert contrast(colours[line], colours["card"]) >= 3.0
    for words in ("text", "muted"):
        assert contrast(colours[words], colours["card"]) >= 4.5


def test_an_axis_ends_at_a_round_number_that_is_not_below_the_most() -> None:
    for most in range(1, 5000):
        assert most <= nice_top(most) <= 2 * most + 1


def test_deliveries_that_are_reckoned_together_are_said_to_be(qtbot: QtBot, register: Register) -> None:
    put_products(register, [product(MIRROR, "Round mirror with shelf", 12900, supplier="")])
    for number in ("PO-7", "PO-8"):
        put_supply(register, MIRROR, 5, date(2026, 12, 4), number=number)
    both = register.look_up(MIRROR, 10).promise
    assert both is not None
    said = texts(panel_for(qtbot, register, MIRROR, 10))
    assert "PO-8, due Fri 4 Dec" in said
    alone = [peg.latest_on for peg in both.basis]
    assert ("reckoned together" in said) == (max(day for day in alone if day is not None) != both.latest_on)
    some = texts(panel_for(qtbot, register, MIRROR, 12))
    assert "2 without a confirmed date yet" in some
    assert "Of the 10 that have a date:" in some
    assert "PO-7, due Fri 4 Dec" in some
    assert "No date can be promised." not in some
