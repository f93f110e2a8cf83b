"""What to offer: sell, backorder, pre-order, waitlist or stop, each with its reasons; the deposit that is advised."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain import errors
from pos.domain.advice import PLAIN
from pos.domain.catalog import BackorderRule, Product, TaxRate, Unit
from pos.domain.goods_classes import GoodsClass, likely_class
from pos.domain.money import Money
from pos.domain.overrides import Override, overridden
from pos.domain.people import Person
from pos.domain.policy import Advice, Decision, Situation, advise, advised_deposit, bearable_wait, worth
from pos.domain.policy_rules import SWITCHES, PolicyRules, Supplying, policy_from_json, policy_to_json, wrong_in
from pos.domain.promise import Promise
from tests.domain.strategies import TODAY

TOMORROW = TODAY + timedelta(days=1)
USUAL = PolicyRules()
RULES = replace(USUAL, longest_waits={**USUAL.longest_waits, "general": 42})


def promised(wait: int, likely: int | None = None) -> Promise:
    latest = TODAY + timedelta(days=wait)
    return Promise(2, TODAY + timedelta(days=wait if likely is None else likely), latest, "estimated", ())


def advice(
    *,
    available: int = 0,
    quantity: int = 2,
    wait: int | None = 10,
    likely: int | None = None,
    rules: PolicyRules = RULES,
    situation: Situation = PLAIN,
    **product: Any,
) -> Advice:
    return advise(
        product=Product("LMP", "Lamp", None, TaxRate(0), **product),
        quantity=quantity,
        available=available,
        promise=None if wait is None else promised(wait, likely),
        today=TODAY,
        rules=rules,
        situation=situation,
    )


def told(**asked: Any) -> tuple[Decision, str]:
    found = advice(**asked)
    return found.decision, found.reasons[0].rule


# --- the order of the rules ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("asked", "decision", "rule"),
    [
        ({"available": 2}, "sell", "in-stock"),
        ({"available": 2, "backorder": "stop"}, "sell", "in-stock"),
        ({"available": 1}, "backorder", "date-known"),
        ({"backorder": "stop"}, "stop", "discontinued"),
        ({"backorder": "stop", "wait": None}, "stop", "discontinued"),
        ({"release_on": TOMORROW}, "preorder", "not-released"),
        ({"release_on": TODAY}, "backorder", "date-known"),
        ({"backorder": "waitlist"}, "waitlist", "waitlist-only"),
        ({"wait": None}, "waitlist", "no-date"),
        ({"wait": 42}, "backorder", "date-known"),
        ({"wait": 43}, "waitlist", "too-long"),
        ({"situation": Situation(supplier_active=False), "wait": None}, "stop", "no-supplier"),
        ({"situation": Situation(supplier_active=False)}, "backorder", "date-known"),
        ({"situation": Situation(supplier_active=False), "wait": None,
          "rules": replace(RULES, off=frozenset({"no-supplier"}))}, "waitlist", "no-date"),
        ({"situation": Situation(ask_supplier=True)}, "waitlist", "ask-supplier"),
        ({"situation": Situation(ask_supplier=True), "wait": None}, "waitlist", "ask-supplier"),
        ({"perishable": True}, "stop", "perishable"),
        ({"perishable": True, "wait": 0}, "backorder", "date-known"),
        ({"situation": Situation(perishable=True)}, "stop", "perishable"),
        ({"category": "Fresh bread"}, "stop", "perishable"),
        ({"season_ends_on": TODAY + timedelta(days=9)}, "waitlist", "after-season"),
        ({"season_ends_on": TODAY + timedelta(days=9), "likely": 9}, "backorder", "date-known"),
        ({"situation": Situation(season_ends_on=TODAY)}, "waitlist", "after-season"),
        ({"rules": replace(RULES, places=40), "situation": Situation(open_backorder_units=39)}, "waitlist",
         "places-full"),
        ({"rules": replace(RULES, places=40), "situation": Situation(open_backorder_units=38)}, "backorder",
         "date-known"),
        ({"situation": Situation(alarm_cuts=3)}, "waitlist", "cancellations"),
        ({"situation": Situation(supplier_kept=(6, 9))}, "backorder", "date-known"),
        ({"situation": Situation(supplier_kept=(6, 10))}, "waitlist", "supplier-unreliable"),
        ({"situation": Situation(supplier_kept=(7, 10))}, "backorder", "date-known"),
        ({"situation": Situation(supplier_kept=(6, 10), accept_unreliable=True)}, "backorder", "date-known"),
        ({"situation": Situation(substitutes_in_stock=2)}, "backorder", "date-known"),
    ],
)  # fmt: skip
def test_the_rules_in_their_order(asked: dict[str, Any], decision: Decision, rule: str) -> None:
    """R2, R5, R8, R13, R39, R102, R142: hard rules first; no date, no order taken."""
    assert told(**asked) == (decision, rule)


def test_with_nothing_else_known_there_is_one_reason_only() -> None:
    assert [len(advice(wait=wait).reasons) for wait in (None, 10, 43)] == [1, 1, 1]


def test_the_advice_can_be_read_out_in_one_line_with_its_numbers() -> None:
    found = advice(
        category="Kitchen appliances", wait=24, rules=replace(RULES, places=40),
        situation=Situation(supplier_kept=(18, 20), open_backorder_units=12, substitutes_in_stock=1),
    )  # fmt: skip
    assert found.sentence == (
        "Backorder: the wait of 24 days is within the 42 days for appliances; 12 of 40 places for waiting goods are "
        "used; the supplier kept 18 of the last 20 dates; one product like it is in stock: offer that first."
    )
    assert [(one.rule, one.value, one.threshold, one.source) for one in found.reasons] == [
        ("date-known", 24, 42, "class:appliance"),
        ("places", 12, 40, "shop"),
        ("supplier-kept", 18, 14, "shop"),
        ("substitute", 1, None, "stock"),
    ]


def test_everything_that_speaks_against_an_order_is_told_at_once() -> None:
    found = advice(
        wait=43, rules=replace(RULES, places=40), season_ends_on=TODAY + timedelta(days=30),
        situation=Situation(supplier_kept=(3, 20), open_backorder_units=40, alarm_cuts=3, substitutes_in_stock=2),
    )  # fmt: skip
    assert found.decision == "waitlist"
    assert [one.rule for one in found.reasons] == [
        "after-season", "too-long", "places-full", "cancellations", "supplier-unreliable", "substitute",
    ]  # fmt: skip
    assert found.reasons[2].sentence == "40 of 40 places for waiting goods are used."
    assert found.deposit_percent == 0


@pytest.mark.parametrize(
    ("off", "asked"),
    [
        ("ask-supplier", {"situation": Situation(ask_supplier=True)}),
        ("season", {"season_ends_on": TODAY}),
        ("wait", {"wait": 400}),
        ("places", {"rules": replace(RULES, places=1), "situation": Situation(open_backorder_units=9)}),
        ("cancellations", {"situation": Situation(alarm_cuts=3)}),
        ("supplier", {"situation": Situation(supplier_kept=(0, 20))}),
    ],
)
def test_a_rule_that_is_switched_off_is_not_asked(off: str, asked: dict[str, Any]) -> None:
    asked = {"rules": RULES, **asked}
    assert told(**asked)[0] != "backorder"
    assert told(**{**asked, "rules": replace(asked["rules"], off=frozenset({off}))})[0] == "backorder"


@pytest.mark.parametrize("unit", get_args(Unit))
def test_goods_by_measure_take_one_place(unit: Unit) -> None:
    asked = {"quantity": 500, "rules": replace(RULES, places=40), "situation": Situation(open_backorder_units=39)}
    assert told(**asked, unit=unit)[0] == ("waitlist" if unit == "pc" else "backorder")


situations = st.builds(
    Situation,
    ask_supplier=st.booleans(),
    supplier_kept=st.none() | st.tuples(st.integers(0, 20), st.integers(0, 20)),
    supplier_active=st.booleans(),
    open_backorder_units=st.integers(0, 60),
    customer_class=st.sampled_from(["person", "business", "no such class"]),
    repeat=st.booleans(),
    alarm_cuts=st.integers(0, 4),
    substitutes_in_stock=st.integers(0, 3),
    season_ends_on=st.none() | st.dates(TODAY - timedelta(days=60), TODAY + timedelta(days=60)),
    perishable=st.booleans(),
    learned_longest_wait=st.none() | st.integers(0, 120),
    accept_unreliable=st.booleans(),
    supplying=st.sampled_from(get_args(Supplying)),
)


@given(
    available=st.integers(0, 5),
    rule=st.sampled_from(get_args(BackorderRule)),
    wait=st.none() | st.integers(0, 200),
    release=st.none() | st.just(TOMORROW),
    category=st.sampled_from(["", "Lamps", "Sofas", "Cheese & milk", "Shoes", "Power tools"]),
    situation=situations,
    off=st.frozensets(st.sampled_from(SWITCHES)),
)
def test_an_order_is_only_advised_with_a_date_and_every_reason_is_a_sentence(
    available: int,
    rule: BackorderRule,
    wait: int | None,
    release: date | None,
    category: str,
    situation: Situation,
    off: frozenset[str],
) -> None:
    rules = replace(RULES, places=40, off=off)
    found = advice(
        available=available, wait=wait, rules=rules, situation=situation, backorder=rule, release_on=release,
        category=category,
    )  # fmt: skip
    if found.decision == "backorder":
        assert available < 2
        assert rule == "allow"
        assert wait is not None
        assert wait <= found.longest_wait_days or "wait" in off
    assert found.reasons
    assert all(one.sentence.endswith(".") and one.sentence[0] == one.sentence[0].upper() for one in found.reasons)
    assert 0 <= found.deposit_percent <= 50
    assert (found.deposit_why != "") == (found.decision in ("backorder", "preorder"))
    assert found.sentence.count(": ") >= 1


# --- the wait that customers bear ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("category", "situation", "days", "source"),
    [
        ("", Situation(), 42, "shop"),
        ("Power tools", Situation(), 42, "class:appliance"),
        ("Sofas", Situation(), 84, "class:furniture"),
        ("Shoes", Situation(), 14, "class:fashion"),
        ("Bakery", Situation(customer_class="business"), 0, "class:perishable"),
        ("Power tools", Situation(customer_class="business"), 63, "class:appliance"),
        ("Shoes", Situation(repeat=True), 17, "class:fashion"),
        ("Shoes", Situation(repeat=True, customer_class="business"), 21, "class:fashion"),
        ("Power tools", Situation(alarm_cuts=1), 29, "class:appliance"),
        ("Power tools", Situation(alarm_cuts=2), 20, "class:appliance"),
        ("Power tools", Situation(alarm_cuts=3), 20, "class:appliance"),
        ("Power tools", Situation(learned_longest_wait=30), 30, "learned"),
        ("Power tools", Situation(learned_longest_wait=30, alarm_cuts=1, customer_class="business"), 31, "learned"),
    ],
)
def test_the_longest_wait_is_the_classs_times_the_customers_times_the_alarms(
    category: str, situation: Situation, days: int, source: str
) -> None:
    product = Product("X", "X", None, TaxRate(0), category=category)
    assert bearable_wait(product, RULES, situation) == (days, source)


def test_the_sentence_says_whose_wait_it_is() -> None:
    business, repeat = Situation(customer_class="business"), Situation(repeat=True)
    assert [
        advice(wait=1, situation=one, category=category).reasons[0].sentence
        for one, category in ((business, "Tools"), (repeat, ""), (Situation(learned_longest_wait=9), "Tools"))
    ] == [
        "The wait of 1 day is within the 63 days for appliances and business customers.",
        "The wait of 1 day is within the 52 days the shop allows and customers who come back.",
        "The wait of 1 day is within the 9 days that customers here have borne.",
    ]


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        ("", "general"), ("Lamps", "general"), ("Lampshades", "general"), ("Furniture", "furniture"),
        ("TV & Home Theater", "appliance"), ("Home > Sofas & Couches", "furniture"), ("Coffee machines", "appliance"),
        ("Elektronik", "appliance"), ("Blumen", "perishable"), ("Chaussures", "fashion"), ("Candies", "general"),
        ("Groceries", "consumable"), ("Möbel", "furniture"), ("Dishes", "general"), ("Team sports", "general"),
    ],
)  # fmt: skip
def test_a_category_goes_by_its_last_telling_word(category: str, expected: GoodsClass) -> None:
    assert likely_class(category) == expected


def test_the_owners_own_list_comes_before_the_words() -> None:
    rules = replace(RULES, classes={"garden furniture": "fashion"})
    assert (rules.class_of(" Garden Furniture "), rules.class_of("Furniture")) == ("fashion", "furniture")


# --- the deposit -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("situation", "cost", "order_cost", "wait", "percent"),
    [
        (Situation(), None, 0, 10, 10),
        (Situation(), None, 0, 21, 10),
        (Situation(), None, 0, 22, 20),
        (Situation(supplying="slow"), None, 0, 10, 20),
        (Situation(supplying="special"), None, 0, 10, 50),
        (Situation(supplying="special"), 9000, 0, 40, 50),
        (Situation(customer_class="business"), None, 0, 40, 0),
        (Situation(customer_class="business"), 6000, 0, 10, 10),
        (Situation(), 6000, 0, 10, 10),
        (Situation(), 6000, 450, 10, 15),
        (Situation(supplying="slow"), 6000, 0, 10, 25),
        (Situation(alarm_cuts=1), None, 0, 10, 10),
        (Situation(alarm_cuts=2), None, 0, 10, 20),
    ],
)
def test_the_advised_deposit_covers_what_the_shop_would_lose(
    situation: Situation, cost: int | None, order_cost: int, wait: int, percent: int
) -> None:
    product = Product("X", "X", Money(10_000, "EUR"), TaxRate(0), cost=None if cost is None else Money(cost, "EUR"))
    rules = replace(RULES, order_cost=order_cost)
    found, why = advised_deposit(
        product, promised(wait), today=TODAY, longest=42, rules=rules, situation=situation
    )  # fmt: skip
    assert found == percent
    assert why.startswith(f"Advised deposit: {percent} %, ")


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**6), situations)
def test_an_advised_deposit_is_at_least_the_floor_and_never_over_half(
    price: int, cost: int, order_cost: int, situation: Situation
) -> None:
    product = Product("X", "X", Money(price, "EUR"), TaxRate(0), cost=Money(cost, "EUR"))
    rules = replace(RULES, order_cost=order_cost)
    found, _ = advised_deposit(product, None, today=TODAY, longest=42, rules=rules, situation=situation)
    floor = rules.deposit_floors["business" if situation.customer_class == "business" else situation.supplying]
    assert min(50, floor) <= found <= 50
    assert found % 5 == 0


def test_what_an_order_and_a_place_on_the_list_are_worth() -> None:
    assert worth(margin=10_000, handling=500, goodwill=1_000) == (8_850, 3_000)
    sure = worth(margin=10_000, handling=0, goodwill=0, cancel_percent=0, late_percent=0, return_percent=0)
    assert sure == (10_000, 0)
    assert worth(margin=100, handling=900, goodwill=900, cancel_percent=80, late_percent=50)[0] < 0


# --- the rules as a setting ------------------------------------------------------------------------------------------
def test_the_rules_a_shop_begins_with_are_well() -> None:
    assert wrong_in(USUAL) == []
    assert policy_from_json({}) == USUAL


@pytest.mark.parametrize(
    "change",
    [
        {"longest_waits": {"general": 28}},
        {"longest_waits": {**USUAL.longest_waits, "fashion": -1}},
        {"longest_waits": {**USUAL.longest_waits, "fashion": 731}},
        {"classes": {"Shoes": "fashion"}},
        {"classes": {"shoes": "no such class"}},
        {"business_percent": 99},
        {"repeat_percent": 301},
        {"places": 0},
        {"alarm_percent": 0},
        {"supplier_kept_percent": 101},
        {"supplier_least": 0},
        {"deposit_floors": {**USUAL.deposit_floors, "special": 101}},
        {"salvage": {"stocked": 90}},
        {"order_cost": -1},
        {"off": frozenset({"discontinued"})},
    ],
)
def test_rules_that_no_shop_can_work_with_are_told(change: dict[str, Any]) -> None:
    assert len(wrong_in(replace(USUAL, **change))) == 1


@given(
    st.dictionaries(st.sampled_from(get_args(GoodsClass)), st.integers(0, 730)),
    st.dictionaries(st.text(min_size=1, max_size=9), st.sampled_from(get_args(GoodsClass)), max_size=4),
    st.none() | st.integers(1, 99),
    st.frozensets(st.sampled_from(SWITCHES)),
    st.booleans(),
)
def test_rules_read_back_as_they_were(
    waits: dict[GoodsClass, int],
    classes: dict[str, GoodsClass],
    places: int | None,
    off: frozenset[str],
    by_advice: bool,
) -> None:
    changed = PolicyRules(
        longest_waits={**USUAL.longest_waits, **waits}, classes=classes, places=places, off=off,
        deposit_by_advice=by_advice,
    )  # fmt: skip
    assert policy_from_json(policy_to_json(changed)) == changed


# --- against the advice ----------------------------------------------------------------------------------------------
MANAGER, CASHIER = Person("m", "Mia", "manager"), Person("c", "Cem", "cashier")


def test_a_manager_may_decide_otherwise_and_the_reason_is_kept() -> None:
    against = advice(wait=43, situation=Situation(substitutes_in_stock=1))
    assert overridden(against, "backorder", "  Knows of  the wait ", MANAGER) == Override(
        "waitlist", "backorder", "Knows of the wait", "m", ("too-long",)
    )


@pytest.mark.parametrize(
    ("asked", "decision", "reason", "person", "refusal"),
    [
        ({"wait": 43}, "backorder", "Why not", CASHIER, errors.NotAllowed),
        ({"wait": 43}, "backorder", " \n", MANAGER, errors.BadText),
        ({"wait": 43}, "backorder", "x" * 201, MANAGER, errors.BadText),
        ({"wait": 43}, "waitlist", "Why not", MANAGER, errors.BadSetting),
        ({"wait": 43}, "sell", "Why not", MANAGER, errors.BadSetting),
        ({"wait": None}, "backorder", "Why not", MANAGER, errors.NotBackorderable),
    ],
)
def test_an_override_takes_the_right_a_reason_and_a_date(
    asked: dict[str, Any], decision: Decision, reason: str, person: Person, refusal: type[errors.Refused]
) -> None:
    with pytest.raises(refusal, match="Nothing was changed"):
        overridden(advice(**asked), decision, reason, person)


def test_a_missing_reason_is_asked_for_with_what_the_advice_says() -> None:
    with pytest.raises(errors.BadText, match="against it: the wait of 43 days is longer than the 42 days") as asked:
        overridden(advice(wait=43), "backorder", "", MANAGER)
    assert asked.value.details == {"rule": "too-long"}


def test_a_customer_who_is_told_that_nobody_knows_may_order_without_a_date() -> None:
    taken = overridden(advice(wait=None), "backorder", "Will wait", MANAGER, told=True)
    assert (taken.rules, taken.agreed_on) == (("no-date",), None)


def test_a_date_agreed_by_hand_lets_a_manager_take_the_order() -> None:
    taken = overridden(advice(wait=None), "backorder", "Supplier rang", MANAGER, agreed_on=TOMORROW)
    assert (taken.rules, taken.agreed_on) == (("no-date",), TOMORROW)
