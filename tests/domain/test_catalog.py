"""Barcodes: check digits, lost zeros, the ways one number is written, and the labels of scales."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pos.domain.catalog import (
    GTIN_LENGTHS,
    EmbeddedLayout,
    TaxRate,
    barcode_forms,
    check_digit,
    is_gtin,
    is_in_store,
    read_embedded,
    with_lost_zeros,
)
from pos.domain.errors import BadBarcode

bodies = st.text("0123456789", min_size=1, max_size=17)
WEIGHT = EmbeddedLayout("21", "weight")
PRICE = EmbeddedLayout("23", "price", code_digits=4, value_digits=5, value_check=True)
SCALES = (WEIGHT, PRICE)


def naive_check_digit(body: str) -> int:
    """GS1 by hand: from the right, every other digit three times, up to the next ten."""
    total, thrice = 0, True
    for digit in body[::-1]:
        total += int(digit) * 3 if thrice else int(digit)
        thrice = not thrice
    up = 0
    while (total + up) % 10:
        up += 1
    return up


def gtin(body: str) -> str:
    return body + str(naive_check_digit(body))


@given(bodies)
def test_the_check_digit_agrees_with_one_reckoned_by_hand(body: str) -> None:
    assert check_digit(body) == naive_check_digit(body)


@pytest.mark.parametrize("code", ["4006381333931", "036000291452", "96385074", "10614141000415", "9780201379624"])
def test_numbers_from_real_packs_are_valid(code: str) -> None:
    assert is_gtin(code)


@given(st.sampled_from(GTIN_LENGTHS), st.data())
def test_one_wrong_digit_is_always_found(length: int, data: st.DataObject) -> None:
    code = gtin(data.draw(st.text("0123456789", min_size=length - 1, max_size=length - 1)))
    place = data.draw(st.integers(0, length - 1))
    wrong = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != code[place]]))
    assert is_gtin(code)
    assert not is_gtin(code[:place] + wrong + code[place + 1 :])


@pytest.mark.parametrize(
    "code", ["", "4006381333930", "400638133393", "４００６３８１３３３９３１", "40063813339a1", " 96385074"]
)
def test_what_is_no_trade_number_is_not_taken_for_one(code: str) -> None:
    assert not is_gtin(code)


@given(st.integers(1, 6), st.text("0123456789", min_size=12, max_size=12))
def test_zeros_that_a_spreadsheet_took_are_put_back(zeros: int, digits: str) -> None:
    """Complaint of every shop that opened its list in a spreadsheet (R15: figures one can trust begin with codes)."""
    code = gtin("0" * zeros + digits[zeros:])
    short = code.lstrip("0")
    assume(6 <= len(short) < 13 and not is_gtin(short))
    repaired = with_lost_zeros(short)
    assert repaired is not None
    assert is_gtin(repaired)
    assert repaired.zfill(13) == code
    assert with_lost_zeros(repaired) is None


@pytest.mark.parametrize(
    "code", ["4006381333931", "036000291452", "12345", "LMP-0012", "", "1234567", "99999999999999"]
)
def test_a_code_that_lost_nothing_is_left_alone(code: str) -> None:
    assert with_lost_zeros(code) is None


@pytest.mark.parametrize(("short", "whole"), [("36000291452", "036000291452"), ("2345673", "02345673")])
def test_the_shortest_number_that_fits_is_offered(short: str, whole: str) -> None:
    assert with_lost_zeros(short) == whole


@given(st.text("0123456789", min_size=12, max_size=14))
def test_the_first_form_of_a_number_is_itself_and_all_forms_mean_the_same_number(code: str) -> None:
    forms = barcode_forms(code)
    assert forms[0] == code
    assert len(set(forms)) == len(forms)
    assert {int(form) for form in forms} == {int(code)}
    assert all(is_gtin(form) for form in forms[1:])


def test_a_upc_is_found_as_ean_and_the_other_way_round() -> None:
    assert "0036000291452" in barcode_forms("036000291452")
    assert "036000291452" in barcode_forms("0036000291452")
    assert barcode_forms("LMP-0012") == ("LMP-0012",)


@given(st.text("0123456789", min_size=5, max_size=5), st.integers(1, 99_999))
def test_a_weight_label_says_its_product_and_grams(product: str, grams: int) -> None:
    label = read_embedded(gtin(f"21{product}{grams:05d}"), SCALES)
    assert label is not None
    assert (label.code, label.grams, label.price_minor) == (product, grams, None)


@given(st.text("0123456789", min_size=4, max_size=4), st.integers(0, 9), st.integers(1, 99_999))
def test_a_price_label_says_its_product_and_price_and_its_inner_check_digit_is_skipped(
    product: str, inner: int, price: int
) -> None:
    label = read_embedded(gtin(f"23{product}{inner}{price:05d}"), SCALES)
    assert label is not None
    assert (label.code, label.grams, label.price_minor) == (product, None, price)


def test_a_label_that_was_read_badly_is_refused_not_guessed() -> None:
    good = gtin("210123400350")
    with pytest.raises(BadBarcode, match="not read whole"):
        read_embedded(good[:-1] + str((int(good[-1]) + 1) % 10), SCALES)


@pytest.mark.parametrize("body", ["210123400000", "230123400000"])
def test_a_label_of_no_weight_or_price_is_refused(body: str) -> None:
    with pytest.raises(BadBarcode, match="of nothing"):
        read_embedded(gtin(body), SCALES)


@pytest.mark.parametrize("code", ["4006381333931", "2012345678900", "21012340035", "LMP-0012"])
def test_a_number_that_no_scale_of_the_shop_prints_is_no_label(code: str) -> None:
    assert read_embedded(code, SCALES) is None


def test_the_ranges_for_use_inside_a_shop_are_02_and_20_to_29() -> None:
    inside = [prefix for prefix in range(100) if is_in_store(f"{prefix:02d}00000000000")]
    assert inside == [2, *range(20, 30)]


def test_a_layout_that_does_not_fill_thirteen_digits_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="12 digits"):
        EmbeddedLayout("21", "weight", code_digits=5, value_digits=6)


@pytest.mark.parametrize(
    ("thousandths", "words"), [(20_000, "20"), (8_875, "8.875"), (5_500, "5.5"), (0, "0"), (10, "0.01")]
)
def test_a_rate_is_written_without_idle_zeros(thousandths: int, words: str) -> None:
    assert str(TaxRate(thousandths)) == words
