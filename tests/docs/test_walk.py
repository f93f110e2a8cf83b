"""ARCHITECTURE.md's walk from barcode to paper is the way the program really goes."""

from __future__ import annotations

import importlib
import inspect
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos.usecases.checkout import TenderWish
from tests.builders import ADA, BULB, LAMP, barcode
from tests.ui.counter_desk import Desk, desk
from ui.models.counter_basket import CounterBasket
from ui.paper import printer_setup
from ui.views.tender_sheet import TenderSheet
from ui.work.print_queue import PrintQueue

__all__ = ["desk"]

PAGE = Path(__file__).resolve().parents[2] / "ARCHITECTURE.md"
NAME = re.compile(r"(?<![\w./])(?:pos|printing|ui)(?:\.\w+)+")


def walk() -> list[str]:
    """The dotted names of the walk's code blocks, from top to bottom."""
    section = PAGE.read_text("utf-8").split("## The walk")[1].split("\n## ")[0]
    blocks = re.findall(r"^```\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    return [name for block in blocks for name in NAME.findall(block)]


def resolve(name: str) -> Any:
    """The module, class, function or signal of a dotted name. Raises AttributeError or ImportError."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for part in parts[end:]:
            found = getattr(found, part)
        return found
    raise ImportError(name)


def code_of(name: str) -> CodeType | None:
    """The code of a function of ours that can be seen running; None for signals and for what a port promises."""
    found = resolve(name)
    if not inspect.isfunction(found):
        return None
    owner = resolve(name.rpartition(".")[0])
    return None if getattr(owner, "_is_protocol", False) else inspect.unwrap(found).__code__


class Watch:
    """Notes the names of functions as they begin to run: on threads started while it is open, and inside `here`."""

    def __init__(self, names: list[str]) -> None:
        self._wanted = {code: name for name in names if (code := code_of(name)) is not None}
        self.ran: list[str] = []

    def _on_call(self, frame: FrameType, event: str, _: object) -> None:
        if (name := self._wanted.get(frame.f_code)) is not None:
            self.ran.append(name)

    def open(self) -> None:
        """Watch every thread that is started from now on."""
        threading.settrace(self._on_call)

    def close(self) -> None:
        """New threads are left alone again."""
        threading.settrace(None)

    @contextmanager
    def here(self) -> Iterator[None]:
        """Watch this thread as well."""
        before = sys.gettrace()
        sys.settrace(self._on_call)
        try:
            yield
        finally:
            sys.settrace(before)


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Asked for before the desk, so that the threads of the desk are watched."""
    made = Watch(walk())
    made.open()
    yield made
    made.close()


def test_every_name_of_the_walk_is_there() -> None:
    """Each dotted name in the walk's code leads to something when it is imported."""
    names = walk()
    assert len(names) > 25
    for name in names:
        resolve(name)


def test_a_scan_goes_the_way_of_the_page(watch: Watch, desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    """A lamp that is not here is scanned, ordered, paid for and printed: every step of the page, in its order."""
    (tmp_path / "paper").mkdir()
    desk.register.set_device(printer_name="Paper", printer_address=f"file:{tmp_path / 'paper'}")
    paper = PrintQueue(jobs=desk.register.jobs, background=desk.background)
    desk.window.paying.paper = paper
    watch.ran.clear()
    with watch.here():
        desk.scan(barcode(12))
    basket = desk.window.basket
    assert basket.lines[0].product.sku == LAMP
    order_the_lamp(basket)
    desk.settle()
    try:
        paper.start(printer_setup(desk.register.device_settings()))
        with watch.here():
            desk.press(Qt.Key.Key_F12)
            desk.expect(TenderSheet).paid.emit((TenderWish(),))
            qtbot.waitUntil(lambda: any((tmp_path / "paper").iterdir()), timeout=10_000)
    finally:
        paper.stop()
    steps = [name for name in walk() if code_of(name) is not None]
    left = iter(watch.ran)
    missed = [name for name in steps if name not in left]
    assert not missed, f"not run after the step before it: {missed[0]}"


def order_the_lamp(basket: CounterBasket) -> None:
    """What the backorder sheet does when it is confirmed: all of the line later, for Ada."""
    from pos.usecases.checkout import CustomerWish

    basket.take_backorder(0, basket.lines[0].quantity, CustomerWish(id=ADA), "Ada Osei", None, "")


def test_a_name_that_is_not_there_is_found_out() -> None:
    """The two tests above would fail for a step that was renamed, or that does not run at all."""
    with pytest.raises(AttributeError):
        resolve("pos.usecases.checkout.no_such_step")
    watch = Watch(["pos.domain.policy.advise", "tests.builders.barcode"])
    with watch.here():
        barcode(int(BULB[-2:]))
    assert watch.ran == ["tests.builders.barcode"]
