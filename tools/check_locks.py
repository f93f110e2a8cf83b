"""Check, without a network, that the locks hold what pyproject.toml asks for, with hashes and without any address."""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:/|--(?:extra-)?index-url|--find-links|--trusted-host", re.IGNORECASE)
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?:\s*;[^\\]*)?\s*\\?$")


def pins(lock: str) -> dict[str, tuple[Version, int]]:
    """Return name -> (version, number of hashes) for the text of one lock."""
    found: dict[str, tuple[Version, int]] = {}
    name = ""
    for line in lock.splitlines():
        if match := PIN.match(line):
            name = canonicalize_name(match["name"])
            found[name] = (Version(match["version"]), 0)
        elif line.strip().startswith("--hash=sha256:"):
            version, hashes = found[name]
            found[name] = (version, hashes + 1)
    return found


def faults(lock: str, wanted: list[str]) -> Iterator[str]:
    """Yield one sentence for each thing wrong with the text of a lock that must satisfy the wanted requirements."""
    for number, line in enumerate(lock.splitlines(), start=1):
        if ADDRESS.search(line):
            yield f"line {number} holds an address: {line.strip()}"
    pinned = pins(lock)
    for name, (_, hashes) in pinned.items():
        if not hashes:
            yield f"{name} has no hash"
    for requirement in map(Requirement, wanted):
        version, _ = pinned.get(canonicalize_name(requirement.name), (None, 0))
        if version is None:
            yield f"{requirement} is not in the lock; run `make lock`"
        elif not requirement.specifier.contains(version, prereleases=True):
            yield f"{requirement} is locked at {version}; run `make lock`"


def disagreements(register: str, dev: str) -> Iterator[str]:
    """Yield a sentence for each package whose version differs between the two locks."""
    tested = pins(dev)
    for name, (version, _) in pins(register).items():
        if name not in tested:
            yield f"{name} is shipped but not tested: it is missing in dev.lock"
        elif tested[name][0] != version:
            yield f"{name} is shipped at {version} and tested at {tested[name][0]}"


def main() -> int:
    """Say what is wrong with the locks of this checkout; exit status 1 when anything is."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    register = (ROOT / "requirements/register.lock").read_text("utf-8")
    dev = (ROOT / "requirements/dev.lock").read_text("utf-8")
    runtime: list[str] = project["project"]["dependencies"]
    tools: list[str] = project["dependency-groups"]["dev"] + project["build-system"]["requires"]
    found = [
        *(f"register.lock: {fault}" for fault in faults(register, runtime)),
        *(f"dev.lock: {fault}" for fault in faults(dev, runtime + tools)),
        *disagreements(register, dev),
    ]
    print(
        "\n".join(found) or f"The locks hold: {len(pins(register))} packages shipped, {len(pins(dev))} in development."
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
