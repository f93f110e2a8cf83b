"""The pictures of promises, suppliers and purchase orders; `ui.pictures` takes them with all others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from pos.usecases.availability import today_in
from ui.camera import Camera


def _why(camera: Camera) -> None:
    camera.fill()
    camera.do("why")


def _backorder_why(camera: Camera) -> None:
    from ui.views.backorder_sheet import BackorderSheet

    camera.fill()
    camera.do("backorder")
    camera.sheet(BackorderSheet).promise.ask()


def _suppliers(camera: Camera) -> None:
    camera.do("suppliers")


def _purchases(camera: Camera) -> None:
    camera.do("purchases")


def _purchase_form(camera: Camera) -> None:
    from ui.views.purchase_form import PurchaseForm
    from ui.views.purchases_view import PurchasesView

    camera.do("purchases")
    camera.sheet(PurchasesView).act()
    camera.settle()
    for code in (camera.goods.short, camera.goods.low):
        camera.sheet(PurchaseForm).take_scan(code)
        camera.settle()


def _moved(camera: Camera) -> None:
    """What a move of a day breaks: shown, and not made, for the other pictures show the day as it is."""
    from pos.usecases.promises import BrokenPromise
    from pos.usecases.purchasing import PurchaseChange
    from ui.views.purchase_change import PurchaseChangeSheet
    from ui.views.purchases_view import PurchasesView

    camera.do("purchases")
    explained = camera.register.promises.explain(camera.goods.short)
    promise = explained.availability.promise
    assert promise is not None
    order = camera.register.buying.order(promise.basis[0].id)
    camera.sheet(PurchasesView).change_wanted.emit("redate", order)
    camera.settle()
    later = timedelta(days=14)
    broken = tuple(
        BrokenPromise(line.order, line.line, camera.goods.short, line.customer_name, line.told_latest,
                      line.now_latest, line.told_latest + later, explained.availability.product.name)
        for line in explained.queue if line.told_latest is not None
    )  # fmt: skip
    camera.sheet(PurchaseChangeSheet).show_change(PurchaseChange(order, (), broken))


def _quality(camera: Camera) -> None:
    from pos.domain.promise_quality import Told, report
    from ui.views.quality_view import QualityView, Record

    camera.do("quality")
    today, names = (
        today_in(camera.register.shop(), camera.register.clock.now()),
        {one.terms.supplier: one.terms.name for one in camera.register.buying.suppliers()},
    )
    told = []
    for nth in range(168):
        taken = today - timedelta(days=40 + 2 * nth)
        latest = taken + timedelta(days=12 + nth % 7)
        late = nth % 9 == 4 or (nth % 3 == 1 and nth % 4 == 2)
        ready = latest + timedelta(days=1 + nth % 5 if late else -(nth * 7 % 11) // 2)
        told.append(Told(list(names)[nth % 3], taken, latest - timedelta(days=4), latest, latest, ready))
    camera.sheet(QualityView).show_record(Record(report(told, today), names))


PROMISES: dict[str, Callable[[Camera], None]] = {
    "why": _why,
    "backorder-why": _backorder_why,
    "suppliers": _suppliers,
    "purchase-orders": _purchases,
    "purchase-new": _purchase_form,
    "purchase-moved": _moved,
    "promise-quality": _quality,
}
