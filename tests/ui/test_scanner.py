"""A scan arrives once and whole wherever the focus is; typing arrives untouched; nothing is pressed by a scan."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QPushButton, QSpinBox, QVBoxLayout
from pytestqt.qtbot import QtBot

from pos.domain.errors import BadSetting
from ui.widgets import PinPad, PrimaryButton
from ui.work.scan_rules import Burst, ScanRules, clean
from ui.work.scanner import Scanner

ENTER, TAB = int(Qt.Key.Key_Return), int(Qt.Key.Key_Tab)


class Counter(QDialog):
    """A dialog with everything a stray Enter could press."""

    def __init__(self) -> None:
        super().__init__()
        self.line, self.note, self.count, self.pins = QLineEdit(), QPlainTextEdit(), QSpinBox(), PinPad()
        self.count.setMaximum(99_999_999)
        self.ok, self.pay = QPushButton("OK"), PrimaryButton("Pay")
        self.ok.setDefault(True)
        self.pressed = 0
        column = QVBoxLayout(self)
        for part in (self.line, self.note, self.count, self.pins, self.ok, self.pay):
            column.addWidget(part)
        for button in (self.ok, self.pay):
            button.clicked.connect(self._press)

    def _press(self) -> None:
        self.pressed += 1


class Hands:
    """Sends keys to the window as the system does, each stamped with a time in ms."""

    def __init__(self, window: Counter) -> None:
        self.window = window
        self.now = 10_000

    def key(self, key: int, text: str, gap: int) -> None:
        """One press and release, `gap` ms after the one before."""
        self.now += gap
        handle = self.window.windowHandle()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            event.setTimestamp(self.now)
            QCoreApplication.sendEvent(handle, event)

    def type(self, text: str, gaps: list[int]) -> None:
        """The signs of `text`; "\\r" is Enter and "\\t" Tab."""
        for sign, gap in zip(text, gaps, strict=True):
            key = {"\r": ENTER, "\t": TAB}.get(sign, ord(sign.upper()))
            self.key(key, sign, gap)

    def scan(self, code: str, *, gap: int = 12, end: str = "\r") -> None:
        """A scan that begins well after what was typed before."""
        text = code + end
        self.type(text, [120, *[gap] * (len(text) - 1)])


@pytest.fixture
def counter(qtbot: QtBot) -> Counter:
    window = Counter()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.line.setFocus()
    return window


@pytest.fixture
def scanner(qapp: QApplication, counter: Counter) -> Iterator[Scanner]:
    made = Scanner(qapp)
    yield made
    made._silence.stop()
    made.deleteLater()


@pytest.fixture
def scans(scanner: Scanner) -> list[str]:
    came: list[str] = []
    scanner.scanned.connect(came.append)
    return came


def test_a_scan_arrives_and_leaves_the_field_as_it_was(counter: Counter, scans: list[str], qtbot: QtBot) -> None:
    """Half-typed text, its selection and the cursor survive; Enter presses nothing."""
    counter.line.setText("brass lamp")
    counter.line.setSelection(6, 4)
    Hands(counter).scan("5012345678900")
    qtbot.waitUntil(lambda: scans == ["5012345678900"])
    assert (counter.line.text(), counter.line.selectedText(), counter.pressed) == ("brass lamp", "lamp", 0)


@pytest.mark.parametrize("field", ["note", "count", "ok", "pay"])
def test_a_scan_arrives_wherever_the_focus_is(counter: Counter, scans: list[str], qtbot: QtBot, field: str) -> None:
    """Notes and numbers keep what they hold, buttons are not pressed, not even by a space in the code."""
    counter.note.setPlainText("by the door")
    counter.count.setValue(3)
    getattr(counter, field).setFocus()
    Hands(counter).scan("AB 1234")
    qtbot.waitUntil(lambda: scans == ["AB 1234"])
    assert (counter.note.toPlainText(), counter.count.value(), counter.pressed) == ("by the door", 3, 0)


def test_digits_and_enter_typed_by_hand_stay_typing(counter: Counter, scans: list[str], qtbot: QtBot) -> None:
    """Somebody who types the number under the bars gets it into the box, and Enter is Enter."""
    entered: list[str] = []
    counter.line.returnPressed.connect(lambda: entered.append(counter.line.text()))
    Hands(counter).type("50123456\r", [90] * 9)
    assert entered == ["50123456"]
    assert scans == []


def test_fast_fingers_lose_nothing(counter: Counter, scans: list[str], qtbot: QtBot) -> None:
    """Two keys rolled within the gap are handed on in order, and keys held at the end arrive by themselves."""
    Hands(counter).type("lamp", [90, 30, 90, 20])
    qtbot.waitUntil(lambda: counter.line.text() == "lamp")
    assert scans == []


def test_three_fast_keys_and_enter_are_no_scan(counter: Counter, scans: list[str]) -> None:
    """Below four signs it is a person in a hurry; Enter goes where it always goes."""
    Hands(counter).type("123\r", [90, 10, 10, 10])
    assert counter.line.text() == "123"
    assert counter.pressed == 1
    assert scans == []


def test_tab_and_crlf_end_a_scan_too(counter: Counter, scans: list[str], qtbot: QtBot) -> None:
    """Tab does not move the focus and the second mark of CR LF presses nothing."""
    hands = Hands(counter)
    hands.scan("11112222", end="\t")
    hands.scan("33334444", end="\r\r")
    qtbot.waitUntil(lambda: scans == ["11112222", "33334444"])
    assert counter.line.hasFocus()
    assert counter.pressed == 0


def test_silence_ends_a_scan_where_the_scanner_sends_no_key(
    counter: Counter, scanner: Scanner, scans: list[str], qtbot: QtBot
) -> None:
    """With the terminator set to none, 100 ms without a key are enough."""
    scanner.rules = ScanRules(terminator="none")
    Hands(counter).scan("55556666", end="")
    qtbot.waitUntil(lambda: scans == ["55556666"])
    assert counter.line.text() == ""


def test_scans_right_after_each_other_are_all_kept(counter: Counter, scans: list[str], qtbot: QtBot) -> None:
    """Twenty scans arrive in order even while nobody has time for them."""
    codes = [f"40000000{number:02d}" for number in range(20)]
    hands = Hands(counter)
    for code in codes:
        hands.scan(code)
    assert scans == []
    qtbot.waitUntil(lambda: len(scans) == 20)
    assert scans == codes


def test_a_slow_answer_does_not_lose_the_next_scan(counter: Counter, scanner: Scanner, qtbot: QtBot) -> None:
    """A slot that scans again from inside (a modal dialog) gets both, each once."""
    came: list[str] = []
    hands = Hands(counter)

    def answer(code: str) -> None:
        came.append(code)
        if code == "11110000":
            hands.scan("22220000")
            QCoreApplication.processEvents()

    scanner.scanned.connect(answer)
    hands.scan("11110000")
    qtbot.waitUntil(lambda: len(came) == 2)
    assert came == ["11110000", "22220000"]


def test_scans_are_refused_while_paying(counter: Counter, scanner: Scanner, scans: list[str], qtbot: QtBot) -> None:
    """It beeps, nothing is sold and nothing lands in the amount."""
    scanner.refuse(True)
    with qtbot.waitSignal(scanner.refused):
        Hands(counter).scan("5012345678900")
    assert (scans, counter.line.text(), counter.pressed) == ([], "", 0)


def test_scans_are_refused_in_a_pin(counter: Counter, scanner: Scanner, scans: list[str], qtbot: QtBot) -> None:
    """No figure of the code becomes part of the PIN."""
    pins: list[str] = []
    counter.pins.entered.connect(pins.append)
    counter.pins.setFocus()
    hands = Hands(counter)
    hands.type("24", [100, 100])
    with qtbot.waitSignal(scanner.refused):
        hands.scan("5012345678900")
    hands.type("68\r", [100, 100, 100])
    assert (scans, pins) == ([], ["2468"])


def test_a_sign_inside_a_code_is_no_shortcut(counter: Counter, scans: list[str], qtbot: QtBot) -> None:
    """The minus of AB-123 does not take one off the selected line: sent through the system's own queue."""
    used: list[int] = []
    shortcut = QShortcut(QKeySequence("-"), counter)
    shortcut.activated.connect(lambda: used.append(1))
    counter.ok.setFocus()
    handle = counter.windowHandle()
    for sign in "AB-1234":
        QTest.keyClick(handle, sign)  # type: ignore[call-overload]  # taken, though the stubs lack it
    QTest.keyClick(handle, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: scans == ["AB-1234"])
    assert (used, counter.pressed) == ([], 0)


def test_a_held_key_is_no_scan(counter: Counter, scans: list[str]) -> None:
    """Resting on a key repeats quickly; the repeats are written as ever."""
    hands = Hands(counter)
    hands.key(ord("7"), "7", 100)
    for _ in range(6):
        hands.now += 30
        event = QKeyEvent(QEvent.Type.KeyPress, ord("7"), Qt.KeyboardModifier.NoModifier, "7", True)
        event.setTimestamp(hands.now)
        QCoreApplication.sendEvent(counter.windowHandle(), event)
    hands.key(ENTER, "\r", 30)
    assert counter.line.text() == "7777777"
    assert (scans, counter.pressed) == ([], 1)


def test_other_sources_come_in_by_the_same_signal(scanner: Scanner, scans: list[str], qtbot: QtBot) -> None:
    """A serial or HID scanner's code is cleaned and sent like any other."""
    scanner.accept("]E05012345678900\r\n")
    qtbot.waitUntil(lambda: scans == ["5012345678900"])


def test_a_thousand_scans_amid_typing(counter: Counter, scans: list[str], qtbot: QtBot) -> None:
    """P16: 2 to 30 ms gaps amid typing of 80 to 300 ms: every scan found, no key lost or moved, nothing pressed."""
    chance = random.Random(16)
    hands = Hands(counter)
    codes: list[str] = []
    typed, enters = "", 0
    focus = (counter.line, counter.ok, counter.pay)
    for round_ in range(1000):
        counter.line.setFocus()
        for _ in range(chance.randrange(4)):
            sign = chance.choice("abcdefgh 0123456789*-/")
            hands.type(sign, [chance.randint(80, 300)])
            typed += sign
        if chance.random() < 0.1:
            hands.type("\r", [chance.randint(80, 300)])
            enters += 1
        focus[round_ % 3].setFocus()
        code = "".join(chance.choice("0123456789ABCDEF-.") for _ in range(chance.randint(4, 30)))
        codes.append(code)
        hands.type(code + "\r", [chance.randint(80, 300), *(chance.randint(2, 30) for _ in code)])
        if chance.random() < 0.2:
            QCoreApplication.processEvents()
    qtbot.waitUntil(lambda: len(scans) >= 999)
    assert scans == codes
    assert counter.line.text() == typed
    assert counter.pressed == enters


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=4, max_size=40).filter(
    lambda code: not code.startswith("]")
))  # fmt: skip
def test_wrapping_a_code_changes_nothing(code: str) -> None:
    """STX, ETX, an AIM identifier and the shop's own prefix and suffix all come off, and only those."""
    rules = ScanRules(prefix="~~", suffix="^^")
    assert clean(f"\x02~~]C1{code}^^\x03\r\n", rules) == code
    assert clean(f"~~]d2{code[:2]}\x1d{code[2:]}^^", rules) == f"{code[:2]}\x1d{code[2:]}"


@given(st.lists(st.integers(0, 200), min_size=3, max_size=60), st.integers(20, 100))
def test_a_burst_is_a_scan_only_when_every_gap_and_the_whole_are_short(gaps: list[int], gap_ms: int) -> None:
    """The rules of the settings and nothing else decide."""
    rules = ScanRules(gap_ms=gap_ms)
    burst = Burst(began=0, last=0)
    burst.add("1", 0)
    now = 0
    went_on = True
    for gap in gaps:
        now += gap
        went_on = went_on and burst.goes_on(now, rules)
        if went_on:
            burst.add("1", now)
    assert went_on == (max(gaps) <= gap_ms and sum(gaps) <= rules.whole_ms)
    if went_on:
        assert burst.is_scan(rules) == (len(gaps) + 1 >= rules.least)


@pytest.mark.parametrize("gap_ms", [0, 19, 101])
def test_a_gap_that_tells_nobody_apart_is_refused(gap_ms: int) -> None:
    """The setting says what it takes."""
    with pytest.raises(BadSetting, match="20 to 100"):
        ScanRules(gap_ms=gap_ms)
