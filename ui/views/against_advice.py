"""Why an order is taken although the advice is against it: asked of whoever has the right to, before it is agreed."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pos.domain.availability import Availability
from pos.domain.overrides import LONGEST_REASON, RIGHT
from pos.domain.people import OWNER, Person
from ui.widgets import FormRow, TextLabel


class AgainstAdvice(QWidget):
    """A quiet field below the promise. It takes no room while the order is advised, for somebody without the right,
    who is refused anyway, and where nobody signed in: the owner of the folder answers to nobody."""

    def __init__(self, *, person: Person, reason: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asks = person.may(RIGHT) and person.id != OWNER.id
        self._against = TextLabel("", "muted", wrap=True)
        self.reason = FormRow(self.tr("Why take it a&ll the same?"), QLineEdit(reason))
        self.reason.field.setMaxLength(LONGEST_REASON)
        self.reason.field.textEdited.connect(lambda: self.reason.refuse(""))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._against)
        column.addWidget(self.reason)
        self.hide()

    def show_advice(self, availability: Availability) -> None:
        """Ask for a reason, or no longer."""
        advice = availability.advice
        self._against.setText(advice.reasons[0].sentence if advice.reasons else "")
        self.setVisible(self._asks and advice.decision in ("waitlist", "stop"))

    def why(self) -> str:
        """The reason, in one line; empty while none is asked for or none is given."""
        return "" if self.isHidden() else " ".join(self.reason.field.text().split())

    def refuses(self) -> bool:
        """Say that a reason is missing and go to its field; False where nothing is missing."""
        if self.isHidden() or self.why():
            return False
        self.reason.refuse(
            self.tr("The advice is against this order. Nothing was taken. Say in a few words why it is taken.")
        )
        self.reason.field.setFocus()
        return True
