"""A shop to try: made from the files in resources/demo, and a short day in it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ui.verbs.common import common, folder, say, verb


@verb
def demo(
    headless: Annotated[
        bool, typer.Option(help="Play a short day without a window; save pictures of the counter.")
    ] = False,
    pictures: Annotated[Path | None, typer.Option(help="Where the pictures go; by default beside the shop.")] = None,
) -> None:
    """A shop to try, with three stores' stock, suppliers with a record, open purchase orders and people who wait."""
    from pos.store.shopfolder import holds_shop
    from ui.demo_shop import make_demo

    place = common.data or folder().with_name("raincheck-demo")
    if not holds_shop(place):
        make_demo(place).close()
    if headless:
        _play(place, pictures or place / "pictures")
        return
    from ui.app import run

    raise typer.Exit(run(place))


def _play(place: Path, pictures: Path) -> None:
    from pos.register import Register
    from printing import render
    from ui.demo_shop import short_day

    register = Register.open(place)
    try:
        receipts = [
            render(receipt, form="text", columns=42, copies=[copy])
            for receipt in short_day(register)
            for copy in receipt.copies
        ]
        register.jobs.shown_on_screen()
    finally:
        register.close()
    saved = _take_pictures(place, pictures)
    say({"receipts": receipts, "pictures": saved}, *receipts, *(f"Picture: {name}" for name in saved))


def _take_pictures(place: Path, pictures: Path) -> list[str]:
    """Pictures of the counter on this shop, taken by a process of its own, which alone loads Qt."""
    import os
    import subprocess

    pictures.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "ui.pictures", str(pictures), "--folder", str(place), "--only", "counter"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        sys.stderr.write(f"No pictures were taken: {last}\n")
    return sorted(str(path) for path in pictures.glob("*.png"))
