"""The program's log: one JSON line per event in files that rotate, without phones, e-mail addresses or PINs."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, MutableMapping
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

LARGEST, FILES = 1_000_000, 5
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE = re.compile(r"(?<![\w-])\+?\d[\d ()/.]{6,}\d(?![\w-])")


def scrubbed(text: str) -> str:
    """The text with e-mail addresses and what looks like a phone number taken out; receipt numbers stay."""
    return _PHONE.sub("[phone]", _EMAIL.sub("[e-mail]", text))


def start_log(folder: Path) -> Callable[[], None]:
    """Write what the program logs to `folder`/raincheck.log; returns what ends it. Raises OSError when it cannot."""
    import structlog

    folder.mkdir(parents=True, exist_ok=True)
    writer = RotatingFileHandler(folder / "raincheck.log", maxBytes=LARGEST, backupCount=FILES, encoding="utf-8")
    writer.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name],
            processors=[
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.format_exc_info,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _scrub,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    level = root.level
    root.addHandler(writer)
    root.setLevel(logging.INFO)

    def stop() -> None:
        root.removeHandler(writer)
        root.setLevel(level)
        writer.close()

    return stop


def _scrub(logger: Any, name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if isinstance(value, str) and key != "timestamp":
            event[key] = scrubbed(value)
    return event
