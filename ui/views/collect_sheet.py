"""Goods handed over to who ordered them: each item held under the scanner, part of it if they want, then paid."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QVBoxLayout, QWidget

from pos.domain.errors import PosError
from pos.domain.scan_check import ScanCheck
from ui.views.collect_line import CollectLine
from ui.views.collect_words import made_of, part_words
from ui.views.money_words import money_text
from ui.views.order_act_sheet import ActedOn, At, OrderActSheet
from ui.widgets import Card, PrimaryButton, SumRow, TextLabel, rule

if TYPE_CHECKING:
    from pos.domain.hold_places import Bag
    from pos.usecases.due_now import HandOver
    from ui.views.typed_before import Key


def _tr(text: str) -> str:
    return QCoreApplication.translate("collect", text)


@dataclass(frozen=True, slots=True)
class Leaving:
    """What leaves now, checked: line -> units, the codes that were scanned, and all money of it."""

    lines: Mapping[int, int]
    scans: tuple[str, ...]
    hand_over: HandOver
    customer_name: str


@dataclass(frozen=True, slots=True)
class Begun:
    """A check that was left for the payment, or because the order changed meanwhile."""

    typed: Mapping[Key, object]
    scans: tuple[str, ...]


class CollectSheet(OrderActSheet):
    """`leaving` carries what leaves, once it is checked; the money is asked for after it."""

    leaving = Signal(object)
    shown = Signal()
    """What was asked of the register is on the screen."""

    def __init__(self, about: ActedOn, at: At, *, kept: int = 0, parent: QWidget | None = None) -> None:
        """`kept`, in minor units, was taken for this hand-over before and is not booked yet."""
        super().__init__(_tr("Collect"), PrimaryButton("", key="F12"), about, at, parent=parent)
        self.check = ScanCheck(about.order.number, about.order.lines)
        self.rows = {line.line: CollectLine(line) for line in self.check.lines()}
        self.by_eye = QCheckBox(_tr("&Checked by eye: item and quantity of each"))
        self._where = TextLabel("", "strong", wrap=True)
        self._goods, self._sums = Card(_tr("Scan each item"), spacing=10), QVBoxLayout()
        self._hand_over: HandOver | None = None
        self._asked: Mapping[int, int] | None = None
        self._act_when_seen = self._pays = False
        self._kept = kept
        for nth, row in enumerate(self.rows.values()):
            if nth:
                self._goods.add(rule())
            self._goods.add(row)
            # Checked once typed: the first figure of a scan may run into the field, and scans beyond it would go.
            row.units.changed.connect(self._on_typed)
            row.units.settled.connect(partial(self._take, row.line))
            row.units.judged.connect(self._on_judged)
        self._goods.add(rule(), self.by_eye)
        money = Card(spacing=6)
        money.add(self._sums)
        for part in (self._where, self._goods, money):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._where.hide()
        self.by_eye.toggled.connect(self._refresh)
        look = partial(at.register.shelf.where, about.order.number)
        at.background.run(look, then=self._on_bags)
        self._ask(first=True)

    def begun(self) -> Begun:
        """How far the check is: what is chosen, and what was scanned."""
        return Begun(self.typed(), self.check.scans)

    def go_on(self, begun: Begun) -> None:
        """Go on where the check was left: the choices, then the scans on top of them."""
        self.type_again(begun.typed)
        for row in self.rows.values():
            row.units.finish()
        for code in begun.scans:
            self.take_scan(code)

    def _on_bags(self, bags: tuple[Bag, ...]) -> None:
        words = [_tr("{place} (label {tag})").format(place=bag.place, tag=bag.tag) for bag in bags]
        self._where.setText(_tr("It lies in {places}").format(places=", ".join(words)) if words else "")
        self._where.setVisible(bool(words))

    # --- checking ----------------------------------------------------------------------------------------------------
    def take_scan(self, code: str) -> None:
        """One unit of something was held under the scanner; a number that was typed before it counts for it."""
        for row in self.rows.values():
            row.units.finish()
        look = partial(self.at.register.look_up, code)
        self.at.background.run(look, then=lambda found: self._scanned(code, found.product), failed=self._bad_scan)

    def _scanned(self, code: str, product: Any) -> None:
        try:
            line = self.check.scan(product.sku, product.name, code)
        except PosError as refusal:
            self._bad_scan(refusal)
            return
        self.refuse("")
        self.rows[line.line].show_line(line)
        self._refresh()
        self.shown.emit()

    def _bad_scan(self, refusal: PosError) -> None:
        QApplication.beep()
        self.refuse(refusal.sentence)
        self.shown.emit()

    def _take(self, line: int, units: int) -> None:
        self._act_when_seen = False
        self.refuse("")
        self.check.take(line, units)
        for one in self.check.lines():
            self.rows[one.line].show_line(one)
        if self._units() == self._asked:
            self._refresh()
        else:
            self._ask()

    def _on_typed(self, units: int) -> None:
        """The sums are those of the number that stands there."""
        self._act_when_seen = False
        self.refuse("")
        self._ask()

    def _on_judged(self, good: bool) -> None:
        """The sums of the number before are none of a number that cannot be taken."""
        if good:
            self._ask()
        else:
            self._dash()

    def _dash(self) -> None:
        for nth in range(self._sums.count()):
            item = self._sums.itemAt(nth)
            if item is not None and isinstance(row := item.widget(), SumRow):
                row.set_value("–")
        if self._pays:
            self.main.set_label(_tr("Pay"), "–")
        self.set_foot_text(_tr("Nothing is reckoned while a number cannot be taken."))

    def _is_refused(self) -> bool:
        return any(row.units.is_refused for row in self.rows.values())

    def _units(self) -> dict[int, int]:
        """Line -> units as they stand in the fields."""
        return {line: row.units.quantity() for line, row in self.rows.items() if row.units.quantity()}

    # --- the money ---------------------------------------------------------------------------------------------------
    def _ask(self, *, first: bool = False) -> None:
        """What the units that leave would ask for; at `first` the register says what may leave."""
        self._hand_over = None
        self._refresh()
        units = self._asked = self._units()
        if not units:
            self._clear_sums()
            self.shown.emit()
        else:
            order = self.about.order
            ask = partial(
                self.at.register.waiting.foresee_collecting, order.number, None if first else units,
                version=order.version,
            )  # fmt: skip
            self.at.background.run(ask, then=partial(self._on_foreseen, units), failed=self.on_refused)

    def _on_foreseen(self, units: Mapping[int, int], hand_over: HandOver) -> None:
        if units != self._units():  # an answer for other units
            return
        for line in set(units) - set(hand_over.units):  # not to be had before its release
            self.rows[line].units.set_quantity(0)
            self.rows[line].show_line(self.check.take(line, 0))
        self._hand_over, self._asked, self._pays = hand_over, self._units(), bool(self._left(hand_over))
        self._clear_sums()
        for label, amount in made_of(hand_over):
            self._sums.addWidget(SumRow(label, money_text(amount, self.at.shop)))
        if sent := part_words(hand_over, self.at.shop):
            self._sums.addWidget(TextLabel(sent, "warning", wrap=True))
        if self._kept:
            self._sums.addWidget(SumRow(_tr("Taken already"), self.money(-self._kept)))
        self._sums.addWidget(SumRow(_tr("To pay now"), self.money(self._left(hand_over)), kind="total"))
        if hand_over.due.minor < self._kept:
            self._sums.addWidget(TextLabel(_tr("More was taken than is due. The payment gives it back."), "warning"))
        self._refresh()
        self.shown.emit()
        if self._act_when_seen:
            self.act()

    def _clear_sums(self) -> None:
        while (old := self._sums.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _refresh(self) -> None:
        if self._is_refused():
            self._dash()
            return
        found = self._hand_over
        due = self._left(found) if found is not None else 0
        words = _tr("Pay") if due else _tr("To the payment") if self._kept else _tr("Hand over")
        self.main.set_label(words, self.money(due) if due else "")
        self.main.setEnabled(found is not None)
        if not self._units():
            self.set_foot_text(_tr("Nothing is chosen. Say how many leave."))
        elif self.check.is_complete or self.by_eye.isChecked():
            self.set_foot_text(
                _tr("Checked. The goods leave once it is paid.") if due or self._kept else _tr("Nothing is to pay.")
            )
        else:
            self.set_foot_text(_tr("Scan what is handed over, or say that it was checked by eye."))

    def _left(self, hand_over: HandOver) -> int:
        """What of it is still to be taken, in minor units."""
        return max(0, hand_over.due.minor - self._kept)

    # --- done --------------------------------------------------------------------------------------------------------
    def act(self) -> None:
        """Go on to the money, if everything was checked; what was typed a moment ago is asked for first."""
        self._act_when_seen = self._hand_over is None and bool(self._units())
        if not self.main.isEnabled() or self._hand_over is None:
            return
        if not (self.check.is_complete or self.by_eye.isChecked()):
            self.refuse(_tr("Not everything that leaves was scanned. Scan it, or tick that it was checked by eye."))
            self.by_eye.setFocus()
            return
        scans = self.check.scans if self.check.is_complete else ()
        name = self.about.order.customer_name
        self.leaving.emit(Leaving(dict(self.check.units()), scans, self._hand_over, name))

    def call(self) -> Callable[[], Any] | None:
        """Nothing is written here: the money comes first."""
        return None

    def sentence(self, result: Any) -> str:
        """Nothing was done yet."""
        return ""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.by_eye.setFocus()
