"""How the goods of a basket that follow later do so: as what, which way, by which day, and how the order is paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from pos.domain import errors

if TYPE_CHECKING:
    from pos.domain.people import Customer
    from pos.domain.shop import Shop
    from pos.usecases.ports import Records
    from pos.usecases.sale_wishes import LineWish, PromisedPart

KINDS = ("", "backorder", "preorder", "special", "layaway")


def paid_by(shop: Shop, mode: str) -> Shop:
    """The shop with the way that one order is paid by. Raises BadSetting for one that it does not allow."""
    rule = shop.deposit
    if not mode or mode == rule.mode:
        return shop
    found = next((known for known in rule.also if known == mode), None)
    if found is None:
        allowed = ", ".join(dict.fromkeys((rule.mode, *rule.also)))
        raise errors.BadSetting(
            f"This shop does not take orders by “{mode[:40]}”. Nothing was sold. Choose one of these: {allowed}.",
            mode=mode[:40],
        )
    return replace(shop, deposit=replace(rule, mode=found))


def terms_of(
    records: Records, wishes: Sequence[LineWish], promised: Sequence[PromisedPart], customer: Customer | None, *,
    today: date,
) -> Mapping[int, dict[str, Any]]:  # fmt: skip
    """By line number what the log keeps of how its later part follows; a line of the usual kind says nothing.

    Raises NotEnoughHere for goods on layaway that are not all here, NotBackorderable where the latest day is past the
    last one the customer wants, BadDate, BadSetting, ContactNeeded.
    """
    found: dict[int, dict[str, Any]] = {}
    for one in promised:
        wish, product = wishes[one.part.line - 1], one.part.product
        kind = _kind(wish, one, product.release_on, today)
        said: dict[str, Any] = {} if kind == "backorder" else {"kind": kind}
        if wish.route != "collect":
            from pos.usecases.routes import checked_route, route_to

            route = checked_route(wish.route)
            to = route_to(records, route, wish.route_to, product.sku, one.put_aside, customer)
            said |= {"route": route, "route_to": to}
        if wish.wanted_on or wish.not_after:
            _check_days(wish, one, today)
            said |= {name: day.isoformat() for name in ("wanted_on", "not_after") if (day := getattr(wish, name))}
            from pos.usecases.later_turns import later_turn

            if (turn := later_turn(records, records.shop(), product, wish.wanted_on, today)) is not None:
                said["turn"] = turn
        if said:
            found[one.part.line] = said
    return found


def all_on_layaway(terms: Mapping[int, Mapping[str, Any]], promised: Sequence[PromisedPart]) -> bool:
    """Whether everything that follows is here and is paid in parts."""
    return bool(promised) and all(terms.get(one.part.line, {}).get("kind") == "layaway" for one in promised)


def _kind(wish: LineWish, one: PromisedPart, release_on: date | None, today: date) -> str:
    if wish.kind not in KINDS:
        raise errors.BadSetting(
            f"“{wish.kind[:40]}” is no kind of order. Nothing was sold. Choose one of {', '.join(KINDS[1:])}.",
            kind=wish.kind[:40],
        )
    if wish.kind == "layaway" and one.put_aside < one.part.quantity:
        raise errors.NotEnoughHere(
            f"{one.put_aside} of “{one.part.product.name}” are free here, and only goods that are here can be put "
            "aside while they are paid. Nothing was sold. Put aside what is here, and order the rest.",
            sku=one.part.product.sku,
            wanted=one.part.quantity,
            available=one.put_aside,
        )
    if wish.kind in ("layaway", "special"):
        return wish.kind
    return "preorder" if release_on is not None and release_on > today else "backorder"


def _check_days(wish: LineWish, one: PromisedPart, today: date) -> None:
    from pos.usecases.routes import check_wishes

    check_wishes(today, wish.wanted_on, wish.not_after, wish.wanted_on, wish.not_after)
    latest = one.promise.latest_on if one.promise else None
    late = one.put_aside < one.part.quantity and (
        latest is None or (wish.not_after is not None and latest > wish.not_after)
    )
    if wish.not_after is not None and late and not wish.override:
        when = f"by {latest.isoformat()}" if latest else "on no day that anybody knows"
        raise errors.NotBackorderable(
            f"“{one.part.product.name}” can be promised {when}, and the customer wants it by "
            f"{wish.not_after.isoformat()}. Nothing was sold. Ask whether later will do, or offer something like it.",
            sku=one.part.product.sku,
            not_after=wish.not_after.isoformat(),
            rule="not-after",
        )
