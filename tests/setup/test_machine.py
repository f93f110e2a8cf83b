"""On a machine that lacks something, the set-up says the one line to run and installs nothing unasked."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="about Linux's packages")

LIBRARIES = tuple(
    "libGL.so.1 libEGL.so.1 libglib-2.0.so.0 libfontconfig.so.1 libdbus-1.so.3 libxkbcommon.so.0 "
    "libgssapi_krb5.so.2".split()
)


def machine(folder: Path, *, libraries: tuple[str, ...] = LIBRARIES, sudo: bool = False) -> dict[str, str]:
    """Return an environment whose ldconfig, apt-get, sudo and id are scripts in the folder; apt-get notes its words."""
    listing = "\n".join(f"\t{name} (libc6,x86-64) => /usr/lib/{name}" for name in libraries)
    scripts = {
        "ldconfig": f"cat <<'END'\n{listing}\nEND",
        "apt-get": f'echo "$@" >> {folder}/asked',
        "sudo": '[ "$1" = -n ] && shift; "$@"' if sudo else "exit 1",
        "id": "echo 1000",
    }
    for name, words in scripts.items():
        script = folder / name
        script.write_text(f"#!/bin/bash\n{words}\n", "utf-8")
        script.chmod(0o755)
    kept = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "PYTHON")}
    return {**kept, "PATH": f"{folder}:{os.environ['PATH']}"}


def run(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a set-up script from the repository's folder."""
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_nothing_is_asked_for_when_all_libraries_are_there(tmp_path: Path) -> None:
    """A complete machine is left alone, without a word."""
    ended = run(["tools/system_libraries.sh"], machine(tmp_path))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert not (tmp_path / "asked").exists()


def test_without_the_right_to_install_the_line_to_run_is_said(tmp_path: Path) -> None:
    """An ordinary user reads one line naming just what is missing, and apt is not touched."""
    ended = run(["tools/system_libraries.sh"], machine(tmp_path, libraries=LIBRARIES[1:]))
    assert ended.returncode == 1
    assert "sudo apt-get install -y --no-install-recommends libgl1\n" in ended.stderr
    assert not (tmp_path / "asked").exists()


def test_with_the_right_to_install_only_what_is_missing_is_installed(tmp_path: Path) -> None:
    """Where sudo asks for no password, the missing packages are installed and no others."""
    ended = run(["tools/system_libraries.sh"], machine(tmp_path, libraries=LIBRARIES[2:], sudo=True))
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "asked").read_text("utf-8").split()[-3:-1] == ["libgl1", "libegl1"]


def test_a_screen_asks_for_the_screens_libraries_too(tmp_path: Path) -> None:
    """With an X display the libraries of Qt's xcb platform are wanted."""
    ended = run(["tools/system_libraries.sh"], {**machine(tmp_path), "DISPLAY": ":0"})
    assert "libxcb-cursor0" in ended.stderr


def test_a_python_that_is_too_old_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """The chosen interpreter is named, and no environment is begun."""
    environment = machine(tmp_path)
    old = tmp_path / "python3.9"
    old.write_text("#!/bin/bash\nexit 1\n", "utf-8")
    old.chmod(0o755)
    ended = run(
        ["tools/make_venv.sh", str(tmp_path / "venv"), "requirements/dev.lock"], {**environment, "PYTHON": str(old)}
    )
    assert ended.returncode == 1
    assert f"{old} is not a Python 3.11 or newer" in ended.stderr
    assert not (tmp_path / "venv").exists()
