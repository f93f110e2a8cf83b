"""The pictures of goods in, the hold shelf and collecting; taken last, for goods that come change what others show."""

from __future__ import annotations

from collections.abc import Callable

from pos.domain.hold_places import HoldPlace
from pos.usecases.receiving import Arrival
from ui.camera import Camera


def _ready(camera: Camera) -> str:
    """An order whose goods lie on the hold shelf, made once; its number."""
    register = camera.register
    if not register.shelf.places():
        register.shelf.put_places(
            [
                HoldPlace("A1", "by the counter", 6), HoldPlace("A2", "by the counter", 6), HoldPlace("B1", "top", 2),
                HoldPlace("B2", "bottom", 2), HoldPlace("Yard", "large goods"), HoldPlace("C1", "cold", 4, False),
            ]
        )  # fmt: skip
        waits = next(order for order in register.orders() if any(line.waiting > 0 for line in order.lines))
        register.receive([Arrival(line.sku, line.waiting) for line in waits.lines if line.waiting > 0])
        for order in register.orders():
            if any(line.allocated for line in order.lines):
                register.shelf.bag(order.number, labels=False)
    ready = [order for order in register.orders() if any(line.allocated for line in order.lines)]
    return ready[0].number


def _counted(camera: Camera) -> None:
    """A delivery with one product short, one over and one damaged."""
    from ui.views.goods_count import GoodsCount

    camera.do("goods_in")
    sheet = camera.sheet(GoodsCount)
    sheet.take_scan(camera.goods.short)
    camera.settle()
    counting = sheet.counting
    assert counting is not None
    for nth, line in enumerate(counting.lines()):
        sheet.card.counted.emit(line.sku, line.expected + (2 if nth == 1 else -3 if nth == 2 else 0))
        if nth == 2:
            sheet.card.broken_why.set_words("Wet")
            sheet.card.damaged.emit(line.sku, 1, "Wet")
    sheet.take_scan(camera.goods.plenty)
    camera.settle()


def _goods_in(camera: Camera) -> None:
    _counted(camera)


def _over(camera: Camera) -> None:
    from ui.views.goods_count import GoodsCount

    _counted(camera)
    sheet = camera.sheet(GoodsCount)
    assert sheet.counting is not None
    first = sheet.counting.lines()[0]
    sheet.card.counted.emit(first.sku, first.expected + 2)
    sheet.act()


def _share(camera: Camera) -> None:
    from ui.views.goods_count import GoodsCount

    _counted(camera)
    sheet = camera.sheet(GoodsCount)
    assert sheet.counting is not None
    for line in sheet.counting.undecided():
        sheet.counting.settle_over(line.sku, "The supplier sent more")
    sheet.act()
    camera.settle()


def _by_hand(camera: Camera) -> None:
    from ui.views.goods_share import GoodsShare

    _share(camera)
    sheet = camera.sheet(GoodsShare)
    first = sheet.table.key()
    sheet.card.changed.emit(first, 0)
    camera.settle()
    sheet.card.why.set_words("Can wait longer")


def _done(camera: Camera) -> None:
    """As it looks once it is booked, without booking it."""
    from pos.domain.hold_places import Bag
    from pos.usecases.putting_away import PutAway, Told
    from ui.views.goods_count import GoodsCount

    _counted(camera)
    register, counting = camera.register, camera.sheet(GoodsCount).counting
    assert counting is not None
    for line in counting.undecided():
        counting.settle_over(line.sku, "The supplier sent more")
    received = register.shelf.receive(counting, dry_run=True)
    told: tuple[Told, ...] = ("message", "call", "message", "message")
    away = [
        PutAway(one.order, one.customer_name, Bag("", one.order, "B2", "", f"{one.order}/1", True), "", how)
        for one, how in zip(received.gets, told, strict=False)
    ]  # fmt: skip
    camera.window.acts.pages.goods.show_done(counting, (received, away))


def _shelf(camera: Camera) -> None:
    _ready(camera)
    camera.do("hold_shelf")


def _put(camera: Camera) -> None:
    from ui.views.shelf_put import ShelfPut

    number = _ready(camera)
    camera.window.acts.pages.goods._put("")
    camera.settle()
    camera.sheet(ShelfPut).take_scan(number)


def _place(camera: Camera) -> None:
    _ready(camera)
    camera.window.acts.pages.goods._place(camera.register.shelf.places()[0])


def _order(camera: Camera) -> None:
    camera.window.open_order(_ready(camera))


def _collect(camera: Camera) -> None:
    from ui.views.collect_sheet import CollectSheet

    number = _ready(camera)
    camera.window.acts.pages.act_on_order("collect", number, camera.window.close_sheet)
    camera.settle()
    camera.sheet(CollectSheet).take_scan(camera.sheet(CollectSheet).check.lines()[0].sku)


def _pay(camera: Camera) -> None:
    from ui.views.collect_sheet import CollectSheet

    _collect(camera)
    camera.settle()
    sheet = camera.sheet(CollectSheet)
    sheet.by_eye.setChecked(True)
    sheet.act()


GOODS_IN: dict[str, Callable[[Camera], None]] = {
    "goods-in": _goods_in,
    "goods-over": _over,
    "goods-share": _share,
    "goods-by-hand": _by_hand,
    "goods-done": _done,
    "hold-shelf": _shelf,
    "hold-shelf-put": _put,
    "hold-shelf-place": _place,
    "order-ready": _order,
    "collect": _collect,
    "collect-pay": _pay,
}
