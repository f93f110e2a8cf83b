"""F12 pressed before a sheet could show what it does is answered at once, and nothing happens that nobody saw."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos.store.verify import verify
from tests.builders import BEN, LAMP, barcode
from tests.ui.counter_desk import Desk, desk
from tests.ui.test_board_view import board
from tests.ui.test_board_view import order as ordered
from tests.ui.test_order_acts import act, f12, order
from tests.ui.test_radar_view import radar, slipped
from ui.views.acting_sheet import ActingSheet
from ui.views.board_bulk import QueuePlace
from ui.views.cancel_sheet import CancelSheet
from ui.views.delay_answer_sheet import DelayAnswerSheet
from ui.views.goods_count import GoodsCount
from ui.views.goods_done import GoodsDone
from ui.views.goods_share import GoodsShare
from ui.views.radar_sheet import RadarSheet

__all__ = ["desk"]
Key = Qt.Key
BEFORE, SEEN = "it is still being worked out what this does", "press F12 again"


def foot(sheet: ActingSheet) -> str:
    return sheet._foot_text.text()


def test_f12_before_the_sum_of_a_cancellation_says_so_and_asks_again_when_it_is_there(desk: Desk) -> None:
    number = order(desk)
    sheet = act(desk, number, Key.Key_F)
    assert isinstance(sheet, CancelSheet)
    sheet.reason.field.setCurrentIndex(2)
    QTest.keyClick(sheet, Key.Key_F12)
    assert BEFORE in foot(sheet)
    desk.settle(3)
    assert SEEN in foot(sheet)
    assert sheet.main.isEnabled()
    assert desk.order(number).order_deposit
    f12(desk)
    found = desk.register.order(number)
    assert found is not None
    assert found.state == "cancelled"
    assert verify(desk.register.ledger).ok


def test_f12_once_the_sum_is_shown_asks_nothing_more(desk: Desk) -> None:
    sheet = act(desk, order(desk), Key.Key_F)
    assert isinstance(sheet, CancelSheet)
    desk.settle(3)
    assert foot(sheet) == ""
    assert sheet.main.isEnabled()


def test_without_the_reason_for_a_waived_fee_f12_leads_to_its_field(desk: Desk) -> None:
    sheet = act(desk, order(desk), Key.Key_F)
    assert isinstance(sheet, CancelSheet)
    sheet.no_fee.setVisible(True)
    sheet.no_fee.setChecked(True)
    desk.settle(3)
    f12(desk)
    assert sheet.why_no_fee.field.hasFocus()
    assert "Say why" in foot(sheet)


def test_money_back_for_a_late_order_is_seen_before_it_goes(desk: Desk) -> None:
    slipped(desk)
    view = radar(desk)
    number = view.lines[0].broken.order
    view.lines[0].answer.click()
    sheet = desk.expect(DelayAnswerSheet)
    sheet.choice.field.choose("cancel")
    QTest.keyClick(sheet, Key.Key_F12)
    assert BEFORE in foot(sheet)
    desk.settle(4)
    assert desk.expect(DelayAnswerSheet) is sheet
    assert SEEN in foot(sheet)
    assert desk.order(number).order_deposit
    f12(desk)
    assert not desk.order(number).order_deposit


def test_what_mends_many_promises_is_seen_before_it_is_done(desk: Desk) -> None:
    slipped(desk)
    view = radar(desk)
    view.press_main()
    sheet = desk.window.sheet
    assert isinstance(sheet, RadarSheet)
    QTest.keyClick(sheet, Key.Key_F12)
    assert BEFORE in foot(sheet)
    desk.settle(3)
    assert SEEN in foot(sheet)
    assert desk.expect(RadarSheet) is sheet
    sheet.tell.toggle()
    desk.settle(3)
    assert foot(sheet) == ""


def test_who_gets_what_is_seen_before_goods_are_booked_in(desk: Desk) -> None:
    ordered(desk, LAMP, 2)
    desk.window.acts.do("goods_in")
    desk.settle(2)
    desk.scan(barcode(12))
    desk.expect(GoodsCount).act()
    sheet = desk.window.sheet
    assert isinstance(sheet, GoodsShare)
    QTest.keyClick(sheet, Key.Key_F12)
    assert BEFORE in foot(sheet)
    desk.settle(3)
    assert SEEN in foot(sheet)
    assert desk.expect(GoodsShare) is sheet
    desk.press(Key.Key_F12)
    desk.until(lambda: isinstance(desk.window.sheet, GoodsDone))


def test_an_act_on_many_lines_of_the_board_is_seen_before_it_is_done(desk: Desk) -> None:
    ordered(desk, LAMP, 12), ordered(desk, LAMP, 1, BEN)
    view = board(desk)
    view.buttons.place.click()
    desk.settle(4)
    sheet = desk.expect(QueuePlace)
    sheet.why.field.setText("asked nicely")
    sheet.to.choose("back")
    QTest.keyClick(sheet, Key.Key_F12)
    assert BEFORE in foot(sheet)
    desk.settle(3)
    assert SEEN in foot(sheet) or not sheet.main.isEnabled()
    assert desk.expect(QueuePlace) is sheet
