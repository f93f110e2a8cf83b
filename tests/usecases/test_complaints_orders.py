"""Where other counters fail their customers' orders: dates, stale copies, who did what, and shortages; more of the same
is in `test_complaints`."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from pos.domain import errors
from pos.domain.backorder import Order
from pos.register import Register
from pos.store.verify import verify
from pos.usecases.checkout import LineWish, TenderWish
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.receiving import Arrival
from tests.builders import (
    LAMP,
    MIRROR,
    SHADE,
    TABLE,
    FixedClock,
    put_customer,
    put_products,
    put_supply,
    sample_shop,
)
from tests.builders import product as a_product
from tests.usecases.desk import (
    ADA_HERE,
    CARD,
    CASH,
    CASHIER,
    MANAGER,
    gbp,
    made,
    nothing_changes,
    order_later,
    records_of,
    sell,
)


def kept(register: Register, number: str) -> Order:
    found = register.order(number)
    assert found is not None
    return found


# --- 15: the promise date is wrong -----------------------------------------------------------------------------------
def lamp_and_vase(register: Register) -> Order:
    """An order for two things, of which the second comes four weeks after the first."""
    put_products(register, [a_product("VASE", "Vase", 2500, supplier="")])
    put_supply(register, "VASE", 5, date(2026, 12, 30), number="PO-2000")
    sold = sell(
        register, LineWish(LAMP, 1, take="backorder"), LineWish("VASE", 1, take="backorder"), customer=ADA_HERE,
        tenders=(CARD,),
    )  # fmt: skip
    return kept(register, sold.number)


def test_complaint_15_the_orders_date_is_of_what_the_customer_still_waits_for(register: Register) -> None:
    order = lamp_and_vase(register)
    register.waiting.cancel(order.number, CancelWish("changed_mind", lines={2: 1}))
    (row,) = [row for row in register.sales() if row.number == order.number]
    assert row.expected_ship_on == order.lines[0].promised_on


def test_complaint_15_no_date_is_in_the_past_and_none_is_today_for_want_of_a_better_one(tmp_path: Path) -> None:
    """https://github.com/OCA/sale-workflow/pull/1905, https://github.com/frappe/erpnext/issues/38195."""
    register = made(
        tmp_path / "shop", sample_shop(), [a_product("VASE", "Vase", 2500, supplier="")], {"VASE": 0}
    )  # fmt: skip
    put_customer(register, "c-ada", "Ada Osei", "020 7946 0018")
    undated = sell(
        register, LineWish("VASE", 1, take="backorder", override="she knows"), customer=ADA_HERE, tenders=(CARD,)
    )
    line = kept(register, undated.number).lines[0]
    assert (line.promised_on, line.expected_ship_on, line.words) == (None, None, "No confirmed date yet")
    put_supply(register, "VASE", 5, date(2026, 11, 10), number="PO-0001")  # two weeks ago, and not here
    told = register.waiting.redate(undated.number).told[0]
    assert told.latest_on is None or told.latest_on > date(2026, 11, 24)
    assert verify(register.ledger).ok
    register.close()


def test_complaint_15_an_order_has_no_day_while_a_part_of_it_has_none(register: Register) -> None:
    """The day of the part that has one is not the day of the order: https://github.com/odoo/odoo/issues/4984."""
    sold = sell(
        register, LineWish(LAMP, 1, take="backorder"), LineWish(MIRROR, 1, take="backorder", override="she knows"),
        customer=ADA_HERE, tenders=(CARD,),
    )  # fmt: skip

    def day() -> date | None:
        (row,) = [row for row in register.sales() if row.number == sold.number]
        assert row.expected_ship_on == kept(register, sold.number).expected_on
        return row.expected_ship_on

    assert day() is None
    put_supply(register, MIRROR, 5, date(2026, 11, 25), number="PO-2000")
    register.receive([Arrival(MIRROR, 1, "PO-2000")], person=MANAGER)
    assert day() == kept(register, sold.number).lines[0].expected_ship_on


def test_complaint_15_what_lies_ready_does_not_make_the_order_later(register: Register) -> None:
    order = lamp_and_vase(register)
    assert order.lines[1].expected_ship_on is not None
    assert order.expected_on == order.lines[1].expected_ship_on
    register.receive([Arrival("VASE", 1, "PO-2000")], person=MANAGER)  # weeks before its day
    order = kept(register, order.number)
    (row,) = [row for row in register.sales() if row.number == order.number]
    assert row.expected_ship_on == order.expected_on == order.lines[0].expected_ship_on


# --- 16: a stale copy ------------------------------------------------------------------------------------------------
def test_complaint_16_a_copy_from_before_a_deposit_settles_nothing_and_loses_no_quantity(register: Register) -> None:
    """Quantities became 0 at settlement: https://github.com/odoo/odoo/pull/211139."""
    number = order_later(register, LAMP, 2).number
    register.receive([Arrival(LAMP, 2)], person=MANAGER)
    seen = kept(register, number)
    bea = register.add_person("Bea", "cashier", "2580")
    register.waiting.add_deposit(number, [CARD], gbp(1000), person=bea)
    with nothing_changes(register), pytest.raises(errors.StaleOrder, match="Bea did so on") as refused:
        register.collect(number, [CARD], version=seen.version)
    assert "Look at it again" in refused.value.sentence
    fresh = kept(register, number)
    assert fresh.lines[0].allocated == 2
    done = register.collect(number, [CARD], version=fresh.version)
    assert (done.total, done.deposit_applied, done.due_now) == (gbp(9000), gbp(5500), gbp(3500))


def test_complaint_16_what_two_tills_do_at_once_is_both_done_to_the_order_as_it_is(register: Register) -> None:
    """A copy that can be looked at again is refused, with who changed it; an act that names no copy is of the order as
    it is now, and takes nothing back of what the other till did."""
    number = order_later(register, LAMP, 3).number
    register.receive([Arrival(LAMP, 2)], person=MANAGER)
    seen = kept(register, number)
    register.waiting.add_deposit(number, [CARD], gbp(1000), version=seen.version)
    for act in (
        lambda: register.waiting.add_deposit(number, [CARD], gbp(500), version=seen.version),
        lambda: register.waiting.foresee_collecting(number, version=seen.version),
        lambda: register.waiting.change_quantity(number, 1, 2, version=seen.version),
        lambda: register.waiting.cancel(number, CancelWish("price"), version=seen.version),
    ):
        with nothing_changes(register), pytest.raises(errors.StaleOrder, match="Look at it again"):
            act()
    register.waiting.add_deposit(number, [CARD], gbp(500))
    register.waiting.cancel(number, CancelWish("price", lines={1: 1}, keep_deposit=True))
    order = kept(register, number)
    assert (order.order_deposit, order.balance_due) == (6750 + 1500, 9000 - 6750 - 1500)
    assert (order.lines[0].ordered, order.lines[0].cancelled, order.lines[0].allocated) == (3, 1, 2)
    done = register.collect(number, [CARD])
    assert (done.total, done.deposit_applied, done.due_now) == (gbp(9000), gbp(8250), gbp(750))


# --- 18: who parked, who finished, and nothing turns back ------------------------------------------------------------
def test_complaint_18_a_second_window_cannot_turn_a_finished_order_back(register: Register, clock: FixedClock) -> None:
    """https://github.com/opensourcepos/opensourcepos/issues/3620 (wontfix there)."""
    number = sell(
        register, LineWish(TABLE, 1, take="backorder"), customer=ADA_HERE, tenders=(CARD,), person=CASHIER
    ).number
    other_window = kept(register, number)
    clock.pass_time(timedelta(hours=1))
    register.collect(number, [CASH], person=MANAGER)
    with nothing_changes(register):
        with pytest.raises(errors.StaleOrder):
            register.waiting.change_quantity(number, 1, 3, version=other_window.version)
        for act in (
            lambda: register.waiting.change_quantity(number, 1, 3),
            lambda: register.waiting.cancel(number, CancelWish("mistake")),
            lambda: register.waiting.reinstate(number, "once more"),
            lambda: register.waiting.put_back(number, reason="once more"),
        ):
            with pytest.raises(errors.WrongState):
                act()
    assert kept(register, number).state == "collected"


def test_complaint_18_every_step_says_who_did_it_when_and_where(register: Register, clock: FixedClock) -> None:
    """https://github.com/opensourcepos/opensourcepos/issues/2199 (not supported there)."""
    number = sell(
        register, LineWish(LAMP, 1, take="backorder"), customer=ADA_HERE, tenders=(CARD,), person=CASHIER
    ).number
    clock.pass_time(timedelta(hours=1))
    register.receive([Arrival(LAMP, 1)], person=MANAGER)
    clock.pass_time(timedelta(hours=1))
    register.collect(number, [CARD], person=CASHIER)
    steps = [step for step in register.waiting.steps(number) if step.kind in ("taken", "allocated", "handed_over")]
    assert [(step.kind, step.person, step.register, step.at[11:13]) for step in steps] == [
        ("taken", "p-bea", "R2", "10"), ("allocated", "p-max", "R2", "11"), ("handed_over", "p-bea", "R2", "12"),
    ]  # fmt: skip


def test_complaint_18_goods_of_an_order_are_not_sold_to_somebody_else_meanwhile(register: Register) -> None:
    """Suspended orders that hold no stock: https://github.com/opensourcepos/opensourcepos/issues/2005."""
    sell(register, LineWish(TABLE, 4, take="backorder"), customer=ADA_HERE, tenders=(CARD,))
    with nothing_changes(register), pytest.raises(errors.NotEnoughHere) as short:
        sell(register, LineWish(TABLE, 1, take="now"))
    assert short.value.details["available"] == 0


def test_complaint_18_the_least_deposit_is_asked_for(register: Register) -> None:
    """https://github.com/opensourcepos/opensourcepos/issues/1991."""
    with nothing_changes(register), pytest.raises(errors.DepositTooSmall, match=r"at least 22\.50"):
        sell(register, LineWish(LAMP, 1, take="backorder"), customer=ADA_HERE, tenders=(CARD,), order_deposit=gbp(100))


# --- 21: a shortage --------------------------------------------------------------------------------------------------
def test_complaint_21_a_shortage_opens_the_choice_and_never_fails_later(register: Register) -> None:
    """https://github.com/frappe/erpnext/issues/43052, https://github.com/wcpos/woocommerce-pos/issues/227."""
    with nothing_changes(register), pytest.raises(errors.NotEnoughHere) as short:
        sell(register, LineWish(SHADE, 5, take="now"), person=CASHIER)
    assert (short.value.details["wanted"], short.value.details["available"]) == (5, 2)
    assert "Backorder the other 3" in short.value.sentence
    assert "sell anyway with a reason" in short.value.sentence
    # The same till goes on at once, and every way out holds to its end.
    rest = sell(register, LineWish(SHADE, 5), customer=ADA_HERE, tenders=(CARD,), person=CASHIER)
    assert [(part.quantity, part.take) for part in rest.taken_now] == [(2, "now")]
    assert rest.backorders[0].part.quantity == 3
    in_hand = sell(register, LineWish(SHADE, 1, take="now", anyway="it is in my hand"), person=MANAGER)
    assert in_hand.taken_now[0].quantity == 1
    register.receive([Arrival(SHADE, 4)], person=MANAGER)
    register.collect(rest.number, [CARD])
    assert kept(register, rest.number).state == "collected"


def test_complaint_21_the_choice_names_other_stores_and_substitutes(register: Register) -> None:
    put_products(register, [a_product(LAMP, "Brass lamp, tall", 4500, substitutes=["LMP-0014"])])
    seen = register.look_up(LAMP, 1)
    assert [(donor.level.store, donor.units) for donor in seen.donors] == [("S02", 1)]
    assert [other.product.sku for other in seen.substitutes] == ["LMP-0014"]
    assert seen.promise is not None
    assert seen.advice.decision == "backorder"


def test_complaint_21_what_is_sent_to_a_customer_is_no_stock_that_nobody_has(register: Register) -> None:
    """https://community.shopify.dev/t/20739: it is ordered and promised, and stock stays what it is."""
    register.waiting.change_contact(order_later(register, LAMP, 1).number, address="4 Mill Lane")
    before = records_of(register)[1]
    sold = sell(register, LineWish(LAMP, 2, take="backorder", route="deliver"), customer=ADA_HERE, tenders=(CARD,))
    assert records_of(register)[1] > before
    assert sold.taken_now == ()
    with register.ledger.reading() as records:
        level = records.stock_here(LAMP)
    assert (level.on_hand, level.owed) == (0, 3)
    with nothing_changes(register), pytest.raises(errors.OrderNotReady):
        register.collect(sold.number, [TenderWish("card")])
