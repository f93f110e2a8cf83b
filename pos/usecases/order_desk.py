"""The life of an order: changed, paid towards, handed over, cancelled, refunded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pos.domain.people import OWNER
from pos.usecases.order_goods_desk import OrderGoods

if TYPE_CHECKING:
    from pos.domain.money import Money
    from pos.domain.order_life import Step
    from pos.domain.people import Person
    from pos.usecases.authorisations import Ending
    from pos.usecases.checkout import CustomerWish, TenderWish
    from pos.usecases.customer_history import CustomerHistory
    from pos.usecases.deposit_shapes import DepositChanged
    from pos.usecases.due_now import HandOver
    from pos.usecases.order_cancelling import Cancelled, CancelWish, Foreseen
    from pos.usecases.order_steps import Changed


class Orders(OrderGoods):
    """The verbs; each is one transaction and may raise a PosError. Those of where its goods are, in `OrderGoods`."""

    __slots__ = ()

    # --- money -------------------------------------------------------------------------------------------------------
    def add_deposit(
        self, number: str, tenders: Sequence[TenderWish], amount: Money | None = None, *, percent: int = 0,
        of: str = "left", person: Person = OWNER, version: int | None = None,
    ) -> DepositChanged:  # fmt: skip
        """Pay towards an order. Raises as `order_deposits.add_deposit`."""
        from pos.usecases import order_deposits

        return order_deposits.add_deposit(
            number=number, tenders=tenders, amount=amount, percent=percent, of=of, version=version, person=person,
            transactions=self.transactions, clock=self.clock,
        )  # fmt: skip

    def paid(self, number: str) -> dict[int, Money]:
        """What is paid of each line of an order. Raises UnknownCode."""
        from pos.usecases import order_deposits

        return order_deposits.paid(number=number, transactions=self.transactions)

    def refund_deposit(
        self, number: str, reason: str, amount: Money | None = None, tenders: Sequence[TenderWish] = (), *,
        person: Person = OWNER, version: int | None = None,
    ) -> DepositChanged:  # fmt: skip
        """Give a deposit back, whole or in part. Raises as `order_deposits.refund_deposit`."""
        from pos.usecases import order_deposits

        return order_deposits.refund_deposit(
            number=number, reason=reason, amount=amount, tenders=tenders, version=version, person=person,
            transactions=self.transactions, clock=self.clock,
        )  # fmt: skip

    def foresee_collecting(
        self, number: str, lines: Mapping[int, int] | None = None, *, version: int | None = None
    ) -> HandOver:
        """What handing goods over would ask for. Raises as `foresee_collecting.foresee_collecting`."""
        from pos.usecases import foresee_collecting

        return foresee_collecting.foresee_collecting(
            number=number, lines=lines, version=version, transactions=self.transactions, clock=self.clock
        )

    def foresee_cancelling(self, number: str, wish: CancelWish, *, person: Person = OWNER) -> Foreseen:
        """What cancelling would give back and keep. Raises as `order_cancelling.cancel`."""
        from pos.usecases import order_cancelling

        return order_cancelling.foresee_cancelling(
            number=number, wish=wish, person=person, transactions=self.transactions, clock=self.clock
        )

    def cancel(self, number: str, wish: CancelWish, *, person: Person = OWNER, version: int | None = None) -> Cancelled:
        """Cancel units of an order, or all of it. Raises as `order_cancelling.cancel`."""
        from pos.usecases import order_cancelling

        return order_cancelling.cancel(
            number=number, wish=wish, person=person, version=version, transactions=self.transactions, clock=self.clock
        )

    # --- what the customer gets --------------------------------------------------------------------------------------
    def change_quantity(self, number: str, line: int, quantity: int, **said: Any) -> Changed:
        """Wait for another quantity of a line. Takes what `order_changes.change_quantity` takes, and raises as it."""
        from pos.usecases import order_changes as changes

        return changes.change_quantity(number=number, line=line, quantity=quantity, **self._here, **said)

    def change_product(self, number: str, line: int, code: str, **said: Any) -> Changed:
        """Take another product instead. As `order_changes.change_product`."""
        from pos.usecases import order_changes as changes

        return changes.change_product(number=number, line=line, code=code, **self._here, **said)

    def foresee_quantity(self, number: str, line: int, quantity: int, **said: Any) -> Changed:
        """What `change_quantity` would do, with its fee; nothing is changed. Raises as it."""
        from pos.usecases import order_changes as changes
        from pos.usecases.rehearsing import rehearsed

        return rehearsed(
            self.transactions, changes.change_quantity, number=number, line=line, quantity=quantity, clock=self.clock,
            **said,
        )  # fmt: skip

    def foresee_product(self, number: str, line: int, code: str, **said: Any) -> Changed:
        """What `change_product` would do, with its fee; nothing is changed. Raises as it."""
        from pos.usecases import order_changes as changes
        from pos.usecases.rehearsing import rehearsed

        return rehearsed(
            self.transactions, changes.change_product, number=number, line=line, code=code, clock=self.clock, **said
        )

    def reinstate(self, number: str, reason: str, **said: Any) -> Changed:
        """Win cancelled goods back. As `order_reinstating.reinstate`."""
        from pos.usecases import order_reinstating

        return order_reinstating.reinstate(number=number, reason=reason, **self._here, **said)

    def to_reinstate(self, number: str) -> Mapping[int, int]:
        """Line -> units that are cancelled and could be won back. Raises UnknownCode."""
        from pos.usecases import order_reinstating

        return order_reinstating.to_reinstate(number=number, transactions=self.transactions)

    # --- how and when they get it ------------------------------------------------------------------------------------
    def change_route(self, number: str, route: str, **said: Any) -> Changed:
        """Hand goods over another way. As `order_terms.change_route`."""
        from pos.usecases import order_terms

        return order_terms.change_route(number=number, route=route, **self._here, **said)

    def change_wishes(self, number: str, **said: Any) -> Changed:
        """The day wished for, and the last one. As `order_terms.change_wishes`."""
        from pos.usecases import order_terms

        return order_terms.change_wishes(number=number, **self._here, **said)

    def change_ship_complete(self, number: str, complete: bool, **said: Any) -> Changed:
        """All together, or each part as it comes. As `order_terms.change_ship_complete`."""
        from pos.usecases import order_terms

        return order_terms.change_ship_complete(number=number, complete=complete, **self._here, **said)

    def change_contact(self, number: str, **said: Any) -> Changed:
        """How the customer is reached. As `order_terms.change_contact`."""
        from pos.usecases import order_terms

        return order_terms.change_contact(number=number, **self._here, **said)

    def change_customer(self, number: str, wish: CustomerWish, reason: str, **said: Any) -> Changed:
        """Somebody else takes the order over. As `order_terms.change_customer`."""
        from pos.usecases import order_terms

        return order_terms.change_customer(number=number, wish=wish, reason=reason, **self._here, **said)

    def authorisations_ending(self) -> tuple[Ending, ...]:
        """Cards that were asked and cannot be charged any more when the goods come. As `authorisations`."""
        from pos.usecases.authorisations import authorisations_ending
        from pos.usecases.availability import today_in

        with self.transactions.reading() as records:
            return authorisations_ending(records, today_in(records.shop(), self.clock.now()))

    def customer_history(self, customer: str) -> CustomerHistory:
        """What staff know of a customer when they stand at the counter. Raises UnknownCode."""
        from pos.usecases.customer_history import customer_history

        return customer_history(customer=customer, transactions=self.transactions, clock=self.clock)

    # --- what is noted of it -----------------------------------------------------------------------------------------
    def steps(self, number: str) -> Sequence[Step]:
        """Everything that happened to an order, the first step first."""
        with self.transactions.reading() as records:
            return records.steps(number)

    def note(self, number: str, words: str, **said: Any) -> Changed:
        """Words for staff. As `order_notes.note`."""
        from pos.usecases import order_notes

        return order_notes.note(number=number, words=words, **self._here, **said)

    def customer_absent(self, number: str, how: str, **said: Any) -> Changed:
        """They could not be reached, or did not come. As `order_notes.customer_absent`."""
        from pos.usecases import order_notes

        return order_notes.customer_absent(number=number, how=how, **self._here, **said)

    def redate(self, number: str, **said: Any) -> Changed:
        """Tell a new date. As `order_notes.redate`."""
        from pos.usecases import order_notes

        return order_notes.redate(number=number, **self._here, **said)
