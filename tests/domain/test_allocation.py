"""Arriving goods: those who wait get them first, in their order, and not one unit more or less than there is."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from pos.domain.allocation import Allocation, Waiting, allocate

queues = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 20)), max_size=12).map(
    lambda rows: [Waiting((rank, f"{n:04d}", "R1", 1), f"N-{n}", 1, units) for n, (rank, units) in enumerate(rows)]
)


@given(st.integers(-20, 200), queues)
def test_what_is_given_and_what_is_left_is_what_there_was(free: int, queue: list[Waiting]) -> None:
    given_ = allocate(free, queue)
    wanted = {line.order: line.quantity for line in queue}
    assert sum(one.quantity for one in given_) == min(max(0, free), sum(wanted.values()))
    assert all(0 < one.quantity <= wanted[one.order] for one in given_)


@given(st.integers(0, 200), queues, st.randoms())
def test_the_order_in_which_the_queue_is_listed_does_not_matter(
    free: int, queue: list[Waiting], chance: Random
) -> None:
    shuffled = list(queue)
    chance.shuffle(shuffled)
    assert allocate(free, shuffled) == allocate(free, queue)


@given(st.integers(0, 200), queues)
def test_nobody_is_served_while_somebody_before_them_still_waits(free: int, queue: list[Waiting]) -> None:
    """R151: first come, first served, before the shelf."""
    got = {one.order: one.quantity for one in allocate(free, queue)}
    ordered = sorted(queue, key=lambda line: line.key)
    for earlier, later in pairwise(ordered):
        assert got.get(later.order, 0) == 0 or got[earlier.order] == earlier.quantity


@given(st.integers(0, 200), st.integers(0, 20), queues)
def test_more_goods_never_give_anybody_less(free: int, more: int, queue: list[Waiting]) -> None:
    few = {one.order: one.quantity for one in allocate(free, queue)}
    many = {one.order: one.quantity for one in allocate(free + more, queue)}
    assert all(many.get(order, 0) >= units for order, units in few.items())


def test_the_first_gets_all_and_the_second_the_rest() -> None:
    ada = Waiting((0, "0001", "R1", 1), "ADA", 1, 3)
    ben = Waiting((0, "0002", "R1", 1), "BEN", 2, 4)
    assert allocate(5, [ben, ada]) == (Allocation("ADA", 1, 3), Allocation("BEN", 2, 2))
    assert allocate(0, [ada, ben]) == ()
