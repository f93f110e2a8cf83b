"""What was typed and chosen in a sheet, shown again in the sheet that comes after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from pos.usecases.checkout import CustomerWish
from ui.views.customer_picker import CustomerPicker
from ui.widgets import SegmentedChoice

Key = tuple[str, str, int]
"""The kind of a field, its name, and which of that kind and name it is."""


def entries_of(sheet: QWidget) -> dict[Key, object]:
    """What stands in each field of a sheet."""
    return {key: value for key, field in _fields(sheet) if (value := _value(field)) is not None}


def show_entries(sheet: QWidget, entries: Mapping[Key, object]) -> None:
    """Write entries into the fields of the same kinds and names; what there is no field for any more is left out.

    Choices come first: the fields below them follow what is chosen.
    """
    for kinds in ((QComboBox, SegmentedChoice), (QLineEdit, QCheckBox, CustomerPicker)):
        for key, field in _fields(sheet):
            if key in entries and isinstance(field, kinds):
                _write(field, entries[key])


def _fields(sheet: QWidget) -> Iterator[tuple[Key, QWidget]]:
    nth: Counter[tuple[str, str]] = Counter()
    for part in sheet.findChildren(QWidget):
        if not isinstance(part, (QLineEdit, QComboBox, QCheckBox, SegmentedChoice, CustomerPicker)) or _inside(part):
            continue
        name = type(part).__name__, part.text() if isinstance(part, QCheckBox) else part.accessibleName()
        yield (*name, nth[name]), part
        nth[name] += 1


def _inside(part: QWidget) -> bool:
    """Whether it belongs to a field that is kept as a whole."""
    above = part.parentWidget()
    while above is not None:
        if isinstance(above, (QComboBox, CustomerPicker)):
            return True
        above = above.parentWidget()
    return False


def _value(field: QWidget) -> object:
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QComboBox):
        return field.currentText()
    if isinstance(field, QCheckBox):
        return field.isChecked()
    if isinstance(field, SegmentedChoice):
        return field.key()
    return field.wish() if isinstance(field, CustomerPicker) else None


def _write(field: QWidget, value: object) -> None:
    if _value(field) == value:
        return
    if isinstance(field, QLineEdit):
        field.setText(str(value))
    elif isinstance(field, QComboBox):
        at = field.findText(str(value))
        if at >= 0:
            field.setCurrentIndex(at)
        elif field.isEditable():
            field.setEditText(str(value))
    elif isinstance(field, QCheckBox):
        field.setChecked(bool(value))
    elif isinstance(field, SegmentedChoice):
        field.choose(str(value))
    elif isinstance(field, CustomerPicker) and isinstance(value, CustomerWish):
        field.choose(value)
