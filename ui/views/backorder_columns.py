"""The parts of the backorder panel beside each other where there is room; on wide screens the receipt beside them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos.domain.receipt import Receipt
from ui.theme import text_px
from ui.views.receipt_preview import ReceiptPreview
from ui.widgets import TextLabel

TWO_COLUMNS_FROM, THREE_COLUMNS_FROM = 780, 1280  # px of the panel's own width at 100 % text


class BackorderColumns(QBoxLayout):
    """`columns` of parts, each from the top down, then `preview` below its heading."""

    def __init__(self, columns: Iterable[Iterable[QWidget]], *, heading: str) -> None:
        super().__init__(QBoxLayout.Direction.TopToBottom)
        self.preview = ReceiptPreview()
        self.setSpacing(12)
        for parts in columns:
            column = QVBoxLayout()
            column.setSpacing(12)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
            self.addLayout(column, 1)
        self._paper = QWidget()
        paper = QVBoxLayout(self._paper)
        paper.setContentsMargins(0, 0, 0, 0)
        paper.addWidget(TextLabel(heading, "label"))
        self._blank = QStackedWidget()
        self._blank.addWidget(self.preview)
        self._blank.addWidget(QWidget())
        paper.addWidget(self._blank, 1)
        self.addWidget(self._paper)
        self._paper.hide()

    def are_beside(self) -> bool:
        """Whether the parts stand beside each other."""
        return self.direction() != QBoxLayout.Direction.TopToBottom

    def has_paper(self) -> bool:
        """Whether there is room for the receipt."""
        return not self._paper.isHidden()

    def show_receipt(self, receipt: Receipt | None) -> None:
        """What the receipt will say; None while that is not known."""
        self._blank.setCurrentIndex(0 if receipt is not None else 1)
        if receipt is not None and self.has_paper():
            self.preview.set_receipt(receipt)

    def fit(self, width: int) -> bool:
        """Stand as a panel so wide lets them; whether that is otherwise than before."""
        grown = text_px("base") / 16
        beside, wide = width >= TWO_COLUMNS_FROM * grown, width >= THREE_COLUMNS_FROM * grown
        if beside == self.are_beside() and wide == self.has_paper():
            return False
        self.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._paper.setVisible(wide)
        return True
