"""Leading zeros that a spreadsheet took: offered, put back when asked, and never the cause of a second product."""

from __future__ import annotations

from pathlib import Path

import pytest

from pos.files.reading import read
from pos.register import Register
from tests.usecases.desk import counts, gtin, nothing_changes, product_row

WHOLE = gtin("03600029145")
SHORT = WHOLE.lstrip("0")
FILE = [product_row(2, "TIS-1", "Tissues", SHORT, price=199), product_row(3, "VAS-1", "Vase", gtin("400638133393"))]
BY_CODE = [product_row(2, SHORT, "Tissues", SHORT, price=199)]


def test_a_shortened_code_is_offered_and_left_alone_until_somebody_asks(register: Register) -> None:
    report = register.import_rows("products", FILE)
    assert (counts(report), report.repairs_offered) == ((2, 0, 0, 0), 1)
    assert register.look_up(SHORT).product.sku == "TIS-1"


def test_repaired_codes_stay_repaired_when_the_file_comes_again_as_it_was(register: Register) -> None:
    report = register.import_rows("products", FILE, repair_lost_zeros=True)
    assert (counts(report), report.repairs_offered) == ((2, 0, 0, 0), 0)
    assert register.look_up(WHOLE).product.barcodes == (WHOLE,)
    for repair in (False, True):
        with nothing_changes(register):
            report = register.import_rows("products", FILE, repair_lost_zeros=repair)
        assert (counts(report), report.repairs_offered) == ((0, 0, 2, 0), 0)


def test_codes_that_came_in_short_are_repaired_by_a_later_run(register: Register) -> None:
    register.import_rows("products", FILE)
    assert counts(register.import_rows("products", FILE, repair_lost_zeros=True)) == (0, 1, 1, 0)
    assert register.look_up(WHOLE).product.barcodes == (WHOLE,)
    with nothing_changes(register):
        assert counts(register.import_rows("products", FILE)) == (0, 0, 2, 0)


def test_a_product_known_by_its_code_alone_is_repaired_and_not_doubled(register: Register) -> None:
    assert counts(register.import_rows("products", BY_CODE, repair_lost_zeros=True)) == (1, 0, 0, 0)
    assert register.look_up(WHOLE).product.sku == WHOLE
    with nothing_changes(register):
        assert counts(register.import_rows("products", BY_CODE)) == (0, 0, 1, 0)


def test_a_short_code_finds_the_product_that_came_in_whole(register: Register) -> None:
    register.import_rows("products", [product_row(2, WHOLE, "Tissues", WHOLE, price=199)])
    assert counts(register.import_rows("products", BY_CODE)) == (0, 0, 1, 0)


def test_the_whole_and_the_short_code_in_one_file_are_one_product(register: Register) -> None:
    rows = [product_row(2, WHOLE, "Tissues", WHOLE), product_row(3, SHORT, "Tissues", SHORT)]
    report = register.import_rows("products", rows, repair_lost_zeros=True)
    assert (counts(report), report.rejects[0].row) == ((1, 0, 0, 1), 3)


def test_a_dry_run_offers_the_same_repairs(register: Register) -> None:
    with nothing_changes(register):
        report = register.import_rows("products", FILE, dry_run=True)
    assert report.repairs_offered == 1


@pytest.mark.parametrize("repair", [False, True])
def test_a_real_file_that_went_through_a_spreadsheet(register: Register, tmp_path: Path, repair: bool) -> None:
    """Read from a file as a shop would hand it in, twice; the second run changes nothing either way."""
    path = tmp_path / "products.csv"
    path.write_text(
        f"sku,barcode,name,price,tax_rate\nTIS-1,{SHORT},Tissues,1.99,20\nVAS-1,{gtin('400638133393')},Vase,12.50,20\n"
    )
    report = register.import_rows("products", read(path, "products"), repair_lost_zeros=repair)
    assert (counts(report), report.repairs_offered) == ((2, 0, 0, 0), 0 if repair else 1)
    with nothing_changes(register):
        assert counts(register.import_rows("products", read(path, "products"))) == (0, 0, 2, 0)
    assert register.look_up(WHOLE if repair else SHORT).product.name == "Tissues"
