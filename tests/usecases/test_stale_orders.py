"""Whoever acts on an old copy of an order is told who changed it, in names and times of the shop."""

from __future__ import annotations

import pytest

from pos.domain import errors
from pos.register import Register
from pos.usecases.checkout import TenderWish
from tests.builders import LAMP
from tests.usecases.desk import order_later


def test_a_stale_order_is_refused_with_the_name_of_who_changed_it_and_the_shop_s_own_time(register: Register) -> None:
    max_hale = register.add_person("Max Hale", "manager", "258014")
    number = order_later(register, LAMP, 2).number
    seen = register.order(number)
    assert seen is not None
    register.waiting.change_quantity(number, 1, 3, person=max_hale, reason="one more")
    with pytest.raises(errors.StaleOrder) as refused:
        register.waiting.add_deposit(number, [TenderWish("card")], version=seen.version)
    assert "Max Hale did so on " in refused.value.sentence
    for raw in (max_hale.id, "UTC", "2026-11"):
        assert raw not in refused.value.sentence
