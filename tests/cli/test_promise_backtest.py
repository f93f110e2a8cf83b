"""`promise backtest` and `promise CODE`, as the group they are reads them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from ui.verbs.common import common
from ui.verbs.promises import promise_app


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """Sixty deliveries, every third two days late, and one that cannot be."""
    day = date(2025, 1, 1)
    rows = ["Vendor;Order date;Promise date;Receipt date"]
    for n in range(60):
        ordered = day + timedelta(days=3 * n)
        promised = ordered + timedelta(days=14)
        rows.append(f"V{n % 2};{ordered};{promised};{promised + timedelta(days=2 if n % 3 == 0 else 0)}")
    rows.append("V1;2025-05-01;2025-05-09;2025-04-09")
    path = tmp_path / "history.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


@pytest.fixture
def in_json() -> Iterator[None]:
    """As after --json."""
    common.as_json = True
    yield
    common.as_json = False


def call(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(promise_app, list(words))
    return done.exit_code, done.stdout, done.stderr


def answer(*words: str) -> Any:
    status, said, _ = call(*words)
    assert status == 0
    return json.loads(said)


def test_each_method_and_level_is_one_row(in_json: None, history: Path) -> None:
    told = answer("backtest", str(history))
    assert (told["rows"], told["quarantined"], told["shipments"]) == (61, 1, 60)
    assert told["quarantine"] == [{"row": 62, "reason": "delivered on 2025-04-09, before it was ordered on 2025-05-01"}]
    assert {row["level"] for row in told["methods"]} == {0.5, 0.8, 0.9}
    assert len(told["methods"]) == 3 * len({row["method"] for row in told["methods"]})
    for row in told["methods"]:
        assert set(row) >= {"method", "ours", "level", "kept", "days_added", "pinball", "worst", "n"}
    ours = next(row for row in told["methods"] if row["method"] == "raincheck" and row["level"] == 0.9)
    assert ours["ours"] is True
    assert ours["kept"] >= 0.9
    assert told["columns"]["supplier"] == "Vendor"


def test_the_words_are_a_table_that_can_be_read(history: Path) -> None:
    status, said, _ = call("backtest", str(history))
    assert status == 0
    assert said.startswith("61 rows: 60 shipments replayed, 0 rows not delivered, 1 set aside.\n  row 62: ")
    assert "The latest day: to be kept 90% of the time." in said
    assert "\n* raincheck " in said
    assert "\n  date as is " in said
    assert max(len(line) for line in said.splitlines()) <= 120


def test_a_few_rows_are_too_few(tmp_path: Path) -> None:
    path = tmp_path / "few.csv"
    path.write_text("supplier,promised_on,delivered_on\nV,2025-01-01,2025-01-02\n", encoding="utf-8")
    status, said, _ = call("backtest", str(path))
    assert status == 0
    assert said.endswith("Too few deliveries to ask for a date: more than ten must be known on the day of asking.\n")


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("--map", "delivered_on"), 3, "“delivered_on” is no --map FIELD=COLUMN."),
        (("--map", "price=a"), 3, "“price” is no column of a delivery."),
        (("--map", "lane=Way"), 4, "has no column “Way”"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(history: Path, words: tuple[str, ...], status: int, sentence: str) -> None:
    ended, _, said = call("backtest", str(history), *words)
    assert ended == status
    assert sentence in said


def test_a_code_that_is_no_verb_is_looked_up(tmp_path: Path) -> None:
    """Without a shop the answer is that there is none: so it was `promise show` that was called."""
    common.data = tmp_path / "nowhere"
    try:
        status, _, said = call("LAMP", "--quantity", "2")
    finally:
        common.data = None
    assert status == 4
    assert said.startswith("There is no shop in")
