"""The waiting list at its largest: the board with thousands of open lines, and a delivery for all of them at once, each
beside the least that anybody could do for the same rows.

The floors: the shortest loop that serves a sorted queue; bare SQLite reading the same rows as the board; a plain table
of Qt showing them; and bare SQLite writing the rows of the delivery, with as many bytes of operations, in one durable
commit.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter_ns

from bench import big_delivery, board_shown
from bench.big_delivery import CAME, NUMBER, ORDERED, WANTED
from bench.figures import Figure, timing
from bench.goods import product_at
from bench.timing import in_turns
from pos.register import Register
from pos.usecases.receiving import Arrival

_TABLES = """
CREATE TABLE product (sku TEXT PRIMARY KEY, name TEXT, price INTEGER) WITHOUT ROWID;
CREATE TABLE stock_level (sku TEXT PRIMARY KEY, on_hand INTEGER, allocated INTEGER, owed INTEGER) WITHOUT ROWID;
CREATE TABLE customer (id TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
CREATE TABLE customer_order (number TEXT PRIMARY KEY, customer TEXT, taken_at TEXT, deposit INTEGER) WITHOUT ROWID;
CREATE TABLE order_line (number TEXT, line INTEGER, sku TEXT, ordered INTEGER, allocated INTEGER, queue_key TEXT,
                         told TEXT, now TEXT, PRIMARY KEY (number, line)) WITHOUT ROWID;
CREATE INDEX line_queue ON order_line (sku, queue_key);
CREATE TABLE purchase_line (number TEXT, line INTEGER, sku TEXT, units INTEGER, received INTEGER,
                            PRIMARY KEY (number, line)) WITHOUT ROWID;
CREATE TABLE stock_move (id INTEGER PRIMARY KEY, sku TEXT, quantity INTEGER, document TEXT, at TEXT);
CREATE TABLE order_event (id INTEGER PRIMARY KEY, number TEXT, line INTEGER, kind TEXT, at TEXT, person TEXT);
CREATE TABLE outbox (id INTEGER PRIMARY KEY, bytes BLOB);
"""
_AT = "2026-11-22T10:15:09.000000+00:00"
_DAY = "2026-12-04"
_OPERATION = bytes(range(32, 96)) * 750
"""48,000 bytes, about what each operation of a large delivery holds."""
_BYTES_OF_A_PRODUCT = 430
"""Of the operations, for each product of the delivery: what came, the purchase line, the delivery, two allocations."""


def figures(folder: Path, products: int, runs: int) -> list[Figure]:
    """All of it, in a new shop of so many products with two lines that wait for each."""
    register = big_delivery.make(folder / "shop", products)
    floor = _floor(folder / "bare.db", products)
    try:
        return [
            *_boards(register, floor, runs),
            *board_shown.figures(register, runs),
            *_sharing(register, products, runs),
            *_delivery(register, floor, products),
        ]
    finally:
        floor.close()
        register.close()


def _boards(register: Register, floor: sqlite3.Connection, runs: int) -> list[Figure]:
    number = register.board.read().lines[0].order
    taken = in_turns(
        {
            "ours.board": register.board.read,
            "ours.board_figures": register.board.figures,
            "ours.order_story": lambda: register.board.story(number),
            "floor.board": lambda: _bare_board(floor),
        },
        runs, warm=1, block=5,
    )  # fmt: skip
    return [timing(name, durations) for name, durations in taken.items()]


def _sharing(register: Register, products: int, runs: int) -> list[Figure]:
    with register.ledger.reading() as records:
        waiting = list(records.queues([product_at(place).sku for place in range(products)]).values())
    plain = [[(line.key, line.quantity) for line in queue] for queue in waiting]
    taken = in_turns(
        {"ours.share": lambda: big_delivery.share_all(waiting), "floor.share": lambda: _bare_sharing(plain)},
        runs, warm=1, block=5,
    )  # fmt: skip
    return [timing(name, durations) for name, durations in taken.items()]


def _delivery(register: Register, floor: sqlite3.Connection, products: int) -> list[Figure]:
    """Once: goods that were given out are given out."""
    arrivals = [Arrival(product_at(place).sku, CAME, NUMBER) for place in range(products)]
    began = perf_counter_ns()
    _bare_delivery(floor, products)
    written = perf_counter_ns()
    register.receive(arrivals, dry_run=True)
    seen = perf_counter_ns()
    register.receive(arrivals)
    booked = perf_counter_ns()
    return [
        timing("ours.receive", [booked - seen]),
        timing("ours.receive_seen", [seen - written]),
        timing("floor.receive", [written - began]),
    ]


def _floor(path: Path, products: int) -> sqlite3.Connection:
    """A bare database with the same rows, and the settings of the register's own connection."""
    bare = sqlite3.connect(path, isolation_level=None, cached_statements=256)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "cache_size = -32000", "wal_autocheckpoint = 4000"):
        bare.execute(f"PRAGMA {pragma}").fetchall()
    bare.executescript(_TABLES)
    skus = [product_at(place) for place in range(products)]
    each = big_delivery.LINES_OF_AN_ORDER
    orders = -(-products // each)
    bare.execute("BEGIN IMMEDIATE")
    bare.executemany("INSERT INTO product VALUES (?, ?, ?)", [(one.sku, one.name, one.price) for one in skus])
    bare.executemany("INSERT INTO stock_level VALUES (?, 0, 0, ?)", [(one.sku, 2 * WANTED) for one in skus])
    bare.execute("INSERT INTO customer VALUES ('C1', 'Customer 1')")
    bare.executemany(
        "INSERT INTO customer_order VALUES (?, 'C1', ?, 1000)",
        [(f"S01-R1-A{turn * orders + order:06d}", _AT) for turn in range(2) for order in range(orders)],
    )
    bare.executemany(
        "INSERT INTO order_line VALUES (?, ?, ?, ?, 0, ?, ?, ?)",
        [
            (
                f"S01-R1-A{turn * orders + place // each:06d}", place % each + 1, one.sku, WANTED,
                f"00:{turn:020d}:R1:{place % each:04d}", _DAY, _DAY,
            )
            for turn in range(2)
            for place, one in enumerate(skus)
        ],
    )  # fmt: skip
    bare.executemany(
        "INSERT INTO purchase_line VALUES (?, ?, ?, ?, 0)",
        [(NUMBER, line, one.sku, ORDERED) for line, one in enumerate(skus, start=1)],
    )
    bare.execute("COMMIT")
    return bare


def _bare_board(bare: sqlite3.Connection) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = bare.execute(
        "SELECT l.number, l.line, l.sku, p.name, l.ordered, l.allocated, l.told, l.now, o.taken_at, o.deposit, c.name,"
        " s.on_hand, s.allocated, s.owed FROM order_line l JOIN customer_order o ON o.number = l.number"
        " JOIN customer c ON c.id = o.customer JOIN product p ON p.sku = l.sku JOIN stock_level s ON s.sku = l.sku"
        " ORDER BY l.sku, l.queue_key"
    ).fetchall()
    return rows


def _bare_sharing(queues: Sequence[Sequence[tuple[object, int]]]) -> list[list[int]]:
    """First come, first served, and nothing else."""
    shares = []
    for queue in queues:
        free, given = CAME, []
        for _, wanted in queue:
            units = min(free, wanted)
            given.append(units)
            free -= units
        shares.append(given)
    return shares


def _bare_delivery(bare: sqlite3.Connection, products: int) -> None:
    """The rows of the delivery: moves, levels, purchase lines, the two lines of each product and a step of each."""
    bare.execute("BEGIN IMMEDIATE")
    rows = bare.execute("SELECT sku, number, line, ordered FROM order_line ORDER BY sku, queue_key").fetchall()
    given: list[tuple[int, str, int]] = []
    free: dict[str, int] = {}
    for sku, number, line, wanted in rows:
        units = min(free.setdefault(sku, CAME), wanted)
        free[sku] -= units
        given.append((units, number, line))
    bare.executemany(
        "INSERT INTO stock_move (sku, quantity, document, at) VALUES (?, ?, 'GR-1', ?)",
        [(sku, CAME, _AT) for sku in free],
    )
    bare.executemany(
        "UPDATE stock_level SET on_hand = on_hand + ?, allocated = allocated + ?, owed = owed - ? WHERE sku = ?",
        [(CAME, CAME - left, CAME - left, sku) for sku, left in free.items()],
    )
    bare.executemany(
        "UPDATE purchase_line SET received = received + ? WHERE number = ? AND line = ?",
        [(CAME, NUMBER, line) for line in range(1, products + 1)],
    )
    bare.executemany("UPDATE order_line SET allocated = allocated + ? WHERE number = ? AND line = ?", given)
    bare.executemany(
        "INSERT INTO order_event (number, line, kind, at, person) VALUES (?, ?, 'allocated', ?, 'owner')",
        [(number, line, _AT) for _, number, line in given],
    )
    bare.executemany(
        "INSERT INTO outbox (bytes) VALUES (?)",
        [(_OPERATION,) for _ in range(1 + products * _BYTES_OF_A_PRODUCT // len(_OPERATION))],
    )
    bare.execute("COMMIT")
