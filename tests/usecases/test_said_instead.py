"""What a customer of a late order said they want instead: done for the lines they meant, and heard of no more. And what
we say to them: a later day is a delay, whoever tells it, and counts once they heard it."""

from __future__ import annotations

from datetime import date

import pytest

from pos.domain import errors
from pos.register import Register
from pos.usecases.checkout import CustomerWish, LineWish
from pos.usecases.remedy_acts import Choice
from tests.builders import ADA, LAMP, SHADE, TABLE, product, put_products, put_stock, put_supply
from tests.usecases.desk import CARD, CASHIER, MANAGER, nothing_changes, sell
from tests.usecases.test_news import sent

LATE = date(2027, 1, 20)


@pytest.fixture
def two_late(register: Register) -> str:
    """An order of which two lines are late by one message, which has not gone out yet."""
    put_supply(register, SHADE, 5, date(2026, 12, 2), number="PO-S")
    wishes = LineWish(LAMP, 2, take="backorder"), LineWish(SHADE, 4, take="backorder")
    number = sell(register, *wishes, customer=CustomerWish(id=ADA), tenders=[CARD]).number
    sent(register)
    register.buying.redate("PO-1007", LATE)
    register.buying.redate("PO-S", LATE)
    assert sorted(one.line for one in register.radar.of_order(number)) == [1, 2]
    return number


def _offer_another(register: Register) -> None:
    put_products(register, [product(LAMP, "Brass lamp, tall", 4500, substitutes=["LMP-0014"])])
    put_stock(register, {("LMP-0014", "S01"): 5})


def _told(register: Register, number: str, state: str) -> list[list[int]]:
    """The lines of each message of a delay in this state."""
    found = [one for one in register.news.list(number=number) if one.event == "late" and one.state == state]
    return [sorted(tells.line for tells in one.tells) for one in found]


@pytest.mark.parametrize("remedy", ["cancel", "substitute"])
def test_who_agreed_to_something_else_is_not_told_that_the_line_is_late(
    register: Register, two_late: str, remedy: str
) -> None:
    _offer_another(register)
    assert _told(register, two_late, "queued") == [[1, 2]]
    done = register.radar.carry_out([Choice(two_late, 1, remedy, "phone")], person=MANAGER)
    assert done.skipped == ()
    assert _told(register, two_late, "queued") == [[2]]
    assert [one.line for one in register.radar.of_order(two_late)] == [2]


def test_a_message_of_nothing_but_the_line_that_was_settled_is_taken_back(register: Register) -> None:
    _offer_another(register)
    wishes = LineWish(LAMP, 2, take="backorder"), LineWish(TABLE, 1, take="now")
    number = sell(register, *wishes, customer=CustomerWish(id=ADA), tenders=[CARD]).number
    sent(register)
    register.buying.redate("PO-1007", LATE)
    register.radar.carry_out([Choice(number, 1, "substitute", "phone")], person=MANAGER)
    (late,) = [one for one in register.news.list(number=number) if one.event == "late"]
    assert (late.state, late.why) == ("skipped", "agreed by phone: substitute")


def test_one_product_instead_needs_the_line_where_several_wait(register: Register, two_late: str) -> None:
    put_stock(register, {("LMP-0014", "S01"): 5})
    for lines in (None, [1, 2]):
        with nothing_changes(register), pytest.raises(errors.BadSetting, match="Name the line"):
            register.radar.answer(two_late, "change", "phone", product="LMP-0014", lines=lines, person=CASHIER)
    register.radar.answer(two_late, "change", "phone", product="LMP-0014", lines=[1], person=CASHIER)
    assert [one.line for one in register.radar.of_order(two_late)] == [2]
    assert _told(register, two_late, "queued") == [[2]], "of the other line they still hear"


FURTHER = date(2027, 2, 15)
MIA = CustomerWish(name="Mia Berg", email="mia@post.example", phone="020 7946 0777", consent=True)


@pytest.mark.parametrize("by", ["board", "order"])
def test_a_later_day_is_a_delay_with_its_choices_whoever_tells_it(register: Register, by: str) -> None:
    number = sell(register, LineWish(LAMP, 2, take="backorder"), customer=CustomerWish(id=ADA), tenders=[CARD]).number
    sent(register)
    if by == "board":
        register.board.tell_new_days([(number, 1)], "the ship is late", on=FURTHER, person=MANAGER)
    else:
        register.waiting.redate(number, on=FURTHER, person=MANAGER)
    (last,) = [one for one in register.news.list(number=number) if one.state == "queued"]
    assert last.event == "late"
    assert "Wait, change or cancel?" in last.text


def test_a_day_told_from_the_board_counts_once_the_customer_heard_it(register: Register) -> None:
    """A message that comes back tells nothing; the call that takes its place does."""
    number = sell(register, LineWish(LAMP, 2, take="backorder"), customer=MIA, tenders=[CARD]).number
    sent(register)
    register.buying.redate("PO-1007", LATE)
    sent(register)
    (before,) = {line.told_latest for line in register.board.read().lines}
    register.board.tell_new_days([(number, 1)], "the ship is late", on=FURTHER, person=MANAGER)
    assert register.radar.of_order(number) == (), "somebody saw to it"
    assert {line.told_latest for line in register.board.read().lines} == {before}
    assert [step.details["note"] for step in register.waiting.steps(number) if step.kind == "note"] == [
        "the ship is late"
    ]
    sent(register, errors.MessageNotSent("no such number", permanent=True, code="550"))
    register.news.run()
    assert {line.told_latest for line in register.board.read().lines} == {before}
    assert register.radar.of_order(number) == ()
    (call,) = [one.task for one in register.news.tasks() if one.task.kind in ("call", "tell")]
    register.news.close_task(call.id, "reached")
    assert {line.told_latest for line in register.board.read().lines} == {FURTHER}
