"""One window per shop: a second start brings the first one to the front and ends."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal

_RAISE = b"raise\n"
_PATIENCE_MS = 1000


def _name_of(folder: Path) -> str:
    """The name of the local socket: of this folder, and short enough for every system."""
    return "raincheck-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]


class OneWindow(QObject):
    """Holds the folder's lock while the window lives; `raised` tells that somebody started the program once more.

    The lock file knows the process that holds it, so that it is free again after a crash.
    """

    raised = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)

    def take(self) -> bool:
        """Become the one window; False when there is another one."""
        return self._lock.tryLock(0)

    def listen(self) -> None:
        """Wait for later starts. Done after the first picture: the network part of Qt need not delay it."""
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(_name_of(self._folder))  # left behind by a crash; the lock is ours
        self._server.newConnection.connect(self._on_start)
        self._server.listen(_name_of(self._folder))

    def _on_start(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            self.raised.emit()

    def raise_other(self) -> bool:
        """Ask the first window to come to the front; False when it does not answer."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(_name_of(self._folder))
        if not socket.waitForConnected(_PATIENCE_MS):
            return False
        socket.write(_RAISE)
        socket.waitForBytesWritten(_PATIENCE_MS)
        socket.disconnectFromServer()
        return True

    def close(self) -> None:
        """Let go of the folder."""
        if hasattr(self, "_server"):
            self._server.close()
        self._lock.unlock()
