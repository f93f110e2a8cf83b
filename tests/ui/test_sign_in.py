"""Signing in by name and PIN: by keyboard and by finger, refusals in place, no scans."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pos.register import Register
from tests.builders import FixedClock, sample_shop
from ui.views.sign_in import SignInView
from ui.work.background import Background
from ui.work.notices import Notices
from ui.work.scanner import Scanner

PINS = {"Amira": "738291", "Mei": "7392"}


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    monkeypatch.setenv("RAINCHECK_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("RAINCHECK_KEY_STORE", "file")
    register = Register.create(tmp_path / "shop", sample_shop(), clock=FixedClock())
    register.add_person("Amira", "owner", PINS["Amira"])
    yield register
    register.close()


@pytest.fixture
def background(qtbot: Any) -> Iterator[Background]:
    background = Background(Notices())
    yield background
    background.close()


def opened(qtbot: Any, register: Register, background: Background, **others: Any) -> SignInView:
    view = SignInView(register=register, background=background, **others)
    qtbot.addWidget(view)
    view.resize(1024, 768)
    with qtbot.waitExposed(view), qtbot.waitSignal(view.ready):
        view.show()
    return view


def test_somebody_who_works_alone_types_the_pin_at_once(qtbot: Any, register: Register, background: Background) -> None:
    view = opened(qtbot, register, background)
    qtbot.keyClicks(view.pad, PINS["Amira"])
    with qtbot.waitSignal(view.signed_in) as signed_in:
        qtbot.keyClick(view.pad, Qt.Key.Key_Enter)
    assert signed_in.args[0].name == "Amira"
    assert signed_in.args[0].role == "owner"


def test_among_several_a_name_is_chosen_with_the_arrow_keys(
    qtbot: Any, register: Register, background: Background
) -> None:
    register.add_person("Mei", "cashier", PINS["Mei"])
    view = opened(qtbot, register, background)
    assert not view.pad.isEnabled()
    view._buttons[0].setFocus()
    qtbot.keyClick(view._buttons[0], Qt.Key.Key_Down)
    assert view.focusWidget() is view._buttons[1]
    qtbot.keyClick(view._buttons[1], Qt.Key.Key_Return)
    assert view.pad.isEnabled()
    assert [button.isChecked() for button in view._buttons] == [False, True]
    qtbot.keyClicks(view.pad, PINS["Mei"])
    with qtbot.waitSignal(view.signed_in) as signed_in:
        qtbot.keyClick(view.pad, Qt.Key.Key_Return)
    assert signed_in.args[0].name == "Mei"


def test_a_wrong_pin_is_refused_in_place_and_the_right_one_still_works(
    qtbot: Any, register: Register, background: Background
) -> None:
    view = opened(qtbot, register, background)
    view.pad.entered.emit("555123")
    qtbot.waitUntil(lambda: "does not fit Amira" in view.pad.accessibleDescription())
    assert view.pad.isEnabled()
    with qtbot.waitSignal(view.signed_in):
        view.pad.entered.emit(PINS["Amira"])


def test_after_too_many_tries_the_view_says_how_long_to_wait(
    qtbot: Any, register: Register, background: Background
) -> None:
    for _ in range(5):
        register.pins.count_try(register.people()[0].id, 5, register.clock.now().replace(hour=23))
    view = opened(qtbot, register, background)
    with qtbot.assertNotEmitted(view.signed_in):
        view.pad.entered.emit(PINS["Amira"])
        qtbot.waitUntil(lambda: "Too many wrong PINs" in view.pad.accessibleDescription())


def test_a_scan_is_refused_and_leaves_no_figure_in_the_pin(
    qtbot: Any, qapp: QApplication, register: Register, background: Background
) -> None:
    view = opened(qtbot, register, background)
    view.pad.setFocus()
    scanner = Scanner(qapp, clock_ms=lambda: 0.0)
    scanner._watch(view.windowHandle())
    with (
        qtbot.waitSignal(scanner.refused),
        qtbot.assertNotEmitted(scanner.scanned),
        qtbot.assertNotEmitted(view.signed_in),
    ):
        for figure in "2990000000121":
            qtbot.keyClick(view.windowHandle(), figure)
        qtbot.keyClick(view.windowHandle(), Qt.Key.Key_Return)
    assert view.pad._pin == ""
    scanner._watch(None)


def test_the_reason_for_signing_in_is_on_the_screen(qtbot: Any, register: Register, background: Background) -> None:
    view = opened(qtbot, register, background, reason="The register was locked. The basket is kept.")
    from ui.widgets import TextLabel

    assert "The register was locked. The basket is kept." in [label.text() for label in view.findChildren(TextLabel)]
