"""The scanner: how fast keys must come to be a scan, and a box that shows what a scanner really sends."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import colour, text_px
from ui.views.settings_group import SettingsGroup, saved
from ui.widgets import Card, QuantityStepper, TextLabel, set_state
from ui.work.background import Background
from ui.work.scan_rules import ScanRules

if TYPE_CHECKING:
    from pos.register import Register
    from ui.work.scanner import Scanner

_NAMES = {"\x02": "STX", "\x03": "ETX", "\x1d": "GS", "\r": "Enter", "\n": "Enter", "\t": "Tab", " ": "Space"}
_MOST = 48
LEAST_GAP, WIDEST_GAP = 20, 100


def _tr(text: str) -> str:
    return QCoreApplication.translate("ScannerSettings", text)


def keys_text(pairs: Sequence[tuple[str, float]]) -> str:
    """ "4 · 0 +12 · 0 +11 ms": each key with the ms since the one before it."""
    shown = [
        f"{_NAMES.get(key, key)} +{gap:.0f}" if at else _NAMES.get(key, key) for at, (key, gap) in enumerate(pairs)
    ]
    return "  ".join(shown)


class ScanTestBox(Card):
    """While it has the focus it shows each key and its timing; scans go no further than here."""

    refuses_scans = True

    def __init__(self, *, clock_ms: Callable[[], float] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(tone="sunken", parent=parent)
        self._clock = clock_ms or (lambda: time.monotonic() * 1000)
        self._pairs: list[tuple[str, float]] = []
        self._last = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_tr("Scanner test"))
        self.keys = TextLabel("", wrap=True)
        self.verdict = TextLabel("", "small", wrap=True)
        self.add(self.keys, self.verdict)
        self.setMinimumHeight(text_px("base") * 6)
        self.clear()

    def clear(self) -> None:
        """Wait for the next scan."""
        self._pairs = []
        self._say("", _tr("Click here, then scan something or type."))

    def show_scan(self, pairs: Sequence[tuple[str, float]]) -> None:
        """Show a whole scan: (key, ms since the key before it)."""
        self._pairs = []
        slowest = max((gap for _, gap in pairs[1:]), default=0.0)
        self._say(
            keys_text(pairs),
            _tr("A scan of {n} keys; the longest gap was {ms} ms.").format(n=len(pairs), ms=round(slowest)),
        )

    def kept(self) -> Callable[[], None]:
        """What takes the first key of a scan out again."""
        return partial(self._restore, list(self._pairs))

    def _restore(self, pairs: list[tuple[str, float]]) -> None:
        self._pairs = pairs

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab) or not event.text():
            super().keyPressEvent(event)
            return
        now = float(event.timestamp()) or self._clock()
        gap = now - self._last if self._pairs else 0.0
        self._last = now
        self._pairs = [*self._pairs[1 - _MOST :], (event.text(), gap)]
        self._say(keys_text(self._pairs), _tr("Typed by hand, or by a scanner slower than the gap above."))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 12, 12)
            painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _say(self, keys: str, verdict: str) -> None:
        self.keys.setText(keys)
        self.verdict.setText(verdict)
        self.setAccessibleDescription(f"{keys} {verdict}".strip())
        set_state(self.verdict, "role", "small")


class ScannerSettings(SettingsGroup):
    """`rules_changed` carries the ScanRules that were kept."""

    rules_changed = Signal(object)

    def __init__(
        self,
        *,
        register: Register,
        background: Background,
        settings: Mapping[str, Any],
        scanner: Scanner | None = None,
        parent: QWidget | None = None,
    ) -> None:
        about = _tr("For scanners that type like a keyboard. A scan is taken wherever the cursor is.")
        super().__init__("scan-barcode", _tr("Scanner"), about, parent=parent)
        self._register, self._background = register, background
        gap = min(max(int(settings.get("scan_gap_ms") or ScanRules().gap_ms), LEAST_GAP), WIDEST_GAP)
        self.gap = QuantityStepper(_tr("Longest gap in ms"), gap, least=LEAST_GAP, most=WIDEST_GAP)
        self.box = ScanTestBox()
        self.add_row(
            _tr("Longest &gap between two keys, in ms"),
            self.gap,
            hint=_tr(
                "{a} to {b}. Wider for a slow wireless scanner; too wide, and quick typing looks like a scan."
            ).format(a=LEAST_GAP, b=WIDEST_GAP),
            words=_tr("speed timing wedge barcode"),
        )
        self.add_row(_tr("T&ry the scanner"), self.box, words=_tr("test raw keys timing"))
        self.gap.settled.connect(lambda: self.save_soon(self._save))
        if scanner is not None:
            scanner.seen.connect(self.box.show_scan)

    def _save(self) -> None:
        gap = self.gap.quantity()
        self._background.run(
            lambda: self._register.set_device(scan_gap_ms=gap), then=self._on_saved, failed=self.refuse
        )

    def _on_saved(self, nothing: None) -> None:
        self.say(saved())
        self.rules_changed.emit(ScanRules(gap_ms=self.gap.quantity()))
