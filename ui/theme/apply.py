"""Put a look on the whole program: style, palette, typefaces and one stylesheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

import resources
from ui.theme.current import Theme, put_in_force, theme_for
from ui.theme.fonts import base_font, load_first_fonts, load_other_fonts
from ui.theme.look import Look
from ui.theme.tokens import tokens

_PLACE = re.compile(r"@([a-z_]+)")


def apply_look(app: QApplication, look: Look) -> None:
    """Make `app` wear `look`, now and for every widget made later; quick enough to call on a click."""
    load_first_fonts()
    if look.right_to_left:
        load_other_fonts()
    screen = app.primaryScreen()
    theme = theme_for(_chosen(app, look), screen.physicalDotsPerInch())
    put_in_force(theme)
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if look.right_to_left else Qt.LayoutDirection.LeftToRight)
    if app.property("fusion") is None:  # asking the style for its name would load QStyle: 30 ms of constants
        app.setStyle("Fusion")
        app.setProperty("fusion", True)
    app.setFont(base_font(theme.text["base"]))
    app.setPalette(palette_of(theme))
    app.setStyleSheet(stylesheet_of(theme))


def _chosen(app: QApplication, look: Look) -> Look:
    """The look with "system" replaced by what the desktop says; light when it says nothing."""
    if look.scheme != "system":
        return look
    dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return replace(look, scheme="dark" if dark else "light")


def stylesheet_of(theme: Theme) -> str:
    """The stylesheet with every @name filled in. Raises KeyError when it names something that is no token."""
    values = values_of(theme)
    return _PLACE.sub(lambda match: values[match[1]], _template())


@cache
def _template() -> str:
    return resources.path("theme.qss").read_text(encoding="utf-8")


def values_of(theme: Theme) -> Mapping[str, str]:
    """What a stylesheet may name: colours, `text_…`, `size_…`, `space_…`, `radius_…` in px, and `controls`."""
    values = dict(theme.colours)
    for prefix, sizes in (
        ("text", theme.text),
        ("size", theme.sizes),
        ("space", tokens()["space"]),
        ("radius", tokens()["radius"]),
    ):
        values.update({f"{prefix}_{name}": f"{px}px" for name, px in sizes.items()})
    values["controls"] = resources.path("icons", "controls", theme.look.scheme).as_posix()
    # Border and padding lie outside of the height that a stylesheet sets; with them each is a whole control high.
    values["size_field"] = f"{theme.sizes['control'] - 10}px"
    values["size_segment"] = f"{theme.sizes['control'] - 4}px"
    values["size_tick"] = f"{theme.sizes['control'] - 12}px"
    mark = round(theme.text["base"] * 0.625) * 2
    values["mark"], values["mark_radius"] = f"{mark}px", f"{mark // 2 + 1}px"
    return values


def palette_of(theme: Theme) -> QPalette:
    """The palette for what no stylesheet rule reaches; the desktop's own colours are never used."""
    colours = {name: QColor(value) for name, value in theme.colours.items()}
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, name in {
        roles.Window: "page",
        roles.WindowText: "text",
        roles.Base: "card",
        roles.AlternateBase: "sunken",
        roles.Text: "text",
        roles.PlaceholderText: "placeholder",
        roles.Button: "card",
        roles.ButtonText: "text",
        roles.BrightText: "on_accent",
        roles.Highlight: "accent",
        roles.HighlightedText: "on_accent",
        roles.Accent: "accent",
        roles.Link: "accent",
        roles.LinkVisited: "later",
        roles.ToolTipBase: "toast",
        roles.ToolTipText: "on_toast",
        roles.Light: "card",
        roles.Midlight: "sunken",
        roles.Mid: "line",
        roles.Dark: "border",
        roles.Shadow: "border",
    }.items():
        palette.setColor(role, colours[name])
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, colours["disabled"])
    return palette
