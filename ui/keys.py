"""Every act of the counter with its keys: the one table behind shortcuts, help, menu, palette and tooltips."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

SELLING = QT_TRANSLATE_NOOP("keys", "Selling")
LINE = QT_TRANSLATE_NOOP("keys", "The chosen line")
LOOKING = QT_TRANSLATE_NOOP("keys", "Looking up")
REGISTER = QT_TRANSLATE_NOOP("keys", "This register")


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do. `keys` are in Qt's portable spelling; `anywhere` acts work over an open sheet too; `typing` keys
    belong to the search box as long as something stands in it."""

    name: str
    title: str
    group: str
    keys: tuple[str, ...]
    icon: str = ""
    anywhere: bool = False
    typing: bool = False
    in_menu: bool = False


_T = QT_TRANSLATE_NOOP
ACTS = (
    Act("pay", _T("keys", "Pay"), SELLING, ("F12", "Ctrl+Return", "Ctrl+Enter"), "banknote"),
    Act("search", _T("keys", "Search or scan"), SELLING, ("F2", "/"), "search", typing=True),
    Act("customer", _T("keys", "Customer"), SELLING, ("F3",), "user"),
    Act("undo", _T("keys", "Undo"), SELLING, ("Ctrl+Z",), "undo-2", typing=True),
    Act("redo", _T("keys", "Redo"), SELLING, ("Ctrl+Y", "Ctrl+Shift+Z"), "redo-2", typing=True),
    Act("backorder", _T("keys", "Backorder this line"), LINE, ("F6",), "clock"),
    Act("more", _T("keys", "One more"), LINE, ("+",), "plus", typing=True),
    Act("fewer", _T("keys", "One less"), LINE, ("-",), "minus", typing=True),
    Act("remove", _T("keys", "Remove the line"), LINE, ("Del",), "trash-2", typing=True),
    Act("line_before", _T("keys", "Line before"), LINE, ("Up",), typing=True),
    Act("line_after", _T("keys", "Line after"), LINE, ("Down",), typing=True),
    Act("first_line", _T("keys", "First line"), LINE, ("Home",), typing=True),
    Act("last_line", _T("keys", "Last line"), LINE, ("End",), typing=True),
    Act("stock", _T("keys", "Stock in all stores"), LOOKING, ("F4",), "package"),
    Act("orders", _T("keys", "Orders and receipts"), LOOKING, ("F5",), "receipt-text", in_menu=True),
    Act("reprint", _T("keys", "Print the last receipt again"), LOOKING, ("Ctrl+P",), "printer", in_menu=True),
    Act("help", _T("keys", "Help and all keys"), REGISTER, ("F1",), "circle-help", anywhere=True, in_menu=True),
    Act("palette", _T("keys", "All commands"), REGISTER, ("Ctrl+K",), "command", anywhere=True, in_menu=True),
    Act("menu", _T("keys", "Menu"), REGISTER, ("F10",), "menu", anywhere=True),
    Act("full_screen", _T("keys", "Full screen"), REGISTER, ("F11",), "maximize", anywhere=True, in_menu=True),
    Act("lock", _T("keys", "Lock the register"), REGISTER, ("Ctrl+L",), "lock", anywhere=True, in_menu=True),
    Act("settings", _T("keys", "Settings"), REGISTER, ("Ctrl+,",), "settings", in_menu=True),
    Act("back", _T("keys", "One step back"), REGISTER, ("Esc",), "arrow-left", anywhere=True),
)  # fmt: skip
BY_NAME = {act.name: act for act in ACTS}
_SIGNS = {"+": "more", "-": "fewer", "/": "search"}
_CHOSEN_ON_A_SIGN = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier


@cache
def _by_combination() -> dict[int, Act]:
    table: dict[int, Act] = {}
    for act in ACTS:
        for key in act.keys:
            combination = QKeySequence(key)[0].toCombined()
            if combination in table:
                raise ValueError(f"{key} stands for both {table[combination].name} and {act.name}")
            table[combination] = act
    return table


def act_of(event: QKeyEvent) -> Act | None:
    """The act a key press stands for, on the keypad as well; None for typing."""
    modifiers = event.modifiers()
    if event.text() in _SIGNS and not modifiers & ~_CHOSEN_ON_A_SIGN:
        return BY_NAME[_SIGNS[event.text()]]
    plain = modifiers & ~Qt.KeyboardModifier.KeypadModifier
    return _by_combination().get(event.key() | plain.value)


def title_of(act: Act) -> str:
    """What the act is called, in the language of the screens."""
    return QCoreApplication.translate("keys", act.title)


def group_of(act: Act) -> str:
    """The heading it stands under, in the language of the screens."""
    return QCoreApplication.translate("keys", act.group)


def key_text(name: str, *, all_keys: bool = False) -> str:
    """ "F12", or "F12, Ctrl+Return": how the key of an act is written. Raises KeyError for an unknown act."""
    keys = BY_NAME[name].keys
    written = [QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys]
    return ", ".join(written) if all_keys else written[0]
