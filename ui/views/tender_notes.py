"""Which sums of cash people are likely to hand over: the exact one, and the next round ones made of common notes."""

from __future__ import annotations

from pos.domain.money import Money, digits_of
from pos.domain.sale import largest_note

# Whole units of currency in which round sums are handed over; the others use 5, 10, 20 and 50.
_ROUND = {
    "CHF": (10, 20, 50, 100), "CZK": (100, 200, 500, 1000), "DKK": (50, 100, 200, 500), "HUF": (500, 1000, 5000, 10000),
    "INR": (50, 100, 200, 500), "ISK": (500, 1000, 5000, 10000), "JPY": (500, 1000, 5000, 10000),
    "KRW": (1000, 5000, 10000, 50000), "NOK": (50, 100, 200, 500), "PLN": (10, 20, 50, 100), "SEK": (50, 100, 200, 500),
}  # fmt: skip
_PLAIN = (5, 10, 20, 50)
MOST = 4


def likely_cash(due: Money) -> tuple[Money, ...]:
    """The sum due, then up to three larger round sums in rising order, none of which gives an unlikely change."""
    sums = [due]
    for units in _ROUND.get(due.currency, _PLAIN):
        note = units * 10 ** digits_of(due.currency)
        rounded = Money(-(-due.minor // note) * note, due.currency)
        if rounded not in sums and rounded.minor - due.minor < largest_note(due.currency):
            sums.append(rounded)
    return tuple(sorted(sums)[:MOST])
