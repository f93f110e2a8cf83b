"""What is sent is sent once, to whom it is meant for at that moment, and where nobody knows it is said so."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest

from pos.domain import errors
from pos.domain.news import Channel, Message
from pos.domain.people import OWNER, Customer
from pos.register import Register
from pos.store.post_tries import StoredTries
from pos.usecases.checkout import CustomerWish, LineWish, keep_customer
from pos.usecases.news_sending import CLAIM, IN_DOUBT, NO_ANSWER, Sent
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.receiving import Arrival
from tests.builders import ADA, LAMP, FixedClock
from tests.post.servers import Mailbox, mail_server
from tests.post.unsure_servers import UnsureMailbox, UnsureTexts, unsure_text_service
from tests.usecases.desk import MANAGER, order_later, sell

MIA, NOA, ZED = "c-mia", "c-noa", CustomerWish(name="Zed Zulu", email="zed@post.example", consent=True)
HOUR, FIVE_MINUTES = timedelta(hours=1), timedelta(minutes=6)


@pytest.fixture
def shop(register: Register) -> Register:
    """Besides Ada, who hears by text message, two who hear by e-mail; nobody is written to about an order as such."""
    with register.ledger.writing() as tx:
        keep_customer(tx, Customer(MIA, "Mia Berg", "020 7946 0555", "mia@post.example", consent=True), OWNER)
        keep_customer(tx, Customer(NOA, "Noa Lind", "", "noa@post.example", consent=True), OWNER)
    register.change_shop(waiting=replace(register.shop().waiting, news_off=frozenset({"taken"})))
    return register


@dataclass
class Postman:
    """A way of writing that keeps (event, order, address) of what it was given; `meanwhile` happens while the first
    goes out."""

    channel: Channel = "e-mail"
    meanwhile: Callable[[], object] | None = None
    fault: errors.MessageNotSent | None = None
    same_once: bool = False
    given: list[tuple[str, str, str]] = field(default_factory=list)

    def send(self, message: Message) -> None:
        self.given.append((message.event, message.number, message.words["to"]))
        if self.meanwhile is not None:
            happens, self.meanwhile = self.meanwhile, None
            happens()
        if self.fault is not None:
            raise self.fault

    def close(self) -> None:
        """Nothing is open."""


def send(register: Register, *postmen: Postman) -> Sent:
    """One round by these ways (by e-mail and by text where none is named)."""
    ways = postmen or (Postman(), Postman("text"))
    return register.news.send(StoredTries(register.ledger), {one.channel: one for one in ways})


def given(register: Register) -> list[tuple[str, str, str]]:
    """What goes out now, by either way."""
    mail, text = Postman(), Postman("text")
    send(register, mail, text)
    return mail.given + text.given


def ready(register: Register, clock: FixedClock, *customers: str) -> list[str]:
    """An order of each for a lamp, which comes in an hour later; the message that it is here is queued."""
    numbers = [order_later(register, LAMP, 1, customer).number for customer in customers]
    clock.pass_time(HOUR)
    register.receive([Arrival(LAMP, len(customers), "PO-1007")])
    return numbers


def slip(register: Register, due: date) -> None:
    """The supplier says another day."""
    register.buying.redate("PO-1007", due)


def states(register: Register, number: str) -> list[tuple[str, str]]:
    """Events of an order's messages with what became of them, the first first."""
    return [(one.event, one.state) for one in register.news.list(number=number)]


def told(register: Register, number: str) -> list[date | None]:
    """The days that were told of an order's first line, the first first."""
    with register.ledger.database.reading() as cursor:
        cursor.execute("SELECT latest_on FROM told WHERE number = ? AND line = 1 ORDER BY nth", (number,))
        return [date.fromisoformat(day) if day else None for (day,) in cursor.fetchall()]


def tasks(register: Register) -> list[tuple[str, str]]:
    """Calls and what is to be said when they come: kind and order."""
    return sorted(
        (one.task.kind, one.task.number) for one in register.news.tasks() if one.task.kind in ("call", "tell")
    )


def by_mail(register: Register, port: int) -> None:
    """The real way, to a server of the test."""
    register.set_post(
        mail_host="127.0.0.1", mail_port=port, mail_security="none", mail_from="Shop <shop@x.example>"
    )  # fmt: skip


@dataclass
class Waits(Mailbox):
    """A server that thinks about the first message until it may go on."""

    began: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        import asyncio

        if not self.began.is_set():
            self.began.set()
            await asyncio.to_thread(self.go_on.wait, 30)
        return await super().handle_DATA(server, session, envelope)


@contextmanager
def sending(register: Register) -> Iterator[list[Sent]]:
    """A round that goes on in a thread of its own while the rest of the test runs."""
    done = list[Sent]()
    thread = threading.Thread(target=lambda: done.append(register.send_news()))
    thread.start()
    try:
        yield done
    finally:
        thread.join()


def test_two_senders_at_once_send_each_message_once(shop: Register, clock: FixedClock) -> None:
    """The open counter and the command on the same folder: what one has claimed the other leaves alone."""
    ready(shop, clock, MIA, NOA, MIA)
    mailbox = Waits()
    other = Register.open(shop.ledger.database.path.parent, clock=clock)
    with mail_server(mailbox) as port:
        by_mail(shop, port)
        with sending(shop) as first:
            assert mailbox.began.wait(30)
            second = other.send_news()
            mailbox.go_on.set()
    other.close()
    assert len(mailbox.taken) == 3
    assert len({mail["Message-ID"] for mail in mailbox.taken}) == 3
    assert sorted(first[0].sent + second.sent) == sorted(one.id for one in shop.news.list(state="sent"))
    assert (len(first[0].sent), len(second.sent)) == (1, 2)
    assert tasks(shop) == []


def test_a_claim_of_a_sender_that_ended_becomes_a_doubt_when_it_is_old(shop: Register, clock: FixedClock) -> None:
    """Until then the other sender may still be at it: nothing is sent and nobody is called."""
    (number,) = ready(shop, clock, MIA)

    def end() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send(shop, Postman(meanwhile=end))
    assert given(shop) == []
    assert tasks(shop) == []
    clock.pass_time(CLAIM + timedelta(seconds=1))
    assert given(shop) == []
    assert shop.news.list(number=number)[0].why == IN_DOUBT
    assert tasks(shop) == [("call", number)]


def test_a_claim_that_was_given_up_and_arrives_after_all_is_sent_and_its_call_is_over(
    shop: Register, clock: FixedClock
) -> None:
    """A machine that slept while it sent."""
    (number,) = ready(shop, clock, MIA)

    def sleeps() -> None:
        clock.pass_time(CLAIM + timedelta(seconds=1))
        send(shop, Postman())
        assert tasks(shop) == [("call", number)]

    assert len(send(shop, Postman(meanwhile=sleeps)).sent) == 1
    assert states(shop, number) == [("ready", "sent")]
    assert tasks(shop) == []


@pytest.mark.parametrize("drop", ["mail", "text"])
def test_what_was_handed_over_without_an_answer_is_a_call_and_no_second_message(
    shop: Register, clock: FixedClock, drop: str
) -> None:
    """As after a crash: not known whether it went out; it is not sent again by hand either."""
    (number,) = ready(shop, clock, MIA if drop == "mail" else ADA)
    mailbox, texts = UnsureMailbox(), UnsureTexts()
    with mail_server(mailbox) as port, unsure_text_service(texts) as url:
        by_mail(shop, port)
        shop.set_post(text_url=url)
        for _ in range(3):
            shop.send_news()
            clock.pass_time(FIVE_MINUTES)
    assert len(mailbox.words) + len(texts.asked) == 1
    (message,) = shop.news.list(number=number)
    assert (message.state, message.why) == ("failed", NO_ANSWER)
    assert tasks(shop) == [("call", number)]
    with pytest.raises(errors.WrongState, match="may have gone out"):
        shop.news.again(message.id)


def test_a_service_that_heeds_the_key_is_asked_again_where_no_answer_came(shop: Register, clock: FixedClock) -> None:
    """Only where the shop says so: the repeated request is delivered once."""
    (number,) = ready(shop, clock, ADA)
    texts = UnsureTexts(silent=2)
    with unsure_text_service(texts) as url:
        shop.set_post(text_url=url, text_once="yes")
        shop.send_news()
        clock.pass_time(FIVE_MINUTES)
        shop.send_news()
    assert len(texts.asked) == 3
    assert len(set(texts.asked)) == 1
    assert states(shop, number) == [("ready", "sent")]


def test_a_message_that_is_overtaken_while_the_round_goes_is_not_sent_and_its_day_not_told(
    shop: Register, clock: FixedClock
) -> None:
    """The day that a person told meanwhile stays the one that was told last."""
    order_later(shop, LAMP, 1, MIA)
    second = order_later(shop, LAMP, 1, NOA).number
    clock.pass_time(HOUR)
    slip(shop, date(2027, 1, 20))
    postman = Postman(meanwhile=lambda: shop.waiting.redate(second, on=date(2027, 2, 15)))
    send(shop, postman)
    assert [number for _, number, _ in postman.given].count(second) == 0
    assert told(shop, second)[-1] == date(2027, 2, 15)
    given(shop)
    assert told(shop, second)[-1] == date(2027, 2, 15)
    assert ("late", "skipped") in states(shop, second)


def test_a_day_told_while_its_message_was_out_is_not_told_again(shop: Register, clock: FixedClock) -> None:
    """It went out, and the log says so; the customer counts on the later word."""
    number = order_later(shop, LAMP, 1, MIA).number
    clock.pass_time(HOUR)
    slip(shop, date(2027, 1, 20))
    send(shop, Postman(meanwhile=lambda: shop.waiting.redate(number, on=date(2027, 2, 15))))
    assert states(shop, number)[0] == ("late", "sent")
    assert told(shop, number)[-1] == date(2027, 2, 15)


def test_a_day_that_was_told_on_paper_overtakes_the_letter_in_the_queue(shop: Register, clock: FixedClock) -> None:
    """A ticket was printed meanwhile with the days as they are: no letter with another day goes out after it."""
    number = order_later(shop, LAMP, 1, MIA).number
    clock.pass_time(HOUR)
    slip(shop, date(2027, 1, 20))
    assert states(shop, number) == [("late", "queued")]
    with shop.ledger.reading() as records:
        order = records.order(number)
    assert order is not None
    (said,) = shop.waiting.change_ship_complete(number, not order.ship_complete).told
    assert said.latest_on is not None
    assert told(shop, number) == [told(shop, number)[0], said.latest_on]
    assert given(shop) == []
    assert told(shop, number)[-1] == said.latest_on
    assert states(shop, number) == [("late", "skipped")]


def test_an_order_that_is_cancelled_while_the_round_goes_is_not_written_about(
    shop: Register, clock: FixedClock
) -> None:
    """Neither of goods put aside nor of a day."""
    first, second = ready(shop, clock, MIA, NOA)
    postman = Postman(meanwhile=lambda: shop.waiting.cancel(second, CancelWish("too_long", "", None)))
    send(shop, postman)
    assert [(event, number) for event, number, _ in postman.given if event == "ready"] == [("ready", first)]
    assert ("ready", "skipped") in states(shop, second)


def test_a_message_goes_to_the_address_that_its_customer_has_when_it_goes(shop: Register, clock: FixedClock) -> None:
    """The queue keeps no old address: neither the letter nor what the log says of it."""
    (number,) = ready(shop, clock, MIA)
    shop.waiting.change_contact(number, email="mia@new.example")
    assert given(shop) == [("ready", number, "mia@new.example")]
    assert shop.news.list(number=number)[0].words["to"] == "mia@new.example"
    assert given(shop) == []


def test_a_message_goes_by_the_way_that_its_customer_wants_when_it_goes(shop: Register, clock: FixedClock) -> None:
    """From e-mail to a text message, in the short words."""
    (number,) = ready(shop, clock, MIA)
    shop.waiting.change_contact(number, tell_by="text")
    assert given(shop) == [("ready", number, "020 7946 0555")]
    (message,) = shop.news.list(number=number)
    assert (message.channel, message.state) == ("text", "sent")
    assert message.text == message.words["short"]


def test_who_wants_a_call_by_then_is_called(shop: Register, clock: FixedClock) -> None:
    """The message waits as a call, which says what it would have said; reached counts."""
    (number,) = ready(shop, clock, MIA)
    shop.waiting.change_contact(number, tell_by="call")
    assert given(shop) == []
    (task,) = [one for one in shop.news.tasks() if one.task.kind == "call"]
    assert task.say
    assert task.task.number == number
    shop.news.close_task(task.task.id, "reached")
    assert states(shop, number) == [("ready", "called")]


@pytest.mark.parametrize("no", [{"consent": False}, {"tell_by": "none"}])
def test_who_said_no_while_the_message_waited_is_not_written_to(
    shop: Register, clock: FixedClock, no: dict[str, Any]
) -> None:
    """They are told when they come; nobody writes, and nobody calls."""
    (number,) = ready(shop, clock, MIA)
    shop.waiting.change_contact(number, person=MANAGER, **no)
    assert given(shop) == []
    assert given(shop) == []
    assert tasks(shop) == [("tell", number)]


def test_a_message_that_failed_is_not_sent_again_to_who_said_no_and_a_second_failure_is_a_task_again(
    shop: Register, clock: FixedClock
) -> None:
    """By hand neither; and what fails twice is not forgotten the second time."""
    (number,) = ready(shop, clock, MIA)
    gone = errors.MessageNotSent("no", permanent=True, code="550")
    send(shop, Postman(fault=gone))
    (message,) = shop.news.list(number=number)
    shop.news.again(message.id)
    assert tasks(shop) == []
    send(shop, Postman(fault=gone))
    assert tasks(shop) == [("call", number)]
    shop.waiting.change_contact(number, person=MANAGER, tell_by="none")
    with pytest.raises(errors.WrongState, match="does not want"):
        shop.news.again(message.id)


def test_a_way_that_is_down_for_long_uses_up_nobodys_tries(shop: Register, clock: FixedClock) -> None:
    """A wrong password is no wrong address: once it is right, all that waited goes out."""
    first, second = ready(shop, clock, MIA, NOA)
    for _ in range(12):
        done = send(shop, Postman(fault=errors.MessageNotSent("wrong password", whole=True)))
        assert done.failed == []
        clock.pass_time(HOUR)
    assert sorted(number for _, number, _ in given(shop)) == [first, second]


def test_who_takes_an_order_over_hears_that_the_goods_are_here_and_who_had_it_does_not(
    shop: Register, clock: FixedClock
) -> None:
    """Whether the first was told already or the message still waits."""
    for heard in (False, True):
        (number,) = ready(shop, clock, MIA)
        if heard:
            assert given(shop) == [("ready", number, "mia@post.example")]
        clock.pass_time(HOUR)
        shop.waiting.change_customer(number, ZED, "sold on")
        assert given(shop) == [("ready", number, "zed@post.example")]
        shop.collect(number, [_cash()])


def _cash() -> Any:
    from pos.usecases.checkout import TenderWish

    return TenderWish("cash")


def test_who_takes_over_an_order_that_waits_is_told_its_day_and_what_became_of_it(
    shop: Register, clock: FixedClock
) -> None:
    """The day that was told; or that it will not be kept, where the one before had not heard it yet. Once."""
    shop.change_shop(waiting=replace(shop.shop().waiting, news_off=frozenset()))
    number = order_later(shop, LAMP, 1, MIA).number
    send(shop)
    clock.pass_time(HOUR)
    shop.waiting.change_customer(number, ZED, "sold on")
    assert given(shop) == [("taken", number, "zed@post.example")]
    slip(shop, date(2027, 1, 20))
    clock.pass_time(HOUR)
    shop.waiting.change_customer(number, CustomerWish(id=NOA), "sold on")
    assert given(shop) == [("late", number, "noa@post.example")]
    assert told(shop, number)[-1] is not None
    clock.pass_time(timedelta(days=1))
    shop.news.run()
    assert given(shop) == []


def test_the_calls_to_who_had_an_order_are_over_and_the_new_one_is_called(shop: Register, clock: FixedClock) -> None:
    """Nobody calls the wrong person."""
    with shop.ledger.writing() as tx:
        keep_customer(tx, Customer("c-cal", "Cal Orr", "020 7946 0999", consent=True, tell_by="call"), OWNER)
    (number,) = ready(shop, clock, "c-cal")
    shop.waiting.customer_absent(number, "called")
    shop.waiting.change_customer(
        number, CustomerWish(name="Vi Wu", phone="020 7946 0111", consent=True, tell_by="call"), "sold on"
    )  # fmt: skip
    (task,) = [one for one in shop.news.tasks() if one.task.kind in ("call", "tell")]
    assert (task.task.kind, task.customer_name) == ("call", "Vi Wu")


def test_a_second_try_to_reach_somebody_takes_the_place_of_the_first(shop: Register, clock: FixedClock) -> None:
    """One call to make, however often nobody answered."""
    (number,) = ready(shop, clock, MIA)
    send(shop)
    for _ in range(3):
        shop.waiting.customer_absent(number, "called")
        clock.pass_time(HOUR)
    assert tasks(shop) == [("call", number)]
    closed = [one.task.outcome for one in shop.news.tasks(state="closed") if one.task.number == number]
    assert closed == ["not_reached"] * 2


@pytest.mark.parametrize("email", ["no mail", "none", "a@b c", "mia@", "a@x.example, b@x.example"])
def test_what_is_no_e_mail_address_is_not_kept_as_one(shop: Register, email: str) -> None:
    """Neither of a new customer nor of one who has an order, and not beside a telephone number either."""
    number = order_later(shop, LAMP, 1, MIA).number
    with pytest.raises(errors.ContactNeeded, match="no e-mail address"):
        shop.waiting.change_contact(number, email=email)
    wish = CustomerWish(name="Uli", phone="020 7946 0222", email=email)
    with pytest.raises(errors.ContactNeeded, match="no e-mail address"):
        shop.waiting.change_customer(number, wish, "sold on")


def test_goods_are_not_said_to_be_kept_for_who_bought_a_part_of_them_since(shop: Register, clock: FixedClock) -> None:
    """Of the rest they hear when it is here."""
    shop.tell_me.add(LAMP, CustomerWish(id=MIA), 8)
    shop.receive([Arrival(LAMP, 3)], person=MANAGER)
    clock.pass_time(HOUR)
    sell(shop, LineWish(LAMP, 1, take="now"), customer=CustomerWish(id=MIA))
    assert given(shop) == []
    shop.receive([Arrival(LAMP, 5)], person=MANAGER)
    assert [event for event, _, _ in given(shop)] == ["back_in_stock"]
