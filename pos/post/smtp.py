"""E-mail by SMTP (RFC 5321): many messages over one connection, encrypted unless the shop says otherwise.

A message whose words were handed over counts as sent only when the server says so; where no answer comes it may have
been taken all the same, so that it is in doubt and never handed over again.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import smtplib
import ssl
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Literal

from pos.domain import errors
from pos.domain.news import Channel, Message
from pos.domain.people import is_email

TIMEOUT_S = 20.0
ANSWER_S = 60.0
"""How long a server may look at a message's words before it says whether it takes them (RFC 5321, 4.5.3.2.6)."""
Security = Literal["starttls", "tls", "none"]
SECURITIES: tuple[Security, ...] = ("starttls", "tls", "none")
_PORTS: dict[str, int] = {"starttls": 587, "tls": 465, "none": 25}
_WORDS_FOLLOW = 354


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Where mail is handed in. `sender` may carry a name: "Riverside <shop@riverside.example>"; port 0 is the usual
    one of the security (RFC 6409, RFC 8314)."""

    host: str
    sender: str
    port: int = 0
    security: Security = "starttls"
    user: str = ""


def wrong_in(settings: MailSettings) -> str:
    """What is wrong with these settings, in a sentence; empty when nothing is."""
    return wrong_field(settings)[1]


def wrong_field(settings: MailSettings) -> tuple[str, str]:
    """Which of these settings is wrong, and why in a sentence; both empty when none is."""
    if settings.security not in SECURITIES:
        return "security", f"A mail server is reached by {', '.join(SECURITIES)}."
    if not _is_host(settings.host):
        return "host", "This is no name of a mail server. Write it as in: mail.riverside.example."
    if not 0 <= settings.port <= 65535:
        return "port", "The port of a mail server is 1 to 65535, or 0 for the usual one."
    if wrong := wrong_sender(settings.sender):
        return "from", wrong
    return "", ""


def wrong_sender(sender: str) -> str:
    """Why mail cannot come from there, in a sentence; empty when it can."""
    try:
        found = address(sender)
    except ValueError:
        return "Mail needs an address it comes from, as in: Riverside <shop@riverside.example>."
    if not found.username.isascii():
        return "Not every mail server takes the letters of the address that mail comes from. Write it without accents."
    return ""


def address(text: str) -> Address:
    """An address with its name, from words like "Lamps, Lights & Co <shop@x.example>" or "mia@post.example"; a domain
    with letters of its own is written as the net does (RFC 5890). Raises ValueError for what is none."""
    name, spec = "", text.strip()
    if spec.endswith(">") and "<" in spec:
        name, _, spec = spec[:-1].rpartition("<")
        name = name.strip()
        if len(name) > 1 and name[0] == name[-1] == '"':
            name = name[1:-1]
    if not is_email(spec) or not name.isprintable():
        raise ValueError("no e-mail address")
    local, _, domain = spec.strip().rpartition("@")
    return Address(" ".join(name.split()), local, domain if domain.isascii() else domain.encode("idna").decode())


def message_id(news: str, sender: str) -> str:
    """The Message-ID of a message, the same however often it is made: from its id and the sender's domain."""
    try:
        domain = address(sender).domain
    except ValueError:
        domain = "raincheck.invalid"
    return f"<{hashlib.sha256(news.encode()).hexdigest()[:32]}@{domain}>"


def as_email(message: Message, sender: str) -> EmailMessage:
    """The message as it goes out. Raises ValueError for an address that is none."""
    from datetime import datetime

    mail = EmailMessage(policy=SMTP)
    mail["From"] = address(sender)
    mail["To"] = address(message.words.get("to", ""))
    mail["Subject"] = " ".join(message.words.get("subject", "").split())
    mail["Message-ID"] = message_id(message.id, sender)
    mail["Date"] = format_datetime(datetime.fromisoformat(message.queued_at))
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = message.language
    mail.set_content(message.words.get("text", ""), charset="utf-8")
    return mail


class _Server(smtplib.SMTP):
    """A connection that knows whether words were handed over of which nobody said what became of them: the answer 354
    asks for them, and the next one is about them."""

    unanswered = False
    patience = ANSWER_S

    def getreply(self) -> tuple[int, bytes]:
        code, answer = super().getreply()
        self.unanswered = code == _WORDS_FOLLOW
        if self.sock is not None:
            self.sock.settimeout(self.patience if self.unanswered else self.timeout)
        return code, answer

    def hand_over(self, mail: EmailMessage, sender: str, to: str) -> None:
        """As `send_message`, which writes ">From" where a line of plain words begins with "From"."""
        if sender.isascii() and to.isascii():
            self.sendmail(sender, [to], mail.as_bytes())
        else:
            self.send_message(mail, sender, [to])


class _ServerBehindTls(_Server, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


class Smtp:
    """The port `Notifier` for e-mail. The connection is made for the first message and kept until `close`."""

    channel: Channel = "e-mail"
    same_once = False

    def __init__(
        self, settings: MailSettings, password: str = "", timeout: float = TIMEOUT_S, answer: float = ANSWER_S
    ) -> None:  # fmt: skip
        """Wait `timeout` seconds for the server, and `answer` seconds for what it says of a message."""
        self._settings, self._password, self._timeout, self._answer = settings, password, timeout, answer
        self._server: _Server | None = None

    def send(self, message: Message) -> None:
        """Hand one message over. Raises MessageNotSent."""
        if wrong := wrong_in(self._settings):
            raise errors.MessageNotSent(f"{wrong} Nothing was sent. Set it again.", whole=True)
        try:
            mail = as_email(message, self._settings.sender)
            to = address(message.words.get("to", "")).addr_spec
        except ValueError as fault:
            raise errors.MessageNotSent(
                "This is no e-mail address. The message did not go out. Ask the customer for another one.",
                permanent=True, code="address",
            ) from fault  # fmt: skip
        try:
            self._connected().hand_over(mail, address(self._settings.sender).addr_spec, to)
        except (smtplib.SMTPException, OSError, ValueError) as fault:
            raise self._told(fault) from fault

    def close(self) -> None:
        """Say goodbye."""
        if self._server is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._server.quit()
            self._server = None

    def _connected(self) -> _Server:
        if self._server is None:
            kept = self._settings
            port = kept.port or _PORTS[kept.security]
            if kept.security == "tls":
                server: _Server = _ServerBehindTls(
                    kept.host, port, timeout=self._timeout, context=ssl.create_default_context()
                )
            else:
                server = _Server(kept.host, port, timeout=self._timeout)
            try:
                if kept.security == "starttls":
                    server.starttls(context=ssl.create_default_context())
                if kept.user:
                    _sign_in(server, kept.user, self._password)
                server.ehlo_or_helo_if_needed()
                server.patience = self._answer
            except (smtplib.SMTPException, OSError, ValueError):
                server.close()
                raise
            self._server = server
        return self._server

    def _told(self, fault: Exception) -> errors.MessageNotSent:
        """What went wrong, for people; after anything but a refused message the connection is made anew."""
        strange = isinstance(fault, smtplib.SMTPDataError) and not 400 <= fault.smtp_code < 600
        if self._server is not None and (self._server.unanswered or strange):
            self._server.close()
            self._server = None
            return errors.MessageNotSent(
                "The mail server took the message and did not say what became of it. It is not known whether it went "
                "out. Call the customer.",
                doubt=True,
            )
        if isinstance(fault, smtplib.SMTPRecipientsRefused):
            code, answer = next(iter(fault.recipients.values()), (550, b""))
            return self._refused(code, answer)
        if isinstance(fault, smtplib.SMTPDataError):
            return self._refused(fault.smtp_code, fault.smtp_error)
        if isinstance(fault, smtplib.SMTPNotSupportedError) and self._server is not None:
            return errors.MessageNotSent(
                "The mail server cannot write to this address. The message did not go out. Call the customer.",
                permanent=True, code="address",
            )  # fmt: skip
        self.close()
        code = getattr(fault, "smtp_code", 0)
        if isinstance(fault, smtplib.SMTPSenderRefused) and code >= 500:
            sentence = "The mail server does not take mail from this sender. Nothing was sent. Set another sender."
        elif isinstance(fault, smtplib.SMTPAuthenticationError) and code >= 500:
            sentence = "The mail server does not take this user and password. Nothing was sent. Set them again."
        elif isinstance(fault, smtplib.SMTPSenderRefused | smtplib.SMTPAuthenticationError):
            sentence = "The mail server takes no mail from us now. Nothing was sent, and it is tried again by itself."
        elif isinstance(fault, ssl.SSLError | smtplib.SMTPNotSupportedError):
            sentence = (
                "There is no safe connection to the mail server. Nothing was sent. Check host, port and security."
            )
        else:
            sentence = "The mail server cannot be reached. Nothing was sent, and it is tried again by itself."
        return errors.MessageNotSent(sentence, whole=True, code=str(code or ""))

    def _refused(self, code: int, answer: bytes | str) -> errors.MessageNotSent:
        """The enhanced code (RFC 3463) says more than the plain one; the rest of the answer may hold an address."""
        if code == 421:  # it closes the connection, whatever was asked (RFC 5321, 3.8)
            self.close()
        words = answer.decode("ascii", "replace") if isinstance(answer, bytes) else answer
        first = words.split(maxsplit=1)[0] if words.split() else ""
        enhanced = first if first.count(".") == 2 and first.replace(".", "").isdigit() else ""
        return errors.MessageNotSent(
            "The mail server refused this message for good. It did not go out. Call the customer, and ask for another "
            "address."
            if code >= 500
            else "The mail server does not take this message now. It is tried again by itself.",
            permanent=code >= 500,
            whole=code == 421,
            code=f"{code} {enhanced}".strip(),
        )


def _is_host(host: str) -> bool:
    if not host.isprintable() or any(ch.isspace() or ch in "/@\\" for ch in host):
        return False
    with contextlib.suppress(UnicodeError):
        return bool(host.encode("idna")) and len(host) <= 253
    return False


def _sign_in(server: smtplib.SMTP, user: str, password: str) -> None:
    """With letters beyond ASCII, which the library's own way cannot say, as UTF-8 (RFC 4616)."""
    if (user + password).isascii():
        server.login(user, password)
        return
    server.ehlo_or_helo_if_needed()
    if not server.has_extn("auth"):
        raise smtplib.SMTPNotSupportedError("no AUTH")
    proof = base64.b64encode(f"\0{user}\0{password}".encode()).decode()
    code, answer = server.docmd("AUTH", f"PLAIN {proof}")
    if code not in (235, 503):  # 503: signed in already
        raise smtplib.SMTPAuthenticationError(code, answer)
