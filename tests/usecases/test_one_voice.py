"""One slip, one voice: what the customer hears, the task to mend the promise, the radar and the board say the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from pos.domain.news import Message
from pos.domain.people import OWNER, Customer
from pos.register import Register
from pos.usecases.checkout import CustomerWish, LineWish, keep_customer
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.radar import Broken, lines_of
from pos.usecases.receiving import Arrival
from pos.usecases.remedy_acts import Choice
from tests.builders import LAMP, SHADE, TABLE, FixedClock, product, put_products, put_stock, put_supply
from tests.usecases.desk import CARD, MANAGER, order_later, sell
from tests.usecases.test_news import sent, slip

ASKING = "No confirmed date yet: we are asking the supplier"
CHOICES = "The choice is yours"
FIRST, SECOND = date(2026, 12, 16), date(2027, 2, 10)
MIA, CAL = "c-mia", "c-cal"


@pytest.fixture
def shop(register: Register) -> Register:
    """One customer who is written to by e-mail, one who is called; and goods that come from where they are on order,
    and from nowhere else."""
    names = {LAMP: "Brass lamp, tall", TABLE: "Oak side table 45 cm", SHADE: "Linen shade 30 cm"}
    put_products(register, [product(sku, name, 4500, supplier="") for sku, name in names.items()])
    with register.ledger.writing() as tx:
        for customer in (
            Customer(MIA, "Mia Berg", "", "mia@post.example", consent=True, language="en"),
            Customer(CAL, "Cal Orr", "020 7946 0999", consent=True, tell_by="call"),
        ):
            keep_customer(tx, customer, OWNER)
    return register


def promises(register: Register, state: str = "open") -> list[tuple[str, str]]:
    """The tasks to mend a promise, with what came of them."""
    return [(one.task.id, one.task.outcome) for one in register.news.tasks(state=state) if one.task.kind == "promise"]


def calls(register: Register) -> list[str]:
    return [one.task.id for one in register.news.tasks() if one.task.kind in ("call", "tell")]


def rows(register: Register) -> list[Broken]:
    return lines_of(register.radar.slips())


def said(register: Register, number: str, *events: str) -> list[Message]:
    """The messages about an order, the first first."""
    return [one for one in register.news.list(number=number) if not events or one.event in events]


def live(register: Register, clock: FixedClock, days: int) -> None:
    """Days on which the shop looks, makes its round and sends, and nobody does anything else."""
    for _ in range(days):
        clock.pass_time(timedelta(days=1))
        register.promises.review()
        register.news.run()
        sent(register)


def test_r17_an_overdue_order_that_nobody_mends_is_one_delay_one_task_and_one_row_however_long(
    shop: Register, clock: FixedClock
) -> None:
    """R17, R22, R117: no new firm day every few days, each as wrong as the one before, though more could be ordered
    anew on any of them."""
    put_products(shop, [product(LAMP, "Brass lamp, tall", 4500)])
    number = order_later(shop, LAMP, 3, MIA).number
    sent(shop)
    live(shop, clock, 60)
    (late,) = said(shop, number, "late", "date_moved")
    assert ASKING in late.text
    assert CHOICES in late.text
    assert [tells.latest_on for tells in late.tells] == [None]
    assert len(promises(shop)) == 1
    assert promises(shop, "closed") == []
    (row,) = rows(shop)
    assert row.told_latest is not None
    assert row.days_late
    assert row.standing == "at_risk"
    (line,) = shop.board.read("at_risk").lines
    assert (line.order, line.told_latest, line.standing) == (number, row.told_latest, "at_risk")
    assert shop.promises.standings([number]) == {(number, 1): "at_risk"}
    due = said(shop, number, "news_due")
    assert due, "they hear of it all the same"
    assert all(ASKING in one.text for one in due[-3:])


def test_r22_the_day_is_told_as_soon_as_the_supplier_names_one(shop: Register, clock: FixedClock) -> None:
    """After the first slip, that is; the radar's row stays until somebody saw to it."""
    number = order_later(shop, LAMP, 3, MIA).number
    sent(shop)
    live(shop, clock, 20)
    shop.buying.redate("PO-1007", SECOND)
    live(shop, clock, 4)
    last = said(shop, number, "late", "date_moved")[-1]
    assert last.event == "date_moved"
    assert last.tells[0].latest_on is not None
    assert last.tells[0].latest_on >= SECOND


def test_after_a_second_slip_no_firm_day_is_told_until_a_person_tells_one(shop: Register, clock: FixedClock) -> None:
    number = order_later(shop, LAMP, 3, MIA).number
    sent(shop)
    slip(shop, FIRST)
    sent(shop)
    clock.pass_time(timedelta(days=4))
    slip(shop, SECOND)
    sent(shop)
    first, second = said(shop, number, "late")
    assert ASKING not in first.text
    assert ASKING in second.text
    assert promises(shop) == [(f"promise:{number}:1:2", "")]
    assert promises(shop, "closed") == [(f"promise:{number}:1:1", "overtaken")]
    assert [one.task for one in rows(shop)] == [f"promise:{number}:1:2"]
    live(shop, clock, 10)
    assert len(said(shop, number, "late", "date_moved")) == 2
    done = shop.radar.carry_out([Choice(number, 1, "wait")], person=MANAGER)
    assert done.skipped == ()
    sent(shop)
    last = said(shop, number, "late", "date_moved")[-1]
    assert last.tells[0].latest_on is not None
    assert promises(shop) == []
    assert rows(shop) == []


def _redate(register: Register, number: str) -> None:
    register.waiting.redate(number, person=MANAGER)


def _board(register: Register, number: str) -> None:
    register.board.tell_new_days([(number, 1)], "the ship is late", person=MANAGER)


def _tell(register: Register, number: str) -> None:
    register.news.tell_dates(number, person=MANAGER)


def _wait(register: Register, number: str) -> None:
    register.radar.carry_out([Choice(number, 1, "wait")], person=MANAGER)


def _answer(register: Register, number: str) -> None:
    register.radar.answer(number, "wait", "phone", person=MANAGER)


BY_HAND = pytest.mark.parametrize("told_by_hand", [_redate, _board, _tell, _wait, _answer])


@BY_HAND
def test_a_day_told_by_hand_ends_the_task_and_the_row_and_the_next_slip_opens_exactly_one(
    shop: Register, clock: FixedClock, told_by_hand: Callable[[Register, str], None]
) -> None:
    number = order_later(shop, LAMP, 3, MIA).number
    sent(shop)
    slip(shop, FIRST)
    told_by_hand(shop, number)
    assert promises(shop) == []
    assert rows(shop) == []
    sent(shop)
    clock.pass_time(timedelta(days=4))
    shop.promises.review()
    shop.news.run()
    assert promises(shop) == []
    slip(shop, SECOND)
    assert promises(shop) == [(f"promise:{number}:1:2", "")]
    assert len(rows(shop)) == 1


@pytest.mark.parametrize("told_by_hand", [_tell, _wait])
def test_a_second_slip_before_the_new_day_went_out_is_a_task_again(
    shop: Register, clock: FixedClock, told_by_hand: Callable[[Register, str], None]
) -> None:
    """And what goes out is the day of the second slip, with the excuse and the choices."""
    number = order_later(shop, LAMP, 3, MIA).number
    sent(shop)
    slip(shop, FIRST)
    told_by_hand(shop, number)
    clock.pass_time(timedelta(days=1))
    slip(shop, SECOND)
    shop.news.run()
    assert len(promises(shop)) == 1
    assert len(rows(shop)) == 1
    old, new = sorted(said(shop, number, "late"), key=lambda one: one.state, reverse=True)
    assert (old.state, new.state) == ("skipped", "queued")
    assert new.tells[0].latest_on is not None
    assert new.tells[0].latest_on >= SECOND
    assert CHOICES in new.text


@pytest.mark.parametrize("told_by_hand", [_redate, _board, _tell])
def test_a_message_that_takes_the_place_of_an_unsent_delay_still_says_it(
    shop: Register, clock: FixedClock, told_by_hand: Callable[[Register, str], None]
) -> None:
    number = order_later(shop, LAMP, 3, MIA).number
    sent(shop)
    slip(shop, FIRST)
    told_by_hand(shop, number)
    (queued,) = [one for one in said(shop, number) if one.state == "queued"]
    assert queued.event == "late"
    assert CHOICES in queued.text
    assert "Before: " in queued.text
    assert len(promises(shop, "closed")) == 1


def test_a_delay_that_is_over_before_anybody_heard_of_it_is_taken_back_and_told_if_it_comes_after_all(
    shop: Register,
) -> None:
    """The same day may slip twice; what nobody heard is no repetition."""
    number = order_later(shop, LAMP, 3, CAL).number
    due = shop.buying.orders()[0].expected_on
    assert due is not None
    slip(shop, FIRST)
    assert len(calls(shop)) == 1
    slip(shop, due)
    assert [(one.event, one.state) for one in said(shop, number)] == [("late", "skipped")]
    assert calls(shop) == []
    slip(shop, FIRST)
    assert sorted(one.state for one in said(shop, number)) == ["queued", "skipped"]
    assert len(calls(shop)) == 1
    assert len(promises(shop)) == 1


def test_news_of_one_line_keeps_the_unsent_delay_of_another(shop: Register, clock: FixedClock) -> None:
    put_stock(shop, {(SHADE, "S01"): 0})
    put_supply(shop, SHADE, 9, date(2026, 12, 3), number="PO-2")
    number = sell(
        shop, LineWish(LAMP, 1, take="backorder"), LineWish(SHADE, 5, take="backorder"),
        customer=CustomerWish(id=CAL), tenders=(CARD,),
    ).number  # fmt: skip
    slip(shop, FIRST)
    shop.buying.redate("PO-2", SECOND)
    (queued,) = [one for one in said(shop, number) if one.state == "queued"]
    assert {one.line for one in queued.tells} == {1, 2}
    assert calls(shop) == [f"call:{queued.id}"]


def test_a_promise_that_was_mended_and_breaks_again_is_a_task_again(shop: Register) -> None:
    """Another store sends the goods, and then sends them too late: two slips, two tasks, one at a time."""
    put_stock(shop, {(TABLE, "S02"): 9})
    put_supply(shop, TABLE, 5, date(2026, 11, 27), number="PO-88")
    with shop.ledger.reading() as records:
        here = records.stock_here(TABLE).available
    number = order_later(shop, TABLE, here + 2, MIA).number
    shop.buying.redate("PO-88", SECOND)
    done = shop.radar.carry_out([Choice(number, 1, "other_store")], person=MANAGER)
    assert done.skipped == ()
    assert promises(shop) == []
    (sent_here,) = [one for one in shop.supplies(TABLE) if one.supplier == "STORE-S02"]
    shop.buying.redate(sent_here.id, SECOND)
    ((again, _),) = promises(shop)
    assert again.startswith(f"promise:{number}:1:1:")
    assert [(one.order, one.line) for one in rows(shop)] == [(number, 1)]
    assert "queued" in [one.state for one in said(shop, number, "late")]


@pytest.mark.parametrize("who", [MIA, CAL])
def test_r108_what_is_to_be_said_of_an_order_that_is_over_is_skipped_at_once(
    shop: Register, clock: FixedClock, who: str
) -> None:
    """Cancelled or collected meanwhile: never failed, never a call."""
    cancelled, collected = order_later(shop, LAMP, 2, who).number, order_later(shop, LAMP, 2, who).number
    clock.pass_time(timedelta(hours=1))
    shop.receive([Arrival(LAMP, 4, "PO-1007")])
    assert [one.event for one in said(shop, cancelled)] == [one.event for one in said(shop, collected)] == ["ready"]
    shop.waiting.cancel(cancelled, CancelWish("changed_mind"))
    shop.collect(collected, [CARD])
    for number, how in ((cancelled, "cancelled"), (collected, "collected")):
        (ready,) = said(shop, number, "ready")
        assert (ready.state, ready.why) == ("skipped", f"the order was {how} meanwhile")
    assert calls(shop) == []
    clock.pass_time(timedelta(days=2))
    shop.news.run()
    assert calls(shop) == []
    assert all(one.state != "failed" for number in (cancelled, collected) for one in said(shop, number))


def test_a_delay_of_goods_that_came_meanwhile_is_not_told(shop: Register, clock: FixedClock) -> None:
    number = order_later(shop, LAMP, 2, CAL).number
    slip(shop, FIRST)
    shop.receive([Arrival(LAMP, 2, "PO-1007")])
    assert [one.state for one in said(shop, number, "late")] == ["skipped"]
    assert [one for one in calls(shop) if "late" in one] == []


def test_r17_a_slip_after_a_day_that_was_agreed_to_is_among_the_broken_promises(
    shop: Register, clock: FixedClock
) -> None:
    """Promises are judged by the day told last, and the record by the day told first."""
    number = order_later(shop, LAMP, 3, MIA).number
    slip(shop, FIRST)
    agreed = shop.radar.answer(number, "wait", "phone", person=MANAGER).told[0].latest_on
    with shop.ledger.reading() as records:
        (line,) = [one for one in records.open_lines(LAMP) if one.order == number]
        first = records.promises_told("")[0]
    assert line.told_latest == agreed
    changed = shop.buying.redate("PO-1007", SECOND)
    assert [(one.order, one.told_latest) for one in changed.broken] == [(number, agreed)]
    assert agreed is not None
    assert first[3] is not None
    assert first[3] < agreed == first[4]


def test_a_preview_reckons_the_days_itself_where_nobody_looked_lately(shop: Register, clock: FixedClock) -> None:
    """R26: what was reckoned long ago is not shown as no date."""
    number = order_later(shop, LAMP, 2, MIA).number
    with shop.ledger.writing() as tx:
        tx.append("promises_reviewed", {"promises": [[number, 1, None, None]], "cause": ""}, person="owner")
    assert "No confirmed date" not in shop.news.preview("date_moved", number).text
    assert shop.news.tell_dates(number) is None, "the told day still holds"


def test_the_round_reckons_a_day_that_has_passed_anew_where_nobody_looked_since(
    shop: Register, clock: FixedClock
) -> None:
    """R22: "no confirmed date" is said where there is none, and not where the daily look has not run yet."""
    put_products(shop, [product(LAMP, "Brass lamp, tall", 4500)])
    number = order_later(shop, LAMP, 2, MIA).number
    with shop.ledger.writing() as tx:
        tx.append(
            "purchase_lines_put", {"lines": [{**tx.kept_purchase_lines(["PO-1007"])[0], "cancelled": 12}]}, person="p"
        )
    clock.pass_time(timedelta(days=30))
    shop.news.run()
    (late,) = said(shop, number, "late")
    assert late.tells[0].latest_on is not None
    assert late.tells[0].latest_on > clock.now().date()


def test_firsts_8_a_sign_of_life_that_later_news_made_needless_is_given_after_all_when_that_is_taken_back(
    shop: Register, clock: FixedClock
) -> None:
    """R107: what nobody heard breaks no silence."""
    number = order_later(shop, LAMP, 3, CAL).number
    due = shop.buying.orders()[0].expected_on
    assert due is not None
    shop.buying.redate("PO-1007", due - timedelta(days=1))
    clock.pass_time(timedelta(days=7))
    shop.change_shop(waiting=replace(shop.shop().waiting, silence_days=7))
    shop.news.run()
    assert [(one.event, one.state) for one in said(shop, number)] == [("news_due", "queued")]
    slip(shop, SECOND)
    slip(shop, due - timedelta(days=1))
    assert {(one.event, one.state) for one in said(shop, number)} == {("news_due", "skipped"), ("late", "skipped")}
    shop.news.run()
    assert shop.news.past_their_clock() == []
    assert [one.event for one in said(shop, number) if one.state == "queued"] == ["news_due"]
    assert len(calls(shop)) == 1
