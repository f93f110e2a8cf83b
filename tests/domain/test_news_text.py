"""The words of messages: warm and plain in four languages, always with the date, never with "soon" or a percentage."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.news import DATED, EVENTS, Event, channel_of
from pos.domain.news_text import FIELDS, LANGUAGES, SHORT_MOST, length, plain, template, write, wrong_in_templates
from pos.domain.news_words import choices, credited, here
from pos.domain.people import Customer
from pos.domain.waiting_rules import CREDIT_KINDS, CreditKind, WaitingRules, wrong_in_waiting

DATES = {
    "en": "Expected between Thu 26 Nov 2026 and Wed 02 Dec 2026",
    "de": "Erwartet zwischen Do. 26 Nov. 2026 und Mi. 02 Dez. 2026",
    "fr": "Attendu entre le jeu. 26 nov. 2026 et le mer. 02 déc. 2026",
    "es": "Previsto entre el jue 26 nov 2026 y el mié 02 dic 2026",
}


def values(language: str, **more: str) -> dict[str, str]:
    full, short = choices(language)
    return {
        "name": "Zoë Çelik", "shop": "Riverside Home & Light", "address": "4 Mill Lane, Ashbourne",
        "order": "S01-R1-A000123", "goods": "2 × Brass lamp, tall, 1 × Linen shade 30 cm",
        "goods_short": "Brass lamp, tall +1", "date": DATES[language], "was": "Tue 24 Nov 2026",
        "until": "Wed 02 Dec 2026", "next": "Wed 02 Dec 2026", "amount": "1,234.50 EUR", "balance": "1,234.50 EUR",
        "deposit": "20.00 EUR", "choices": full, "choices_short": short, **more,
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("event", EVENTS)
def test_r26_every_event_is_said_in_every_language_and_fits_one_text_message(event: Event, language: str) -> None:
    """R26, R25: a message has a subject, greets by name, names what it is about, and its short form is one message."""
    words = write(event, language, values(language), {})
    assert words.subject
    assert "Zoë Çelik" in words.text
    assert words.text.rstrip().endswith("Riverside Home & Light")
    assert not re.search(r"[{}]", words.subject + words.text + words.short)
    assert 0 < length(words.short) <= SHORT_MOST, words.short
    if event in DATED:
        assert DATES[language] in words.text
        assert plain(DATES[language]) in words.short


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("event", EVENTS)
def test_our_own_words_are_such_as_a_shop_may_write(event: Event, language: str) -> None:
    """R25: what is asked of a shop's templates holds of ours: known fields, the date, no vague words."""
    assert wrong_in_templates({event: {language: template(event, language, {})}}) == []


@pytest.mark.parametrize("part", ["text", "short"])
@pytest.mark.parametrize("event", sorted(DATED))
def test_r25_free_words_never_take_the_place_of_the_date(event: Event, part: str) -> None:
    """R25: a text about a date without the date is refused, and so is one that says "soon" or a percentage."""
    assert any("{date}" in sentence for sentence in wrong_in_templates({event: {"en": {part: "Hello {name}."}}}))
    for vague in ("It comes soon: {date}.", "90 % by {date}.", "Bientôt : {date}."):
        assert any("Nobody can wait" in one for one in wrong_in_templates({event: {"en": {part: vague}}}))


def test_an_unknown_field_is_refused_with_the_list_of_those_there_are() -> None:
    """Nobody has to guess what may stand between braces."""
    (sentence,) = wrong_in_templates({"ready": {"en": {"text": "Come, {nmae}!"}}})
    assert "{nmae}" in sentence
    assert all("{" + name + "}" in sentence for name in FIELDS)
    assert wrong_in_templates({"ready": {"en": {"text": "Come {name!r} {0.x}"}}})
    assert wrong_in_templates({"ready": {"en": {"text": "a lone { brace"}}})
    assert wrong_in_templates({"rady": {"en": {}}})
    assert wrong_in_templates({"ready": {"en": {"body": "x"}}})


def test_r118_a_shop_cannot_leave_out_the_choice_of_a_late_order() -> None:
    """R118: to wait, to change or to cancel is always offered."""
    (sentence,) = wrong_in_templates({"late": {"en": {"text": "Sorry! {date}"}}})
    assert "{choices}" in sentence


def test_a_shop_with_words_that_cannot_be_is_refused_as_a_whole() -> None:
    """The rules of the shop are checked wherever they are set."""
    rules = WaitingRules(templates={"late": {"en": {"text": "soon"}}})
    assert len(wrong_in_waiting(rules)) == 3


def test_the_owners_words_come_before_ours_part_by_part_and_by_the_language_or_its_base() -> None:
    """What is not written is said as the product says it."""
    own = {"ready": {"en": {"subject": "Come and get it, {name}"}}}
    words = write("ready", "en-GB", values("en"), own)
    assert words.subject == "Come and get it, Zoë Çelik"
    assert "Your goods are here" in words.text
    assert write("ready", "de", values("de"), own).subject == "Für Sie bereit: Bestellung S01-R1-A000123"
    assert write("ready", "ja", values("en"), {}).subject == "Ready for you: order S01-R1-A000123"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_part_that_is_cancelled_says_how_many_and_what_remains_and_only_what_goes_back(language: str) -> None:
    """What does not apply is left out whole: no "Paid back: 0.00", no list of nothing."""
    more = {"goods_counted": "2 × Lamp +1", "rest": "3 × Lamp, 1 × Shade", "rest_short": "3 × Lamp +1"}
    said = write("cancelled", language, values(language, **more), {})
    assert "3 × Lamp, 1 × Shade" in said.text
    assert "1,234.50 EUR" in said.text
    assert "2 x Lamp +1" in said.short
    assert "3 x Lamp +1" in said.short
    none = write("cancelled", language, values(language, amount="", goods_counted="2 × Lamp"), {})
    for words in (none.text, none.short):
        assert words.count(":") < said.text.count(":")
        assert not any(left in words for left in (": .", "{", "  ", ": \n"))
    own = {"cancelled": {language: {"text": "Off: {goods}. We paid {amount} to you. Bye!", "short": "Off. {amount}."}}}
    mine = write("cancelled", language, values(language, amount=""), own)
    assert mine.text == "Off: 2 × Brass lamp, tall, 1 × Linen shade 30 cm. Bye!"
    assert mine.short == "Off."


def test_a_customer_without_a_name_is_greeted_without_one() -> None:
    """No comma hangs in the air."""
    assert write("ready", "en", values("en", name=""), {}).text.startswith("Hello,\n")


@given(st.text(max_size=40), st.text(max_size=60), st.sampled_from(EVENTS), st.sampled_from(LANGUAGES))
def test_whatever_a_name_holds_it_changes_nothing_of_the_message(
    name: str, goods: str, event: Event, language: str
) -> None:
    """A name with braces fills no field, and a subject has one line."""
    words = write(event, language, values(language, name=name, goods=goods, goods_short=goods), {})
    assert "\n" not in words.subject
    assert "\r" not in words.subject
    if event in DATED:
        assert DATES[language] in words.text


@pytest.mark.parametrize(
    ("customer", "way"),
    [
        (Customer("1", "A", "020 7946 0018", "a@x.example", consent=True), "e-mail"),
        (Customer("1", "A", "020 7946 0018", consent=True), "text"),
        (Customer("1", "A", "020 7946 0018", "a@x.example", consent=True, tell_by="call"), "call"),
        (Customer("1", "A", "020 7946 0018", "a@x.example", consent=True, tell_by="text"), "text"),
        (Customer("1", "A", "", "a@x.example", consent=True, tell_by="call"), "e-mail"),
        (Customer("1", "A", "020 7946 0018", "a@x.example", consent=True, tell_by="none"), "none"),
        (Customer("1", "A", "020 7946 0018", "a@x.example", consent=False), "none"),
        (Customer("1", "A", "12", "a@", consent=True), "none"),
        (None, "none"),
    ],
)
def test_a_customer_hears_by_the_way_they_want_and_only_with_consent(customer: Customer | None, way: str) -> None:
    """As they wish where that can be, else by what is known; nobody is written to who did not say yes."""
    assert channel_of(customer) == way


def test_the_short_words_of_a_delay_offer_the_choice_as_the_long_ones_do() -> None:
    """A customer with a telephone has the same right to be asked."""
    text = "{date} {choices}"
    assert wrong_in_templates({"late": {"en": {"text": text, "short": "{order}: {date} {choices}"}}}) == []
    (wrong,) = wrong_in_templates({"late": {"en": {"text": text, "short": "{date}"}}})
    assert "{choices} into its short" in wrong


@pytest.mark.parametrize("was_here", [False, True])
@pytest.mark.parametrize("kind", CREDIT_KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_r18_a_delay_offers_what_the_rule_gives_and_still_fits_one_text_message(
    language: str, kind: CreditKind, was_here: bool
) -> None:
    """R18: in every language, in full and short; without it the sentence is not there."""
    more = {"was": here(language)} if was_here else {}
    credit, short = credited(kind, "98.50 EUR", language)
    said = write("late", language, values(language, credit=credit, credit_short=short, **more), {})
    bare = write("late", language, values(language, **more), {})
    assert f"{credit}." in said.text
    assert f". {plain(short)}. " in said.short
    assert 0 < length(said.short) <= SHORT_MOST, said.short
    assert choices(language)[0] in said.text
    for words in (bare.text, bare.short):
        assert not {credit, short} & set(words.split(". "))
        assert "  " not in words
    assert len(bare.text.splitlines()) == len(said.text.splitlines()) - 2
    own = {"late": {language: {"text": "{date}. {choices} So: {credit}.", "short": "{date} {choices}"}}}
    assert write("late", language, values(language), own).text.endswith(choices(language)[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_was_told_that_goods_are_here_is_told_that_they_are_not_and_not_that_they_are_late(language: str) -> None:
    """The day may be the same as ever: it is the goods that went to somebody else."""
    late = write("late", language, values(language), {})
    gone = write("late", language, values(language, was=here(language)), {})
    assert all(getattr(gone, part) != getattr(late, part) for part in ("subject", "text", "short"))
    assert DATES[language] in gone.text
    assert here(language) in gone.text
    assert length(gone.short) <= SHORT_MOST
    own = {"late": {language: {"subject": "Ours"}}}
    assert write("late", language, values(language, was=here(language)), own).subject == "Ours"
