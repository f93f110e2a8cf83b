"""One product of a count: how many came, how many of them are damaged, and what becomes of those that are over."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos.domain.counting import CountedLine
from ui.views.goods_words import count_pill, damages, over_reasons
from ui.views.reason_row import ReasonRow
from ui.widgets import Card, ElidedLabel, FormRow, Pill, QuantityStepper, SegmentedChoice, TextLabel, all_taken, rule


class CountedCard(Card):
    """`counted` carries SKU and units, `damaged` SKU, units and the reason, `settled` SKU, the reason and whether what
    is over goes back."""

    counted = Signal(str, int)
    damaged = Signal(str, int, str)
    settled = Signal(str, str, bool)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(spacing=10, parent=parent)
        self._line: CountedLine | None = None
        self._name, self._pill = ElidedLabel(role="heading", lines=2), Pill("waiting", "")
        self._sku = TextLabel("", "small")
        self.units = FormRow(self.tr("Came in &order"), QuantityStepper(self.tr("Came in order"), 0, most=1_000_000))
        self.broken = FormRow(self.tr("&Damaged"), QuantityStepper(self.tr("Damaged"), 0, most=1_000_000))
        self.broken_why = ReasonRow(
            self.tr("What is &wrong with them"), damages(), hint=self.tr("They never become stock to sell.")
        )
        self._over = TextLabel("", "strong", wrap=True)
        self.over = SegmentedChoice(
            self.tr("What is over"), [("in", self.tr("Take in")), ("back", self.tr("Send back"))]
        )
        self.over_why = ReasonRow(self.tr("Wh&y"), over_reasons())
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self._sku, 1)
        below.addWidget(self._pill)
        self.add(
            self._name, below, rule(), self.units, self.broken, self.broken_why, self._over, self.over,
            self.over_why,
        )  # fmt: skip
        self.units.field.changed.connect(self._on_units)
        self.broken.field.changed.connect(self._on_broken)
        self.broken.field.settled.connect(lambda _: self._asks_what_is_wrong())
        self.broken_why.field.activated.connect(self._tell_broken)
        self.broken_why.line.editingFinished.connect(self._tell_broken)
        self.over.chosen.connect(self._tell_over)
        self.over_why.field.activated.connect(self._tell_over)
        self.over_why.line.editingFinished.connect(self._tell_over)

    def show_line(self, line: CountedLine) -> None:
        """Show a product as it is counted now; what is being typed about the same one stays."""
        is_new = self._line is None or self._line.sku != line.sku
        self._line = line
        self._name.setText(line.name)
        self._sku.setText(line.sku)
        self.setAccessibleName(line.name)
        kind, words = count_pill(line)
        self._pill.setVisible(bool(words))
        self._pill.show_state(kind, words)
        self.units.field.set_quantity(line.counted)
        if is_new or line.damaged:
            self.broken.field.set_quantity(line.damaged)
        if is_new:
            self.broken_why.set_words(line.damaged_why)
            self.over_why.set_words(line.over_why)
            self.over.set_key("back" if line.refuse_over else "in")
        self.broken_why.setVisible(self.broken.field.quantity() > 0)
        is_over = line.is_over
        words = self.tr("{n} more than the {m} that were ordered")
        if line.settled:
            words = self.tr("{n} more, and all that were ordered came before")
        self._over.setText(words.format(n=line.over, m=line.expected))
        for part in (self._over, self.over, self.over_why):
            part.setVisible(is_over)

    def go_to_over(self) -> None:
        """The cursor to what somebody has to decide."""
        self.over_why.refuse(self.tr("Say why."))
        self.over_why.field.setFocus()

    def sku(self) -> str:
        """The product that is shown; empty for none yet."""
        return self._line.sku if self._line is not None else ""

    def finish_typing(self) -> bool:
        """What is still being typed counts. Whether all of it does; else it is said in place what is missing."""
        if not all_taken(self):
            return False
        self._tell_broken()
        self._tell_over()
        return not self._asks_what_is_wrong()

    def _asks_what_is_wrong(self) -> bool:
        if not self.broken.field.quantity() or self.broken_why.words():
            return False
        self.broken_why.refuse(self.tr("Nothing damaged is noted yet. Say what is wrong with them, or make it 0."))
        self.broken_why.field.setFocus()
        return True

    # --- what happens ------------------------------------------------------------------------------------------------
    def _on_units(self, units: int) -> None:
        if self._line is not None:
            self.counted.emit(self._line.sku, units)

    def _on_broken(self, units: int) -> None:
        self.broken_why.setVisible(units > 0)
        self._tell_broken()

    def _tell_broken(self) -> None:
        line, units, why = self._line, self.broken.field.quantity(), self.broken_why.words()
        if line is None or (units and not why) or (units, why if units else "") == (line.damaged, line.damaged_why):
            return
        self.broken_why.refuse("")
        self.damaged.emit(line.sku, units, why if units else "")

    def _tell_over(self) -> None:
        line, why, back = self._line, self.over_why.words(), self.over.key() == "back"
        if line is None or not line.over or not why or (why, back) == (line.over_why, line.refuse_over):
            return
        self.over_why.refuse("")
        self.settled.emit(line.sku, why, back)
