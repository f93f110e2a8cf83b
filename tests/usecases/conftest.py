"""A register on a real database; when a test is over, its records must verify."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pos.domain.shop import Shop
from pos.register import Register
from pos.store.verify import verify
from tests.builders import FixedClock, sample_register
from tests.usecases.desk import made


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def register(tmp_path: Path, clock: FixedClock) -> Iterator[Register]:
    """The sample shop: lamps ordered and not here, four tables, two shades, forty bulbs; see `ui.samples`."""
    register = sample_register(tmp_path / "shop", clock=clock)
    yield register
    _verified_and_closed(register)


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Register]]:
    """Makes registers of other shops from (shop, products, stock)."""
    opened: list[Register] = []

    def one(shop: Shop, products: Any = (), stock: Any = None) -> Register:
        opened.append(made(tmp_path / f"shop-{len(opened)}", shop, products, stock or {}))
        return opened[-1]

    yield one
    for register in opened:
        _verified_and_closed(register)


def _verified_and_closed(register: Register) -> None:
    verdict = verify(register.ledger)
    register.close()
    assert verdict.ok, verdict.faults
