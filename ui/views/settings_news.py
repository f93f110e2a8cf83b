"""How messages go out from this device: the mail server, the text-message service, and a message to try each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from pos.domain.errors import PosError
from ui.views.settings_group import SettingsGroup, choice, saved
from ui.widgets import ActionButton, FormRow, SegmentedChoice
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.domain.news import Channel
    from pos.register import Register

_PORTS = 65535


def _tr(text: str) -> str:
    return QCoreApplication.translate("NewsSettings", text)


class NewsSettings(SettingsGroup):
    """`tested` says whether a test message was handed over."""

    tested = Signal(bool)

    def __init__(
        self, *, register: Register, background: Background, settings: Mapping[str, Any], parent: QWidget | None = None
    ) -> None:
        about = _tr("Without e-mail and text messages, news becomes calls to make. For this device only.")
        super().__init__("mail", _tr("News"), about, parent=parent)
        self._register, self._background, self._settings = register, background, dict(settings)
        self.lines: dict[str, QLineEdit] = {}
        self.rows: dict[str, FormRow[QLineEdit]] = {}
        self.choices: dict[str, SegmentedChoice] = {}
        self.words: dict[str, QLineEdit] = {}
        self.tests: dict[str, tuple[QLineEdit, ActionButton]] = {}
        self._build_mail()
        self._build_text()

    def _build_mail(self) -> None:
        mail = _tr("e-mail smtp server")
        self._line(
            "mail_host", _tr("&Mail server"), hint=_tr("Such as smtp.example.com. Empty: no e-mail."), words=mail
        )
        self._line("mail_from", _tr("&Sender"), hint=_tr("As in: Riverside <shop@riverside.example>"), words=mail)
        options = [("starttls", "STARTTLS"), ("tls", "TLS"), ("none", _tr("Not encrypted"))]
        self._choice("mail_security", _tr("&Connection"), options, mail)
        self._line("mail_port", _tr("&Port"), hint=_tr("Empty: the usual one."), words=mail)
        self._line("mail_user", _tr("&User"), words=mail)
        self._secret("mail_password", _tr("Pass&word"), mail)
        self._test("e-mail", _tr("Send a test e-mail to"), _tr("Send"), mail)

    def _build_text(self) -> None:
        text = _tr("text message sms http")
        self._line(
            "text_url", _tr("&Text-message service"), hint=_tr("Its address, with https. Empty: no text messages."),
            words=text,
        )  # fmt: skip
        self._choice("text_method", _tr("Asked &by"), [(one, one) for one in ("POST", "PUT", "GET")], text)
        self._choice("text_body", _tr("&In the form of"), [("json", "JSON"), ("form", _tr("A form"))], text)
        self._line(
            "text_template", _tr("&What is sent"), hint=_tr("A JSON object with {to} and {text}; may hold {id}."),
            words=text,
        )  # fmt: skip
        self._line("text_header", _tr("&Header of the token"), hint=_tr("Empty: Authorization."), words=text)
        self._secret("text_token", _tr("T&oken"), text)
        options = [("no", _tr("Not known")), ("yes", _tr("Yes"))]
        self._choice("text_once", _tr("&Delivers a repeated message once"), options, f"{text} idempotency-key")
        self._test("text", _tr("Send a test text message to"), _tr("Send"), text)

    def _line(self, key: str, label: str, *, hint: str = "", words: str = "") -> None:
        line = self.lines[key] = QLineEdit(str(self._settings.get(key) or ""))
        line.setMaxLength(2000 if key == "text_template" else 255)
        line.textEdited.connect(self._on_change)
        self.rows[key] = self.add_row(label, line, hint=hint, words=words)

    def _choice(self, key: str, label: str, options: list[tuple[str, str]], words: str) -> None:
        made = self.choices[key] = choice(label.replace("&", ""), options, str(self._settings.get(key) or ""))
        made.chosen.connect(self._on_change)
        self.add_row(label, made, words=words)

    def _secret(self, key: str, label: str, words: str) -> None:
        line = self.words[key] = QLineEdit()
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setPlaceholderText(_tr("Not shown; type to set another"))
        line.editingFinished.connect(partial(self._keep_secret, key))
        self.add_row(label, line, hint=_tr("Lies in the key store of this device, never in the records."), words=words)

    def _test(self, channel: str, label: str, act: str, words: str) -> None:
        to, button = QLineEdit(), ActionButton("mail" if channel == "e-mail" else "message-square", act)
        to.setAccessibleName(label)
        to.returnPressed.connect(partial(self.send_test, channel))
        button.clicked.connect(partial(self.send_test, channel))
        self.tests[channel] = to, button
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(to, 1)
        row.addWidget(button)
        pair.setFocusProxy(to)
        self.add_found(FormRow(label, pair), f"{label} {words}")

    # --- keeping -----------------------------------------------------------------------------------------------------
    def values(self) -> dict[str, Any]:
        """The settings as the fields say."""
        typed: dict[str, Any] = {key: line.text().strip() for key, line in self.lines.items()}
        typed["mail_port"] = self._port() or 0
        return typed | {key: made.key() for key, made in self.choices.items()}

    def _port(self) -> int | None:
        """The port that was typed, 0 for none; None for what is none."""
        text = self.lines["mail_port"].text().strip()
        return int(text or 0) if not text or (text.isdecimal() and len(text) < 6 and 0 < int(text) <= _PORTS) else None

    def _port_is_taken(self) -> bool:
        if self._port() is not None:
            return True
        words = _tr("A port is a number from 1 to {most}, or empty for the usual one. Nothing was saved.")
        self.rows["mail_port"].refuse(words.format(most=_PORTS))
        self.say(words.format(most=_PORTS), wrong=True)
        return False

    def _on_change(self, *_: object) -> None:
        self.save_soon(self._save)

    def _save(self) -> None:
        if not self._port_is_taken():
            return
        values = self.values()
        self._background.run(partial(self._register.set_post, **values), then=self._on_saved, failed=self.refuse)

    def refuse(self, refusal: PosError) -> None:
        """Say why something was not saved, beside the field that it is about too."""
        if "setting" in refusal.details:
            self._mark(str(refusal.details["setting"]), refusal.sentence)
        super().refuse(refusal)

    def _mark(self, key: str, sentence: str) -> None:
        """The sentence stands below this field, and below no other."""
        for name, row in self.rows.items():
            if name == key:
                row.refuse(sentence)
            elif name != "mail_port":  # which is looked at here, before anything is asked
                row.refuse("")

    def _on_saved(self, nothing: None) -> None:
        self._mark("", "")
        self._settings |= self.values()
        self.say(saved())

    def _keep_secret(self, key: str) -> None:
        line = self.words[key]
        if secret := line.text():
            line.clear()
            line.setPlaceholderText(_tr("Kept; type to set another"))
            self._background.run(
                partial(self._register.keep_words, **{key: secret}), then=self._on_secret, failed=self.refuse
            )

    def _on_secret(self, where: str) -> None:
        self.say(_tr("Saved in the {where}.").format(where=where))

    # --- trying ------------------------------------------------------------------------------------------------------
    def send_test(self, channel: str, checked: bool = False) -> None:
        """Send a message to try this way out."""
        to, button = self.tests[channel]
        if not to.text().strip():
            to.setFocus()
            return
        if not self._port_is_taken():
            self.lines["mail_port"].setFocus()
            return
        for key in self.words:
            self._keep_secret(key)
        button.setEnabled(False)
        self.say(_tr("Sending…"))
        keep = partial(self._register.set_post, **self.values())
        # First kept, then tried: what goes out is what the fields say.
        self._background.run(keep, then=partial(self._try, channel), failed=partial(self._on_failed, channel))

    def _try(self, channel: str, nothing: None) -> None:
        ask = partial(self._register.send_test_news, cast("Channel", channel), self.tests[channel][0].text().strip())
        self._background.run_slow(
            lambda report: ask(), then=partial(self._on_tested, channel), failed=partial(self._on_failed, channel)
        )

    def _on_tested(self, channel: str, nothing: None) -> None:
        self.tests[channel][1].setEnabled(True)
        self.say(_tr("The test message was handed over. Look whether it arrives."))
        self.tested.emit(True)

    def _on_failed(self, channel: str, refusal: PosError) -> None:
        self.tests[channel][1].setEnabled(True)
        self.refuse(refusal)
        self.tested.emit(False)
