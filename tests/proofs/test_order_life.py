"""Whatever people do to orders, in whatever order: the numbers hold, no step is taken that the table forbids, and the
history names who did what."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from pos.domain import errors
from pos.domain.backorder import Order, OrderLine, OrderState
from pos.domain.money import Money
from pos.domain.order_deposit import DepositRule, TaxMode
from pos.domain.order_life import ALLOWED, Act, Step, allocate, allowed, cancel, check, hand_over, reinstate, release
from pos.domain.people import Person
from pos.store.verify import verify
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.receiving import Arrival
from pos.usecases.sale_wishes import SpecialWish
from tests.builders import ADA, BEN, LAMP, SHADE, FixedClock, put_products, sample_register, sample_shop
from tests.builders import product as a_product

PEOPLE = (Person("p-bea", "Bea", "manager"), Person("p-max", "Max", "manager"))
SILENT = {"note", "customer_absent", "told", "date_moved", "supplier_sent"}
"""Steps after which nobody's copy is old: they change neither goods nor money nor terms."""
CLOSED = ("collected", "cancelled")
GOODS = (LAMP, SHADE, "LMP-0014", "BOOK")
CARD = (TenderWish("card"),)


def test_every_state_of_a_line_allows_a_step_or_refuses_it_in_words() -> None:
    """All numbers that a line of four can have, against every act: R140."""
    moves: dict[str, Callable[[OrderLine, int, str], Any]] = {
        "allocate": allocate, "release": release, "hand_over": hand_over, "cancel": cancel, "reinstate": reinstate,
    }  # fmt: skip
    line = OrderLine(1, "LAMP", "Brass lamp", 4, 0, 0, 0, 18000, 3000, 20000, None, None)
    seen: set[tuple[OrderState, Act]] = set()
    for handed in range(5):
        for given_up in range(5 - handed):
            for aside in range(5 - handed - given_up):
                one = replace(line, handed_over=handed, cancelled=given_up, allocated=aside)
                for act in get_args(Act):
                    seen.add((one.state, act))
                    assert allowed(one, act) == ((one.state, act) in ALLOWED)
                    if allowed(one, act):
                        check(one, act, "A1")
                        continue
                    with pytest.raises(errors.WrongState, match="Nothing was changed"):
                        check(one, act, "A1")
                    if act in moves:
                        with pytest.raises(errors.WrongState):
                            moves[act](one, 1, "A1")
    assert seen == {(state, act) for state in get_args(OrderState) for act in get_args(Act)}


class Walk:
    """People at a register, who do what comes to their mind, and what must hold after each step."""

    def __init__(self, folder: Path, seed: int, tax_mode: TaxMode) -> None:
        self.chance = random.Random(seed)
        self.clock = FixedClock()
        shop = replace(sample_shop(), deposit=DepositRule(percent=40, tax_mode=tax_mode))
        if seed % 2:
            shop = replace(shop, waiting=replace(shop.waiting, fee_percent=15, fee_minimum=200))
        self.register = sample_register(folder, shop=shop, clock=self.clock)
        put_products(self.register, [a_product("BOOK", "Book on lamps", 1990, tax_rate=5_000)])
        self.orders: dict[str, Order] = {}
        self.steps: dict[str, int] = {}
        self.done: dict[str, int] = {}
        self.person = PEOPLE[0]

    def acts(self) -> dict[str, Callable[[], object]]:
        return {
            "take": self.take, "layaway": self.layaway, "special": self.special, "sent": self.sent,
            "receive": self.receive, "collect": self.collect, "cancel": self.cancel,
            "cancel_part": self.cancel_part, "quantity": self.quantity, "product": self.product,
            "route": self.route, "wishes": self.wishes, "complete": self.complete, "contact": self.contact,
            "customer": self.customer, "reinstate": self.reinstate, "note": self.note, "absent": self.absent,
            "redate": self.redate, "put_back": self.put_back, "deposit": self.deposit, "refund": self.refund,
            "pass_time": lambda: self.clock.pass_time(timedelta(days=self.chance.randint(1, 20))),
        }  # fmt: skip

    def step(self) -> None:
        """One act, which may be refused; then everything is looked at."""
        self.person = self.chance.choice(PEOPLE)
        name, act = self.chance.choice(sorted(self.acts().items()))
        try:
            act()
            self.done[name] = self.done.get(name, 0) + 1
        except errors.Refused as refused:
            said = refused.sentence
        else:
            said = "Nothing"
        assert "othing" in said, said
        self.look()

    def look(self) -> None:
        for order in self.register.orders():
            before = self.orders.get(order.number)
            steps = self.register.waiting.steps(order.number)
            fresh = steps[self.steps.get(order.number, 0) :]
            self._numbers_hold(order)
            self._version_counts(order, before, fresh)
            if before is not None:
                self._only_allowed(before, order, {step.kind for step in fresh})
            for step in fresh:
                assert step.at
                assert step.register == "R2"
                assert step.person in {"p-bea", "p-max"}
            self.orders[order.number], self.steps[order.number] = order, len(steps)

    @staticmethod
    def _numbers_hold(order: Order) -> None:
        for line in order.lines:
            assert 0 <= line.allocated <= line.open, (order.number, line)
            assert line.ordered == line.open + line.handed_over + line.cancelled
            assert min(line.ordered, line.handed_over, line.cancelled) >= 0
        assert order.balance_due >= 0
        due = sum(line.price_of(line.open) for line in order.lines)
        assert 0 <= order.order_deposit <= due

    @staticmethod
    def _version_counts(order: Order, before: Order | None, fresh: list[Step] | Any) -> None:
        if before is None:  # with all that the sale itself put aside
            assert order.version == 1
            return
        counting = [step for step in fresh if step.kind not in SILENT]
        grown = order.version - before.version
        assert (grown > 0) == bool(counting), (order.number, grown, [step.kind for step in fresh])
        assert grown <= len(counting)

    @staticmethod
    def _only_allowed(before: Order, order: Order, kinds: set[str]) -> None:
        if before.state in CLOSED and order.state not in CLOSED:
            assert "reinstated" in kinds
        known = {line.line: line for line in before.lines}
        for line in order.lines:
            was = known.get(line.line)
            if was is None:
                assert kinds & {"quantity_changed", "product_changed", "reinstated"}
                continue
            assert line.handed_over >= was.handed_over
            assert line.ordered == was.ordered
            moved = {
                "hand_over": line.handed_over > was.handed_over,
                "cancel": line.cancelled > was.cancelled,
                "reinstate": line.cancelled < was.cancelled,
            }
            for act in ("hand_over", "cancel", "reinstate"):
                assert not moved[act] or (was.state, act) in ALLOWED, (act, was)

    # --- what people do ----------------------------------------------------------------------------------------------
    def any_order(self) -> Order:
        return self.chance.choice(self.register.orders()) if self.orders else self._nothing()

    def any_line(self) -> tuple[str, OrderLine]:
        order = self.any_order()
        return order.number, self.chance.choice(order.lines)

    def take(self) -> None:
        if sum(order.state not in CLOSED for order in self.orders.values()) >= 6:
            return
        lines = tuple(
            LineWish(sku, self.chance.randint(1, 4), take="backorder", override="wanted all the same")
            for sku in self.chance.sample(GOODS, self.chance.randint(1, 2))
        )
        who = CustomerWish(id=self.chance.choice((ADA, BEN)))
        self.register.sell(Checkout(lines, CARD, who), person=self.person)

    def layaway(self) -> None:
        wish = LineWish(self.chance.choice(GOODS), self.chance.randint(1, 2), kind="layaway")
        self.register.sell(Checkout((wish,), CARD, CustomerWish(id=ADA)), person=self.person)

    def special(self) -> None:
        if sum(order.state not in CLOSED for order in self.orders.values()) >= 6:
            return
        thing = SpecialWish("Paper screen", Money(24000, "GBP"), "LUM")
        wish = LineWish("", 1, special=thing, override="wanted all the same")
        self.register.sell(Checkout((wish,), CARD, CustomerWish(id=BEN)), person=self.person)

    def sent(self) -> None:
        self.desk.supplier_sent(self.any_order().number, "DN 4471", CARD, person=self.person)

    def receive(self) -> None:
        self.register.receive([Arrival(self.chance.choice(GOODS), self.chance.randint(1, 5))], person=self.person)

    def collect(self) -> None:
        self.register.collect(self.any_order().number, CARD, person=self.person)

    def cancel(self) -> None:
        reason = self.chance.choice(("changed_mind", "mistake", "too_long"))
        self.desk.cancel(self.any_order().number, CancelWish(reason), person=self.person)

    def cancel_part(self) -> None:
        number, line = self.any_line()
        keep = self.chance.random() < 0.5
        wish = CancelWish("changed_mind", lines={line.line: self.chance.randint(1, 3)}, keep_deposit=keep)
        self.desk.cancel(number, wish, person=self.person)

    def quantity(self) -> None:
        number, line = self.any_line()
        self.desk.change_quantity(
            number, line.line, self.chance.randint(0, 5), override="wanted all the same", person=self.person
        )

    def product(self) -> None:
        number, line = self.any_line()
        self.desk.change_product(
            number, line.line, self.chance.choice(GOODS), quantity=self.chance.randint(1, 3),
            offered=self.chance.random() < 0.5, override="wanted all the same", person=self.person,
        )  # fmt: skip

    def route(self) -> None:
        route = self.chance.choice(("collect", "other_store", "deliver", "direct"))
        self.desk.change_route(self.any_order().number, route, to="S02", person=self.person)

    def wishes(self) -> None:
        day = self.clock.now().date() + timedelta(days=self.chance.randint(-1, 30))
        self.desk.change_wishes(self.any_order().number, wanted_on=day, person=self.person)

    def complete(self) -> None:
        self.desk.change_ship_complete(self.any_order().number, self.chance.random() < 0.5, person=self.person)

    def contact(self) -> None:
        self.desk.change_contact(self.any_order().number, address="4 Mill Lane", person=self.person)

    def customer(self) -> None:
        who = CustomerWish(id=self.chance.choice((ADA, BEN)))
        self.desk.change_customer(self.any_order().number, who, "a present", person=self.person)

    def reinstate(self) -> None:
        mistake = self.chance.random() < 0.5
        self.desk.reinstate(self.any_order().number, "after all", our_mistake=mistake, person=self.person)

    def note(self) -> None:
        self.desk.note(self.any_order().number, "will come on Friday", person=self.person)

    def absent(self) -> None:
        self.desk.customer_absent(self.any_order().number, "called", person=self.person)

    def redate(self) -> None:
        self.desk.redate(self.any_order().number, person=self.person)

    def put_back(self) -> None:
        self.desk.put_back(self.any_order().number, reason="does not come", person=self.person)

    def deposit(self) -> None:
        amount = Money(self.chance.randint(1, 6000), "GBP")
        self.desk.add_deposit(self.any_order().number, CARD, amount, person=self.person)

    def refund(self) -> None:
        amount = Money(self.chance.randint(1, 4000), "GBP")
        self.desk.refund_deposit(self.any_order().number, "asked for it", amount, person=self.person)

    @property
    def desk(self) -> Any:
        return self.register.waiting

    @staticmethod
    def _nothing() -> Order:
        raise errors.WrongState("There is no order yet. Nothing was changed.")


@pytest.mark.parametrize("tax_mode", get_args(TaxMode))
def test_no_sequence_of_acts_brings_an_order_into_a_state_that_cannot_be(tmp_path: Path, tax_mode: TaxMode) -> None:
    """R100, R140: numbers, states, versions and history hold after every step, and the records verify at the end."""
    done: dict[str, int] = {}
    for seed in range(2):
        walk = Walk(tmp_path / f"shop-{seed}", seed, tax_mode)
        for _ in range(110):
            walk.step()
        verdict = verify(walk.register.ledger)
        walk.register.close()
        assert verdict.ok, verdict.faults
        for name, times in walk.done.items():
            done[name] = done.get(name, 0) + times
    assert len(done) >= 15, done
