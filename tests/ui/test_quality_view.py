"""How promises were kept: one number and how sure it is, what it is made of, and when there will be something."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from pos.domain.promise_quality import Report, Told, report
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish
from tests.builders import ADA, LAMP, NOON, sample_shop
from tests.ui.counter_desk import Desk, desk
from ui.theme import Look, apply_look
from ui.views.months_chart import MonthsChart
from ui.views.quality_rows import STATE, SUPPLIER, QualityTable, days_figure
from ui.views.quality_view import QualityView, Record
from ui.views.share_bar import ShareBar
from ui.views.suppliers_view import SuppliersView
from ui.widgets import SumRow, TextLabel

__all__ = ["desk"]
Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TODAY = NOON.date()


def told(nth: int, supplier: str, *, late: bool) -> Told:
    taken = TODAY - timedelta(days=200 - 3 * nth)
    latest = taken + timedelta(days=12)
    return Told(supplier, taken, latest - timedelta(days=4), latest, latest, latest + timedelta(days=3 if late else -1))


def judged(good: int = 40, bad: int = 25) -> Report:
    lines = [told(nth, "LUM", late=False) for nth in range(good)]
    return report(lines + [told(nth, "OTHER", late=nth % 2 == 0) for nth in range(bad)], TODAY)


def quality(desk: Desk) -> QualityView:
    desk.press(Key.Key_Q, CTRL | SHIFT)
    desk.settle(3)
    return desk.expect(QualityView)


def words_in(part: QWidget) -> str:
    return "\n".join(label.text() for label in part.findChildren(TextLabel))


def test_without_a_promise_it_says_when_there_will_be_something_to_see(desk: Desk) -> None:
    view = quality(desk)
    assert view.empty.isVisible()
    assert "the first backorder begins the record" in view.empty.accessibleName()
    desk.press(Key.Key_Escape)
    lines = (LineWish(LAMP, 2, later=2),)
    desk.register.sell(Checkout(lines, (TenderWish(),), CustomerWish(id=ADA)))
    assert "One is open, due Thu 3 Dec." in quality(desk).empty.accessibleName()


def test_a_promise_that_was_not_kept_shows_and_few_are_called_few(desk: Desk) -> None:
    lines = (LineWish(LAMP, 2, later=2),)
    desk.register.sell(Checkout(lines, (TenderWish(),), CustomerWish(id=ADA)))
    desk.clock.pass_time(timedelta(days=30))
    view = quality(desk)
    assert not view.empty.isVisible()
    assert "Too few to judge by." in words_in(view)
    assert "Dec 2026: 0 of 1 kept." in words_in(view)
    assert "from 20 promises on" in words_in(view)


def test_the_figures_stand_with_their_interval_and_the_alarm_in_a_sentence(desk: Desk) -> None:
    view = quality(desk)
    view.show_record(Record(judged(), {"LUM": "Lumen Ltd", "OTHER": "Other Ltd"}))
    said = words_in(view)
    assert "80 %" in said
    assert "of 65 promises were kept by the day told first; 90 % should be." in said
    assert "The true share is likely between" in said
    assert "chance does not explain it" in said
    rows = {row.accessibleName().split(", ")[0]: row.value() for row in view.findChildren(SumRow)}
    assert rows["Kept by the day told first"] == "52 of 65, 80 %"
    assert rows["Kept by the day told last"] == "52 of 65, 80 %"
    assert "20 %, should be 10 %" in said
    bars = [bar.accessibleName() for bar in view.findChildren(ShareBar)]
    assert any(name.startswith("After it, or never: 20 %") for name in bars)
    chart = view.findChildren(MonthsChart)[0]
    assert "kept." in chart.accessibleDescription()


def test_the_worst_supplier_comes_first_and_enter_opens_it(desk: Desk) -> None:
    view = quality(desk)
    view.show_record(Record(judged(), {"LUM": "Lumen Ltd"}))
    assert view.table.hasFocus()
    assert [view.model.supplier(at) for at in range(2)] == ["OTHER", "LUM"]
    first = view.model.index(0, SUPPLIER).data(Qt.ItemDataRole.AccessibleTextRole)
    assert first.startswith("Supplier OTHER, Kept 12 of 25, 48 %")
    assert "Breaks too often" in view.model.index(0, STATE).data()
    QTest.keyClick(view.table, Key.Key_Down)
    QTest.keyClick(view.table, Key.Key_Return)
    desk.settle(3)
    assert desk.expect(SuppliersView).key() == "LUM"


def test_the_table_is_a_sound_model(qtmodeltester: ModelTester) -> None:
    model = QualityTable(judged().suppliers, {}, sample_shop())
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert days_figure(-0.01, sample_shop()) == "0.0"
    assert days_figure(None, sample_shop()) == "–"


def test_the_drawings_hold_in_every_look(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    for look in (Look(scheme="dark"), Look(right_to_left=True), Look(text_percent=150)):
        apply_look(app, look)
        chart = MonthsChart(judged().months, sample_shop(), aim=0.9)
        bar = ShareBar(0.5, (0.4, 0.6), words="half", aim=0.9)
        plain = ShareBar(0.0, (0.0, 1.0), words="none", marks=False)
        for part in (chart, bar, plain):
            qtbot.addWidget(part)
            part.resize(part.sizeHint())
            assert not part.grab().isNull()
    assert isinstance(judged().months[0].month, date)
