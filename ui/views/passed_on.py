"""Goods that an act takes from one order and gives to others: put away at once with a label, and what hands do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from pos.domain.people import Person
    from pos.register import Register
    from pos.usecases.out_of_bags import OutOfBags
    from pos.usecases.putting_away import PutAway
    from pos.usecases.sharing import Gets


def _tr(text: str) -> str:
    return QCoreApplication.translate("order_act", text)


def done_and_put_away(
    act: Callable[[], Any], register: Register, person: Person
) -> tuple[Any, Sequence[PutAway]]:  # fmt: skip
    """Do it, then put away what others got by it as goods in does: a place and a label for each order. For the
    background; raises as the act."""
    result = act()
    orders = [one.order for one in getattr(result, "passed_on", ())]
    if not orders or not person.may("collect"):
        return result, ()
    return result, register.shelf.put_away(orders, person=person)


def hands_words(out: OutOfBags | None, passed_on: Sequence[Gets], away: Sequence[PutAway] = ()) -> list[str]:
    """What hands have to do with goods that are not this order's any more, and where those of others are put."""
    words = []
    if out is not None:
        tags = ", ".join(f"{bag.tag} ({bag.place})" for bag in out.bags)
        goods = ", ".join(f"{units} × {name}" for units, name in out.goods)
        said = _tr("Empty bag {tags}: {goods}.") if out.empty else _tr("Take {goods} out of bag {tags}.")
        words.append(said.format(tags=tags, goods=goods))
    places = {one.order: _place_words(one) for one in away}
    for gets in passed_on:
        said = _tr("{n} × {name} go to {customer}, order {order}, now.").format(
            n=gets.units, name=gets.name, customer=gets.customer_name or _tr("no name"), order=gets.order
        )
        words.append(f"{said} {places.get(gets.order, '')}".strip())
    return words


def _place_words(one: PutAway) -> str:
    if one.bag is None:
        return one.refused
    return _tr("Put them at place {place}, label {tag}.").format(place=one.bag.place, tag=one.bag.tag)
