"""Telling one customer: the message as it will read, with this order's own data, before anybody gets it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from pos.domain.errors import PosError
from pos.domain.news import channel_of
from ui.views.order_act_sheet import ActedOn, At, OrderActSheet
from ui.widgets import Card, PrimaryButton, SegmentedChoice, TextLabel

if TYPE_CHECKING:
    from pos.domain.news import Message


def _tr(text: str) -> str:
    return QCoreApplication.translate("tell", text)


def channel_words(channel: str) -> str:
    """How a customer hears."""
    return {
        "e-mail": _tr("By e-mail"),
        "text": _tr("By text message"),
        "call": _tr("By telephone: it becomes a call to make"),
        "none": _tr("When they come: no contact, or no consent to be told"),
    }[channel]


class TellSheet(OrderActSheet):
    """Two things can be told: the days as they are now, or that a day may not hold, and what they want then."""

    def __init__(self, about: ActedOn, at: At, *, parent: QWidget | None = None) -> None:
        super().__init__(_tr("Tell the customer"), PrimaryButton(_tr("Tell them"), key="F12"), about, at, parent=parent)
        self.what = SegmentedChoice(
            _tr("What they hear"),
            [("date_moved", _tr("The days as they are now")), ("at_risk_asked", _tr("It may be late: wait or not?"))],
        )
        self._by = TextLabel(channel_words(channel_of(about.customer)), "strong", wrap=True)
        self._subject, self._text = TextLabel("", "strong", wrap=True), TextLabel("", wrap=True)
        how = Card(spacing=10)
        how.add(self.what, self._by)
        self.letter = Card(_tr("The message"), tone="sunken")
        self.letter.add(self._subject, self._text)
        for part in (how, self.letter):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.what.chosen.connect(self.show_message)
        self.show_message()

    def show_message(self) -> None:
        """Ask what would be sent, and how it would read."""
        key = self.what.key()
        foresee = partial(
            self.at.register.news.foresee_telling, self.about.order.number, asking=key == "at_risk_asked",
            person=self.at.person,
        )  # fmt: skip
        self.at.background.run(foresee, then=partial(self._on_message, key), failed=partial(self._on_none, key))

    def _on_message(self, key: str, message: Message | None) -> None:
        if message is None:
            self._show_words(key, "", _tr("They know this already. Nothing would be sent."))
        else:
            self._show_words(key, "" if message.channel == "text" else message.words["subject"], message.text)

    def _on_none(self, key: str, refusal: PosError) -> None:
        self._show_words(key, "", refusal.sentence)

    def _show_words(self, key: str, subject: str, text: str) -> None:
        if key != self.what.key():
            return
        self._subject.setText(subject)
        self._subject.setVisible(bool(subject))
        self._text.setText(text)
        self.letter.setAccessibleName(". ".join(part for part in (subject, text) if part))

    def call(self) -> Callable[[], str | None] | None:
        news, number = self.at.register.news, self.about.order.number
        tell = news.ask if self.what.key() == "at_risk_asked" else news.tell_dates
        return partial(tell, number, person=self.at.person)

    def sentence(self, result: str | None) -> str:
        """Whether somebody hears something by it."""
        if result is None:
            return _tr("They know this already. Nothing was sent.")
        return {
            "call": _tr("It stands on the list of calls now."),
            "none": _tr("It stands on the list of what to say when they come."),
        }.get(channel_of(self.about.customer), _tr("The message goes out in the next minute."))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.main.setFocus()
