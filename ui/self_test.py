"""What a built program does to prove itself: a shop, a window, a scan, a payment and a receipt, without a screen."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

PATIENCE_MS = 20_000


def sell_one() -> int:
    """0 when one thing was sold and its receipt could be rendered in every form; raises what went wrong."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as place:
        os.environ["RAINCHECK_STATE"] = str(Path(place) / "state")
        os.environ["RAINCHECK_KEY_STORE"] = "file"
        return _sell_one(Path(place) / "shop")


def _sell_one(folder: Path) -> int:
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from pos.usecases.checkout import Sold, TenderWish
    from printing import render
    from ui.samples import BULB, sample_register
    from ui.theme import Look, apply_look
    from ui.window import CounterWindow
    from ui.work.background import Background
    from ui.work.notices import Notices

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_look(app, Look())
    register, notices = sample_register(folder), Notices()
    background = Background(notices)
    window = CounterWindow(register=register, background=background, notices=notices)
    window.show()
    loop, sold = QEventLoop(), list[Sold]()

    def pay(index: int) -> None:
        window.acts.do("pay")
        assert window.paying.tender is not None
        window.paying.tender.paid.emit((TenderWish(),))

    window.basket.added.connect(pay)
    window.paying.sold.connect(sold.append)
    window.paying.sold.connect(lambda done: loop.quit())
    QTimer.singleShot(PATIENCE_MS, loop.quit)
    window.on_scanned(BULB)
    loop.exec()
    background.close()
    register.close()
    window.close()
    if not sold:
        return 1
    receipt = sold[0].receipt
    rendered = (render(receipt, form="text"), render(receipt, form="escpos"), render(receipt, form="pdf"))
    return 0 if receipt.number in str(rendered[0]) and all(rendered) else 1
