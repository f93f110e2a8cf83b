"""Starting the program: first a picture, then the shop; one window per folder; nothing lost, nothing heavy loaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos.domain.people import Person
from tests.builders import BULB, LAMP, sample_register
from tests.ui.counter_desk import Desk, desk
from tests.usecases.desk import order_later
from ui.keys import ACTS, key_text
from ui.models.counter_basket import CounterBasket
from ui.models.draft import DraftKeeper, draft_of, restore
from ui.program import Program
from ui.single import OneWindow
from ui.theme import Look
from ui.work.daily_look import DailyLook
from ui.work.logbook import scrubbed

__all__ = ["desk"]
HEAVY = "alembic escpos reportlab PIL babel openpyxl argon2 holidays typer keyring httpx structlog".split()
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a shop in it, closed again."""
    monkeypatch.setenv("RAINCHECK_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("RAINCHECK_KEY_STORE", "file")
    sample_register(tmp_path / "shop").close()
    return tmp_path / "shop"


def python(code: str) -> subprocess.CompletedProcess[str]:
    """Run a line in a process of its own, without a screen."""
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip


def test_it_paints_before_the_records_are_even_imported(shop: Path) -> None:
    """The frame is on the screen first; sqlalchemy and the register come after it."""
    code = (
        "import sys\nfrom pathlib import Path\nfrom PySide6.QtCore import QObject\nfrom ui import app\n"
        "before = [m for m in ('sqlalchemy', 'pos.register', 'cryptography', 'babel') if m in sys.modules]\n"
        f"status = app.run(Path({str(shop)!r}), exit_when_ready=True)\n"
        f"print(before, status, [m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = python(code)
    assert done.returncode == 0, done.stderr
    timing, loaded = done.stdout.splitlines()
    assert loaded == "[] 0 []"
    times = json.loads(timing)
    assert 0 < times["first_paint_ms"] < times["ready_ms"]


def test_a_shop_that_cannot_be_opened_says_why_on_the_counter(shop: Path, qtbot: QtBot) -> None:
    """The window stands, nothing is lost, and the sentence says what to do."""
    (shop / "shop.json").write_text("not what it was")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Program(app, shop, look=Look())
    with qtbot.waitSignal(made.stuck, timeout=10_000) as said:
        made.show()
    assert "Restore that small file from a backup" in said.args[0]
    assert "The shop cannot be opened" in made.window.counter.empty.accessibleName()
    end(made)


def test_a_second_start_raises_the_first_window_and_ends(shop: Path, qtbot: QtBot) -> None:
    """No second window on the same records: the first one is told, the second ends with status 0."""
    one = OneWindow(shop)
    assert one.take()
    one.listen()
    with qtbot.waitSignal(one.raised, timeout=20_000):
        code = f"from pathlib import Path\nfrom ui.app import run\nraise SystemExit(run(Path({str(shop)!r})))"
        other = subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )  # fmt: skip
    assert other.wait(20) == 0
    one.close()
    again = OneWindow(shop)
    assert again.take()
    again.close()


def program(qtbot: QtBot, folder: Path) -> Program:
    """The program on a folder, ready."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Program(app, folder, look=Look())
    with qtbot.waitSignal(made.ready, timeout=10_000):
        made.show()
    return made


def end(made: Program) -> None:
    made.window.toasts.clear()
    made.window.close()
    made.close()
    made.scanner.deleteLater()


def test_a_basket_survives_a_crash(shop: Path, qtbot: QtBot) -> None:
    """What lay on the counter is there again, with a quiet word about it."""
    first = program(qtbot, shop)
    qtbot.waitUntil(lambda: first._draft is not None)
    first.window.on_scanned(BULB)
    qtbot.waitUntil(lambda: bool(first.window.basket.lines))
    first.window.basket.set_quantity(4)
    end(first)
    second = program(qtbot, shop)
    assert [(line.product.sku, line.quantity) for line in second.window.basket.lines] == [(BULB, 4)]
    assert "restored" in second.window.toasts.message.text()
    qtbot.waitUntil(lambda: second._draft is not None)
    end(second)


def test_money_taken_for_a_basket_survives_a_crash(shop: Path, qtbot: QtBot) -> None:
    """The next start says what was taken and asks for the rest, under the same id, so that nothing sells twice."""
    from pos.domain.money import Money
    from pos.domain.sale import Tender

    first = program(qtbot, shop)
    qtbot.waitUntil(lambda: first._draft is not None)
    first.window.on_scanned(BULB)
    qtbot.waitUntil(lambda: bool(first.window.basket.lines))
    first.window.paying.begin()
    assert first.window.paying.tender is not None
    first.window.paying.tender.parts_changed.emit((Tender("card", Money(100, "GBP"), "4711"),))
    kept = first.window.paying.kept()
    assert kept[0]
    end(first)
    second = program(qtbot, shop)
    assert second.window.paying.kept() == kept
    assert "£1.00 by card was taken and is kept" in second.window.toasts.message.text()
    second.window.paying.begin()
    assert second.window.paying.tender is not None
    assert second.window.paying.tender.rest() == Money(225, "GBP")
    qtbot.waitUntil(lambda: second._draft is not None)
    end(second)


def test_the_first_picture_of_the_next_start_knows_the_shop(shop: Path, qtbot: QtBot) -> None:
    """Names and look are kept beside the shop for the moment before its records are open."""
    first = program(qtbot, shop)
    qtbot.waitUntil(lambda: (shop / "window.json").exists())
    qtbot.waitUntil(lambda: first.window.paying.paper is not None)
    end(first)
    kept = json.loads((shop / "window.json").read_text())
    assert (kept["store"], kept["register"]) == ("Riverside", "R2")


def test_a_folder_without_a_shop_begins_with_the_first_steps(tmp_path: Path, qtbot: QtBot) -> None:
    """Nothing is written before somebody chose what to make."""
    from ui.views.first_run import FirstRun

    made = program(qtbot, tmp_path / "new")
    assert isinstance(made.window.sheet, FirstRun)
    assert not (tmp_path / "new" / "shop.json").exists()
    end(made)


def test_people_sign_in_first_and_scans_are_refused_meanwhile(shop: Path, qtbot: QtBot) -> None:
    """With people in the shop the counter waits for a PIN, and whoever signed in is named on top."""
    from pos.register import Register
    from ui.views.sign_in import SignInView

    register = Register.open(shop)
    amira = register.add_person("Amira", "cashier", "2580")
    register.close()
    made = program(qtbot, shop)
    assert isinstance(made.window.sheet, SignInView)
    made.window.on_scanned(BULB)
    made.window.sheet.signed_in.emit(amira)
    assert made.window.counter.isVisible()
    assert made.window.basket.person == amira
    assert not made.window.basket.lines
    qtbot.waitUntil(lambda: made.window.paying.paper is not None)
    end(made)


def test_a_draft_holds_what_can_be_put_back(desk: Desk) -> None:
    """Lines, split, customer; a product that is no longer sold is left out rather than in the way."""
    desk.window.on_scanned(BULB)
    desk.window.on_scanned(LAMP)
    desk.settle()
    desk.window.basket.set_later(1, 1)
    draft = draft_of(desk.window.basket, desk.clock.now())
    assert draft is not None
    draft["lines"].append(["GONE-1", 1, 0, None])
    found = restore(desk.register, draft)
    assert [(line.product.sku, line.later) for line in found.basket.lines] == [(BULB, 0), (LAMP, 1)]
    assert found.at == desk.clock.now()


def test_a_draft_is_written_once_the_basket_rests_and_goes_with_the_sale(desk: Desk, qtbot: QtBot) -> None:
    """No write per scan; none at all when nothing differs."""
    keeper = DraftKeeper(basket=desk.window.basket, background=desk.background, parent=desk.window)
    for _ in range(3):
        desk.window.on_scanned(BULB)
    desk.settle()
    assert "draft" not in desk.register.device_settings()
    keeper.keep()
    desk.settle()
    assert desk.register.device_settings()["draft"]["lines"] == [[BULB, 3, 0, None]]
    desk.window.basket.clear()
    keeper.keep()
    desk.settle()
    assert desk.register.device_settings()["draft"] is None


def test_locking_keeps_the_basket_and_needs_a_pin(desk: Desk) -> None:
    """While it is locked no key of the counter does anything; the basket is there again afterwards."""
    from PySide6.QtCore import Qt

    from ui.views.sign_in import SignInView

    amira = desk.register.add_person("Amira", "cashier", "2580")
    desk.window.on_scanned(BULB)
    desk.settle()
    desk.window.open_locked(SignInView(register=desk.register, background=desk.background))
    desk.settle()
    desk.press(Qt.Key.Key_F12)
    desk.press(Qt.Key.Key_F5)
    assert isinstance(desk.window.sheet, SignInView)
    desk.window.unlock(amira)
    assert len(desk.window.basket.lines) == 1


def test_one_window_is_all_that_is_ever_shown(desk: Desk) -> None:
    """No part flashes up as a window of its own while the counter and its help are being made."""
    from PySide6.QtCore import Qt

    desk.press(Qt.Key.Key_F1)
    assert [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()] == [desk.window]
    # A window that flashed up took the focus with it.
    assert desk.window.isActiveWindow()


def test_no_key_stands_for_two_acts_and_every_act_is_done_by_the_window(desk: Desk) -> None:
    """The table of keys holds no conflict, and names no act that nobody does."""
    keys = [key for act in ACTS for key in act.keys]
    assert len(keys) == len(set(keys))
    assert {act.name for act in ACTS} == set(desk.window.acts._acts)
    assert key_text("pay") == "F12"


def test_the_log_holds_no_phone_and_no_address_but_keeps_receipt_numbers() -> None:
    """What goes to the log file is scrubbed."""
    said = scrubbed("Ada ada.osei+x@example.com +44 20 7946 0018 bought S01-R2-A000012")
    assert said == "Ada [e-mail] [phone] bought S01-R2-A000012"


def test_an_old_figure_is_asked_for_again(desk: Desk) -> None:
    """After a refusal everything in the basket is looked at anew."""
    basket: CounterBasket = desk.window.basket
    desk.window.on_scanned(BULB)
    desk.settle()
    desk.clock.pass_time(timedelta(hours=1))
    basket.refresh_all()
    assert basket.seen == {}
    desk.settle()
    assert set(basket.seen) == {BULB}


def test_the_person_may_only_open_the_settings_with_the_right_to(desk: Desk) -> None:
    """A cashier is told who may."""
    desk.window.unlock(Person("amira", "Amira", "cashier"))
    desk.window.acts.do("settings")
    assert "Settings need a manager" in desk.toast


def daily(desk: Desk, said: list[str]) -> DailyLook:
    """The daily look of a desk, whose words are written down."""

    def say(words: str) -> bool:
        said.append(words)
        return desk.window.say_quietly(words)

    return DailyLook(register=desk.register, background=desk.background, say=say, parent=desk.window)


def look(desk: Desk, one: DailyLook) -> None:
    """One round, until its answer is home."""
    came: list[bool] = []
    one.look()
    desk.background.run_slow(lambda report: True, then=came.append)
    desk.until(lambda: bool(came))


def test_the_daily_look_is_done_once_a_day_and_tells_what_will_be_late(desk: Desk) -> None:
    """Goods that did not come break promises with no hand stirred; the counter hears of it that day, once."""
    said: list[str] = []
    order_later(desk.register, LAMP, 12)
    one = daily(desk, said)
    assert not desk.register.promises.reviewed_today()
    look(desk, one)
    assert desk.register.promises.reviewed_today()
    assert said == []
    desk.clock.pass_time(timedelta(days=12))
    look(desk, one)
    assert said == ["1 promise will be late: see Orders."]
    assert desk.toast == said[0]
    look(desk, one)
    look(desk, daily(desk, said))
    assert len(said) == 1


def test_the_word_on_late_promises_waits_for_another_message_and_for_somebody_to_read_it(desk: Desk) -> None:
    said: list[str] = []
    order_later(desk.register, LAMP, 12)
    desk.clock.pass_time(timedelta(days=12))
    desk.window.say("Basket of 12:00 restored.")
    one = daily(desk, said)
    look(desk, one)
    assert desk.toast == "Basket of 12:00 restored."
    assert one._telling.isActive()
    desk.window.toasts.clear()
    one._telling.timeout.emit()
    assert "late" in desk.toast
    one.stop()


def test_the_program_looks_at_its_promises_once_it_is_ready(shop: Path, qtbot: QtBot) -> None:
    """Nothing of it is loaded before the counter sells; the first round comes by itself."""
    made = program(qtbot, shop)
    assert made._daily is None
    register = made.window.basket.register
    assert register is not None
    qtbot.waitUntil(register.promises.reviewed_today, timeout=15_000)
    end(made)
