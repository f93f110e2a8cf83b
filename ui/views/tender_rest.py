"""What a payment still has to bring: the sum due, the parts taken for it, and how one more tender would meet it."""

from __future__ import annotations

from dataclasses import dataclass

from pos.domain.errors import PosError
from pos.domain.money import Money
from pos.domain.sale import Settlement, Tender, due_in_coins, settle
from pos.domain.shop import Shop
from pos.usecases.checkout import Quote


@dataclass(frozen=True, slots=True)
class TenderRest:
    """A payment on its way. A step is the means by which the next part is paid."""

    quote: Quote
    shop: Shop
    parts: tuple[Tender, ...] = ()

    def step(self, chosen: str) -> str:
        """The means now: the card that is authorised first where the shop wants that, else what is chosen."""
        authorised = any(part.kind == "authorisation" for part in self.parts)
        return "authorisation" if self._to_authorise() and not authorised else chosen

    def rest(self, step: str) -> Money:
        """What this step still has to bring; in coins there are when all of it is cash."""
        if step == "authorisation":
            return self._to_authorise()
        return Money(max(0, self.to_pay(step).minor - self._paid()), self.shop.currency)

    def to_pay(self, step: str) -> Money:
        """The whole sum; in coins there are when cash is among its parts."""
        due, nothing = self.quote.due_now, Money(0, self.shop.currency)
        if "cash" not in {step, *(part.kind for part in self.parts)}:
            return due
        otherwise = sum((p.amount for p in self.parts if p.kind not in ("cash", "authorisation")), nothing)
        return due_in_coins(due, otherwise, self.shop.cash_step)

    def too_much(self, step: str) -> Money | None:
        """What the parts alone bring beyond the whole sum; None where they do not. Only giving one back mends that."""
        over = self._paid() - self.to_pay(step).minor
        settles = self.change(self.parts) is not None  # cash beyond the sum is change
        return Money(over, self.shop.currency) if self.parts and over > 0 and not settles else None

    def with_tender(self, step: str, amount: Money | None, reference: str) -> tuple[Tender, ...]:
        """The parts with one more; without it where there is nothing to add to them."""
        if amount is None:
            return self.parts
        # What is left may round to no coin at all; it is settled in cash all the same.
        in_no_coins = step == "cash" and 0 < self._paid() < self.quote.due_now.minor and not self.rest(step)
        if not amount and not in_no_coins and (self.parts or not self.quote.due_now):
            return self.parts
        return (*self.parts, Tender(step, amount, reference))

    def settled(self, tenders: tuple[Tender, ...]) -> Settlement:
        """How these tenders meet what is due. Raises TenderTooSmall, TenderTooLarge, BadAmount."""
        return settle(self.quote.due_now, tenders, cash_step=self.shop.cash_step)

    def change(self, tenders: tuple[Tender, ...]) -> Money | None:
        """The change these tenders give; None where they do not settle it."""
        try:
            return self.settled(tenders).change_due
        except PosError:
            return None

    def _to_authorise(self) -> Money:
        return self.quote.balance_due if self.shop.deposit.mode == "authorise" else Money(0, self.shop.currency)

    def _paid(self) -> int:
        return sum(part.amount.minor for part in self.parts if part.kind != "authorisation")
