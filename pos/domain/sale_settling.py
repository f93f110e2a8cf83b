"""How a sale is paid: tenders, rounding to coins, the change, and what of a tender's reference may be kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pos.domain import errors
from pos.domain.money import Money, digits_of

TENDER_KINDS = ("cash", "card", "voucher", "account", "authorisation")
CREDIT = "credit"
"""What the shop itself gives for waiting, set against what is due; nobody pays with it by hand."""


@dataclass(frozen=True, slots=True)
class Tender:
    """A means and an amount of payment. `reference` is what the terminal or voucher said (never a card number)."""

    kind: str
    amount: Money
    reference: str = ""


_CARD_NUMBER = re.compile(r"(?<![0-9])[0-9](?:[ -]?[0-9]){12,18}(?![0-9])")


def kept_reference(reference: str) -> str:
    """A tender's reference as it may be kept: of what looks like a card number (ISO/IEC 7812: 13 to 19 digits with
    Luhn's check digit) only the last four digits stay."""
    return _CARD_NUMBER.sub(_last_four, reference)


def _last_four(found: re.Match[str]) -> str:
    digits = [int(ch) for ch in found[0] if ch.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    if (sum(digits[-1::-2]) + sum(doubled)) % 10:
        return found[0]
    return "…" + "".join(map(str, digits[-4:]))


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a sum due is met: `due` after rounding to coins, `cash_rounding` what that rounding added, the change."""

    due: Money
    cash_rounding: Money
    tenders: tuple[Tender, ...]
    change_due: Money


def settle(due: Money, tenders: Sequence[Tender], *, cash_step: int = 1) -> Settlement:
    """Meet `due` with `tenders`. Change is given from cash only, and is always less than the largest note would be.

    Raises TenderTooSmall, TenderTooLarge or BadAmount. What is paid in cash is rounded to the smallest coin in use:
    the whole sum due, or what the other means leave of it.
    """
    paying = [tender for tender in tenders if tender.kind != "authorisation"]
    otherwise = sum(tender.amount.minor for tender in paying if tender.kind != "cash")
    with_cash = any(tender.kind == "cash" for tender in paying)
    rounded = due_in_coins(due, Money(otherwise, due.currency), cash_step) if with_cash else due
    for tender in tenders:
        no_coin = tender.kind == "cash" and rounded.minor == otherwise != due.minor
        nothing = not tender.amount and bool(due) and not no_coin
        if nothing and tender.kind in (*TENDER_KINDS, CREDIT):
            raise errors.BadAmount(
                f"{tender.amount} {due.currency} by {tender.kind} pays nothing. Nothing was charged. Say how much was "
                "given, or leave it out.",
                kind=tender.kind,
                amount=str(tender.amount),
            )
        if tender.kind not in (*TENDER_KINDS, CREDIT) or tender.amount.minor < 0:
            raise errors.BadAmount(
                f"A tender of {tender.amount} by “{tender.kind}” cannot be taken. Nothing was charged. "
                f"Choose one of {', '.join(TENDER_KINDS)} and an amount above zero.",
                kind=tender.kind,
                amount=str(tender.amount),
            )
        if tender.kind == "cash" and tender.amount.minor % cash_step:
            raise _no_such_coins(tender.amount, rounded - Money(otherwise, due.currency), cash_step)
    given = sum(tender.amount.minor for tender in paying)
    cash = sum(tender.amount.minor for tender in paying if tender.kind == "cash")
    change = given - rounded.minor
    currency = due.currency
    if change < 0:
        raise errors.TenderTooSmall(
            f"{rounded} {currency} is due and {Money(given, currency)} was given: {Money(-change, currency)} is "
            "missing. "
            "Nothing was sold. Take the rest by any tender, or take a line out.",
            due=str(rounded),
            given=str(Money(given, currency)),
            missing=str(Money(-change, currency)),
        )
    if change > cash or otherwise > due.minor:
        raise errors.TenderTooLarge(
            f"{rounded} {currency} is due; card, voucher and account cannot give change. Nothing was charged. "
            "Take exactly what is due by them.",
            due=str(rounded),
            given=str(Money(given, currency)),
        )
    if change >= largest_note(currency):
        raise errors.TenderTooLarge(
            f"{Money(cash, currency)} in cash for {rounded} {currency} looks like a slip of the hand. Nothing was "
            "sold. "
            "Type the amount again.",
            due=str(rounded),
            given=str(Money(given, currency)),
        )
    return Settlement(rounded, rounded - due, tuple(tenders), Money(change, currency))


def due_in_coins(due: Money, otherwise: Money, cash_step: int) -> Money:
    """What is due when all that the other means leave of it is paid in cash, which comes in coins of `cash_step`."""
    left = due - otherwise
    return otherwise + left.rounded_to(cash_step) if left.minor > 0 else due


def _no_such_coins(amount: Money, left: Money, cash_step: int) -> errors.BadAmount:
    coin = Money(cash_step, amount.currency)
    return errors.BadAmount(
        f"{amount} {amount.currency} cannot be paid in cash: the smallest coin is {coin}. Nothing was sold. "
        f"{left} is due in cash; type what was really given.",
        amount=str(amount),
        coin=str(coin),
    )


def largest_note(currency: str) -> int:
    """The value above which change cannot be right, in minor units: nobody adds a note that is not needed.

    500 for currencies like euro, dollar and pound; a thousand times as much where prices have more zeros.
    """
    large = {
        "JPY": 10_000,
        "KRW": 50_000,
        "HUF": 20_000,
        "ISK": 10_000,
        "CLP": 20_000,
        "CHF": 1_000,
        "NOK": 1_000,
        "SEK": 1_000,
        "DKK": 1_000,
        "CZK": 5_000,
        "INR": 2_000,
        "RUB": 5_000,
        "IDR": 100_000,
        "VND": 500_000,
    }
    largest = large.get(currency, 500)
    return largest * int(10 ** digits_of(currency))
