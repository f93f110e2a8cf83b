"""A printer on the network, port 9100: connect, print, close, so that other registers get their turn."""

from __future__ import annotations

import contextlib
import socket
import time

from pos.domain.errors import BadSetting
from printing.transport.base import CONNECT_SECONDS, STALL_SECONDS, failed

_LINGER_SECONDS = 1.0
_PIECE = 4096


def host_and_port(address: str, rest: str) -> tuple[str, int]:
    """Host and port of `//host:9100`, `//[::1]:9100` or `//host`; raises BadSetting for anything else."""
    host, colon, port = rest.removeprefix("//").rstrip("/").rpartition(":")
    if not colon or port.endswith("]"):
        host, port = rest.removeprefix("//").rstrip("/"), "9100"
    host = host.removeprefix("[").removesuffix("]")
    if not rest.startswith("//") or not host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise BadSetting(
            f"“{address[:60]}” is no address of a network printer. Nothing was printed. Write tcp://192.168.0.20:9100.",
            address=address[:60],
        )
    return host, int(port)


class TcpTransport:
    """A connection for one job. IPv4 and IPv6."""

    def __init__(self, host: str, port: int, *, connect: float = CONNECT_SECONDS, stall: float = STALL_SECONDS) -> None:
        self._address = (host, port)
        self._connect, self._stall = connect, stall
        self._socket: socket.socket | None = None
        self._cancelled = False

    def open(self) -> None:
        self._cancelled = False
        try:
            self._socket = socket.create_connection(self._address, timeout=self._connect)
        except ConnectionRefusedError as error:
            raise failed("refused", where=self._address[0]) from error
        except ConnectionError as error:  # it answered, and hung up at once
            raise failed("dropped", where=self._address[0]) from error
        except OSError as error:
            raise failed("unreachable", where=self._address[0]) from error
        self._socket.settimeout(self._stall)

    def write(self, job: bytes) -> None:
        """Hand over the job and wait a moment for the printer to hang up: a reset tells of a job that was lost."""
        connection = self._socket
        if connection is None:
            raise failed("dropped", where=self._address[0])
        accepted = 0
        try:
            while accepted < len(job):
                accepted += connection.send(job[accepted : accepted + _PIECE])
            _hang_up(connection)
        except TimeoutError as error:
            raise failed("timeout", bytes_accepted=accepted, where=self._address[0]) from error
        except OSError as error:
            cause = "stopped" if self._cancelled else "dropped"
            raise failed(cause, bytes_accepted=accepted, where=self._address[0]) from error

    def close(self) -> None:
        connection, self._socket = self._socket, None
        if connection is not None:
            connection.close()

    def cancel(self) -> None:
        self._cancelled = True
        connection = self._socket
        if connection is None:
            return
        with contextlib.suppress(OSError):  # gone already: what we wanted
            connection.shutdown(socket.SHUT_RDWR)


def _hang_up(connection: socket.socket) -> None:
    """Say that nothing follows, and read what the printer still says: closing on unread bytes would reset the line
    and throw away what the printer has not yet taken.
    """
    connection.shutdown(socket.SHUT_WR)
    until = time.monotonic() + _LINGER_SECONDS
    while (left := until - time.monotonic()) > 0:
        connection.settimeout(left)
        try:
            if not connection.recv(64):
                return
        except TimeoutError:
            return
