"""Goods booked in and put away, off the GUI thread; how far it is, and the way to call it off before it is booked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from ui.widgets import ActionButton, Card, TextLabel
from ui.work.background import Cancelled

if TYPE_CHECKING:
    from pos.domain.counting import Counting
    from pos.domain.people import Person
    from pos.register import Register
    from pos.usecases.putting_away import PutAway
    from pos.usecases.receiving import Received
    from pos.usecases.sharing import Give

    Posted = tuple[Received, Sequence[PutAway]]


class PostingCard(Card):
    """`stopped` says that somebody called it off."""

    stopped = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(tone="sunken", spacing=10, parent=parent)
        self.progress = TextLabel("", "strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How much is posted"))
        self.stop = ActionButton("x", self.tr("Sto&p, book nothing"))
        self.stop.clicked.connect(self.stopped)
        self.add(self.progress, self.bar, self.stop)
        self.hide()

    def begin(self) -> None:
        """It has begun; nobody knows how far it is."""
        self.progress.setText(self.tr("Posting …"))
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        self.show()
        self.stop.setFocus()

    def move_to(self, done: int, total: int) -> None:
        """So much of it; below zero the total says that the goods are booked and their labels come."""
        booked, total = total < 0, abs(total)
        if booked:  # what comes now cannot be called off
            self.stop.setEnabled(False)
        words = self.tr("Booked. Label {n} of {total}") if booked else self.tr("Posting {n} of {total} lines")
        self.progress.setText(words.format(n=done, total=total))
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)


def post_goods(
    register: Register, counting: Counting, give: Sequence[Give], why: str, person: Person,
    report: Callable[[int, int], object], *, labels: bool,
) -> Posted | None:  # fmt: skip
    """Book in, then put away with labels; None when it was called off before anything was booked. For `report` see
    `PostingCard.move_to`."""
    try:
        received = register.shelf.receive(counting, give=give, why=why, person=person, report=report)
    except Cancelled:
        return None
    orders = [one.order for one in received.gets] if labels else []

    def labelled(done: int, total: int) -> None:
        try:
            report(done, -total)
        except Cancelled:
            return  # too late: the goods are in, and their labels come

    return received, register.shelf.put_away(orders, person=person, report=labelled)
