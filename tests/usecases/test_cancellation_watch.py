"""The watch on cancellations over a shop's own orders: what is shown, and what the advisor learns of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from pos.domain.policy_rules import PolicyRules
from pos.register import Register
from pos.usecases.cancellation_watch import ALL
from tests.builders import ADA, NOON, FixedClock, put_products, put_supply, sample_register
from tests.builders import product as a_product
from tests.usecases.desk import order_later

TODAY = NOON.date()
Line = tuple[int, int, int | None, int | None]
"""(taken so many days ago, promised wait, ready and given up after so many days, each None for not)."""


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Register]:
    """A shop whose past is written straight into its rows: no order can be given up at the counter yet, so these
    records could not be made again from the log."""
    register = sample_register(tmp_path / "shop", clock=FixedClock())
    put_products(register, [a_product("CHR", "Chair", 12_000, category="Chairs", supplier="")])
    put_supply(register, "CHR", 90, TODAY + timedelta(days=20), number="PO-9")
    yield register
    register.close()


def put_past(register: Register, lines: Sequence[Line], sku: str = "CHR") -> None:
    """Orders of the past, one line each."""
    with register.ledger.database.writing() as cursor:
        cursor.execute("SELECT count(*) FROM customer_order")
        start = int((cursor.fetchone() or (0,))[0])
        for nth, (ago, wait, ready, off) in enumerate(lines, start=start):
            taken = TODAY - timedelta(days=ago)
            ended = ready if off is None else off
            is_open = ended is None or ended > ago
            off = None if off is not None and off > ago else off
            ready = None if ready is not None and ready > ago else ready
            cursor.execute(
                "INSERT INTO customer_order (number, customer, taken_on, taken_at, store, register, person, mode, "
                "language, total, is_open, ship_complete) "
                "VALUES (?, ?, ?, ?, 'S01', 'R2', 'owner', 'deposit', 'en', 0, ?, 0)",
                (f"P-{nth}", ADA, taken.isoformat(), taken.isoformat(), int(is_open)),
            )
            cursor.execute(
                "INSERT INTO order_line (number, line, sku, name, ordered, allocated, handed_over, cancelled, "
                "unit_price, total, tax, tax_rate, promised_on, words, certainty, basis, queue_key, is_open, ready_on, "
                "cancelled_on) VALUES (?, 1, ?, '', 1, 0, ?, ?, 0, 0, 0, 0, ?, '', '', '[]', ?, ?, ?, ?)",
                (
                    f"P-{nth}", sku, int(not is_open and off is None), int(off is not None),
                    day(taken, wait), f"00:{nth:020d}", int(is_open), day(taken, ready), day(taken, off),
                ),
            )  # fmt: skip


def day(taken: date, after: int | None) -> str | None:
    return None if after is None else (taken + timedelta(days=after)).isoformat()


CALM: list[Line] = [(400 - nth, 20, 21, None) for nth in range(300)]
"""An order a day from 400 to 100 days ago, all served after three weeks."""
ROSE: list[Line] = [(90 - nth, 20, None, 14) if nth % 2 else (90 - nth, 20, 21, None) for nth in range(70)]
"""Then every second customer gives up after two weeks."""


def test_a_shop_without_orders_shows_and_learns_nothing(shop: Register) -> None:
    assert shop.promises.cancellations() == ()
    found = shop.promises.review()
    assert (found.cuts, found.longest_waits) == ({}, {})


def test_a_rise_rings_and_is_told_with_what_was_usual(shop: Register) -> None:
    """R35: cancellations by wait, and a suggestion when they rise."""
    put_past(shop, CALM + ROSE)
    whole, band = shop.promises.cancellations()
    assert (whole.category, whole.band, band.band) == ("Chairs", ALL, "15-28")
    assert (whole.cancelled, whole.alarm, band.alarm) == (35, True, True)
    assert whole.sentence.startswith(f"35 of {whole.orders} cancelled, usual ")
    assert "99 % sure it rose" in whole.sentence
    assert "Longest waits are cut" in whole.sentence or "No orders are advised" in whole.sentence
    assert 0 < whole.usual < 0.05


def test_a_calm_shop_hears_no_alarm(shop: Register) -> None:
    put_past(shop, [*CALM, *((90 - nth, 40 if nth % 2 else 5, 6, None) for nth in range(80))])
    rows = shop.promises.cancellations()
    assert [row.band for row in rows] == [ALL, "0-7", "15-28", "29-56"]
    assert rows[0].orders == sum(row.orders for row in rows[1:])
    assert not any(row.alarm or row.cancelled for row in rows)
    assert shop.promises.review().cuts == {}


def test_an_alarm_shortens_the_wait_that_is_advised_until_customers_stay_again(shop: Register) -> None:
    longest = shop.look_up("CHR", 2).advice.longest_wait_days
    put_past(shop, CALM + ROSE[:14])
    found = shop.promises.review()
    assert found.cuts == {"Chairs": 1}
    seen = shop.look_up("CHR", 2).advice
    assert seen.longest_wait_days == longest * 70 // 100
    assert "cancellations" in [reason.rule for reason in seen.reasons]
    assert shop.look_up("LMP-0012").advice.longest_wait_days == 42
    put_past(shop, [(60 - nth % 50, 20, 9, None) for nth in range(120)])
    assert shop.promises.review().cuts == {}
    assert shop.look_up("CHR", 2).advice.longest_wait_days == longest


def test_what_customers_bore_takes_the_place_of_the_class(shop: Register) -> None:
    """More than 15 % of them had given up by the 15th day."""
    put_past(shop, [(300 - nth, 20, None, 15) if nth % 5 == 0 else (300 - nth, 20, 30, None) for nth in range(100)])
    assert shop.promises.review().longest_waits == {"Chairs": 14}
    seen = shop.look_up("CHR", 2).advice
    assert (seen.decision, seen.longest_wait_days, seen.reasons[0].source) == ("waitlist", 14, "learned")
    shop.change_shop(policy=PolicyRules(off=frozenset({"learned"})))
    assert shop.look_up("CHR", 2).advice.longest_wait_days != 14


def test_the_learned_wait_stays_for_a_month_and_an_alarm_comes_the_same_day(shop: Register) -> None:
    shop.promises.review()
    put_past(shop, [(300 - nth, 20, None, 15) if nth % 5 == 0 else (300 - nth, 20, 30, None) for nth in range(100)])
    put_past(shop, ROSE)
    found = shop.promises.review()
    assert found.longest_waits == {}
    assert found.cuts["Chairs"] > 0
    shop.clock.pass_time(timedelta(days=7))  # type: ignore[attr-defined]  # the tests' own clock
    assert shop.promises.review().longest_waits != {}


def test_orders_from_the_shelf_and_fewer_units_are_no_customer_who_gave_up(shop: Register) -> None:
    put_past(shop, [(10, 0, 0, None)] * 3)
    assert shop.promises.cancellations() == ()
    order_later(shop, "CHR", 3)
    with shop.ledger.database.writing() as cursor:
        cursor.execute("UPDATE order_line SET cancelled = 1, cancelled_on = ? WHERE is_open", (TODAY.isoformat(),))
    whole, _ = shop.promises.cancellations()
    assert (whole.orders, whole.cancelled) == (1, 0)


def test_what_an_older_program_kept_still_applies(register: Register) -> None:
    """The rows of a look without cuts and waits are made again as they were."""
    old = {"half_life": 180, "cautious": ["LUM"], "month": "2026-11"}
    with register.ledger.writing() as tx:
        tx.append("record_reviewed", old, person="owner")
        assert tx.learned_settings() == old
    assert register.look_up("LMP-0012").advice.longest_wait_days == 42
    with register.ledger.writing() as tx:
        tx.append("record_reviewed", old | {"cuts": {"": 2}, "longest_waits": {"": 30}}, person="owner")
    assert register.look_up("LMP-0012").advice.longest_wait_days == 30 * 70 * 70 // 10_000
    assert register.look_up("LMP-0012").advice.deposit_percent >= 20
