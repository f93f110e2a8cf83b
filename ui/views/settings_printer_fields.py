"""Where receipts are printed: the way to the printer, its kind and its width. Also asked for at the first start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from pos.domain.errors import PosError
from printing.profile import profiles
from printing.transport import open_transport
from ui.views.settings_group import choice
from ui.widgets import FormRow

SCREEN = "screen:"
WIDTHS = ("32", "42", "48")


def _tr(text: str) -> str:
    return QCoreApplication.translate("PrinterFields", text)


def split_address(address: str) -> tuple[str, str]:
    """ "tcp://10.0.0.5:9100" as ("tcp", "10.0.0.5:9100"); an empty address is the screen."""
    kind, _, rest = (address or SCREEN).partition(":")
    return kind, rest.removeprefix("//") if kind == "tcp" else rest


def joined_address(kind: str, where: str) -> str:
    """The address of a way and what was typed for it."""
    where = where.strip()
    return SCREEN if kind == "screen" else f"tcp://{where}" if kind == "tcp" else f"{kind}:{where}"


class PrinterFields(QWidget):
    """`changed` says that the entries are a printer again; `values` are the device settings they stand for."""

    changed = Signal()

    def __init__(self, settings: Mapping[str, Any], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind, where = split_address(str(settings.get("printer_address") or SCREEN))
        self.way = choice(
            _tr("Connection"),
            [
                ("screen", _tr("Screen only")),
                ("tcp", _tr("Network")),
                ("device", _tr("USB")),
                ("queue", _tr("System printer")),
                ("file", _tr("Folder")),
            ],
            kind,
        )
        self.where = QLineEdit(where)
        self.profile = QComboBox()
        self.columns = choice(_tr("Width"), [(n, n) for n in WIDTHS], str(settings.get("printer_columns") or 48))
        self._way_row = FormRow(_tr("How is the printer &connected?"), self.way)
        self._where_row = FormRow(_tr("&Address"), self.where)
        self._profile_row = FormRow(_tr("&Kind of printer"), self.profile)
        self._columns_row = FormRow(
            _tr("Characters on a &line"), self.columns, hint=_tr("The test page shows what fits.")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for row in (self._way_row, self._where_row, self._profile_row, self._columns_row):
            column.addWidget(row)
        self._profile = str(settings.get("printer_profile") or "generic-80")
        self._suit_way()
        self.way.chosen.connect(self._on_way)
        self.where.editingFinished.connect(self._on_change)
        self.where.textEdited.connect(lambda: self._where_row.refuse(""))
        self.profile.activated.connect(self._on_profile)
        self.columns.chosen.connect(self._on_change)

    def values(self) -> dict[str, Any]:
        """The device settings. Raises BadSetting when the entries are no printer."""
        address = joined_address(self.way.key(), self.where.text())
        open_transport(address)
        return {
            "printer_address": address,
            "printer_profile": self.profile.currentData(),
            "printer_columns": int(self.columns.key()),
        }

    def has_printer(self) -> bool:
        """Whether anything leaves the screen at all."""
        return self.way.key() != "screen"

    def check(self) -> bool:
        """Whether the entries are a printer; if not, it is said at the address."""
        try:
            self.values()
        except PosError as refusal:
            self._where_row.refuse(
                refusal.sentence if self.where.text().strip() else _tr("The address is still missing.")
            )
            return False
        self._where_row.refuse("")
        return True

    def _on_way(self, way: str) -> None:
        self.where.clear()
        self._suit_way()
        self._where_row.refuse("")
        if self.has_printer():
            self.where.setFocus()
        else:
            self._on_change()

    def _on_profile(self) -> None:
        self._profile = self.profile.currentData()
        known = profiles().get(self._profile)
        if known is not None and str(known.columns) in WIDTHS:
            self.columns.set_key(str(known.columns))
        self._on_change()

    def _on_change(self) -> None:
        if self.check():
            self.changed.emit()

    def _suit_way(self) -> None:
        """Ask for what this way needs, and nothing else."""
        way = self.way.key()
        label, example, hint = {
            "tcp": (
                _tr("Address of the printer"),
                "192.168.0.20:9100",
                _tr("Printed on its own test sheet; the port is 9100 unless it says otherwise."),
            ),
            "device": (_tr("Device file"), "/dev/usb/lp0", _tr("The printer's name in this computer.")),
            "queue": (
                _tr("Name of the system printer"),
                "Receipts",
                _tr("As the computer's own printer settings call it."),
            ),
            "file": (_tr("Folder"), "/home/shop/receipts", _tr("Each receipt becomes a file in this folder.")),
        }.get(way, ("", "", ""))
        self.where.setAccessibleName(label or _tr("Address"))
        self.where.setPlaceholderText(example)
        self._where_row.set_hint(hint)
        self._way_row.set_hint(
            "" if self.has_printer() else _tr("Receipts are shown on the screen and nothing is printed.")
        )
        for row in (self._where_row, self._profile_row, self._columns_row):
            row.setVisible(self.has_printer())
        self.profile.clear()
        for key, profile in profiles().items():
            self.profile.addItem(profile.name, key)
        if way == "file":
            self.profile.addItem(_tr("Pages to keep (PDF)"), "pdf")
            self.profile.addItem(_tr("Plain text"), "text")
        self.profile.setCurrentIndex(max(0, self.profile.findData(self._profile)))
