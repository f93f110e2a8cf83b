"""emupos, a point-of-sale simulator by other people, as outside judge of our printer jobs.

It needs Python 3.13, so it lives in a place of its own: `pip install emupos==0.4.0` there, and RAINCHECK_EMUPOS names
its `emupos` program.
"""

from __future__ import annotations

import json
import re
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from urllib.request import Request, urlopen

from printing.transport import open_transport

_CONFIGURATION = """\
schema: 1
api: {{ host: 127.0.0.1, port: {api} }}
devices:
  - id: front
    type: printer
    profile: {profile}
    connections:
      - tcp: {{ port: {port} }}
"""


@dataclass(frozen=True)
class Verdict:
    """What came out for one job: the text of each cut receipt in printing order, how often the drawer opened, and how
    each receipt ended.
    """

    receipts: tuple[str, ...]
    ends: tuple[str, ...]
    drawer_openings: int


class Judge:
    """A running simulator with one printer."""

    def __init__(self, port: int, api: str, said: list[str], changed: threading.Condition) -> None:
        self.port, self._api, self._said, self._changed = port, api, said, changed

    def print(self, job: bytes) -> Verdict:
        """Send a job as the shop does and read back what the simulator made of it."""

        def send() -> None:
            transport = open_transport(f"tcp://127.0.0.1:{self.port}")
            transport.open()
            transport.write(job)
            transport.close()

        return self.watch(send)

    def watch(self, printing: Callable[[], None]) -> Verdict:
        """What the simulator made of the one job that `printing` sends to its port."""
        begun = len(self._said)
        printing()
        with self._changed:
            assert self._changed.wait_for(lambda: any("connection.closed" in line for line in self._said[begun:]), 20)
            events = self._said[begun:]
        # In the order they were cut; identities made in the same millisecond sort by chance.
        order = re.findall(r"printer\.job\.completed .* → (\S+)", "".join(events))
        kept = {row["id"]: row for row in json.loads(self._fetch("/devices/front/receipts"))}
        rows = [kept[identity] for identity in order]
        texts = tuple(self._fetch(f"/devices/front/receipts/{row['id']}/text").decode("utf-8") for row in rows)
        opened = sum("drawer.opened" in line for line in events)
        if opened:  # an open drawer cannot open again
            self._fetch("/devices/front/drawer/close", method="POST")
        return Verdict(texts, tuple(row["boundary"] for row in rows), opened)

    def _fetch(self, path: str, method: str = "GET") -> bytes:
        with urlopen(Request(f"{self._api}/api/v1{path}", method=method), timeout=10) as answer:
            return cast("bytes", answer.read())


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return cast("int", listener.getsockname()[1])


@contextmanager
def emupos(program: str, folder: Path, profile: str = "epson-tm-t20iii") -> Iterator[Judge]:
    """Start the simulator in `folder` and end it again."""
    port, api = _free_port(), _free_port()
    (folder / "emupos.yaml").write_text(_CONFIGURATION.format(port=port, api=api, profile=profile))
    said: list[str] = []
    changed = threading.Condition()
    running = subprocess.Popen(
        (program, "run"), cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )

    def listen() -> None:
        for line in running.stdout or ():
            with changed:
                said.append(line)
                changed.notify_all()

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        with changed:
            assert changed.wait_for(lambda: any("Showing events" in line for line in said), 30), said
        yield Judge(port, f"http://127.0.0.1:{api}", said, changed)
    finally:
        running.terminate()
        running.wait(10)
        listener.join(10)
        if running.stdout:
            running.stdout.close()
