"""Looks at goods that are short, the reasons for a date, and a purchase order whose day moves, beside bare reads."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from bench import waiting_shop
from bench.figures import Figure, timing
from bench.goods import ean_at
from bench.timing import Work, in_turns
from bench.waiting_shop import MOVED, QUEUES, Size
from pos.register import Register

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from pos.domain.shop import Shop
    from pos.usecases.promise_desk import Explanation

_SEED = 20_261_122
_CARD = (480, 760)
"""Width and height of the card in pixels, about what the counter gives it."""


@dataclass(frozen=True, slots=True)
class Desk:
    """An opened shop where many wait, and the bare database with the same rows."""

    register: Register
    floor: sqlite3.Connection
    size: Size


@contextmanager
def opened(folder: Path, products: int) -> Iterator[Desk]:
    """What `waiting_shop` made in `folder`."""
    register = Register.open(folder / "shop")
    floor = sqlite3.connect(folder / "bare.db", isolation_level=None, cached_statements=256)
    floor.execute("PRAGMA synchronous = FULL")
    try:
        yield Desk(register, floor, Size(products))
    finally:
        floor.close()
        register.close()


def short_looks(desk: Desk, runs: int) -> list[Figure]:
    """A whole look at something short, drawn as often as people wait for it, and bare reads of the same rows."""
    asked, bare = (cycle(_asked(desk, 4 * runs)) for _ in range(2))

    def look() -> object:
        place, units = next(asked)
        return desk.register.look_up(ean_at(place), units)

    return _timed({"ours.look": look, "floor.look": lambda: _bare_look(desk.floor, ean_at(next(bare)[0]))}, runs)


def first_looks(desk: Desk, runs: int) -> list[Figure]:
    """The first look of a day: all suppliers' records are learned before it; and the bare read of those records."""
    code = ean_at(desk.size.wanted[0])

    def look() -> object:
        desk.register.ledger.memory.clear()
        return desk.register.look_up(code, 5)

    def read() -> object:
        _bare_look(desk.floor, code)
        desk.floor.execute("SELECT number, sku, units, expected, supplier FROM purchase_line").fetchall()
        return desk.floor.execute("SELECT supplier, ordered, promised, delivered FROM delivery").fetchall()

    return _timed({"ours.first_look": look, "floor.first_look": read}, runs, slow=True)


def cards(desk: Desk, runs: int) -> list[Figure]:
    """Why a date is the date: the answer, the same painted without a screen, and bare reads of the same rows."""
    app = _application()
    shop = desk.register.shop()
    asked, painted, bare = (cycle(_asked(desk, 4 * runs)) for _ in range(3))

    def explain(pair: tuple[int, int]) -> Explanation:
        return desk.register.promises.explain(ean_at(pair[0]), pair[1])

    def paint() -> None:
        panel = _card(explain(next(painted)), shop)
        panel.grab()
        panel.deleteLater()
        app.sendPostedEvents()

    return _timed(
        {
            "ours.shortage_explained": lambda: explain(next(asked)),
            "ours.shortage_card": paint,
            "floor.shortage": lambda: _bare_reasons(desk.floor, ean_at(next(bare)[0])),
        },
        runs,
        slow=True,
    )


def redates(desk: Desk, runs: int) -> list[Figure]:
    """A purchase order of ten lines moves to another day, and all who wait for its goods are reckoned with anew; on the
    floor the day alone is written, in one durable commit."""
    days = cycle((_today() + timedelta(days=30), _today() + timedelta(days=12)))
    bare_days = cycle((_today() + timedelta(days=30), _today() + timedelta(days=12)))

    def bare() -> None:
        desk.floor.execute("BEGIN IMMEDIATE")
        desk.floor.execute("UPDATE purchase_line SET expected = ? WHERE number = ?", (str(next(bare_days)), MOVED))
        desk.floor.execute("COMMIT")

    return _timed(
        {"ours.redate": lambda: desk.register.buying.redate(MOVED, next(days)), "floor.redate": bare}, runs, slow=True
    )


@dataclass(frozen=True, slots=True)
class Growing:
    """What grows with the shop, and what does not: the first look of a day, then for each queue of known length (in
    lines) a look at that product and the reasons for its date."""

    first: Figure
    looks: Mapping[int, Figure]
    reasons: Mapping[int, Figure]


def growing(desk: Desk, runs: int) -> Growing:
    """The same questions to a shop of any size."""
    register, looks, reasons = desk.register, {}, {}
    for place, length in enumerate(QUEUES[: desk.size.queues]):
        code = ean_at(place)
        looks[length], reasons[length] = _timed(
            {"ours.look": partial(register.look_up, code, 3), "why": partial(register.promises.explain, code, 3)}, runs
        )
    return Growing(first_looks(desk, max(2, runs // 10))[0], looks, reasons)


def grown_table(shops: Mapping[int, Growing]) -> list[str]:
    """Lines of a table: shops by their products, a look and its reasons by the lines that wait for the product."""
    ordered = sorted(shops)
    lines = [f"{'products in the shop':<44}" + "".join(f"{count:>10,}" for count in ordered)]
    lengths = [length for length in QUEUES if any(length in shop.looks for shop in shops.values())]
    rows: list[tuple[str, list[Figure | None]]] = []
    for length in lengths:
        rows.append((f"ours.look, {length} lines wait", [shops[count].looks.get(length) for count in ordered]))
    for length in lengths:
        rows.append(
            (f"ours.shortage_explained, {length} lines wait", [shops[count].reasons.get(length) for count in ordered])
        )
    rows.append(("ours.first_look", [shops[count].first for count in ordered]))
    for name, figures in rows:
        lines.append(f"{name:<44}" + "".join(f"{figure.first if figure else 0:>10.2f}" for figure in figures))
    return lines


def _asked(desk: Desk, count: int) -> list[tuple[int, int]]:
    chance = random.Random(_SEED)
    return [
        (place, units + chance.randint(0, 6))
        for place, units in chance.choices(waiting_shop.wishes(desk.size), k=count)
    ]


def _bare_look(bare: sqlite3.Connection, code: str) -> tuple[str, int]:
    """The product, its stock everywhere, what is on its way, and others of its kind that are here."""
    sku, category, kind, price = bare.execute(
        "SELECT sku, category, kind, price FROM product WHERE code = ?", (code,)
    ).fetchone()
    bare.execute("SELECT store, on_hand, allocated, owed FROM stock_level WHERE sku = ?", (sku,)).fetchall()
    on_order = bare.execute(
        "SELECT number, line, units, expected, confirmed, ordered, supplier FROM purchase_line WHERE sku = ?"
        " ORDER BY expected, number, line", (sku,),
    ).fetchall()  # fmt: skip
    bare.execute(
        "SELECT p.sku, p.name, p.price, l.on_hand FROM product p JOIN stock_level l ON l.sku = p.sku"
        " WHERE l.store = 'S01' AND p.category = ? AND p.kind = ? AND p.sku != ?"
        " AND l.on_hand - l.allocated - l.owed > 0 ORDER BY abs(p.price - ?), p.sku LIMIT 5",
        (category, kind, sku, price),
    ).fetchall()  # fmt: skip
    return sku, len(on_order)


def _bare_reasons(bare: sqlite3.Connection, code: str) -> int:
    """The same and all who wait."""
    sku, _ = _bare_look(bare, code)
    return len(bare.execute("SELECT * FROM order_line WHERE sku = ? ORDER BY queue_key", (sku,)).fetchall())


def _application() -> QApplication:
    from PySide6.QtWidgets import QApplication

    from ui.theme import Look, apply_look

    kept = QApplication.instance()
    app = kept if isinstance(kept, QApplication) else QApplication(["bench"])
    apply_look(app, Look())
    return app


def _card(explanation: Explanation, shop: Shop) -> QWidget:
    from ui.views.why_panel import WhyPanel

    panel = WhyPanel(explanation, shop)
    panel.resize(*_CARD)
    return panel


def _timed(works: dict[str, Work], runs: int, *, slow: bool = False) -> list[Figure]:
    taken = in_turns(works, runs, warm=2, block=5) if slow else in_turns(works, runs)
    return [timing(name, times) for name, times in taken.items()]


def _today() -> date:
    return date.today()  # noqa: DTZ011 - any day will do, as long as it is the shop's today
