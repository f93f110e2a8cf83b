"""Finding products by what a person types or scans, whatever that is."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos.domain import errors
from pos.register import Register
from tests.builders import BULB, LAMP, SHADE, TABLE, barcode, product, put_products
from tests.usecases.desk import gtin

HOSTILE = (
    '*"\'', '"', '""', '"*', "NEAR(", "NEAR(lamp table, 2)", "lamp AND", "OR", "NOT lamp", "name:lamp", "lamp*",
    "^lamp",
    "-lamp", "{name sku}: x", "(", ")", "lamp)", "%", "_", "\\", "\0", "lamp\0", "'; DROP TABLE product; --",
    "a" * 10_000, "lamp " * 2000, "١٢٣", "٤٠٠٦", "\u202elamp", "🪔", "\x1bp",
)  # fmt: skip


def _found(register: Register, text: str, limit: int = 20) -> list[str]:
    return [hit.product.sku for hit in register.find(text, limit)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("brass", [LAMP, "LMP-0014"]), ("BRASS TALL", [LAMP]), ("tall bra", [LAMP]), ("oak", [TABLE]),
        ("LMP-0012", [LAMP]),
        ("lmp", [LAMP, "LMP-0014"]), (barcode(12), [LAMP]), (barcode(12)[:12], [LAMP]), ("lamp zebra", []),
        ("", []), ("   ", []),
        ("e27", [BULB]), ("côté", []), ("Linèn", [SHADE]),
    ],
)  # fmt: skip
def test_names_codes_and_their_beginnings_are_found(register: Register, text: str, wanted: list[str]) -> None:
    assert _found(register, text) == wanted


def test_a_list_is_as_long_as_asked_for_and_always_in_one_order(register: Register) -> None:
    put_products(register, [product(f"PEN-{n:03}", f"Blue pen {n}", 100) for n in range(60)])
    assert _found(register, "pen", 7) == _found(register, "pen", 7) == [f"PEN-{n:03}" for n in range(7)]
    assert len(_found(register, "pen", 100)) == 60
    assert len(set(_found(register, "pen", 100))) == 60


def test_a_product_that_is_renamed_is_found_by_its_new_name_only(register: Register) -> None:
    put_products(register, [product(LAMP, "Copper lantern", 4500, code=gtin("299000000099"))])
    assert _found(register, "copper") == [LAMP]
    assert _found(register, "tall") == []
    assert _found(register, barcode(12)) == []
    with pytest.raises(errors.UnknownCode):
        register.look_up(barcode(12))


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_is_typed_is_ever_read_as_search_syntax(register: Register, text: str) -> None:
    known = {LAMP, "LMP-0014", TABLE, SHADE, BULB, "CLK-0003", "MIR-0008"}
    assert set(_found(register, text)) <= known
    register.did_you_mean(text)
    register.find_customers(text)
    register.sales(text)


def test_what_is_no_text_at_all_is_refused_with_a_sentence(register: Register) -> None:
    for ask in (register.find, register.did_you_mean, register.find_customers, register.sales, register.receipt):
        with pytest.raises(errors.BadText, match="is no text"):
            ask("lamp \ud800")
    with pytest.raises(errors.Refused):
        register.look_up("lamp \ud800")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(text=st.text())
def test_any_text_at_all_may_be_searched_for_and_scanned(register: Register, text: str) -> None:
    register.find(text)
    register.did_you_mean(text)
    register.find_customers(text)
    register.sales(text)
    with contextlib.suppress(errors.Refused):  # the only way in which it may fail
        register.look_up(text)


def test_a_misspelt_word_is_answered_with_the_nearest_one(register: Register) -> None:
    assert register.did_you_mean("bras lmap") == "brass lamp" or register.did_you_mean("brsas") == "brass"
    assert register.did_you_mean("brass") is None
    assert register.did_you_mean("qqqqqq") is None


def test_a_barcode_is_known_in_all_its_written_forms(register: Register) -> None:
    upc = gtin("03600029145")  # UPC-A, twelve digits
    put_products(register, [product("UPC", "Soup", 100, code=upc), product("EAN8", "Gum", 100, code=gtin("9638507"))])
    for form in (upc, "0" + upc, "00" + upc):
        assert register.look_up(form).product.sku == "UPC", form
    assert register.look_up(gtin("9638507")).product.sku == "EAN8"
    assert register.look_up(barcode(12)).product.sku == LAMP
    assert register.look_up("0" + barcode(12)).product.sku == LAMP
    put_products(register, [product("EAN", "Bread", 100, code="0" + gtin("04210000526"))])
    assert register.look_up(gtin("04210000526")).product.sku == "EAN"
