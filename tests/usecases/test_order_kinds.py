"""Kinds of orders at taking: layaway, pre-order, special order, other ways to pay and to hand over, wished days."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from pos.domain import errors
from pos.domain.backorder import Order
from pos.domain.news import Channel, Message
from pos.domain.order_deposit import DepositRule
from pos.domain.people import Person
from pos.register import Register
from pos.store.post_tries import StoredTries
from pos.usecases.checkout import CustomerWish, LineWish, Sold, TenderWish
from pos.usecases.receiving import Arrival
from pos.usecases.sale_wishes import SpecialWish
from tests.builders import BEN, CLOCK, LAMP, TABLE, FixedClock, put_products, put_stock, sample_shop
from tests.builders import product as a_product
from tests.usecases.desk import (
    ADA_HERE,
    CARD,
    CASH,
    CASHIER,
    MANAGER,
    books,
    gbp,
    labels_of,
    nothing_changes,
    records_of,
    sell,
)


def kept(register: Register, number: str) -> Order:
    found = register.order(number)
    assert found is not None
    return found


def put_by(register: Register, sku: str = TABLE, quantity: int = 1) -> Sold:
    return sell(register, LineWish(sku, quantity, kind="layaway"), customer=ADA_HERE, tenders=(CARD,))


# --- layaway ---------------------------------------------------------------------------------------------------------
def test_goods_on_layaway_are_put_aside_and_leave_when_all_is_paid(register: Register) -> None:
    """Any amount, any time; own goods count as here for their order and are taken once: complaint 17."""
    sold = put_by(register)
    order = kept(register, sold.number)
    assert [(line.kind, line.state, line.promised_on) for line in order.lines] == [("layaway", "ready", None)]
    with register.ledger.reading() as records:
        level = records.stock_here(TABLE)
    assert (level.on_hand, level.allocated, level.available) == (4, 1, 3)
    register.waiting.add_deposit(sold.number, [CARD], gbp(1))
    register.waiting.add_deposit(sold.number, [CARD], gbp(2000))
    assert kept(register, sold.number).balance_due == 8900 - 4450 - 2001
    with nothing_changes(register), pytest.raises(errors.TenderTooSmall):
        register.collect(sold.number, [TenderWish("card", gbp(1))])
    register.collect(sold.number, [CARD])
    with register.ledger.reading() as records:
        level = records.stock_here(TABLE)
    assert (level.on_hand, level.allocated, level.available) == (3, 0, 3)
    assert books(register, "order_deposits") == 0


def test_only_goods_that_are_here_go_on_layaway(register: Register) -> None:
    with nothing_changes(register), pytest.raises(errors.NotEnoughHere, match="only goods that are here"):
        put_by(register, TABLE, 5)
    with nothing_changes(register), pytest.raises(errors.NotEnoughHere):
        put_by(register, LAMP)


def test_the_last_of_what_is_not_ordered_any_more_can_go_on_layaway(register: Register) -> None:
    put_stock(register, {(CLOCK, "S01"): 1})
    sold = put_by(register, CLOCK)
    assert kept(register, sold.number).state == "ready"


def test_a_layaway_receipt_says_how_it_is_paid_and_names_no_day(register: Register) -> None:
    text = str(put_by(register).receipt.blocks)
    assert "Put aside for you" in text
    assert "Pay any amount at any time" in text
    assert "We keep the goods for" not in text
    assert "Expected ship date" not in text


def test_goods_on_layaway_are_not_called_uncollected(register: Register, clock: FixedClock) -> None:
    sold = put_by(register)
    clock.pass_time(timedelta(days=90))
    assert register.waiting.uncollected() == ()
    with nothing_changes(register), pytest.raises(errors.WrongState):
        register.waiting.put_back(sold.number, reason="takes long", person=MANAGER)


def events(register: Register, number: str) -> list[tuple[str, date]]:
    """What was written to an order's customer and when, the first first."""
    return [
        (one.event, date.fromisoformat(one.queued_at[:10])) for one in reversed(register.news.list(limit=1000))
        if one.number == number
    ]  # fmt: skip


def days_go_by(register: Register, clock: FixedClock, days: int) -> None:
    """Every day has its round, and what it wrote is sent."""
    for _ in range(days):
        clock.pass_time(timedelta(days=1))
        register.news.run()
        send(register)


def send(register: Register) -> None:
    """What is queued goes out."""
    register.news.send(StoredTries(register.ledger), {"e-mail": Postman("e-mail"), "text": Postman("text")})


class Postman:
    """A way of sending that works."""

    same_once = True

    def __init__(self, channel: Channel) -> None:
        self.channel = channel

    def send(self, message: Message) -> None:
        """It is there."""

    def close(self) -> None:
        """Nothing to close."""


def test_a_layaway_customer_hears_of_us_within_the_silence_clock_and_is_never_called_to_collect(
    register: Register, clock: FixedClock
) -> None:
    """The goods are theirs while they pay: nothing is "ready", nothing goes back to the shelf, nothing is uncollected
    on the board; that it was taken is confirmed, and no more days than the shop allows go by without news."""
    sold = put_by(register)
    send(register)
    days_go_by(register, clock, 40)
    found = events(register, sold.number)
    assert {event for event, _ in found} == {"taken", "news_due"}
    days = [day for _, day in found] + [clock.now().date()]
    silence = register.shop().waiting.silence_days
    assert max((after - before).days for before, after in pairwise(days)) <= silence
    assert all("Put aside for you" in one.text for one in register.news.list() if one.number == sold.number)
    assert [task for task in register.news.tasks() if task.task.number == sold.number] == []
    board = register.board.read("ready_not_collected")
    assert (board.lines, board.counts["ready_not_collected"]) == ((), 0)


# --- pre-order -------------------------------------------------------------------------------------------------------
def test_a_pre_order_of_goods_that_are_here_is_ready_and_told_on_the_day_of_release(
    register: Register, clock: FixedClock
) -> None:
    """R39, R41: put aside at the sale, told of on the day and not before; reminders and the end of keeping count from
    there, and the days until then are not silent."""
    out = date(2026, 12, 24)
    register.release(TABLE, out)
    sold = sell(register, LineWish(TABLE, 2), customer=ADA_HERE, tenders=(CARD,))
    assert kept(register, sold.number).lines[0].kind == "preorder"
    send(register)
    days_go_by(register, clock, 29)
    before = events(register, sold.number)
    assert [event for event, _ in before][:2] == ["taken", "news_due"]
    assert {event for event, _ in before} == {"taken", "news_due"}
    assert "24 Dec 2026" in next(one.text for one in register.news.list() if one.event == "news_due")
    assert register.board.read("ready_not_collected").lines == ()
    days_go_by(register, clock, 1)
    assert events(register, sold.number)[-1] == ("ready", out)
    (line,) = register.board.read("ready_not_collected").lines
    assert line.uncollected_since == out
    days_go_by(register, clock, 5)
    assert [event for event, _ in events(register, sold.number)].count("ready") == 1
    assert events(register, sold.number)[-1][0] == "reminder"


def test_a_pre_order_whose_day_of_release_is_taken_away_is_told_that_it_is_here(
    register: Register, clock: FixedClock
) -> None:
    register.release(TABLE, date(2027, 3, 1))
    sold = sell(register, LineWish(TABLE, 1), customer=ADA_HERE, tenders=(CARD,))
    clock.pass_time(timedelta(days=2))
    register.release(TABLE, None)
    register.news.run()
    assert [event for event, _ in events(register, sold.number)][-1] == "ready"


def test_who_saw_the_goods_put_aside_at_the_counter_is_only_reminded(register: Register, clock: FixedClock) -> None:
    """They know that they may come; goods that nobody collects are reminded of and go back as those of any order."""
    sold = sell(register, LineWish(TABLE, 1, take="backorder"), customer=ADA_HERE, tenders=(CARD,))
    days_go_by(register, clock, 30)
    said = [event for event, _ in events(register, sold.number)]
    assert "ready" not in said
    assert "reminder" in said
    assert [task.task.kind for task in register.news.tasks() if task.task.number == sold.number] == ["put_back"]
    register.waiting.put_back(sold.number, reason="does not come", person=MANAGER)


def test_goods_before_their_release_are_a_pre_order(register: Register) -> None:
    """R39, R41: by itself, from the day of release."""
    put_products(register, [a_product("NEW", "Lamp of spring", 9900, release_on="2027-01-15")])
    sold = sell(
        register, LineWish("NEW", 1, take="backorder", override="asked for it"), LineWish(LAMP, 1, take="backorder"),
        customer=ADA_HERE, tenders=(CARD,),
    )  # fmt: skip
    order = kept(register, sold.number)
    assert [line.kind for line in order.lines] == ["preorder", "backorder"]
    assert order.lines[0].promised_on is not None
    assert order.lines[0].promised_on >= date(2027, 1, 15)


# --- special order ---------------------------------------------------------------------------------------------------
SCREEN = SpecialWish("Paper screen, three parts", gbp(24000), "LUM", expected_on=date(2026, 12, 10))


def test_a_thing_not_in_the_catalogue_is_ordered_in_the_same_step(register: Register) -> None:
    """R57: nothing in stock, nothing tied up; the supplier's order is made with the customer's."""
    sold = sell(register, LineWish("", 2, special=SCREEN), customer=ADA_HERE, tenders=(CARD,), person=CASHIER)
    line = kept(register, sold.number).lines[0]
    assert (line.kind, line.name, line.ordered, line.total) == ("special", "Paper screen, three parts", 2, 48000)
    assert line.sku == f"SO-{sold.number}-1"
    supply = register.supplies(line.sku)
    assert [(one.quantity, one.expected_on) for one in supply] == [(2, date(2026, 12, 10))]
    assert line.promised_on is not None
    assert line.promised_on >= date(2026, 12, 10)
    register.receive([Arrival(line.sku, 2, supply[0].id)], person=MANAGER)
    assert kept(register, sold.number).state == "ready"


def test_a_special_order_that_is_not_paid_leaves_no_product_and_no_purchase_order(register: Register) -> None:
    with nothing_changes(register):
        with pytest.raises(errors.TenderTooSmall):
            sell(register, LineWish("", 1, special=SCREEN), customer=ADA_HERE, tenders=(TenderWish("card", gbp(1)),))
        with pytest.raises(errors.UnknownCode):
            sell(register, LineWish("", 1, special=replace(SCREEN, supplier="NOBODY")), customer=ADA_HERE)
        with pytest.raises(errors.BadText):
            sell(register, LineWish("", 1, special=replace(SCREEN, name=" ")), customer=ADA_HERE)
        with pytest.raises(errors.CustomerNeeded):
            sell(register, LineWish("", 1, special=SCREEN))


# --- how it is paid --------------------------------------------------------------------------------------------------
def test_a_customer_may_pay_the_whole_order_where_the_shop_asks_for_a_deposit(register: Register) -> None:
    sold = sell(register, LineWish(LAMP, 2, take="backorder"), customer=ADA_HERE, tenders=(CARD,), mode="full")
    order = kept(register, sold.number)
    assert (order.mode, order.order_deposit, order.balance_due) == ("full", 9000, 0)
    with nothing_changes(register), pytest.raises(errors.BadSetting, match="deposit, full"):
        sell(register, LineWish(LAMP, 1, take="backorder"), customer=ADA_HERE, tenders=(CARD,), mode="authorise")


def test_an_authorisation_is_watched_until_the_card_can_be_charged(
    make: Callable[..., Register], register: Register
) -> None:
    """It holds money and takes none; when it ends before the goods come somebody asks for a new one."""
    register.change_shop(deposit=DepositRule(percent=50, tax_mode="on_payment", also=("full", "authorise")))
    card = TenderWish("authorisation", None, "AUTH-77", date(2026, 11, 29))
    sold = sell(
        register, LineWish(LAMP, 1, take="backorder"), customer=ADA_HERE, tenders=(card,), mode="authorise"
    )  # fmt: skip
    order = kept(register, sold.number)
    assert (order.mode, order.order_deposit, order.balance_due) == ("authorise", 0, 4500)
    (ending,) = register.waiting.authorisations_ending()
    assert (ending.order, ending.reference, ending.amount, ending.days_left) == (sold.number, "AUTH-77", gbp(4500), 5)
    assert ending.expected_on is not None
    assert ending.expected_on > ending.until
    long = replace(card, until=date(2027, 6, 1), reference="AUTH-78")
    sell(register, LineWish(LAMP, 1, take="backorder"), customer=ADA_HERE, tenders=(long,), mode="authorise")
    assert [one.reference for one in register.waiting.authorisations_ending()] == ["AUTH-77"]


def test_the_modes_that_a_shop_allows_are_kept_with_its_settings(register: Register) -> None:
    rule = DepositRule(percent=20, also=("authorise",))
    assert register.change_shop(deposit=rule).deposit == rule
    assert register.shop().deposit == rule
    with pytest.raises(errors.BadSetting):
        register.change_shop(deposit=replace(rule, also=("barter",)))  # type: ignore[arg-type]  # what a file may say


# --- how and when ----------------------------------------------------------------------------------------------------
def test_the_way_and_the_wished_days_are_taken_with_the_order(register: Register) -> None:
    sold = sell(
        register,
        LineWish(LAMP, 1, take="backorder", route="deliver", wanted_on=date(2026, 12, 1), not_after=date(2026, 12, 24)),
        customer=CustomerWish(name="Cy Ode", phone="020 7946 0777", address="4 Mill Lane"), tenders=(CARD,),
    )  # fmt: skip
    line = kept(register, sold.number).lines[0]
    assert (line.route, line.wanted_on, line.not_after) == ("deliver", date(2026, 12, 1), date(2026, 12, 24))
    assert "hip" in line.words
    other = sell(
        register, LineWish(LAMP, 1, take="backorder", route="other_store", route_to="S02"), customer=ADA_HERE,
        tenders=(CARD,),
    )  # fmt: skip
    assert kept(register, other.number).lines[0].route_to == "S02"


def test_an_order_that_comes_too_late_for_the_customer_is_not_taken(register: Register) -> None:
    wish = LineWish(LAMP, 1, take="backorder", not_after=date(2026, 11, 27))
    with nothing_changes(register), pytest.raises(errors.NotBackorderable, match="wants it by 2026-11-27"):
        sell(register, wish, customer=ADA_HERE, tenders=(CARD,))
    with nothing_changes(register), pytest.raises(errors.ContactNeeded):
        sell(register, LineWish(LAMP, 1, take="backorder", route="deliver"), customer=ADA_HERE, tenders=(CARD,))
    with nothing_changes(register), pytest.raises(errors.BadSetting):
        sell(register, LineWish(LAMP, 1, take="backorder", kind="barter"), customer=ADA_HERE, tenders=(CARD,))


def test_one_id_stands_for_one_basket_with_its_terms(register: Register) -> None:
    wish = LineWish(LAMP, 1, take="backorder", wanted_on=date(2026, 12, 10))
    first = sell(register, wish, customer=ADA_HERE, tenders=(CARD,), request="r-1")
    before = records_of(register)
    again = sell(register, wish, customer=ADA_HERE, tenders=(CARD,), request="r-1")
    assert (again.number, again.repeated) == (first.number, True)
    with pytest.raises(errors.RequestReused):
        sell(register, replace(wish, wanted_on=None), customer=ADA_HERE, tenders=(CARD,), request="r-1")
    assert records_of(register) == before


def test_a_usual_order_writes_nothing_of_kinds_into_the_log(register: Register) -> None:
    """The common path carries no more than before."""
    sell(register, LineWish(LAMP, 1, take="backorder"), customer=CustomerWish(id=BEN), tenders=(CASH,))
    with register.ledger.database.reading() as cursor:
        cursor.execute("SELECT bytes FROM op WHERE kind = 'sale_made'")
        ((kept_bytes,),) = cursor.fetchall()
    line = json.loads(kept_bytes)["body"]["lines"][0]
    assert not {"kind", "route", "route_to", "wanted_on", "not_after"} & set(line)


def test_nobody_without_the_right_orders_something_special(register: Register) -> None:
    class Nobody(Person):
        def may(self, right: str) -> bool:
            return right != "special_order"

    with nothing_changes(register), pytest.raises(errors.NotAllowed):
        sell(register, LineWish("", 1, special=SCREEN), customer=ADA_HERE, tenders=(CARD,), person=Nobody("x", "X"))


def test_part_of_a_layaway_is_cancelled_with_its_deposit(register: Register) -> None:
    from pos.usecases.order_cancelling import CancelWish

    sold = put_by(register, TABLE, 2)
    register.waiting.cancel(sold.number, CancelWish("changed_mind", lines={1: 1}))
    assert kept(register, sold.number).order_deposit == 4450
    with register.ledger.reading() as records:
        assert records.stock_here(TABLE).available == 3
    assert labels_of(sold.receipt)
    assert sample_shop().deposit.also == ("full",)
