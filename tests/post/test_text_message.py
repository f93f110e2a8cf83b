"""Text messages go out by HTTP in the form a service wants, once each, and what fails says whether for good."""

from __future__ import annotations

import socket
from typing import cast

import pytest

from pos.domain.errors import MessageNotSent
from pos.post import notifiers_of
from pos.post import wrong_in as post_wrong_in
from pos.post.text_message import Body, TextMessages, TextSettings, wrong_in
from tests.post.servers import TextService, message, text_service
from tests.post.unsure_servers import UnsureTexts, unsure_text_service

TO = "+44 20 7946 0018"


def test_a_message_carries_its_key_its_token_and_the_short_words() -> None:
    """As JSON, as a form and as a query; the number is plain digits."""
    service = TextService()
    with text_service(service) as url:
        nested = '{"messages": [{"recipient": "{to}", "body": "Shop: {text}", "ref": "{id}"}]}'
        for settings in (
            TextSettings(url, template=nested),
            TextSettings(url, body="form"),
            TextSettings(url, method="GET"),
            TextSettings(url, method="PUT"),
        ):
            out = TextMessages(settings, "Bearer t")
            out.send(message(TO, channel="text"))
            out.close()
    assert [asked[0] for asked in service.asked] == ["POST", "POST", "GET", "PUT"]
    assert {asked[1:3] for asked in service.asked} == {("ready:S01-R1-A000001:x", "Bearer t")}
    assert service.asked[0][3] == {
        "messages": [{"recipient": "+442079460018", "body": "Shop: It is here.", "ref": "ready:S01-R1-A000001:x"}]
    }
    assert [asked[3] for asked in service.asked[1:]] == [{"to": "+442079460018", "text": "It is here."}] * 3


def test_trouble_of_the_service_is_tried_again_with_the_same_key() -> None:
    """A 5xx answer is asked once more at once; the key lets the service see that it is the same message."""
    service = TextService(answers=[503])
    with text_service(service) as url:
        out = TextMessages(TextSettings(url))
        out.send(message(TO, channel="text"))
        out.close()
    assert len(service.asked) == 2
    assert len({asked[1] for asked in service.asked}) == 1


@pytest.mark.parametrize(
    ("answers", "permanent", "whole", "code"),
    [([400], True, False, "400"), ([503, 503], False, False, "503"), ([429], False, False, "429"),
     ([401], False, True, "401")],
)  # fmt: skip
def test_what_fails_says_whether_it_will_ever_work(answers: list[int], permanent: bool, whole: bool, code: str) -> None:
    """A wrong number is for good, a busy service is not, and a wrong token is our own setting."""
    with text_service(TextService(answers=answers)) as url:
        out = TextMessages(TextSettings(url))
        with pytest.raises(MessageNotSent) as told:
            out.send(message(TO, channel="text"))
        out.close()
    assert (told.value.permanent, told.value.whole, told.value.code) == (permanent, whole, code)


def test_a_service_that_is_not_there_is_tried_again() -> None:
    """Nothing is lost."""
    with text_service(TextService()) as url:
        pass
    out = TextMessages(TextSettings(url), timeout=5)
    with pytest.raises(MessageNotSent) as told:
        out.send(message(TO, channel="text"))
    out.close()
    assert told.value.whole
    with pytest.raises(MessageNotSent) as never:
        out.send(message("no number", channel="text"))
    assert never.value.permanent


@pytest.mark.parametrize(
    "settings",
    [
        TextSettings("http://texts.example/send"),
        TextSettings("https://texts.example", method="DELETE"),
        TextSettings("https://texts.example", template="{to} {text}"),
        TextSettings("https://texts.example", template='{"to": "{to}"}'),
        TextSettings("http://127.0.0.1.evil.example/send"),
        TextSettings("http://localhost.evil.example/send"),
        TextSettings("http://127.0.0.1:1@evil.example/send"),
        TextSettings("http://127.0.0.1\\@evil.example/send"),
        TextSettings("ftp://127.0.0.1/send"),
        TextSettings("https://"),
        TextSettings("https://x y"),
        TextSettings("https://ünï..x/send"),
        TextSettings("http://127.0.0.1:99999/send"),
        TextSettings("https://texts.example", header="Bad Header\r\nX: y"),
        TextSettings("https://texts.example", body=cast("Body", "soup")),
    ],
)
def test_settings_that_could_not_work_are_named(settings: TextSettings) -> None:
    """Names and orders never go over an open line, and a message without number or words is none."""
    assert wrong_in(settings)
    with pytest.raises(MessageNotSent) as told:
        TextMessages(settings).send(message(TO, channel="text"))
    assert (told.value.whole, told.value.permanent) == (True, False), "kept already, it fails no customer's message"
    for url in ("https://texts.example/send", "http://127.0.0.1:8080/send", "http://[::1]:8080/send"):
        assert wrong_in(TextSettings(url)) == ""


def test_a_request_that_nobody_answered_is_in_doubt_and_not_made_again() -> None:
    """The service had all of it: it may deliver it. Where the line drops, the message goes out at most once."""
    service = UnsureTexts()
    with unsure_text_service(service) as url:
        out = TextMessages(TextSettings(url), timeout=5)
        with pytest.raises(MessageNotSent) as told:
            out.send(message(TO, channel="text"))
        out.close()
    assert (told.value.doubt, told.value.permanent, told.value.whole) == (True, False, False)
    assert len(service.asked) == 1
    assert not out.same_once


def test_an_answer_that_does_not_come_in_time_is_in_doubt() -> None:
    """Silence is no refusal."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        out = TextMessages(TextSettings(f"http://127.0.0.1:{listening.getsockname()[1]}/send"), timeout=0.2)
        with pytest.raises(MessageNotSent) as told:
            out.send(message(TO, channel="text"))
        out.close()
    assert told.value.doubt


@pytest.mark.parametrize("status", [502, 504])
def test_an_answer_that_was_lost_on_the_way_is_in_doubt(status: int) -> None:
    """A gateway speaks for a service that may have taken the message (RFC 9110, 15.6.3 and 15.6.5)."""
    service = TextService(answers=[status])
    with text_service(service) as url:
        out = TextMessages(TextSettings(url))
        with pytest.raises(MessageNotSent) as told:
            out.send(message(TO, channel="text"))
        out.close()
    assert told.value.doubt
    assert len(service.asked) == 1


def test_a_service_that_delivers_a_repeated_message_once_is_asked_again_with_the_same_key() -> None:
    """The shop says so in its settings: the key makes the repetition harmless."""
    service = UnsureTexts()
    with unsure_text_service(service) as url:
        (out,) = notifiers_of({"text_url": url, "text_once": "yes"}, {}).values()
        assert out.same_once
        out.send(message(TO, channel="text"))
        out.close()
    assert service.asked == ["ready:S01-R1-A000001:x"] * 2
    assert post_wrong_in({"text_url": "https://texts.example", "text_once": "perhaps"})


def test_a_token_that_no_header_can_carry_is_our_own_setting() -> None:
    """Nobody's message fails for it, and nothing is asked."""
    service = TextService()
    with text_service(service) as url:
        out = TextMessages(TextSettings(url), "Bearer ünï")
        with pytest.raises(MessageNotSent) as told:
            out.send(message(TO, channel="text"))
        out.close()
    assert (told.value.whole, told.value.doubt, service.asked) == (True, False, [])
