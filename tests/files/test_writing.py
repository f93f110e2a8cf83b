"""What we write, spreadsheets open safely and our reader reads back unchanged."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos.domain.errors import BadFile, DiskFull
from pos.domain.incoming import IncomingProduct
from pos.files.reading import read
from pos.files.writing import guarded, told, write_csv

# Any text that may be stored: no NUL, no half of a surrogate pair; spaces around it are never stored.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).map(
    lambda text: text.strip(" ")
)
NAMES = TEXTS.filter(lambda text: bool(text.strip()))
CODES = st.text("0123456789ABCxyz-_./", min_size=1, max_size=20).filter(lambda code: "E" not in code)
TRICKY = st.sampled_from(
    ["=1+1", "'=1", "''@x", "-5", "+1.5", "@SUM(A1)", "\tx", "\rx", 'a"b', "a;b\r\nc", ",", "'", "-x"]
)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(CODES, NAMES | TRICKY, st.integers(0, 10**10), TEXTS | TRICKY, st.integers(0, 100_000)),
        min_size=1,
        max_size=20,
    ),
    st.booleans(),
)
def test_what_is_exported_comes_back_unchanged(products: list[tuple[str, str, int, str, int]], mark: bool) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "products.csv"
        written = write_csv(
            path,
            ["sku", "name", "price", "category", "tax_rate"],
            (
                [sku, name, f"{price // 100}.{price % 100:02}", category, f"{rate // 1000}.{rate % 1000:03}"]
                for sku, name, price, category, rate in products
            ),
            mark=mark,
        )
        rows = list(read(path, "products"))
    assert written == len(products)
    assert rows == [
        IncomingProduct(row, sku, (), name, price, rate, category if category.strip() else (category or None))
        for row, (sku, name, price, category, rate) in enumerate(products, start=2)
    ]


@given(TEXTS | TRICKY)
def test_no_cell_we_write_is_a_formula(text: str) -> None:
    cell = guarded(text)
    is_number = cell.lstrip("+-").replace(".", "", 1).replace(",", "", 1).isdigit()
    assert is_number or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\0"))
    assert cell in (text, f"'{text}")


def test_the_bytes_are_rfc_4180(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert write_csv(path, ["a", "b"], [["1", 'x"y'], ["-5", "=1"]], mark=True) == 2
    assert path.read_bytes() == b'\xef\xbb\xbfa,b\r\n1,"x""y"\r\n-5,\'=1\r\n'


def test_a_write_that_breaks_off_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")

    def broken() -> Iterator[Sequence[str]]:
        yield ["1"]
        raise RuntimeError("the rows ran out")

    with pytest.raises(RuntimeError):
        write_csv(path, ["a"], broken())
    assert [file.name for file in tmp_path.iterdir()] == ["out.csv"]
    assert path.read_text() == "old"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="the folder is not there"):
        write_csv(tmp_path / "none" / "out.csv", ["a"], [])


def test_a_full_disk_is_told() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with pytest.raises(OSError) as failure, Path("/dev/full").open("w") as stream:
        csv.writer(stream).writerow(["x"])
    assert isinstance(told(Path("out.csv"), failure.value), DiskFull)
