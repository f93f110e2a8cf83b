"""Goods held for those on the list: never more than is free, in the order of asking."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pos.domain.tell_me import Entry, places, ran_out, to_hold, to_release, too_late

DAY = date(2026, 11, 24)


def entry(nth: int, quantity: int = 1, held: int = 0, **said: Any) -> Entry:
    made = Entry(
        f"e{nth}", f"c{nth}", "", "SKU", "", quantity, "", "", "waiting", held, DAY if held else None, "", None, "",
        f"{nth:020d}:R1:0000",
    )  # fmt: skip
    return replace(made, **said)


wishes = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 5)), max_size=12).map(
    lambda rows: [entry(nth, quantity, min(quantity, held)) for nth, (quantity, held) in enumerate(rows)]
)


@settings(max_examples=1000)
@given(wishes, st.integers(-5, 40))
def test_holds_never_exceed_what_is_free_nor_what_is_wanted(entries: list[Entry], free: int) -> None:
    new = to_hold(free, entries)
    assert sum(new.values()) <= max(0, free)
    assert all(one.held + new.get(one.id, 0) <= one.quantity for one in entries)


@settings(max_examples=1000)
@given(wishes, st.integers(0, 40), st.integers(0, 10), st.randoms())
def test_more_free_goods_never_give_anybody_less_and_who_asked_first_is_first(
    entries: list[Entry], free: int, more: int, chance: Random
) -> None:
    some, all_ = to_hold(free, entries), to_hold(free + more, entries)
    assert all(all_.get(one.id, 0) >= some.get(one.id, 0) for one in entries)
    shuffled = list(entries)
    chance.shuffle(shuffled)
    assert to_hold(free, shuffled) == some
    short = [one for one in entries if some.get(one.id, 0) < one.missing]
    assert not [one for one in entries if short and one.key > short[0].key and one.id in some]


@settings(max_examples=500)
@given(wishes, st.integers(0, 40))
def test_goods_that_are_gone_are_given_up_from_the_end(entries: list[Entry], missing: int) -> None:
    gone = to_release(missing, entries)
    held = sum(one.held for one in entries)
    assert sum(gone.values()) == min(missing, held)
    losing = [one for one in entries if one.id in gone]
    assert all(gone[one.id] == one.held for one in losing[1:])
    assert not [one for one in entries if losing and one.key > losing[0].key and one.held and one.id not in gone]


def test_who_let_goods_go_by_is_passed_over_this_time() -> None:
    assert to_hold(1, [entry(1), entry(2)], frozenset({"e1"})) == {"e2": 1}


def test_a_hold_runs_out_after_its_day_and_a_wish_after_its_own() -> None:
    held = entry(1, 1, 1)
    assert not ran_out(held, DAY)
    assert ran_out(held, DAY + timedelta(days=1))
    wish = entry(1, wanted_by=DAY)
    assert not too_late(wish, DAY)
    assert too_late(wish, DAY + timedelta(days=1))
    assert not too_late(entry(1, 1, 1, wanted_by=DAY), DAY + timedelta(days=9))


def test_the_place_on_the_list_counts_those_who_still_miss_something() -> None:
    assert places([entry(3), entry(1, 1, 1), entry(2, 2, 1)]) == {"e2": 1, "e3": 2}
