"""− n +: how many."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.icon_button import IconButton
from ui.widgets.typed_field import TypedField

_LONGEST = 12
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Plus: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Minus: -1}
_WHOLE = re.compile(r"\s*\d+\s*")


class QuantityStepper(TypedField):
    """A quantity between `least` and `most`. What is typed counts with each key; a text that is no such quantity stays
    and is refused in place, and then the number from before the typing is the one that counts.

    `changed` carries the quantity after each step and each key that makes another one, `settled` only once the typing
    is finished: for what should not happen for every figure of a number. `judged` tells whenever the text becomes one
    that cannot be taken (False) or can be again (True): sums of the number before are then none of what stands there.
    """

    changed = Signal(int)
    settled = Signal(int)
    judged = Signal(bool)

    def __init__(
        self, name: str, quantity: int = 1, *, least: int = 0, most: int = 999_999, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent)
        self._least, self._most, self._quantity, self._settled = least, most, quantity, quantity
        self._before_step = quantity
        self._writing = self._telling = self._after_minus = False
        self._good = True
        self.line.setText(str(quantity))
        self.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.line.setMaxLength(_LONGEST)
        self.line.setFixedWidth(72)
        self._fewer = IconButton("minus", self.tr("One less"), flat=False)
        self._more = IconButton("plus", self.tr("One more"), flat=False)
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self._fewer, self.line, self._more):
            row.addWidget(part)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(self._refusal)
        self._fewer.clicked.connect(lambda: self._go_to(self._quantity - 1))
        self._more.clicked.connect(lambda: self._go_to(self._quantity + 1))
        self.line.textChanged.connect(self._on_text)
        self.line.textChanged.connect(self._judge)
        self.line.editingFinished.connect(self.finish)
        self.line.installEventFilter(self)
        self.set_quantity(quantity)

    def quantity(self) -> int:
        """The quantity that counts now; while the text is refused, the one from before the typing."""
        return self._quantity

    def set_quantity(self, quantity: int) -> None:
        """Show a quantity without saying that it changed. What was just told as typed stays as it is being typed."""
        if self._telling and quantity == self._quantity:
            return
        self._quantity = self._settled = min(max(quantity, self._least), self._most)
        if self._typed() != self._quantity:
            self._write(self._quantity)
        self.refuse("")
        self._show_steps()

    def set_most(self, most: int) -> None:
        """Allow no more than this."""
        self._most = most
        self.set_quantity(self._quantity)

    def refusal(self) -> str:
        """Why the text is no quantity that can be taken; empty when it is one."""
        text = self.line.text()
        if not text.strip():
            return self.tr("Type how many.")
        number = _number(text)
        if number is None:
            return self.tr("Only whole numbers, from {n}.").format(n=self._least)
        if number > self._most:
            return self.tr("{n} at most.").format(n=self._most)
        return self.tr("{n} at least.").format(n=self._least) if number < self._least else ""

    def is_typing(self) -> bool:
        """Whether somebody is in the midst of typing another quantity."""
        return self.line.hasFocus() and self._typed() != self._settled

    def finish(self) -> None:
        """The typing is finished: an empty field shows again what counts, what is refused stays and says why."""
        if not self.line.text().strip():
            self._write(self._quantity)
        self.say_refusal()
        if not self.is_refused and self._quantity != self._settled:
            self._settled = self._quantity
            self.settled.emit(self._quantity)

    def _write(self, quantity: int) -> None:
        self._writing = True
        self.line.setText(str(quantity))
        self._writing = False

    def _typed(self) -> int | None:
        number = _number(self.line.text())
        return number if number is not None and self._least <= number <= self._most else None

    def _on_text(self, text: str) -> None:
        if self._writing:
            return
        typed = self._typed()
        number = self._settled if typed is None else typed  # never the first figures of what is refused
        self.refuse(self.refusal() if text.strip() else "")
        if number != self._quantity:
            self._quantity = number
            self._show_steps()
            self._telling = True
            self.changed.emit(number)
            self._telling = False

    def _judge(self) -> None:
        """After what was typed was told: so who listens knows of both."""
        if self._good == self.is_refused:
            self._good = not self._good
            self.judged.emit(self._good)

    def _show_steps(self) -> None:
        self._fewer.setEnabled(self._quantity > self._least)
        self._more.setEnabled(self._quantity < self._most)

    def _go_to(self, quantity: int) -> None:
        before, settled = self._quantity, self._settled
        self.set_quantity(quantity)
        self.line.selectAll()  # the next figure begins another number
        if self._quantity != before:
            self.changed.emit(self._quantity)
        if self._quantity != settled:
            self.settled.emit(self._quantity)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, down, + and - step; a figure straight after a minus makes a number below zero, and never the figure
        alone."""
        if event.type() == QEvent.Type.FocusOut:
            self._after_minus = False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        step = None if held else _STEPS.get(Qt.Key(event.key()))
        after_minus, self._after_minus = self._after_minus, step is not None and event.key() == Qt.Key.Key_Minus
        if step is not None:
            self._before_step = self._quantity
            self._go_to(self._quantity + step)
            return True
        if after_minus and not held and event.text().isdigit():
            self._go_to(self._before_step)  # it was no step
            self.line.setText(f"-{event.text()}")
            return True
        return False


def _number(text: str) -> int | None:
    """The whole number that a text is; None for none."""
    return int(text) if _WHOLE.fullmatch(text) else None
