"""Finds out how the letters of a text file are written, by looking at the bytes instead of assuming."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
SAMPLE_BYTES = 64 * 1024
# Letters beyond ASCII that a language really uses; the encoding under which a text consists of one language's
# letters is the encoding it was written in. Statistics over short texts take è for č, this does not.
_ALPHABETS = {
    "cp1252": ["äöüß", "àâæçéèêëîïôœùûü", "áéíóúñü", "àèéìòù", "áâãàçéêíóôõú", "æøå", "åäöé", "éëïöü"],
    "cp1250": ["čćđšž", "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čšž"],
    "cp1251": ["абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґђјљњћџў"],
    "cp1253": ["αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ"],
    "cp1254": ["çğıöşüâîûİ"],
    "cp1255": ["אבגדהוזחטיךכלםמןנסעףפץצקרשת"],
    "cp1256": ["ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهويىپچژگ"],
    "cp1257": ["āčēģīķļņšūž", "ąčęėįšųūž", "äõöüšž"],
}
# These scripts fill the same bytes with letters throughout; the letters each uses most tell them apart.
_FREQUENT = {"cp1251": "оеаинтсрвл", "cp1253": "αοιετσνηυρ", "cp1255": "יואהלרתמבש", "cp1256": "اليمونرتبة"}
_RARE = {"cp1251": "йфцчшщъёэґўђ", "cp1253": "ΰΐϊϋψξζ", "cp1255": "ץףךטגז", "cp1256": "ظغضثؤآ"}
_SURE, _LIKELY = 0.9, 0.5
_PAGES = {
    country: page
    for page, countries in {
        "cp1256": "AE KW SA EG QA BH OM JO LB SY IQ YE LY TN DZ MA SD PS IR",
        "cp1255": "IL",
        "cp1253": "GR CY",
        "cp1251": "RU BG UA BY RS MK KZ KG",
        "cp1250": "PL CZ SK HU HR SI BA RO",
        "cp1254": "TR AZ",
        "cp1257": "LT LV EE",
        "cp932": "JP",
        "cp949": "KR",
        "gb18030": "CN SG",
        "cp950": "TW HK MO",
    }.items()
    for country in countries.split()
}
# The first bytes of the letters that East Asian texts mostly use; chance seldom hits upon them.
_COMMON = {
    "cp932": (*range(0x81, 0x84), *range(0x88, 0x98), *range(0xA6, 0xE0)),
    "cp949": range(0xB0, 0xC9),
    "gb18030": range(0xB0, 0xD8),
    "cp950": range(0xA4, 0xC7),
}
_MOSTLY = 0.7


def telling_lines(lines: Iterable[bytes]) -> bytes:
    """Up to 64 KB of the lines that hold bytes beyond ASCII; the others say nothing about the encoding."""
    found = bytearray()
    for line in lines:
        if not line.isascii():
            found += line[:2000]
            if len(found) > SAMPLE_BYTES:
                break
    return bytes(found)


def find_encoding(sample: bytes) -> str | None:
    """The single-byte encoding a text that is no UTF was written in, or None when none makes letters of it."""
    shares = {encoding: _share(sample, encoding) for encoding in _ALPHABETS}
    likely = [encoding for encoding, share in shares.items() if share >= _SURE]
    if not likely:
        guess = _by_statistics(sample)
        return guess if guess and shares.get(guess, 0) >= _LIKELY else None
    latin = [encoding for encoding in likely if encoding not in _FREQUENT]
    if latin:
        return max(latin, key=lambda encoding: shares[encoding])
    return max(likely, key=lambda encoding: _frequent(sample, encoding))


def country_page(sample: bytes, country: str) -> str | None:
    """The code page of a country (ISO, two letters), if the text makes letters of the country's language in it."""
    page = _PAGES.get(country)
    if page is None:
        return None
    if page in _COMMON:
        return page if _common(sample, page) >= _MOSTLY else None
    return page if _share(sample, page) >= _SURE else None


def _common(sample: bytes, page: str) -> float:
    """How much of the letters beyond ASCII an East Asian text would use every day, 0 to 1."""
    text = sample.decode(page, errors="replace")
    foreign = [letter.encode(page, errors="replace") for letter in text if letter > "\x7f"]
    # Bytes above 0xA0 all through, save in the pages whose second bytes may be ASCII: accented Latin letters stand
    # beside ASCII ones.
    wide = page in ("cp949", "gb18030")
    known = sum(raw[0] in _COMMON[page] and not (wide and raw[1:] < b"\xa1") for raw in foreign)
    return known / len(foreign) if foreign else 0.0


def _share(sample: bytes, encoding: str) -> float:
    """How much of the letters beyond ASCII belongs to one language written in this encoding, 0 to 1."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    foreign = [letter for letter in text.lower() if letter > "\x7f" and letter.isalpha()]
    if not foreign:
        return 1.0  # signs only, such as € or °
    beside_latin = len(re.findall(r"[a-z][^\W\d_a-z]|[^\W\d_a-z][a-z]", text.lower())) if encoding in _FREQUENT else 0
    known = max(sum(letter in alphabet for letter in foreign) for alphabet in _ALPHABETS[encoding])
    # No language changes its script inside a word: such places count against the guess.
    return (known - beside_latin) / len(foreign)


def _frequent(sample: bytes, encoding: str) -> int:
    text = sample.decode(encoding).lower()
    return sum((letter in _FREQUENT[encoding]) - 2 * (letter in _RARE[encoding]) for letter in text)


def _by_statistics(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_ALPHABETS)).best()
    return best.encoding if best else None
