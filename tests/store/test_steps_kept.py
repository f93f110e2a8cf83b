"""Everything that happens to an order is kept as a step of it, with person, register and time."""

from __future__ import annotations

from pos.register import Register
from pos.store.verify import verify
from pos.usecases.checkout import LineWish
from pos.usecases.receiving import Arrival
from tests.builders import LAMP
from tests.usecases.desk import CARD, CASH, CASHIER, MANAGER, order_later, sell


def test_the_history_of_an_order_names_every_step_with_who_did_it(register: Register) -> None:
    """R6, R16: one list per order."""
    sold = order_later(register, LAMP, 2)
    number = sold.number
    register.receive([Arrival(LAMP, 1)], person=MANAGER)
    register.collect(number, [CARD], person=CASHIER)
    order = register.order(number)
    assert order is not None
    with register.ledger.reading() as records:
        steps = [step for step in records.steps(number) if step.kind != "date_moved"]
        tenders = records.deposit_tenders(number)
    assert [(step.kind, step.line, step.person) for step in steps] == [
        ("taken", 0, "owner"),
        ("allocated", 1, "p-max"),
        ("handed_over", 1, "p-bea"),
    ]
    assert {step.register for step in steps} == {register.shop().register}
    assert all(step.at for step in steps)
    assert order.version == 3
    assert [(part.kind, part.amount) for part in tenders] == [("card", sold.order_deposit.minor)]
    assert verify(register.ledger).ok


def test_each_tender_of_a_basket_carries_its_part_of_the_deposit(register: Register) -> None:
    """What the change took back is no part of it, and the parts add up to the deposit."""
    from pos.usecases.checkout import CustomerWish, TenderWish
    from tests.builders import ADA, BULB
    from tests.usecases.desk import gbp

    sold = sell(
        register,
        LineWish(BULB, 2),
        LineWish(LAMP, 1, take="backorder"),
        customer=CustomerWish(id=ADA),
        tenders=(TenderWish("card", gbp(500)), CASH),
    )
    with register.ledger.reading() as records:
        tenders = records.deposit_tenders(sold.number)
    assert sum(part.amount for part in tenders) == sold.order_deposit.minor
    assert {part.kind for part in tenders} == {"card", "cash"}
