"""What a customer still gets, changed: another quantity, or another product.

Each is one step of the log with everything that goes with it: the deposit shared anew, the goods that become free given
to the next who waits, the promises of everybody behind reckoned anew, and what the customer is told.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pos.domain import deposit_moves, errors, order_life
from pos.domain.backorder import Order, OrderLine
from pos.domain.deposit_resplit import resplit, restated
from pos.domain.money import Money
from pos.domain.people import OWNER, Person
from pos.usecases import order_documents as documents
from pos.usecases.authorisations import ask_for_more
from pos.usecases.availability import today_in
from pos.usecases.credit_giving import given_up
from pos.usecases.late_lines import late_lines
from pos.usecases.left_there import leave_there
from pos.usecases.moving_goods import Served, serve_waiting
from pos.usecases.news_over import look_after
from pos.usecases.order_additions import added_line, resolve_product
from pos.usecases.order_fee import fee_for
from pos.usecases.order_steps import (
    RIGHT,
    Changed,
    Retold,
    affected,
    again,
    dated_lines,
    deposit_parts,
    head,
    slip_of,
    tell,
    write_change,
)
from pos.usecases.out_of_bags import open_bags, out_of_bags
from pos.usecases.own_choice import their_own_choice
from pos.usecases.ports import Clock, Transaction, Transactions
from pos.usecases.promises import view
from pos.usecases.tell_me_holds import offer

if TYPE_CHECKING:
    from pos.domain.deposit_moves import Move
    from pos.domain.order_fees import Fee
    from pos.usecases.checkout import TenderWish
    from pos.usecases.deposit_shapes import DepositChanged
    from pos.usecases.order_additions import Added


def change_quantity(
    *, number: str, line: int, quantity: int, transactions: Transactions, clock: Clock, person: Person = OWNER,
    version: int | None = None, reason: str = "", tenders: Sequence[TenderWish] = (), override: str = "",
    no_fee: str = "",
) -> Changed:  # fmt: skip
    """From now on the customer waits for `quantity` units of a line.

    Fewer: the others are given up, with the fee of a cancellation unless it is waived (`no_fee` says why). The deposit
    stays with the order as far as the rest costs that much; what is beyond it goes back at once, by `tenders` or the
    way it came. More: they are a line of their own at today's
    price, at the end of the queue, promised as a new order would be (`override` is the reason for taking them against
    the advice), and `asks` is the deposit that is to be taken for them.

    Raises UnknownCode, StaleOrder, WrongState, BadQuantity, NotAllowed, NotBackorderable, PriceMissing, BadText.
    """
    documents.check_right(person, RIGHT, "Changing an order")
    with transactions.writing() as tx:
        now = clock.now()
        found = documents.known_order(tx, number, version)
        changing = order_life.line_of(found, line)
        order_life.check(changing, "change", found.number)
        if quantity < 1:
            raise errors.BadQuantity(
                f"{quantity} is no quantity to wait for. Nothing was changed. Cancel {changing.name} instead.",
                order=found.number,
                line=line,
            )
        more = quantity - changing.open
        if not more:
            return Changed(found)
        what = {"sku": changing.sku, "from": changing.open, "to": quantity}
        if more < 0:
            return _fewer(
                tx, found, changing, -more, what, clock=clock, person=person, reason=reason, tenders=tenders,
                no_fee=no_fee,
            )  # fmt: skip
        product = resolve_product(tx, changing.sku)
        extra = added_line(tx, found, product, more, now=now, person=person, override=override, like=changing)
        held, mode = tx.deposit_shares(found.number), documents.tax_mode_of(tx.shop(), found)
        move = restated(found.number, (*found.lines, extra.line), held, mode)
        done = _added(tx, found, "quantity_changed", extra, move, what, clock=clock, person=person, reason=reason)
        return replace(done, asks=min(extra.asks, done.order.balance_due))


def change_product(
    *, number: str, line: int, code: str, transactions: Transactions, clock: Clock, person: Person = OWNER,
    quantity: int | None = None, offered: bool = False, price: Money | None = None, version: int | None = None,
    reason: str = "", tenders: Sequence[TenderWish] = (), override: str = "", no_fee: str = "",
) -> Changed:  # fmt: skip
    """The customer takes another product instead of what is still open of a line, at today's `price` unless somebody
    with the right sets one; the deposit stays and is shared anew, what is beyond the new price goes back. What the new
    goods cost less is given up, with the fee of a cancellation unless the shop `offered` them because it is late, or
    it is waived (`no_fee` says why).

    It stands where the order stood from its first line on when the shop `offered` it because the shop is late, else at
    the end of the queue. Raises as `change_quantity`.
    """
    documents.check_right(person, RIGHT, "Changing an order")
    with transactions.writing() as tx:
        now = clock.now()
        found = documents.known_order(tx, number, version)
        old = order_life.line_of(found, line)
        order_life.check(old, "change", found.number)
        product = resolve_product(tx, code)
        if product.sku == old.sku:
            raise errors.WrongState(
                f"{old.name} is what order {found.number} has already. Nothing was changed. Scan another product.",
                order=found.number,
                line=line,
            )
        if price is not None and not person.may("open_price"):
            raise errors.NotAllowed(
                f"Another price for “{product.name}” needs a right of its own. Nothing was changed. Ask a manager.",
                sku=product.sku,
            )
        extra = added_line(
            tx, found, product, quantity or old.open, now=now, person=person, override=override, like=old, price=price,
            keep_place=offered and _late(tx, found, old, now),
        )  # fmt: skip
        given = {old.line: old.open}
        shop = documents.for_order(tx.shop(), found)
        fee = fee_for(
            tx, shop, found, given, now=now, person=person, no_fee=no_fee, instead=extra.line.total, offered=offered
        )
        what = {
            "from": old.sku, "to": product.sku, "units": extra.line.ordered, "keeps_place": extra.keeps_place,
            "offered": offered, **({"no_fee": no_fee} if no_fee else {}),
        }  # fmt: skip
        mode = documents.tax_mode_of(shop, found)
        if fee.amount:
            move = restated(found.number, (*found.lines, extra.line), tx.deposit_shares(found.number), mode)
            done = _added(tx, found, "product_changed", extra, move, what, clock=clock, person=person, reason=reason)
            done = _ended(
                tx, done, given, fee, clock=clock, person=person, reason=reason, tenders=tenders,
                instead=(extra.line.line,),
            )  # fmt: skip
            # The tax stated is what this step moved; the cancellation states its own on its own paper.
            slip = slip_of(tx, done.order, "product_changed", now=now, person=person, shares=move.shares)
            return replace(done, slip=slip)
        after = [*deposit_moves.without(found.lines, given), extra.line]
        found, refunded = _excess_back(tx, found, after, clock=clock, person=person, tenders=tenders, reason=reason)
        done = _added(
            tx, found, "product_changed", extra, resplit(found.number, after, tx.deposit_shares(found.number), mode),
            what, clock=clock, person=person, reason=reason, instead_of=old, refunded=refunded,
        )  # fmt: skip
        return replace(done, fee=fee)


def _fewer(
    tx: Transaction, found: Order, line: OrderLine, units: int, what: dict[str, Any], *, clock: Clock,
    person: Person, reason: str, tenders: Sequence[TenderWish], no_fee: str,
) -> Changed:  # fmt: skip
    now = clock.now()
    given = {line.line: units}
    shop = documents.for_order(tx.shop(), found)
    fee = fee_for(tx, shop, found, given, now=now, person=person, no_fee=no_fee)
    if fee.amount:
        return _ended(tx, Changed(found), given, fee, clock=clock, person=person, reason=reason, tenders=tenders)
    what |= {"no_fee": no_fee} if no_fee else {}
    after = deposit_moves.without(found.lines, given)
    found, refunded = _excess_back(tx, found, after, clock=clock, person=person, tenders=tenders, reason=reason)
    held, mode = tx.deposit_shares(found.number), documents.tax_mode_of(tx.shop(), found)
    move = deposit_moves.cancelled(found.number, found.lines, given, held, mode, keep=True)
    assert not move.money, "a deposit beyond what is left was given back before"
    left, of_allocated = order_life.cancel(line, units, found.number)
    bags = open_bags(tx, found.number)
    before = view(tx, [line.sku], today_in(tx.shop(), now))
    cause = write_change(
        tx, found, "quantity_changed", now=now, person=person, line=line.line, what=what, reason=reason,
        cancel=[[left.line, units, of_allocated, left.sku]], **deposit_parts(move),
    )  # fmt: skip
    given_up(tx, found, given, person=person)
    leave_there(tx, found, now=now, person=person)
    served = _pass_on(tx, [line.sku], cause, found.number, clock=clock, person=person)
    broken = affected(tx, [line.sku], now=now, person=person, cause=cause, before=before)
    look_after(tx, found.number, today=before.today, person=person)
    order = again(tx, found.number)
    slip = slip_of(tx, order, "quantity_changed", now=now, person=person, shares=move.shares)
    out = out_of_bags(found, order, bags)
    return Changed(order, (), (*broken, *served.broken), served.gets, refunded, slip, fee=fee, out=out)


def _ended(
    tx: Transaction, done: Changed, given: Mapping[int, int], fee: Fee, *, clock: Clock, person: Person, reason: str,
    tenders: Sequence[TenderWish], instead: Collection[int] = (),
) -> Changed:  # fmt: skip
    """What a change gives up for a fee is a cancellation like any other, with its own paper; the deposit stays for the
    rest and for what comes `instead`."""
    from pos.usecases.order_cancelling import CancelWish, cancel_in

    wish = CancelWish("changed_mind", reason, given, tenders, keep_deposit=True)
    ended = cancel_in(tx, again(tx, done.order.number), wish, clock=clock, person=person, instead=instead)
    return replace(
        done, order=again(tx, done.order.number), broken=(*done.broken, *ended.broken),
        passed_on=(*done.passed_on, *ended.passed_on), fee=fee, ended=ended,
    )  # fmt: skip


def _added(
    tx: Transaction, found: Order, step: str, extra: Added, move: Move, what: dict[str, Any], *, clock: Clock,
    person: Person, reason: str, instead_of: OrderLine | None = None, refunded: DepositChanged | None = None,
) -> Changed:  # fmt: skip
    """Write a line that comes to an order, with what is given up for it."""
    old, now = instead_of, clock.now()
    skus = {extra.line.sku, *([old.sku] if old else [])}
    before = view(tx, skus, today_in(tx.shop(), now))
    line, bags = extra.line, open_bags(tx, found.number)
    cause = write_change(
        tx, found, step, now=now, person=person, line=old.line if old else line.line, what=what, reason=reason,
        head=head(found), add=[extra.body], cancel=[[old.line, old.open, old.allocated, old.sku]] if old else [],
        allocations=[[found.number, line.line, line.sku, extra.here]] if extra.here else [], **deposit_parts(move),
    )  # fmt: skip
    if old is not None:
        given_up(tx, found, {old.line: old.open}, person=person)
        leave_there(tx, found, now=now, person=person)
    if extra.against is not None:
        tx.append("policy_overridden", {"overrides": [extra.against]}, person=person.id)
    served = _pass_on(tx, [old.sku] if old else [], cause, found.number, clock=clock, person=person)
    told: tuple[Retold, ...] = (Retold(line.line, extra.likely_on, line.promised_on, line.words),)
    if found.ship_complete:
        # All of it goes with the last of it, by the customer's own choice: told before it is looked at what breaks.
        order = again(tx, found.number)
        told = tell(tx, order, [one.line for one in order.lines], now=now, person=person, why=step) or told
        their_own_choice(
            tx, found.number, dated_lines(told), "they changed the order", today=before.today, person=person
        )
    broken = affected(tx, skus, now=now, person=person, cause=cause, before=before)
    look_after(tx, found.number, today=before.today, person=person)
    order = again(tx, found.number)
    slip = slip_of(tx, order, step, now=now, person=person, shares=move.shares)
    more = ask_for_more(tx, found.number, today=today_in(tx.shop(), now), person=person)
    out = out_of_bags(found, order, bags)
    return Changed(order, told, (*broken, *served.broken), served.gets, refunded, slip, remarks=more, out=out)


def _pass_on(tx: Transaction, freed: Sequence[str], cause: str, number: str, *, clock: Clock, person: Person) -> Served:
    """Goods that an order gives up go to the next who waits, then to who asked to be told: those that were put aside
    for it, and those that were kept back until all of it is here."""
    if not freed:
        return Served()
    served = serve_waiting(tx, freed, clock=clock, person=person, cause=cause, reason=f"{number} changed")
    offer(tx, freed, now=clock.now(), person=person, cause=cause)
    return served


def _excess_back(
    tx: Transaction, found: Order, after: Sequence[OrderLine], *, clock: Clock, person: Person,
    tenders: Sequence[TenderWish], reason: str,
) -> tuple[Order, DepositChanged | None]:  # fmt: skip
    """Give back what is held beyond the price of the lines as they will be. The order as it is then, and how."""
    from pos.usecases.order_deposits import refund_in

    excess = -deposit_moves.balance_of(after, tx.deposit_shares(found.number))
    if excess <= 0:
        return found, None
    back = refund_in(
        tx, found, Money(excess, tx.shop().currency), reason=reason or "more than the rest costs", now=clock.now(),
        person=person, tenders=tenders, after=after,
    )  # fmt: skip
    return again(tx, found.number), back


def _late(tx: Transaction, found: Order, line: OrderLine, now: datetime) -> bool:
    return line.line in late_lines(tx, found, today_in(tx.shop(), now))
