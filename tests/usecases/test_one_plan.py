"""Promises and sharing read one plan: goods given out by it break nobody's told day, with far wishes and classes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest

from pos.domain import errors
from pos.domain.incoming import IncomingDelivery, IncomingSupplier
from pos.domain.people import OWNER, Customer
from pos.domain.waiting_rules import Sharing, WaitingRules
from pos.register import Register
from pos.usecases.checkout import CustomerWish, LineWish
from pos.usecases.receiving import Arrival
from pos.usecases.sale_customer import keep_customer
from pos.usecases.sharing import Give
from tests.builders import FixedClock, product, put_supply, sample_shop
from tests.usecases.desk import CARD, MANAGER, labels_of, sell
from ui.samples import put_punctual_record

GOODS = "Q"
TODAY = date(2026, 11, 24)
CLASSES = {"vip": 10, "trade": 30, "person": 50}
Make = Callable[..., Register]


def shop_with(make: Make, sharing: Sharing, supplier: str = "ACM") -> tuple[Register, FixedClock]:
    """A register with one product: on order with a punctual supplier, and to be had anew, if at all, from another, so
    that what is learned from goods coming in early says nothing of the latter."""
    shop = sample_shop(waiting=WaitingRules(sharing=sharing, rank_of={"vip": 10, "trade": 30}))
    register = make(shop, [product(GOODS, GOODS, 1000, supplier=supplier)])
    register.import_rows("suppliers", [IncomingSupplier(2, "ACM", "Acme", lead_time_days=9)])
    put_punctual_record(register)
    register.import_rows("deliveries", [_delivered("ACM", 12 * nth) for nth in range(60)])
    with register.ledger.writing() as tx:
        for one in CLASSES:
            keep_customer(
                tx, Customer(one, one, "0209460018", address="1 Mill Lane", consent=True, customer_class=one), OWNER
            )
    clock = register.clock
    assert isinstance(clock, FixedClock)
    return register, clock


def _delivered(supplier: str, days_ago: int) -> IncomingDelivery:
    came = TODAY - timedelta(days=5 + days_ago)
    return IncomingDelivery(2, supplier, came - timedelta(days=9), came, came, quantity=10, received=10)


def order(
    register: Register, clock: FixedClock, customer: str, units: int, wanted_on: date | None = None, *, to: str = "",
    whole: bool = False,
) -> str:  # fmt: skip
    """One order for all of it later, an instant after the one before."""
    clock.pass_time(timedelta(minutes=3))
    wish = LineWish(
        GOODS, units, take="backorder", override="they want it", wanted_on=wanted_on,
        route="other_store" if to else "collect", route_to=to,
    )  # fmt: skip
    return sell(register, wish, tenders=[CARD], customer=CustomerWish(id=customer), ship_complete=whole).number


def told(register: Register, number: str) -> date | None:
    found = register.order(number)
    assert found is not None
    return found.lines[0].promised_on


def got(register: Register, *numbers: str) -> list[int]:
    return [sum(line.allocated for line in found.lines) for one in numbers if (found := register.order(one))]


def places(register: Register, *numbers: str) -> list[int | None]:
    """Their places in the queue, 1 the first."""
    return [register.place_in_queue(found) for one in numbers if (found := register.order(one))]


@pytest.mark.parametrize("sharing", ["class", "first_come"])
def test_p10_in_the_whole_register_goods_that_are_shared_out_break_no_told_day(make: Make, sharing: Sharing) -> None:
    """Orders of three classes, with wishes near and far, whole or in parts, for here and for another store; what comes
    in meanwhile, some of it given out by hand. Only those whom a person passed over may be late by it."""
    ahead = far = 0
    for seed in range(14):
        random = Random(seed)
        register, clock = shop_with(make, sharing, random.choice(["ACM", "ACM", ""]))
        for nth in range(3):
            put_supply(
                register, GOODS, random.randint(3, 8), TODAY + timedelta(days=random.randint(5, 25)), number=f"P{nth}"
            )
        numbers = []
        for _ in range(3):
            for _ in range(random.randint(1, 5)):
                wish = random.choice([None, None, TODAY + timedelta(days=random.randint(8, 45))])
                try:
                    numbers.append(
                        order(
                            register, clock, random.choice([*CLASSES]), random.randint(1, 4), wish,
                            to=random.choice(["", "", "S02"]), whole=random.random() < 0.2,
                        )
                    )  # fmt: skip
                except errors.NotBackorderable:
                    continue
            clock.pass_time(timedelta(days=random.randint(0, 1)))
            give = []
            if numbers and random.random() < 0.2 and not sum(got(register, one := random.choice(numbers))):
                give = [Give(one, 1)]
            try:
                done = register.shelf.receive(
                    [Arrival(GOODS, random.randint(1, 3), random.choice(["P0", "P1", "P2"]), over_why="more came")],
                    give=give, why="they are going away" if give else "", person=MANAGER,
                )  # fmt: skip
            except errors.UnknownCode:
                continue  # all of that order is here
            by_hand = {one.order for _, one in done.passed if one.why == "by_hand"}
            assert [one for one in done.broken if one.order not in by_hand] == [], (seed, sharing)
            ahead += sum(one.why == "class" for _, one in done.passed)
            far += sum(one.why == "wanted_by" for _, one in done.passed)
    assert far > 3
    assert ahead > 3 or sharing != "class"


FAR = date(2026, 12, 30)


@pytest.mark.parametrize("sharing", ["class", "first_come"])
def test_who_wants_goods_soon_is_told_the_day_on_which_they_go_to_them_before_a_far_wish(
    make: Make, sharing: Sharing
) -> None:
    """The place ahead of a far wish counts for the day told, for the place told, and for who gets the goods."""
    register, clock = shop_with(make, sharing)
    put_supply(register, GOODS, 4, date(2026, 12, 1), number="P0")
    later = order(register, clock, "person", 4, FAR)
    seen = register.look_up(GOODS, 2)
    assert (seen.here.queue_ahead, seen.promise and seen.promise.latest_on) == (0, date(2026, 12, 2))
    soon = [order(register, clock, "person", units) for units in (2, 1)]
    assert [told(register, one) for one in soon] == [date(2026, 12, 2)] * 2
    assert places(register, *soon, later) == [1, 2, 3]
    with register.ledger.reading() as records:
        paper = records.receipt(soon[1])
    assert paper is not None
    assert labels_of(paper.document)["Place in the queue"] == "2"
    done = register.shelf.receive([Arrival(GOODS, 4, "P0")], person=MANAGER)
    assert [(one.order, one.units) for one in done.gets] == [(soon[0], 2), (soon[1], 1), (later, 1)]
    assert done.broken == ()


def test_by_class_nobody_passes_whoever_is_told_a_day_that_counts_on_the_goods_before_a_far_wish(make: Make) -> None:
    register, clock = shop_with(make, "class")
    put_supply(register, GOODS, 6, date(2026, 12, 1), number="P0")
    put_supply(register, GOODS, 9, date(2026, 12, 19), number="P1")
    order(register, clock, "person", 4, FAR)
    first = order(register, clock, "person", 5)
    better = order(register, clock, "vip", 2)
    assert [told(register, one) for one in (first, better)] == [date(2026, 12, 2), date(2026, 12, 4)]
    done = register.shelf.receive([Arrival(GOODS, 2, "P0")], person=MANAGER)
    assert (got(register, first, better), done.broken) == ([2, 0], ())


def test_when_the_turn_of_a_far_wish_comes_nobody_who_was_told_a_day_meanwhile_waits_longer(make: Make) -> None:
    """Its turn comes when goods for it are kept until its day, two weeks before: on 28 November."""
    register, clock = shop_with(make, "first_come")
    put_supply(register, GOODS, 4, date(2026, 12, 1), number="P0")
    wished = order(register, clock, "person", 4, date(2026, 12, 12))
    clock.pass_time(timedelta(days=1))
    before = order(register, clock, "person", 2)
    clock.pass_time(timedelta(days=5))
    after = order(register, clock, "person", 1)
    assert places(register, before, wished, after) == [1, 2, 3]
    assert told(register, before) == date(2026, 12, 2)
    assert register.promises.review().broken == ()
    register.shelf.receive([Arrival(GOODS, 3, "P0")], person=MANAGER)
    assert got(register, before, wished, after) == [2, 1, 0]


def test_a_wish_moved_nearer_goes_behind_those_who_wait_and_one_moved_away_lets_them_pass(make: Make) -> None:
    register, clock = shop_with(make, "first_come")
    put_supply(register, GOODS, 4, date(2026, 12, 1), number="P0")
    first = order(register, clock, "person", 3, FAR)
    second, third = (order(register, clock, "person", units) for units in (2, 2))
    clock.pass_time(timedelta(minutes=3))
    changed = register.waiting.change_wishes(first, forget=["wanted_on"])
    assert places(register, first, second, third) == [3, 1, 2]
    assert [one.latest_on for one in changed.told] == [date(2026, 12, 4)]
    assert changed.broken == ()
    register.waiting.change_wishes(second, wanted_on=FAR)
    assert places(register, first, second, third) == [2, 3, 1]


def test_the_back_of_the_queue_is_behind_who_waits_now_and_ahead_of_wishes_whose_turn_is_to_come(make: Make) -> None:
    register, clock = shop_with(make, "first_come")
    later = order(register, clock, "person", 1, FAR)
    first, second = (order(register, clock, "person", 1) for _ in range(2))
    register.board.move_queue([(first, 1)], to="back", reason="asked to", person=MANAGER)
    assert places(register, second, first, later) == [1, 2, 3]
    new = order(register, clock, "person", 1)
    assert places(register, second, first, new, later) == [1, 2, 3, 4]


def test_by_class_a_line_for_another_store_is_not_made_to_miss_its_day_there(make: Make) -> None:
    """It has to be here the days of the way before the day told."""
    register, clock = shop_with(make, "class", "")
    put_supply(register, GOODS, 2, date(2026, 12, 1), number="P0")
    put_supply(register, GOODS, 2, date(2026, 12, 3), number="P1")
    away = order(register, clock, "person", 2, to="S02")
    better = order(register, clock, "vip", 2)
    assert told(register, away) == date(2026, 12, 4)
    done = register.shelf.receive([Arrival(GOODS, 1, "P0")], person=MANAGER)
    assert (got(register, away, better), done.broken) == ([1, 0], ())


def test_p9_by_class_one_unit_more_may_let_a_better_class_pass_and_so_give_somebody_less(make: Make) -> None:
    """The exception to P9, by name. With one unit here, three to come on 1 December do not suffice for both, so nobody
    passes who was told 2 December; with two they do. Whoever is passed gets less today, and all by their day. To share
    as if the unit more were not there would keep it from a better class although nobody is harmed."""
    register, clock = shop_with(make, "class", "")
    put_supply(register, GOODS, 3, date(2026, 12, 1), number="P0")
    put_supply(register, GOODS, 3, date(2026, 12, 10), number="P1")
    first, better = order(register, clock, "person", 2), order(register, clock, "vip", 3)
    given = {}
    for units in (1, 2):
        done = register.shelf.receive([Arrival(GOODS, units)], dry_run=True, person=MANAGER)
        given[units] = {one.order: one.units for one in done.gets}
    assert given == {1: {first: 1}, 2: {better: 2}}
    done = register.shelf.receive([Arrival(GOODS, 2)], person=MANAGER)
    assert done.broken == ()
    register.shelf.receive([Arrival(GOODS, 3, "P0")], person=MANAGER)
    assert got(register, first, better) == [2, 3]
