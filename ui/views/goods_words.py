"""Goods in, in words: how a count stands, who gets what, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from pos.domain.counting import CountedLine
from pos.domain.purchase_orders import PurchaseOrder
from pos.domain.shop import Shop
from ui.views.money_words import short_date
from ui.views.orders_model import short_number
from ui.views.pill_table import PillRow

if TYPE_CHECKING:
    from pos.usecases.putting_away import PutAway
    from pos.usecases.receiving import Received
    from pos.usecases.sharing import Gets


def _tr(text: str) -> str:
    return QCoreApplication.translate("goods", text)


def damages() -> list[str]:
    """What is usually wrong with goods."""
    return [_tr("Broken"), _tr("Scratched"), _tr("Wet"), _tr("Parts missing"), _tr("Wrong goods in the box")]


def over_reasons() -> list[str]:
    """Why more than was ordered is taken in, or is not."""
    return [_tr("The supplier sent more"), _tr("Makes up for an earlier delivery"), _tr("Not ordered")]


def give_reasons() -> list[str]:
    """Why goods go another way than by the shop's rule."""
    return [_tr("Needs it urgently"), _tr("Agreed with the customer"), _tr("Can wait longer"), _tr("Was promised it")]


def open_order_words(order: PurchaseOrder, shop: Shop, today: date) -> str:
    """ "PO-1007, Lumen Ltd, 12 to come, Wed 2 Dec"."""
    units = sum(line.open for line in order.lines)
    words = _tr("{number}, {supplier}, {n} to come").format(
        number=order.number, supplier=order.supplier_name or order.supplier, n=units
    )
    return f"{words}, {short_date(order.expected_on, shop, today=today)}" if order.expected_on else words


def count_heads() -> tuple[str, ...]:
    """The heads of the count."""
    return _tr("Product"), _tr("Counted"), _tr("State")


def count_row(line: CountedLine) -> PillRow:
    """One product of the count."""
    counted = str(line.counted)
    if line.expected:
        counted = _tr("{n} of {ordered}").format(n=line.counted, ordered=line.expected)
    kind, words = count_pill(line)
    damaged = _tr("{n} damaged").format(n=line.damaged) if line.damaged else ""
    said = ", ".join(part for part in (words, damaged) if part)
    return PillRow(line.sku, (line.name, counted), ("low" if damaged else kind, said))


def count_pill(line: CountedLine) -> tuple[str, str]:
    """How a product's count stands: over and short in amber."""
    if line.undecided:
        return "low", _tr("{n} over: decide").format(n=line.over)
    if line.is_over:
        words = _tr("{n} over, sent back") if line.refuse_over else _tr("{n} over, taken in")
        return "low", words.format(n=line.over)
    if not line.expected:
        return ("unknown", _tr("Not ordered")) if line.counted or line.damaged else ("waiting", "")
    if not line.counted and not line.damaged:
        return "waiting", _tr("To count")
    if line.short:
        return "low", _tr("{n} short").format(n=line.short)
    return ("in", _tr("All here")) if line.counted >= line.expected else ("low", "")


def count_sentence(lines: Sequence[CountedLine]) -> str:
    """ "14 counted, 1 damaged, 3 short"."""
    sums = (
        (sum(line.counted for line in lines), _tr("{n} counted")),
        (sum(line.damaged for line in lines), _tr("{n} damaged")),
        (sum(line.over for line in lines if line.is_over), _tr("{n} over")),
        (sum(line.short for line in lines), _tr("{n} short")),
    )
    return ", ".join(words.format(n=n) for n, words in sums if n)


def share_heads() -> tuple[str, ...]:
    """The heads of who gets what."""
    return _tr("Customer"), _tr("Product"), _tr("Told"), _tr("Gets"), _tr("State")


def share_key(one: Gets) -> str:
    """What a row of who gets what stands for."""
    return f"{one.order}/{one.line}"


def share_row(one: Gets, shop: Shop, by_rule: int) -> PillRow:
    """One line that waits; `by_rule` is what the shop's rule would give it."""
    waits = one.units + one.still
    told = short_date(one.told, shop) if one.told else "–"
    gets = _tr("{n} of {waits}").format(n=one.units, waits=waits)
    if one.units != by_rule:
        pill = "low", _tr("By hand, was {n}").format(n=by_rule)
    elif one.late:
        pill = "late", _tr("Late")
    elif not one.units:
        pill = "waiting", _tr("Waits on")
    else:
        pill = ("ready", _tr("All of it")) if not one.still else ("backorder", _tr("{n} wait on").format(n=one.still))
    who = f"{one.customer_name or _tr('No name')} · {short_number(one.order, shop)}"
    return PillRow(share_key(one), (who, one.name, told, gets), pill)


def share_sentence(received: Received) -> str:
    """ "12 received: 3 for waiting customers, 9 to the shelf"."""
    parts = [
        (sum(one.units for one in received.gets), _tr("{n} for waiting customers")),
        (sum(received.held.values()), _tr("{n} kept back for them")),
        (sum(received.to_shelf.values()), _tr("{n} to the shelf")),
    ]
    said = ", ".join(words.format(n=n) for n, words in parts if n)
    came = _tr("{n} received").format(n=sum(received.received.values()))
    return f"{came}: {said}" if said else came


def other_ways(received: Received, names: Mapping[str, str], shop: Shop) -> list[str]:
    """What did not come or is yet to come, came damaged, went back or is more than was ordered; a sentence each."""
    said = [
        _not_here(one.due_on, shop).format(order=one.purchase_order, n=one.not_come, name=names.get(one.sku, one.sku))
        for one in received.short
        if one.not_come
    ]
    for found, words in (
        (received.damaged, _tr("{n} × {name} damaged: {why}")),
        (received.refused, _tr("{n} × {name} goes back: {why}")),
        (received.over, _tr("{n} × {name} more than ordered: {why}")),
    ):
        said += [words.format(n=one.units, name=names.get(one.sku, one.sku), why=one.why) for one in found]
    return said


def _not_here(due_on: date | None, shop: Shop) -> str:
    """Goods that did not come, and those whose day is yet to come, are not the same."""
    if due_on is None:
        return _tr("{order}: {n} × {name} did not come")
    return _tr("{order}: {n} × {name} still to come, due {day}").replace("{day}", short_date(due_on, shop))


def put_away_words(one: PutAway, shop: Shop) -> tuple[str, str]:
    """ "Order A000001, Ada Osei: place B2", and how they hear of it."""
    who = _tr("Order {order}, {name}").format(
        order=short_number(one.order, shop), name=one.customer_name or _tr("no name")
    )
    place = _tr("place {place}, label {tag}").format(place=one.bag.place, tag=one.bag.tag) if one.bag else one.refused
    told = {
        "message": _tr("A message is on its way."), "call": _tr("To be called."),
        "later": _tr("Not told yet."), "": _tr("Nobody has to be told."),
    }[one.told]  # fmt: skip
    return f"{who}: {place}" if one.bag else who, told if one.bag else f"{place} {told}"


def is_strange(line: CountedLine) -> bool:
    """Whether more are damaged than can well have come: with those in order more than was ordered, or, where nothing
    was ordered, more than came in order."""
    if not line.damaged:
        return False
    if line.expected:  # that more came than was ordered may have been decided already
        return line.damaged + (0 if line.over_why else line.counted) > line.expected
    return 0 < line.counted < line.damaged


def strange_words(line: CountedLine) -> str:
    """The question before so many damaged goods are believed."""
    if line.expected:
        words = _tr(
            "{name}: {n} in order and {d} damaged are {all}, and {m} were ordered. If that is so, F12 once more."
        )
    else:
        words = _tr("{name}: {n} in order and {d} damaged. If that is so, F12 once more.")
    return words.format(
        name=line.name, n=line.counted, d=line.damaged, all=line.counted + line.damaged, m=line.expected
    )
