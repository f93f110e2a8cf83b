"""A printer on 127.0.0.1 that takes bytes and can go wrong: refuse, drop after so many bytes, stay silent, be slow."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Callable
from types import TracebackType

_SMALL_BUFFER = 4096


class FakePrinter:
    """Listens on a free port. `jobs` are the bytes of each connection; `printed` is set after each of them.

    `drop_after` k: resets the connection once k bytes came. `silent`: accepts and never reads.
    `slow`: seconds to wait before each piece of 256 bytes.
    """

    def __init__(self, *, drop_after: int | None = None, silent: bool = False, slow: float = 0.0) -> None:
        self.drop_after, self.silent, self.slow = drop_after, silent, slow
        self.jobs: list[bytes] = []
        self.printed = threading.Event()
        self._closing = threading.Event()
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _SMALL_BUFFER)
        self._socket.bind(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._threads: list[threading.Thread] = []

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    def switch_on(self) -> None:
        """Before this the port refuses connections."""
        self._socket.listen(5)
        self._begin(self._accept)

    def __enter__(self) -> FakePrinter:
        self.switch_on()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.switch_off()

    def switch_off(self) -> None:
        self._closing.set()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for thread in self._threads:
            thread.join(5)

    def _begin(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self._begin(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            if self.silent:
                self._closing.wait()
                return
            taken = b""
            connection.settimeout(0.1)
            while not self._closing.is_set():
                if self.drop_after is not None and len(taken) >= self.drop_after:
                    _reset(connection)
                    break
                if self.slow:
                    self._closing.wait(self.slow)
                try:
                    piece = connection.recv(self._room(len(taken)))
                except TimeoutError:
                    continue
                except OSError:
                    break
                if not piece:
                    break
                taken += piece
            self.jobs.append(taken)
            self.printed.set()

    def _room(self, taken: int) -> int:
        return 256 if self.drop_after is None else max(1, min(256, self.drop_after - taken))


def _reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
