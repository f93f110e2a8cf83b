"""Text messages by HTTP: one request a message, in the form that the shop's own service wants."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pos.domain import errors
from pos.domain.news import Channel, Message

if TYPE_CHECKING:
    import httpx

TIMEOUT_S = 20.0
TRIES = 2
"""Times a request is made at once where the answer failed; later tries are the post's."""
Body = Literal["json", "form"]
BODIES: tuple[Body, ...] = ("json", "form")
_NOT_FINAL = (408, 425, 429)
"""Client errors (RFC 9110, RFC 8470, RFC 6585) that pass by themselves."""


TEMPLATE = '{"to": "{to}", "text": "{text}"}'


@dataclass(frozen=True, slots=True)
class TextSettings:
    """How the service is asked. `template` is a JSON object whose values may hold {to}, {text} and {id}; it is sent as
    it is ("json") or as fields of a form ("form"). The token goes into `header`."""

    url: str
    method: str = "POST"
    body: Body = "json"
    template: str = TEMPLATE
    header: str = "Authorization"


def wrong_in(settings: TextSettings) -> str:
    """What is wrong with these settings, in a sentence; empty when nothing is."""
    if not settings.url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        return "Text messages go over https only: they hold names and orders."
    if settings.method not in ("POST", "PUT", "GET"):
        return "A text service is asked with POST, PUT or GET."
    try:
        fields = json.loads(settings.template)
    except ValueError:
        fields = None
    if not isinstance(fields, dict) or not {"{to}", "{text}"} <= set(map(str, _leaves(fields))):
        return "The template of a text message is a JSON object with {to} and {text} among its values."
    return ""


def _leaves(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in _leaves(one)]
    if isinstance(value, list):
        return [leaf for one in value for leaf in _leaves(one)]
    return [value]


class TextMessages:
    """The port `Notifier` for text messages. Each request carries the message's id as its key, so that a service that
    heeds it delivers a repeated one once."""

    channel: Channel = "text"
    same_once = True

    def __init__(self, settings: TextSettings, token: str = "", timeout: float = TIMEOUT_S) -> None:
        self._settings, self._token, self._timeout = settings, token, timeout
        self._client: httpx.Client | None = None

    def send(self, message: Message) -> None:
        """Hand one message over. Raises MessageNotSent."""
        import httpx

        to = "".join(ch for ch in message.words.get("to", "") if ch.isdigit() or ch == "+")
        if not to:
            raise errors.MessageNotSent(
                "This is no telephone number. The message did not go out. Ask the customer for another one.",
                permanent=True, code="number",
            )  # fmt: skip
        values = {"{to}": to, "{text}": message.text, "{id}": message.id}
        fields = _filled(json.loads(self._settings.template), values)
        for left in range(TRIES - 1, -1, -1):
            try:
                answer = self._ask(message, fields)
            except httpx.HTTPError as fault:
                if left:
                    continue
                raise errors.MessageNotSent(
                    "The text service cannot be reached. Nothing was sent, and it is tried again by itself.", whole=True
                ) from fault
            if answer.is_success:
                return
            if answer.status_code < 500 or not left:
                raise _told(answer.status_code)

    def close(self) -> None:
        """Let go of the connection."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _ask(self, message: Message, fields: object) -> httpx.Response:
        import httpx

        if self._client is None:
            self._client = httpx.Client(timeout=self._timeout)
        headers = {"Idempotency-Key": message.id.encode("ascii", "replace").decode()}
        if self._token:
            headers[self._settings.header] = self._token
        kept = self._settings
        if kept.method == "GET":
            return self._client.get(kept.url, params=_flat(fields), headers=headers)
        if kept.body == "form":
            return self._client.request(kept.method, kept.url, data=_flat(fields), headers=headers)
        return self._client.request(kept.method, kept.url, json=fields, headers=headers)


def _filled(value: object, values: dict[str, str]) -> object:
    if isinstance(value, dict):
        return {name: _filled(one, values) for name, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, values) for one in value]
    if isinstance(value, str):
        for name, said in values.items():
            if value == name:
                return said
        for name in ("{to}", "{id}", "{text}"):
            value = value.replace(name, values[name])
    return value


def _flat(fields: object) -> dict[str, str]:
    return {name: str(one) for name, one in fields.items()} if isinstance(fields, dict) else {}


def _told(status: int) -> errors.MessageNotSent:
    if status in (401, 403):
        return errors.MessageNotSent(
            "The text service does not take this token. Nothing was sent. Set it again.", whole=True, code=str(status)
        )
    final = 400 <= status < 500 and status not in _NOT_FINAL
    return errors.MessageNotSent(
        "The text service refused this message for good. It did not go out. Call the customer."
        if final
        else "The text service has trouble. It is tried again by itself.",
        permanent=final,
        code=str(status),
    )
