"""E-mail goes out by real SMTP: over one connection, readable for everybody, and what fails says whether for good."""

from __future__ import annotations

import pytest

from pos.domain.errors import MessageNotSent
from pos.post.smtp import MailSettings, Smtp, as_email, message_id
from tests.post.servers import Mailbox, mail_server, message

SENDER = "Riverside Home & Light <shop@riverside.example>"


def smtp(port: int, **more: str) -> Smtp:
    password = more.pop("password", "")
    return Smtp(MailSettings("127.0.0.1", SENDER, port, **{"security": "none", **more}), password, timeout=5)  # type: ignore[arg-type]


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
