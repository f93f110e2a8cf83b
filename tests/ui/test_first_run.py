"""The first start: from nothing to a shop in five pages, resumed after a break, never half made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from pos.register import Register
from ui.views.first_run import FirstRun
from ui.views.first_run_answers import COUNTRIES, Answers, draft_path, first_guess, with_country, zones_of
from ui.views.first_run_pages import PlacePage, StorePage
from ui.views.first_run_rules import PersonPage, PrinterPage, RulesPage, thousandths

PIN = "738291"


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAINCHECK_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("RAINCHECK_KEY_STORE", "file")


def opened(qtbot: Any, folder: Path) -> FirstRun:
    view = FirstRun(folder=folder)
    qtbot.addWidget(view)
    view.resize(1024, 768)
    with qtbot.waitExposed(view):
        view.show()
    return view


def page(view: FirstRun) -> Any:
    return view.pages[view.step()]


def choose_country(view: FirstRun, code: str) -> None:
    place = page(view)
    assert isinstance(place, PlacePage)
    place.country.setCurrentIndex(place.country.findData(code))
    place.country.activated.emit(place.country.currentIndex())


def go_on(qtbot: Any, view: FirstRun) -> None:
    before = view.step()
    qtbot.keyClick(page(view).first_field(), Qt.Key.Key_F12)
    assert view.step() == before + 1


def to_the_last_page(qtbot: Any, view: FirstRun, country: str = "DE") -> PersonPage:
    choose_country(view, country)
    go_on(qtbot, view)
    qtbot.keyClicks(page(view).name.field, "Lampenladen")
    for _ in range(3):
        go_on(qtbot, view)
    last = page(view)
    assert isinstance(last, PersonPage)
    return last


def fill(qtbot: Any, last: PersonPage, pin: str, again: str | None = None) -> None:
    last.name.field.setText("Amira")
    last.pin.field.setText(pin)
    last.again.field.setText(pin if again is None else again)


def test_five_pages_make_a_shop_whose_owner_can_sign_in(qtbot: Any, tmp_path: Path) -> None:
    view = opened(qtbot, tmp_path / "shop")
    fill(qtbot, to_the_last_page(qtbot, view), PIN)
    with qtbot.waitSignal(view.created, timeout=10_000) as created:
        qtbot.keyClick(page(view).again.field, Qt.Key.Key_Return)
    register: Register = created.args[0]
    shop = register.shop()
    assert (shop.store_name, shop.country, shop.currency, shop.standard_tax_rate) == (
        "Lampenladen",
        "DE",
        "EUR",
        19_000,
    )
    assert shop.prices_include_tax
    assert shop.deposit.tax_mode == "on_payment"
    (owner,) = register.people()
    assert register.sign_in(owner.id, PIN).role == "owner"
    assert register.device_settings()["printer_address"] == "screen:"
    assert not draft_path(tmp_path / "shop").exists()
    register.close()


def test_after_a_break_the_answers_and_the_page_are_there_again(qtbot: Any, tmp_path: Path) -> None:
    view = opened(qtbot, tmp_path / "shop")
    to_the_last_page(qtbot, view)
    view.close()
    again = opened(qtbot, tmp_path / "shop")
    assert again.step() == 4
    assert again.answers.store_name == "Lampenladen"
    assert not (tmp_path / "shop").exists()
    assert opened(qtbot, tmp_path / "another").step() == 0


def test_the_pin_is_never_written_into_the_notes(qtbot: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder can be made in a file")
    view = opened(qtbot, tmp_path / "file" / "shop")
    fill(qtbot, to_the_last_page(qtbot, view), PIN)
    view.act()
    qtbot.waitUntil(lambda: view._refusal.isVisible(), timeout=10_000)
    assert "Nothing was written" in view._refusal.text()
    assert PIN not in draft_path(tmp_path / "file" / "shop").read_text()
    assert view._main.isEnabled()


def test_an_easy_pin_is_refused_and_another_one_finishes_the_same_shop(qtbot: Any, tmp_path: Path) -> None:
    view = opened(qtbot, tmp_path / "shop")
    last = to_the_last_page(qtbot, view)
    fill(qtbot, last, "123456")
    view.act()
    qtbot.waitUntil(lambda: "easy to guess. Nothing" in last.pin.field.accessibleDescription(), timeout=10_000)
    fill(qtbot, last, PIN)
    with qtbot.waitSignal(view.created, timeout=10_000) as created:
        view.act()
    assert [person.name for person in created.args[0].people()] == ["Amira"]
    created.args[0].close()


def test_two_pins_that_differ_or_a_name_left_out_stop_on_the_page(qtbot: Any, tmp_path: Path) -> None:
    view = opened(qtbot, tmp_path / "shop")
    last = to_the_last_page(qtbot, view)
    fill(qtbot, last, PIN, "738292")
    view.act()
    assert "differ" in last.again.field.accessibleDescription()
    last.name.field.clear()
    view.act()
    assert "name is still missing" in last.name.field.accessibleDescription()
    assert view.step() == 4
    assert not (tmp_path / "shop").exists()


def test_a_store_needs_a_name_and_plain_codes(qtbot: Any, tmp_path: Path) -> None:
    view = opened(qtbot, tmp_path / "shop")
    go_on(qtbot, view)
    store = page(view)
    assert isinstance(store, StorePage)
    store.store.field.setText("S 1")
    view.act()
    assert view.step() == 1
    assert "still missing" in store.name.field.accessibleDescription()
    assert "letters and figures" in store.store.field.accessibleDescription()


def test_what_the_country_makes_likely_reaches_the_later_pages(qtbot: Any, tmp_path: Path) -> None:
    view = opened(qtbot, tmp_path / "shop")
    choose_country(view, "US")
    place = page(view)
    assert place.currency.currentData() == "USD"
    go_on(qtbot, view)
    page(view).name.field.setText("Lamps")
    go_on(qtbot, view)
    rules = page(view)
    assert isinstance(rules, RulesPage)
    assert rules.included.key() == "no"
    assert rules.rate.field.text() == "0"


def test_a_printer_without_an_address_holds_the_page(qtbot: Any, tmp_path: Path) -> None:
    view = opened(qtbot, tmp_path / "shop")
    view._go_to(3)
    printer = page(view)
    assert isinstance(printer, PrinterPage)
    qtbot.mouseClick(printer.fields.way._segments["tcp"], Qt.MouseButton.LeftButton)
    view.act()
    assert view.step() == 3
    printer.fields.where.setText("10.0.0.7:9100")
    view.act()
    assert view.step() == 4
    assert view.answers.printer_address == "tcp://10.0.0.7:9100"


def test_escape_goes_one_page_back_and_never_leaves_the_first(qtbot: Any, tmp_path: Path) -> None:
    view = opened(qtbot, tmp_path / "shop")
    go_on(qtbot, view)
    qtbot.keyClick(page(view).first_field(), Qt.Key.Key_Escape)
    assert view.step() == 0
    qtbot.keyClick(page(view).first_field(), Qt.Key.Key_Escape)
    assert view.step() == 0
    assert not view._back.isVisible()


def test_sample_data_is_one_press_away(qtbot: Any, tmp_path: Path) -> None:
    view = opened(qtbot, tmp_path / "shop")
    with qtbot.waitSignal(view.demo_wanted):
        qtbot.mouseClick(view._demo, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_offers_a_shop_that_the_rules_accept(country: str) -> None:
    answers = with_country(Answers(store_name="Lamps"), country)
    shop = answers.shop()
    assert len(shop.currency) == 3
    assert shop.timezone in zones_of(country)


def test_the_first_guess_is_one_of_the_countries_offered() -> None:
    assert first_guess().country in COUNTRIES


@given(st.integers(0, 100_000))
def test_a_tax_rate_is_read_with_a_comma_or_a_point(rate: int) -> None:
    text = f"{rate / 1000:.3f}"
    assert thousandths(text) == rate
    assert thousandths(text.replace(".", ",") + " %") == rate


@pytest.mark.parametrize("text", ["", "a", "-1", "100.001", "1000", "5.5.5"])
def test_what_is_no_tax_rate_is_not_read(text: str) -> None:
    assert thousandths(text) is None
