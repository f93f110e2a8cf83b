"""An order that is handed over all at once, before it is paid for: what goes along, and the days of the last goods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pos.domain.availability import Availability

if TYPE_CHECKING:
    from pos.domain.basket import Basket
    from pos.domain.promise import Promise
    from pos.domain.sale import BasketLine
    from ui.models.counter_basket import CounterBasket


def with_the_last(known: Availability, others: Iterable[Availability]) -> tuple[Availability, str]:
    """A product's availability with the promise of the whole order, and the name of what that waits for: the goods
    that come last, or goods without a date, which leave the order without one. What is here keeps nobody waiting."""
    from pos.domain.promising import all_together

    short = [one for one in (known, *others) if one.short]
    if undated := next((one for one in short if one.promise is None), None):
        return replace(known, promise=None), undated.product.name
    dated = [(one.promise.latest_on, one.promise.likely_on, -nth) for nth, one in enumerate(short) if one.promise]
    if not dated:
        return known, ""
    nth = -max(dated)[2]
    return replace(known, promise=all_together([one.promise for one in short])[nth]), short[nth].product.name


def may_go_together(
    line: BasketLine, known: Availability, others: Sequence[tuple[BasketLine, Availability | None]]
) -> bool:
    """Whether there is anything to choose: something has to come, and other goods or parts could go before it."""
    waits = line.quantity > known.here.available or any(other.short for _, other in others if other is not None)
    parts = known.promise.parts if known.promise is not None else ()
    return waits and (bool(others) or known.here.available > 0 or len(parts) > 1)


def promise_of(counter: CounterBasket, index: int) -> Promise | None:
    """What may be told of the units of a line that follow; in an order that goes together, the days of the last. None
    too for goods that the supplier sends, whose days are asked for in the backorder panel alone."""
    known, how = counter.availability(index), counter.how_of(counter.lines[index])
    if how is not None and (how.route == "direct" or how.kind == "layaway"):
        return None
    if known is not None and how is not None and how.route == "other_store" and counter.shop is not None:
        from pos.domain.ways import promise_by_way

        known = replace(known, promise=promise_by_way(counter.shop, how.route, how.route_to, known.promise))
    if known is None or not counter.together:
        return None if known is None else known.promise
    following = (counter.availability(at) for at, line in enumerate(counter.lines) if at != index and line.later)
    return with_the_last(known, [other for other in following if other is not None])[0].promise


def words_of(counter: CounterBasket, index: int) -> str:
    """The same in the words of the receipt."""
    known = counter.availability(index)
    if known is None or counter.shop is None:
        return "" if known is None else known.words
    from pos.domain.phrases import parted_words, phrase, together_words

    how, language = counter.how_of(counter.lines[index]), counter.shop.language
    if how is not None and how.kind == "layaway":
        return phrase("put_aside_for_you", language)
    if how is not None and how.route == "direct":
        return phrase("sent_direct", language)
    if counter.together:
        return together_words(promise_of(counter, index), language)
    if how is None or how.route == "collect":
        return known.words
    return parted_words(promise_of(counter, index), language, ships=how.route == "deliver")


def beside(counter: CounterBasket, index: int) -> tuple[tuple[BasketLine, Availability | None], ...]:
    """The other lines that would go along with this one, with what is known of their goods."""
    return tuple(
        (line, counter.availability(at))
        for at, line in enumerate(counter.lines)
        if at != index and _goes_along(counter, line)
    )


def put_together(counter: CounterBasket) -> Basket:
    """The basket with everything handed over at once, what is here put aside until the rest is here too."""
    basket = counter.history.now
    for index, line in enumerate(basket.lines):
        if _goes_along(counter, line):
            basket = basket.with_later(index, line.quantity)
    return replace(basket, together=True)


def _goes_along(counter: CounterBasket, line: BasketLine) -> bool:
    """What is in the customer's hand goes now: goods that the records deny, and packs with a scale's label."""
    return line.fixed_total is None and line.product.sku not in counter.anyway
