"""A kept receipt on the screen, as it was printed, with a way to print it again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from pos.domain.receipt import Copy, Receipt
from ui.views.acting_sheet import ActingSheet
from ui.views.receipt_preview import ReceiptPreview
from ui.widgets import PrimaryButton, SegmentedChoice


class ReceiptSheet(ActingSheet):
    """`reprint` asks for a duplicate of all copies, `closed` goes back."""

    reprint = Signal()
    closed = Signal()

    def __init__(self, *, receipt: Receipt, columns: int = 42, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Receipt {number}").format(number=receipt.number), parent=parent)
        self._receipt, self._columns = receipt, columns
        self.preview = ReceiptPreview()
        names = {"customer": self.tr("Customer copy"), "store": self.tr("Store copy")}
        self.copies = SegmentedChoice(self.tr("Copy"), [(copy, names[copy]) for copy in receipt.copies])
        self.copies.setMaximumWidth(480)
        self.copies.setHidden(len(receipt.copies) < 2)
        self.head.addWidget(self.copies, 1)
        self.body.addWidget(self.preview, 1)
        self.main = PrimaryButton(self.tr("&Print again"), key="F12")
        self.set_main(self.main)
        self.main.clicked.connect(self.press_main)
        self.copies.chosen.connect(self._show)
        self.back.connect(self.closed)
        self._show(receipt.copies[0])

    def _show(self, copy: str) -> None:
        wanted: Copy = "store" if copy == "store" else "customer"
        self.preview.set_receipt(self._receipt, copy=wanted, columns=self._columns)

    def act(self) -> None:
        """Ask for a duplicate."""
        self.reprint.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.preview.setFocus()
