"""After paying: the change, the number, what follows when, and whether the receipt printed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos.domain.money import Money
from pos.domain.shop import Shop
from pos.usecases.checkout import PromisedPart, Sold
from ui.theme import text_px
from ui.views.acting_sheet import ActingSheet
from ui.views.money_words import latest_text, money_text, quantity_text
from ui.views.receipt_preview import ReceiptPreview
from ui.widgets import ActionButton, Card, ElidedLabel, Glyph, Pill, PrimaryButton, SumRow, TextLabel, rule

RECEIPT_FROM = 900  # px of the panel's own width at 100 % text
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DonePanel(ActingSheet):
    """`reprint`, `show_receipt` and `closed` are what the three buttons ask for; nothing here blocks the next sale."""

    reprint = Signal()
    show_receipt = Signal()
    closed = Signal()

    def __init__(
        self,
        *,
        sold: Sold,
        shop: Shop,
        made_of: Sequence[tuple[str, Money]] = (),
        title: str = "",
        follows: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Where it is no sale, `made_of` are labels and amounts of what was paid, `follows` what is still owed."""
        super().__init__(title or self.tr("Paid"), parent=parent)
        self._sold, self._shop, self._made_of, self._follows = sold, shop, made_of, follows
        self.print_state = Pill(*self._paper_words()["queued"])
        self.refusal = TextLabel("", wrap=True)
        self._failed = Card(tone="stop")
        self._failed.hide()
        self._retry = ActionButton("printer", self.tr("Print again"))
        self._carry_on = ActionButton("arrow-right", self.tr("Carry on"), flat=True)
        self.again = ActionButton("printer", self.tr("Print &again"), key="Ctrl+P")
        self.look = ActionButton("receipt-text", self.tr("&Show receipt"))
        self.main = PrimaryButton(self.tr("&Next sale"), key="Enter")
        self.preview = ReceiptPreview()
        self._lay_out()
        for button in (self.again, self._retry):
            button.clicked.connect(self.reprint)
        self._carry_on.clicked.connect(self._failed.hide)
        self.look.clicked.connect(self.show_receipt)
        self.main.clicked.connect(self.press_main)
        self.back.connect(self.closed)

    def _lay_out(self) -> None:
        acts = QHBoxLayout()
        acts.addWidget(self._retry)
        acts.addWidget(self._carry_on)
        acts.addStretch(1)
        self._failed.add(self.refusal, acts)
        self.body.addWidget(self._failed)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self._head())
        if self._sold.backorders:
            left.addWidget(self._what_follows())
        if self._follows is not None:
            left.addWidget(self._follows)
        left.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(12)
        columns.addLayout(left, 1)
        columns.addWidget(self.preview)
        self.preview.set_receipt(self._sold.receipt)
        self.preview.hide()
        self.body.addLayout(columns, 1)
        self.set_main(self.main, self.look, self.again)

    def _head(self) -> Card:
        sold, shop = self._sold, self._shop
        given = bool(sold.change_due)
        card = Card(tone="good", spacing=4)
        mark = QHBoxLayout()
        mark.setSpacing(10)
        mark.addWidget(Glyph("circle-check", "good", px=28))
        mark.addWidget(TextLabel(self.tr("Change") if given else self.tr("Paid, no change"), "heading"), 1)
        mark.addWidget(self.print_state)
        self.change = TextLabel(money_text(sold.change_due if given else sold.due_now, shop), "total")
        self.change.setAccessibleName(f"{self.tr('Change')} {money_text(sold.change_due, shop)}")
        card.add(mark, self.change, TextLabel(self.tr("Receipt {number}").format(number=sold.number), "muted"))
        card.add(rule(), *(SumRow(label, money_text(amount, shop)) for label, amount in self._made_of))
        card.add(SumRow(self.tr("Paid now"), money_text(sold.due_now, shop)))
        if sold.backorders:
            card.add(
                SumRow(self.tr("of which deposit"), money_text(sold.order_deposit, shop)),
                SumRow(self.tr("Due on collection"), money_text(sold.balance_due, shop), kind="strong"),
            )
        return card

    def _what_follows(self) -> Card:
        card = Card(self.tr("Ordered for the customer"), spacing=8)
        for part in self._sold.backorders:
            name = ElidedLabel(
                f"{quantity_text(part.part.quantity, part.part.product, self._shop)} × {part.part.product.name}"
            )
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(name, 1)
            row.addWidget(Pill("backorder", self._when(part)))
            card.add(row)
        return card

    def _when(self, part: PromisedPart) -> str:
        if part.promise is None:
            aside = part.put_aside == part.part.quantity  # on layaway: nothing has to come
            return self.tr("Put aside") if aside else self.tr("No date yet")
        day = latest_text(part.promise, self._shop)
        if part.promise.certainty == "confirmed":
            return self.tr("Ready by {day}").format(day=day)
        return self.tr("Estimated {day}").format(day=day)

    def act(self) -> None:
        """Go on to the next sale."""
        self.closed.emit()

    def set_print_state(self, state: str, sentence: str) -> None:
        """Tell how the paper fares: "queued", "sending", "sent", "uncertain" or "failed" (see printing.worker).

        `sentence` says what went wrong; a queued receipt that has one waits for the printer.
        """
        known = "waiting" if state == "queued" and sentence else state
        kind, words = self._paper_words().get(known, self._paper_words()["queued"])
        self.print_state.show_state(kind, words)
        wrong = known in ("waiting", "uncertain", "failed")
        self.refusal.setText(
            self.tr("Paid. {words}. {sentence}").format(words=words, sentence=sentence) if wrong else ""
        )
        self._failed.setAccessibleName(self.refusal.text())
        self._failed.set_tone("stop" if known == "failed" else "warn")
        self._failed.setVisible(wrong)
        self._retry.setVisible(known != "waiting")
        self.again.setVisible(not wrong)
        if wrong:
            self.show_part(self._failed)

    def _paper_words(self) -> dict[str, tuple[str, str]]:
        """The pill of each state: its kind and its words."""
        return {
            "queued": ("in", self.tr("Receipt saved")),
            "waiting": ("printer", self.tr("The receipt waits for the printer")),
            "sending": ("working", self.tr("Receipt is printing")),
            "sent": ("ready", self.tr("Receipt printed")),
            "uncertain": ("printer", self.tr("The receipt may not have printed")),
            "failed": ("printer", self.tr("The receipt did not print")),
        }

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if not event.isAutoRepeat():
                self.act()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.preview.setVisible(self.width() >= RECEIPT_FROM * text_px("base") / 16)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.main.setFocus()
