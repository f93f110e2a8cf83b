"""Gather name, version, licence and licence texts of the packages that the built program carries."""

import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from tools.check_locks import ROOT, pins

LICENCE_WORDS = ("licen", "copying", "notice", "authors")


def shipped() -> Iterator[Distribution]:
    """Yield the installed distributions that register.lock names; those for other systems are not installed."""
    for name in pins((ROOT / "requirements/register.lock").read_text("utf-8")):
        try:
            yield distribution(name)
        except PackageNotFoundError:
            continue


def licence_of(package: Distribution) -> str:
    """Return the licence a package declares: its expression, else its classifiers, else the first line it wrote."""
    declared = package.metadata
    if expression := declared.get_all("License-Expression"):
        return str(expression[0])
    classified = [
        words.rsplit(" :: ", 1)[-1] for words in declared.get_all("Classifier") or () if words.startswith("License ::")
    ]
    written = (declared.get_all("License") or ["not declared"])[0]
    return ", ".join(classified) or written.strip().splitlines()[0]


def gather(folder: Path) -> list[str]:
    """Copy every licence text into the folder, write the list packages.txt there, and return its lines."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for package in shipped():
        name = package.metadata["Name"]
        lines.append(f"{name} {package.version}: {licence_of(package)}")
        for file in package.files or ():
            inside = ".dist-info" in file.parts[0] and any(word in file.name.lower() for word in LICENCE_WORDS)
            source = Path(str(package.locate_file(file)))
            if inside and source.is_file():
                (folder / f"{name}-{file.name}").write_bytes(source.read_bytes())
    (folder / "packages.txt").write_text("\n".join(lines) + "\n", "utf-8")
    return lines


if __name__ == "__main__":
    print("\n".join(gather(Path(sys.argv[1]))))
