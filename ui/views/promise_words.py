"""What a promise stands on, in few words and in full, as staff read it. Customers never hear a percentage."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from pos.domain.availability import Availability
from pos.domain.catalog import Product
from pos.domain.elsewhere import Donor
from pos.domain.promise import Peg, Promise
from pos.domain.shop import Shop
from pos.domain.stock import Supply
from ui.views.day_stretches import named_days
from ui.views.money_words import quantity_text, short_date

if TYPE_CHECKING:
    from pos.domain.outlook import Day

MOST_PEGS, MOST_DAYS = 2, 4


def _tr(text: str) -> str:
    return QCoreApplication.translate("promise", text)


def basis_in_short(known: Availability, shop: Shop) -> str:
    """ "Stands on PO-1007 (due Wed 2 Dec), 4 ahead in the queue." Empty without a promise."""
    promise = known.promise or known.dated
    if promise is None:
        return ""
    names = [_peg_in_short(peg, shop) for peg in promise.basis[:MOST_PEGS]]
    if more := len(promise.basis) - MOST_PEGS:
        names += [_tr("{n} more").format(n=more)] if more > 0 else []
    words = _tr("Stands on {what}").format(what=" + ".join(names)) if names else ""
    if not promise.queue_ahead:
        return f"{words}." if words else ""
    ahead = _tr("{ahead} ahead in the queue").format(ahead=quantity_text(promise.queue_ahead, known.product, shop))
    return f"{words}, {ahead}." if words else f"{ahead}."


def _peg_in_short(peg: Peg, shop: Shop) -> str:
    if peg.kind == "stock":
        return _tr("what is here")
    if peg.kind == "supplier":
        return _tr("a new order from {supplier}").format(supplier=peg.id)
    if peg.on is None:
        return _tr("{order} (no day given)").format(order=peg.id)
    return _tr("{order} (due {day})").format(order=peg.id, day=short_date(peg.on, shop))


def split_in_short(known: Availability, shop: Shop) -> str:
    """ "5 now, 2 by Thu 3 Dec, 1 by Fri 18 Dec": the days on which the parts come; empty when all comes together."""
    promise, here = known.promise, min(known.here.available, known.quantity)
    if promise is None or (len(promise.parts) < 2 and not here):
        return ""
    words = [_tr("{units} now").format(units=quantity_text(here, known.product, shop))] if here else []
    parts = [(part.quantity, part.latest_on) for part in promise.parts] or [(promise.quantity, promise.latest_on)]
    for units, on in parts:
        text = _tr("{units} by {day}")
        words.append(text.format(units=quantity_text(units, known.product, shop), day=short_date(on, shop)))
    return ", ".join(words)


def odds_words(promise: Promise, shop: Shop) -> str:
    """The two days as staff read them."""
    return _tr("90 % sure by {latest}, even odds by {likely}.").format(
        latest=short_date(promise.latest_on, shop), likely=short_date(promise.likely_on, shop)
    )


def donor_words(donor: Donor, product: Product, shop: Shop) -> str:
    """ "Can very likely send 2, here by Thu 26 Nov", or "Call first: …" where the figure is old."""
    text = _tr("Can very likely send {units}, here by {day}")
    if not donor.sure:
        text = _tr("Call first: may send {units}, here by {day}")
    return text.format(units=quantity_text(donor.units, product, shop), day=short_date(donor.by, shop))


def ask_words(supply: Supply, product: Product, shop: Shop) -> str:
    """Goods that are overdue and promise nothing until somebody asked."""
    who = supply.supplier or _tr("the supplier")
    units = quantity_text(supply.quantity, product, shop)
    if supply.expected_on is None:
        return _tr("Ask {who}: {units} on {order}, no day given.").format(who=who, units=units, order=supply.id)
    return _tr("Ask {who}: {units} on {order}, due {day} and not here.").format(
        who=who, units=units, order=supply.id, day=short_date(supply.expected_on, shop)
    )


def reckoned_words(promise: Promise, shop: Shop) -> str:
    """Why the day is not that of the last delivery: all are reckoned together. Empty where it is one delivery's own."""
    pegs = [peg for peg in promise.basis if peg.kind not in ("stock", "supplier")]
    days = [peg.latest_on for peg in promise.basis if peg.latest_on is not None]
    if len(pegs) < 2 or (days and max(days) == promise.latest_on and all(peg.quantity for peg in pegs)):
        return ""
    text = _tr(
        "All of these are reckoned together: with nine chances in ten, enough of them is here and made ready by {day}. "
        "A delivery's own day holds for it alone."
    )
    return text.format(day=short_date(promise.latest_on, shop))


def peg_title(peg: Peg, shop: Shop) -> str:
    """ "PO-1007, due Wed 2 Dec"."""
    if peg.kind == "supplier":
        return _tr("New order from {supplier}").format(supplier=peg.id)
    if peg.on is None:
        return _tr("{order}, no day given").format(order=peg.id)
    return _tr("{order}, due {day}").format(order=peg.id, day=short_date(peg.on, shop))


def peg_share(peg: Peg, product: Product, shop: Shop) -> str:
    """How the open units of a supply are shared out; the parts add up to what is open."""
    if peg.kind == "supplier":
        return _tr("Not ordered yet.")
    if not peg.quantity:
        return _tr("Reckoned with: without it, the day would be another.")
    left = peg.of - peg.others - peg.quantity
    of, others, mine, free = (quantity_text(n, product, shop) for n in (peg.of, peg.others, peg.quantity, left))
    parts = [_tr("{others} for others first").format(others=others)] if peg.others else []
    parts.append(_tr("{mine} for this").format(mine=mine))
    parts += [_tr("{free} left").format(free=free)] if left > 0 else []
    return _tr("{of} still to come: {parts}.").format(of=of, parts=", ".join(parts))


def handling_words(days: int) -> str:
    """The days to make goods ready; empty for none."""
    if not days:
        return ""
    if days == 1:
        return _tr("One day to make it ready is counted in.")
    return _tr("{days} days to make it ready are counted in.").format(days=days)


def closed_words(closed: Sequence[date], shop: Shop) -> str:
    """The days up to the promise on which the shop does not open; empty for none."""
    if not closed:
        return ""
    return _tr("Closed in between: {days}.").format(days=named_days(closed, MOST_DAYS, shop))


def outlook_finding(weeks: Sequence[Day], product: Product, shop: Shop) -> str:
    """What the weeks ahead come to, in one sentence: the title of their chart."""
    first = next((day for day in weeks if day.free > 0), None)
    if not weeks:
        return ""
    if first is None:
        return _tr("Nothing can be promised in the next six weeks.")
    units = quantity_text(weeks[-1].free, product, shop)
    if first is weeks[0] and first.free == weeks[-1].free:
        return _tr("{units} can be promised from today on.").format(units=units)
    now = quantity_text(first.free, product, shop)
    if first.free == weeks[-1].free:
        return _tr("{units} can be promised from {day} on.").format(units=units, day=short_date(first.on, shop))
    return _tr("{now} can be promised from {day} on, {units} by {end}.").format(
        now=now, day=short_date(first.on, shop), units=units, end=short_date(weeks[-1].on, shop)
    )


def week_words(day: Day, product: Product, shop: Shop) -> str:
    """One day of the weeks ahead as a sentence, for those who do not see the chart."""
    sure, likely, promised, free = (
        quantity_text(n, product, shop) for n in (day.sure, day.likely, day.promised, day.free)
    )
    return _tr("{day}: {sure} sure, {likely} likely, {promised} promised, {free} free.").format(
        day=short_date(day.on, shop), sure=sure, likely=likely, promised=promised, free=free
    )
