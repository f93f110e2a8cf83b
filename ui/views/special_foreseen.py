"""What can be told of a special order that is not sold yet, asked of the register with each change."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from pos.domain.availability import Availability
    from pos.domain.errors import PosError
    from pos.register import Register
    from pos.usecases.sale_wishes import SpecialWish
    from ui.work.background import Background


class SpecialForeseen(QObject):
    """`known` is about `wish`, or still about what that was before while it is `pending`; None while nothing is known.
    `came` says that the answer to what was asked last is here, `refused` carries the PosError that came instead."""

    came = Signal()
    refused = Signal(object)

    def __init__(self, *, register: Register, background: Background, sku: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._register, self._background, self._sku = register, background, sku
        self._asked: object = None
        self.pending = False
        self.wish: SpecialWish | None = None
        self.known: Availability | None = None

    def ask(self, wish: SpecialWish | None, quantity: int, customer: str) -> None:
        """Ask about so many of a thing for a customer whose id is known (else empty); None while it is none yet."""
        asked = None if wish is None else (wish, quantity, customer)
        if asked == self._asked:
            return
        self._asked, self.wish, self.pending = asked, wish, wish is not None
        if wish is None:
            self.known = None
            return
        self._background.run(
            lambda: self._register.foresee_special(wish, quantity, self._sku, customer=customer),
            then=partial(self._settle, asked), failed=partial(self._settle, asked, None),
        )  # fmt: skip

    def _settle(self, asked: object, known: Availability | None, refusal: PosError | None = None) -> None:
        if asked is not self._asked:  # the answer to an earlier letter
            return
        self.known, self.pending = known, False
        self.came.emit()
        if refusal is not None:
            self.refused.emit(refusal)
