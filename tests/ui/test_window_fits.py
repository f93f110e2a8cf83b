"""The counter holds on small screens with larger text, from right to left too, and locks when nobody is there."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise, product
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pos.domain.advice import Decision
from pos.domain.promise import Certainty
from pos.usecases.checkout import CustomerWish
from tests.builders import ADA, BULB, LAMP, SHADE, TABLE
from tests.ui.counter_desk import Desk, desk
from ui.theme import Look, apply_look
from ui.views.basket_paint import columns_of
from ui.views.context_column import ContextColumn
from ui.views.money_words import availability_pill
from ui.widgets import pill_size
from ui.work.idle import IdleWatch
from ui.work.logbook import start_log

__all__ = ["desk"]


@pytest.mark.parametrize(
    ("look", "size"),
    [
        (Look(), (1024, 768)),
        (Look(text_percent=125), (1024, 768)),
        (Look(text_percent=125, right_to_left=True), (1024, 768)),
        (Look(text_percent=150), (1920, 1080)),
    ],
)
def test_nothing_is_cut_off_with_a_mixed_basket(desk: Desk, look: Look, size: tuple[int, int]) -> None:
    """What the window needs is no more than the screen has, and no two parts of a column overlap."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_look(app, look)
    desk.window.resize(*size)
    for code in (TABLE, SHADE, BULB, LAMP):
        desk.window.on_scanned(code)
    desk.settle(3)
    desk.window.basket.set_quantity(2)
    desk.settle()
    desk.window.basket.take_backorder(3, 2, CustomerWish(id=ADA, name="Ada Osei"), "Ada Osei", None, "")
    desk.settle(3)
    assert (desk.window.width(), desk.window.height()) == size
    counter = desk.window.counter
    column: list[QWidget] = [counter.availability, *list(counter.buttons.values())[::2], counter.totals, counter.pay]
    for above, below in pairwise(column):
        assert above.geometry().bottom() < below.geometry().top()
    bottom = counter.pay.mapTo(desk.window, counter.pay.rect().bottomRight())
    assert bottom.y() < size[1]
    for part in (*counter.buttons.values(), counter.pay, counter.totals):
        assert part.width() >= part.minimumSizeHint().width()
        assert part.height() >= part.minimumSizeHint().height()


@pytest.mark.parametrize("look", [Look(), Look(text_percent=125)])
@pytest.mark.parametrize(
    ("certainty", "decision", "here"),
    [("confirmed", "backorder", 0), ("estimated", "backorder", 0), ("confirmed", "preorder", 0),
     ("confirmed", "backorder", 120)],
)  # fmt: skip
def test_a_short_row_says_the_whole_day_on_a_small_screen(
    desk: Desk, look: Look, certainty: Certainty, decision: Decision, here: int
) -> None:
    """At 1024 by 768 no word for when it comes is cut, on any day of a year, in the four languages of receipts."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_look(app, look)
    desk.window.resize(1024, 768)
    desk.window.on_scanned(LAMP)
    desk.settle(3)
    view = desk.window.counter.pane.view
    row, known = view.visualRect(view.model().index(0, 0)), desk.window.basket.availability(0)
    room = columns_of(row, Qt.LayoutDirection.LeftToRight).name.width()
    assert known is not None
    assert known.promise is not None
    stock = replace(known.here, on_hand=here, allocated=0, owed=0)
    advice = replace(known.advice, decision=decision)
    cut = set()
    for language, after in product(("en", "de", "fr", "es"), range(365)):
        day = known.promise.latest_on + timedelta(days=after)
        promise = replace(known.promise, latest_on=day, likely_on=day, certainty=certainty)
        found = replace(known, promise=promise, here=stock, advice=advice, quantity=2 * here + 1)
        kind, words = availability_pill(found, replace(desk.register.shop(), language=language))
        assert kind == "backorder"
        cut |= {words} if pill_size(words).width() > room else set()
    assert not cut


def test_the_third_column_is_there_only_where_there_is_room(desk: Desk) -> None:
    """From 1600 px on."""
    assert not desk.window.findChildren(ContextColumn)
    desk.window.resize(1920, 1080)
    desk.settle()
    context = desk.window.findChildren(ContextColumn)[0]
    assert context.isVisible()
    desk.window.resize(1280, 800)
    desk.settle()
    assert not context.isVisible()


def test_a_sheet_leaves_the_basket_in_sight_where_there_is_room(desk: Desk) -> None:
    """On small screens it covers the counter, on wide ones it takes the columns at the end."""
    desk.window.acts.do("help")
    assert not desk.window.counter.isVisible()
    desk.window.close_sheet()
    desk.window.resize(1920, 1080)
    desk.window.acts.do("help")
    assert desk.window.counter.pane.isVisible() or desk.window.counter.empty.isVisible()


def test_it_tells_when_nobody_was_there_for_a_while(desk: Desk, qtbot: QtBot) -> None:
    """Keys put it off; silence brings it; 0 minutes is never."""
    handle = desk.window.windowHandle()
    assert handle is not None
    watch = IdleWatch(handle, desk.window)
    watch.set_minutes(10)
    watch._timer.start(40)
    with qtbot.waitSignal(watch.idle, timeout=2000):
        QCoreApplication.sendEvent(
            handle, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F11, Qt.KeyboardModifier.NoModifier, "")
        )
    watch.set_minutes(0)
    QCoreApplication.sendEvent(
        handle, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F11, Qt.KeyboardModifier.NoModifier, "")
    )
    assert not watch._timer.isActive()


def test_the_log_is_json_lines_without_personal_words(tmp_path: Path) -> None:
    """One line per event, scrubbed, with its level and time."""
    stop = start_log(tmp_path / "log")
    logging.getLogger("raincheck").warning("told %s at %s", "ada@example.com", "020 7946 0018")
    stop()
    lines = (tmp_path / "log" / "raincheck.log").read_text().splitlines()
    event = json.loads(lines[-1])
    assert event["event"] == "told [e-mail] at [phone]"
    assert event["level"] == "warning"
    assert "timestamp" in event
