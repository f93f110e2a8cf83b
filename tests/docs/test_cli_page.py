"""docs/cli.md is true: its session runs as written, and it describes every verb with every option."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer.main
from typer.testing import CliRunner

from pos.domain.incoming import Kind
from pos.files.fields import COLUMNS, NEEDED
from ui.cli import build

PAGE = Path(__file__).resolve().parents[2] / "docs/cli.md"
COMMAND = Path(sys.executable).with_name("raincheck")
_FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_STEP = re.compile(r"^\$ (?P<typed>.*?)(?:  # exit (?P<status>\d))?$")
_COMMON = {"--help", "-h"}


@dataclass(frozen=True, slots=True)
class Step:
    """One command of the page: its words, the exit status it ends with, and what it answers as far as that is shown."""

    typed: str
    status: int
    answer: str


def steps(block: str) -> Iterator[Step]:
    """The commands of one block with what is shown below each."""
    for part in re.split(r"(?m)^(?=\$ )", block):
        if part.strip():
            first, _, answer = part.partition("\n")
            found = _STEP.match(first)
            assert found is not None, first
            yield Step(found["typed"], int(found["status"] or 0), answer.strip("\n"))


def fits(shown: str, said: str) -> bool:
    """Whether a text is what the page shows, where … stands for anything."""
    return re.fullmatch(".*".join(re.escape(part) for part in shown.split("…")), said, re.DOTALL) is not None


def differences(shown: Any, said: Any, at: str = "") -> Iterator[str]:
    """What the page shows and the answer has not; the answer may have more fields."""
    if isinstance(shown, dict) and isinstance(said, dict):
        for name, value in shown.items():
            if name in said:
                yield from differences(value, said[name], f"{at}.{name}")
            else:
                yield f"{at}.{name} is missing"
    elif isinstance(shown, list) and isinstance(said, list):
        if "…" in shown[-1:] and len(said) >= len(shown):
            said = [*said[: len(shown) - 1], "…"]
        if len(shown) != len(said):
            yield f"{at} has {len(said)} entries"
        for place, (one, other) in enumerate(zip(shown, said, strict=False)):
            yield from differences(one, other, f"{at}[{place}]")
    elif shown == "ANYTHING":
        return
    elif isinstance(shown, str) and isinstance(said, str):
        if not fits(shown, said):
            yield f"{at} is {said!r}"
    elif shown != said or type(shown) is not type(said):
        yield f"{at} is {said!r}"


def as_json(shown: str) -> Any:
    """The shown JSON, in which … may stand for a whole figure or for a list's entries."""
    return json.loads(re.sub(r"(?<=: )…", '"ANYTHING"', shown.replace("[…]", "…")))


def run(step: Step, folder: Path) -> tuple[int, str]:
    """Run a command of the page in a folder; its exit status and what it said, standard error last."""
    words = shlex.split(step.typed)
    assert words[0] == "raincheck", step.typed
    done = subprocess.run(
        [str(COMMAND), *words[1:]], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8",
        timeout=120, check=False,
        env={
            **os.environ, "RAINCHECK_STATE": str(folder / "state"), "RAINCHECK_KEY_STORE": "file",
            "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8", "COLUMNS": "120",
        },
    )  # fmt: skip
    return done.returncode, (done.stdout + done.stderr).strip("\n")


def wrong_with(step: Step, folder: Path) -> Iterator[str]:
    """What a command did other than the page says."""
    status, said = run(step, folder)
    if status != step.status:
        yield f"$ {step.typed}\n  ended with {status}: {said}"
    elif step.answer.startswith("{"):
        for difference in differences(as_json(step.answer), json.loads(said)):
            yield f"$ {step.typed}\n  {difference}"
    elif step.answer and not fits(step.answer, said):
        yield f"$ {step.typed}\n  said: {said}"


def test_the_session_of_the_page_goes_as_it_is_written(tmp_path: Path) -> None:
    """Each command, run in order on one shop, ends and answers as the page shows."""
    wrong: list[str] = []
    ran = 0
    for kind, name, block in _FENCE.findall(PAGE.read_text("utf-8")):
        if name:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(block, encoding="utf-8")
        elif kind == "console":
            for step in steps(block):
                ran += 1
                wrong += wrong_with(step, tmp_path)
    assert ran > 50
    assert not wrong, "\n".join(wrong)


@pytest.mark.nightly
def test_the_demo_answers_as_the_page_says(tmp_path: Path) -> None:
    """A played day gives receipts and pictures, and leaves records that hold."""
    status, said = run(Step("raincheck --data demo --json demo --headless", 0, ""), tmp_path)
    assert status == 0
    answer = json.loads(said)
    assert len(answer["receipts"]) >= 3
    assert answer["pictures"]
    assert all((tmp_path / picture).is_file() for picture in answer["pictures"])
    assert run(Step("raincheck --data demo verify", 0, ""), tmp_path)[0] == 0


def verbs(group: Any = None, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every verb as Typer's command, with the words it is called by."""
    command: Any = group or typer.main.get_command(build())
    for name, verb in command.commands.items():
        if hasattr(verb, "commands"):
            yield from verbs(verb, f"{before}{name} ")
        else:
            yield before + name, verb


def sections() -> dict[str, str]:
    """The part of the page about each verb."""
    parts = re.split(r"(?m)^#{2,3} (.*)$", PAGE.read_text("utf-8"))
    named = dict(zip(parts[1::2], parts[2::2], strict=True))
    return {name.strip("`"): text for name, text in named.items() if name.startswith("`")}


def test_the_page_describes_exactly_the_verbs_there_are() -> None:
    """A verb without a section, or a section without its verb, is a lie."""
    assert sorted(sections()) == sorted(name for name, _ in verbs())


@pytest.mark.parametrize("verb", [name for name, _ in verbs()])
def test_a_verb_tells_its_help_and_the_page_its_options(verb: str) -> None:
    """`--help` answers, and each option of it is named in the verb's own section or, for staff, above it."""
    command = dict(verbs())[verb]
    answer = CliRunner().invoke(build(), [*verb.split(), "--help"])
    assert answer.exit_code == 0
    assert command.help
    text = PAGE.read_text("utf-8")
    mine = text.split("## People")[1] if verb.startswith("people ") else sections()[verb]
    options = {option for param in command.params for option in param.opts if option.startswith("--")}
    assert {option for option in options - _COMMON if option not in mine} == set()


@pytest.mark.parametrize("kind", list(COLUMNS))
def test_the_page_names_the_columns_of_our_own_files(kind: Kind) -> None:
    """Each row of the table has all columns of its file; those that are needed stand before the bracket."""
    row = re.search(rf"(?m)^\| {kind} \| (.*) \|$", PAGE.read_text("utf-8"))
    assert row is not None
    needed, _, optional = row[1].partition("[")
    words = set(re.findall(r"[a-z_]+", row[1]))
    assert set(COLUMNS[kind]) <= words
    for group in NEEDED[kind]:
        assert group & set(re.findall(r"[a-z_]+", needed))
    assert optional
