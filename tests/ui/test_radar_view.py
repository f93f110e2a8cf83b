"""The slip radar on the real window: what broke promises, a remedy for each, one key to carry out and tell all."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from pos.domain.people import Person
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish
from tests.builders import ADA, BEN, LAMP
from tests.ui.counter_desk import Desk, desk
from ui.keys import ACTS
from ui.views.command_palette import OFFERED
from ui.views.delay_answer_sheet import DelayAnswerSheet
from ui.views.radar_sheet import RadarSheet
from ui.views.radar_view import RadarView
from ui.widgets import TextLabel

__all__ = ["desk"]
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
LATER = date(2027, 1, 20)
CASHIER = Person("p-1", "Amira", "cashier")


def order(desk: Desk, who: str, units: int = 2) -> str:
    lines = (LineWish(LAMP, units, take="backorder"),)
    return desk.register.sell(Checkout(lines, (TenderWish("card"),), CustomerWish(id=who))).number


def slipped(desk: Desk) -> tuple[str, str]:
    """Two customers wait for lamps, and the lamps come later."""
    numbers = order(desk, ADA), order(desk, BEN, 1)
    desk.register.buying.redate("PO-1007", LATER)
    return numbers


def radar(desk: Desk) -> RadarView:
    desk.press(Key.Key_R, CTRL)
    desk.settle(3)
    return desk.expect(RadarView)


def words_on(sheet: RadarSheet) -> str:
    return "\n".join(label.text() for label in sheet.findChildren(TextLabel))


def choose(view: RadarView, remedy: str) -> None:
    for line in view.lines:
        at = line.remedy.findData(remedy)
        assert at >= 0, remedy
        line.remedy.setCurrentIndex(at)


def test_menu_palette_and_help_know_the_radar() -> None:
    act = next(act for act in ACTS if act.name == "radar")
    assert act.in_menu
    assert act in OFFERED


def test_nothing_is_broken_and_the_radar_says_so(desk: Desk) -> None:
    view = radar(desk)
    view.filter.set_key("broken")
    assert not view.main.isEnabled()
    assert not view.lines


def test_a_cashier_is_told_whose_it_is(desk: Desk) -> None:
    desk.window.basket.person = CASHIER
    desk.press(Key.Key_R, CTRL)
    assert not desk.has_sheet()
    assert "managers" in desk.toast


def test_r118_a_slip_lists_each_broken_promise_with_both_days_and_the_best_remedy(desk: Desk) -> None:
    first, second = slipped(desk)
    view = radar(desk)
    assert {line.broken.order for line in view.lines} == {first, second}
    line = view.lines[0]
    assert " late, Told" in line.accessibleName()
    assert line.chosen() is not None
    assert line.sentence.text()
    assert "2027-" not in line.sentence.text()  # a day as people say it


def test_two_presses_of_f12_carry_out_for_all_and_close_their_tasks(desk: Desk) -> None:
    slipped(desk)
    view = radar(desk)
    choose(view, "wait")
    desk.press(Key.Key_F12)
    desk.settle(3)
    sheet = desk.expect(RadarSheet)
    assert "2 are helped" in words_on(sheet)
    assert "Ada Osei" in words_on(sheet)
    desk.press(Key.Key_F12)
    desk.settle(4)
    desk.expect(RadarView)
    assert "2 promises mended" in desk.toast
    assert desk.register.radar.slips() == ()


def test_the_orders_of_one_customer_are_told_apart_before_anything_is_carried_out(desk: Desk) -> None:
    """Somebody with several late orders stands there as often, each time with the order; so does who is left out."""
    numbers = [order(desk, ADA, 1) for _ in range(3)]
    desk.register.buying.redate("PO-1007", LATER)
    view = radar(desk)
    choose(view, "wait")
    desk.register.radar.answer(numbers[0], "wait", "phone")
    desk.press(Key.Key_F12)
    desk.settle(3)
    words = words_on(desk.expect(RadarSheet)).splitlines()
    first, *others = (number.rpartition("-")[2] for number in numbers)
    assert sorted(line.partition(":")[0] for line in words if line.startswith("Ada Osei")) == [
        f"Ada Osei, {number}" for number in others
    ]
    assert [line for line in words if line.startswith(f"{first}: ")]


def test_a_remedy_that_needs_the_customers_word_is_left_out_without_it(desk: Desk) -> None:
    slipped(desk)
    view = radar(desk)
    choose(view, "cancel")
    view.lines[1].agreed.field._segments["phone"].click()
    desk.press(Key.Key_F12)
    desk.settle(3)
    sheet = desk.expect(RadarSheet)
    assert "Left out: 1" in words_on(sheet)
    assert "agree first" in words_on(sheet)


def test_a_line_left_for_now_stays_on_the_radar(desk: Desk) -> None:
    slipped(desk)
    view = radar(desk)
    view.lines[0].remedy.setCurrentIndex(view.lines[0].remedy.findData(""))
    chosen = view.chosen_now()
    assert chosen is not None
    assert [one.order for one in chosen.choices] == [view.lines[1].broken.order]


def test_what_was_changed_meanwhile_is_left_out_and_said(desk: Desk) -> None:
    first, _ = slipped(desk)
    view = radar(desk)
    choose(view, "wait")
    desk.register.radar.answer(first, "wait", "phone")
    desk.press(Key.Key_F12)
    desk.settle(3)
    assert "Left out: 1" in words_on(desk.expect(RadarSheet))


def test_the_customers_answer_is_kept_with_who_heard_it(desk: Desk) -> None:
    slipped(desk)
    view = radar(desk)
    number = view.lines[0].broken.order
    view.lines[0].answer.click()
    sheet = desk.expect(DelayAnswerSheet)
    desk.press(Key.Key_F12)
    desk.settle(4)
    del sheet
    view = desk.expect(RadarView)
    assert number not in {line.broken.order for line in view.lines}
    steps = desk.register.board.story(number).steps
    assert any(told.step.kind == "choice" for told in steps)


def test_cancelling_from_the_radar_gives_all_money_back(desk: Desk) -> None:
    slipped(desk)
    view = radar(desk)
    number = view.lines[0].broken.order
    view.lines[0].answer.click()
    desk.expect(DelayAnswerSheet)
    desk.press(Key.Key_Right)
    desk.press(Key.Key_Right)
    desk.press(Key.Key_F12)
    desk.settle(4)
    desk.expect(DelayAnswerSheet)  # what hands have to do now is read first
    desk.press(Key.Key_F12)
    desk.settle(4)
    desk.expect(RadarView)
    order = desk.register.order(number)
    assert order is not None
    assert order.order_deposit == 0
    assert order.state == "cancelled"


def test_escape_leads_back_to_the_chosen_row_and_then_to_the_counter(desk: Desk) -> None:
    slipped(desk)
    view = radar(desk)
    key = view.key()
    desk.press(Key.Key_F12)
    desk.settle(2)
    desk.press(Key.Key_Escape)
    desk.settle(3)
    assert desk.expect(RadarView).key() == key
    desk.press(Key.Key_Escape)
    assert not desk.has_sheet()


def test_asking_to_hurry_mends_nothing_yet_and_says_who_has_to_be_asked(desk: Desk) -> None:
    slipped(desk)
    view = radar(desk)
    for line in view.lines:
        keys = [str(line.remedy.itemData(at)) for at in range(line.remedy.count())]
        line.remedy.setCurrentIndex(next(at for at, key in enumerate(keys) if key.startswith("expedite")))
    desk.press(Key.Key_F12)
    desk.settle(3)
    desk.expect(RadarSheet)
    desk.press(Key.Key_F12)
    desk.settle(4)
    desk.expect(RadarView)
    assert "mended" not in desk.toast
    assert "2 have to be asked for first: they stand under Calls and tasks." in desk.toast
