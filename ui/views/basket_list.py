"""The list of the basket, with the column heads over it and the chosen line opened."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from ui.keys import act_of
from ui.models.counter_basket import CounterBasket
from ui.theme import base_font, colour, text_px
from ui.views.basket_paint import LINE_HEIGHT, BasketDelegate, columns_of, scaled
from ui.views.basket_rows import ROW, BasketModel, rows_of
from ui.views.line_controls import LineControls


class BasketView(QListView):
    """The rows; a click or the arrow keys choose a line, whose controls lie in the room below it."""

    typed = Signal(str)
    """Letters typed while the list has the focus: they belong into the search box."""

    def __init__(self, *, basket: CounterBasket, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._basket = basket
        self.rows = BasketModel(self)
        self.setModel(self.rows)
        self.controls = LineControls(basket=basket, parent=self.viewport())
        self._paint = BasketDelegate(self._extra)
        self.setItemDelegate(self._paint)
        self.setAccessibleName(self.tr("Basket"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("basket")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._on_click)
        self.controls.resized.connect(self._lay_out)
        self._laid_out = -1
        self._opens = True
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._lay_out)
        basket.changed.connect(self.show_basket)
        self.controls.hide()

    def open_chosen(self, opens: bool) -> None:
        """Whether the chosen line shows its controls: not while a sheet beside it asks for something else."""
        self._opens = opens
        self._lay_out()

    def _extra(self) -> int:
        if not self._opens:
            return -4
        return self.controls.wanted_height(self.viewport().width())

    def show_basket(self) -> None:
        """Show the basket as it is now."""
        self.rows.set_rows(rows_of(self._basket))
        self._paint.chosen = self.rows.row_of_line(self._basket.selected)
        self.controls.show_line()
        self._lay_out()
        if self._paint.chosen >= 0:
            index = self.rows.index(self._paint.chosen)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _lay_out(self) -> None:
        self._laid_out = self._extra()
        self.scheduleDelayedItemsLayout()
        self.executeDelayedItemsLayout()
        self.viewport().update()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place_controls()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_controls()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _place_controls(self) -> None:
        if not hasattr(self, "_again"):  # Qt lays out before __init__ is through
            return
        chosen = self._paint.chosen
        if chosen < 0 or not self._opens:
            self.controls.hide()
            return
        room = self.visualRect(self.rows.index(chosen))
        top = room.top() + scaled(LINE_HEIGHT)
        self.controls.setGeometry(QRect(room.left(), top, room.width(), max(0, room.bottom() - top)))
        self.controls.show()
        if self._extra() != self._laid_out:
            self._again.start()  # the controls turned out higher once they had their style and width

    def _on_click(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if row is not None and row.line >= 0:
            self._basket.select(row.line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if act_of(event) is None and len(text) == 1 and text.isprintable() and not text.isspace():
            self.typed.emit(text)
        else:
            event.ignore()  # the counter knows what its keys do


class BasketHeads(QWidget):
    """Item, quantity, price and total: over their columns and at the same side as what stands below."""

    def sizeHint(self) -> QSize:
        return QSize(200, scaled(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        columns = columns_of(self.rect(), self.layoutDirection())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        start, end = (right, left) if mirrored else (left, right)
        rest = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter = QPainter(self)
        painter.setFont(base_font(text_px("small")))
        painter.setPen(colour("muted"))
        painter.drawText(columns.name, start | rest, self.tr("Item"))
        painter.drawText(columns.quantity, end | rest, self.tr("Qty"))
        if columns.unit.width() > 0:
            painter.drawText(columns.unit, end | rest, self.tr("Price"))
        painter.drawText(columns.total, end | rest, self.tr("Total"))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), colour("line"))
        painter.end()


class BasketPane(QWidget):
    """The heads and the list together."""

    def __init__(self, *, basket: CounterBasket, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = BasketView(basket=basket)
        heads = BasketHeads()
        heads.setFixedHeight(heads.sizeHint().height())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(heads)
        column.addWidget(self.view, 1)
        self.view.verticalScrollBar().setAccessibleName(self.tr("Scroll the basket"))
