"""Where the pictures, fonts, sounds and samples that ship with the program lie."""

from __future__ import annotations

from pathlib import Path


def path(*parts: str) -> Path:
    """The place of a shipped file or folder, whether it exists or not: `path("icons", "truck.svg")`."""
    return Path(__file__).resolve().parent.joinpath(*parts)
