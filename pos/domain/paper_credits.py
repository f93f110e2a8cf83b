"""Credits on paper: the voucher that a customer gets for waiting, and the words on the ticket of an order that earns
one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pos.domain.credits import Credit
from pos.domain.money import Money
from pos.domain.paper_lines import amount
from pos.domain.receipt import Barcode, Block, Feed, KeyValue, Receipt, Rule, Text
from pos.domain.shop import Shop

_LANGUAGES = ("en", "de", "fr", "es")
_WORDS: dict[str, tuple[str, str, str, str]] = {
    "voucher": ("Voucher", "Gutschein", "Bon d'achat", "Vale"),
    "delay": (
        "Your order {order} took longer than we said. Thank you for your patience.",
        "Ihre Bestellung {order} hat länger gedauert als gesagt. Danke für Ihre Geduld.",
        "Votre commande {order} a pris plus de temps que prévu. Merci de votre patience.",
        "Su pedido {order} ha tardado más de lo dicho. Gracias por su paciencia.",
    ),
    "incentive": (
        "Thank you for waiting for order {order}.",
        "Danke, dass Sie auf Bestellung {order} warten.",
        "Merci d'attendre votre commande {order}.",
        "Gracias por esperar el pedido {order}.",
    ),
    "next": (
        "Off your next purchase, when you show this.",
        "Auf Ihren nächsten Einkauf, wenn Sie dies vorlegen.",
        "Sur votre prochain achat, sur présentation de ce papier.",
        "En su próxima compra, al presentar este papel.",
    ),
    "with_goods": (
        "For your next purchase: you get it with the last of your goods.",
        "Für Ihren nächsten Einkauf: Sie erhalten ihn mit der letzten Ware.",
        "Pour votre prochain achat : vous le recevez avec le dernier article.",
        "Para su próxima compra: lo recibe con el último artículo.",
    ),
    "discount": (
        "Off the balance with the last of your goods",
        "Auf den Rest, mit der letzten Ware",
        "Sur le solde, avec le dernier article",
        "Sobre el resto, con el último artículo",
    ),
    "free_delivery": (
        "We deliver this order free of charge.",
        "Wir liefern diese Bestellung kostenlos.",
        "Nous livrons cette commande gratuitement.",
        "Entregamos este pedido gratis.",
    ),
}


def voucher(*, shop: Shop, credit: Credit, language: str, at: datetime) -> Receipt:
    """The paper of a credit, in the customer's language; `at` is local wall time with its offset."""
    return Receipt(
        kind="arrival", number=credit.id, at=at.isoformat(), language=language, currency=shop.currency, person="",
        blocks=(
            Text(_word("voucher", language), "centre", bold=True, size="large"),
            Text(_money(credit, shop), "centre", bold=True, size="large"),
            Rule(),
            Text(_word(credit.cause, language).format(order=credit.number)),
            Text(_word("next", language)),
            KeyValue(shop.store_name, at.date().isoformat()),
            Feed(),
            Barcode(credit.id),
        ),
        copies=("customer",),
    )  # fmt: skip


def with_rewards(receipt: Receipt, credits: Sequence[Credit], shop: Shop) -> Receipt:
    """The ticket of an order with what its customer gets for waiting, below all else."""
    if not credits:
        return receipt
    language = receipt.language
    blocks: list[Block] = [Rule(), Text(_word("incentive", language).format(order=credits[0].number), bold=True)]
    for one in credits:
        if one.kind == "free_delivery":
            blocks.append(Text(_word("free_delivery", language)))
        elif one.kind == "discount":
            blocks.append(KeyValue(_word("discount", language), _money(one, shop)))
        else:
            blocks += [
                KeyValue(_word("voucher", language), _money(one, shop), bold=True), Text(_word("with_goods", language)),
            ]  # fmt: skip
    return replace(receipt, blocks=(*receipt.blocks, *blocks))


def _money(credit: Credit, shop: Shop) -> str:
    return f"{amount(Money(credit.amount, shop.currency), shop)} {shop.currency}"


def _word(key: str, language: str) -> str:
    short = language.split("-")[0]
    return _WORDS[key][_LANGUAGES.index(short) if short in _LANGUAGES else 0]
