"""A delivery is blamed for the promises that it broke, not for others that it only happened to find broken."""

from __future__ import annotations

from datetime import timedelta

from pos.domain.slips import Slip
from pos.register import Register
from pos.usecases.checkout import LineWish
from pos.usecases.outbox import _TIME
from tests.builders import LAMP, SHADE, FixedClock
from tests.usecases.desk import ADA_HERE, CARD, order_later, sell


def test_another_line_of_the_same_order_that_was_late_before_is_not_what_a_change_of_this_product_broke(
    register: Register, clock: FixedClock
) -> None:
    number = sell(
        register, LineWish(LAMP, 1, take="backorder"), LineWish(SHADE, 1, take="backorder"), customer=ADA_HERE,
        tenders=(CARD,),
    ).number  # fmt: skip
    order = register.order(number)
    assert order is not None
    days = [line.promised_on for line in order.lines if line.promised_on is not None]
    assert days
    clock.pass_time(max(days) - clock.now().date() + timedelta(days=40))
    other = order_later(register, LAMP, 1).number  # so that there is something of the lamps' own to reckon anew
    register.buying.redate("PO-1007", clock.now().date() + timedelta(days=60))
    slips = {(line.order, line.sku): row.slip.kind for row in register.radar.slips() for line in row.lines}
    assert slips.get((number, SHADE), "time") == "time"
    assert slips.get((number, LAMP)) == "purchase_changed"
    assert other


def test_the_key_of_a_day_that_went_by_is_that_of_its_slip() -> None:
    assert Slip("time").key == _TIME
