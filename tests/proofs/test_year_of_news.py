"""A year of a shop's orders with slips, arrivals, collections and people who change their minds: nobody is left without
news, nobody hears of one thing twice, every broken promise is somebody's task, and what the log calls sent arrived."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Any

import pytest

from pos.domain import errors
from pos.domain.calendar import OpeningDays
from pos.domain.news import CALLS, CHANGING, Message, Outcome, Task, worst
from pos.domain.people import OWNER, Customer
from pos.post.smtp import message_id
from pos.register import Register
from pos.store.verify import verify
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish, keep_customer
from pos.usecases.news_dates import standing_of
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.receiving import Arrival
from pos.usecases.slipping import is_broken
from tests.builders import FixedClock, product, put_products, sample_shop
from tests.post.servers import FreePort
from ui.samples import put_punctual_record

SENDER = "Riverside <shop@riverside.example>"
CARD = TenderWish("card")


@dataclass
class Mailbox:
    """A real SMTP server's handler: keeps what it took, and refuses the addresses that moved away."""

    taken: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address.startswith("gone"):
            return "550 5.1.1 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mail = message_from_bytes(envelope.content, policy=policy.SMTP)
        self.taken.append(str(mail["Message-ID"]))
        body = mail.get_body()
        if mail["Auto-Submitted"] != "auto-generated" or body is None or not str(mail["Subject"]):
            self.wrong.append(str(mail["Message-ID"]))
        return "250 OK"


@dataclass
class TextService:
    """A real text service: keeps one message a key, has trouble now and then, and knows numbers that are none."""

    taken: dict[str, str] = field(default_factory=dict)
    asked: int = 0

    def answer(self, key: str, number: str, text: str) -> int:
        self.asked += 1
        if number.endswith("000"):
            return 400
        if self.asked % 29 == 0:
            return 503
        assert self.taken.setdefault(key, text) == text
        return 202


@contextmanager
def services() -> Iterator[tuple[Mailbox, TextService, int, int]]:
    """Both servers on this machine's own address, and their ports."""
    mailbox, texts = Mailbox(), TextService()
    controller = FreePort(mailbox, hostname="127.0.0.1", port=0)
    controller.start()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status = texts.answer(self.headers["Idempotency-Key"], said["to"], said["text"])
            self.send_response(status if self.headers["Authorization"] == "Bearer t" else 401)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *words: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield mailbox, texts, controller.port, server.server_address[1]
    finally:
        controller.stop()
        server.shutdown()
        thread.join()
        server.server_close()


class Year:
    """One shop and what happens to it day by day."""

    def __init__(self, register: Register, clock: FixedClock, seed: int, orders: int, days: int) -> None:
        self.register, self.clock, self.random = register, clock, Random(seed)
        self.left, self.days, self.day = orders, days, 0
        self.skus = [f"P{nth:02d}" for nth in range(12)]
        self.broken: dict[tuple[str, int, int], int] = {}
        self.past: list[tuple[date, str]] = []
        self.taken: list[str] = []
        self.next_number = 1
        put_products(register, [product(sku, f"Thing {sku}", 1000 + 10 * nth) for nth, sku in enumerate(self.skus)])
        put_punctual_record(register)
        self.customers = [self._customer(nth) for nth in range(60)]

    def _customer(self, nth: int) -> str:
        kind = ("mail", "mail", "mail", "text", "text", "call", "call", "no", "mail", "text")[nth % 10]
        gone = nth % 20 == 8
        customer = Customer(
            f"c-{nth}", f"Person {nth}",
            "" if kind == "mail" and nth % 4 else "0200000000" if nth == 3 else f"0209000{nth:03d}",
            email=f"{'gone' if gone else 'p'}{nth}@post.example" if kind in ("mail", "no") else "",
            consent=kind != "no", language=("en", "de", "fr", "es")[nth % 4], tell_by="call" if kind == "call" else "",
        )  # fmt: skip
        with self.register.ledger.writing() as tx:
            keep_customer(tx, customer, OWNER)
        return customer.id

    @property
    def today(self) -> date:
        return self.clock.now().date()

    def pass_day(self) -> None:
        """What customers, suppliers and staff do on one day, and then the daily round and the post."""
        shop = self.register.shop()
        if shop.opening_days.is_open(self.today):
            self._orders()
            self._supplies()
            self._people()
            self.register.promises.review()
            self._note_broken()
            self.register.news.run()
            self.register.send_news()
            self._check_clock()
        self.clock.pass_time(timedelta(days=1))
        self.day += 1

    def _orders(self) -> None:
        due = self.left if self.day >= self.days - 30 else round(self.left / max(1, self.days - 30 - self.day))
        for _ in range(min(self.left, max(0, due + self.random.randint(-1, 1)))):
            lines = tuple(
                LineWish(sku, self.random.randint(1, 3), take="backorder")
                for sku in self.random.sample(self.skus, self.random.choice((1, 1, 2)))
            )
            customer = CustomerWish(id=self.random.choice(self.customers))
            try:
                sold = self.register.sell(Checkout(lines, (CARD,), customer))
            except (errors.NotBackorderable, errors.NotEnoughHere, errors.NothingToWaitFor):
                continue
            self.taken.append(sold.number)
            self.left -= 1

    def _supplies(self) -> None:
        """Goods are ordered for what waits, slip now and then, and come, all or some of them."""
        for sku in self.skus if self.day % 7 == 0 else ():
            with self.register.ledger.reading() as records:
                short = sum(one.waiting for one in records.open_lines(sku))
                short -= sum(one.quantity for one in records.supplies(sku)) + records.stock_here(sku).available
            units = short + self.random.choice((-1, 0, 0, 1, 3))
            if units > 0:
                due = self.today + timedelta(days=self.random.randint(6, 25))
                self._order_goods(f"PO-{self.next_number}", sku, units, due)
                self.next_number += 1
        for order in self.register.buying.orders(state="open"):
            expected = order.expected_on
            if expected is None:
                continue
            if self.random.random() < 0.04:
                self.register.buying.redate(
                    order.number, max(expected, self.today) + timedelta(days=self.random.randint(2, 20))
                )
            elif expected <= self.today and self.random.random() < 0.8:
                arrivals = [
                    Arrival(one.code, max(1, one.quantity - self.random.choice((0, 0, 0, 1))), one.purchase_order)
                    for one in self.register.arrivals_of(order.number)
                ]
                self.register.receive(arrivals)

    def _order_goods(self, number: str, sku: str, units: int, due: date) -> None:
        line = {
            "number": number, "line": 1, "supplier": "LUM", "sku": sku, "quantity": units, "received": 0,
            "cancelled": 0, "ordered_on": self.today.isoformat(), "expected_on": due.isoformat(), "confirmed": 1,
            "to_store": "S01", "shipment": "",
        }  # fmt: skip
        with self.register.ledger.writing() as tx:
            tx.append("purchase_lines_put", {"lines": [line]}, person="owner")

    def _people(self) -> None:
        """Customers come or cancel; staff make some of their calls."""
        open_orders = [one for one in self.register.orders() if one.state not in ("collected", "cancelled")]
        for order in open_orders:
            if order.state in ("ready", "part_ready") and self.random.random() < 0.25:
                self.register.collect(order.number, [CARD])
            elif self.random.random() < 0.004:
                self.register.waiting.cancel(order.number, CancelWish("changed_mind"))
        for one in self.register.news.tasks():
            if one.task.kind in CALLS and (one.task.due_on or self.today) <= self.today and self.random.random() < 0.6:
                outcomes: tuple[Outcome, ...] = ("reached", "not_reached", "wrong_number")
                outcome = self.random.choices(outcomes, (8, 3, 1))[0]
                self.register.news.close_task(one.task.id, outcome)

    def _note_broken(self) -> None:
        with self.register.ledger.reading() as records:
            for line in records.told_lines():
                if is_broken(line, standing_of(line, self.today)):
                    self.broken[line.order, line.line, line.nth] = (
                        self.broken.get((line.order, line.line, line.nth), 0) + 1
                    )

    def _check_clock(self) -> None:
        """Counted here anew, and not by the program's own clock: no customer heard nothing for longer than allowed
        while nobody was asked to call."""
        with self.register.ledger.database.reading() as cursor:
            cursor.execute(
                "SELECT number, last_news_at FROM customer_order AS o WHERE is_open = 1 AND NOT EXISTS (SELECT 1 FROM "
                "task WHERE task.number = o.number AND state = 'open' AND kind IN ('call', 'tell'))"
            )
            rows = cursor.fetchall()
        most = self.register.shop().waiting.silence_days
        self.past += [
            (self.today, number) for number, heard in rows
            if (self.today - datetime.fromisoformat(heard).date()).days > most
        ]  # fmt: skip
        assert not self.register.news.past_their_clock()


def live(folder: Path, *, orders: int, days: int, seed: int = 11) -> None:
    """A year from its first order to its last, and everything that must hold of it."""
    clock = FixedClock(datetime.fromisoformat("2026-01-05T09:00:00+00:00"))
    shop = replace(sample_shop(), opening_days=OpeningDays(frozenset(range(6)), frozenset({date(2026, 5, 1)})))
    register = Register.create(folder, shop, clock=clock)
    with services() as (mailbox, texts, smtp_port, http_port):
        register.set_device(
            mail_host="127.0.0.1", mail_port=smtp_port, mail_security="none", mail_from=SENDER,
            text_url=f"http://127.0.0.1:{http_port}/send",
        )  # fmt: skip
        register.keep_words(text_token="Bearer t")
        year = Year(register, clock, seed, orders, days)
        for _ in range(days):
            year.pass_day()
        clock.pass_time(timedelta(hours=20))
        register.send_news()
    log = register.news.list(limit=1_000_000)
    assert year.left <= 0
    assert year.past == []
    # Nobody was told twice of one event: every message is about a thing of its own, and says something of its own.
    assert len({one.id for one in log}) == len(log)
    heard = [one for one in log if one.state in ("sent", "called")]
    said = Counter((one.number, one.text) for one in heard if one.event != "reminder")
    assert not [words for words, times in said.items() if times > 1]
    _kept_apart(heard)
    # Nobody is told one firm day after another: when the second one breaks, that there is none.
    firm = Counter((one.number, tells.line) for one in heard for tells in one.tells if tells.latest_on is not None)
    assert firm
    assert set(firm.values()) == {1}
    # What the log calls sent is exactly what arrived, each once.
    mailed = [one for one in log if one.state == "sent" and one.channel == "e-mail"]
    assert sorted(mailbox.taken) == sorted(message_id(one.id, SENDER) for one in mailed)
    assert not mailbox.wrong
    texted = {one.id: one.text for one in log if one.state == "sent" and one.channel == "text"}
    assert texts.taken == texted
    assert mailed
    assert texted
    # Every promise that broke is exactly one task, and of one line at most one is open at a time.
    everything = [*register.news.tasks(state="open", limit=10**6), *register.news.tasks(state="closed", limit=10**6)]
    promises = Counter(one.task.id for one in everything if one.task.kind == "promise")
    assert set(promises.values()) <= {1}
    assert {f"promise:{order}:{line}:{nth}" for order, line, nth in year.broken} <= set(promises)
    _one_at_a_time([one.task for one in everything if one.task.kind == "promise"])
    failed = [one for one in log if one.state == "failed"]
    asked = {one.task.news for one in everything}
    assert failed
    assert {one.id for one in failed} <= asked
    verdict = verify(register.ledger)
    assert verdict.ok, verdict.faults
    events = Counter(one.event for one in log)
    print(
        f"{orders} orders, {days} days: {len(log)} messages {dict(events)}, {len(mailed)} mailed, "
        f"{len(texted)} texted, {Counter(one.state for one in log)}, {len(promises)} promises broken, "
        f"{len(everything)} tasks"
    )
    register.close()


def _one_at_a_time(promises: list[Task]) -> None:
    """An older task of a line is closed before a newer one is opened, or in the same moment."""
    until: dict[tuple[str, int], str] = {}
    for one in sorted(promises, key=lambda task: (task.opened_at, task.id)):
        assert until.get((one.number, one.line), "") <= one.opened_at
        until[one.number, one.line] = one.closed_at if one.state == "closed" else "open"


def _worst(message: Message) -> int:
    return worst([one.standing for one in message.tells])


def _kept_apart(heard: list[Message]) -> None:
    """Two messages about an order's dates lie as far apart as the shop says, unless the later one is worse news."""
    last: dict[str, Message] = {}
    for one in sorted(heard, key=lambda message: message.queued_at):
        if one.event not in CHANGING:
            continue
        before = last.get(one.number)
        if before is not None:
            apart = date.fromisoformat(one.queued_at[:10]) - date.fromisoformat(before.queued_at[:10])
            assert apart.days >= 3 or _worst(one) > _worst(before)
        last[one.number] = one


def test_firsts_8_two_hundred_orders_none_past_the_clock_none_told_twice(tmp_path: Path) -> None:
    """R14, R17, R106 to R108, R118, R149 on a shop of 200 orders in four months."""
    live(tmp_path / "shop", orders=200, days=120)


@pytest.mark.nightly
def test_firsts_8_a_year_of_two_thousand_orders(tmp_path: Path) -> None:
    """The same for a whole year of 2,000 orders."""
    live(tmp_path / "shop", orders=2000, days=365)
