"""Stock files that name their stores in words."""

from __future__ import annotations

from pos.register import Register
from tests.builders import LAMP, SHADE
from tests.usecases.desk import counts, nothing_changes, stock_row


def elsewhere(register: Register, sku: str) -> dict[str, int]:
    return {level.store: level.on_hand for level in register.look_up(sku).elsewhere}


def test_a_location_that_is_the_name_of_a_store_is_that_store(register: Register) -> None:
    rows = [
        stock_row(2, LAMP, 7, "High Street"),
        stock_row(3, SHADE, 5, " high street "),
        stock_row(4, LAMP, 3, "RIVERSIDE"),
        stock_row(5, SHADE, 4, "s03"),
    ]
    assert register.import_rows("stock", rows).rejected == 0
    assert (elsewhere(register, LAMP)["S02"], elsewhere(register, SHADE)["S02"]) == (7, 5)
    assert elsewhere(register, SHADE)["S03"] == 4
    assert register.look_up(LAMP).here.on_hand == 3
    with nothing_changes(register):
        assert counts(register.import_rows("stock", rows)) == (0, 0, 4, 0)


def test_a_store_named_by_code_and_by_name_is_counted_once(register: Register) -> None:
    report = register.import_rows("stock", [stock_row(2, LAMP, 7, "S02"), stock_row(3, LAMP, 9, "High Street")])
    assert [bad.row for bad in report.rejects] == [3]
    assert elsewhere(register, LAMP)["S02"] == 7


def test_a_location_nobody_knows_counts_as_a_store_of_its_own_and_is_told_once(register: Register) -> None:
    rows = [stock_row(2, LAMP, 7, "Pier"), stock_row(3, SHADE, 2, "Pier"), stock_row(4, SHADE, 5, "S02")]
    report = register.import_rows("stock", rows)
    (note,) = report.notes
    assert note.startswith("The location “Pier” (2 of the rows) is neither the code nor the name of a store")
    assert elsewhere(register, LAMP)["Pier"] == 7
    assert register.import_rows("stock", rows).notes == []
