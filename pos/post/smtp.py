"""E-mail by SMTP (RFC 5321): many messages over one connection, encrypted unless the shop says otherwise."""

from __future__ import annotations

import contextlib
import hashlib
import smtplib
import ssl
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Literal

from pos.domain import errors
from pos.domain.news import Channel, Message

TIMEOUT_S = 20.0
Security = Literal["starttls", "tls", "none"]
SECURITIES: tuple[Security, ...] = ("starttls", "tls", "none")
_PORTS: dict[str, int] = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Where mail is handed in. `sender` may carry a name: "Riverside <shop@riverside.example>"; port 0 is the usual
    one of the security (RFC 6409, RFC 8314)."""

    host: str
    sender: str
    port: int = 0
    security: Security = "starttls"
    user: str = ""


def message_id(news: str, sender: str) -> str:
    """The Message-ID of a message, the same however often it is made: from its id and the sender's domain."""
    domain = parseaddr(sender)[1].rpartition("@")[2] or "raincheck.invalid"
    return f"<{hashlib.sha256(news.encode()).hexdigest()[:32]}@{domain}>"


def as_email(message: Message, sender: str) -> EmailMessage:
    """The message as it goes out. Raises ValueError for an address that is none."""
    from datetime import datetime

    mail = EmailMessage(policy=SMTP)
    mail["From"] = _address(sender)
    mail["To"] = _address(message.words.get("to", ""))
    mail["Subject"] = " ".join(message.words.get("subject", "").split())
    mail["Message-ID"] = message_id(message.id, sender)
    mail["Date"] = format_datetime(datetime.fromisoformat(message.queued_at))
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = message.language
    mail.set_content(message.words.get("text", ""), charset="utf-8")
    return mail


def _address(text: str) -> Address:
    name, spec = parseaddr(text)
    local, _, domain = spec.rpartition("@")
    if not (local and domain) or not text.isprintable() or any(ch.isspace() for ch in spec):
        raise ValueError("no e-mail address")
    return Address(" ".join(name.split()), local, domain)


class Smtp:
    """The port `Notifier` for e-mail. The connection is made for the first message and kept until `close`."""

    channel: Channel = "e-mail"
    same_once = False

    def __init__(self, settings: MailSettings, password: str = "", timeout: float = TIMEOUT_S) -> None:
        self._settings, self._password, self._timeout = settings, password, timeout
        self._server: smtplib.SMTP | None = None

    def send(self, message: Message) -> None:
        """Hand one message over. Raises MessageNotSent."""
        try:
            mail = as_email(message, self._settings.sender)
        except ValueError as fault:
            raise errors.MessageNotSent(
                "This is no e-mail address. The message did not go out. Ask the customer for another one.",
                permanent=True, code="address",
            ) from fault  # fmt: skip
        try:
            self._connected().send_message(mail)
        except (smtplib.SMTPException, OSError) as fault:
            raise self._told(fault) from fault

    def close(self) -> None:
        """Say goodbye."""
        if self._server is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._server.quit()
            self._server = None

    def _connected(self) -> smtplib.SMTP:
        if self._server is None:
            kept = self._settings
            port = kept.port or _PORTS[kept.security]
            if kept.security == "tls":
                server: smtplib.SMTP = smtplib.SMTP_SSL(
                    kept.host, port, timeout=self._timeout, context=ssl.create_default_context()
                )
            else:
                server = smtplib.SMTP(kept.host, port, timeout=self._timeout)
            try:
                if kept.security == "starttls":
                    server.starttls(context=ssl.create_default_context())
                if kept.user:
                    server.login(kept.user, self._password)
            except (smtplib.SMTPException, OSError):
                server.close()
                raise
            self._server = server
        return self._server

    def _told(self, fault: smtplib.SMTPException | OSError) -> errors.MessageNotSent:
        """What went wrong, for people; after anything but a refused message the connection is made anew."""
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
        if isinstance(fault, smtplib.SMTPAuthenticationError):
            sentence = "The mail server does not take this user and password. Nothing was sent. Set them again."
        elif isinstance(fault, smtplib.SMTPSenderRefused):
            sentence = "The mail server does not take mail from this sender. Nothing was sent. Set another sender."
        elif isinstance(fault, ssl.SSLError | smtplib.SMTPNotSupportedError):
            sentence = (
                "There is no safe connection to the mail server. Nothing was sent. Check host, port and security."
            )
        else:
            sentence = "The mail server cannot be reached. Nothing was sent, and it is tried again by itself."
        return errors.MessageNotSent(sentence, whole=True, code=str(getattr(fault, "smtp_code", "")))

    def _refused(self, code: int, answer: bytes | str) -> errors.MessageNotSent:
        """The enhanced code (RFC 3463) says more than the plain one; the rest of the answer may hold an address."""
        words = answer.decode("ascii", "replace") if isinstance(answer, bytes) else answer
        first = words.split(maxsplit=1)[0] if words.split() else ""
        enhanced = first if first.count(".") == 2 and first.replace(".", "").isdigit() else ""
        return errors.MessageNotSent(
            "The mail server refused this message for good. It did not go out. Call the customer, and ask for another "
            "address."
            if code >= 500
            else "The mail server does not take this message now. It is tried again by itself.",
            permanent=code >= 500,
            code=f"{code} {enhanced}".strip(),
        )
