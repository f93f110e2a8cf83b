"""The pages at the top of the repository say what is so."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "docs/decisions/README.md"]
LINK = re.compile(r"\]\((?![a-z]+:|#)([^)#\s]+)")


@pytest.mark.parametrize("page", PAGES)
def test_every_file_a_page_links_to_is_there(page: str) -> None:
    """No link of ours leads nowhere."""
    source = ROOT / page
    missing = [link for link in LINK.findall(source.read_text("utf-8")) if not (source.parent / link).exists()]
    if not (ROOT / "docs/pictures").is_dir():  # drawn by `make pictures`
        missing = [link for link in missing if "docs/pictures/" not in link]
    assert missing == []


@pytest.mark.parametrize("page", PAGES)
def test_every_make_word_a_page_names_exists(page: str) -> None:
    """What a page tells the reader to type is in the Makefile."""
    words = set(re.findall(r"(?<![\w`])`?make ([a-z]+)\b(?=[`\n ]|$)", commands(ROOT / page)))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert words <= targets


def commands(page: Path) -> str:
    """Return only what stands as code on a Markdown page: between backticks, in fences, or indented."""
    text = page.read_text("utf-8")
    return "\n".join(re.findall(r"`[^`\n]+`", text) + re.findall(r"^(?: {4})?make .*$", text, re.MULTILINE))


def test_the_readme_marks_the_commands_for_a_fresh_machine() -> None:
    """The two commands a newcomer types stand in one fenced block between the markers."""
    text = (ROOT / "README.md").read_text("utf-8")
    block = text.split("<!-- fresh-machine:begin -->")[1].split("<!-- fresh-machine:end -->")[0]
    lines = [line for line in block.strip().splitlines() if not line.startswith("```")]
    assert lines[-2:] == ["make test", "make run"]


def test_every_decision_is_listed_once() -> None:
    """The list of decisions and the files agree."""
    folder = ROOT / "docs/decisions"
    listed = re.findall(r"\((\d{4}-[^)]+)\)", (folder / "README.md").read_text("utf-8"))
    assert sorted(listed) == sorted(path.name for path in folder.glob("[0-9]*.md"))
