"""A first day in a shop, in the words of those who stand in it: files, sales, a shortage, a delivery, a collection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pos.domain import errors
from pos.domain.calendar import OpeningDays
from pos.domain.incoming import Kind
from pos.domain.money import Money
from pos.domain.order_deposit import DepositRule
from pos.domain.people import Person
from pos.domain.receipt import Rows
from pos.domain.shop import default_shop
from pos.files.reading import read
from pos.register import Register
from pos.store.verify import verify
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish
from pos.usecases.importing import ImportReport
from tests.builders import FixedClock
from tests.usecases.desk import labels_of

FILES: dict[Kind, str] = {
    "products": (
        "sku,barcode,name,price,tax_rate,supplier,backorder,deposit_percent\n"
        'UMB-BLK,4006381333931,"Windproof umbrella, black",24.90,19,REGEN,allow,\n'
        'UMB-RED,9780201379624,"Windproof umbrella, red",24.90,19,REGEN,allow,\n'
        'BOOT-42,36000291452,"Rain boots 42",59.00,19,REGEN,allow,50\n'
        'MAP-01,,"Walking map of the coast",9.80,7,,stop,\n'
        'LAMP,,"Storm lamp",,19,,waitlist,\n'
        "BAD,,,1.00,19,,allow,\n"
    ),
    "stock": (
        "sku,store,on_hand,as_of\nUMB-BLK,S01,2,\nUMB-RED,S01,6,\nMAP-01,S01,3,\nUMB-BLK,S02,4,2026-11-23T17:00:00Z\n"
    ),
    "suppliers": "supplier,name,lead_time_days,country\nREGEN,Regen & Sohn,10,DE\n",
    "purchase-orders": (
        "number,supplier,sku,quantity,ordered_on,expected_on,confirmed,to_store\n"
        "PO-77,REGEN,UMB-BLK,6,2026-11-16,2026-11-27,yes,S01\n"
        "PO-77,REGEN,BOOT-42,2,2026-11-16,2026-11-27,yes,S01\n"
    ),
    "customers": "name,phone,email,consent,language\nJana Köhler,0151 2345678,jana@example.com,yes,de\n",
}
BEA, MAX = Person("p-bea", "Bea", "cashier"), Person("p-max", "Max", "manager")
MORNING = datetime(2026, 11, 24, 8, 5, tzinfo=UTC)


def eur(text: str) -> Money:
    return Money.parse(text, "EUR")


class Day:
    """The shop in which the story happens: its register, its clock and its files."""

    def __init__(self, folder: Path) -> None:
        shop = default_shop(store="S01", store_name="Rain & Shine", register="R1", currency="EUR", country="DE")
        self.folder = folder
        self.clock = FixedClock(MORNING)
        self.register = Register.create(
            folder / "shop",
            replace(
                shop,
                timezone="Europe/Berlin",
                language="en",
                opening_days=OpeningDays(frozenset(range(6))),
                deposit=DepositRule(percent=20, tax_mode="on_payment"),
                stores={"S01": "Rain & Shine", "S02": "Harbour"},
            ),
            clock=self.clock,
        )

    def bring_in(self, kind: Kind, *, repair: bool = False) -> ImportReport:
        path = self.folder / f"{kind}.csv"
        path.write_text(FILES[kind], encoding="utf-8")
        rows = read(path, kind, zone=ZoneInfo("Europe/Berlin"))
        return self.register.import_rows(kind, rows, person=MAX, repair_lost_zeros=repair)

    def books(self) -> dict[str, Money]:
        """Every account with its balance, those at nothing left out; together they are always nothing."""
        with self.register.ledger.database.reading() as cursor:
            cursor.execute("SELECT account, sum(amount) FROM posting GROUP BY account HAVING sum(amount) <> 0")
            found = {str(account): Money(int(total), "EUR") for account, total in cursor.fetchall()}
        assert sum(money.minor for money in found.values()) == 0
        return found


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    day = Day(tmp_path)
    yield day
    verdict = verify(day.register.ledger)
    day.register.close()
    assert verdict.ok, verdict.faults


def test_a_first_day(day: Day) -> None:
    """R1, R3, R4, R12, R15, R24, R25, R51, R63, R74, R94, R142, R145, R146, R151: from the files to the hand-over."""
    register, clock = day.register, day.clock

    # Before opening, Max brings the shop's files in. One product has no name: it is named, the others are in.
    products = day.bring_in("products", repair=True)
    assert (products.created, products.rejected, products.rejects[0].row) == (5, 1, 7)
    assert [day.bring_in(kind).created for kind in ("suppliers", "stock", "purchase-orders", "customers")] == [
        1,
        4,
        2,
        1,
    ]
    assert [day.bring_in(kind).created for kind in FILES] == [0, 0, 0, 0, 0]
    assert register.look_up("036000291452").product.sku == "BOOT-42"

    # The first customer takes a red umbrella and a map, and pays with a fifty.
    first = register.sell(
        Checkout((LineWish("9780201379624"), LineWish("MAP-01")), (TenderWish("cash", eur("50.00")),)), person=BEA
    )
    assert (first.total, first.change_due) == (eur("34.70"), eur("15.30"))
    assert labels_of(first.receipt)["B Tax 7% in 9.80"] == "0.64"

    # Jana needs five black ones. Two are here, four in the other store, six come on Friday: all seen before she pays.
    seen = register.look_up("4006381333931", 5)
    assert (seen.here.available, seen.short, seen.on_order, seen.advice.decision) == (2, 3, 6, "backorder")
    assert [(level.store_name, level.available) for level in seen.elsewhere] == [("Harbour", 4)]
    assert seen.elsewhere[0].as_of == datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
    assert (seen.words, seen.order_deposit) == ("Expected between Mon 30 Nov 2026 and Sat 05 Dec 2026", eur("14.94"))
    (jana,) = register.find_customers("2345678")
    clock.pass_time(timedelta(minutes=20))
    mixed = register.sell(
        Checkout((LineWish("4006381333931", 5),), (TenderWish("cash", eur("70.00")),), CustomerWish(id=jana.id)),
        person=BEA,
    )
    assert (mixed.total, mixed.due_now, mixed.change_due, mixed.balance_due) == (
        eur("124.50"), eur("64.74"), eur("5.26"), eur("59.76"),
    )  # fmt: skip
    ticket = labels_of(mixed.receipt)
    assert (mixed.receipt.language, mixed.receipt.copies) == ("de", ("customer", "store"))
    assert (ticket["Anzahlung"], ticket["Bei Abholung zu zahlen EUR"], ticket["Wir melden uns unter"]) == (
        "14.94", "59.76", "…678",
    )  # fmt: skip
    notes = [
        note for block in mixed.receipt.blocks if isinstance(block, Rows) for row in block.rows for note in row.notes
    ]
    assert "Erwartet zwischen Mo. 30 Nov. 2026 und Sa. 05 Dez. 2026" in notes

    # A walk-in wants one of the black ones too; none is free, and the map after next is refused, not promised.
    with pytest.raises(errors.NotEnoughHere):
        register.sell(Checkout((LineWish("UMB-BLK", take="now"),), (TenderWish(),)), person=BEA)
    with pytest.raises(errors.NotBackorderable):
        register.sell(Checkout((LineWish("MAP-01", 3),), (TenderWish(),), CustomerWish(id=jana.id)), person=BEA)

    # He orders one and the boots, whose own rule is half, and pays everything at once.
    clock.pass_time(timedelta(minutes=5))
    ben = register.sell(
        Checkout(
            (LineWish("UMB-BLK", take="backorder"), LineWish("BOOT-42", take="backorder")),
            (TenderWish("card", None, "T-1"),),
            CustomerWish(name="Ben Moreau", phone="+33 6 39 98 12 34", language="fr"),
            order_deposit=eur("83.90"),
        ),
        person=BEA,
    )
    assert (ben.order_deposit, ben.due_now, ben.balance_due) == (eur("83.90"), eur("83.90"), eur("0.00"))
    second = register.order(ben.number)
    assert second is not None
    assert register.place_in_queue(second) == 2
    assert day.books()["order_deposits"] == -eur("98.84")

    # On Friday only four of the six umbrellas are in the box. Jana's are put aside first, then Ben's, none is left.
    clock.pass_time(timedelta(days=3))
    four = [replace(line, quantity=min(4, line.quantity)) for line in register.arrivals_of("PO-77")]
    promised = register.receive(four, person=MAX, dry_run=True)
    came = register.receive(four, person=MAX)
    assert came.allocations == promised.allocations
    assert [(sku, given.order, given.quantity) for sku, given in came.allocations] == [
        ("UMB-BLK", mixed.number, 3),
        ("UMB-BLK", ben.number, 1),
        ("BOOT-42", ben.number, 1),
    ]
    assert came.to_shelf == {"UMB-BLK": 0, "BOOT-42": 1}
    assert [line.quantity for line in register.arrivals_of("PO-77")] == [2]

    # Jana comes on Saturday and pays the rest. Ben has paid and just takes his things.
    clock.pass_time(timedelta(days=1))
    with pytest.raises(errors.TenderTooSmall):
        register.collect(mixed.number, [TenderWish("cash", eur("50.00"))], person=BEA)
    rest = register.collect(mixed.number, [TenderWish("cash", eur("60.00"))], person=BEA)
    assert (rest.total, rest.deposit_applied, rest.due_now, rest.change_due) == (
        eur("74.70"), eur("14.94"), eur("59.76"), eur("0.24"),
    )  # fmt: skip
    assert labels_of(rest.receipt)["Anzahlung bisher"] == "-14.94"
    assert register.collect(ben.number, [], person=BEA).due_now == eur("0.00")
    assert [order.state for order in register.orders()] == ["collected", "collected"]
    assert [order.lines[0].promised_on for order in register.orders()] == [date(2026, 12, 5)] * 2

    # In the evening the books say what came in, and nothing is held for anybody any more.
    total = first.total + mixed.total + ben.total
    tax = first.tax + mixed.tax + ben.tax
    assert day.books() == {
        "tender:cash": total - ben.total, "tender:card": ben.total, "sales": tax - total, "tax": -tax,
    }  # fmt: skip
    stock = {sku: register.look_up(sku).here for sku in ("UMB-BLK", "UMB-RED", "BOOT-42", "MAP-01")}
    assert {sku: (here.on_hand, here.allocated, here.owed) for sku, here in stock.items()} == {
        "UMB-BLK": (0, 0, 0), "UMB-RED": (5, 0, 0), "BOOT-42": (1, 0, 0), "MAP-01": (2, 0, 0),
    }  # fmt: skip
    assert [row.number[-2:] for row in register.sales()] == ["05", "04", "03", "02", "01"]
