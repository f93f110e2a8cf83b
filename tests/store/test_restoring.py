"""Copies of a shop put back, carried away or shared: no receipt number is ever used twice."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pos.domain import errors
from pos.register import Register
from pos.store import database, shopfolder, sidecar
from pos.store.oplog import running_number
from pos.store.verify import verify
from pos.usecases.checkout import LineWish
from tests.builders import BULB, put_stock, sample_register
from tests.usecases.desk import sell

ROOT = Path(__file__).resolve().parents[2]


def _sell(folder: Path, times: int = 1) -> list[str]:
    """Open the shop, sell, close it; the records must verify."""
    register = Register.open(folder)
    try:
        numbers = [sell(register, LineWish(BULB)).number for _ in range(times)]
        verdict = verify(register.ledger)
        assert verdict.ok, verdict.faults
    finally:
        register.close()
    return numbers


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a fresh shop."""
    register = sample_register(tmp_path / "shop")
    put_stock(register, {(BULB, "S01"): 1000})
    register.close()
    return tmp_path / "shop"


def _note(folder: Path) -> Path:
    return shopfolder.state_folder() / f"{json.loads((folder / 'shop.json').read_text())['shop']}.json"


def test_a_shop_that_is_closed_and_opened_goes_on_with_its_numbers(folder: Path) -> None:
    numbers = [*_sell(folder, 2), *_sell(folder), *_sell(folder)]
    assert [running_number(number) for number in numbers] == [("A", 1), ("A", 2), ("A", 3), ("A", 4)]


def test_an_older_database_put_back_by_hand_begins_a_new_letter_before_its_first_sale(folder: Path) -> None:
    used = _sell(folder, 2)
    shutil.copy(folder / database.FILE, folder / "older")
    for letter in ("B", "C", "D"):
        used += _sell(folder, 3)
        shutil.copy(folder / "older", folder / database.FILE)
        after = _sell(folder, 2)
        assert [running_number(number) for number in after] == [(letter, 1), (letter, 2)]
        used += after
    assert len(set(used)) == len(used)


def test_a_restored_backup_begins_a_new_letter_each_time_and_says_what_it_holds(folder: Path, tmp_path: Path) -> None:
    used = _sell(folder, 2)
    register = Register.open(folder)
    with register.ledger.database.reading() as cursor:
        ops = register.ledger.tip(cursor).position
    assert database.backup_to(register.ledger.database, tmp_path / "backup") == (tmp_path / "backup").stat().st_size
    register.close()
    for letter in ("B", "C", "D"):
        used += _sell(folder)
        assert shopfolder.restore_backup(folder, tmp_path / "backup") == ops
        after = _sell(folder, 2)
        assert [running_number(number)[0] for number in after] == [letter, letter]
        used += after
    assert len(set(used)) == len(used)


def test_a_backup_restored_before_anything_else_was_sold_begins_a_new_letter_too(folder: Path, tmp_path: Path) -> None:
    _sell(folder)
    register = Register.open(folder)
    database.backup_to(register.ledger.database, tmp_path / "backup")
    register.close()
    shopfolder.restore_backup(folder, tmp_path / "backup")
    assert running_number(_sell(folder)[0]) == ("B", 1)


def test_a_backup_of_another_shop_or_no_database_is_refused_and_the_shop_goes_on(folder: Path, tmp_path: Path) -> None:
    _sell(folder)
    other = sample_register(tmp_path / "other")
    database.backup_to(other.ledger.database, tmp_path / "backup")
    other.close()
    (tmp_path / "noise").write_bytes(b"noise" * 4096)
    (tmp_path / "empty").touch()
    for name, kind in (
        ("backup", errors.BadFile), ("noise", errors.BadFile),
        ("empty", errors.PosError), ("missing", errors.BadFile),
    ):  # fmt: skip
        with pytest.raises(kind):
            shopfolder.restore_backup(folder, tmp_path / name)
        assert not (folder / "register.db.restored").exists()
    assert running_number(_sell(folder)[0]) == ("A", 2)


def test_a_shop_carried_to_another_machine_begins_a_new_letter(folder: Path) -> None:
    _sell(folder)
    note = json.loads(_note(folder).read_text())
    _note(folder).write_text(json.dumps(note | {"machine": "another"}))
    assert running_number(_sell(folder)[0]) == ("B", 1)


def test_a_note_that_lags_behind_after_a_kill_changes_nothing(folder: Path) -> None:
    _sell(folder)
    before = _note(folder).read_bytes()
    _sell(folder, 3)
    _note(folder).write_bytes(before)
    assert running_number(_sell(folder)[0]) == ("A", 5)


@pytest.mark.parametrize("torn", [b"", b"{", b"\0" * 512, b"[]", b"null", b'{"epoch": 1}', b"\xff\xfe"])
def test_a_torn_note_never_stops_a_sale(folder: Path, torn: bytes) -> None:
    _sell(folder)
    _note(folder).write_bytes(torn)
    assert running_number(_sell(folder)[0]) == ("A", 2)
    assert sidecar.read(_note(folder)) is not None


def test_a_half_written_note_says_nothing_wrong(folder: Path) -> None:
    _sell(folder)
    whole = _note(folder).read_bytes()
    for length in range(0, 400, 7):
        _note(folder).write_bytes(whole[:length])
        assert sidecar.read(_note(folder)) in (None, sidecar.Note(**json.loads(whole)))


def test_two_programs_that_sell_at_once_in_one_shop_keep_one_whole_chain(folder: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from pos.register import Register\n"
        "from tests.builders import BULB; from pos.usecases.checkout import LineWish\n"
        "from tests.usecases.desk import sell\n"
        "register = Register.open(Path(sys.argv[1]))\n"
        "print('open', flush=True); sys.stdin.readline()\n"
        "print(*[sell(register, LineWish(BULB)).number for _ in range(40)])\n"
        "register.close()\n"
    )
    selling = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(folder)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for one in selling:
        assert one.stdout is not None
        assert one.stdout.readline() == "open\n"
    for one in selling:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    said = [one.communicate(timeout=60)[0].split() for one in selling]
    assert [one.returncode for one in selling] == [0, 0]
    numbers = sorted(running_number(number) for part in said for number in part)
    assert numbers == [("A", n) for n in range(1, 81)]
    assert running_number(_sell(folder)[0]) == ("A", 81)


def test_a_shop_that_another_program_restored_is_not_sold_into_by_the_old_one(folder: Path, tmp_path: Path) -> None:
    register = Register.open(folder)
    database.backup_to(register.ledger.database, tmp_path / "backup")
    try:
        with pytest.raises(errors.DatabaseBusy):
            shopfolder.restore_backup(folder, tmp_path / "backup")
        sell(register, LineWish(BULB))
    finally:
        register.close()
    assert running_number(_sell(folder)[0]) == ("A", 2)
