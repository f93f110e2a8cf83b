"""How well suppliers keep their word, from what they brought and from what is still awaited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pos.domain.lateness import built_in, pool_of
from pos.domain.lateness_deliveries import Delivery, lateness_of, shipments
from pos.domain.lateness_record import SupplierRecord, record_of
from pos.usecases.ports import Records


def scorecards(records: Records, today: date, suppliers: Sequence[str]) -> list[SupplierRecord]:
    """The record of each of these suppliers as of a day, against the first day that they gave.

    What is overdue counts as not kept. Fill is received of ordered units: of the lines of our own orders that are
    settled, and of the deliveries of the past that were brought in.
    """
    deliveries = list(records.deliveries())
    told = [
        Delivery(supplier, ordered, promised, delivered, lane, shipment)
        for supplier, lane, ordered, promised, delivered, _, _, _, shipment in deliveries
    ]
    told += [
        Delivery(supplier, ordered, first or expected, None, lane, shipment or number)
        for supplier, lane, ordered, first, expected, _, shipment, number, _, _ in records.awaited_lines()
    ]
    outcomes = lateness_of(shipments(told), today)
    pool = pool_of(outcomes, today)
    never_came = records.never_came()
    cards = []
    for supplier in suppliers:
        orders = records.purchase_orders(supplier)
        terms = records.supplier_terms(supplier)
        settled = [line for order in orders for line in order.lines if not line.open]
        # A delivery against one of our orders is in that order's figures already.
        ours = {(line.sku, line.shipment or order.number) for order in orders for line in order.lines}
        brought = [
            (sku, quantity, received, shipment, on)
            for who, _, _, _, on, sku, quantity, received, shipment in deliveries
            if who == supplier and quantity and received is not None
        ]
        before = [row for row in brought if (row[0], row[3]) not in ours]
        lines, never = never_came.get(supplier, (0, 0))
        cards.append(
            record_of(
                supplier, [one for one in outcomes if one.supplier == supplier], pool, as_of=today,
                prior=built_in(terms.lane if terms else ""),
                units_ordered=sum(line.quantity for line in settled) + sum(row[1] for row in before),
                units_received=sum(line.received for line in settled) + sum(row[2] for row in before),
                ratios=[(received / quantity, on) for _, quantity, received, _, on in brought if on is not None],
                lines=lines, lines_never=never,
            )
        )  # fmt: skip
    return cards
