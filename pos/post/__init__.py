"""Ways of writing to customers: e-mail by SMTP, text messages by whatever service the shop has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pos.domain.news import Channel
    from pos.post.smtp import MailSettings
    from pos.post.text_message import TextSettings
    from pos.usecases.ports_waiting import Notifier


def notifiers_of(settings: Mapping[str, Any], secret: Mapping[str, str]) -> dict[str, Notifier]:
    """The ways that this device was set up for, by channel. `settings` are the device's own (mail_…, text_…), `secret`
    the words from its key store (mail_password, text_token)."""
    found: dict[str, Notifier] = {}
    if settings.get("mail_host"):
        from pos.post.smtp import Smtp

        found["e-mail"] = Smtp(_mail(settings), secret.get("mail_password", ""))
    if settings.get("text_url"):
        from pos.post.text_message import TextMessages

        found["text"] = TextMessages(_text(settings), secret.get("text_token", ""))
    return found


def wrong_in(settings: Mapping[str, Any]) -> str:
    """What is wrong with a device's settings (mail_…, text_…), in a sentence; empty when nothing is."""
    return wrong_setting(settings)[1]


def wrong_setting(settings: Mapping[str, Any]) -> tuple[str, str]:
    """Which of a device's settings is wrong, by its name (mail_…, text_…), and why in a sentence; both empty when none
    is. A sender is an address even before a server is named."""
    from pos.post import smtp, text_message

    if settings.get("mail_host"):
        name, wrong = smtp.wrong_field(_mail(settings))
    else:
        name, wrong = "from", smtp.wrong_sender(settings["mail_from"]) if settings.get("mail_from") else ""
    if wrong:
        return f"mail_{name}", wrong
    if (settings.get("text_once") or "no") not in ("yes", "no"):
        return "text_once", "A text service delivers a repeated message once, or it does not: yes or no."
    if settings.get("text_url"):
        name, wrong = text_message.wrong_field(_text(settings))
    return (f"text_{name}", wrong) if wrong else ("", "")


def _mail(settings: Mapping[str, Any]) -> MailSettings:
    from pos.post.smtp import MailSettings

    return MailSettings(
        host=settings["mail_host"],
        port=int(settings.get("mail_port") or 0),
        security=settings.get("mail_security") or "starttls",
        user=settings.get("mail_user") or "",
        sender=settings.get("mail_from") or settings.get("mail_user") or "",
    )


def _text(settings: Mapping[str, Any]) -> TextSettings:
    from pos.post.text_message import TEMPLATE, TextSettings

    return TextSettings(
        url=settings["text_url"],
        method=settings.get("text_method") or "POST",
        body=settings.get("text_body") or "json",
        template=settings.get("text_template") or TEMPLATE,
        header=settings.get("text_header") or "Authorization",
        once=settings.get("text_once") == "yes",
    )


def send_test(
    settings: Mapping[str, Any], secret: Mapping[str, str], channel: Channel, to: str, shop: str, at: str
) -> None:
    """Send a message that says only that the way works; nothing is kept of it. `at` is now (ISO, UTC).

    Raises MessageNotSent, BadSetting for a way that is not set up.
    """
    from pos.domain import errors
    from pos.domain.news import Message

    notifier = notifiers_of(settings, secret).get(channel)
    if notifier is None:
        raise errors.BadSetting(
            "This way of sending is not set up. Nothing was sent. Name its server first.", channel=channel
        )
    text = f"{shop}: this is a test message from Raincheck. It works."
    words = {"subject": f"{shop}: test message", "text": text, "short": text, "to": to}
    message = Message(f"test:{at}", "taken", "", "", channel, "en", words, at, "queued", "", 0, "", "")
    try:
        notifier.send(message)
    finally:
        notifier.close()
