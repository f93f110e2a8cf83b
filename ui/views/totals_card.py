"""What it comes to: the sums of the basket and what is to be paid now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from pos.domain.money import Money, digits_of
from pos.domain.shop import Shop
from ui.views.money_words import money_text
from ui.widgets import Card, SumRow

if TYPE_CHECKING:
    from pos.usecases.checkout import Quote

_SIGNS = {"EUR": "€", "GBP": "£"}  # the same in every language


class TotalsCard(Card):
    """Items, tax, what is paid ahead and what is due later (only with orders), and the sum to pay now."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(spacing=4, parent=parent)
        self._items = SumRow(self.tr("Items"))
        self._tax = SumRow(self.tr("Tax"))
        self._deposit = SumRow(self.tr("Deposit on the order"))
        self._later = SumRow(self.tr("Due on collection"))
        self.to_pay = SumRow(self.tr("To pay now"), kind="total")
        self.add(self._items, self._tax, self._deposit, self._later, self.to_pay)
        self.setAccessibleName(self.tr("Totals"))
        self.show_quote(None, None)

    def grows_with(self, quote: Quote | None) -> bool:
        """Whether this quote needs rows that do not stand yet."""
        return quote is not None and bool(quote.basket.later_total) and self._later.isHidden()

    def show_quote(self, quote: Quote | None, shop: Shop | None) -> None:
        """Show the sums of a quote; dashes while there is none."""
        ordered = quote is not None and bool(quote.basket.later_total)
        self._deposit.setVisible(ordered)
        self._later.setVisible(ordered)
        if quote is None or shop is None:
            nothing = nothing_text(shop) if shop is not None else ""
            for row in (self._items, self._tax, self.to_pay):
                row.set_value(nothing)
            return
        self._items.set_value(money_text(quote.basket.total, shop))
        tax = self.tr("Tax included") if shop.prices_include_tax else self.tr("Tax, in the sum above")
        self._tax.set_value(money_text(quote.basket.tax, shop), tax)
        self._deposit.set_value(money_text(quote.order_deposit, shop))
        self._later.set_value(money_text(quote.balance_due, shop))
        self.to_pay.set_value(money_text(quote.due_now, shop))


def nothing_text(shop: Shop) -> str:
    """ "£0.00" as `money_text` writes it, by Qt's own tables: babel's are not worth loading before the first scan."""
    locale = QLocale(f"{shop.language.replace('-', '_')}_{shop.country}")
    local = locale.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode) == shop.currency
    sign = locale.currencySymbol() if local else _SIGNS.get(shop.currency, f"{shop.currency}\u00a0")
    digits = digits_of(shop.currency)
    text = locale.toCurrencyString(0.0, sign, digits)
    if locale.zeroDigit() != "0":
        text = text.replace(locale.toString(0.0, "f", digits), str(Money(0, shop.currency)))
    return text.replace("\u00a0\u00a0", "\u00a0").strip("\u00a0")
