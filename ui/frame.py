"""What the acts and the paying ask of the window around them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Protocol

from PySide6.QtWidgets import QWidget

from ui.views.counter import CounterView
from ui.views.top_bar import TopBar

Scans = Literal["refuse", "close"] | Callable[[str], object]
"""What a scan does while a sheet is open: nothing but a beep, or the sheet makes way for it, or takes it itself."""


class Frame(Protocol):
    """The window as its acts see it."""

    counter: CounterView
    bar: TopBar

    @property
    def sheet(self) -> QWidget | None: ...

    def say(
        self, text: str, kind: str = "plain", *, act: Callable[[], object] | None = None, details: str = ""
    ) -> None: ...
    def open_sheet(self, sheet: QWidget, *, whole: bool = False, scans: Scans = "close") -> None: ...
    def close_sheet(self) -> None: ...
    def step_back(self) -> None: ...
    def shows(self, sheet: QWidget) -> bool: ...
    def open_order(self, number: str = "") -> None: ...
    def open_settings(self) -> None: ...
    def show_menu(self) -> None: ...
    def lock(self) -> None: ...
    def turn_full_screen(self) -> None: ...
