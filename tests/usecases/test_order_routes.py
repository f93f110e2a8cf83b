"""Goods that are not collected here: sent on to another store, shipped by us, or sent by the supplier itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pos.domain import errors
from pos.domain.backorder import Order
from pos.domain.phrases import phrase
from pos.domain.receipt import KeyValue, Receipt, Text
from pos.register import Register
from pos.usecases.checkout import CustomerWish, LineWish, Sold
from pos.usecases.news_sending import arrived
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.receiving import Arrival
from pos.usecases.sale_wishes import SpecialWish
from tests.builders import BEN, LAMP, NOON, TABLE, FixedClock
from tests.usecases.desk import CARD, CASHIER, MANAGER, gbp, labels_of, nothing_changes, order_later, sell

TODAY = NOON.date()
DAY = timedelta(days=1)
MIA = CustomerWish(name="Mia Long", email="mia@post.example", consent=True, address="1 Mill Lane, Town")
PO = "PO-1007"


def kept(register: Register, number: str) -> Order:
    found = register.order(number)
    assert found is not None
    return found


def by(
    register: Register, route: str, units: int = 2, to: str = "", sku: str = LAMP, customer: CustomerWish = MIA
) -> Sold:
    """An order that goes this way."""
    return sell(
        register, LineWish(sku, units, take="backorder", route=route, route_to=to), customer=customer, tenders=(CARD,)
    )


def tasks(register: Register, kind: str) -> list[str]:
    """What the open tasks of a kind say."""
    return [one.task.why for one in register.news.tasks() if one.task.kind == kind]


def events(register: Register, number: str) -> list[str]:
    return [one.event for one in register.news.list(number=number)]


def texts(register: Register, number: str, event: str) -> list[str]:
    return [one.words["text"] for one in register.news.list(number=number) if one.event == event]


def reckoned(register: Register, number: str) -> date | None:
    return kept(register, number).lines[0].expected_ship_on


def words_on(receipt: Receipt) -> str:
    """Everything on it that is read as a sentence."""
    said = [one.text for one in receipt.blocks if isinstance(one, Text)]
    return " ".join([*said, *(f"{one.label} {one.value}" for one in receipt.blocks if isinstance(one, KeyValue))])


# --- another store ----------------------------------------------------------------------------------------------
def test_the_day_at_another_store_has_the_way_there_in_it_from_the_first(register: Register) -> None:
    """What is told, printed, reckoned and told again is one day; asking for the same way again moves nothing."""
    here = kept(register, order_later(register, LAMP, 2).number).lines[0]
    sold = by(register, "other_store", to="S02")
    line = kept(register, sold.number).lines[0]
    assert here.promised_on is not None
    assert line.promised_on is not None
    assert line.promised_on >= here.promised_on + 2 * DAY
    assert sold.backorders[0].promise is not None
    assert sold.backorders[0].promise.latest_on == line.promised_on == line.expected_ship_on
    register.promises.review()
    assert reckoned(register, sold.number) == line.promised_on
    again = register.waiting.change_route(sold.number, "other_store", to="S02")
    assert [one.latest_on for one in again.told] == [line.promised_on]


def test_goods_for_another_store_are_sent_on_and_ready_when_they_are_there(
    register: Register, clock: FixedClock
) -> None:
    """Come in: a task and no "ready". Sent on: on their way. There: the customer hears where."""
    register.change_shop(store_addresses={"S02": ("2 River Walk",)})
    number = by(register, "other_store", to="S02").number
    register.receive([Arrival(LAMP, 2, PO)], person=MANAGER)
    name = register.shop().stores["S02"]
    assert tasks(register, "send_on") == [f"Send on to {name}: 2 × Brass lamp, tall."]
    assert "ready" not in events(register, number)
    assert [line.order for line in register.board.read("to_send_on").lines] == [number]
    assert register.board.read("ready_not_collected").lines == ()

    clock.pass_time(DAY)
    register.waiting.send_on(number, person=CASHIER)
    assert tasks(register, "send_on") == []
    assert "ready" not in events(register, number)
    assert [line.order for line in register.board.read("on_the_way").lines] == [number]
    with nothing_changes(register), pytest.raises(errors.OrderNotReady, match="on its way"):
        register.collect(number, [CARD])
    with nothing_changes(register), pytest.raises(errors.WrongState):
        register.waiting.send_on(number)

    clock.pass_time(2 * DAY)
    register.waiting.arrived_there(number, person=CASHIER)
    (said,) = texts(register, number, "ready")
    assert f"{name}, 2 River Walk" in said
    assert [line.uncollected_since for line in register.board.read("ready_not_collected").lines] == [TODAY + 3 * DAY]
    assert register.collect(number, [CARD]).total.minor == 9000


def test_goods_for_another_store_are_neither_reminded_of_nor_put_back_before_they_are_there(
    register: Register, clock: FixedClock
) -> None:
    register.change_shop(waiting=replace(register.shop().waiting, expire_days=3))
    number = by(register, "other_store", to="S02").number
    by_behind = order_later(register, LAMP, 2, BEN).number
    register.receive([Arrival(LAMP, 2, PO)], person=MANAGER)
    for _ in range(25):
        clock.pass_time(DAY)
        register.news.run()
        assert register.waiting.put_back_due() == ()
    assert not {"ready", "reminder", "expired"} & set(events(register, number))
    assert tasks(register, "put_back") == []
    assert len(tasks(register, "send_on")) == 1
    assert kept(register, by_behind).lines[0].allocated == 0


def test_goods_that_left_for_another_store_are_nobody_elses_until_they_are_back(register: Register) -> None:
    number = by(register, "other_store", to="S02").number
    register.receive([Arrival(LAMP, 2, PO)], person=MANAGER)
    register.waiting.send_on(number, lines={1: 1})
    with nothing_changes(register), pytest.raises(errors.WrongState, match="sent on"):
        register.waiting.change_route(number, "collect")
    with nothing_changes(register), pytest.raises(errors.WrongState):
        register.waiting.put_back(number, reason="not wanted", person=MANAGER)
    assert len(tasks(register, "send_on")) == 1  # the other one is still here
    register.waiting.came_back(number)
    register.waiting.change_route(number, "collect")
    assert tasks(register, "send_on") == []


def test_another_store_becomes_known_by_name_address_and_days(register: Register) -> None:
    with pytest.raises(errors.BadSetting):
        by(register, "other_store", to="S09")
    shop = register.put_store("S09", name="Hill", address=("9 Top Road",), days=9, person=MANAGER)
    assert (shop.stores["S09"], shop.way_to("S09"), shop.place("S09")) == ("Hill", 9, "Hill, 9 Top Road")
    near, far = by(register, "other_store", to="S02").number, by(register, "other_store", to="S09").number
    sooner, later = reckoned(register, near), reckoned(register, far)
    assert sooner is not None
    assert later is not None
    assert later >= sooner + 6 * DAY
    with pytest.raises(errors.BadSetting):
        register.put_store("S01", name="Here", person=MANAGER)
    with pytest.raises(errors.NotAllowed):
        register.put_store("S08", name="Dale", person=CASHIER)


def test_goods_cancelled_while_they_are_away_are_asked_back(register: Register) -> None:
    number = by(register, "other_store", to="S02").number
    register.receive([Arrival(LAMP, 2, PO)], person=MANAGER)
    register.waiting.send_on(number)
    assert tasks(register, "ask") == [f"Ask {register.shop().stores['S02']} whether the goods sent on are there."]
    register.waiting.cancel(number, CancelWish("changed_mind"), person=MANAGER)
    assert tasks(register, "ask") == []
    (why,) = tasks(register, "put_back")
    assert why.startswith("Have 2 × Brass lamp, tall sent back from")
    register.news.run()
    assert len(tasks(register, "put_back")) == 1


# --- delivered --------------------------------------------------------------------------------------------------
def test_goods_to_deliver_are_asked_to_be_shipped_and_nobody_is_told_to_collect_them(
    register: Register, clock: FixedClock
) -> None:
    """Come in: a task "ship" and the board's column; shipped: the customer hears it and the task is over."""
    number = by(register, "deliver").number
    register.receive([Arrival(LAMP, 2, PO)], person=MANAGER)
    assert tasks(register, "ship") == ["Ship: 2 × Brass lamp, tall."]
    assert "ready" not in events(register, number)
    assert [line.order for line in register.board.read("to_ship").lines] == [number]
    assert register.board.read("ready_not_collected").lines == ()
    register.collect(number, [CARD])
    assert "shipped" in events(register, number)
    assert tasks(register, "ship") == []


def test_goods_to_deliver_that_lie_past_the_told_day_are_a_broken_promise(
    register: Register, clock: FixedClock
) -> None:
    """One task for it and one message with the next day, however many rounds; nothing is put back."""
    register.change_shop(waiting=replace(register.shop().waiting, expire_days=3, news_apart_days=0))
    number = by(register, "deliver").number
    order_later(register, LAMP, 2, BEN)
    told = kept(register, number).lines[0].promised_on
    assert told is not None
    register.receive([Arrival(LAMP, 2, PO)], person=MANAGER)
    while clock.now().date() <= told:
        clock.pass_time(DAY)
        register.news.run()
    assert len(tasks(register, "promise")) >= 1
    assert len([one for one in events(register, number) if one == "late"]) == 1
    for _ in range(3):
        clock.pass_time(DAY)
        register.news.run()
        register.waiting.put_back_due()
    assert [one for one in events(register, number) if one == "late"] == ["late"]
    (line,) = register.board.read("to_ship").lines
    assert (line.standing, line.days_late > 0) == ("overdue", True)
    assert kept(register, number).lines[0].allocated == 2
    register.collect(number, [CARD])
    assert not [one for one in register.news.tasks() if one.task.number == number]


def test_who_waits_for_a_delivery_that_is_here_still_hears_a_day(register: Register, clock: FixedClock) -> None:
    """The silence clock never writes an empty date. What was put aside at the sale is to be shipped at once."""
    number = by(register, "deliver", units=1, sku=TABLE).number
    assert len(tasks(register, "ship")) == 1
    for _ in range(15):
        clock.pass_time(DAY)
        register.news.run()
    said = texts(register, number, "news_due") + texts(register, number, "late")
    assert said
    assert all("2026" in one for one in said)


def test_goods_to_send_wait_for_the_day_of_their_release(register: Register, clock: FixedClock) -> None:
    register.release(LAMP, TODAY + 10 * DAY, person=MANAGER)
    number = by(register, "deliver").number
    register.receive([Arrival(LAMP, 2, PO)], person=MANAGER)
    assert kept(register, number).lines[0].allocated == 2
    assert tasks(register, "ship") == []
    assert register.board.read("to_ship").lines == ()
    clock.pass_time(10 * DAY)
    register.news.run()
    assert len(tasks(register, "ship")) == 1
    assert [line.order for line in register.board.read("to_ship").lines] == [number]


def test_an_order_that_goes_whole_is_shipped_when_all_of_it_is_here(register: Register) -> None:
    lines = [LineWish(sku, 1, take="backorder", route="deliver") for sku in (LAMP, "LMP-0014")]
    number = sell(register, *lines, customer=MIA, tenders=(CARD,), ship_complete=True).number
    waiting = [line.sku for line in kept(register, number).lines if line.waiting]
    assert waiting
    assert tasks(register, "ship") == []
    register.receive([Arrival(sku, 1) for sku in waiting], person=MANAGER)
    assert len(tasks(register, "ship")) == 1


def test_who_was_told_a_second_day_in_vain_is_told_no_third(register: Register, clock: FixedClock) -> None:
    """Of goods that lie here and are not sent, however long: one message with a day, one without, one open task."""
    number = by(register, "deliver").number
    register.receive([Arrival(LAMP, 2, PO)], person=MANAGER)
    for _ in range(40):
        clock.pass_time(DAY)
        register.news.run()
        for message in register.news.list(number=number):
            if message.state == "queued":
                with register.ledger.writing() as tx:
                    arrived(tx, message, "sent", clock=clock, person=MANAGER)
    assert events(register, number).count("late") == 2
    days = [one.tells[0].latest_on for one in register.news.list(number=number) if one.event == "late"]
    assert sorted(day is None for day in days) == [False, True]
    assert len(tasks(register, "promise")) == 1
    assert len(tasks(register, "ship")) == 1


# --- by the supplier --------------------------------------------------------------------------------------------
def test_the_supplier_is_asked_to_send_and_what_comes_in_here_goes_to_others(register: Register) -> None:
    number = by(register, "direct").number
    assert tasks(register, "ask") == ["Ask Lumen Ltd to send 2 × Brass lamp, tall to the customer."]
    behind = order_later(register, LAMP, 2, BEN).number
    register.receive([Arrival(LAMP, 2, PO)], person=MANAGER)
    assert (kept(register, number).lines[0].allocated, kept(register, behind).lines[0].allocated) == (0, 2)
    with nothing_changes(register), pytest.raises(errors.WrongState, match="supplier"):
        register.shelf.move((behind, 1), (number, 1), 1, "sooner", person=MANAGER)
    done = register.waiting.supplier_sent(number, "DN 1", [CARD])
    assert done.total.minor == 9000
    assert tasks(register, "ask") == []
    assert kept(register, behind).lines[0].allocated == 2


def test_what_the_supplier_sends_is_not_owed_from_the_shelf(register: Register) -> None:
    by(register, "direct")
    register.receive([Arrival(LAMP, 3, PO)], person=MANAGER)
    assert register.look_up(LAMP).here.available == 3


def test_a_way_changed_to_direct_asks_the_supplier_and_back_takes_what_is_free(register: Register) -> None:
    number = order_later(register, LAMP, 2).number
    register.waiting.change_contact(number, address="4 Mill Lane")
    register.waiting.change_route(number, "direct")
    assert len(tasks(register, "ask")) == 1
    register.receive([Arrival(LAMP, 2, PO)], person=MANAGER)
    assert kept(register, number).lines[0].allocated == 0
    done = register.waiting.change_route(number, "deliver")
    assert done.order.lines[0].allocated == 2
    assert (tasks(register, "ask"), len(tasks(register, "ship"))) == ([], 1)
    register.waiting.cancel(number, CancelWish("changed_mind"), person=MANAGER)
    assert tasks(register, "ship") == []


def test_a_late_line_that_the_supplier_sends_is_not_offered_goods_from_here(
    register: Register, clock: FixedClock
) -> None:
    number = by(register, "direct").number
    clock.pass_time(30 * DAY)
    register.news.run()
    broken = [line for slip in register.radar.slips() for line in slip.lines if line.order == number]
    assert broken
    assert {way.kind for line in broken for way in line.remedies} <= {"substitute", "wait", "cancel"}


def test_a_special_order_that_shrinks_or_grows_says_so_to_who_buys(register: Register) -> None:
    """What is on order for one customer follows what that customer wants, also after they cancelled."""
    wish = SpecialWish("Oak frame", gbp(8000), "LUM", expected_on=TODAY + 10 * DAY)
    sold = sell(register, LineWish("", 2, special=wish), customer=MIA, tenders=(CARD,))
    assert tasks(register, "ask") == []
    register.waiting.change_quantity(sold.number, 1, 3)
    register.news.run()
    assert tasks(register, "ask") == [f"Order 1 × Oak frame from Lumen Ltd: {sold.number} wants more."]
    register.waiting.cancel(sold.number, CancelWish("changed_mind"), person=MANAGER)
    found = tasks(register, "ask")
    assert any("to take 2 × Oak frame off" in one for one in found)
    register.news.run()
    assert tasks(register, "ask") == found


# --- what the paper says -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_the_ticket_says_how_the_goods_reach_the_customer(register: Register, language: str) -> None:
    """Who has goods sent is not told where to collect them, when to pay then and how long they are kept."""
    register.change_shop(language=language)
    sold = {
        route: by(
            register,
            route,
            units=1,
            to="S02" if route == "other_store" else "",
            customer=replace(MIA, language=language),
        )
        for route in ("collect", "other_store", "deliver", "direct")
    }
    said = {route: words_on(one.receipt) for route, one in sold.items()}
    collect_at = {"en": "Collect at", "de": "Abholung bei", "fr": "Retrait chez", "es": "Recogida en"}[language]
    shop = register.shop()
    assert shop.stores["S02"] != shop.store_name
    assert labels_of(sold["collect"].receipt)[collect_at] == shop.store_name
    assert labels_of(sold["other_store"].receipt)[collect_at] == shop.stores["S02"]
    for route in ("deliver", "direct"):
        assert collect_at not in said[route]
        assert phrase("keep", language, days=shop.keep_days) not in said[route]
        assert phrase("pay_how", language) not in said[route]
        assert {"en": "collect", "de": "abhol", "fr": "retrait", "es": "recog"}[language] not in said[route].lower()
        assert phrase("delivered" if route == "deliver" else "sent_direct", language) in said[route]
