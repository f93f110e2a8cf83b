"""What each kind of printer can do: width, code pages, cutter, codes, drawer."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pos.domain.errors import BadSetting


@dataclass(frozen=True, slots=True)
class Profile:
    """A printer's abilities. `pages` pairs the printer's page number with our codec, best first."""

    key: str
    name: str
    dots: int
    columns: int
    pages: tuple[tuple[int, str], ...]
    cutter: bool = True
    qr: bool = True
    kanji_off: bool = False
    drawer_pin: int = 0
    drawer_on: int = 25
    drawer_off: int = 250


def profiles() -> dict[str, Profile]:
    """Every profile that ships with the program, by key, in the order of the file."""
    return dict(_profiles())


def profile(key: str) -> Profile:
    """The profile of that key; raises BadSetting, which names the known ones."""
    known = _profiles()
    if key not in known:
        raise BadSetting(
            f"There is no printer profile “{key[:40]}”. Nothing was printed. Choose one of: {', '.join(known)}.",
            profile=key[:40],
        )
    return known[key]


@cache
def _profiles() -> dict[str, Profile]:
    rows = tomllib.loads(Path(__file__).with_name("profiles.toml").read_text(encoding="utf-8"))
    return {key: _profile(key, row) for key, row in rows.items()}


def _profile(key: str, row: dict[str, Any]) -> Profile:
    pages = tuple((int(number), str(codec)) for number, codec in row["pages"])
    return Profile(**{**row, "key": key, "pages": pages})
