"""Which step a line may take in which state, and what the steps do to its numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos.domain import errors
from pos.domain.backorder import Order, OrderLine, OrderState
from pos.domain.order_life import (
    ACT_WORDS,
    ALLOWED,
    STATE_WORDS,
    Act,
    allocate,
    cancel,
    check,
    check_version,
    hand_over,
    line_of,
    reinstate,
    release,
)
from tests.builders import NOON

LINE = OrderLine(1, "LAMP", "Brass lamp", 3, 0, 0, 0, 13500, 2525, 23000, None, None)
IN_STATE: dict[OrderState, OrderLine] = {
    "waiting": LINE,
    "part_ready": replace(LINE, allocated=1),
    "ready": replace(LINE, allocated=3),
    "collected": replace(LINE, handed_over=3),
    "cancelled": replace(LINE, cancelled=3),
}
Does = Callable[[OrderLine, int, str], OrderLine | tuple[OrderLine, int]]
MOVES: dict[str, Does] = {
    "allocate": allocate, "release": release, "hand_over": hand_over, "cancel": cancel, "reinstate": reinstate,
}  # fmt: skip


def test_every_state_is_what_its_numbers_say() -> None:
    assert {state: line.state for state, line in IN_STATE.items()} == {state: state for state in get_args(OrderState)}
    assert set(STATE_WORDS) == set(get_args(OrderState))
    assert set(ACT_WORDS) == set(get_args(Act))


@pytest.mark.parametrize("state", get_args(OrderState))
@pytest.mark.parametrize("act", get_args(Act))
def test_each_step_is_allowed_by_the_table_or_refused_in_words(state: OrderState, act: Act) -> None:
    """R140: only allowed changes, all of them tried."""
    line = IN_STATE[state]
    if (state, act) in ALLOWED:
        check(line, act, "S01-R1-A000001")
        return
    with pytest.raises(errors.WrongState) as refused:
        check(line, act, "S01-R1-A000001")
    assert STATE_WORDS[state] in refused.value.sentence
    assert "Nothing was changed" in refused.value.sentence
    if move := MOVES.get(act):
        with pytest.raises(errors.WrongState):
            move(line, 1, "S01-R1-A000001")


@settings(max_examples=1000)
@given(st.integers(1, 9), st.lists(st.tuples(st.sampled_from(sorted(MOVES)), st.integers(-1, 10)), max_size=30))
def test_no_order_of_steps_makes_numbers_that_cannot_be(ordered: int, steps: list[tuple[str, int]]) -> None:
    """Ordered = open + handed over + cancelled, and never more put aside than is open."""
    line = replace(LINE, ordered=ordered)
    for act, units in steps:
        before = line
        try:
            after = MOVES[act](line, units, "A1")
        except (errors.WrongState, errors.BadQuantity):
            continue
        line = after[0] if isinstance(after, tuple) else after
        assert line.ordered == line.open + line.handed_over + line.cancelled == ordered
        assert 0 <= line.allocated <= line.open
        assert line.handed_over >= before.handed_over
        if isinstance(after, tuple):
            assert after[1] == before.allocated - line.allocated


def test_units_that_still_wait_are_given_up_before_those_put_aside() -> None:
    line = replace(LINE, allocated=2)
    assert cancel(line, 1, "A1") == (replace(line, cancelled=1), 0)
    assert cancel(line, 2, "A1") == (replace(line, cancelled=2, allocated=1), 1)


def test_a_copy_that_is_older_than_the_order_is_refused_with_the_name_of_who_changed_it() -> None:
    order = Order("A1", "c", "Ada", NOON.date(), (LINE,), 0, 13500, version=4)
    check_version(order, 4)
    check_version(order, None)
    with pytest.raises(errors.StaleOrder, match=r"opened it\. Max did so at 11:30\. Nothing was changed by you"):
        check_version(order, 3, "Max did so at 11:30.")
    assert line_of(order, 1) is LINE
    with pytest.raises(errors.UnknownCode):
        line_of(order, 2)
