"""What our own files say about how suppliers work and what goods are like."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from pos.domain.incoming import BadRow, IncomingProduct, IncomingSupplier, Kind
from pos.files.reading import read

Made = Callable[..., Path]


def test_a_supplier_says_its_lane_and_its_closed_days(made: Made) -> None:
    path = made("supplier,name,lane,closed_on,active\nLUM,Lumen,Import,2026-12-25; 2026-12-24,no\nHALL,Hallworth,,,\n")
    lumen, hall = (cast(IncomingSupplier, row) for row in read(path, "suppliers", dialect="raincheck"))
    assert (lumen.lane, lumen.closed_on, lumen.active) == (
        "import", (date(2026, 12, 24), date(2026, 12, 25)), False,
    )  # fmt: skip
    assert (hall.lane, hall.closed_on, hall.active) == (None, None, None)


def test_a_product_says_what_it_is_like_and_how_long_it_sells(made: Made) -> None:
    path = made(
        "sku,name,attributes,season_ends_on,perishable\nA,Lamp,colour=brass; cap=E27,2026-12-31,no\nB,Shade,,,\n"
    )
    lamp, shade = (cast(IncomingProduct, row) for row in read(path, "products", dialect="raincheck"))
    assert lamp.attributes == (("cap", "E27"), ("colour", "brass"))
    assert (lamp.season_ends_on, lamp.perishable) == (date(2026, 12, 31), False)
    assert (shade.attributes, shade.season_ends_on, shade.perishable) == (None, None, None)


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        ("suppliers", "supplier,name,lane\nLUM,Lumen,sea\n", "lane “sea” is none of local, national, import"),
        ("suppliers", "supplier,name,closed_on\nLUM,Lumen,Christmas\n", "closed_on “Christmas” is no date; …"),
        ("products", "sku,name,attributes\nA,Lamp,brass\n", "attributes “brass” is no name=value"),
        ("products", "sku,name,attributes\nA,Lamp,=brass\n", "attributes “=brass” is no name=value"),
        ("products", "sku,name,perishable\nA,Lamp,perhaps\n", "perishable “perhaps” is neither yes nor no"),
    ],
)
def test_what_is_none_of_these_is_rejected_with_its_reason(made: Made, kind: Kind, text: str, reason: str) -> None:
    (row,) = read(made(text), kind, dialect="raincheck")
    assert isinstance(row, BadRow)
    assert row.reason.startswith(reason.rstrip("…").rstrip())
