"""Orders that wait: listed, shown, and handed over when their goods are here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pos.domain import errors, order_deposit, paper
from pos.domain.backorder import Order
from pos.domain.money import Money
from pos.domain.order_deposit import Posting
from pos.domain.people import OWNER, Person
from pos.domain.receipt import Receipt
from pos.domain.sale import settle
from pos.usecases.availability import today_in
from pos.usecases.checkout import TenderWish, fill_tenders, local_time, posting_body, tender_postings
from pos.usecases.ports import Clock, Records, Transactions


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
            places.append(queue.index(found.number) + 1)
    return max(places, default=None)


def collect(
    *, number: str, tenders: Sequence[TenderWish], transactions: Transactions, clock: Clock, person: Person = OWNER
) -> Collected:
    """Hand over what is put aside for an order: its deposit is set against it and the rest is paid.

    Raises UnknownCode, OrderNotReady, TenderTooSmall, TenderTooLarge, NotAllowed.
    """
    if not person.may("collect"):
        raise errors.NotAllowed("Handing goods over is not among this person's rights. Nothing was changed.")
    with transactions.writing() as tx:
        shop, now = tx.shop(), clock.now()
        found = tx.order(number)
        if found is None:
            raise errors.UnknownCode(f"There is no order {number[:40]} here. Nothing was changed.", number=number[:40])
        if found.ship_complete and any(line.waiting > 0 for line in found.lines):
            raise errors.OrderNotReady(
                f"Order {number} is handed over all together, and some of it is not here yet. Nothing was changed. "
                "Book the rest in first.",
                number=number,
            )
        lines = [
            (line, line.price_of(line.allocated), line.tax_of(line.allocated)) for line in found.lines if line.allocated
        ]
        if not lines:
            raise errors.OrderNotReady(
                f"Nothing is put aside for order {number} yet. Nothing was changed. Book the goods in first.",
                number=number,
            )
        now_by_rate: dict[int, int] = {}
        for line, line_total, _ in lines:
            now_by_rate[line.tax_rate] = now_by_rate.get(line.tax_rate, 0) + line_total
        still_by_rate: dict[int, int] = {}
        for line in found.lines:
            still_by_rate[line.tax_rate] = still_by_rate.get(line.tax_rate, 0) + line.price_of(line.open)
        shares = order_deposit.share_of_open(tx.deposit_shares(number), now_by_rate, still_by_rate)
        applied = Money(sum(share.amount for share in shares), shop.currency)
        total = Money(sum(part[1] for part in lines), shop.currency)
        tax = Money(sum(part[2] for part in lines), shop.currency)
        due = total - applied
        settlement = settle(due, fill_tenders(tenders, due, shop), cash_step=shop.cash_step)
        receipt_number = tx.next_number()
        customer = tx.customer(found.customer)
        receipt = paper.collection_receipt(
            shop=shop, number=receipt_number, order=number, at=local_time(shop, now),
            language=(customer.language if customer else "") or shop.language, person=person.name,
            lines=lines, shares=shares, settlement=settlement,
        )  # fmt: skip
        postings = [
            *tender_postings(settlement),
            *order_deposit.sold([(line.tax_rate, line_total, line_tax) for line, line_total, line_tax in lines]),
            *order_deposit.released(number, shares),
        ]
        if settlement.cash_rounding:
            postings.append(Posting("cash_rounding", -settlement.cash_rounding.minor))
        body = {
            "number": receipt_number,
            "order": number,
            "at": now.isoformat(timespec="microseconds"),
            "business_date": today_in(shop, now).isoformat(),
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
                for line, line_total, line_tax in lines
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
            "receipt": receipt.to_json(),
            "job": f"{receipt_number}/0",
        }
        tx.append("order_collected", body, person=person.id)
    return Collected(
        receipt_number, number, total, applied, settlement.due, settlement.change_due,
        paper.with_customer(receipt, paper.personal_words(customer)),
    )  # fmt: skip
