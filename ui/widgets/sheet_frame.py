"""A page or full-height panel: a head with the way back, a body that scrolls, a foot with the main button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.widgets.elided_label import ElidedLabel
from ui.widgets.icon_button import IconButton
from ui.widgets.primary_button import PrimaryButton
from ui.widgets.text_label import TextLabel


class SheetFrame(QFrame):
    """Add to `body` (a column), `head` and `foot` (rows); `back` is emitted by the arrow and by Esc."""

    back = Signal()

    def __init__(self, title: str, *, widest: int = 0, parent: QWidget | None = None) -> None:
        """`widest` > 0 keeps the body's text column to that many px and centres it."""
        super().__init__(parent)
        self.setAccessibleName(title)
        self._title = TextLabel(title, "title")
        self._back = IconButton("arrow-left", self.tr("Back"))
        self._back.clicked.connect(self.back)
        self.head = QHBoxLayout()
        self.foot = QHBoxLayout()
        self._foot_text = ElidedLabel(lines=2, role="muted")
        inner = QWidget()
        inner.setObjectName("sheet_body")
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(16, 16, 16, 16)
        self.body.setSpacing(12)
        if widest:
            inner.setMaximumWidth(widest)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._strip("sheet_head", self.head, self._back, self._title))
        column.addWidget(self._scroll, 1)
        self._foot_frame = self._strip("sheet_foot", self.foot, self._foot_text)
        column.addWidget(self._foot_frame)
        self._foot_frame.hide()

    @staticmethod
    def _strip(name: str, row: QHBoxLayout, *parts: QWidget) -> QFrame:
        frame = QFrame()
        frame.setObjectName(name)
        frame.setLayout(row)
        row.setContentsMargins(12, 8, 16, 8)
        row.setSpacing(8)
        for part in parts:
            row.addWidget(part, 1 if part is parts[-1] else 0)
        return frame

    def set_title(self, title: str) -> None:
        """Change the title in the head."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_main(self, button: PrimaryButton, *others: QWidget) -> None:
        """Put the main button at the trailing end of the foot, lesser buttons before it."""
        self.foot.setContentsMargins(16, 12, 16, 12)
        for other in others:
            self.foot.addWidget(other)
        self.foot.addWidget(button)
        self._foot_frame.show()

    def set_foot_text(self, text: str) -> None:
        """What the main button will do or print, in one sentence beside it."""
        self._foot_text.setText(text)
        self._foot_frame.show()

    def show_part(self, part: QWidget) -> None:
        """Scroll so that a widget of the body can be seen."""
        self._scroll.ensureWidgetVisible(part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
            return
        super().keyPressEvent(event)
