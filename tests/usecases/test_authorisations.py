"""A card that is only asked for the money: nobody finds out too late that it cannot be charged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pos.domain import errors
from pos.domain.order_deposit import DepositRule
from pos.register import Register
from pos.usecases.checkout import LineWish, TenderWish
from pos.usecases.order_cancelling import CancelWish
from tests.builders import LAMP, FixedClock
from tests.usecases.desk import ADA_HERE, CARD, gbp, nothing_changes, sell

CARD_77 = TenderWish("authorisation", None, "AUTH-77", date(2026, 11, 29))


@pytest.fixture
def asking(register: Register) -> Register:
    """The sample shop, which may only ask a card; lamps come on 2 December, and today is 24 November."""
    register.change_shop(deposit=DepositRule(percent=50, tax_mode="on_payment", also=("full", "authorise")))
    return register


def asked(register: Register, tender: TenderWish = CARD_77, units: int = 1) -> str:
    return sell(
        register, LineWish(LAMP, units, take="backorder"), customer=ADA_HERE, tenders=(tender,), mode="authorise"
    ).number


def tasks(register: Register, number: str) -> list[str]:
    return [one.task.why for one in register.news.tasks() if one.task.number == number and "card/" in one.task.id]


def test_a_card_that_cannot_be_charged_any_more_is_no_security(asking: Register) -> None:
    with nothing_changes(asking), pytest.raises(errors.BadDate, match="2026-11-23"):
        asked(asking, replace(CARD_77, until=date(2026, 11, 23)))
    assert asked(asking, replace(CARD_77, until=date(2026, 11, 24)))


def test_where_nobody_said_until_when_a_week_is_reckoned_with(asking: Register) -> None:
    number = asked(asking, replace(CARD_77, until=None))
    (ending,) = asking.waiting.authorisations_ending()
    assert (ending.order, ending.until, ending.is_assumed) == (number, date(2026, 12, 1), True)


def test_one_that_ends_before_the_goods_come_is_somebodys_task_once(asking: Register, clock: FixedClock) -> None:
    """Until it is paid another way or the order is over."""
    paid, given_up = asked(asking), asked(asking, replace(CARD_77, reference="AUTH-78"))
    for _ in range(2):
        asking.news.run()
        (why,) = tasks(asking, paid)
        clock.pass_time(timedelta(days=1))
    assert "AUTH-77" in why
    assert "29 Nov" in why
    asking.waiting.add_deposit(paid, [CARD])
    asking.waiting.cancel(given_up, CancelWish("price"))
    asking.news.run()
    assert (tasks(asking, paid), tasks(asking, given_up)) == ([], [])
    assert asking.waiting.authorisations_ending() == ()


def test_more_units_ask_for_more_on_the_card(asking: Register) -> None:
    number = asked(asking, replace(CARD_77, until=date(2027, 6, 1)))
    done = asking.waiting.change_quantity(number, 1, 3)
    assert "90.00" in done.remarks[-1]
    (why,) = tasks(asking, number)
    assert why == done.remarks[-1]
    (short,) = asking.waiting.authorisations_ending()
    assert (short.order, short.amount, short.short) == (number, gbp(4500), gbp(9000))
    asking.waiting.add_deposit(number, [CARD], gbp(9000))
    asking.news.run()
    assert tasks(asking, number) == []
