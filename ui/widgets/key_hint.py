"""The little chip that tells the key for an act."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class KeyHint(QLabel):
    """Shows "F6"; hidden while it has no text. The key itself is bound by the screen."""

    def __init__(self, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_key(key)

    def set_key(self, key: str) -> None:
        """Show another key, or none."""
        self.setText(key)
        # Shown before it has a parent it would flash up as a window of its own.
        if not key or self.parentWidget() is not None:
            self.setVisible(bool(key))
