"""What every page is made with."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from ui.work.background import Background

if TYPE_CHECKING:
    from pos.domain.shop import Shop
    from pos.register import Register


class Common(TypedDict):
    """The register, its lanes and the shop."""

    register: Register
    background: Background
    shop: Shop
