"""Promises as a whole: what a change of supply breaks, what is told stays told, and the daily look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest

from pos.domain.promising import breaks
from pos.domain.purchasing import OpenLine
from pos.register import Register
from pos.store.verify import verify
from pos.usecases.promises import View, view
from pos.usecases.receiving import Arrival
from tests.builders import ADA, BEN, LAMP, SHADE, TABLE, FixedClock
from tests.usecases.desk import order_later
from ui.samples import put_supply


def whole_view(register: Register, today: date) -> View:
    """Every open line of the shop, reckoned from nothing."""
    with register.ledger.reading() as records:
        register.ledger.memory.clear()
        return view(records, records.skus_with_open_lines(), today)


def broken_now(found: View) -> set[tuple[str, int]]:
    return {key for key, (_, line, _, latest) in found.lines.items() if breaks(line.told_latest, latest)}


@pytest.mark.parametrize("seed", range(12))
def test_a_moved_date_lists_exactly_the_promises_that_a_full_recomputation_says_it_breaks(
    register: Register, clock: FixedClock, seed: int
) -> None:
    """Complaints 15 and 17, first 7: the set difference of two full recomputations, nothing more and nothing less."""
    random = Random(seed)
    today = clock.now().date()
    numbers = []
    for nth in range(12):
        number = f"PO-{2000 + nth}"
        sku = random.choice([LAMP, SHADE, TABLE])
        put_supply(register, sku, random.randint(1, 9), today + timedelta(days=random.randint(1, 40)), number=number)
        numbers.append(number)
    for _ in range(25):
        order_later(register, random.choice([LAMP, SHADE, TABLE]), random.randint(1, 4), random.choice([ADA, BEN]))
    for _ in range(6):
        number, day = random.choice(numbers), today + timedelta(days=random.randint(1, 70))
        before = whole_view(register, today)
        change = register.buying.redate(number, day, why="said on the phone")
        after = whole_view(register, today)
        assert {(promise.order, promise.line) for promise in change.broken} == broken_now(after) - broken_now(before)
        stored = {(line.order, line.line): line for sku in (LAMP, SHADE, TABLE) for line in open_lines(register, sku)}
        for key, (_, _, likely, latest) in after.lines.items():
            assert (stored[key].now_likely, stored[key].now_latest) == (likely, latest)


def open_lines(register: Register, sku: str) -> Sequence[OpenLine]:
    with register.ledger.reading() as records:
        return records.open_lines(sku)


def test_what_was_told_stays_beside_what_is_reckoned_with_today(register: Register) -> None:
    """R16: the day told first never moves by itself."""
    number = order_later(register, LAMP, 3).number
    (line,) = open_lines(register, LAMP)
    told = line.told_latest
    change = register.buying.redate("PO-1007", date(2027, 1, 20))
    (line,) = open_lines(register, LAMP)
    assert [(promise.order, promise.told_latest) for promise in change.broken] == [(number, told)]
    assert line.told_latest == told
    assert line.now_latest is not None
    assert told is not None
    assert line.now_latest > told
    assert register.promises.standing(line, date(2026, 11, 24)) in ("at_risk", "late_expected")


def test_a_change_that_is_refused_or_undone_leaves_no_conclusion_behind(register: Register) -> None:
    order_later(register, LAMP, 3)
    before = whole_view(register, date(2026, 11, 24))
    with pytest.raises(KeyError):
        _moved_and_undone(register)
    with register.ledger.reading() as records:
        assert view(records, [LAMP], date(2026, 11, 24)) == before


def _moved_and_undone(register: Register) -> None:
    with register.ledger.writing() as tx:
        row = dict(tx.kept_purchase_lines(["PO-1007"])[0], expected_on="2027-03-01")
        tx.append("purchase_lines_put", {"lines": [row]}, person="owner")
        view(tx, [LAMP], date(2026, 11, 24))
        raise KeyError("the power goes")


def test_goods_that_come_in_are_not_called_broken_and_those_behind_move_up(register: Register) -> None:
    order_later(register, LAMP, 10)
    second = order_later(register, LAMP, 10)
    assert register.receive([Arrival(LAMP, 12, "PO-1007")]).broken == ()
    waiting = [(line.order, line.waiting) for line in open_lines(register, LAMP) if line.waiting]
    assert waiting == [(second.number, 8)]


def test_a_daily_look_finds_what_time_alone_broke_and_a_second_look_finds_nothing_new(
    register: Register, clock: FixedClock
) -> None:
    """Design 4.4: goods that are missing on their day are an alarm that day."""
    number = order_later(register, LAMP, 12).number
    assert register.promises.review().broken == ()
    clock.pass_time(timedelta(days=12))
    first = register.promises.review()
    assert [promise.order for promise in first.broken] == [number]
    again = register.promises.review()
    assert (again.moved, again.broken) == (0, ())


def test_the_record_is_looked_at_once_a_month(register: Register, clock: FixedClock) -> None:
    register.promises.review()
    with register.ledger.reading() as records:
        assert records.learned_settings()["month"] == "2026-11"
        assert records.learned_settings()["half_life"] in (90, 180, 365)
    clock.pass_time(timedelta(days=30))
    register.promises.review()
    with register.ledger.reading() as records:
        assert records.learned_settings()["month"] == "2026-12"


def test_kept_and_broken_promises_are_counted_when_goods_are_ready(register: Register, clock: FixedClock) -> None:
    order_later(register, LAMP, 5)
    order_later(register, LAMP, 5, BEN)
    clock.pass_time(timedelta(days=8))
    register.receive([Arrival(LAMP, 5, "PO-1007")])
    clock.pass_time(timedelta(days=30))
    found = register.promises.quality().overall
    assert (found.n, found.kept) == (2, 1)


def test_a_date_explains_itself(register: Register) -> None:
    """First 2: supply, queue, making ready, and the weeks ahead."""
    order_later(register, LAMP, 4)
    found = register.promises.explain(LAMP, 3)
    assert found.availability.promise is not None
    assert [(peg.id, peg.quantity, peg.others, peg.of) for peg in found.availability.promise.basis] == [
        ("PO-1007", 3, 4, 12)
    ]
    assert [line.waiting for line in found.queue] == [4]
    due = next(day for day in found.weeks if day.sure)
    assert (due.sure, due.free) == (12, 8)
    assert found.handling_days == 1


def reviews(register: Register) -> int:
    """How often the log says that the record was looked at."""
    with register.ledger.database.reading() as cursor:
        cursor.execute("SELECT count(*) FROM op WHERE kind = 'record_reviewed'")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def test_a_look_is_known_of_for_its_day_and_writes_one_small_note(register: Register, clock: FixedClock) -> None:
    assert not register.promises.reviewed_today()
    register.promises.review()
    assert register.promises.reviewed_today()
    before = reviews(register)
    register.promises.review()
    assert reviews(register) == before
    clock.pass_time(timedelta(days=1))
    assert not register.promises.reviewed_today()
    with register.ledger.reading() as records:
        learned = records.learned_position()
    register.promises.review()
    assert register.promises.reviewed_today()
    assert reviews(register) == before + 1
    with register.ledger.reading() as records:
        assert records.learned_position() == learned  # nothing has to be learned anew because of the note
    assert verify(register.ledger).ok


def test_what_an_older_program_noted_says_nothing_of_a_day(register: Register) -> None:
    with register.ledger.writing() as tx:
        tx.append("record_reviewed", {"half_life": 180, "cautious": [], "month": "2026-11"}, person="owner")
    assert not register.promises.reviewed_today()
    register.promises.review()
    assert register.promises.reviewed_today()
    assert verify(register.ledger).ok


def test_a_sale_goes_on_between_the_steps_of_a_look(register: Register) -> None:
    """Nothing is kept open while it is reckoned; each step says how far it is."""
    order_later(register, LAMP, 3)
    seen = []

    def between(done: int, total: int) -> None:
        seen.append((done, total))
        with register.ledger.writing():  # would be refused inside a transaction
            order_number.append("free")

    order_number: list[str] = []
    register.promises.review(progress=between)
    assert (seen, order_number) == ([(1, 1)], ["free"])


def test_goods_that_come_in_during_a_look_are_not_overwritten_by_it(register: Register, clock: FixedClock) -> None:
    order_later(register, LAMP, 3)
    clock.pass_time(timedelta(days=12))
    moves = iter([lambda: register.buying.redate("PO-1007", date(2027, 1, 20), why="said on the phone")])
    register.promises.review(progress=lambda done, total: next(moves, lambda: None)())
    (line,) = open_lines(register, LAMP)
    (_, _, likely, latest), *_ = whole_view(register, clock.now().date()).lines.values()
    assert (line.now_likely, line.now_latest) == (likely, latest)


def test_a_look_that_was_broken_off_counts_as_not_done(register: Register) -> None:
    order_later(register, LAMP, 3)

    def stop(done: int, total: int) -> None:
        raise KeyError("the window closes")

    with pytest.raises(KeyError):
        register.promises.review(progress=stop)
    assert not register.promises.reviewed_today()
