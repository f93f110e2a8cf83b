"""E-mail goes out by real SMTP: over one connection, readable for everybody, and what fails says whether for good."""

from __future__ import annotations

from typing import Any

import pytest

from pos.domain.errors import MessageNotSent
from pos.post import notifiers_of, wrong_in
from pos.post.smtp import MailSettings, Security, Smtp, as_email, message_id
from tests.post.servers import Mailbox, mail_server, message
from tests.post.unsure_servers import UnsureMailbox

SENDER = "Riverside Home & Light <shop@riverside.example>"


def smtp(port: int, *, security: Security = "none", user: str = "", password: str = "") -> Smtp:
    return Smtp(MailSettings("127.0.0.1", SENDER, port, security, user), password, timeout=5)


def test_many_messages_go_over_one_connection_and_arrive_as_they_were_written() -> None:
    """Subject, text and sender with all their letters; the same message has the same id for ever."""
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        out = smtp(port)
        for nth in range(5):
            out.send(message(f"p{nth}@post.example", news=f"ready:{nth}"))
        out.close()
    assert mailbox.connections == 1
    assert [mail["Message-ID"] for mail in mailbox.taken] == [message_id(f"ready:{nth}", SENDER) for nth in range(5)]
    first = mailbox.taken[0]
    assert first["Subject"] == "Für Sie bereit"
    assert first.get_content().replace("\r\n", "\n") == "Hello Zoë,\n\nit is here — 5 € to pay.\n"
    assert first["From"] == SENDER
    assert first["Auto-Submitted"] == "auto-generated"
    assert not [name for name in first if name.lower().startswith("list-")]


@pytest.mark.parametrize("to", ["mia@post.example", "mía@post.example"])
def test_a_line_that_begins_with_from_arrives_as_it_was_written(to: str) -> None:
    """Some mail programs write ">From" there."""
    mailbox = Mailbox()
    words = "Your goods wait.\n\nFrom Thu 7 Jan on they may go to others.\n.\n..\nFrom us all."
    with mail_server(mailbox, utf8=not to.isascii()) as port:
        out = smtp(port)
        out.send(message(to, text=words))
        out.close()
    assert mailbox.taken[0].get_content().replace("\r\n", "\n") == words + "\n"


@pytest.mark.parametrize(
    ("answer", "permanent", "code"),
    [("550 5.1.1 no such person gone@post.example", True, "550 5.1.1"), ("451 4.3.0 later", False, "451 4.3.0")],
)
def test_a_refused_address_says_whether_it_will_ever_work_and_the_next_message_still_goes(
    answer: str, permanent: bool, code: str
) -> None:
    """A 5xx answer is for good, a 4xx one is not (RFC 5321, 4.2.1); what is kept of it names no address."""
    mailbox = Mailbox(refuse={"gone": answer})
    with mail_server(mailbox) as port:
        out = smtp(port)
        with pytest.raises(MessageNotSent) as told:
            out.send(message("gone@post.example"))
        out.send(message("here@post.example"))
        out.close()
    assert (told.value.permanent, told.value.whole, told.value.code) == (permanent, False, code)
    assert len(mailbox.taken) == 1


@pytest.mark.parametrize("to", ["", "nobody", "a b@x.example", "a@x.example\r\nBcc: all@x.example", "@x.example"])
def test_what_is_no_address_never_leaves(to: str) -> None:
    """Nothing that somebody typed can add a header or another recipient."""
    with pytest.raises(MessageNotSent) as told:
        smtp(1).send(message(to))
    assert told.value.permanent


def test_a_line_break_in_a_subject_adds_no_header() -> None:
    """A product's name may hold anything."""
    mail = as_email(message("a@x.example", subject="Here:\r\nBcc: all@x.example"), SENDER)
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Here: Bcc: all@x.example"


def test_a_server_that_is_not_there_is_nobodys_fault_and_is_tried_again() -> None:
    """The way is down as a whole, and no message is lost."""
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        pass
    with pytest.raises(MessageNotSent) as told:
        smtp(port).send(message("a@x.example"))
    assert (told.value.permanent, told.value.whole) == (False, True)


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # the test's own server, on this machine's own address
def test_a_wrong_password_stops_the_round_and_the_right_one_sends() -> None:
    """The sentence says what to mend; the password is in neither."""
    mailbox = Mailbox()
    with mail_server(mailbox, password="correct horse") as port:
        with pytest.raises(MessageNotSent) as told:
            smtp(port, user="shop", password="wrong").send(message("a@x.example"))
        assert told.value.whole
        assert "password" in told.value.sentence
        assert "wrong" not in str(told.value.details)
        out = smtp(port, user="shop", password="correct horse")
        out.send(message("a@x.example"))
        out.close()
    assert len(mailbox.taken) == 1


def test_without_encryption_that_was_asked_for_nothing_is_sent() -> None:
    """A server that offers no TLS gets no mail and no password."""
    mailbox = Mailbox()
    with mail_server(mailbox) as port, pytest.raises(MessageNotSent) as told:
        smtp(port, security="starttls", user="shop", password="secret").send(message("a@x.example"))
    assert told.value.whole
    assert "safe" in told.value.sentence
    assert mailbox.taken == []


@pytest.mark.parametrize("slow", [False, True])
def test_a_message_whose_words_were_taken_without_an_answer_is_in_doubt(slow: bool) -> None:
    """Whether the line drops or the answer does not come in time: it may have gone out, so nobody may try it again. The
    next message goes over a new connection."""
    mailbox = UnsureMailbox(slow=slow)
    with mail_server(mailbox) as port:
        out = Smtp(MailSettings("127.0.0.1", SENDER, port, "none"), timeout=5, answer=0.2)
        with pytest.raises(MessageNotSent) as told:
            out.send(message("a@post.example"))
        mailbox.woken.set()
        out.send(message("b@post.example"))
        out.close()
    assert (told.value.doubt, told.value.permanent, told.value.whole) == (True, False, False)
    assert [str(mail["To"]) for mail in mailbox.taken][-1] == "b@post.example"


def test_a_line_that_drops_before_the_words_leaves_no_doubt() -> None:
    """The recipient alone is no message: it is tried again."""

    class Drops(Mailbox):
        async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
            server.transport.close()
            return "250 OK"

    with mail_server(Drops()) as port, pytest.raises(MessageNotSent) as told:
        smtp(port).send(message("a@post.example"))
    assert (told.value.doubt, told.value.permanent, told.value.whole) == (False, False, True)


@pytest.mark.parametrize(("answer", "said"), [("451 4.7.1 later", "by itself"), ("550 5.7.1 no", "another sender")])
def test_a_sender_that_is_refused_for_now_is_not_told_to_change(answer: str, said: str) -> None:
    """A 4xx answer passes by itself (RFC 5321, 4.2.1)."""
    with mail_server(UnsureMailbox(sender=answer)) as port, pytest.raises(MessageNotSent) as told:
        smtp(port).send(message("a@post.example"))
    assert told.value.whole
    assert said in told.value.sentence


@pytest.mark.parametrize(
    ("sender", "name", "address"),
    [
        ("Lamps, Lights & Co <shop@x.example>", "Lamps, Lights & Co", "shop@x.example"),
        ('"Lamps, Lights" <shop@x.example>', "Lamps, Lights", "shop@x.example"),
        ("Riverside; Home <shop@x.example>", "Riverside; Home", "shop@x.example"),
        ("Lamps (Dublin) <shop@x.example>", "Lamps (Dublin)", "shop@x.example"),
        ("Shop @ Home <shop@x.example>", "Shop @ Home", "shop@x.example"),
        ("Läden, Köln <shop@läden.example>", "Läden, Köln", "shop@xn--lden-loa.example"),
        ("shop@x.example", "", "shop@x.example"),
    ],
)
def test_a_shop_may_be_called_as_it_is_called(sender: str, name: str, address: str) -> None:
    """Commas, brackets and signs in the name change neither the address nor whether mail goes out."""
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        settings = {"mail_host": "127.0.0.1", "mail_port": port, "mail_security": "none", "mail_from": sender}
        assert wrong_in(settings) == ""
        out = notifiers_of(settings, {})["e-mail"]
        out.send(message("mia@post.example"))
        out.close()
    (mail,) = mailbox.taken
    (kept,) = mail["From"].addresses
    assert (kept.display_name, kept.addr_spec) == (name, address)


@pytest.mark.parametrize(
    "wrong",
    [
        {"mail_from": "shop@"},
        {"mail_from": "@"},
        {"mail_from": "Shop <shop>"},
        {"mail_from": "a@x.example, b@x.example"},
        {"mail_from": "a@x.example\r\nBcc: b@x.example"},
        {"mail_from": "läden@x.example"},
        {"mail_host": "ünï..x"},
        {"mail_host": "bad host"},
        {"mail_host": "bad\x00"},
        {"mail_host": "." * 300},
        {"mail_port": 99999},
        {"mail_port": -1},
        {"mail_security": "perhaps"},
    ],
)
def test_mail_settings_that_could_not_work_are_refused_and_never_blamed_on_a_customer(wrong: dict[str, Any]) -> None:
    """Not when they are set; and where they are there already, no message fails for them."""
    settings = {"mail_host": "127.0.0.1", "mail_from": "shop@x.example", "mail_security": "none", **wrong}
    assert wrong_in(settings)
    out = notifiers_of(settings, {})["e-mail"]
    with pytest.raises(MessageNotSent) as told:
        out.send(message("mia@post.example"))
    assert (told.value.whole, told.value.permanent, told.value.doubt) == (True, False, False)


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # the test's own server, on this machine's own address
def test_a_password_may_have_any_letters() -> None:
    """As UTF-8 (RFC 4616); a wrong one is said like any other."""
    mailbox = Mailbox()
    with mail_server(mailbox, password="pässwörd €") as port:
        out = smtp(port, user="shop", password="pässwörd €")
        out.send(message("a@x.example"))
        out.close()
        with pytest.raises(MessageNotSent) as told:
            smtp(port, user="shop", password="falsch ä").send(message("a@x.example"))
    assert len(mailbox.taken) == 1
    assert told.value.whole
    assert "password" in told.value.sentence


def test_an_address_with_letters_of_its_own_reaches_a_server_that_takes_them() -> None:
    """SMTPUTF8 (RFC 6531), asked of the server before the first message as well."""
    mailbox = Mailbox()
    with mail_server(mailbox, utf8=True) as port:
        out = smtp(port)
        out.send(message("zoë@post.example"))
        out.close()
    assert len(mailbox.taken) == 1
