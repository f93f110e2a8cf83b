"""What a checkout refuses, rounds or recognises before money is taken: ids, packs, tenders, coins, customers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pos.domain import errors
from pos.domain.catalog import EmbeddedLayout
from pos.domain.money import Money
from pos.domain.order_deposit import DepositRule
from pos.domain.people import Customer
from pos.domain.shop import default_shop
from pos.register import Register
from pos.usecases.checkout import CustomerWish, LineWish, TenderWish
from pos.usecases.receiving import Arrival
from tests.builders import BULB, LAMP, TABLE, product
from tests.usecases.desk import (
    ADA_HERE,
    CARD,
    CASH,
    CASHIER,
    MANAGER,
    all_books,
    gbp,
    gtin,
    nothing_changes,
    order_later,
    sell,
)

Make = Callable[..., Register]
LATER = LineWish(LAMP, take="backorder")
ACCOUNT = TenderWish("account")
KIM = CustomerWish(name="Kim Roe", phone="020 7946 0444", email="kim@example.com")
GERMAN = replace(
    default_shop(store="S1", store_name="Main", register="R1", currency="EUR", country="DE"),
    scales=(EmbeddedLayout("21", "weight"), EmbeddedLayout("23", "price")),
)
SWISS = default_shop(store="S1", store_name="Main", register="R1", currency="CHF", country="CH")


def last_body(register: Register) -> dict[str, Any]:
    """What the log says of the last operation."""
    with register.ledger.database.reading() as cursor:
        cursor.execute("SELECT bytes FROM op ORDER BY position DESC LIMIT 1")
        row = cursor.fetchone()
    assert row is not None
    body: dict[str, Any] = json.loads(row[0])["body"]
    return body


def named(register: Register, name: str) -> list[Customer]:
    return list(register.find_customers(name))


# --- one id, one basket ----------------------------------------------------------------------------------------------
BASKET: dict[str, Any] = {"customer": KIM, "tenders": [CARD], "request": "till-1", "person": MANAGER}


@pytest.mark.parametrize(
    ("lines", "other"),
    [
        ([LATER], {}),
        ([LATER, LineWish(TABLE, 2)], {}),
        ([LATER, LineWish(TABLE, price=gbp(1))], {}),
        ([LineWish(TABLE), LATER], {}),
        ([LATER, LineWish(TABLE)], {"tenders": [CASH]}),
        ([LATER, LineWish(TABLE)], {"tenders": [TenderWish("card", gbp(50_000))]}),
        ([LATER, LineWish(TABLE)], {"customer": ADA_HERE}),
        ([LATER, LineWish(TABLE)], {"customer": replace(KIM, name="Kay Roe")}),
        ([LATER, LineWish(TABLE)], {"customer": replace(KIM, phone="020 7946 0555", email="")}),
        ([LATER, LineWish(TABLE)], {"order_deposit": gbp(4500)}),
    ],
)
def test_an_id_that_was_used_for_another_basket_is_refused_with_the_receipt_it_has(
    register: Register, lines: list[LineWish], other: dict[str, Any]
) -> None:
    sold = sell(register, LATER, LineWish(TABLE), **BASKET)
    with nothing_changes(register), pytest.raises(errors.RequestReused, match="Use a new id") as refused:
        sell(register, *lines, **BASKET | other)
    assert f"receipt {sold.number} " in refused.value.sentence
    assert refused.value.details == {"id": "till-1", "number": sold.number}


@pytest.mark.parametrize("wish", [KIM, replace(KIM, name="kim  ROE"), replace(KIM, phone="(020) 79460444", email="")])
def test_the_same_basket_under_the_same_id_is_answered_as_sold(register: Register, wish: CustomerWish) -> None:
    sold = sell(register, LATER, LineWish(TABLE), **BASKET)
    with nothing_changes(register):
        again = sell(register, LATER, LineWish(TABLE), **BASKET | {"customer": wish})
    assert (again.number, again.repeated) == (sold.number, True)


def test_the_mark_of_a_basket_holds_nothing_of_who_bought(register: Register) -> None:
    """Somebody who is erased cannot be guessed back from it: two customers, one mark."""
    marks = []
    for number, who in enumerate((KIM, CustomerWish(name="Lee Roe", phone="020 7946 0777"))):
        sell(register, LineWish(BULB), customer=who, request=f"r-{number}")
        marks.append(last_body(register)["request_of"])
    assert marks[0] == marks[1]
    assert len(marks[0]) == 64


# --- packs with a scale's label --------------------------------------------------------------------------------------
@pytest.mark.parametrize("label", [gtin("210012300000"), gtin("230012300000")])
def test_a_label_that_says_nothing_is_weighed_again(make: Make, label: str) -> None:
    register = make(GERMAN, [product("123", "Cheese", 1290, unit="g")], {"123": 9000})
    with nothing_changes(register), pytest.raises(errors.BadBarcode, match="Weigh the goods again"):
        sell(register, LineWish(label))


def test_a_pack_of_more_than_is_on_record_goes_whole_with_the_right_to_it_and_the_reason_is_kept(make: Make) -> None:
    register = make(GERMAN, [product("123", "Cheese", 1290, unit="g")], {"123": 500})
    pack = LineWish(gtin("210012300350"))
    with nothing_changes(register), pytest.raises(errors.NotEnoughHere, match="350 of “Cheese” and 150 are on record"):
        sell(register, pack, pack, person=CASHIER)
    sold = sell(register, pack, pack, tenders=[CARD], person=MANAGER)
    assert [part.quantity for part in sold.taken_now] == [350, 350]
    assert sold.backorders == ()
    assert last_body(register)["anyway"] == {"2": "pack in the hand"}
    assert register.look_up("123").here.on_hand == -200


# --- tenders ---------------------------------------------------------------------------------------------------------
def test_nobody_owes_what_is_put_on_account_without_a_customer(register: Register) -> None:
    with nothing_changes(register), pytest.raises(errors.CustomerNeeded, match="on account"):
        sell(register, LineWish(TABLE), tenders=[ACCOUNT])
    sell(register, LineWish(TABLE), tenders=[ACCOUNT], customer=ADA_HERE)
    assert all_books(register)["tender:account"] == 8900


def test_a_card_is_authorised_only_where_the_shop_does_so_and_something_follows(register: Register) -> None:
    held = TenderWish("authorisation", gbp(4500))
    with nothing_changes(register), pytest.raises(errors.TenderTooLarge, match="nothing to authorise"):
        sell(register, LATER, customer=ADA_HERE, tenders=[CARD, held])
    register.set_deposit_rule(DepositRule("authorise"))
    with nothing_changes(register), pytest.raises(errors.TenderTooLarge, match="nothing to authorise"):
        sell(register, LineWish(TABLE), tenders=[CARD, held])
    number = order_later(register, LAMP, 1, tenders=[held]).number
    register.receive([Arrival(LAMP, 1)])
    with nothing_changes(register), pytest.raises(errors.TenderTooLarge, match="nothing to authorise"):
        register.collect(number, [CARD, held])


def test_no_more_is_authorised_than_is_due_later(register: Register) -> None:
    register.set_deposit_rule(DepositRule("authorise"))
    with nothing_changes(register), pytest.raises(errors.TenderTooLarge, match=r"45\.00 is due later and 45\.01"):
        order_later(register, LAMP, 1, tenders=[TenderWish("authorisation", gbp(4501))])
    assert order_later(register, LAMP, 1, tenders=[TenderWish("authorisation")]).balance_due == gbp(4500)


@pytest.mark.parametrize(
    ("tenders", "due", "change", "rounding"),
    [
        ([("card", 501), ("cash", None)], 1001, 0, 2),
        ([("card", 500), ("cash", None)], 1005, 0, -2),
        ([("cash", None), ("card", 500)], 1005, 0, -2),
        ([("cash", 500), ("card", None)], 1003, 0, 0),
        ([("card", 1001), ("cash", None)], 1001, 0, 2),
        ([("card", 500), ("cash", 1000)], 1005, 495, -2),
        ([("voucher", 499), ("cash", 500), ("cash", None)], 1004, 0, -1),
        ([("cash", None), ("cash", None)], 1005, 0, -2),
        ([("cash", None), ("card", None)], 1005, 0, -2),
    ],
)
def test_what_other_means_leave_is_paid_in_coins_there_are(
    make: Make, tenders: list[tuple[str, int | None]], due: int, change: int, rounding: int
) -> None:
    register = make(SWISS, [product("A-1", "Thing", 1003, tax_rate=0)], {"A-1": 9})
    wishes = [TenderWish(kind, None if amount is None else Money(amount, "CHF")) for kind, amount in tenders]
    sold = sell(register, LineWish("A-1"), tenders=wishes)
    assert (sold.due_now.minor, sold.change_due.minor) == (due, change)
    assert all_books(register).get("cash_rounding", 0) == rounding
    assert all_books(register).get("tender:cash", 0) % 5 == 0


def test_cash_that_no_coins_make_up_is_not_taken(make: Make) -> None:
    register = make(SWISS, [product("A-1", "Thing", 1003, tax_rate=0)], {"A-1": 9})
    with nothing_changes(register), pytest.raises(errors.BadAmount, match=r"10\.05 is due in cash"):
        sell(register, LineWish("A-1"), tenders=[TenderWish("cash", Money(1003, "CHF"))])


def test_a_card_number_typed_as_a_reference_is_not_kept(register: Register) -> None:
    sell(register, LineWish(BULB), tenders=[TenderWish("card", reference="4111 1111 1111 1111")], request="r-1")
    assert last_body(register)["tenders"][0]["reference"] == "…1111"
    with register.ledger.database.reading() as cursor:
        cursor.execute("SELECT count(*) FROM op WHERE instr(bytes, '1111 1111') OR instr(bytes, '11111111')")
        assert cursor.fetchone() == (0,)


# --- customers -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["   ", "\t"])
def test_a_customer_without_a_name_is_refused(register: Register, name: str) -> None:
    wish = CustomerWish(name=name, phone="020 7946 0444")
    with nothing_changes(register):
        with pytest.raises(errors.CustomerNeeded):
            sell(register, LATER, customer=wish)
        with pytest.raises(errors.CustomerNeeded, match="no name"):
            sell(register, LineWish(TABLE), customer=wish)
        with pytest.raises(errors.CustomerNeeded, match="no name"):
            sell(register, LineWish(TABLE), customer=CustomerWish(phone="020 7946 0444"))


@pytest.mark.parametrize(("phone", "email"), [("1234", ""), ("", "kim"), ("tel", "@")])
def test_a_contact_that_reaches_nobody_is_none(register: Register, phone: str, email: str) -> None:
    with nothing_changes(register), pytest.raises(errors.ContactNeeded):
        sell(register, LATER, customer=CustomerWish(name="Kim", phone=phone, email=email))


@pytest.mark.parametrize(
    "wish",
    [
        KIM,
        CustomerWish(name=" kim roe ", phone="+020 79460444"),
        CustomerWish(name="KIM ROE", email="Kim@Example.com"),
        CustomerWish(name="Kim Roe", phone="000 111 222", email="kim@example.com"),
    ],
)
def test_somebody_who_is_known_by_name_and_contact_is_not_added_again(register: Register, wish: CustomerWish) -> None:
    sell(register, LATER, customer=KIM, tenders=[CARD])
    before = named(register, "Kim")
    sell(register, LATER, customer=wish, tenders=[CARD])
    assert named(register, "Kim") == before
    assert [order.customer for order in register.orders()] == [before[0].id] * 2


def test_somebody_of_another_name_with_the_same_phone_is_somebody_else(register: Register) -> None:
    sell(register, LATER, customer=KIM, tenders=[CARD])
    sell(register, LATER, customer=replace(KIM, name="Lou Roe"), tenders=[CARD])
    assert sorted(one.name for one in named(register, "Roe")) == ["Kim Roe", "Lou Roe"]


def test_a_known_customer_gains_the_contact_that_was_missing_and_keeps_the_rest(register: Register) -> None:
    sell(register, LATER, customer=replace(KIM, email=""), tenders=[CARD])
    sell(register, LATER, customer=replace(KIM, phone="020 79460444", consent=False), tenders=[CARD])
    (kim,) = named(register, "Kim")
    assert (kim.phone, kim.email, kim.consent) == (KIM.phone, KIM.email, False)
