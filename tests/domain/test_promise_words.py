"""The words of a promise, case by case: sixty pairs of days, in two languages, seen from Tue 24 Nov 2026."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pos.domain.phrases import promise_words, split_words
from pos.domain.promise import Part, Promise
from tests.domain.strategies import TODAY

# likely and latest day from today, what is said in English, what is said in German
CASES = (
    (0, 0, "Ready to collect by Tue 24 Nov 2026", "Abholbereit bis Di. 24 Nov. 2026"),
    (0, 1, "Ready to collect by Wed 25 Nov 2026", "Abholbereit bis Mi. 25 Nov. 2026"),
    (1, 1, "Ready to collect by Wed 25 Nov 2026", "Abholbereit bis Mi. 25 Nov. 2026"),
    (1, 2, "Ready to collect by Thu 26 Nov 2026", "Abholbereit bis Do. 26 Nov. 2026"),
    (1, 3, "Ready to collect by Fri 27 Nov 2026", "Abholbereit bis Fr. 27 Nov. 2026"),
    (2, 3, "Ready to collect by Fri 27 Nov 2026", "Abholbereit bis Fr. 27 Nov. 2026"),
    (3, 3, "Ready to collect by Fri 27 Nov 2026", "Abholbereit bis Fr. 27 Nov. 2026"),
    (
        0,
        4,
        "Expected between Tue 24 Nov 2026 and Sat 28 Nov 2026",
        "Erwartet zwischen Di. 24 Nov. 2026 und Sa. 28 Nov. 2026",
    ),
    (
        1,
        4,
        "Expected between Wed 25 Nov 2026 and Sat 28 Nov 2026",
        "Erwartet zwischen Mi. 25 Nov. 2026 und Sa. 28 Nov. 2026",
    ),
    (
        2,
        4,
        "Expected between Thu 26 Nov 2026 and Sat 28 Nov 2026",
        "Erwartet zwischen Do. 26 Nov. 2026 und Sa. 28 Nov. 2026",
    ),
    (4, 4, "Ready to collect by Sat 28 Nov 2026", "Abholbereit bis Sa. 28 Nov. 2026"),
    (
        3,
        5,
        "Expected between Fri 27 Nov 2026 and Sun 29 Nov 2026",
        "Erwartet zwischen Fr. 27 Nov. 2026 und So. 29 Nov. 2026",
    ),
    (
        3,
        7,
        "Expected between Fri 27 Nov 2026 and Tue 01 Dec 2026",
        "Erwartet zwischen Fr. 27 Nov. 2026 und Di. 01 Dez. 2026",
    ),
    (
        5,
        7,
        "Expected between Sun 29 Nov 2026 and Tue 01 Dec 2026",
        "Erwartet zwischen So. 29 Nov. 2026 und Di. 01 Dez. 2026",
    ),
    (
        6,
        8,
        "Expected between Mon 30 Nov 2026 and Wed 02 Dec 2026",
        "Erwartet zwischen Mo. 30 Nov. 2026 und Mi. 02 Dez. 2026",
    ),
    (
        2,
        10,
        "Expected between Thu 26 Nov 2026 and Fri 04 Dec 2026",
        "Erwartet zwischen Do. 26 Nov. 2026 und Fr. 04 Dez. 2026",
    ),
    (
        7,
        10,
        "Expected between Tue 01 Dec 2026 and Fri 04 Dec 2026",
        "Erwartet zwischen Di. 01 Dez. 2026 und Fr. 04 Dez. 2026",
    ),
    (9, 9, "Ready to collect by Thu 03 Dec 2026", "Abholbereit bis Do. 03 Dez. 2026"),
    (
        8,
        13,
        "Expected between Wed 02 Dec 2026 and Mon 07 Dec 2026",
        "Erwartet zwischen Mi. 02 Dez. 2026 und Mo. 07 Dez. 2026",
    ),
    (
        1,
        13,
        "Expected between Wed 25 Nov 2026 and Mon 07 Dec 2026",
        "Erwartet zwischen Mi. 25 Nov. 2026 und Mo. 07 Dez. 2026",
    ),
    (13, 13, "Ready to collect by Mon 07 Dec 2026", "Abholbereit bis Mo. 07 Dez. 2026"),
    (
        5,
        14,
        "Ready to collect in 1-2 weeks, latest Tue 08 Dec 2026",
        "Abholbereit in 1-2 Wochen, spätestens Di. 08 Dez. 2026",
    ),
    (
        7,
        14,
        "Ready to collect in 1-2 weeks, latest Tue 08 Dec 2026",
        "Abholbereit in 1-2 Wochen, spätestens Di. 08 Dez. 2026",
    ),
    (
        13,
        14,
        "Ready to collect in 1-2 weeks, latest Tue 08 Dec 2026",
        "Abholbereit in 1-2 Wochen, spätestens Di. 08 Dez. 2026",
    ),
    (
        14,
        14,
        "Ready to collect in about 2 weeks, latest Tue 08 Dec 2026",
        "Abholbereit in etwa 2 Wochen, spätestens Di. 08 Dez. 2026",
    ),
    (
        8,
        15,
        "Ready to collect in 1-3 weeks, latest Wed 09 Dec 2026",
        "Abholbereit in 1-3 Wochen, spätestens Mi. 09 Dez. 2026",
    ),
    (
        10,
        16,
        "Ready to collect in 1-3 weeks, latest Thu 10 Dec 2026",
        "Abholbereit in 1-3 Wochen, spätestens Do. 10 Dez. 2026",
    ),
    (
        14,
        18,
        "Ready to collect in 2-3 weeks, latest Sat 12 Dec 2026",
        "Abholbereit in 2-3 Wochen, spätestens Sa. 12 Dez. 2026",
    ),
    (
        14,
        21,
        "Ready to collect in 2-3 weeks, latest Tue 15 Dec 2026",
        "Abholbereit in 2-3 Wochen, spätestens Di. 15 Dez. 2026",
    ),
    (
        15,
        20,
        "Ready to collect in 2-3 weeks, latest Mon 14 Dec 2026",
        "Abholbereit in 2-3 Wochen, spätestens Mo. 14 Dez. 2026",
    ),
    (
        3,
        21,
        "Ready to collect in 1-3 weeks, latest Tue 15 Dec 2026",
        "Abholbereit in 1-3 Wochen, spätestens Di. 15 Dez. 2026",
    ),
    (
        7,
        22,
        "Ready to collect in 1-4 weeks, latest Wed 16 Dec 2026",
        "Abholbereit in 1-4 Wochen, spätestens Mi. 16 Dez. 2026",
    ),
    (
        16,
        24,
        "Ready to collect in 2-4 weeks, latest Fri 18 Dec 2026",
        "Abholbereit in 2-4 Wochen, spätestens Fr. 18 Dez. 2026",
    ),
    (
        21,
        27,
        "Ready to collect in 3-4 weeks, latest Mon 21 Dec 2026",
        "Abholbereit in 3-4 Wochen, spätestens Mo. 21 Dez. 2026",
    ),
    (
        21,
        28,
        "Ready to collect in 3-4 weeks, latest Tue 22 Dec 2026",
        "Abholbereit in 3-4 Wochen, spätestens Di. 22 Dez. 2026",
    ),
    (
        22,
        28,
        "Ready to collect in 3-4 weeks, latest Tue 22 Dec 2026",
        "Abholbereit in 3-4 Wochen, spätestens Di. 22 Dez. 2026",
    ),
    (
        24,
        35,
        "Ready to collect in 3-5 weeks, latest Tue 29 Dec 2026",
        "Abholbereit in 3-5 Wochen, spätestens Di. 29 Dez. 2026",
    ),
    (
        6,
        35,
        "Ready to collect in 1-5 weeks, latest Tue 29 Dec 2026",
        "Abholbereit in 1-5 Wochen, spätestens Di. 29 Dez. 2026",
    ),
    (
        7,
        36,
        "Date not confirmed yet; usually 1-6 weeks; we will confirm by Tue 08 Dec 2026",
        "Termin noch nicht bestätigt; meist 1-6 Wochen; wir bestätigen bis Di. 08 Dez. 2026",
    ),
    (
        5,
        36,
        "Date not confirmed yet; usually 1-6 weeks; we will confirm by Tue 08 Dec 2026",
        "Termin noch nicht bestätigt; meist 1-6 Wochen; wir bestätigen bis Di. 08 Dez. 2026",
    ),
    (
        28,
        42,
        "Ready to collect in 4-6 weeks, latest Tue 05 Jan 2027",
        "Abholbereit in 4-6 Wochen, spätestens Di. 05 Jan. 2027",
    ),
    (
        14,
        49,
        "Ready to collect in 2-7 weeks, latest Tue 12 Jan 2027",
        "Abholbereit in 2-7 Wochen, spätestens Di. 12 Jan. 2027",
    ),
    (
        14,
        50,
        "Date not confirmed yet; usually 2-8 weeks; we will confirm by Tue 08 Dec 2026",
        "Termin noch nicht bestätigt; meist 2-8 Wochen; wir bestätigen bis Di. 08 Dez. 2026",
    ),
    (
        20,
        50,
        "Date not confirmed yet; usually 2-8 weeks; we will confirm by Tue 08 Dec 2026",
        "Termin noch nicht bestätigt; meist 2-8 Wochen; wir bestätigen bis Di. 08 Dez. 2026",
    ),
    (
        35,
        56,
        "Ready to collect in 5-8 weeks, latest Tue 19 Jan 2027",
        "Abholbereit in 5-8 Wochen, spätestens Di. 19 Jan. 2027",
    ),
    (
        42,
        63,
        "Ready to collect in 6-9 weeks, latest Tue 26 Jan 2027",
        "Abholbereit in 6-9 Wochen, spätestens Di. 26 Jan. 2027",
    ),
    (
        21,
        63,
        "Ready to collect in 3-9 weeks, latest Tue 26 Jan 2027",
        "Abholbereit in 3-9 Wochen, spätestens Di. 26 Jan. 2027",
    ),
    (
        21,
        64,
        "Date not confirmed yet; usually 3-10 weeks; we will confirm by Tue 08 Dec 2026",
        "Termin noch nicht bestätigt; meist 3-10 Wochen; wir bestätigen bis Di. 08 Dez. 2026",
    ),
    (
        49,
        70,
        "Ready to collect in 7-10 weeks, latest Tue 02 Feb 2027",
        "Abholbereit in 7-10 Wochen, spätestens Di. 02 Feb. 2027",
    ),
    (
        60,
        77,
        "Ready to collect in 8-11 weeks, latest Tue 09 Feb 2027",
        "Abholbereit in 8-11 Wochen, spätestens Di. 09 Feb. 2027",
    ),
    (
        70,
        84,
        "Ready to collect in 10-12 weeks, latest Tue 16 Feb 2027",
        "Abholbereit in 10-12 Wochen, spätestens Di. 16 Feb. 2027",
    ),
    (
        84,
        84,
        "Ready to collect in about 12 weeks, latest Tue 16 Feb 2027",
        "Abholbereit in etwa 12 Wochen, spätestens Di. 16 Feb. 2027",
    ),
    (
        77,
        83,
        "Ready to collect in 11-12 weeks, latest Mon 15 Feb 2027",
        "Abholbereit in 11-12 Wochen, spätestens Mo. 15 Feb. 2027",
    ),
    (
        14,
        84,
        "Date not confirmed yet; usually 2-12 weeks; we will confirm by Tue 08 Dec 2026",
        "Termin noch nicht bestätigt; meist 2-12 Wochen; wir bestätigen bis Di. 08 Dez. 2026",
    ),
    (
        30,
        85,
        "Date not confirmed yet; usually 4-13 weeks; we will confirm by Tue 08 Dec 2026",
        "Termin noch nicht bestätigt; meist 4-13 Wochen; wir bestätigen bis Di. 08 Dez. 2026",
    ),
    (
        84,
        85,
        "Date not confirmed yet; usually 12-13 weeks; we will confirm by Tue 08 Dec 2026",
        "Termin noch nicht bestätigt; meist 12-13 Wochen; wir bestätigen bis Di. 08 Dez. 2026",
    ),
    (
        80,
        90,
        "Date not confirmed yet; usually 11-13 weeks; we will confirm by Tue 08 Dec 2026",
        "Termin noch nicht bestätigt; meist 11-13 Wochen; wir bestätigen bis Di. 08 Dez. 2026",
    ),
    (
        50,
        100,
        "Date not confirmed yet; usually 7-15 weeks; we will confirm by Tue 08 Dec 2026",
        "Termin noch nicht bestätigt; meist 7-15 Wochen; wir bestätigen bis Di. 08 Dez. 2026",
    ),
    (
        120,
        130,
        "Date not confirmed yet; usually 17-19 weeks; we will confirm by Tue 08 Dec 2026",
        "Termin noch nicht bestätigt; meist 17-19 Wochen; wir bestätigen bis Di. 08 Dez. 2026",
    ),
    (
        100,
        300,
        "Date not confirmed yet; usually 14-43 weeks; we will confirm by Tue 08 Dec 2026",
        "Termin noch nicht bestätigt; meist 14-43 Wochen; wir bestätigen bis Di. 08 Dez. 2026",
    ),
)


def made(likely: int, latest: int) -> Promise:
    return Promise(
        1,
        TODAY + timedelta(days=likely),
        TODAY + timedelta(days=latest),
        "estimated",
        (),
        made_on=TODAY,
        review_on=TODAY + timedelta(days=14),
    )


@pytest.mark.parametrize(("likely", "latest", "english", "german"), CASES)
def test_what_a_customer_is_told(likely: int, latest: int, english: str, german: str) -> None:
    """R13: an honest date in words, in the form that fits how far away it is; never earlier than the latest day."""
    assert (promise_words(made(likely, latest), "en"), promise_words(made(likely, latest), "de")) == (english, german)


def test_there_are_sixty_cases_and_each_is_told_in_french_and_spanish_too() -> None:
    assert len({case[:2] for case in CASES}) == 60
    for likely, latest, english, german in CASES:
        other = {promise_words(made(likely, latest), language) for language in ("fr", "es", "en", "de")}
        assert len(other) == 4
        assert english in other
        assert german in other


def test_goods_that_are_sent_ship_and_are_not_collected() -> None:
    assert promise_words(made(2, 3), "en", ships=True) == "Ships by Fri 27 Nov 2026"
    assert promise_words(made(21, 27), "en", ships=True) == "Expected to ship in 3-4 weeks, latest Mon 21 Dec 2026"
    assert promise_words(made(14, 14), "en", ships=True) == "Expected to ship in about 2 weeks, latest Tue 08 Dec 2026"


def test_no_date_is_said_as_no_date() -> None:
    assert promise_words(None, "en") == "No confirmed date yet"


def test_units_that_come_on_their_own_day_are_told_apart() -> None:
    days = [TODAY + timedelta(days=n) for n in (4, 9)]
    parts = (Part(5, days[0], days[0]), Part(2, days[1], days[1]))
    whole = Promise(7, days[1], days[1], "estimated", (), parts=parts, made_on=TODAY)
    assert split_words(whole, "en") == "5 by Sat 28 Nov 2026, 2 by Thu 03 Dec 2026"
    assert split_words(made(1, 9), "en") == ""
