"""Real widgets without a screen, in the program's own typefaces; no thread and no timer outlives its test."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication

from ui.theme import Look, apply_look


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """A fixed name, so that nothing depends on how the tests were started."""
    return ["raincheck"]


@pytest.fixture(autouse=True)
def plain_look(qapp: QApplication) -> None:
    """Every test begins in the light look."""
    from ui.theme import theme

    if theme().look != Look() or not qapp.styleSheet():
        apply_look(qapp, Look())


@pytest.fixture(autouse=True)
def nothing_left_running(plain_look: None) -> Iterator[None]:
    """Fail a test that leaves a thread or a running timer behind."""
    threads = set(threading.enumerate())
    timers = _running_timers()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left = [thread.name for thread in threading.enumerate() if thread not in threads and thread.is_alive()]
    assert not left, f"threads left running: {left}"
    still = _running_timers() - timers
    assert not still, f"{len(still)} timers left running"


def _running_timers() -> set[QTimer]:
    from shiboken6 import isValid

    return {thing for thing in gc.get_objects() if type(thing) is QTimer and isValid(thing) and thing.isActive()}
