"""The way to one group of the settings."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent

from ui.theme import colour
from ui.views.settings_group import SettingsGroup
from ui.widgets import ElidedLabel, Glyph, Pressable


class GroupButton(Pressable):
    """The way to one group; stays down while that group is shown."""

    def __init__(self, group: SettingsGroup) -> None:
        super().__init__(group.title, flat=True)
        self.setCheckable(True)
        label = ElidedLabel(group.title, lines=2)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.row.addWidget(Glyph(group.icon, "muted"))
        self.row.addWidget(label, 1)
        self.toggled.connect(lambda on: self.set_tone("accent" if on else ""))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.isChecked():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("selected"))
            painter.drawRoundedRect(self.rect(), 10, 10)
            painter.end()
        super().paintEvent(event)
