"""The post goes out while the counter is open: off the GUI thread, one round at a time, trouble said once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pos.domain.people import OWNER, Customer
from pos.register import Register
from pos.usecases.checkout import keep_customer
from pos.usecases.news_sending import Sent
from tests.builders import LAMP, FixedClock, sample_register
from tests.post.servers import Mailbox, mail_server
from tests.usecases.desk import order_later
from ui.work.background import Background
from ui.work.notices import Notices
from ui.work.post_office import PostOffice

MAIL = "c-mail"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def register(tmp_path: Path, clock: FixedClock) -> Iterator[Register]:
    """A shop in which somebody with an e-mail address has ordered a lamp."""
    made = sample_register(tmp_path / "shop", clock=clock)
    with made.ledger.writing() as tx:
        keep_customer(tx, Customer(MAIL, "Mia Berg", "", "mia@post.example", consent=True), OWNER)
    order_later(made, LAMP, 1, MAIL)
    yield made
    made.close()


@pytest.fixture
def post(register: Register) -> Iterator[PostOffice]:
    background = Background(Notices())
    office = PostOffice(register=register, background=background)
    yield office
    office.stop()
    background.close()


def test_what_is_queued_goes_out_by_itself_off_the_gui_thread(
    post: PostOffice, register: Register, qtbot: QtBot
) -> None:
    """A real mail server gets the confirmation of the order, once."""
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        register.set_device(
            mail_host="127.0.0.1", mail_port=port, mail_security="none", mail_from="Shop <shop@x.example>"
        )
        with qtbot.waitSignal(post.went_out) as went:
            post.wake()
            post.wake()  # under way already: nothing is begun twice
        sent = went.args[0]
        assert isinstance(sent, Sent)
        assert len(sent.sent) == 1
    assert [str(mail["To"]) for mail in mailbox.taken] == ["mia@post.example"]
    assert threading.current_thread() is threading.main_thread()


def test_a_way_that_is_down_is_said_once_until_it_works_again(
    post: PostOffice, register: Register, clock: FixedClock, qtbot: QtBot
) -> None:
    """Nobody is told every minute."""
    mailbox, said = Mailbox(), list[str]()
    post.trouble.connect(lambda channel, sentence: said.append(channel))
    with mail_server(mailbox) as port:
        pass
    register.set_device(mail_host="127.0.0.1", mail_port=port, mail_security="none", mail_from="Shop <shop@x.example>")
    with qtbot.waitSignal(post.trouble):
        post.wake()
    clock.pass_time(timedelta(hours=1))
    with qtbot.waitSignal(post.done):
        post.wake()
    assert said == ["e-mail"]


def test_what_the_post_does_by_itself_is_done_by_nobody(post: PostOffice, register: Register, qtbot: QtBot) -> None:
    """The log names the rules of the shop, and not whoever owns it."""
    register.buying.redate("PO-1007", date(2027, 1, 20))
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        register.set_device(
            mail_host="127.0.0.1", mail_port=port, mail_security="none", mail_from="Shop <shop@x.example>"
        )
        with qtbot.waitSignal(post.went_out):
            post.wake()
    number = register.sales()[0].number
    who = {told.step.kind: told.person_name for told in register.board.story(number).steps}
    assert who["told"] == "Raincheck, by rule"
    assert who["taken"] == "Owner"
