"""Choosing a customer: found as typed by name or phone, or new in two fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from pos.domain.people import Customer
from pos.register import Register
from pos.usecases.checkout import CustomerWish
from ui.theme import size
from ui.views.customer_list import CustomerRow, CustomerRows, contact_of
from ui.views.customer_words import history_words
from ui.views.new_customer import NewCustomer
from ui.widgets import ActionButton, Card, Glyph, SearchBox, TextLabel
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.usecases.customer_history import CustomerHistory

MOST = 4


class CustomerPicker(QWidget):
    """`chosen` carries a CustomerWish, with its id for a known customer, or None when the choice is taken back.

    The first match is highlighted while typing and Enter takes it, even when it is pressed before the answer is here.
    """

    chosen = Signal(object)

    def __init__(
        self,
        *,
        register: Register,
        background: Background,
        customer: Customer | CustomerWish | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._register, self._background = register, background
        self._wish: CustomerWish | None = None
        self._answered_for = ""
        self._take_the_answer = False
        self.setAccessibleName(self.tr("Customer"))
        self.search = SearchBox(self.tr("Name or phone"))
        self.rows = CustomerRows()
        self.list = QListView()
        self._nobody = TextLabel("", "muted", wrap=True)
        self._finding = self._finding_part()
        self.new = NewCustomer()
        self._taken_name, self._taken_contact = TextLabel("", "strong"), TextLabel("", "small", wrap=True)
        self.known = TextLabel("", "small", wrap=True)
        self._taken = self._taken_part()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._finding, self.new, self._taken):
            column.addWidget(part)
        self.search.textEdited.connect(self._on_typing)
        self.search.textChanged.connect(lambda text: None if text else self._on_typing(""))
        self.search.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._take(index.row()))
        self.new.made.connect(self._choose)
        self.new.given_up.connect(self.focus_search)
        self._show_part(self._finding)
        if customer is not None:
            self._set(as_wish(customer))

    def _finding_part(self) -> QWidget:
        self.list.setModel(self.rows)
        self.list.setItemDelegate(CustomerRow(self.list))
        self.list.setAccessibleName(self.tr("Customers found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        new = ActionButton("user-plus", self.tr("&New customer"))
        new.clicked.connect(self.add_new)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        row.addWidget(new)
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.list)
        column.addWidget(self._nobody)
        self.list.hide()
        self._nobody.hide()
        return part

    def _taken_part(self) -> QWidget:
        change = ActionButton("pencil", self.tr("Change customer"))
        change.clicked.connect(self.focus_search)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._taken_name)
        words.addWidget(self._taken_contact)
        words.addWidget(self.known)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Glyph("user", "accent", px=24))
        row.addLayout(words, 1)
        row.addWidget(change)
        part = Card(tone="sunken")
        part.add(row)
        return part

    def wish(self) -> CustomerWish | None:
        """Who is chosen now."""
        return self._wish

    def focus_search(self) -> None:
        """Go (back) to the search; a choice made before is given up only by another one."""
        self._show_part(self._finding)
        self.search.setFocus()
        self.search.selectAll()

    def go_on(self) -> None:
        """The cursor goes where typing goes on: to what stands in the fields of somebody new, else to the search."""
        if self.is_new():
            self.new.go_on()
        else:
            self.focus_search()

    def choose(self, wish: CustomerWish) -> None:
        """Choose somebody, as a person would."""
        self._choose(wish)

    def take_typed(self) -> bool:
        """The main act was asked for: a new customer counts as typed, or it is said in place what is missing. What was
        only searched for is shown first, as by Enter. Whether it is settled who it is."""
        if self.new.isVisibleTo(self):
            self.new.take()
            return not self.new.isVisibleTo(self)
        if self._wish is not None:
            return True
        self.search.setFocus()
        self._on_enter()
        return False

    def is_new(self) -> bool:
        """Whether a new customer is being typed."""
        return self.new.isVisibleTo(self)

    def add_new(self) -> None:
        """Open the two fields of a new customer, filled with what was searched for."""
        self._show_part(self.new)
        self.new.begin(self.search.text())

    def _show_part(self, part: QWidget) -> None:
        for one in (self._finding, self.new, self._taken):
            one.setVisible(one is part)

    def _on_typing(self, text: str) -> None:
        self._take_the_answer = False
        if self._wish is not None:
            self._wish = None
            self.chosen.emit(None)
        wanted = text.strip()
        if wanted:
            self._background.run(lambda: (wanted, self._register.find_customers(wanted, MOST)), then=self._show)
        else:
            self._show(("", ()))

    def _show(self, answer: tuple[str, tuple[Customer, ...]]) -> None:
        text, rows = answer
        if text != self.search.text().strip():  # the answer to an earlier letter
            return
        self._answered_for = text
        self.rows.set_rows(rows)
        self.list.setVisible(bool(rows))
        self.list.setFixedHeight(len(rows) * (size("row") + 4) + 4)
        self._nobody.setVisible(bool(text) and not rows)
        self._nobody.setText(self.tr("Nobody matches “{text}”. Enter adds a new customer.").format(text=text))
        if rows:
            self.list.setCurrentIndex(self.rows.index(0))
        if self._take_the_answer:
            self._take_the_answer = False
            self._on_enter()

    def _on_enter(self) -> None:
        text = self.search.text().strip()
        if text and text != self._answered_for:
            self._take_the_answer = True
        elif self.rows.rowCount():
            self._take(self.list.currentIndex().row())
        elif text:
            self.add_new()

    def _take(self, row: int) -> None:
        self._choose(as_wish(self.rows.customer(row)))

    def _choose(self, wish: CustomerWish) -> None:
        self._set(wish)
        self.chosen.emit(wish)

    def _set(self, wish: CustomerWish) -> None:
        self._wish = wish
        contact = contact_of(Customer("", wish.name, wish.phone, wish.email))
        self._taken_name.setText(wish.name)
        self._taken_contact.setText(contact or self.tr("No phone or e-mail"))
        self._taken.setAccessibleName(f"{wish.name}, {self._taken_contact.text()}")
        self.known.hide()
        self._show_part(self._taken)
        if wish.id:
            who = wish.id
            self._background.run(
                lambda: self._register.waiting.customer_history(who), then=self._show_known, failed=lambda _: None
            )

    def _show_known(self, seen: CustomerHistory) -> None:
        if self._wish is None or self._wish.id != seen.customer.id:  # somebody else was chosen meanwhile
            return
        self.known.setText(history_words(seen))
        self.known.show()
        self._taken.setAccessibleName(f"{self._wish.name}, {self._taken_contact.text()}, {self.known.text()}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.search or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
            return True
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and (count := self.rows.rowCount()):
            self.list.setCurrentIndex(self.rows.index((self.list.currentIndex().row() + step) % count))
        return bool(step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self.new.isVisible() or (self._wish and self._finding.isVisible())):
            if self._wish is not None:
                self._set(self._wish)
            else:
                self.focus_search()
            return
        super().keyPressEvent(event)


def as_wish(customer: Customer | CustomerWish) -> CustomerWish:
    """A known customer as a sale takes it: by id, with the words that the screen shows."""
    if isinstance(customer, CustomerWish):
        return customer
    return CustomerWish(
        id=customer.id, name=customer.name, phone=customer.phone, email=customer.email, consent=customer.consent,
        language=customer.language, tell_by=customer.tell_by,
    )  # fmt: skip
