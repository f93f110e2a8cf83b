"""Goods that are not due yet and are later already than this supplier's nearly ever were: what may be said of them."""

from __future__ import annotations

from bisect import bisect_right

from pos.domain.lateness import FEWEST_BEYOND, Spread, built_in
from pos.domain.lateness_sums import FINE


def rather_late(spread: Spread, day: int, given: int) -> Spread:
    """What is to be expected of goods that are not here by `day`, of which fewer than FEWEST_BEYOND receipts speak.

    Those receipts count for what they are worth, and the built-in table, from the day `given` on, for the rest. None of
    it lies before the day given: who mostly comes early and has not come has no reason to come early any more.
    """
    known = min(1.0, spread.effective_beyond(day) / FEWEST_BEYOND)
    table = built_in("")
    parts = {given + after: (1.0 - known) * share for after, share in _shares(table.days, table.upto)}
    at = bisect_right(spread.days, day)
    beyond = 1.0 - (spread.upto[at - 1] if at else 0.0)
    if known and beyond > 0.0:
        for after, share in _shares(spread.days[at:], [upto - (1.0 - beyond) for upto in spread.upto[at:]]):
            late = max(given, after)
            parts[late] = parts.get(late, 0.0) + known * share / beyond
    days, upto, total = sorted(parts), [], 0.0
    for late in days:
        total += parts[late]
        upto.append(min(1.0, total))
    upto[-1] = 1.0
    return Spread(tuple(days), tuple(upto), FINE, spread.receipts, tuple(share / FINE for share in upto))


def _shares(days: tuple[int, ...], upto: tuple[float, ...] | list[float]) -> list[tuple[int, float]]:
    """Each day with its own share of the whole."""
    return [(day, share - before) for day, share, before in zip(days, upto, [0.0, *upto[:-1]], strict=True)]
