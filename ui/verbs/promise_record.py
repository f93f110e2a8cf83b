"""How good the shop's promises were, and the daily look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.verbs import purchase_shapes
from ui.verbs.common import open_register, say, verb, whose_round

if TYPE_CHECKING:
    from pos.domain.promise_quality import Quality
    from pos.usecases.cancellation_watch import Watched


@verb
def quality() -> None:
    """How often promised days were kept, in all and for each supplier."""
    with open_register() as register:
        found, watched = register.promises.quality(), register.promises.cancellations()
    answer = {
        "overall": _quality(found.overall),
        "suppliers": [_quality(one) for one in found.suppliers],
        "months": [{"month": f"{one.month:%Y-%m}", "n": one.n, "kept": one.kept} for one in found.months],
        "cancelled_before_due": found.cancelled_before_due,
        "cancellations": [_watched(one) for one in watched],
    }
    say(
        answer,
        *_words(found.overall),
        *(word for one in found.suppliers for word in _words(one)),
        *(f"{_where(one)}: {one.sentence}" for one in watched if one.alarm or one.band == "all"),
    )


@verb
def review() -> None:
    """Reckon every open promise anew with what is known today; names those that will be broken."""
    with open_register() as register:
        found = register.promises.review(person=whose_round(register))
    answer = {
        "looked_at": found.looked_at,
        "moved": found.moved,
        "broken": purchase_shapes.broken(found.broken),
        "half_life": found.half_life,
        "cautious": list(found.cautious),
        "cuts": dict(found.cuts),
        "longest_waits": dict(found.longest_waits),
    }
    say(
        answer,
        f"{found.looked_at} promises looked at, {found.moved} moved.",
        *purchase_shapes.broken_words(found.broken),
    )


def _quality(one: Quality) -> dict[str, Any]:
    return {
        "supplier": one.supplier,
        "n": one.n,
        "kept": one.kept,
        "kept_share": _rounded(one.kept_share),
        "kept_between": [_rounded(end) for end in one.kept_between],
        "kept_last_told": one.kept_last,
        "early": one.early,
        "slack_mean": _rounded(one.slack_mean),
        "slack_median": _rounded(one.slack_median),
        "width_mean": _rounded(one.width_mean),
        "pinball": _rounded(one.pinball),
        "bands": [_rounded(share) for share in one.bands] if one.bands else None,
        "alarm": one.alarm,
    }


def _watched(one: Watched) -> dict[str, Any]:
    return {
        "category": one.category,
        "band": one.band,
        "orders": one.orders,
        "cancelled": one.cancelled,
        "usual": round(one.usual, 4),
        "sentence": one.sentence,
        "alarm": one.alarm,
    }


def _where(one: Watched) -> str:
    category = one.category or "Goods without a category"
    if one.band == "all":
        return category
    return f"{category}, no date told" if one.band == "no date" else f"{category}, {one.band} days promised"


def _words(one: Quality) -> list[str]:
    name = one.supplier or "All promises"
    if not one.n:
        return [f"{name}: none is due yet, so there is nothing to judge."]
    low, high = one.kept_between
    kept = f"{one.kept} of {one.n} kept ({one.kept / one.n:.0%}, in truth {low:.0%} to {high:.0%}; 90% was promised)"
    words = [f"{name}: {kept}."]
    if one.alarm:
        words.append(f"{name}: kept too seldom of late. Its dates are set more carefully until that is over.")
    return words


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
