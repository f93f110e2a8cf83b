"""What belongs to this device alone: wrong tries at a PIN, paper jobs, settings. A restart forgets none of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from pos.domain import errors
from pos.register import Register
from pos.usecases.checkout import LineWish
from tests.builders import BULB, FixedClock, sample_register
from tests.usecases.desk import sell


def test_wrong_tries_survive_a_restart_and_lock_the_person_out(tmp_path: Path) -> None:
    clock = FixedClock()
    register = sample_register(tmp_path / "shop", clock=clock)
    bea = register.add_person("Bea", "cashier", "193846")
    tries = 0
    while True:
        tries += 1
        try:
            register.sign_in(bea.id, "000000")
        except errors.PinLocked:
            break
        except errors.WrongPin:
            register.close()
            register = Register.open(tmp_path / "shop", clock=clock)
        assert tries < 20
    assert tries >= 3
    register.close()
    register = Register.open(tmp_path / "shop", clock=clock)
    with pytest.raises(errors.PinLocked):
        register.sign_in(bea.id, "193846")
    clock.pass_time(timedelta(days=1))
    assert register.sign_in(bea.id, "193846") == bea
    assert register.pins.tries(bea.id) == (0, None)
    register.close()


def test_a_pin_is_kept_neither_in_words_nor_as_a_hash_that_needs_no_secret(register: Register) -> None:
    from argon2 import PasswordHasher
    from argon2.exceptions import VerifyMismatchError

    bea = register.add_person("Bea", "cashier", "193846")
    with register.ledger.database.reading() as cursor:
        cursor.execute("SELECT pin FROM person WHERE person = ?", (bea.id,))
        ((kept,),) = cursor.fetchall()
    assert "193846" not in kept
    with pytest.raises(VerifyMismatchError):
        PasswordHasher().verify(kept, "193846")
    assert register.pins.fits(bea.id, "193846")
    assert not register.pins.fits(bea.id, "193847")
    assert not register.pins.fits("nobody", "193846")


def test_paper_jobs_are_worked_off_oldest_first_and_keep_what_became_of_them(tmp_path: Path) -> None:
    clock = FixedClock()
    register = sample_register(tmp_path / "shop", clock=clock)
    numbers = []
    for _ in range(3):
        numbers.append(sell(register, LineWish(BULB)).number)
        clock.pass_time(timedelta(minutes=1))
    job = register.jobs.next_row()
    assert job is not None
    assert (job.number, job.state, job.duplicate, job.attempts) == (numbers[0], "queued", 0, 0)
    register.jobs.mark(job.id, "sending", bytes_total=9)
    register.close()
    register = Register.open(tmp_path / "shop", clock=clock)
    again = register.jobs.next_row()
    assert again is not None
    assert (again.id, again.state, again.attempts) == (job.id, "sending", 1)
    for state, cause in (("uncertain", "interrupted"), ("failed", "no_paper"), ("dropped", ""), ("sent", "")):
        register.jobs.mark(job.id, state, cause=cause)
        following = register.jobs.next_row()
        assert following is not None
        assert following.number == numbers[1]
        kept = register.jobs.one(job.id)
        assert kept is not None
        assert (kept.state, kept.cause) == (state, cause)
    assert [row.number for row in register.jobs.all()] == numbers[::-1]
    assert [row.number for row in register.jobs.all(1)] == numbers[-1:]
    assert [row.id for row in register.jobs.of_number(numbers[0])] == [job.id]
    register.jobs.shown_on_screen()
    assert register.jobs.next_row() is None
    assert {row.state for row in register.jobs.all()} == {"sent", "shown"}
    assert register.jobs.one("nothing") is None
    assert register.jobs.document("nothing") is None
    register.close()


def test_settings_of_the_device_are_kept_as_they_were_given(tmp_path: Path) -> None:
    register = sample_register(tmp_path / "shop")
    register.set_device(printer_name="Küche", printer_columns=42, right_to_left=True, empty="")
    register.set_device(printer_columns=32)
    register.close()
    register = Register.open(tmp_path / "shop")
    assert register.device_settings() == {
        "printer_name": "Küche", "printer_columns": 32, "right_to_left": True, "empty": "",
    }  # fmt: skip
    register.close()
