"""What a list or screen shows while there is nothing in it: a picture, a sentence and ways on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.action_button import ActionButton
from ui.widgets.glyph import Glyph
from ui.widgets.text_label import TextLabel


class EmptyState(QWidget):
    """A centred icon, title and hint; `acts` are (icon, label, what it does) shown as buttons below."""

    def __init__(
        self,
        icon: str,
        title: str,
        hint: str = "",
        *,
        acts: Sequence[tuple[str, str, Callable[[], object]]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._glyph = Glyph(icon, "placeholder", px=44)
        self._title = TextLabel(title, "heading", wrap=True, side="centre")
        self._hint = TextLabel(hint, "muted", wrap=True, side="centre")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._glyph, 0, centre)
        column.addSpacing(4)
        for label in (self._title, self._hint):
            column.addWidget(label)
        column.addSpacing(8)
        self._acts = QVBoxLayout()
        self._acts.setSpacing(8)
        column.addLayout(self._acts)
        column.addStretch(2)
        self.set_acts(acts)
        self.show_text(title, hint)

    def show_text(self, title: str, hint: str = "", icon: str = "") -> None:
        """Say something else, with another picture if one is named."""
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(f"{title} {hint}".strip())
        if icon:
            self._glyph.show_icon(icon)

    def set_acts(self, acts: Sequence[tuple[str, str, Callable[[], object]]]) -> None:
        """Offer other ways on."""
        while (old := self._acts.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.deleteLater()
        for icon, label, act in acts:
            button = ActionButton(icon, label)
            button.setMinimumWidth(280)
            button.clicked.connect(lambda checked=False, act=act: act())
            self._acts.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
