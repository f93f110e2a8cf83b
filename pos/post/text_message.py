"""Text messages by HTTP: one request a message, in the form that the shop's own service wants."""

from __future__ import annotations

import json
import re
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
_IN_DOUBT = (
    "The text service was given the message and did not say what became of it. It is not known whether it went out. "
    "Call the customer."
)
_LOST_ANSWER = (502, 504)
"""Whoever stands between us and the service lost its answer (RFC 9110): the service may have taken the message."""
_OWN = ("127.0.0.1", "localhost", "::1")
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
"""A header's name (RFC 9110, 5.1)."""

TEMPLATE = '{"to": "{to}", "text": "{text}"}'


@dataclass(frozen=True, slots=True)
class TextSettings:
    """How the service is asked. `template` is a JSON object whose values may hold {to}, {text} and {id}; it is sent as
    it is ("json") or as fields of a form ("form"). The token goes into `header`. `once`: the service says that it
    delivers a message which it is given twice, with one Idempotency-Key, only once."""

    url: str
    method: str = "POST"
    body: Body = "json"
    template: str = TEMPLATE
    header: str = "Authorization"
    once: bool = False


def wrong_in(settings: TextSettings) -> str:
    """What is wrong with these settings, in a sentence; empty when nothing is."""
    return wrong_field(settings)[1]


def wrong_field(settings: TextSettings) -> tuple[str, str]:
    """Which of these settings is wrong, and why in a sentence; both empty when none is."""
    if wrong := _wrong_address(settings.url):
        return "url", wrong
    if settings.body not in BODIES:
        return "body", f"A text service takes {' or '.join(BODIES)}."
    if not _HEADER.fullmatch(settings.header):
        return "header", "This is no name of a header. Write it as in: Authorization."
    if settings.method not in ("POST", "PUT", "GET"):
        return "method", "A text service is asked with POST, PUT or GET."
    try:
        fields = json.loads(settings.template)
    except ValueError:
        fields = None
    said = " ".join(map(str, _leaves(fields))) if isinstance(fields, dict) else ""
    if "{to}" not in said or "{text}" not in said:
        return (
            "template", "The template of a text message is a JSON object with {to} and {text} among its values."
        )  # fmt: skip
    return "", ""


def _wrong_address(url: str) -> str:
    from urllib.parse import urlsplit

    if not url.isprintable() or any(ch.isspace() or ch in '\\"<>^`{|}' for ch in url):
        return "This is no address of a text service. Write it as in: https://texts.example/send."
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        host.encode("idna")
    except ValueError:
        host, port = "", None
    if not host or port == 0:
        return "This is no address of a text service. Write it as in: https://texts.example/send."
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _OWN):
        return "Text messages go over https only: they hold names and orders."
    return ""


def _leaves(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in _leaves(one)]
    if isinstance(value, list):
        return [leaf for one in value for leaf in _leaves(one)]
    return [value]


class TextMessages:
    """The port `Notifier` for text messages. Each request carries the message's id as its key, so that a service that
    heeds it delivers a repeated one once; only one that is known to is asked again where no answer came."""

    channel: Channel = "text"

    def __init__(self, settings: TextSettings, token: str = "", timeout: float = TIMEOUT_S) -> None:
        self._settings, self._token, self._timeout = settings, token, timeout
        self.same_once = settings.once
        self._client: httpx.Client | None = None

    def send(self, message: Message) -> None:
        """Hand one message over. Raises MessageNotSent."""
        if wrong := wrong_in(self._settings):
            raise errors.MessageNotSent(f"{wrong} Nothing was sent. Set it again.", whole=True)
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
                self._try(message, fields)
            except errors.MessageNotSent as fault:
                passing = fault.code.startswith("5") or not (fault.code or fault.permanent)
                if left and passing and (self.same_once or not fault.doubt):
                    continue
                raise
            return

    def _try(self, message: Message, fields: object) -> None:
        """Ask the service once. What fails before the request is written out never reached it; after that, only an
        answer says what became of it."""
        import httpx

        try:
            answer = self._ask(message, fields)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError) as fault:
            raise errors.MessageNotSent(
                "The text service cannot be reached. Nothing was sent, and it is tried again by itself.", whole=True
            ) from fault
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.LocalProtocolError, ValueError) as fault:
            raise errors.MessageNotSent(
                "The text service cannot be asked like this. Nothing was sent. Check its address and its token.",
                whole=True, code="setting",
            ) from fault  # fmt: skip
        except httpx.HTTPError as fault:
            raise errors.MessageNotSent(_IN_DOUBT, doubt=True) from fault
        if answer.status_code in _LOST_ANSWER:
            raise errors.MessageNotSent(_IN_DOUBT, doubt=True, code=str(answer.status_code))
        if not answer.is_success:
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
