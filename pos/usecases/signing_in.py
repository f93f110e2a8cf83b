"""Who stands at the register: signing in by PIN, with tries counted before they are checked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol
from uuid import uuid4

from pos.domain import errors
from pos.domain.people import OWNER, Person, Role
from pos.usecases.ports import Clock, Transactions

TRIES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
_EASY = frozenset("0000 1111 2222 3333 4444 5555 6666 7777 8888 9999 1234 4321 123456 654321 000000 111111".split())
_LEAST = {"cashier": 4, "manager": 6, "owner": 6}


class Pins(Protocol):
    """The keeper of PINs: hashes with the register's pepper, and the durable count of wrong tries per person."""

    def hash(self, pin: str) -> str: ...
    def fits(self, person: str, pin: str) -> bool: ...
    def tries(self, person: str) -> tuple[int, datetime | None]: ...
    def count_try(self, person: str, failures: int, locked_until: datetime | None) -> None: ...


def people(*, transactions: Transactions) -> Sequence[Person]:
    """Those who may sign in, by name."""
    with transactions.reading() as records:
        return tuple(records.people())


def sign_in(*, person: str, pin: str, transactions: Transactions, pins: Pins, clock: Clock) -> Person:
    """The person whose PIN fits. Raises WrongPin, PinLocked, UnknownCode.

    A try counts before it is checked, so that pulling the plug between the two gains nothing.
    """
    with transactions.reading() as records:
        known = records.person(person)
    if known is None:
        raise errors.UnknownCode("This person does not work here any more. Choose another name.", person=person)
    failures, locked_until = pins.tries(person)
    now = clock.now()
    if locked_until is not None and now < locked_until:
        seconds = int((locked_until - now).total_seconds()) + 1
        raise errors.PinLocked(
            f"Too many wrong PINs for {known.name}. The basket is kept. Wait {seconds} seconds, or let somebody "
            "else sign in.",
            seconds=seconds,
        )
    failures += 1
    doublings = min(max(0, failures - TRIES), 10)  # far beyond the longest wait, and no number a clock cannot hold
    wait = min(FIRST_WAIT * 2**doublings, LONGEST_WAIT) if failures >= TRIES else None
    pins.count_try(person, failures, now + wait if wait else None)
    if not pins.fits(person, pin):
        left = max(0, TRIES - failures)
        raise errors.WrongPin(
            f"That PIN does not fit {known.name}. "
            + (f"{left} more tries before a pause." if left else "Wait before the next try."),
            left=left,
        )
    pins.count_try(person, 0, None)
    return known


def add_person(
    *, name: str, role: Role, pin: str, transactions: Transactions, pins: Pins, by: Person = OWNER, person: str = ""
) -> Person:
    """Put somebody on the staff, or change their name, role and PIN. Raises BadPin, NotAllowed."""
    if not by.may("people"):
        raise errors.NotAllowed("Adding people needs the owner. Nothing was changed.")
    if not (pin.isascii() and pin.isdigit()) or len(pin) < _LEAST[role] or len(pin) > 12 or pin in _EASY:
        raise errors.BadPin(
            f"A PIN for a {role} has at least {_LEAST[role]} digits and is not easy to guess. Nothing was changed. "
            "Choose another.",
            least=_LEAST[role],
        )
    known = [other for other in people(transactions=transactions) if other.id != person]
    if not name.strip() or any(other.name.casefold() == name.strip().casefold() for other in known):
        raise errors.BadSetting(
            f"“{name.strip()}” is no name, or somebody of that name works here. Nothing was changed. "
            "Give a name that nobody else has.",
            name=name.strip(),
        )
    added = Person(person or str(uuid4()), name.strip(), role)
    with transactions.writing() as tx:
        tx.append(
            "person_put",
            {"person": added.id, "name": added.name, "role": role, "pin": pins.hash(pin), "active": 1},
            person=by.id,
        )
    return added
