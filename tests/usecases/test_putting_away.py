"""After a delivery: where each order's goods lie and how its customer hears of it; counts that begin with a scan."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from pos.domain.errors import StaleOrder, UnknownCode
from pos.domain.hold_places import HoldPlace
from pos.register import Register
from pos.store.verify import verify
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish
from pos.usecases.receiving import Arrival
from tests.builders import ADA, BEN, LAMP, SHADE, FixedClock, barcode, put_supply, sample_register


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: FixedClock) -> Register:
    monkeypatch.setenv("RAINCHECK_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("RAINCHECK_KEY_STORE", "file")
    return sample_register(tmp_path / "shop", clock=clock)


def order(shop: Register, units: int = 1, who: str = ADA) -> str:
    lines = (LineWish(LAMP, units, later=units),)
    return shop.sell(Checkout(lines, (TenderWish("card"),), CustomerWish(id=who))).number


def test_each_order_gets_a_place_until_the_shelf_is_full_and_the_others_go_on(
    shop: Register, clock: FixedClock
) -> None:
    """R58. The order that finds no place is said with the reason; both customers hear all the same."""
    shop.shelf.put_places([HoldPlace("B2", capacity=1)])
    first, second = order(shop), order(shop, who=BEN)
    clock.pass_time(timedelta(days=1))
    received = shop.shelf.receive([Arrival(LAMP, 2)])
    heard: list[tuple[int, int]] = []
    away = shop.shelf.put_away([one.order for one in received.gets], report=lambda n, of: heard.append((n, of)))
    assert [(one.order, one.customer_name, one.bag.place if one.bag else "") for one in away] == [
        (first, "Ada Osei", "B2"), (second, "Ben Moreau", ""),
    ]  # fmt: skip
    assert "no place with room" in away[1].refused
    assert {one.told for one in away} <= {"message", "call"}
    assert heard == [(1, 2), (2, 2)]
    assert verify(shop.ledger).ok


def test_who_stood_at_the_counter_is_not_told_again(shop: Register) -> None:
    shop.shelf.put_places([HoldPlace("B2")])
    number = order(shop)
    shop.shelf.receive([Arrival(LAMP, 1)])
    assert shop.shelf.put_away([number])[0].told == ""


def test_a_dry_run_says_who_waits_on_and_gets_nothing(shop: Register) -> None:
    order(shop, 2)
    order(shop, 1, BEN)
    seen = shop.shelf.receive([Arrival(LAMP, 2)], dry_run=True)
    assert [(one.customer_name, one.units, one.still, one.place) for one in seen.gets] == [("Ada Osei", 2, 0, 1)]
    assert [(one.customer_name, one.units, one.still, one.place) for one in seen.waits] == [("Ben Moreau", 0, 1, 2)]


def test_what_the_report_raises_calls_the_booking_off(shop: Register) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        assert (done, total) == (1, 1)
        raise Stopped

    with pytest.raises(Stopped):
        shop.shelf.receive([Arrival(LAMP, 2)], report=stop)
    assert shop.look_up(LAMP).here.on_hand == 0
    assert verify(shop.ledger).ok


def test_a_count_begins_with_a_scan_against_the_order_that_is_due_first(shop: Register) -> None:
    put_supply(shop, LAMP, 5, date(2026, 11, 27), number="PO-1010")
    counting, number = shop.shelf.count_from(barcode(12))
    assert number == "PO-1010"
    assert [(line.sku, line.expected, line.counted) for line in counting.lines()] == [(LAMP, 5, 1)]
    counting, number = shop.shelf.count_from(SHADE)
    assert (number, [(line.expected, line.counted) for line in counting.lines()]) == ("", [(0, 1)])
    with pytest.raises(UnknownCode):
        shop.shelf.count_from("nothing")


def test_the_same_count_goes_on_against_another_order(shop: Register) -> None:
    counting, _ = shop.shelf.count_from(SHADE)
    counting.damage(SHADE, 1, "Wet")
    again = shop.shelf.count_again(counting, ["PO-1007"])
    assert {line.sku: (line.expected, line.counted, line.damaged) for line in again.lines()} == {
        LAMP: (12, 0, 0), SHADE: (0, 1, 1),
    }  # fmt: skip
    assert shop.shelf.scan(again, barcode(30)).counted == 2


def test_what_a_hand_over_will_ask_for_is_what_it_asks_for(shop: Register) -> None:
    """Of all, of a part, and of an order that was changed meanwhile."""
    number = order(shop, 3)
    shop.shelf.receive([Arrival(LAMP, 2)])
    seen = shop.waiting.foresee_collecting(number)
    assert seen.units == {1: 2}
    assert (seen.total.minor, seen.deposit.minor, seen.due.minor) == (9000, 4500, 4500)
    part = shop.waiting.foresee_collecting(number, {1: 1}, version=seen.version)
    done = shop.collect(number, [TenderWish("card")], lines={1: 1}, version=seen.version)
    assert (part.total, part.deposit, part.due) == (done.total, done.deposit_applied, done.due_now)
    with pytest.raises(StaleOrder):
        shop.waiting.foresee_collecting(number, version=seen.version)
