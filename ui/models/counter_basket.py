"""What is on the counter: the basket with its past, what is known of its goods, who it is for and what is paid ahead.

It holds no rule of its own: prices, splits and promises come from the register, whose answers arrive from the
background. Widgets show it and call its verbs; `changed` tells them to look again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pos.domain.availability import Availability
from pos.domain.basket import Basket, History
from pos.domain.money import Money
from pos.domain.people import OWNER, Person
from pos.domain.sale import BasketLine
from pos.domain.shop import Shop
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register
    from pos.usecases.checkout import Checkout, CustomerWish, Quote, TenderWish
    from pos.usecases.sale_wishes import LineWish, SpecialWish


class CounterBasket(QObject):
    """The basket of one register; empty and without a shop until `open` gives it one."""

    changed = Signal()
    added = Signal(int)
    """A scan came in; carries the index of its line."""
    not_found = Signal(str, object)
    """A code and the PosError that came back for it."""

    def __init__(self, *, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self.register: Register | None = None
        self.shop: Shop | None = None
        self.person: Person = OWNER
        self._early: list[tuple[str, int]] = []
        self._forget()

    def _forget(self) -> None:
        self.history = History()
        self.selected = -1
        self.seen: dict[str, Availability] = {}
        self.customer: CustomerWish | None = None
        self.customer_label = ""
        self.order_deposit: Money | None = None
        self.deposit_reason = ""
        self.anyway: dict[str, str] = {}
        self.overrides: dict[str, str] = {}  # why a product is ordered against the advice
        self.how: dict[str, LineWish] = {}  # the way of a product that follows otherwise than usual, its days, its kind
        self.label_codes: dict[BasketLine, str] = {}
        self.specials: dict[str, SpecialWish] = {}  # by the SKU that a special thing's line has until it is sold

    def open(self, register: Register, shop: Shop, person: Person = OWNER) -> None:
        """Begin to work on a register."""
        self.register, self.shop, self.person = register, shop, person
        early, self._early = self._early, []
        for code, quantity in early:
            self.take_code(code, quantity)
        self.changed.emit()

    # --- looking -----------------------------------------------------------------------------------------------------
    @property
    def lines(self) -> tuple[BasketLine, ...]:
        return self.history.now.lines

    @property
    def line(self) -> BasketLine | None:
        """The chosen line."""
        return self.lines[self.selected] if 0 <= self.selected < len(self.lines) else None

    def availability(self, index: int) -> Availability | None:
        """What is known of a line's product."""
        return self.seen.get(self.lines[index].product.sku)

    def missing(self, index: int) -> int:
        """Units of a line that were to go now and are not free here; 0 once somebody decided what to do about them."""
        line, known = self.lines[index], self.availability(index)
        if known is None or line.product.sku in self.anyway:
            return 0
        return min(line.now, max(0, self.history.now.now_of(line.product.sku) - known.here.available))

    def apart(self) -> Basket:
        """The basket with each part handed over as it comes: of an order that goes together, what is here goes now."""
        basket = self.history.now
        for index, line in enumerate(basket.lines if self.together else ()):
            if line.later and not self.on_layaway(line) and (known := self.availability(index)) is not None:
                basket = basket.with_later(index, min(line.later, max(0, line.quantity - known.here.available)))
        return replace(basket, together=False)

    def how_of(self, line: BasketLine) -> LineWish | None:
        """How what follows of a line does so; None where it waits to be collected here, or nothing follows."""
        return self.how.get(line.product.sku) if line.later else None

    def on_layaway(self, line: BasketLine) -> bool:
        """Whether a line is put aside while it is paid in parts."""
        how = self.how_of(line)
        return how is not None and how.kind == "layaway"

    @property
    def together(self) -> bool:
        """Whether what follows is handed over all at once."""
        return self.history.now.together

    def undecided(self) -> int | None:
        """The first line of which something is missing, or None."""
        return next((index for index in range(len(self.lines)) if self.missing(index)), None)

    def without_price(self) -> int | None:
        """The first line that nobody gave a price, or None."""
        return next((i for i, line in enumerate(self.lines) if line.price is None and line.product.price is None), None)

    def quote(self) -> Quote | None:
        """What the basket costs; None while it is empty or a price is missing. Raises PosError as `Register.quote`."""
        if not self.lines or self.register is None or self.without_price() is not None:
            return None
        return self.register.quote(
            self.lines, order_deposit=self.order_deposit, shop=self.shop, customer=self.customer, specials=self.specials
        )

    @property
    def special(self) -> SpecialWish | None:
        """What the chosen line buys in, which the catalogue does not know; None for a line of goods."""
        return None if self.line is None else self.specials.get(self.line.product.sku)

    # --- changing ----------------------------------------------------------------------------------------------------
    def take_code(self, code: str, quantity: int = 1) -> None:
        """Look a scanned or typed code up and add it; the answers arrive in the order of the scans."""
        register = self.register
        if register is None:
            self._early.append((code, quantity))  # scanned while the records were still being opened
            return
        who = self._who
        self._background.run(
            lambda: register.look_up(code, quantity, customer=who),
            then=partial(self._arrived, code),
            failed=lambda error: self.not_found.emit(code, error),
        )

    def _arrived(self, code: str, found: Availability) -> None:
        self.seen[found.product.sku] = found
        basket = self.history.now.add(found.product, found.quantity, label_price=found.label_price)
        self._turn(self.history.step(self._aside_whole(basket)))
        self.selected = basket.index_of(found.product.sku) or 0
        if found.label_price is not None:
            self.label_codes[basket.lines[self.selected]] = code
        self._after_change()
        self.added.emit(self.selected)

    def select(self, index: int) -> None:
        """Choose a line; -1 for none."""
        index = min(index, len(self.lines) - 1)
        if index != self.selected:
            self.selected = index
            self.changed.emit()

    def set_quantity(self, quantity: int) -> None:
        """Another quantity of the chosen line; a scale's label keeps its own."""
        if (line := self.line) is not None and line.fixed_total is None:
            basket = self.history.now.with_quantity(self.selected, quantity)
            # Of a special thing nothing is here: all of it follows.
            self._step(basket if self.special is None else basket.with_later(self.selected, quantity))

    def set_later(self, index: int, later: int) -> None:
        """Say how many units of a line follow later."""
        for said in (self.anyway, self.overrides, self.how):
            said.pop(self.lines[index].product.sku, None)
        self._step(self.history.now.with_later(index, later))

    def set_price(self, price: Money) -> None:
        """Give the chosen line a price where its product has none."""
        self._step(self.history.now.with_price(self.selected, price))

    def sell_anyway(self, index: int, reason: str) -> None:
        """Take goods that the record denies; whoever may not is told so when paying."""
        self.anyway[self.lines[index].product.sku] = reason
        self.changed.emit()

    def remove(self) -> None:
        """Take the chosen line out."""
        if self.line is not None:
            self._step(self.history.now.without(self.selected))

    def undo(self) -> None:
        self._go(self.history.undo())

    def redo(self) -> None:
        self._go(self.history.redo())

    def set_customer(self, customer: CustomerWish | None, label: str) -> None:
        """Say who the basket is for: goods may be held for them that are nobody else's to take."""
        before = self._who
        self.customer, self.customer_label = customer, label
        self.changed.emit()
        if self._who != before:
            for sku in dict.fromkeys(line.product.sku for line in self.lines):
                self._look_again(sku)

    @property
    def _who(self) -> str:
        """The id of the basket's customer; empty for nobody, or somebody new."""
        return self.customer.id if self.customer else ""

    def take_backorder(
        self, index: int, later: int, customer: CustomerWish, label: str, deposit: Money | None, reason: str,
        override: str = "", together: Basket | None = None, how: LineWish | None = None,
    ) -> None:  # fmt: skip
        """What the backorder sheet said: the split, who it is for, what is paid ahead, why against the advice; and the
        basket with all that goes `together`, where it is handed over at once. `how` is its way, its days or its kind,
        where they are not the usual ones; what goes together goes the same way."""
        for said in (self.anyway, self.overrides, self.how):
            said.pop(self.lines[index].product.sku, None)
        basket = (together or self.apart()).with_later(index, later)
        for at, line in enumerate(basket.lines):
            if at != index and (together is None or self.on_layaway(line)):
                continue
            if how is None:
                self.how.pop(line.product.sku, None)
            else:
                self.how[line.product.sku] = how
        self._step(basket)
        if override:
            self.overrides[self.lines[index].product.sku] = override
        self.order_deposit, self.deposit_reason = deposit, reason
        self.set_customer(customer, label)

    def take_special(
        self, index: int | None, wish: SpecialWish, known: Availability, customer: CustomerWish, label: str,
        deposit: Money | None, reason: str, override: str = "",
    ) -> None:  # fmt: skip
        """What the special order's sheet said: a line of its own, or in the place of line `index`. `known` is what is
        foreseen of the thing; its SKU is a fresh one, so that each step back finds what it was then."""
        sku, lines = known.product.sku, self.lines
        at = len(lines) if index is None else index
        line = BasketLine(known.product, known.quantity, later=known.quantity)
        self.specials[sku], self.seen[sku], self.selected = wish, known, at
        self._step(replace(self.history.now, lines=(*lines[:at], line, *lines[at + 1 :])))
        if override:
            self.overrides[sku] = override
        self.order_deposit, self.deposit_reason = deposit, reason
        self.set_customer(customer, label)

    def clear(self) -> None:
        """The basket is sold: begin with an empty one."""
        self._forget()
        self.changed.emit()

    def put(
        self, basket: Basket, seen: Mapping[str, Availability], customer: CustomerWish | None, label: str,
        specials: Mapping[str, SpecialWish] | None = None, how: Mapping[str, LineWish] | None = None,
    ) -> None:  # fmt: skip
        """Put a kept basket back on the counter."""
        self._forget()
        self.specials, self.how = dict(specials or {}), dict(how or {})
        self.history, self.seen = History(basket), dict(seen)
        self.selected = len(basket.lines) - 1
        self.set_customer(customer, label)

    def _step(self, basket: Basket) -> None:
        self._go(self.history.step(self._aside_whole(basket)))

    def _aside_whole(self, basket: Basket) -> Basket:
        """What is on layaway leaves when it is paid: one unit more of it is put aside with the others."""
        for index, line in enumerate(basket.lines):
            if self.on_layaway(line):
                basket = basket.with_later(index, line.quantity)
        return basket

    def _go(self, history: History) -> None:
        if history is self.history:
            return
        self._turn(history)
        self.selected = min(max(self.selected, 0), len(self.lines) - 1)
        self._after_change()

    def _turn(self, history: History) -> None:
        before = [line for line in self.lines if line.later]
        self.history = history
        if [line for line in self.lines if line.later] != before:
            # A deposit was agreed for other goods than these: the shop's rule counts again.
            self.order_deposit, self.deposit_reason = None, ""

    def _after_change(self) -> None:
        self.changed.emit()
        if (line := self.line) is not None:
            self.refresh(line.product.sku)

    def refresh(self, sku: str) -> None:
        """Ask again what a product's whole quantity in the basket means: its date depends on it."""
        known = self.seen.get(sku)
        if known is None or known.quantity != self._wanted(sku):
            self._look_again(sku)

    def _wanted(self, sku: str) -> int:
        return sum(line.quantity for line in self.lines if line.product.sku == sku)

    def _look_again(self, sku: str) -> None:
        register, wanted, who, special = self.register, self._wanted(sku), self._who, self.specials.get(sku)
        if register is None or not wanted:
            return
        if special is not None:
            ask = partial(register.foresee_special, special, wanted, sku, customer=who)
        else:
            ask = partial(register.look_up, sku, wanted, customer=who)
        self._background.run(ask, then=self._seen_again)

    def refresh_all(self, then: Callable[[], object] | None = None) -> None:
        """Look at every product anew: after a refusal, or when stock has changed."""
        for sku in dict.fromkeys(line.product.sku for line in self.lines):
            self.seen.pop(sku, None)
            self.refresh(sku)
        if then is not None:
            self._background.run(lambda: None, then=lambda _: then())

    def _seen_again(self, found: Availability) -> None:
        self.seen[found.product.sku] = found
        self.changed.emit()

    # --- paying ------------------------------------------------------------------------------------------------------
    def checkout(self, tenders: tuple[TenderWish, ...], request: str) -> Checkout:
        """The basket as the register sells it; `request` is the same for every try to pay it."""
        from pos.usecases.checkout import Checkout, LineWish

        lines = tuple(
            replace(
                self.how_of(line) or LineWish(""),
                code="" if line.product.sku in self.specials else self.label_codes.get(line, line.product.sku),
                quantity=line.quantity,
                later=line.later,
                price=line.price,
                anyway=self.anyway.get(line.product.sku, ""),
                override=self.overrides.get(line.product.sku, ""),
                special=self.specials.get(line.product.sku),
            )
            for line in self.lines
        )
        needs_deposit = any(line.later for line in self.lines)
        return Checkout(
            lines=lines,
            tenders=tenders,
            customer=self.customer,
            order_deposit=self.order_deposit if needs_deposit else None,
            deposit_reason=self.deposit_reason,
            request=request,
            ship_complete=self.together and needs_deposit,
        )
