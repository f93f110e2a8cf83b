"""What every page is made with, and what those who open pages share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from ui.work.background import Background

if TYPE_CHECKING:
    from pos.domain.people import Person
    from pos.domain.shop import Shop
    from pos.register import Register
    from ui.frame import Frame
    from ui.models.counter_basket import CounterBasket
    from ui.paying import Paying


class Common(TypedDict):
    """The register, its lanes and the shop."""

    register: Register
    background: Background
    shop: Shop


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Around:
    """The window with what its pages stand on; signals are connected to its methods, which takes a weak reference."""

    window: Frame
    basket: CounterBasket
    background: Background
    paying: Paying

    @property
    def person(self) -> Person:
        """Who is at the counter now."""
        return self.basket.person

    def common(self) -> Common:
        """What a page is made with; not before a shop is open."""
        register, shop = self.basket.register, self.basket.shop
        assert register is not None
        assert shop is not None
        return {"register": register, "background": self.background, "shop": shop}

    def wake_paper(self) -> None:
        """A receipt or a label may wait for the printer."""
        if self.paying.paper is not None:
            self.paying.paper.wake()
