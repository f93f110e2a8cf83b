"""One short message at the bottom, with Undo where there is something to undo; it never takes the focus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.widgets.action_button import ActionButton
from ui.widgets.dress import set_state
from ui.widgets.glyph import Glyph
from ui.widgets.icon_button import IconButton
from ui.widgets.text_label import TextLabel

Kind = Literal["plain", "good", "warn", "error"]
_MARKS = {
    "plain": ("info", "on_toast"),
    "good": ("circle-check", "on_toast"),
    "warn": ("triangle-alert", "warn"),
    "error": ("circle-alert", "stop"),
}
SHOWN_FOR_MS = 6000
_LEAST = 360
"""px; a message that is narrower takes too many lines."""


def _nothing() -> int:
    return 0


class ToastLane(QFrame):
    """Floats over the bottom of `parent` at its leading side, so that the main button stays free."""

    def __init__(
        self,
        parent: QWidget,
        *,
        room: Callable[[], int] | None = None,
        above: Callable[[], int] | None = None,
        shown_for_ms: int = SHOWN_FOR_MS,
    ) -> None:
        """`room` answers with the width in px at the leading side in which it covers no button; where that is too
        little it stands higher, `above` what these buttons take of the bottom, in px."""
        super().__init__(parent)
        self._over, self._room, self._above = parent, room or parent.width, above or _nothing
        self.message = TextLabel("", wrap=True)
        self._mark = Glyph("info", "on_toast")
        self._act = ActionButton("", self.tr("Undo"), flat=True)
        self._details = ActionButton("", self.tr("Copy details"), flat=True)
        self._close = IconButton("x", self.tr("Close this message"))
        self._then: Callable[[], object] | None = None
        self._details_text = ""
        for button in (self._act, self._details, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self.message, 1)
        for button in (self._act, self._details, self._close):
            row.addWidget(button)
        self._timer = QTimer(self, singleShot=True, interval=shown_for_ms)
        self._timer.timeout.connect(self.hide)
        self._act.clicked.connect(self._on_act)
        self._details.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._details_text))
        self._close.clicked.connect(self.clear)
        parent.installEventFilter(self)
        self.setAccessibleName(self.tr("Messages"))
        self.hide()

    def say(
        self,
        text: str,
        *,
        kind: Kind = "plain",
        act: Callable[[], object] | None = None,
        act_label: str = "",
        details: str = "",
    ) -> None:
        """Show `text` in place of what was there; `act` is what Undo (or `act_label`) does.

        Plain, good and warning messages go after six seconds; an error stays until it is closed or replaced.
        """
        self.message.setText(text)
        self._then, self._details_text = act, details
        self._act.set_label(act_label or self.tr("Undo"))
        self._act.setVisible(act is not None)
        self._details.setVisible(bool(details))
        icon, role = _MARKS[kind]
        self._mark.show_icon(icon, role)
        self._close.show_icon("x", self.tr("Close this message"), role)
        set_state(self, "kind", kind)
        self._settle()
        self.show()
        self.raise_()
        self._timer.stop() if kind == "error" else self._timer.start()
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # slow to load

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def clear(self) -> None:
        """Take the message away; what it offered to undo stays done."""
        self._timer.stop()
        self._then = None
        self.hide()

    def _on_act(self) -> None:
        then = self._then
        self.clear()
        if then is not None:
            then()

    def _settle(self) -> None:
        """Take the place at the bottom, at the leading side of the parent."""
        parent = self._over
        room, most = self._room() - 24, round(parent.width() * 0.58)
        lifted = self._above() if room < _LEAST else 0
        width = min(max(_LEAST, most if lifted else min(most, room)), parent.width() - 24)
        self.setFixedWidth(width)
        height = max(self.sizeHint().height(), self.heightForWidth(width))
        left = 12 if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else parent.width() - width - 12
        self.setGeometry(left, parent.height() - height - 12 - lifted, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest)
            and watched is self._over
            and self.isVisible()
        ):
            self._settle()
        return False
