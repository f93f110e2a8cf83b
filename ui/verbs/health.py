"""What `doctor` looks at: libraries, key store, records, disk, clock, fonts, printer."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

from pos.domain import errors


def checks(folder: Path) -> list[dict[str, Any]]:
    """One {"name", "ok", "sentence"} per thing this machine should have."""
    return [_python(), _sqlite(), _window(), *_shop(folder), _disk(folder), _clock()]


def _check(name: str, ok: bool, sentence: str) -> dict[str, Any]:
    return {"name": name, "ok": ok, "sentence": sentence}


def _python() -> dict[str, Any]:
    import platform

    return _check("python", True, f"Python {platform.python_version()} on {platform.system()}.")


def _sqlite() -> dict[str, Any]:
    import sqlcipher3.dbapi2 as driver

    from pos.store.database import check_library

    try:
        check_library()
    except errors.PosError as fault:
        return _check("database library", False, fault.sentence)
    return _check("database library", True, f"SQLite {driver.sqlite_version} with encryption.")


def _window() -> dict[str, Any]:
    import os
    import subprocess
    import sys

    tried = subprocess.run(
        [sys.executable, "-c", "from PySide6.QtWidgets import QApplication; QApplication([])"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    if tried.returncode == 0:
        return _check("window", True, "Qt can open windows.")
    last = (tried.stderr.strip().splitlines() or ["it gave no reason"])[-1]
    return _check("window", False, f"Qt cannot open windows ({last}). Run “make system” to install what it needs.")


def _shop(folder: Path) -> list[dict[str, Any]]:
    from pos.register import Register
    from pos.store.shopfolder import holds_shop
    from ui.paper import ON_SCREEN, printer_setup

    if not holds_shop(folder):
        return [_check("shop", False, f"There is no shop in {folder}. Make one with “raincheck init”.")]
    try:
        register = Register.open(folder)
    except errors.PosError as fault:
        return [_check("shop", False, fault.sentence)]
    try:
        in_file = register.ledger.secrets.where == "file"
        key = (
            "The key of the records lies in a file beside them, since this machine has no key store: whoever "
            f"copies {folder} can read them. "
            "Guard this folder and its disk."
            if in_file
            else "The key of the records lies in the system's key store."
        )
        setup = printer_setup(register.device_settings())
        return [
            _check("shop", True, f"“{register.shop().store_name}” in {folder}."),
            _check("key store", not in_file, key),
            _printer(setup.address, ON_SCREEN),
        ]
    finally:
        register.close()


def _printer(address: str, screen: str) -> dict[str, Any]:
    from printing.transport import open_transport

    if address == screen:
        return _check("printer", True, "No printer is set; receipts are shown on the screen.")
    try:
        transport = open_transport(address)
        transport.open()
        transport.close()
    except errors.PosError as fault:
        return _check("printer", False, fault.sentence)
    return _check("printer", True, f"The printer at {address} can be reached.")


def _disk(folder: Path) -> dict[str, Any]:
    place = next((p for p in (folder, *folder.parents) if p.exists()), Path("/"))
    free = shutil.disk_usage(place).free
    words = f"{free / 1e9:.1f} GB are free where the records lie."
    return _check(
        "disk", free > 1_000_000_000, words + ("" if free > 1_000_000_000 else " Make room before the next shift.")
    )


def _clock() -> dict[str, Any]:
    sane = time.time() > 1_767_225_600  # the start of 2026, before which this program did not exist
    return _check(
        "clock", sane, time.strftime("It is %Y-%m-%d %H:%M:%S here.") + ("" if sane else " Set this machine's clock.")
    )
