"""The basket kept over a crash: written a moment after each change, off the GUI thread, put back at the next start."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from pos.domain.basket import Basket
from pos.domain.errors import PosError
from pos.domain.money import Money
from pos.domain.sale import BasketLine, Tender, kept_reference
from pos.usecases.checkout import CustomerWish
from pos.usecases.sale_wishes import LineWish, SpecialWish
from ui.models.counter_basket import CounterBasket
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.domain.availability import Availability
    from pos.register import Register

PAUSE_MS = 1200


@dataclass(frozen=True, slots=True)
class Restored:
    """A basket that was found, with what is known of its goods now; `at` is when it was last changed.

    `parts` were taken for it already; `request` is the id under which it was asked for, empty when it was not."""

    basket: Basket
    seen: Mapping[str, Availability]
    customer: CustomerWish | None
    label: str
    at: datetime
    request: str = ""
    parts: tuple[Tender, ...] = ()
    specials: Mapping[str, SpecialWish] = field(default_factory=dict)
    how: Mapping[str, LineWish] = field(default_factory=dict)


def draft_of(
    basket: CounterBasket, at: datetime, request: str = "", parts: tuple[Tender, ...] = ()
) -> dict[str, Any] | None:
    """The basket and the money taken for it as plain values; None when there is nothing worth keeping."""
    if not basket.lines and not parts:
        return None
    return {
        "at": at.isoformat(),
        "lines": [
            [line.product.sku, line.quantity, line.later, line.price.minor if line.price else None]
            for line in basket.lines
            if line.fixed_total is None  # a scale's label is scanned again: its price is not ours to repeat
        ],
        "specials": {
            sku: _special_values(basket.specials[sku])
            for line in basket.lines
            if (sku := line.product.sku) in basket.specials
        },
        "how": {line.product.sku: _how_values(how) for line in basket.lines if (how := basket.how_of(line))},
        "customer": asdict(basket.customer) if basket.customer else None,
        "label": basket.customer_label,
        "together": basket.together,
        "request": request,
        "parts": [[part.kind, part.amount.minor, kept_reference(part.reference)] for part in parts],
    }


def restore(register: Register, draft: Mapping[str, Any]) -> Restored:
    """The basket of a draft with today's prices and stock; what is no longer sold is left out."""
    currency, seen = register.shop().currency, {}
    lines: list[BasketLine] = []
    specials = {sku: _special_wish(values, currency) for sku, values in draft.get("specials", {}).items()}
    for sku, quantity, later, price in draft["lines"]:
        try:
            special = specials.get(sku)
            known = (
                register.look_up(sku, quantity) if special is None else register.foresee_special(special, quantity, sku)
            )
        except PosError:
            continue
        seen[sku] = known
        lines.append(BasketLine(known.product, quantity, later, Money(price, currency) if price is not None else None))
    customer = CustomerWish(**draft["customer"]) if draft["customer"] else None
    parts = tuple(Tender(kind, Money(minor, currency), slip) for kind, minor, slip in draft.get("parts", ()))
    basket = Basket(tuple(lines), draft.get("together", False))
    return Restored(
        basket, seen, customer, draft["label"], datetime.fromisoformat(draft["at"]), draft.get("request", ""), parts,
        specials, {sku: _how_wish(values) for sku, values in draft.get("how", {}).items()},
    )  # fmt: skip


def _how_values(how: LineWish) -> list[str]:
    return [
        how.kind,
        how.route,
        how.route_to,
        *(day.isoformat() if day else "" for day in (how.wanted_on, how.not_after)),
    ]


def _how_wish(values: Sequence[str]) -> LineWish:
    kind, route, to, *days = values
    wanted_on, not_after = (date.fromisoformat(day) if day else None for day in days)
    return LineWish("", kind=kind, route=route, route_to=to, wanted_on=wanted_on, not_after=not_after)


def _special_values(wish: SpecialWish) -> dict[str, Any]:
    return {
        "name": wish.name, "details": wish.details, "supplier": wish.supplier, "price": wish.price.minor,
        "cost": wish.cost.minor if wish.cost is not None else None, "tax_rate": wish.tax_rate,
        "expected_on": wish.expected_on.isoformat() if wish.expected_on else None,
    }  # fmt: skip


def _special_wish(values: Mapping[str, Any], currency: str) -> SpecialWish:
    cost, day = values["cost"], values["expected_on"]
    return SpecialWish(
        values["name"], Money(values["price"], currency), values["supplier"], values["tax_rate"],
        None if cost is None else Money(cost, currency), date.fromisoformat(day) if day else None, values["details"],
    )  # fmt: skip


class DraftKeeper(QObject):
    """Writes the basket of a counter into the device's own settings once it has rested for a moment.

    `kept` answers with the basket's request and the parts taken for it; call `keep` when it has another answer.
    """

    def __init__(
        self,
        *,
        basket: CounterBasket,
        background: Background,
        kept: Callable[[], tuple[str, tuple[Tender, ...]]] = lambda: ("", ()),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._basket, self._background, self._money = basket, background, kept
        self._kept: object = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        basket.changed.connect(self._pause.start)

    def keep(self) -> None:
        """Write it now, unless it is as it was."""
        register = self._basket.register
        if register is None:
            return
        self._pause.stop()
        draft = draft_of(self._basket, register.clock.now(), *self._money())
        content = {**draft, "at": ""} if draft else None
        if content != self._kept:
            self._kept = content
            self._background.run(lambda: register.set_device(draft=draft), then=None)

    def stop(self) -> None:
        """Keep it a last time; later changes are nobody's."""
        self._basket.changed.disconnect(self._pause.start)
        self.keep()
        self._pause.stop()
