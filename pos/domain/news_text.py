"""The words of a message: the shop's own where it wrote some, else the product's, with what is so filled in.

A date comes from the promise and never from free words: a text that should name one and does not is refused, and so is
one that says "soon" or a percentage instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pos.domain.news import DATED, EVENTS, Event

FIELDS: Mapping[str, str] = {
    "name": "the customer's name",
    "shop": "the store's name",
    "address": "where to collect",
    "order": "the number of the order",
    "goods": "what the message is about, with quantities",
    "date": "when, as the receipt says it",
    "was": "what was told before",
    "until": "the day until which goods are kept, while it is not past",
    "back": "after that, the day from which on they may go to others",
    "reminder": "which reminder it is, from the second on",
    "next": "the day by which we write again at the latest",
    "rest": "what is still ordered after a part was cancelled, or put aside after a part went back, with quantities",
    "amount": "money that goes back, with its currency",
    "balance": "what is due on collection",
    "deposit": "what is held of the deposit",
    "credit": "what they get for a delay by the shop's rule, where it gives something",
    "choices": "to wait, to change or to cancel",
    "instead": "what may serve instead and is here",
}
"""What a template may hold, and what stands there then."""
_OPTIONAL = ("rest", "amount", "until", "back", "reminder", "credit")
"""A sentence about one of these goes where there is none: no "Paid back: 0.00"."""
STILL_KEPT = "kept"
"""How goods go that nobody collected and that stay put aside for their customer: nowhere."""
PARTS = ("subject", "text", "short")
LANGUAGES = ("en", "de", "fr", "es")
SHORT_MOST = 160
"""Characters of one text message in the alphabet that every telephone knows (3GPP TS 23.038, GSM 7 bit)."""

_FIELD = re.compile(r"\{([^{}]*)\}")
_NOTHING = re.compile(r"(?:[^:\n]{1,40}: ?)?[.,!]")
"""A line whose only field was empty."""
_VAGUE = re.compile(
    r"(?i)\b(?:soon|shortly|asap|bald|demnächst|baldmöglichst|bientôt|prochainement|pronto|en breve)\b|%"
)
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_DOUBLE = frozenset("^{}\\[~]|€")
_PLAINER = str.maketrans(
    {
        "á": "a", "â": "a", "ã": "a", "ç": "c", "ê": "e", "ë": "e", "í": "i", "î": "i", "ï": "i", "ó": "o", "ô": "o",
        "õ": "o", "ú": "u", "û": "u", "ÿ": "y", "Á": "A", "Â": "A", "À": "A", "Ê": "E", "È": "E", "Ë": "E", "Í": "I",
        "Î": "I", "Ó": "O", "Ô": "O", "Ú": "U", "Û": "U", "œ": "oe", "’": "'", "‘": "'", "“": '"', "”": '"', "„": '"',
        "–": "-", "—": "-", "…": "...", "×": "x", "·": ".", "°": "o", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """A message in words; `short` is the one for a telephone."""

    subject: str
    text: str
    short: str


def write(
    event: Event,
    language: str,
    values: Mapping[str, str],
    own: Mapping[str, Mapping[str, Mapping[str, str]]],
    way: str = "",
) -> Words:
    """The words of a message. `values` has the fields, of which `goods_short` and `choices_short` stand in the short
    words; `own` are the shop's templates: event -> language -> subject, text, short; `way` is how goods go, where our
    own words are others by that."""
    from pos.domain.news_words import here

    parts = template(event, language, own, was_here=values.get("was") == here(language), way=way)
    for name in _OPTIONAL:
        if not values.get(name):
            parts = {part: _without(name, words) for part, words in parts.items()}
    short = {name: values.get(f"{name}_short", words) for name, words in values.items()}
    if event in ("cancelled", "expired"):
        short["goods"] = values.get("goods_counted", short["goods"])
    return Words(
        " ".join(_filled(parts["subject"], values).split()), _filled(parts["text"], values),
        _fitting(parts["short"], short),
    )  # fmt: skip


def template(
    event: Event,
    language: str,
    own: Mapping[str, Mapping[str, Mapping[str, str]]],
    *,
    was_here: bool = False,
    way: str = "",
) -> dict[str, str]:
    """What is said of an event, part by part: the shop's words in this language, or in the language's base, or ours."""
    from pos.domain.news_words import built_in

    base = language.split("-")[0].lower()
    mine = own.get(event, {})
    # The shop wrote its own of goods that went back to the shelf, which what stays put aside did not.
    written = {} if way == STILL_KEPT else mine.get(language) or mine.get(base) or {}
    ours = built_in(event, base, was_here=was_here, way=way)
    return {**ours, **{part: words for part, words in written.items() if words.strip()}}


def wrong_in_templates(own: Mapping[str, Mapping[str, Mapping[str, str]]]) -> list[str]:
    """A sentence for each thing that no message can be made of; empty when all is well."""
    return [
        sentence
        for event, languages in own.items()
        for language, parts in languages.items()
        for sentence in _wrong_in(event, language, parts)
    ]


def _wrong_in(event: str, language: str, parts: Mapping[str, str]) -> list[str]:
    where = f"The message “{event}” ({language})"
    if event not in EVENTS:
        return [f"No message is called “{event}”; there are {', '.join(EVENTS)}."]
    wrong = [f"{where} has no part “{part}”; there are {', '.join(PARTS)}." for part in parts if part not in PARTS]
    for part in PARTS:
        words = parts.get(part, "")
        if not words.strip():
            continue
        unknown = [name for name in _FIELD.findall(words) if name not in FIELDS]
        if unknown or "{" in (rest := _FIELD.sub("", words)) or "}" in rest:
            named = ", ".join("{" + name + "}" for name in unknown) or "a lone brace"
            known = ", ".join("{" + name + "}" for name in FIELDS)
            wrong.append(f"{where} holds {named} in its {part}, which stands for nothing. Known are {known}.")
        if event in DATED and part != "subject":
            if "{date}" not in words:
                wrong.append(f"{where} must name the date in its {part}: put {{date}} where it should stand.")
            if vague := _VAGUE.search(words):
                wrong.append(f"{where} says “{vague[0]}” in its {part}. Nobody can wait for that: {{date}} says when.")
        if event == "late" and part != "subject" and "{choices}" not in words:
            wrong.append(f"{where} must offer the choice to wait, change or cancel: put {{choices}} into its {part}.")
    return wrong


def _filled(template: str, values: Mapping[str, str]) -> str:
    """The template with its fields; a line whose field is empty goes, and so does a name's lone comma."""
    text = _FIELD.sub(lambda found: values.get(found[1], ""), template)
    lines = [re.sub(r" +([,.])", r"\1", re.sub(r" {2,}", " ", line)).strip() for line in text.splitlines()]
    said = [line for line in lines if not _NOTHING.fullmatch(line)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(said)).strip()


def _without(field: str, words: str) -> str:
    """The words without the sentences that hold a field; the choices are sentences of their own."""
    said = re.compile(r"[^.!?\n]*\{" + field + r"\}[^.!?\n]*[.!?]?")
    return "{choices}".join(said.sub("", part) for part in words.split("{choices}"))


def _fitting(template: str, values: Mapping[str, str]) -> str:
    """The short words in the telephone's alphabet, with goods and shop named in fewer letters where that makes one
    message of two."""
    text = ""
    for goods, shop in ((60, 40), (28, 24), (16, 14), (0, 12)):
        tight = {
            **values, "goods": _cut(values.get("goods", ""), goods), "rest": _cut(values.get("rest", ""), goods),
            "shop": _cut(values.get("shop", ""), shop),
        }  # fmt: skip
        text = plain(_filled(template, tight)).replace(" : ", ": ")
        if 0 <= length(text) <= SHORT_MOST:
            break
    return text


def _cut(words: str, most: int) -> str:
    if len(words) <= most:
        return words
    return words[: most - 1].rstrip() + "." if most else ""


def plain(text: str) -> str:
    """The text in the telephone's alphabet as far as that is possible without changing what it says."""
    return text.translate(_PLAINER)


def length(text: str) -> int:
    """Characters a text takes in the telephone's alphabet, -1 where it has others (70 make a message then)."""
    if not set(text) <= _GSM | _GSM_DOUBLE:
        return -1
    return len(text) + sum(1 for letter in text if letter in _GSM_DOUBLE)
