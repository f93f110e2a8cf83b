"""The menu below its button in the bar, made from the table of acts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from ui.keys import ACTS, key_text, title_of
from ui.theme.menu_icons import icon


def open_menu(button: QWidget, do: Callable[[str], object]) -> QMenu:
    """Show the menu at `button`; `do` gets the name of the act that was chosen. It goes by itself."""
    menu = QMenu(button.window())
    menu.setAccessibleName(menu.tr("Menu"))
    for act in ACTS:
        if act.in_menu:
            entry = menu.addAction(icon(act.icon), f"{title_of(act)}\t{key_text(act.name)}")
            entry.triggered.connect(partial(_chosen, do, act.name))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(button.mapToGlobal(QPoint(button.width() - menu.sizeHint().width(), button.height())))
    return menu


def _chosen(do: Callable[[str], object], name: str, checked: bool = False) -> None:
    do(name)
