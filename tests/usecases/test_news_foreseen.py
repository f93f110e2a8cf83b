"""What a person reads before telling a customer is what the customer gets, or that nothing would be sent."""

from __future__ import annotations

from datetime import date

import pytest

from pos.domain import errors
from pos.register import Register
from tests.builders import ADA, LAMP
from tests.usecases.desk import nothing_changes, order_later


@pytest.mark.parametrize(("asking", "day"), [(False, date(2026, 11, 27)), (True, date(2027, 1, 20))])
def test_the_message_that_is_shown_is_the_one_that_is_sent(register: Register, asking: bool, day: date) -> None:
    number = order_later(register, LAMP, 2, ADA).number
    register.buying.redate("PO-1007", day)
    with nothing_changes(register):
        shown = register.news.foresee_telling(number, asking=asking)
    sent = register.news.ask(number) if asking else register.news.tell_dates(number)
    assert shown is not None
    assert shown.id == sent
    (kept,) = [one for one in register.news.list(number=number) if one.id == sent]
    assert (shown.channel, shown.words, shown.tells) == (kept.channel, kept.words, kept.tells)


@pytest.mark.parametrize("asking", [False, True])
def test_who_knows_it_already_is_shown_no_message(register: Register, asking: bool) -> None:
    number = order_later(register, LAMP, 2, ADA).number
    register.buying.redate("PO-1007", date(2027, 1, 20))
    tell = register.news.ask if asking else register.news.tell_dates
    tell(number)
    assert register.news.foresee_telling(number, asking=asking) is None
    assert tell(number) is None


def test_where_every_day_holds_there_is_nothing_to_ask_and_that_is_said_before(register: Register) -> None:
    number = order_later(register, LAMP, 2, ADA).number
    with pytest.raises(errors.WrongState, match="still holds"):
        register.news.foresee_telling(number, asking=True)
