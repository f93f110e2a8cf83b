"""The words on paper: complete in four languages, with dates that nobody can misread."""

from __future__ import annotations

import re
import string
from datetime import date

import pytest
from babel.dates import get_month_names
from hypothesis import given
from hypothesis import strategies as st

from pos.domain import phrases
from pos.domain.phrases import clear_date, phrase, promise_words, together_words
from pos.domain.promise import Promise

LANGUAGES = ("en", "de", "fr", "es")
days = st.dates(date(2020, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize("key", sorted(phrases._PHRASES))
def test_every_phrase_is_there_in_four_languages_with_the_same_gaps(key: str) -> None:
    texts = phrases._PHRASES[key]
    assert len(texts) == len(LANGUAGES)
    assert all(text.strip() == text != "" for text in texts)
    gaps = [sorted(name for _, name, _, _ in string.Formatter().parse(text) if name) for text in texts]
    assert gaps == [gaps[0]] * len(LANGUAGES)


def test_a_phrase_comes_in_the_language_of_the_tag_and_in_english_where_there_is_none() -> None:
    assert phrase("balance", "de-AT") == "Bei Abholung zu zahlen"
    assert phrase("balance", "EN-gb") == phrase("balance", "nl") == phrase("balance", "") == "Due on collection"
    with pytest.raises(KeyError):
        phrase("nobody wrote this", "en")


@given(st.text(max_size=30))
def test_words_filled_in_are_printed_as_they_are_braces_included(words: str) -> None:
    """What a shop or a customer is called is never read as a gap to fill."""
    for value in (words, "{date}", "{0}", "{rate.__class__}"):
        assert phrase("ready_on", "en", date=value) == f"Ready to collect by {value}"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Wed 09 Dec 2026"),
        ("en-GB", "Wed 09 Dec 2026"),
        ("de", "Mi. 09 Dez. 2026"),
        ("fr", "mer. 09 déc. 2026"),
        ("es", "mié 09 dic 2026"),
        ("xx-nonsense", "Wed 09 Dec 2026"),
        ("", "Wed 09 Dec 2026"),
    ],
)
def test_the_ninth_of_december_reads_so(language: str, text: str) -> None:
    """R25: never a bare 09/12/26."""
    assert clear_date(date(2026, 12, 9), language) == text


@given(days, st.sampled_from(LANGUAGES))
def test_a_date_has_its_day_its_months_name_and_its_year_and_can_be_read_back(day: date, language: str) -> None:
    text = clear_date(day, language)
    parts = re.fullmatch(r"(\S+) (\d\d) (\D+) (\d{4})", text)
    assert parts is not None
    names = get_month_names("abbreviated", locale=language)
    months = [number for number, name in names.items() if name == parts[3]]
    assert [(int(parts[4]), month, int(parts[2])) for month in months] == [(day.year, day.month, day.day)]


@given(days, days, st.sampled_from(LANGUAGES))
def test_different_days_never_read_the_same(one: date, other: date, language: str) -> None:
    assert (clear_date(one, language) == clear_date(other, language)) == (one == other)


@given(days, days, st.sampled_from(LANGUAGES))
def test_the_words_of_a_promise_hold_the_latest_day(one: date, other: date, language: str) -> None:
    likely, latest = sorted([one, other])
    words = promise_words(Promise(1, likely, latest, "estimated", ()), language)
    assert clear_date(latest, language) in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_date_is_said_so_and_no_date_stands_there(language: str) -> None:
    """R8, R22, R142: no silent default."""
    assert promise_words(None, language) == phrase("no_date", language)
    assert not re.search(r"\d", promise_words(None, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "All together: Expected between Wed 02 Dec 2026 and Wed 09 Dec 2026"),
        ("de", "Alles zusammen: Erwartet zwischen Mi. 02 Dez. 2026 und Mi. 09 Dez. 2026"),
        ("fr", "Tout ensemble : Attendu entre le mer. 02 déc. 2026 et le mer. 09 déc. 2026"),
        ("es", "Todo junto: Previsto entre el mié 02 dic 2026 y el mié 09 dic 2026"),
    ],
)
def test_an_order_that_goes_together_has_one_date_for_all_of_it(language: str, text: str) -> None:
    made_on = date(2026, 11, 28)
    promise = Promise(3, date(2026, 12, 2), date(2026, 12, 9), "estimated", (), made_on=made_on)
    assert together_words(promise, language) == text
