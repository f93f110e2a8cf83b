"""What rules are tried on: rates, products, basket lines, supplies and opening days, made up by hypothesis."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from pos.domain.calendar import OpeningDays
from pos.domain.catalog import Product, TaxRate
from pos.domain.money import Money
from pos.domain.sale import BasketLine
from pos.domain.stock import Supply

TODAY = date(2026, 11, 24)
RATES = (0, 5_000, 7_000, 8_875, 19_000, 20_000, 25_500)


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


@st.composite
def products(draw: st.DrawFn, currency: str = "EUR") -> Product:
    """A product by the piece or by measure, at one of several rates."""
    return Product(
        sku=draw(st.sampled_from(["A-1", "B-2", "C-3", "D-4"])),
        name=draw(st.text(max_size=12)),
        price=Money(draw(st.integers(0, 2_000_000)), currency),
        tax_rate=TaxRate(draw(st.sampled_from(RATES))),
        unit=draw(st.sampled_from(["pc", "g", "mm", "ml"])),
        deposit_percent=draw(st.none() | st.integers(0, 100)),
    )


@st.composite
def lines(draw: st.DrawFn, currency: str = "EUR") -> BasketLine:
    """A line that goes now, later or in part; now and then with a scale's own price."""
    quantity = draw(st.integers(1, 5_000))
    label = draw(st.none() | st.integers(0, 100_000))
    return BasketLine(
        draw(products(currency)),
        quantity,
        later=draw(st.integers(0, quantity)),
        fixed_total=None if label is None else Money(label, currency),
    )


baskets = st.lists(lines(), min_size=1, max_size=8)


@st.composite
def supplies(draw: st.DrawFn) -> Supply:
    """Goods on order, due, overdue or without a date."""
    return Supply(
        "purchase_order",
        f"PO-{draw(st.integers(1, 99))}",
        draw(st.integers(1, 12)),
        draw(st.none() | st.dates(TODAY - timedelta(days=40), TODAY + timedelta(days=90))),
        draw(st.booleans()),
        draw(st.none() | st.dates(TODAY - timedelta(days=90), TODAY)),
    )


@st.composite
def opening_days(draw: st.DrawFn) -> OpeningDays:
    """Weekdays and closed dates of a shop that opens now and then."""
    near = st.dates(TODAY, TODAY + timedelta(days=200))
    return OpeningDays(draw(st.frozensets(st.integers(0, 6), min_size=1)), draw(st.frozensets(near, max_size=12)))
