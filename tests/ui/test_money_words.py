"""Money, dates and states as the screens write them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pos.domain.availability import Availability
from pos.domain.catalog import BackorderRule, Product, TaxRate
from pos.domain.money import Money
from pos.domain.policy import Advice, Decision
from pos.domain.promise import Certainty, Promise
from pos.domain.stock import StockLevel
from tests.builders import sample_shop
from ui.views.money_words import availability_pill, money_text, price_text, quantity_text, seen_text, short_date

SHOP = sample_shop()
NOW = datetime(2026, 11, 24, 10, 42, tzinfo=UTC)
THURSDAY = date(2026, 12, 3)


@pytest.mark.parametrize(
    ("minor", "currency", "language", "country", "text"),
    [
        (4500, "GBP", "en", "GB", "£45.00"),
        (-5, "GBP", "en-GB", "GB", "-£0.05"),
        (4500, "EUR", "de", "DE", "45,00\xa0€"),
        (123456, "EUR", "de-AT", "AT", "€\xa01.234,56"),
        (1200, "JPY", "ja", "JP", "￥1,200"),
        (1250, "KWD", "en", "KW", "KWD\xa01.250"),
        (4500, "GBP", "xx", "ZZ", "£45.00"),
    ],
)
def test_money_is_written_as_people_there_write_it(
    minor: int, currency: str, language: str, country: str, text: str
) -> None:
    shop = replace(SHOP, currency=currency, language=language, country=country)
    assert money_text(Money(minor, currency), shop) == text


def test_a_date_has_its_weekday_and_a_far_one_its_year() -> None:
    assert short_date(THURSDAY, SHOP) == "Thu 3 Dec"
    assert short_date(date(2027, 12, 3), SHOP, today=THURSDAY) == "Fri 3 Dec 2027"
    assert short_date(THURSDAY, replace(SHOP, language="de", country="DE")) == "Do. 3 Dez."


def test_the_age_of_a_figure_is_said_as_a_time_a_weekday_or_a_date() -> None:
    def seen(ago: timedelta) -> str:
        return seen_text(NOW - ago, SHOP, NOW)

    assert seen(timedelta(minutes=2)) == "seen 10:40"
    assert seen(timedelta(days=1)) == "seen Mon 10:42"
    assert seen(timedelta(days=21)) == "seen 3 Nov"
    assert seen(timedelta(days=400)) == "seen 20 Oct 2025"
    assert seen_text(None, SHOP, NOW) == "not seen yet"


def test_the_age_goes_by_the_stores_own_clock() -> None:
    shop = replace(SHOP, timezone="Asia/Tokyo")
    assert seen_text(NOW - timedelta(hours=12), shop, NOW) == "seen 07:42"


def test_quantities_and_prices_of_goods_by_measure_are_in_the_larger_unit() -> None:
    cheese = Product("C", "Cheese", Money(1290, "GBP"), TaxRate(0), unit="g")
    assert quantity_text(350, cheese, replace(SHOP, language="de")) == "0,350 kg"
    assert quantity_text(-1050, cheese, SHOP) == "-1.050 kg"
    assert price_text(Money(1290, "GBP"), cheese, SHOP) == "£12.90 per kg"
    assert price_text(Money(1290, "GBP"), replace(cheese, unit="pc"), SHOP) == "£12.90 each"


def known(
    *, here: int = 0, quantity: int = 1, decision: Decision = "backorder", certainty: Certainty | None = "confirmed",
    elsewhere: int = 0, rule: BackorderRule = "allow",
) -> Availability:  # fmt: skip
    product = Product("L", "Lamp", Money(4500, "GBP"), TaxRate(0), backorder=rule)
    short = max(0, quantity - here)
    promise = Promise(short, THURSDAY, THURSDAY, certainty, ()) if short and certainty else None
    other = StockLevel("S02", elsewhere, as_of=NOW, store_name="High Street")
    return Availability(
        product, quantity, StockLevel("S01", here, as_of=NOW), (other,), 0, promise, "", Advice(decision, 42, ()),
        Money(0, "GBP"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("found", "pill"),
    [
        (known(here=6, decision="sell"), ("in", "In stock 6")),
        (known(here=1, decision="sell"), ("low", "1 left")),
        (known(), ("backorder", "Backorder, by Thu 3 Dec")),
        (known(certainty="estimated"), ("backorder", "Backorder, about Thu 3 Dec")),
        (known(here=2, quantity=3), ("backorder", "2 now, 1 by Thu 3 Dec")),
        (known(decision="preorder"), ("backorder", "Pre-order, by Thu 3 Dec")),
        (known(decision="waitlist", certainty=None, elsewhere=2), ("elsewhere", "At High Street (2)")),
        (known(decision="waitlist"), ("backorder", "Not before Thu 3 Dec")),
        (known(decision="waitlist", certainty=None), ("none", "Out of stock, no date")),
        (known(decision="stop", certainty=None, rule="stop"), ("discontinued", "Discontinued")),
        (known(decision="stop", certainty=None, rule="stop", here=1, quantity=2), ("low", "Last 1")),
    ],
)
def test_the_pill_says_how_it_can_be_had(found: Availability, pill: tuple[str, str]) -> None:
    assert availability_pill(found, SHOP) == pill
