"""Ways for goods to reach their customer, and the days on which they are wanted: what may be said of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, get_args

from pos.domain import errors
from pos.domain.backorder import Route

if TYPE_CHECKING:
    from pos.domain.people import Customer
    from pos.usecases.ports import Records


def check_wishes(
    today: date, wanted_on: date | None, not_after: date | None, wish: date | None, last: date | None
) -> None:
    """Raises BadDate for a day that is past, or a last day before the one wished for."""
    for day in (wanted_on, not_after):
        if day is not None and day < today:
            raise errors.BadDate(
                f"{day.isoformat()} is past. Nothing was changed. Name a day from today on.", day=day.isoformat()
            )
    if wish is not None and last is not None and last < wish:
        raise errors.BadDate(
            f"They wish for {wish.isoformat()} and want nothing after {last.isoformat()}. Nothing was changed. Name a "
            "last day that is not before the one they wish for.",
            wanted_on=wish.isoformat(),
            not_after=last.isoformat(),
        )


def checked_route(route: str) -> Route:
    """Raises BadSetting."""
    found: Route | None = next((known for known in get_args(Route) if known == route), None)
    if found is None:
        raise errors.BadSetting(
            f"“{route[:40]}” is no way to hand goods over. Nothing was changed. Choose one of "
            f"{', '.join(get_args(Route))}.",
            route=route[:40],
        )
    return found


def route_to(records: Records, route: Route, to: str, sku: str, allocated: int, customer: Customer | None) -> str:
    """Where goods of a line go by a route. Raises BadSetting, ContactNeeded, WrongState."""
    shop = records.shop()
    if route == "other_store":
        if to not in shop.stores or to == shop.store:
            others = ", ".join(sorted(set(shop.stores) - {shop.store}))
            known = f"Choose one of these: {others}." if others else "Make the shop's other stores known first."
            raise errors.BadSetting(
                f"“{to[:40]}” is no other store of this shop. Nothing was changed. {known}", store=to[:40]
            )
        return to
    if route in ("deliver", "direct") and not (customer and customer.address.strip()):
        raise errors.ContactNeeded(
            "Nothing says where the customer lives. Nothing was changed. Add the address first.",
            customer=customer.id if customer else "",
        )
    if route == "direct":
        product = records.product(sku)
        if product is None or not product.supplier:
            raise errors.BadSetting(
                "No supplier is known for these goods. Nothing was changed. Deliver them from here.", sku=sku
            )
        if allocated:
            raise errors.WrongState(
                "Goods for this line are put aside here already. Nothing was changed. Deliver them from here.", sku=sku
            )
        return product.supplier
    return ""
