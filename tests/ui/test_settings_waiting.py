"""The rules of the waiting list, how messages go out, and their words: kept as they are made, refused in a sentence."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from pos.domain.money import Money
from pos.domain.news import EVENTS
from pos.domain.people import Person
from pos.domain.waiting_rules import SHARINGS
from pos.register import Register
from tests.post.servers import Mailbox, mail_server
from tests.ui.test_settings_view import background, opened, part, press, register, view
from ui.views.settings_messages import MessageSettings, event_words
from ui.views.settings_news import NewsSettings
from ui.views.settings_view import SettingsView
from ui.views.settings_waiting import WaitingSettings, sharings

__all__ = ["background", "register", "view"]
MANAGER = Person("p-2", "Mr Hale", "manager")


def show(view: SettingsView, kind: type[Any]) -> Any:
    group = part(view, kind)
    view.choose(view._groups.index(group))
    return group


# --- the waiting list ------------------------------------------------------------------------------------------------
def test_the_rules_of_the_waiting_list_are_kept_together_as_one_change(
    qtbot: Any, register: Register, view: SettingsView
) -> None:
    rules: WaitingSettings = show(view, WaitingSettings)
    with qtbot.waitSignal(rules.shop_changed):
        rules.sharing.setCurrentIndex(rules.sharing.findData("fair"))
        rules.sharing.activated.emit(2)
        rules.silence._go_to(10)
        rules.budget.fields["credit_budget"].line.setText("250")
        rules.credit.numbers.steppers["credit_percent"]._go_to(5)
        rules.on_paper.click()
        rules.reminders.clear()
        qtbot.keyClicks(rules.reminders, "9, 2")
    kept = register.shop().waiting
    assert (kept.sharing, kept.silence_days, kept.credit_percent) == ("fair", 10, 5)
    assert (kept.credit_budget, kept.place_on_paper, kept.reminders) == (Money.parse("250", "GBP").minor, True, (2, 9))


def test_a_category_is_shared_in_its_own_way(qtbot: Any, register: Register, view: SettingsView) -> None:
    rules: WaitingSettings = show(view, WaitingSettings)
    rules.sharing_of.name.setText("Lamps")
    rules.sharing_of.belongs.setCurrentIndex(rules.sharing_of.belongs.findData("wanted_by"))
    with qtbot.waitSignal(rules.shop_changed):
        rules.sharing_of.add()
    assert register.shop().waiting.sharing_for("Lamps") == "wanted_by"


def test_a_class_of_customers_gets_its_place_in_the_queue(qtbot: Any, register: Register, view: SettingsView) -> None:
    rules: WaitingSettings = show(view, WaitingSettings)
    assert rules.ranks.numbers() == {"business": 50, "person": 50}
    with qtbot.waitSignal(rules.shop_changed):
        rules.ranks.steppers["business"]._go_to(20)
    assert register.shop().waiting.rank_of == {"business": 20}
    with qtbot.waitSignal(rules.shop_changed):
        rules.ranks.steppers["business"]._go_to(50)
    assert register.shop().waiting.rank("business") == 50


def test_every_way_of_sharing_and_every_message_is_named() -> None:
    assert tuple(key for key, _ in sharings()) == SHARINGS
    assert tuple(event_words()) == EVENTS


def test_a_cashier_sees_the_rules_and_cannot_touch_them(qtbot: Any, register: Register, background: Any) -> None:
    view = opened(qtbot, register, background, person=Person("p-1", "Amira", "cashier"))
    rules: WaitingSettings = show(view, WaitingSettings)
    assert not rules.silence.isEnabled()
    assert not part(view, NewsSettings).lines["mail_host"].isEnabled()


# --- how messages go out ---------------------------------------------------------------------------------------------
def test_a_test_e_mail_reaches_a_real_mail_server(qtbot: Any, register: Register, view: SettingsView) -> None:
    news: NewsSettings = show(view, NewsSettings)
    box = Mailbox()
    with mail_server(box) as port:
        qtbot.keyClicks(news.lines["mail_host"], "127.0.0.1")
        qtbot.keyClicks(news.lines["mail_port"], str(port))
        qtbot.keyClicks(news.lines["mail_from"], "Shop <shop@here.example>")
        press(qtbot, news.choices["mail_security"], "none")
        to, button = news.tests["e-mail"]
        to.setText("me@post.example")
        with qtbot.waitSignal(news.tested) as told:
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told.args == [True]
    assert [mail["To"] for mail in box.taken] == ["me@post.example"]
    assert register.device_settings()["mail_port"] == port


def test_a_server_without_a_sender_is_refused_in_a_sentence_and_nothing_is_kept(
    qtbot: Any, register: Register, view: SettingsView
) -> None:
    news: NewsSettings = show(view, NewsSettings)
    qtbot.keyClicks(news.lines["mail_host"], "smtp.here.example")
    news.save_now()
    qtbot.waitUntil(lambda: news.is_refused)
    assert "address it comes from" in news.sentence()
    assert not register.device_settings().get("mail_host")


def test_a_password_goes_to_the_key_store_and_never_into_the_settings(
    qtbot: Any, register: Register, view: SettingsView
) -> None:
    news: NewsSettings = show(view, NewsSettings)
    line = news.words["mail_password"]
    qtbot.keyClicks(line, "s3cret-word")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Saved in" in news.sentence())
    assert line.text() == ""
    assert "s3cret-word" not in str(register.device_settings())


def test_a_way_that_is_not_set_up_says_so(qtbot: Any, view: SettingsView) -> None:
    news: NewsSettings = show(view, NewsSettings)
    to, button = news.tests["text"]
    to.setText("020 7946 0999")
    with qtbot.waitSignal(news.tested) as told:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told.args == [False]
    assert "not set up" in news.sentence()


# --- the words -------------------------------------------------------------------------------------------------------
def messages(view: SettingsView, event: str) -> MessageSettings:
    group: MessageSettings = show(view, MessageSettings)
    group.which.setCurrentIndex(group.which.findData(event))
    group.which.activated.emit(group.which.currentIndex())
    return group


def test_words_of_a_message_are_kept_by_event_and_language(qtbot: Any, register: Register, view: SettingsView) -> None:
    group = messages(view, "ready")
    group.language._segments["de"].click()
    with qtbot.waitSignal(group.shop_changed):
        group.subject.clear()
        qtbot.keyClicks(group.subject, "Abholbereit: {order}")
    assert dict(register.shop().waiting.templates["ready"]["de"]) == {"subject": "Abholbereit: {order}"}
    with qtbot.waitSignal(group.shop_changed):
        group.ours.click()
    assert not register.shop().waiting.templates


def test_r25_a_message_of_a_date_without_the_date_is_refused_and_the_typing_stays(
    qtbot: Any, register: Register, view: SettingsView
) -> None:
    group = messages(view, "date_moved")
    group.text.setPlainText("It comes soon.")
    group.save_now()
    qtbot.waitUntil(lambda: group.is_refused)
    assert "{date}" in group.sentence()
    assert group.text.toPlainText() == "It comes soon."
    assert not register.shop().waiting.templates


def test_words_typed_a_moment_ago_are_kept_with_their_own_message(
    qtbot: Any, register: Register, view: SettingsView
) -> None:
    group = messages(view, "ready")
    group.subject.clear()
    qtbot.keyClicks(group.subject, "Here it is")
    with qtbot.waitSignal(group.shop_changed):
        messages(view, "shipped")
    assert "shipped" not in register.shop().waiting.templates
    assert register.shop().waiting.templates["ready"]["en"]["subject"] == "Here it is"


def test_a_message_that_nobody_should_get_is_switched_off_and_other_rules_stay(
    qtbot: Any, register: Register, view: SettingsView
) -> None:
    rules: WaitingSettings = show(view, WaitingSettings)
    with qtbot.waitSignal(rules.shop_changed):
        rules.silence._go_to(21)
    group = messages(view, "refunded")
    with qtbot.waitSignal(group.shop_changed):
        group.sent.click()
    kept = register.shop().waiting
    assert (kept.silence_days, kept.news_off) == (21, frozenset({"refunded"}))


def test_without_an_order_the_preview_says_what_to_do(qtbot: Any, view: SettingsView) -> None:
    group = messages(view, "ready")
    qtbot.waitUntil(lambda: "no order yet" in group.shown_text.text())


# --- nothing refused is lost, and all is said in sight ---------------------------------------------------------------
def test_what_was_refused_is_said_at_the_foot_and_keeps_the_settings_open(
    qtbot: Any, register: Register, view: SettingsView
) -> None:
    """However long the group is."""
    view.resize(1024, 768)
    news: NewsSettings = show(view, NewsSettings)
    qtbot.keyClicks(news.lines["mail_host"], "smtp .x y")
    qtbot.keyClicks(news.lines["mail_from"], "abc")
    with qtbot.assertNotEmitted(view.closed):
        qtbot.keyClick(view.search, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: "no name of a mail server" in view.told.text())
    assert view.told.visibleRegion().boundingRect().height() > 0
    assert news.lines["mail_host"].text() == "smtp .x y"
    assert not register.device_settings().get("mail_host")


def test_a_port_that_is_none_is_refused_beside_it_and_not_saved(
    qtbot: Any, register: Register, view: SettingsView
) -> None:
    news: NewsSettings = show(view, NewsSettings)
    qtbot.keyClicks(news.lines["mail_port"], "70000")
    with qtbot.assertNotEmitted(view.closed):
        qtbot.keyClick(view.search, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: "1 to 65535" in view.told.text())
    assert not register.device_settings().get("mail_port")
    news.lines["mail_port"].clear()
    qtbot.keyClicks(news.lines["mail_port"], "2525")
    with qtbot.waitSignal(view.closed):
        qtbot.keyClick(view.search, Qt.Key.Key_Escape)
    assert register.device_settings()["mail_port"] == 2525


def test_a_fee_below_zero_stays_and_is_refused_before_the_settings_are_left(
    qtbot: Any, register: Register, view: SettingsView
) -> None:
    rules: WaitingSettings = show(view, WaitingSettings)
    line = rules.fees.fields["fee_minimum"].line
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "-5")
    with qtbot.assertNotEmitted(view.closed):
        qtbot.keyClick(line, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: "less than nothing" in view.told.text())
    assert line.text() == "-5"
    assert register.shop().waiting.fee_minimum == 0
    line.selectAll()
    qtbot.keyClicks(line, "5")
    with qtbot.waitSignal(view.closed):
        qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert register.shop().waiting.fee_minimum == 500


def test_more_days_than_there_may_be_stay_and_are_refused(qtbot: Any, register: Register, view: SettingsView) -> None:
    rules: WaitingSettings = show(view, WaitingSettings)
    line = rules.silence.line
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "999")
    with qtbot.assertNotEmitted(view.closed):
        qtbot.keyClick(line, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: "365 at most" in view.told.text())
    assert register.shop().waiting.silence_days == 14


def test_messages_cannot_be_farther_apart_than_news_is_due(qtbot: Any, register: Register, view: SettingsView) -> None:
    rules: WaitingSettings = show(view, WaitingSettings)
    line = rules.apart.line
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "30")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "News is due within 14 days" in view.told.text())
    assert register.shop().waiting.news_apart_days == 3


def test_a_refused_draft_holds_its_message_until_it_is_put_right(
    qtbot: Any, register: Register, view: SettingsView
) -> None:
    group = messages(view, "date_moved")
    group.text.setPlainText("It comes soon.")
    group.which.setCurrentIndex(group.which.findData("ready"))
    group.which.activated.emit(group.which.currentIndex())
    assert group.which.currentData() == "date_moved"
    assert group.text.toPlainText() == "It comes soon."
    assert "{date}" in view.told.text()
    assert "Put it right" in view.told.text()
    group.ours.click()
    group.which.setCurrentIndex(group.which.findData("ready"))
    group.which.activated.emit(group.which.currentIndex())
    assert group.which.currentData() == "ready"


def test_half_a_subject_is_never_left_without_a_word(qtbot: Any, register: Register, view: SettingsView) -> None:
    group = messages(view, "taken")
    group.subject.clear()
    qtbot.keyClicks(group.subject, "Half {")
    for _ in range(2):
        with qtbot.assertNotEmitted(view.closed):
            qtbot.keyClick(view.search, Qt.Key.Key_Escape)
            qtbot.waitUntil(lambda: "stands for nothing" in view.told.text())
        assert group.subject.text() == "Half {"
