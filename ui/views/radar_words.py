"""What the slip radar says: what broke promises, how late they are, and each remedy with its day and its cost."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from pos.domain.money import Money
from pos.domain.shop import Shop
from pos.domain.slips import Slip
from ui.views.broken_list import broken_words
from ui.views.listed import Listed
from ui.views.money_words import money_text, short_date

if TYPE_CHECKING:
    from pos.domain.remedies import Remedy
    from pos.usecases.radar import Broken, Lapsed, SlipRow

_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def _tr(text: str) -> str:
    return QCoreApplication.translate("radar", text)


def with_days(sentence: str, shop: Shop, today: date) -> str:
    """A sentence of the records with its days as the screens say days."""
    return _ISO.sub(lambda found: short_date(date.fromisoformat(found[0]), shop, today=today), sentence)


def slip_words(slip: Slip) -> str:
    """What went wrong, as a title."""
    words = {
        "purchase_changed": _tr("{of} comes later"),
        "purchase_cancelled": _tr("{of} will not come"),
        "short_delivery": _tr("Too little came in ({of})"),
        "count": _tr("Counted fewer ({of})"),
        "goods_moved": _tr("Goods went to others ({of})"),
        "order_changed": _tr("Order {of} changed"),
        "supplier_changed": _tr("Supplier {of} changed"),
        "supplier_late": _tr("Supplier {of} was late with other goods"),
        "product_changed": _tr("Product {of} changed"),
        "time": _tr("The day went by, nothing came"),
    }.get(slip.kind, _tr("Something changed"))
    return words.format(of=slip.of).replace(" ()", "").strip()


def broken_count(count: int) -> str:
    """How many promises are broken."""
    return _tr("1 promise broken") if count == 1 else _tr("{n} promises broken").format(n=count)


def late_words(line: Broken) -> tuple[str, str]:
    """The pill of a broken promise."""
    if line.days_late is None:
        return "none", _tr("No day any more")
    if line.days_late <= 0:
        return "low", _tr("At risk")
    return "late", _tr("1 day late") if line.days_late == 1 else _tr("{n} days late").format(n=line.days_late)


def told_words(line: Broken, shop: Shop) -> str:
    """ "Told Thu 3 Dec, now Wed 20 Jan"; a promise of no day says what is reckoned with now."""
    if line.told_latest is None:
        now = short_date(line.now_latest, shop) if line.now_latest else _tr("no day")
        return _tr("Told no day, now {now}").format(now=now)
    if line.told_latest == line.now_latest:
        return _tr("Told {day}, which they have not answered yet").format(day=short_date(line.told_latest, shop))
    words = broken_words(line, shop)
    return words[:1].upper() + words[1:]


def news_words(line: Broken) -> str:
    """How far the customer's news is; empty where nothing is written."""
    channel, _, state = line.news.partition(" ")
    way = {
        "e-mail": _tr("E-mail"),
        "text": _tr("Text message"),
        "call": _tr("Call"),
        "none": _tr("Word at the counter"),
    }
    how = {
        "queued": _tr("to do") if channel in ("call", "none") else _tr("waits to be sent"),
        "sent": _tr("sent"), "failed": _tr("did not arrive"), "called": _tr("done"),
    }  # fmt: skip
    return f"{way[channel]}: {how[state]}" if channel in way and state in how else ""


def remedy_words(remedy: Remedy, shop: Shop, today: date) -> str:
    """A remedy in few words, with the day that it gives."""
    of = remedy.of
    store = shop.stores.get(of, of)
    words = {
        "part_now": _tr("Hand over {n} now"),
        "other_store": _tr("{n} from {store}"),
        "other_supplier": _tr("Order {n} from {of}"),
        "substitute": _tr("Offer {of} instead"),
        "expedite": _tr("Ask to hurry {order}"),
        "wait": _tr("Wait"),
        "cancel": _tr("Cancel, all money back"),
    }[remedy.kind].format(n=remedy.units, store=store, of=of, order=of.partition("/")[0])
    if remedy.day is not None and remedy.kind not in ("part_now", "substitute"):
        words = _tr("{what}, by {day}").format(what=words, day=short_date(remedy.day, shop, today=today))
    return words


def remedy_sentence(remedy: Remedy, shop: Shop, today: date) -> str:
    """All about a remedy: what is known, what carrying it out does, what it costs."""
    does = remedy.does[:1].upper() + remedy.does[1:] + "."
    if remedy.kind == "wait" and remedy.cost:
        costs = _tr("Credit: {sum}.").format(sum=money_text(Money(remedy.cost, shop.currency), shop))
    elif remedy.cost is None:
        costs = _tr("What it costs is not known.") if remedy.kind == "other_supplier" else ""
    else:
        sum_text = money_text(Money(remedy.cost, shop.currency), shop)
        costs = _tr("Costs {sum}.").format(sum=sum_text) if remedy.cost else ""
    keeps = _tr("Keeps the day they were told.") if remedy.keeps else ""
    return " ".join(part for part in (with_days(remedy.says, shop, today), does, costs, keeps) if part)


def slip_listed(row: SlipRow, shop: Shop) -> Listed:
    """A slip as the list shows it."""
    known = [line.days_late for line in row.lines if line.days_late is not None]
    worst = max(known, default=0)
    return Listed(
        f"slip:{row.slip.key}",
        slip_words(row.slip),
        ("late", broken_count(len(row.lines))),
        end=_tr("up to {n} days").format(n=worst) if worst > 0 else "",
        note=", ".join(dict.fromkeys(line.customer_name or line.order for line in row.lines)),
        words=" ".join(f"{line.order} {line.sku} {line.name}" for line in row.lines),
        kinds=frozenset({"broken"}),
    )


def lapsed_words(one: Lapsed, shop: Shop) -> str:
    """Why a supplier is to be asked."""
    if one.expected_on is not None and one.confirmed:
        return _tr("was due {day}").format(day=short_date(one.expected_on, shop))
    if one.expected_on is not None:
        return _tr("due {day}, not confirmed").format(day=short_date(one.expected_on, shop))
    return _tr("no day, not confirmed")


def lapsed_listed(one: Lapsed, shop: Shop) -> Listed:
    """A purchase line to ask about, as the list shows it."""
    count = len(one.at_risk)
    risk = _tr("1 promise at risk") if count == 1 else _tr("{n} promises at risk").format(n=count)
    return Listed(
        f"ask:{one.number}/{one.line}",
        f"{one.units} × {one.name}",
        ("low", risk) if count else ("unknown", _tr("Ask the supplier")),
        note=f"{one.supplier_name or one.supplier}, {lapsed_words(one, shop)}",
        end=one.number,
        words=f"{one.number} {one.sku} " + " ".join(risk.customer_name for risk in one.at_risk),
        kinds=frozenset({"ask"}),
    )
