"""Customers hear of their orders before they ask, once of each thing, by the way they want."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pos.domain import errors
from pos.domain.news import Channel, Message
from pos.domain.people import OWNER, Customer
from pos.register import Register
from pos.store.post_tries import StoredTries
from pos.usecases.checkout import CustomerWish, LineWish, keep_customer
from pos.usecases.news import news_for
from pos.usecases.news_sending import CLAIM, Sent
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.receiving import Arrival
from pos.usecases.tasks import open_task
from tests.builders import ADA, LAMP, NOON, SHADE, FixedClock, put_supply
from tests.usecases.desk import CARD, CASHIER, order_later, sell

TODAY = NOON.date()
MAIL, CALL, NOBODY = "c-mail", "c-call", "c-none"


@pytest.fixture
def people(register: Register) -> Register:
    return with_people(register)


def with_people(register: Register) -> Register:
    """Besides Ada, who wants text messages: one by e-mail, one to be called, one who did not consent."""
    with register.ledger.writing() as tx:
        for customer in (
            Customer(MAIL, "Mia Berg", "", "mia@post.example", consent=True, language="de"),
            Customer(CALL, "Cal Orr", "020 7946 0999", consent=True, tell_by="call"),
            Customer(NOBODY, "Nia Ode", "020 7946 0777", "nia@post.example", consent=False),
        ):
            keep_customer(tx, customer, OWNER)
    return register


def slip(register: Register, due: date) -> None:
    """The supplier says another day."""
    register.buying.redate("PO-1007", due)


def of(register: Register, number: str, event: str = "") -> list[str]:
    """The ids of an order's messages of one event."""
    return [one.id for one in register.news.list(number=number) if not event or one.event == event]


def tasks(register: Register, kind: str = "") -> list[str]:
    """The ids of the open tasks."""
    return [one.task.id for one in register.news.tasks() if not kind or one.task.kind == kind]


def test_r17_r29_a_slip_tells_each_customer_of_a_broken_promise_once_and_gives_one_task(people: Register) -> None:
    """R17, R82: when a delay exceeds the estimate, say so and give a new date; one task for each broken promise."""
    first = order_later(people, LAMP, 2, MAIL).number
    second = order_later(people, LAMP, 1, CALL).number
    slip(people, date(2026, 12, 16))
    assert len(of(people, first, "late")) == 1
    assert len(of(people, second, "late")) == 1
    assert len(tasks(people, "promise")) == 2
    assert len(tasks(people, "call")) == 1
    message = people.news.list(number=first)[-1]
    assert (message.channel, message.language) == ("e-mail", "de")
    assert "16 Dez. 2026" in message.text or "Dez. 2026" in message.text
    assert "stornieren" in message.text
    people.news.run()
    people.news.run()
    assert len(of(people, first, "late")) == 1
    assert len(tasks(people, "promise")) == 2


def test_r14_nothing_is_told_while_a_promise_holds_and_an_earlier_day_changes_nothing_told(people: Register) -> None:
    """R14; design 3.5: good luck is no news, and what was told stays told."""
    number = order_later(people, LAMP, 2, MAIL).number
    slip(people, date(2026, 11, 30))
    people.news.run()
    assert of(people, number, "late") == of(people, number, "date_moved") == []
    assert tasks(people) == []


def test_design_3_5_no_second_message_within_three_days_unless_it_gets_worse(
    people: Register, clock: FixedClock
) -> None:
    """A second slip on the next day waits; on the third day it is told with the date of that day."""
    number = order_later(people, LAMP, 2, MAIL).number
    slip(people, date(2026, 12, 16))
    sent(people)
    clock.pass_time(timedelta(days=1))
    slip(people, date(2026, 12, 18))
    people.news.run()
    assert len(of(people, number, "late")) == 1
    assert tasks(people, "promise") == [f"promise:{number}:1:2"], "the day told yesterday broke as well, and is a task"
    assert [(one.task.id, one.task.outcome) for one in people.news.tasks(state="closed")] == [
        (f"promise:{number}:1:1", "overtaken")
    ]
    clock.pass_time(timedelta(days=2))
    people.news.run()
    assert len(of(people, number, "late")) == 2


def test_what_gets_worse_is_told_at_once(people: Register, clock: FixedClock) -> None:
    """A day that passed without the goods is worse than one that will not be kept."""
    order = order_later(people, LAMP, 2, MAIL)
    promise = order.backorders[0].promise
    assert promise is not None
    day = promise.latest_on
    put_supply(people, LAMP, 12, day + timedelta(days=60), number="PO-1007")
    clock.pass_time(timedelta(days=(day - TODAY).days))
    _reckon(people, order.number, (day + timedelta(days=1)).isoformat())
    sent(people)
    assert len(of(people, order.number, "late")) == 1
    clock.pass_time(timedelta(days=2))
    _reckon(people, order.number, (day + timedelta(days=9)).isoformat())
    assert len(of(people, order.number, "late")) == 2


class Postman:
    """A way of writing that hands everything over, or says why not."""

    same_once = False

    def __init__(self, channel: Channel, *faults: errors.MessageNotSent) -> None:
        self.channel, self.faults, self.given = channel, list(faults), list[str]()

    def send(self, message: Message) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.given.append(message.id)

    def close(self) -> None:
        """Nothing is open."""


def sent(register: Register, *faults: errors.MessageNotSent) -> tuple[list[str], Sent]:
    """What both ways were given."""
    ways = {"e-mail": Postman("e-mail", *faults), "text": Postman("text")}
    done = register.news.send(StoredTries(register.ledger), ways)
    return ways["e-mail"].given + ways["text"].given, done


def test_r105_the_new_date_counts_as_told_from_the_moment_the_message_went_out(people: Register) -> None:
    """Told and current are two things: a message still in the queue has told nobody anything."""
    number = order_later(people, LAMP, 2, MAIL).number
    slip(people, date(2026, 12, 16))
    assert told(people, number) == [("taken", 1)]
    given, _ = sent(people)
    assert of(people, number, "late")[0] in given
    assert told(people, number) == [("taken", 1), ("late", 2)]
    assert sent(people)[0] == []


def told(register: Register, number: str) -> list[tuple[str, int]]:
    with register.ledger.database.reading() as cursor:
        cursor.execute("SELECT why, nth FROM told WHERE number = ? ORDER BY nth", (number,))
        return [(str(why), int(nth)) for why, nth in cursor.fetchall()]


def test_r104_whoever_ordered_gets_the_dates_of_the_receipt_in_writing_once(people: Register) -> None:
    """R104: the same date in the confirmation as on the receipt; nobody gets it by telephone."""
    mailed = order_later(people, LAMP, 2, MAIL)
    called = order_later(people, LAMP, 1, CALL)
    sent(people)
    sent(people)
    (message,) = people.news.list(number=mailed.number)
    assert message.event == "taken"
    assert mailed.backorders[0].words in message.text
    assert people.news.list(number=called.number) == []


def test_r146_goods_put_aside_are_told_at_once_and_called_for_again_by_rule(
    people: Register, clock: FixedClock
) -> None:
    """R146, R108: ready fires once; reminders on the third and the seventh day; after keeping time goods go back."""
    number = order_later(people, LAMP, 2, MAIL).number
    clock.pass_time(timedelta(hours=1))
    people.receive([Arrival(LAMP, 2, "PO-1007")])
    assert len(of(people, number, "ready")) == 1
    days = {}
    for day in range(1, 40):
        clock.pass_time(timedelta(days=1))
        people.news.run()
        sent(people)
        days[day] = len(of(people, number, "reminder"))
    assert (days[2], days[3], days[6], days[7]) == (0, 1, 1, 2)
    assert len(of(people, number, "ready")) == 1
    assert len(tasks(people, "put_back")) == 1


def test_firsts_8_silence_never_lasts_longer_than_the_shop_allows(people: Register, clock: FixedClock) -> None:
    """R107: who can be written to is, who wants a call becomes a call, and who said no is told when they come."""
    numbers = [order_later(people, LAMP, 1, who).number for who in (MAIL, ADA, CALL, NOBODY)]
    # The day stays far away: nothing moves, and still nobody is forgotten.
    slip(people, date(2026, 12, 2))
    for _ in range(14):
        clock.pass_time(timedelta(days=1))
        people.news.run()
        sent(people)
        assert people.news.past_their_clock() == []
    assert [len(people.news.list(number=number)) > 0 for number in numbers] == [True] * 4
    kinds = {one.task.number: one.task.kind for one in people.news.tasks() if one.task.kind != "promise"}
    assert kinds == {numbers[2]: "call", numbers[3]: "tell"}


def test_the_clock_looks_ahead_over_the_days_on_which_the_shop_is_closed(people: Register, clock: FixedClock) -> None:
    """What would run out on a closed day is said on the last open day before it."""
    number = order_later(people, LAMP, 1, MAIL).number
    closed = frozenset(TODAY + timedelta(days=ahead) for ahead in range(11, 20))
    shop = people.shop()
    people.change_shop(opening_days=replace(shop.opening_days, closed_on=closed))
    clock.pass_time(timedelta(days=9))
    people.news.run()
    assert of(people, number, "news_due") == []
    clock.pass_time(timedelta(days=1))
    people.news.run()
    assert len(of(people, number, "news_due") + of(people, number, "late")) == 1
    assert people.news.next_due(number) == TODAY + timedelta(days=14)


def test_a_call_that_reaches_nobody_comes_back_tomorrow_and_one_that_does_is_news(people: Register) -> None:
    """Reached counts as told; not reached asks again; a wrong number waits for the customer."""
    number = order_later(people, LAMP, 1, CALL).number
    slip(people, date(2026, 12, 16))
    (task,) = tasks(people, "call")
    again = people.news.close_task(task, "not_reached", person=CASHIER)
    assert again is not None
    assert again.due_on == TODAY + timedelta(days=1)
    assert told(people, number) == [("taken", 1)]
    third = people.news.close_task(again.id, "not_reached")
    assert third is not None
    assert third.id not in (task, again.id)
    assert people.news.close_task(third.id, "reached") is None
    assert told(people, number) == [("taken", 1), ("late", 2)]
    assert people.news.list(number=number)[0].state == "called"
    with pytest.raises(errors.UnknownCode, match="open task"):
        people.news.close_task(task, "reached")


def test_a_wrong_number_is_told_when_the_customer_comes(people: Register) -> None:
    """Nobody calls it again."""
    order_later(people, LAMP, 1, CALL)
    slip(people, date(2026, 12, 16))
    (task,) = tasks(people, "call")
    after = people.news.close_task(task, "wrong_number")
    assert after is not None
    assert (after.kind, after.due_on) == ("tell", None)
    with pytest.raises(errors.BadSetting, match="no call"):
        people.news.close_task(tasks(people, "promise")[0], "reached")
    with pytest.raises(errors.BadSetting, match="does not end"):
        people.news.close_task(after.id, "lost")  # type: ignore[arg-type]  # what a person might type


def test_one_cause_gives_one_task(people: Register) -> None:
    """Opening it twice opens it once."""
    with people.ledger.writing() as tx:
        assert open_task(tx, "put_back", "x", today=TODAY, why="because")
    with people.ledger.writing() as tx:
        assert not open_task(tx, "put_back", "x", today=TODAY, why="because")
    assert tasks(people) == ["put_back:x"]


def test_an_address_that_is_gone_comes_back_as_a_task_that_names_it_and_the_log_does_not(people: Register) -> None:
    """Delivery failures are somebody's to do; the customer's address is shown and not kept with the reason. Who is
    written another day than their receipt names is not written that of the receipt as well."""
    number = order_later(people, LAMP, 2, MAIL).number
    slip(people, date(2026, 12, 16))
    _, done = sent(people, errors.MessageNotSent("refused", permanent=True, code="550 5.1.1"))
    assert done.failed == of(people, number) == of(people, number, "late")
    assert any("mia@post.example" in sentence for sentence in done.refused)
    (task,) = [one for one in people.news.tasks() if one.task.kind == "tell" and one.task.news.startswith("late")]
    assert task.address == "mia@post.example"
    assert "550 5.1.1" in task.task.why
    assert "post.example" not in task.task.why
    assert told(people, number) == [("taken", 1)]
    assert sent(people)[0] == []


def test_trouble_is_tried_again_later_and_the_fifth_time_becomes_a_task(people: Register, clock: FixedClock) -> None:
    """Waits grow between tries; nothing is sent twice."""
    people.change_shop(waiting=replace(people.shop().waiting, news_off=frozenset({"taken"})))
    order_later(people, LAMP, 2, MAIL)
    slip(people, date(2026, 12, 16))
    tried = 0
    for _ in range(40):
        _, done = sent(people, errors.MessageNotSent("busy", code="451"))
        tried += len(done.later) + len(done.failed)
        clock.pass_time(timedelta(minutes=30))
    assert tried == 5
    assert len(tasks(people, "tell")) == 1


def test_a_way_that_is_down_is_left_alone_for_the_round_and_said_once(people: Register) -> None:
    """The first message finds out; the others wait untouched."""
    for _ in range(3):
        order_later(people, LAMP, 1, MAIL)
    _, done = sent(people, errors.MessageNotSent("The mail server cannot be reached.", whole=True))
    assert done.trouble == {"e-mail": "The mail server cannot be reached."}
    assert len(done.later) == 1
    assert len(sent(people)[0]) == 2


def test_a_run_that_ended_in_the_middle_leaves_one_message_in_doubt_and_sends_it_no_second_time(
    people: Register, clock: FixedClock
) -> None:
    """Before a message goes out it is noted that it may have; what is in doubt becomes a call, as soon as no other
    sender can have it any more."""
    first = order_later(people, LAMP, 1, MAIL).number
    second = order_later(people, LAMP, 1, MAIL).number

    class Ends(Postman):
        def send(self, message: Message) -> None:
            super().send(message)
            raise KeyboardInterrupt

    cut = Ends("e-mail")
    with pytest.raises(KeyboardInterrupt):
        people.news.send(StoredTries(people.ledger), {"e-mail": cut})
    assert cut.given == [f"taken:{first}"]
    given, done = sent(people)
    assert (given, done.failed) == ([f"taken:{second}"], [])
    clock.pass_time(CLAIM)
    given, done = sent(people)
    assert given == []
    assert done.failed == [f"taken:{first}"]
    assert tasks(people) == [f"tell:taken:{first}"]


def test_what_nobody_could_send_for_a_day_becomes_a_call(people: Register, clock: FixedClock) -> None:
    """A shop that set up no mail still leaves nobody without news, and no old letters go out when it does."""
    number = order_later(people, LAMP, 1, ADA).number
    slip(people, date(2026, 12, 16))
    clock.pass_time(timedelta(hours=25))
    people.news.run()
    assert [one.state for one in people.news.list(number=number)] == ["failed"]
    assert len(tasks(people, "call")) == 1
    assert sent(people)[0] == []


def test_later_news_overtakes_what_was_not_sent_yet(people: Register, clock: FixedClock) -> None:
    """Nobody gets a date that is out of date already."""
    number = order_later(people, LAMP, 1, CALL).number
    slip(people, date(2026, 12, 16))
    clock.pass_time(timedelta(days=4))
    slip(people, date(2027, 1, 20))
    first, second = [one for one in people.news.list(number=number) if one.event == "late"]
    assert (first.state, second.state) == ("skipped", "queued")
    assert tasks(people, "call") == [f"call:{second.id}"]


def test_r118_a_customer_of_a_late_order_is_asked_and_their_choice_is_kept(people: Register) -> None:
    """R118: wait, change or cancel; who heard it is kept, and the promise needs no mending any more."""
    number = order_later(people, LAMP, 1, MAIL).number
    with pytest.raises(errors.WrongState, match="still holds"):
        people.news.ask(number)
    slip(people, date(2026, 12, 16))
    assert people.news.ask(number) is not None
    people.news.choice(number, "wait", note="no hurry", person=CASHIER)
    with people.ledger.reading() as records:
        step = records.steps(number)[-1]
    assert (step.kind, step.person, step.details["choice"]) == ("choice", CASHIER.id, "wait")
    assert "no hurry" in str(step)
    assert tasks(people, "promise") == []
    with pytest.raises(errors.BadSetting):
        people.news.choice(number, "shout")
    with pytest.raises(errors.UnknownCode):
        people.news.choice("nothing", "wait")


def test_complaint_15_a_message_about_two_lines_names_the_date_of_each(people: Register) -> None:
    """The earliest date of a line is never said of the whole order."""
    put_supply(people, SHADE, 9, date(2026, 12, 3), number="PO-2")
    number = sell(
        people, LineWish(LAMP, 1, take="backorder"), LineWish(SHADE, 5, take="backorder"),
        customer=CustomerWish(id=MAIL), tenders=(CARD,),
    ).number  # fmt: skip
    with people.ledger.writing() as tx:
        for order, line, latest in ((number, 1, "2026-12-17"), (number, 2, "2027-01-14")):
            tx.append("promises_reviewed", {"promises": [[order, line, latest, latest]], "cause": ""}, person="owner")
        (late,) = news_for(tx, "late", number, today=TODAY)
    message = people.news.list(number=number)[-1]
    assert message.id == late
    assert "Brass lamp, tall: " in message.text
    assert "Linen shade 30 cm: " in message.text
    assert "17 Dez. 2026" in message.text
    assert {one.line for one in message.tells} == {1, 2}


def test_r22_no_date_is_said_as_no_date_and_the_date_is_told_as_soon_as_it_is_known(
    people: Register, clock: FixedClock
) -> None:
    """R22: honest uncertainty; when the day is known the customer hears of it."""
    number = order_later(people, LAMP, 1, MAIL).number
    _reckon(people, number, None)
    assert "Noch kein bestätigter Termin" in people.news.list(number=number)[-1].text
    sent(people)
    clock.pass_time(timedelta(days=4))
    _reckon(people, number, "2027-01-14")
    last = people.news.list(number=number)[-1]
    assert last.event == "date_moved"
    assert "14 Jan. 2027" in last.text


def _reckon(register: Register, number: str, latest: str | None) -> None:
    today = register.clock.now().date()
    with register.ledger.writing() as tx:
        lines = [line.line for line in tx.told_lines([number])]
        rows = [[number, line, latest, latest] for line in lines]
        tx.append("promises_reviewed", {"promises": rows, "cause": ""}, person="owner")
        news_for(tx, "late", number, today=today)


def test_r26_the_owner_sees_a_message_with_real_data_before_anybody_gets_it(people: Register) -> None:
    """R26: own words are checked and shown with an order's own facts; what is refused is not kept."""
    number = order_later(people, LAMP, 2, MAIL).number
    words = people.news.preview("ready", number, language="en", own={"short": "Hi {name}: {goods}!"})
    assert words.short == "Hi Mia Berg: Brass lamp, tall!"
    assert "Guten Tag Mia Berg," in people.news.preview("ready").text
    assert people.news.list() == []
    with pytest.raises(errors.BadSetting, match="must name the date"):
        people.news.preview("late", number, own={"short": "Sorry!"})
    with pytest.raises(errors.BadSetting, match="Known are"):
        people.news.set_words("ready", "en", {"text": "{nonsense}"})
    people.news.set_words("ready", "de", {"subject": "Juhu, {name}!"})
    assert people.news.preview("ready", number).subject == "Juhu, Mia Berg!"
    people.news.set_words("ready", "de", {"subject": ""})
    assert people.shop().waiting.templates == {}
    with pytest.raises(errors.UnknownCode):
        people.news.preview("ready", "none")
    with pytest.raises(errors.BadSetting):
        people.news.preview("raedy", number)  # type: ignore[arg-type]  # what a person might type
    with pytest.raises(errors.NotAllowed):
        people.news.set_words("ready", "de", {"subject": "x"}, person=CASHIER)


def test_an_event_the_shop_turned_off_is_never_said(people: Register) -> None:
    """The task stays: somebody still has to mend the promise."""
    people.change_shop(waiting=replace(people.shop().waiting, news_off=frozenset({"late", "taken"})))
    number = order_later(people, LAMP, 1, MAIL).number
    slip(people, date(2026, 12, 16))
    sent(people)
    assert people.news.list(number=number) == []
    assert len(tasks(people, "promise")) == 1


def test_an_erased_customer_is_erased_from_their_messages_too(people: Register) -> None:
    """Neither words nor address stay, and the records still verify."""
    number = order_later(people, LAMP, 1, MAIL).number
    slip(people, date(2026, 12, 16))
    with people.ledger.writing() as tx:
        tx.append("customer_erased", {"customer": MAIL}, person="owner")
    assert [dict(one.words) for one in people.news.list(number=number)] == [{}]
    people.news.run()


def test_tasks_about_what_is_over_close_by_themselves(people: Register) -> None:
    """An order that is cancelled asks nobody to mend or to call."""
    number = order_later(people, LAMP, 1, CALL).number
    slip(people, date(2026, 12, 16))
    assert {one.partition(":")[0] for one in tasks(people)} == {"promise", "call", "ask"}
    people.waiting.cancel(number, CancelWish("changed_mind"))
    people.news.run()
    assert tasks(people) == []


def test_complaint_20_r66_who_asked_to_be_told_hears_when_goods_are_held_and_not_before(
    people: Register, clock: FixedClock
) -> None:
    """Complaint 20: no notice while nothing is free; R66: a sign of life while nothing comes; one message each time."""
    entry = people.tell_me.add(LAMP, CustomerWish(id=MAIL), 1).entry
    for _ in range(14):
        clock.pass_time(timedelta(days=1))
        people.news.run()
        sent(people)
    assert [one.event for one in people.news.list()] == ["not_back_yet"]
    people.receive([Arrival(LAMP, 2)])
    people.news.run()
    assert [one.event for one in people.news.list()] == ["back_in_stock", "not_back_yet"]
    sent(people)
    people.news.run()
    with people.ledger.reading() as records:
        after = records.tell_me_entry(entry.id)
    assert after is not None
    assert (after.state, after.held) == ("told", 1)
    assert len(people.news.list()) == 2


def test_a_manager_who_tells_new_days_writes_them_to_the_customers(people: Register) -> None:
    """Of one order, and of many at once on the board."""
    first, second = (order_later(people, LAMP, 1, who).number for who in (MAIL, ADA))
    with people.ledger.writing() as tx:
        rows = [[number, line.line, "2027-01-14", "2027-01-14"] for number in (first, second)
                for line in tx.told_lines([number])]  # fmt: skip
        tx.append("promises_reviewed", {"promises": rows, "cause": ""}, person="owner")
    people.waiting.redate(first, on=date(2027, 1, 20))
    assert "20 Jan. 2027" in people.news.list(number=first)[-1].text
    line = people.order(second)
    assert line is not None
    people.board.tell_new_days([(second, line.lines[0].line)], "the port is closed", on=date(2027, 1, 21))
    assert "21 Jan 2027" in people.news.list(number=second)[-1].text


def test_r108_goods_that_leave_for_the_customer_and_money_that_goes_back_are_told(
    people: Register, clock: FixedClock
) -> None:
    """R108: on its way fires once; what was cancelled and paid back is said in writing."""
    number = order_later(people, LAMP, 2, MAIL).number
    order = people.order(number)
    assert order is not None
    people.waiting.cancel(number, CancelWish("changed_mind", lines={order.lines[0].line: 1}))
    (cancelled,) = [one for one in people.news.list(number=number) if one.event == "cancelled"]
    assert "1 × Brass lamp, tall" in cancelled.text
    assert "22.50 GBP" in cancelled.text
    people.waiting.refund_deposit(number, "goodwill")
    assert len(of(people, number, "refunded")) == 1


def test_a_confirmation_that_cannot_go_out_is_nobodys_call(people: Register, clock: FixedClock) -> None:
    """The receipt said it all; a shop without mail is not asked to telephone it."""
    number = order_later(people, LAMP, 1, MAIL).number
    people.news.send(StoredTries(people.ledger), {})
    assert people.news.list(number=number) == []
    people.waiting.cancel(number, CancelWish("changed_mind"))
    clock.pass_time(timedelta(hours=25))
    people.news.run()
    assert [(one.event, one.state) for one in people.news.list(number=number)] == [("cancelled", "skipped")]
    assert tasks(people) == []
