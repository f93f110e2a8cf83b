"""A page or full-height panel: a head with the way back, a body that scrolls, a foot with the main button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.widgets.elided_label import ElidedLabel
from ui.widgets.icon_button import IconButton
from ui.widgets.primary_button import PrimaryButton
from ui.widgets.tab_order import tab_through
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

    def is_way_back(self, part: QWidget) -> bool:
        """Whether it is the arrow that leaves."""
        return part is self._back

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

    def foot_room(self) -> int:
        """Width in px of the foot that no button takes, from its leading side."""
        places = (self.foot.itemAt(at) for at in range(self.foot.count()))
        parts = (place.widget() for place in places if place is not None)
        buttons = [part for part in parts if part is not None and part is not self._foot_text and not part.isHidden()]
        return self.width() - 16 - sum(part.sizeHint().width() + self.foot.spacing() for part in buttons)

    def tab_to_foot_last(self, *parts: QWidget) -> None:
        """Tab goes through these parts (without any: through the body), and to the foot after them."""
        inner = self._scroll.widget()
        tab_through(*(parts or (inner,)), self._foot_frame)

    def foot_height(self) -> int:
        """Height in px of the foot; 0 without one."""
        return 0 if self._foot_frame.isHidden() else self._foot_frame.height()

    def show_part(self, part: QWidget) -> None:
        """Scroll so that a widget of the body can be seen."""
        self._scroll.ensureWidgetVisible(part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
            return
        super().keyPressEvent(event)
