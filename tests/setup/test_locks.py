"""The locks hold what the project asks for, with hashes and without any address."""

import pytest

from tools import check_locks

GOOD = "ruff==0.17.6 \\\n    --hash=sha256:aa\ntzdata==2026.6 ; sys_platform == 'win32' \\\n    --hash=sha256:bb\n"


def test_the_locks_of_this_checkout_hold(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is missing, unhashed, out of range or bound to an address."""
    assert check_locks.main() == 0, capsys.readouterr().out


def test_a_sound_lock_has_no_faults() -> None:
    """Pins with hashes that satisfy what is wanted raise no complaint."""
    assert list(check_locks.faults(GOOD, ["ruff>=0.12", "tzdata>=2025; sys_platform == 'win32'"])) == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://packages.example/simple",
        "--find-links wheels",
        "ruff @ file:///wheels/ruff.whl",
        "    # from http://packages.example/",
    ],
)
def test_an_address_in_a_lock_is_found(line: str) -> None:
    """Wherever packages were fetched from stays out of the repository."""
    assert any("holds an address" in fault for fault in check_locks.faults(f"{line}\n{GOOD}", []))


@pytest.mark.parametrize(
    ("lock", "wanted", "complaint"),
    [
        (GOOD, "mypy>=1.16", "not in the lock"),
        (GOOD, "ruff>=1", "locked at 0.17.6"),
        ("ruff==0.17.6\n", "ruff>=0.12", "has no hash"),
    ],
)
def test_a_lock_that_lags_behind_is_found(lock: str, wanted: str, complaint: str) -> None:
    """A requirement that is missing, out of range or unhashed is named."""
    assert any(complaint in fault for fault in check_locks.faults(lock, [wanted]))


def test_a_version_that_is_shipped_untested_is_found() -> None:
    """The register's lock and the developers' lock may not differ in a version."""
    assert list(check_locks.disagreements(GOOD, GOOD.replace("0.17.6", "0.17.5"))) == [
        "ruff is shipped at 0.17.6 and tested at 0.17.5"
    ]
