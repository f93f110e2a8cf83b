"""Goods checked against an order by scanning (R19): the right item, and no more of it than leaves."""

from __future__ import annotations

import pytest

from pos.domain.backorder import OrderLine
from pos.domain.catalog import Unit
from pos.domain.errors import BadQuantity, UnknownCode
from pos.domain.scan_check import ScanCheck


def line(nth: int, sku: str, aside: int, unit: Unit = "pc") -> OrderLine:
    return OrderLine(nth, sku, f"{sku} name", aside + 1, aside, 0, 0, 100, 0, 0, None, None, unit=unit)


def test_scans_go_to_the_first_line_that_still_lacks_some() -> None:
    check = ScanCheck("A1", [line(1, "LAMP", 1), line(2, "LAMP", 2), line(3, "SHADE", 0)])
    assert [check.scan("LAMP", "Lamp", code).line for code in ("x", "y", "z")] == [1, 2, 2]
    assert check.is_complete
    assert check.scans == ("x", "y", "z")
    assert check.units() == {1: 1, 2: 2}


def test_one_too_many_and_goods_of_somebody_else_are_refused() -> None:
    check = ScanCheck("A1", [line(1, "LAMP", 1)])
    check.scan("LAMP", "Lamp")
    with pytest.raises(BadQuantity, match="all of them were scanned"):
        check.scan("LAMP", "Lamp")
    with pytest.raises(UnknownCode, match="not put aside for order A1"):
        check.scan("SHADE", "Shade")
    assert check.scans == ("LAMP",)


def test_another_number_that_leaves_keeps_the_scans_up_to_it() -> None:
    check = ScanCheck("A1", [line(1, "LAMP", 2), line(2, "SHADE", 1)])
    for code in ("x", "y"):
        check.scan("LAMP", "Lamp", code)
    check.scan("SHADE", "Shade")
    assert check.take(1, 1).scanned == 1
    assert sorted(check.scans) == ["SHADE", "x"]
    assert check.take(1, 1).is_complete
    assert not check.take(1, 2).is_complete
    assert sorted(check.scans) == ["SHADE", "x"]
    with pytest.raises(BadQuantity, match="2 of LAMP name are put aside"):
        check.take(1, 3)
    check.take(1, 0)
    assert check.scans == ("SHADE",)


def test_two_lines_of_a_product_share_its_scans_up_to_what_leaves_of_each() -> None:
    check = ScanCheck("A1", [line(1, "LAMP", 2), line(2, "LAMP", 2)])
    for code in ("x", "y", "z"):
        check.scan("LAMP", "Lamp", code)
    check.take(1, 1)
    assert [one.scanned for one in check.lines()] == [1, 2]
    assert check.is_complete
    check.take(2, 0)
    assert (check.scans, check.units()) == (("x",), {1: 1})


def test_nothing_is_complete_where_nothing_leaves() -> None:
    check = ScanCheck("A1", [line(1, "LAMP", 2)])
    check.take(1, 0)
    assert not check.is_complete
    assert check.units() == {}


def test_what_is_measured_is_not_scanned_piece_by_piece() -> None:
    assert ScanCheck("A1", [line(1, "FLOUR", 1500, "g")]).is_complete
