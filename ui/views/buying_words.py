"""Suppliers and purchase orders in words: states, terms and the record that a supplier has."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from pos.domain.money import Money
from pos.domain.purchase_orders import PurchaseLine, PurchaseOrder, Supplier
from pos.domain.shop import Shop
from ui.views.day_stretches import named_days
from ui.views.listed import Listed
from ui.views.money_words import money_text, short_date

if TYPE_CHECKING:
    from pos.domain.lateness_record import SupplierRecord

MOST_CLOSED = 6


def _tr(text: str) -> str:
    return QCoreApplication.translate("buying", text)


def days_text(days: int) -> str:
    """ "1 day", "5 days"."""
    return _tr("1 day") if days == 1 else _tr("{n} days").format(n=days)


# --- purchase orders -------------------------------------------------------------------------------------------------
def order_pill(order: PurchaseOrder, shop: Shop, today: date) -> tuple[str, str]:
    """The kind of pill and the words for the state of a purchase order: what is late says so first."""
    if order.state == "received":
        return "in", _tr("Received")
    if order.state == "cancelled":
        return "discontinued", _tr("Cancelled")
    if late := order.days_late(today):
        return "late", _tr("{days} late").format(days=days_text(late))
    if order.expected_on is None:
        return "unknown", _tr("No day given")
    day = short_date(order.expected_on, shop, today=today)
    if order.state == "part_received":
        return "low", _tr("Part here, rest {day}").format(day=day)
    return "backorder", _tr("Due {day}").format(day=day)


def order_listed(order: PurchaseOrder, shop: Shop, today: date) -> Listed:
    """A purchase order as a row of the list."""
    open_lines = sum(line.open > 0 for line in order.lines)
    kinds = {"late"} if order.days_late(today) else set()
    kinds.add("open" if open_lines else "done")
    count = len(order.lines)
    return Listed(
        key=order.number,
        title=order.number,
        pill=order_pill(order, shop, today),
        note=order.supplier_name or order.supplier,
        end=_tr("1 line") if count == 1 else _tr("{n} lines").format(n=count),
        words=" ".join([order.supplier, *(f"{line.sku} {line.name}" for line in order.lines)]),
        kinds=frozenset(kinds),
    )


def line_pill(line: PurchaseLine, shop: Shop, today: date) -> tuple[str, str]:
    """The state of one line."""
    if not line.open:
        return ("in", _tr("Received")) if line.received else ("discontinued", _tr("Cancelled"))
    if line.expected_on is None:
        return "unknown", _tr("No day given")
    if line.expected_on < today:
        return "late", _tr("{days} late").format(days=days_text((today - line.expected_on).days))
    day = short_date(line.expected_on, shop, today=today)
    if line.confirmed:
        return "in", _tr("Confirmed for {day}").format(day=day)
    return "backorder", _tr("Due {day}, not confirmed").format(day=day)


def line_note(line: PurchaseLine, shop: Shop, today: date) -> str:
    """What came of a line, what is cancelled, and the day that was given first where it has moved."""
    parts = []
    if line.open and line.expected_on and line.expected_on < today:
        parts.append(_tr("was due {day}").format(day=short_date(line.expected_on, shop, today=today)))
    if line.open and line.open != line.quantity:
        parts.append(_tr("{n} still to come").format(n=line.open))
    if line.received:
        parts.append(_tr("{n} received").format(n=line.received))
    if line.cancelled:
        parts.append(_tr("{n} cancelled").format(n=line.cancelled))
    if line.expected_on and line.first_expected_on and line.first_expected_on != line.expected_on:
        parts.append(_tr("first said {day}").format(day=short_date(line.first_expected_on, shop, today=today)))
    return ", ".join(parts)


# --- suppliers -------------------------------------------------------------------------------------------------------
def lanes() -> list[tuple[str, str]]:
    """How far goods travel, as a choice shows it."""
    return [("", _tr("Not said")), ("local", _tr("Local")), ("national", _tr("National")), ("import", _tr("Import"))]


def supplier_pill(supplier: Supplier) -> tuple[str, str]:
    """The kind of pill and the words for where the shop stands with a supplier."""
    if supplier.late_orders:
        n = supplier.late_orders
        return "late", _tr("1 order late") if n == 1 else _tr("{n} orders late").format(n=n)
    if not supplier.terms.active:
        return "discontinued", _tr("Not ordered from")
    if supplier.open_orders:
        n = supplier.open_orders
        return "backorder", _tr("1 order open") if n == 1 else _tr("{n} orders open").format(n=n)
    return "in", _tr("Nothing open")


def supplier_listed(supplier: Supplier) -> Listed:
    """A supplier as a row of the list."""
    terms = supplier.terms
    kinds = {"late"} if supplier.late_orders else set()
    kinds.add("active" if terms.active else "left")
    lead = "" if terms.lead_time_days is None else days_text(terms.lead_time_days)
    return Listed(
        key=terms.supplier,
        title=terms.name or terms.supplier,
        pill=supplier_pill(supplier),
        note=terms.supplier,
        end=lead,
        words=f"{supplier.email} {supplier.phone} {supplier.country}",
        kinds=frozenset(kinds),
    )


def terms_rows(supplier: Supplier, shop: Shop, today: date) -> list[tuple[str, str]]:
    """Label and words of how a supplier works."""
    terms = supplier.terms
    nothing = _tr("not said")
    days = named_days((day for day in terms.closed_on if day >= today), MOST_CLOSED, shop, today=today)
    return [
        (_tr("Lead time"), nothing if terms.lead_time_days is None else days_text(terms.lead_time_days)),
        (_tr("Goods come"), dict(lanes())[terms.lane] if terms.lane else nothing),
        (_tr("Takes orders on"), terms.order_days or _tr("any day")),
        (_tr("Smallest order"), nothing if terms.minimum is None
            else money_text(Money(terms.minimum, shop.currency), shop)),
        (_tr("Closed on"), days or _tr("no day ahead")),
        (_tr("Orders are placed"), _tr("yes") if terms.active else _tr("no, not any more")),
    ]  # fmt: skip


def percent(share: float) -> str:
    """ "57 %"."""
    return f"{round(share * 100)} %"


def record_words(record: SupplierRecord) -> list[str]:
    """What a supplier's record comes to, a sentence each; the first one is the finding."""
    if not record.due:
        return [_tr("No delivery to judge by yet.")]
    said = []
    if record.kept_share is None or record.kept_between is None:
        said.append(_tr("Kept {kept} of {due} days given: too few for a share.").format(
            kept=record.kept, due=record.due))  # fmt: skip
    else:
        low, high = record.kept_between
        said.append(_tr("Kept {share} of the days given.").format(share=percent(record.kept_share)))
        said.append(_tr("{kept} of {due} deliveries. The true share is likely between {low} and {high}.").format(
            kept=record.kept, due=record.due, low=percent(low), high=percent(high)))  # fmt: skip
        said.append(_tr("Of the last {due}: {kept} kept.").format(due=record.last_due, kept=record.last_kept))
    said.append(
        _tr("Half come at most {likely} late, nine in ten at most {latest}.").format(
            likely=days_text(record.late_likely), latest=days_text(record.late_latest)
        )
        if record.late_likely or record.late_latest
        else _tr("Nine in ten come on the day or before.")
    )
    if record.fill is not None:
        said.append(_tr("{fill} of what was ordered has come.").format(fill=percent(record.fill)))
    return said
