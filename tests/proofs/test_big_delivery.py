"""A delivery of 10,000 products against 20,000 lines that wait: shared at once, booked as one step, replayed alike."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bench import big_delivery, shops
from bench.big_delivery import CAME, NUMBER, WANTED
from bench.goods import product_at
from pos.domain.people import OWNER
from pos.domain.waiting_rules import SHARINGS, Sharing
from pos.register import Register
from pos.store.oplog import LARGEST_BODY
from pos.store.verify import verify
from pos.usecases.availability import today_in
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish
from pos.usecases.in_bulk import holding_many, in_bulk
from pos.usecases.receiving import Arrival
from pos.usecases.sharing import share_out
from tests.counting import steps
from tests.usecases.desk import nothing_changes

SMALL, LARGE = 200, 10_000


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    for name in ("RAINCHECK_STATE", "RAINCHECK_KEY_STORE"):
        monkeypatch.setenv(name, "")  # so that what the bench sets is undone after the test
    shops.keep_to(tmp_path)
    register = big_delivery.make(tmp_path / "shop", SMALL)
    yield register
    register.close()


@pytest.mark.parametrize("rule", SHARINGS)
def test_sharing_a_product_costs_what_its_own_lines_cost_however_big_the_delivery(rule: Sharing) -> None:
    """One product that many wait for, beside very many that few wait for: each costs what it costs alone."""
    few, many = big_delivery.queues(LARGE // 10), big_delivery.queues(1, LARGE // 10)
    beside = steps(lambda: big_delivery.share_all([*few, *many], rule))
    alone = steps(lambda: big_delivery.share_all(many, rule))
    each = steps(lambda: big_delivery.share_all(few[:1], rule))
    assert beside - alone <= each * len(few)
    assert steps(lambda: big_delivery.share_all(few, rule)) <= each * len(few)


@pytest.mark.parametrize("rule", SHARINGS)
def test_what_a_register_does_for_a_product_grows_with_its_own_lines_only(shop: Register, rule: Sharing) -> None:
    """Reading and sharing, many waiting for one product beside products that few wait for: the work of both together is
    that of each by itself, and the rows are read by the same few statements."""
    shop.change_shop(waiting=replace(shop.shop().waiting, sharing=rule))
    much, *rest = [product_at(place).sku for place in range(SMALL)]
    customer = CustomerWish(id=shop.find_customers("Customer", 1)[0].id)
    for _ in range(60):
        shop.sell(Checkout((LineWish(much, 1, "backorder"),), (TenderWish("cash", None),), customer))
    with shop.ledger.reading() as records:
        products = records.products_of([much, *rest])

        def cost(skus: Sequence[str]) -> int:
            free = dict.fromkeys(skus, CAME)
            today = today_in(shop.shop(), shop.clock.now())
            return steps(lambda: share_out(records, free, products=products, today=today, person=OWNER))

        cost([much])  # what is learned once a day is learned
        one, half, all_, both = cost([much]), cost(rest[:100]), cost(rest), cost([much, *rest])
    assert both <= one + all_
    assert all_ <= 2 * half


def test_a_delivery_of_many_products_is_one_step_in_several_operations_and_replays_the_same(shop: Register) -> None:
    arrivals = [Arrival(product_at(place).sku, CAME, NUMBER) for place in range(SMALL)]
    with nothing_changes(shop):
        said = shop.receive(arrivals, dry_run=True)
    done = shop.receive(arrivals)
    assert (said.gets, said.to_shelf, said.short) == (done.gets, done.to_shelf, done.short)
    assert [one.units for one in done.gets] == [WANTED, CAME - WANTED] * SMALL
    assert not any(done.to_shelf.values())
    assert len(done.short) == SMALL
    with shop.ledger.database.reading() as cursor:
        cursor.execute("SELECT max(length(bytes)), count(*) FROM op WHERE kind = 'goods_received'")
        longest, operations = cursor.fetchone() or (0, 0)
    assert operations > 1
    assert longest <= LARGEST_BODY
    verdict = verify(shop.ledger)
    assert verdict.ok, verdict.faults


def test_what_is_asked_for_many_products_at_once_is_what_each_says_by_itself(shop: Register) -> None:
    skus = [product_at(place).sku for place in range(0, SMALL, 7)]
    with shop.ledger.reading() as records:
        bulk = in_bulk(records, skus)
        queues = records.queues(skus)
        for sku in skus:
            assert queues[sku] == records.queue(sku)
            assert list(bulk.open_lines(sku)) == list(records.open_lines(sku))
            assert list(bulk.supplies(sku)) == list(records.supplies(sku))
            assert (bulk.product(sku), bulk.stock_here(sku)) == (records.product(sku), records.stock_here(sku))
        assert records.open_purchase_lines([NUMBER])[NUMBER] == list(records.purchase_order(NUMBER))


def test_a_big_delivery_leaves_clearing_away_as_it_was_also_when_it_is_called_off() -> None:
    assert gc.isenabled()
    with holding_many(LARGE):
        assert not gc.isenabled()
        with holding_many(LARGE):
            pass
        assert not gc.isenabled()
    with pytest.raises(KeyError), holding_many(LARGE):
        raise KeyError
    with holding_many(1):
        assert gc.isenabled()


@pytest.mark.nightly
def test_ten_thousand_products_against_twenty_thousand_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every line is served in its turn, the log holds it in operations that fit, and says the same when replayed."""
    for name in ("RAINCHECK_STATE", "RAINCHECK_KEY_STORE"):
        monkeypatch.setenv(name, "")
    shops.keep_to(tmp_path)
    register = big_delivery.make(tmp_path / "shop", LARGE)
    try:
        found = big_delivery.measure(register, LARGE)
        with capsys.disabled():
            print(f"\nsharing {found.sharing:.3f} s, dry run {found.dry_run:.2f} s, booking {found.booking:.2f} s")
        assert [one.units for one in found.done.gets] == [WANTED, CAME - WANTED] * LARGE
        verdict = verify(register.ledger)
        assert verdict.ok, verdict.faults
    finally:
        register.close()
