"""Remedies for a broken promise: one ranking, each with its day and its price, none promising what nobody knows."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pos.domain.credits import (
    NO_DELAY,
    Credit,
    DayTold,
    Delay,
    approved_at_once,
    days_late,
    delay_of,
    fits,
    for_delay,
    for_taking,
    given_up_to,
    kind_for,
    promised,
)
from pos.domain.remedies import Instead, LateLine, Seller, Sender, ToHurry, Ways, chosen, remedies
from pos.domain.slips import Slip, slip_from, slip_of
from pos.domain.waiting_rules import WaitingRules

TODAY = date(2026, 11, 24)
TOLD, NOW = date(2026, 12, 2), date(2026, 12, 20)
LATE = LateLine("A1", 1, "LAMP", "Brass lamp", 3, 0, TOLD, NOW)


def day(after: int) -> date:
    return TODAY + timedelta(days=after)


def test_what_keeps_the_told_day_comes_first_and_the_cheapest_of_it_before_the_soonest() -> None:
    ways = Ways(
        senders=[Sender("S02", "High Street", 5, 0.97, day(2), "counted 2 hours ago")],
        sellers=[Seller("ACME", "Acme", day(5), 9000, 12)],
        to_hurry=[ToHurry("PO-1", 1, "LUM", "Lumen", 12, NOW)],
    )
    assert [one.kind for one in remedies(LATE, ways, TODAY)] == [
        "other_store", "other_supplier", "expedite", "wait", "cancel",
    ]  # fmt: skip


def test_what_is_here_is_handed_over_first_and_never_of_an_order_that_goes_only_whole() -> None:
    found = remedies(LATE, Ways(free=2), TODAY)
    assert (found[0].kind, found[0].units, found[0].day) == ("part_now", 2, TODAY)
    assert "1 follow" in found[0].says
    whole = LateLine("A1", 1, "LAMP", "Brass lamp", 3, 0, TOLD, NOW, ship_complete=True)
    assert "part_now" not in [one.kind for one in remedies(whole, Ways(free=2), TODAY)]


def test_a_figure_as_old_as_nobody_knows_says_call_first_and_stands_behind_a_sure_one() -> None:
    old = Sender("S03", "Warehouse", 9, None, day(1), "nobody knows as of when")
    sure = Sender("S02", "High Street", 9, 0.95, day(3), "counted 1 hours ago")
    found = [one for one in remedies(LATE, Ways(senders=[old, sure]), TODAY) if one.kind == "other_store"]
    assert [one.of for one in found] == ["S02", "S03"]
    assert "call first" in found[1].says
    assert not found[1].sure


def test_something_instead_needs_enough_of_it_and_the_customers_word() -> None:
    few = Instead("SHORT", "Brass lamp, short", 2, "Also a lamp.", 600)
    enough = Instead("TALL", "Steel lamp", 3, "Named as an alternative.", -300)
    found = [one for one in remedies(LATE, Ways(instead=[few, enough]), TODAY) if one.kind == "substitute"]
    assert [(one.of, one.cost, one.asks) for one in found] == [("TALL", 0, True)]


def test_waiting_says_the_day_or_that_none_is_known() -> None:
    assert "2026-12-20" in next(one.says for one in remedies(LATE, Ways(), TODAY) if one.kind == "wait")
    unknown = LateLine("A1", 1, "LAMP", "Brass lamp", 3, 0, TOLD, None)
    assert "no new day" in next(one.says for one in remedies(unknown, Ways(), TODAY) if one.kind == "wait")


def test_who_wants_it_only_until_a_day_is_offered_the_money_in_words() -> None:
    late = LateLine("A1", 1, "LAMP", "Brass lamp", 3, 0, TOLD, NOW, not_after=date(2026, 12, 10))
    assert "by 2026-12-10 only" in remedies(late, Ways(), TODAY)[-1].says


WAYS = st.builds(
    Ways,
    free=st.integers(0, 6),
    senders=st.lists(
        st.builds(
            Sender, store=st.sampled_from(["S02", "S03", "S04"]), name=st.just("There"), units=st.integers(0, 9),
            chance=st.none() | st.floats(0, 1), by=st.integers(0, 60).map(day), seen=st.just("counted"),
        ),
        max_size=3, unique_by=lambda one: one.store,
    ),
    sellers=st.lists(
        st.builds(
            Seller, supplier=st.sampled_from(["A", "B"]), name=st.just("Them"), latest_on=st.integers(0, 60).map(day),
            cost=st.none() | st.integers(0, 99_999), known=st.integers(0, 20),
        ),
        max_size=2, unique_by=lambda one: one.supplier,
    ),
    credit=st.integers(0, 5000),
)  # fmt: skip


@given(WAYS, st.integers(1, 9), st.none() | st.integers(1, 80).map(day))
def test_the_ranking_is_one_order_ends_in_the_money_back_and_never_gives_more_than_waits(
    ways: Ways, waiting: int, now: date | None
) -> None:
    late = LateLine("A1", 1, "LAMP", "Brass lamp", waiting, 0, TOLD, now)
    found = remedies(late, ways, TODAY)
    assert found == remedies(late, ways, TODAY)
    assert found[-1].kind == "cancel"
    assert found[-2].kind == "wait"
    assert len({one.key for one in found}) == len(found)
    for one in found:
        assert one.units <= waiting
        assert not one.keeps or (one.day is not None and one.day <= TOLD and one.units == waiting)
        assert chosen(found, one.key) == one
    keeping = [place for place, one in enumerate(found) if one.keeps and one.kind != "wait"]
    others = ("part_now", "wait", "cancel")
    rest = [place for place, one in enumerate(found) if not one.keeps and one.kind not in others]
    assert not keeping or not rest or max(keeping) < min(rest)


RULES = WaitingRules(credit_percent=10, credit_after_days=7, credit_most=900, credit_budget=2000)


def test_r18_days_late_become_an_amount_by_the_rule() -> None:
    assert for_delay(RULES, 8000, 6) == 0
    assert for_delay(RULES, 8000, 7) == 800
    assert for_delay(RULES, 20_000, 7) == 900
    assert for_delay(RULES, 8005, None) == 801
    assert for_delay(WaitingRules(), 8000, 90) == 0


def test_r152_agreeing_to_a_long_wait_is_worth_what_the_rule_says() -> None:
    rules = WaitingRules(incentive_percent=5, incentive_after_days=14)
    assert [for_taking(rules, 8000, days) for days in (14, 15, None)] == [0, 400, 400]


def test_lateness_counts_from_the_told_day_and_grows_while_nothing_is_here() -> None:
    assert days_late(TOLD, NOW, TODAY) == 18
    assert days_late(TOLD, TOLD, date(2026, 12, 9)) == 7
    assert days_late(TOLD, None, TODAY) is None
    assert days_late(None, NOW, TODAY) == 0


def test_a_delay_counts_from_the_first_day_that_nothing_was_given_for() -> None:
    """Hearing of it makes it no shorter; what was given covers the days told up to then, not those told since."""
    second, third = NOW, NOW + timedelta(days=10)
    days = [DayTold(1, TOLD), DayTold(2, second)]
    assert delay_of([DayTold(1, TOLD)], 0, second, TODAY) == Delay(1, 18)
    assert delay_of(days, 0, second, TODAY) == Delay(1, 18)
    assert delay_of(days, 1, second, TODAY) == Delay(1, 0)
    assert delay_of(days, 1, third, TODAY) == Delay(2, 10)
    assert delay_of(days, 0, third, TODAY) == Delay(2, 28)
    assert delay_of(days, 1, None, TODAY) == Delay(2, None)
    assert delay_of(days, 2, None, TODAY) == Delay(2, 0)
    assert delay_of(days, 0, TOLD, TODAY) == delay_of([], 0, None, TODAY) == NO_DELAY
    assert delay_of([DayTold(1, None), DayTold(2, second)], 0, second, TODAY) == NO_DELAY


def test_a_day_that_something_was_given_for_earns_no_more_where_a_sooner_one_was_told_since() -> None:
    """The letter of the sooner day was on its way when the later one was reckoned with."""
    reckoned = NOW + timedelta(days=10)
    days = [DayTold(1, TOLD), DayTold(2, NOW)]
    given = [a_credit(1, f"Late: {(reckoned - TOLD).days} days. Agreed to")]
    assert given_up_to(days, given) == reckoned
    assert delay_of(days, 1, reckoned, TODAY, last=reckoned).days == 0
    assert delay_of(days, 1, reckoned + timedelta(days=3), TODAY, last=reckoned) == Delay(2, 3)
    assert given_up_to(days, [a_credit(1, "Late: no new day")]) is None
    assert given_up_to([], given) is None


def test_who_collects_gets_a_voucher_in_the_place_of_free_delivery() -> None:
    kinds = [kind_for("free_delivery", route) for route in ("collect", "other_store", "deliver", "direct")]
    assert kinds == ["voucher", "voucher", "free_delivery", "free_delivery"]
    assert kind_for("discount", "collect") == "discount"


def a_credit(nth: int, why: str) -> Credit:
    return Credit(f"delay:A1:1:{nth}", "A1", 1, "", "", "voucher", 900, why, "approved", "", "", "delay")


def test_days_told_before_the_customer_chose_other_terms_count_no_more() -> None:
    days = [DayTold(1, TOLD, "taken"), DayTold(2, NOW, "route_changed"), DayTold(3, None, "late")]
    assert promised(days, {"route_changed"}) == [days[1]]
    assert promised(days, ()) == days[:2]


TELLINGS = st.lists(st.none() | st.dates(date(2026, 11, 1), date(2027, 3, 1)), max_size=6)
DAYS = st.none() | st.dates(date(2026, 11, 1), date(2027, 6, 1))


@given(TELLINGS, DAYS, st.dates(date(2026, 11, 1), date(2027, 6, 1)))
def test_whatever_was_told_one_slip_earns_once_and_telling_it_earns_nothing_more(
    told: list[date | None], now: date | None, today: date
) -> None:
    days = [DayTold(nth, on) for nth, on in enumerate(told, start=1)]
    found = delay_of(days, 0, now, today)
    assert delay_of(days, found.nth, now, today).days == 0
    heard = [*days, DayTold(len(days) + 1, now)]
    if now is None or now >= today:
        assert delay_of(heard, 0, now, today).days == found.days or now is None
        assert delay_of(heard, found.nth, now, today).days == 0


AMOUNTS = st.lists(st.tuples(st.integers(0, 3000), st.booleans()), max_size=30)


@given(AMOUNTS, st.integers(0, 6000), st.integers(0, 3000))
def test_what_is_approved_at_once_never_exceeds_the_budget(
    wanted: list[tuple[int, bool]], budget: int, above: int
) -> None:
    rules = WaitingRules(credit_budget=budget, credit_approve_above=above)
    spent = 0
    for amount, manager in wanted:
        if approved_at_once(rules, spent, amount, manager=manager):
            assert fits(rules, spent, amount)
            assert manager or amount <= above
            spent += amount
    assert spent <= budget


def test_what_broke_a_promise_is_read_from_its_operation_and_kept_as_text() -> None:
    line = {"number": "PO-7", "quantity": 5, "received": 0, "cancelled": 0}
    moved = slip_of("op1", ("purchase_lines_put", {"lines": [line]}))
    assert (moved.kind, moved.of, moved.words) == ("purchase_changed", "PO-7", "Purchase order PO-7 changed")
    gone = slip_of("op1", ("purchase_lines_put", {"lines": [{**line, "cancelled": 5}]}))
    assert gone.kind == "purchase_cancelled"
    assert slip_of("op2", ("goods_received", {"document": "GR-1"})) == Slip("short_delivery", "GR-1", "op2")
    assert slip_of("review", None) == Slip("time")
    for slip in (moved, gone, Slip("time"), Slip("count", "a|b", "op9")):
        assert slip_from(slip.key) == slip
    assert slip_from("") == Slip("other")
