"""Every act of the counter with its keys: the one table behind shortcuts, help, menu, palette and tooltips."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark a text for the translators; it is translated when it is shown."""
    return text


SELLING = QT_TRANSLATE_NOOP("keys", "Selling")
LINE = QT_TRANSLATE_NOOP("keys", "The chosen line")
LOOKING = QT_TRANSLATE_NOOP("keys", "Looking up")
WAITING = QT_TRANSLATE_NOOP("keys", "Waiting list")
BUYING = QT_TRANSLATE_NOOP("keys", "Promises and buying")
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


ACTS = (
    Act("pay", QT_TRANSLATE_NOOP("keys", "Pay"), SELLING, ("F12", "Ctrl+Return", "Ctrl+Enter"), "banknote"),
    Act("search", QT_TRANSLATE_NOOP("keys", "Search or scan"), SELLING, ("F2", "/"), "search", typing=True),
    Act("customer", QT_TRANSLATE_NOOP("keys", "Customer"), SELLING, ("F3",), "user"),
    Act("special", QT_TRANSLATE_NOOP("keys", "Special order"), SELLING, ("Ctrl+O",), "package-plus", in_menu=True),
    Act("undo", QT_TRANSLATE_NOOP("keys", "Undo"), SELLING, ("Ctrl+Z",), "undo-2", typing=True),
    Act("redo", QT_TRANSLATE_NOOP("keys", "Redo"), SELLING, ("Ctrl+Y", "Ctrl+Shift+Z"), "redo-2", typing=True),
    Act("backorder", QT_TRANSLATE_NOOP("keys", "Backorder this line"), LINE, ("F6",), "clock"),
    Act("why", QT_TRANSLATE_NOOP("keys", "Why this date"), LINE,
        ("Shift+F6", "?"), "calendar-clock", typing=True, in_menu=True),
    Act("more", QT_TRANSLATE_NOOP("keys", "One more"), LINE, ("+",), "plus", typing=True),
    Act("fewer", QT_TRANSLATE_NOOP("keys", "One less"), LINE, ("-",), "minus", typing=True),
    Act("remove", QT_TRANSLATE_NOOP("keys", "Remove the line"), LINE, ("Del",), "trash-2", typing=True),
    Act("tell_me", QT_TRANSLATE_NOOP("keys", "Tell me when it is back"), LINE, ("Ctrl+M",), "bell", in_menu=True),
    Act("wanted", QT_TRANSLATE_NOOP("keys", "Wanted, not bought"), LINE, ("Ctrl+N",), "shopping-basket", in_menu=True),
    Act("line_before", QT_TRANSLATE_NOOP("keys", "Line before"), LINE, ("Up",), typing=True),
    Act("line_after", QT_TRANSLATE_NOOP("keys", "Line after"), LINE, ("Down",), typing=True),
    Act("first_line", QT_TRANSLATE_NOOP("keys", "First line"), LINE, ("Home",), typing=True),
    Act("last_line", QT_TRANSLATE_NOOP("keys", "Last line"), LINE, ("End",), typing=True),
    Act("stock", QT_TRANSLATE_NOOP("keys", "Stock in all stores"), LOOKING, ("F4",), "package"),
    Act("orders", QT_TRANSLATE_NOOP("keys", "Orders and receipts"), LOOKING, ("F5",), "receipt-text", in_menu=True),
    Act("reprint", QT_TRANSLATE_NOOP("keys", "Print the last receipt again"), LOOKING,
        ("Ctrl+P",), "printer", in_menu=True),
    Act("board", QT_TRANSLATE_NOOP("keys", "Waiting list"), WAITING, ("Ctrl+B",), "list-checks", in_menu=True),
    Act("radar", QT_TRANSLATE_NOOP("keys", "Slip radar"), WAITING, ("Ctrl+R",), "bell-ring", in_menu=True),
    Act("tasks", QT_TRANSLATE_NOOP("keys", "Calls and tasks"), WAITING, ("Ctrl+T",), "phone", in_menu=True),
    Act("goods_in", QT_TRANSLATE_NOOP("keys", "Goods in"), WAITING, ("Ctrl+I",), "package-open", in_menu=True),
    Act("hold_shelf", QT_TRANSLATE_NOOP("keys", "Hold shelf"), WAITING, ("Ctrl+H",), "boxes", in_menu=True),
    Act("tell_me_list", QT_TRANSLATE_NOOP("keys", "Tell-me list"), WAITING, ("Ctrl+Shift+T",), "bell", in_menu=True),
    Act("purchases", QT_TRANSLATE_NOOP("keys", "Purchase orders"), BUYING,
        ("Shift+F5",), "clipboard-list", in_menu=True),
    Act("suppliers", QT_TRANSLATE_NOOP("keys", "Suppliers"), BUYING, ("Ctrl+Shift+S",), "truck", in_menu=True),
    Act("quality", QT_TRANSLATE_NOOP("keys", "How promises were kept"), BUYING,
        ("Ctrl+Shift+Q",), "chart-column", in_menu=True),
    Act("help", QT_TRANSLATE_NOOP("keys", "Help and all keys"), REGISTER,
        ("F1",), "circle-help", anywhere=True, in_menu=True),
    Act("palette", QT_TRANSLATE_NOOP("keys", "All commands"), REGISTER,
        ("Ctrl+K",), "command", anywhere=True, in_menu=True),
    Act("menu", QT_TRANSLATE_NOOP("keys", "Menu"), REGISTER, ("F10",), "menu", anywhere=True),
    Act("full_screen", QT_TRANSLATE_NOOP("keys", "Full screen"), REGISTER,
        ("F11",), "maximize", anywhere=True, in_menu=True),
    Act("lock", QT_TRANSLATE_NOOP("keys", "Lock the register"), REGISTER,
        ("Ctrl+L",), "lock", anywhere=True, in_menu=True),
    Act("settings", QT_TRANSLATE_NOOP("keys", "Settings"), REGISTER, ("Ctrl+,",), "settings", in_menu=True),
    Act("back", QT_TRANSLATE_NOOP("keys", "One step back"), REGISTER, ("Esc",), "arrow-left", anywhere=True),
)  # fmt: skip
PAGES = (
    "why", "purchases", "suppliers", "quality", "board", "radar", "tasks", "tell_me", "wanted",
    "tell_me_list", "goods_in", "hold_shelf",
)  # fmt: skip
"""Acts that open a page of ui.pages and do nothing besides."""
BY_NAME = {act.name: act for act in ACTS}
_SIGNS = {"+": "more", "-": "fewer", "/": "search", "?": "why"}
_CHOSEN_ON_A_SIGN = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier


def _combination(key: str) -> int:
    code = QKeySequence(key)[0]  # type: ignore[index]
    return int(code.toCombined())


@cache
def _by_combination() -> dict[int, Act]:
    table: dict[int, Act] = {}
    for act in ACTS:
        for key in act.keys:
            combination = _combination(key)
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
