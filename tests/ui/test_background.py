"""Work off the GUI thread comes home on it, one after the other, and every failure finds its way to a sentence."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from pos.domain.errors import PosError, UnknownCode
from ui.work.background import Background, Report, still_there
from ui.work.notices import APOLOGY, Notices, install, log_qt_message

SENTENCE = "Nothing answers to 4711. The basket is as it was. Type its name instead."


@pytest.fixture
def notices() -> Notices:
    return Notices()


@pytest.fixture
def background(notices: Notices) -> Iterator[Background]:
    made = Background(notices)
    yield made
    made.close()


def _fail() -> None:
    raise UnknownCode(SENTENCE)


def _break() -> None:
    raise ZeroDivisionError("a bug of ours")


def test_work_runs_elsewhere_and_its_result_comes_home(background: Background, qtbot: QtBot) -> None:
    """`call` is off the GUI thread, `then` on it."""
    threads: list[threading.Thread] = []

    def then(worker: threading.Thread) -> None:
        threads.extend([worker, threading.current_thread()])

    background.run(threading.current_thread, then=then)
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_calls_are_done_in_their_order(background: Background, qtbot: QtBot) -> None:
    """Writes to the shop's database never overtake each other, and neither do their answers."""
    came: list[int] = []
    for number in range(200):
        background.run(partial(int, number), then=came.append)
    qtbot.waitUntil(lambda: len(came) == 200)
    assert came == list(range(200))


def test_a_refusal_goes_to_who_asked_or_else_to_the_notices(
    background: Background, notices: Notices, qtbot: QtBot
) -> None:
    """`failed` gets the error; without it the cashier reads the sentence."""
    refusals: list[PosError] = []
    background.run(_fail, then=None, failed=refusals.append)
    qtbot.waitUntil(lambda: len(refusals) == 1)
    assert refusals[0].sentence == SENTENCE
    with qtbot.waitSignal(notices.said) as said:
        background.run(_fail, then=None)
    assert said.args == [SENTENCE, "error", "UnknownCode"]


def test_a_bug_is_logged_and_excused_once_and_work_goes_on(
    background: Background, notices: Notices, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    """The same bug again is logged again but does not nag, and the next call is done as usual."""
    said: list[str] = []
    came: list[int] = []
    notices.said.connect(lambda text, kind, details: said.append(text))
    with caplog.at_level(logging.ERROR, logger="raincheck"):
        background.run(_break, then=None)
        background.run(_break, then=None)
        background.run(lambda: 7, then=came.append)
        qtbot.waitUntil(lambda: came == [7])
    assert said == [APOLOGY]
    assert [record.exc_info is not None for record in caplog.records] == [True, True]


def test_busy_is_said_only_to_those_who_wait(background: Background, qtbot: QtBot) -> None:
    """Quick work flickers nothing; slow work says busy after a while and idle at its end."""
    said: list[bool] = []
    background.busy.connect(said.append)
    came: list[int] = []
    background.run(lambda: 1, then=came.append)
    qtbot.waitUntil(lambda: came == [1])
    assert said == []
    gate = threading.Event()
    with qtbot.waitSignal(background.busy) as began:
        background.run(gate.wait, then=lambda _: came.append(2))
    assert began.args == [True]
    with qtbot.waitSignal(background.busy) as ended:
        gate.set()
    assert ended.args == [False]


def test_slow_work_does_not_hold_up_the_counter(background: Background, qtbot: QtBot) -> None:
    """An import that takes minutes leaves the shop's lane free."""
    gate = threading.Event()
    order: list[str] = []
    background.run_slow(lambda report: gate.wait(), then=lambda _: order.append("import"))
    background.run(lambda: None, then=lambda _: order.append("sale"))
    qtbot.waitUntil(lambda: order == ["sale"])
    gate.set()
    qtbot.waitUntil(lambda: order == ["sale", "import"])


def test_long_work_reports_and_can_be_cancelled(background: Background, qtbot: QtBot) -> None:
    """Progress arrives as it happens; after a cancel the work stops and nobody is called."""
    came: list[object] = []
    gate = threading.Event()

    def import_rows(report: Report) -> None:
        report(140, 320)
        gate.wait()
        report(141, 320)
        came.append("went on")

    steps: list[tuple[int, int]] = []
    work = background.run_slow(import_rows, then=came.append)
    work.progressed.connect(lambda done, total: steps.append((done, total)))
    work.cancel()
    gate.set()
    background.run_slow(lambda report: report(1, 2), then=lambda _: steps.append((9, 9)))
    qtbot.waitUntil(lambda: (9, 9) in steps)
    assert came == []


def test_progress_comes_home(background: Background, qtbot: QtBot) -> None:
    """The percent bar hears done and total."""
    gate = threading.Event()

    def count(report: Report) -> None:
        gate.wait()
        report(140, 320)

    work = background.run_slow(count, then=None)
    with qtbot.waitSignal(work.progressed) as step:
        gate.set()
    assert step.args == [140, 320]


class _Screen(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.came: list[object] = []

    @Slot(object)
    def show_result(self, result: object) -> None:
        self.came.append(result)


def test_a_screen_that_was_left_is_not_called(background: Background, qtbot: QtBot) -> None:
    """A result for a deleted widget is dropped instead of touching what is gone."""
    import shiboken6

    gate = threading.Event()
    screen = _Screen()
    came: list[int] = []
    background.run(lambda: gate.wait(), then=screen.show_result)
    background.run(lambda: 1, then=came.append)
    shiboken6.delete(screen)
    gate.set()
    qtbot.waitUntil(lambda: came == [1])
    assert screen.came == []


def test_closing_finishes_what_was_begun(notices: Notices) -> None:
    """A sale in the queue is still written; afterwards nothing can be added."""
    done: list[int] = []
    background = Background(notices)
    for number in range(50):
        background.run(partial(done.append, number), then=None)
    background.close()
    assert done == list(range(50))
    with pytest.raises(RuntimeError):
        background.run(lambda: None, then=None)


def test_what_nobody_caught_in_a_timer_or_thread_finds_the_door(
    notices: Notices, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    """Slots, timers and threads all end in the log and in one sentence; undoing puts the old hooks back."""
    before = sys.excepthook, threading.excepthook
    undo = install(notices)
    try:
        with caplog.at_level(logging.ERROR, logger="raincheck"):
            with qtbot.waitSignal(notices.said) as said:
                QTimer.singleShot(0, _break)
            assert said.args is not None
            assert said.args[0] == APOLOGY
            assert "ZeroDivisionError" in said.args[2]
            with qtbot.waitSignal(notices.said) as said:
                thread = threading.Thread(target=_fail)
                thread.start()
            thread.join()
            assert said.args == [SENTENCE, "error", "UnknownCode"]
    finally:
        undo()
    assert (sys.excepthook, threading.excepthook) == before


def test_harmless_noise_of_qt_stays_out_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """What says nothing is left out; anything else of Qt is kept at its level."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType

    context = QMessageLogContext()
    with caplog.at_level(logging.DEBUG, logger="raincheck"):
        log_qt_message(QtMsgType.QtWarningMsg, context, "This plugin does not support propagateSizeHints()")
        log_qt_message(QtMsgType.QtWarningMsg, context, "QPainter::begin: paint device is null")
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("WARNING", "Qt: QPainter::begin: paint device is null")
    ]


def test_a_result_for_a_partial_call_of_a_widget_that_is_gone_is_dropped(qtbot: QtBot) -> None:
    """A search that comes home after its screen was closed touches nothing."""
    widget = QLabel()
    call = partial(widget.setText, "late")
    assert still_there(call)
    delete(widget)
    assert not still_there(call)
