"""A real mail server and a real text service on this machine's own address, which answer as they are told."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from pos.domain.news import Channel, Event, Message


class FreePort(Controller):
    """On a port that the system chooses, which the library asks for only after it was told."""

    def _trigger_server(self) -> None:
        server: Any = self.server
        self.port = server.sockets[0].getsockname()[1]
        library: Any = super()  # which has no types
        library._trigger_server()


@dataclass
class Mailbox:
    """What a mail server took. `refuse` says what it answers to an address that begins so."""

    taken: list[EmailMessage] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    connections: int = 0

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, answers: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return answers

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        for start, answer in self.refuse.items():
            if address.startswith(start):
                return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mail = message_from_bytes(envelope.content, policy=policy.SMTP)
        assert isinstance(mail, EmailMessage)
        self.taken.append(mail)
        return "250 OK"


@contextmanager
def mail_server(mailbox: Mailbox, password: str = "", *, utf8: bool = False) -> Iterator[int]:
    """Its port. With a password, only the user "shop" with it may hand mail in; `utf8` takes addresses of any
    letters."""

    def known(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"shop", password.encode())
        return AuthResult(success=right, handled=False)

    more: dict[str, Any] = (
        {"authenticator": known, "auth_required": True, "auth_require_tls": False} if password else {}
    )
    server = FreePort(mailbox, hostname="127.0.0.1", port=0, enable_SMTPUTF8=utf8, **more)
    server.start()
    try:
        yield server.port
    finally:
        server.stop()


@dataclass
class TextService:
    """What a text service was asked: (method, key, token, fields); `answers` are its next statuses, 202 after them."""

    asked: list[tuple[str, str, str, dict[str, Any]]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)


@contextmanager
def text_service(service: TextService) -> Iterator[str]:
    """Its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _take(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            if self.headers.get("Content-Type", "").startswith("application/json"):
                fields = json.loads(body)
            else:
                fields = {name: found[0] for name, found in parse_qs(body or urlsplit(self.path).query).items()}
            key, token = self.headers.get("Idempotency-Key", ""), self.headers.get("Authorization", "")
            service.asked.append((self.command, key, token, fields))
            self.send_response(service.answers.pop(0) if service.answers else 202)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_POST = do_PUT = do_GET = _take

        def log_message(self, *words: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/send"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def message(
    to: str, *, news: str = "ready:S01-R1-A000001:x", channel: Channel = "e-mail", event: Event = "ready",
    subject: str = "Für Sie bereit", text: str = "Hello Zoë,\n\nit is here — 5 € to pay.\n",
) -> Message:  # fmt: skip
    """A message as the log keeps it."""
    words = {"subject": subject, "text": text, "short": "It is here.", "to": to}
    return Message(
        news, event, "S01-R1-A000001", "c-1", channel, "de", words, "2026-11-24T10:42:00+00:00", "queued", "", 0, "", ""
    )
