"""The first start: five short pages from nothing to a shop. What was answered is there again after a break."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from pos.domain.errors import PosError, Refused
from ui.theme import colour
from ui.views.acting_sheet import ActingSheet
from ui.views.first_run_answers import Answers, first_guess, forget_answers, load_answers, save_answers
from ui.views.first_run_pages import Page, PlacePage, StorePage
from ui.views.first_run_rules import PersonPage, PrinterPage, RulesPage
from ui.widgets import ActionButton, PrimaryButton, TextLabel
from ui.work.background import Background
from ui.work.notices import Notices

if TYPE_CHECKING:
    from pos.register import Register

_WIDEST = 720


class _Steps(QWidget):
    """How far one is: a bar for each page."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count, self.at = count, 0
        self.setFixedHeight(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width = (self.width() - 6 * (self.count - 1)) / self.count
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for number in range(self.count):
            painter.setBrush(colour("accent" if number <= self.at else "line"))
            place = self.count - 1 - number if mirrored else number
            painter.drawRoundedRect(round(place * (width + 6)), 0, round(width), 6, 3, 3)
        painter.end()


class FirstRun(ActingSheet):
    """`created` carries the open Register of the new shop; `demo_wanted` asks for sample data instead."""

    created = Signal(object)
    demo_wanted = Signal()
    refuses_scans = True

    def __init__(self, *, folder: Path, background: Background | None = None, parent: QWidget | None = None) -> None:
        """Without a `background` it has one of its own while the shop is made."""
        super().__init__(self.tr("Welcome to Raincheck"), widest=_WIDEST, parent=parent)
        self._folder, self._given = folder, background
        self._own: Background | None = None
        self._register: Register | None = None
        self.answers: Answers = load_answers(folder) or first_guess()
        self._pages = QVBoxLayout()
        self.pages: list[Page] = []
        self._steps = _Steps(5)
        self._step_words = TextLabel("", "small")
        self._main = PrimaryButton("", key="F12")
        self._demo = ActionButton("sparkles", self.tr("&Try with sample data"))
        self._refusal = TextLabel("", "error", wrap=True)
        self._fill()
        above = QVBoxLayout()
        above.setSpacing(8)
        above.addWidget(self._step_words)
        above.addWidget(self._steps)
        self.body.addLayout(above)
        self.body.addLayout(self._pages)
        self.body.addWidget(self._refusal)
        self.body.addStretch(1)
        self.set_main(self._main, self._demo)
        self._demo.clicked.connect(self.demo_wanted)
        self._main.clicked.connect(self.press_main)
        self.back.connect(self._on_back)
        stays = self._back.sizePolicy()
        stays.setRetainSizeWhenHidden(True)  # so that the title stands where it stands on the other pages
        self._back.setSizePolicy(stays)
        self._go_to(self.answers.step)

    def _fill(self) -> None:
        """Make the pages anew from the answers: what the country makes likely reaches the later ones so."""
        for old in self.pages:
            self._pages.removeWidget(old)
            old.deleteLater()
        self.pages = [
            PlacePage(self.answers),
            StorePage(self.answers),
            RulesPage(self.answers),
            PrinterPage(self.answers),
            PersonPage(self.answers),
        ]
        for page in self.pages:
            self._pages.addWidget(page)
            page.hide()

    def step(self) -> int:
        """The page that is shown, from 0."""
        return self._steps.at

    def act(self) -> None:
        """Take this page's answers and go on; on the last page, make the shop."""
        if not self._main.isEnabled():
            return
        answers = self.pages[self.step()].answers(self.answers)
        if answers is None:
            return
        self.answers = answers
        if self.step() == len(self.pages) - 1:
            self._keep(self.step())
            self._create()
        else:
            step = self.step() + 1
            if step == 1:
                self._fill()
            self._keep(step)
            self._go_to(step)

    def _keep(self, step: int) -> None:
        self.answers = replace(self.answers, step=step)
        save_answers(self._folder, self.answers)

    def _on_back(self) -> None:
        if self.step() > 0 and self._main.isEnabled():
            self._go_to(self.step() - 1)

    def _go_to(self, step: int) -> None:
        last = len(self.pages) - 1
        step = min(max(step, 0), last)
        for at, page in enumerate(self.pages):
            page.setVisible(at == step)
        self._steps.at = step
        self._steps.update()
        self._step_words.setText(self.tr("Step {n} of {count}").format(n=step + 1, count=last + 1))
        self._main.set_label(self.tr("Open the counter") if step == last else self.tr("Continue"))
        self._back.setVisible(step > 0)
        self._demo.setVisible(step < 2)
        self._say("")
        self.pages[step].first_field().setFocus()

    def _create(self) -> None:
        """Make the shop off the GUI thread; a PIN that is refused then keeps the shop and asks again."""
        page = self.pages[-1]
        assert isinstance(page, PersonPage)
        folder, answers, pin, made = self._folder, self.answers, page.pin.field.text(), self._register
        if self._given is None and self._own is None:
            self._own = Background(Notices(self), self)
        self._main.setEnabled(False)
        self._main.set_label(self.tr("Making the shop…"))

        def create() -> Register:
            register = made or _make(folder, answers)
            self._register = register
            register.set_device(**answers.printer())
            register.add_person(answers.person_name, "owner", pin)
            return register

        background = self._given or self._own
        assert background is not None
        background.run(create, then=self._on_created, failed=self._on_refused)

    def _on_created(self, register: Register) -> None:
        forget_answers(self._folder)
        self._end_own()
        self.created.emit(register)

    def _on_refused(self, refusal: PosError) -> None:
        self._main.setEnabled(True)
        self._main.set_label(self.tr("Open the counter"))
        self._end_own()
        page = self.pages[-1]
        if isinstance(refusal, Refused) and self._register is not None and isinstance(page, PersonPage):
            page.refuse(refusal.sentence)
        else:
            self._say(refusal.sentence)

    def _end_own(self) -> None:
        own, self._own = self._own, None
        if own is not None:
            own.close()

    def _say(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.pages[self.step()].first_field().setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field goes on, as people expect of a form."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.press_main()
            return
        super().keyPressEvent(event)


def _make(folder: Path, answers: Answers) -> Register:
    from pos.register import Register

    return Register.create(folder, answers.shop())
