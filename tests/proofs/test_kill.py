"""A register that is killed without warning while it sells loses nothing that was answered and doubles nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.proofs.kill_loop import make_shop, play


def _holds(folder: Path, kills: int, seed: int) -> None:
    make_shop(folder)
    tally = play(folder, kills, seed)
    assert not tally.faults, tally
    assert tally.kills == kills
    assert tally.kept >= len(tally.answered) > kills
    assert tally.slips > kills // 8


def test_every_sale_that_was_answered_is_there_once_after_25_kills(tmp_path: Path) -> None:
    _holds(tmp_path / "shop", 25, seed=25)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", [1, 2])
def test_every_sale_that_was_answered_is_there_once_after_200_kills(tmp_path: Path, seed: int) -> None:
    _holds(tmp_path / "shop", 100, seed)
