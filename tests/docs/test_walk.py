"""ARCHITECTURE.md's walk from barcode to paper names what there is."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[2] / "ARCHITECTURE.md"
NAME = re.compile(r"(?<![\w./])(?:pos|printing|ui)(?:\.\w+)+")


def walk() -> list[str]:
    """The dotted names of the walk's code blocks, from top to bottom."""
    section = PAGE.read_text("utf-8").split("## The walk")[1].split("\n## ")[0]
    blocks = re.findall(r"^```\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    return [name for block in blocks for name in NAME.findall(block)]


def resolve(name: str) -> Any:
    """The module, class, function or signal of a dotted name. Raises AttributeError or ImportError."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for part in parts[end:]:
            found = getattr(found, part)
        return found
    raise ImportError(name)


def test_every_name_of_the_walk_is_there() -> None:
    """Each dotted name in the walk's code leads to something when it is imported."""
    names = walk()
    assert len(names) > 25
    for name in names:
        resolve(name)
