"""`python -m bench`: measure, print the table, write the figures.

The environment may say the same as the options: QUICK=1, BENCH_OUT=FILE.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bench.figures import write_lines
from bench.run import QUICK, Plan, measure


def main(words: Sequence[str] | None = None) -> int:
    """Measure as the words say; the answer is the exit status."""
    wish = _options().parse_args(words)
    plan = QUICK if wish.quick else Plan()
    given = {"products": wish.products, "runs": wish.runs, "starts": wish.starts,
             "waiting": (wish.waiting,) if wish.waiting else None, "delivered": wish.delivered}  # fmt: skip
    plan = replace(plan, **{name: value for name, value in given.items() if value is not None})
    if wish.keep:
        wish.keep.mkdir(parents=True, exist_ok=True)
        figures = measure(plan, wish.keep.resolve(), _say)
    else:
        with tempfile.TemporaryDirectory(prefix="raincheck-bench-") as folder:
            figures = measure(plan, Path(folder), _say)
    if wish.out:
        print(f"\nWritten to {write_lines(wish.out, figures)}.")
    return 0


def _say(words: str) -> None:
    print(words, flush=True)


def _options() -> argparse.ArgumentParser:
    named = os.environ.get("BENCH_OUT")
    options = argparse.ArgumentParser(prog="python -m bench", description="Measure the counter beside its floor.")
    options.add_argument("--quick", action="store_true", default=os.environ.get("QUICK", "") not in ("", "0"),
                         help="100,000 products and fewer runs; under three minutes")  # fmt: skip
    options.add_argument("--products", type=int, help="how many products the shop has")
    options.add_argument("--waiting", type=int, help="how many products the shop has in which many wait")
    options.add_argument("--delivered", type=int,
                         help="products of one delivery for twice as many lines that wait, 0 for not")  # fmt: skip
    options.add_argument("--runs", type=int, help="how often each step is measured")
    options.add_argument("--starts", type=int, help="how often the program is started, 0 for not")
    options.add_argument("--out", type=Path, default=Path(named) if named else None,
                         help="file, or folder, for one JSON line a figure")  # fmt: skip
    options.add_argument("--keep", type=Path, help="folder whose shops are used again; made when there are none")
    return options


if __name__ == "__main__":
    raise SystemExit(main())
