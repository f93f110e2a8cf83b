"""How promises were kept: as often as was said or not, and whether too much slack was told; for managers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QTableView, QVBoxLayout, QWidget

from pos.domain.promise_quality import FEWEST, LEVEL, LOOKED_AT, Month, Quality, Report
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from ui.theme import size, text_px
from ui.views.buying_words import percent
from ui.views.money_words import short_date
from ui.views.months_chart import MonthsChart, month_words
from ui.views.quality_rows import QualityTable, days_figure
from ui.views.share_bar import ShareBar
from ui.widgets import Card, EmptyState, SheetFrame, SumRow, TextLabel, dress_table
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register

_TWO_COLUMNS = 58
"""In heights of text: from this width on the cards stand in two columns."""
_FEWEST_MONTHS = 4
"""From so many months on they are drawn; fewer are said."""
_AIMS = (0.5, 0.4, 0.1)


@dataclass(frozen=True, slots=True)
class Record:
    """What the page shows: the report, suppliers' names, how many promises are open and when the first is due."""

    report: Report
    names: Mapping[str, str]
    open_promises: int = 0
    first_due: date | None = None


def record_of(register: Register) -> Record:
    """Read it; for the background."""
    report = register.promises.quality()
    names = {one.terms.supplier: one.terms.name for one in register.buying.suppliers()}
    due = [line.promised_on for order in register.orders() for line in order.lines if line.waiting and line.promised_on]
    return Record(report, names, len(due), min(due, default=None))


class QualityView(SheetFrame):
    """`shown` says that the figures stand; `supplier_opened` carries a supplier's code."""

    shown = Signal()
    supplier_opened = Signal(str)

    def __init__(
        self, *, register: Register, background: Background, shop: Shop, parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("How promises were kept"), parent=parent)
        self._shop, self._today = shop, today_in(shop, register.clock.now())
        self.empty = EmptyState("chart-column", "")
        self.table = QTableView()
        self._content = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self._content, 1)
        self.empty.hide()
        background.run(partial(record_of, register), then=self.show_record)

    def show_record(self, record: Record) -> None:
        """Show these figures, or when there will be some."""
        report = record.report
        self._content.hide()
        self._content.deleteLater()
        self._content, self.table = QWidget(), QTableView()
        self.body.addWidget(self._content, 1)
        if not report.overall.n:
            self.empty.show_text(self.tr("Nothing to see yet"), self._when(record))
            self.empty.show()
            self.shown.emit()
            return
        self.empty.hide()
        whole = QVBoxLayout(self._content)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._columns.setSpacing(12)
        whole.addLayout(self._columns)
        start = [self._finding(report.overall), self._figures(report)]
        end = [self._bands(report.overall), self._months(report.months)]
        for parts in (start, end):
            column = QVBoxLayout()
            column.setSpacing(12)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        whole.addWidget(self._suppliers(record))
        whole.addStretch(1)
        self._arrange()
        if report.suppliers:
            self.table.setFocus()
        self.shown.emit()

    def _when(self, record: Record) -> str:
        rule = self.tr("A promise counts once its goods are ready, or once its latest day has passed.")
        if record.first_due is None:
            return f"{rule} {self.tr('No promise is open now: the first backorder begins the record.')}"
        day = short_date(record.first_due, self._shop, today=self._today)
        if record.open_promises == 1:
            return f"{rule} {self.tr('One is open, due {day}.').format(day=day)}"
        return f"{rule} {self.tr('{n} are open, the first due {day}.').format(n=record.open_promises, day=day)}"

    # --- the cards ---------------------------------------------------------------------------------------------------
    def _finding(self, overall: Quality) -> Card:
        """The one number, how sure it is, and the alarm."""
        share = overall.kept_share or 0.0
        low, high = (percent(end) for end in overall.kept_between)
        tone = "stop" if overall.alarm else "good" if overall.kept_between[1] >= LEVEL else "warn"
        card = Card(tone=tone, spacing=6)
        of = self.tr("One promise was judged; {aim} should be kept.").format(aim=percent(LEVEL))
        if overall.n > 1:
            of = self.tr("of {n} promises were kept by the day told first; {aim} should be.").format(
                n=overall.n, aim=percent(LEVEL)
            )
        sure = self.tr("The true share is likely between {low} and {high}.").format(low=low, high=high)
        if overall.n < FEWEST:
            sure = f"{self.tr('Too few to judge by.')} {sure}"
        words = f"{percent(share)} {of} {sure}"
        card.add(
            TextLabel(percent(share), "total"), TextLabel(of, wrap=True),
            ShareBar(share, overall.kept_between, words=words, aim=LEVEL), TextLabel(sure, "small", wrap=True),
        )  # fmt: skip
        if overall.alarm:
            card.add(TextLabel(self._alarm(), "strong", wrap=True))
        card.setAccessibleName(words)
        return card

    def _alarm(self) -> str:
        return self.tr(
            "Of the last {n} so few were kept that chance does not explain it. Look at the suppliers below: dates on "
            "their goods are told with more care until they keep their word again."
        ).format(n=LOOKED_AT)

    def _figures(self, report: Report) -> Card:
        card, overall = Card(self.tr("In figures"), spacing=6), report.overall
        for label, said in (
            (self.tr("Kept by the day told first"), self._of(overall.kept, overall.n)),
            (self.tr("Kept by the day told last"), self._of(overall.kept_last, overall.n)),
            (self.tr("Ready before the likely day"), self._of(overall.early, overall.n)),
            (self.tr("Days to spare, on average"), days_figure(overall.slack_mean, self._shop)),
            (self.tr("Days to spare, middle promise"), days_figure(overall.slack_median, self._shop)),
            (self.tr("Likely to latest day, on average"), days_figure(overall.width_mean, self._shop)),
            (self.tr("Pinball loss at the latest day"), days_figure(overall.pinball, self._shop)),
            (self.tr("Cancelled before they were due"), str(report.cancelled_before_due)),
        ):
            card.add(SumRow(label, said))
        return card

    def _of(self, some: int, n: int) -> str:
        return self.tr("{some} of {n}, {share}").format(some=some, n=n, share=percent(some / n))

    def _bands(self, overall: Quality) -> Card:
        card = Card(self.tr("When they were ready"), spacing=6)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        names = (self.tr("By the likely day"), self.tr("By the latest day"), self.tr("After it, or never"))
        for at, (name, share, aim) in enumerate(zip(names, overall.bands or (0.0, 0.0, 0.0), _AIMS, strict=True)):
            said = self.tr("{share}, should be {aim}").format(share=percent(share), aim=percent(aim))
            grid.addWidget(TextLabel(name), 2 * at, 0)
            grid.addWidget(TextLabel(said, "muted", side="trailing"), 2 * at, 1)
            bar = ShareBar(share, (0.0, share), words=f"{name}: {said}", aim=aim, marks=False)
            grid.addWidget(bar, 2 * at + 1, 0, 1, 2)
        card.add(grid)
        return card

    def _months(self, months: Sequence[Month]) -> Card:
        card = Card(self.tr("By month"), spacing=6)
        said = [month_words(month, self._shop) for month in months]
        if len(months) < _FEWEST_MONTHS:
            for sentence in said:
                card.add(TextLabel(sentence, wrap=True))
            return card
        chart = MonthsChart(months, self._shop, aim=LEVEL)
        chart.setAccessibleName(said[-1])
        chart.setAccessibleDescription(" ".join(said))
        card.add(TextLabel(said[-1], wrap=True), chart)
        return card

    def _suppliers(self, record: Record) -> Card:
        card = Card(self.tr("By supplier, the worst first"))
        qualities = record.report.suppliers
        if not qualities:
            words = self.tr("A supplier has a line of its own from {n} promises on.").format(n=FEWEST)
            card.add(TextLabel(words, "muted", wrap=True))
            return card
        self.model = QualityTable(qualities, record.names, self._shop)
        self.table.setModel(self.model)
        self.table.activated.connect(self._open)
        dress_table(self.table, name=self.tr("Promises by supplier"))
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(len(qualities) * size("row") + head + 6)
        self.table.selectRow(0)
        card.add(self.table)
        return card

    def _open(self, index: QModelIndex) -> None:
        self.supplier_opened.emit(self.model.supplier(index.row()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= text_px("base") * _TWO_COLUMNS
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
