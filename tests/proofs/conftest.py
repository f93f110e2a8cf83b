"""Where the real files are, and the command on a shop of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.tool import Tool

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture
def real() -> Callable[[str], Path]:
    """A real file beside the repository; the test is skipped where it is not."""

    def find(name: str) -> Path:
        path = DATA / name
        if not path.exists():
            pytest.skip(f"{name} is not here")
        return path

    return find


@pytest.fixture
def tool(tmp_path: Path) -> Tool:
    """The command, on a folder that holds no shop yet."""
    return Tool(tmp_path / "shop")
