"""Small steps that every widget here takes: states for the stylesheet, and the thin line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget


def set_state(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the stylesheet looks at and let the widget and what is in it dress anew."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    for one in (widget, *widget.findChildren(QWidget)):
        if one.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else it has yet to dress for the first time
            one.style().unpolish(one)
            one.style().polish(one)
    widget.update()


def rule() -> QFrame:
    """A thin line between two parts of a card."""
    line = QFrame()
    line.setProperty("role", "rule")
    return line
