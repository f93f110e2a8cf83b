"""What is wrong with the words of a message is said with the names that stand on the page."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from pos.domain.news import EVENTS
from pos.domain.news_text import wrong_in_templates
from ui.views.settings_messages import as_on_page


@pytest.mark.parametrize("event", EVENTS)
def test_no_name_of_the_programs_own_stands_in_a_refusal(qtbot: QtBot, event: str) -> None:
    wrong = wrong_in_templates({event: {"en": {"subject": "Half {", "text": "{nobody} soon", "short": "soon {"}}})
    assert wrong
    for sentence in wrong:
        said = as_on_page(sentence)
        assert f"“{event}”" not in said
        assert "(en)" not in said
        assert "in its short" not in said
