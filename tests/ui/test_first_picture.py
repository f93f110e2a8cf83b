"""The window answers at once, and the counter takes its place inside it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.first_picture import FirstPicture


def test_the_outlines_are_painted_before_anything_is_held(qtbot: QtBot, tmp_path: Path) -> None:
    """The first picture needs neither a shop nor its records."""
    picture = FirstPicture(tmp_path)
    qtbot.addWidget(picture)
    with qtbot.waitSignal(picture.painted):
        picture.appear()
    image = picture.grab().toImage()
    assert image.pixelColor(5, 20).name() != image.pixelColor(5, picture.height() - 3).name()


def test_the_picture_wears_the_scheme_that_the_device_was_left_in(qtbot: QtBot, tmp_path: Path) -> None:
    """A dark counter does not flash white when it starts."""
    (tmp_path / "window.json").write_text(json.dumps({"scheme": "dark"}))
    picture = FirstPicture(tmp_path)
    qtbot.addWidget(picture)
    assert picture.grab().toImage().pixelColor(5, picture.height() - 3).lightness() < 60


def test_what_it_holds_fills_it_and_names_it(qtbot: QtBot, tmp_path: Path) -> None:
    """The counter takes the whole window, and the window its title."""
    picture, counter = FirstPicture(tmp_path), QLabel()
    qtbot.addWidget(picture)
    picture.appear()
    picture.hold(counter)
    counter.setWindowTitle("Riverside")
    qtbot.waitUntil(lambda: counter.size() == picture.size())
    assert picture.windowTitle() == "Riverside"


def test_the_first_picture_loads_neither_the_counter_nor_the_shop() -> None:
    """What makes the start quick stays true."""
    code = (
        "import sys; import ui.app; "
        "print(sorted(m for m in sys.modules if m.split('.')[0] in ('pos', 'printing', 'sqlalchemy', 'typer') "
        "or m.startswith(('ui.views', 'ui.widgets', 'ui.theme', 'ui.window'))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
