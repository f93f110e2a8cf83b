"""Deposits cannot lose a cent: whatever happens to an order, in whatever order, books, papers and goods agree."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import get_args

import pytest

from pos.domain import errors, order_fees
from pos.domain.deposit_moves import paid_of
from pos.domain.order_deposit import DepositRule, TaxMode
from pos.domain.waiting_rules import WaitingRules
from pos.register import Register
from pos.store.verify import verify
from pos.usecases.checkout import LineWish, TenderWish
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.receiving import Arrival
from tests.builders import ADA, put_customer, sample_shop
from tests.builders import product as a_product
from tests.proofs.deposit_books import figures, sequence, stated_tax
from tests.usecases.desk import ADA_HERE, CARD, CASH, all_books, gbp, made, sell


def test_ten_thousand_lives_of_orders_in_four_tax_modes_lose_no_cent() -> None:
    """Taken, added to, handed over by parts, cancelled by parts with and without a fee, refunded, changed: after every
    step the liability is the sum of the open deposits per rate, and every figure on paper is the ledger's; at the end
    the tax booked is that of what was handed over and of the fees. Complaints 9 to 13; R146."""
    modes = Counter(sequence(seed).mode for seed in range(10_000))
    assert min(modes.values()) > 2_000, modes
    assert len(modes) == 4


@pytest.mark.nightly
def test_a_hundred_thousand_lives_of_orders_lose_no_cent() -> None:
    for seed in range(10_000, 110_000):
        sequence(seed)


# --- through the register ----------------------------------------------------------------------------------------
GOODS = [
    a_product("A", "Lamp", 3333),
    a_product("B", "Book", 999, tax_rate=5_000),
    a_product("C", "Stamp", 101, tax_rate=0),
    a_product("D", "Sofa", 129_900),
]


@pytest.mark.parametrize("included", [True, False], ids=["tax-in-prices", "tax-on-top"])
@pytest.mark.parametrize("mode", get_args(TaxMode))
def test_the_register_keeps_every_deposit_to_the_cent(tmp_path: Path, mode: TaxMode, included: bool) -> None:
    """Nineteen orders in each of eight shops, by chance, in a real database: after each step the liability is the sum
    of the open deposits; in the end every paper says what its entries say, and the log replays to the same rows."""
    random = Random(f"{mode} {included}")
    shop = replace(
        sample_shop(), prices_include_tax=included, deposit=DepositRule(percent=33, tax_mode=mode),
        waiting=WaitingRules(fee_percent=10, fee_minimum=200),
    )  # fmt: skip
    register = made(tmp_path / "shop", shop, GOODS, {})
    put_customer(register, ADA, "Ada Osei", "020 7946 0018")
    for _ in range(19):
        one_order(random, register)
    assert {name: left for name, left in all_books(register).items() if "deposit" in name} == {}
    papers_say_what_is_booked(register)
    verdict = verify(register.ledger)
    register.close()
    assert verdict.ok, verdict.faults


def one_order(random: Random, register: Register) -> None:
    wishes = [
        LineWish(sku, random.randint(1, 4), take="backorder") for sku in random.sample("ABCD", random.randint(1, 4))
    ]
    number = sell(register, *wishes, customer=ADA_HERE, tenders=[random.choice((CASH, CARD))]).number
    acts = [add, refund, cancel, arrive, arrive, collect]
    for _ in range(random.randint(1, 5)):
        random.choice(acts)(random, register, number)
        liability_is_open_deposits(register, number)
    if random.random() < 0.5:
        collect(random, register, number)
    with suppress(errors.WrongState):  # nothing of it is open any more
        register.waiting.cancel(number, CancelWish("changed_mind"))
    liability_is_open_deposits(register, number)


def add(random: Random, register: Register, number: str) -> None:
    order = register.order(number)
    if order is not None and order.balance_due:
        register.waiting.add_deposit(number, [random.choice((CASH, CARD))], gbp(random.randint(1, order.balance_due)))


def refund(random: Random, register: Register, number: str) -> None:
    order = register.order(number)
    if order is not None and order.order_deposit:
        register.waiting.refund_deposit(number, "asked for it", gbp(random.randint(1, order.order_deposit)))


def cancel(random: Random, register: Register, number: str) -> None:
    order = register.order(number)
    assert order is not None
    open_lines = [line for line in order.lines if line.open > 0]
    if open_lines:
        line = random.choice(open_lines)
        wish = CancelWish(
            random.choice(order_fees.CANCEL_REASONS), lines={line.line: random.randint(1, line.open)},
            keep_deposit=random.random() < 0.3,
        )  # fmt: skip
        seen = register.waiting.foresee_cancelling(number, wish)
        assert register.waiting.cancel(number, wish).done == seen


def arrive(random: Random, register: Register, number: str) -> None:
    register.receive([Arrival(random.choice("ABCD"), random.randint(1, 3))])


def collect(random: Random, register: Register, number: str) -> None:
    order = register.order(number)
    assert order is not None
    ready = [line for line in order.lines if line.allocated]
    if ready:
        lines = {line.line: random.randint(1, line.allocated) for line in ready}
        register.collect(number, [TenderWish("card")], lines=lines if random.random() < 0.7 else None)


def liability_is_open_deposits(register: Register, number: str) -> None:
    with register.ledger.database.reading() as cursor:
        cursor.execute(
            "SELECT (SELECT coalesce(sum(amount), 0) FROM posting WHERE account = 'order_deposits'), "
            "(SELECT coalesce(sum(amount), 0) FROM order_deposit), "
            "(SELECT coalesce(sum(amount), 0) FROM posting WHERE account = 'deposit_tax'), "
            "(SELECT coalesce(sum(declared), 0) FROM order_deposit)"
        )
        row = cursor.fetchone()
    assert row is not None
    assert (-row[0], row[2]) == (row[1], row[3])
    order = register.order(number)
    assert order is not None
    with register.ledger.reading() as records:
        shares = records.deposit_shares(number)
        came = sum(part.amount for part in records.deposit_tenders(number))
    paid = paid_of(order, shares)
    goods = sum(line.total * line.handed_over // line.ordered for line in order.lines)
    assert sum(paid.values()) == goods + order.order_deposit
    assert 0 <= order.order_deposit <= came
    assert order.balance_due == sum(line.price_of(line.open) for line in order.lines) - order.order_deposit


def papers_say_what_is_booked(register: Register) -> None:
    """Of each document: tenders, tax, deposit on paper are those of its entries."""
    with register.ledger.database.reading() as cursor:
        cursor.execute("SELECT number, op, kind, order_deposit, balance_due, due_now, total FROM sale")
        documents = cursor.fetchall()
        cursor.execute("SELECT op, account, rate, sum(amount) FROM posting GROUP BY op, account, rate")
        entries: dict[int, Counter[tuple[str, int | None]]] = {}
        for op, account, rate, amount in cursor.fetchall():
            entries.setdefault(op, Counter())[account, rate] += amount
    kinds = Counter(kind for _, _, kind, *_ in documents)
    assert min(kinds[kind] for kind in ("backorder", "collection", "deposit", "deposit_refund", "cancellation")) > 3
    for number, op, kind, deposit, balance, due, total in documents:
        receipt = register.receipt(number).document
        said, booked = figures(receipt), entries.get(op, Counter())
        taxes = Counter({rate: -amount for (account, rate), amount in booked.items() if account == "tax" and amount})
        if kind != "backorder":
            assert stated_tax(receipt) == taxes, number
        paid = sum(amount for (account, _), amount in booked.items() if account.startswith("tender:"))
        assert paid == due, number
        if kind == "deposit":
            assert said["Paid today"] == deposit == said["To pay GBP"]
        if kind == "deposit_refund":
            assert -said["Deposit given back"] == deposit == -said["Given back GBP"]
        if kind == "cancellation":
            assert said.get("Cancellation fee", 0) == total
            assert said.get("Given back GBP", 0) == -due
            assert said.get("Due on collection GBP", 0) == balance
        if kind == "collection":
            assert (said["Total GBP"], said["To pay GBP"]) == (total, due)
            assert said.get("Deposit paid before", 0) == deposit
