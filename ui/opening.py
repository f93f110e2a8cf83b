"""Opening the shop of a folder off the GUI thread, and the few words kept beside it for the next first picture."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.theme import Look

if TYPE_CHECKING:
    from pos.domain.people import Person
    from pos.domain.shop import Shop
    from pos.register import Register
    from ui.models.draft import Restored

HINT = "window.json"


@dataclass(frozen=True, slots=True)
class Opened:
    """All that the window needs of an opened shop; `restored` is a basket that a crash had left."""

    register: Register
    shop: Shop
    settings: Mapping[str, Any]
    people: tuple[Person, ...]
    restored: Restored | None = None


def open_shop(folder: Path) -> Opened:
    """Open the shop of a folder. Raises as `Register.open`."""
    from pos.register import Register

    return opened(Register.open(folder))


def opened(register: Register) -> Opened:
    """What the window needs of a register that is open already."""
    settings = register.device_settings()
    restored = None
    if draft := settings.get("draft"):
        from ui.models.draft import restore

        restored = restore(register, draft)
    return Opened(
        register=register,
        shop=register.shop(),
        settings=settings,
        people=tuple(register.people()),
        restored=restored,
    )


def look_of(settings: Mapping[str, Any]) -> Look:
    """The look that this device was given; the desktop's own scheme until somebody chose one."""
    return Look(
        scheme=settings.get("scheme", "system"),
        text_percent=settings.get("text_percent", 100),
        density=settings.get("density", "touch"),
        right_to_left=bool(settings.get("right_to_left", False)),
    )


def read_hint(folder: Path) -> Mapping[str, Any]:
    """What was on the screen last time: names and look. Empty when there is nothing that can be read."""
    with suppress(OSError, ValueError):
        hint = json.loads((folder / HINT).read_text(encoding="utf-8"))
        if isinstance(hint, dict):
            return hint
    return {}


def write_hint(folder: Path, shop: Shop, look: Look) -> None:
    """Keep names and look for the next first picture; a folder that cannot be written only costs that picture."""
    hint = {
        "store": shop.store_name, "register": shop.register, "scheme": look.scheme, "text_percent": look.text_percent,
        "density": look.density, "right_to_left": look.right_to_left,
    }  # fmt: skip
    if read_hint(folder) != hint:
        with suppress(OSError):
            (folder / HINT).write_text(json.dumps(hint), encoding="utf-8")
