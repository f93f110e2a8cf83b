"""Characters into a printer's bytes: its code pages first, then an ASCII spelling; what is left is drawn as a picture.

Nothing ever becomes a question mark. The pages are tried in the profile's order, because a character of the same name
may be missing in the wrong one: Greek pages from before 2003 have no euro sign.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from printing.profile import Profile

_SPELLINGS = {
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"',
    "«": '"', "»": '"', "‹": "'", "›": "'", "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
    "…": "...", "•": "*", "·": "*", "‣": "*", "×": "x", "÷": "/", "⁄": "/", "½": "1/2", "¼": "1/4", "¾": "3/4",
    "™": "(TM)", "©": "(C)", "®": "(R)", "№": "No.", "→": "->", "←": "<-", "≤": "<=", "≥": ">=", "≠": "/=",
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "✓": "v", "✔": "v",
}  # fmt: skip
_CURRENCIES = {
    "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₺": "TRY", "₴": "UAH", "₩": "KRW", "₪": "ILS",
    "₫": "VND", "₦": "NGN", "₱": "PHP", "฿": "THB", "₸": "KZT", "₾": "GEL", "₿": "BTC", "₡": "CRC", "₵": "GHS",
    "₲": "PYG", "₼": "AZN", "֏": "AMD", "¢": "ct",
}  # fmt: skip


@cache
def alphabet(profile: Profile) -> dict[str, tuple[int, int]]:
    """Each non-ASCII character that the printer has, with the page and the byte to ask for it."""
    found: dict[str, tuple[int, int]] = {}
    for number, codec in profile.pages:
        for byte in range(0x80, 0x100):
            character = bytes((byte,)).decode(codec, errors="ignore")
            if len(character) == 1 and _prints_alone(character):
                found.setdefault(character, (number, byte))
    return found


def _prints_alone(character: str) -> bool:
    return unicodedata.category(character)[0] not in "CMZ" and unicodedata.bidirectional(character) not in ("R", "AL")


@cache
def speller(profile: Profile) -> Callable[[str], str]:
    """What replaces the signs that this printer lacks by their ASCII spelling: "€14.99" by "EUR 14.99".

    Applied before the layout measures, since a spelling may be longer than the sign.
    """
    have = alphabet(profile)
    signs = {sign: text for sign, text in _SPELLINGS.items() if sign not in have}
    currencies = {sign: code for sign, code in _CURRENCIES.items() if sign not in have}
    lacking = re.compile("[" + re.escape("".join((*signs, *currencies))) + "]")

    def spelled(match: re.Match[str]) -> str:
        sign, text = match[0], match.string
        if sign in signs:
            return signs[sign]
        before = " " if text[: match.start()][-1:].isdigit() else ""
        after = " " if text[match.end() : match.end() + 1].isdigit() else ""
        return before + currencies[sign] + after

    return lambda text: text if text.isascii() else lacking.sub(spelled, text)


def runs(text: str, profile: Profile) -> list[tuple[int | None, bytes]] | None:
    """`text` as (page, bytes) in order, page None where any page will do; None if the printer lacks a character."""
    if text.isascii():
        return [(None, text.encode("ascii"))]
    have = alphabet(profile)
    found: list[tuple[int | None, bytes]] = []
    for character in text:
        if character == "\u00a0":
            character = " "
        if character.isascii():
            page, byte = None, ord(character)
        elif character in have:
            page, byte = have[character]
        else:
            return None
        # ASCII is the same on every page and joins the run before it.
        if found and page in (None, found[-1][0]):
            found[-1] = (found[-1][0], found[-1][1] + bytes((byte,)))
        else:
            found.append((page, bytes((byte,))))
    return found
