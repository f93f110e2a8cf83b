"""Units of an order given up: what comes back, what is kept and why, and who gets the goods now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pos.domain import deposit_moves, errors, order_fees, paper, paper_orders
from pos.domain.backorder import Order, OrderLine
from pos.domain.money import Money
from pos.domain.order_life import TenderPart
from pos.domain.people import OWNER, Person
from pos.usecases import order_documents as documents
from pos.usecases.availability import today_in
from pos.usecases.cancel_shapes import Cancelled, CancelWish, Foreseen
from pos.usecases.checkout import local_time
from pos.usecases.credit_giving import given_up
from pos.usecases.left_there import leave_there
from pos.usecases.moving_goods import serve_waiting
from pos.usecases.news import news_for
from pos.usecases.order_fee import fee_for
from pos.usecases.order_refunds import BackBy, back_by, settled_back
from pos.usecases.order_steps import again, as_told
from pos.usecases.out_of_bags import open_bags, out_of_bags
from pos.usecases.ports import Clock, Records, Transaction, Transactions
from pos.usecases.promises import view
from pos.usecases.reviewing import review
from pos.usecases.tell_me_holds import offer
from pos.usecases.to_send import ask_after

if TYPE_CHECKING:
    from pos.domain.shop import Shop


__all__ = ("CancelWish", "Cancelled", "Foreseen", "cancel", "cancel_in", "foresee_cancelling")


@dataclass(frozen=True, slots=True)
class _Plan:
    units: Mapping[int, int]
    after: tuple[OrderLine, ...]
    move: deposit_moves.Move
    fee: order_fees.Fee
    part: int
    held: int
    balance: int
    back: tuple[BackBy, ...]
    void: tuple[TenderPart, ...]


def foresee_cancelling(
    *, number: str, wish: CancelWish, transactions: Transactions, clock: Clock, person: Person = OWNER
) -> Foreseen:
    """What cancelling would give back, by which tender, and what would be kept and why. Raises as `cancel`."""
    with transactions.reading() as records:
        found = documents.known_order(records, number)
        shop = documents.for_order(records.shop(), found)
        return _seen(shop, found, _plan(records, shop, found, wish, clock.now(), person))


def cancel(
    *, number: str, wish: CancelWish, transactions: Transactions, clock: Clock, person: Person = OWNER,
    version: int | None = None,
) -> Cancelled:  # fmt: skip
    """Cancel units of an order, or all of it, and give their part of the deposit back.

    Raises UnknownCode, StaleOrder, WrongState, BadQuantity, BadSetting for a reason that is none, BadText, BadAmount,
    NotAllowed.
    """
    with transactions.writing() as tx:
        return cancel_in(tx, documents.known_order(tx, number, version), wish, clock=clock, person=person)


def cancel_in(
    tx: Transaction, found: Order, wish: CancelWish, *, clock: Clock, person: Person, instead: Collection[int] = (),
) -> Cancelled:  # fmt: skip
    """The same inside somebody else's transaction. `instead` are lines of the order that came in this transaction in
    place of what is given up."""
    shop, now = documents.for_order(tx.shop(), found), clock.now()
    today = today_in(shop, now)
    plan = _plan(tx, shop, found, wish, now, person, instead)
    customer = tx.customer(found.customer)
    settlement = settled_back(Money(-plan.move.money, shop.currency), plan.back, shop.cash_step)
    document = tx.next_number()
    was = {line.line: line for line in found.lines}
    receipt = paper_orders.cancellation_receipt(
        shop=shop, number=document, order=found.number, at=local_time(shop, now),
        language=documents.language_of(shop, found, customer), person=person.name,
        given_up=[
            (
                was[line.line], plan.units[line.line],
                was[line.line].price_of(was[line.line].open) - line.price_of(line.open),
                was[line.line].tax_of(was[line.line].open) - line.tax_of(line.open),
            )
            for line in plan.after
            if plan.units.get(line.line)
        ],
        move=plan.move, deposit_part=plan.part,
        still=as_told(tx, found, [line for line in plan.after if line.open > 0]),
        settlement=settlement, held=Money(plan.held, shop.currency), balance_due=Money(plan.balance, shop.currency),
        no_fee=plan.fee.why, void=bool(plan.void),
    )  # fmt: skip
    body: dict[str, Any] = documents.document_body(
        tx, shop=shop, order=found, customer=customer, number=document, now=now, move=plan.move,
        settlement=settlement, receipt=receipt, balance_due=plan.balance,
        deposit_tenders=[
            *((one.kind, one.came_by, -one.amount, None) for one in plan.back),
            *((part.kind, part.reference, -part.amount, part.until) for part in plan.void),
        ],
    )  # fmt: skip
    body["cancel"] = [
        [line.line, plan.units[line.line], was[line.line].allocated - line.allocated, line.sku]
        for line in plan.after
        if plan.units.get(line.line)
    ]
    words = " ".join(wish.words.split())[:300]
    body |= {"reason": f"{wish.reason}: {words}" if words else wish.reason, "code": wish.reason, "cause": plan.fee.why}
    if wish.no_fee:
        body["no_fee"] = documents.reason_words(wish.no_fee)
    bags = open_bags(tx, found.number)
    skus = list(dict.fromkeys(row[3] for row in body["cancel"]))
    before = view(tx, skus, today)
    cause = tx.append("order_cancelled", body, person=person.id)
    given_up(tx, found, plan.units, person=person, ours=wish.reason == "shop_cannot")
    leave_there(tx, found, now=now, person=person)
    # Not only of units that were put aside: what was kept back until all of an order is here is free now as well.
    served = serve_waiting(tx, skus, clock=clock, person=person, cause=cause, reason=f"{found.number} cancelled")
    broken = review(tx, skus, today=today, person=person, cause=cause, before=before)
    offer(tx, skus, now=now, person=person, cause=cause)
    seen = _seen(shop, found, plan)
    news_for(
        tx, "cancelled", found.number, today=today, person=person, document=document,
        amount=seen.refund.minor,
        goods=[(plan.units[line.line], line.name, line.unit) for line in plan.after if plan.units.get(line.line)],
    )  # fmt: skip
    ask_after(tx, found.number, today=today, person=person)
    out = out_of_bags(found, again(tx, found.number), bags)
    return Cancelled(
        document, seen, paper.with_customer(receipt, paper.personal_words(customer)), served.gets,
        broken, out.bags if out else (), out,
    )  # fmt: skip


def _plan(
    records: Records, shop: Shop, found: Order, wish: CancelWish, now: datetime, person: Person,
    instead: Collection[int] = (),
) -> _Plan:  # fmt: skip
    documents.check_right(person, "cancel_order", "Cancelling an order")
    if wish.reason not in order_fees.CANCEL_REASONS:
        raise errors.BadSetting(
            f"“{wish.reason[:40]}” is no reason for cancelling. Nothing was changed. Choose one of "
            f"{', '.join(order_fees.CANCEL_REASONS)}.",
            reason=wish.reason[:40],
        )
    units = documents.open_units(found, wish.lines)
    held = records.deposit_shares(found.number)
    before = tuple(line for line in found.lines if line.line not in instead)
    adding = [line for line in found.lines if line.line in instead]
    fee = fee_for(
        records, shop, replace(found, lines=before), units, now=now, person=person, no_fee=wish.no_fee,
        reason=wish.reason, instead=sum(line.price_of(line.open) for line in adding),
    )  # fmt: skip
    move = deposit_moves.cancelled(
        found.number, before, units, held, documents.tax_mode_of(shop, found), fee=fee.amount,
        keep=wish.keep_deposit, adding=adding,
    )  # fmt: skip
    after = tuple(deposit_moves.without(found.lines, units))
    came = records.deposit_tenders(found.number)
    kept = deposit_moves.after_move(held, move)
    return _Plan(
        units, after, move, fee,
        sum(deposit_moves.leaving(before, units, held).values()),
        sum(share.amount for share in kept),
        deposit_moves.balance_of(after, kept),
        back_by(
            Money(-move.money, shop.currency), came, wish.tenders if move.money else (), shop, person,
            in_cash_today=records.cash_paid_back(found.number, today_in(shop, now)),
        ),
        tuple(part for part in came if part.kind == "authorisation" and part.amount > 0)
        if not any(line.open for line in after)
        else (),
    )  # fmt: skip


def _seen(shop: Shop, found: Order, plan: _Plan) -> Foreseen:
    def money(minor: int) -> Money:
        return Money(minor, shop.currency)

    settlement = settled_back(money(-plan.move.money), plan.back, shop.cash_step)
    return Foreseen(
        order=found.number,
        units=plan.units,
        ends=not any(line.open for line in plan.after),
        deposit_part=money(plan.part),
        fee=money(plan.move.fee),
        fee_tax=money(sum(tax for _, tax in plan.move.fee_tax)),
        fee_why=plan.fee.why,
        kept=money(plan.part - plan.move.fee + plan.move.money),
        refund=-settlement.due,
        by=tuple((tender.kind, -tender.amount) for tender in settlement.tenders),
        held=money(plan.held),
        balance_due=money(plan.balance),
        void=tuple(part.reference for part in plan.void),
    )
