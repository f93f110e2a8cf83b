"""Each practice that the waiting list has to keep, and each complaint that it answers, is named by a test: in its name
(`test_r17_...`, `test_complaint_17_...`) or in its docstring (“R17: ...”)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
ROWS = (
    *(2, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 24, 25, 26, 31, 33, 35, 37, 38, 39, 40, 41, 43),
    *(44, 46, 47, 48, 50, 51, 52, 53, 54, 58, 63, 66, 67, 77, 81, 82, 83, 88, 89, 92, 93, 94, 95, 96, 97, 100, 102),
    *(104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 137, 138, 140, 142, 143, 144, 145),
    *(146, 147, 148, 149, 150, 151, 152),
)
"""Rows of the requirements that orders, goods in, news, the tell-me list, the board and the radar have to keep."""
COMPLAINTS = (*range(9, 22),)
_ROW = re.compile(r"(?<![A-Za-z0-9])[Rr](\d{1,3})(?![A-Za-z0-9])")
_COMPLAINT = re.compile(r"test_(?:\w*_)?complaint_(\d\d)_")


def _functions() -> Iterator[tuple[str, str]]:
    """The name and the docstring of every test function."""
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield node.name, ast.get_docstring(node) or ""


@cache
def named() -> frozenset[int]:
    """The rows that some test names."""
    return frozenset(
        int(row) for name, words in _functions() for row in _ROW.findall(f"{name.replace('_', ' ')} {words}")
    )  # fmt: skip


@cache
def complaints() -> frozenset[int]:
    """The complaints that some test is named for."""
    return frozenset(int(number) for name, _ in _functions() for number in _COMPLAINT.findall(name))


@pytest.mark.parametrize("row", ROWS)
def test_each_practice_is_named_by_a_test(row: int) -> None:
    assert row in named(), f"No test names R{row}."


@pytest.mark.parametrize("number", COMPLAINTS)
def test_each_complaint_has_its_own_test(number: int) -> None:
    assert number in complaints(), f"There is no test_complaint_{number:02}_..."
