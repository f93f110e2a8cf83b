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
    """What may be told of the units of a line that follow; in an order that goes together, the days of the last."""
    known = counter.availability(index)
    if known is None or not counter.together:
        return None if known is None else known.promise
    following = (counter.availability(at) for at, line in enumerate(counter.lines) if at != index and line.later)
    return with_the_last(known, [other for other in following if other is not None])[0].promise


def words_of(counter: CounterBasket, index: int) -> str:
    """The same in the words of the receipt."""
    known = counter.availability(index)
    if known is None or counter.shop is None or not counter.together:
        return "" if known is None else known.words
    from pos.domain.phrases import together_words

    return together_words(promise_of(counter, index), counter.shop.language)


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
