"""Suppliers by how promises on their goods were kept, as the rows of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt

from pos.domain.promise_quality import Quality
from pos.domain.shop import Shop
from ui.views.buying_words import percent
from ui.views.table_rows import CellTable, Index

SUPPLIER, KEPT, BETWEEN, SPARE, STATE = range(5)


class QualityTable(CellTable):
    """A row for each supplier."""

    def __init__(self, qualities: Sequence[Quality], names: Mapping[str, str], shop: Shop) -> None:
        heads = (
            self.tr("Supplier"), self.tr("Kept"), self.tr("Likely between"), self.tr("Days to spare"), self.tr("State"),
        )  # fmt: skip
        rows = [self._row(one, names.get(one.supplier) or one.supplier, shop) for one in qualities]
        super().__init__(heads, rows, figures=(KEPT, BETWEEN, SPARE))
        self._codes = tuple(one.supplier for one in qualities)

    def _row(self, one: Quality, name: str, shop: Shop) -> tuple[str, ...]:
        low, high = (percent(end) for end in one.kept_between)
        spare = days_figure(one.slack_mean, shop)
        return (
            name,
            self.tr("{kept} of {n}, {share}").format(kept=one.kept, n=one.n, share=percent(one.kept_share or 0.0)),
            f"{low} – {high}",
            spare,
            self.tr("Breaks too often") if one.alarm else self.tr("As it should be"),
        )

    def supplier(self, row: int) -> str:
        """The code of a row's supplier. Raises IndexError."""
        return self._codes[row]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        found = super().data(index, role)
        # Figures keep their order in a window from right to left.
        return f"\u2068{found}\u2069" if role == Qt.ItemDataRole.DisplayRole and index.isValid() else found


def days_figure(days: float | None, shop: Shop) -> str:
    """ "2.7", in the shop's own writing; a dash for none."""
    return "–" if days is None else f"{round(days, 1) + 0.0:.1f}".replace(".", shop.decimal)
