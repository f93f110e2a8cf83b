"""The tokens: every colour and size of the screens, read once from resources/tokens.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

import resources

SCHEMES = ("light", "dark", "high-contrast")


@cache
def tokens() -> Mapping[str, Any]:
    """The whole file as nested mappings."""
    with resources.path("tokens.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def colours_of(scheme: str, *, training: bool = False) -> Mapping[str, str]:
    """Colour names to "#RRGGBB" (or "#AARRGGBB") of one scheme. Raises KeyError on an unknown scheme."""
    colours: dict[str, str] = dict(tokens()["scheme"][scheme])
    if training:
        colours.update(tokens()["training"][scheme])
    return colours


def contrast(first: str, second: str) -> float:
    """How far two opaque "#RRGGBB" colours stand apart, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance")."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
