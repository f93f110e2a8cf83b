"""Beginning to count a delivery, and handing the count on to be booked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pos.domain import errors
from pos.domain.counting import Counting, Expected
from pos.usecases.availability import resolve
from pos.usecases.purchase_numbers import known_numbers
from pos.usecases.receiving import Arrival

if TYPE_CHECKING:
    from pos.domain.counting import CountedLine
    from pos.usecases.ports import Transactions


def begin(*, purchase_orders: Sequence[str] = (), transactions: Transactions) -> Counting:
    """A count against everything that is open on these purchase orders, or against none. Raises UnknownCode."""
    return _begun(purchase_orders, transactions)


def _begun(purchase_orders: Sequence[str], transactions: Transactions, *, settled: bool = False) -> Counting:
    """`settled`: a purchase order on which nothing is open any more will do as well."""
    with transactions.reading() as records:
        known = known_numbers(records, purchase_orders, "counted")
        numbers = list(dict.fromkeys(known.values()))
        lines = {number: list(of) for number, of in records.open_purchase_lines(numbers).items()}
        missing = [number for number in numbers if number not in lines and not settled]
        open_ = {(line["number"], line["sku"]) for of in lines.values() for line in of}
        in_already = {(row["number"], row["sku"]): None for row in records.kept_purchase_lines(numbers)}
        for number, sku in in_already:
            if (number, sku) not in open_:
                lines.setdefault(number, []).append({"sku": sku, "open": 0})
        products = records.products_of(sorted({line["sku"] for of in lines.values() for line in of}))
    if missing:
        raise errors.UnknownCode(
            f"Nothing is open on a purchase order {missing[0][:40]}. Nothing was counted. Check its number.",
            number=missing[0][:40],
        )
    expected = []
    for number in numbers:
        for line in lines[number]:
            product = products.get(line["sku"])
            name, codes = (product.name, product.barcodes) if product else (line["sku"], ())
            expected.append(Expected(line["sku"], name, line["open"], number, codes))
    return Counting(expected)


def begin_with(*, code: str, transactions: Transactions) -> tuple[Counting, str]:
    """A count that begins with a scan, against the purchase order on which these goods are due first; with its number,
    empty where nobody ordered them. Raises UnknownCode, BadBarcode, BadQuantity."""
    with transactions.reading() as records:
        product = resolve(records, records.shop(), code).product
        coming = [one for one in records.supplies(product.sku) if one.kind == "purchase_order"]
    due = sorted(coming, key=lambda one: (one.expected_on is None, str(one.expected_on), one.id))
    number = due[0].id if due else ""
    counting = begin(purchase_orders=[number] if number else (), transactions=transactions)
    scan(counting=counting, code=code, transactions=transactions)
    return counting, number


def begin_again(*, counting: Counting, purchase_orders: Sequence[str], transactions: Transactions) -> Counting:
    """The same count against other purchase orders: what was counted stays, what was decided about what is over is to
    be decided anew. Raises UnknownCode."""
    before = {one.purchase_order for one in counting.orders()}
    again = _begun(purchase_orders, transactions, settled=before.issuperset(purchase_orders))
    for line in counting.lines():
        if not line.counted and not line.damaged:
            continue
        again.add(line.sku, line.name)
        again.count(line.sku, line.counted)
        if line.damaged:
            again.damage(line.sku, line.damaged, line.damaged_why)
    return again


def as_it_stands(*, counting: Counting, transactions: Transactions) -> Counting:
    """The same count against its purchase orders as they are now: itself where nothing was booked meanwhile."""
    numbers = list(dict.fromkeys(one.purchase_order for one in counting.orders()))
    with transactions.reading() as records:
        lines = records.open_purchase_lines(numbers)
    still: Counter[tuple[str, str]] = Counter()
    for line in (line for of in lines.values() for line in of):
        still[line["number"], line["sku"]] += line["open"]
    was: Counter[tuple[str, str]] = Counter()
    for one in counting.orders():
        was[one.purchase_order, one.sku] += one.quantity
    if all(still[key] >= units for key, units in was.items()):
        return counting
    return begin_again(counting=counting, purchase_orders=numbers, transactions=transactions)


def scan(*, counting: Counting, code: str, quantity: int = 1, transactions: Transactions) -> CountedLine:
    """Count a scanned code; goods that nobody expected are looked up in the catalogue. Raises UnknownCode, BadBarcode,
    BadQuantity."""
    if counting.knows(code):
        return counting.scan(code, quantity)
    with transactions.reading() as records:
        scanned = resolve(records, records.shop(), code)
    counting.add(scanned.product.sku, scanned.product.name, scanned.product.barcodes)
    return counting.scan(scanned.product.sku, (scanned.quantity or 1) * quantity)


def arrivals(counting: Counting) -> tuple[Arrival, ...]:
    """The count as goods to book. Raises BadText while something is over and nobody said what becomes of it, WrongState
    for a count that was booked."""
    if counting.booked:
        raise errors.WrongState(
            f"This count was booked as {counting.booked}. Nothing more was booked. Count other goods anew.",
            document=counting.booked,
        )
    if undecided := counting.undecided():
        line = undecided[0]
        raise errors.BadText(
            f"{line.over} of {line.name} more came than was ordered. Nothing was booked. Take them in or send them "
            "back, with a reason.",
            skus=[one.sku for one in undecided],
        )
    return tuple(
        Arrival(
            part.sku, part.counted, part.purchase_order, part.damaged, part.damaged_why, part.refused, part.over_why,
            part.was_open,
        )
        for part in counting.parts()
    )  # fmt: skip
