"""The shipped typefaces: Inter for most scripts, Noto Sans for Arabic and Hebrew letters."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

import resources

FAMILIES = ("Inter", "Noto Sans Arabic", "Noto Sans Hebrew")
_AT_START = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf")
_LATER = (
    "Inter-Bold.otf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansArabic-Bold.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansHebrew-Bold.ttf",
)


@cache
def load_first_fonts() -> None:
    """Load what the first picture needs; the rest would only delay it."""
    _load(_AT_START)


@cache
def load_other_fonts() -> None:
    """Load Arabic, Hebrew and the boldest weight: called once the window stands."""
    _load(_LATER)


def _load(names: tuple[str, ...]) -> None:
    for name in names:
        if QFontDatabase.addApplicationFont(str(resources.path("fonts", name))) < 0:
            raise FileNotFoundError(f"the typeface {name} is missing or damaged")


def base_font(px: int) -> QFont:
    """The text font at a size in px, with figures of equal width so that sums stand under each other."""
    font = QFont(list(FAMILIES))
    font.setPixelSize(px)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
