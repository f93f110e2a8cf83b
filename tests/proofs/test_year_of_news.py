"""A year of a shop's orders with slips, arrivals, collections, people who change their minds, and days on which no mail
or no text message goes out: nobody is left without news, nobody hears of one thing twice, every broken promise is
somebody's task, and what the log calls sent arrived. What customers know is kept in books of its own (`news_books`), by
what the servers were handed and by its words."""

from __future__ import annotations

import json
import socket
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
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.receiving import Arrival
from tests.builders import FixedClock, product, put_products, sample_shop
from tests.post.servers import FreePort
from tests.proofs.news_books import Books
from ui.samples import put_punctual_record

SENDER = "Riverside <shop@riverside.example>"
CARD = TenderWish("card")


@dataclass
class Mailbox:
    """A real SMTP server's handler: keeps what it took (id, subject, words), and refuses the addresses that moved
    away."""

    taken: list[tuple[str, str, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address.startswith("gone"):
            return "550 5.1.1 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mail = message_from_bytes(envelope.content, policy=policy.SMTP)
        body = mail.get_body()
        words = body.get_content().replace("\r\n", "\n").strip() if body is not None else ""
        self.taken.append((str(mail["Message-ID"]), str(mail["Subject"]), words))
        if mail["Auto-Submitted"] != "auto-generated" or not words or not str(mail["Subject"]):
            self.wrong.append(str(mail["Message-ID"]))
        return "250 OK"


@dataclass
class TextService:
    """A real text service: keeps one message a key, has trouble now and then, some days from morning to night, and
    knows numbers that are none."""

    taken: dict[str, str] = field(default_factory=dict)
    asked: int = 0
    down: bool = False

    def answer(self, key: str, number: str, text: str) -> int:
        self.asked += 1
        if self.down:
            return 503
        if number.endswith("000"):
            return 400
        if self.asked % 29 == 0:
            return 503
        assert self.taken.setdefault(key, text) == text
        return 202


@dataclass
class Post:
    """Both servers, where they are, and a port at which nobody answers."""

    mailbox: Mailbox
    texts: TextService
    mail_port: int
    text_port: int
    nobody: int


@contextmanager
def services() -> Iterator[Post]:
    """Both servers on this machine's own address."""
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
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # and does not listen: connections are refused
        try:
            yield Post(mailbox, texts, controller.port, server.server_address[1], silent.getsockname()[1])
        finally:
            controller.stop()
            server.shutdown()
            thread.join()
            server.server_close()


class Year:
    """One shop and what happens to it day by day."""

    def __init__(
        self, register: Register, clock: FixedClock, post: Post, seed: int, orders: int, days: int
    ) -> None:  # fmt: skip
        self.register, self.clock, self.post, self.random = register, clock, post, Random(seed)
        self.books = Books(register.shop().waiting.silence_days)
        self.outages = Random(seed + 1)
        self.mails_read, self.texts_read = 0, set[str]()
        self.left, self.days, self.day = orders, days, 0
        self.skus = [f"P{nth:02d}" for nth in range(12)]
        self.called: set[str] = set()
        self.coming: dict[str, tuple[str, int, date]] = {}
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
            self._set_up_post()
            self._orders()
            self._supplies()
            self._people()
            self.register.promises.review()
            self.register.news.run()
            self.register.send_news()
            self.read_post()
            self._check()
        self.clock.pass_time(timedelta(days=1))
        self.day += 1

    def _set_up_post(self) -> None:
        """Some days no mail goes out, some days no text message, once both not for a week, and for three weeks the shop
        has no text service at all."""
        part = self.day % 60
        mail_down = self.outages.random() < 0.08 or 20 <= part < 27
        self.post.texts.down = self.outages.random() < 0.08 or 22 <= part < 29
        self.register.set_device(
            mail_host="127.0.0.1", mail_port=self.post.nobody if mail_down else self.post.mail_port,
            mail_security="none", mail_from=SENDER,
            text_url="" if 35 <= part < 56 else f"http://127.0.0.1:{self.post.text_port}/send",
        )  # fmt: skip

    def read_post(self) -> None:
        """Customers read what the servers took today."""
        for _, subject, words in self.post.mailbox.taken[self.mails_read :]:
            self.books.arrived(self.today, "", words, subject=subject)
        self.mails_read = len(self.post.mailbox.taken)
        for key in self.post.texts.taken.keys() - self.texts_read:
            self.books.arrived(self.today, key.partition(":")[0], self.post.texts.taken[key])
        self.texts_read = set(self.post.texts.taken)

    def _orders(self) -> None:
        due = self.left if self.day >= self.days - 30 else round(self.left / max(1, self.days - 30 - self.day))
        for _ in range(min(self.left, max(0, due + self.random.randint(-1, 1)))):
            who = self.random.randrange(len(self.customers))
            # A text message and a call name a day and not its goods, of which there are two only in letters.
            most = 2 if who % 10 in (0, 1, 2) else 1
            lines = tuple(
                LineWish(sku, self.random.randint(1, 3), take="backorder")
                for sku in self.random.sample(self.skus, self.random.choice((1, 1, most)))
            )
            customer = CustomerWish(id=self.customers[who])
            try:
                sold = self.register.sell(Checkout(lines, (CARD,), customer))
            except (errors.NotBackorderable, errors.NotEnoughHere, errors.NothingToWaitFor):
                continue
            self.books.ordered(
                sold.number, self.today,
                [
                    (one.part.product.name, one.words, one.promise.latest_on if one.promise else None)
                    for one in sold.backorders
                ],
            )  # fmt: skip
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
            sku, units, _ = self.coming[order.number]
            if self.random.random() < 0.04:
                later = max(expected, self.today) + timedelta(days=self.random.randint(2, 20))
                self.register.buying.redate(order.number, later)
                self.coming[order.number] = (sku, units, later)
            elif expected <= self.today and self.random.random() < 0.8:
                arrivals = [
                    Arrival(one.code, max(1, one.quantity - self.random.choice((0, 0, 0, 1))), one.purchase_order)
                    for one in self.register.arrivals_of(order.number)
                ]
                self.register.receive(arrivals)
                self.coming[order.number] = (sku, units - sum(one.quantity for one in arrivals), expected)

    def _order_goods(self, number: str, sku: str, units: int, due: date) -> None:
        line = {
            "number": number, "line": 1, "supplier": "LUM", "sku": sku, "quantity": units, "received": 0,
            "cancelled": 0, "ordered_on": self.today.isoformat(), "expected_on": due.isoformat(), "confirmed": 1,
            "to_store": "S01", "shipment": "",
        }  # fmt: skip
        self.coming[number] = (sku, units, due)
        with self.register.ledger.writing() as tx:
            tx.append("purchase_lines_put", {"lines": [line]}, person="owner")

    def _people(self) -> None:
        """Customers come or cancel; staff make some of their calls."""
        open_orders = [one for one in self.register.orders() if one.state not in ("collected", "cancelled")]
        for order in open_orders:
            if order.state in ("ready", "part_ready") and self.random.random() < 0.25:
                self.register.collect(order.number, [CARD])
                self.books.came(order.number, self.today)
            elif self.random.random() < 0.004:
                self.register.waiting.cancel(order.number, CancelWish("changed_mind"))
        for one in self.register.news.tasks():
            if one.task.kind in CALLS and (one.task.due_on or self.today) <= self.today and self.random.random() < 0.6:
                outcomes: tuple[Outcome, ...] = ("reached", "not_reached", "wrong_number")
                outcome = self.random.choices(outcomes, (8, 3, 1))[0]
                self.register.news.close_task(one.task.id, outcome)
                self.books.tried(one.task.number)
                if outcome == "reached":
                    self.books.reached(one.task, self.today, one.say)
                    self.called.add(one.task.news)

    def _check(self) -> None:
        """By the books that are kept here, and not by the program's own clock; which agrees."""
        open_orders = [one for one in self.register.orders() if one.state not in ("collected", "cancelled")]
        tasks = [one.task for one in self.register.news.tasks(limit=10**6)]
        self.books.check(self.today, open_orders, tasks, self.coming.values())
        assert not self.register.news.past_their_clock()


def live(folder: Path, *, orders: int, days: int, seed: int = 11) -> None:
    """A year from its first order to its last, and everything that must hold of it."""
    clock = FixedClock(datetime.fromisoformat("2026-01-05T09:00:00+00:00"))
    shop = replace(sample_shop(), opening_days=OpeningDays(frozenset(range(6)), frozenset({date(2026, 5, 1)})))
    register = Register.create(folder, shop, clock=clock)
    with services() as post:
        register.keep_words(text_token="Bearer t")
        year = Year(register, clock, post, seed, orders, days)
        for _ in range(days):
            year.pass_day()
        clock.pass_time(timedelta(hours=20))
        register.send_news()
        year.read_post()
    books, mailbox, texts = year.books, post.mailbox, post.texts
    log = register.news.list(limit=1_000_000)
    assert year.left <= 0
    assert books.wrong == []
    # Nobody is told the same twice, reminders and calls included, nor written and called about one thing.
    assert books.said_twice() == []
    assert sum(books.said.values()) == len(mailbox.taken) + len(texts.taken) + books.called
    written = {one.id for one in log if one.state == "sent"}
    assert not written & year.called
    heard = [one for one in log if one.state in ("sent", "called")]
    _kept_apart(heard)
    # Nobody is told one firm day after another: when the second one breaks, that there is none.
    assert books.new_days
    assert max(books.new_days.values()) == 1
    # What the log calls sent is exactly what arrived, each once.
    mailed = [one for one in log if one.state == "sent" and one.channel == "e-mail"]
    assert sorted((news, words) for news, _, words in mailbox.taken) == sorted(
        (message_id(one.id, SENDER), one.text.strip()) for one in mailed
    )
    assert not mailbox.wrong
    texted = {one.id: one.text for one in log if one.state == "sent" and one.channel == "text"}
    assert texts.taken == texted
    assert mailed
    assert texted
    # Every promise that broke had its task that day (`Books.check`), and of one line at most one is open at a time.
    everything = [*register.news.tasks(state="open", limit=10**6), *register.news.tasks(state="closed", limit=10**6)]
    promises = [one.task for one in everything if one.task.kind == "promise"]
    assert books.broken
    _one_at_a_time(promises)
    failed = [one for one in log if one.state == "failed"]
    asked = {one.task.news for one in everything}
    assert failed
    assert {one.id for one in failed} <= asked
    verdict = verify(register.ledger)
    assert verdict.ok, verdict.faults
    events = Counter(one.event for one in log)
    print(
        f"{orders} orders, {days} days: {len(log)} messages {dict(events)}, {len(mailed)} mailed, "
        f"{len(texted)} texted, {books.called} called, {Counter(one.state for one in log)}, "
        f"{len(books.broken)} told days that passed, {len(promises)} promises to mend, {len(everything)} tasks"
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
