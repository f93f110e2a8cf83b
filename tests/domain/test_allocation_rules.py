"""Sharing goods: nothing lost, nobody harmed by a bigger delivery, nobody overtaken at the cost of their promise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos.domain.allocation import Rule, Shared, Waiting, share
from pos.domain.arrivals import Arrival, Cover
from pos.domain.class_order import in_class_order
from pos.domain.promise import LATEST
from tests.domain.strategies import TODAY

PROPERTY = settings(max_examples=1000, deadline=None)
RULES = get_args(Rule)


@st.composite
def queues(draw: st.DrawFn) -> list[Waiting]:
    """Lines in any order of keys, some only complete, some with a day wanted."""
    taken = draw(st.permutations(range(draw(st.integers(0, 7)))))
    return [
        Waiting(
            (draw(st.integers(0, 1)), f"{key:04}", "R1", 1),
            f"O-{place}",
            1,
            draw(st.integers(1, 6)),
            draw(st.none() | st.dates(TODAY, TODAY + timedelta(days=9))),
            draw(st.booleans()),
            draw(st.integers(1, 4)),
        )
        for place, key in enumerate(taken)
    ]


def got(shared: Shared) -> dict[str, int]:
    return {given_.order: given_.quantity for given_ in shared.given}


@PROPERTY
@given(st.integers(-3, 40), queues(), st.sampled_from(RULES))
def test_p8_no_unit_is_lost_and_nobody_gets_more_than_they_wait_for(
    free: int, queue: list[Waiting], rule: Rule
) -> None:
    shared = share(free, queue, rule)
    assert sum(got(shared).values()) + shared.held + shared.left == max(0, free)
    for line in queue:
        units = got(shared).get(line.order, 0)
        assert 0 <= units <= line.quantity
        assert not line.complete or units in (0, line.quantity)


@PROPERTY
@given(st.integers(0, 40), queues(), st.sampled_from(RULES))
def test_p9_one_unit_more_never_gives_anybody_less(free: int, queue: list[Waiting], rule: Rule) -> None:
    fewer, more = got(share(free, queue, rule)), got(share(free + 1, queue, rule))
    assert all(more.get(order, 0) >= units for order, units in fewer.items())


@PROPERTY
@given(st.integers(0, 40), queues(), st.sampled_from(RULES), st.randoms(use_true_random=False))
def test_the_order_in_which_the_queue_is_read_makes_no_difference(
    free: int, queue: list[Waiting], rule: Rule, random: Random
) -> None:
    shuffled = list(queue)
    random.shuffle(shuffled)
    assert share(free, shuffled, rule) == share(free, queue, rule)


def test_goods_are_held_for_a_complete_line_and_not_given_to_those_behind() -> None:
    """The design's example: A needs 5 complete, B needs 3."""
    queue = [
        Waiting((0, "1", "R1", 1), "A", 1, 5, complete=True),
        Waiting((0, "2", "R1", 1), "B", 1, 3),
    ]
    assert share(3, queue) == Shared((), 3, 0)
    assert got(share(5, queue)) == {"A": 5}
    assert got(share(6, queue)) == {"A": 5, "B": 1}


@PROPERTY
@given(st.integers(0, 25), st.lists(st.tuples(st.integers(1, 6), st.integers(1, 5)), min_size=1, max_size=5))
def test_fair_shares_are_websters_by_brute_force(free: int, lines: list[tuple[int, int]]) -> None:
    """Unit by unit, to whom has the greatest claim."""
    queue = [Waiting((0, str(n), "R1", 1), f"O-{n}", 1, units, weight=w) for n, (units, w) in enumerate(lines)]
    given_ = [0] * len(lines)
    for _ in range(min(free, sum(units for units, _ in lines))):
        claims = [(lines[n][1] / (2 * given_[n] + 1), -n) for n in range(len(lines)) if given_[n] < lines[n][0]]
        given_[-max(claims)[1]] += 1
    assert [got(share(free, queue, "fair")).get(f"O-{n}", 0) for n in range(len(lines))] == given_


def test_p10_a_protected_insert_breaks_no_promise_and_plainly_putting_first_does() -> None:
    """3,000 random queues, each told what was true when it was told."""
    random = Random(10)
    moved = broken_by_putting_first = 0
    for _ in range(3_000):
        lots = [
            Arrival(
                str(n),
                random.randint(2, 8),
                (random.randint(1, 20), random.randint(21, 60)),
                (random.uniform(0, 0.98), 0.99),
            )
            for n in range(random.randint(1, 4))
        ]
        anew = Arrival("LUM", None, (70,), (1.0,))
        waiting = [random.randint(1, 4) for _ in range(random.randint(1, 6))]
        newcomer = random.randint(1, 3)
        cover = Cover(lots, anew, sum(waiting) + newcomer)

        def day_of(units: int, cover: Cover = cover) -> date | None:
            day = cover.day(units, LATEST)
            return None if day is None else TODAY + timedelta(days=day)

        told, need = [], 0
        for units in waiting:
            need += units
            slack = timedelta(days=random.choice([0, 0, 5, 20]))
            told.append((day_of(need) or TODAY) + slack)
        place = protected_place(waiting, told, newcomer, day_of)
        moved += place < len(waiting)
        assert not _broken(waiting, told, newcomer, place, day_of)
        broken_by_putting_first += bool(_broken(waiting, told, newcomer, 0, day_of))
    assert moved > 500
    assert broken_by_putting_first > 500


def protected_place(
    waiting: Sequence[int], told: Sequence[date | None], newcomer: int, day_of: Callable[[int], date | None]
) -> int:
    """How many stand before somebody of a better class who comes last."""
    queue = [
        Waiting((0, f"{nth:02}", "R1", 1), f"O-{nth}", 1, units, told=day)
        for nth, (units, day) in enumerate(zip(waiting, told, strict=True))
    ]
    newest = Waiting((0, "99", "R1", 1), "VIP", 1, newcomer, rank=10)
    return in_class_order([*queue, newest], day_of).index(newest)


def _broken(
    waiting: list[int], told: list[date], newcomer: int, place: int, day_of: Callable[[int], date | None]
) -> list[int]:
    need, broken = newcomer if place == 0 else 0, []
    for line, units in enumerate(waiting):
        need += units
        if (day_of(need) or date.max) > told[line]:
            broken.append(line)
        if line + 1 == place:
            need += newcomer
    return broken


@pytest.mark.parametrize(("told", "place"), [((5, 9), 2), ((5, 20), 1), ((20, 20), 0), ((None, None), 0)])
def test_a_newcomer_stands_as_far_forward_as_the_promises_behind_allow(
    told: tuple[int | None, int | None], place: int
) -> None:
    days = [None if day is None else TODAY + timedelta(days=day) for day in told]
    assert protected_place([2, 2], days, 2, lambda units: TODAY + timedelta(days=3 * units - 3)) == place
