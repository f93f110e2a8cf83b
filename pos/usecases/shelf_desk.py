"""Goods in, who gets them, and the hold shelf."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pos.domain.people import OWNER, Person
from pos.usecases.ports import Clock, Transactions

if TYPE_CHECKING:
    from pos.domain.counting import CountedLine, Counting
    from pos.domain.hold_places import Bag, HoldPlace
    from pos.usecases.moving_goods import Moved, Served
    from pos.usecases.putting_away import PutAway
    from pos.usecases.receiving import Arrival, Received
    from pos.usecases.sharing import Give


@dataclass(frozen=True, slots=True)
class Shelf:
    """The verbs; each is one transaction and may raise a PosError."""

    transactions: Transactions
    clock: Clock

    # --- goods in ----------------------------------------------------------------------------------------------------
    def count(self, purchase_orders: Sequence[str] = ()) -> Counting:
        """Begin to count a delivery, against purchase orders or none. Raises UnknownCode."""
        from pos.usecases import counting_goods

        return counting_goods.begin(purchase_orders=purchase_orders, transactions=self.transactions)

    def scan(self, counting: Counting, code: str, quantity: int = 1) -> CountedLine:
        """Count a scanned code. Raises UnknownCode, BadBarcode, BadQuantity."""
        from pos.usecases import counting_goods

        return counting_goods.scan(counting=counting, code=code, quantity=quantity, transactions=self.transactions)

    def count_from(self, code: str) -> tuple[Counting, str]:
        """Begin to count with a scan; with the purchase order that is counted against. As
        `counting_goods.begin_with`."""
        from pos.usecases import counting_goods

        return counting_goods.begin_with(code=code, transactions=self.transactions)

    def count_again(self, counting: Counting, purchase_orders: Sequence[str]) -> Counting:
        """The same count against other purchase orders. Raises UnknownCode."""
        from pos.usecases import counting_goods

        return counting_goods.begin_again(
            counting=counting, purchase_orders=purchase_orders, transactions=self.transactions
        )

    def as_it_stands(self, counting: Counting) -> Counting:
        """The same count against its purchase orders as they are now; itself where nothing was booked meanwhile."""
        from pos.usecases import counting_goods

        return counting_goods.as_it_stands(counting=counting, transactions=self.transactions)

    def receive(
        self, what: Counting | Sequence[Arrival], *, give: Sequence[Give] = (), why: str = "", dry_run: bool = False,
        person: Person = OWNER, report: Callable[[int, int], object] | None = None, mark: str = "",
        old_mark: str = "", again: str = "",
    ) -> Received:  # fmt: skip
        """Book a count, or arrivals, in; a dry run says who would get what. Raises as `goods_in.receive`."""
        from pos.domain.counting import Counting
        from pos.usecases import counting_goods, goods_in

        done = goods_in.receive(
            arrivals=counting_goods.arrivals(what) if isinstance(what, Counting) else what, give=give, why=why,
            dry_run=dry_run, person=person, report=report, mark=mark, old_mark=old_mark,
            again=again, transactions=self.transactions, clock=self.clock,
        )  # fmt: skip
        if isinstance(what, Counting) and not dry_run:
            what.booked = done.document
        return done

    # --- goods that change hands: a dry run (`dry_run=True`) says who is passed over and whose promise breaks ---------
    def release(self, order: str, line: int, units: int, why: str, **more: Any) -> Moved:
        """Goods put aside go to whoever waits for them next, or back to what is free. `more`: person, version,
        dry_run. Raises as `moving_goods.release`."""
        from pos.usecases.moving_goods import release

        return self._moved(release, order=order, line=line, units=units, why=why, **more)

    def give(self, order: str, line: int, units: int, why: str, **more: Any) -> Moved:
        """Free goods to an order out of its turn. `more`: person, version, dry_run. Raises as `moving_goods.give`."""
        from pos.usecases.moving_goods import give

        return self._moved(give, order=order, line=line, units=units, why=why, **more)

    def move(self, from_: tuple[str, int], to: tuple[str, int], units: int, why: str, **more: Any) -> Moved:
        """Goods put aside for one (order, line) go to another. `more`: person, version, to_version, dry_run. Raises as
        `moving_goods.move`."""
        from pos.usecases.moving_goods import move

        return self._moved(
            move, from_order=from_[0], from_line=from_[1], to_order=to[0], to_line=to[1], units=units, why=why, **more
        )

    def swap(self, one: tuple[str, int], other: tuple[str, int], why: str, **more: Any) -> Moved:
        """Two (order, line) exchange what is put aside for them. `more`: person, dry_run. Raises as
        `moving_goods.swap`."""
        from pos.usecases.moving_goods import swap

        return self._moved(swap, order=one[0], line=one[1], other_order=other[0], other_line=other[1], why=why, **more)

    def _moved(self, act: Callable[..., Moved], *, dry_run: bool = False, **said: Any) -> Moved:
        from pos.usecases.rehearsing import rehearsed

        if dry_run:
            return rehearsed(self.transactions, act, clock=self.clock, **said)
        return act(transactions=self.transactions, clock=self.clock, **said)

    def serve_waiting(self, skus: Sequence[str], *, reason: str = "", person: Person = OWNER) -> Served:
        """Give what lies free of these products to those who wait, by the shop's rules. Raises NotAllowed."""
        from pos.domain import errors
        from pos.usecases import moving_goods

        if not person.may("receive"):
            raise errors.NotAllowed("Giving goods out needs a manager. Nothing was changed. Ask one to sign in.")
        with self.transactions.writing() as tx:
            return moving_goods.serve_waiting(tx, skus, clock=self.clock, person=person, reason=reason)

    # --- the hold shelf ----------------------------------------------------------------------------------------------
    def places(self) -> tuple[HoldPlace, ...]:
        """Every place with what lies there."""
        from pos.usecases import hold_shelf

        return hold_shelf.places(transactions=self.transactions)

    def put_places(self, wanted: Sequence[HoldPlace], *, person: Person = OWNER) -> tuple[HoldPlace, ...]:
        """Make or change places. Raises NotAllowed and BadSetting."""
        from pos.usecases import hold_shelf

        return hold_shelf.put_places(wanted=wanted, transactions=self.transactions, person=person)

    def propose_place(self, order: str, bags: int = 1) -> HoldPlace:
        """Where an order's next bags should go. Raises PlaceFull."""
        from pos.usecases import hold_shelf

        return hold_shelf.propose_place(order=order, bags=bags, transactions=self.transactions)

    def bag(
        self, order: str, *, place: str = "", bags: int = 1, labels: bool = True, person: Person = OWNER
    ) -> tuple[Bag, ...]:
        """Put an order's goods away and print a label for each bag. Raises as `hold_shelf.bag_goods`."""
        from pos.usecases import hold_shelf

        return hold_shelf.bag_goods(
            order=order, place=place, bags=bags, labels=labels, person=person, transactions=self.transactions,
            clock=self.clock,
        )  # fmt: skip

    def put_away(
        self, orders: Sequence[str], *, person: Person = OWNER, report: Callable[[int, int], object] | None = None
    ) -> tuple[PutAway, ...]:
        """Put away what came for these orders, each with a label. As `putting_away.put_away`."""
        from pos.usecases import putting_away

        return putting_away.put_away(
            orders=orders, person=person, report=report, transactions=self.transactions, clock=self.clock
        )

    def move_bag(self, tag: str, place: str, *, person: Person = OWNER) -> Bag:
        """A bag goes to another place. Raises NotAllowed, UnknownCode, PlaceFull."""
        from pos.usecases import hold_shelf

        return hold_shelf.move_bag(
            tag=tag, place=place, person=person, transactions=self.transactions, clock=self.clock
        )

    def empty_bag(self, tag: str, *, person: Person = OWNER) -> None:
        """A bag is not on the shelf any more. Raises NotAllowed, UnknownCode."""
        from pos.usecases import hold_shelf

        hold_shelf.empty_bag(tag=tag, person=person, transactions=self.transactions, clock=self.clock)

    def print_tag(self, tag: str, *, person: Person = OWNER) -> None:
        """The label of a bag once more. Raises NotAllowed, UnknownCode."""
        from pos.usecases import hold_shelf

        hold_shelf.print_tag(tag=tag, person=person, transactions=self.transactions, clock=self.clock)

    def where(self, order: str = "") -> tuple[Bag, ...]:
        """The bags on the shelf: of one order, or all by place."""
        from pos.usecases import hold_shelf

        return hold_shelf.where(order=order, transactions=self.transactions)
