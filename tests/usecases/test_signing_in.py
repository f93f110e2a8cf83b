"""Signing in: tries are counted before they are checked, pauses double, the right PIN clears them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from pos.domain import errors
from pos.domain.people import Role
from pos.register import Register
from pos.store.pins import StoredPins
from pos.usecases.signing_in import FIRST_WAIT, LONGEST_WAIT, TRIES
from tests.builders import FixedClock


class PlugPulled(Exception):
    """The power goes between counting a try and checking it."""


class CountingPins(StoredPins):
    """Pins that hash quickly, as tests need, and that may lose power at the moment of the check."""

    def __init__(self, register: Register) -> None:
        super().__init__(register.ledger, memory_kib=64, passes=1)
        self.plug_pulled = False

    def fits(self, person: str, pin: str) -> bool:
        if self.plug_pulled:
            raise PlugPulled
        return super().fits(person, pin)


@pytest.fixture
def pins(register: Register) -> CountingPins:
    register.pins = CountingPins(register)
    return register.pins


@pytest.fixture
def bea(register: Register, pins: CountingPins) -> str:
    return register.add_person("Bea", "cashier", "2580").id


def fail(register: Register, person: str, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(errors.WrongPin):
            register.sign_in(person, "9999")


def test_the_right_pin_signs_in(register: Register, bea: str) -> None:
    person = register.sign_in(bea, "2580")
    assert (person.name, person.role) == ("Bea", "cashier")
    assert [one.name for one in register.people()] == ["Bea"]


def test_after_five_wrong_tries_even_the_right_pin_waits(register: Register, bea: str, clock: FixedClock) -> None:
    fail(register, bea, TRIES)
    with pytest.raises(errors.PinLocked, match="Wait 31 seconds"):
        register.sign_in(bea, "2580")
    clock.pass_time(FIRST_WAIT)
    assert register.sign_in(bea, "2580").name == "Bea"


def test_the_pause_doubles_with_each_wrong_try_up_to_a_quarter_of_an_hour(
    register: Register, bea: str, pins: CountingPins, clock: FixedClock
) -> None:
    fail(register, bea, TRIES - 1)
    waits: list[timedelta] = []
    for _ in range(60):
        fail(register, bea)
        locked: datetime | None = pins.tries(bea)[1]
        assert locked is not None
        waits.append(locked - clock.now())
        clock.pass_time(waits[-1])
    assert [wait.total_seconds() for wait in waits[:6]] == [30, 60, 120, 240, 480, 900]
    assert set(waits[5:]) == {LONGEST_WAIT}
    assert register.sign_in(bea, "2580").name == "Bea"


def test_the_right_pin_clears_the_count(register: Register, bea: str, pins: CountingPins) -> None:
    fail(register, bea, TRIES - 1)
    register.sign_in(bea, "2580")
    assert pins.tries(bea) == (0, None)
    fail(register, bea, TRIES - 1)
    assert register.sign_in(bea, "2580").name == "Bea"


def test_a_try_counts_though_the_plug_is_pulled_before_it_is_checked(
    register: Register, bea: str, pins: CountingPins
) -> None:
    pins.plug_pulled = True
    for _ in range(TRIES):
        with pytest.raises(PlugPulled):
            register.sign_in(bea, "2580")
    pins.plug_pulled = False
    with pytest.raises(errors.PinLocked):
        register.sign_in(bea, "2580")


def test_one_persons_pause_is_nobody_elses(register: Register, bea: str) -> None:
    max_ = register.add_person("Max", "manager", "258046").id
    fail(register, bea, TRIES)
    assert register.sign_in(max_, "258046").role == "manager"


@pytest.mark.parametrize(
    ("role", "pin"),
    [
        ("cashier", "258"),
        ("cashier", "1234"),
        ("cashier", "0000"),
        ("cashier", "12a4"),
        ("cashier", ""),
        ("cashier", "2 58 0"),
        ("cashier", "٢٥٨٠"),
        ("cashier", "2580258025802"),
        ("manager", "2580"),
        ("owner", "123456"),
    ],
)
def test_a_pin_that_is_short_or_easy_is_refused(register: Register, pins: CountingPins, role: Role, pin: str) -> None:
    with pytest.raises(errors.BadPin, match="Nothing was changed"):
        register.add_person("Eve", role, pin)
    assert register.people() == ()


def test_a_person_who_is_not_known_is_said_to_be_so(register: Register, pins: CountingPins) -> None:
    with pytest.raises(errors.UnknownCode):
        register.sign_in("p-nobody", "2580")


def test_a_new_pin_replaces_the_old_one(register: Register, bea: str) -> None:
    register.add_person("Bea", "manager", "258046", person=bea)
    fail(register, bea)
    with pytest.raises(errors.WrongPin):
        register.sign_in(bea, "2580")
    assert register.sign_in(bea, "258046").role == "manager"
    assert len(register.people()) == 1


def test_the_pin_is_nowhere_in_the_records(register: Register, bea: str) -> None:
    with register.ledger.database.reading() as cursor:
        cursor.execute("SELECT bytes FROM op WHERE kind = 'person_put'")
        kept = b"".join(
            bytes(row[0]) if isinstance(row[0], bytes) else str(row[0]).encode() for row in cursor.fetchall()
        )
    assert b"2580" not in kept
    assert b"$argon2id$" in kept
