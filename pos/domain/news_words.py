"""What a shop that wrote no words of its own says to its customers: `resources/news`, one file a language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from pos.domain.news import Event
from resources import path

LANGUAGES = ("en", "de", "fr", "es")


def built_in(event: Event, language: str, *, was_here: bool = False, way: str = "") -> dict[str, str]:
    """Subject, text and short words of an event; in English where the language is none of the four. Who was told that
    the goods are here is not told that they are late: the day may be the same as ever. `way` is how goods go, where the
    words are others by that."""
    words = _words(_base(language))
    frame, said = words["frame"], words.get(f"{event}, {way}", words[event])
    if was_here and event == "late":
        said = words["late, not here"]
    regards = "\n".join(line.strip() for line in frame["regards"].split("/"))
    return {
        "subject": said["subject"],
        "text": f"{frame['hello']}\n\n{said['text']}\n\n{regards}",
        "short": said["short"],
    }


def choices(language: str) -> tuple[str, str]:
    """What a customer of a late order may choose, in full and short."""
    frame = _words(_base(language))["frame"]
    return frame["choices"], frame["short choices"]


def asking(language: str) -> str:
    """In place of a day that nobody can answer for at present."""
    return _words(_base(language))["frame"]["asking"]


def here(language: str) -> str:
    """In place of the day told last, where it is that the goods are here."""
    return _words(_base(language))["frame"]["here"]


def credited(kind: str, amount: str, language: str) -> tuple[str, str]:
    """What a customer gets for a delay, in full and short: a voucher, discount or free_delivery; `amount` with its
    currency."""
    frame = _words(_base(language))["frame"]
    return frame[kind].replace("{amount}", amount), frame[f"short {kind}"].replace("{amount}", amount)


def _base(language: str) -> str:
    base = language.split("-")[0].lower()
    return base if base in LANGUAGES else "en"


@lru_cache(maxsize=len(LANGUAGES))
def _words(language: str) -> Mapping[str, Mapping[str, str]]:
    """Section -> its named lines, and as `text` what follows the first empty line."""
    found: dict[str, dict[str, str]] = {}
    for section in ("\n" + path("news", f"{language}.txt").read_text("utf-8")).split("\n[")[1:]:
        name, _, rest = section.partition("]\n")
        head, _, body = rest.partition("\n\n")
        named = (line.partition(": ") for line in head.splitlines())
        found[name] = {**{key: value for key, _, value in named}, "text": body.strip()}
    return found
