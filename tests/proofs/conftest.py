"""The command on a shop of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.tool import Tool


@pytest.fixture
def tool(tmp_path: Path) -> Tool:
    """The command, on a folder that holds no shop yet."""
    return Tool(tmp_path / "shop")
