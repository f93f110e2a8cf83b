"""The program built for machines without Python starts and passes its own test."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.nightly
def test_the_built_program_passes_its_self_test(tmp_path: Path) -> None:
    """`raincheck --self-test` of a fresh build ends with status 0 in a home that has never seen it."""
    build = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    folders = ["--distpath", str(tmp_path / "dist"), "--workpath", str(tmp_path / "work")]
    subprocess.run([*build, *folders, "build.spec"], cwd=ROOT, check=True, timeout=600)
    program = tmp_path / "dist" / "raincheck" / "raincheck"
    ended = subprocess.run(
        [str(program), "--self-test"],
        env={"HOME": str(tmp_path), "PATH": os.defpath, "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout[-2000:] + ended.stderr[-4000:]
