"""The promise: exact chances over all that comes, behind the queue; properties P1 to P15, and others' examples.

P2, P14: a line sees only the units ahead of it and its own product's supplies, so later keys and other products cannot
reach it; both are tried all the same. Stated exceptions: class policies and manual moves break P2 by design; learning
(new receipts, and goods that are late) is not covered by P1; an order that goes only whole stands on other products.
P8 to P10 of allocation are in `test_allocation_rules`, P5 and P14 on real records in `tests/store/test_applied_twice`
and `tests/usecases/test_clock_skew`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from itertools import product as every
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos.domain.allocation import Waiting, allocate
from pos.domain.arrivals import Arrival, Cover, Habits, arrivals_of
from pos.domain.calendar import OpeningDays
from pos.domain.lateness import Spread
from pos.domain.phrases import promise_words
from pos.domain.promise import LATEST, LIKELY, Promise
from pos.domain.promising import all_together, breaks, complete, dated_part, promise, queue_days, standing
from pos.domain.prospect import Prospect, prospect
from pos.domain.stock import Supply
from tests.domain.strategies import TODAY, opening_days, supplies

EVERY_DAY = OpeningDays()


def spread(days: Sequence[int], upto: Sequence[float], receipts: float) -> Spread:
    """A record of so many receipts of equal weight."""
    return Spread(tuple(days), tuple(upto), float(receipts), int(receipts), tuple(share / receipts for share in upto))


ON_THE_DAY = spread((0,), (1.0,), 100)
PROPERTY = settings(max_examples=1000, deadline=None)


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def sure(days: int | None = 9) -> Habits:
    """A supplier who always delivers on the day given, and so many days after an order."""
    return Habits("LUM", ON_THE_DAY, None if days is None else ON_THE_DAY.moved(days))


def promised(
    quantity: int = 1,
    *orders: Supply,
    ahead: int = 0,
    record: Habits | None = None,
    can_order: bool = True,
    days: OpeningDays = EVERY_DAY,
    handling: int = 1,
    release: date | None = None,
) -> Promise | None:
    known = record or sure()
    return promise(
        quantity=quantity,
        queue_ahead=ahead,
        prospect=prospect(
            supplies=orders,
            habits_of=lambda _: known,
            to_order_from=known if can_order else None,
            today=TODAY,
            opening_days=days,
            handling_days=handling,
            release_on=release,
        ),
    )


def due(days: int | None, units: int = 5, *, confirmed: bool = True, ordered: int = -5, number: str = "") -> Supply:
    """Goods on order: due in some days (None: nobody said when), ordered some days before today."""
    expected = None if days is None else TODAY + timedelta(days=days)
    return Supply(
        "purchase_order", number or f"PO-{days}", units, expected, confirmed, TODAY + timedelta(days=ordered), "LUM"
    )


# --- what chance may make up ---------------------------------------------------------------------------------------
@st.composite
def spreads(draw: st.DrawFn, most: int = 40) -> Spread:
    """A record of lateness: a few distinct days with shares."""
    days = sorted(draw(st.sets(st.integers(-5, most), min_size=1, max_size=6)))
    weights = [draw(st.integers(1, 20)) for _ in days]
    upto = tuple(sum(weights[: place + 1]) / sum(weights) for place in range(len(days)))
    return spread(days, (*upto[:-1], 1.0), draw(st.integers(3, 300)))


@st.composite
def arrivals(draw: st.DrawFn, number: int = 0) -> Arrival:
    """A delivery with any chances that rise with the days."""
    days = sorted(draw(st.sets(st.integers(0, 60), min_size=1, max_size=5)))
    chances = sorted(draw(st.lists(st.floats(0.01, 1.0), min_size=len(days), max_size=len(days), unique=True)))
    days = days[: len(chances)]
    return Arrival(f"PO-{number}-{draw(st.integers(0, 9999))}", draw(st.integers(1, 9)), tuple(days), tuple(chances))


some_arrivals = st.lists(arrivals(), max_size=5)
anew = st.none() | arrivals().map(lambda arrival: replace(arrival, id="LUM", quantity=None))


def seen(coming: Sequence[Arrival], to_order: Arrival | None = None, days: OpeningDays = EVERY_DAY) -> Prospect:
    return Prospect(TODAY, tuple(coming), to_order, (), days, 0)


def day_of(quantity: int, ahead: int, what: Prospect, level: float = LATEST) -> int:
    """The day as a number; a day that never comes is far away."""
    day = Cover(what.arrivals, what.to_order, ahead + quantity).day(ahead + quantity, level)
    return 10_000 if day is None else day


def naive_day(need: int, coming: Sequence[Arrival], to_order: Arrival | None, level: float) -> int | None:
    """The rule a second time, without cleverness: day by day, every combination of deliveries that came or did not."""
    for day in range(366):
        if to_order is not None and to_order.chance_by(day) >= level:
            return day
        covered = 0.0
        for came in every((True, False), repeat=len(coming)):
            chance, units = 1.0, 0
            for here, arrival in zip(came, coming, strict=True):
                by = arrival.chance_by(day)
                chance *= by if here else 1.0 - by
                units += (arrival.quantity or 0) if here else 0
            if units >= need:
                covered += chance
        if covered >= level - 1e-9:
            return day
    return None


# --- agreement -----------------------------------------------------------------------------------------------------
def test_a_second_naive_implementation_agrees_on_ten_thousand_random_cases() -> None:
    random = Random(20261122)
    for _ in range(10_000):
        coming = []
        for number in range(random.randint(0, 4)):
            days = sorted(random.sample(range(30), random.randint(1, 3)))
            chances = sorted(random.random() for _ in days)
            if random.random() < 0.5:
                chances[-1] = 1.0
            coming.append(Arrival(str(number), random.randint(1, 6), tuple(days), tuple(chances)))
        to_order = None if random.random() < 0.5 else Arrival("LUM", None, (random.randint(5, 40),), (0.97,))
        need = random.randint(1, 12)
        cover = Cover(coming, to_order, need + random.randint(0, 5))
        for level in (LIKELY, LATEST):
            assert cover.day(need, level) == naive_day(need, coming, to_order, level), (coming, to_order, need, level)


@settings(max_examples=1000, deadline=None)
@given(st.data())
def test_p12_the_exact_chance_is_the_sum_over_all_that_may_happen(data: st.DataObject) -> None:
    """Every combination of deliveries that came or did not, counted one by one."""
    coming = data.draw(some_arrivals)
    need, day = data.draw(st.integers(1, 30)), data.draw(st.integers(0, 61))
    covered = 0.0
    for came in every((True, False), repeat=len(coming)):
        chance = 1.0
        for here, arrival in zip(came, coming, strict=True):
            chance *= arrival.chance_by(day) if here else 1.0 - arrival.chance_by(day)
        units = sum((arrival.quantity or 0) for here, arrival in zip(came, coming, strict=True) if here)
        covered += chance if units >= need else 0.0
    assert Cover(coming, None, need).chance(day, need) == pytest.approx(covered, abs=1e-9)


def test_p12_the_exact_chance_agrees_with_a_hundred_thousand_throws_of_the_dice() -> None:
    """Within 0.006."""
    random = Random(12)
    coming = [
        Arrival("a", 5, (3, 10, 30), (0.3, 0.7, 0.98)),
        Arrival("b", 4, (5, 12), (0.5, 0.9)),
        Arrival("c", 7, (8, 20, 40), (0.2, 0.6, 1.0)),
    ]
    cover = Cover(coming, None, 12)
    for day, need in ((5, 4), (10, 5), (12, 9), (20, 12), (30, 8)):
        hits = sum(
            sum((arrival.quantity or 0) * (random.random() < arrival.chance_by(day)) for arrival in coming) >= need
            for _ in range(100_000)
        )
        assert cover.chance(day, need) == pytest.approx(hits / 100_000, abs=0.006)


def test_two_lots_are_not_as_sure_together_as_each_alone() -> None:
    """The design's own example of why a queue sorted by each lot's own day is wrong at both ends."""
    lot = ((20, 30, 39, 44), (0.4, 0.684, 0.907, 0.952))
    cover = Cover([Arrival("a", 5, *lot), Arrival("b", 5, *lot)], None, 10)
    assert cover.chance(39, 10) == pytest.approx(0.823, abs=0.001)
    assert (cover.day(5, LATEST), cover.day(10, LATEST)) == (30, 44)


# --- properties P1 to P15 --------------------------------------------------------------------------------------------
quantities, queues = st.integers(1, 12), st.integers(0, 12)
levels = st.sampled_from([LIKELY, LATEST])


@PROPERTY
@given(quantities, queues, some_arrivals, anew, arrivals(7), levels)
def test_p1_more_supply_or_one_more_here_never_makes_a_day_later(
    quantity: int, ahead: int, coming: list[Arrival], to_order: Arrival | None, more: Arrival, level: float
) -> None:
    before = day_of(quantity, ahead, seen(coming, to_order), level)
    assert day_of(quantity, ahead, seen([*coming, more], to_order), level) <= before
    if ahead:
        assert day_of(quantity, ahead - 1, seen(coming, to_order), level) <= before


@PROPERTY
@given(st.lists(supplies(), max_size=5), supplies(), spreads(), quantities, queues)
def test_p1_holds_from_the_purchase_line_on(
    orders: list[Supply], more: Supply, lateness: Spread, quantity: int, ahead: int
) -> None:
    record = Habits("LUM", lateness, lateness.moved(6))
    before = promised(quantity, *orders, ahead=ahead, record=record)
    after = promised(quantity, *orders, more, ahead=ahead, record=record)
    assert before is not None
    assert after is not None
    assert after.latest_on <= before.latest_on
    assert after.likely_on <= before.likely_on


@PROPERTY
@given(st.lists(st.integers(1, 6), min_size=1, max_size=6), st.integers(1, 9), some_arrivals, anew)
def test_p2_a_later_line_never_changes_an_earlier_one(
    waiting: list[int], newcomer: int, coming: list[Arrival], to_order: Arrival | None
) -> None:
    what = seen(coming, to_order)
    assert queue_days([*waiting, newcomer], what)[: len(waiting)] == queue_days(waiting, what)


@PROPERTY
@given(st.lists(st.integers(0, 6), max_size=30), some_arrivals, anew, st.integers(-5, 20), st.booleans())
def test_the_days_of_a_whole_queue_are_those_of_each_line_asked_alone(
    waiting: list[int], coming: list[Arrival], to_order: Arrival | None, free: int, weekdays: bool
) -> None:
    what = seen(coming, to_order, OpeningDays(frozenset({1, 4})) if weekdays else EVERY_DAY)
    need, alone = -free, []
    for units in waiting:
        need += units
        cover = Cover(what.arrivals, what.to_order, max(1, sum(waiting) - free))
        likely, latest = cover.day(need, LIKELY), cover.day(need, LATEST)
        known = likely is not None and latest is not None
        alone.append((what.ready_on(likely or 0), what.ready_on(latest or 0)) if known else None)
    assert queue_days(waiting, what, free=free) == alone


@PROPERTY
@given(st.lists(st.integers(1, 6), min_size=2, max_size=6), st.data(), some_arrivals, anew)
def test_p3_a_line_that_goes_never_makes_another_later(
    waiting: list[int], data: st.DataObject, coming: list[Arrival], to_order: Arrival | None
) -> None:
    gone = data.draw(st.integers(0, len(waiting) - 1))
    what = seen(coming, to_order)
    before = queue_days(waiting, what)
    after = queue_days(waiting[:gone] + waiting[gone + 1 :], what)
    for was, now in zip(before[:gone] + before[gone + 1 :], after, strict=True):
        assert was is None or (now is not None and now[0] <= was[0] and now[1] <= was[1])


@PROPERTY
@given(st.lists(supplies(), max_size=5), spreads(), quantities, queues, st.randoms(use_true_random=False))
def test_p4_the_order_in_which_supplies_are_read_makes_no_difference(
    orders: list[Supply], lateness: Spread, quantity: int, ahead: int, random: Random
) -> None:
    record = Habits("LUM", lateness, lateness.moved(6))
    once = promised(quantity, *orders, ahead=ahead, record=record)
    shuffled = list(orders)
    random.shuffle(shuffled)
    again = promised(quantity, *shuffled, ahead=ahead, record=record)
    assert once is not None
    assert again is not None
    assert (once.likely_on, once.latest_on, once.parts) == (again.likely_on, again.latest_on, again.parts)


@PROPERTY
@given(st.lists(supplies(), max_size=5), spreads(), quantities, queues)
def test_p5_the_same_question_has_the_same_answer(
    orders: list[Supply], lateness: Spread, quantity: int, ahead: int
) -> None:
    """That an operation read twice changes nothing is tried in `tests/store/test_applied_twice`."""
    record = Habits("LUM", lateness, lateness.moved(6))
    assert promised(quantity, *orders, ahead=ahead, record=record) == promised(
        quantity, *orders, ahead=ahead, record=record
    )


@PROPERTY
@given(st.integers(2, 14), queues, some_arrivals, st.integers(0, 4))
def test_of_a_quantity_without_a_date_as_many_units_have_one_as_can(
    quantity: int, ahead: int, coming: list[Arrival], here: int
) -> None:
    what = seen(coming)
    whole = promise(quantity=quantity, queue_ahead=ahead, prospect=what, here=here)
    part = dated_part(quantity=quantity, queue_ahead=ahead, prospect=what, here=here)
    if whole is not None:
        assert part is not None
        assert part.quantity == quantity - 1
        return
    found = 0 if part is None else part.quantity
    assert found < quantity
    assert part == promise(quantity=found, queue_ahead=ahead, prospect=what, here=here)
    assert promise(quantity=found + 1, queue_ahead=ahead, prospect=what, here=here) is None


@PROPERTY
@given(quantities, queues, some_arrivals, anew)
def test_p6_the_likely_day_is_never_after_the_latest(
    quantity: int, ahead: int, coming: list[Arrival], to_order: Arrival | None
) -> None:
    what = seen(coming, to_order)
    assert day_of(quantity, ahead, what, LIKELY) <= day_of(quantity, ahead, what, LATEST)


@PROPERTY
@given(st.lists(st.integers(1, 6), min_size=2, max_size=8), some_arrivals, anew)
def test_p7_nobody_is_promised_a_day_before_those_ahead(
    waiting: list[int], coming: list[Arrival], to_order: Arrival | None
) -> None:
    days = queue_days(waiting, seen(coming, to_order))
    for first, second in pairwise(days):
        assert second is None or (first is not None and first[0] <= second[0] and first[1] <= second[1])


@PROPERTY
@given(st.lists(supplies(), max_size=6), spreads(), st.lists(st.integers(1, 7), min_size=1, max_size=5))
def test_p8_the_pegs_add_up_and_no_supply_is_pegged_beyond_what_is_open(
    orders: list[Supply], lateness: Spread, waiting: list[int]
) -> None:
    record = Habits("LUM", lateness, lateness.moved(6))
    pegged: dict[tuple[str, date | None], int] = {}
    ahead = 0
    for quantity in waiting:
        answer = promised(quantity, *orders, ahead=ahead, record=record)
        assert answer is not None
        assert sum(peg.quantity for peg in answer.basis) == quantity == sum(part.quantity for part in answer.parts)
        for peg in answer.basis:
            if peg.kind != "supplier":
                pegged[peg.id, peg.on] = pegged.get((peg.id, peg.on), 0) + peg.quantity
        ahead += quantity
    for (number, on), units in pegged.items():
        assert units <= sum(order.quantity for order in orders if (order.id, order.expected_on) == (number, on))


@PROPERTY
@given(quantities, queues, st.lists(arrivals(), min_size=1, max_size=5), anew, st.data(), levels)
def test_p11_a_delivery_that_gets_later_never_makes_a_promise_earlier(
    quantity: int, ahead: int, coming: list[Arrival], to_order: Arrival | None, data: st.DataObject, level: float
) -> None:
    which = data.draw(st.integers(0, len(coming) - 1))
    later = [*coming]
    by = data.draw(st.integers(0, 30))
    less = data.draw(st.floats(0.2, 1.0))
    later[which] = replace(
        coming[which],
        days=tuple(day + by for day in coming[which].days),
        chances=tuple(chance * less for chance in coming[which].chances),
    )
    before = day_of(quantity, ahead, seen(coming, to_order), level)
    assert day_of(quantity, ahead, seen(later, to_order), level) >= before


@PROPERTY
@given(st.lists(st.tuples(quantities, some_arrivals), min_size=1, max_size=4))
def test_p13_a_whole_order_is_ready_when_its_last_line_is(lines: list[tuple[int, list[Arrival]]]) -> None:
    answers = [promise(quantity=units, queue_ahead=0, prospect=seen(coming)) for units, coming in lines]
    days = complete(answers)
    if any(answer is None for answer in answers):
        assert days is None
    else:
        assert days == (
            max(answer.likely_on for answer in answers if answer),
            max(answer.latest_on for answer in answers if answer),
        )
    whole = all_together(answers)
    assert len(whole) == len(answers)
    for answer, told in zip(answers, whole, strict=True):
        assert (None if told is None else (told.likely_on, told.latest_on)) == days
        if told is not None and answer is not None:
            assert (told.quantity, told.basis, told.queue_ahead) == (answer.quantity, answer.basis, answer.queue_ahead)
            assert [(part.quantity, part.latest_on) for part in told.parts] == [(told.quantity, told.latest_on)]
            assert answer.certainty == "confirmed" or told.certainty == "estimated"


def test_an_order_of_nothing_has_no_day() -> None:
    assert complete([]) is None
    assert all_together([]) == ()


Captured = tuple[str, tuple[int, str, str, int], int]
"""A line of any product: (SKU, key in the queue, units)."""


@st.composite
def captured(draw: st.DrawFn) -> list[Captured]:
    """Lines of several products, taken at clocks of which some are wrong."""
    clocks = draw(st.lists(st.integers(0, 10**6), min_size=2, max_size=9, unique=True))
    return [
        (
            draw(st.sampled_from(["LAMP", "SHADE", "TABLE"])),
            (draw(st.integers(0, 1)), f"{clock:015d}", draw(st.sampled_from(["R1", "R2"])), number),
            draw(st.integers(1, 6)),
        )
        for number, clock in enumerate(clocks)
    ]


@PROPERTY
@given(captured(), some_arrivals, anew, st.integers(-4, 12), st.randoms(use_true_random=False))
def test_p14_wrong_clocks_at_other_products_change_nothing_for_this_one(
    lines: list[Captured], coming: list[Arrival], to_order: Arrival | None, free: int, random: Random
) -> None:
    """The keys of all lines of other products change places among themselves."""
    places = [place for place, (sku, _, _) in enumerate(lines) if sku != "LAMP"]
    keys = [lines[place][1] for place in places]
    random.shuffle(keys)
    skewed = list(lines)
    for place, key in zip(places, keys, strict=True):
        skewed[place] = (lines[place][0], key, lines[place][2])
    random.shuffle(skewed)

    def queue(of: Sequence[Captured]) -> list[Waiting]:
        return [Waiting(key, str(key), 1, units) for sku, key, units in of if sku == "LAMP"]

    def days(of: Sequence[Captured]) -> list[tuple[date, date] | None]:
        waiting = sorted(queue(of), key=lambda one: one.key)
        return queue_days([one.quantity for one in waiting], seen(coming, to_order), free=free)

    assert days(skewed) == days(lines)
    assert allocate(max(0, free), queue(skewed)) == allocate(max(0, free), queue(lines))


@PROPERTY
@given(st.lists(supplies(), max_size=5), spreads(), quantities, queues, st.sampled_from(["en", "de", "fr", "es"]))
def test_p15_words_are_never_earlier_than_the_latest_day(
    orders: list[Supply], lateness: Spread, quantity: int, ahead: int, language: str
) -> None:
    record = Habits("LUM", lateness, lateness.moved(6))
    answer = promised(quantity, *orders, ahead=ahead, record=record)
    assert answer is not None
    words = promise_words(answer, language)
    assert "%" not in words
    assert "soon" not in words.lower()
    assert answer.latest_on > TODAY or answer.latest_on == TODAY
    wait = (answer.latest_on - TODAY).days
    weeks = [int(word) for word in words.replace("-", " ").split() if word.isdigit() and int(word) < 60]
    if wait <= 84 and answer.review_on and str(answer.review_on.year) and f"{answer.latest_on:%d}" not in words:
        assert max(weeks) * 7 >= wait


# --- the calendar, the basis, the split -----------------------------------------------------------------------------
@PROPERTY
@given(quantities, queues, st.lists(supplies(), max_size=6), spreads(), opening_days(), st.integers(0, 5))
def test_a_promise_is_never_in_the_past_and_never_on_a_closed_day(
    quantity: int, ahead: int, orders: list[Supply], lateness: Spread, days: OpeningDays, handling: int
) -> None:
    record = Habits("LUM", lateness, lateness.moved(6))
    answer = promised(quantity, *orders, ahead=ahead, record=record, days=days, handling=handling)
    assert answer is not None
    assert answer.likely_on >= TODAY
    for part in answer.parts:
        assert days.is_open(part.latest_on)
        assert days.is_open(part.likely_on)
    assert answer.parts[-1].latest_on == answer.latest_on
    assert [part.latest_on for part in answer.parts] == sorted({part.latest_on for part in answer.parts})


def test_what_comes_on_two_days_is_split_by_day() -> None:
    answer = promised(7, due(4, 5), due(18, 9), handling=0)
    assert answer is not None
    assert [(part.quantity, part.latest_on) for part in answer.parts] == [(5, in_days(4)), (2, in_days(9))]
    assert [(peg.kind, peg.id, peg.quantity) for peg in answer.basis] == [
        ("purchase_order", "PO-4", 5),
        ("supplier", "LUM", 2),
    ]


def test_the_basis_says_what_others_hold_of_each_supply() -> None:
    answer = promised(3, due(4, 5), due(6, 9), ahead=4, handling=0)
    assert answer is not None
    assert [(peg.id, peg.quantity, peg.others, peg.of) for peg in answer.basis] == [
        ("PO-4", 1, 4, 5),
        ("PO-6", 2, 0, 9),
    ]


def test_lines_of_one_shipment_come_together_or_not_at_all() -> None:
    record = Habits("LUM", spread((0, 20), (0.92, 1.0), 1000))
    two = [replace(due(5, 5, number="A"), shipment="S"), replace(due(5, 5, number="B"), shipment="S")]
    coming, _ = arrivals_of(two, lambda _: record, TODAY)
    assert [(arrival.quantity, arrival.day_at(LATEST)) for arrival in coming] == [(10, 5)]
    apart, _ = arrivals_of([due(5, 5, number="A"), due(5, 5, number="B")], lambda _: record, TODAY)
    assert Cover(apart, None, 10).day(10, LATEST) == 25


def test_overdue_goods_are_not_hoped_for_tomorrow() -> None:
    late = spread(tuple(range(40)), tuple((day + 1) / 40 for day in range(40)), 200)
    record = Habits("LUM", late)
    answer = promised(1, due(-10), record=record, can_order=False, handling=0)
    assert answer is not None
    assert (answer.likely_on, answer.latest_on) == (in_days(14), in_days(28))


def test_a_supplier_has_to_be_asked_about_goods_later_than_any_before() -> None:
    record = Habits("LUM", spread((0, 2), (0.8, 1.0), 20))
    what = prospect(
        supplies=[due(-9)], habits_of=lambda _: record, to_order_from=None, today=TODAY, opening_days=EVERY_DAY
    )
    assert [supply.id for supply in what.to_ask] == ["PO--9"]
    assert not what.arrivals
    assert promise(quantity=1, queue_ahead=0, prospect=what) is None


def test_lines_that_seldom_come_whole_or_at_all_are_counted_on_for_less() -> None:
    record = Habits("LUM", ON_THE_DAY, None, never=0.05, whole=0.8)
    eight = promised(8, due(4, 10), record=record, can_order=False, handling=0)
    assert eight is not None
    assert eight.latest_on == in_days(4)
    assert promised(9, due(4, 10), record=record, can_order=False) is None
    assert promised(1, due(4, 10), record=replace(record, never=0.2), can_order=False) is None


def test_goods_are_ordered_on_the_suppliers_next_order_day() -> None:
    thursdays = replace(sure(5), ordering=OpeningDays(frozenset({3})))
    answer = promised(1, record=thursdays, handling=0)  # today is a Tuesday
    assert answer is not None
    assert answer.latest_on == in_days(2 + 5)


def test_nothing_on_order_and_nobody_to_order_from_gives_no_date() -> None:
    assert promised(1, can_order=False) is None
    assert promised(6, due(4, 5), can_order=False) is None


def test_a_supplier_whose_promises_broke_of_late_is_asked_for_more_certainty() -> None:
    wide = spread((0, 10, 30), (0.6, 0.93, 1.0), 1000)
    calm = promised(1, due(5), record=Habits("LUM", wide), can_order=False, handling=0)
    wary = promised(1, due(5), record=Habits("LUM", wide, cautious=True), can_order=False, handling=0)
    assert calm is not None
    assert wary is not None
    assert (calm.latest_on, wary.latest_on) == (in_days(15), in_days(35))


# --- others' worked examples ----------------------------------------------------------------------------------------
def test_d365_a_late_order_and_a_late_sale_are_placed_tomorrow_and_the_ask_of_150_is_met_on_day_ten() -> None:
    """Reference rule 28 (Dynamics 365, ATP with offsets): late purchase 200, late sale 75, both expected tomorrow; a
    purchase of 100 in ten days; 150 are asked for: 0 today, 125 tomorrow, 225 on day ten."""
    coming = [Arrival("late", 200, (1,), (1.0,)), Arrival("next", 100, (10,), (1.0,))]
    free = {
        day: sum((a.quantity or 0) for a in coming if a.chance_by(day)) - (75 if day >= 1 else 0) for day in (0, 1, 10)
    }
    assert (free[0], free[1], free[10]) == (0, 125, 225)
    answer = promise(quantity=150, queue_ahead=75, prospect=seen(coming))
    assert answer is not None
    assert answer.latest_on == in_days(10)
    early = promise(quantity=125, queue_ahead=75, prospect=seen(coming))
    assert early is not None
    assert early.latest_on == in_days(1)


# --- told and current ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("likely", "latest", "waiting", "open_", "today", "state"),
    [
        (4, 8, 2, 2, 0, "on_track"),
        (4, 10, 2, 2, 0, "on_track"),
        (4, 11, 2, 2, 0, "at_risk"),
        (10, None, 2, 2, 0, "at_risk"),
        (11, 20, 2, 2, 0, "late_expected"),
        (None, None, 2, 2, 0, "late_expected"),
        (12, 20, 2, 2, 11, "overdue"),
        (4, 8, 0, 2, 11, "ready"),
        (4, 8, 0, 0, 11, "done"),
    ],
)
def test_a_line_stands_against_what_was_told(
    likely: int | None, latest: int | None, waiting: int, open_: int, today: int, state: str
) -> None:
    told = in_days(10)
    assert (
        standing(
            told_latest=told,
            likely_on=None if likely is None else in_days(likely),
            latest_on=None if latest is None else in_days(latest),
            today=in_days(today),
            waiting=waiting,
            open_=open_,
        )
        == state
    )
    assert breaks(told, in_days(11))
    assert breaks(told, None)
    assert not breaks(told, told)
    assert not breaks(None, None)


# --- goods by the gram ------------------------------------------------------------------------------------------------
@given(
    st.lists(st.tuples(st.integers(1, 90_000), st.integers(0, 40)), min_size=2, max_size=12), st.integers(1, 400_000)
)
@settings(max_examples=200, deadline=None)
def test_many_base_units_are_counted_in_steps_and_never_too_early(lots: list[tuple[int, int]], need: int) -> None:
    coming = [Arrival(str(n), units, (day, day + 9), (0.7, 0.97)) for n, (units, day) in enumerate(lots)]
    cover = Cover(coming, None, need)
    day = cover.day(need, LATEST)
    totals: dict[int, float] = {0: 1.0}
    for arrival in coming:
        chance = arrival.chance_by(day if day is not None else 365)
        more: dict[int, float] = {}
        for came, share in totals.items():
            more[came + (arrival.quantity or 0)] = more.get(came + (arrival.quantity or 0), 0.0) + share * chance
            more[came] = more.get(came, 0.0) + share * (1 - chance)
        totals = more
    if day is not None:
        assert sum(share for came, share in totals.items() if came >= need) >= LATEST - 1e-9


def test_a_date_that_rests_on_either_of_two_deliveries_is_not_called_confirmed() -> None:
    """What is printed as confirmed is carried by what was confirmed, alone."""
    record = Habits("LUM", spread((0, 20), (0.7, 1.0), 100))
    alone = promised(1, due(5), record=record, can_order=False, handling=0)
    either = promised(1, due(5), due(6, confirmed=False), record=record, can_order=False, handling=0)
    assert alone is not None
    assert either is not None
    assert (alone.certainty, alone.latest_on) == ("estimated", in_days(25))
    assert (either.certainty, either.latest_on) == ("estimated", in_days(6))
    assert all(peg.latest_on is not None and peg.latest_on <= either.latest_on for peg in either.basis)


@pytest.mark.parametrize(
    ("usual", "certainty", "latest"), [(0, "confirmed", 6), (-8, "estimated", 3), (9, "estimated", 15)]
)
def test_only_the_day_that_a_supplier_confirmed_is_called_confirmed(usual: int, certainty: str, latest: int) -> None:
    """A day that the supplier's record has moved is the shop's own; the day to make goods ready follows from theirs."""
    days = 5 if usual >= 0 else 10
    found = promised(1, due(days), record=Habits("LUM", spread((usual,), (1.0,), 100)), can_order=False, handling=1)
    assert found is not None
    assert (found.certainty, found.latest_on) == (certainty, in_days(latest))


@pytest.mark.parametrize("days", [5, 4, 2, 1, 0])
def test_goods_of_an_early_supplier_that_are_not_here_are_not_due_tomorrow_for_ever(days: int) -> None:
    """Later than they ever were, and not due yet: not before the supplier's own day, and not sure on it either."""
    early = Habits("LUM", spread((-12, -10, -8, -6), (0.25, 0.5, 0.75, 1.0), 80))
    found = promised(1, due(days), record=early, can_order=False, handling=0)
    assert found is not None
    assert found.likely_on == in_days(days)
    assert in_days(days) < found.latest_on <= in_days(days + 7)
    assert found.certainty == "estimated"


def test_what_few_receipts_say_of_goods_so_late_counts_for_what_it_is_worth() -> None:
    few = Habits("LUM", spread((-12, -6, 20), (0.5, 0.95, 1.0), 60))
    found = promised(1, due(3), record=few, can_order=False, handling=0)
    assert found is not None
    assert in_days(3) <= found.likely_on
    assert in_days(10) < found.latest_on <= in_days(23)


def test_two_hundred_deliveries_cost_no_more_than_a_few() -> None:
    """Sums out of reach and days later than ordering anew are left out; what is told is the same."""
    record = Habits("LUM", spread((-2, 0, 3, 8), (0.2, 0.5, 0.8, 1.0), 60), spread((30,), (1.0,), 60))
    many = [due(3 + nth, 5, number=f"PO-{nth}") for nth in range(200)]
    far, near = promised(900, *many, record=record), promised(900, *many[:40], record=record)
    assert far is not None
    assert near is not None
    assert (far.likely_on, far.latest_on) == (near.likely_on, near.latest_on)
