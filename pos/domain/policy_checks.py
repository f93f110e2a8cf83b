"""The rules that weigh an order that has a date: season, wait, places, cancellations, supplier, substitute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pos.domain.advice import Decision, Reason, Situation
from pos.domain.catalog import Product
from pos.domain.policy_rules import PolicyRules
from pos.domain.promise import Promise

Finding = tuple[Decision | None, Reason]
"""What a rule says: the decision it asks for, or None where it speaks for the order or only remarks something."""
_PLURAL = {
    "appliance": "appliances", "furniture": "furniture and special orders", "fashion": "fashion",
    "consumable": "consumables", "perishable": "perishables",
}  # fmt: skip


class Asked(NamedTuple):
    """One order to be weighed: `units` are those that are not here, `longest` days are bearable because of `source`."""

    product: Product
    units: int
    promise: Promise
    today: date
    rules: PolicyRules
    situation: Situation
    longest: int
    source: str

    @property
    def wait(self) -> int:
        """The days that the customer waits for the shop: up to a day of release, which all know, nobody does."""
        return (self.promise.latest_on - (self.product.held_on(self.today) or self.today)).days


def checks(asked: Asked) -> list[Finding]:
    """What the rules 3 to 8 say, in their order; the wait, which every order has, comes first where all is well."""
    found = [*_wait(asked), *_places(asked), *_cancellations(asked), *_supplier(asked), *_substitute(asked)]
    season = list(_season(asked))
    if any(decision == "stop" for decision, _ in season):  # it spoils: that is all there is to say of the wait
        found = [one for one in found if one[1].rule != "too-long"]
    return [*season, *found]


def _season(asked: Asked) -> Iterator[Finding]:
    if not asked.rules.asks("season"):
        return
    product, situation = asked.product, asked.situation
    if asked.source == "class:perishable" and asked.wait > asked.longest:
        sentence = (
            f"It is perishable: {_days(asked.wait)} is longer than the {_days(asked.longest)} it may wait."
            if asked.longest
            else f"It is perishable and would be here in {_days(asked.wait)}: nothing is ordered ahead."
        )
        yield "stop", Reason("perishable", sentence, asked.wait, asked.longest, asked.source)
    ends = situation.season_ends_on or product.season_ends_on
    if ends is not None and asked.promise.likely_on > ends:
        late = (asked.promise.likely_on - ends).days
        sentence = f"It would come {_days(late)} after its season, which ends on {ends.isoformat()}."
        yield "waitlist", Reason("after-season", sentence, late, 0, "product")


def _wait(asked: Asked) -> Iterator[Finding]:
    if not asked.rules.asks("wait"):
        yield None, Reason("date-known", f"It can be had in {_days(asked.wait)} at the latest.", asked.wait)
        return
    too_long = asked.wait > asked.longest
    verb = "longer than" if asked.wait > asked.longest else "within"
    since = "" if asked.product.held_on(asked.today) is None else " after its release"
    sentence = f"The wait of {_days(asked.wait)}{since} is {verb} the {_days(asked.longest)} {_whose(asked)}."
    if too_long:
        yield "waitlist", Reason("too-long", sentence, asked.wait, asked.longest, asked.source)
    else:
        yield None, Reason("date-known", sentence, asked.wait, asked.longest, asked.source)


def _whose(asked: Asked) -> str:
    """ "the shop allows", "for appliances", "that customers have borne", each with the customer that changes it."""
    if asked.source == "learned":
        words = "that customers here have borne"
    elif asked.source.startswith("class:"):
        words = f"for {_PLURAL[asked.source.removeprefix('class:')]}"
    else:
        words = "the shop allows"
    if asked.source == "class:perishable":
        return words
    if asked.situation.customer_class == "business":
        return f"{words} and business customers"
    return f"{words} and customers who come back" if asked.situation.repeat else words


def _places(asked: Asked) -> Iterator[Finding]:
    places, used = asked.rules.places, asked.situation.open_backorder_units
    if places is None or not asked.rules.asks("places"):
        return
    needed = asked.units if asked.product.unit == "pc" else 1
    sentence = f"{used} of {places} places for waiting goods are used"
    if used + needed > places:
        more = f" and this order needs {needed}" if used < places else ""
        yield "waitlist", Reason("places-full", f"{sentence}{more}.", used, places, "shop")
    else:
        yield None, Reason("places", f"{sentence}.", used, places, "shop")


def _cancellations(asked: Asked) -> Iterator[Finding]:
    cuts = asked.situation.alarm_cuts
    if cuts <= 0 or not asked.rules.asks("cancellations"):
        return
    if cuts > 2:
        sentence = "Cancellations rose for the third time, so no orders are taken until they fall."
        yield "waitlist", Reason("cancellations", sentence, cuts, 2, "watch")
    else:
        often = "" if cuts == 1 else " a second time"
        sentence = f"The longest wait was cut{often}, because cancellations have risen."
        yield None, Reason("cancellations", sentence, cuts, 2, "watch")


def _supplier(asked: Asked) -> Iterator[Finding]:
    if asked.situation.supplier_kept is None or not asked.rules.asks("supplier"):
        return
    kept, due = asked.situation.supplier_kept
    if due <= 0:
        return
    share = asked.rules.supplier_kept_percent
    least = -(-share * due // 100)
    sentence = f"The supplier kept {kept} of the last {due} dates"
    if due >= asked.rules.supplier_least and kept * 100 < share * due:
        if not asked.situation.accept_unreliable:
            yield "waitlist", Reason("supplier-unreliable", f"{sentence}; {least} are needed.", kept, least, "shop")
            return
        sentence += ", which a manager accepted"
    yield None, Reason("supplier-kept", f"{sentence}.", kept, least, "shop")


def _substitute(asked: Asked) -> Iterator[Finding]:
    count = asked.situation.substitutes_in_stock
    if count > 0 and asked.rules.asks("substitute"):
        sentence = (
            "One product like it is in stock: offer that first."
            if count == 1
            else f"{count} products like it are in stock: offer one of those first."
        )
        yield None, Reason("substitute", sentence, count, None, "stock")


def _days(days: int) -> str:
    return f"{days} day" if days == 1 else f"{days} days"
