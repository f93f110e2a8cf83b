"""An order's numbers: ordered, allocated, handed over and cancelled are four, and the rest is derived from them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.backorder import Order, OrderLine


def line(
    ordered: int = 3, allocated: int = 0, handed_over: int = 0, cancelled: int = 0, total: int = 100, number: int = 1
) -> OrderLine:
    return OrderLine(
        number, "LMP", "Lamp", ordered, allocated, handed_over, cancelled, total, total // 6, 20_000, None, None
    )


def order(*lines: OrderLine, deposit: int = 0) -> Order:
    return Order("N-1", "c", "Ada", date(2026, 11, 24), lines, deposit, sum(one.total for one in lines))


@given(st.integers(1, 50), st.integers(0, 10**6), st.lists(st.integers(1, 9), max_size=60))
def test_goods_handed_over_by_and_by_cost_what_the_whole_line_costs(ordered: int, total: int, steps: list[int]) -> None:
    handed = paid = 0
    for step in [*steps, ordered]:
        now = line(ordered, handed_over=handed, total=total)
        units = min(step, now.open)
        before = order(now).balance_due
        price = now.price_of(units)
        assert 0 <= price <= before
        paid, handed = paid + price, handed + units
        assert order(line(ordered, handed_over=handed, total=total)).balance_due == before - price
    assert (handed, paid) == (ordered, total)


def test_the_balance_shown_is_the_balance_charged() -> None:
    """Complaint 12: what is left to pay is shown as it will be taken, to the cent."""
    after_one = line(3, handed_over=1, total=100)
    assert after_one.price_of(2) == 67
    assert order(after_one, deposit=20).balance_due == 47


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        ((line(),), "waiting"),
        ((line(allocated=1),), "part_ready"),
        ((line(allocated=3),), "ready"),
        ((line(allocated=3), line(number=2)), "part_ready"),
        ((line(handed_over=3),), "collected"),
        ((line(handed_over=1, cancelled=2),), "collected"),
        ((line(cancelled=3),), "cancelled"),
        ((line(handed_over=3), line(allocated=3, number=2)), "ready"),
        ((line(handed_over=1, allocated=2),), "ready"),
        ((line(handed_over=1),), "waiting"),
    ],
)
def test_the_state_is_read_off_the_numbers(lines: tuple[OrderLine, ...], state: str) -> None:
    """R140, complaint 14: paid, allocated and handed over are numbers of their own; the state follows from them."""
    assert order(*lines).state == state


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_open_units_wait_or_are_put_aside(handed_over: int, allocated: int, waiting: int) -> None:
    one = line(max(1, handed_over + allocated + waiting), allocated=allocated, handed_over=handed_over)
    assert one.open == one.allocated + one.waiting
