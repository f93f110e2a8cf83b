"""One backorder from Monday to the end in the real window, by keys and scans alone, with a real mail server and paper:
taken with a deposit, the purchase order slips, the customer is told and keeps it, goods arrive short, the first in the
queue is served, part is collected, the rest cancelled, its share of the deposit goes back, the books balance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from pos.store.verify import verify
from printing import render
from tests.post.servers import Mailbox, mail_server
from tests.usecases.desk import all_books, books
from ui.hands import Hands
from ui.samples import FixedClock
from ui.story import MONDAY, make_shop, play
from ui.theme import Look, apply_look
from ui.views.backorder_sheet import BackorderSheet
from ui.views.board_view import BoardView
from ui.views.cancel_sheet import CancelSheet
from ui.views.collect_sheet import CollectSheet
from ui.views.delay_answer_sheet import DelayAnswerSheet
from ui.views.done_panel import DonePanel
from ui.views.goods_count import GoodsCount
from ui.views.goods_done import GoodsDone
from ui.views.goods_share import GoodsShare
from ui.views.orders_view import OrdersView
from ui.views.purchase_change import PurchaseChangeSheet
from ui.views.radar_sheet import RadarSheet
from ui.views.radar_view import RadarView
from ui.views.tender_sheet import TenderSheet

ADAS, BENS = "S01-R2-A000001", "S01-R2-A000002"


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def hands(qapp: QApplication, tmp_path: Path, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hands]:
    """The counter of the story; afterwards its records are made again from the log and compared."""
    monkeypatch.setenv("RAINCHECK_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("RAINCHECK_KEY_STORE", "file")
    apply_look(qapp, Look())
    (tmp_path / "paper").mkdir()
    with mail_server(mailbox) as port:
        clock = FixedClock(MONDAY)
        register = make_shop(tmp_path / "shop", clock, mail_port=port, paper=tmp_path / "paper")
        made = Hands(qapp, register, clock)
        yield made
        made.close()
    verdict = verify(register.ledger)
    register.close()
    assert verdict.ok, verdict.faults


def seen(hands: Hands) -> str:
    """Every word on the screen, with what a screen reader says of lists."""
    said: list[str] = []
    for widget in hands.window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        for words in ("text", "currentText"):
            read: Callable[[], str] | None = getattr(widget, words, None)
            said += [read()] if callable(read) else []
        said.append(widget.accessibleName())
        if isinstance(widget, QAbstractItemView):
            said += _cells(widget.model())
    return "\n".join(str(words) for words in said if words)


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(model.rowCount()):
        for column in range(model.columnCount() if isinstance(model, QAbstractTableModel) else 1):
            index = model.index(row, column)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                yield str(model.data(index, role) or "")


EXPECTED: dict[str, tuple[type[QWidget] | None, tuple[str, ...]]] = {
    "wanted": (None, ("Not here today. Ready to collect by Thu 3 Dec.", "£180.00")),
    "promised": (
        BackorderSheet,
        ("Ada Osei", "Thu 3 Dec", "Firm: it rests on a confirmed order.", "Take backorder, £90.00 deposit",
         "We tell you at a…@post.example"),
    ),
    "deposit": (TenderSheet, ("Due on collection", "£90.00", "4471")),
    "taken": (DonePanel, (ADAS, "Ready by Thu 3 Dec", "Receipt printed")),
    "moved": (PurchaseChangeSheet, ("Move the day: PO-1007", "15 dec", "Tue 15 Dec")),
    "slipped": (
        PurchaseChangeSheet,
        ("2 promises break", "Ada Osei: told Thu 3 Dec, now Wed 16 Dec", "Ben Moreau: told Thu 3 Dec, now Wed 16 Dec",
         "Mend the promises"),
    ),
    "radar": (RadarView, ("PO-1007 comes later", "2 promises broken", "13 days late", "E-mail: waits to be sent")),
    "told": (OrdersView, ("Ada Osei", "Wed 16 Dec", "was Thu 3 Dec, moved once", "What they say")),
    "keeps": (DelayAnswerSheet, ("What Ada Osei says", "They agree to Wed 16 Dec. That day counts from now on.")),
    "kept": (OrdersView, ("Customer of a late order: they wait, said by phone.",)),
    "mending": (RadarSheet, ("One is helped", "Ben Moreau")),
    "hurried": (RadarView, ("PO-1007 comes later", "1 promise broken", "Ben Moreau")),
    "counted": (GoodsCount, ("PO-1007, Lumen Ltd, 12 to come, Tue 15 Dec", "3 of 12", "9 short")),
    "share": (
        GoodsShare,
        ("3 received: 3 for waiting customers", "Wed 16 Dec", "3 of 4", "0 of 2", "By the shop's rule: 3."),
    ),
    "goods-in": (
        GoodsDone,
        ("3 received: 3 for waiting customers", f"Order A000001, Ada Osei: place A1, label {ADAS}/1",
         "A message is on its way.", "PO-1007: 9 × Brass lamp, tall did not come"),
    ),
    "ready": (
        OrdersView, ("4 ordered · 3 put aside · 0 handed over · 0 cancelled · 1 to come", "Collect what is here")
    ),
    "checked": (CollectSheet, (f"It lies in A1 (label {ADAS}/1)", "3 of 3 scanned", "£135.00", "-£67.50", "£67.50")),
    "balance": (TenderSheet, ("£67.50",)),
    "collected": (DonePanel, ("Handed over", "S01-R2-A000003", "Receipt printed")),
    "cancelling": (CancelSheet, ("Deposit for these goods", "of which by card", "Cancel, give back £22.50")),
    "refunded": (
        CancelSheet, ("1 cancelled. £22.50 goes back. Receipt S01-R2-A000004.", "Give £22.50 back by card.")
    ),
    "closed": (
        OrdersView,
        ("Closed", "4 ordered · 0 put aside · 3 handed over · 1 cancelled · 0 to come",
         "22.50 given back, no fee kept."),
    ),
    "left": (BoardView, ("A000002", "Ben Moreau", "£45.00")),
}  # fmt: skip
"""What is open at each moment of the story, and what the person reads there."""


def test_a_backorder_is_followed_to_its_end_by_keyboard_alone(hands: Hands, mailbox: Mailbox, tmp_path: Path) -> None:
    """R6, R17, R52, R112, R118, R147; at each step the next one is on the screen, and the focus never gets lost."""
    at: list[str] = []
    for moment in play(hands):
        sheet, words = EXPECTED[moment]
        if sheet is None:
            assert hands.window.sheet is None
        else:
            hands.sheet(sheet)
        found = seen(hands)
        assert [said for said in words if said not in found] == [], moment
        focus = QApplication.focusWidget()
        assert focus is not None, moment
        assert focus is not hands.window.sheet, f"{moment}: no part of the sheet has the focus"
        at.append(moment)
        _books_hold(hands)
    assert at == list(EXPECTED)
    _mail(mailbox)
    _paper(hands, tmp_path / "paper")
    _books(hands)


def _books_hold(hands: Hands) -> None:
    """At every moment the deposits in the books are those of the orders, and all accounts together are nothing."""
    held = sum(order.order_deposit for order in hands.register.orders())
    assert -books(hands.register, "order_deposits") == held
    assert sum(all_books(hands.register).values()) == 0


def _mail(mailbox: Mailbox) -> None:
    """Each thing was told once, to whom it concerned."""
    told = [(str(letter["To"]).partition("@")[0], str(letter["Subject"])) for letter in mailbox.taken]
    assert told[:4] == [
        ("ada", f"Your order {ADAS}"), ("ben", f"Your order {BENS}"),
        ("ada", f"Your order {ADAS} is delayed"), ("ben", f"Your order {BENS} is delayed"),
    ]  # fmt: skip
    late = [letter.get_content() for letter in mailbox.taken if "delayed" in str(letter["Subject"])]
    assert "latest Wed 16 Dec 2026" in late[0]
    assert "cancel" in late[0]
    rest = told[4:]
    assert rest.count(("ada", f"Ready for you: order {ADAS}")) == 1
    ready = next(letter.get_content() for letter in mailbox.taken if "Ready" in str(letter["Subject"]))
    assert "Due on collection: 67.50 GBP." in ready, "for the three that are here"
    assert rest.count(("ada", f"Cancelled: order {ADAS}")) == 1


def _paper(hands: Hands, folder: Path) -> None:
    """Two tickets, a hold label, the receipt of what was collected and that of what went back."""
    assert len(list(folder.iterdir())) == 5
    register = hands.register
    numbers = [sale.number for sale in register.sales("", 20)]
    papers = {number: render(register.receipt(number).document, form="text", columns=42) for number in numbers}
    assert "Ready to collect by Thu 03 Dec 2026" in papers[ADAS]
    assert "67.50" in papers["S01-R2-A000003"]
    back = render(register.receipt("S01-R2-A000004").document, form="text", columns=42)
    assert "22.50" in back
    assert "4471" in papers[ADAS] + back or "Card" in back


def _books(hands: Hands) -> None:
    """What is held is Ben's deposit alone, three lamps were sold, and the till holds what was paid in cash."""
    register = hands.register
    assert books(register, "order_deposits") == books(register, "order_deposits", BENS) == -4500
    assert books(register, "order_deposits", ADAS) == 0
    found = all_books(register)
    assert found["sales"] + found["tax"] + found.get("deposit_tax", 0) == -(3 * 4500)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
