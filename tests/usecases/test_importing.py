"""Files in: each row is created, updated, left alone or rejected with a reason; a second run changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos.domain.incoming import BadRow, SameRow
from pos.register import Register
from pos.store.verify import verify
from pos.usecases.checkout import LineWish
from pos.usecases.importing import BATCH
from pos.usecases.importing_products import LONGEST_NAME
from tests.builders import LAMP, NOON, SHADE, TABLE
from tests.usecases.desk import (
    CARD,
    counts,
    customer_row,
    delivery_row,
    gtin,
    nothing_changes,
    order_later,
    product_row,
    purchase_row,
    sale_row,
    sell,
    stock_row,
    supplier_row,
)

DAY = date(2026, 12, 1)
UPC = gtin("03600029145")
FILES: dict[str, tuple[Sequence[Any], Sequence[Any]]] = {
    # kind: (a file, the same file with one row that says something new)
    "products": (
        [
            product_row(2, "A-1", "Vase", gtin("400638133393"), price=1250, tax_rate=20_000),
            product_row(3, "B-2", "Jug"),
        ],
        [
            product_row(2, "A-1", "Vase", gtin("400638133393"), price=1350, tax_rate=20_000),
            product_row(3, "B-2", "Jug"),
        ],
    ),
    "stock": (
        [
            stock_row(2, LAMP, 7),
            stock_row(3, SHADE, 9, "S02", safety_stock=2, as_of=NOON),
            stock_row(4, TABLE, -1, "S03"),
        ],
        [
            stock_row(2, LAMP, 7),
            stock_row(3, SHADE, 8, "S02", safety_stock=2, as_of=NOON),
            stock_row(4, TABLE, -1, "S03"),
        ],
    ),
    "suppliers": (
        [supplier_row(2, "ACME", lead_time_days=4), supplier_row(3, "BETA", country="DE")],
        [supplier_row(2, "ACME", lead_time_days=5), supplier_row(3, "BETA", country="DE")],
    ),
    "purchase-orders": (
        [
            purchase_row(2, "PO-1", LAMP, 6, expected_on=DAY),
            purchase_row(3, "PO-1", LAMP, 4),
            purchase_row(4, "PO-2", SHADE, 2),
        ],
        [
            purchase_row(2, "PO-1", LAMP, 6, expected_on=DAY),
            purchase_row(3, "PO-1", LAMP, 4, confirmed=True),
            purchase_row(4, "PO-2", SHADE, 2),
        ],
    ),
    "customers": (
        [
            customer_row(2, "Eve", email="eve@example.com"),
            customer_row(3, "Zoë", phone="0123 456"),
            customer_row(4, "Max"),
        ],
        [
            customer_row(2, "Eve Ray", email="eve@example.com"),
            customer_row(3, "Zoë", phone="0123 456"),
            customer_row(4, "Max"),
        ],
    ),
}
FACTS: dict[str, Sequence[Any]] = {
    "deliveries": [delivery_row(2, DAY), delivery_row(3, DAY), delivery_row(4, DAY, sku=LAMP, quantity=3)],
    "sales": [sale_row(2, NOON, LAMP), sale_row(2, NOON, LAMP), sale_row(3, NOON, "not in the catalogue", 2)],
}


@pytest.mark.parametrize("kind", sorted(FILES))
def test_a_file_is_created_then_unchanged_then_updated_where_it_says_something_new(
    register: Register, kind: str
) -> None:
    file, changed = FILES[kind]
    first = counts(register.import_rows(kind, file))
    assert first[0] + first[1] == len(file)
    with nothing_changes(register):
        assert counts(register.import_rows(kind, file)) == (0, 0, len(file), 0)
    assert counts(register.import_rows(kind, changed)) == (0, 1, len(file) - 1, 0)
    with nothing_changes(register):
        assert counts(register.import_rows(kind, changed)) == (0, 0, len(file), 0)


@pytest.mark.parametrize("kind", sorted(FACTS))
def test_facts_of_the_past_are_taken_once_and_twins_in_a_file_are_two(register: Register, kind: str) -> None:
    file = FACTS[kind]
    assert counts(register.import_rows(kind, file)) == (3, 0, 0, 0)
    with nothing_changes(register):
        assert counts(register.import_rows(kind, file)) == (0, 0, 3, 0)
    assert counts(register.import_rows(kind, [*file, file[0]])) == (1, 0, 3, 0)


@pytest.mark.parametrize("kind", [*sorted(FILES), *sorted(FACTS)])
def test_a_dry_run_says_what_the_real_run_does_and_changes_nothing(register: Register, kind: str) -> None:
    file = FILES[kind][0] if kind in FILES else FACTS[kind]
    rows = [*file, BadRow(98, "price “x” is no number"), SameRow(99)]
    with nothing_changes(register):
        said = counts(register.import_rows(kind, rows, dry_run=True))
    assert counts(register.import_rows(kind, rows)) == said
    assert said[3] == 1


@pytest.mark.parametrize(
    ("kind", "twin", "reason"),
    [
        ("products", product_row(9, "A-1", "Another vase"), "stands earlier in this file"),
        ("stock", stock_row(9, LAMP, 8, "S01"), "stands earlier in this file"),
        ("suppliers", supplier_row(9, "ACME"), "stands earlier in this file"),
        ("customers", customer_row(9, "Eva", email="EVE@example.com"), "stands earlier in this file"),
        ("stock", stock_row(9, "nothing", 8), "no product answers to “nothing”"),
        ("purchase-orders", purchase_row(9, "PO-1", "nothing", 1), "no product answers to “nothing”"),
        ("purchase-orders", purchase_row(9, "PO-1", LAMP, 0), "cannot be ordered"),
        ("products", product_row(9, "C-3", "n" * (LONGEST_NAME + 1)), "characters"),
        ("products", product_row(9, "C-3", "Jug", gtin("400638133393")), "belongs to the product “A-1” already"),
    ],
)
def test_a_row_that_cannot_go_in_is_named_with_its_reason_and_the_others_go_in(
    register: Register, kind: str, twin: Any, reason: str
) -> None:
    """Complaint 7: one bad row never stops the rest."""
    file = FILES[kind][0]
    report = register.import_rows(kind, [*file, twin])
    assert counts(report)[3] == 1
    assert (report.rejects[0].row, reason in report.rejects[0].reason) == (9, True)
    with nothing_changes(register):
        assert counts(register.import_rows(kind, [*file, twin]))[2:] == (len(file), 1)


def test_a_barcode_of_another_product_is_not_taken_away_from_it(register: Register) -> None:
    from tests.builders import barcode

    report = register.import_rows("products", [product_row(2, "X-1", "Copy", barcode(12))])
    assert "belongs to the product “LMP-0012” already" in report.rejects[0].reason
    assert register.look_up(barcode(12)).product.sku == LAMP


def test_a_barcode_may_move_to_another_product_within_a_file(register: Register) -> None:
    code = gtin("400638133393")
    register.import_rows("products", [product_row(2, "OLD", "Old vase", code)])
    moved = [product_row(2, "OLD", "Old vase", UPC), product_row(3, "NEW", "New vase", code)]
    assert counts(register.import_rows("products", moved)) == (1, 1, 0, 0)
    assert register.look_up(code).product.sku == "NEW"
    with nothing_changes(register):
        assert counts(register.import_rows("products", moved)) == (0, 0, 2, 0)


def test_what_a_file_does_not_say_stays_as_it_is(register: Register) -> None:
    register.import_rows("products", [product_row(2, LAMP, "Brass lamp, very tall")])
    seen = register.look_up(LAMP)
    assert (seen.product.name, seen.product.price and seen.product.price.minor, len(seen.product.barcodes)) == (
        "Brass lamp, very tall", 4500, 1,
    )  # fmt: skip


def test_a_product_without_a_price_comes_in_and_asks_for_one_at_the_counter(register: Register) -> None:
    assert counts(register.import_rows("products", [product_row(2, "A-1", "Vase")])) == (1, 0, 0, 0)
    assert register.look_up("A-1").product.price is None


def test_a_file_longer_than_a_batch_adds_up_and_reports_how_far_it_is(register: Register) -> None:
    """Complaint 24: nothing is loaded whole; a file may be a stream."""
    seen: list[int] = []
    size = 2 * BATCH + 5

    def stream() -> Iterable[Any]:
        yield from (product_row(n, f"N-{n:05d}", f"Thing {n}", price=n) for n in range(size))
        yield product_row(size, "N-00003", "Twin from the first batch")

    report = register.import_rows("products", stream(), progress=seen.append)
    assert counts(report) == (size, 0, 0, 1)
    assert seen == [BATCH, 2 * BATCH, size + 1]
    assert register.look_up("N-02004").product.name == "Thing 2004"


def test_a_stock_count_is_written_as_a_difference_and_sets_the_figure(register: Register) -> None:
    sell(register, LineWish(TABLE), tenders=[CARD])
    register.import_rows("stock", [stock_row(2, TABLE, 10)])
    sell(register, LineWish(TABLE), tenders=[CARD])
    assert register.look_up(TABLE).here.on_hand == 9


def test_stock_is_found_by_barcode_and_counts_for_the_store_it_names(register: Register) -> None:
    from tests.builders import barcode

    at = NOON + timedelta(minutes=1)
    assert counts(register.import_rows("stock", [stock_row(2, barcode(12), 5, "S03", as_of=at)])) == (0, 1, 0, 0)
    (level,) = [one for one in register.look_up(LAMP).elsewhere if one.store == "S03"]
    assert (level.on_hand, level.as_of) == (5, at)


def test_a_fresher_figure_of_another_store_is_taken_though_it_is_the_same(register: Register) -> None:
    """R15: the age of a figure is part of it."""
    later = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    row = [stock_row(2, LAMP, 2, "S02", as_of=later)]
    assert counts(register.import_rows("stock", row)) == (0, 1, 0, 0)
    assert next(one.as_of for one in register.look_up(LAMP).elsewhere if one.store == "S02") == later
    assert counts(register.import_rows("stock", row)) == (0, 0, 1, 0)


def test_purchase_orders_that_come_in_move_the_promise(register: Register) -> None:
    """R12, R17: the date is from what the supplier said last."""
    before = register.look_up(LAMP).promise
    moved = [purchase_row(2, "PO-1007", LAMP, 12, expected_on=date(2026, 11, 27), confirmed=True)]
    assert counts(register.import_rows("purchase-orders", moved)) == (0, 1, 0, 0)
    after = register.look_up(LAMP).promise
    assert before is not None
    assert after is not None
    assert (before.latest_on, after.latest_on) == (date(2026, 12, 3), date(2026, 11, 28))


def test_what_was_promised_stays_as_it_was_told(register: Register) -> None:
    """R16: the first date told is kept for ever."""
    number = order_later(register, LAMP, 1).number
    register.import_rows("purchase-orders", [purchase_row(2, "PO-1007", LAMP, 12, expected_on=date(2026, 12, 16))])
    order = register.order(number)
    assert order is not None
    assert order.lines[0].promised_on == date(2026, 12, 3)


def test_customers_are_known_by_mail_else_phone_else_name(register: Register) -> None:
    register.import_rows("customers", FILES["customers"][0])
    again = [customer_row(2, "Eve R.", email="EVE@EXAMPLE.COM"), customer_row(3, "Zoe", phone="+0123-456")]
    assert counts(register.import_rows("customers", again)) == (0, 2, 0, 0)
    assert [one.name for one in register.find_customers("Eve")] == ["Eve R."]


skus = st.sampled_from(["A-1", "A-2", "A-3", "A-4"])
codes = st.lists(st.sampled_from([gtin(f"40063813339{n}") for n in range(4)]), max_size=2, unique=True)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(skus, codes, st.integers(0, 3)), max_size=8))
def test_whatever_a_product_file_holds_its_rows_add_up_and_the_records_verify(
    make: Callable[..., Register], rows: list[tuple[str, list[str], int]]
) -> None:
    from tests.builders import sample_shop

    register = make(sample_shop())
    file = [product_row(n, sku, "Thing", *barcodes, price=price) for n, (sku, barcodes, price) in enumerate(rows, 2)]
    counts(register.import_rows("products", file))
    counts(register.import_rows("products", file))
    verdict = verify(register.ledger)
    assert verdict.ok, verdict.faults
