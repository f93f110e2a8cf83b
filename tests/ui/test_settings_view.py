"""The settings: found by one search, kept as they are made, refused in a sentence, barred without the right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from pos.domain.people import OWNER, Person
from pos.domain.policy_rules import SWITCHES
from pos.domain.test_document import WIDTHS, ruler, test_document
from pos.register import Register
from printing import receipt_lines
from tests.builders import FixedClock, sample_shop
from tests.fakes.escpos_printer import FakePrinter
from ui.theme import Look
from ui.views.settings_deposits import DepositSettings
from ui.views.settings_look import LookSettings
from ui.views.settings_people import PeopleSettings
from ui.views.settings_policy import PolicySettings, switch_words
from ui.views.settings_printer import PrinterSettings, spelled
from ui.views.settings_printer_fields import joined_address, split_address
from ui.views.settings_scanner import ScannerSettings, keys_text
from ui.views.settings_view import SettingsView
from ui.work.background import Background
from ui.work.notices import Notices
from ui.work.scanner import Scanner


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    monkeypatch.setenv("RAINCHECK_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("RAINCHECK_KEY_STORE", "file")
    register = Register.create(tmp_path / "shop", sample_shop(), clock=FixedClock())
    yield register
    register.close()


@pytest.fixture
def background(qtbot: Any) -> Iterator[Background]:
    background = Background(Notices())
    yield background
    background.close()


def opened(qtbot: Any, register: Register, background: Background, **others: Any) -> SettingsView:
    options: dict[str, Any] = {"person": OWNER, "look": Look()} | others
    view = SettingsView(register=register, background=background, shop=register.shop(), **options)
    qtbot.addWidget(view)
    view.resize(1024, 768)
    with qtbot.waitExposed(view), qtbot.waitSignal(view.ready):
        view.show()
    return view


@pytest.fixture
def view(qtbot: Any, register: Register, background: Background) -> SettingsView:
    return opened(qtbot, register, background)


def part(view: SettingsView, kind: type[Any]) -> Any:
    return view.findChild(kind)


def press(qtbot: Any, choice: Any, key: str) -> None:
    qtbot.mouseClick(choice._segments[key], Qt.MouseButton.LeftButton)


# --- finding ---------------------------------------------------------------------------------------------------------
def test_without_a_search_one_group_is_shown_and_its_button_is_down(qtbot: Any, view: SettingsView) -> None:
    view.choose(3)
    assert [group.isVisible() for group in view._groups] == [at == 3 for at in range(9)]
    assert [button.isChecked() for button in view._buttons] == [at == 3 for at in range(9)]


def test_a_search_shows_matching_rows_of_every_group_and_only_those(qtbot: Any, view: SettingsView) -> None:
    qtbot.keyClicks(view.search, "minutes")
    people = part(view, PeopleSettings)
    assert [group.title for group in view._groups if group.isVisible()] == ["People"]
    assert people.lock.isVisible()
    assert not people.name.isVisible()
    view.search.setText("dark mode")
    assert [group.title for group in view._groups if group.isVisible()] == ["Look"]
    view.search.setText("no such thing")
    assert view._nothing.isVisible()
    view.search.clear()
    assert people.name.isVisibleTo(people)


# --- look ------------------------------------------------------------------------------------------------------------
def test_a_choice_of_colours_is_seen_at_once_and_kept(qtbot: Any, register: Register, view: SettingsView) -> None:
    view.choose(3)
    look = part(view, LookSettings)
    with qtbot.waitSignal(view.look_changed) as changed:
        press(qtbot, look.scheme, "dark")
    assert changed.args == [Look(scheme="dark")]
    press(qtbot, look.text, "125")
    qtbot.waitUntil(lambda: register.device_settings().get("text_percent") == 125)
    kept = register.device_settings()
    assert (kept["scheme"], kept["density"], kept["right_to_left"]) == ("dark", "touch", False)


# --- deposits and dates ----------------------------------------------------------------------------------------------
def test_deposit_rules_are_kept_together_as_one_change(qtbot: Any, register: Register, view: SettingsView) -> None:
    view.choose(1)
    rules = part(view, DepositSettings)
    with qtbot.waitSignal(view.shop_changed) as changed:
        for _ in range(3):
            qtbot.keyClick(rules.percent.line, Qt.Key.Key_Up)
        rules.minimum.line.setText("5")
        rules.days[6].click()
    shop = register.shop()
    assert changed.args == [shop]
    assert (shop.deposit.percent, shop.deposit.minimum) == (53, 500)
    assert shop.opening_days.weekdays == frozenset(range(6))
    assert shop.deposit.tax_mode == "on_payment"


def test_a_shop_that_never_opens_is_refused_and_the_days_come_back(
    qtbot: Any, register: Register, view: SettingsView
) -> None:
    view.choose(1)
    rules = part(view, DepositSettings)
    for day in rules.days:
        day.click()
    rules.save_now()
    qtbot.waitUntil(lambda: "must be open" in rules.sentence())
    assert all(day.isChecked() for day in rules.days)
    assert register.shop().opening_days.weekdays == frozenset(range(7))


def test_leaving_the_settings_keeps_what_was_changed_a_moment_ago(
    qtbot: Any, register: Register, view: SettingsView
) -> None:
    view.choose(1)
    rules = part(view, DepositSettings)
    qtbot.keyClick(rules.handling.line, Qt.Key.Key_Up)
    with qtbot.waitSignals([view.shop_changed, view.closed], order="strict"):
        qtbot.keyClick(view.search, Qt.Key.Key_Escape)
    assert register.shop().handling_days == 2


def test_what_is_refused_on_leaving_keeps_the_settings_open_and_is_shown(qtbot: Any, view: SettingsView) -> None:
    view.choose(1)
    rules = part(view, DepositSettings)
    for day in rules.days:
        day.click()
    with qtbot.assertNotEmitted(view.closed):
        qtbot.keyClick(view.search, Qt.Key.Key_Escape)
        qtbot.waitUntil(view.told.isVisible)
    with qtbot.waitSignal(view.closed):
        qtbot.keyClick(view.search, Qt.Key.Key_Escape)


def test_an_address_that_is_half_typed_holds_once_and_is_then_left_as_it_was(
    qtbot: Any, register: Register, view: SettingsView
) -> None:
    printer = part(view, PrinterSettings)
    press(qtbot, printer.fields.way, "tcp")
    qtbot.keyClicks(printer.fields.where, "printer:port")
    with qtbot.assertNotEmitted(view.closed):
        qtbot.keyClick(printer.fields.where, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: "not kept" in printer.sentence())
    with qtbot.waitSignal(view.closed):
        qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert "printer_address" not in register.device_settings()


def test_a_cashier_sees_the_rules_but_cannot_touch_them(qtbot: Any, register: Register, background: Background) -> None:
    view = opened(qtbot, register, background, person=Person("c", "Mei", "cashier"))
    rules, look, people = (part(view, kind) for kind in (DepositSettings, LookSettings, PeopleSettings))
    assert not rules.percent.isEnabled()
    assert not people.add_button.isEnabled()
    assert look.scheme.isEnabled()


# --- printer ---------------------------------------------------------------------------------------------------------
def test_a_network_printer_is_kept_with_its_kind_and_width(qtbot: Any, register: Register, view: SettingsView) -> None:
    fields = part(view, PrinterSettings).fields
    assert not fields.where.isVisible()
    press(qtbot, fields.way, "tcp")
    qtbot.keyClicks(fields.where, "192.168.0.20")
    with qtbot.waitSignal(view.printer_changed) as changed:
        qtbot.keyClick(fields.where, Qt.Key.Key_Return)
        fields.profile.setCurrentIndex(fields.profile.findData("generic-58"))
        fields.profile.activated.emit(fields.profile.currentIndex())
    setup = changed.args[0]
    assert (setup.address, setup.profile, setup.columns) == ("tcp://192.168.0.20", "generic-58", 32)
    assert register.device_settings()["printer_columns"] == 32


def test_what_is_no_address_is_refused_at_the_field_and_not_kept(
    qtbot: Any, register: Register, view: SettingsView
) -> None:
    printer = part(view, PrinterSettings)
    press(qtbot, printer.fields.way, "tcp")
    qtbot.keyClicks(printer.fields.where, "printer:port")
    qtbot.keyClick(printer.fields.where, Qt.Key.Key_Return)
    assert "no address" in printer.fields.where.accessibleDescription()
    printer.save_now()
    assert "printer_address" not in register.device_settings()


def test_the_test_page_reaches_the_printer(qtbot: Any, view: SettingsView) -> None:
    printer = part(view, PrinterSettings)
    with FakePrinter() as paper:
        press(qtbot, printer.fields.way, "tcp")
        printer.fields.where.setText(paper.address.removeprefix("tcp://"))
        with qtbot.waitSignal(printer.tested) as tested:
            qtbot.mouseClick(printer.test, Qt.MouseButton.LeftButton)
        assert paper.printed.wait(5)
    assert tested.args == [True]
    assert b"Test page" in paper.jobs[0]
    assert "was sent" in printer.sentence()


def test_a_printer_that_is_off_is_told_in_a_sentence_and_may_be_tried_again(qtbot: Any, view: SettingsView) -> None:
    printer = part(view, PrinterSettings)
    silent = FakePrinter()  # its port refuses until it is switched on
    press(qtbot, printer.fields.way, "tcp")
    printer.fields.where.setText(silent.address.removeprefix("tcp://"))
    with qtbot.waitSignal(printer.tested, timeout=8000) as tested:
        printer.print_test()
    assert tested.args == [False]
    assert "switched off" in printer.sentence()
    assert printer.test.isEnabled()
    silent.switch_off()


def test_how_letters_print_is_shown_for_each_alphabet(qtbot: Any, view: SettingsView) -> None:
    printer = part(view, PrinterSettings)
    press(qtbot, printer.fields.way, "device")
    qtbot.mouseClick(printer.letters, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(printer._sample.isVisible)
    rows = spelled("generic-80")
    assert printer._table.count() == 3 * (len(rows) + 1)
    assert {language for language, _, _ in rows} >= {"English", "Polski", "עברית"}
    assert all(printed for _, _, printed in rows)


@given(st.sampled_from(["tcp", "device", "queue", "file"]), st.text("abc019.:/-", min_size=1, max_size=20))
def test_an_address_is_taken_apart_and_put_together_again(kind: str, where: str) -> None:
    where = where.lstrip("/") or "x"
    assert split_address(joined_address(kind, where)) == (kind, where)


def test_no_address_is_the_screen() -> None:
    assert split_address("") == ("screen", "")
    assert joined_address("screen", "anything") == "screen:"


@pytest.mark.parametrize("columns", WIDTHS)
def test_the_ruler_of_a_width_fits_on_one_line_and_wider_ones_do_not(columns: int) -> None:
    at = datetime(2026, 11, 24, 10, 42, tzinfo=timezone(timedelta(0)))
    page = test_document(sample_shop(), at, "generic-80")
    lines = [line.text for line in receipt_lines(page, "customer", columns)]
    for width in WIDTHS:
        assert len(ruler(width)) == width
        assert (ruler(width) in lines) is (width <= columns)
    assert page.opens_drawer is False


def test_an_address_typed_and_left_without_enter_is_kept(qtbot: Any, register: Register, view: SettingsView) -> None:
    printer = part(view, PrinterSettings)
    press(qtbot, printer.fields.way, "tcp")
    qtbot.keyClicks(printer.fields.where, "10.0.0.7:9100")
    with qtbot.waitSignals([view.printer_changed, view.closed], order="strict"):
        qtbot.keyClick(printer.fields.where, Qt.Key.Key_Escape)
    assert register.device_settings()["printer_address"] == "tcp://10.0.0.7:9100"


def test_on_a_wide_screen_the_test_page_stands_beside_the_printer(qtbot: Any, view: SettingsView) -> None:
    assert not view.paper.isVisible()
    view.resize(1920, 1080)
    qtbot.waitUntil(view.paper.isVisible)
    assert "Test page" in view.paper.text()
    view.choose(3)
    assert not view.paper.isVisible()


# --- what to offer ---------------------------------------------------------------------------------------------------
def test_the_rules_of_the_advice_are_kept_together_as_one_change(
    qtbot: Any, register: Register, view: SettingsView
) -> None:
    view.choose(2)
    rules = part(view, PolicySettings)
    with qtbot.waitSignal(view.shop_changed) as changed:
        qtbot.keyClick(rules.waits.steppers["fashion"].line, Qt.Key.Key_Up)
        qtbot.keyClick(rules.customers.steppers["business_percent"].line, Qt.Key.Key_Down)
        rules.places.line.setText("40")
        rules.places.line.editingFinished.emit()
        rules.by_advice.click()
        rules.switches["learned"].click()
    shop = register.shop()
    assert changed.args == [shop]
    policy = shop.policy
    assert (policy.longest_waits["fashion"], policy.business_percent, policy.places) == (15, 149, 40)
    assert (policy.deposit_by_advice, policy.off) == (True, frozenset({"learned"}))
    assert rules.sentence() == "Saved."


def test_a_category_is_put_into_another_class_and_taken_out_again(
    qtbot: Any, register: Register, view: SettingsView
) -> None:
    view.choose(2)
    categories = part(view, PolicySettings).categories
    assert not categories.add_button.isEnabled()
    qtbot.keyClicks(categories.name, "Power tools")
    assert categories.belongs.currentData() == "appliance"
    categories.belongs.setCurrentIndex(categories.belongs.findData("furniture"))
    with qtbot.waitSignal(view.shop_changed):
        qtbot.keyClick(categories.name, Qt.Key.Key_Return)
    assert register.shop().policy.class_of("Power Tools") == "furniture"
    assert categories.name.text() == ""
    with qtbot.waitSignal(view.shop_changed):
        categories._remove("power tools")
    assert register.shop().policy.class_of("Power Tools") == "appliance"


def test_the_wait_for_everything_else_is_one_number_in_both_groups(
    qtbot: Any, register: Register, view: SettingsView
) -> None:
    rules, deposits = part(view, PolicySettings), part(view, DepositSettings)
    view.choose(2)
    with qtbot.waitSignal(view.shop_changed):
        qtbot.keyClick(rules.waits.steppers["general"].line, Qt.Key.Key_Up)
    assert (register.shop().longest_wait_days, deposits.longest.quantity()) == (43, 43)
    view.choose(1)
    with qtbot.waitSignal(view.shop_changed):
        qtbot.keyClick(deposits.longest.line, Qt.Key.Key_Up)
    assert (register.shop().policy.longest_waits["general"], rules.waits.numbers()["general"]) == (44, 44)
    view.choose(2)
    with qtbot.waitSignal(view.shop_changed):
        qtbot.keyClick(rules.alarm.line, Qt.Key.Key_Up)
    assert (register.shop().longest_wait_days, register.shop().policy.alarm_percent) == (44, 71)


def test_no_wait_at_all_for_everything_else_is_refused_and_the_number_comes_back(
    qtbot: Any, register: Register, view: SettingsView
) -> None:
    view.choose(2)
    rules = part(view, PolicySettings)
    rules.waits.steppers["general"].line.setText("0")
    rules.waits.steppers["general"].line.editingFinished.emit()
    qtbot.waitUntil(lambda: "longest wait is 1 to 730" in rules.sentence())
    assert rules.waits.numbers()["general"] == register.shop().longest_wait_days == 42


def test_every_rule_that_may_be_switched_off_is_named() -> None:
    assert set(switch_words()) == set(SWITCHES)


# --- people ----------------------------------------------------------------------------------------------------------
def test_a_person_is_added_with_role_and_pin_and_may_sign_in(
    qtbot: Any, register: Register, view: SettingsView
) -> None:
    view.choose(4)
    people = part(view, PeopleSettings)
    qtbot.keyClicks(people.name.field, "Mei Lin")
    qtbot.keyClick(people.name.field, Qt.Key.Key_Return)
    press(qtbot, people.role, "cashier")
    qtbot.keyClicks(people.pin.field, "73x92")
    with qtbot.waitSignal(view.people_changed) as changed:
        qtbot.keyClick(people.pin.field, Qt.Key.Key_Return)
    (mei,) = changed.args[0]
    assert register.sign_in(mei.id, "7392") == mei
    assert people.pin.field.text() == ""
    assert people.pin.field.echoMode() == QLineEdit.EchoMode.Password


def test_a_pin_that_is_easy_to_guess_is_refused_in_place_and_the_name_is_not_lost(
    qtbot: Any, register: Register, view: SettingsView
) -> None:
    view.choose(4)
    people = part(view, PeopleSettings)
    people.name.field.setText("Mei Lin")
    people.pin.field.setText("1234")
    people.add_person()
    qtbot.waitUntil(lambda: "PIN" in people.pin.field.accessibleDescription() and people.add_button.isEnabled())
    assert "Nothing was changed" in people.pin.field.accessibleDescription()
    assert people.name.field.text() == "Mei Lin"
    assert register.people() == ()


def test_changing_somebody_gives_them_another_role_and_pin(qtbot: Any, register: Register, view: SettingsView) -> None:
    mei = register.add_person("Mei Lin", "cashier", "7392")
    view.choose(4)
    people = part(view, PeopleSettings)
    people.change(mei)
    press(qtbot, people.role, "manager")
    people.pin.field.setText("204816")
    with qtbot.waitSignal(view.people_changed) as changed:
        qtbot.mouseClick(people.add_button, Qt.MouseButton.LeftButton)
    assert changed.args[0] == (Person(mei.id, "Mei Lin", "manager"),)
    assert register.sign_in(mei.id, "204816").role == "manager"


def test_the_time_until_the_register_locks_is_kept(qtbot: Any, register: Register, view: SettingsView) -> None:
    view.choose(4)
    people = part(view, PeopleSettings)
    for _ in range(5):
        qtbot.keyClick(people.lock.line, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: register.device_settings().get("lock_minutes") == 5)


# --- scanner ---------------------------------------------------------------------------------------------------------
def test_the_gap_stays_between_its_bounds_and_is_kept(qtbot: Any, register: Register, view: SettingsView) -> None:
    view.choose(5)
    scanner = part(view, ScannerSettings)
    qtbot.keyClicks(scanner.gap.line, "500")
    with qtbot.assertNotEmitted(view.scanner_changed):
        scanner.gap.line.editingFinished.emit()
    assert scanner.gap.is_refused
    scanner.gap.line.setText("100")
    with qtbot.waitSignal(view.scanner_changed) as changed:
        scanner.gap.line.editingFinished.emit()
    assert changed.args[0].gap_ms == 100
    assert register.device_settings()["scan_gap_ms"] == 100


def test_a_scan_into_the_test_box_shows_its_keys_and_timing_and_goes_no_further(
    qtbot: Any, qapp: QApplication, register: Register, background: Background
) -> None:
    scanner = Scanner(qapp)
    view = opened(qtbot, register, background, scanner=scanner)
    group = part(view, ScannerSettings)
    view.choose(view._groups.index(group))
    box = group.box
    box.setFocus()
    scanner._watch(view.windowHandle())
    try:
        with qtbot.waitSignals([scanner.seen, scanner.refused]), qtbot.assertNotEmitted(scanner.scanned):
            for at, sign in enumerate("29900001\r"):  # the system's own stamps, however busy the machine is
                key = Qt.Key.Key_Return if sign == "\r" else Qt.Key(ord(sign))
                event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, sign)
                event.setTimestamp(1000 + 12 * at)
                QCoreApplication.sendEvent(view.windowHandle(), event)
        assert box.keys.text().startswith("2  9 +12")
        assert "8 keys" in box.verdict.text()
    finally:  # it would go on taking the keys of other windows
        scanner._watch(None)
        scanner.deleteLater()


def test_keys_that_cannot_be_seen_are_named() -> None:
    assert keys_text((("\x02", 0.0), ("4", 11.6), ("\r", 12.4))) == "STX  4 +12  Enter +12"
