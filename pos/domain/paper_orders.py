"""Papers about an order's deposit: more of it, some of it given back, and the end of goods that were ordered.

On each paper the tax stated, with its sign, is the tax that its step books: what a customer adds up over all papers of
an order is what the shop owes. Personal words are marks here as on every kept document.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pos.domain import paper
from pos.domain.backorder import OrderLine
from pos.domain.catalog import TaxRate
from pos.domain.deposit_moves import Move
from pos.domain.money import Money
from pos.domain.paper_lines import amount, as_tagged, detail, payment
from pos.domain.phrases import clear_date, phrase
from pos.domain.phrases_orders import order_phrase
from pos.domain.receipt import Block, Copy, Feed, KeyValue, Kind, Receipt, Row, Rows, Rule, Text
from pos.domain.sale import Settlement
from pos.domain.shop import Shop
from pos.domain.ways import SHIPS


def deposit_receipt(
    *, shop: Shop, number: str, order: str, at: datetime, language: str, person: str, move: Move,
    settlement: Settlement, held: Money, balance_due: Money, sent: bool = False,
) -> Receipt:  # fmt: skip
    """More was paid towards an order; `sent` where all that is open of it is sent to the customer."""
    blocks: list[Block] = [
        *_head(shop, number, at, language, person, order, "added"),
        KeyValue(order_phrase("paid_now", language), amount(Money(move.money, shop.currency), shop)),
        *_taxes(move, shop, language),
        *payment(settlement, shop, language),
        *_standing(held, balance_due, shop, language, sent=sent),
    ]
    cash = any(tender.kind == "cash" and tender.amount for tender in settlement.tenders)
    return _document("deposit", shop, number, at, language, person, blocks, opens_drawer=cash)


def refund_receipt(
    *, shop: Shop, number: str, order: str, at: datetime, language: str, person: str, move: Move,
    settlement: Settlement, held: Money, balance_due: Money, sent: bool = False,
) -> Receipt:  # fmt: skip
    """Some of a deposit goes back while the order stays."""
    blocks: list[Block] = [
        *_head(shop, number, at, language, person, order, "refunded"),
        KeyValue(order_phrase("refunded", language), amount(Money(-move.money, shop.currency), shop)),
        *_taxes(move, shop, language),
        *_given_back(settlement, shop, language),
        *_standing(held, balance_due, shop, language, sent=sent),
    ]
    return _document("refund", shop, number, at, language, person, blocks, opens_drawer=_cash_back(settlement))


def cancellation_receipt(
    *, shop: Shop, number: str, order: str, at: datetime, language: str, person: str,
    given_up: Sequence[tuple[OrderLine, int, int, int]], move: Move, deposit_part: int, still: Sequence[OrderLine],
    settlement: Settlement, held: Money, balance_due: Money, no_fee: str = "", void: bool = False,
) -> Receipt:  # fmt: skip
    """Units were given up: `given_up` are (line, units, their price with tax, the tax in it), `deposit_part` what of
    the deposit belongs to them, `still` the lines that stay open; `no_fee` is why no fee is kept, of which the paper
    says that the goods are late or cannot be had; `void` that a card was authorised and is not charged."""
    currency = shop.currency
    price = Money(sum(total for _, _, total, _ in given_up), currency)
    stays = deposit_part - move.fee + move.money
    blocks: list[Block] = [
        *_head(shop, number, at, language, person, order, "cancelled"),
        Rows(
            tuple(_cancelled_row(line, units, total, tax, shop) for line, units, total, tax in given_up),
            order_phrase("cancelled_goods", language),
        ),
        KeyValue(order_phrase("price_of_these", language), amount(price, shop)),
        Rule(),
    ]
    if deposit_part:
        blocks.append(_figure("their_deposit", deposit_part, shop, language))
    if stays:
        blocks.append(_figure("stays", stays, shop, language))
    if move.fee:
        blocks.append(_figure("fee", move.fee, shop, language))
        blocks += [_at_rate("fee_tax", rate, tax, shop, language) for rate, tax in move.fee_tax]
    elif no_fee in ("late", "cannot"):
        blocks.append(Text(order_phrase(f"no_fee_{no_fee}", language)))
    blocks += _taxes(move, shop, language)
    if void:
        blocks.append(Text(order_phrase("void", language)))
    if move.money:
        blocks += _given_back(settlement, shop, language)
    if still:
        rows = tuple(
            Row(line.name, f"{line.open}" if line.unit == "pc" else "", "", notes=_day(line, language))
            for line in still
        )
        blocks.append(Rows(rows, order_phrase("still_ordered", language)))
        blocks += _standing(held, balance_due, shop, language, sent=all(line.route in SHIPS for line in still))
    else:
        blocks += [Rule(), Text(order_phrase("nothing_left", language))]
    return _document("cancellation", shop, number, at, language, person, blocks, opens_drawer=_cash_back(settlement))


def _document(
    kind: Kind, shop: Shop, number: str, at: datetime, language: str, person: str, blocks: list[Block], *,
    opens_drawer: bool,
) -> Receipt:  # fmt: skip
    copies: tuple[Copy, ...] = ("customer",)
    if opens_drawer and kind != "deposit":
        copies = ("customer", "store")
        blocks += [
            Feed(copy="store"),
            Text(order_phrase("received", language), copy="store"),
            Text(phrase("signature", language) + " ____________________", copy="store"),
        ]
    return Receipt(
        kind=kind, number=number, at=at.isoformat(), language=language, currency=shop.currency, person=person,
        blocks=(*blocks, *paper.foot(shop, number, language)), copies=copies, opens_drawer=opens_drawer,
    )  # fmt: skip


def _head(shop: Shop, number: str, at: datetime, language: str, person: str, order: str, title: str) -> list[Block]:
    return [
        *paper.head(shop, number, at, language, person, ticket=False),
        Text(order_phrase(title, language), "centre", bold=True),
        KeyValue(phrase("order", language), order, bold=True),
        KeyValue(phrase("customer", language), paper.MARK + "name"),
        Rule(),
    ]


def _cancelled_row(line: OrderLine, units: int, total: int, tax: int, shop: Shop) -> Row:
    shown = as_tagged(Money(total, shop.currency), Money(tax, shop.currency), shop)
    price = Money(line.unit_price, shop.currency)
    # Where no whole price a piece makes the sum, how many it were is said all the same.
    how_many = detail(units, line.unit, price, shown, shop) or f"{units} x"
    return Row(line.name, how_many, amount(shown, shop), notes=(line.sku,))


def _day(line: OrderLine, language: str) -> tuple[str, ...]:
    if line.expected_ship_on is None:
        return (line.sku,)
    return (line.sku, f"{phrase('expected', language)}: {clear_date(line.expected_ship_on, language)}")


def _taxes(move: Move, shop: Shop, language: str) -> list[Block]:
    """The tax that the deposit's own change declares, or takes back, of each rate."""
    return [
        _at_rate("tax_more" if share.declared > 0 else "tax_back", share.rate, share.declared, shop, language)
        for share in move.shares
        if share.declared
    ]


def _at_rate(key: str, rate: int, minor: int, shop: Shop, language: str) -> KeyValue:
    said = str(TaxRate(rate)).replace(".", shop.decimal)
    return KeyValue(order_phrase(key, language, rate=said), amount(Money(minor, shop.currency), shop))


def _figure(key: str, minor: int, shop: Shop, language: str) -> KeyValue:
    return KeyValue(order_phrase(key, language), amount(Money(minor, shop.currency), shop))


def _given_back(settlement: Settlement, shop: Shop, language: str) -> list[Block]:
    """What goes back, in coins where it is cash, and by which means."""
    blocks: list[Block] = [Rule()]
    if settlement.cash_rounding:
        blocks.append(KeyValue(phrase("rounding", language), amount(-settlement.cash_rounding, shop)))
    label = f"{order_phrase('given_back', language)} {shop.currency}"
    blocks.append(KeyValue(label, amount(-settlement.due, shop), bold=True, size="large"))
    return blocks + [
        KeyValue(order_phrase("back_by", language, tender=phrase(tender.kind, language)), amount(-tender.amount, shop))
        for tender in settlement.tenders
        if tender.amount and tender.kind != "authorisation"
    ]


def _standing(held: Money, balance_due: Money, shop: Shop, language: str, *, sent: bool) -> list[Block]:
    return [
        Rule(),
        KeyValue(f"{order_phrase('held', language)} {shop.currency}", amount(held, shop)),
        paper.balance(balance_due, shop, language, sent=sent),
    ]


def _cash_back(settlement: Settlement) -> bool:
    return any(tender.kind == "cash" and tender.amount for tender in settlement.tenders)
