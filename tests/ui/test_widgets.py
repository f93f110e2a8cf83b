"""The building blocks: reachable by key, finger and screen reader, true to what was typed, readable at any size."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pos.domain.money import Money
from ui.theme import Look, apply_look, colour, size
from ui.theme.tokens import contrast
from ui.widgets import (
    KINDS,
    ActionButton,
    AmountField,
    ElidedLabel,
    EmptyState,
    FormRow,
    IconButton,
    NumberPad,
    Pill,
    PinPad,
    PrimaryButton,
    QuantityStepper,
    SearchBox,
    SegmentedChoice,
    SheetFrame,
    SumRow,
    TextLabel,
    ToastLane,
    pill_size,
)
from ui.widgets.amount_field import plain_decimal
from ui.widgets.elided_label import mark_in_lines
from ui.widgets.gallery import gallery, save_pictures

CONTROLS = (QAbstractButton, QLineEdit, QComboBox)


def shown(widget: QWidget, qtbot: QtBot) -> QWidget:
    """The widget, standing in an active window."""
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


def test_every_control_has_a_name_for_the_screen_reader(qtbot: QtBot) -> None:
    """Walks the whole gallery; a button that is only an icon counts as nameless without an accessible name."""
    page = gallery()
    qtbot.addWidget(page)
    controls = [one for one in page.findChildren(QWidget) if isinstance(one, CONTROLS)]
    assert len(controls) > 40
    nameless = []
    for one in controls:
        reader = QAccessible.queryAccessibleInterface(one)
        if not reader.text(QAccessible.Text.Name).strip():
            nameless.append(type(one).__name__)
    assert nameless == ["QAbstractButton"] * len(nameless)  # Qt's own corner of a table, which cannot be reached


def test_every_control_can_be_reached_with_tab(qtbot: QtBot) -> None:
    """Tab goes through all enabled controls of the page and comes round."""
    page = shown(gallery(), qtbot)
    wanted = {
        one
        for one in page.findChildren(QWidget)
        if isinstance(one, (PrimaryButton, ActionButton, QLineEdit, QComboBox)) and one.isEnabled() and one.isVisible()
    }
    met: set[QWidget] = set()
    for _ in range(200):
        QTest.keyClick(page.windowHandle(), Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        met.add(focus)
    assert wanted - met == set()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
@pytest.mark.parametrize("make", [lambda: PrimaryButton("Pay"), lambda: ActionButton("clock", "Backorder")])
def test_buttons_answer_to_space_and_return(qtbot: QtBot, make: object, key: Qt.Key) -> None:
    """Each key presses once."""
    button = shown(make(), qtbot)  # type: ignore[operator]
    assert isinstance(button, QPushButton)
    presses: list[int] = []
    button.clicked.connect(lambda: presses.append(1))
    QTest.keyClick(button, key)
    assert presses == [1]


def test_a_tap_on_the_word_or_the_key_hint_presses_the_button(qtbot: QtBot) -> None:
    """Nothing inside a button catches the finger."""
    button = shown(ActionButton("clock", "Backorder", key="F6"), qtbot)
    button.resize(260, 44)
    presses: list[int] = []
    button.clicked.connect(lambda: presses.append(1))  # type: ignore[attr-defined]
    for x in (20, 80, 235):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(x, 22))
    assert presses == [1, 1, 1]


@pytest.mark.parametrize("scheme", ["light", "dark", "high-contrast"])
@pytest.mark.parametrize("make", [lambda: PrimaryButton("Pay"), lambda: ActionButton("clock", "Order"), QLineEdit])
def test_the_focus_ring_can_be_seen(qapp: QApplication, qtbot: QtBot, scheme: str, make: object) -> None:
    """Two pixels deep and 3 to 1 against what they were without the focus, in every theme."""
    apply_look(qapp, Look(scheme=scheme))  # type: ignore[arg-type]
    page = QWidget()
    column = QVBoxLayout(page)
    first, second = make(), make()  # type: ignore[operator]
    column.addWidget(first)
    column.addWidget(second)
    shown(page, qtbot)

    def middle_column() -> list[str]:
        picture: QImage = first.grab().toImage()
        return [picture.pixelColor(picture.width() // 2, y).name() for y in range(8)]

    second.setFocus()
    without = middle_column()
    first.setFocus()
    changed = [contrast(a, b) >= 3 for a, b in zip(without, middle_column(), strict=True)]
    if isinstance(first, PrimaryButton):  # filled with the accent: its ring lies inside, in the colour of its letters
        assert sum(changed) == 2
    else:
        assert middle_column()[:2] == [colour("focus").name()] * 2
        assert changed[1]


def test_buttons_are_large_enough_for_a_finger(qapp: QApplication, qtbot: QtBot) -> None:
    """At every text size a control is at least as high as its token, in a layout that is short of room too."""
    for percent in (100, 125, 150):
        apply_look(qapp, Look(text_percent=percent))
        page = QWidget()
        column = QVBoxLayout(page)
        buttons = [
            PrimaryButton("Pay"),
            ActionButton("clock", "Backorder"),
            IconButton("x", "Close"),
            QPushButton("OK"),
        ]
        for button in buttons:
            column.addWidget(button)
        shown(page, qtbot)
        page.resize(200, 50)
        assert buttons[0].height() >= size("main")
        assert all(button.height() >= size("control") for button in buttons[1:])


def test_choices_and_ticks_are_large_enough_for_a_finger(qapp: QApplication, qtbot: QtBot) -> None:
    """What is touched of a choice side by side, a tick and a round mark is a whole control high, at every text size."""
    looks = (Look(), Look(text_percent=125), Look(text_percent=150), Look(density="compact"))
    for look in looks:
        apply_look(qapp, look)
        choice = SegmentedChoice("Kind", [("now", "Take now"), ("later", "Backorder")])
        touched: list[QWidget] = [*choice.findChildren(QAbstractButton), QCheckBox("Checked"), QRadioButton("One")]
        page = QWidget()
        column = QVBoxLayout(page)
        for part in (choice, *touched[2:]):
            column.addWidget(part)
        shown(page, qtbot)
        page.resize(300, 50)
        assert [part.height() >= size("control") for part in touched] == [True] * 4, look
    apply_look(qapp, Look())


def test_the_main_button_says_act_and_sum(qtbot: QtBot) -> None:
    """The screen reader hears the same words; Alt with the marked letter presses it."""
    button = PrimaryButton("&Pay", sum_text="£166.50", key="F12")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Pay £166.50"
    assert button.shortcut().toString() == "Alt+P"
    button.set_label("Take backorder", "£45.00 deposit")
    assert button.accessibleName() == "Take backorder £45.00 deposit"


def test_a_narrow_action_drops_its_key_before_its_word(qtbot: QtBot) -> None:
    """The word matters more than the hint; with room both are there."""
    button = shown(ActionButton("clock", "Backorder", key="F6"), qtbot)
    assert isinstance(button, ActionButton)
    button.resize(300, 44)
    assert button._hint.isVisible()
    button.resize(140, 44)
    assert not button._hint.isVisible()


@pytest.mark.parametrize("kind", KINDS)
def test_a_pill_has_a_word_an_icon_and_two_colours(qtbot: QtBot, kind: str) -> None:
    """Its word is its name, its ground and its letters are painted in the kind's tokens."""
    pill = Pill(kind, "Backorder, ready by Thu 3 Dec")
    qtbot.addWidget(pill)
    pill.resize(pill.sizeHint())
    picture = pill.grab().toImage()
    found = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    role = KINDS[kind][1]
    assert {colour(role).name(), colour(f"{role}_soft").name()} <= found
    assert pill.accessibleName() == "Backorder, ready by Thu 3 Dec"


def test_a_pill_of_no_known_kind_is_refused() -> None:
    """A slip in a name fails at once."""
    with pytest.raises(KeyError):
        Pill("sold", "Sold")


def test_a_pill_without_room_keeps_its_word_in_the_tooltip(qtbot: QtBot) -> None:
    """Cut words can still be read."""
    pill = Pill("unknown", "Not known, last seen Tue 17:02")
    qtbot.addWidget(pill)
    pill.resize(QSize(90, pill_size(pill.text).height()))
    pill.grab()
    assert pill.toolTip() == "Not known, last seen Tue 17:02"


def test_the_number_pad_types_into_the_focused_line(qtbot: QtBot) -> None:
    """A tap types where the cursor is and leaves the focus there."""
    page = QWidget()
    column = QVBoxLayout(page)
    line, pad = QLineEdit("9"), NumberPad()
    column.addWidget(line)
    column.addWidget(pad)
    shown(page, qtbot)
    line.setFocus()
    line.setCursorPosition(0)
    keys = {key.accessibleName(): key for key in pad.findChildren(QPushButton)}
    for name in ("1", "2", ".", "00"):
        QTest.mouseClick(keys[name], Qt.MouseButton.LeftButton)
    assert line.text() == "12.009"
    QTest.mouseClick(keys["Delete the last figure"], Qt.MouseButton.LeftButton)
    assert (line.text(), line.hasFocus()) == ("12.09", True)
    QTest.mouseClick(keys["Clear the entry"], Qt.MouseButton.LeftButton)
    assert line.text() == ""


def test_the_enter_key_of_a_pad_is_the_enter_of_its_field(qtbot: QtBot) -> None:
    """The field hears returnPressed and the screen hears the key."""
    line = QLineEdit("5")
    pad = NumberPad(field=line, decimal="", enter="Take this amount")
    qtbot.addWidget(line)
    qtbot.addWidget(pad)
    keys = {key.accessibleName(): key for key in pad.findChildren(QPushButton)}
    assert "." not in keys
    with qtbot.waitSignals([line.returnPressed, pad.typed]):
        keys["Take this amount"].click()


@pytest.mark.parametrize(
    ("typed", "minor"),
    [("45", 4500), ("45.5", 4550), ("45,50", 4550), ("1 234,50", 123450), ("1,234.50", 123450), ("1.234,50", 123450),
     ("1,234", 123400), ("0.05", 5), (".", None), ("", None), ("12x", None), ("1.2.3", None), ("4.999", None)],
)  # fmt: skip
def test_money_is_read_as_people_type_it(qtbot: QtBot, typed: str, minor: int | None) -> None:
    """Point or comma, thousands marks or not; what is no amount is None and never a guess."""
    field = AmountField("Deposit", "GBP", symbol="£")
    qtbot.addWidget(field)
    field.line.setText(typed)
    assert field.amount() == (None if minor is None else Money(minor, "GBP"))


@given(st.integers(0, 10**11))
def test_an_amount_shown_is_read_back_the_same(minor: int) -> None:
    """What the field writes it also reads."""
    assert Money.parse(plain_decimal(str(Money(minor, "EUR"))), "EUR") == Money(minor, "EUR")


def test_a_refused_amount_says_why_and_keeps_what_was_typed(qtbot: QtBot) -> None:
    """The sentence stands below the line until the next key; nothing typed is lost."""
    field = AmountField("Deposit", "GBP")
    shown(field, qtbot)
    QTest.keyClicks(field.line, "12x")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    refusal = next(label for label in field.findChildren(TextLabel) if label.property("role") == "error")
    assert refusal.isVisible()
    assert "is not an amount in GBP" in refusal.text()
    assert field.line.text() == "12x"
    with qtbot.waitSignal(field.changed) as changed:
        QTest.keyClick(field.line, Qt.Key.Key_Backspace)
    assert changed.args == [Money(1200, "GBP")]
    assert not refusal.isVisible()
    with qtbot.waitSignal(field.accepted) as accepted:
        QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert accepted.args == [Money(1200, "GBP")]


def test_a_quantity_stays_within_its_bounds(qtbot: QtBot) -> None:
    """Steps end at least and most, typing beyond them is refused and does not count, and only a change is told."""
    stepper = QuantityStepper("Quantity", 2, least=1, most=4)
    shown(stepper, qtbot)
    told: list[int] = []
    stepper.changed.connect(told.append)
    fewer, more = stepper.findChildren(IconButton)
    fewer.click()
    assert not fewer.isEnabled()
    QTest.keyClick(stepper.line, Qt.Key.Key_Up)
    more.click()
    stepper.line.setText("3000")
    stepper.line.editingFinished.emit()
    assert (stepper.is_refused, stepper.quantity(), stepper.line.text()) == (True, 3, "3000")
    stepper.line.setText("4")
    stepper.line.editingFinished.emit()
    stepper.line.setText("")
    stepper.line.editingFinished.emit()
    assert (told, stepper.quantity(), stepper.line.text()) == ([1, 2, 3, 4], 4, "4")


def test_a_toast_goes_by_itself_and_undo_takes_back(qtbot: QtBot) -> None:
    """It never takes the focus; Undo does it once; an error stays until it is closed."""
    page = QWidget()
    page.resize(900, 400)
    line = QLineEdit(page)
    lane = ToastLane(page, shown_for_ms=50)
    shown(page, qtbot)
    line.setFocus()
    undone: list[int] = []
    lane.say("Brass lamp was taken out.", act=lambda: undone.append(1))
    assert lane.isVisible()
    assert line.hasFocus()
    qtbot.waitUntil(lambda: not lane.isVisible())
    lane.say("Brass lamp was taken out.", act=lambda: undone.append(2))
    next(button for button in lane.findChildren(ActionButton) if button.accessibleName() == "Undo").click()
    assert undone == [2]
    assert not lane.isVisible()
    lane.say("The receipt did not print: paper is out.", kind="error", details="PrinterFailed")
    assert not lane._timer.isActive()
    next(button for button in lane.findChildren(IconButton)).click()
    assert not lane.isVisible()


def test_a_toast_stays_inside_its_window_and_off_the_main_button(qapp: QApplication, qtbot: QtBot) -> None:
    """At the leading side in both directions, with long text wrapped and not cut."""
    for right_to_left in (False, True):
        apply_look(qapp, Look(right_to_left=right_to_left, text_percent=125))
        page = QWidget()
        lane = ToastLane(page)
        shown(page, qtbot)
        page.resize(1024, 768)
        lane.say("The register is offline. Selling goes on and three sales wait to be sent. " * 3, kind="error")
        box = lane.geometry()
        assert page.rect().contains(box)
        assert (box.left() > 400) == right_to_left
        assert lane.message.height() >= lane.message.heightForWidth(lane.message.width())


def test_a_toast_leaves_the_buttons_beside_the_main_one_free(qtbot: QtBot) -> None:
    """A sheet says how much of its foot is free; the message takes no more."""
    sheet = SheetFrame("Orders")
    other = ActionButton("printer", "Print again", key="Ctrl+P")
    sheet.set_main(PrimaryButton("Collect what is here", key="F12"), other)
    lane = ToastLane(sheet, room=sheet.foot_room)
    sheet.resize(1024, 768)
    shown(sheet, qtbot)
    lane.say("Ada Osei waits. It stands in the order with your name. " * 2)
    assert lane.geometry().right() < other.mapTo(sheet, QPoint(0, 0)).x()
    other.hide()
    assert sheet.foot_room() > 600


def test_a_button_shows_the_letter_that_goes_with_alt(qtbot: QtBot) -> None:
    """The letter is underlined where it stands, on the second line too; an & of a name stays one."""
    assert mark_in_lines(["Salt & Light"], "Salt & Light", 7) == ["Salt && &Light"]
    assert mark_in_lines(["Mend the", "promises"], "Mend the promises", 9) == ["Mend the", "&promises"]
    assert mark_in_lines(["Pay"], "Pay", -1) == ["Pay"]
    plain, marked = ActionButton("bell", "Tell"), ActionButton("bell", "&Tell")
    for button in (plain, marked):
        shown(button, qtbot)
        button.resize(160, 44)
    assert plain.accessibleName() == marked.accessibleName() == "Tell"
    assert plain.grab().toImage() != marked.grab().toImage()


def test_a_long_name_wraps_to_two_lines_and_ends_in_dots(qtbot: QtBot) -> None:
    """Nothing is cut without a trace: the whole text is in the tooltip, and gone from there once it fits."""
    name = "Oak side table, round, 45 cm, oiled, with a drawer that opens to either side"
    label = ElidedLabel(name)
    shown(label, qtbot)
    label.resize(220, label.heightForWidth(220))
    lines = label.shown_lines()
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(label.fontMetrics().horizontalAdvance(line) <= 220 for line in lines)
    assert label.toolTip() == name
    label.resize(2000, 40)
    assert (label.shown_lines(), label.toolTip()) == ([name], "")


def test_one_of_a_few_is_chosen_by_click_and_arrow(qtbot: QtBot) -> None:
    """Exactly one is always chosen; arrows go round and follow the direction of writing."""
    choice = SegmentedChoice("When", [("now", "Take now"), ("later", "Backorder"), ("hold", "Hold")])
    shown(choice, qtbot)
    told: list[str] = []
    choice.chosen.connect(told.append)
    first = choice.findChildren(QPushButton)[0]
    first.setFocus()
    QTest.keyClick(choice.windowHandle(), Qt.Key.Key_Right)
    QTest.keyClick(choice.windowHandle(), Qt.Key.Key_Left)
    QTest.keyClick(choice.windowHandle(), Qt.Key.Key_Left)
    choice.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QTest.keyClick(choice.windowHandle(), Qt.Key.Key_Right)
    assert told == ["later", "now", "hold", "later"]
    assert choice.key() == "later"


def test_a_form_row_ties_label_hint_and_refusal_to_its_field(qtbot: QtBot) -> None:
    """The screen reader gets the name and the sentence; the hint comes back after a refusal."""
    row = FormRow("&Phone", QLineEdit(), hint="Only to tell them.")
    qtbot.addWidget(row)
    assert (row.field.accessibleName(), row.field.accessibleDescription()) == ("Phone", "Only to tell them.")
    row.refuse("This number is too short.")
    assert row.field.accessibleDescription() == "This number is too short."
    assert row.field.property("refused")
    row.refuse("")
    assert row.field.accessibleDescription() == "Only to tell them."


def test_a_pin_is_told_once_and_forgotten(qtbot: QtBot) -> None:
    """By keys or fingers; too short a PIN is not told; a refusal begins anew."""
    pad = PinPad()
    shown(pad, qtbot)
    pins: list[str] = []
    pad.entered.connect(pins.append)
    QTest.keyClicks(pad, "246")
    QTest.keyClick(pad, Qt.Key.Key_Return)
    QTest.keyClicks(pad, "9")
    QTest.keyClick(pad, Qt.Key.Key_Backspace)
    next(key for key in pad.findChildren(QPushButton) if key.accessibleName() == "8").click()
    QTest.keyClick(pad, Qt.Key.Key_Enter)
    pad.refuse("That PIN does not fit.")
    QTest.keyClick(pad, Qt.Key.Key_Enter)
    assert pins == ["2468"]


def test_a_sheet_goes_back_on_escape_and_arrow(qtbot: QtBot) -> None:
    """Both ways back are one signal; the foot shows when it holds the main button."""
    sheet = SheetFrame("Backorder")
    line = QLineEdit()
    sheet.body.addWidget(line)
    sheet.set_main(PrimaryButton("Take backorder"))
    shown(sheet, qtbot)
    backs: list[int] = []
    sheet.back.connect(lambda *_: backs.append(1))
    line.setFocus()
    QTest.keyClick(sheet.windowHandle(), Qt.Key.Key_Escape)
    sheet.findChildren(IconButton)[0].click()
    assert backs == [1, 1]
    assert sheet.findChildren(PrimaryButton)[0].isVisible()


def test_the_search_box_empties_with_its_cross(qtbot: QtBot) -> None:
    """The cross shows only while there is something to empty, and keeps the focus in the box."""
    box = SearchBox("Scan, or type a name")
    shown(box, qtbot)
    cross = box.findChild(IconButton)
    assert isinstance(cross, IconButton)
    assert not cross.isVisible()
    QTest.keyClicks(box, "lamp")
    assert cross.isVisible()
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert (box.text(), box.hasFocus(), cross.isVisible()) == ("", True, False)


def test_sums_and_empty_states_are_told_in_words(qtbot: QtBot) -> None:
    """A row is one phrase; an empty list says what shows there and offers its acts."""
    row = SumRow("To pay now", "£166.50", kind="total")
    done: list[str] = []
    empty = EmptyState("archive", "Nobody is waiting", "New backorders show here.",
                       acts=[("plus", "Take a backorder", lambda: done.append("taken"))])  # fmt: skip
    qtbot.addWidget(row)
    qtbot.addWidget(empty)
    row.set_value("£121.50")
    empty.findChildren(ActionButton)[0].click()
    assert row.accessibleName() == "To pay now, £121.50"
    assert empty.accessibleName() == "Nobody is waiting New backorders show here."
    assert done == ["taken"]


def test_text_stands_at_the_leading_side_whatever_its_script(qapp: QApplication, qtbot: QtBot) -> None:
    """An English name in a right-to-left window does not jump to the other side."""
    label = TextLabel("Brass lamp")
    qtbot.addWidget(label)
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    assert label.alignment() & left
    apply_look(qapp, Look(right_to_left=True))
    shown(label, qtbot)
    assert label.alignment() & right
    assert QStyle.visualAlignment(label.layoutDirection(), label.alignment()) & right


def test_the_gallery_can_be_saved_in_every_look(qapp: QApplication, tmp_path: Path) -> None:
    """One picture a look, none of them blank."""
    saved = save_pictures(tmp_path)
    assert len(saved) == 7
    for place in saved:
        picture = QImage(str(place))
        colours = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)}
        assert len(colours) > 20
