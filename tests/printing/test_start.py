"""Printing costs nothing before something is printed, and little when it is."""

from __future__ import annotations

import subprocess
import sys


def run(program: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    ).stdout


def test_importing_the_printing_package_loads_no_heavy_library() -> None:
    heavy = "escpos reportlab PIL qrcode bidi arabic_reshaper PySide6".split()
    loaded = run(
        "import sys, printing, printing.worker, printing.profile, printing.transport\n"
        "import printing.forms.escpos, printing.forms.text\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    assert loaded.strip() == "[]"


def test_a_plain_receipt_is_printed_without_any_heavy_library_at_all() -> None:
    loaded = run(
        "import sys\n"
        "from tests.printing.samples import long_ticket\n"
        "from printing import render\n"
        "assert len(render(long_ticket(60), form='escpos')) > 1000\n"
        "print([name for name in ('escpos', 'reportlab', 'PIL') if name in sys.modules])"
    )
    assert loaded.strip() == "[]"
