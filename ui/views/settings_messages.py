"""The words of messages: each event in each language, the shop's own over the product's, shown with a real order."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from pos.domain.errors import PosError
from pos.domain.news import EVENTS
from pos.domain.news_text import FIELDS, LANGUAGES, template, wrong_in_templates
from pos.domain.people import Person
from pos.domain.shop import Shop
from ui.theme import text_px
from ui.views.settings_group import choice
from ui.views.settings_rules import ShopRules
from ui.widgets import ActionButton, Card, FormRow, TextLabel
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.domain.news import Event
    from pos.domain.news_text import Words
    from pos.register import Register


def _tr(text: str) -> str:
    return QCoreApplication.translate("MessageSettings", text)


def event_words() -> dict[str, str]:
    """What each message is about."""
    words = {
        "taken": _tr("The order is taken"),
        "date_moved": _tr("The day is another"),
        "at_risk_asked": _tr("The day may not hold"),
        "late": _tr("It will be late"),
        "ready": _tr("Ready to collect"),
        "reminder": _tr("Still here to collect"),
        "expired": _tr("Went back to the shelf"),
        "shipped": _tr("Sent"),
        "cancelled": _tr("Cancelled"),
        "refunded": _tr("Money went back"),
        "news_due": _tr("Nothing new, still on the way"),
        "back_in_stock": _tr("Back in stock"),
        "not_back_yet": _tr("Not back yet"),
        "not_coming": _tr("Not to be had any more"),
    }
    return {event: words[event] for event in EVENTS}


def as_on_page(sentence: str) -> str:
    """A sentence on what is wrong in a message, without the names under which messages and their parts are kept."""
    for event, words in event_words().items():
        sentence = re.sub(rf"The message “{event}” \([^)]*\)", f"“{words}”", sentence)
    for part, words in (("subject", _tr("subject line")), ("text", _tr("text")), ("short", _tr("text message"))):
        sentence = re.sub(rf"\bin its {part}\b", f"in its {words}", sentence)
    return sentence


class MessageSettings(ShopRules):
    """Words are kept as they are made, unless no message can be made of them: then a sentence says why."""

    def __init__(
        self, *, register: Register, background: Background, shop: Shop, person: Person, parent: QWidget | None = None
    ) -> None:
        about = _tr("In your own words. An empty part is said as Raincheck says it.")
        super().__init__(
            "message-square", _tr("Messages"), about, register=register, background=background, shop=shop,
            person=person, parent=parent,
        )  # fmt: skip
        self.which = QComboBox()
        for event, words in event_words().items():
            self.which.addItem(words, event)
        names = {"en": "English", "de": "Deutsch", "fr": "Français", "es": "Español"}
        base = shop.language.split("-")[0].lower()
        self.language = choice(_tr("Language"), [(one, names[one]) for one in LANGUAGES], base)
        self.sent = QCheckBox(_tr("Customers get this message"))
        self.subject, self.text, self.short = QLineEdit(), QPlainTextEdit(), QLineEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(text_px("base") * 9)
        self.shown_subject = TextLabel("", "strong", wrap=True)
        self.shown_text, self.shown_short = TextLabel("", wrap=True), TextLabel("", "small", wrap=True)
        self.ours = ActionButton("rotate-ccw", _tr("Say it as Raincheck &does"))
        self._showing = False
        self._about: tuple[Event, str] = self._event(), base
        self._asked = 0
        self._build()
        self.show_shop(shop)
        self.which.activated.connect(self._other)
        self.language.chosen.connect(self._other)
        self.sent.clicked.connect(self._on_sent)
        for line in (self.subject, self.short):
            line.textEdited.connect(self._on_typed)
        self.text.textChanged.connect(self._on_typed)
        self.ours.clicked.connect(self._say_ours)

    def _build(self) -> None:
        found = _tr("template words e-mail text message preview")
        self.add_row(_tr("&Message"), self.which, words=found + " " + " ".join(event_words().values()))
        self.add_row(_tr("&Language"), self.language, words=found)
        self.add_found(self.sent, _tr("off switch message"))
        fields = ", ".join("{" + name + "}" for name in FIELDS)
        self.rows: dict[str, FormRow[Any]] = {}
        self.rows["subject"] = self.add_row(_tr("&Subject"), self.subject, words=found)
        may_hold = _tr("May hold {fields}.").format(fields=fields)
        self.rows["text"] = self.add_row(_tr("&Text"), self.text, hint=may_hold, words=found)
        self.rows["short"] = self.add_row(_tr("As a text message (&short)"), self.short, words=found)
        acts = QWidget()
        row = QHBoxLayout(acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.ours)
        row.addStretch(1)
        self.add_found(acts, found)
        card = Card(_tr("As the newest order reads"), tone="sunken")
        card.add(self.shown_subject, self.shown_text, self.shown_short)
        self.add_found(card, found)

    def say(self, sentence: str, *, wrong: bool = False) -> None:
        """The same with messages and their parts by the names that stand on this page."""
        super().say(as_on_page(sentence), wrong=wrong)

    def refuse(self, refusal: PosError) -> None:
        """Say why it was not saved, below the part that it is about too."""
        self._mark(refusal.sentence)
        super().refuse(refusal)

    def _mark(self, sentence: str) -> None:
        for part, row in self.rows.items():
            row.refuse(as_on_page(sentence) if f" in its {part}" in sentence else "")

    def take_shop(self, shop: Shop) -> None:
        """Rules that another group changed."""
        self._shop = shop

    # --- showing -----------------------------------------------------------------------------------------------------
    def _event(self) -> Event:
        return cast("Event", self.which.currentData())

    def _own(self, event: Event | None = None, language: str = "") -> dict[str, str]:
        """The words that are the shop's own: those that differ from the product's, of the message that is shown."""
        typed = {
            "subject": self.subject.text(), "text": self.text.toPlainText(), "short": self.short.text(),
        }  # fmt: skip
        ours = template(event or self._event(), language or self.language.key(), {})
        return {part: words.strip() for part, words in typed.items() if words.strip() and words != ours[part]}

    def show_shop(self, shop: Shop) -> None:
        """Show the words of the chosen message; nothing is saved by it."""
        self._shop = shop
        words = template(self._event(), self.language.key(), shop.waiting.templates)
        self._about = self._event(), self.language.key()
        self._showing = True
        self._mark("")
        self.subject.setText(words["subject"])
        self.text.setPlainText(words["text"])
        self.short.setText(words["short"])
        self._showing = False
        self.sent.setChecked(self._event() not in shop.waiting.news_off)
        own = shop.waiting.templates.get(self._event(), {}).get(self.language.key(), {})
        self.ours.setEnabled(bool(own))
        self.preview()

    def _other(self, *_: object) -> None:
        event, language = self._about
        if wrong := wrong_in_templates({event: {language: self._own(event, language)}}):
            self.which.setCurrentIndex(self.which.findData(event))
            self.language.set_key(language)
            self._mark(wrong[0])
            self.say(
                self.tr("{why} Put it right before you go on to another message.").format(why=wrong[0]), wrong=True
            )
            (self.refused_part() or self.text).setFocus()
            return
        self.save_now()  # what was typed a moment ago belongs to the message before
        self.say("")
        self.show_shop(self._shop)

    def preview(self) -> None:
        """How it reads with the data of the newest order."""
        self._asked += 1
        ask = partial(self._register.news.preview, self._event(), language=self.language.key(), own=self._own())
        self._background.run(
            ask, then=partial(self._on_words, self._asked), failed=partial(self._no_words, self._asked)
        )

    def _on_words(self, asked: int, words: Words) -> None:
        if asked == self._asked:
            self.shown_subject.setText(words.subject)
            self.shown_text.setText(words.text)
            self.shown_short.setText(words.short)

    def _no_words(self, asked: int, refusal: PosError) -> None:
        if asked == self._asked:
            self.shown_subject.setText("")
            self.shown_text.setText(refusal.sentence)
            self.shown_short.setText("")

    # --- keeping -----------------------------------------------------------------------------------------------------
    def _on_typed(self, *_: object) -> None:
        if not self._showing:
            self.ours.setEnabled(bool(self._own()))
            self.preview()
            self.save_soon(partial(self._keep, self._event(), self.language.key(), self._own()))

    def _keep(self, event: Event, language: str, own: dict[str, str]) -> None:
        keep = partial(self._register.news.set_words, event, language, own, person=self._person)
        self._background.run(keep, then=self._on_saved, failed=self.refuse)

    def _on_saved(self, shop: Shop) -> None:
        super()._on_saved(shop)
        self._mark("")
        own = shop.waiting.templates.get(self._event(), {}).get(self.language.key(), {})
        self.ours.setEnabled(bool(own))

    def _on_sent(self) -> None:
        self.save_now()
        self.on_change()

    def _say_ours(self) -> None:
        words = template(self._event(), self.language.key(), {})
        self.subject.setText(words["subject"])
        self.short.setText(words["short"])
        self.text.setPlainText(words["text"])
        self._on_typed()

    def changes(self) -> dict[str, Any]:
        rules = self._shop.waiting
        event = self._event()
        off = rules.news_off - {event} if self.sent.isChecked() else rules.news_off | {event}
        return {} if off == rules.news_off else {"waiting": replace(rules, news_off=frozenset(off))}
