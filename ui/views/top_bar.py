"""The bar on top of everything: which shop, which register, who works on it; a state only when something is wrong."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSpacerItem, QWidget

from pos.domain.people import OWNER, Person
from pos.domain.shop import Shop
from ui.keys import key_text
from ui.theme import colour, text_px
from ui.widgets import ActionButton, ElidedLabel, IconButton, Pill

EDGE = 16
"""px from the window's edge to the name at the start, and to the menu's icon at the end."""
_ICON = 22  # px of an IconButton's icon at 100 % text


class TopBar(QFrame):
    """Quiet while all is well: the printer's pill shows only while paper does not come."""

    menu_wanted = Signal()
    person_pressed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self._shop = ElidedLabel(lines=1, role="strong")
        self._register = ElidedLabel(lines=1, role="muted")
        self._person = ActionButton("user", "", flat=True)
        self._printer = Pill("printer", self.tr("Printer"))
        self.menu = IconButton("menu", f"{self.tr('Menu')} ({key_text('menu')})")
        self._person.clicked.connect(self.person_pressed)
        self.menu.clicked.connect(self.menu_wanted)
        row = QHBoxLayout(self)
        self._before = QSpacerItem(0, 0)
        row.setSpacing(12)
        row.addSpacerItem(self._before)
        row.addWidget(self._shop)
        row.addWidget(self._register)
        row.addWidget(self._person)
        row.addStretch(1)
        row.addWidget(self._printer)
        row.addWidget(self.menu)
        self._person.hide()
        self._printer.hide()
        self._set_margins()

    def _set_margins(self) -> None:
        """The menu's icon stands inside of its button: the name gets the same room before it, in either direction."""
        inset = (self.menu.sizeHint().width() - round(_ICON * text_px("base") / 16)) // 2
        row = self.layout()
        assert row is not None
        row.setContentsMargins(EDGE - inset, 4, EDGE - inset, 4)
        self._before.changeSize(inset, 0)  # mirrored with the row, as a margin is not
        row.invalidate()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:  # another text size
            self._set_margins()

    def show_shop(self, shop: Shop) -> None:
        """Which shop and register this is."""
        self.show_names(shop.store_name, shop.register)

    def show_names(self, store: str, register: str) -> None:
        """The same from what was kept of the last time, until the records are open."""
        self._shop.setText(store)
        self._register.setText(self.tr("Register {register}").format(register=register) if register else "")

    def show_person(self, person: Person | None) -> None:
        """Who works; nobody is shown while the owner works alone and nobody has a PIN."""
        self._person.setVisible(person is not None and person.id != OWNER.id)
        if person is not None:
            self._person.set_label(person.name)

    def show_printer(self, trouble: str) -> None:
        """What is wrong with the paper, in two words; empty when all is well."""
        self._printer.setVisible(bool(trouble))
        if trouble:
            self._printer.show_state("printer", trouble)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("card"))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), colour("line"))
        painter.end()
