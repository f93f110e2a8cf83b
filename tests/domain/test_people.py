"""Who may do what, and what a customer's own copy shows of their contact."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.people import OWNER, Customer, Person, Role

CASHIER = (
    "sell", "take_backorder", "special_order", "collect", "add_deposit", "cancel_order", "change_order", "reprint",
    "look", "tell_me",
)  # fmt: skip
MANAGER = (
    "lower_deposit", "no_contact", "sell_anyway", "open_price", "receive", "purchase", "count", "settings", "import",
    "open_drawer", "share_goods", "break_allocation", "hold_places", "move_queue", "tell_new_day", "refund_deposit",
    "refund_cash", "refund_otherwise", "waive_fee", "reinstate_order", "put_back", "mend_promises", "approve_credit",
    "on_account", "other_voucher",
)  # fmt: skip


@pytest.mark.parametrize(
    ("right", "roles"),
    [
        *((right, {"cashier", "manager", "owner"}) for right in CASHIER),
        *((right, {"manager", "owner"}) for right in MANAGER),
        ("people", {"owner"}),
        ("shop", {"owner"}),
    ],
)
def test_each_right_belongs_to_these_roles(right: str, roles: set[Role]) -> None:
    assert {role for role in get_args(Role) if Person("p", "P", role).may(right)} == roles


@given(st.text(max_size=15), st.sampled_from(get_args(Role)))
def test_a_right_that_nobody_knows_is_refused(right: str, role: Role) -> None:
    known = {*CASHIER, *MANAGER, "people", "shop"}
    assert Person("p", "P", role).may(right) <= (right in known)
    assert not OWNER.may("fly")


@pytest.mark.parametrize(
    ("customer", "shown"),
    [
        (Customer("c", "Ada", "020 7946 0018"), "…018"),
        (Customer("c", "Ada", "020 7946 0018", "ada@example.com"), "…018"),
        (Customer("c", "Ada", "020 7946 0018", "ada@example.com", tell_by="e-mail"), "a…@example.com"),
        (Customer("c", "Ada", "020 7946 0018", tell_by="e-mail"), "…018"),
        (Customer("c", "Ada", email="ada@example.com"), "a…@example.com"),
        (Customer("c", "Ada", email="no address"), ""),
        (Customer("c", "Ada"), ""),
    ],
)
def test_a_contact_is_masked_on_the_customers_copy(customer: Customer, shown: str) -> None:
    assert customer.masked_contact == shown


def test_somebody_can_be_told_by_phone_or_by_mail() -> None:
    assert Customer("c", "Ada", "01 234").can_be_told
    assert Customer("c", "Ada", email="a@b").can_be_told
    assert not Customer("c", "Ada", address="4 Mill Lane").can_be_told


@pytest.mark.parametrize(("phone", "email"), [("1234", ""), ("none", ""), ("", "ada"), ("-", "@"), ("", "ada@")])
def test_what_nobody_can_be_reached_by_is_no_contact(phone: str, email: str) -> None:
    assert not Customer("c", "Ada", phone, email).can_be_told
