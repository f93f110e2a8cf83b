"""Every policy of sharing goods out: nothing lost, nobody harmed by more goods, nobody passed over without a word."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos.domain.allocation import Passed, Shared, Waiting, share_by
from pos.domain.class_order import in_class_order
from pos.domain.fair_shares import websters
from pos.domain.waiting_rules import SHARINGS, Sharing
from tests.domain.strategies import TODAY

PROPERTY = settings(max_examples=1000, deadline=None)
Hand = dict[tuple[str, int], int]


@st.composite
def queues(draw: st.DrawFn) -> list[Waiting]:
    """Lines of customers of several classes, some told a day, some only complete, some with a day wanted."""
    days = st.none() | st.dates(TODAY, TODAY + timedelta(days=30))
    return [
        Waiting(
            (0, f"{key:04}", "R1", 1), f"O-{place}", 1, draw(st.integers(1, 6)), draw(days), draw(st.booleans()),
            draw(st.integers(1, 4)), draw(st.sampled_from([10, 50, 50, 60])), draw(days),
        )
        for place, key in enumerate(draw(st.permutations(range(draw(st.integers(0, 7))))))
    ]  # fmt: skip


outlooks = st.lists(st.integers(0, 4), min_size=45, max_size=45)
"""How many days later each further unit can be had than the one before."""
hands = st.dictionaries(st.tuples(st.sampled_from([f"O-{n}" for n in range(7)]), st.just(1)), st.integers(0, 6))


class Outlook:
    """The day of each unit, never falling along the queue."""

    def __init__(self, steps: list[int]) -> None:
        self._days = [TODAY]
        for step in steps:
            self._days.append(self._days[-1] + timedelta(days=step))

    def __call__(self, units: int) -> date | None:
        return self._days[units] if units < len(self._days) else None


def got(shared: Shared) -> dict[str, int]:
    return {one.order: one.quantity for one in shared.given}


@PROPERTY
@given(st.integers(-3, 45), queues(), st.sampled_from(SHARINGS), outlooks, hands)
def test_p8_what_is_given_held_and_left_is_what_there_was(
    free: int, queue: list[Waiting], rule: Sharing, steps: list[int], by_hand: Hand
) -> None:
    shared = share_by(rule, free, queue, day_of=Outlook(steps), by_hand=by_hand)
    assert sum(got(shared).values()) + shared.held + shared.left == max(0, free)
    assert min(shared.held, shared.left) >= 0
    assert len(got(shared)) == len(shared.given)
    for line in queue:
        assert 0 <= got(shared).get(line.order, 0) <= line.quantity
    # Nothing goes to the shelf while anybody waits.
    assert not shared.left or sum(got(shared).values()) + shared.held >= sum(line.quantity for line in queue)


@PROPERTY
@given(st.integers(0, 45), queues(), st.sampled_from(SHARINGS), outlooks, hands)
def test_p9_one_unit_more_never_gives_anybody_less(
    free: int, queue: list[Waiting], rule: Sharing, steps: list[int], by_hand: Hand
) -> None:
    """For one outlook and one person's numbers."""
    fewer, more = (
        got(share_by(rule, units, queue, day_of=Outlook(steps), by_hand=by_hand)) for units in (free, free + 1)
    )
    assert all(more.get(order, 0) >= units for order, units in fewer.items())


@PROPERTY
@given(st.integers(0, 45), queues(), st.sampled_from(SHARINGS), outlooks, hands)
def test_nobody_is_passed_over_without_a_word(
    free: int, queue: list[Waiting], rule: Sharing, steps: list[int], by_hand: Hand
) -> None:
    """No order is passed over without a reason; first come first served passes over nobody."""
    shared = share_by(rule, free, queue, day_of=Outlook(steps), by_hand=by_hand)
    units = got(shared)
    said = {one.order: one for one in shared.passed}
    assert len(said) == len(shared.passed)
    for line in queue:
        missing = line.quantity - units.get(line.order, 0)
        behind = {other.order for other in queue if other.key > line.key and other.order in units}
        assert (line.order in said) == bool(missing and behind)
        if line.order in said:
            assert said[line.order].units == missing
            assert said[line.order].by in behind
    if rule == "first_come" and not by_hand:
        assert shared.passed == ()


@PROPERTY
@given(queues(), outlooks)
def test_p10_by_class_no_day_that_was_kept_breaks(queue: list[Waiting], steps: list[int]) -> None:
    """Whoever would have had their goods by the day they were told, first come first served, still has."""
    day_of = Outlook(steps)
    kept_before, need = set(), 0
    for line in sorted(queue, key=lambda line: line.key):
        need += line.quantity
        if line.told and (day := day_of(need)) and day <= line.told:
            kept_before.add(line.order)
    need = 0
    for line in in_class_order(queue, day_of):
        need += line.quantity
        day = day_of(need)
        assert line.order not in kept_before or (day is not None and line.told is not None and day <= line.told)


@PROPERTY
@given(st.integers(0, 45), queues(), st.sampled_from(SHARINGS), outlooks, hands, st.randoms(use_true_random=False))
def test_the_same_queue_in_any_order_of_reading_gives_the_same_answer(
    free: int, queue: list[Waiting], rule: Sharing, steps: list[int], by_hand: Hand, random: Random
) -> None:
    """What a replay of the same goods and the same queue would say."""
    shuffled = list(queue)
    random.shuffle(shuffled)
    first, again = (share_by(rule, free, lines, day_of=Outlook(steps), by_hand=by_hand) for lines in (queue, shuffled))
    assert first == again


@PROPERTY
@given(queues(), st.integers(0, 45))
def test_within_a_class_it_stays_first_come_first_served(queue: list[Waiting], free: int) -> None:
    served = in_class_order([line for line in queue if line.told is None], lambda _: None)
    assert [(line.rank, line.key) for line in served] == sorted((line.rank, line.key) for line in served)


@pytest.mark.parametrize(
    ("told", "order"),
    [(None, ["VIP", "ADA"]), (TODAY + timedelta(days=9), ["VIP", "ADA"]), (TODAY, ["ADA", "VIP"])],
)
def test_a_better_class_goes_first_unless_somebodys_told_day_would_break(told: date | None, order: list[str]) -> None:
    ada = Waiting((0, "1", "R1", 1), "ADA", 1, 2, rank=50, told=told)
    vip = Waiting((0, "2", "R1", 1), "VIP", 1, 2, rank=10)
    assert [line.order for line in in_class_order([vip, ada], lambda units: TODAY + timedelta(days=units - 2))] == order
    shared = share_by("class", 2, [vip, ada], day_of=lambda units: TODAY + timedelta(days=units - 2))
    assert got(shared) == {order[0]: 2}
    assert shared.passed == (() if order[0] == "ADA" else (Passed("ADA", 1, 2, "VIP", "class"),))


def test_by_hand_a_person_says_who_and_the_rest_stays_until_they_do() -> None:
    ada, ben = Waiting((0, "1", "R1", 1), "ADA", 1, 3), Waiting((0, "2", "R1", 1), "BEN", 1, 3)
    assert share_by("manual", 5, [ada, ben]) == Shared((), 5, 0)
    shared = share_by("manual", 8, [ada, ben], by_hand={("BEN", 1): 2})
    assert (got(shared), shared.held, shared.left) == ({"BEN": 2}, 4, 2)
    assert shared.passed == (Passed("ADA", 1, 3, "BEN", "by_hand"),)


def test_numbers_by_hand_come_before_the_rule_and_what_they_leave_goes_by_it() -> None:
    lines = [Waiting((0, str(n), "R1", 1), name, 1, 3) for n, name in enumerate(("ADA", "BEN", "CAY"))]
    shared = share_by("first_come", 5, lines, by_hand={("ADA", 1): 0, ("CAY", 1): 2})
    assert (got(shared), shared.held, shared.left) == ({"CAY": 2, "BEN": 3}, 0, 0)
    assert [(one.order, one.why) for one in shared.passed] == [("ADA", "by_hand")]


@PROPERTY
@given(
    st.integers(0, 3000),
    st.lists(st.tuples(st.integers(1, 800), st.integers(1, 900)), min_size=1, max_size=5),
)
def test_fair_shares_of_goods_by_the_gram_are_those_of_going_unit_by_unit(
    free: int, lines: list[tuple[int, int]]
) -> None:
    """Webster, by brute force, ties to the earlier line."""
    needs, weights = [need for need, _ in lines], [weight for _, weight in lines]
    slow = [0] * len(lines)
    for _ in range(min(free, sum(needs))):
        open_ = [n for n in range(len(lines)) if slow[n] < needs[n]]
        slow[max(open_, key=lambda n: (weights[n] / (2 * slow[n] + 1), -n))] += 1
    assert websters(free, needs, weights) == slow
