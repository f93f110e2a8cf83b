"""The composition root of the window: first a picture, then the shop, then the printer and all that can wait."""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ui.first_picture import FirstPicture
from ui.single import OneWindow

if TYPE_CHECKING:
    from ui.program import Program
    from ui.theme import Look

NOT_READY_AFTER_MS = 30_000
"""A measured start that takes longer has failed."""


def run(folder: Path, *, look: Look | None = None, exit_when_ready: bool = False) -> int:
    """Show the counter of a shop's folder until it is closed; the answer is the exit status.

    With `exit_when_ready` one line of JSON tells when it painted and when it was ready, and the program ends.
    """
    began = time.perf_counter()
    gc.disable()  # until it is ready
    app = QApplication.instance() or QApplication([*sys.argv[:1], "-style", "fusion"])
    assert isinstance(app, QApplication)
    app.setProperty("fusion", True)
    app.setApplicationName("Raincheck")
    app.setDesktopFileName("org.raincheck_pos.Raincheck")
    one = OneWindow(folder)
    if not one.take():
        one.raise_other()
        return 0
    picture = FirstPicture(folder)
    programs: list[Program] = []
    times: dict[str, float] = {}

    def note(name: str) -> None:
        times.setdefault(f"{name}_ms", round((time.perf_counter() - began) * 1000, 1))
        times.setdefault(f"{name}_at", time.time())

    def on_ready() -> None:
        note("ready")
        gc.freeze()
        gc.enable()
        if exit_when_ready:
            sys.stdout.write(json.dumps(times) + "\n")
            sys.stdout.flush()
            app.quit()
        elif not hasattr(one, "_server"):
            one.listen()

    def on_stuck(sentence: str) -> None:
        if exit_when_ready:
            sys.stderr.write(sentence + "\n")
            app.exit(1)

    def build() -> None:
        # Only now the counter itself is loaded: the cashier has seen the program answer.
        from ui.program import Program

        program = Program(app, folder, look=look)
        programs.append(program)
        one.raised.connect(program.window.come_to_front)
        program.stuck.connect(on_stuck)
        program.ready.connect(on_ready)
        picture.hold(program.window)

    picture.painted.connect(lambda: note("first_paint"))
    picture.painted.connect(lambda: QTimer.singleShot(0, build))
    if exit_when_ready:
        QTimer.singleShot(NOT_READY_AFTER_MS, lambda: app.exit(1))
    picture.appear()
    status = app.exec()
    for program in programs:
        program.close()
    one.close()
    return status


def self_test() -> int:
    """Sell one thing in a temporary shop in a window that nobody sees, and render its receipt; 0 when all went well."""
    from ui.self_test import sell_one

    return sell_one()
