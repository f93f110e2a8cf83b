"""Starting the program as somebody outside sees it: from exec to its first picture, to ready, and what it weighs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from bench.figures import Figure, percentile, timing

_ROOT = Path(__file__).resolve().parent.parent
_EMPTY_WINDOW = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    seen = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not Window.seen:
            Window.seen = True
            print('{"first_paint_at": %r}' % time.time(), flush=True)
            if "stay" not in sys.argv:
                QTimer.singleShot(0, QApplication.quit)

app = QApplication(sys.argv)
window = Window()
window.resize(1280, 800)
window.show()
sys.exit(app.exec())
"""
_SETTLED_S, _LONGEST_S = 1.5, 30.0


def starts(folder: Path, runs: int) -> list[Figure]:
    """First picture and readiness on the shop in `folder`, and an empty window, each `runs` times in turns.

    All are counted from just before exec, by the wall clock: `paint` and `ready` as the program says them, `ready_seen`
    when its words reach us. One start of each that does not count comes first. Raises RuntimeError when one fails.
    """
    taken: dict[str, list[float]] = {
        "floor.window": [], "ours.start.first_paint": [], "ours.start.ready": [], "ours.start.ready_seen": [],
    }  # fmt: skip
    for turn in range(runs + 1):
        floor, _ = _run(_window_command())
        ours, seen = _run([*_our_command(folder), "--exit-when-ready"])
        if turn:
            taken["floor.window"].append(floor["first_paint_at"])
            taken["ours.start.first_paint"].append(ours["first_paint_at"])
            taken["ours.start.ready"].append(ours["ready_at"])
            taken["ours.start.ready_seen"].append(seen)
    return [timing(name, [seconds * 1e9 for seconds in all_]) for name, all_ in taken.items()]


def weights(folder: Path, runs: int) -> list[Figure]:
    """Resident memory in MB once it no longer changes after a start, ours and an empty window's; Linux only."""
    if not sys.platform.startswith("linux"):
        return []
    figures = []
    for name, command in (("ours.rss", _our_command(folder)), ("floor.rss", [*_window_command(), "stay"])):
        sizes = sorted(_settled_size(command) for _ in range(runs))
        figures.append(Figure(name, {"value": percentile(sizes, 50)}, runs))
    return figures


def _window_command() -> list[str]:
    return [sys.executable, "-c", _EMPTY_WINDOW]


def _our_command(folder: Path) -> list[str]:
    return [sys.executable, "-m", "ui", "--data", str(folder)]


def _run(command: list[str]) -> tuple[dict[str, Any], float]:
    """What a program says in its one line of JSON, with instants (`…_at`) as seconds since it was started, and when the
    line came, in the same seconds."""
    began = time.time()
    child = _start(command)
    assert child.stdout is not None
    patience = threading.Timer(_LONGEST_S, child.kill)  # a program that shows an error waits for a person for ever
    patience.start()
    try:
        line = child.stdout.readline()
        seen = time.time() - began
        _, told = child.communicate()
    finally:
        patience.cancel()
    if child.returncode or not line:
        raise RuntimeError(f"{command[1:4]} ended with {child.returncode}: {told.decode(errors='replace')[-600:]}")
    times = json.loads(line)
    return {name: value - began for name, value in times.items() if name.endswith("_at")}, seen


def _settled_size(command: list[str]) -> float:
    child = _start(command)
    try:
        began = changed = time.monotonic()
        size = 0.0
        while time.monotonic() - changed < _SETTLED_S and time.monotonic() - began < _LONGEST_S:
            time.sleep(0.1)
            now = _resident(child.pid)
            if abs(now - size) > 0.1:
                size, changed = now, time.monotonic()
        return size
    finally:
        child.terminate()
        child.communicate(timeout=_LONGEST_S)


def _resident(pid: int) -> float:
    """Resident memory in MB (10^6 bytes), as the kernel counts it. Raises RuntimeError when the program has ended."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise RuntimeError("the program ended before it was weighed")


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    # An installed program is compiled; the start that does not count compiles this one, unless it is kept from it.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.Popen(command, cwd=_ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
