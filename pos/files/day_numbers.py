"""Days written as bare numbers: a spreadsheet's count of days, or seconds and milliseconds since 1970.

Such a number says what it is only in company: a column is read so where every one of its values is a number of the
same kind and stands for a day from 1990 to 2100.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Literal

NumberForm = Literal["excel", "seconds", "milliseconds"]

_NUMBER = re.compile(r"(\d{5}|\d{9,10}|\d{12,13})(?:\.(\d+))?", re.ASCII)
_FORMS: dict[int, NumberForm] = {5: "excel", 9: "seconds", 10: "seconds", 12: "milliseconds", 13: "milliseconds"}
_SECONDS_IN: dict[NumberForm, float] = {"excel": 86_400.0, "seconds": 1.0, "milliseconds": 0.001}
_EXCEL_STARTS = datetime(1899, 12, 30, tzinfo=UTC)
"""Day 0, so that day 60 and those after it, all that occur here, are right in spite of a leap day there never was."""
_STARTS = datetime(1970, 1, 1, tzinfo=UTC)
_EARLIEST, _LATEST = date(1990, 1, 1), date(2100, 12, 31)
_SAID: dict[NumberForm, str] = {
    "excel": "a spreadsheet's day numbers",
    "seconds": "seconds since 1970, and were read as days in UTC",
    "milliseconds": "milliseconds since 1970, and were read as days in UTC",
}


def form_of(text: str) -> NumberForm | None:
    """What kind of number a text may be, None for none."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    form = _FORMS[len(match[1])]
    return form if _EARLIEST <= instant_of(text, form).date() <= _LATEST else None


def form_of_all(texts: Iterable[str]) -> NumberForm | None:
    """The one kind of number that all these texts are; None where one of them is none, or there are none."""
    forms = {form_of(text) for text in texts}
    return forms.pop() if len(forms) == 1 else None


def instant_of(text: str, form: NumberForm) -> datetime:
    """The instant a number stands for, to the second, in UTC; a spreadsheet's is really in nobody's zone."""
    start = _EXCEL_STARTS if form == "excel" else _STARTS
    return start + timedelta(seconds=round(float(text.strip()) * _SECONDS_IN[form]))


def day_of(text: str, form: NumberForm) -> date:
    return instant_of(text, form).date()


def note(column: str, form: NumberForm) -> str:
    """What is told of a column that was read so."""
    return f"Dates in {column} are {_SAID[form]}."
