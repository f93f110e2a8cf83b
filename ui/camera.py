"""A window held still for its picture: the counter of a shop, filled and opened as each picture wants it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui.theme import Look, apply_look
from ui.window import CounterWindow
from ui.work.background import Background
from ui.work.notices import Notices

if TYPE_CHECKING:
    from pos.register import Register

PATIENCE_MS = 10_000
Kind = TypeVar("Kind", bound=QWidget)


@dataclass(frozen=True, slots=True)
class Goods:
    """What is scanned for the pictures: taken now, not here today, a few left, plenty; and who orders."""

    here: str
    short: str
    low: str
    plenty: str
    customer: str


def _end(loop: QEventLoop, nothing: None) -> None:
    loop.quit()


class Camera:
    """A window to take pictures of, with the basket and the sheets as each picture wants them."""

    def __init__(self, app: QApplication, register: Register, goods: Goods) -> None:
        self._app, self.register, self.goods = app, register, goods
        self._notices = Notices()
        self.background = Background(self._notices)
        self.window = CounterWindow(background=self.background)

    def set_up(self, look: Look, size: tuple[int, int]) -> None:
        """A new window in this look and size."""
        self.window.close()
        self.window.deleteLater()
        apply_look(self._app, look)
        self.window = CounterWindow(register=self.register, background=self.background, notices=self._notices)
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        self.settle()

    def settle(self) -> None:
        """Wait until every question and those that followed from its answer are answered, and all is painted."""
        for _ in range(4):
            loop = QEventLoop()
            self.background.run(lambda: None, then=partial(_end, loop))
            QTimer.singleShot(PATIENCE_MS, loop.quit)
            loop.exec()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            self._app.processEvents()

    def fill(self, *, all_of_them: bool = True) -> None:
        """Four products, or the last two of them: the one that is not here today is chosen."""
        goods = ((self.goods.here, 1), (self.goods.low, 1), (self.goods.plenty, 4), (self.goods.short, 2))
        for code, quantity in goods if all_of_them else goods[2:]:
            self.window.basket.take_code(code, quantity)
        self.settle()

    def order(self) -> None:
        """The missing goods become a backorder of a known customer, with the rule's deposit."""
        from pos.usecases.checkout import CustomerWish

        basket = self.window.basket
        known = self.register.find_customers(self.goods.customer, 1)[0]
        wish = CustomerWish(id=known.id, name=known.name, phone=known.phone)
        basket.take_backorder(basket.selected, basket.missing(basket.selected), wish, wish.name, None, "")
        self.settle()

    def do(self, name: str) -> None:
        """One act of the counter."""
        self.window.acts.do(name)
        self.settle()

    def sheet(self, kind: type[Kind]) -> Kind:
        """The open sheet. Raises TypeError when another one is open."""
        if not isinstance(self.window.sheet, kind):
            raise TypeError(f"{kind.__name__} should be open, not {type(self.window.sheet).__name__}")
        return self.window.sheet

    def save(self, path: Path) -> None:
        """One picture of the window as it is now."""
        self.settle()
        if not self.window.grab().save(str(path)):
            raise OSError(f"{path} cannot be written")

    def close(self) -> None:
        """End the threads."""
        self.window.close()
        self.background.close()
