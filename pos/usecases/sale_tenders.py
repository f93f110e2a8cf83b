"""What is paid for a sale and by which means: the deposit, tenders without an amount, authorisations, accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from pos.domain import errors, order_deposit
from pos.domain.money import Money
from pos.domain.order_deposit import Posting
from pos.domain.people import Customer, Person
from pos.domain.sale import Settlement, Tender, kept_reference
from pos.domain.sale_settling import CREDIT
from pos.domain.shop import Shop
from pos.usecases.sale_wishes import Quote, TenderWish

if TYPE_CHECKING:
    from pos.usecases.ports import Records

ON_ACCOUNT = frozenset({"business"})
"""Classes of customers that have an account with the shop, as its deposit rules have it: they pay later."""


def deposit_of(shop: Shop, priced: Quote, person: Person, reason: str) -> Money:
    """What is paid ahead; below the rule only with a reason and the right to it. Raises DepositTooSmall,
    DepositTooLarge."""
    least = priced.least_deposit
    if priced.order_deposit.minor < least.minor and reason and person.may("lower_deposit"):
        least = Money(max(0, priced.order_deposit.minor), shop.currency)
    return order_deposit.checked(priced.order_deposit, least=least, total=priced.basket.later_total)


def fill_tenders(
    tenders: Sequence[TenderWish], due: Money, shop: Shop, to_authorise: Money | None = None
) -> list[Tender]:
    """Fill in "what is due" where a tender names no amount: after all tenders that do, and in coins when it is cash;
    an authorisation that names none is for `to_authorise`. Raises TenderTooLarge where nothing is to be authorised."""
    given = sum(
        tender.amount.minor for tender in tenders if tender.amount is not None and tender.kind != "authorisation"
    )
    rest = Money(max(0, due.minor - given), due.currency)
    filled = []
    for tender in tenders:
        amount = tender.amount
        if tender.kind == CREDIT:
            raise errors.BadAmount(
                "A credit is not paid with by hand: it is set against the balance by itself. Nothing was charged. "
                "Choose another tender.",
                kind=CREDIT,
            )
        if tender.kind == "authorisation":
            if not to_authorise:
                raise errors.TenderTooLarge(
                    "There is nothing to authorise on a card here: nothing follows later, or the shop takes a deposit "
                    "instead. Nothing was sold. Void the authorisation on the terminal, and pay by another tender.",
                )
            amount = to_authorise if amount is None else amount
        elif amount is None:
            if due and not rest:
                continue  # the tenders before it pay everything
            amount = rest.rounded_to(shop.cash_step) if tender.kind == "cash" else rest
            rest = Money(0, due.currency)
        filled.append(Tender(tender.kind, amount, kept_reference(tender.reference)))
    return filled


def amount_to_authorise(shop: Shop, priced: Quote) -> Money | None:
    """What a card is asked for now and charged when the goods are handed over; None where the shop does not do so."""
    return priced.balance_due if shop.deposit.mode == "authorise" else None


def check_authorisation(shop: Shop, priced: Quote, settlement: Settlement) -> None:
    """In "authorise only" the card is asked for the ordered goods and charged when they are handed over. Raises
    TenderTooSmall or TenderTooLarge where it was asked for another amount."""
    if shop.deposit.mode != "authorise" or not priced.basket.later_total:
        return
    held = Money(sum(t.amount.minor for t in settlement.tenders if t.kind == "authorisation"), shop.currency)
    if held < priced.balance_due:
        raise errors.TenderTooSmall(
            f"The shop authorises {priced.balance_due} on a card for goods that follow, and {held} was "
            "authorised. Nothing was sold. Authorise the card first, or take a deposit.",
            due=str(priced.balance_due),
        )
    if held > priced.balance_due:
        raise errors.TenderTooLarge(
            f"{priced.balance_due} is due later and {held} was authorised on a card. Nothing was sold. Void the "
            f"authorisation on the terminal, and authorise {priced.balance_due}.",
            due=str(priced.balance_due),
            given=str(held),
        )


def check_until(tenders: Sequence[TenderWish], today: date) -> None:
    """Raises BadDate for an authorisation that cannot be charged any more."""
    for one in tenders:
        if one.kind == "authorisation" and one.until is not None and one.until < today:
            raise errors.BadDate(
                f"The card could be charged until {one.until.isoformat()}, which is past. Nothing was sold. Ask the "
                "card again, or take another tender.",
                day=one.until.isoformat(),
            )


def check_account(tenders: Sequence[TenderWish], customer: Customer | None, person: Person) -> None:
    """Who may owe the shop money: business accounts, and anybody else where a person with the right to it says so.

    Raises CustomerNeeded where something is put on account and nobody owes it, NotAllowed.
    """
    if not any(tender.kind == "account" for tender in tenders):
        return
    if customer is None:
        raise errors.CustomerNeeded(
            "What is put on account needs somebody who owes it. Nothing was sold. Choose the customer, or take "
            "another tender."
        )
    if customer.customer_class.strip().casefold() not in ON_ACCOUNT and not person.may("on_account"):
        raise errors.NotAllowed(
            f"{customer.name} has no account here, and letting somebody pay later is not among this person's rights. "
            "Nothing was charged. Take another tender, or ask a manager.",
            customer=customer.id,
        )


def check_vouchers(
    records: Records, tenders: Sequence[Tender], person: Person, *, others: bool, others_most: Money | None = None
) -> None:  # fmt: skip
    """A voucher of ours is worth what we gave it for, once. `others`: a number that is none of ours is a gift card of
    another system; where it is not meant to be, or for more than `others_most` in all, only a person with the right to
    it takes one.

    Raises NotAllowed, TenderTooLarge.
    """
    numbers: dict[str, int] = {}
    for tender in tenders:
        if tender.kind == "voucher":
            numbers[tender.reference] = numbers.get(tender.reference, 0) + tender.amount.minor
    foreign = 0
    for number, amount in numbers.items():
        ours = records.credit(number) if number else None
        if ours is None or ours.kind != "voucher" or ours.state != "given":
            foreign += amount
            fits = others and (others_most is None or foreign <= others_most.minor)
            if fits or person.may("other_voucher"):
                continue
            raise errors.NotAllowed(
                f"{f'“{number}” is no voucher of ours' if number else 'The voucher has no number'}, and taking another "
                "one for an order is not among this person's rights. Nothing was charged. Take another tender, or ask "
                "a manager.",
                number=number,
            )
        left = ours.amount - records.voucher_spent(number)
        if amount > left:
            worth = Money(max(0, left), tenders[0].amount.currency)
            raise errors.TenderTooLarge(
                f"Voucher {number} is worth {worth} {worth.currency} any more. Nothing was charged. Take the rest by "
                "another tender.",
                number=number,
                worth=str(worth),
            )


def tender_postings(settlement: Settlement) -> list[Posting]:
    """What came into the till by each means, the change already taken off the cash."""
    by_kind: dict[str, int] = {}
    for tender in settlement.tenders:
        if tender.kind != "authorisation":
            by_kind[tender.kind] = by_kind.get(tender.kind, 0) + tender.amount.minor
    if settlement.change_due:
        by_kind["cash"] -= settlement.change_due.minor
    return [
        Posting("credits" if kind == CREDIT else f"tender:{kind}", amount) for kind, amount in by_kind.items() if amount
    ]
