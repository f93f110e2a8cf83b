"""What can be changed of an order that waits, and what each change does to goods, money, dates and to others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pos.domain import errors
from pos.domain.backorder import Order
from pos.domain.order_deposit import DepositRule, TaxMode
from pos.domain.people import Person
from pos.register import Register
from pos.store.verify import verify
from pos.usecases.checkout import CustomerWish, LineWish, TenderWish
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.receiving import Arrival
from tests.builders import ADA, BEN, BULB, LAMP, SHADE, TABLE, FixedClock, put_products, sample_shop
from tests.builders import product as a_product
from tests.usecases.desk import (
    ADA_HERE,
    CARD,
    CASHIER,
    MANAGER,
    books,
    gbp,
    labels_of,
    nothing_changes,
    order_later,
    sell,
)


def kept(register: Register, number: str) -> Order:
    found = register.order(number)
    assert found is not None
    return found


def kinds(register: Register, number: str) -> list[str]:
    return [step.kind for step in register.waiting.steps(number) if step.kind != "date_moved"]


# --- another quantity ------------------------------------------------------------------------------------------------
def test_fewer_units_keep_the_deposit_and_what_is_beyond_the_rest_goes_back(register: Register) -> None:
    """R118: half was paid of four lamps, so a single one costs less than what is held."""
    number = order_later(register, LAMP, 4).number
    three = register.waiting.change_quantity(number, 1, 3, person=CASHIER, version=1)
    assert (three.order.version, three.order.order_deposit, three.order.balance_due) == (2, 9000, 4500)
    assert three.refunded is None
    assert three.slip is not None
    one = register.waiting.change_quantity(number, 1, 1, person=CASHIER)
    assert one.refunded is not None
    assert one.refunded.amount == gbp(-4500)
    assert (one.order.order_deposit, one.order.balance_due) == (4500, 0)
    assert [(line.ordered, line.open, line.cancelled) for line in one.order.lines] == [(4, 1, 3)]
    assert books(register, "order_deposits", number) == -4500
    assert kinds(register, number) == ["taken", "quantity_changed", "deposit_refunded", "quantity_changed"]


def test_units_that_are_added_say_which_deposit_the_rule_asks_for_them_and_take_none(register: Register) -> None:
    """Half of 45.00 each, as in a new order; of a shop that takes nothing ahead nothing, of one that takes all, all."""
    number = order_later(register, LAMP, 2).number
    seen = register.waiting.foresee_quantity(number, 1, 4, person=CASHIER)
    assert (seen.asks, seen.order.order_deposit, seen.order.balance_due) == (4500, 4500, 13500)
    done = register.waiting.change_quantity(number, 1, 4, person=CASHIER)
    assert (done.asks, done.order, register.waiting.change_quantity(number, 1, 1, person=CASHIER).asks) == (
        seen.asks, replace(seen.order, last_news_at=done.order.last_news_at), 0,
    )  # fmt: skip
    register.change_shop(deposit=replace(register.shop().deposit, mode="full"))
    full = order_later(register, LAMP, 1).number
    assert register.waiting.change_quantity(full, 1, 2, person=CASHIER).asks == 4500


@pytest.mark.parametrize("mode", ["deposit", "full"])
def test_the_paper_of_what_goes_back_says_what_is_due_on_the_order_as_it_is_then(register: Register, mode: Any) -> None:
    """Fewer units, and then something cheaper: never "still due" for what was given up."""
    register.change_shop(deposit=DepositRule(mode=mode, percent=50, also=("full", "deposit", "none")))
    number = order_later(register, LAMP, 4).number
    fewer = register.waiting.change_quantity(number, 1, 1 if mode == "deposit" else 2)
    cheaper = register.waiting.change_product(number, 1, BULB, quantity=1)
    for done in (fewer, cheaper):
        assert done.refunded is not None
        assert (done.refunded.held.minor, done.refunded.balance_due.minor) == (done.order.order_deposit, 0)
        said = labels_of(register.receipt(done.refunded.number).document)
        assert said["Deposit held GBP"] == str(gbp(done.order.order_deposit))
        assert not any(label.startswith("Due on collection") for label in said)


def test_goods_given_up_go_to_the_next_who_waits_at_once(register: Register) -> None:
    first, second = order_later(register, LAMP, 3).number, order_later(register, LAMP, 2, BEN).number
    register.receive([Arrival(LAMP, 3)], person=MANAGER)
    done = register.waiting.change_quantity(first, 1, 1)
    assert [(one.order, one.units) for one in done.passed_on] == [(second, 2)]
    assert kept(register, second).state == "ready"


def test_more_units_are_a_line_of_their_own_at_todays_price_at_the_end_of_the_queue(register: Register) -> None:
    mine, other = order_later(register, LAMP, 1).number, order_later(register, LAMP, 1, BEN).number
    put_products(register, [a_product(LAMP, "Brass lamp, tall", 5000)])
    done = register.waiting.change_quantity(mine, 1, 3)
    new = done.order.lines[1]
    assert (new.line, new.ordered, new.unit_price, new.total) == (2, 2, 5000, 10000)
    assert done.told[0].line == 2
    assert done.told[0].words == new.words != ""
    with register.ledger.reading() as records:
        assert [(one.order, one.line) for one in records.queue(LAMP)] == [(mine, 1), (other, 1), (mine, 2)]
    assert done.order.total == 4500 + 10000
    assert done.order.balance_due == done.order.total - done.order.order_deposit


def test_no_units_at_all_are_a_cancellation_and_the_same_number_is_no_change(register: Register) -> None:
    number = order_later(register, LAMP, 2).number
    with nothing_changes(register):
        with pytest.raises(errors.BadQuantity, match="Cancel"):
            register.waiting.change_quantity(number, 1, 0)
        assert register.waiting.change_quantity(number, 1, 2).order.version == 1


# --- what is given up costs the fee of a cancellation -----------------------------------------------------------------
def with_fee(register: Register, percent: int = 10) -> None:
    register.change_shop(waiting=replace(register.shop().waiting, fee_percent=percent))


def test_fewer_units_cost_the_fee_that_cancelling_them_costs(register: Register, clock: FixedClock) -> None:
    """R118: a smaller number is a cancellation of the rest; nobody gets around the fee by it, and it is seen before."""
    with_fee(register)
    number, same = order_later(register, LAMP, 4).number, order_later(register, LAMP, 4).number
    clock.pass_time(timedelta(hours=2))
    with nothing_changes(register):
        seen = register.waiting.foresee_quantity(number, 1, 1, person=CASHIER)
    done = register.waiting.change_quantity(number, 1, 1, person=CASHIER, reason="one is enough")
    cancelled = register.waiting.cancel(same, CancelWish("changed_mind", lines={1: 3}, keep_deposit=True))
    assert done.ended is not None
    assert done.fee is not None
    assert seen.fee == done.fee
    assert (done.fee.amount, done.fee.why) == (1350, "rule")
    assert done.ended.done.refund == cancelled.done.refund == gbp(9000 - 1350 - 4500)
    assert (done.order.order_deposit, done.order.balance_due, done.order.lines[0].open) == (4500, 0, 1)
    assert books(register, "order_fees", "") == -2 * (1350 - 225)
    assert kinds(register, number) == ["taken", "cancelled", "refunded"]


def test_the_fee_for_fewer_units_is_waived_by_right_when_late_and_at_once(
    register: Register, clock: FixedClock
) -> None:
    with_fee(register)
    late, ours = order_later(register, LAMP, 2).number, order_later(register, LAMP, 2).number
    customer = CustomerWish(id=ADA)
    mine = sell(register, LineWish(LAMP, 5, take="backorder"), customer=customer, tenders=(CARD,), person=CASHIER)
    right = register.waiting.change_quantity(mine.number, 1, 4, person=CASHIER)
    assert right.fee is not None
    assert (right.fee.amount, right.fee.why, right.ended) == (0, "grace", None)
    clock.pass_time(timedelta(hours=2))
    with nothing_changes(register):
        with pytest.raises(errors.NotAllowed):
            register.waiting.change_quantity(ours, 1, 1, no_fee="a friend", person=CASHIER)
        with pytest.raises(errors.BadText):
            register.waiting.change_quantity(ours, 1, 1, no_fee=" x", person=MANAGER)
    waived = register.waiting.change_quantity(ours, 1, 1, no_fee="a good customer", person=MANAGER)
    assert waived.fee is not None
    assert (waived.fee.amount, waived.fee.why, waived.fee.asked) == (0, "waived", 450)
    assert register.waiting.steps(ours)[-1].details["no_fee"] == "a good customer"
    clock.pass_time(timedelta(days=60))
    free = register.waiting.change_quantity(late, 1, 1, person=CASHIER)
    assert free.fee is not None
    assert (free.fee.amount, free.fee.why) == (0, "late")


@pytest.mark.parametrize("tax_mode", ["on_payment", "on_delivery", "at_sale", "security"])
def test_a_cheaper_product_costs_the_fee_of_what_it_costs_less(
    make: Callable[..., Register], clock: FixedClock, tax_mode: TaxMode
) -> None:
    """R118: changing to a trifle and cancelling that costs what cancelling at once does; the books balance."""
    shop = replace(sample_shop(), deposit=DepositRule(percent=50, tax_mode=tax_mode))
    small = a_product("SMALL", "Small lamp", 2000, tax_rate=5000, backorder="allow")
    register = make(shop, [a_product("VASE", "Vase", 10000, backorder="allow"), small])
    with_fee(register)
    ada = CustomerWish(name="Ada Osei", phone="020 7946 0018")
    number = sell(
        register, LineWish("VASE", 1, take="backorder", override="known"), customer=ada, tenders=(CARD,)
    ).number
    clock.pass_time(timedelta(hours=2))
    with nothing_changes(register):
        seen = register.waiting.foresee_product(number, 1, "SMALL", override="wanted", person=MANAGER)
    done = register.waiting.change_product(number, 1, "SMALL", override="wanted", person=MANAGER)
    assert done.ended is not None
    assert done.fee == seen.fee
    assert (done.ended.done.fee, done.ended.done.deposit_part) == (gbp(800), gbp(5000))
    assert (done.ended.done.kept, done.ended.done.refund) == (gbp(2000), gbp(2200))
    assert [(line.sku, line.open) for line in done.order.lines] == [("VASE", 0), ("SMALL", 1)]
    assert (done.order.state, done.order.order_deposit, done.order.balance_due) == ("waiting", 2000, 0)
    assert done.slip is not None
    rest = register.waiting.cancel(number, CancelWish("changed_mind"), person=CASHIER)
    assert (rest.done.fee, rest.done.refund) == (gbp(200), gbp(1800))
    assert books(register, "order_deposits") == books(register, "deposit_tax") == 0
    assert books(register, "tender:card") == 1000


def test_a_dearer_product_and_one_that_we_offer_because_we_are_late_cost_no_fee(
    register: Register, clock: FixedClock
) -> None:
    with_fee(register)
    register.change_shop(waiting=replace(register.shop().waiting, fee_waived_when_late=False))
    dearer, late, asked = (order_later(register, LAMP, 1).number for _ in range(3))
    clock.pass_time(timedelta(hours=2))
    up = register.waiting.change_product(dearer, 1, TABLE, person=CASHIER)
    assert up.fee is not None
    assert (up.fee.amount, up.fee.why) == (0, "as_much")
    not_late = register.waiting.change_product(asked, 1, BULB, quantity=1, offered=True, person=CASHIER)
    assert not_late.fee is not None
    assert not_late.fee.why == "rule"
    clock.pass_time(timedelta(days=60))
    done = register.waiting.change_product(late, 1, BULB, quantity=1, offered=True, person=CASHIER)
    assert done.fee is not None
    assert (done.fee.amount, done.fee.why) == (0, "offered")


# --- another product -------------------------------------------------------------------------------------------------
def test_a_substitute_takes_the_deposit_along_and_stands_at_the_end(register: Register) -> None:
    """R118: what is here of the other product is put aside at once."""
    number = order_later(register, LAMP, 1).number
    done = register.waiting.change_product(number, 1, TABLE, reason="rather a table")
    table = done.order.lines[1]
    assert (done.order.lines[0].state, table.sku, table.state) == ("cancelled", TABLE, "ready")
    assert (done.order.order_deposit, done.order.balance_due) == (2250, 8900 - 2250)
    assert kinds(register, number) == ["taken", "product_changed", "allocated"]
    assert table.queue_key > done.order.lines[0].queue_key


def test_a_cheaper_substitute_gives_back_what_is_beyond_its_price(register: Register) -> None:
    number = order_later(register, LAMP, 2).number
    done = register.waiting.change_product(number, 1, BULB, quantity=1)
    assert done.refunded is not None
    assert done.refunded.amount == gbp(325 - 4500)
    assert (done.order.order_deposit, done.order.balance_due) == (325, 0)


def test_a_substitute_that_we_offer_because_we_are_late_keeps_the_place(register: Register, clock: FixedClock) -> None:
    """Who waited longest is not sent to the end for our delay; asked for by the customer it is the end."""
    put_products(register, [a_product("LMP-0015", "Brass lamp, oval", 4600)])
    late, asked = order_later(register, LAMP, 1).number, order_later(register, LAMP, 1).number
    other = order_later(register, "LMP-0015", 1, BEN).number
    early = register.waiting.change_product(asked, 1, "LMP-0015", offered=True)
    assert early.order.lines[1].queue_key > kept(register, other).lines[0].queue_key
    clock.pass_time(timedelta(days=60))
    done = register.waiting.change_product(late, 1, "LMP-0015", offered=True)
    with register.ledger.reading() as records:
        queue = [one.order for one in records.queue("LMP-0015")]
    assert queue == [late, other, asked]
    assert done.order.lines[1].queue_key[:24] == done.order.lines[0].queue_key[:24]


def test_a_substitute_of_another_rate_moves_the_tax_that_was_declared(register: Register) -> None:
    put_products(register, [a_product("BOOK", "Book on lamps", 4500, tax_rate=0)])
    number = order_later(register, LAMP, 1).number
    assert books(register, "tax") == -375
    done = register.waiting.change_product(number, 1, "BOOK")
    assert books(register, "tax") == 0
    assert books(register, "order_deposits", number) == -2250
    assert done.slip is not None
    assert labels_of(done.slip)["Tax 20% in the deposit"] == "-3.75"


def test_another_price_for_a_substitute_needs_the_right_to_it(register: Register) -> None:
    number = order_later(register, LAMP, 1).number
    with nothing_changes(register), pytest.raises(errors.NotAllowed):
        register.waiting.change_product(number, 1, TABLE, price=gbp(4500), person=CASHIER)
    done = register.waiting.change_product(number, 1, TABLE, price=gbp(4500), person=MANAGER)
    assert done.order.balance_due == 2250


def test_what_is_not_ordered_any_more_is_no_substitute(register: Register) -> None:
    from tests.builders import CLOCK

    number = order_later(register, LAMP, 1).number
    with nothing_changes(register):
        with pytest.raises(errors.NotBackorderable):
            register.waiting.change_product(number, 1, CLOCK)
        with pytest.raises(errors.WrongState):
            register.waiting.change_product(number, 1, LAMP)


# --- terms -----------------------------------------------------------------------------------------------------------
def test_a_wished_day_and_a_last_day_are_kept_and_what_comes_too_late_is_said(register: Register) -> None:
    number = order_later(register, LAMP, 1).number
    done = register.waiting.change_wishes(number, wanted_on=date(2026, 11, 28), not_after=date(2026, 11, 29))
    line = done.order.lines[0]
    assert (line.wanted_on, line.not_after) == (date(2026, 11, 28), date(2026, 11, 29))
    assert "not expected by 2026-11-29" in done.remarks[0]
    again = register.waiting.change_wishes(number, not_after=date(2026, 12, 30), forget=("wanted_on",))
    assert (again.order.lines[0].wanted_on, again.order.lines[0].not_after) == (None, date(2026, 12, 30))
    assert again.remarks == ()
    with nothing_changes(register):
        for said in ({"wanted_on": date(2026, 11, 1)}, {"wanted_on": date(2027, 1, 5)}):
            with pytest.raises(errors.BadDate):
                register.waiting.change_wishes(number, **said)


def test_the_way_to_the_customer_can_change_while_the_order_is_open(register: Register) -> None:
    """R31, R113, R115: collect, another store, our delivery, the supplier's."""
    number = order_later(register, LAMP, 1).number
    first = kept(register, number).lines[0]
    other = register.waiting.change_route(number, "other_store", to="S02")
    assert (other.order.lines[0].route, other.order.lines[0].route_to) == ("other_store", "S02")
    assert other.told[0].latest_on is not None
    assert first.expected_ship_on is not None
    assert other.told[0].latest_on >= first.expected_ship_on + timedelta(days=2)
    with nothing_changes(register):
        with pytest.raises(errors.BadSetting):
            register.waiting.change_route(number, "other_store", to="S01")
        with pytest.raises(errors.BadSetting):
            register.waiting.change_route(number, "by pigeon")
        with pytest.raises(errors.ContactNeeded):
            register.waiting.change_route(number, "deliver")
    register.waiting.change_contact(number, address="4 Mill Lane")
    sent = register.waiting.change_route(number, "deliver")
    assert sent.order.lines[0].route == "deliver"
    assert "Ships" in sent.told[0].words or "ship" in sent.told[0].words
    direct = register.waiting.change_route(number, "direct")
    assert direct.order.lines[0].route_to == "LUM"
    back = register.waiting.change_route(number, "collect")
    assert (back.order.lines[0].route, back.order.lines[0].route_to) == ("collect", "")


def test_what_the_supplier_sent_is_handed_over_on_its_proof(register: Register) -> None:
    """R31, R92, R113: stock, purchase order, deposit and supplier's record as if the goods had passed through here."""
    number, other = order_later(register, LAMP, 2).number, order_later(register, LAMP, 1, BEN).number
    register.waiting.change_contact(number, address="4 Mill Lane")
    register.waiting.change_route(number, "direct")
    with nothing_changes(register):
        with pytest.raises(errors.BadText, match="number of their delivery note"):
            register.waiting.supplier_sent(number, " ", [CARD])
        with pytest.raises(errors.WrongState):
            register.waiting.supplier_sent(other, "DN 4471", [CARD])
        with pytest.raises(errors.TenderTooSmall):
            register.waiting.supplier_sent(number, "DN 4471", [TenderWish("card", gbp(1))])
    done = register.waiting.supplier_sent(number, "DN 4471", [CARD], person=CASHIER)
    assert (done.total, done.deposit_applied, done.due_now) == (gbp(9000), gbp(4500), gbp(4500))
    assert kept(register, number).state == "collected"
    assert sum(one.quantity for one in register.supplies(LAMP)) == 10
    with register.ledger.reading() as records:
        level = records.stock_here(LAMP)
        assert any(row[5] == LAMP and row[7] == 2 for row in records.deliveries())
    assert (level.on_hand, level.allocated, level.owed) == (0, 0, 1)
    steps = [step for step in register.waiting.steps(number) if step.kind == "supplier_sent"]
    assert [dict(step.details) for step in steps] == [{"proof": "DN 4471", "units": 2}]


def test_goods_that_are_put_aside_here_do_not_come_from_the_supplier(register: Register) -> None:
    number = order_later(register, LAMP, 1).number
    register.waiting.change_contact(number, address="4 Mill Lane")
    register.receive([Arrival(LAMP, 1)], person=MANAGER)
    with nothing_changes(register), pytest.raises(errors.WrongState):
        register.waiting.change_route(number, "direct")


def test_all_together_can_be_asked_for_and_taken_back(register: Register) -> None:
    """R51, R54, R112."""
    number = sell(
        register, LineWish(LAMP, 1, take="backorder"), LineWish("LMP-0014", 5), customer=ADA_HERE, tenders=(CARD,)
    ).number
    assert register.waiting.change_ship_complete(number, True).order.ship_complete
    assert not register.waiting.change_ship_complete(number, False).order.ship_complete
    assert register.waiting.change_ship_complete(number, False).order.version == 3
    assert kinds(register, number).count("complete_changed") == 2


def test_a_contact_changes_under_seal_and_the_history_names_only_what_changed(register: Register) -> None:
    number = order_later(register, LAMP, 1).number
    register.waiting.change_contact(number, phone="020 7946 0999", person=CASHIER)
    customer = register.customer(ADA)
    assert customer is not None
    assert (customer.phone, customer.name) == ("020 7946 0999", "Ada Osei")
    step = register.waiting.steps(number)[-1]
    assert (step.kind, step.person, dict(step.details)) == ("contact_changed", "p-bea", {"fields": ["phone"]})
    with nothing_changes(register):
        with pytest.raises(errors.ContactNeeded):
            register.waiting.change_contact(number, phone="", person=CASHIER)
        with pytest.raises(errors.CustomerNeeded):
            register.waiting.change_contact(number, name=" ")
        register.waiting.change_contact(number, phone="020 7946 0999")


def test_somebody_else_takes_an_order_over_with_its_deposit(register: Register) -> None:
    number = order_later(register, LAMP, 1).number
    done = register.waiting.change_customer(number, CustomerWish(id=BEN), "a present")
    assert (done.order.customer, done.order.customer_name, done.order.order_deposit) == (BEN, "Ben Moreau", 2250)
    with nothing_changes(register), pytest.raises(errors.BadText):
        register.waiting.change_customer(number, CustomerWish(id=ADA), "")
    register.receive([Arrival(LAMP, 1)], person=MANAGER)
    assert register.collect(number, [CARD]).order == number


# --- won back --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("tax_mode", ["on_payment", "on_delivery", "at_sale", "security"])
def test_a_cancelled_order_is_reinstated_at_the_end_and_paid_anew(
    make: Callable[..., Register], tax_mode: TaxMode
) -> None:
    """R100: it ends as handed over all the same, and the books with it."""
    shop = replace(sample_shop(), deposit=DepositRule(percent=50, tax_mode=tax_mode))
    register = make(shop, [a_product("VASE", "Vase", 2000, backorder="allow")])
    ada = CustomerWish(name="Ada Osei", phone="020 7946 0018")
    first = sell(
        register, LineWish("VASE", 2, take="backorder", override="known"), customer=ada, tenders=(CARD,)
    ).number
    second = sell(
        register, LineWish("VASE", 1, take="backorder", override="known"), customer=ada, tenders=(CARD,)
    ).number
    register.waiting.cancel(first, CancelWish("changed_mind"))
    assert kept(register, first).state == "cancelled"
    done = register.waiting.reinstate(first, "wants them after all")
    assert (done.order.state, done.order.order_deposit, done.order.balance_due) == ("waiting", 0, 4000)
    with register.ledger.reading() as records:
        assert [one.order for one in records.queue("VASE")] == [second, first]
    register.receive([Arrival("VASE", 3)])
    register.collect(second, [CARD])
    register.collect(first, [CARD])
    assert kept(register, first).state == "collected"
    assert books(register, "order_deposits") == books(register, "deposit_tax") == 0
    assert books(register, "tax") == -1000


def test_what_the_shop_cancelled_by_mistake_gets_its_place_back(register: Register) -> None:
    first, second = order_later(register, LAMP, 1).number, order_later(register, LAMP, 1, BEN).number
    register.waiting.cancel(first, CancelWish("mistake"))
    with nothing_changes(register), pytest.raises(errors.NotAllowed):
        register.waiting.reinstate(first, "cancelled the wrong one", our_mistake=True, person=CASHIER)
    register.waiting.reinstate(first, "cancelled the wrong one", our_mistake=True, person=MANAGER)
    with register.ledger.reading() as records:
        assert [one.order for one in records.queue(LAMP)] == [first, second]
    with nothing_changes(register), pytest.raises(errors.WrongState):
        register.waiting.reinstate(first, "once more")


def test_goods_that_are_here_are_put_aside_again_for_a_reinstated_order(register: Register) -> None:
    number = sell(register, LineWish(TABLE, 2, take="backorder"), customer=ADA_HERE, tenders=(CARD,)).number
    register.waiting.cancel(number, CancelWish("mistake"))
    done = register.waiting.reinstate(number, "wrong order")
    assert done.order.state == "ready"
    with register.ledger.reading() as records:
        assert records.stock_here(TABLE).allocated == 2


def test_units_of_a_line_that_is_still_open_are_won_back_as_a_line_of_their_own_at_the_end(register: Register) -> None:
    """What is still open keeps its place; what comes back has the price it had and comes last."""
    first, second = order_later(register, LAMP, 4).number, order_later(register, LAMP, 1, BEN).number
    register.waiting.cancel(first, CancelWish("price", lines={1: 3}))
    put_products(register, [a_product(LAMP, "Brass lamp, tall", 9900)])
    assert register.waiting.to_reinstate(first) == {1: 3}
    with nothing_changes(register), pytest.raises(errors.BadQuantity):
        register.waiting.reinstate(first, "wants them", lines={1: 4})
    done = register.waiting.reinstate(first, "wants two of them", lines={1: 2}, person=CASHIER)
    old, new = done.order.lines
    assert (old.open, old.cancelled, new.ordered, new.total, new.unit_price) == (1, 3, 2, 9000, 4500)
    assert done.told[0].line == 2
    assert done.told[0].words
    with register.ledger.reading() as records:
        assert [(one.order, one.line) for one in records.queue(LAMP)] == [(first, 1), (second, 1), (first, 2)]
    assert register.waiting.to_reinstate(first) == {1: 1}
    register.waiting.reinstate(first, "and the third")
    with nothing_changes(register), pytest.raises(errors.WrongState):
        register.waiting.reinstate(first, "once more")
    assert [line.open for line in kept(register, first).lines] == [1, 2, 1]
    register.receive([Arrival(LAMP, 5)])
    register.collect(second, [CARD])
    register.collect(first, [CARD])
    assert books(register, "order_deposits") == 0


def test_units_that_the_shop_cancelled_by_mistake_come_back_to_their_line_and_place(register: Register) -> None:
    first, second = order_later(register, LAMP, 3).number, order_later(register, LAMP, 1, BEN).number
    register.waiting.cancel(first, CancelWish("mistake", lines={1: 2}))
    done = register.waiting.reinstate(first, "the wrong order", our_mistake=True, person=MANAGER)
    assert [(line.ordered, line.open) for line in done.order.lines] == [(3, 3)]
    with register.ledger.reading() as records:
        assert [(one.order, one.quantity) for one in records.queue(LAMP)] == [(first, 3), (second, 1)]


def test_what_was_cancelled_beside_goods_that_were_collected_is_won_back(register: Register) -> None:
    number = order_later(register, LAMP, 3).number
    register.receive([Arrival(LAMP, 1)])
    register.collect(number, [CARD], lines={1: 1})
    register.waiting.cancel(number, CancelWish("price"))
    assert kept(register, number).state == "collected"
    done = register.waiting.reinstate(number, "after all")
    assert (done.order.lines[0].open, done.order.state, done.order.balance_due) == (2, "waiting", 9000)


# --- notes, absence, dates -------------------------------------------------------------------------------------------
def test_a_note_is_kept_with_the_order_and_goes_with_its_customer(register: Register) -> None:
    number = order_later(register, LAMP, 1).number
    done = register.waiting.note(number, "Her brother may fetch it", person=CASHIER)
    assert done.order.version == 1
    step = register.waiting.steps(number)[-1]
    assert (step.kind, step.person, step.details["note"]) == ("note", "p-bea", "Her brother may fetch it")
    with register.ledger.database.reading() as cursor:
        cursor.execute("SELECT count(*) FROM op WHERE instr(bytes, CAST('brother' AS BLOB)) > 0")
        assert cursor.fetchone() == (0,)
    with register.ledger.writing() as tx:
        tx.append("customer_erased", {"customer": ADA}, person="owner")
    from pos.store import sealing

    with register.ledger.database.writing() as cursor:
        sealing.forget(cursor, ADA)
    assert "brother" not in str(register.waiting.steps(number))
    assert verify(register.ledger).ok
    with nothing_changes(register), pytest.raises(errors.BadText):
        register.waiting.note(number, " ")


def test_the_next_try_to_reach_a_customer_takes_the_place_of_the_last(register: Register) -> None:
    number = order_later(register, LAMP, 1).number
    for _ in range(2):
        register.waiting.customer_absent(number, "called", words="nobody picked up")
    with register.ledger.reading() as records:
        tasks = [task for task in records.tasks_of(number) if "absent" in task.id]
    assert [(task.state, task.outcome) for task in tasks] == [("closed", "not_reached"), ("open", "")]
    assert {task.due_on for task in tasks} == {date(2026, 11, 25)}
    step = register.waiting.steps(number)[-1]
    assert (step.kind, step.details["tries"], step.details["note"]) == ("customer_absent", 2, "nobody picked up")
    with nothing_changes(register):
        with pytest.raises(errors.BadSetting):
            register.waiting.customer_absent(number, "abducted")
        with pytest.raises(errors.BadDate):
            register.waiting.customer_absent(number, "called", again_on=date(2026, 11, 1))


def test_a_new_date_is_told_beside_the_old_one_and_never_sooner_than_it_is_reckoned(register: Register) -> None:
    number = order_later(register, LAMP, 1).number
    first = kept(register, number).lines[0].promised_on
    assert first is not None
    with nothing_changes(register), pytest.raises(errors.BadDate):
        register.waiting.redate(number, on=first - timedelta(days=1))
    done = register.waiting.redate(number, on=date(2026, 12, 18), why="agreed on the phone")
    assert done.told[0].latest_on == date(2026, 12, 18)
    assert kept(register, number).lines[0].promised_on == first
    assert kinds(register, number) == ["taken", "told"]
    assert done.order.version == 1


def test_each_change_needs_an_open_order_and_the_copy_that_is_on_the_screen(register: Register) -> None:
    """R140: a stale copy changes nothing."""
    number = order_later(register, LAMP, 1).number
    register.waiting.change_wishes(number, wanted_on=date(2026, 12, 5))
    acts: list[Callable[[Any], Any]] = [
        lambda v: register.waiting.change_quantity(number, 1, 2, version=v),
        lambda v: register.waiting.change_product(number, 1, TABLE, version=v),
        lambda v: register.waiting.change_wishes(number, wanted_on=date(2026, 12, 6), version=v),
        lambda v: register.waiting.change_route(number, "other_store", to="S02", version=v),
        lambda v: register.waiting.change_ship_complete(number, True, version=v),
        lambda v: register.waiting.change_customer(number, CustomerWish(id=BEN), "a present", version=v),
        lambda v: register.waiting.redate(number, version=v),
        lambda v: register.waiting.customer_absent(number, "called", version=v),
    ]
    with nothing_changes(register):
        for act in acts:
            with pytest.raises(errors.StaleOrder, match="since you opened it"):
                act(1)
    register.waiting.cancel(number, CancelWish("changed_mind"))
    with nothing_changes(register):
        for act in acts:
            with pytest.raises(errors.WrongState):
                act(None)


def test_nobody_changes_an_order_without_the_right_to_it(register: Register) -> None:
    """No role lacks it today, so somebody of none is asked."""
    number = order_later(register, LAMP, 1).number
    nobody = Nobody("p-x", "X")
    with nothing_changes(register):
        with pytest.raises(errors.NotAllowed):
            register.waiting.change_quantity(number, 1, 2, person=nobody)
        with pytest.raises(errors.NotAllowed):
            register.waiting.change_route(number, "collect", person=nobody)
        with pytest.raises(errors.NotAllowed):
            register.waiting.note(number, "hello", person=nobody)


class Nobody(Person):
    """Somebody with no right at all."""

    def may(self, right: str) -> bool:
        return False


def test_the_slip_says_how_the_order_stands_now_in_the_customers_language(register: Register) -> None:
    with register.ledger.reading() as records:
        ada = records.customer(ADA)
    assert ada is not None
    from pos.domain.people import OWNER
    from pos.usecases.checkout import keep_customer

    for language, words in (
        ("en-GB", "Your order as it is now"), ("de", "Ihre Bestellung, wie sie jetzt ist"),
        ("fr", "Votre commande à ce jour"), ("es", "Su pedido tal como está"),
    ):  # fmt: skip
        with register.ledger.writing() as tx:
            keep_customer(tx, replace(ada, language=language), OWNER)
        number = order_later(register, LAMP, 2).number
        slip = register.waiting.change_quantity(number, 1, 1).slip
        assert slip is not None
        assert words in str(slip.blocks)
        assert "Ada Osei" in str(slip.blocks)


def test_shade_and_bulb_of_one_order_stay_two_lines_with_their_own_terms(register: Register) -> None:
    """R114: no new order number for a part that goes another way."""
    number = sell(
        register, LineWish(SHADE, 3, take="backorder"), LineWish(LAMP, 1, take="backorder"), customer=ADA_HERE,
        tenders=(CARD,),
    ).number  # fmt: skip
    done = register.waiting.change_route(number, "other_store", to="S02", lines=[2])
    assert [line.route for line in done.order.lines] == ["collect", "other_store"]


@pytest.mark.parametrize("change", ["fewer", "other goods", "in parts"])
def test_goods_kept_back_until_all_of_an_order_is_here_go_out_when_it_no_longer_asks_for_all(
    register: Register, change: str
) -> None:
    """Three of five are here and kept back; what the change sets free goes to this order, then to the one behind it."""
    whole = sell(
        register, LineWish(LAMP, 5, take="backorder"), customer=CustomerWish(id=ADA), tenders=[CARD], ship_complete=True
    ).number
    behind = order_later(register, LAMP, 3, BEN).number
    register.receive([Arrival(LAMP, 3)])
    assert [kept(register, one).lines[0].allocated for one in (whole, behind)] == [0, 0]
    if change == "fewer":
        register.waiting.change_quantity(whole, 1, 2)
    elif change == "other goods":
        register.waiting.change_product(whole, 1, "LMP-0014")
    else:
        register.waiting.change_ship_complete(whole, False)
    got = [kept(register, one).lines[0].allocated for one in (whole, behind)]
    assert got == {"fewer": [2, 1], "other goods": [0, 3], "in parts": [3, 0]}[change]


def test_r54_an_order_that_is_sent_goes_in_at_most_so_many_parts_and_each_says_what_it_costs(
    register: Register,
) -> None:
    """R51, R54: the part that would leave too much for the last one waits; who collects may come as often as they
    like."""
    register.change_shop(waiting=replace(register.shop().waiting, parts_most=2, part_cost=490))
    number = order_later(register, LAMP, 4).number
    register.receive([Arrival(LAMP, 3)])
    here = register.waiting.foresee_collecting(number)
    assert (here.part, here.part_cost) == (0, None)
    register.waiting.change_contact(number, address="4 Mill Lane")
    register.waiting.change_route(number, "deliver")
    seen = register.waiting.foresee_collecting(number, {1: 1})
    assert (seen.part, seen.part_cost) == (1, gbp(490))
    register.collect(number, [CARD], lines={1: 1})
    with nothing_changes(register):
        for sends in (register.waiting.foresee_collecting, lambda of: register.collect(of, [CARD])):
            with pytest.raises(errors.WrongState, match=r"2 parts at the most.*Nothing was changed"):
                sends(number)
    register.receive([Arrival(LAMP, 1)])
    assert register.waiting.foresee_collecting(number).part == 2
    register.collect(number, [CARD])
    assert kept(register, number).state == "collected"
    with pytest.raises(errors.BadSetting):
        register.change_shop(waiting=replace(register.shop().waiting, parts_most=100))


@pytest.mark.parametrize("fee", [0, 20])
def test_nobody_is_asked_to_mend_the_promise_of_goods_that_were_changed_away(
    register: Register, clock: FixedClock, fee: int
) -> None:
    register.change_shop(waiting=replace(register.shop().waiting, fee_percent=fee))
    number = order_later(register, LAMP, 4).number
    clock.pass_time(timedelta(hours=1))
    register.buying.redate("PO-1007", date(2026, 12, 20))
    assert [task.task.line for task in register.news.tasks() if task.task.kind == "promise"] == [1]
    register.waiting.change_product(number, 1, "LMP-0014")
    assert [task.task.line for task in register.news.tasks() if task.task.kind == "promise"] == []
