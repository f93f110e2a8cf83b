"""Where other counters fail their users: each complaint a test, so that no release brings one back."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pos.domain import errors
from pos.domain.deposit_moves import paid_of
from pos.domain.order_deposit import DepositRule, TaxMode
from pos.register import Register
from pos.store.verify import verify
from pos.usecases.checkout import LineWish, Sold, TenderWish
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.receiving import Arrival
from pos.usecases.sale_customer import keep_customer
from tests.builders import (
    BULB,
    LAMP,
    SHADE,
    TABLE,
    FixedClock,
    put_customer,
    put_products,
    put_stock,
    put_supply,
    sample_register,
    sample_shop,
)
from tests.builders import product as a_product
from tests.usecases.desk import (
    ADA_HERE,
    CARD,
    CASH,
    CASHIER,
    MANAGER,
    books,
    counts,
    gbp,
    labels_of,
    nothing_changes,
    order_later,
    product_row,
    purchase_row,
    records_of,
    sell,
    stock_row,
)

SELL_UNTIL_KILLED = """
import sys
from pathlib import Path
from pos.register import Register
from pos.usecases.checkout import Checkout, LineWish, TenderWish
register = Register.open(Path(sys.argv[1]))
while True:
    sold = register.sell(Checkout((LineWish("BLB-0027", take="now", anyway="counted later"),), (TenderWish("cash"),)))
    print(sold.number, flush=True)
"""


def test_complaint_01_a_sale_that_was_answered_is_there_after_the_program_was_killed(tmp_path: Path) -> None:
    """Money, stock, receipt and paper job are on disk before the cashier reads the number."""
    sample_register(tmp_path / "shop").close()
    command = [sys.executable, "-c", SELL_UNTIL_KILLED, str(tmp_path / "shop")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as till:
        assert till.stdout is not None
        answered = [till.stdout.readline().strip() for _ in range(5)]
        till.send_signal(signal.SIGKILL)
        answered += [line.strip() for line in till.stdout if line.endswith("\n")]
    register = Register.open(tmp_path / "shop")
    try:
        verdict = verify(register.ledger)
        assert verdict.ok, verdict.faults
        printed = {job.number for job in register.jobs.all(10_000)}
        assert len(answered) >= 5
        for number in answered:
            assert register.receipt(number).document.number == number
        assert set(answered) <= printed
    finally:
        register.close()


def test_complaint_02_what_was_paid_and_handed_over_never_goes_back(register: Register) -> None:
    number = order_later(register, LAMP, 2).number
    register.receive([Arrival(LAMP, 2, "PO-1007")])
    register.collect(number, [CARD])
    closed = register.order(number)
    register.import_rows("purchase-orders", [purchase_row(2, "PO-1007", LAMP, 12, received=0)])
    register.import_rows("stock", [stock_row(2, LAMP, 0)])
    register.import_rows("products", [product_row(2, LAMP, "Lamp", price=1)])
    register.receive([Arrival(LAMP, 9)])
    assert closed is not None
    assert register.order(number) == closed
    assert closed.state == "collected"


def test_complaint_03_an_entry_that_is_taken_out_of_the_log_is_missed(tmp_path: Path) -> None:
    """Nothing leaves the log quietly: the chain shows a gap, and the records no longer follow from it."""
    register = sample_register(tmp_path / "shop")
    for _ in range(3):
        sell(register, LineWish(BULB))
    with register.ledger.database.writing() as cursor:
        cursor.execute("DELETE FROM op WHERE position = (SELECT max(position) - 1 FROM op)")
    verdict = verify(register.ledger)
    register.close()
    assert not verdict.checks["chain"]
    assert not verdict.checks["projections"]


def test_complaint_04_what_was_not_done_when_the_shop_closed_is_there_by_name_in_the_morning(tmp_path: Path) -> None:
    register = sample_register(tmp_path / "shop")
    number = order_later(register, LAMP, 1).number
    before = records_of(register)
    register.close()
    morning = Register.open(tmp_path / "shop", clock=FixedClock(datetime(2026, 11, 25, 8, 0, tzinfo=UTC)))
    assert records_of(morning) == before
    assert [(job.number, job.state) for job in morning.jobs.all()] == [(number, "queued")]
    assert [order.number for order in morning.orders() if order.state == "waiting"] == [number]
    morning.close()


def test_complaint_05_replay_is_one_effect(register: Register) -> None:
    """A request that is handed in a hundred times sells once."""
    sold = [
        sell(register, LineWish(TABLE), LineWish(LAMP, take="backorder"), customer=ADA_HERE, request="r-1")
        for _ in range(100)
    ]
    assert len({one.number for one in sold}) == 1
    assert [one.repeated for one in sold] == [False] + [True] * 99
    assert (register.look_up(TABLE).here.on_hand, register.look_up(LAMP).here.owed) == (3, 1)
    assert (books(register, "tender:cash"), len(register.sales())) == (8900 + 2250, 1)


def test_complaint_06_no_two_devices_ever_give_one_number(tmp_path: Path) -> None:
    """Two registers of a store, and a copy of one of them that somebody started elsewhere: all numbers differ."""
    first = sample_register(tmp_path / "one")
    second = sample_register(tmp_path / "two", shop=replace(sample_shop(), register="R3"))
    numbers = [sell(till, LineWish(BULB)).number for till in (first, second, first)]
    first.close()
    shutil.copytree(tmp_path / "one", tmp_path / "copy")
    first = Register.open(tmp_path / "one")
    numbers.append(sell(first, LineWish(BULB)).number)
    copy = Register.open(tmp_path / "copy")
    numbers.append(sell(copy, LineWish(BULB)).number)
    assert len(set(numbers)) == len(numbers)
    for till in (first, second, copy):
        assert verify(till.ledger).ok
        till.close()


def test_complaint_07_one_bad_record_stops_nothing(register: Register) -> None:
    """The bad rows are named with their reasons, the others are in, and the counter sells on."""
    rows = [
        product_row(2, "A-1", "Vase", price=1),
        product_row(3, LAMP, "n" * 5000),
        product_row(4, "B-2", "Jug", price=2),
    ]
    report = register.import_rows("products", rows)
    assert counts(report) == (2, 0, 0, 1)
    assert [(bad.row, bool(bad.reason)) for bad in report.rejects] == [(3, True)]
    assert sell(register, LineWish("B-2", take="now", anyway="just in")).total == gbp(2)


def test_complaint_08_a_sale_with_its_order_deposit_and_tax_is_one_operation(register: Register) -> None:
    """Replaying the log gives the same rows and the same document: tax and payment cannot come apart from the order."""
    before = verify(register.ledger)
    sold = sell(register, LineWish(SHADE, 5), customer=ADA_HERE, tenders=[CARD])
    after = verify(register.ledger)
    assert (after.ops, after.ok) == (before.ops + 1, True)
    with register.ledger.database.reading() as cursor:
        cursor.execute("SELECT bytes FROM op ORDER BY position DESC LIMIT 1")
        row = cursor.fetchone()
    assert row is not None
    body = json.loads(row[0])["body"]
    assert (body["total"], body["tax"], body["order_deposit"]) == (
        sold.total.minor,
        sold.tax.minor,
        sold.order_deposit.minor,
    )
    assert body["tenders"] == [{"kind": "card", "amount": sold.due_now.minor}]
    assert sum(amount for _, amount, *_ in body["postings"]) == 0


def ordered_at_three_rates(make: Callable[..., Register], percent: int, mode: TaxMode) -> tuple[Register, Sold]:
    """Three each of goods at 20, 5 and 0 percent, with so much of their price paid ahead by card."""
    goods = [
        a_product("A", "Lamp", 4999),
        a_product("B", "Book", 1299, tax_rate=5_000),
        a_product("C", "Stamp", 85, tax_rate=0),
    ]
    register = make(replace(sample_shop(), deposit=DepositRule(percent=percent, tax_mode=mode)), goods)
    put_customer(register, "c-ada", "Ada Osei", "020 7946 0018")
    lines = [LineWish(sku, 3, take="backorder") for sku in "ABC"]
    return register, sell(register, *lines, customer=ADA_HERE, tenders=[CARD])


@pytest.mark.parametrize("mode", ["on_payment", "on_delivery", "at_sale", "security"])
def test_complaint_09_a_deposit_is_held_per_rate_and_nothing_is_taxed_twice(
    make: Callable[..., Register], mode: TaxMode
) -> None:
    register, sold = ordered_at_three_rates(make, 33, mode)
    with register.ledger.reading() as records:
        shares = records.deposit_shares(sold.number)
    assert sum(share.amount for share in shares) == sold.order_deposit.minor
    assert {share.rate for share in shares} == {20_000, 5_000, 0}
    for sku, units in (("A", 1), ("B", 3), ("A", 2), ("C", 3)):
        register.receive([Arrival(sku, units)])
        register.collect(sold.number, [CARD])
    assert -books(register, "tax") == sold.tax.minor
    assert books(register, "tender:card") == sold.total.minor
    assert books(register, "order_deposits") == books(register, "deposit_tax") == 0


@pytest.mark.parametrize(
    ("price", "paid", "rate"),
    [(26_817_365, 5_363_473, 21_000), (250_000, 50_000, 25_000), (10_000, 2_000, 8_875), (9_999, 2_004, 7_700)],
)
def test_complaint_10_the_deposit_that_was_paid_is_the_deposit_on_paper_and_in_the_books(
    register: Register, price: int, paid: int, rate: int
) -> None:
    """53,634.73 is not 53,634.74, 500 is not 499.99 and 20.00 is not 20.04: tax is derived from what was paid."""
    register.set_deposit_rule(DepositRule(percent=20))
    put_products(register, [a_product("X", "Kitchen", price, tax_rate=rate)])
    sold = sell(
        register, LineWish("X", take="backorder"), customer=ADA_HERE, tenders=[TenderWish("card", gbp(paid))],
        order_deposit=gbp(paid),
    )  # fmt: skip
    assert labels_of(sold.receipt)["Deposit paid"] == str(gbp(paid))
    assert (sold.order_deposit, sold.due_now) == (gbp(paid), gbp(paid))
    assert -books(register, "order_deposits") == books(register, "tender:card") == paid
    tax = books(register, "deposit_tax")
    assert abs(tax * (100_000 + rate) - paid * rate) <= (100_000 + rate) // 2


def test_complaint_14_paid_allocated_and_handed_over_are_three_numbers(register: Register) -> None:
    sold = sell(register, LineWish(LAMP, 2, take="backorder"), customer=ADA_HERE, order_deposit=gbp(9000))

    def numbers() -> tuple[int, int, int, int]:
        order = register.order(sold.number)
        assert order is not None
        line = order.lines[0]
        return order.balance_due, line.allocated, line.handed_over, register.look_up(LAMP).here.on_hand

    assert numbers() == (0, 0, 0, 0)
    register.receive([Arrival(LAMP, 3)])
    assert numbers() == (0, 2, 0, 3)
    register.collect(sold.number, [])
    assert numbers() == (0, 0, 2, 1)
    with nothing_changes(register), pytest.raises(errors.OrderNotReady):
        register.collect(sold.number, [CASH])
    assert numbers() == (0, 0, 2, 1)


def test_complaint_15_each_line_has_its_own_date_and_the_order_the_latest_of_them(register: Register) -> None:
    put_supply(register, TABLE, 9, date(2026, 12, 1), number="PO-8")
    put_supply(register, SHADE, 9, date(2026, 11, 20), number="PO-9")
    lines = [LineWish(sku, 5, take="backorder") for sku in (TABLE, LAMP, SHADE)]
    sold = sell(register, *lines, customer=ADA_HERE, tenders=[CARD])
    order = register.order(sold.number)
    assert order is not None
    days = [line.promised_on for line in order.lines]
    assert days == [date(2026, 12, 2), date(2026, 12, 3), date(2026, 12, 4)]
    (row,) = register.sales(sold.number)
    assert row.expected_ship_on == date(2026, 12, 4)


def test_complaint_15_serving_a_part_does_not_date_the_rest_anew(register: Register, clock: FixedClock) -> None:
    number = order_later(register, LAMP, 3).number
    clock.pass_time(timedelta(days=30))
    register.receive([Arrival(LAMP, 1)])
    register.collect(number, [CARD])
    order = register.order(number)
    assert order is not None
    assert order.lines[0].promised_on == date(2026, 12, 3)


@pytest.mark.parametrize(
    ("zone", "at", "today", "ready"),
    [
        ("Pacific/Auckland", datetime(2026, 11, 24, 23, 30, tzinfo=UTC), date(2026, 11, 25), date(2026, 12, 5)),
        ("America/Los_Angeles", datetime(2026, 11, 25, 4, 30, tzinfo=UTC), date(2026, 11, 24), date(2026, 12, 4)),
        ("Europe/London", datetime(2026, 11, 24, 23, 59, tzinfo=UTC), date(2026, 11, 24), date(2026, 12, 4)),
    ],
)
def test_complaint_15_dates_are_the_stores_own_and_never_a_day_off(
    tmp_path: Path, zone: str, at: datetime, today: date, ready: date
) -> None:
    register = sample_register(tmp_path / "shop", shop=replace(sample_shop(), timezone=zone), clock=FixedClock(at))
    put_customer(register, "c-ada", "Ada Osei", "020 7946 0018")
    sold = order_later(register, SHADE, 3)
    order = register.order(sold.number)
    assert order is not None
    assert (order.taken_on, order.lines[0].promised_on) == (today, ready)
    assert verify(register.ledger).ok
    register.close()


def test_complaint_21_a_shortage_is_said_before_paying_with_what_can_be_done(register: Register) -> None:
    """It opens a choice: backorder the rest, another store, or sell what is in the hand; it never fails later."""
    with nothing_changes(register), pytest.raises(errors.NotEnoughHere, match="Backorder the other 1") as short:
        sell(register, LineWish(SHADE, 3, take="now"))
    assert (short.value.details["wanted"], short.value.details["available"]) == (3, 2)
    assert sell(register, LineWish(SHADE, 3, later=1), customer=ADA_HERE).backorders[0].part.quantity == 1
    sell(register, LineWish(SHADE, 1, take="now", anyway="it is in my hand"))
    assert register.look_up(SHADE).here.on_hand == -1
    put_stock(register, {(SHADE, "S01"): 4})
    assert [one.quantity for _, one in register.receive([Arrival(SHADE, 1)]).allocations] == [1]


def test_complaint_21_the_last_unit_is_sold_once_though_many_ask_at_the_same_time(register: Register) -> None:
    def buy(_: int) -> bool:
        try:
            sell(register, LineWish(SHADE, take="now"))
        except errors.NotEnoughHere:
            return False
        return True

    with ThreadPoolExecutor(max_workers=4) as crowd:
        bought = list(crowd.map(buy, range(12)))
    assert sum(bought) == 2
    assert register.look_up(SHADE).here.on_hand == 0


def test_complaint_24_a_scan_costs_the_same_in_a_shop_of_ten_thousand_products(make: Callable[..., Register]) -> None:
    """Nothing is read whole: the steps of the database for a look-up, a search and a sale do not grow with the shop."""

    def steps(register: Register) -> list[int]:
        connection = register.ledger.database._cursor.connection
        taken: list[int] = []
        for work in (
            lambda: register.look_up("N-00042"),
            lambda: register.find("thing00042"),
            lambda: sell(register, LineWish("N-00042", take="now", anyway="measured")),
        ):
            work()
            ticks: list[None] = []
            connection.set_progress_handler(lambda ticks=ticks: ticks.append(None), 10)
            work()
            connection.set_progress_handler(None, 10)
            taken.append(len(ticks))
        return taken

    small, large = make(sample_shop()), make(sample_shop())
    for register, size in ((small, 100), (large, 10_000)):
        rows = [product_row(n, f"N-{n:05d}", f"Thing{n:05d}", price=100) for n in range(size)]
        register.import_rows("products", rows)
    for few, many in zip(steps(small), steps(large), strict=True):
        assert few > 0
        assert many <= 2 * few + 50


# --- deposits: the amounts that others got wrong ---------------------------------------------------------------------
@pytest.mark.parametrize("mode", ["on_payment", "on_delivery", "at_sale", "security"])
def test_complaint_09_a_deposit_in_three_parts_over_three_rates_is_taxed_once(
    make: Callable[..., Register], mode: TaxMode
) -> None:
    """Not a tax again with each deposit, and not one line for several rates: one share for each, one tax in the end."""
    register, sold = ordered_at_three_rates(make, 10, mode)
    for amount in (1, 3333, 4999):
        register.waiting.add_deposit(sold.number, [CARD], gbp(amount))
        with register.ledger.reading() as records:
            shares = records.deposit_shares(sold.number)
        assert [share.rate for share in shares] == [20_000, 5_000, 0]
        for share in shares:
            exact = {"on_payment": tax_of(share.amount, share.rate), "at_sale": share.declared}.get(mode, 0)
            assert share.declared == exact
        assert sum(share.declared for share in shares) == books(register, "deposit_tax") == -books(register, "tax")
    register.receive([Arrival(sku, 3) for sku in "ABC"])
    register.collect(sold.number, [CARD], lines={1: 2, 2: 1})
    register.collect(sold.number, [CARD])
    assert -books(register, "tax") == sold.tax.minor
    assert books(register, "tender:card") == sold.total.minor
    assert books(register, "order_deposits") == books(register, "deposit_tax") == 0


def tax_of(amount: int, rate: int) -> int:
    """The tax in an amount, half a cent up."""
    return (2 * amount * rate + 100_000 + rate) // (2 * (100_000 + rate))


def test_complaint_09_a_fixed_tax_is_not_paid_again_with_each_deposit(make: Callable[..., Register]) -> None:
    """What belongs to the goods as a whole (a levy is a product of its own at its own rate) is paid once."""
    goods = [a_product("TV", "Television", 50_000), a_product("LEVY", "Recycling levy", 1000, tax_rate=0)]
    register = make(sample_shop(), goods)
    put_customer(register, "c-ada", "Ada Osei", "020 7946 0018")
    sold = sell(register, LineWish("TV", take="backorder"), LineWish("LEVY", take="backorder"), customer=ADA_HERE)
    register.waiting.add_deposit(sold.number, [CASH], gbp(10_000))
    done = register.waiting.add_deposit(sold.number, [CASH])
    assert (done.held, done.balance_due) == (gbp(51_000), gbp(0))
    with register.ledger.reading() as records:
        assert {share.rate: share.amount for share in records.deposit_shares(sold.number)} == {20_000: 50_000, 0: 1000}


@pytest.mark.parametrize(
    ("price", "first", "rate"),
    [
        (26_817_365, 5_363_473, 21_000), (26_817_365, 5_363_474, 21_000), (250_000, 50_000, 25_000),
        (249_995, 49_999, 25_000), (10_000, 2_000, 8_875), (10_000, 2_004, 8_875),
    ],
)  # fmt: skip
def test_complaint_10_what_was_paid_is_the_fact_on_every_paper_to_the_last(
    register: Register, price: int, first: int, rate: int
) -> None:
    """53,634.73 stays 53,634.73 and 53,634.74 is another amount; 499.99 is not 500; 20.04 is not 20.00."""
    register.set_deposit_rule(DepositRule(percent=0))
    put_products(register, [a_product("X", "Kitchen", price, tax_rate=rate)])
    sold = sell(register, LineWish("X", take="backorder"), customer=ADA_HERE, tenders=[])
    done = register.waiting.add_deposit(sold.number, [CARD], gbp(first))
    assert labels_of(done.receipt)["Paid today"] == labels_of(done.receipt)["To pay GBP"] == str(gbp(first))
    assert labels_of(done.receipt)["Deposit held GBP"] == str(gbp(first))
    assert -books(register, "order_deposits") == books(register, "tender:card") == first
    assert done.balance_due == gbp(price - first)
    register.receive([Arrival("X", 1)])
    last = register.collect(sold.number, [CARD])
    assert labels_of(last.receipt)["Deposit paid before"] == f"-{gbp(first)}"
    assert (last.due_now, books(register, "tender:card")) == (gbp(price - first), price)


def test_complaint_11_a_second_deposit_is_of_what_is_left_and_never_beyond_it(register: Register) -> None:
    sold = sell(
        register, LineWish(LAMP, 2, take="backorder"), customer=ADA_HERE, order_deposit=gbp(6000), tenders=[CARD]
    )
    done = register.waiting.add_deposit(sold.number, [CARD], gbp(1500))
    assert (done.held, done.balance_due) == (gbp(7500), gbp(1500))
    for beyond in (1501, 9000, 1_000_000):
        with nothing_changes(register), pytest.raises(errors.DepositTooLarge, match=r"15\.00"):
            register.waiting.add_deposit(sold.number, [CARD], gbp(beyond))
    register.waiting.cancel(sold.number, CancelWish("price", lines={1: 1}))
    with nothing_changes(register), pytest.raises(errors.DepositTooLarge, match=r"7\.50"):
        register.waiting.add_deposit(sold.number, [CARD], gbp(751))
    assert register.waiting.add_deposit(sold.number, [CARD]).balance_due == gbp(0)


def test_complaint_11_a_percentage_is_of_what_is_left_or_of_the_total_as_chosen(register: Register) -> None:
    """https://github.com/odoo/odoo/pull/224223: a second ten percent is not ten percent of something else."""
    sold = sell(
        register, LineWish(LAMP, 2, take="backorder"), customer=ADA_HERE, order_deposit=gbp(6000), tenders=[CARD]
    )
    assert register.waiting.add_deposit(sold.number, [CARD], percent=10).amount == gbp(300)
    assert register.waiting.add_deposit(sold.number, [CARD], percent=10, of="left").amount == gbp(270)
    assert register.waiting.add_deposit(sold.number, [CARD], percent=10, of="total").amount == gbp(900)
    with nothing_changes(register):
        with pytest.raises(errors.DepositTooLarge, match=r"15\.30"):
            register.waiting.add_deposit(sold.number, [CARD], percent=50, of="total")
        with pytest.raises(errors.BadAmount, match="left or total"):
            register.waiting.add_deposit(sold.number, [CARD], percent=50, of="half")
    register.receive([Arrival(LAMP, 1)])
    register.collect(sold.number, [CARD])
    assert register.waiting.add_deposit(sold.number, [CARD], percent=5, of="total").amount == gbp(450)


def test_complaint_12_an_order_of_200_is_not_finished_with_1(make: Callable[..., Register]) -> None:
    """Goods leave when they are paid, with the deposit set against them."""
    register = make(replace(sample_shop(), deposit=DepositRule(percent=0)), [a_product("X", "Chair", 20_000)])
    put_customer(register, "c-ada", "Ada Osei", "020 7946 0018")
    sold = sell(register, LineWish("X", take="backorder"), customer=ADA_HERE, tenders=[])
    register.waiting.add_deposit(sold.number, [CARD], gbp(100))
    register.receive([Arrival("X", 1)])
    for tenders in ([], [TenderWish("card", gbp(100))], [TenderWish("cash", gbp(19_800))]):
        with nothing_changes(register), pytest.raises(errors.TenderTooSmall):
            register.collect(sold.number, tenders)
    order = register.order(sold.number)
    assert order is not None
    assert (order.order_deposit, order.balance_due, order.state) == (100, 19_900, "ready")
    done = register.collect(sold.number, [CARD])
    assert (done.deposit_applied, done.due_now) == (gbp(100), gbp(19_900))


def test_complaint_12_goods_leave_unpaid_only_on_an_account_or_by_who_may_allow_it(register: Register) -> None:
    """https://github.com/frappe/erpnext/issues/43815: a cashier neither makes an account nor invents a voucher."""
    number = order_later(register, LAMP, 4).number
    register.receive([Arrival(LAMP, 4)])
    one = {1: 1}
    account, invented = TenderWish("account"), TenderWish("voucher", reference="made up")
    with nothing_changes(register):
        for tender, why in ((account, "has no account here"), (invented, "no voucher of ours")):
            with pytest.raises(errors.NotAllowed, match=why):
                register.collect(number, [tender], lines=one, person=CASHIER)
            with pytest.raises(errors.NotAllowed, match=why):
                register.waiting.add_deposit(number, [tender], gbp(100), person=CASHIER)
    register.collect(number, [account], lines=one, person=MANAGER)
    register.collect(number, [invented], lines=one, person=MANAGER)
    with register.ledger.writing() as tx:
        ada = tx.customer("c-ada")
        assert ada is not None
        keep_customer(tx, replace(ada, customer_class="business"), MANAGER)
    assert register.collect(number, [account], lines=one, person=CASHIER).due_now == gbp(2250)
    assert books(register, "tender:account") == 4500


def test_complaint_12_a_cashier_takes_no_invented_voucher_for_the_deposit_of_an_order(register: Register) -> None:
    """As it is when more is paid for it later; goods that are taken along may be paid by another system's gift card."""
    ordered = LineWish(LAMP, 2, take="backorder")
    for reference in ("made up", ""):
        invented = TenderWish("voucher", reference=reference)
        with nothing_changes(register), pytest.raises(errors.NotAllowed, match=r"no voucher of ours|has no number"):
            sell(register, ordered, customer=ADA_HERE, tenders=(invented,), order_deposit=gbp(9000), person=CASHIER)
    gift = TenderWish("voucher", gbp(1950), "gift card")
    more = replace(gift, amount=gbp(1951))
    with nothing_changes(register), pytest.raises(errors.NotAllowed, match="no voucher of ours"):
        sell(register, LineWish(SHADE, 1, take="now"), ordered, customer=ADA_HERE, tenders=(more, CARD), person=CASHIER)
    sell(register, LineWish(SHADE, 1, take="now"), ordered, customer=ADA_HERE, tenders=(gift, CARD), person=CASHIER)
    sell(
        register,
        LineWish(SHADE, 1, take="now"),
        customer=ADA_HERE,
        tenders=(replace(gift, amount=None),),
        person=CASHIER,
    )
    sell(register, ordered, customer=ADA_HERE, tenders=(TenderWish("voucher", reference="made up"),), person=MANAGER)


def test_complaint_12_a_voucher_of_ours_pays_once_and_no_more_than_it_is_worth(register: Register) -> None:
    waiting = replace(register.shop().waiting, incentive_percent=10, incentive_after_days=1, credit_budget=100_000)
    register.change_shop(waiting=waiting)
    first = order_later(register, LAMP, 2).number
    register.receive([Arrival(LAMP, 2)])
    (credit,) = register.radar.credits()
    number = order_later(register, TABLE, 2).number
    paid = TenderWish("voucher", gbp(900), credit.id)
    with nothing_changes(register), pytest.raises(errors.NotAllowed, match="no voucher of ours"):
        register.collect(number, [paid, CARD], person=CASHIER)  # it is not given yet
    register.collect(first, [CARD])
    with nothing_changes(register), pytest.raises(errors.TenderTooLarge, match=r"worth 9\.00"):
        register.collect(number, [replace(paid, amount=gbp(901)), CARD], person=CASHIER)
    register.collect(number, [replace(paid, amount=gbp(500)), CARD], lines={1: 1}, person=CASHIER)
    with nothing_changes(register), pytest.raises(errors.TenderTooLarge, match=r"worth 4\.00"):
        sell(register, LineWish(TABLE), tenders=[paid, CASH], person=CASHIER)
    register.collect(number, [replace(paid, amount=gbp(400)), CARD], person=CASHIER)


def test_complaint_12_a_deposit_of_a_fifth_is_never_shown_as_all_of_it(register: Register) -> None:
    register.set_deposit_rule(DepositRule(percent=20))
    sold = sell(register, LineWish(LAMP, 2, take="backorder"), LineWish(SHADE, 3), customer=ADA_HERE, tenders=[CARD])
    order = register.order(sold.number)
    assert order is not None
    with register.ledger.reading() as records:
        paid = paid_of(order, records.deposit_shares(sold.number))
    assert sum(paid.values()) == order.order_deposit == sold.order_deposit.minor
    assert order.order_deposit + order.balance_due == order.total
    assert all(0 < paid[line.line] < line.total for line in order.lines)


def test_complaint_13_a_refund_is_carried_to_the_order_and_its_balance(register: Register) -> None:
    sold = sell(
        register, LineWish(LAMP, 2, take="backorder"), customer=ADA_HERE, order_deposit=gbp(9000), tenders=[CARD]
    )
    done = register.waiting.refund_deposit(sold.number, "paid too much ahead", gbp(4000))
    assert (done.held, done.balance_due) == (gbp(5000), gbp(4000))
    order = register.order(sold.number)
    assert order is not None
    assert (order.order_deposit, order.balance_due, order.version) == (5000, 4000, 2)
    with register.ledger.reading() as records:
        assert [(step.kind, step.details["amount"]) for step in records.steps(sold.number)[1:]] == [
            ("deposit_refunded", 4000)
        ]
    row = next(row for row in register.sales(sold.number) if row.number == sold.number)
    assert (row.order_deposit, row.balance_due) == (5000, 4000)
    register.receive([Arrival(LAMP, 2)])
    assert register.collect(sold.number, [CARD]).due_now == gbp(4000)
    assert books(register, "tender:card") == sold.total.minor


def test_complaint_14_paid_is_not_delivered_and_nothing_is_delivered_twice(register: Register) -> None:
    sold = sell(register, LineWish(LAMP, 3, take="backorder"), customer=ADA_HERE, tenders=[CARD])
    register.waiting.add_deposit(sold.number, [CARD])

    def numbers() -> tuple[str, int, int, int, int]:
        order = register.order(sold.number)
        assert order is not None
        line = order.lines[0]
        return order.state, order.balance_due, line.allocated, line.handed_over, line.cancelled

    assert numbers() == ("waiting", 0, 0, 0, 0)
    with nothing_changes(register), pytest.raises(errors.OrderNotReady):
        register.collect(sold.number, [])
    register.receive([Arrival(LAMP, 2)])
    assert register.collect(sold.number, [], lines={1: 1}).total == gbp(4500)
    assert numbers() == ("part_ready", 0, 1, 1, 0)
    with nothing_changes(register), pytest.raises(errors.BadQuantity):
        register.collect(sold.number, [], lines={1: 2})
    register.collect(sold.number, [])
    assert numbers() == ("waiting", 0, 0, 2, 0)
    register.waiting.cancel(sold.number, CancelWish("too_long"))
    assert numbers() == ("collected", 0, 0, 2, 1)
    assert books(register, "tender:card") == 9000
