"""The slip radar: what breaks is listed at once, with what can be done, and one key does it and tells everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from pos.domain import errors
from pos.domain.news import Task
from pos.domain.people import OWNER
from pos.domain.receipt import Text
from pos.domain.waiting_rules import WaitingRules
from pos.register import Register
from pos.usecases.checkout import CustomerWish, LineWish, TenderWish
from pos.usecases.radar import Broken, lines_of
from pos.usecases.receiving import Arrival
from pos.usecases.remedy_acts import Choice
from pos.usecases.remedying import choices_for
from pos.usecases.reviewing import review
from tests.builders import ADA, BEN, LAMP, SHADE, TABLE, FixedClock, put_stock, put_supply
from tests.usecases.desk import (
    CARD,
    CASH,
    CASHIER,
    MANAGER,
    all_books,
    books,
    delivery_row,
    gbp,
    labels_of,
    nothing_changes,
    order_later,
    sell,
    stock_row,
    supplier_row,
)
from tests.usecases.test_news import sent
from tests.usecases.test_promises import broken_now, open_lines, whole_view

LATE = date(2027, 1, 20)


def waiting_rules(register: Register, **rules: Any) -> None:
    shop = register.shop()
    register.change_shop(waiting=replace(shop.waiting, **rules))


def tasks(register: Register, kind: str = "promise", state: str = "open") -> list[Task]:
    return [one.task for one in register.news.tasks(state=state) if one.task.kind == kind]


def asks(register: Register, state: str = "open") -> list[Task]:
    """What somebody is to ask for, but for goods that are to be ordered anew."""
    return [one for one in tasks(register, "ask", state) if not one.id.startswith("ask:order:")]


def messages(register: Register, number: str, *events: str) -> list[str]:
    return [one.event for one in register.news.list(number=number) if not events or one.event in events]


def broken(register: Register) -> list[Broken]:
    return lines_of(register.radar.slips())


def slip_lamps(register: Register) -> str:
    """Somebody was told a day for three lamps, and the supplier moves it; the number of the order."""
    number = order_later(register, LAMP, 3).number
    register.buying.redate("PO-1007", LATE, why="said on the phone")
    return number


def state_in_log(register: Register, number: str) -> tuple[int, int, int]:
    """Positions of the purchase change, the review and the task in the log, each 0 where there is none."""
    with register.ledger.database.reading() as cursor:
        cursor.execute("SELECT kind, max(position) FROM op GROUP BY kind")
        at: dict[str, int] = dict(cursor.fetchall())
    return at.get("purchase_lines_put", 0), at.get("promises_reviewed", 0), at.get("tasks_opened", 0)


# --- at once -----------------------------------------------------------------------------------------------------
def test_r17_r81_a_moved_date_is_on_the_radar_at_once_with_its_cause_customer_days_and_remedies(
    register: Register,
) -> None:
    """R17, R50, R81, R89, R105: who was told which day, which it is now, and what can be done."""
    number = slip_lamps(register)
    (row,) = register.radar.slips()
    assert (row.slip.kind, row.slip.of) == ("purchase_changed", "PO-1007")
    assert row.slip.words == "Purchase order PO-1007 changed"
    (one,) = row.lines
    assert (one.order, one.line, one.customer_name, one.sku, one.waiting) == (number, 1, "Ada Osei", LAMP, 3)
    assert one.told_latest is not None
    assert one.now_latest is not None
    assert one.days_late == (one.now_latest - one.told_latest).days
    assert {remedy.kind for remedy in one.remedies} >= {"wait", "cancel", "expedite"}
    assert one.remedies[-1].kind == "cancel"
    assert register.radar.slips(cause="PO-1007") == register.radar.slips(cause="purchase_changed")
    assert register.radar.slips(cause="count") == ()


def test_acceptance_8_task_and_message_stand_in_the_same_commit_as_the_change(register: Register) -> None:
    """Design 9, point 8: a date changes, and lines, task and message are in the same commit: undone together."""
    number = order_later(register, LAMP, 3).number
    with nothing_changes(register), pytest.raises(KeyError):
        changed_and_undone(register, number)
    assert tasks(register) == []
    register.buying.redate("PO-1007", LATE)
    change, review_at, task = state_in_log(register, number)
    assert change < review_at < task
    assert [(one.number, one.line) for one in tasks(register)] == [(number, 1)]
    assert messages(register, number, "late") == ["late"]


def changed_and_undone(register: Register, number: str) -> None:
    with register.ledger.writing() as tx:
        row = dict(tx.kept_purchase_lines(["PO-1007"])[0], expected_on=LATE.isoformat())
        cause = tx.append("purchase_lines_put", {"lines": [row]}, person="owner")
        review(tx, [LAMP], today=date(2026, 11, 24), person=OWNER, cause=cause)
        assert [task.number for task in tx.tasks_of(number) if task.kind == "promise"] == [number]
        assert [one.event for one in tx.news_of(number) if one.event == "late"] == ["late"]
        raise KeyError("the power goes")


@pytest.mark.parametrize("seed", range(6))
def test_the_radar_lists_exactly_what_two_full_looks_differ_by(
    register: Register, clock: FixedClock, seed: int
) -> None:
    """First 7, R17: purchase changes, short deliveries, count differences; a promise gives one task and one message."""
    random = Random(seed)
    kinds = ["redate", "short", "count"] if seed % 2 else ["redate", "count"]
    today = clock.now().date()
    open_orders: dict[str, tuple[str, int]] = {}
    for nth in range(8):
        number, sku, units = f"PO-{2000 + nth}", random.choice([LAMP, SHADE, TABLE]), random.randint(2, 9)
        put_supply(register, sku, units, today + timedelta(days=random.randint(1, 40)), number=number)
        open_orders[number] = (sku, units)
    for _ in range(18):
        order_later(register, random.choice([LAMP, SHADE, TABLE]), random.randint(1, 4), random.choice([ADA, BEN]))
    listed: set[tuple[str, int]] = set()
    for _ in range(6):
        before = whole_view(register, today)
        kind = random.choice(kinds)
        number = random.choice(sorted(open_orders))
        sku, units = open_orders[number]
        aside = {(line.order, line.line): line.allocated for line in aside_of(register)}
        if kind == "redate":
            register.buying.redate(number, today + timedelta(days=random.randint(1, 70)))
        elif kind == "short":
            register.receive([Arrival(sku, random.randint(1, units), number)])
            open_orders.pop(number)
        else:
            register.import_rows("stock", [stock_row(1, sku, random.randint(0, 3))])
        after = whole_view(register, today)
        lost = {
            (line.order, line.line)
            for line in aside_of(register)
            if line.allocated < aside.get((line.order, line.line), 0)
        }
        expected = broken_now(after) - broken_now(before)
        found = {(one.order, one.line) for one in broken(register)}
        if "short" not in kinds:
            assert expected - lost <= found | listed
            assert found - listed <= expected | lost
        else:
            # What a delivery teaches of its supplier moves the days of other goods too; the daily look finds those.
            assert {key for key in expected if kind != "short" or after.lines[key][0] == sku} <= found | listed
            assert found - listed <= broken_now(after) | lost
        listed |= found
        names = [(one.number, one.line) for one in tasks(register)]
        assert len(names) == len(set(names))
    ids = [one.id for number in {number for number, _ in listed} for one in register.news.list(number=number)]
    assert len(ids) == len(set(ids))


def aside_of(register: Register) -> Sequence[Any]:
    with register.ledger.reading() as records:
        return [line for sku in (LAMP, SHADE, TABLE) for line in records.open_lines(sku)]


def test_a_short_delivery_is_on_the_radar_with_the_document_it_came_by(register: Register) -> None:
    first, second = order_later(register, LAMP, 6).number, order_later(register, LAMP, 6, BEN).number
    register.buying.redate("PO-1007", date(2026, 12, 1))
    received = register.receive([Arrival(LAMP, 7, "PO-1007")])
    register.buying.cancel("PO-1007", why="out of production")
    found = {row.slip.kind: [line.order for line in row.lines] for row in register.radar.slips()}
    assert received.broken == () or "short_delivery" in found
    assert [order for orders in found.values() for order in orders] == [second]
    assert first not in str(found)


def test_r18_complaint_17_goods_counted_short_below_what_is_put_aside_list_whose_they_were(register: Register) -> None:
    """A count below what is put aside: the last in the queue loses, waits again, and is a broken promise."""
    put_stock(register, {(LAMP, "S01"): 0})
    first, second = order_later(register, LAMP, 5).number, order_later(register, LAMP, 5, BEN).number
    register.receive([Arrival(LAMP, 12, "PO-1007")])
    register.import_rows("stock", [stock_row(1, LAMP, 7)])
    (row,) = [row for row in register.radar.slips() if row.slip.kind == "count"]
    assert [(line.order, line.waiting) for line in row.lines] == [(second, 3)]
    assert register.order(first) is not None
    assert messages(register, second, "late") == ["late"]
    with register.ledger.reading() as records:
        assert records.stock_here(LAMP).free == 0


# --- before it happens ---------------------------------------------------------------------------------------------
def test_r117_an_order_nobody_confirmed_is_at_risk_before_its_day_is_over(
    register: Register, clock: FixedClock
) -> None:
    put_supply(register, SHADE, 4, date(2026, 12, 20), number="PO-77", confirmed=False)
    number = order_later(register, SHADE, 3).number
    (one,) = [one for one in register.radar.lapsed() if one.number == "PO-77"]
    assert (one.confirmed, one.units) == (False, 4)
    assert [(line.order, line.units) for line in one.at_risk] == [(number, 1)]
    register.buying.confirm("PO-77")
    assert [one.number for one in register.radar.lapsed()] == []
    clock.pass_time(timedelta(days=28))
    assert [(one.number, one.days) for one in register.radar.lapsed() if one.number == "PO-77"] == [("PO-77", 2)]


def test_r43_r109_more_promised_than_secured_is_said_before_it_hits_an_order(register: Register) -> None:
    order_later(register, LAMP, 12)
    assert [one.sku for one in register.radar.unsecured() if one.short] == []
    order_later(register, LAMP, 3, BEN)
    assert [(one.sku, one.waiting, one.secured, one.short) for one in register.radar.unsecured()] == [(LAMP, 15, 12, 3)]


# --- doing ---------------------------------------------------------------------------------------------------------
def test_one_key_carries_out_and_tells_everybody(register: Register) -> None:
    """Lists at once, with remedies and one key to carry out and tell all."""
    first = order_later(register, LAMP, 3).number
    second = order_later(register, LAMP, 3, BEN).number
    register.buying.redate("PO-1007", LATE)
    found = broken(register)
    with nothing_changes(register):
        seen = register.radar.carry_out(choices_for(found, "wait"), dry_run=True, person=MANAGER)
    done = register.radar.carry_out(choices_for(found, "wait"), person=MANAGER)
    assert [(one.order, one.news) for one in done.done] == [(one.order, one.news) for one in seen.done]
    assert done.told == 2
    assert {one.order for one in done.done} == {first, second}
    assert broken(register) == []
    assert {(one.number, one.outcome, one.closed_by) for one in tasks(register, state="closed")} == {
        (first, "wait", MANAGER.id), (second, "wait", MANAGER.id),
    }  # fmt: skip
    for number in (first, second):
        assert messages(register, number, "late") == ["late"]
        assert [step.person for step in register.waiting.steps(number) if step.kind == "remedy"] == [MANAGER.id]
    register.news.run()
    assert messages(register, first, "late") == ["late"]
    assert tasks(register) == []


def test_goods_of_another_store_mend_the_promise_and_the_message_is_not_sent(register: Register) -> None:
    """R81: transfer from the radar in one step; who keeps their day is told nothing."""
    put_stock(register, {(TABLE, "S02"): 9})
    with register.ledger.reading() as records:
        here = records.stock_here(TABLE).available
    put_supply(register, TABLE, 5, date(2026, 11, 27), number="PO-88")
    number = order_later(register, TABLE, here + 2).number
    register.buying.redate("PO-88", LATE)
    (one,) = [one for one in broken(register) if one.order == number]
    assert [remedy.kind for remedy in one.remedies[:2]] == ["part_now", "other_store"]
    assert one.remedies[1].keeps
    done = register.radar.carry_out([Choice(number, one.line, "other_store")], person=MANAGER)
    assert done.skipped == ()
    (task,) = tasks(register, "ask")
    assert "High Street" in task.why
    supplies = register.supplies(TABLE)
    assert [supply.supplier for supply in supplies if supply.supplier.startswith("STORE-")] == ["STORE-S02"]
    assert [task.outcome for task in tasks(register, state="closed")] == ["other_store"]
    (line,) = [line for line in open_lines(register, TABLE) if line.order == number]
    assert line.told_latest is not None
    assert line.now_latest is not None
    assert line.now_latest <= line.told_latest
    assert [(one.event, one.state, one.why) for one in register.news.list(number=number)] == [
        ("late", "skipped", "mended before it was sent")
    ]


def test_what_needs_the_customer_is_not_done_without_them(register: Register) -> None:
    number = slip_lamps(register)
    done = register.radar.carry_out([Choice(number, 1, "cancel")], person=MANAGER)
    assert [(one.order, one.why) for one in done.skipped] == [(number, "the customer has to agree first")]
    done = register.radar.carry_out([Choice(number, 1, "cancel", agreed="phone")], person=MANAGER)
    assert [one.remedy.kind for one in done.done] == ["cancel"]
    found = register.order(number)
    assert found is not None
    assert (found.state, found.order_deposit) == ("cancelled", 0)
    assert books(register, "order_deposits", number) == 0
    assert broken(register) == []


def test_whoever_cannot_be_helped_is_left_out_with_the_reason_and_the_rest_is_done(register: Register) -> None:
    first, second = order_later(register, LAMP, 3).number, order_later(register, LAMP, 3, BEN).number
    register.buying.redate("PO-1007", LATE)
    stale = {first: 99}
    done = register.radar.carry_out(
        [Choice(first, 1, "wait"), Choice(second, 1, "wait"), Choice("S01-R2-A000099", 1, "wait"),
         Choice(second, 1, "part_now")], versions=stale, person=MANAGER,
    )  # fmt: skip
    assert [one.order for one in done.done] == [second]
    assert {one.why for one in done.skipped} == {
        "was changed since it was looked at", "no broken promise of it is open",
        "part now cannot help it now",
    } or len(done.skipped) == 3  # fmt: skip
    with nothing_changes(register):
        with pytest.raises(errors.NotAllowed):
            register.radar.carry_out([Choice(first, 1, "wait")], person=CASHIER)
        with pytest.raises(errors.BadSetting):
            register.radar.carry_out([Choice(first, 1, "hope")], person=MANAGER)
        with pytest.raises(errors.BadSetting):
            register.radar.carry_out([Choice(first, 1, "cancel", agreed="dream")], person=MANAGER)


def test_asking_the_supplier_to_hurry_is_one_task_however_many_wait(register: Register) -> None:
    """R50: the supplier's telephone is in the sentence."""
    order_later(register, LAMP, 3)
    order_later(register, LAMP, 3, BEN)
    register.buying.redate("PO-1007", LATE)
    register.radar.carry_out(choices_for(broken(register), "expedite"), person=MANAGER)
    (task,) = asks(register)
    assert "PO-1007" in task.why
    assert "orders@lumen.example" in task.why


# --- the customer's answer -------------------------------------------------------------------------------------------
def test_r118_the_customer_waits_and_the_new_day_counts_from_then_on(register: Register, clock: FixedClock) -> None:
    """R118: choice with person, time and how; the calls about it are over, and the day agreed to is the told day."""
    number = slip_lamps(register)
    (one,) = broken(register)
    answered = register.radar.answer(number, "wait", "phone", person=CASHIER, note="no hurry")
    assert [told.latest_on for told in answered.told] == [one.now_latest]
    (step,) = [step for step in register.waiting.steps(number) if step.kind == "choice"]
    assert (step.person, step.details["how"], step.details["choice"], step.reason) == (
        CASHIER.id, "phone", "wait", "no hurry",
    )  # fmt: skip
    assert broken(register) == []
    register.news.run()
    assert tasks(register) == []
    clock.pass_time(timedelta(days=40))
    register.promises.review()
    (again,) = broken(register)
    assert again.told_latest == one.now_latest
    assert again.needs_word


def test_r118_r147_who_does_not_want_to_wait_gets_everything_back_without_a_fee(register: Register) -> None:
    waiting_rules(register, fee_percent=20)
    number = slip_lamps(register)
    answered = register.radar.answer(number, "cancel", "counter", person=CASHIER)
    assert answered.cancelled is not None
    assert answered.cancelled.done.fee_why == "late"
    assert answered.cancelled.done.fee.minor == 0
    assert answered.order.order_deposit == 0
    assert broken(register) == []


def test_r118_another_product_is_taken_instead(register: Register) -> None:
    number = slip_lamps(register)
    put_stock(register, {("LMP-0014", "S01"): 5})
    answered = register.radar.answer(number, "change", "counter", product="LMP-0014", person=CASHIER)
    assert answered.changed is not None
    assert [line.sku for line in answered.order.lines if line.open] == ["LMP-0014"]
    assert broken(register) == []


def test_an_answer_that_says_nothing_is_refused(register: Register) -> None:
    number = slip_lamps(register)
    with nothing_changes(register):
        for choice, how in (("hope", "phone"), ("wait", "dream"), ("change", "phone")):
            with pytest.raises(errors.BadSetting):
                register.radar.answer(number, choice, how)
        with pytest.raises(errors.UnknownCode):
            register.radar.answer("S01-R2-A000099", "wait", "phone")


# --- credits ---------------------------------------------------------------------------------------------------------
CREDITS = {"credit_percent": 10, "credit_after_days": 1, "credit_budget": 5000, "credit_approve_above": 1000}


def test_r18_a_long_delay_earns_a_credit_by_rule_within_the_budget(register: Register) -> None:
    """R18: days late -> credit; above the limit a manager agrees, below it the message of the delay offers it."""
    waiting_rules(register, **CREDITS)
    number = slip_lamps(register)
    assert "oucher" not in late_text(register, number)
    done = register.radar.carry_out([Choice(number, 1, "wait")], person=MANAGER)
    assert [(one.credit, one.credit_state) for one in done.done] == [(1350, "approved")]
    (credit,) = register.radar.credits()
    assert (credit.kind, credit.amount, credit.state, credit.decided_by) == ("voucher", 1350, "approved", MANAGER.id)
    given = register.radar.give(credit.id, person=CASHIER)
    assert given.state == "given"
    with pytest.raises(errors.WrongState):
        register.radar.give(credit.id)
    assert register.radar.costs().credits == {"voucher": 1350}


def test_r18_a_small_credit_is_offered_at_once_with_the_news_of_the_delay(register: Register) -> None:
    """R18: before the customer complains; nobody has to do anything for it, and waiting earns no second one."""
    waiting_rules(register, **{**CREDITS, "credit_approve_above": 1350})
    number = slip_lamps(register)
    assert "Voucher 13.50 GBP. " in late_text(register, number)
    assert [(one.amount, one.state) for one in register.radar.credits()] == [(1350, "approved")]
    done = register.radar.carry_out([Choice(number, 1, "wait")], person=MANAGER)
    assert [(one.credit, one.credit_state) for one in done.done] == [(0, "")]
    sent(register)
    register.receive([Arrival(LAMP, 12, "PO-1007")])
    register.collect(number, [CARD], person=CASHIER)
    (credit,) = register.radar.credits("given")
    assert register.jobs.document(f"{credit.id}/voucher") is not None


def late_text(register: Register, number: str) -> str:
    (message,) = [one for one in register.news.list(number=number) if one.event == "late"]
    return message.text


def test_a_credit_beyond_the_budget_is_only_proposed_and_cannot_be_agreed_to(register: Register) -> None:
    waiting_rules(register, **{**CREDITS, "credit_budget": 2000})
    first, second = order_later(register, LAMP, 3).number, order_later(register, LAMP, 3, BEN).number
    register.buying.redate("PO-1007", LATE)
    done = register.radar.carry_out(choices_for(broken(register), "wait"), person=MANAGER)
    assert sorted(one.credit_state for one in done.done) == ["approved", "proposed"]
    (left,) = register.radar.credits("proposed")
    with pytest.raises(errors.BeyondBudget, match=r"6\.50"):
        register.radar.approve(left.id, person=MANAGER)
    with pytest.raises(errors.NotAllowed):
        register.radar.approve(left.id, person=CASHIER)
    with pytest.raises(errors.BadText):
        register.radar.refuse(left.id, " ", person=MANAGER)
    assert register.radar.refuse(left.id, "told in person", person=MANAGER).state == "refused"
    assert {first, second} == {one.number for one in register.radar.credits()}


@pytest.mark.parametrize("seed", range(4))
def test_the_months_budget_is_never_exceeded(register: Register, clock: FixedClock, seed: int) -> None:
    random = Random(seed)
    budget = random.randint(500, 6000)
    waiting_rules(register, **{**CREDITS, "credit_budget": budget, "credit_approve_above": random.randint(0, 3000)})
    for _ in range(8):
        order_later(register, LAMP, random.randint(1, 4), random.choice([ADA, BEN]))
    register.buying.redate("PO-1007", LATE)
    spent: dict[str, int] = {}
    for one in broken(register):
        register.radar.carry_out([Choice(one.order, one.line, "wait")], person=MANAGER)
        clock.pass_time(timedelta(days=random.choice([0, 0, 3])))
    for credit in register.radar.credits("proposed"):
        try:
            register.radar.approve(credit.id, person=MANAGER)
        except errors.BeyondBudget:
            continue
    for credit in register.radar.credits():
        if credit.state in ("approved", "given"):
            month = credit.decided_at[:7]
            spent[month] = spent.get(month, 0) + credit.amount
    assert all(total <= budget for total in spent.values())


def test_the_rules_for_credits_begin_at_nothing(register: Register) -> None:
    assert WaitingRules().credit_percent == 0
    number = slip_lamps(register)
    register.radar.carry_out([Choice(number, 1, "wait")], person=MANAGER)
    assert register.radar.credits() == ()


# --- credits at the counter ------------------------------------------------------------------------------------------
def test_a_discount_comes_off_the_balance_when_the_goods_are_handed_over(register: Register) -> None:
    """The double entry sums to zero, the receipt says it, and it is given once."""
    waiting_rules(register, **CREDITS, credit_kind="discount")
    number = slip_lamps(register)
    register.radar.carry_out([Choice(number, 1, "wait")], person=MANAGER)
    register.receive([Arrival(LAMP, 3, "PO-1007")])
    with pytest.raises(errors.BadAmount), nothing_changes(register):
        register.collect(number, [TenderWish("credit")], person=CASHIER)
    done = register.collect(number, [CASH], person=CASHIER)
    found = labels_of(done.receipt)
    assert found["Credit for your patience"] == "13.50"
    assert (done.due_now, found["Cash"]) == (gbp(6750), "54.00")
    assert books(register, "credits") == 1350
    assert sum(all_books(register).values()) == 0
    assert [one.state for one in register.radar.credits()] == ["given"]


def test_a_discount_that_nothing_is_left_to_pay_for_is_printed_as_a_voucher_with_the_goods(register: Register) -> None:
    waiting_rules(register, **CREDITS, credit_kind="discount")
    number = slip_lamps(register)
    register.radar.carry_out([Choice(number, 1, "wait")], person=MANAGER)
    register.waiting.add_deposit(number, [CARD], person=CASHIER)
    register.receive([Arrival(LAMP, 3, "PO-1007")])
    assert register.collect(number, [CARD], person=CASHIER).due_now == gbp(0)
    (credit,) = register.radar.credits("given")
    printed = register.jobs.document(f"{credit.id}/voucher")
    assert printed is not None
    words = [block.text for block in printed.blocks if isinstance(block, Text)]
    assert "13.50 GBP" in words
    assert any(number in text for text in words)
    assert f"{credit.id}/voucher" in [job.number for job in register.jobs.all()]


def test_r152_agreeing_to_a_long_wait_is_rewarded_on_the_ticket_within_the_budget(register: Register) -> None:
    """R152: by rule, as a voucher that comes with the goods; nothing that somebody would have to agree to first,
    nothing beyond the budget."""
    waiting_rules(
        register, incentive_percent=10, incentive_after_days=3, credit_budget=2000, credit_approve_above=1500
    )  # fmt: skip
    first = sell(
        register, LineWish(LAMP, 3, take="backorder"), customer=CustomerWish(id=ADA), tenders=(CARD,), person=CASHIER
    )
    assert labels_of(first.receipt)["Voucher"] == "13.50 GBP"
    second = sell(
        register, LineWish(LAMP, 3, take="backorder"), customer=CustomerWish(id=BEN), tenders=(CARD,), person=CASHIER
    )
    assert "Voucher" not in labels_of(second.receipt)
    assert [(one.number, one.amount, one.state, one.cause) for one in register.radar.credits()] == [
        (first.number, 1350, "approved", "incentive")
    ]
    assert register.radar.costs().spent == 1350


def test_r48_a_month_says_what_lateness_cost_order_by_order(register: Register, clock: FixedClock) -> None:
    """R48: express fee, contacts and credits of each order, counted from the log, and the month is their sum."""
    waiting_rules(register, **{**CREDITS, "credit_approve_above": 0})
    called = CustomerWish(name="Cara Lind", phone="020 7946 0555", tell_by="call", consent=True)
    cara = sell(register, LineWish(LAMP, 2, take="backorder"), customer=called, tenders=(CARD,)).number
    ada = order_later(register, LAMP, 3).number
    ben = order_later(register, LAMP, 1, BEN).number
    register.buying.redate("PO-1007", LATE, why="said on the phone")
    assert register.radar.costs().orders == ()  # what is only queued has cost nobody anything
    (call,) = tasks(register, "call")
    again = register.news.close_task(call.id, "not_reached", person=CASHIER)
    assert again is not None
    register.news.close_task(again.id, "reached", person=CASHIER)
    sent(register)
    register.radar.carry_out([Choice(ada, 1, "wait", cost=700), Choice(cara, 1, "expedite", cost=250)], person=MANAGER)
    found = register.radar.costs("2026-11")
    assert [(one.number, one.credits, one.paid, one.messages, one.calls) for one in found.orders] == [
        (ada, 1350, 700, 1, 0), (cara, 0, 250, 0, 2), (ben, 0, 0, 1, 0),
    ]  # fmt: skip
    assert [one.customer_name for one in found.orders] == ["Ada Osei", "Cara Lind", "Ben Moreau"]
    assert (found.credits, found.paid, found.remedies) == ({"voucher": 1350}, 950, {"wait": 1, "expedite": 1})
    assert (found.spent, found.messages, found.calls) == (1350, 2, 2)
    assert register.radar.costs("2026-12").orders == ()
    with pytest.raises(errors.BadDate):
        register.radar.costs("soon")


def test_complaint_20_one_late_order_is_told_of_once_however_often_the_radar_is_asked(register: Register) -> None:
    """Nobody is told twice of one event: the slip, the radar's key, the daily round and the daily look."""
    number = slip_lamps(register)
    register.news.run()
    register.radar.carry_out([Choice(number, 1, "wait")], person=MANAGER)
    register.promises.review()
    register.news.run()
    assert messages(register, number, "late", "date_moved") == ["late"]
    assert len(tasks(register, state="open")) + len(tasks(register, state="closed")) == 1


def test_another_supplier_is_asked_by_their_own_record(register: Register) -> None:
    """R50: whoever delivered this product before is offered, with the day that their record gives."""
    register.import_rows("suppliers", [supplier_row(1, "ACME", lead_time_days=2, lane="local")])
    rows = [delivery_row(1, date(2026, 11, 9), sku=LAMP, quantity=4, received=4)]
    register.import_rows("deliveries", [replace(row, supplier="ACME") for row in rows])
    number = slip_lamps(register)
    (one,) = broken(register)
    found = [remedy for remedy in one.remedies if remedy.kind == "other_supplier"]
    assert [remedy.of for remedy in found] == ["ACME"]
    done = register.radar.carry_out([Choice(number, 1, "other_supplier:ACME")], person=MANAGER)
    assert done.skipped == ()
    assert "ACME" in {supply.supplier for supply in register.supplies(LAMP)}


# --- the whole of it -------------------------------------------------------------------------------------------------
def test_the_story_of_an_order_has_its_remedies_and_what_was_chosen_in_words(register: Register) -> None:
    number = slip_lamps(register)
    (one,) = register.board.story(number).broken
    assert [remedy.kind for remedy in one.remedies][-2:] == ["wait", "cancel"]
    register.radar.carry_out([Choice(number, 1, "wait", cost=250)], person=MANAGER)
    register.radar.answer(number, "wait", "phone", person=CASHIER)
    story = register.board.story(number)
    assert story.broken == []
    words = [told.words for told in story.steps]
    assert any("wait chosen for 3, cost £2.50" in text for text in words)
    assert any("they wait, said by phone" in text for text in words)


def test_two_lines_of_one_order_are_mended_in_one_go_although_the_first_changes_it(register: Register) -> None:
    """The version that was seen holds for what others do, not for our own steps."""
    for sku in (LAMP, SHADE):
        put_supply(register, sku, 5, date(2026, 11, 27), number=f"PO-{sku}")
    sold = sell(
        register, LineWish(LAMP, 3, take="backorder"), LineWish(SHADE, 4, take="backorder"),
        customer=CustomerWish(id=ADA), tenders=(CARD,),
    )  # fmt: skip
    for number in (f"PO-{LAMP}", f"PO-{SHADE}", "PO-1007"):
        register.buying.redate(number, LATE)
    found = broken(register)
    assert sorted(one.line for one in found) == [1, 2]
    done = register.radar.carry_out(
        choices_for(found, "cancel", agreed="counter"), versions={sold.number: found[0].version}, person=MANAGER
    )
    assert sorted(one.line for one in done.done) == [1, 2]
    assert done.skipped == ()
    order = register.order(sold.number)
    assert order is not None
    assert [(line.waiting, line.cancelled) for line in order.lines] == [(0, 3), (0, 2)]
    assert order.state == "ready"


def test_who_cannot_be_written_to_becomes_one_call_and_the_answer_ends_it(register: Register) -> None:
    """R118: by telephone; whoever has neither e-mail nor text is somebody's call."""
    wish = CustomerWish(name="Cara Lind", phone="020 7946 0555", tell_by="call", consent=True)
    sold = sell(register, LineWish(LAMP, 3, take="backorder"), customer=wish, tenders=(CARD,))
    register.buying.redate("PO-1007", LATE)
    (call,) = tasks(register, "call")
    done = register.radar.carry_out([Choice(sold.number, 1, "wait")], person=MANAGER)
    assert [one.news for one in done.done] == ["call"]
    assert [one.id for one in tasks(register, "call")] == [call.id]
    register.radar.answer(sold.number, "wait", "phone", person=CASHIER)
    assert tasks(register, "call") == []
    assert [one.outcome for one in tasks(register, "call", "closed")] == ["reached"]


def test_a_second_delay_is_not_borne_in_silence(register: Register, clock: FixedClock) -> None:
    """Design 8.4: silence counts only for a first delay of at most 30 days."""
    number = slip_lamps(register)
    assert not broken(register)[0].needs_word
    register.radar.answer(number, "wait", "phone")
    clock.pass_time(timedelta(days=40))
    register.news.run()
    (again,) = broken(register)
    assert again.needs_word
    assert register.radar.slips()[0].slip.kind == "time"


def test_without_telling_the_daily_round_tells(register: Register) -> None:
    """Nobody is forgotten because somebody chose to keep silent for now."""
    number = slip_lamps(register)
    done = register.radar.carry_out([Choice(number, 1, "expedite")], tell=False, person=MANAGER)
    assert [one.news for one in done.done] == [""]
    register.news.run()
    assert messages(register, number, "late") == ["late"]
    assert [one.number for one in tasks(register)] == [number]  # to ask is not to have


def test_what_another_store_has_once_is_offered_to_one_line_and_foreseen_for_one(register: Register) -> None:
    """High Street has two lamps: they cannot help two orders for two."""
    first, second = order_later(register, LAMP, 2).number, order_later(register, LAMP, 2, BEN).number
    register.buying.redate("PO-1007", LATE, why="said on the phone")
    found = {one.order: one for one in broken(register)}
    offered = {
        number: [remedy.units for remedy in one.remedies if remedy.kind == "other_store" and remedy.of == "S02"]
        for number, one in found.items()
    }
    assert offered == {first: [2], second: []}
    choices = [Choice(number, 1, "other_store:S02") for number in (first, second)]
    with nothing_changes(register):
        seen = register.radar.carry_out(choices, dry_run=True, person=MANAGER)
    done = register.radar.carry_out(choices, person=MANAGER)
    for outcome in (seen, done):
        assert [(one.order, one.remedy.units) for one in outcome.done] == [(first, 2)]
        assert [one.order for one in outcome.skipped] == [second]


def test_each_transfer_is_asked_for_and_nobody_asks_for_one_that_will_not_come(
    register: Register, clock: FixedClock
) -> None:
    """The second from the same store as well, though the first was asked for."""
    number = order_later(register, LAMP, 2).number
    register.buying.cancel("PO-1007", why="gone")
    for _ in range(2):
        done = register.radar.carry_out([Choice(number, 1, "other_store")], person=MANAGER)
        assert done.skipped == ()
        (ask,) = asks(register)
        assert ask.number == number
        (transfer,) = [one for one in register.supplies(LAMP) if one.supplier == "STORE-S02"]
        clock.pass_time(timedelta(hours=1))
        register.buying.cancel(transfer.id, why="sold there")
        assert asks(register) == []
    assert [one.outcome for one in asks(register, "closed")] == ["over", "over"]
