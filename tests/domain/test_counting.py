"""Counting a delivery: every scan adds up, and what is booked is what was counted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos.domain import errors
from pos.domain.counting import Counting, Expected
from pos.domain.hold_places import HoldPlace, initials, next_tags, place_for

LAMPS = (
    Expected("LAMP", "Lamp", 3, "PO-1", ("4006381333931",)),
    Expected("LAMP", "Lamp", 2, "PO-2", ("4006381333931",)),
    Expected("BULB", "Bulb", 4, "PO-2"),
)


@settings(max_examples=1000, deadline=None)
@given(st.integers(0, 12), st.integers(0, 9), st.integers(0, 3), st.booleans())
def test_what_is_booked_is_what_was_counted(lamps: int, bulbs: int, damaged: int, refuse: bool) -> None:
    counting = Counting(LAMPS)
    for _ in range(lamps):
        counting.scan("4006381333931")
    counting.count("BULB", bulbs)
    counting.damage("LAMP", damaged, "crushed" if damaged else "")
    for line in counting.undecided():
        counting.settle_over(line.sku, "as agreed", refuse=refuse)
    parts = list(counting.parts())
    assert sum(part.counted + part.refused for part in parts if part.sku == "LAMP") == lamps
    assert sum(part.counted + part.refused for part in parts if part.sku == "BULB") == bulbs
    assert sum(part.damaged for part in parts) == damaged
    assert not any(part.refused for part in parts) or refuse
    first = next(part for part in parts if part.purchase_order == "PO-1")
    assert first.counted == min(lamps, 3)


def test_a_scan_can_be_taken_back_but_never_below_nothing() -> None:
    counting = Counting(LAMPS)
    assert counting.scan("LAMP", 2).counted == 2
    assert counting.scan("LAMP", -1).counted == 1
    with pytest.raises(errors.BadQuantity, match="stays at 1"):
        counting.scan("LAMP", -2)
    assert [(line.short, line.over) for line in counting.lines()] == [(4, 0), (4, 0)]


def test_goods_nobody_expected_are_counted_without_an_order_and_are_not_over() -> None:
    counting = Counting()
    with pytest.raises(errors.UnknownCode):
        counting.scan("VASE")
    counting.add("VASE", "Vase", ("42",))
    assert counting.knows("42")
    line = counting.scan("42", 2)
    assert (line.undecided, [(part.purchase_order, part.counted) for part in counting.parts()]) == (False, [("", 2)])


def test_damage_and_what_is_over_need_a_reason() -> None:
    counting = Counting(LAMPS)
    with pytest.raises(errors.BadText):
        counting.damage("LAMP", 1, " ")
    counting.count("LAMP", 6)
    with pytest.raises(errors.BadText):
        counting.settle_over("LAMP", "")


def test_bags_lie_together_where_they_fit_else_where_most_room_is_and_uncounted_places_come_last() -> None:
    small, large, any_ = HoldPlace("A", "", 2, bags=1), HoldPlace("B", "", 9, bags=4), HoldPlace("C")
    assert place_for([small, large, any_], 1, ["A"]) == small
    assert place_for([small, large, any_], 2, ["A"]) == large
    assert place_for([small, large, any_], 6) == any_
    assert place_for([small, HoldPlace("C", active=False)], 2) is None


def test_tags_count_on_and_labels_show_initials_only() -> None:
    assert next_tags("A1", ["A1/1", "A1/7", "A1/x"], 2) == ["A1/8", "A1/9"]
    assert (initials("ada lovelace osei bea"), initials("")) == ("A. L. O.", "")


def test_goods_of_which_all_was_booked_before_are_over_until_somebody_says_why() -> None:
    """The same delivery counted twice would otherwise come in twice. What nobody counts is not in the way."""
    counting = Counting([Expected("LAMP", "Lamp", 0, "PO-1"), Expected("BULB", "Bulb", 4, "PO-1")])
    assert [line.sku for line in counting.lines()] == ["BULB"]
    line = counting.scan("LAMP", 3)
    assert (line.settled, line.is_over, line.undecided) == (True, True, True)
    counting.settle_over("LAMP", "sent twice", refuse=True)
    assert [(part.sku, part.purchase_order, part.counted, part.refused) for part in counting.parts()] == [
        ("LAMP", "PO-1", 0, 3), ("BULB", "PO-1", 0, 0),
    ]  # fmt: skip


def test_a_part_says_what_was_open_when_the_count_began() -> None:
    counting = Counting(LAMPS)
    assert [(part.purchase_order, part.was_open) for part in counting.parts() if part.sku == "LAMP"] == [
        ("PO-1", 3), ("PO-2", 2),
    ]  # fmt: skip
