"""Passwords of services lie in the key store or in a file of their own, and nowhere in the records."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from pos.register import Register
from pos.store.shopfolder import words_of
from tests.builders import sample_shop


def test_a_password_is_kept_apart_from_records_and_settings(tmp_path: Path) -> None:
    """Not in the log, not among the device's settings, and only its owner may read the file."""
    register = Register.create(tmp_path / "shop", sample_shop())
    assert register.keep_words(mail_password="correct horse", text_token="t0ken") == "file"
    assert words_of(register.ledger) == {"mail_password": "correct horse", "text_token": "t0ken"}
    register.keep_words(text_token="")
    assert words_of(register.ledger) == {"mail_password": "correct horse"}
    with register.ledger.database.reading() as cursor:
        cursor.execute("SELECT group_concat(CAST(bytes AS TEXT)) FROM op")
        (log,) = cursor.fetchone() or ("",)
    assert "correct horse" not in str(log) + str(register.device_settings())
    register.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps other people out of a user's folder by its own lists")
def test_nobody_else_may_read_the_file_of_passwords(tmp_path: Path) -> None:
    """As the file of the shop's own keys."""
    register = Register.create(tmp_path / "shop", sample_shop())
    register.keep_words(mail_password="correct horse")
    register.close()
    assert stat.S_IMODE((tmp_path / "shop" / "words.json").stat().st_mode) == 0o600
