"""What a person chooses about the look, and the sizes that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ui.theme.tokens import tokens

Scheme = Literal["light", "dark", "high-contrast", "system"]
Density = Literal["touch", "compact"]
TextPercent = Literal[100, 125, 150]
PLAIN_DPI = 96.0
MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Look:
    """The "Look" page of the settings as a value."""

    scheme: Scheme = "light"
    text_percent: TextPercent = 100
    density: Density = "touch"
    right_to_left: bool = False
    training: bool = False


def believable_dpi(dots_per_inch: float) -> float:
    """The screen's own figure when it can be true (60 to 400), else 96: many screens report nonsense."""
    return dots_per_inch if 60 <= dots_per_inch <= 400 else PLAIN_DPI


def text_sizes(look: Look) -> Mapping[str, int]:
    """Text roles ("small", "base", "large", "title", "total") to px."""
    return {role: round(px * look.text_percent / 100) for role, px in tokens()["text"].items()}


def control_sizes(look: Look, dots_per_inch: float) -> Mapping[str, int]:
    """Sizes in px of "control", "main", "key_width", "key_height", "row" and "gap".

    Wanted in mm on the glass, kept between the px bounds of the tokens, and never too low for the text inside.
    """
    per_mm = believable_dpi(dots_per_inch) / MM_PER_INCH
    sizes = {}
    for name, (millimetres, least, most) in tokens()["density"][look.density].items():
        sizes[name] = min(max(round(millimetres * per_mm), least), most)
    text = text_sizes(look)
    sizes["control"] = max(sizes["control"], round(text["base"] * 1.25) + 16)
    sizes["main"] = max(sizes["main"], round(text["large"] * 1.25) + 24)
    sizes["row"] = max(sizes["row"], round(text["base"] * 1.25) + 20)
    return sizes
