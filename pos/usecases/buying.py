"""Everything about suppliers and purchase orders with its collaborators in place, as the register hands it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pos.domain.people import OWNER, Person
from pos.domain.purchase_orders import PurchaseOrder, Supplier
from pos.usecases import ordering, purchasing, suppliers
from pos.usecases.ordering import PurchaseWish
from pos.usecases.ports import Clock, Transactions
from pos.usecases.purchasing import PurchaseChange
from pos.usecases.suppliers import SupplierCard, SupplierChange, SupplierWish


@dataclass(frozen=True, slots=True)
class Buying:
    """The verbs of buying; each is one transaction and may raise a PosError."""

    transactions: Transactions
    clock: Clock

    def suppliers(self) -> Sequence[Supplier]:
        return suppliers.suppliers(transactions=self.transactions, clock=self.clock)

    def supplier(self, code: str) -> SupplierCard:
        """Raises UnknownCode."""
        return suppliers.supplier(code=code, transactions=self.transactions, clock=self.clock)

    def add_supplier(self, code: str, wish: SupplierWish, *, person: Person = OWNER) -> SupplierChange:
        """Raises NumberTaken, BadSetting, NotAllowed."""
        return suppliers.put_supplier(
            code=code, wish=wish, new=True, transactions=self.transactions, clock=self.clock, person=person
        )

    def change_supplier(self, code: str, wish: SupplierWish, *, person: Person = OWNER) -> SupplierChange:
        """Raises UnknownCode, BadSetting, NotAllowed."""
        return suppliers.put_supplier(
            code=code, wish=wish, new=False, transactions=self.transactions, clock=self.clock, person=person
        )

    def orders(self, *, state: str = "", supplier: str = "") -> list[PurchaseOrder]:
        """Raises BadSetting."""
        return purchasing.purchase_orders(
            transactions=self.transactions, clock=self.clock, state=state, supplier=supplier
        )

    def order(self, number: str) -> PurchaseOrder:
        """Raises UnknownCode."""
        return purchasing.purchase_order(number=number, transactions=self.transactions)

    def order_goods(
        self, supplier: str, wishes: Sequence[PurchaseWish], *, person: Person = OWNER, **said: Any
    ) -> PurchaseChange:
        """Raises as `ordering.order_goods`, which says what else may be given."""
        return ordering.order_goods(
            supplier=supplier, wishes=wishes, transactions=self.transactions, clock=self.clock, person=person, **said
        )

    def confirm(
        self, number: str, on: date | None = None, *, line: int | None = None, why: str = "", person: Person = OWNER
    ) -> PurchaseChange:
        """Raises UnknownCode, NothingOpen, BadDate, NotAllowed."""
        return purchasing.confirm(
            number=number, on=on, line=line, why=why, transactions=self.transactions, clock=self.clock, person=person
        )

    def redate(
        self, number: str, on: date, *, line: int | None = None, why: str = "", person: Person = OWNER
    ) -> PurchaseChange:
        """Raises UnknownCode, NothingOpen, BadDate, NotAllowed."""
        return purchasing.redate(
            number=number, on=on, line=line, why=why, transactions=self.transactions, clock=self.clock, person=person
        )

    def cancel(
        self, number: str, *, line: int | None = None, quantity: int | None = None, why: str = "",
        person: Person = OWNER,
    ) -> PurchaseChange:  # fmt: skip
        """Raises UnknownCode, NothingOpen, BadQuantity, NotAllowed."""
        return purchasing.cancel(
            number=number, line=line, quantity=quantity, why=why, transactions=self.transactions, clock=self.clock,
            person=person,
        )  # fmt: skip
