"""Suppliers: added, changed, and judged by the day that they gave first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pos.domain import errors
from pos.domain.incoming import Kind
from pos.files.reading import read
from pos.files.writing import write_csv
from pos.register import Register
from pos.usecases.receiving import Arrival
from pos.usecases.suppliers import SupplierWish
from tests.builders import LAMP, FixedClock
from tests.usecases.desk import CASHIER, MANAGER, counts, delivery_row, nothing_changes, product_row, supplier_row

CHRISTMAS = date(2026, 12, 25)


def test_a_supplier_is_added_with_its_ways_and_found_by_code_or_name(register: Register) -> None:
    wish = SupplierWish(
        "Hallworth Brass", 14, "national", "Mon, Thu", frozenset({CHRISTMAS}), 20000, None, "GB", "sales@hall.example"
    )
    added = register.buying.add_supplier("HALL", wish, person=MANAGER).supplier
    for said in ("hall", "hallworth brass"):
        assert register.buying.supplier(said).supplier == added
    terms = added.terms
    assert (terms.lead_time_days, terms.lane, terms.order_weekdays, terms.minimum, terms.active) == (
        14, "national", frozenset({0, 3}), 20000, True,
    )  # fmt: skip
    with register.ledger.reading() as records:
        assert records.supplier_terms("HALL") == terms
        assert records.supplier_terms("NOBODY") is None
    assert [(one.terms.supplier, one.open_orders, one.late_orders) for one in register.buying.suppliers()] == [
        ("HALL", 0, 0), ("LUM", 1, 0),
    ]  # fmt: skip


def test_what_is_not_said_stays_and_what_is_taken_away_is_gone(register: Register) -> None:
    changed = register.buying.change_supplier("LUM", SupplierWish(lead_time_days=-1, lane="Import")).supplier
    assert (changed.terms.name, changed.terms.lead_time_days, changed.terms.lane) == ("Lumen Ltd", None, "import")
    assert changed.email == "orders@lumen.example"
    with nothing_changes(register):
        register.buying.change_supplier("LUM", SupplierWish(lane="import"))


Attempt = Callable[[Register], Any]


@pytest.mark.parametrize(
    ("attempt", "fault"),
    [
        (lambda r: r.buying.add_supplier("lum", SupplierWish()), errors.NumberTaken),
        (lambda r: r.buying.add_supplier(" ", SupplierWish()), errors.BadSetting),
        (lambda r: r.buying.add_supplier("HALL", SupplierWish(lane="sea")), errors.BadSetting),
        (lambda r: r.buying.add_supplier("HALL", SupplierWish(name=" ")), errors.BadSetting),
        (lambda r: r.buying.add_supplier("HALL", SupplierWish(lead_time_days=731)), errors.BadSetting),
        (lambda r: r.buying.add_supplier("HALL", SupplierWish(), person=CASHIER), errors.NotAllowed),
        (lambda r: r.buying.change_supplier("HALL", SupplierWish()), errors.UnknownCode),
        (lambda r: r.buying.change_supplier("LUM", SupplierWish(lane="local"), person=CASHIER), errors.NotAllowed),
        (lambda r: r.buying.supplier("HALL"), errors.UnknownCode),
    ],
)
def test_what_no_supplier_can_be_is_refused_and_changes_nothing(
    register: Register, attempt: Attempt, fault: type[errors.Refused]
) -> None:
    with nothing_changes(register), pytest.raises(fault) as told:
        attempt(register)
    assert told.value.sentence.endswith(".")


def test_a_supplier_is_held_to_the_day_that_they_gave_first(register: Register, clock: FixedClock) -> None:
    """Moving the day does not mend the record; nor does it count twice that goods came in two lines."""
    start = register.buying.supplier("LUM").record
    register.import_rows(
        "deliveries",
        [delivery_row(row, date(2026, 9, 9) + timedelta(days=row % 3), shipment=f"S{row}") for row in range(2, 20)],
    )
    before = register.buying.supplier("LUM").record
    assert (before.due - start.due, before.kept - start.kept) == (18, 12)
    assert before.kept_share == before.kept / before.due
    assert before.kept_between is not None
    register.buying.redate("PO-1007", date(2026, 12, 24))
    clock.pass_time(timedelta(days=20))
    overdue = register.buying.supplier("LUM").record
    assert (overdue.due, overdue.kept) == (before.due + 1, before.kept)
    register.receive([Arrival(LAMP, 5, "PO-1007"), Arrival(LAMP, 7, "PO-1007")])
    after = register.buying.supplier("LUM").record
    assert (after.due, after.kept, after.fill) == (before.due + 1, before.kept, 1.0)


def test_an_overdue_order_counts_as_late_in_the_list(register: Register, clock: FixedClock) -> None:
    clock.pass_time(timedelta(days=9))
    assert [(one.open_orders, one.late_orders) for one in register.buying.suppliers()] == [(1, 1)]
    assert [order.number for order in register.buying.supplier("LUM").orders] == ["PO-1007"]


def test_a_file_that_does_not_speak_of_lanes_leaves_them(register: Register) -> None:
    wish = SupplierWish(lane="import", closed_on=frozenset({CHRISTMAS}), active=False)
    register.buying.change_supplier("LUM", wish)
    report = register.import_rows("suppliers", [supplier_row(2, "LUM", lead_time_days=11)])
    assert counts(report) == (0, 1, 0, 0)
    terms = register.buying.supplier("LUM").supplier.terms
    assert (terms.lead_time_days, terms.lane, terms.closed_on, terms.active) == (
        11,
        "import",
        frozenset({CHRISTMAS}),
        False,
    )


def test_what_a_file_says_of_lanes_and_closed_days_is_taken_once(register: Register) -> None:
    rows = [supplier_row(2, "HALL", lane="local", closed_on=(CHRISTMAS,), active=True)]
    assert counts(register.import_rows("suppliers", rows)) == (1, 0, 0, 0)
    assert counts(register.import_rows("suppliers", rows)) == (0, 0, 1, 0)
    terms = register.buying.supplier("HALL").supplier.terms
    assert (terms.lane, terms.closed_on, terms.active) == ("local", frozenset({CHRISTMAS}), True)


def test_what_is_exported_of_goods_and_suppliers_comes_in_again_unchanged(register: Register, tmp_path: Path) -> None:
    register.buying.change_supplier("LUM", SupplierWish(lane="import", closed_on=frozenset({CHRISTMAS}), active=False))
    said = {"attributes": (("cap", "E27"),), "season_ends_on": CHRISTMAS, "perishable": True, "brand": "Lumen"}
    register.import_rows("products", [product_row(2, LAMP, "Brass lamp, tall", **said)])
    kinds: tuple[Kind, ...] = ("products", "suppliers")
    for kind in kinds:
        columns, rows = register.export_rows(kind)
        path = tmp_path / f"{kind}.csv"
        write_csv(path, columns, rows)
        with nothing_changes(register):
            report = register.import_rows(kind, read(path, kind, dialect="raincheck"))
        assert (report.unchanged, report.rejected) == (report.rows, 0)
    with register.ledger.reading() as records:
        lamp = records.product(LAMP)
    assert lamp is not None
    assert (lamp.attributes, lamp.season_ends_on, lamp.perishable) == ((("cap", "E27"),), CHRISTMAS, True)
