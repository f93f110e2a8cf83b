"""What the register would promise of goods that do not simply wait to be collected here, asked with each change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pos.domain.catalog import SPECIAL
from pos.domain.errors import NotBackorderable, PosError
from pos.usecases.checkout import Checkout, CustomerWish
from pos.usecases.sale_wishes import LineWish
from ui.models.together import with_the_last
from ui.views.money_words import latest_text, short_date

if TYPE_CHECKING:
    from pos.domain.availability import Availability
    from pos.domain.people import Person
    from pos.domain.promise import Promise
    from pos.domain.sale import BasketLine
    from pos.domain.shop import Shop
    from pos.register import Register
    from pos.usecases.checkout import PromisedPart
    from pos.usecases.sale_foreseen import ForeseenSale
    from ui.work.background import Background

ADDRESS_TO_COME = "…"
"""While the address is being typed, the way is asked for as if it were known."""


class Foreseen(QObject):
    """`part` is what would be promised of the first line, `refusal` why it would not be taken; `came` says that the
    answer to what was asked last is here."""

    came = Signal()

    def __init__(
        self, *, register: Register, background: Background, shop: Shop, person: Person, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._register, self._background, self._shop, self._person = register, background, shop, person
        self._asked: Checkout | None = None
        self.pending = False
        self.part: PromisedPart | None = None
        self.refusal: PosError | None = None

    def ask(self, checkout: Checkout | None) -> None:
        """Ask for these lines; None where nobody needs to know."""
        if checkout == self._asked:
            return
        self._asked, self.pending, self.refusal = checkout, checkout is not None, None
        if checkout is None:
            self.part = None
            return
        self._background.run(
            lambda: self._register.foresee_sale(checkout, person=self._person),
            then=partial(self._answered, checkout), failed=partial(self._refused, checkout),
        )  # fmt: skip

    def _answered(self, checkout: Checkout, seen: ForeseenSale) -> None:
        if checkout is self._asked:  # else the answer to an earlier question
            self.part = next((one for one in seen.promised if one.part.line == 1), None)
            self.refusal = seen.refusal and self._in_words(seen.refusal, checkout)
            self._settle()

    def _refused(self, checkout: Checkout, refusal: PosError) -> None:
        if checkout is self._asked:
            self.part, self.refusal = None, refusal
            self._settle()

    def _in_words(self, refusal: PosError, checkout: Checkout) -> PosError:
        """The last day that is too early, beside the promise, in the days of the counter."""
        last, promise = checkout.lines[0].not_after, self.part.promise if self.part else None
        if refusal.details.get("rule") != "not-after" or last is None or promise is None:
            return refusal
        words = self.tr("They want it by {last}, and it can be promised by {day}. Ask whether later will do.").format(
            last=short_date(last, self._shop), day=latest_text(promise, self._shop)
        )
        return NotBackorderable(words, **refusal.details)

    def _settle(self) -> None:
        self.pending = False
        self.came.emit()


def dry_run(
    how: LineWish, line: BasketLine, beside: Sequence[BasketLine], wish: CustomerWish | None, override: str
) -> Checkout:
    """The sale of these goods, and of those that are handed over together with them, as far as it is agreed."""
    own = replace(
        how, code=line.product.sku, quantity=line.quantity, later=line.later, price=line.price, override=override
    )
    others = (
        replace(how, code=other.product.sku, quantity=other.quantity, price=other.price, override=override)
        for other in beside
        if not other.product.sku.startswith(SPECIAL)  # the catalogue does not know it yet
    )
    who = replace(wish or CustomerWish(), address=ADDRESS_TO_COME)
    return Checkout((own, *others), (), who, ship_complete=bool(beside))


def told(
    known: Availability, others: Sequence[Availability], part: PromisedPart | None, *, together: bool
) -> tuple[Availability, str]:
    """What may be told: this product's own promise, or that of the whole order with the name of what it waits for; on a
    way of its own as it is foreseen for `part`."""
    last = ""
    if together:
        known, last = with_the_last(known, others)
        if part is not None and _is_later(known.promise, part.promise):
            return known, last  # a special order comes last, of which nothing can be foreseen by a code
    if part is not None:
        known = replace(known, promise=part.promise, dated=part.dated, words=part.words)
    return known, last


def _is_later(one: Promise | None, other: Promise | None) -> bool:
    return one is not None and other is not None and one.latest_on > other.latest_on
