"""The one door through which outside text enters a printed document.

A printer obeys control bytes wherever they come from: a product name with the right bytes in it would open the drawer.
So every text passes here before it is laid out, and what comes out holds visible characters and spaces only.
"""

from __future__ import annotations

import unicodedata

LIMIT = 4000
"""The longest single text of a document, in characters: the terms of a lay-by fit, a pasted file does not."""

_BREAKS = frozenset("\t\n\v\f\r\x85\u2028\u2029")
_UNBREAKABLE_SPACES = frozenset("\u00a0\u2007\u202f")  # between digits of an amount: the layout must not break there
# Control, format (bidi marks, zero width, soft hyphen), surrogate, unassigned.
_DROPPED = frozenset(("Cc", "Cf", "Cs", "Cn"))


def clean(text: str, limit: int = LIMIT) -> str:
    """`text` in NFC without control, bidi, zero-width and unassigned characters; breaks become spaces; idempotent.

    At most `limit` characters come back; the rest is cut off.
    """
    if text.isascii() and text.isprintable():
        return text[:limit]
    kept = "".join(_visible(character) for character in text)
    return unicodedata.normalize("NFC", kept)[:limit]


def _visible(character: str) -> str:
    if character in _BREAKS:
        return " "
    if character in _UNBREAKABLE_SPACES:
        return "\u00a0"
    category = unicodedata.category(character)
    if category in _DROPPED or _is_variation_selector(character):
        return ""
    return " " if category == "Zs" else character


def _is_variation_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
