"""The answer to a scan: what is here, elsewhere and on order, the promise, the advice and what may serve instead."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pos.domain import errors
from pos.register import Register
from pos.usecases.checkout import LineWish
from pos.usecases.receiving import Arrival
from tests.builders import (
    BULB,
    CLOCK,
    LAMP,
    MIRROR,
    NOON,
    SHADE,
    TABLE,
    FixedClock,
    barcode,
    put_products,
    put_stock,
    put_supply,
)
from tests.builders import product as a_product
from tests.usecases.desk import CARD, MANAGER, gtin, order_later, sell


def test_a_scan_shows_what_is_here_elsewhere_and_on_order_with_its_age(register: Register) -> None:
    """R15, R24, R74: figures with their age beside them, and the next date."""
    seen = register.look_up(barcode(12))
    assert (seen.product.sku, seen.here.on_hand, seen.on_order) == (LAMP, 0, 12)
    assert [(level.store, level.store_name, level.available) for level in seen.elsewhere] == [
        ("S02", "High Street", 2), ("S03", "Warehouse", 0),
    ]  # fmt: skip
    assert {level.as_of for level in seen.elsewhere} == {NOON - timedelta(minutes=2)}
    assert seen.words == "Ready to collect by Thu 03 Dec 2026"
    assert seen.advice.decision == "backorder"


def test_what_is_owed_is_not_free_and_what_is_put_aside_is_not_either(register: Register) -> None:
    """R63: a promise is a right that a walk-in cannot break."""
    order_later(register, SHADE, 3)
    waiting = register.look_up(SHADE).here
    assert (waiting.on_hand, waiting.allocated, waiting.owed, waiting.available, waiting.queue_ahead) == (2, 2, 1, 0, 1)
    register.receive([Arrival(SHADE, 4)])
    served = register.look_up(SHADE).here
    assert (served.on_hand, served.allocated, served.owed, served.available) == (6, 3, 0, 3)


def test_the_queue_moves_the_promise_of_the_next_customer(register: Register) -> None:
    assert register.look_up(LAMP, 12).words == "Ready to collect by Thu 03 Dec 2026"
    order_later(register, LAMP, 12)
    later = register.look_up(LAMP, 1)
    assert later.promise is not None
    assert (later.promise.queue_ahead, later.promise.latest_on) == (12, date(2026, 12, 4))


@pytest.mark.parametrize(
    ("sku", "quantity", "decision"),
    [(TABLE, 4, "sell"), (TABLE, 5, "backorder"), (CLOCK, 1, "stop"), (MIRROR, 1, "waitlist")],
)
def test_the_advice_for_each_kind_of_product(register: Register, sku: str, quantity: int, decision: str) -> None:
    """R2, R5, R142."""
    assert register.look_up(sku, quantity).advice.decision == decision


def test_a_product_before_its_release_is_a_pre_order(register: Register) -> None:
    """R39."""
    put_products(register, [a_product("NEW-1", "New lamp", 5000, release_on="2027-01-15")])
    seen = register.look_up("NEW-1")
    assert seen.advice.decision == "preorder"
    assert seen.promise is not None
    assert seen.promise.latest_on == date(2027, 1, 16)


def test_named_alternatives_are_offered_when_they_are_here(register: Register) -> None:
    """R21, R95: other store, substitute; only what can be sold now."""
    put_products(
        register,
        [a_product(LAMP, "Brass lamp, tall", 4500, code=barcode(12), substitutes=["LMP-0014", MIRROR, "GONE"])],
    )
    offered = register.look_up(LAMP).substitutes
    assert [(one.product.sku, one.available) for one in offered] == [("LMP-0014", 3)]
    assert register.look_up(TABLE).substitutes == ()


def test_goods_for_another_store_are_not_promised_here(register: Register) -> None:
    with register.ledger.writing() as tx:
        line = {
            "number": "PO-2", "line": 1, "supplier": "LUM", "sku": SHADE, "quantity": 50, "received": 0, "cancelled": 0,
            "ordered_on": "2026-11-10", "expected_on": "2026-11-25", "confirmed": 1, "to_store": "S02", "shipment": "",
        }  # fmt: skip
        tx.append("purchase_lines_put", {"lines": [line]}, person="owner")
    assert register.look_up(SHADE, 5).on_order == 0


def test_an_overdue_order_is_not_promised_for_tomorrow(register: Register, clock: FixedClock) -> None:
    """R17, complaint 15: what is overdue also says something of its supplier, so ordering anew is seen more soberly."""
    latest = []
    for number in ("PO-3", "PO-4"):
        put_supply(register, SHADE, 20, date(2026, 11, 20), number=number)
        seen = register.look_up(SHADE, 5)
        assert seen.promise is not None
        assert seen.promise.certainty == "estimated"
        latest.append(seen.promise.latest_on)
    assert latest == [date(2026, 12, 4), date(2026, 12, 10)]


def test_a_day_that_passes_moves_the_promise_of_goods_that_did_not_come(register: Register, clock: FixedClock) -> None:
    clock.pass_time(timedelta(days=20))
    seen = register.look_up(LAMP)
    assert seen.promise is not None
    assert seen.promise.latest_on == date(2026, 12, 24)


def test_the_supplier_is_asked_only_where_no_day_can_be_said(register: Register, clock: FixedClock) -> None:
    """What is overdue promises nothing; where the supplier could send others, that is still a day."""
    put_products(register, [a_product("LAST", "Last of its kind", 4500, supplier="")])
    put_supply(register, "LAST", 5, date(2026, 12, 2), number="PO-9")
    clock.pass_time(timedelta(days=120))
    for sku, asked in ((LAMP, False), ("LAST", True)):
        seen = register.look_up(sku)
        assert seen.to_ask
        assert (seen.promise is None, seen.advice.reasons[0].rule == "ask-supplier") == (asked, asked)


@pytest.mark.parametrize("code", ["990000012", "", " ", "brass", "' OR 1=1 --", "LMP-0012x"])
def test_an_unknown_code_is_said_so(register: Register, code: str) -> None:
    with pytest.raises(errors.UnknownCode, match="Nothing was added"):
        register.look_up(code)


@pytest.mark.parametrize("quantity", [0, -1])
def test_nothing_cannot_be_looked_up(register: Register, quantity: int) -> None:
    with pytest.raises(errors.BadQuantity):
        register.look_up(LAMP, quantity)


def test_a_upc_and_its_ean_lead_to_one_product(register: Register) -> None:
    upc = gtin("03600029145")
    put_products(register, [a_product("TIS-1", "Tissues", 199, code=upc)])
    assert register.look_up("0" + upc).product.sku == register.look_up(upc).product.sku == "TIS-1"


def test_a_search_finds_beginnings_of_words_and_says_what_is_free(register: Register) -> None:
    found = register.find("bra la")
    assert {(one.product.sku, one.available) for one in found} == {(LAMP, 0), ("LMP-0014", 3)}
    assert [one.product.sku for one in register.find("E27")] == [BULB]
    assert register.find("") == ()
    assert register.did_you_mean("brss lamp") == "brass lamp"


def test_a_wrong_count_never_shows_less_than_nothing(register: Register) -> None:
    """A negative figure counts against those who wait, and is never shown as available."""
    sell(register, LineWish(SHADE, 4, take="now", anyway="in my hand"), person=MANAGER, tenders=[CARD])
    here = register.look_up(SHADE).here
    assert (here.on_hand, here.available, here.queue_ahead) == (-2, 0, 2)
    put_stock(register, {(SHADE, "S01"): 5})
    assert register.look_up(SHADE).here.available == 3
