"""Who is at the register: people as big buttons, and a PIN. The basket is kept meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pos.domain.errors import PosError
from pos.domain.people import Person
from ui.theme import text_px
from ui.widgets import Card, ElidedLabel, Glyph, PinPad, Pressable, TextLabel
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register


class PersonButton(Pressable):
    """One person: name and role; stays down while the PIN is asked for. `left` by Up (-1) or Down (1)."""

    left = Signal(int)
    height_token = "main"

    def __init__(self, person: Person, role: str) -> None:
        super().__init__(f"{person.name}, {role}".replace("&", "&&"))
        self.person = person
        self.setCheckable(True)
        name, below = ElidedLabel(person.name, lines=1, role="strong"), TextLabel(role, "small")
        words = QVBoxLayout()
        words.setSpacing(0)
        for label in (name, below):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            words.addWidget(label)
        self.row.setContentsMargins(16, 8, 16, 8)
        self.row.setSpacing(14)
        self.row.addWidget(Glyph("user", "accent", px=26))
        self.row.addLayout(words, 1)
        self._mark = Glyph("chevron-right", "muted")
        self.row.addWidget(self._mark)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.left.emit(step)
        else:
            super().keyPressEvent(event)


class SignInView(QWidget):
    """`signed_in` carries the Person whose PIN fitted. Scans are refused here."""

    signed_in = Signal(object)
    ready = Signal()
    """The people are shown."""
    refuses_scans = True

    def __init__(
        self, *, register: Register, background: Background, reason: str = "", parent: QWidget | None = None
    ) -> None:
        """`reason` is one sentence on why somebody must sign in, such as that the register was locked."""
        super().__init__(parent)
        self._register, self._background = register, background
        self._chosen: Person | None = None
        self._buttons: list[PersonButton] = []
        self.setAccessibleName(self.tr("Sign in"))
        self._place = TextLabel("", "muted")
        self._people = QVBoxLayout()
        self._people.setSpacing(8)
        self._asked = TextLabel(self.tr("Choose your name"), "heading", side="centre")
        self.pad = PinPad()
        self.pad.entered.connect(self._on_pin)
        self._build(reason)
        self._background.run(lambda: (register.shop(), tuple(register.people())), then=self._on_people)

    def _build(self, reason: str) -> None:
        title = QVBoxLayout()
        title.setSpacing(4)
        title.addWidget(TextLabel(self.tr("Who is at the register?"), "title"))
        title.addWidget(self._place)
        if reason:
            title.addWidget(TextLabel(reason, "muted", wrap=True))
        pad_card = Card(spacing=12)
        pad_card.column.setContentsMargins(24, 20, 24, 24)
        pad_card.add(self._asked, self.pad)
        pad_card.setMaximumWidth(text_px("base") * 27)
        inner = QWidget()
        inner.setObjectName("sheet_body")
        inner.setLayout(self._people)
        self._people.setContentsMargins(2, 2, 2, 2)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        names = QVBoxLayout()
        names.setSpacing(20)
        names.addLayout(title)
        names.addWidget(scroll, 1)
        both = QWidget()
        both.setMaximumSize(text_px("base") * 60, text_px("base") * 36)
        row = QHBoxLayout(both)
        row.setContentsMargins(24, 24, 24, 24)
        row.setSpacing(32)
        row.addLayout(names, 1)
        row.addWidget(pad_card, 1, Qt.AlignmentFlag.AlignTop)
        centre = QHBoxLayout(self)
        centre.setContentsMargins(0, 0, 0, 0)
        centre.addWidget(both)
        self.pad.setEnabled(False)

    def choose(self, person: Person) -> None:
        """Ask for this person's PIN."""
        self._chosen = person
        for button in self._buttons:
            button.setChecked(button.person == person)
        self._asked.setText(self.tr("PIN of {name}").format(name=person.name))
        self.pad.setEnabled(True)
        self.pad.refuse("")
        self.pad.setFocus()

    def _on_people(self, answer: tuple[object, Sequence[Person]]) -> None:
        shop, people = answer
        self._place.setText(f"{getattr(shop, 'store_name', '')} · {getattr(shop, 'register', '')}")
        roles = {"cashier": self.tr("Cashier"), "manager": self.tr("Manager"), "owner": self.tr("Owner")}
        for person in people:
            button = PersonButton(person, roles[person.role])
            button.clicked.connect(partial(self.choose, person))
            button.left.connect(partial(self._walk, len(self._buttons)))
            self._buttons.append(button)
            self._people.addWidget(button)
            button.show()  # a layout shows it later only, and until then it takes no focus
        self._people.addStretch(1)
        if len(people) == 1:
            self.choose(people[0])
        elif self._buttons:
            self._buttons[0].setFocus()
        self.ready.emit()

    def _on_pin(self, pin: str) -> None:
        person = self._chosen
        if person is None:
            return
        self.pad.setEnabled(False)
        self._background.run(
            partial(self._register.sign_in, person.id, pin), then=self._on_fits, failed=self._on_refused
        )

    def _on_fits(self, person: Person) -> None:
        self.signed_in.emit(person)

    def _on_refused(self, refusal: PosError) -> None:
        self.pad.setEnabled(True)
        self.pad.refuse(refusal.sentence)
        self.pad.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._chosen is not None:
            self.pad.setFocus()
        elif self._buttons:
            self._buttons[0].setFocus()

    def _walk(self, at: int, step: int) -> None:
        self._buttons[(at + step) % len(self._buttons)].setFocus(Qt.FocusReason.TabFocusReason)
