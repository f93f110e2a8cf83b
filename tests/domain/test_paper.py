"""What the ticket of a mixed sale says to the customer and to the store, and that nobody's name can forge it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain import paper
from pos.domain.catalog import Product, TaxRate, Unit
from pos.domain.money import Money
from pos.domain.order_deposit import DepositRule, TaxMode
from pos.domain.people import Customer
from pos.domain.promise import Peg, Promise
from pos.domain.receipt import Barcode, Copy, KeyValue, Qr, Receipt, Rows, Text
from pos.domain.sale import BasketLine, Tender, price_basket, settle
from pos.domain.shop import Shop, default_shop

MARK = "\ue000"
AT = datetime(2026, 11, 24, 11, 42, tzinfo=timezone(timedelta(hours=1)))
SHOP = replace(
    default_shop(store="S01", store_name="Riverside", register="R2", currency="EUR", country="DE"),
    language="en",
    address=("4 Mill Lane", "Ashbourne"),
    tax_id="DE123",
    footer=("Come again",),
    deposit=DepositRule(percent=20),
)
ADA = Customer("c-ada", "Ada Osei", "020 7946 0018", "ada@example.com", consent=True)
LAMP = Product("LMP-0012", "Brass lamp, tall", Money(4500, "EUR"), TaxRate(19_000))
BOOK = Product("BOK-0001", "Book of lamps", Money(1200, "EUR"), TaxRate(7_000))
PROMISE = Promise(
    3, date(2026, 12, 9), date(2026, 12, 9), "confirmed", (Peg("purchase_order", "PO-1", 3, date(2026, 12, 8)),), 2
)


def ticket(
    *,
    customer: Customer | None = ADA,
    lamp: Product = LAMP,
    promise: Promise | None = PROMISE,
    language: str = "en",
    person: str = "Bea",
    shop: Shop = SHOP,
    words: str = "Ready to collect by Wed 09 Dec 2026",
) -> Receipt:
    """Two lamps and a book now, three lamps later: 249.00 in all, 27.00 deposit, 129.00 paid in cash with 150.00."""
    priced = price_basket([BasketLine(lamp, 5, later=3), BasketLine(BOOK, 2)], currency="EUR", prices_include_tax=True)
    deposit = Money(2700, "EUR")
    return paper.sale_receipt(
        shop=shop, number="S01-R2-A000007", at=AT, language=language, person=person, customer=customer, priced=priced,
        promised=[(part, promise, words) for part in priced.taking("later")], deposit=deposit,
        settlement=settle(priced.now_total + deposit, [Tender("cash", Money(15_000, "EUR"))]),
        balance_due=priced.later_total - deposit, place=3,
    )  # fmt: skip


def words_of(receipt: Receipt, copy: Copy) -> list[str]:
    """Every line that this reader gets, label and figure side by side."""
    said: list[str] = []
    for block in receipt.for_copy(copy):
        if isinstance(block, Text):
            said.append(block.text)
        elif isinstance(block, KeyValue):
            said.append(f"{block.label}: {block.value}")
        elif isinstance(block, Rows):
            said.append(block.heading)
            for row in block.rows:
                said += [f"{row.name} | {row.detail} | {row.total} | {row.tax}", *row.notes]
        elif isinstance(block, (Barcode, Qr)):
            said.append(block.content)
    return said


def filled(receipt: Receipt, customer: Customer | None = ADA) -> Receipt:
    return paper.with_customer(receipt, paper.personal_words(customer))


ON_BOTH = (
    "Riverside", "4 Mill Lane", "Ashbourne", "VAT no. DE123", "Backorder ticket", "Receipt: S01-R2-A000007",
    "Tue 24 Nov 2026 11:42 (+0100) · S01 · R2", "Served by: Bea",
    "Taken today", "Brass lamp, tall | 2 x 45.00 | 90.00 | A", "Book of lamps | 2 x 12.00 | 24.00 | B",
    "Ordered for you", "Brass lamp, tall | 3 x 45.00 | 135.00 | A", "LMP-0012", "Ready to collect by Wed 09 Dec 2026",
    "Expected ship date: Wed 09 Dec 2026 (confirmed by the supplier)",
    "Total EUR: 249.00", "A Tax 19% in today's 90.00: 14.37", "B Tax 7% in today's 24.00: 1.57",
    "Goods taken today: 114.00", "Deposit paid: 27.00", "A Tax 19% in the deposit: 4.31",
    "To pay EUR: 141.00", "Cash: 150.00", "Change: 9.00", "Due on collection EUR: 108.00",
    "Order: S01-R2-A000007", "Customer: Ada Osei", "Collect at: Riverside", "Come again", "S01-R2-A000007",
)  # fmt: skip
CUSTOMER_ONLY = (
    "Customer copy", "We tell you at: …018", "The balance is paid when you collect.",
    "We keep the goods for 14 days once they are ready.",
    "Full refund if we cancel, or if the date moves and you do not want to wait.",
)  # fmt: skip
STORE_ONLY = (
    "Store copy",
    "Contact: 020 7946 0018 / ada@example.com",
    "May be told about the order: yes",
    "Place in the queue: 3",
    "Signature ____________________",
)


@pytest.mark.parametrize("line", ON_BOTH)
def test_both_copies_of_a_mixed_sale_say(line: str) -> None:
    """R4, R24, R25, R93: shop, lines with SKU and price, the date with its basis, tax, deposit, balance, on paper."""
    receipt = filled(ticket())
    assert line in words_of(receipt, "customer")
    assert line in words_of(receipt, "store")


@pytest.mark.parametrize("line", CUSTOMER_ONLY)
def test_only_the_customers_copy_says(line: str) -> None:
    receipt = filled(ticket())
    assert line in words_of(receipt, "customer")
    assert line not in words_of(receipt, "store")


@pytest.mark.parametrize("line", STORE_ONLY)
def test_only_the_stores_copy_says(line: str) -> None:
    receipt = filled(ticket())
    assert line in words_of(receipt, "store")
    assert line not in words_of(receipt, "customer")


def test_the_full_contact_is_nowhere_on_the_customers_copy() -> None:
    said = " ".join(words_of(filled(ticket()), "customer"))
    assert "7946" not in said
    assert "ada@" not in said


def test_the_customers_copy_comes_first_and_cash_opens_the_drawer() -> None:
    assert ticket().copies == ("customer", "store")
    assert ticket().opens_drawer


def test_the_code_of_an_order_names_it_with_check_characters_and_nobody() -> None:
    codes = [block.content for block in ticket().blocks if isinstance(block, Qr)]
    assert codes == [paper.order_code("S01", "S01-R2-A000007")]
    assert codes[0].startswith("BO1:S01:S01-R2-A000007:")
    others = {paper.order_code("S01", f"S01-R2-A{n:06d}").rsplit(":", 1)[1] for n in range(200)}
    assert len(others) > 190


def test_a_backorder_without_a_date_says_so_and_prints_none() -> None:
    """R8, R22: no basis, no date."""
    said = words_of(ticket(promise=None, words="No confirmed date yet"), "customer")
    assert "No confirmed date yet" in said
    assert not any(line.startswith("Expected ship date") for line in said)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Bei Abholung zu zahlen EUR: 108,00"),
        ("fr", "À payer au retrait EUR: 108,00"),
        ("es", "A pagar al recoger EUR: 108,00"),
    ],
)
def test_the_ticket_speaks_the_customers_language_with_the_shops_decimal_sign(language: str, line: str) -> None:
    assert line in words_of(ticket(language=language, shop=replace(SHOP, language=language)), "customer")


@pytest.mark.parametrize("mode", ["on_delivery", "at_sale", "security"])
def test_tax_in_the_deposit_is_shown_only_where_it_falls_due_with_the_deposit(mode: TaxMode) -> None:
    shop = replace(SHOP, deposit=DepositRule(tax_mode=mode))
    assert not any("in the deposit" in line for line in words_of(ticket(shop=shop), "customer"))


def tax_said(receipt: Receipt) -> list[str]:
    return [line for line in words_of(receipt, "customer") if "Tax " in line]


@pytest.mark.parametrize("mode", ["on_payment", "on_delivery", "at_sale", "security"])
def test_no_tax_is_stated_twice_nor_before_it_falls_due(mode: TaxMode) -> None:
    """The tax of goods that follow is stated with the sale only where the law wants it then."""
    shop = replace(SHOP, deposit=DepositRule(tax_mode=mode))
    today = ["A Tax 19% in today's 90.00: 14.37", "B Tax 7% in today's 24.00: 1.57"]
    expected = {
        "on_payment": [*today, "A Tax 19% in the deposit: 4.31"],
        "at_sale": ["A Tax 19% in 225.00: 35.92", "B Tax 7% in 24.00: 1.57"],
    }
    assert tax_said(ticket(shop=shop)) == expected.get(mode, today)


def all_later(deposit: int, tender: Tender | None, *, mode: TaxMode = "on_payment") -> Receipt:
    """Two lamps of 45.00 that follow, with a deposit, in a shop whose tax on deposits falls due as `mode` says."""
    priced = price_basket([BasketLine(LAMP, 2, later=2)], currency="EUR", prices_include_tax=True)
    paid = Money(deposit, "EUR")
    return paper.sale_receipt(
        shop=replace(SHOP, deposit=DepositRule(tax_mode=mode)),
        number="N-1", at=AT, language="en", person="Bea", customer=ADA, priced=priced,
        promised=[(part, PROMISE, "soon") for part in priced.parts], deposit=paid,
        settlement=settle(paid, [tender] if tender else []), balance_due=priced.later_total - paid,
    )  # fmt: skip


def test_an_order_paid_in_full_says_so_and_nothing_of_a_balance() -> None:
    said = words_of(all_later(9000, Tender("card", Money(9000, "EUR"))), "customer")
    assert "Paid in full" in said
    assert not any("balance" in line or "Due on collection" in line for line in said)
    assert "Paid in full" not in words_of(ticket(), "customer")


@pytest.mark.parametrize("tender", [None, Tender("cash", Money(0, "EUR"))])
def test_an_order_without_a_deposit_names_no_deposit_no_tender_and_no_tax_and_opens_no_drawer(
    tender: Tender | None,
) -> None:
    receipt = all_later(0, tender)
    said = words_of(receipt, "customer")
    assert not any(line.startswith(("Deposit", "Cash", "Tax", "Goods taken")) for line in said)
    assert {"Due on collection EUR: 90.00", "The balance is paid when you collect."} <= set(said)
    assert not receipt.opens_drawer


def test_a_letter_beside_goods_always_leads_to_a_tax_that_is_stated() -> None:
    """Lamps that follow without a tax due today carry none."""
    shop = replace(SHOP, deposit=DepositRule(tax_mode="on_delivery"))
    priced = price_basket([BasketLine(LAMP, 1, later=1), BasketLine(BOOK, 1)], currency="EUR", prices_include_tax=True)
    receipt = paper.sale_receipt(
        shop=shop, number="N-1", at=AT, language="en", person="Bea", customer=ADA, priced=priced,
        promised=[(part, PROMISE, "soon") for part in priced.taking("later")], deposit=Money(0, "EUR"),
        settlement=settle(priced.now_total, [Tender("card", priced.now_total)]), balance_due=priced.later_total,
    )  # fmt: skip
    said = words_of(receipt, "customer")
    assert {"Brass lamp, tall | 1 x 45.00 | 45.00 | ", "Book of lamps | 1 x 12.00 | 12.00 | B"} <= set(said)


# --- personal words --------------------------------------------------------------------------------------------
def test_the_kept_document_holds_no_personal_word() -> None:
    kept = json.dumps(ticket().to_json(), ensure_ascii=False)
    assert not any(word in kept for word in ("Ada", "7946", "…018", "example.com"))


def test_where_the_words_were_erased_a_dash_stands_and_nothing_else_changes() -> None:
    erased = paper.with_customer(ticket(), {})
    changed = [(before, after) for before, after in zip(ticket().blocks, erased.blocks, strict=True) if before != after]
    assert all(isinstance(after, KeyValue) and after.value == paper.ERASED for _, after in changed)
    assert len(changed) == 3


def marks_in(blocks: Sequence[object]) -> list[str]:
    return [block.value for block in blocks if isinstance(block, KeyValue) and block.value.startswith(MARK)]


evil = st.sampled_from(
    [MARK + "contact", MARK + "masked", MARK, "{name}", "{0}", "{rate.__class__}", "%s", "\ue000name\n"]
)


@given(evil, evil, evil, evil)
def test_no_name_of_product_customer_staff_or_shop_is_taken_for_a_mark(
    product: str, customer: str, person: str, store: str
) -> None:
    """A cashier who is called like a mark must not put the full contact on the customer's copy."""
    receipt = ticket(
        lamp=replace(LAMP, name=product),
        person=person,
        shop=replace(SHOP, store_name=store),
        customer=replace(ADA, name=customer),
    )
    assert sorted(marks_in(receipt.blocks)) == [MARK + "contact", MARK + "masked", MARK + "name"]
    shown = filled(receipt, replace(ADA, name=customer))
    said = words_of(shown, "customer")
    assert f"Customer: {customer}" in said
    assert f"{product} | 2 x 45.00 | 90.00 | A" in said
    assert not any("7946" in line for line in said)
    assert any("7946" in line for line in words_of(shown, "store"))


# --- other papers ----------------------------------------------------------------------------------------------
def test_a_plain_sale_has_one_copy_no_ticket_and_one_rate_without_a_letter() -> None:
    priced = price_basket([BasketLine(LAMP, 1)], currency="EUR", prices_include_tax=True)
    receipt = paper.sale_receipt(
        shop=SHOP,
        number="N-1",
        at=AT,
        language="en",
        person="Bea",
        customer=None,
        priced=priced,
        promised=[],
        deposit=Money(0, "EUR"),
        settlement=settle(priced.total, [Tender("card", priced.total)]),
        balance_due=Money(0, "EUR"),
    )
    said = words_of(receipt, "customer")
    assert (receipt.kind, receipt.copies, receipt.opens_drawer) == ("sale", ("customer",), False)
    assert {"Brass lamp, tall | 1 x 45.00 | 45.00 | ", "Tax 19% in 45.00: 7.18", "Card: 45.00"} <= set(said)
    assert not any("Deposit" in line or "Change" in line or "copy" in line for line in said)


def test_prices_without_tax_are_shown_without_and_the_tax_on_top() -> None:
    shop = replace(
        default_shop(store="S1", store_name="Main", register="R1", currency="USD", country="US"), language="en"
    )
    lamp = replace(LAMP, price=Money(1999, "USD"), tax_rate=TaxRate(8_875))
    priced = price_basket([BasketLine(lamp, 2)], currency="USD", prices_include_tax=False)
    receipt = paper.sale_receipt(
        shop=shop,
        number="N-1",
        at=AT,
        language="en",
        person="Bea",
        customer=None,
        priced=priced,
        promised=[],
        deposit=Money(0, "USD"),
        settlement=settle(priced.total, [Tender("card", priced.total)]),
        balance_due=Money(0, "USD"),
    )
    said = words_of(receipt, "customer")
    assert {"Brass lamp, tall | 2 x 19.99 | 39.98 | ", "Tax 8.875% on 39.98: 3.55", "Total USD: 43.53"} <= set(said)


@pytest.mark.parametrize(
    ("unit", "quantity", "text"),
    [
        ("pc", 2, "2 x 12.90"),
        ("g", 350, "0.350 kg x 12.90"),
        ("mm", 12_005, "12.005 m x 12.90"),
        ("ml", 5, "0.005 l x 12.90"),
    ],
)
def test_a_quantity_is_written_in_the_unit_its_price_is_for(unit: Unit, quantity: int, text: str) -> None:
    product = replace(LAMP, price=Money(1290, "EUR"), unit=unit)
    priced = price_basket([BasketLine(product, quantity)], currency="EUR", prices_include_tax=True)
    assert paper.quantity_text(priced.parts[0], SHOP) == text


@pytest.mark.parametrize(("label", "text"), [(399, "1 x 3.99"), (1290, "1 x 12.90")])
def test_a_price_on_the_label_of_a_piece_is_its_unit_price(label: int, text: str) -> None:
    """ "1 x 9.99  3.99" does not multiply out."""
    priced = price_basket(
        [BasketLine(LAMP, 1, fixed_total=Money(label, "EUR"))], currency="EUR", prices_include_tax=True
    )
    assert paper.quantity_text(priced.parts[0], SHOP) == text


def test_pieces_whose_sum_is_no_whole_price_each_are_printed_without_one() -> None:
    line = BasketLine(LAMP, 3, fixed_total=Money(1000, "EUR"))
    priced = price_basket([line], currency="EUR", prices_include_tax=True)
    assert paper.quantity_text(priced.parts[0], SHOP) == ""
