"""Who works here, with their rights and PINs, and when the register locks itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pos.domain.errors import PosError
from pos.domain.people import Person, Role
from ui.views.settings_group import SettingsGroup, choice, saved
from ui.widgets import ActionButton, ElidedLabel, EmptyState, FormRow, Glyph, QuantityStepper, TextLabel
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register


def _tr(text: str) -> str:
    return QCoreApplication.translate("PeopleSettings", text)


def roles() -> list[tuple[str, str]]:
    """The roles as a choice shows them."""
    return [("cashier", _tr("Cashier")), ("manager", _tr("Manager")), ("owner", _tr("Owner"))]


def pin_line() -> QLineEdit:
    """A line for a PIN: figures only, never shown, scans kept out by the length."""
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setMaxLength(12)
    line.setValidator(_Figures(line))
    return line


class _Figures(QIntValidator):
    """Figures of any number, leading zeros too."""

    def validate(self, text: str, position: int) -> Any:
        good = not text or (text.isdecimal() and text.isascii())
        return (self.State.Acceptable if good else self.State.Invalid), text, position


class PeopleSettings(SettingsGroup):
    """`people_changed` carries everybody, after somebody was added or changed."""

    people_changed = Signal(object)

    def __init__(
        self,
        *,
        register: Register,
        background: Background,
        person: Person,
        settings: Mapping[str, Any],
        parent: QWidget | None = None,
    ) -> None:
        about = _tr("With people, each signs in by PIN. Without any, whoever stands here acts as the owner.")
        super().__init__("users", _tr("People"), about, parent=parent)
        self._register, self._background, self._person = register, background, person
        self._changing = ""
        self.lock = QuantityStepper(_tr("Lock after minutes"), int(settings.get("lock_minutes") or 0), most=240)
        self._list = QWidget()
        self._names = QVBoxLayout(self._list)
        self._names.setContentsMargins(0, 0, 0, 0)
        self._names.setSpacing(4)
        self.name = FormRow(_tr("&Name"), QLineEdit())
        self.pin = FormRow(_tr("P&IN"), pin_line(), hint=_tr("4 figures or more; 6 for a manager or owner."))
        self.role = choice(_tr("Role"), roles(), "cashier")
        self.add_button = ActionButton("user-plus", _tr("A&dd this person"), tone="accent")
        self._stop = ActionButton("x", _tr("Do not change"), flat=True)
        self.add_found(self._list, _tr("staff cashier manager list"))
        self.add_found(self._form(), _tr("add person pin role rights"))
        self.add_row(
            _tr("&Lock after so many minutes"),
            self.lock,
            hint=_tr("0 never locks. The basket is kept."),
            words=_tr("sign out pause"),
        )
        self.add_button.clicked.connect(self.add_person)
        self._stop.clicked.connect(self._begin_anew)
        self.pin.field.returnPressed.connect(self.add_person)
        self.name.field.returnPressed.connect(self.pin.field.setFocus)
        self.lock.settled.connect(lambda: self.save_soon(self._save_lock))
        self._begin_anew()
        self._load()

    def _form(self) -> QWidget:
        part = QWidget()
        fields = QGridLayout(part)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setHorizontalSpacing(12)
        fields.setVerticalSpacing(12)
        for at in (0, 1):
            fields.setColumnStretch(at, 1)
        role = FormRow(_tr("&Role"), self.role)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addStretch(1)
        acts.addWidget(self._stop)
        acts.addWidget(self.add_button)
        fields.addWidget(self.name, 0, 0, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(self.pin, 0, 1, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(role, 1, 0, 1, 2)
        fields.addLayout(acts, 2, 0, 1, 2)
        return part

    def add_person(self) -> None:
        """Add whom the fields describe, or change whom they belong to."""
        name, pin = self.name.field.text().strip(), self.pin.field.text()
        self.name.refuse("" if name else _tr("A name is needed, so that receipts say who served."))
        if not name:
            self.name.field.setFocus()
            return
        self.add_button.setEnabled(False)
        put = partial(
            self._register.add_person, name, cast(Role, self.role.key()), pin, by=self._person, person=self._changing
        )
        self._background.run(put, then=self._on_added, failed=self._on_refused)

    def change(self, person: Person) -> None:
        """Fill the fields with somebody, to be changed; a new PIN is part of it."""
        self._changing = person.id
        self.name.field.setText(person.name)
        self.role.set_key(person.role)
        self.pin.field.clear()
        self.add_button.set_label(_tr("Change {name}").format(name=person.name), "pencil")
        self._stop.show()
        self.pin.field.setFocus()

    def _begin_anew(self) -> None:
        self._changing = ""
        self.name.field.clear()
        self.pin.field.clear()
        self.pin.refuse("")
        self.role.set_key("cashier")
        self.add_button.set_label(_tr("A&dd this person"), "user-plus")
        self._stop.hide()

    def _load(self) -> None:
        self._background.run(lambda: tuple(self._register.people()), then=self._show)

    def _show(self, people: Sequence[Person]) -> None:
        while (old := self._names.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.deleteLater()
        for person in people:
            self._names.addWidget(self._row(person))
        if not people:
            self._names.addWidget(EmptyState("users", _tr("Nobody yet"), _tr("The first person should be an owner.")))
            self.role.set_key("owner")

    def _row(self, person: Person) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        change = ActionButton("pencil", _tr("Change"), flat=True)
        change.setAccessibleName(_tr("Change {name}").format(name=person.name))
        change.clicked.connect(partial(self.change, person))
        line.addWidget(Glyph("user", "muted"))
        line.addWidget(ElidedLabel(person.name, lines=1, role="strong"), 1)
        line.addWidget(TextLabel(dict(roles())[person.role], "muted"))
        line.addWidget(change)
        return row

    def _on_added(self, person: Person) -> None:
        self.add_button.setEnabled(True)
        self._begin_anew()
        self.say(_tr("{name} may sign in.").format(name=person.name))
        self._background.run(lambda: tuple(self._register.people()), then=self._on_changed)

    def _on_changed(self, people: Sequence[Person]) -> None:
        self._show(people)
        self.people_changed.emit(people)

    def _on_refused(self, refusal: PosError) -> None:
        self.add_button.setEnabled(True)
        self.pin.refuse(refusal.sentence)
        self.pin.field.setFocus()
        self.pin.field.selectAll()

    def _save_lock(self) -> None:
        minutes = self.lock.quantity()
        self._background.run(
            lambda: self._register.set_device(lock_minutes=minutes), then=self._on_saved, failed=self.refuse
        )

    def _on_saved(self, nothing: None) -> None:
        self.say(saved())
