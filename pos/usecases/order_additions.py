"""A line that comes to an order that is there already: priced, taxed and promised as it would be in a new one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from pos.domain import errors
from pos.domain.backorder import Order, OrderLine
from pos.domain.money import Money
from pos.domain.order_deposit import asked_for
from pos.domain.phrases import parted_words
from pos.domain.promise import Part, Promise
from pos.domain.promising import promise
from pos.domain.sale import BasketLine, price_basket
from pos.domain.ways import promise_by_way
from pos.usecases.availability import resolve, today_in
from pos.usecases.order_documents import language_of
from pos.usecases.promises import prospect_of, prospect_of_direct, view
from pos.usecases.sale_advice import foresee, override_of
from pos.usecases.sale_record import basis_body

if TYPE_CHECKING:
    from pos.domain.catalog import Product
    from pos.domain.order_deposit import PaymentMode
    from pos.domain.people import Person
    from pos.domain.shop import Shop
    from pos.usecases.ports import Records


@dataclass(frozen=True, slots=True)
class Added:
    """A line to be added: as it will be, as the log writes it, and `here` units of it to be put aside at once.
    `keeps_place` is whether it stands where the order stood before, `against` the decision against the advice, `asks`
    the deposit in minor units that the shop's rule asks for it."""

    line: OrderLine
    body: dict[str, Any]
    here: int
    likely_on: date | None
    keeps_place: bool
    against: dict[str, Any] | None = None
    asks: int = 0


def resolve_product(records: Records, code: str) -> Product:
    """The product of a code that can still be ordered. Raises UnknownCode, BadBarcode, NotBackorderable."""
    product = resolve(records, records.shop(), code).product
    if product.backorder == "stop" and records.stock_here(product.sku).available <= 0:
        raise errors.NotBackorderable(
            f"“{product.name}” is not ordered any more, so it cannot be promised. Nothing was changed. Offer something "
            "like it.",
            sku=product.sku,
        )
    return product


def added_line(
    records: Records, found: Order, product: Product, units: int, *, now: datetime, person: Person, override: str,
    like: OrderLine, price: Money | None = None, keep_place: bool = False,
) -> Added:  # fmt: skip
    """A line of `units` for an order, going the way and with the wishes of the line `like`.

    Raises BadQuantity, PriceMissing, NotBackorderable, and BadText for an order against the advice without a reason.
    """
    shop = records.shop()
    today = today_in(shop, now)
    customer = records.customer(found.customer)
    basket = price_basket(
        [BasketLine(product, units, later=units, price=price)],
        currency=shop.currency,
        prices_include_tax=shop.prices_include_tax,
    )
    part = basket.parts[0]
    if like.route == "direct" and records.stock_here(product.sku).available > 0:
        like = replace(like, route="deliver", route_to="")  # what is here the supplier need not send
    elif like.route == "direct":
        like = replace(like, route_to=product.supplier)
    number = 1 + max(line.line for line in found.lines)
    key, against, percent = "", None, None
    if keep_place:
        key = place_of(found, number)
        promised, here = _promised_at(records, shop, product, units, key, today, like)
    else:
        seen = next(
            iter(foresee(records, shop, basket, today=today, customer=customer, ways={1: (like.route, like.route_to)}))
        )
        promised, here = seen.promise, min(seen.here, units)
        percent = seen.deposit_percent if shop.policy.deposit_by_advice else None
        decided = override_of(seen, override, person, today)
        if decided is not None:
            against = {
                "sku": product.sku, "quantity": units, "advised": decided.advised, "taken": decided.taken,
                "reason": decided.reason, "rules": list(decided.rules), "order_number": found.number,
            }  # fmt: skip
    if found.ship_complete and promised is not None:
        promised = _with_the_rest(records, found, promised, today, but=like.line if product.sku != like.sku else 0)
    if product.backorder == "stop" and here < units:
        raise errors.NotBackorderable(
            f"{here} of “{product.name}” are here and it is not ordered any more. Nothing was changed. Take {here}, or "
            "offer something like it.",
            sku=product.sku,
        )
    ships = like.route in ("deliver", "direct")
    words = parted_words(promised, language_of(shop, found, customer), ships=ships, release_on=product.held_on(today))
    line = OrderLine(
        number, product.sku, product.name, units, 0, 0, 0, part.total.minor, part.tax.minor,
        product.tax_rate.thousandths, promised.latest_on if promised else None,
        promised.latest_on if promised else None, words, part.unit_price.minor, product.unit, route=like.route,
        route_to=like.route_to, wanted_on=like.wanted_on, not_after=like.not_after, queue_key=key,
    )  # fmt: skip
    # The smallest deposit of the shop was asked for with the order's first goods.
    rule = replace(shop.deposit, mode=cast("PaymentMode", found.mode), minimum=0)
    asks = asked_for(rule, [part], shop.currency, None if percent is None else {part.line: percent})
    likely = promised.likely_on if promised else None
    return Added(line, _body(line, promised), here, likely, keep_place, against, asks.minor)


def line_again(
    records: Records, found: Order, line: OrderLine, units: int, here: int, *, to: int, behind: int, today: date
) -> Added:
    """Cancelled units of a line that is still open, `here` of them on the shelf, as line `to` of its order: at the
    price and with the terms they had, at the end of the queue, `behind` so many units that others wait for."""
    shop = records.shop()
    product = records.product(line.sku)
    promised: Promise | None = None
    if here < units and product is not None:
        promised = _promise(records, shop, product, units, behind, here, today, line)
    words = parted_words(
        promised, language_of(shop, found, records.customer(found.customer)), ships=line.route in ("deliver", "direct"),
        release_on=product.held_on(today) if product else None,
    )  # fmt: skip
    latest = promised.latest_on if promised else None
    new = replace(
        line, line=to, ordered=units, allocated=0, handed_over=0, cancelled=0,
        total=line.price_of(line.open + units) - line.price_of(line.open),
        tax=line.tax_of(line.open + units) - line.tax_of(line.open), promised_on=latest, expected_ship_on=latest,
        words=words, ready_on=None, queue_key="", told_units=None,
    )  # fmt: skip
    return Added(new, _body(new, promised), here, promised.likely_on if promised else None, keeps_place=False)


def _with_the_rest(records: Records, found: Order, promised: Promise, today: date, *, but: int) -> Promise:
    """Of an order that goes only whole another line goes with the last of those that wait, but for the line whose place
    it takes."""
    waiting = [line for line in found.lines if line.waiting > 0 and line.line != but]
    days = view(records, {line.sku for line in waiting}, today).lines if waiting else {}
    rest = [days[found.number, line.line] for line in waiting if (found.number, line.line) in days]
    likely = max([promised.likely_on, *(one[2] for one in rest if one[2] is not None)])
    latest = max([promised.latest_on, *(one[3] for one in rest if one[3] is not None)])
    return replace(promised, likely_on=likely, latest_on=latest, parts=(Part(promised.quantity, likely, latest),))


def place_of(found: Order, line: int) -> str:
    """Where an order stands from its first line on, for another line of it."""
    rank, clock, register, _ = min(one.queue_key for one in found.lines).split(":")
    return f"{rank}:{clock}:{register}:{line:04d}"


def _promised_at(
    records: Records, shop: Shop, product: Product, units: int, key: str, today: date, like: OrderLine
) -> tuple[Promise | None, int]:
    """When so many units can be had from a place in the queue, and how many of them at once."""
    rank, clock, register, line = key.split(":")
    mine = (int(rank), clock, register, int(line))
    ahead = sum(waiting.quantity for waiting in records.queue(product.sku) if waiting.key < mine)
    left = records.stock_here(product.sku).free - ahead
    here = 0 if like.route == "direct" else min(units, max(0, left))
    return _promise(records, shop, product, units, max(0, -left), here, today, like), here


def _promise(
    records: Records, shop: Shop, product: Product, units: int, ahead: int, here: int, today: date, like: OrderLine
) -> Promise | None:
    """The promise of units that go the way of the line `like`, with that way in its days."""
    if like.route == "direct":
        coming, ahead = prospect_of_direct(records, shop, product, like.route_to, today), 0
    else:
        coming = prospect_of(records, shop, product, today)
    found = promise(quantity=units, queue_ahead=ahead, prospect=coming, here=here)
    return promise_by_way(shop, like.route, like.route_to, found)


def _body(line: OrderLine, promised: Promise | None) -> dict[str, Any]:
    """The line as the log writes it, in the shape that a sale's lines have."""
    body: dict[str, Any] = {
        "line": line.line, "sku": line.sku, "name": line.name, "quantity": line.ordered,
        "unit_price": line.unit_price, "total": line.total, "tax": line.tax, "tax_rate": line.tax_rate,
        "words": line.words, "kind": line.kind, "route": line.route, "route_to": line.route_to,
        "wanted_on": line.wanted_on.isoformat() if line.wanted_on else None,
        "not_after": line.not_after.isoformat() if line.not_after else None,
    }  # fmt: skip
    if line.queue_key:
        body["queue_key"] = line.queue_key
    if promised is not None:
        body |= {
            "likely_on": promised.likely_on.isoformat(), "latest_on": promised.latest_on.isoformat(),
            "certainty": promised.certainty, "queue_ahead": promised.queue_ahead, "basis": basis_body(promised),
        }  # fmt: skip
    return body
