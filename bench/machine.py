"""What the figures were measured on, in words: they mean nothing without it."""

from __future__ import annotations

import os
import platform
import sqlite3
from pathlib import Path
from time import perf_counter_ns

from bench.figures import Figure, timing


def describe() -> str:
    """One line each of the machine and of the libraries."""
    import PySide6
    import sqlcipher3.dbapi2 as driver

    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{_processor()}, {os.cpu_count()} cores{load}, {platform.system()} {platform.release()}\n"
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version} for the plain floor and "
        f"{driver.sqlite_version} for ours, PySide6 {PySide6.__version__}"
    )


def _processor() -> str:
    cpus = Path("/proc/cpuinfo")
    if cpus.exists():
        for line in cpus.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def durable_write(folder: Path, runs: int = 200) -> Figure:
    """Making 4 KiB at the end of a file durable: what every durable commit costs at the least on this disk."""
    path = folder / "durable"
    taken = []
    with path.open("wb", buffering=0) as file:
        for _ in range(runs):
            began = perf_counter_ns()
            file.write(bytes(4096))
            os.fsync(file.fileno())
            taken.append(perf_counter_ns() - began)
    path.unlink()
    return timing("floor.fsync", taken)
