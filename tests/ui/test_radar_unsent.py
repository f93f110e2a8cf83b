"""Goods that were not sent by the day told stand on the radar in the window, and one key does what mends them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from pos.store.verify import verify
from pos.usecases.receiving import Arrival
from tests.builders import LAMP
from tests.ui.counter_desk import Desk, desk
from tests.ui.test_radar_view import radar
from tests.usecases.test_order_routes import PO, by
from tests.usecases.test_radar_unsent import past_its_day
from ui.views.orders_view import OrdersView
from ui.views.radar_view import RadarView
from ui.widgets import TextLabel

__all__ = ["desk"]
Key = Qt.Key


def unsent(desk: Desk, route: str) -> str:
    number = by(desk.register, route, to="S02" if route == "other_store" else "").number
    desk.register.receive([Arrival(LAMP, 2, PO)])
    past_its_day(desk.register, desk.clock, number)
    return number


def words_in(view: RadarView) -> str:
    return "\n".join(label.text() for label in view.detail.findChildren(TextLabel) if label.isVisible())


def chosen(desk: Desk) -> RadarView:
    view = radar(desk)
    row = next(key for key in view._rows if key.startswith("unsent:"))
    view.choose(row)
    desk.settle(2)
    return view


def test_f12_opens_an_order_that_lies_here_and_has_to_be_shipped(desk: Desk) -> None:
    number = unsent(desk, "deliver")
    view = chosen(desk)
    assert "Here, not shipped" in words_in(view)
    assert "late" in words_in(view)
    assert view.main.accessibleName() == "Open the order to ship it"
    desk.press(Key.Key_F12)
    desk.settle(4)
    assert desk.expect(OrdersView).key() == number


def test_f12_notes_that_goods_went_on_and_then_that_they_are_there(desk: Desk) -> None:
    number = unsent(desk, "other_store")
    store = desk.register.shop().stores["S02"]
    view = chosen(desk)
    assert f"Here, not sent on to {store}" in words_in(view)
    desk.press(Key.Key_F12)
    desk.settle(4)
    assert "on its way" in view._foot_text.text()
    assert desk.register.waiting.whereabouts(number)[1].under_way == 2
    view = chosen(desk)
    assert f"On the way to {store}" in words_in(view)
    assert view.main.accessibleName() == "It is there"
    desk.press(Key.Key_F12)
    desk.settle(4)
    assert not [key for key in desk.expect(RadarView)._rows if key.startswith("unsent:")]
    assert desk.register.waiting.whereabouts(number)[1].there == 2
    assert verify(desk.register.ledger).ok


@pytest.mark.parametrize("route", ["deliver", "other_store"])
def test_the_search_and_the_filter_find_it_among_what_is_broken(desk: Desk, route: str) -> None:
    number = unsent(desk, route)
    view = radar(desk)
    view.filter.choose("broken")
    view.search.setText(number)
    assert view.key().startswith("unsent:")
    view.filter.choose("credits")
    assert not view.key()
