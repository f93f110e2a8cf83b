"""Servers that take a message and do not say what became of it: the line drops, or the answer comes too late."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.post.servers import Mailbox


@dataclass
class UnsureMailbox(Mailbox):
    """Says nothing about the first message whose words it takes: it hangs up (`slow` false) or thinks about it until
    `woken`. `sender` is its answer to every sender, where that is another than 250."""

    slow: bool = False
    sender: str = ""
    words: list[bytes] = field(default_factory=list)
    woken: threading.Event = field(default_factory=threading.Event)

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        envelope.mail_from = address
        return self.sender or "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.words.append(envelope.content)
        if len(self.words) > 1:
            return await super().handle_DATA(server, session, envelope)
        if self.slow:
            await asyncio.to_thread(self.woken.wait)
        else:
            server.transport.close()
        return "250 OK"


@dataclass
class UnsureTexts:
    """The keys of the requests that were read to their end; the first `silent` of them get no answer."""

    silent: int = 1
    asked: list[str] = field(default_factory=list)


@contextmanager
def unsure_text_service(service: UnsureTexts) -> Iterator[str]:
    """Its address."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                line, _ = listening.accept()
            except OSError:
                return
            with line, line.makefile("rb") as asked:
                _answer(service, line, asked)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/send"
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()


def _answer(service: UnsureTexts, line: socket.socket, asked: Any) -> None:
    headers = dict[str, str]()
    if not asked.readline():
        return
    while row := asked.readline().decode().strip():
        name, _, value = row.partition(":")
        headers[name.lower()] = value.strip()
    asked.read(int(headers.get("content-length", "0")))
    service.asked.append(headers.get("idempotency-key", ""))
    if len(service.asked) > service.silent:
        line.sendall(b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
