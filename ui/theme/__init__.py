"""The look of the program: tokens in, one theme out. Screens need only the names exported here.

Menus and lists of Qt's own take their icons from ui.theme.menu_icons.
"""

from ui.theme.apply import apply_look
from ui.theme.current import Theme, colour, size, text_px, theme
from ui.theme.fonts import base_font, load_other_fonts
from ui.theme.icons import pixmap
from ui.theme.look import Look

__all__ = [
    "Look", "Theme", "apply_look", "base_font", "colour", "load_other_fonts", "pixmap", "size", "text_px",
    "theme",
]  # fmt: skip
