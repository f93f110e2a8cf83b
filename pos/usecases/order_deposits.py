"""Money that comes to an open order, or goes back from it: any amount, any time, up to what is due or held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pos.domain import deposit_moves, errors, paper, paper_orders
from pos.domain.backorder import Order, OrderLine
from pos.domain.money import Money, divide_half_up
from pos.domain.people import OWNER, Person
from pos.domain.sale import settle
from pos.usecases import order_documents as documents
from pos.usecases.availability import today_in
from pos.usecases.checkout import TenderWish, fill_tenders, local_time
from pos.usecases.deposit_shapes import DepositChanged
from pos.usecases.news import news_for
from pos.usecases.order_refunds import back_by, settled_back
from pos.usecases.ports import Clock, Transaction, Transactions
from pos.usecases.sale_tenders import check_account, check_vouchers

PERCENT_OF = ("left", "total")
"""A percentage paid towards an order is of what is left to pay, or of the total."""


def paid(*, number: str, transactions: Transactions) -> dict[int, Money]:
    """What is paid of each line of an order: line -> money; goods handed over are paid. Raises UnknownCode."""
    with transactions.reading() as records:
        found = documents.known_order(records, number)
        currency = records.shop().currency
        of_lines = deposit_moves.paid_of(found, records.deposit_shares(found.number))
    return {line: Money(minor, currency) for line, minor in of_lines.items()}


def add_deposit(
    *, number: str, tenders: Sequence[TenderWish], transactions: Transactions, clock: Clock, person: Person = OWNER,
    amount: Money | None = None, percent: int = 0, of: str = "left", version: int | None = None,
) -> DepositChanged:  # fmt: skip
    """Pay towards an order: any amount up to what is still due, or `percent` `of` that or of the total; without one,
    all that is due.

    Raises UnknownCode, StaleOrder, WrongState, BadAmount, DepositTooLarge, TenderTooSmall, TenderTooLarge, NotAllowed.
    """
    documents.check_right(person, "add_deposit", "Taking a deposit")
    with transactions.writing() as tx:
        now = clock.now()
        found = documents.known_order(tx, number, version)
        shop = documents.for_order(tx.shop(), found)
        lines = found.lines
        if shop.waiting.preorder_lower_price:
            from pos.usecases.lower_price import order_at_lower_price
            from pos.usecases.price_of_the_day import lines_of_the_day

            found = order_at_lower_price(tx, found.number, now=now, today=today_in(shop, now), person=person)
            lines = lines_of_the_day(tx, shop, found, today_in(shop, now))
        held = tx.deposit_shares(found.number)
        due = deposit_moves.balance_of(lines, held)
        if due <= 0:
            raise errors.WrongState(
                f"Nothing is due on order {found.number} any more. Nothing was taken.", order=found.number
            )
        wish = _wished(found, Money(due, shop.currency), amount, percent, of)
        move = deposit_moves.added(found.number, wish, found.lines, held, documents.tax_mode_of(shop, found))
        customer = tx.customer(found.customer)
        check_account(tenders, customer, person)
        settlement = settle(wish, fill_tenders(tenders, wish, shop), cash_step=shop.cash_step)
        check_vouchers(tx, settlement.tenders, person, others=False)
        after = deposit_moves.after_move(held, move)
        now_held = Money(sum(share.amount for share in after), shop.currency)
        left = Money(due - wish.minor, shop.currency)
        document = tx.next_number()
        receipt = paper_orders.deposit_receipt(
            shop=shop, number=document, order=found.number, at=local_time(shop, now),
            language=documents.language_of(shop, found, customer), person=person.name, move=move,
            settlement=settlement, held=now_held, balance_due=left, sent=documents.all_sent(found),
        )  # fmt: skip
        body = documents.document_body(
            tx, shop=shop, order=found, customer=customer, number=document, now=now, move=move, settlement=settlement,
            receipt=receipt, balance_due=left.minor,
            deposit_tenders=documents.deposit_parts(wish.minor, settlement),
        )  # fmt: skip
        tx.append("deposit_added", body, person=person.id)
    return DepositChanged(
        document, found.number, wish, settlement.due, settlement.change_due, now_held, left,
        tuple((t.kind, t.amount) for t in settlement.tenders),
        paper.with_customer(receipt, paper.personal_words(customer)),
    )  # fmt: skip


def percent_of(found: Order, percent: int, of: str, currency: str) -> Money:
    """So many percent of what is still due on an order, or of the total: the price of all of it that is not given up;
    at least the smallest amount there is."""
    still = sum(line.price_of(line.open) for line in found.lines)
    whole = still + sum(deposit_moves.price_gone(line) for line in found.lines)
    base = whole if of == "total" else still - found.order_deposit
    return Money(max(1, divide_half_up(base * percent, 100)), currency)


def _wished(found: Order, due: Money, amount: Money | None, percent: int, of: str) -> Money:
    """How much is paid. Raises BadAmount for a percentage that is none."""
    if not percent:
        return due if amount is None else amount
    if of not in PERCENT_OF:
        raise errors.BadAmount(
            f"A percentage is of what is left or of the total, not of “{of[:20]}”. Nothing was taken. Say left or "
            "total.",
            of=of[:20],
        )
    if amount is not None or not 1 <= percent <= 100:
        raise errors.BadAmount(
            f"{percent}% is no part of what is due. Nothing was taken. Say 1 to 100 percent, or an amount, not both.",
            percent=percent,
        )
    return percent_of(found, percent, of, due.currency)


def refund_deposit(
    *, number: str, reason: str, transactions: Transactions, clock: Clock, person: Person = OWNER,
    amount: Money | None = None, tenders: Sequence[TenderWish] = (), version: int | None = None,
) -> DepositChanged:  # fmt: skip
    """Give a deposit back, whole or in part, while the order stays; by the tenders it came by.

    Raises UnknownCode, StaleOrder, WrongState, BadAmount, BadText, DepositTooLarge, NotAllowed.
    """
    documents.check_right(person, "refund_deposit", "Giving a deposit back")
    why = documents.reason_words(reason)
    with transactions.writing() as tx:
        found = documents.known_order(tx, number, version)
        return refund_in(tx, found, amount, reason=why, now=clock.now(), person=person, tenders=tenders, lower=True)


def refund_in(
    tx: Transaction, found: Order, amount: Money | None, *, reason: str, now: datetime, person: Person,
    tenders: Sequence[TenderWish] = (), after: Sequence[OrderLine] | None = None, lower: bool = False,
) -> DepositChanged:  # fmt: skip
    """The same inside somebody else's transaction, where the right and the reason were looked at. `after` are the
    order's lines where that transaction is about to change them: the paper says what is due on those. With
    `lower` the order gets the lower price of the day in the same act, once no more is held than that."""
    shop = documents.for_order(tx.shop(), found)
    lower = lower and shop.waiting.preorder_lower_price
    if lower:
        from pos.usecases.lower_price import order_at_lower_price
        from pos.usecases.price_of_the_day import lines_of_the_day

        found = order_at_lower_price(tx, found.number, now=now, today=today_in(shop, now), person=person)
        after = lines_of_the_day(tx, shop, found, today_in(shop, now))
    held = tx.deposit_shares(found.number)
    if not found.order_deposit:
        raise errors.WrongState(f"Nothing is held for order {found.number}. Nothing was paid out.", order=found.number)
    wish = Money(found.order_deposit, shop.currency) if amount is None else amount
    move = deposit_moves.given_back(found.number, wish, found.lines, held, documents.tax_mode_of(shop, found))
    back = back_by(
        wish, tx.deposit_tenders(found.number), tenders, shop, person,
        in_cash_today=tx.cash_paid_back(found.number, today_in(shop, now)),
    )  # fmt: skip
    settlement = settled_back(wish, back, shop.cash_step)
    customer = tx.customer(found.customer)
    now_held = Money(found.order_deposit - wish.minor, shop.currency)
    then = found if after is None else replace(found, lines=tuple(after))
    left = Money(max(0, deposit_moves.balance_of(then.lines, held) + wish.minor), shop.currency)
    document = tx.next_number()
    receipt = paper_orders.refund_receipt(
        shop=shop, number=document, order=found.number, at=local_time(shop, now),
        language=documents.language_of(shop, found, customer), person=person.name, move=move,
        settlement=settlement, held=now_held, balance_due=left, sent=documents.all_sent(then),
    )  # fmt: skip
    body = documents.document_body(
        tx, shop=shop, order=found, customer=customer, number=document, now=now, move=move, settlement=settlement,
        receipt=receipt, balance_due=left.minor,
        deposit_tenders=[(one.kind, one.came_by, -one.amount, None) for one in back],
    )  # fmt: skip
    body["reason"] = reason
    tx.append("deposit_refunded", body, person=person.id)
    if lower:  # before the letter says what is still to pay
        order_at_lower_price(tx, found.number, now=now, today=today_in(shop, now), person=person)
    news_for(
        tx, "refunded", found.number, today=today_in(shop, now), person=person, document=document, amount=wish.minor
    )
    return DepositChanged(
        document, found.number, -wish, settlement.due, settlement.change_due, now_held, left,
        tuple((t.kind, t.amount) for t in settlement.tenders),
        paper.with_customer(receipt, paper.personal_words(customer)),
    )  # fmt: skip
