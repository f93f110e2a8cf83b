"""What is paid for a sale and by which means: the deposit, tenders without an amount, authorisations, accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pos.domain import errors, order_deposit
from pos.domain.money import Money
from pos.domain.order_deposit import Posting
from pos.domain.people import Customer, Person
from pos.domain.sale import Settlement, Tender, kept_reference
from pos.domain.sale_settling import CREDIT
from pos.domain.shop import Shop
from pos.usecases.sale_wishes import Quote, TenderWish


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


def check_account(tenders: Sequence[TenderWish], customer: Customer | None) -> None:
    """Raises CustomerNeeded where something is put on account and nobody owes it."""
    if customer is None and any(tender.kind == "account" for tender in tenders):
        raise errors.CustomerNeeded(
            "What is put on account needs somebody who owes it. Nothing was sold. Choose the customer, or take "
            "another tender."
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
