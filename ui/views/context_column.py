"""The third column of wide screens: who it is for, what was promised when, and what the receipt will say."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.keys import key_text
from ui.models.counter_basket import CounterBasket
from ui.models.together import promise_of, words_of
from ui.views.money_words import latest_text, money_text, quantity_text
from ui.widgets import ActionButton, Card, SumRow, TextLabel


class ContextColumn(QWidget):
    """Follows the basket; shows nothing that the narrow screens cannot reach by F3 and F6."""

    customer_wanted = Signal()

    def __init__(self, *, basket: CounterBasket, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._basket = basket
        self._who = TextLabel("", wrap=True)
        self._contact = TextLabel("", "muted", wrap=True)
        choose = ActionButton("user", self.tr("Customer"), key=key_text("customer"))
        choose.clicked.connect(self.customer_wanted)
        customer = Card(self.tr("Customer"))
        customer.add(self._who, self._contact, choose)
        self._promises = QVBoxLayout()
        self._promises.setSpacing(8)
        self._none = TextLabel("", "muted", wrap=True)
        orders = Card(self.tr("Promised"))
        orders.add(self._none, self._promises)
        self._says = TextLabel("", "muted", wrap=True)
        self._paper = Card(self.tr("The receipt will say"), tone="sunken")
        self._paper.add(self._says)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (customer, orders, self._paper):
            column.addWidget(part)
        column.addStretch(1)
        basket.changed.connect(self.show_basket)
        self.show_basket()

    def show_basket(self) -> None:
        """Show what the basket says now."""
        basket, shop = self._basket, self._basket.shop
        label = basket.customer_label
        self._who.setText(label or self.tr("Nobody chosen yet."))
        wish = basket.customer
        contact = (wish.phone or wish.email) if wish is not None else ""
        self._contact.setText(contact or ("" if label else self.tr("An order needs a name and a phone or e-mail.")))
        self._contact.setVisible(bool(self._contact.text()))
        while (old := self._promises.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        says: list[str] = []
        for index, line in enumerate(basket.lines):
            known = basket.availability(index)
            if not line.later or known is None or shop is None:
                continue
            promise = promise_of(basket, index)
            how = basket.how_of(line)
            undated = self.tr("no date yet") if known.short else self.tr("put aside")
            undated = self.tr("from the supplier") if how is not None and how.route == "direct" else undated
            day = latest_text(promise, shop) if promise else undated
            units = quantity_text(line.later, line.product, shop)
            self._promises.addWidget(SumRow(f"{units} × {line.product.name}", day))
            says.append(f"{line.product.name}: {words_of(basket, index)}")
        self._none.setVisible(not says)
        decided = basket.undecided() is None
        self._none.setText(
            self.tr("Everything in the basket goes home today.") if decided and basket.lines
            else self.tr("Nothing is promised yet.")
        )  # fmt: skip
        quote = basket.quote()
        if says and quote is not None and shop is not None:
            says.append(
                self.tr("{now} paid today, {later} due on collection.").format(
                    now=money_text(quote.due_now, shop), later=money_text(quote.balance_due, shop)
                )
            )
        self._paper.setVisible(bool(says))
        self._says.setText("\n".join(says))
