"""One broken promise on the radar: who was told what, the remedies with the best one chosen, and the way to answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from pos.domain.remedies import Remedy, chosen
from pos.domain.shop import Shop
from pos.usecases.radar import Broken
from ui.views.radar_words import late_words, news_words, remedy_sentence, remedy_words, told_words
from ui.widgets import ActionButton, Card, ElidedLabel, FormRow, Pill, SegmentedChoice, TextLabel

if TYPE_CHECKING:
    from pos.usecases.remedy_acts import Choice


def _tr(text: str) -> str:
    return QCoreApplication.translate("radar", text)


def heard_words() -> list[tuple[str, str]]:
    """How a customer said something, as a choice shows it."""
    return [("phone", _tr("By phone")), ("counter", _tr("Here")), ("message", _tr("In a message"))]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be done for which broken promises, as they were seen, and what broke them."""

    title: str
    choices: tuple[Choice, ...]
    lines: tuple[Broken, ...]

    @property
    def versions(self) -> dict[str, int]:
        """The orders' versions as they were seen."""
        return {line.order: line.version for line in self.lines}


class RadarLine(Card):
    """`changed` says that another remedy is chosen, `answer_wanted` and `order_wanted` carry the Broken."""

    changed = Signal()
    answer_wanted = Signal(object)
    order_wanted = Signal(object)

    def __init__(self, broken: Broken, shop: Shop, today: date, *, parent: QWidget | None = None) -> None:
        super().__init__(spacing=8, parent=parent)
        self.broken, self._shop, self._today = broken, shop, today
        who = broken.customer_name or _tr("A customer")
        self.remedy = QComboBox()
        self.remedy.setAccessibleName(_tr("What is done for {name}").format(name=who))
        self.remedy.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.remedy.setMinimumContentsLength(16)
        for one in broken.remedies:
            self.remedy.addItem(remedy_words(one, shop, today), one.key)
        self.remedy.addItem(_tr("Leave it for now"), "")
        self.sentence = TextLabel("", "small", wrap=True)
        options = [("", _tr("Not yet")), *heard_words()]
        self.agreed = FormRow(
            _tr("Does the customer agree?"), SegmentedChoice(_tr("Does the customer agree?"), options)
        )
        self.answer = ActionButton("message-square", _tr("What they &say"))
        self.look = ActionButton("eye", _tr("Open &order"))
        pill = Pill(*late_words(broken))
        top, ways = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(ElidedLabel(who, role="strong"), 1)
        top.addWidget(pill)
        ways.setSpacing(8)
        for button in (self.answer, self.look):
            ways.addWidget(button, 1)
        goods = TextLabel(f"{broken.waiting} × {broken.name} · {broken.order}", "small", wrap=True)
        told = TextLabel(told_words(broken, shop), wrap=True)
        self.add(top, goods, told)
        needs = _tr("They have to agree to wait longer.") if broken.needs_word else ""
        heard = " · ".join(part for part in (news_words(broken), needs) if part)
        if heard:
            self.add(TextLabel(heard, "warning" if broken.needs_word else "small", wrap=True))
        self.add(self.remedy, self.sentence, self.agreed, ways)
        self.setAccessibleName(", ".join((who, pill.text, told.text(), goods.text())))
        self.remedy.setCurrentIndex(_usual(broken.remedies))
        self.remedy.currentIndexChanged.connect(self._on_chosen)
        self.agreed.field.chosen.connect(self.changed)
        self.answer.clicked.connect(lambda: self.answer_wanted.emit(self.broken))
        self.look.clicked.connect(lambda: self.order_wanted.emit(self.broken))
        self._show()

    def chosen(self) -> Remedy | None:
        """The remedy that is chosen now; None where the promise is left for later."""
        return chosen(self.broken.remedies, self.remedy.currentData()) if self.remedy.currentData() else None

    def choice(self) -> Choice | None:
        """What is to be carried out."""
        from pos.usecases.remedy_acts import Choice

        remedy = self.chosen()
        if remedy is None:
            return None
        agreed = self.agreed.field.key() if remedy.asks else ""
        return Choice(self.broken.order, self.broken.line, remedy.key, agreed)

    def _on_chosen(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        remedy = self.chosen()
        words = remedy_sentence(remedy, self._shop, self._today) if remedy else _tr("Stays on the radar.")
        self.sentence.setText(words)
        self.remedy.setAccessibleDescription(words)
        self.agreed.setVisible(remedy is not None and remedy.asks)


def _usual(found: tuple[Remedy, ...]) -> int:
    """The best remedy that needs nobody's word."""
    return next((at for at, one in enumerate(found) if not one.asks), len(found))
