"""A run of the bench on a tiny shop: it measures what it says it measures. No test here judges a time."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import counter, goods, promises, shops, waiting_shop, wal
from bench.__main__ import main
from bench.bare import Bare, receipt_bytes
from bench.figures import Figure, percentile, timing, write_lines
from bench.goals import Goal, ratio, table, verdict
from bench.run import Plan, measure
from bench.timing import in_turns
from pos.domain.catalog import is_gtin

COUNT = 120
TIMED = {
    "ours.sale", "ours.backorder", "ours.search_typeahead", "ours.search_barcode", "ours.look_here", "ours.receipt",
    "ours.look", "ours.first_look", "ours.shortage_explained", "ours.shortage_card", "ours.redate",
    "floor.look", "floor.first_look", "floor.shortage", "floor.redate",
    "ours.share", "ours.board", "ours.board_figures", "ours.order_story", "floor.share", "floor.board",
    "ours.board_shown", "floor.board_shown",
    "floor.sale", "floor.sale_sqlcipher", "floor.search_typeahead", "floor.barcode", "floor.receipt", "floor.fsync",
}  # fmt: skip
ONCE = {"ours.receive", "ours.receive_seen", "floor.receive"}
"""A delivery is booked once: goods that were given out are given out."""


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[counter.Counter]:
    """A tiny shop beside its floors; keys and notes lie in the test's own folder."""
    for name in ("RAINCHECK_STATE", "RAINCHECK_KEY_STORE"):
        monkeypatch.setenv(name, "")  # so that what the bench sets is undone after the test
    shops.keep_to(tmp_path)
    shops.make_shop(tmp_path / "shop", COUNT)
    shops.make_bare(tmp_path / "bare.db", COUNT)
    shops.make_bare_sealed(tmp_path / "sealed.db", COUNT)
    counter_ = counter.open_counter(tmp_path, COUNT)
    yield counter_
    counter_.close()


def test_a_run_writes_one_line_a_figure_in_the_agreed_shape(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A run writes one JSON line a figure: name, its values, how often it was measured."""
    for name in ("RAINCHECK_STATE", "RAINCHECK_KEY_STORE", "BENCH_OUT"):
        monkeypatch.setenv(name, "")
    out = tmp_path / "out" / "figures.jsonl"
    words = [
        "--quick",
        "--waiting",
        str(COUNT),
        "--delivered",
        "50",
        "--products",
        str(COUNT),
        "--runs",
        "3",
        "--starts",
        "0",
        "--out",
        str(out),
    ]
    assert main([*words, "--keep", str(tmp_path / "kept")]) == 0
    lines = {line["name"]: line for line in map(json.loads, out.read_text().splitlines())}
    for name in TIMED | ONCE:
        assert set(lines[name]) == {"name", "median_ms", "p95_ms", "p99_ms", "n"}
        assert 0 < lines[name]["median_ms"] <= lines[name]["p95_ms"] <= lines[name]["p99_ms"]
        assert lines[name]["n"] >= (1 if name in ONCE else 2)
    assert set(lines["ours.import"]) == {"name", "per_s", "n"}
    assert lines["ours.import"]["n"] == COUNT
    assert lines["ours.sale_commits"] == {"name": "ours.sale_commits", "value": 1, "n": 20}
    assert "ours.sale" in capsys.readouterr().out


def test_a_grown_shop_is_compared_with_a_small_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The long run says how searches and sales fare as catalogue and history grow."""
    for name in ("RAINCHECK_STATE", "RAINCHECK_KEY_STORE"):
        monkeypatch.setenv(name, "")
    said: list[str] = []
    measure(
        Plan(products=COUNT, runs=2, starts=0, growth=(60,), history=5, waiting=(COUNT, 160), delivered=20),
        tmp_path,
        said.append,
    )
    grown = "\n".join(said)
    assert "before and after 5 more past sales" in grown
    assert grown.count("ours.search_barcode") == 2
    assert "ours.look, 5 lines wait" in grown


def test_the_waiting_shop_has_the_queues_that_it_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits is what the size says, and what `ours.look` asks for is short and can be promised from what comes."""
    for name in ("RAINCHECK_STATE", "RAINCHECK_KEY_STORE"):
        monkeypatch.setenv(name, "")
    shops.keep_to(tmp_path)
    size = waiting_shop.Size(COUNT)
    waiting_shop.make(tmp_path, COUNT)
    with promises.opened(tmp_path, COUNT) as desk:
        with desk.register.ledger.reading() as records:
            first = goods.product_at(0).sku
            assert len(records.open_lines(first)) == waiting_shop.QUEUES[0]
            skus = records.skus_with_open_lines()
            assert sum(len(records.open_lines(sku)) for sku in skus) <= size.lines + waiting_shop.QUEUES[0]
        looks = [desk.register.look_up(goods.ean_at(place), units) for place, units in promises._asked(desk, 30)]
        assert all(look.short for look in looks)
        promised = [look.promise for look in looks if look.promise is not None]
        assert any(peg.kind == "purchase_order" for found in promised for peg in found.basis)
        assert desk.register.buying.order(waiting_shop.MOVED).lines


def test_ours_and_the_floor_sell_the_same_baskets(opened: counter.Counter) -> None:
    """After a number of sales the stock of ours, of the floor and of the keyed floor is the same."""
    counter.add_history(opened, 7)
    skus = counter._skus(COUNT)
    for _ in range(7):
        opened.sealed.sell(next(skus))
    with opened.register.ledger.reading() as records:
        for place in shops.shelf(COUNT):
            sku = goods.product_at(place).sku
            sold = [shops.UNITS - records.stock_here(sku).on_hand]
            sold += [shops.UNITS - _level(bare, sku) for bare in (opened.floor, opened.sealed)]
            assert len(set(sold)) == 1


def test_a_bare_sale_is_eighteen_rows(opened: counter.Counter) -> None:
    """The floor of a sale of five lines writes 18 rows in one commit."""
    before = opened.floor.connection.total_changes
    opened.floor.sell(next(counter._skus(COUNT)))
    assert opened.floor.connection.total_changes - before == 18


def test_a_mixed_basket_is_promised_and_paid_ahead(opened: counter.Counter) -> None:
    """What `ours.backorder` sells has three lines now, two later with a date each, and a deposit."""
    sold = opened.register.sell(next(counter._mixed_baskets(opened)))
    assert (len(sold.taken_now), len(sold.backorders)) == (3, 2)
    assert all(part.promise is not None for part in sold.backorders)
    assert sold.order_deposit.minor > 0


def test_typed_texts_find_products(opened: counter.Counter) -> None:
    """Each text that the search is timed with has 3 to 8 characters and finds something, in ours and on the floor."""
    for text in goods.typed(40, COUNT, 1):
        assert 3 <= len(text) <= 8
        assert opened.register.find(text, 20)
        assert opened.floor.search(text)


def test_each_commit_in_a_log_is_counted_once(tmp_path: Path) -> None:
    """Commits and frames are counted in plain and in keyed logs; a log begun anew starts from none."""
    for key in ("", shops.KEY):
        path = tmp_path / f"counted{key[:1]}.db"
        bare = Bare(path, key)
        bare.make()
        log = path.with_name(path.name + "-wal")
        before = wal.count(log)
        bare.put_stock(["A", "B"], 5)
        bare.sell(["A", "B"])
        after = wal.count(log)
        assert wal.commits_between(before, after) == 2
        assert after.frames > before.frames
        bare.cursor.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
        bare.sell(["A"])
        anew = wal.count(log)
        assert anew.salt != after.salt
        assert wal.commits_between(after, anew) == 1
        bare.close()


def test_a_file_that_is_no_log_is_refused(tmp_path: Path) -> None:
    """Nothing is counted in a file of another kind; an absent one holds no commit."""
    path = tmp_path / "letter"
    assert wal.count(path) == wal.WalCount(b"", 0, 0)
    path.write_bytes(struct.pack(">III", 1, 2, 3) + bytes(40))
    with pytest.raises(ValueError, match="no write-ahead log"):
        wal.count(path)


def test_goods_are_the_same_each_time_and_their_barcodes_fit() -> None:
    """A product depends on its place only; barcodes are valid EAN-13, none twice."""
    codes = [goods.ean_at(place) for place in range(5000)]
    assert len(set(codes)) == len(codes)
    assert all(len(code) == 13 and is_gtin(code) for code in codes)
    assert goods.product_at(7) == goods.product_at(7) != goods.product_at(8)


def test_works_take_turns_and_each_run_is_timed() -> None:
    """Each work runs as often as asked, plus what does not count, in blocks that alternate."""
    ran: list[str] = []
    taken = in_turns({"a": lambda: ran.append("a"), "b": lambda: ran.append("b")}, 4, warm=0, block=2)
    assert "".join(ran) == "aaabbb" + "bbbaaa"
    assert {name: len(times) for name, times in taken.items()} == {"a": 4, "b": 4}


def test_percentiles_are_of_the_nearest_rank() -> None:
    """The percentile is a value that was measured; one value is all of its own percentiles."""
    values = [float(value) for value in range(1, 101)]
    assert [percentile(values, percent) for percent in (50, 95, 99)] == [50.0, 95.0, 99.0]
    assert percentile([3.0], 99) == 3.0
    assert timing("t", [2e6, 1e6, 4e6]).values == {"median_ms": 2.0, "p95_ms": 4.0, "p99_ms": 4.0}


def test_a_ratio_over_its_goal_is_called_short() -> None:
    """The table says good, ok or short by the ratio to the floor of the same run; rates count the other way round."""
    goal = Goal("ours.sale", "floor.sale", 3.0, 2.0)
    assert [verdict(goal, reached) for reached in (1.9, 2.5, 3.1)] == ["good", "ok", "short"]
    assert ratio(Figure("a", {"per_s": 50.0}, 1), Figure("b", {"per_s": 100.0}, 1)) == 2.0
    shown = table([timing("ours.sale", [4e6]), timing("floor.sale", [1e6])])
    assert "4.00x" in shown
    assert "short" in shown


def test_figures_go_into_a_folder_too(tmp_path: Path) -> None:
    """Where a folder is named, the lines go into bench.jsonl in it."""
    assert (
        write_lines(tmp_path, [Figure("a", {"value": 1.5}, 2)]).read_text() == '{"name": "a", "value": 1.5, "n": 2}\n'
    )
    assert (tmp_path / "bench.jsonl").exists()


def test_a_bare_receipt_names_its_lines() -> None:
    """The floor of a receipt prints each line and the total."""
    text = receipt_bytes([("Lamp", 2, 450), ("Shade", 1, 100)]).decode("cp858")
    assert "Lamp" in text
    assert "10.00" in text


def _level(bare: Bare, sku: str) -> int:
    return int(bare.cursor.execute("SELECT on_hand FROM stock_level WHERE sku = ?", (sku,)).fetchone()[0])
