"""What a search found, under the search box: name, code, price and state; or what was perhaps meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pos.domain.shop import Shop
from ui.keys import key_text
from ui.theme import base_font, colour, text_px
from ui.views.basket_paint import scaled
from ui.views.money_words import money_text, quantity_text
from ui.widgets import ActionButton, Card, TextLabel, paint_pill, pill_size

if TYPE_CHECKING:
    from pos.usecases.ports import Found

_AnyIndex = QModelIndex | QPersistentModelIndex
HIT, SHOWN = Qt.ItemDataRole.UserRole, 7


class FoundModel(QAbstractListModel):
    """The hits of a search."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.found: Sequence[Found] = ()
        self.shop: Shop | None = None

    def set_rows(self, found: Sequence[Found], shop: Shop) -> None:
        """Show the hits of another search."""
        self.beginResetModel()
        self.found, self.shop = found, shop
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.found)

    def price(self, row: int) -> str:
        """The price as it is written, empty where there is none."""
        price, shop = self.found[row].product.price, self.shop
        return money_text(price, shop) if price is not None and shop is not None else ""

    def pill(self, row: int) -> tuple[str, str]:
        """What is free here, in the words of a pill."""
        hit, shop = self.found[row], self.shop
        if hit.available > 0 and shop is not None:
            left = quantity_text(hit.available, hit.product, shop)
            return ("low" if hit.available == 1 else "in"), self.tr("{left} here").format(left=left)
        if hit.product.backorder == "stop":
            return "discontinued", self.tr("Discontinued")
        return "backorder", self.tr("Not here today")

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        hit = self.found[index.row()]
        if role == HIT:
            return hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = (hit.product.name, hit.product.sku, self.price(index.row()), self.pill(index.row())[1])
            return ", ".join(part for part in parts if part)
        return None


class FoundDelegate(QStyledItemDelegate):
    """Draws a hit: name over code, price and pill at the end."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(0, scaled(56))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        room, direction, state = option.rect, option.direction, option.state
        model = index.model()
        assert isinstance(model, FoundModel)
        product, row = model.found[index.row()].product, index.row()
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, colour("selected"))
        kind, words = model.pill(row)
        inner = room.adjusted(16, 0, -16, 0)
        pill_width = min(pill_size(words).width(), inner.width() // 3)
        pill = QRect(inner.right() + 1 - scaled(150), inner.top(), scaled(150), inner.height())
        price = QRect(pill.left() - scaled(110), inner.top(), scaled(96), inner.height())
        name = QRect(inner.left(), inner.top() + 6, price.left() - inner.left() - 8, inner.height() // 2 - 6)
        code = name.translated(0, name.height())
        start, end = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        mirrored = direction == Qt.LayoutDirection.RightToLeft
        if mirrored:
            start, end = end, start
        rest = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute

        def write(box: QRect, side: Qt.AlignmentFlag, text: str, role: str, tone: str, weight: QFont.Weight) -> None:
            font = base_font(text_px(role))
            font.setWeight(weight)
            painter.setFont(font)
            painter.setPen(colour(tone))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(QStyle.visualRect(direction, room, box), side | rest, shown)

        write(name, start, product.name, "base", "text", QFont.Weight.Medium)
        write(code, start, product.sku, "small", "muted", QFont.Weight.Normal)
        write(price, end, model.price(row), "base", "text", QFont.Weight.Medium)
        pill.setWidth(max(pill_width, pill.width()))
        paint_pill(painter, QStyle.visualRect(direction, room, pill), kind, words, right_to_left=mirrored)
        painter.restore()


class SearchResults(Card):
    """Lies over the basket while something is searched for; the focus stays in the search box."""

    taken = Signal(str)
    """The SKU of the hit that was chosen."""
    meant = Signal(str)
    """Another search that was offered and accepted."""
    special = Signal()
    """What is not in the catalogue is to be ordered specially; offered only where `may_special` says so."""

    def __init__(self, *, parent: QWidget) -> None:
        super().__init__(spacing=0, parent=parent)
        self._suggestion = ""
        self.may_special = False
        self.model = FoundModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(FoundDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(self.tr("Search results"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(self._on_click)
        self._nothing = TextLabel("", "muted", wrap=True)
        self._nothing.setContentsMargins(16, 12, 16, 4)
        self._meant = ActionButton("search", "", tone="accent", flat=True)
        self._meant.clicked.connect(lambda: self.meant.emit(self._suggestion))
        self.order_it = ActionButton("package-plus", self.tr("Special order"), key=key_text("special"), flat=True)
        self.order_it.clicked.connect(self.special)
        self.column.setContentsMargins(2, 6, 2, 6)
        self.add(self.list, self._nothing, self._meant, self.order_it)
        self.text = ""
        self.hide()

    def show_found(self, text: str, found: Sequence[Found], suggestion: str | None, shop: Shop) -> None:
        """Show the answer to a search; with no hits, what was perhaps meant."""
        self.text, self._suggestion = text, suggestion or ""
        self.model.set_rows(found, shop)
        self.list.setVisible(bool(found))
        self._nothing.setVisible(not found)
        self._nothing.setText(self.tr("Nothing matches “{text}”.").format(text=text))
        self._meant.setVisible(bool(suggestion) and not found)
        self.order_it.setVisible(self.may_special and not found)
        self._meant.set_label(self.tr("Did you mean “{suggestion}”?").format(suggestion=suggestion))
        if found:
            self.list.setCurrentIndex(self.model.index(0))
        self.list.setFixedHeight(scaled(56) * min(len(found), SHOWN) + 4)
        self.setFixedHeight(self.sizeHint().height())
        self.show()
        self.raise_()

    def move_choice(self, step: int) -> None:
        """Go up or down in the hits."""
        row = self.list.currentIndex().row() + step
        self.list.setCurrentIndex(self.model.index(max(0, min(row, len(self.model.found) - 1))))

    def take(self) -> bool:
        """Take the marked hit, or the search that was offered; False when there is neither."""
        if self.model.found:
            self.taken.emit(self.model.found[max(0, self.list.currentIndex().row())].product.sku)
            return True
        if self._suggestion:
            self.meant.emit(self._suggestion)
            return True
        return False

    def _on_click(self, index: QModelIndex) -> None:
        self.taken.emit(self.model.found[index.row()].product.sku)
