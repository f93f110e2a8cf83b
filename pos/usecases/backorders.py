"""Orders that wait: listed, shown, and handed over when their goods are here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pos.domain import errors, order_deposit, paper
from pos.domain.backorder import Order
from pos.domain.money import Money
from pos.domain.order_deposit import Posting
from pos.domain.paper_changes import what_follows
from pos.domain.people import OWNER, Person
from pos.domain.receipt import Receipt
from pos.domain.sale import settle
from pos.usecases.availability import today_in
from pos.usecases.checkout import TenderWish, fill_tenders, local_time, posting_body, tender_postings
from pos.usecases.due_now import share_of
from pos.usecases.handing_over import going, sent_before
from pos.usecases.incentives import discounts_given, discounts_of, earned_with, rest_given
from pos.usecases.order_documents import for_order, known_order, language_of
from pos.usecases.order_steps import as_told
from pos.usecases.ports import Clock, Records, Transaction, Transactions
from pos.usecases.sale_tenders import check_account, check_vouchers


@dataclass(frozen=True, slots=True)
class Collected:
    """What was handed over and paid; all money of this hand-over."""

    number: str
    order: str
    total: Money
    deposit_applied: Money
    due_now: Money
    change_due: Money
    receipt: Receipt


def order(*, number: str, transactions: Transactions) -> Order:
    """An order by its number. Raises UnknownCode."""
    with transactions.reading() as records:
        found = records.order(number.strip())
    if found is None:
        raise errors.UnknownCode(
            f"There is no order {number[:40]} here. Look it up by the customer's name or phone.", number=number[:40]
        )
    return found


def place_in_queue(records: Records, found: Order) -> int | None:
    """The order's place among those that wait for the same goods, counted in orders; the worst of its lines."""
    places = []
    for line in found.lines:
        if line.waiting > 0:
            queue = list(dict.fromkeys(waiting.order for waiting in records.queue(line.sku)))
            if found.number in queue:  # not what its supplier sends to the customer
                places.append(queue.index(found.number) + 1)
    return max(places, default=None)


def collect(
    *, number: str, tenders: Sequence[TenderWish], transactions: Transactions, clock: Clock, person: Person = OWNER,
    lines: Mapping[int, int] | None = None, scans: Sequence[str] = (), version: int | None = None,
) -> Collected:  # fmt: skip
    """Hand over what is put aside for an order to be collected (of one of which all is sent, what is to be sent), or
    units of single lines of it (line -> units), or what was scanned: its part of the deposit is set against it and the
    rest is paid, whole, before anything leaves.

    Raises UnknownCode, StaleOrder, OrderNotReady, WrongState, BadQuantity, TenderTooSmall, TenderTooLarge,
    CustomerNeeded, NotAllowed.
    """
    if not person.may("collect"):
        raise errors.NotAllowed("Handing goods over is not among this person's rights. Nothing was changed.")
    with transactions.writing() as tx:
        now = clock.now()
        found = known_order(tx, number, version)
        shop = for_order(tx.shop(), found)
        number, today = found.number, today_in(shop, now)
        if shop.waiting.preorder_lower_price:
            from pos.usecases.lower_price import order_at_lower_price
            from pos.usecases.price_of_the_day import check_given_back

            found = order_at_lower_price(tx, number, now=now, today=today, person=person)
        if found.ship_complete and any(line.waiting > 0 for line in found.lines):
            raise errors.OrderNotReady(
                f"Order {number} is handed over all together, and some of it is not here yet. Nothing was changed. "
                "Book the rest in first, or let the customer have it in parts.",
                number=number,
            )
        chosen = going(tx, found, lines, scans, today=today)
        sent_before(tx, found, chosen, shop.waiting.parts_most)
        if shop.waiting.preorder_lower_price:
            check_given_back(tx, shop, found, today)
        gone = {line.line: line.allocated for line in chosen}
        parts = [(line, line.price_of(line.allocated), line.tax_of(line.allocated)) for line in chosen]
        shares = share_of(found, parts, tx.deposit_shares(number), shop.deposit.tax_mode)
        applied = Money(sum(share.amount for share in shares), shop.currency)
        total = Money(sum(part[1] for part in parts), shop.currency)
        tax = Money(sum(part[2] for part in parts), shop.currency)
        due = total - applied
        credit, discounts = discounts_of(tx, found, gone, due)
        earned = earned_with(tx, found, gone)
        rest = due - Money(sum(tender.amount.minor for tender in credit), shop.currency)
        customer = tx.customer(found.customer)
        check_account(tenders, customer, person)
        paid = [tender for tender in fill_tenders(tenders, rest, shop) if tender.amount or not credit]
        settlement = settle(due, [*credit, *paid], cash_step=shop.cash_step)
        check_vouchers(tx, settlement.tenders, person, others=False)
        receipt_number = tx.next_number()
        language = language_of(shop, found, customer)
        receipt = paper.collection_receipt(
            shop=shop, number=receipt_number, order=number, at=local_time(shop, now), language=language,
            person=person.name, lines=parts, shares=shares, settlement=settlement,
            follows=what_follows(_without(tx, found, gone, applied), shop, language),
        )  # fmt: skip
        postings = [
            *tender_postings(settlement),
            *order_deposit.sold([(line.tax_rate, line_total, line_tax) for line, line_total, line_tax in parts]),
            *order_deposit.released(number, shares),
        ]
        if settlement.cash_rounding:
            postings.append(Posting("cash_rounding", -settlement.cash_rounding.minor))
        body = {
            "number": receipt_number,
            "order": number,
            "at": now.isoformat(timespec="microseconds"),
            "business_date": today.isoformat(),
            "customer": found.customer,
            "sealed": tx.seal(found.customer, paper.personal_words(customer)) if found.customer else "",
            "lines": [
                {
                    "line": line.line,
                    "sku": line.sku,
                    "name": line.name,
                    "quantity": line.allocated,
                    "unit_price": line.unit_price,
                    "total": line_total,
                    "tax": line_tax,
                    "tax_rate": line.tax_rate,
                }
                for line, line_total, line_tax in parts
            ],
            "total": total.minor,
            "tax": tax.minor,
            "due_now": settlement.due.minor,
            "order_deposit": -applied.minor,
            "balance_due": 0,
            "change_due": settlement.change_due.minor,
            "tenders": [
                {"kind": t.kind, "amount": t.amount.minor, "reference": t.reference} for t in settlement.tenders
            ],
            "shares": [[share.rate, share.amount, share.declared] for share in shares],
            "postings": [posting_body(posting) for posting in postings],
            # What a card was asked for is charged now, so nothing of it is left to be charged.
            "deposit_tenders": [
                [part.kind, part.reference, -part.amount, part.until]
                for part in tx.deposit_tenders(number)
                if part.kind == "authorisation" and all(line.open == gone.get(line.line, 0) for line in found.lines)
            ],
            "receipt": receipt.to_json(),
            "job": f"{receipt_number}/0",
        }
        tx.append("order_collected", body, person=person.id)
        discounts_given(tx, discounts, credit, now=now, person=person)
        rest_given(tx, found, [one for one in earned if one not in discounts], now=now, person=person)
        from pos.usecases.news_over import take_back

        take_back(tx, [number], today=today, person=person)  # nobody is told of what they have
        for route in ("deliver", "direct"):
            sent = [line for line in chosen if line.route == route]
            if sent:
                from pos.usecases.news import news_for

                news_for(
                    tx, "shipped", number, today=today, person=person, document=receipt_number,
                    goods=[(line.allocated, line.name, line.unit) for line in sent], way=route,
                )  # fmt: skip
    return Collected(
        receipt_number, number, total, applied, settlement.due, settlement.change_due,
        paper.with_customer(receipt, paper.personal_words(customer)),
    )  # fmt: skip


def _without(tx: Transaction, found: Order, gone: Mapping[int, int], applied: Money) -> Order:
    """The order as it is once so many units (line -> units) are handed over and their deposit is set against them, with
    the days that its customer was told."""
    lines = (
        replace(line, allocated=line.allocated - units, handed_over=line.handed_over + units)
        if (units := gone.get(line.line, 0))
        else line
        for line in as_told(tx, found, found.lines)
    )
    return replace(found, lines=tuple(lines), order_deposit=found.order_deposit - applied.minor)
