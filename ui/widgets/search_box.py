"""The search box: where scans and typing go."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme import size
from ui.widgets.glyph import Glyph
from ui.widgets.icon_button import IconButton


class SearchBox(QLineEdit):
    """A large line with a mark in front and, while it holds text, a cross that empties it."""

    def __init__(self, placeholder: str, *, icon: str = "search", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = Glyph(icon, "muted", px=22, parent=self)
        self._cross = IconButton("circle-x", self.tr("Empty the search box"), role="muted", parent=self)
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.setCursor(Qt.CursorShape.ArrowCursor)
        self._cross.clicked.connect(self.clear)
        self._cross.hide()
        self.textChanged.connect(lambda text: self._cross.setVisible(bool(text)))
        self.set_placeholder(placeholder)
        self._place()

    def set_placeholder(self, placeholder: str) -> None:
        """Say what may be typed or scanned here."""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.AltModifier and sys.platform != "darwin" and event.text().isprintable():
            event.ignore()  # the letter of a button that is not here now; on a Mac it writes a letter of its own
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), size("control") + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, size("control") + 6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LayoutDirectionChange, QEvent.Type.StyleChange):
            self._place()

    def _place(self) -> None:
        """The mark at the leading end, the cross at the trailing end, the text between them."""
        if not hasattr(self, "_cross"):  # Qt sends the first change before __init__ is through
            return
        mark, cross = self._mark.sizeHint(), self._cross.sizeHint()
        side = 14
        at_start, at_end = side, self.width() - cross.width() - 2
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            at_start, at_end = self.width() - side - mark.width(), 2
            self.setTextMargins(cross.width() - 12, 0, mark.width() + 10, 0)
        else:
            self.setTextMargins(mark.width() + 10, 0, cross.width() - 12, 0)
        self._mark.setGeometry(at_start, (self.height() - mark.height()) // 2, mark.width(), mark.height())
        self._cross.setGeometry(at_end, (self.height() - cross.height()) // 2, cross.width(), cross.height())
