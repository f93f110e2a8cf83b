"""Credits, the month's costs and what is not secured, on the radar of the real window, by keyboard alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos.domain.people import OWNER, Person
from pos.usecases.credit_giving import propose_in
from pos.usecases.outbox import Outbox
from pos.usecases.remedy_acts import Choice
from tests.builders import ADA, BEN
from tests.ui.counter_desk import Desk, desk
from tests.ui.test_radar_view import order, radar, slipped
from ui.views.delay_answer_sheet import DelayAnswerSheet
from ui.views.radar_costs import CostsSheet
from ui.views.radar_order_row import OrderRow
from ui.views.radar_view import RadarView
from ui.widgets import ActionButton, SumRow, TextLabel

__all__ = ["desk"]
Key = Qt.Key
CASHIER = Person("p-1", "Amira", "cashier")


def rules(desk: Desk, **more: Any) -> None:
    shop = desk.register.shop()
    figures = {"credit_percent": 10, "credit_after_days": 1, "credit_budget": 5000, **more}
    desk.register.change_shop(waiting=replace(shop.waiting, **figures))


def credit(desk: Desk, person: Person = CASHIER) -> str:
    """A late order whose credit is proposed by this person; its number."""
    number = order(desk, ADA)
    with desk.register.ledger.writing() as tx:
        found = tx.order(number)
        assert found is not None
        made = propose_in(tx, found, found.lines[0], nth=1, days=9, now=desk.clock.now(), person=person)
    assert made is not None
    return number


def only(desk: Desk, kind: str) -> RadarView:
    view = radar(desk)
    view.filter._segments[kind].click()
    desk.settle(3)
    return view


def state(desk: Desk) -> list[str]:
    return [one.state for one in desk.register.radar.credits()]


def alt(desk: Desk, key: Qt.Key, button: ActionButton) -> None:
    """Alt with a letter, wherever the focus is, which presses this button."""
    here = desk.window.focusWidget()
    assert here is not None
    with desk.qtbot.waitSignal(button.clicked):
        QTest.keyClick(here, key, Qt.KeyboardModifier.AltModifier)
    desk.settle(3)


def words_on(view: RadarView | CostsSheet) -> str:
    return "\n".join(label.text() for label in view.findChildren(TextLabel) if label.isVisible())


def test_a_credit_to_decide_says_how_much_why_and_what_is_left_of_the_budget(desk: Desk) -> None:
    rules(desk)
    number = credit(desk)
    view = only(desk, "credits")
    assert view.credit is not None
    assert "Ada Osei" in view.credit.accessibleName()
    assert "voucher" in words_on(view)
    assert "Late: 9 days" in words_on(view)
    assert any(row.accessibleName().startswith("Left of this month's budget") for row in view.findChildren(SumRow))
    assert desk.register.radar.credits()[0].number == number


def test_one_key_agrees_to_a_credit_and_the_next_gives_it(desk: Desk) -> None:
    rules(desk)
    credit(desk)
    view = only(desk, "credits")
    desk.press(Key.Key_F12)
    desk.settle(3)
    assert state(desk) == ["approved"]
    assert "agreed" in view._foot_text.text()
    desk.press(Key.Key_F12)
    desk.settle(3)
    assert state(desk) == ["given"]
    assert view.model.rowCount() == 0
    assert desk.register.radar.costs().spent == desk.register.radar.credits()[0].amount


def test_a_credit_is_refused_only_with_a_reason_which_is_kept(desk: Desk) -> None:
    rules(desk)
    credit(desk)
    view = only(desk, "credits")
    alt(desk, Key.Key_R, view.refusing)
    assert "Say why" in words_on(view)
    assert state(desk) == ["proposed"]
    desk.write("was told at once")
    alt(desk, Key.Key_R, view.refusing)
    desk.settle(3)
    (kept,) = desk.register.radar.credits()
    assert kept.state == "refused"
    assert "was told at once" in kept.why
    assert kept.decided_by == desk.window.basket.person.id


def test_a_credit_beyond_the_budget_stays_and_the_sentence_says_what_is_left(desk: Desk) -> None:
    rules(desk, credit_budget=1)
    credit(desk)
    view = only(desk, "credits")
    desk.press(Key.Key_F12)
    desk.settle(3)
    assert state(desk) == ["proposed"]
    assert "budget for credits is left" in words_on(view)
    assert view.main.isEnabled()


def test_a_row_that_is_no_credit_has_the_usual_act_again(desk: Desk) -> None:
    rules(desk)
    slipped(desk)
    credit(desk)
    view = only(desk, "credits")
    assert view.refusing.isVisible()
    view.filter._segments["broken"].click()
    desk.settle(3)
    assert not view.refusing.isVisible()
    assert view.lines
    assert view.main.isEnabled()
    assert view.chosen_now() is not None


def test_r48_the_months_costs_open_from_the_radar_with_each_credit_and_its_order(desk: Desk) -> None:
    rules(desk)
    number = credit(desk, OWNER)
    slipped(desk)
    wait = [Choice(line.order, line.line, "wait") for row in desk.register.radar.slips() for line in row.lines]
    desk.register.radar.carry_out(wait)
    alt(desk, Key.Key_C, radar(desk).costs)
    sheet = desk.expect(CostsSheet)
    costs = desk.register.radar.costs()
    sums = [row.value() for row in sheet.findChildren(SumRow)]
    assert any(f"{costs.spent / 100:.2f}" in value for value in sums)
    rows = {row.accessibleName().partition(",")[0]: row for row in sheet.findChildren(OrderRow)}
    assert len(rows) == len([one for one in desk.register.radar.credits() if one.state == "approved"])
    assert "Waits longer" in words_on(sheet)
    opened: list[str] = []
    sheet.order_opened.connect(opened.append)
    next(row for key, row in rows.items() if number.endswith(key)).button.click()
    assert opened == [number]


def test_r48_the_months_costs_stand_order_by_order_with_their_contacts(desk: Desk) -> None:
    """R48: what was paid, credited and how often somebody was called, each with the order that it was for."""
    rules(desk)
    first, second = slipped(desk)
    desk.register.radar.carry_out([Choice(first, 1, "wait", cost=700)])
    with desk.register.ledger.writing() as tx:
        unheard = [one.id for one in tx.news_of(second) if one.event == "late"]
        box = Outbox(tx, OWNER, date(2026, 11, 24))
        box.task("call", unheard[0], number=second, why="Not delivered.", customer=BEN)
        box.flush()
    desk.register.news.close_task(f"call:{unheard[0]}", "reached")
    alt(desk, Key.Key_C, radar(desk).costs)
    sheet = desk.expect(CostsSheet)
    rows = {row.accessibleName() for row in sheet.findChildren(OrderRow) if "call" in row.accessibleName()}
    assert len(rows) == 1
    assert "Ben Moreau: 1 call." in rows.pop()
    assert "Ada Osei: credits £9.00, paid £7.00." in words_on(sheet)
    sums = {row.accessibleName() for row in sheet.findChildren(SumRow)}
    assert any(name.startswith("Calls about their days") and name.endswith("1") for name in sums)


def test_an_answer_says_what_it_earns_before_it_is_kept_and_after(desk: Desk) -> None:
    rules(desk)
    slipped(desk)
    view = radar(desk)
    view.lines[0].answer.click()
    sheet = desk.expect(DelayAnswerSheet)
    assert "a credit of £9.00 by the shop's rule" in sheet.means.text()
    sheet.choice.field.choose("cancel")
    assert "credit" not in sheet.means.text()
    sheet.choice.field.choose("wait")
    desk.press(Key.Key_F12)
    desk.settle(4)
    desk.expect(RadarView)
    assert "£9.00 voucher for the delay." in desk.toast
    assert state(desk) == ["approved"]


def test_the_month_before_is_empty_and_escape_leads_back_to_the_radar(desk: Desk) -> None:
    rules(desk)
    credit(desk, OWNER)
    alt(desk, Key.Key_C, radar(desk).costs)
    sheet = desk.expect(CostsSheet)
    assert not sheet.after.isEnabled()
    alt(desk, Key.Key_M, sheet.before)
    desk.settle(3)
    assert not sheet.findChildren(OrderRow) or not any(row.isVisible() for row in sheet.findChildren(OrderRow))
    assert sheet.after.isEnabled()
    desk.press(Key.Key_Escape)
    desk.settle(3)
    desk.expect(RadarView)


def test_r43_r109_what_is_promised_and_not_secured_opens_the_orders_that_wait(desk: Desk) -> None:
    order(desk, ADA, 12)
    number = order(desk, BEN, 4)
    (short,) = [one for one in desk.register.radar.unsecured() if one.short]
    view = only(desk, "short")
    assert view.key() == f"short:{short.sku}"
    assert f"{short.short} not secured" in view.detail.accessibleName()
    rows = [row for row in view.findChildren(OrderRow) if row.isVisible()]
    assert [row.accessibleName().partition(",")[0] for row in rows][-1] == number.rpartition("-")[2]
    opened: list[str] = []
    view.order_opened.connect(opened.append)
    rows[-1].button.click()
    assert opened == [number]
