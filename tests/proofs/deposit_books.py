"""An order and its deposit as a bookkeeper would keep them: each step as postings and paper, added up anew."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from random import Random

from pos.domain import deposit_moves, order_deposit, order_fees, order_life, paper, paper_changes, paper_orders
from pos.domain.backorder import Order, OrderLine
from pos.domain.catalog import Product, TaxRate
from pos.domain.deposit_moves import Move
from pos.domain.money import Money
from pos.domain.order_deposit import DepositRule, Posting, Share, TaxMode
from pos.domain.people import OWNER
from pos.domain.receipt import KeyValue, Receipt
from pos.domain.sale import BasketLine, PricedBasket, Settlement, Tender, price_basket, settle, tax_in
from pos.domain.sale_settling import due_in_coins
from pos.domain.shop import Shop, default_shop
from pos.domain.waiting_rules import WaitingRules
from pos.usecases.due_now import share_of
from pos.usecases.order_documents import money_postings
from pos.usecases.order_refunds import back_by, settled_back
from pos.usecases.sale_record import sale_postings

RATES = (0, 5_000, 8_875, 19_000, 20_000)
AT = datetime(2026, 11, 24, 10, 42, tzinfo=UTC)
TODAY = date(2026, 11, 24)
NUMBER = "S01-R1-A000001"
_TAX = re.compile(r"(?:[A-Z] )?(?:Tax|incl\. tax) ([0-9.]+)%")


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def figures(receipt: Receipt) -> dict[str, int]:
    """The figures of a receipt by their labels, in minor units."""
    return {
        block.label: round(float(block.value) * 100)
        for block in receipt.blocks
        if isinstance(block, KeyValue) and re.fullmatch(r"-?[0-9]+\.[0-9]{2}", block.value)
    }


def stated_tax(receipt: Receipt, only: str = "") -> Counter[int]:
    """Rate -> tax that a receipt states, each with its sign; those at zero left out."""
    found: Counter[int] = Counter()
    for label, minor in figures(receipt).items():
        if (rate := _TAX.match(label)) and only in label:
            found[round(float(rate[1]) * 1000)] += minor
    return Counter({rate: minor for rate, minor in found.items() if minor})


@dataclass
class Books:
    """One order: its lines and what is held, every posting so far, and what ought to be so."""

    shop: Shop
    mode: TaxMode
    lines: list[OrderLine] = field(default_factory=list)
    held: tuple[Share, ...] = ()
    accounts: Counter[tuple[str, int | None]] = field(default_factory=Counter)
    sold: Counter[int] = field(default_factory=Counter)
    fees: Counter[int] = field(default_factory=Counter)
    fee_tax: Counter[int] = field(default_factory=Counter)
    steps: list[str] = field(default_factory=list)

    def write(self, postings: Iterable[Posting]) -> Counter[tuple[str, int | None]]:
        """Book one step; answers with what it changed of each account and rate."""
        step: Counter[tuple[str, int | None]] = Counter()
        for posting in postings:
            step[posting.account, posting.rate] += posting.amount
        assert sum(step.values()) == 0, self.steps
        for key, amount in step.items():
            self.accounts[key] += amount
        return step

    def account(self, name: str, rate: int | None = None) -> int:
        return sum(amount for (account, of), amount in self.accounts.items() if account == name and rate in (None, of))

    @property
    def due(self) -> int:
        return deposit_moves.balance_of(self.lines, self.held)

    def check(self, receipt: Receipt, step: Mapping[tuple[str, int | None], int], *, ticket: bool = False) -> None:
        """What holds after every step, and what its paper says."""
        goods = deposit_moves.open_goods(self.lines)
        for share in self.held:
            of = goods.get(share.rate, deposit_moves.Open())
            assert 0 <= share.amount <= of.total, self.steps
            assert -self.account("order_deposits", share.rate) == share.amount, self.steps
            assert self.account("deposit_tax", share.rate) == share.declared, self.steps
            assert share.declared == order_deposit.declared_on(self.mode, share.rate, share.amount, of.tax)
        assert -self.account("order_deposits") == sum(share.amount for share in self.held)
        for rate in RATES:
            owed = self.sold[rate] + self.fee_tax[rate] + self.account("deposit_tax", rate)
            assert -self.account("tax", rate) == owed, (self.steps, rate)
        said = figures(receipt)
        booked = Counter({rate: -step.get(("tax", rate), 0) for rate in RATES if step.get(("tax", rate))})
        if not ticket:
            assert stated_tax(receipt) == booked, (self.steps, said)
        elif self.shop.prices_include_tax:
            assert stated_tax(receipt, "" if self.mode == "at_sale" else "in the deposit") == booked, (self.steps, said)
        if "Deposit held EUR" in said:
            assert said["Deposit held EUR"] == sum(share.amount for share in self.held)
        if "Due on collection EUR" in said:
            assert said["Due on collection EUR"] == self.due
        paid = self.tenders(step)
        shown = sum(said.get(word, 0) for word in ("Cash", "Card")) - said.get("Change", 0)
        back = sum(said.get(f"{word}, given back", 0) for word in ("Cash", "Card"))
        assert shown - back == paid, (self.steps, said)
        if paid > 0:
            assert said["To pay EUR"] == paid
        if paid < 0:
            assert said["Given back EUR"] == -paid

    @staticmethod
    def tenders(step: Mapping[tuple[str, int | None], int]) -> int:
        return sum(amount for (account, _), amount in step.items() if account.startswith("tender:"))


def a_shop(random: Random) -> Shop:
    mode: TaxMode = random.choice(("on_payment", "on_delivery", "at_sale", "security"))
    shop = default_shop(store="S01", store_name="Riverside", register="R1", currency="EUR", country="IE")
    return replace(
        shop,
        prices_include_tax=random.random() < 0.6,
        cash_step=random.choice((1, 1, 5)),
        deposit=DepositRule(percent=random.choice((0, 10, 20, 33, 50, 100)), tax_mode=mode),
        waiting=WaitingRules(
            fee_percent=random.choice((0, 0, 10, 15, 100)), fee_minimum=random.choice((0, 0, 500)),
            fee_waived_when_late=random.random() < 0.5,
        ),
    )  # fmt: skip


def a_basket(random: Random, shop: Shop, first: int, most: int) -> PricedBasket:
    """Up to so many products, all of them to follow later; `first` numbers the first one."""
    prices = (1, 99, 333, 4500, 12_999, 499_99)
    lines = [
        BasketLine(
            Product(f"SKU-{nth}", f"Thing {nth}", eur(random.choice(prices)), TaxRate(random.choice(RATES))),
            units := random.choice((1, 2, 3, 7)),
            later=units,
        )
        for nth in range(first, first + random.randint(1, most))
    ]
    return price_basket(lines, currency="EUR", prices_include_tax=shop.prices_include_tax)


def goods(random: Random, basket: PricedBasket, before: int = 0) -> list[OrderLine]:
    """The lines of an order, after `before` others, with a day that is kept, one that is not, or none."""
    told = random.choice((None, date(2026, 11, 20), date(2026, 12, 1)))
    return [
        OrderLine(
            before + part.line, part.product.sku, part.product.name, part.quantity, 0, 0, 0, part.total.minor,
            part.tax.minor, part.product.tax_rate.thousandths, told, told, "", part.unit_price.minor,
        )
        for part in basket.parts
    ]  # fmt: skip


def take(random: Random) -> Books:
    """An order is taken, with its deposit and its ticket."""
    shop = a_shop(random)
    mode = shop.deposit.tax_mode
    basket = a_basket(random, shop, 1, 4)
    parts = basket.taking("later")
    deposit = order_deposit.asked_for(shop.deposit, parts, "EUR")
    shares = order_deposit.shares_of(deposit.minor, parts, mode)
    settlement = paid_by(random, shop, deposit)
    books = Books(shop, mode, goods(random, basket), shares)
    books.steps.append(f"take {deposit} {mode}")
    step = books.write(sale_postings(basket, NUMBER, shares, settlement))
    receipt = paper.sale_receipt(
        shop=shop, number=NUMBER, at=AT, language="en", person="Bea", customer=None, priced=basket,
        promised=[(part, None, "") for part in parts], deposit=deposit, settlement=settlement,
        balance_due=basket.later_total - deposit,
    )  # fmt: skip
    books.check(receipt, step, ticket=True)
    return books


def paid_by(random: Random, shop: Shop, due: Money) -> Settlement:
    """Cash or card, or a part by each; cash in coins that exist."""
    if not due:
        return settle(due, [])
    kind = random.choice(("cash", "card", "both"))
    card = eur(due.minor if kind == "card" else random.randint(1, due.minor) if kind == "both" else 0)
    tenders = [Tender("card", card, "T-1")] if card else []
    if card != due:
        tenders.append(Tender("cash", due_in_coins(due, card, shop.cash_step) - card))
    return settle(due, tenders, cash_step=shop.cash_step)


def add(random: Random, books: Books) -> None:
    """Any amount up to what is due."""
    if books.due <= 0:
        return
    wish = eur(random.choice((1, books.due, random.randint(1, books.due))))
    move = deposit_moves.added(NUMBER, wish, books.lines, books.held, books.mode)
    settlement = paid_by(random, books.shop, wish)
    books.steps.append(f"add {wish}")
    step = books.write(money_postings(move, settlement))
    books.held = deposit_moves.after_move(books.held, move)
    receipt = paper_orders.deposit_receipt(
        shop=books.shop, number="D", order=NUMBER, at=AT, language="en", person="Bea", move=move,
        settlement=settlement, held=eur(held(books)), balance_due=eur(books.due),
    )  # fmt: skip
    assert figures(receipt)["Paid today"] == wish.minor
    books.check(receipt, step)


def refund(random: Random, books: Books) -> None:
    """Any amount of what is held."""
    whole = held(books)
    if not whole:
        return
    wish = eur(random.choice((1, whole, random.randint(1, whole))))
    move = deposit_moves.given_back(NUMBER, wish, books.lines, books.held, books.mode)
    settlement = back(random, books, move)
    books.steps.append(f"refund {wish}")
    step = books.write(money_postings(move, settlement))
    books.held = deposit_moves.after_move(books.held, move)
    receipt = paper_orders.refund_receipt(
        shop=books.shop, number="D", order=NUMBER, at=AT, language="en", person="Bea", move=move,
        settlement=settlement, held=eur(held(books)), balance_due=eur(books.due),
    )  # fmt: skip
    assert figures(receipt)["Deposit given back"] == wish.minor
    books.check(receipt, step)


def back(random: Random, books: Books, move: Move) -> Settlement:
    amount = eur(-move.money)
    came = [order_life.TenderPart(random.choice(("cash", "card")), "T-1", random.randint(0, max(1, amount.minor)))]
    return settled_back(amount, back_by(amount, came, (), books.shop, OWNER), books.shop.cash_step)


def hand_over(random: Random, books: Books, *, all_of_it: bool = False) -> None:
    """Goods are put aside and leave, some units of some lines."""
    going = []
    for line in books.lines:
        units = line.open if all_of_it else random.choice((0, line.open, random.randint(0, max(0, line.open))))
        if line.open > 0 and units:
            going.append(replace(line, allocated=units))
    if not going:
        return
    parts = [(line, line.price_of(line.allocated), line.tax_of(line.allocated)) for line in going]
    order = Order(NUMBER, "", "", TODAY, tuple(books.lines), held(books), 0)
    shares = share_of(order, parts, books.held, books.mode)
    total = eur(sum(part[1] for part in parts))
    settlement = paid_by(random, books.shop, total - eur(sum(share.amount for share in shares)))
    books.steps.append(f"hand over {[(line.line, line.allocated) for line in going]}")
    postings = [
        *order_deposit.sold([(line.tax_rate, price, tax) for line, price, tax in parts]),
        *order_deposit.released(NUMBER, shares),
    ]
    move = Move(tuple(Share(s.rate, -s.amount, -s.declared) for s in shares), 0, tuple(postings))
    step = books.write(money_postings(move, settlement))
    books.held = deposit_moves.after_move(books.held, move)
    for line, _, tax in parts:
        books.sold[line.tax_rate] += tax
    left = {line.line: line.allocated for line in going}
    books.lines = [replace(line, handed_over=line.handed_over + left.get(line.line, 0)) for line in books.lines]
    after = Order(NUMBER, "", "", TODAY, tuple(books.lines), held(books), 0)
    receipt = paper.collection_receipt(
        shop=books.shop, number="C", order=NUMBER, at=AT, language="en", person="Bea", lines=parts, shares=shares,
        settlement=settlement, follows=paper_changes.what_follows(after, books.shop, "en"),
    )  # fmt: skip
    said = figures(receipt)
    if any(line.open for line in books.lines):
        assert (said["Deposit held"], said["Due on collection EUR"]) == (held(books), books.due)
    assert said["Total EUR"] == total.minor
    assert said.get("Deposit paid before", 0) == -sum(share.amount for share in shares)
    books.check(receipt, step)


def cancel(random: Random, books: Books, *, all_of_it: bool = False, change: bool = False) -> None:
    """Units are given up; with `change` other goods take their place and the deposit stays."""
    units = {
        line.line: line.open if all_of_it else random.randint(1, line.open)
        for line in books.lines
        if line.open > 0 and (all_of_it or random.random() < 0.5)
    }
    if not units:
        return
    nth = len(books.lines)
    adding = goods(random, a_basket(random, books.shop, nth + 1, 2), nth) if change else []
    fee = order_fees.fee_of(
        books.shop.waiting, books.lines, units, books.held,
        excused=random.choice((None, None, None, "shop_cancels", "waived")),
        instead=sum(line.total for line in adding),
    )  # fmt: skip
    was, gone = books.lines, sum(deposit_moves.leaving(books.lines, units, books.held).values())
    keep = change or random.random() < 0.3
    move = deposit_moves.cancelled(NUMBER, was, units, books.held, books.mode, fee=fee.amount, keep=keep, adding=adding)
    settlement = back(random, books, move)
    books.steps.append(f"cancel {units} keep {keep} fee {fee.amount} change {bool(adding)}")
    step = books.write(money_postings(move, settlement))
    books.held = deposit_moves.after_move(books.held, move)
    books.lines = [*deposit_moves.without(was, units), *adding]
    books.fees.update(dict(move.fee_of))
    books.fee_tax.update(dict(move.fee_tax))
    for rate, part in move.fee_of:
        kept_tax = dict(move.fee_tax).get(rate, 0)
        exact = tax_in(part, TaxRate(rate), included=True)
        assert kept_tax == (exact if books.mode in ("on_payment", "security") else 0)
    lines = {line.line: line for line in books.lines}
    receipt = paper_orders.cancellation_receipt(
        shop=books.shop, number="X", order=NUMBER, at=AT, language="en", person="Bea",
        given_up=[
            (
                line, units[line.line],
                line.price_of(line.open) - lines[line.line].price_of(lines[line.line].open),
                line.tax_of(line.open) - lines[line.line].tax_of(lines[line.line].open),
            )
            for line in was
            if line.line in units
        ],
        move=move, deposit_part=gone, still=[line for line in books.lines if line.open > 0], settlement=settlement,
        held=eur(held(books)), balance_due=eur(books.due), no_fee=fee.why,
    )  # fmt: skip
    said = figures(receipt)
    assert said.get("Cancellation fee", 0) == move.fee
    assert said.get("Deposit for these goods", 0) == gone
    assert said.get("of this kept for the rest", 0) == gone - move.fee + move.money
    assert -sum(minor for (account, _), minor in step.items() if account == "order_fees") == move.fee - sum(
        tax for _, tax in move.fee_tax
    )
    books.check(receipt, step)


def held(books: Books) -> int:
    return sum(share.amount for share in books.held)


def check_paid(books: Books) -> None:
    """Paid is a number of each line, and their sum is what the customer has paid for goods and ahead."""
    order = Order(NUMBER, "", "", TODAY, tuple(books.lines), held(books), 0)
    paid = deposit_moves.paid_of(order, books.held)
    gone = sum(deposit_moves.price_gone(line) for line in books.lines)
    assert sum(paid.values()) == gone + held(books), books.steps
    for line in books.lines:
        most = deposit_moves.price_gone(line) + line.price_of(max(0, line.open))
        assert 0 <= paid[line.line] <= most, books.steps


def finish(random: Random, books: Books) -> None:
    """The order ends: nothing is held, and the tax booked is that of what was handed over and of fees."""
    (hand_over if random.random() < 0.7 else cancel)(random, books, all_of_it=True)
    assert not any(line.open > 0 for line in books.lines)
    assert held(books) == books.account("order_deposits") == books.account("deposit_tax") == 0
    for rate in RATES:
        sums: Sequence[int] = [
            line.tax * line.handed_over // line.ordered for line in books.lines if line.tax_rate == rate
        ]
        assert -books.account("tax", rate) == sum(sums) + books.fee_tax[rate], books.steps
    prices = sum(deposit_moves.price_gone(line) for line in books.lines)
    paid = sum(amount for (account, _), amount in books.accounts.items() if account.startswith("tender:"))
    assert paid + books.account("cash_rounding") == prices + sum(books.fees.values()), books.steps


STEPS = (add, hand_over, cancel, refund)


def sequence(seed: int) -> Books:
    """One order from its ticket to its end, by chance."""
    random = Random(seed)
    books = take(random)
    for _ in range(random.randint(1, 6)):
        which = random.randrange(6)
        if which < 4:
            STEPS[which](random, books)
        else:
            cancel(random, books, change=which == 4)
        check_paid(books)
    finish(random, books)
    return books
