"""What a date rests on is said as it is: whose goods, whose day, how many orders ahead, and what was not a promise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pos.domain import errors
from pos.domain.policy_rules import PolicyRules
from pos.domain.receipt import KeyValue
from pos.register import Register
from pos.store.verify import verify
from pos.usecases.checkout import CustomerWish, LineWish
from pos.usecases.receiving import Arrival
from tests.builders import ADA, BEN, NOON, FixedClock, put_products, put_stock
from tests.builders import product as a_product
from tests.usecases.desk import order_later, sell

TODAY = date(2026, 11, 24)


def days(number: int) -> str:
    return (TODAY + timedelta(days=number)).isoformat()


def known(register: Register, supplier: str, late: int, count: int = 40) -> None:
    """A supplier with a record: each delivery so many days late."""
    rows = [
        {
            "key": f"{supplier}-{count}-{nth}", "supplier": supplier, "ordered_on": days(-40 - 5 * nth),
            "promised_on": days(-20 - 5 * nth - late), "delivered_on": days(-20 - 5 * nth), "sku": "", "quantity": 10,
            "received": 10, "lane": "", "shipment": "",
        }
        for nth in range(count)
    ]  # fmt: skip
    with register.ledger.writing() as tx:
        tx.append("deliveries_put", {"deliveries": rows}, person="owner")


def on_order(register: Register, number: str, supplier: str, sku: str, units: int, due: int) -> None:
    row = {
        "number": number, "line": 1, "supplier": supplier, "sku": sku, "quantity": units, "received": 0, "cancelled": 0,
        "ordered_on": days(-25), "expected_on": days(due), "confirmed": 1, "to_store": "S01", "shipment": "",
    }  # fmt: skip
    with register.ledger.writing() as tx:
        tx.append("purchase_lines_put", {"lines": [row]}, person="owner")


@pytest.fixture
def lamp(register: Register) -> str:
    """A product that usually comes from BAD."""
    for supplier, late in (("GOOD", 0), ("BAD", 9)):
        known(register, supplier, late)
    put_products(register, [a_product("LMP-9", "Lamp nine", 1000, supplier="BAD")])
    return "LMP-9"


def test_the_record_that_counts_is_that_of_whose_goods_the_date_stands_on(register: Register, lamp: str) -> None:
    on_order(register, "PO-G", "GOOD", lamp, 5, 5)
    seen = register.look_up(lamp, 2)
    assert seen.promise is not None
    assert seen.promise.suppliers == ("GOOD",)
    assert seen.advice.decision == "backorder"
    order_later(register, lamp, 2)
    with register.ledger.reading() as records:
        assert "GOOD" in {row[0] for row in records.promises_told()}
    assert verify(register.ledger).ok


def test_goods_that_lay_on_the_shelf_kept_no_promise(register: Register, lamp: str) -> None:
    put_stock(register, {(lamp, "S01"): 5})
    order_later(register, lamp, 2)
    assert register.promises.quality().overall.n == 0


def test_an_order_without_a_coming_day_is_confirmed_only_with_a_day(register: Register, lamp: str) -> None:
    on_order(register, "PO-L", "GOOD", lamp, 5, -21)
    with pytest.raises(errors.BadDate, match="Say the new day"):
        register.buying.confirm("PO-L")
    assert register.buying.confirm("PO-L", TODAY + timedelta(days=3)).order.lines[0].confirmed


def test_parts_weeks_apart_are_told_apart(register: Register, lamp: str) -> None:
    on_order(register, "PO-1", "GOOD", lamp, 5, 4)
    on_order(register, "PO-2", "GOOD", lamp, 5, 30)
    known(register, "GOOD", 0, 200)
    seen = register.look_up(lamp, 7)
    assert seen.promise is not None
    assert len(seen.promise.parts) > 1
    assert seen.words.startswith("5 by ")
    assert ", 2 by " in seen.words
    sold = order_later(register, lamp, 7)
    assert sold.backorders[0].words == seen.words


def test_the_place_on_the_shops_copy_counts_orders(register: Register, lamp: str) -> None:
    on_order(register, "PO-1", "GOOD", lamp, 50, 4)
    order_later(register, lamp, 7)
    sold = order_later(register, lamp, 2, BEN)
    places = [(b.value, b.copy) for b in sold.receipt.blocks if isinstance(b, KeyValue) and b.label.startswith("Place")]
    assert places == [("2", "store")]


def test_goods_that_are_still_on_order_have_somebody_who_supplies_them(register: Register) -> None:
    known(register, "GONE", 0)
    put_products(register, [a_product("LMP-8", "Lamp eight", 1000, supplier="GONE")])
    with register.ledger.writing() as tx:
        row = {
            "supplier": "GONE", "name": "Gone", "lead_time_days": 9, "country": "GB", "order_days": "", "minimum": None,
            "email": "", "phone": "", "active": 0,
        }  # fmt: skip
        tx.append("suppliers_put", {"suppliers": [row]}, person="owner")
    assert register.look_up("LMP-8", 1).advice.decision == "stop"
    on_order(register, "PO-1", "GONE", "LMP-8", 5, 4)
    assert register.look_up("LMP-8", 7).advice.reasons[0].rule != "no-supplier"


def test_a_rule_that_is_off_says_nothing(register: Register, lamp: str) -> None:
    on_order(register, "PO-1", "GOOD", lamp, 5, 60)
    register.change_shop(policy=replace(PolicyRules(), off=frozenset({"wait", "supplier"})))
    advice = register.look_up(lamp, 2).advice
    assert advice.decision == "backorder"
    assert not any("longer than" in reason.sentence or "within" in reason.sentence for reason in advice.reasons)


def test_a_product_is_never_its_own_substitute_nor_named_twice(register: Register) -> None:
    put_products(
        register, [a_product("A-1", "A", 1000, substitutes=["A-1", "B-1", "B-1"]), a_product("B-1", "B", 1000)]
    )
    put_stock(register, {("A-1", "S01"): 1, ("B-1", "S01"): 1})
    assert [one.product.sku for one in register.look_up("A-1", 3).substitutes] == ["B-1"]


@pytest.mark.parametrize(("age", "sure", "known_chance"), [(0, True, True), (20, False, True), (400, False, False)])
def test_another_stores_old_figure_is_never_sure(
    register: Register, lamp: str, age: int, sure: bool, known_chance: bool
) -> None:
    put_stock(register, {(lamp, "S02"): 2}, at=NOON - timedelta(days=age))
    donor = register.look_up(lamp, 2).donors[0]
    assert (donor.sure, donor.chance is not None) == (sure, known_chance)


def test_who_ordered_before_bears_a_longer_wait(register: Register, lamp: str) -> None:
    on_order(register, "PO-1", "GOOD", lamp, 90, 4)
    with register.ledger.reading() as records:
        ada = records.customer(ADA)
    from pos.usecases.availability import availability_of

    def longest() -> int:
        with register.ledger.reading() as records:
            product = records.product(lamp)
            assert product is not None
            found = availability_of(
                records, records.shop(), product, 1, now=register.promises.clock.now(), language="en", customer=ada
            )
            return found.advice.longest_wait_days

    usual = longest()
    for _ in range(2):
        order_later(register, lamp, 1)
    assert longest() == usual * 125 // 100


def test_a_late_delivery_reckons_its_suppliers_other_products_anew(register: Register, clock: FixedClock) -> None:
    """What it says of them is in their other promises at once, so that no later change gets the blame."""
    known(register, "ONE", 0, 12)
    put_products(register, [a_product(sku, sku, 1000, supplier="ONE") for sku in ("X-1", "X-2")])
    on_order(register, "PO-1", "ONE", "X-1", 5, 2)
    on_order(register, "PO-2", "ONE", "X-2", 5, 40)
    order_later(register, "X-2", 5)
    clock.pass_time(timedelta(days=30))
    register.promises.review()
    register.receive([Arrival("X-1", 5, "PO-1")])
    today = clock.now().date()
    from pos.usecases.promises import view

    with register.ledger.reading() as records:
        stored = records.open_lines("X-2")[0].now_latest
        register.ledger.memory.clear()
        ((_, _, _, latest),) = view(records, ["X-2"], today).lines.values()
    assert stored == latest
    assert verify(register.ledger).ok


def test_an_order_says_how_it_stands(register: Register, lamp: str) -> None:
    on_order(register, "PO-1", "GOOD", lamp, 5, 4)
    number = order_later(register, lamp, 2).number
    assert register.promises.standings([number]) == {(number, 1): "on_track"}


def test_a_layaway_is_no_promise(register: Register, lamp: str) -> None:
    put_stock(register, {(lamp, "S01"): 5})
    sell(register, LineWish(lamp, 1, kind="layaway"), customer=CustomerWish(id=ADA))
    assert register.promises.quality().overall.n == 0
