"""Goods on their way to another store, there, and back: who hears what, which tasks there are, and who gets them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pos.domain import errors
from pos.domain.hold_places import HoldPlace
from pos.domain.news import NOT_HERE
from pos.domain.phrases import clear_date
from pos.register import Register
from pos.store.verify import verify
from pos.usecases.checkout import LineWish
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.promise_desk import told_lines
from pos.usecases.receiving import Arrival
from tests.builders import BEN, LAMP, NOON, TABLE, FixedClock
from tests.usecases.desk import CARD, MANAGER, nothing_changes, order_later, sell
from tests.usecases.test_elsewhere_goods import days_pass, sent_on
from tests.usecases.test_news import sent
from tests.usecases.test_order_routes import MIA, PO, by, events, kept, tasks, texts

TODAY = NOON.date()
ASKED = "Ask the customer what to do: 2 × Brass lamp, tall, not collected there, is put aside here."
DAY = timedelta(days=1)


def where(register: Register, number: str, line: int = 1) -> tuple[int, int, int]:
    """Units of a line that are here, under way and there."""
    at = register.waiting.whereabouts(number)[line]
    return at.here, at.under_way, at.there


# --- came back while they are wanted ------------------------------------------------------------------------------
def test_who_was_told_that_goods_are_there_hears_when_they_are_not(register: Register, clock: FixedClock) -> None:
    """In the act, with the next day, once; somebody is asked to mend it until they are there again."""
    number = sent_on(register)
    clock.pass_time(timedelta(hours=1))
    sent(register)
    clock.pass_time(timedelta(hours=1))
    register.waiting.came_back(number)
    assert [why.partition(",")[0] for why in tasks(register, "promise")] == ["Its goods came back from High Street"]
    sent(register)
    said = [one for one in register.news.list(number=number) if one.state == "sent" and one.event != "taken"]
    assert [one.event for one in said] == ["ready", "late"]
    assert [one.standing for one in said[-1].tells] == [NOT_HERE]
    days_pass(register, clock, 1)
    sent(register)
    assert events(register, number).count("late") == 1
    assert len(tasks(register, "promise")) == 1
    register.waiting.send_on(number)
    register.waiting.arrived_there(number)
    assert tasks(register, "promise") == []


def test_who_was_not_told_yet_that_goods_are_there_hears_nothing_of_it(register: Register) -> None:
    number = sent_on(register)
    register.waiting.came_back(number)
    sent(register)
    assert [one.event for one in register.news.list(number=number) if one.state == "sent"] == ["taken"]
    assert tasks(register, "promise") == []


def test_some_units_come_back_and_the_others_are_still_there(register: Register) -> None:
    number = sent_on(register, 3)
    register.waiting.came_back(number, lines={1: 2})
    assert where(register, number) == (2, 0, 1)
    assert tasks(register, "send_on") == ["Send on to High Street: 2 × Brass lamp, tall."]
    with nothing_changes(register), pytest.raises(errors.BadQuantity):
        register.waiting.came_back(number, lines={1: 2})
    assert register.collect(number, [CARD]).total.minor == 4500
    register.waiting.send_on(number)
    register.waiting.arrived_there(number)
    register.collect(number, [CARD])
    assert kept(register, number).state == "collected"


def test_units_that_nobody_wants_there_and_some_that_are_wanted_come_back_at_once(register: Register) -> None:
    number = sent_on(register, 3)
    register.waiting.change_quantity(number, 1, 2)
    register.waiting.came_back(number, lines={1: 2})
    assert where(register, number) == (1, 0, 1)
    assert register.look_up(LAMP).here.available == 1
    assert tasks(register, "put_back") == []


# --- not collected there ------------------------------------------------------------------------------------------
def left_lying(register: Register, clock: FixedClock, units: int = 2) -> str:
    """An order whose goods nobody collected in the other store in the days of the shop's rule."""
    register.change_shop(waiting=replace(register.shop().waiting, expire_days=3), keep_days=7)
    number = by(register, "other_store", units=units, to="S02").number
    clock.pass_time(DAY)
    register.receive([Arrival(LAMP, units, PO)], person=MANAGER)
    register.waiting.send_on(number)
    register.waiting.arrived_there(number)
    for _ in range(11):
        days_pass(register, clock, 1)
        sent(register)
    return number


def test_goods_not_collected_there_go_to_the_next_in_the_queue(register: Register, clock: FixedClock) -> None:
    """As goods that nobody collects here do: the promise was kept, and the customer is asked what to do."""
    number = left_lying(register, clock, 1)
    behind = order_later(register, LAMP, 1, BEN).number
    done = register.waiting.came_back(number)
    assert [(one.order, one.units) for one in done.passed_on] == [(behind, 1)]
    assert kept(register, behind).lines[0].allocated == 1
    assert events(register, number)[-1] == "expired"
    assert tasks(register, "send_on") == tasks(register, "put_back") == tasks(register, "promise") == []
    sent(register)
    days_pass(register, clock, 3)
    (mine,) = [one for one in register.waiting.uncollected() if one.order == number]
    assert mine.next_step(clock.now().date()) == "expire"
    assert "late" not in events(register, number)
    with register.ledger.reading() as records:
        assert [one.kept() for one in told_lines(records, kept(register, number).customer)] == [True]


def test_goods_not_collected_there_that_nobody_else_wants_stay_here_until_the_customer_says_so(
    register: Register, clock: FixedClock
) -> None:
    """They are not sent in circles."""
    number = left_lying(register, clock)
    register.waiting.came_back(number)
    days_pass(register, clock, 2)
    assert where(register, number) == (2, 0, 0)
    assert tasks(register, "send_on") == tasks(register, "promise") == []
    assert events(register, number).count("expired") == 1
    assert "late" not in events(register, number)
    register.waiting.send_on(number)
    register.waiting.arrived_there(number)
    assert where(register, number) == (0, 0, 2)
    assert events(register, number)[-1] == "ready"


@pytest.mark.parametrize("rule", [0, 3])
def test_the_letter_of_goods_that_came_back_and_stay_says_so_and_somebody_asks(
    register: Register, clock: FixedClock, rule: int
) -> None:
    """Nothing went to the shelf, so no letter says it; the goods have a task until they are on their way again."""
    number = left_lying(register, clock)
    own = {"expired": {"en": {"text": "All {goods} went to the shelf."}}}
    register.change_shop(waiting=replace(register.shop().waiting, expire_days=rule, templates=own))
    register.waiting.came_back(number)
    (letter,) = [one for one in register.news.list(number=number) if one.event == "expired"]
    assert "shelf" not in f"{letter.words}"
    assert "still put aside for you" in letter.words["text"]
    assert ASKED in [one.task.why for one in register.news.tasks()]
    sent(register)
    days_pass(register, clock, 20)
    (said, *_) = [one.words["text"] for one in register.news.list(number=number) if one.event == "news_due"]
    assert "Ready to collect: Riverside" in said
    assert "No confirmed date" not in said
    register.waiting.send_on(number)
    assert ASKED not in [one.task.why for one in register.news.tasks()]


def test_the_letter_names_no_more_goods_than_went_to_others(register: Register, clock: FixedClock) -> None:
    number = left_lying(register, clock)
    order_later(register, LAMP, 1, BEN)
    register.waiting.came_back(number)
    (letter,) = [one for one in register.news.list(number=number) if one.event == "expired"]
    assert "We kept 1 × Brass lamp, tall" in letter.words["text"]
    assert "Still put aside for you: 1 × Brass lamp, tall." in letter.words["text"]


def test_without_a_rule_goods_not_collected_there_go_to_nobody(register: Register, clock: FixedClock) -> None:
    register.change_shop(waiting=replace(register.shop().waiting, expire_days=0), keep_days=7)
    number = sent_on(register)
    behind = order_later(register, LAMP, 1, BEN).number
    days_pass(register, clock, 8)
    register.waiting.came_back(number)
    assert [kept(register, one).lines[0].allocated for one in (number, behind)] == [2, 0]
    assert events(register, number)[-1] == "expired"
    assert tasks(register, "send_on") == tasks(register, "promise") == []


# --- before their release -----------------------------------------------------------------------------------------
def test_goods_in_another_store_are_ready_and_kept_from_their_release_on(register: Register, clock: FixedClock) -> None:
    """Though they are there before; moved while they are under way, it is the new day that counts."""
    register.change_shop(keep_days=7)
    register.release(LAMP, TODAY + 10 * DAY)
    number = by(register, "other_store", to="S02").number
    register.receive([Arrival(LAMP, 2, PO)], person=MANAGER)
    register.waiting.send_on(number)
    register.release(LAMP, TODAY + 12 * DAY)
    register.waiting.arrived_there(number)
    days_pass(register, clock, 11)
    assert "ready" not in events(register, number)
    days_pass(register, clock, 1)
    (said,) = texts(register, number, "ready")
    assert clear_date(TODAY + 19 * DAY, "en") in said
    days_pass(register, clock, 7)
    assert tasks(register, "put_back") == []
    assert register.collect(number, [CARD]).total.minor == 9000


# --- all together -------------------------------------------------------------------------------------------------
def test_nobody_is_told_ready_of_goods_there_that_go_only_with_others(register: Register) -> None:
    lines = (
        LineWish(LAMP, 1, take="backorder", route="other_store", route_to="S02"),
        LineWish(TABLE, 9, take="backorder", route="other_store", route_to="S02"),
    )
    number = sell(register, *lines, customer=MIA, tenders=(CARD,)).number
    register.receive([Arrival(LAMP, 1, PO)], person=MANAGER)
    register.waiting.send_on(number)
    register.waiting.change_ship_complete(number, complete=True)
    register.waiting.arrived_there(number)
    assert "ready" not in events(register, number)
    register.receive([Arrival(TABLE, 9)], person=MANAGER)
    assert "ready" not in events(register, number)
    with nothing_changes(register), pytest.raises(errors.OrderNotReady, match="still here"):
        register.collect(number, [CARD])
    register.waiting.send_on(number)
    register.waiting.arrived_there(number)
    assert events(register, number).count("ready") == 1
    register.collect(number, [CARD])


def test_parts_may_go_on_at_once_when_they_need_not_go_together_any_more(register: Register) -> None:
    number = by(register, "other_store", units=2, to="S02").number
    register.waiting.change_ship_complete(number, complete=True)
    register.receive([Arrival(LAMP, 1, PO)], person=MANAGER)
    assert tasks(register, "send_on") == []
    register.waiting.change_ship_complete(number, complete=False)
    assert tasks(register, "send_on") == ["Send on to High Street: 1 × Brass lamp, tall."]


# --- given up, and wanted again -----------------------------------------------------------------------------------
def test_units_given_up_and_wanted_again_are_those_that_lie_there(register: Register) -> None:
    """Though others of their line were never given up; what does not lie there waits at the end of the queue."""
    number = sent_on(register, 3)
    register.waiting.change_quantity(number, 1, 1)
    register.waiting.came_back(number, lines={1: 1})
    register.receive([Arrival(LAMP, 1, PO)], person=MANAGER)
    order_later(register, LAMP, 4, BEN)
    register.waiting.reinstate(number, "wanted after all")
    assert tasks(register, "put_back") == []
    first, again = kept(register, number).lines
    assert (first.allocated, first.cancelled, again.ordered) == (2, 1, 1)
    assert where(register, number) == (0, 0, 2)
    assert register.waiting.to_reinstate(number) == {}
    assert verify(register.ledger).ok


# --- older copies, the hold shelf ---------------------------------------------------------------------------------
@pytest.mark.parametrize("act", ["send_on", "arrived_there", "came_back"])
def test_goods_are_not_moved_by_an_older_copy_of_their_order(register: Register, act: str) -> None:
    number = by(register, "other_store", units=3, to="S02").number
    register.receive([Arrival(LAMP, 3, PO)], person=MANAGER)
    seen = kept(register, number).version
    register.waiting.send_on(number, lines={1: 1}, version=seen)
    with nothing_changes(register), pytest.raises(errors.StaleOrder):
        getattr(register.waiting, act)(number, version=seen)
    getattr(register.waiting, act)(number, version=kept(register, number).version)


def test_moves_written_before_they_counted_leave_the_version_as_it_was(register: Register) -> None:
    number = by(register, "other_store", to="S02").number
    register.receive([Arrival(LAMP, 2, PO)], person=MANAGER)
    seen = kept(register, number).version
    with register.ledger.writing() as tx:
        body = {
            "order": number, "at": "2026-11-24T12:00:00+00:00", "business_date": TODAY.isoformat(), "step": "sent_on",
            "line": 1, "what": {"units": 2, "upto": 2, "store": "S02", "name": "High Street"}, "sealed": "",
        }  # fmt: skip
        tx.append("order_noted", body, person="owner")
    assert kept(register, number).version == seen
    assert where(register, number) == (0, 2, 0)
    assert verify(register.ledger).ok


def test_a_bag_is_off_the_shelf_once_all_that_was_in_it_is_sent_on(register: Register) -> None:
    register.shelf.put_places([HoldPlace("H1", "", 2)])
    number = by(register, "other_store", to="S02").number
    register.receive([Arrival(LAMP, 2, PO)], person=MANAGER)
    register.shelf.bag(number)
    register.waiting.send_on(number, lines={1: 1})
    assert len(register.shelf.where(number)) == 1
    register.waiting.send_on(number)
    assert register.shelf.where(number) == ()
    with nothing_changes(register), pytest.raises(errors.OrderNotReady, match="was sent on"):
        register.shelf.bag(number)


# --- one task for each number -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("route", "to", "says"),
    [
        ("deliver", "", "Ship: {} × Brass lamp, tall."),
        ("other_store", "S02", "Send on to High Street: {} × Brass lamp, tall."),
    ],
)
def test_the_task_to_send_goods_is_of_as_many_as_there_are(register: Register, route: str, to: str, says: str) -> None:
    kind = "ship" if route == "deliver" else "send_on"
    number = by(register, route, units=4, to=to).number

    def asked(units: int) -> None:
        assert tasks(register, kind) == [says.format(units)]

    register.receive([Arrival(LAMP, 1, PO)], person=MANAGER)
    asked(1)
    register.receive([Arrival(LAMP, 2, PO)], person=MANAGER)
    asked(3)
    register.shelf.release(number, 1, 1, "needed elsewhere", person=MANAGER)
    asked(2)
    register.news.run()
    asked(2)
    register.waiting.cancel(number, CancelWish("changed_mind", "", {1: 3}), person=MANAGER)
    asked(1)


def test_what_a_supplier_is_asked_to_send_is_what_it_has_not_sent(register: Register) -> None:
    number = by(register, "direct", units=4).number
    register.waiting.supplier_sent(number, "DN 1", [CARD], lines={1: 3})
    assert tasks(register, "ask") == ["Ask Lumen Ltd to send 1 × Brass lamp, tall to the customer."]


# --- counts, sales of goods in the hand, records -------------------------------------------------------------------
def test_a_sale_of_goods_in_the_hand_takes_none_that_are_away(register: Register) -> None:
    number = sent_on(register)
    sell(register, LineWish(LAMP, 1, take="now", anyway="it lies here"), person=MANAGER)
    assert kept(register, number).lines[0].allocated == 2
    assert where(register, number) == (0, 0, 2)
    assert tasks(register, "promise") == []


def test_our_own_delay_on_the_way_is_not_the_suppliers(register: Register, clock: FixedClock) -> None:
    """The promise is broken; its supplier delivered in time."""
    number = by(register, "other_store", to="S02").number
    told = kept(register, number).lines[0].promised_on
    assert told is not None
    clock.pass_time(told - TODAY - 3 * DAY)
    register.receive([Arrival(LAMP, 2, PO)], person=MANAGER)
    clock.pass_time(10 * DAY)
    (judged,) = judged_of(register, number)
    assert judged == (False, True)
    register.waiting.send_on(number)
    register.waiting.arrived_there(number)
    assert judged_of(register, number) == [(False, True)]


def test_goods_that_came_too_late_to_go_on_in_time_are_their_suppliers_lateness(
    register: Register, clock: FixedClock
) -> None:
    number = by(register, "other_store", to="S02").number
    told = kept(register, number).lines[0].promised_on
    assert told is not None
    clock.pass_time(told - TODAY)
    register.receive([Arrival(LAMP, 2, PO)], person=MANAGER)
    assert judged_of(register, number) == [(False, False)]


def judged_of(register: Register, number: str) -> list[tuple[bool, bool]]:
    """Whether the promises of an order were kept, by the customer's place and by their supplier."""
    with register.ledger.reading() as records:
        found = told_lines(records, kept(register, number).customer)
    return [(one.kept(), one.of_supplier().kept()) for one in found]
