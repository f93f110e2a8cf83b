"""Files made on the spot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Path]:
    """Writes a text (in an encoding) or bytes into a file and answers its path."""

    def make(content: str | bytes, name: str = "file.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return make
