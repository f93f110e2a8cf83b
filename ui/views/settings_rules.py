"""A group of settings that are rules of the shop: each change is kept in its records, what is refused goes back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pos.domain.errors import PosError
from pos.domain.people import Person
from pos.domain.shop import Shop
from ui.views.settings_group import SettingsGroup, saved
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register


class ShopRules(SettingsGroup):
    """Subclasses show a shop (`show_shop`), say what differs from it (`changes`) and call `on_change` with each change
    of a field. `shop_changed` carries the Shop as it is now, each time a rule was kept."""

    shop_changed = Signal(object)

    def __init__(
        self,
        icon: str,
        title: str,
        about: str,
        *,
        register: Register,
        background: Background,
        shop: Shop,
        person: Person,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(icon, title, about, parent=parent)
        self._register, self._background, self._person = register, background, person
        self._shop = shop

    def show_shop(self, shop: Shop) -> None:
        """Show the rules of a shop; nothing is saved by it."""
        raise NotImplementedError

    def changes(self) -> Mapping[str, Any]:
        """What differs from the shop as it is, by the names of `Shop`."""
        raise NotImplementedError

    def on_change(self, *_: object) -> None:
        """Keep what was changed, soon."""
        self.save_soon(self._save)

    def _save(self) -> None:
        if changes := self.changes():
            self._background.run(
                partial(self._register.change_shop, person=self._person, **changes),
                then=self._on_saved,
                failed=self._on_refused,
            )

    def _on_saved(self, shop: Shop) -> None:
        self._shop = shop
        self.say(saved())
        self.shop_changed.emit(shop)

    def _on_refused(self, refusal: PosError) -> None:
        self.show_shop(self._shop)
        self.refuse(refusal)
