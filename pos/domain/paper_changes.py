"""The slip that says how an order stands after its terms were changed. No money moves by it.

Personal words are marks here as on every kept document.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pos.domain import paper
from pos.domain.backorder import Order, OrderLine
from pos.domain.catalog import TaxRate
from pos.domain.money import Money
from pos.domain.order_deposit import Share
from pos.domain.paper_lines import amount, as_tagged, detail
from pos.domain.phrases import clear_date, phrase
from pos.domain.phrases_changes import change_phrase
from pos.domain.receipt import Block, KeyValue, Receipt, Row, Rows, Rule, Text
from pos.domain.shop import Shop
from pos.domain.ways import SHIPS


def change_slip(
    *, shop: Shop, order: Order, at: datetime, language: str, person: str, step: str, shares: Sequence[Share] = ()
) -> Receipt:
    """What is still ordered, when and how it is handed over, what is held and due. `order` is as it is after the
    `step`; `shares` are what the step moved in its deposit: a tax that was stated of it before is stated anew."""
    blocks: list[Block] = [
        Text(shop.store_name, "centre", bold=True),
        Text(change_phrase("title", language), "centre", bold=True),
        Text(f"{clear_date(at.date(), language)} {at:%H:%M} ({at:%z}) · {shop.store} · {shop.register}"),
        KeyValue(phrase("order", language), order.number, bold=True),
        KeyValue(phrase("customer", language), paper.MARK + "name"),
        Text(change_phrase(step, language)),
        Rule(),
        _still(order, shop, language),
    ]
    if order.ship_complete or step == "complete_changed":
        blocks.append(Text(change_phrase("together" if order.ship_complete else "as_it_comes", language)))
    blocks += [
        KeyValue(
            change_phrase("tax", language, rate=str(TaxRate(share.rate)).replace(".", shop.decimal)),
            amount(Money(share.declared, shop.currency), shop),
        )
        for share in shares
        if share.declared
    ]
    blocks += [Rule(), *_held_and_due(order, shop, language)]
    return Receipt(
        kind="backorder", number=order.number, at=at.isoformat(), language=language, currency=shop.currency,
        person=person, blocks=tuple(blocks),
    )  # fmt: skip


def what_follows(order: Order, shop: Shop, language: str) -> tuple[Block, ...]:
    """For the receipt of a hand-over: what is still owed of the order, which is as it is after it, when and how it is
    handed over, what is held and due; nothing where nothing is owed."""
    if not any(line.open > 0 for line in order.lines):
        return ()
    return (
        Rule(),
        Text(change_phrase("rest", language), bold=True),
        _still(order, shop, language),
        *_held_and_due(order, shop, language),
    )


def _still(order: Order, shop: Shop, language: str) -> Rows:
    return Rows(tuple(_row(line, shop, language) for line in order.lines if line.open > 0))


def _held_and_due(order: Order, shop: Shop, language: str) -> tuple[Block, ...]:
    still = [line for line in order.lines if line.open > 0]
    due = "due_sent" if still and all(line.route in SHIPS for line in still) else "due"
    return (
        KeyValue(change_phrase("held", language), amount(Money(order.order_deposit, shop.currency), shop)),
        KeyValue(
            f"{change_phrase(due, language)} {shop.currency}",
            amount(Money(order.balance_due, shop.currency), shop),
            bold=True,
        ),
    )


def _row(line: OrderLine, shop: Shop, language: str) -> Row:
    total, tax = Money(line.price_of(line.open), shop.currency), Money(line.tax_of(line.open), shop.currency)
    shown = as_tagged(total, tax, shop)
    return Row(
        line.name,
        detail(line.open, line.unit, Money(line.unit_price, shop.currency), shown, shop),
        amount(shown, shop),
        notes=(line.sku, *_terms(line, shop, language)),
    )


def _terms(line: OrderLine, shop: Shop, language: str) -> list[str]:
    """When and how the line is handed over, as far as somebody said."""
    where = shop.place(line.route_to) if line.route == "other_store" else shop.store_name
    said = [change_phrase(line.route, language, where=where)]
    if line.expected_ship_on is not None and line.waiting > 0:
        said.append(f"{phrase('expected', language)}: {clear_date(line.expected_ship_on, language)}")
    for key, day in (("wanted_on", line.wanted_on), ("not_after", line.not_after)):
        if day is not None:
            said.append(f"{change_phrase(key, language)}: {clear_date(day, language)}")
    return said
