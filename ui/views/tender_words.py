"""The words of paying: means of payment, parts that were taken, what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from pos.domain.money import Money
from pos.domain.sale import Tender
from pos.domain.shop import Shop
from ui.views.money_words import money_text


def _tr(text: str) -> str:
    return QCoreApplication.translate("TenderSheet", text)


def tender_name(kind: str) -> str:
    """The name of a means of payment on the screen."""
    return {
        "cash": _tr("Cash"),
        "card": _tr("Card"),
        "voucher": _tr("Gift card"),
        "account": _tr("On account"),
        "authorisation": _tr("Card authorised"),
    }[kind]


def marked_name(kind: str) -> str:
    """The same of those that are chosen at the till; the letter after & goes with Alt."""
    return {
        "cash": _tr("&Cash"), "card": _tr("Ca&rd"), "voucher": _tr("&Gift card"), "account": _tr("On &account"),
    }[kind]  # fmt: skip


def taken_words(parts: Sequence[Tender], shop: Shop) -> str:
    """ "£5.00 by card, £20.00 in cash": the parts taken so far."""
    by = {
        "cash": _tr("{amount} in cash"),
        "card": _tr("{amount} by card"),
        "voucher": _tr("{amount} by gift card"),
        "account": _tr("{amount} on account"),
        "authorisation": _tr("{amount} authorised on the card"),
    }
    return ", ".join(by[part.kind].format(amount=money_text(part.amount, shop)) for part in parts)


def give_back_words(part: Tender, shop: Shop) -> str:
    """What the button beside a part says: money goes back, what was only noted is taken off."""
    noted = part.kind in ("account", "authorisation")
    words = _tr("Take off {amount}") if noted else _tr("Give back {amount}")
    return words.format(amount=money_text(part.amount, shop))


def advice_for(step: str) -> str:
    """What to do with this means before the main button is pressed; empty when there is nothing to say."""
    return {
        "card": _tr("Take it on the card terminal first. Press the button once the terminal says approved."),
        "authorisation": _tr(
            "The goods follow later: authorise this sum on the terminal. It is charged when they are collected."
        ),
        "voucher": _tr("Keep the voucher, and type its number."),
    }.get(step, "")


def gone_back_advice(part: Tender, shop: Shop) -> str:
    """What hands still have to do when a part was taken out again."""
    words = {
        "cash": _tr("Hand {amount} back now. It no longer counts."),
        "card": _tr("Give {amount} back on the card terminal now. It no longer counts."),
        "voucher": _tr("Hand the voucher for {amount} back now. It no longer counts."),
        "account": _tr("{amount} no longer goes on account."),
        "authorisation": _tr("Release {amount} on the card terminal now. It no longer counts."),
    }[part.kind]
    return words.format(amount=money_text(part.amount, shop))


def nothing_left_advice(*, parts: bool, fits: bool) -> str:
    """What to do when nothing is left to take: `parts` were taken, and they `fit` what is due or are too much."""
    if not parts:
        return _tr("Nothing is due today.")
    if not fits:
        return _tr("More was taken than is due now. Give a part back, then take what is due.")
    return _tr("All of it was taken. Press the button to finish the sale.")


def act_words(sum_shown: Money, shop: Shop, *, step: str, nothing_due: bool, part: bool) -> tuple[str, str]:
    """The main button's words and the sum on it."""
    if nothing_due and step != "authorisation":
        return _tr("Finish, nothing to pay"), ""
    words = _tr("Authorised") if step == "authorisation" else _tr("Take this part") if part else _tr("&Pay")
    return words, money_text(sum_shown, shop)
