"""Figures and edges on the screen: an order's money adds up, nothing has its currency, the bar is even."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos.domain.backorder import Order, OrderLine
from pos.domain.money import Money
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish
from tests.builders import ADA, BULB, LAMP, sample_register, sample_shop
from ui.theme import Look, apply_look
from ui.views.money_words import money_text
from ui.views.order_detail import OrderDetail, money_rows, order_shown
from ui.views.top_bar import EDGE, TopBar
from ui.views.totals_card import TotalsCard, nothing_text
from ui.widgets import SumRow
from ui.widgets.glyph import Glyph


def test_an_orders_figures_add_up_to_its_total(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four bulbs taken now and a lamp ordered: paid for goods taken, deposit and balance are the total."""
    monkeypatch.setenv("RAINCHECK_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("RAINCHECK_KEY_STORE", "file")
    register = sample_register(tmp_path / "shop")
    sold = register.sell(Checkout((LineWish(BULB, 4), LineWish(LAMP)), (TenderWish(),), CustomerWish(id=ADA)))
    detail = OrderDetail(shop=register.shop())
    qtbot.addWidget(detail)
    detail.show_order(order_shown(register, register.sales(text=sold.number)[0]), date(2026, 11, 24))
    register.close()
    rows = [row.accessibleName() for row in detail.findChildren(SumRow)]
    assert rows == [
        "Total, £58.00",
        "Paid for goods taken, £13.00",
        "Deposit held, £22.50",
        "Due on collection, £22.50",
    ]


LINE = st.tuples(st.integers(1, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 100_000))


@given(st.lists(LINE, min_size=1, max_size=4), st.integers(0, 50_000), st.integers(0, 100))
def test_whatever_was_handed_over_or_cancelled_the_figures_add_up(
    wanted: list[tuple[int, int, int, int]], taken: int, percent: int
) -> None:
    """Total is taken + cancelled + deposit + due, less what of the deposit is to give back."""
    lines = []
    for number, (ordered, handed, gone, total) in enumerate(wanted):
        over = min(handed, ordered)
        cancelled = min(gone, ordered - over)
        lines.append(OrderLine(number, "A", "Lamp", ordered, 0, over, cancelled, total, 0, 20_000, None, None))
    ordered_total = sum(line.total for line in lines)
    order = Order("N", "c", "Ada", date(2026, 11, 24), tuple(lines), ordered_total * percent // 100, ordered_total)
    sums = {label: amount for label, amount, _ in money_rows(order, ordered_total + taken)}
    back = sums.pop("To give back", 0)
    assert back >= 0
    assert sums.pop("Total") == sum(sums.values()) - back


@pytest.mark.parametrize(
    ("language", "country", "currency"),
    [("en", "GB", "GBP"), ("de", "DE", "EUR"), ("de", "CH", "CHF"), ("en", "US", "USD"), ("ja", "JP", "JPY"),
     ("ar", "KW", "KWD"), ("he", "IL", "ILS"), ("sv", "SE", "SEK"), ("en", "DE", "EUR"), ("en", "GB", "EUR"),
     ("en", "GB", "CHF")],
)  # fmt: skip
def test_nothing_is_written_as_any_other_sum_is(language: str, country: str, currency: str) -> None:
    """Before the first line the sums show the same currency in the same place as after it."""
    shop = replace(sample_shop(), language=language, country=country, currency=currency)
    assert nothing_text(shop) == money_text(Money(0, currency), shop)


def test_the_empty_counter_shows_the_currency(qtbot: QtBot) -> None:
    """Zero pounds are pounds."""
    card = TotalsCard()
    qtbot.addWidget(card)
    card.show_quote(None, sample_shop())
    assert card.to_pay.value() == "£0.00"


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("percent", [100, 150])
def test_the_bars_edges_are_even_in_either_direction(
    qtbot: QtBot, qapp: QApplication, direction: Qt.LayoutDirection, percent: int
) -> None:
    """The name is as far from its edge as the menu's icon is from the other one, at any text size."""
    bar = TopBar()
    qtbot.addWidget(bar)
    bar.setLayoutDirection(direction)
    bar.show_shop(sample_shop())
    bar.resize(1024, 60)
    bar.show()
    apply_look(qapp, Look(text_percent=percent))  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bar._shop.fontMetrics().height() > 0)
    QCoreApplication.sendPostedEvents()
    layout = bar.layout()
    assert layout is not None
    layout.activate()
    icon = bar.menu.findChild(Glyph)
    assert isinstance(icon, Glyph)
    name_at = bar._shop.mapTo(bar, QPoint(0, 0)).x()
    icon_at = icon.mapTo(bar, QPoint(0, 0)).x()
    spare = (icon.width() - icon.sizeHint().width()) // 2
    name_edge, icon_edge = name_at, bar.width() - icon_at - icon.width() + spare
    if direction == Qt.LayoutDirection.RightToLeft:
        name_edge, icon_edge = bar.width() - name_at - bar._shop.width(), icon_at + spare
    assert name_edge == EDGE
    assert abs(name_edge - icon_edge) <= 1
