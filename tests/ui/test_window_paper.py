"""Paper after the sale: it prints beside the selling, and a dead printer never stops it."""

from __future__ import annotations

import socket
from pathlib import Path

from PySide6.QtCore import Qt

from printing.worker import PrinterSetup
from tests.builders import BULB
from tests.ui.counter_desk import Desk, desk
from ui.views.done_panel import DonePanel
from ui.views.orders_view import OrdersView
from ui.views.tender_sheet import TenderSheet
from ui.work.print_queue import PrintQueue

__all__ = ["desk"]
Key = Qt.Key


def queue_on(desk: Desk, address: str, profile: str = "generic-80") -> PrintQueue:
    """The window's printing thread, on this address."""
    queue = PrintQueue(jobs=desk.register.jobs, background=desk.background, parent=desk.window)
    queue.stated.connect(desk.window.paying.on_paper)
    desk.window.paying.paper = queue
    queue.start(PrinterSetup("the receipt printer", address, profile))
    return queue


def sell_a_bulb(desk: Desk) -> str:
    """Scan, pay exactly; the receipt's number."""
    desk.window.on_scanned(BULB)
    desk.settle()
    desk.press(Key.Key_F12)
    desk.expect(TenderSheet)
    desk.press(Key.Key_Return)
    desk.until(lambda: desk.window.paying.last is not None)
    sold = desk.window.paying.last
    assert sold is not None
    return sold.number


def test_a_sale_prints_by_itself(desk: Desk, tmp_path: Path) -> None:
    """The thread is woken by the sale and the job ends as sent."""
    queue = queue_on(desk, f"file:{tmp_path / 'paper'}", "text")
    (tmp_path / "paper").mkdir(exist_ok=True)
    number = sell_a_bulb(desk)
    desk.until(lambda: desk.register.jobs.of_number(number)[0].state == "sent")
    printed = "".join(path.read_text() for path in sorted((tmp_path / "paper").iterdir()))
    assert number in printed
    assert "Bulb E27 warm" in printed
    queue.stop()


def test_a_dead_printer_is_said_and_selling_goes_on(desk: Desk) -> None:
    """The pill shows, the sale is done, and the next scan begins the next sale."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    queue = queue_on(desk, f"tcp://127.0.0.1:{port}")
    number = sell_a_bulb(desk)
    desk.expect(DonePanel)
    desk.until(lambda: desk.window.bar.findChildren(type(desk.window.bar._printer))[0].isVisible())
    assert desk.register.receipt(number).document.number == number
    desk.window.on_scanned(BULB)
    desk.settle()
    assert not desk.has_sheet()
    assert len(desk.window.basket.lines) == 1
    queue.stop()


def test_without_a_printer_a_receipt_is_shown_instead_of_printed(desk: Desk) -> None:
    """Nothing waits for a printer that is not there, and printing again shows the receipt."""
    queue = queue_on(desk, "screen:")
    number = sell_a_bulb(desk)
    desk.settle()
    assert desk.register.jobs.next_row() is None
    desk.press(Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    desk.settle(3)
    view = desk.expect(OrdersView)
    desk.until(lambda: view.key() == number)
    assert "No printer is set up" in desk.toast
    queue.stop()
