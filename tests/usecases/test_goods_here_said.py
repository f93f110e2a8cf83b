"""Messages that goods are here say what is true when they go out: which goods, what is to pay, and until when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from pos.domain.news import Message
from pos.domain.people import OWNER, Customer
from pos.domain.phrases import clear_date
from pos.register import Register
from pos.usecases.checkout import CustomerWish, LineWish, keep_customer
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.receiving import Arrival
from tests.builders import BEN, LAMP, FixedClock
from tests.usecases.desk import CARD, MANAGER, order_later, sell
from tests.usecases.test_news_sending import Postman, send

MIA, CAL = "c-mia", "c-cal"
DAY = timedelta(days=1)


@pytest.fixture
def shop(register: Register) -> Register:
    """Mia hears by e-mail, Cal wants to be called."""
    with register.ledger.writing() as tx:
        keep_customer(tx, Customer(MIA, "Mia Berg", "", "mia@post.example", consent=True), OWNER)
        keep_customer(tx, Customer(CAL, "Cal Orr", "020 7946 0999", consent=True, tell_by="call"), OWNER)
    return register


def ready(register: Register, clock: FixedClock, quantity: int, customer: str) -> str:
    """An order whose goods came in an hour later."""
    number = order_later(register, LAMP, quantity, customer).number
    clock.pass_time(timedelta(hours=1))
    register.receive([Arrival(LAMP, quantity, "PO-1007")])
    return number


def last_said(register: Register, number: str, event: str = "ready") -> Message:
    return [one for one in register.news.list(number=number) if one.event == event][-1]


def test_a_message_in_the_queue_goes_out_with_the_goods_and_the_money_of_that_moment(
    shop: Register, clock: FixedClock
) -> None:
    """One unit less, or some of the money: what is due then is said."""
    number = ready(shop, clock, 2, MIA)
    assert "2 × Brass lamp, tall" in last_said(shop, number).text
    shop.waiting.change_quantity(number, 1, 1)
    send(shop, Postman())
    said, order = last_said(shop, number), shop.order(number)
    assert order is not None
    assert said.state == "sent"
    assert "1 × Brass lamp, tall" in said.text
    assert f"Due on collection: {order.balance_due / 100:.2f}" in said.text
    assert "1 × Brass lamp, tall" in said.words["text"]


def test_a_message_whose_goods_are_all_given_up_does_not_go_out(shop: Register, clock: FixedClock) -> None:
    """And neither does one of goods that may not be had yet, after their release was put off."""
    number = ready(shop, clock, 1, MIA)
    shop.release(LAMP, clock.now().date() + 9 * DAY, person=MANAGER)
    postman = Postman()
    send(shop, postman)
    assert "ready" not in [event for event, of, _ in postman.given if of == number]


def test_who_is_to_call_reads_what_is_here_now(shop: Register, clock: FixedClock) -> None:
    """A call stands for a message, and its words change with the order."""
    number = ready(shop, clock, 2, CAL)
    shop.waiting.cancel(number, CancelWish("changed_mind", lines={1: 1}))
    (task,) = [one for one in shop.news.tasks() if one.task.kind == "call" and one.task.number == number]
    assert "1 x Brass lamp" in task.say or "Brass lamp" in task.say
    assert "1 × Brass lamp, tall" in last_said(shop, number).text
    shop.news.close_task(task.task.id, "reached")


def days_named(text: str, year: int = 2026) -> list[date]:
    """Every day that a text names, as it names them in English."""
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return [
        date(int(of), months.index(month) + 1, int(day))
        for day, month, of in re.findall(r"\b(\d\d) ([A-Z][a-z]{2}) (20\d\d)", text)
    ]


def year_of_reminders(register: Register, clock: FixedClock, days: int) -> Sequence[tuple[date, str, str]]:
    """Rounds day by day: what went out, and when, in the order of going."""
    before = {one.id for one in register.news.list(limit=1000) if one.state == "sent"}
    found = []
    for _ in range(days):
        clock.pass_time(DAY)
        register.promises.review()
        register.waiting.put_back_due()
        register.news.run()
        send(register, Postman(), Postman("text"))
        for one in register.news.list(limit=1000):
            if one.state == "sent" and one.id not in before:
                before.add(one.id)
                found.append((clock.now().date(), one.number, one.words["text"]))
    return found


@pytest.mark.parametrize("expire", [14, 0])
def test_complaint_15_no_reminder_names_a_past_day_and_none_says_the_same_as_another(
    shop: Register, clock: FixedClock, expire: int
) -> None:
    """First the day until which goods are kept, then the one on which they go to others by the rule, then none."""
    shop.change_shop(waiting=replace(shop.shop().waiting, expire_days=expire))
    number = ready(shop, clock, 1, MIA)
    came = clock.now().date()
    said = [(day, text) for day, of, text in year_of_reminders(shop, clock, 60) if of == number]
    texts = [text for _, text in said]
    assert len(texts) >= 5
    assert len(set(texts)) == len(texts)
    assert all(named >= day for day, text in said for named in days_named(text))
    kept, back = came + 14 * DAY, came + 28 * DAY
    assert [day for day, text in said if clear_date(kept, "en") in text][-1] <= kept
    named = [day for day, text in said if clear_date(back, "en") in text]
    assert bool(named) == bool(expire)
    assert all(kept < day < back for day in named)


def test_the_day_from_which_goods_go_to_others_is_the_day_on_which_the_rule_gives_them(
    shop: Register, clock: FixedClock
) -> None:
    """The words and the rule are one figure."""
    number = ready(shop, clock, 1, MIA)
    behind = order_later(shop, LAMP, 1, BEN).number
    said = [text for _, of, text in year_of_reminders(shop, clock, 27) if of == number]
    (back,) = [day for text in said if "may go to others" in text for day in days_named(text)]
    order = shop.order(number)
    assert order is not None
    assert order.lines[0].allocated == 1
    clock.pass_time(DAY)
    assert clock.now().date() == back
    (done,) = shop.waiting.put_back_due()
    assert [one.order for one in done.passed_on] == [behind]


def test_a_sign_of_life_names_the_release_with_the_way_to_the_other_store(shop: Register, clock: FixedClock) -> None:
    """Goods that lie here till their release day still have their way to go."""
    out = clock.now().date() + 20 * DAY
    shop.release(LAMP, out, person=MANAGER)
    wish = LineWish(LAMP, 1, take="backorder", override="wanted", route="other_store", route_to="S02")
    sold = sell(shop, wish, customer=CustomerWish(id=MIA), tenders=(CARD,))
    clock.pass_time(timedelta(hours=1))
    shop.receive([Arrival(LAMP, 1, "PO-1007")])
    year_of_reminders(shop, clock, 16)
    said = last_said(shop, sold.number, "news_due")
    assert clear_date(out, "en") not in said.text
    order = shop.order(sold.number)
    assert order is not None
    assert order.lines[0].expected_ship_on is not None
    assert max(days_named(said.text.partition("You hear")[0])) >= max(out + 2 * DAY, order.lines[0].expected_ship_on)
