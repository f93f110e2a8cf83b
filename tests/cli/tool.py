"""The command as a script calls it: words in, exit status, output and JSON out; in this process, for speed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from ui.cli import build, common_first

Basket = Mapping[str, Any]
SOON = datetime.now(UTC).date() + timedelta(days=12)
"""A day that a shop may promise."""


def words_of(day: str) -> str:
    """An ISO day as an English receipt writes it, without its weekday: 04 Dec 2026."""
    return f"{date.fromisoformat(day):%d %b %Y}"


@dataclass(frozen=True)
class Answer:
    """What a call of the command ended in."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def refusal(self) -> tuple[int, str]:
        """The exit status and the kind of the error that stands on standard output."""
        error = self.json["error"]
        assert set(error) == {"kind", "sentence", "details"}
        assert error["sentence"].endswith((".", "?", "!")), error["sentence"]
        return self.status, error["kind"]


class Tool:
    """The `raincheck` command on one shop's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def call(self, *words: str, stdin: str = "") -> Answer:
        """Call the command; whatever happens, no traceback may come out of it."""
        done = CliRunner().invoke(build(), common_first(["--data", str(self.folder), *words]), input=stdin)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        assert done.exit_code != 1, done.stderr
        return Answer(done.exit_code, done.stdout_bytes, done.stderr)

    def json(self, *words: str, stdin: str = "") -> Any:
        """The JSON of a call that must succeed."""
        answer = self.call("--json", *words, stdin=stdin)
        assert answer.status == 0, (answer.text, answer.err)
        return answer.json

    def sell(self, basket: Basket, *words: str) -> Any:
        """Sell a basket that is handed in on standard input."""
        return self.json("sell", "-", *words, stdin=json.dumps(basket))

    def init(self, *words: str, currency: str = "EUR", country: str = "DE") -> Any:
        """Make the shop."""
        return self.json(
            "init", "--store", "S01", "--name", "High Street", "--register", "R1", "--currency", currency,
            "--country", country, *words,
        )  # fmt: skip

    def bring_in(self, kind: str, text: str, *words: str, name: str = "") -> Any:
        """Import a CSV that is written beside the shop."""
        file = self.folder.parent / (name or f"{kind}.csv")
        file.write_bytes(text.encode())
        return self.json("import", kind, str(file), *words)

    def verified(self) -> Any:
        """The verdict on the records, which must be good."""
        verdict = self.json("verify")
        assert verdict["ok"], verdict["faults"]
        return verdict


def line(code: str, quantity: int = 1, take: str = "now", **more: Any) -> dict[str, Any]:
    """A line of a basket."""
    return {"code": code, "quantity": quantity, "take": take, **more}


def cash(amount: str = "due") -> dict[str, str]:
    """A tender."""
    return {"kind": "cash", "amount": amount}


def basket(*lines: Mapping[str, Any], tenders: Any = None, **more: Any) -> dict[str, Any]:
    """A basket, paid in cash by default."""
    return {"lines": list(lines), "tenders": [cash()] if tenders is None else tenders, **more}
