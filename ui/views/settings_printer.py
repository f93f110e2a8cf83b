"""The receipt printer of this device: the way to it, a test page, and how letters come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from pos.domain.errors import PosError
from pos.domain.shop import Shop
from printing.worker import PrinterSetup
from ui.paper import printer_setup
from ui.views.settings_group import SettingsGroup, saved
from ui.views.settings_printer_fields import PrinterFields
from ui.widgets import ActionButton, ElidedLabel, TextLabel
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register


def _tr(text: str) -> str:
    return QCoreApplication.translate("PrinterSettings", text)


def print_test_page(register: Register, setup: PrinterSetup) -> None:
    """Print the test page now, beside the queue of receipts; for the slow lane. Raises PrinterFailed, BadSetting."""
    from pos.domain.test_document import test_document
    from pos.usecases.checkout import local_time
    from printing.transport import open_transport
    from printing.worker import PrintJob, job_bytes

    shop = register.shop()
    page = test_document(shop, local_time(shop, register.clock.now()), setup.profile)
    body = job_bytes(PrintJob("test", page.number, page, page.copies), setup)
    transport = open_transport(setup.address)
    try:
        transport.open()
        transport.write(body)
    finally:
        transport.close()


def spelled(profile: str) -> tuple[tuple[str, str, str], ...]:
    """Language, letters, and these letters as a printer of this profile spells them. Raises BadSetting."""
    from pos.domain.receipt import Receipt, Text
    from pos.domain.test_document import ALPHABETS
    from printing import receipt_lines

    def line(sample: str) -> str:
        page = Receipt("test", "TEST", "", "en", "", "", (Text(sample),))
        return " ".join(line.text for line in receipt_lines(page, "customer", 48, profile=profile) if line.text)

    return tuple((language, sample, line(sample)) for language, sample in ALPHABETS)


class PrinterSettings(SettingsGroup):
    """`printer_changed` carries the PrinterSetup that was kept."""

    printer_changed = Signal(object)
    tested = Signal(bool)
    """Whether the test page was handed over."""

    def __init__(
        self,
        *,
        register: Register,
        background: Background,
        shop: Shop,
        settings: Mapping[str, Any],
        parent: QWidget | None = None,
    ) -> None:
        about = _tr("For this device only. A printer that fails never stops a sale.")
        super().__init__("printer", _tr("Printer"), about, parent=parent)
        self._register, self._background, self._settings = register, background, dict(settings)
        self._held = False
        self.fields = PrinterFields(settings)
        self._before: dict[str, Any] = self.fields.values() if self.fields.check() else {}
        self.test = ActionButton("receipt-text", _tr("Print a &test page"))
        self.letters = ActionButton("languages", _tr("Show how &letters print"))
        self._table = QGridLayout()
        self._sample = QWidget()
        self._sample.setLayout(self._table)
        acts = QWidget()
        row = QHBoxLayout(acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.test, self.letters):
            row.addWidget(button)
        row.addStretch(1)
        self.add_found(
            self.fields, _tr("connection address network usb queue folder profile kind width columns paper 58 80 mm")
        )
        self.add_found(acts, _tr("test page code page sample letters alphabet"))
        self.add(self._sample)
        self._table.setContentsMargins(0, 0, 0, 0)
        self._table.setHorizontalSpacing(16)
        for at in (1, 2):
            self._table.setColumnStretch(at, 1)
        self._sample.hide()
        self.fields.changed.connect(partial(self.save_soon, self._save))
        self.fields.way.chosen.connect(self._suit)
        self.fields.profile.activated.connect(self._sample.hide)
        self.test.clicked.connect(self.print_test)
        self.letters.clicked.connect(self._show_letters)
        self._suit()

    def print_test(self) -> None:
        """Print the test page on what the fields say now."""
        if not self.fields.check():
            return
        self.save_now()
        self.test.setEnabled(False)
        self.say(_tr("Sending the test page…"))
        setup = printer_setup(self._settings | self.fields.values())
        self._background.run_slow(
            lambda report: print_test_page(self._register, setup), then=self._on_tested, failed=self._on_failed
        )

    def leave(self) -> None:
        """As for every group; an address that is none holds once, so that it is not lost unseen."""
        good = self.fields.check()
        if good and self.fields.values() != self._before:  # typed, and left without Enter
            self.save_soon(self._save)
        super().leave()
        if not good and not self._held:
            self._held = True
            self.say(
                _tr("This printer was not kept. Complete its address, or go back again to leave it as it was."),
                wrong=True,
            )

    def _suit(self) -> None:
        for button in (self.test, self.letters):
            button.setEnabled(self.fields.has_printer())
        self._sample.hide()

    def _save(self) -> None:
        if not self.fields.check():
            return
        values = self.fields.values()
        self._settings |= values
        self._before = values
        self._held = False
        self._background.run(partial(self._register.set_device, **values), then=self._on_saved, failed=self.refuse)

    def _on_saved(self, nothing: None) -> None:
        self.say(saved())
        self.printer_changed.emit(printer_setup(self._settings))

    def _on_tested(self, nothing: None) -> None:
        self.test.setEnabled(self.fields.has_printer())
        self.say(_tr("The test page was sent. Look whether all of it is there."))
        self.tested.emit(True)

    def _on_failed(self, refusal: PosError) -> None:
        self.test.setEnabled(self.fields.has_printer())
        self.refuse(refusal)
        self.tested.emit(False)

    def _show_letters(self) -> None:
        profile = str(self.fields.profile.currentData())
        if profile in ("pdf", "text"):
            self.say(_tr("A file shows every letter as it is."))
            return
        self._background.run_slow(lambda report: spelled(profile), then=self._on_letters, failed=self.refuse)

    def _on_letters(self, rows: Sequence[tuple[str, str, str]]) -> None:
        while (old := self._table.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.deleteLater()
        heads = (_tr("Language"), _tr("On the screen"), _tr("On this printer"))
        for at, head in enumerate(heads):
            self._table.addWidget(TextLabel(head, "label"), 0, at)
        for number, (language, sample, printed) in enumerate(rows, start=1):
            role = "muted" if printed == sample else "warning"
            for at, (text, kind) in enumerate(((language, "muted"), (sample, ""), (printed, role))):
                self._table.addWidget(ElidedLabel(text, lines=2, role=kind), number, at)
        self._sample.show()
