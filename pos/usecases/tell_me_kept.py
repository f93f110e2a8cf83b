"""What the tell-me list holds for one customer: goods that are theirs to take and nobody else's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos.domain.people import Customer
    from pos.usecases.ports import Records


def kept_for(records: Records, customer: Customer | None) -> Mapping[str, int]:
    """SKU -> units held for this customer now, as far as they are on the shelf: theirs, whoever ordered since."""
    if customer is None or not customer.id:
        return {}
    held: dict[str, int] = defaultdict(int)
    for entry in records.tell_me_of_customer(customer.id):
        if entry.held:
            held[entry.sku] += entry.held
    if not held:
        return {}
    levels = records.levels_here(list(held))
    return {sku: min(units, max(0, levels[sku][0] - levels[sku][1] + units)) for sku, units in held.items()}
