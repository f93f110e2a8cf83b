"""What a customer gets for a delay counts from the first day that nothing was given for, whether they heard of it or
not; once for each slip, and the message says so where nobody has to agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pos.domain.news import Message
from pos.domain.people import BY_RULE, OWNER, Customer, Person
from pos.register import Register
from pos.usecases.checkout import CustomerWish, LineWish, keep_customer
from pos.usecases.receiving import Arrival
from pos.usecases.remedy_acts import Choice
from tests.builders import ADA, LAMP, FixedClock, product, put_products
from tests.usecases import test_news
from tests.usecases.desk import CARD, CASHIER, MANAGER, order_later, sell
from tests.usecases.test_news import CALL, MAIL, sent, slip, tasks

TOLD, LATER, MUCH_LATER = date(2026, 12, 3), date(2027, 1, 15), date(2027, 2, 20)
ASKED: dict[str, Any] = {"credit_percent": 10, "credit_after_days": 7, "credit_budget": 50_000}
BY_ITSELF = ASKED | {"credit_approve_above": 2000}


@pytest.fixture
def people(register: Register) -> Register:
    """Customers of all kinds; lamps come with one purchase order only, and nobody has others."""
    put_products(register, [product(LAMP, "Brass lamp, tall", 4500, supplier="")])
    return test_news.with_people(register)


def rules(register: Register, **said: Any) -> None:
    register.change_shop(waiting=replace(register.shop().waiting, **said))


def credits_of(register: Register) -> list[tuple[int, str, str]]:
    return [(one.amount, one.state, one.decided_by) for one in register.radar.credits()]


def late_message(register: Register, number: str) -> Message:
    found = [one for one in register.news.list(number=number) if one.event == "late" and one.state != "skipped"]
    return max(found, key=lambda one: one.queued_at)


def waits(register: Register, number: str, way: str, person: Person = MANAGER) -> None:
    """The customer waits: chosen on the radar, said on the telephone, or kept with the messages."""
    if way == "radar":
        assert register.radar.carry_out([Choice(number, 1, "wait")], person=person).skipped == ()
    elif way == "answer":
        register.radar.answer(number, "wait", "phone", person=person)
    else:
        register.news.choice(number, "wait", person=person)


@pytest.mark.parametrize("way", ["radar", "answer", "choice"])
@pytest.mark.parametrize("heard", [False, True])
def test_r18_waiting_earns_the_same_whether_the_message_went_out_before_or_not(
    people: Register, clock: FixedClock, heard: bool, way: str
) -> None:
    """R18: hearing of a delay makes it no shorter."""
    rules(people, **ASKED)
    number = order_later(people, LAMP, 2, MAIL).number
    clock.pass_time(timedelta(hours=1))
    slip(people, LATER)
    if heard:
        assert sent(people)[0]
        clock.pass_time(timedelta(days=2))
    (broken,) = people.radar.of_order(number)
    assert next(one.cost for one in broken.remedies if one.kind == "wait") == 900
    waits(people, number, way)
    assert credits_of(people) == [(900, "approved", MANAGER.id)]
    sent(people)
    people.news.run()
    people.radar.answer(number, "wait", "phone", person=MANAGER)
    assert len(people.radar.credits()) == 1


@pytest.mark.parametrize(("above", "state"), [(0, "proposed"), (900, "approved")])
def test_an_answer_says_what_it_earns_and_above_the_limit_somebody_has_to_agree(
    people: Register, above: int, state: str
) -> None:
    number = order_later(people, LAMP, 2, MAIL).number
    slip(people, LATER)
    rules(people, **ASKED, credit_approve_above=above)
    done = people.radar.answer(number, "wait", "phone", person=CASHIER)
    assert [(one.amount, one.state) for one in done.credits] == [(900, state)]
    assert people.radar.answer(number, "wait", "phone", person=CASHIER).credits == ()


def test_a_further_slip_counts_from_the_day_that_was_compensated_for(people: Register, clock: FixedClock) -> None:
    """Six days more earn nothing, the month after them does, and each once."""
    rules(people, **ASKED)
    number = order_later(people, LAMP, 2, MAIL).number
    slip(people, LATER)
    waits(people, number, "answer")
    sent(people)
    for day, credits in ((LATER + timedelta(days=6), 1), (MUCH_LATER, 2)):
        clock.pass_time(timedelta(days=4))
        slip(people, day)
        people.news.run()
        sent(people)
        waits(people, number, "answer")
        assert len(people.radar.credits()) == credits
    assert len({one.id for one in people.radar.credits()}) == 2


def test_small_delays_that_nothing_was_given_for_add_up(people: Register, clock: FixedClock) -> None:
    """Four days and four days are eight for who waits for the goods."""
    rules(people, **ASKED)
    number = order_later(people, LAMP, 2, MAIL).number
    before = people.board.read(f"order:{number}").lines[0].told_latest
    assert before == TOLD
    for day, credits in ((TOLD + timedelta(days=4), 0), (TOLD + timedelta(days=9), 1)):
        slip(people, day)
        waits(people, number, "answer")
        assert len(people.radar.credits()) == credits
        clock.pass_time(timedelta(days=4))


def test_another_way_that_the_customer_chose_begins_anew(people: Register, clock: FixedClock) -> None:
    """Whoever wants it in another store takes the days of the way upon themselves."""
    rules(people, **ASKED | {"credit_after_days": 1})
    number = order_later(people, LAMP, 2, MAIL).number
    clock.pass_time(timedelta(hours=1))
    people.waiting.change_route(number, "other_store", to="S02")
    people.radar.answer(number, "wait", "phone", person=MANAGER)
    assert people.radar.credits() == ()


# --- what the message says -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("customer", "kind", "words"),
    [
        (MAIL, "voucher", "Für Ihre Geduld: ein Gutschein über 9.00 GBP."),
        (MAIL, "discount", "Für Ihre Geduld: 9.00 GBP Nachlass auf den Rest."),
        (ADA, "voucher", ". Voucher 9.00 GBP. "),
        (ADA, "free_delivery", ". Voucher 9.00 GBP. "),  # they collect
        (CALL, "voucher", "For your patience: a voucher of 9.00 GBP."),
    ],
)
def test_r18_the_message_of_a_delay_offers_what_the_rule_gives_by_itself(
    people: Register, customer: str, kind: str, words: str
) -> None:
    """R18: offered at once, with the news, by every channel, and kept in the same step."""
    rules(people, **BY_ITSELF, credit_kind=kind)
    number = order_later(people, LAMP, 2, customer).number
    slip(people, LATER)
    assert words in late_message(people, number).text
    assert credits_of(people) == [(900, "approved", BY_RULE.id)]
    (credit,) = people.radar.credits()
    assert credit.at
    assert credit.decided_at
    assert people.radar.costs().spent == 900
    waits(people, number, "radar")
    waits(people, number, "answer")
    assert len(people.radar.credits()) == 1


@pytest.mark.parametrize("more", [{"credit_approve_above": 800}, {"credit_budget": 899}, {"credit_after_days": 90}])
def test_a_message_offers_nothing_that_somebody_would_have_to_agree_to(people: Register, more: dict[str, Any]) -> None:
    rules(people, **BY_ITSELF | more)
    number = order_later(people, LAMP, 2, MAIL).number
    slip(people, LATER)
    text = late_message(people, number).text
    assert "Geduld" not in text
    assert "{" not in text
    assert people.radar.credits() == ()


def test_the_messages_of_one_slip_never_offer_more_than_the_budget(people: Register) -> None:
    rules(people, **BY_ITSELF | {"credit_budget": 2000})
    numbers = [order_later(people, LAMP, 2, MAIL).number for _ in range(4)]
    slip(people, LATER)
    offered = [number for number in numbers if "Gutschein" in late_message(people, number).text]
    assert offered == [one.number for one in people.radar.credits()]
    assert people.radar.costs().spent == 1800


def test_what_a_manager_agreed_to_stands_in_the_message_that_comes_after(people: Register, clock: FixedClock) -> None:
    """A later message of the same delay takes the place of the first, and offers what the first could not."""
    rules(people, **ASKED)
    number = order_later(people, LAMP, 2, MAIL).number
    slip(people, LATER)
    assert "Gutschein" not in late_message(people, number).text
    waits(people, number, "radar")
    clock.pass_time(timedelta(hours=1))
    slip(people, MUCH_LATER)
    assert "ein Gutschein über 9.00 GBP" in late_message(people, number).text
    assert len(people.radar.credits()) == 1


def test_what_nobody_heard_of_a_delay_that_is_over_is_taken_back_and_given_if_it_comes_again(
    people: Register, clock: FixedClock
) -> None:
    rules(people, **BY_ITSELF)
    number = order_later(people, LAMP, 2, MAIL).number
    slip(people, LATER)
    clock.pass_time(timedelta(hours=1))
    slip(people, date(2026, 11, 27))
    assert credits_of(people) == [(900, "refused", BY_RULE.id)]
    assert people.radar.costs().spent == 0
    clock.pass_time(timedelta(hours=1))
    slip(people, LATER)
    assert "Gutschein" in late_message(people, number).text
    assert credits_of(people) == [(900, "approved", BY_RULE.id)]


@pytest.mark.parametrize("heard", [False, True])
def test_goods_that_come_in_time_after_all_cost_nothing_unless_the_customer_was_promised_it(
    people: Register, clock: FixedClock, heard: bool
) -> None:
    """A voucher that was offered is kept."""
    rules(people, **BY_ITSELF)
    number = order_later(people, LAMP, 2, MAIL).number
    slip(people, LATER)
    if heard:
        sent(people)
    clock.pass_time(timedelta(days=2))
    people.receive([Arrival(LAMP, 12, "PO-1007")])
    assert credits_of(people) == [(900, "approved" if heard else "refused", BY_RULE.id)]
    people.collect(number, [CARD])
    assert [one.state for one in people.radar.credits()] == ["given" if heard else "refused"]


def test_what_a_call_is_to_offer_stays_when_the_call_reached_them(people: Register, clock: FixedClock) -> None:
    rules(people, **BY_ITSELF)
    order_later(people, LAMP, 2, CALL)
    slip(people, LATER)
    (call,) = tasks(people, "call")
    people.news.close_task(call, "reached", person=CASHIER)
    clock.pass_time(timedelta(hours=1))
    slip(people, date(2026, 11, 27))
    assert credits_of(people) == [(900, "approved", BY_RULE.id)]


def test_a_shops_own_words_offer_it_where_they_say_so_and_read_as_before_where_they_do_not(people: Register) -> None:
    text, short = "{name}: {order} kommt {date}. {choices}", "{order}: {date}. {choices}"
    own = {"late": {"de": {"text": f"{text} Dafür: {{credit}}.", "short": short}}}
    rules(people, **BY_ITSELF, templates=own)
    number = order_later(people, LAMP, 2, MAIL).number
    slip(people, LATER)
    said = late_message(people, number)
    assert "Dafür: ein Gutschein über 9.00 GBP." in said.text
    assert "Gutschein" not in said.words["short"]
    rules(people, credit_percent=0)
    assert people.news.preview("late", number).text.endswith("Sagen Sie es uns einfach.")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "a voucher of"), ("de", "ein Gutschein über"), ("fr", "un bon d'achat de"), ("es", "un vale de")],
)
def test_the_preview_shows_the_offer_of_a_real_order(people: Register, language: str, words: str) -> None:
    rules(people, **BY_ITSELF)
    number = order_later(people, LAMP, 2, MAIL).number
    seen = people.news.preview("late", number, language=language)
    assert f"{words} 9.00 GBP." in seen.text
    assert f"{words.split()[1].capitalize()} 9.00 GBP." in seen.short
    rules(people, credit_percent=0)
    assert words not in people.news.preview("late", number, language=language).text


def test_who_has_no_day_yet_is_not_late(people: Register) -> None:
    """Nothing was told, so nothing is broken, however far off the goods are."""
    rules(people, **BY_ITSELF | {"credit_after_days": 1})
    with people.ledger.writing() as tx:
        keep_customer(tx, Customer("c-more", "Mo Re", "", "mo@post.example", consent=True), OWNER)
    people.buying.cancel("PO-1007", why="gone")
    number = order_later(people, LAMP, 2, "c-more").number
    people.radar.answer(number, "wait", "phone", person=MANAGER)
    assert people.radar.credits() == ()


# --- once for each slip ----------------------------------------------------------------------------------------------
def test_who_answers_a_day_that_creeps_on_gets_one_credit_and_is_named_no_third_day(
    register: Register, clock: FixedClock
) -> None:
    """Nobody orders anew, so that the reckoned day moves with today: no voucher every three days."""
    test_news.with_people(register)
    rules(register, **BY_ITSELF)
    number = order_later(register, LAMP, 2, MAIL).number
    clock.pass_time(timedelta(hours=1))
    slip(register, LATER)
    heard = 0
    for _ in range(30):
        clock.pass_time(timedelta(days=1))
        register.news.run()
        sent(register)
        letters = sum(one.event == "late" and one.state == "sent" for one in register.news.list(number=number))
        if letters > heard:
            heard = letters
            register.radar.answer(number, "wait", "phone", person=CASHIER)
    assert credits_of(register) == [(900, "approved", BY_RULE.id)]
    assert heard == 2
    with register.ledger.reading() as records:
        assert records.days_told(number, 1)[-1].on is None


def test_waiting_on_the_radar_and_on_the_telephone_in_one_minute_earns_once(
    register: Register, clock: FixedClock
) -> None:
    test_news.with_people(register)
    rules(register, **ASKED | {"credit_after_days": 1})
    number = order_later(register, LAMP, 2, MAIL).number
    slip(register, LATER)
    clock.pass_time(timedelta(days=1))
    register.news.run()
    sent(register)
    for way in ("radar", "answer", "answer"):
        waits(register, number, way)
        assert credits_of(register) == [(900, "approved", MANAGER.id)]


def test_no_day_any_more_earns_nothing_beside_what_was_given(people: Register, clock: FixedClock) -> None:
    rules(people, **BY_ITSELF)
    number = order_later(people, LAMP, 2, MAIL).number
    slip(people, LATER)
    sent(people)
    clock.pass_time(timedelta(days=4))
    people.buying.cancel("PO-1007", why="gone")
    sent(people)
    waits(people, number, "answer")
    assert credits_of(people) == [(900, "approved", BY_RULE.id)]


# --- goods on their way ----------------------------------------------------------------------------------------------
def to_deliver(register: Register) -> str:
    wish = LineWish(LAMP, 2, take="backorder", route="deliver")
    with register.ledger.writing() as tx:
        keep_customer(tx, Customer("c-lo", "Lo Re", "", "lo@post.example", consent=True, address="1 Mill Lane"), OWNER)
    return sell(register, wish, customer=CustomerWish(id="c-lo"), tenders=[CARD]).number


def test_free_delivery_is_offered_for_goods_that_are_delivered(people: Register) -> None:
    rules(people, **BY_ITSELF, credit_kind="free_delivery")
    number = to_deliver(people)
    slip(people, LATER)
    assert "free delivery" in late_message(people, number).text.lower()
    assert [one.kind for one in people.radar.credits()] == ["free_delivery"]


def test_goods_that_lie_here_unsent_past_their_day_earn_as_any_that_are_late(
    people: Register, clock: FixedClock
) -> None:
    rules(people, **BY_ITSELF | {"credit_after_days": 2})
    number = to_deliver(people)
    people.receive([Arrival(LAMP, 2, "PO-1007")])
    for _ in range(25):
        clock.pass_time(timedelta(days=1))
        people.news.run()
        sent(people)
    assert credits_of(people) == [(900, "approved", BY_RULE.id)]
    assert late_message(people, number).tells[0].latest_on is None
