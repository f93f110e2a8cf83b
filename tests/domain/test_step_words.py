"""The steps of an order read as a person would say them: no name of the program's own stands among them."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest

from pos.domain.backorder import Order
from pos.domain.order_fees import CANCEL_REASONS, FeeWhy
from pos.domain.order_life import Step
from pos.domain.step_words import step_words

ORDER = Order("S01-R1-A000001", "c-ada", "Ada", date(2026, 11, 24), (), 9000, 18000)


def said(kind: str, reason: str = "", **details: Any) -> str:
    return step_words(Step(ORDER.number, 0, "", "p", "R1", kind, reason, details), ORDER, "GBP")


@pytest.mark.parametrize("why", get_args(FeeWhy))
def test_money_given_back_says_the_fee_and_why(why: str) -> None:
    """Without a rule there is nothing to say but that none was kept."""
    words = said("refunded", why, amount=2250, fee=0)
    assert words.startswith("£22.50 given back, no fee kept.")
    assert "_" not in words
    assert words.removeprefix("£22.50 given back, no fee kept.").strip() != why
    assert (
        said("refunded", "rule", amount=2250, fee=450) == "£22.50 given back, £4.50 kept as a fee. By the shop's rule"
    )


@pytest.mark.parametrize("why", CANCEL_REASONS)
def test_a_cancellation_says_why_in_words(why: str) -> None:
    words = said("cancelled", why, units=1)
    assert "_" not in words
    assert words.endswith(tuple("abcdefghijklmnopqrstuvwxyz"))
    assert said("cancelled", "She moves abroad", units=1).endswith(". She moves abroad")


def test_what_a_customer_of_a_late_order_says_is_written_out() -> None:
    assert said("choice", choice="wait", how="phone") == "Customer of a late order: they wait, said by phone."


@pytest.mark.parametrize(
    ("kind", "details", "words"),
    [
        ("quantity_changed", {"sku": "KIT-0008", "from": 2, "to": 5}, "line 1: 5 instead of 2."),
        ("product_changed", {"from": "A", "to": "B", "units": 1, "keeps_place": True, "offered": True},
         "line 1 exchanged for B, at its place in the queue."),
        ("wishes_changed", {"wanted_on": "2026-12-24", "not_after": None, "forgotten": ["not_after"]},
         "Customer's days: wished for 2026-12-24, no last day any more."),
        ("route_changed", {"route": "other_store", "to": "S02", "from": ["collect"]},
         "The customer collects it in store S02."),
        ("complete_changed", {"ship_complete": True}, "All of it goes together."),
        ("contact_changed", {"fields": ["phone", "tell_by"]},
         "How the customer is reached was changed: phone, how they want to hear."),
        ("customer_changed", {}, "Somebody else took the order over."),
        ("customer_absent", {"how": "called", "again_on": "2026-11-25", "tries": 1, "note": "mailbox", "of": "c-ada"},
         "Called, nobody answered, to be tried again on 2026-11-25. mailbox."),
        ("note", {"note": "rings twice", "of": "c-ada"}, "Note for staff: rings twice."),
        ("note", {"of": "c-ada"}, "Note for staff: erased with the customer."),
        ("put_back", {"units": 2, "ready": {"1": "2026-11-01"}}, "Not collected: 2 put back for those who wait."),
        ("reinstated", {"units": 1, "our_mistake": False}, "1 of what was cancelled wanted again."),
        ("supplier_sent", {"proof": "DN 12", "units": 2}, "2 sent by the supplier, DN 12."),
        ("choice", {"choice": "wait", "note": "before Christmas", "of": "c-ada"},
         "Customer of a late order: they wait. before Christmas."),
        ("from_a_newer_program", {"secret_key": "x"}, "From a newer program: line 1."),
    ],
)  # fmt: skip
def test_every_step_is_said_in_words_without_the_names_of_its_details(
    kind: str, details: dict[str, Any], words: str
) -> None:
    assert step_words(Step(ORDER.number, 1, "", "p", "R1", kind, "", details), ORDER, "GBP") == words
