"""What the receipts of a sale, an order and a collection say, in the customer's language.

Personal words never stand in a kept document: it holds marks in their place, and the words themselves are sealed
beside it under the customer's own key. Erasing that key erases them from every receipt; nothing else of it changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from pos.domain import paper_lines
from pos.domain.money import Money
from pos.domain.order_deposit import Share
from pos.domain.paper_lines import HandedOver, amount, quantity_text, rate_sums
from pos.domain.people import Customer
from pos.domain.phrases import clear_date, phrase
from pos.domain.promise import Promise
from pos.domain.receipt import Barcode, Block, Feed, KeyValue, Qr, Receipt, Row, Rows, Rule, Text
from pos.domain.sale import PricedBasket, PricedPart, Settlement
from pos.domain.shop import Shop
from pos.domain.ways import SHIPS

__all__ = (
    "ERASED", "amount", "collection_receipt", "order_code", "personal_words", "quantity_text", "sale_receipt",
    "with_customer",
)  # fmt: skip

# A private-use character first: a mark is a whole value of its own, never part of somebody's words (see `_plain`).
_MARK = "\ue000"
ERASED = "—"

Told = tuple[PricedPart, Promise | None, str]


def personal_words(customer: Customer | None) -> dict[str, str]:
    """The personal words a receipt may show: name, full contact (store copy), masked contact (customer copy)."""
    if customer is None:
        return {}
    contact = " / ".join(word for word in (customer.phone, customer.email) if word)
    return {"name": customer.name, "contact": contact, "masked": customer.masked_contact}


def with_customer(receipt: Receipt, words: Mapping[str, str]) -> Receipt:
    """The document with the personal words filled in; where they were erased, a dash stands."""

    if not any(isinstance(block, KeyValue) and block.value.startswith(_MARK) for block in receipt.blocks):
        return receipt

    def fill(block: Block) -> Block:
        if isinstance(block, KeyValue) and block.value.startswith(_MARK):
            return replace(block, value=words.get(block.value[1:], "") or ERASED)
        return block

    return replace(receipt, blocks=tuple(fill(block) for block in receipt.blocks))


def _plain(words: str) -> str:
    """Words of staff and shop, of which none is ever taken for a mark."""
    return words.replace(_MARK, "")


def order_code(store: str, number: str) -> str:
    """What the order's QR code holds: no personal data and no price, and check characters against misreading."""
    check = hashlib.sha256(f"{store}:{number}".encode()).hexdigest()[:4].upper()
    return f"BO1:{store}:{number}:{check}"


def sale_receipt(
    *,
    shop: Shop,
    number: str,
    at: datetime,
    language: str,
    person: str,
    customer: Customer | None,
    priced: PricedBasket,
    promised: Sequence[Told],
    deposit: Money,
    settlement: Settlement,
    balance_due: Money,
    ship_complete: bool = False,
    place: int | None = None,
    place_told: bool = False,
    layaway: bool = False,
    ways: Sequence[tuple[str, str]] = (),
) -> Receipt:
    """The receipt of a basket: goods taken, goods ordered with their dates, tax, deposit, tenders, balance. An order
    that goes `ship_complete` has one date, below its goods. `place` is the order's in the queue, counted in orders,
    for the store's copy, and where it is `place_told` for the customer's too. On `layaway` all that follows is here
    and is paid in parts. `ways` are those on which goods reach the customer, each with where to (none: collected
    here)."""
    later = bool(promised)
    now = priced.taking("now")
    letters = paper_lines.letters_of(priced.rates, paper_lines.stated_rates(priced, deposit, shop))
    blocks: list[Block] = [*_head(shop, number, at, language, person, ticket=later)]
    if now:
        rows = tuple(_row(part, shop, letters) for part in now)
        blocks.append(Rows(rows, phrase("taken_now", language) if later else ""))
    if later:
        rows = tuple(
            _row(part, shop, letters, (part.product.sku, *(() if ship_complete else _notes(promise, words, language))))
            for part, promise, words in promised
        )
        blocks.append(Rows(rows, phrase("to_follow", language)))
        if ship_complete:
            blocks += [Text(note) for note in _notes(*promised[0][1:], language)]
    blocks += [Rule(), KeyValue(f"{phrase('total', language)} {shop.currency}", amount(priced.total, shop), bold=True)]
    if not later or paper_lines.states_all(shop):
        blocks += paper_lines.tax_lines(priced.rates, letters, shop, language)
    if later:
        blocks += paper_lines.today_and_deposit(priced, deposit, letters, shop, language)
    blocks += paper_lines.payment(settlement, shop, language)
    if later:
        ways = ways or (("collect", ""),)
        blocks += [_balance(balance_due, shop, language, sent=all(way in SHIPS for way, _ in ways))]
        blocks += _order_terms(
            shop, number, language, customer, paid_in_full=not balance_due, place=place, place_told=place_told,
            layaway=layaway, ways=ways,
        )  # fmt: skip
    elif customer is not None:
        blocks.append(KeyValue(phrase("customer", language), _MARK + "name"))
    blocks += [*_foot(shop, number, language)]
    return Receipt(
        kind="backorder" if later else "sale",
        number=number,
        at=at.isoformat(),
        language=language,
        currency=shop.currency,
        person=person,
        blocks=tuple(blocks),
        copies=("customer", "store") if later else ("customer",),
        opens_drawer=paper_lines.moves_cash(settlement),
    )


def collection_receipt(
    *,
    shop: Shop,
    number: str,
    order: str,
    at: datetime,
    language: str,
    person: str,
    lines: Sequence[HandedOver],
    shares: Sequence[Share],
    settlement: Settlement,
    follows: Sequence[Block] = (),
) -> Receipt:
    """The receipt of goods handed over from an order: their price and their whole tax, then the deposit that is set
    against them with the tax that its own receipt stated already, then the rest. `follows` says what is still owed of
    the order (`paper_changes.what_follows`)."""
    rates = rate_sums([(line.tax_rate, total, tax) for line, total, tax in lines], shop.currency)
    letters = paper_lines.letters_of(rates, {rate.rate.thousandths for rate in rates})
    total = Money(sum(rate.total.minor for rate in rates), shop.currency)
    blocks: list[Block] = [
        *_head(shop, number, at, language, person, ticket=False),
        KeyValue(phrase("order", language), order),
        KeyValue(phrase("customer", language), _MARK + "name"),
        Rows(tuple(paper_lines.handed_over_row(line, of, tax, shop, letters) for line, of, tax in lines)),
        Rule(),
        KeyValue(f"{phrase('total', language)} {shop.currency}", amount(total, shop), bold=True),
        *paper_lines.tax_lines(rates, letters, shop, language),
        *paper_lines.deposit_deducted(shares, letters, shop, language),
        *paper_lines.payment(settlement, shop, language),
        *follows,
        *_foot(shop, number, language),
    ]
    return Receipt(
        kind="collection", number=number, at=at.isoformat(), language=language, currency=shop.currency, person=person,
        blocks=tuple(blocks), opens_drawer=paper_lines.moves_cash(settlement),
    )  # fmt: skip


def _balance(balance_due: Money, shop: Shop, language: str, *, sent: bool = False) -> Block:
    if not balance_due:
        return Text(phrase("paid_in_full", language), bold=True)
    return KeyValue(
        f"{phrase('balance_sent' if sent else 'balance', language)} {shop.currency}",
        amount(balance_due, shop),
        bold=True,
    )


def _head(shop: Shop, number: str, at: datetime, language: str, person: str, *, ticket: bool) -> list[Block]:
    return [
        *_name_and_address(shop.store_name, shop.address, shop.tax_id, language, ticket),
        KeyValue(phrase("receipt", language), number),
        Text(f"{clear_date(at.date(), language)} {at:%H:%M} ({at:%z}) · {shop.store} · {shop.register}"),
        KeyValue(phrase("cashier", language), _plain(person)),
        Rule(),
    ]


# What stands on every receipt of a shop is made once: a sale waits for its receipt.
@lru_cache(maxsize=64)
def _name_and_address(
    name: str, address: tuple[str, ...], tax_id: str, language: str, ticket: bool
) -> tuple[Block, ...]:
    blocks: list[Block] = [Text(name, "centre", bold=True, size="large")]
    blocks += [Text(line, "centre") for line in address]
    if tax_id:
        blocks.append(Text(f"{phrase('tax_id', language)} {tax_id}", "centre"))
    blocks.append(Feed())
    if ticket:
        blocks += [
            Text(phrase("ticket", language), "centre", bold=True),
            Text(phrase("customer_copy", language), "centre", copy="customer"),
            Text(phrase("store_copy", language), "centre", copy="store"),
        ]
    return tuple(blocks)


@lru_cache(maxsize=64)
def _thanks(footer: tuple[str, ...], language: str) -> tuple[Block, ...]:
    return (Feed(), *(Text(line, "centre") for line in footer), Text(phrase("thanks", language), "centre"))


def _foot(shop: Shop, number: str, language: str) -> list[Block]:
    return [*_thanks(shop.footer, language), Barcode(number)]


def _row(part: PricedPart, shop: Shop, letters: Mapping[int, str], notes: tuple[str, ...] = ()) -> Row:
    return Row(
        part.product.name,
        quantity_text(part, shop),
        amount(paper_lines.as_tagged(part.total, part.tax, shop), shop),
        letters.get(part.product.tax_rate.thousandths, ""),
        notes,
    )


def _notes(promise: Promise | None, words: str, language: str) -> tuple[str, ...]:
    """The words told, then the plain date with what it rests on."""
    if promise is None:
        return (words,)
    basis = phrase(promise.certainty, language)
    return (words, f"{phrase('expected', language)}: {clear_date(promise.latest_on, language)} ({basis})")


def _order_terms(
    shop: Shop,
    number: str,
    language: str,
    customer: Customer | None,
    *,
    paid_in_full: bool,
    place: int | None,
    place_told: bool,
    layaway: bool,
    ways: Sequence[tuple[str, str]],
) -> list[Block]:
    sent = [way for way, _ in ways if way in SHIPS]
    collected = [store for way, store in ways if way not in SHIPS]
    pay = ["pay_in_parts"] if layaway else ["pay_how"] * bool(collected) + ["pay_when_sent"] * bool(sent)
    consent = phrase("yes" if customer and customer.consent else "no", language)
    return [
        Rule(),
        KeyValue(phrase("order", language), number, bold=True),
        KeyValue(phrase("customer", language), _MARK + "name"),
        KeyValue(phrase("contact", language), _MARK + "masked", copy="customer"),
        KeyValue(phrase("contact_store", language), _MARK + "contact", copy="store"),
        KeyValue(phrase("consent", language), consent, copy="store"),
        *(block for store in dict.fromkeys(collected) for block in _collect_at(shop, store, language)),
        *(Text(phrase("delivered" if way == "deliver" else "sent_direct", language)) for way in dict.fromkeys(sent)),
        *(
            []
            if place is None
            else [KeyValue(phrase("place", language), str(place), copy=None if place_told else "store")]
        ),
        *([] if paid_in_full else [Text(phrase(key, language), copy="customer") for key in pay]),
        *([] if layaway or not collected else [Text(phrase("keep", language, days=shop.keep_days), copy="customer")]),
        Text(phrase("cancel", language), copy="customer"),
        Feed(copy="store"),
        Text(phrase("signature", language) + " ____________________", copy="store"),
        Feed(),
        Qr(order_code(shop.store, number)),
    ]


def _collect_at(shop: Shop, store: str, language: str) -> list[Block]:
    """Where goods are collected; of another store with its address, which stands nowhere else on the paper."""
    name = shop.stores.get(store, store) if store else shop.store_name
    lines = shop.store_addresses.get(store, ()) if store else ()
    return [KeyValue(phrase("collect_at", language), _plain(name)), *(Text(_plain(line)) for line in lines)]


# What the other papers of an order (`paper_orders`) begin and end with.
MARK = _MARK
head, foot, balance = _head, _foot, _balance
