"""The manager's board on the real window: late first, counters that filter, ticks, acts on many with a preview."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Literal

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pos.domain.people import Person
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish
from pos.usecases.receiving import Arrival
from tests.builders import ADA, BEN, LAMP, SHADE, TABLE, put_stock
from tests.ui.counter_desk import Desk, desk
from ui.keys import ACTS
from ui.theme import Look, apply_look, base_font, text_px
from ui.views.board_acts_sheet import BoardActSheet
from ui.views.board_table import BoardTable
from ui.views.board_view import BoardView
from ui.views.board_words import DEPOSIT, LATE, ORDER, PROMISED, QUANTITY, STATE, TOLD
from ui.views.command_palette import OFFERED
from ui.views.orders_view import OrdersView
from ui.widgets import TextLabel

__all__ = ["desk"]
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
CASHIER = Person("p-1", "Amira", "cashier")


def order(desk: Desk, sku: str, units: int, who: str = ADA) -> str:
    """Somebody orders, and waits."""
    lines = (LineWish(sku, units, take="backorder"),)
    return desk.register.sell(Checkout(lines, (TenderWish("card"),), CustomerWish(id=who))).number


def slip(desk: Desk, day: date) -> None:
    """The lamps' supplier names a later day."""
    desk.register.buying.redate("PO-1007", day)


def board(desk: Desk) -> BoardView:
    desk.press(Key.Key_B, CTRL)
    desk.settle(3)
    return desk.expect(BoardView)


def orders(view: BoardView) -> list[str]:
    return [line.order for line in view.model.shown()]


def words_in(part: QWidget) -> str:
    return "\n".join(label.text() for label in part.findChildren(TextLabel))


def test_menu_palette_and_help_know_the_board() -> None:
    act = next(act for act in ACTS if act.name == "board")
    assert act.in_menu
    assert act in OFFERED


def test_nobody_waits_and_the_board_says_so(desk: Desk) -> None:
    view = board(desk)
    assert view.list.nothing.isVisible()
    assert "Nobody is waiting" in view.list.nothing.accessibleName()
    assert not view.main.isEnabled()


def test_a_cashier_is_told_where_to_find_single_orders(desk: Desk) -> None:
    desk.window.basket.person = CASHIER
    desk.press(Key.Key_B, CTRL)
    assert not desk.has_sheet()
    assert "F5" in desk.toast


def test_late_stands_first_and_each_counter_opens_its_rows(desk: Desk) -> None:
    table = order(desk, TABLE, 1, BEN)
    late = order(desk, LAMP, 2)
    slip(desk, date(2027, 1, 20))
    view = board(desk)
    assert orders(view) == [late, table]
    first = view.model.index(0, 0)
    assert view.model.index(0, STATE).data() == "Late expected"
    assert int(view.model.index(0, LATE).data()) > 0
    assert "Ada Osei" in first.data(Qt.ItemDataRole.AccessibleTextRole)
    for name, counter in view.counters.counters.items():
        counter.click()
        desk.settle(3)
        assert counter.accessibleName().endswith(f", {len(orders(view))}"), name
    view.counters.counters["all"].setFocus()
    QTest.keyClick(view.counters.counters["all"], Key.Key_Right)
    desk.settle(3)
    assert (view.counters.key(), orders(view)) == ("late", [late])


def test_each_band_of_days_opens_its_rows_and_a_counter_leads_back(desk: Desk) -> None:
    old = order(desk, LAMP, 1)
    desk.clock.pass_time(timedelta(days=10))
    order(desk, LAMP, 1, BEN)
    view = board(desk)
    words = [view.list.age.itemText(at) for at in range(view.list.age.count())]
    assert words[:3] == ["Any age", "Waiting 0-7 days (1)", "Waiting 8-14 days (1)"]
    view.list.age.setCurrentIndex(2)
    view.list.age.activated.emit(2)
    desk.settle(3)
    assert (orders(view), view.key()) == ([old], "age:8-14")
    view.counters.counters["all"].click()
    desk.settle(3)
    assert len(orders(view)) == 2
    assert view.list.age.currentIndex() == 0


def test_search_narrows_and_grouping_puts_free_stock_beside_demand(desk: Desk) -> None:
    order(desk, LAMP, 3)
    order(desk, LAMP, 2, BEN)
    order(desk, SHADE, 5, BEN)
    view = board(desk)
    desk.press(Key.Key_F2)
    desk.write("ben lin")
    desk.settle()
    assert [line.sku for line in view.model.shown()] == [SHADE]
    view.list.search.clear()
    view.list.grouped.click()
    heads = [str(view.model.index(row, 0).data()) for row in view.model.group_rows()]
    assert any("Brass lamp, tall: 5 wait, 0 free here, 12 on order" in head for head in heads)
    assert view.list.order()
    desk.write("zzz")
    view.list.search.setText("zzz")
    assert "zzz" in view.list.nothing.accessibleName()


def test_ticks_by_space_and_by_touch_stay_with_their_lines(desk: Desk) -> None:
    first, second = order(desk, LAMP, 1), order(desk, LAMP, 2, BEN)
    view = board(desk)
    view.table.setFocus()
    QTest.keyClick(view.table, Key.Key_Space)
    assert [line.order for line in view.list.acted().lines] == [first]
    view.table.clicked.emit(view.model.index(1, 0))
    assert {line.order for line in view.list.acted().lines} == {first, second}
    QTest.keyClick(view.table, Key.Key_A, CTRL)
    assert not view.model.ticked
    QTest.keyClick(view.table, Key.Key_A, CTRL)
    view.ask()
    desk.settle(3)
    assert len(view.model.ticked) == 2
    assert view.buttons.swap.isEnabled()


def test_many_are_told_only_after_it_was_seen_who_hears_what_and_who_is_left_out(desk: Desk) -> None:
    """R: preview, counts and the list of those left out come first; each customer gets one message."""
    late, on_time = order(desk, LAMP, 2), order(desk, TABLE, 1, BEN)
    slip(desk, date(2027, 1, 20))
    view = board(desk)
    view.table.setFocus()
    QTest.keyClick(view.table, Key.Key_A, CTRL)
    desk.press(Key.Key_F12)
    desk.settle(4)
    sheet = desk.expect(BoardActSheet)
    shown = words_in(sheet)
    assert "These hear a new day: 1" in shown
    assert "Ada Osei: was told Thu 3 Dec, hears" in shown
    assert "Ben Moreau, A000002: its goods are put aside" in shown
    assert "News of your order" in shown or late in shown
    assert not sheet.main.isEnabled()
    assert sheet.main.accessibleName() == "Tell one customer"
    desk.write("the ship is late")
    desk.press(Key.Key_F12)
    desk.settle(4)
    (message,) = desk.register.news.list(number=late)
    assert (message.event, message.state) == ("late", "queued")
    assert not [one for one in desk.register.news.tasks() if one.task.kind == "promise"]
    assert not [one for one in desk.register.news.list(number=on_time) if one.event == "date_moved"]
    assert "One customer hears the new day. 1 left out." in desk.toast
    desk.expect(BoardView)


def test_a_place_in_the_queue_shows_whose_promise_breaks_before_it_is_given(desk: Desk) -> None:
    ada, ben = order(desk, LAMP, 12), order(desk, LAMP, 1, BEN)
    view = board(desk)
    view.table.setCurrentIndex(view.model.index(view.model.row_of(ben), 0))
    view.buttons.place.click()
    desk.settle(4)
    sheet = desk.expect(BoardActSheet)
    assert "Ben Moreau: Brass lamp, tall, from place 2 to 1" in words_in(sheet)
    assert "Promises that break by it: 1" in words_in(sheet)
    desk.write("funeral on friday")
    desk.press(Key.Key_F12)
    desk.settle(4)
    places = {line.order: line.place for line in desk.register.board.read().lines}
    assert places == {ben: 1, ada: 2}
    (step,) = [step for step in desk.register.waiting.steps(ben) if step.kind == "moved_in_queue"]
    assert step.reason == "funeral on friday"


def test_goods_put_aside_change_hands_between_two_ticked_lines(desk: Desk) -> None:
    ada, ben = order(desk, LAMP, 1), order(desk, LAMP, 1, BEN)
    desk.register.receive([Arrival(LAMP, 1)])
    view = board(desk)
    view.table.setFocus()
    QTest.keyClick(view.table, Key.Key_A, CTRL)
    view.buttons.swap.click()
    desk.settle(3)
    sheet = desk.expect(BoardActSheet)
    assert "Ada Osei: 1 of 1 put aside, 0 after it" in words_in(sheet)
    desk.write("ben is here now")
    desk.press(Key.Key_F12)
    desk.settle(4)
    if desk.window.sheet is sheet:  # what breaks is seen first
        desk.press(Key.Key_F12)
        desk.settle(3)
    desk.expect(BoardView)
    state = {line.order: line.allocated for line in desk.register.board.read().lines}
    assert state == {ada: 0, ben: 1}


def test_a_swap_of_two_products_is_refused_before_it_is_asked_for(desk: Desk) -> None:
    order(desk, LAMP, 1)
    order(desk, TABLE, 1, BEN)
    view = board(desk)
    view.table.setFocus()
    QTest.keyClick(view.table, Key.Key_A, CTRL)
    view.buttons.swap.click()
    desk.settle(2)
    sheet = desk.expect(BoardActSheet)
    assert "same product" in words_in(sheet)
    desk.write("because")
    assert not sheet.main.isEnabled()
    desk.press(Key.Key_Escape)
    desk.settle(3)
    assert len(desk.expect(BoardView).model.ticked) == 2


def test_enter_opens_the_order_in_the_boards_place_on_a_small_screen_and_escape_leads_back(desk: Desk) -> None:
    number = order(desk, LAMP, 2)
    view = board(desk)
    assert not view.detail.isVisible()
    view.table.setFocus()
    desk.press(Key.Key_Return)
    desk.settle(3)
    assert view.detail.isVisible()
    assert not view.list.isVisible()
    assert number in view.detail.accessibleName()
    assert view.detail.acts.buttons["change"].hasFocus()
    desk.press(Key.Key_Escape)
    assert view.list.isVisible()
    desk.press(Key.Key_Escape)
    assert not desk.has_sheet()


def test_f5_shows_the_chosen_order_among_all_orders(desk: Desk) -> None:
    order(desk, LAMP, 2)
    ben = order(desk, LAMP, 1, BEN)
    view = board(desk)
    view.table.setCurrentIndex(view.model.index(view.model.row_of(ben), 0))
    view.table.setFocus()
    desk.press(Key.Key_F5)
    desk.settle(4)
    assert desk.expect(OrdersView).key() == ben


def test_on_a_wide_screen_the_order_stands_beside_the_board(desk: Desk) -> None:
    desk.window.resize(1920, 1080)
    ada, ben = order(desk, LAMP, 2), order(desk, LAMP, 1, BEN)
    view = board(desk)
    assert view.list.isVisible()
    assert ada in view.detail.accessibleName()
    QTest.keyClick(view.table, Key.Key_Down)
    desk.settle(3)
    assert ben in view.detail.accessibleName()


@pytest.mark.parametrize("columns", [False, True])
@pytest.mark.parametrize("alone", [False, True])
def test_it_fits_a_small_screen_with_larger_text(desk: Desk, columns: bool, alone: bool) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_look(app, Look(text_percent=125))
    desk.window.resize(1024, 768)
    order(desk, LAMP, 2)
    slip(desk, date(2027, 1, 20))
    view = board(desk)
    view.list.as_columns.setChecked(columns)
    desk.settle(3)
    if alone:
        view.open_order()
        desk.settle(3)
    assert (desk.window.width(), desk.window.height()) == (1024, 768)
    assert view.minimumSizeHint().width() <= 1024


def test_columns_show_the_same_lines_as_cards_and_a_card_moves_by_keyboard(desk: Desk) -> None:
    """Waiting, allocated, ready, told, collected; “Move to …” offers only what can be done, with a reason."""
    waiting, ready = order(desk, LAMP, 3), order(desk, TABLE, 1, BEN)
    put_stock(desk.register, {(LAMP, "S01"): 2})
    view = board(desk)
    view.list.as_columns.click()
    desk.settle(4)
    columns = view.list.columns
    assert {stage: column.model.rowCount() for stage, column in columns.columns.items()} == {
        "waiting": 1, "allocated": 0, "ready": 1, "told": 0, "collected": 0,
    }  # fmt: skip
    assert view.list.order() == waiting
    QTest.keyClick(columns.columns["waiting"].list, Key.Key_Right)
    assert view.list.order() == ready
    QTest.keyClick(columns.columns["ready"].list, Key.Key_Left)
    menu = columns.move_menu()
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Allocated: put free goods aside"]
    menu.actions()[0].trigger()
    desk.settle(4)
    sheet = desk.expect(BoardActSheet)
    assert "Ada Osei: 0 of 3 put aside, 2 after it" in words_in(sheet)
    desk.write("she is on her way")
    desk.press(Key.Key_F12)
    desk.settle(4)
    assert {line.order: line.allocated for line in desk.register.board.read().lines} == {waiting: 2, ready: 1}
    view = desk.expect(BoardView)
    assert view.list.as_columns.isChecked()
    now = QApplication.focusWidget()
    assert now is view.list.columns.chosen_list()
    marked = [one.list.selectionModel().hasSelection() for one in view.list.columns.columns.values()]
    assert sum(marked) == 1


def test_a_card_whose_customer_was_called_goes_to_told_and_todays_collections_stand_at_the_end(desk: Desk) -> None:
    ada, ben = order(desk, LAMP, 1), order(desk, TABLE, 1, BEN)
    desk.register.waiting.change_contact(ada, tell_by="call")
    desk.clock.pass_time(timedelta(hours=1))
    desk.register.receive([Arrival(LAMP, 1)])
    desk.register.collect(ben, [TenderWish("card")])
    desk.register.news.run()
    view = board(desk)
    view.list.as_columns.click()
    desk.settle(4)
    columns = view.list.columns
    assert columns.columns["collected"].model.rowCount() == 1
    menu = columns.move_menu()
    assert menu is not None
    words = [action.text() for action in menu.actions()]
    assert "Told: they know that it is ready" in words
    menu.actions()[words.index("Told: they know that it is ready")].trigger()
    desk.settle(6)
    assert columns.columns["told"].model.rowCount() == 1
    assert desk.register.news.list(number=ada)[-1].state == "called"


def test_old_figures_say_how_old_they_are_until_they_are_read_again(desk: Desk) -> None:
    order(desk, LAMP, 2)
    view = board(desk)
    assert not view.age.banner.isVisible()
    desk.clock.pass_time(timedelta(minutes=7))
    view.age.look()
    assert view.age.banner.isVisible()
    assert "7 minutes old" in view.age.banner.accessibleName()
    view.age.again.emit()
    desk.settle(3)
    assert not view.age.banner.isVisible()


def test_the_filter_is_still_there_after_an_act(desk: Desk) -> None:
    late = order(desk, LAMP, 2)
    slip(desk, date(2027, 1, 20))
    view = board(desk)
    view.counters.counters["late"].click()
    desk.settle(3)
    view.order_act_wanted.emit("absent", late)
    desk.settle(3)
    desk.press(Key.Key_Escape)
    desk.settle(3)
    assert desk.expect(BoardView).counters.key() == "late"
    assert desk.expect(BoardView).list.order() == late


def test_the_model_keeps_qts_rules_grouped_and_not(desk: Desk, qtmodeltester: Any) -> None:
    order(desk, LAMP, 2)
    order(desk, SHADE, 5, BEN)
    read = desk.register.board.read()
    model = BoardTable(desk.register.shop())
    qtmodeltester.check(model)
    for grouped in (False, True):
        model.set_lines(read.lines, read.today)
        model.narrow("", grouped=grouped)
        qtmodeltester.check(model)


@pytest.mark.parametrize("grouped", [False, True])
def test_of_twenty_thousand_lines_only_what_is_on_the_screen_is_written_out(desk: Desk, grouped: bool) -> None:
    """However many wait, a look at the top, a search, and a look at the end write out a screen's rows each. How long
    that takes is measured by the bench (`ours.board_shown`)."""
    order(desk, LAMP, 2)
    view = board(desk)
    read = desk.register.board.read()
    line = read.lines[0]
    many = tuple(
        line._replace(order=f"S01-R2-A{n:06d}", sku=f"SKU-{n % 400}", customer_name=f"Customer {n}")
        for n in range(20_000)
    )
    view.list.grouped.setChecked(grouped)
    view.show_board(replace(read, lines=many))
    screenful = view.table.viewport().height() // view.table.rowHeight(0) + 2
    for text in ("", "customer 1999", ""):
        view.list.search.setText(text)
        view.grab()
        assert 0 < len(view.model._words) <= screenful
    last = view.model.index(view.model.rowCount() - 1, 0)
    view.table.selectionModel().setCurrentIndex(last, QItemSelectionModel.SelectionFlag.SelectCurrent)
    view.grab()
    assert last.row() in view.model._words
    assert len(view.model._words) <= 2 * screenful
    assert len(view.model.shown()) == 20_000


@pytest.mark.parametrize("percent", [100, 125])
def test_a_small_screen_keeps_the_deposit_and_no_head_is_cut(desk: Desk, percent: Literal[100, 125]) -> None:
    """At 1024 by 768 words over the columns are shorter and names narrower before a column goes."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_look(app, Look(text_percent=percent))
    order(desk, LAMP, 2)
    view = board(desk)
    desk.settle(2)
    assert desk.window.width() == 1024
    seen = [at for at in range(view.model.columnCount()) if not view.table.isColumnHidden(at)]
    assert {ORDER, QUANTITY, PROMISED, LATE, STATE, DEPOSIT} <= set(seen)
    head = QFontMetrics(base_font(text_px("small")))
    across = Qt.Orientation.Horizontal
    for column in seen:
        words = view.model.headerData(column, across)
        assert view.table.columnWidth(column) >= head.horizontalAdvance(words) + 16, words
    assert view.model.headerData(LATE, across) == "Late"
    assert view.model.headerData(LATE, across, Qt.ItemDataRole.AccessibleTextRole) == "Days late"
    assert sum(view.table.columnWidth(at) for at in seen) <= view.table.viewport().width()
    desk.window.resize(1920, 1080)
    desk.settle(2)
    assert not view.table.isColumnHidden(TOLD)
    assert view.model.headerData(LATE, across) == "Days late"


def test_a_card_that_can_go_nowhere_says_so_and_its_button_is_off(desk: Desk) -> None:
    order(desk, LAMP, 3)
    view = board(desk)
    view.list.as_columns.click()
    desk.settle(4)
    assert view.list.columns.move_menu() is None
    assert not view.buttons.move_to.isEnabled()
    desk.press(Key.Key_M)
    assert "moved nowhere by hand" in words_in(view) or "moved nowhere by hand" in view._foot_text.text()
    put_stock(desk.register, {(LAMP, "S01"): 2})
    view.ask()
    desk.settle(4)
    assert view.buttons.move_to.isEnabled()


def test_the_search_is_there_again_after_an_act_was_left(desk: Desk) -> None:
    order(desk, LAMP, 1), order(desk, LAMP, 1, BEN)
    view = board(desk)
    view.list.search.setText("Ben")
    desk.settle(2)
    desk.press(Key.Key_F12)
    desk.expect(BoardActSheet)
    desk.press(Key.Key_Escape)
    desk.settle(4)
    assert desk.expect(BoardView).list.search.text() == "Ben"
    assert len(orders(desk.expect(BoardView))) == 1
