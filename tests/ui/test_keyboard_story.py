"""The main job from scan to paper by keyboard and scanner alone, on the real window and real records."""

from __future__ import annotations

from PySide6.QtCore import Qt

from pos.domain.people import Person
from printing import render
from tests.builders import ADA, LAMP, TABLE, barcode
from tests.ui.counter_desk import Desk, desk
from ui.views.backorder_sheet import BackorderSheet
from ui.views.done_panel import DonePanel
from ui.views.tender_sheet import TenderSheet

__all__ = ["desk"]
Key = Qt.Key


def test_a_backorder_with_deposit_of_a_known_customer_takes_six_keys_after_the_scan(desk: Desk) -> None:
    """F6, two letters, Enter, F12, Enter: the order is taken, the deposit paid, the basket empty."""
    desk.scan(barcode(12))
    assert desk.window.basket.undecided() == 0
    desk.presses = 0
    desk.press(Key.Key_F6)
    desk.expect(BackorderSheet)
    desk.write("ad")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_F12)
    desk.expect(TenderSheet)
    desk.press(Key.Key_Return)
    desk.until(lambda: isinstance(desk.window.sheet, DonePanel))
    assert desk.presses <= 6
    sold = desk.window.paying.last
    assert sold is not None
    assert (str(sold.due_now), str(sold.balance_due)) == ("22.50", "22.50")
    order = desk.register.order(sold.number)
    assert order is not None
    assert order.customer == ADA
    assert not desk.window.basket.lines


def test_the_whole_job_is_done_without_a_mouse(desk: Desk) -> None:
    """Two products scanned, one short; customer, deposit, cash, done, print again; the receipt says it all."""
    desk.scan(barcode(45))
    desk.scan(barcode(12))
    desk.write("+")
    desk.settle()
    assert [line.quantity for line in desk.window.basket.lines] == [1, 2]
    desk.press(Key.Key_F12)  # what is missing comes first
    desk.expect(BackorderSheet)
    desk.write("ada")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_F12)
    desk.expect(TenderSheet)
    desk.press(Key.Key_F12)
    desk.until(lambda: isinstance(desk.window.sheet, DonePanel))
    sold = desk.window.paying.last
    assert sold is not None
    assert [part.product.sku for part in sold.taken_now] == [TABLE]
    assert [(p.part.product.sku, p.part.quantity) for p in sold.backorders] == [(LAMP, 2)]
    assert str(sold.due_now) == "134.00"
    paper = render(sold.receipt, form="text", columns=42)
    for words in ("Oak side table 45 cm", "Ready to collect by Thu 03 Dec 2026", "Ada Osei", sold.number):
        assert words in paper
    desk.press(Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert sorted(job.duplicate for job in desk.register.jobs.of_number(sold.number)) == [0, 1]
    desk.scan(barcode(27))
    assert desk.window.sheet is None
    assert [line.product.name for line in desk.window.basket.lines] == ["Bulb E27 warm"]


def test_an_order_against_the_advice_gives_its_reason_once_and_is_paid(desk: Desk) -> None:
    """A manager is asked on the sheet, not at the till; opened again, the sheet knows what was said."""
    desk.window.unlock(Person("p-max", "Max", "manager"))
    desk.scan(barcode(8))
    desk.press(Key.Key_F6)
    sheet = desk.expect(BackorderSheet)
    desk.write("ad")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_F12)
    assert desk.expect(BackorderSheet) is sheet
    assert sheet.focusWidget() is sheet.against.reason.field
    desk.write("she insists")
    desk.press(Key.Key_F12)
    desk.expect(TenderSheet)
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_F6)
    assert desk.expect(BackorderSheet).against.why() == "she insists"
    desk.press(Key.Key_F12)
    desk.expect(TenderSheet)
    desk.press(Key.Key_Return)
    desk.until(lambda: isinstance(desk.window.sheet, DonePanel))
    sold = desk.window.paying.last
    assert sold is not None
    against = sold.backorders[0].override
    assert against is not None
    assert (against.reason, against.person) == ("she insists", "p-max")
    assert desk.window.basket.overrides == {}
