"""Wanted, not bought: one key with a cause, a report, and demand that is not cut off by empty shelves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pos.domain import errors
from pos.domain.demand import LOST_CAUSES
from pos.register import Register
from pos.usecases.checkout import CustomerWish, LineWish
from tests.builders import ADA, BEN, BULB, CLOCK, LAMP, MIRROR, FixedClock, product, put_products
from tests.usecases.desk import CASHIER, nothing_changes, order_later, sale_row, sell


def test_r11_what_somebody_left_without_is_kept_with_its_cause_and_value(register: Register) -> None:
    """R11: a lost sale is counted, with what it would have brought at the tag."""
    missed = register.tell_me.wanted_not_bought(CLOCK, 2, cause="too_dear", person=CASHIER)
    assert (missed.sku, missed.quantity, missed.value) == (CLOCK, 2, 7200)
    other = register.tell_me.wanted_not_bought("  red   piano stool ", cause="not_carried")
    assert (other.sku, other.name, other.value) == ("", "red piano stool", None)


def test_a_cause_is_one_of_a_fixed_list(register: Register) -> None:
    """R77: causes can be counted because there are few."""
    with nothing_changes(register):
        with pytest.raises(errors.BadSetting, match="too_long_wait"):
            register.tell_me.wanted_not_bought(CLOCK, cause="no idea")
        with pytest.raises(errors.BadText):
            register.tell_me.wanted_not_bought("  ", cause="other")
        with pytest.raises(errors.BadQuantity):
            register.tell_me.wanted_not_bought(CLOCK, 0, cause="other")
    assert len(LOST_CAUSES) == 7


def test_the_report_adds_up_by_product_and_by_cause(register: Register, clock: FixedClock) -> None:
    """R83: which products run short, and why sales were lost, with values at the tag."""
    tell_me = register.tell_me
    tell_me.wanted_not_bought(LAMP, 2, cause="too_long_wait")
    tell_me.wanted_not_bought(LAMP, 1, cause="too_long_wait")
    tell_me.wanted_not_bought(LAMP, 1, cause="too_dear")
    tell_me.wanted_not_bought("Piano stool", cause="not_carried")
    tell_me.wanted_not_bought("piano stool", cause="not_carried")
    report = tell_me.lost()
    assert [(one.sku, one.cause, one.times, one.quantity, one.value) for one in report.by_product] == [
        (LAMP, "too_long_wait", 2, 3, 13500),
        (LAMP, "too_dear", 1, 1, 4500),
        ("", "not_carried", 2, 2, None),
    ]
    assert [(one.name, one.quantity) for one in report.by_cause] == [
        ("the wait was too long", 3), ("too dear", 1), ("we do not carry it", 2),
    ]  # fmt: skip
    assert sum(one.quantity for one in report.by_product) == sum(one.quantity for one in report.by_cause)
    clock.pass_time(timedelta(days=100))
    assert tell_me.lost().by_product == ()
    assert len(tell_me.lost(date(2026, 11, 1)).by_product) == 3


def test_goods_by_measure_are_valued_by_what_the_tag_is_for(register: Register) -> None:
    put_products(register, [product("TEA", "Loose tea", 2400, unit="g")])
    assert register.tell_me.wanted_not_bought("TEA", 250, cause="out_of_stock_no_date").value == 600


def test_r20_demand_counts_what_an_empty_shelf_did_not_sell(register: Register, clock: FixedClock) -> None:
    """R20: sold, ordered, asked to be told and asked for in vain, each in the week of asking and none twice."""
    sell(register, LineWish(BULB, 3))
    order_later(register, LAMP, 2, BEN)
    register.tell_me.add(LAMP, CustomerWish(id=ADA), 4)
    register.tell_me.add(LAMP, CustomerWish(id=BEN), 1)  # who has ordered the same goods
    register.tell_me.wanted_not_bought(LAMP, 5, cause="too_long_wait")
    register.tell_me.wanted_not_bought(LAMP, 9, cause="just_looking")
    clock.pass_time(timedelta(days=7))
    register.tell_me.wanted_not_bought(LAMP, 1, cause="too_dear")
    weeks = register.tell_me.demand_of(LAMP, date(2026, 11, 19))
    assert [week.week for week in weeks] == [date(2026, 11, 16), date(2026, 11, 23), date(2026, 11, 30)]
    assert [(week.sold, week.backordered, week.tell_me, week.lost) for week in weeks] == [
        (0, 0, 0, 0), (0, 2, 4, 5), (0, 0, 0, 1),
    ]  # fmt: skip
    assert [week.wanted for week in weeks] == [0, 11, 1]
    assert register.tell_me.demand_of(BULB, date(2026, 11, 23))[0].sold == 3


def test_r20_what_was_asked_for_in_vain_is_told_by_product_beside_what_was_sold_and_ordered(
    register: Register, clock: FixedClock
) -> None:
    """R20: the tell-me list and what was wanted and not bought feed one report of demand."""
    sell(register, LineWish(BULB, 3))  # nobody asked for bulbs in vain
    order_later(register, LAMP, 2, BEN)
    register.tell_me.add(LAMP, CustomerWish(id=ADA), 4)
    register.tell_me.add(LAMP, CustomerWish(id=BEN), 1)  # who has ordered the same goods
    register.tell_me.wanted_not_bought(LAMP, 5, cause="too_long_wait")
    register.tell_me.wanted_not_bought(LAMP, 9, cause="just_looking")
    register.tell_me.wanted_not_bought("Piano stool", 2, cause="not_carried")
    register.tell_me.wanted_not_bought("piano stool", cause="not_carried")
    register.tell_me.wanted_not_bought("a red one", cause="just_looking")
    report = register.tell_me.demand()
    rows = [(one.sku, one.name, one.sold, one.backordered, one.tell_me, one.lost) for one in report.products]
    assert rows == [(LAMP, "Brass lamp, tall", 0, 2, 4, 5), ("", "Piano stool", 0, 0, 0, 3)]
    assert report.products[0].unserved == 9
    assert report.since == report.until - timedelta(days=89)
    clock.pass_time(timedelta(days=90))
    assert register.tell_me.demand().products == ()
    assert len(register.tell_me.demand(date(2026, 11, 24), date(2026, 11, 24)).products) == 2


def test_who_got_the_goods_from_the_list_counts_as_a_sale_and_not_twice(register: Register) -> None:
    from tests.builders import put_stock

    register.tell_me.add(MIRROR, CustomerWish(id=BEN))
    put_stock(register, {(MIRROR, "S01"): 1})
    register.tell_me.serve()
    sell(register, LineWish(MIRROR, 1, take="now"), customer=CustomerWish(id=BEN))
    (week,) = register.tell_me.demand_of(MIRROR, date(2026, 11, 24))
    assert (week.sold, week.tell_me) == (1, 0)


def test_sales_of_the_time_before_count_in_the_stores_own_week(register: Register) -> None:
    from datetime import UTC, datetime

    register.import_rows("sales", [sale_row(2, datetime(2026, 11, 22, 23, 30, tzinfo=UTC), LAMP, 6)])
    weeks = register.tell_me.demand_of(LAMP, date(2026, 11, 16))
    assert [week.sold for week in weeks] == [6, 0]
