"""The pictures of one backorder from Monday to the end: `python -m ui.pictures_story docs/pictures/story`.

The story (ui.story) is played at the counter by keys alone, once in the light look at 1024 x 768 with a picture at each
step, and once in the dark at 1920 x 1080 with a few.
"""

from __future__ import annotations

import argparse
import os
import socket
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from ui.hands import Hands
from ui.samples import FixedClock
from ui.story import MONDAY, make_shop, play
from ui.theme import Look, apply_look, load_other_fonts

STEPS = (
    "promised", "deposit", "taken", "slipped", "radar", "keeps", "mending", "counted", "share", "goods-in", "ready",
    "checked", "collected", "cancelling", "refunded", "closed", "left",
)  # fmt: skip
"""The moments with a picture in the light look, in the order in which they come."""
ALSO_DARK = ("radar", "share", "goods-in", "ready", "closed")
LOOKS = ((Look(), (1024, 768), STEPS), (Look(scheme="dark"), (1920, 1080), ALSO_DARK))


def pictures() -> list[str]:
    """The names of all files, without their ending."""
    return [f"{step}-{size[0]}-{look.scheme}" for look, size, steps in LOOKS for step in steps]


def take_story(app: QApplication, out: Path) -> list[Path]:
    """Play it once for each look and save the pictures to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    saved = []
    for look, size, steps in LOOKS:
        apply_look(app, look)
        with tempfile.TemporaryDirectory() as place, _mail_server() as port:
            clock = FixedClock(MONDAY)
            register = make_shop(Path(place) / "shop", clock, mail_port=port)
            hands = Hands(app, register, clock, size=size)
            try:
                for step in play(hands):
                    if step in steps:
                        hands.window.toasts.clear()
                        saved.append(out / f"{step}-{size[0]}-{look.scheme}.png")
                        if not hands.window.grab().save(str(saved[-1])):
                            raise OSError(f"{saved[-1]} cannot be written")
            finally:
                hands.close()
                register.close()
    return saved


@contextmanager
def _mail_server() -> Iterator[int]:
    """A mail server on this machine that takes everything; its port. What develops the program brings it along."""
    from aiosmtpd.controller import Controller

    class Takes:
        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
            return "250 OK"

    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    server = Controller(Takes(), hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield port
    finally:
        server.stop()


def main(words: Sequence[str] | None = None) -> int:
    """The command; answers with its exit status."""
    parser = argparse.ArgumentParser(prog="python -m ui.pictures_story", description=__doc__)
    parser.add_argument("out", type=Path, help="the folder the pictures go to")
    chosen = parser.parse_args(words)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(["raincheck"])
    assert isinstance(app, QApplication)
    load_other_fonts()
    app.setCursorFlashTime(0)
    with tempfile.TemporaryDirectory() as place:
        os.environ["RAINCHECK_STATE"], os.environ["RAINCHECK_KEY_STORE"] = f"{place}/state", "file"
        take_story(app, chosen.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
