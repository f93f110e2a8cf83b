"""How the screens look on this device: colours, text size, density, direction."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from ui.theme import Look
from ui.theme.look import Density, Scheme, TextPercent
from ui.views.settings_group import SettingsGroup, choice, saved
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register

_KEPT = ("scheme", "text_percent", "density", "right_to_left")


def _tr(text: str) -> str:
    return QCoreApplication.translate("LookSettings", text)


class LookSettings(SettingsGroup):
    """`look_changed` carries the Look at once, so that the choice is seen; it is kept a moment later."""

    look_changed = Signal(object)

    def __init__(
        self, *, register: Register, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__("palette", _tr("Look"), _tr("For this device only; seen at once."), parent=parent)
        self._register, self._background, self._look = register, background, look
        self.scheme = choice(
            _tr("Colours"),
            [
                ("light", _tr("Light")),
                ("dark", _tr("Dark")),
                ("high-contrast", _tr("High contrast")),
                ("system", _tr("As the desktop")),
            ],
            look.scheme,
        )
        self.text = choice(_tr("Text size"), [(str(n), f"{n} %") for n in (100, 125, 150)], str(look.text_percent))
        self.density = choice(
            _tr("Buttons and rows"),
            [("touch", _tr("Large, for fingers")), ("compact", _tr("Small, for a mouse"))],
            look.density,
        )
        self.direction = choice(
            _tr("Reading direction"),
            [("ltr", _tr("Left to right")), ("rtl", _tr("Right to left"))],
            "rtl" if look.right_to_left else "ltr",
        )
        self.add_row(_tr("&Colours"), self.scheme, words=_tr("theme dark mode night contrast"))
        self.add_row(_tr("&Text size"), self.text, words=_tr("font zoom larger letters"))
        self.add_row(_tr("&Buttons and rows"), self.density, words=_tr("density touch compact size"))
        self.add_row(_tr("&Reading direction"), self.direction, words=_tr("rtl arabic hebrew"))
        self.scheme.chosen.connect(lambda key: self._change(replace(self._look, scheme=cast(Scheme, key))))
        self.text.chosen.connect(
            lambda key: self._change(replace(self._look, text_percent=cast(TextPercent, int(key))))
        )
        self.density.chosen.connect(lambda key: self._change(replace(self._look, density=cast(Density, key))))
        self.direction.chosen.connect(lambda key: self._change(replace(self._look, right_to_left=key == "rtl")))

    def _change(self, look: Look) -> None:
        if look != self._look:
            self._look = look
            self.look_changed.emit(look)
            self.save_soon(self._save)

    def _save(self) -> None:
        values = {name: value for name, value in asdict(self._look).items() if name in _KEPT}
        self._background.run(lambda: self._register.set_device(**values), then=self._on_saved, failed=self.refuse)

    def _on_saved(self, nothing: None) -> None:
        self.say(saved())
