"""The theme in force: one per running program, as there is one QApplication."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QColor

from ui.theme.look import PLAIN_DPI, Look, control_sizes, text_sizes
from ui.theme.tokens import colours_of


@dataclass(frozen=True, slots=True)
class Theme:
    """A look worked out: `look.scheme` is never "system", `text` and `sizes` are px."""

    look: Look
    colours: Mapping[str, str]
    text: Mapping[str, int]
    sizes: Mapping[str, int]


def theme_for(look: Look, dots_per_inch: float = PLAIN_DPI) -> Theme:
    """The theme of a look whose scheme is already chosen."""
    return Theme(
        look=look,
        colours=colours_of(look.scheme, training=look.training),
        text=text_sizes(look),
        sizes=control_sizes(look, dots_per_inch),
    )


_in_force: list[Theme] = [theme_for(Look())]


def theme() -> Theme:
    """The theme in force; the plain light one until `apply_look` was called."""
    return _in_force[0]


def put_in_force(new: Theme) -> None:
    """Make `new` what every later painting uses; only `apply_look` calls this."""
    _in_force[0] = new


def colour(name: str) -> QColor:
    """A colour of the theme in force by its token name. Raises KeyError on an unknown name."""
    return QColor(theme().colours[name])


def text_px(role: str) -> int:
    """Height in px of a text role: small, base, large, title or total."""
    return theme().text[role]


def size(name: str) -> int:
    """A size in px: control, main, key_width, key_height, row or gap."""
    return theme().sizes[name]
