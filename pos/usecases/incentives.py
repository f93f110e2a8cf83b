"""What a customer gets for agreeing to wait (R152), and how a credit is set against what is due: small steps inside of
a sale and a hand-over. It is earned with the goods: promised at the sale, given with the last of them, and less where
some of them are given up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pos.domain import credits as rules
from pos.domain.credits import Credit
from pos.domain.money import Money
from pos.domain.paper_credits import voucher, with_rewards
from pos.domain.people import Person
from pos.domain.sale import Tender
from pos.domain.ways import SHIPS
from pos.usecases.availability import today_in
from pos.usecases.credit_giving import credit_id, drop_in, give_in, month_of, ready_for

if TYPE_CHECKING:
    from pos.domain.backorder import Order
    from pos.domain.receipt import Receipt
    from pos.domain.shop import Shop
    from pos.usecases.ports import Records, Transaction
    from pos.usecases.sale_wishes import PromisedPart


def rewarded(
    tx: Transaction, shop: Shop, number: str, promised: Sequence[PromisedPart], receipt: Receipt, *, now: datetime,
    person: Person,
) -> tuple[Receipt, tuple[Credit, ...]]:  # fmt: skip
    """The ticket of a sale with what its customer gets for waiting by the shop's rule, as far as the month's budget
    goes; nothing is promised on paper that somebody else would have to agree to first."""
    today = today_in(shop, now)
    spent = tx.credits_spent(*month_of(shop, today))
    at = now.astimezone(UTC).isoformat(timespec="seconds")
    kind = shop.waiting.incentive_kind
    found: list[Credit] = []
    for one in promised:
        part = one.part
        waits = part.quantity - one.put_aside
        days = (one.promise.latest_on - today).days if one.promise is not None else None
        amount = rules.for_taking(shop.waiting, part.total.minor * waits // part.quantity, days)
        if not amount or not rules.approved_at_once(shop.waiting, spent, amount, manager=person.may("approve_credit")):
            continue
        spent += amount
        found.append(
            Credit(
                credit_id("incentive", number, part.line), number, part.line, at, person.id, kind, amount,
                f"Agreed to wait {'without a day' if days is None else f'{days} days'}", "approved", at, person.id,
                "incentive",
            )
        )  # fmt: skip
    return with_rewards(receipt, found, shop), tuple(found)


def keep_rewards(tx: Transaction, found: Sequence[Credit], person: Person) -> None:
    """Keep what the ticket says, behind the sale."""
    if found:
        tx.append("credits_put", {"credits": [asdict(one) for one in found]}, person=person.id)


def earned_with(records: Records, found: Order, going: Mapping[int, int]) -> list[Credit]:
    """The approved credits of an order whose last goods leave now (line -> units)."""
    still = {line.line: line.open - going.get(line.line, 0) for line in found.lines}
    return [one for one in ready_for(records, found.number) if still.get(one.line, 0) <= 0]


def discounts_of(
    records: Records, found: Order, going: Mapping[int, int], due: Money
) -> tuple[list[Tender], list[Credit]]:
    """The approved discounts that come off with the goods that leave now (line -> units), as what pays for a part of
    what is due; the last one that something is left to pay for may be worth more than that."""
    tenders: list[Tender] = []
    taken: list[Credit] = []
    left = due.minor
    for one in earned_with(records, found, going):
        if one.kind == "discount" and left > 0:
            used = min(one.amount, left)
            left -= used
            taken.append(one)
            tenders.append(Tender("credit", Money(used, due.currency)))
    return tenders, taken


def discounts_given(
    tx: Transaction, taken: Sequence[Credit], tenders: Sequence[Tender], *, now: datetime, person: Person
) -> None:  # fmt: skip
    """They are set against the balance now; what one is worth beyond what is due is a voucher."""
    for one, tender in zip(taken, tenders, strict=True):
        beyond = one.amount - tender.amount.minor
        give_in(tx, replace(one, amount=tender.amount.minor), now=now, person=person)
        if beyond:
            give_in(tx, replace(one, id=f"{one.id}+rest", amount=beyond), now=now, person=person, printed=True)


def rest_given(tx: Transaction, found: Order, earned: Sequence[Credit], *, now: datetime, person: Person) -> None:
    """All else that goes with the last of the goods: vouchers are printed, and so are discounts that nothing was left
    to pay for. What was delivered was so free of charge; who collected has no use for that."""
    ways = {line.line: line.route for line in found.lines}
    for one in earned:
        if one.kind != "free_delivery":
            give_in(tx, one, now=now, person=person, printed=True)
        elif ways[one.line] in SHIPS:
            give_in(tx, one, now=now, person=person)
        else:
            drop_in(tx, one, "The goods were collected", person=person)


def voucher_document(records: Records, number: str) -> Receipt | None:
    """The paper of a credit that was given; None for an unknown one."""
    found = records.credit(number.removesuffix("/voucher"))
    if found is None:
        return None
    shop, order = records.shop(), records.order(found.number)
    customer = records.customer(order.customer) if order is not None else None
    language = (customer.language if customer else "") or (order.language if order else "") or shop.language
    at = datetime.fromisoformat(found.decided_at or found.at).astimezone(ZoneInfo(shop.timezone)).replace(microsecond=0)
    return voucher(shop=shop, credit=found, language=language, at=at)
