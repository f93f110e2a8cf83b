"""The guides name what there is: keys, commands, files."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.docs.test_cli_page import verbs
from ui.keys import ACTS

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ("cashier", "manager", "backorder", "promises", "news", "owner", "administrator")
PAGES = ["README.md", "docs/cli.md", *(f"docs/guide/{name}.md" for name in GUIDES)]


def commands(text: str) -> list[list[str]]:
    """The `raincheck` commands in a page's sh blocks and between its backticks, without the common options."""
    lines = [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    lines += re.findall(r"`(raincheck [^`\n]+)`", text)
    found = []
    for line in lines:
        words = shlex.split(line)
        if words and Path(words[0]).name == "raincheck":
            rest = " ".join(words[1:]).replace("--json", "")
            found.append(re.sub(r"--(data|as|pin-file) \S+", "", rest).split())
    return found


@pytest.mark.parametrize("page", PAGES)
def test_every_command_a_page_names_exists_with_its_options(page: str) -> None:
    """Whoever types what a guide says is not told that there is no such thing."""
    known = dict(verbs())
    for words in commands((ROOT / page).read_text("utf-8")):
        if words[0].startswith("-") or words[0] == "VERB":
            continue
        verb = next((known[name] for name in (" ".join(words[:2]), words[0]) if name in known), None)
        assert verb is not None, words
        options = {option for param in verb.params for option in param.opts}
        assert {word for word in words if word.startswith("--")} <= options, words


def test_the_pages_name_commands_at_all() -> None:
    """The test above looks at something."""
    assert sum(len(commands((ROOT / page).read_text("utf-8"))) for page in PAGES) > 20


def test_the_guide_for_the_counter_has_the_key_of_every_act() -> None:
    """The first key of each act stands in the table."""
    table = (ROOT / "docs/guide/cashier.md").read_text("utf-8").split("## Keys")[1]
    rows = re.findall(r"(?m)^\| (.*?) \|", table)
    cells = {word for row in rows for word in re.split(r" or | and |, (?=\w)", row)}
    assert {act.name: act.keys[0] for act in ACTS if act.keys[0] not in cells} == {}


@pytest.mark.parametrize("page", PAGES)
def test_every_file_a_guide_links_to_is_there(page: str) -> None:
    """No link leads nowhere; pictures are those that `make pictures` draws."""
    from ui.pictures import SCENES
    from ui.pictures_story import pictures

    source = ROOT / page
    for link in re.findall(r"\]\((?![a-z]+:|#)([^)#\s]+)", source.read_text("utf-8")):
        if "pictures/story/" in link:
            assert Path(link).stem in pictures(), link
            assert (source.parent / link).exists(), link
        elif "pictures/" in link:
            assert Path(link).name.rsplit("-", 2)[0] in SCENES, link
        else:
            assert (source.parent / link).exists(), link
