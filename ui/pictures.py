"""Every picture of the documentation by one command: `python -m ui.pictures docs/pictures [--folder SHOP] [--only …]`.

Without a folder the demo shop is made at a fixed moment, so that the same program always makes the same pictures.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from ui.camera import Camera, Goods
from ui.pictures_goods import GOODS_IN
from ui.pictures_promises import PROMISES
from ui.pictures_waiting import AFTER_A_SLIP, WAITING
from ui.theme import Look, load_other_fonts

if TYPE_CHECKING:
    from pos.register import Register

SIZES = ((1024, 768), (1920, 1080))
GOODS = Goods("FUR-0001", "LMP-0001", "SHD-0001", "BLB-0001", "Amara")
NOW = datetime(2026, 11, 2, 10, 42, tzinfo=UTC)


def _empty(camera: Camera) -> None:
    camera.window.show_day()


def _short(camera: Camera) -> None:
    camera.fill()


def _mixed(camera: Camera) -> None:
    camera.fill()
    camera.order()


def _backorder(camera: Camera) -> None:
    camera.fill()
    camera.do("backorder")


def _special(camera: Camera) -> None:
    """A screen that the catalogue has not, wanted by somebody known, with what the supplier said."""
    from ui.views.customer_picker import as_wish
    from ui.views.special_sheet import SpecialSheet

    camera.window.counter.search.type_anew("Paper screen, three parts")
    camera.do("special")
    fields = camera.sheet(SpecialSheet).fields
    fields.supplier.field.setCurrentIndex(0)
    fields.details.field.setText("no. 4711, oak")
    fields.price.line.setText("240.00")
    fields.day.field.setText("11 Dec")
    camera.settle()
    known = camera.register.find_customers(camera.goods.customer, 1)[0]
    camera.sheet(SpecialSheet).picker.choose(as_wish(known))


def _nothing_found(camera: Camera) -> None:
    camera.window.counter.search.type_anew("Paper screen, three parts")


def _tender(camera: Camera) -> None:
    _mixed(camera)
    camera.do("pay")


def _done(camera: Camera) -> None:
    from pos.usecases.checkout import TenderWish
    from ui.views.tender_sheet import TenderSheet

    camera.fill(all_of_them=False)  # what sells for each picture must not run out
    camera.order()
    camera.do("pay")
    camera.sheet(TenderSheet).paid.emit((TenderWish(),))


def _orders(camera: Camera) -> None:
    camera.window.open_order()


def _receipt(camera: Camera) -> None:
    from ui.views.receipt_sheet import ReceiptSheet

    register = camera.register
    newest = next(sale for sale in register.sales(limit=5) if sale.state == "waiting")
    camera.window.open_sheet(ReceiptSheet(receipt=register.receipt(newest.number).document), scans="refuse")


def _settings(camera: Camera) -> None:
    from ui.views.settings_view import SettingsView

    window, register = camera.window, camera.register
    view = SettingsView(
        register=register, background=camera.background, shop=register.shop(), person=window.basket.person,
        look=window.look,
    )  # fmt: skip
    window.open_sheet(view, whole=True, scans="refuse")


def _sign_in(camera: Camera) -> None:
    from ui.views.sign_in import SignInView

    camera.window.open_locked(SignInView(register=camera.register, background=camera.background))


SCENES: dict[str, Callable[[Camera], None]] = {
    "counter-empty": _empty,
    "counter-short": _short,
    "counter-mixed": _mixed,
    "backorder": _backorder,
    "special-order": _special,
    "nothing-found": _nothing_found,
    "tender": _tender,
    "done": _done,
    "receipt": _receipt,
    "orders": _orders,
    "settings": _settings,
    "sign-in": _sign_in,
    **PROMISES,
    **WAITING,
    **AFTER_A_SLIP,
    **GOODS_IN,
}


_AFTER_SALES = ("done", "receipt", "orders", *AFTER_A_SLIP, *GOODS_IN)
"""What sells, or shows what was sold, comes last: all other pictures show the same stock."""


def take_all(camera: Camera, out: Path, only: str = "", without: Sequence[str] = ()) -> list[Path]:
    """Every scene in both schemes and sizes, and some of them from right to left or at 150 %.

    `only` keeps the pictures whose names begin so, `without` leaves scenes out.
    """
    wanted = [
        (f"{scene}-{size[0]}-{scheme}", scene, Look(scheme=scheme), size)
        for scene in SCENES
        for size in SIZES
        for scheme in ("light", "dark")
    ]  # fmt: skip
    wanted += [
        ("counter-mixed-1024-right-to-left", "counter-mixed", Look(right_to_left=True), SIZES[0]),
        ("purchase-orders-1024-right-to-left", "purchase-orders", Look(right_to_left=True), SIZES[0]),
        ("why-1024-right-to-left", "why", Look(right_to_left=True), SIZES[0]),
        ("why-1920-150-percent", "why", Look(text_percent=150), SIZES[1]),
        ("counter-mixed-1920-150-percent", "counter-mixed", Look(text_percent=150), SIZES[1]),
    ]
    wanted.sort(key=lambda picture: picture[1] in _AFTER_SALES)
    out.mkdir(parents=True, exist_ok=True)
    saved = []
    for name, scene, look, size in wanted:
        if not name.startswith(only) or scene in without:
            continue
        camera.set_up(look, size)
        SCENES[scene](camera)
        saved.append(out / f"{name}.png")
        camera.save(saved[-1])
    return saved


def _demo(folder: Path) -> Register:
    from ui.demo_shop import make_demo

    register = make_demo(folder, now=NOW)
    register.add_person("Amira", "cashier", "2580")
    register.add_person("Jonas", "cashier", "1470")
    register.add_person("Mr Hale", "manager", "258014")
    return register


def main(words: Sequence[str] | None = None) -> int:
    """The command; answers with its exit status."""
    parser = argparse.ArgumentParser(prog="python -m ui.pictures", description=__doc__)
    parser.add_argument("out", type=Path, help="the folder the pictures go to")
    parser.add_argument("--folder", type=Path, default=None, help="a shop's folder; the sample shop without it")
    parser.add_argument("--only", default="", help="only pictures whose names begin so")
    chosen = parser.parse_args(words)
    from pos.register import Register

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(["raincheck"])
    assert isinstance(app, QApplication)
    load_other_fonts()
    app.setCursorFlashTime(0)
    with tempfile.TemporaryDirectory() as place:
        if chosen.folder is None:
            os.environ["RAINCHECK_STATE"], os.environ["RAINCHECK_KEY_STORE"] = f"{place}/state", "file"
            register = _demo(Path(place) / "shop")
        else:
            register = Register.open(chosen.folder)
        camera = Camera(app, register, GOODS)
        try:
            # Nothing is sold in a shop that is not ours.
            take_all(camera, chosen.out, chosen.only, without=() if chosen.folder is None else ("done",))
        finally:
            camera.close()
            register.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
