"""Keeps every test's notes and keys in a folder of its own, knows where the real files are, and gives rules enough
time on a busy machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("raincheck", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("raincheck")
DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(autouse=True, scope="session")
def own_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Notes about shops go to a temporary folder, secrets to files beside them; the machine's own are left alone."""
    names = {"RAINCHECK_STATE": str(tmp_path_factory.mktemp("state")), "RAINCHECK_KEY_STORE": "file"}
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    yield
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


@pytest.fixture
def real() -> Callable[[str], Path]:
    """A real file beside the repository. Without the folder of real files the test is skipped; where only this one is
    missing, something is wrong."""

    def find(name: str) -> Path:
        if not DATA.is_dir():
            pytest.skip("the folder of real files is not beside the repository")
        path = DATA / name
        if not path.exists():
            pytest.fail(f"{path} is missing from the folder of real files")
        return path

    return find
