"""The desktop files, the version and the command agree with each other."""

import configparser
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "packaging" / "linux"
NAME = "org.raincheck_pos.Raincheck"


def project() -> dict[str, Any]:
    """Return the [project] table of pyproject.toml."""
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return table


def test_the_desktop_entry_starts_the_command_and_shows_the_icon_that_is_there() -> None:
    """Exec is the script pyproject.toml declares, Icon the file beside it."""
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(LINUX / f"{NAME}.desktop", "utf-8")
    assert entry["Desktop Entry"]["Exec"] in project()["scripts"]
    assert (LINUX / f"{entry['Desktop Entry']['Icon']}.svg").is_file()


def test_the_description_names_the_version_the_licence_and_the_desktop_entry() -> None:
    """What software centres show is what is built."""
    told = ET.parse(LINUX / f"{NAME}.metainfo.xml").getroot()
    release = told.find("releases/release")
    assert release is not None
    assert release.get("version") == project()["version"]
    assert told.findtext("project_license") == project()["license"]
    assert told.findtext("launchable") == f"{NAME}.desktop"


def test_python_versions_named_are_the_ones_supported() -> None:
    """The oldest Python of the classifiers is the floor that installers enforce."""
    named = [c.rsplit(" ", 1)[-1] for c in project()["classifiers"] if "Python :: 3." in c]
    assert project()["requires-python"] == f">={named[0]}"
