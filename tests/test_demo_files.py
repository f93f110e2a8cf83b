"""The demo shop's files are whole: every reference resolves, every code is valid, every date makes sense."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest

from pos.domain.incoming import BadRow, Kind, SameRow
from pos.files.reading import read

DEMO = Path(__file__).parents[1] / "resources" / "demo"
IMPORTED: tuple[Kind, ...] = (
    "products",
    "stock",
    "suppliers",
    "purchase-orders",
    "deliveries",
    "customers",
    "sales",
)
Rows = list[dict[str, str]]


def rows(name: str) -> Rows:
    with (DEMO / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def shop_file() -> dict[str, Any]:
    with (DEMO / "shop.toml").open("rb") as file:
        return tomllib.load(file)


def day(text: str) -> date:
    return date.fromisoformat(text)


def skus() -> set[str]:
    return {row["sku"] for row in rows("products")}


def barcodes() -> list[str]:
    return [code for row in rows("products") for code in row["barcode"].split(";") if code]


def check_digit(body: str) -> int:
    """GS1 General Specifications 7.9: weights 3 and 1 from the right."""
    return -sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(body))) % 10


BASE_ON: date = shop_file()["base_on"]


@pytest.mark.parametrize("kind", IMPORTED)
def test_our_own_reader_takes_every_row(kind: Kind) -> None:
    """What the shop is imported from goes in without a rejected row."""
    assert kind in get_args(Kind)
    taken = list(read(DEMO / f"{kind}.csv", kind, dialect="raincheck"))
    assert [row for row in taken if isinstance(row, BadRow | SameRow)] == []
    assert len(taken) == len(rows(kind))


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("products", 360, 700),
        ("suppliers", 10, 10),
        ("purchase-orders", 140, 180),
        ("deliveries", 850, 1100),
        ("customers", 60, 60),
        ("waiting", 14, 14),
        ("sales", 1400, 1700),
    ],
)
def test_each_file_has_as_many_rows_as_a_real_shop_would(name: str, least: int, most: int) -> None:
    assert least <= len(rows(name)) <= most


def test_no_text_has_stray_spaces_or_a_script_the_paper_cannot_print() -> None:
    for path in DEMO.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        assert all(ord(letter) < 0x180 for letter in text), path.name
        cells = [cell for row in rows(path.stem) for cell in row.values()]
        assert all(cell == " ".join(cell.split()) for cell in cells), path.name


def test_skus_and_names_are_unique() -> None:
    products = rows("products")
    assert len(skus()) == len({row["name"] for row in products}) == len(products)
    assert all(re.fullmatch(r"[A-Z]{3}-\d{4}", row["sku"]) and 0 < len(row["name"]) <= 60 for row in products)


def test_barcodes_are_unique_and_their_check_digits_hold() -> None:
    codes = barcodes()
    assert len(set(codes)) == len(codes)
    assert {len(code) for code in codes} == {8, 13}
    assert [code for code in codes if check_digit(code[:-1]) != int(code[-1])] == []
    assert any(";" in row["barcode"] for row in rows("products"))


def test_prices_are_positive_and_above_cost_without_tax() -> None:
    for row in rows("products"):
        price, cost, rate = (Decimal(row[column]) for column in ("price", "cost", "tax_rate"))
        assert price == price.quantize(Decimal("0.01")) > 0, row
        assert 0 < cost < price / (1 + rate / 100), row
        assert rate in {Decimal(23), Decimal("13.5"), Decimal(0)}, row


def test_products_are_sold_by_piece_weight_length_and_volume() -> None:
    products = rows("products")
    assert {row["unit"] for row in products} == {"pc", "g", "mm", "ml"}
    assert {row["backorder"] for row in products} == {"allow", "waitlist", "stop"}
    assert all(int(row["pack"]) >= 1 and 0 <= int(row["deposit_percent"] or 0) <= 50 for row in products)
    assert sum(row["deposit_percent"] == "50" for row in products) >= 5


def test_products_of_the_pictures_are_there_at_their_prices() -> None:
    shown = {row["sku"]: (row["name"], row["price"]) for row in rows("products")}
    assert shown["LMP-0001"] == ("Brass lamp, tall", "45.00")
    assert shown["FUR-0001"] == ("Oak side table 45 cm", "89.00")
    assert shown["SHD-0001"] == ("Linen shade 30 cm", "19.50")
    assert shown["BLB-0001"] == ("Bulb E27 warm", "3.25")


def test_unreleased_products_come_after_the_base_day_are_nowhere_in_stock_and_are_on_order() -> None:
    coming = {row["sku"]: day(row["release_on"]) for row in rows("products") if row["release_on"]}
    assert 2 <= len(coming) <= 3
    assert all(released > BASE_ON for released in coming.values())
    assert not any(int(row["on_hand"]) for row in rows("stock") if row["sku"] in coming)
    for sku, released in coming.items():
        assert any(day(line["expected_on"]) <= released for line in rows("purchase-orders") if line["sku"] == sku)


def test_every_reference_resolves() -> None:
    known, suppliers = skus(), {row["supplier"] for row in rows("suppliers")}
    stores, people = set(shop_file()["stores"]), {row["name"] for row in rows("customers")}
    for row in rows("products"):
        substitutes = set(row["substitutes"].split(";")) - {""}
        assert row["supplier"] in suppliers, row
        assert substitutes <= known - {row["sku"]}, row
    for name in ("stock", "purchase-orders", "deliveries", "waiting", "sales"):
        assert {row["sku"] for row in rows(name)} <= known, name
    for name in ("purchase-orders", "deliveries"):
        assert {row["supplier"] for row in rows(name)} == suppliers, name
    assert {row["to_store"] for row in rows("purchase-orders")} == stores
    assert {row["store"] for row in rows("sales")} <= stores
    assert {row["customer"] for row in rows("waiting")} <= people


def test_goods_are_ordered_from_the_supplier_who_has_them() -> None:
    supplier = {row["sku"]: row["supplier"] for row in rows("products")}
    for name in ("purchase-orders", "deliveries"):
        assert all(supplier[row["sku"]] == row["supplier"] for row in rows(name)), name


def test_three_stores_have_every_product_once_and_some_are_missing_here_but_not_elsewhere() -> None:
    on_hand: dict[str, dict[str, int]] = defaultdict(dict)
    stock = rows("stock")
    for row in stock:
        on_hand[row["sku"]][row["store"]] = int(row["on_hand"])
    assert len(stock) == 3 * len(on_hand)
    assert set(on_hand) == skus()
    assert set(shop_file()["stores"]) == {"S01", "S02", "S03"} == {row["store"] for row in stock}
    assert min(min(levels.values()) for levels in on_hand.values()) == 0
    missing = [levels for levels in on_hand.values() if levels["S01"] == 0]
    assert 0.09 <= len(missing) / len(on_hand) <= 0.16
    assert sum(levels["S02"] + levels["S03"] > 0 for levels in missing) > len(missing) / 2
    assert on_hand["LMP-0001"] == {"S01": 0, "S02": 2, "S03": 0}
    assert on_hand["SHD-0001"]["S01"] == 2


def test_other_stores_figures_were_seen_within_the_day_before_and_ours_need_no_time() -> None:
    base_at: datetime = shop_file()["base_at"]
    for row in rows("stock"):
        assert (row["as_of"] == "") == (row["store"] == "S01"), row
        if row["as_of"]:
            assert timedelta() < base_at - datetime.fromisoformat(row["as_of"]) <= timedelta(days=1), row


def test_purchase_orders_are_open_and_their_dates_in_order() -> None:
    lines = rows("purchase-orders")
    orders = {row["number"]: row for row in lines}
    assert 35 <= len(orders) <= 45
    for row in lines:
        ordered_on, expected_on = day(row["ordered_on"]), row["expected_on"]
        assert ordered_on < BASE_ON, row
        assert 0 <= int(row["received"]) < int(row["quantity"]), row
        assert not expected_on or ordered_on < day(expected_on) <= BASE_ON + timedelta(days=60), row
        assert row["confirmed"] in {"yes", "no"}, row
        assert bool(row["shipment"]) <= (row["confirmed"] == "yes"), row
        head = orders[row["number"]]
        assert all(row[column] == head[column] for column in ("supplier", "ordered_on", "expected_on", "shipment"))
    overdue = [row for row in orders.values() if row["expected_on"] and day(row["expected_on"]) < BASE_ON]
    assert 3 <= len(overdue) <= 10
    assert len({row["number"] for row in lines if int(row["received"])}) >= 4
    assert {row["confirmed"] for row in orders.values()} == {"yes", "no"}
    assert any(not row["expected_on"] for row in orders.values())


def test_three_of_the_twelve_brass_lamps_on_order_are_already_promised() -> None:
    lines = [row for row in rows("purchase-orders") if row["sku"] == "LMP-0001"]
    assert [(row["quantity"], row["received"], row["to_store"], row["confirmed"]) for row in lines] == [
        ("12", "0", "S01", "yes")
    ]
    assert day(lines[0]["expected_on"]) > BASE_ON
    assert sum(int(row["quantity"]) for row in rows("waiting") if row["sku"] == "LMP-0001") == 3


def test_people_wait_only_for_what_is_missing_here_and_may_be_ordered() -> None:
    products = {row["sku"]: row for row in rows("products")}
    here = {row["sku"]: int(row["on_hand"]) for row in rows("stock") if row["store"] == "S01"}
    least = shop_file()["shop"]["order_deposit_percent"]
    for row in rows("waiting"):
        product, percent = products[row["sku"]], int(row["order_deposit_percent"])
        assert here[row["sku"]] == 0, row
        assert product["backorder"] == "allow", row
        assert int(row["quantity"]) >= 1, row
        assert int(row["taken_days_ago"]) >= 1, row
        assert max(least, int(product["deposit_percent"] or 0)) <= percent <= 100, row


def test_deliveries_lie_in_the_past_eighteen_months_with_lines_of_a_shipment_agreeing() -> None:
    shipments: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for row in rows("deliveries"):
        ordered, promised, delivered = (day(row[f"{what}_on"]) for what in ("ordered", "promised", "delivered"))
        assert BASE_ON - timedelta(days=550) <= ordered < min(promised, delivered), row
        assert delivered < BASE_ON, row
        assert delivered.weekday() < 5, row
        assert 0 <= int(row["received"]) <= int(row["quantity"]), row
        assert int(row["quantity"]) > 0, row
        told = tuple(row[column] for column in ("supplier", "ordered_on", "promised_on", "delivered_on", "lane"))
        shipments[row["shipment"]].add(told)
    assert all(len(facts) == 1 for facts in shipments.values())
    assert any(int(row["received"]) < int(row["quantity"]) for row in rows("deliveries"))


def test_each_supplier_has_a_character() -> None:
    """Punctual, always three days late, drifting worse, mended, and one whose lane decides."""
    late: dict[str, list[int]] = defaultdict(list)
    seen: set[str] = set()
    for row in sorted(rows("deliveries"), key=lambda row: row["ordered_on"]):
        if row["shipment"] not in seen:
            seen.add(row["shipment"])
            days = (day(row["delivered_on"]) - day(row["promised_on"])).days
            for key in (row["supplier"], f"{row['supplier']} {row['lane']}"):
                late[key].append(days)
    assert all(len(late[row["supplier"]]) >= 15 for row in rows("suppliers"))
    assert sum(days <= 0 for days in late["HALLWORTH"]) / len(late["HALLWORTH"]) >= 0.9
    assert median(late["LUMETA"]) == 3
    assert min(late["LUMETA"]) >= 2
    assert median(late["SALLOW"][-8:]) - median(late["SALLOW"][:8]) >= 5
    assert median(late["TINDERLY"][:8]) - median(late["TINDERLY"][-8:]) >= 3
    assert max(late["FAIENCE"]) - min(late["FAIENCE"]) >= 14
    assert max(late["WREN import-road"]) <= 3 < max(late["WREN import-sea"])


def test_suppliers_and_customers_can_be_written_to_without_reaching_anyone_real() -> None:
    for row in rows("suppliers"):
        assert 3 <= int(row["lead_time_days"]) <= 45, row
        assert Decimal(row["minimum"]) > 0, row
        assert row["email"].endswith(".example"), row
        assert re.fullmatch(r"[A-Z]{2}", row["country"]), row
    customers = rows("customers")
    for row in customers:
        assert row["phone"] or row["email"], row
        assert not row["phone"] or re.fullmatch(r"\+353 20 91\d \d{4}", row["phone"]), row
        assert not row["email"] or re.fullmatch(r"[a-z.]+@example\.(com|org)", row["email"]), row
        assert row["consent"] in {"yes", "no"}, row
    assert len({row["name"] for row in customers}) == len(customers)
    assert {row["class"] for row in customers} == {"person", "business", "repeat"}
    assert {row["language"] for row in customers} == {"en", "de", "fr", "es"}
    for column in ("email", "phone"):
        told = [row[column] for row in customers if row[column]]
        assert len(set(told)) == len(told)


def test_sales_were_rung_up_in_opening_hours_of_the_last_sixty_days() -> None:
    zone, open_on = ZoneInfo(shop_file()["shop"]["timezone"]), shop_file()["shop"]["open_weekdays"]
    receipts: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in rows("sales"):
        at = datetime.fromisoformat(row["at"])
        local = at.astimezone(zone)
        assert at.tzinfo == UTC, row
        assert BASE_ON - timedelta(days=60) <= local.date() < BASE_ON, row
        assert local.weekday() in open_on, row
        assert 9 <= local.hour < 18, row
        assert int(row["quantity"]) > 0, row
        assert Decimal(row["price"]) > 0, row
        receipts[row["receipt"]].add((row["at"], row["store"]))
    assert all(len(facts) == 1 for facts in receipts.values())


def test_shop_is_closed_on_sundays_keeps_goods_two_weeks_and_says_so_on_its_receipts() -> None:
    shop = shop_file()["shop"]
    assert (shop["currency"], shop["country"], shop["timezone"]) == ("EUR", "IE", "Europe/Dublin")
    assert shop["prices_include_tax"] is True
    assert shop["open_weekdays"] == [0, 1, 2, 3, 4, 5]
    assert shop["keep_days"] == 14
    assert any("14 days" in line for line in shop["footer"])
    assert any("cancel" in line for line in shop["footer"])
    assert list(shop_file()["stores"].values()) == ["Riverside", "High Street", "Warehouse"]
    assert shop_file()["base_at"].date() == BASE_ON


def test_each_supplier_says_how_far_its_goods_travel_and_when_it_rests() -> None:
    """The lane is that of its deliveries; closed days are real days of the year, and no delivery came on one."""
    lanes: dict[str, set[str]] = defaultdict(set)
    for row in rows("deliveries"):
        lanes[row["supplier"]].add(row["lane"].partition("-")[0])
    for row in rows("suppliers"):
        assert {row["lane"]} == lanes[row["supplier"]], row
        closed = [day(text) for text in row["closed_on"].split(";")]
        assert closed == sorted(set(closed)), row
        assert {2026, 2027, 2028} <= {one.year for one in closed}, row
        assert row["order_days"], row


def test_goods_of_one_kind_are_like_each_other_in_category_and_attributes() -> None:
    """What has attributes has at least one companion, and there is a shortage that one of them can fill."""
    here = {row["sku"]: int(row["on_hand"]) for row in rows("stock") if row["store"] == "S01"}
    kinds: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows("products"):
        if row["attributes"]:
            assert all(re.fullmatch(r"[a-z]+=[^=;]+", pair) for pair in row["attributes"].split(";")), row
            kinds[row["category"], row["attributes"]].append(row["sku"])
    assert len(kinds) >= 40
    assert all(len(alike) >= 2 for alike in kinds.values())
    filled = [alike for alike in kinds.values() if len({here[sku] > 0 for sku in alike}) == 2]
    assert len(filled) >= 5
    assert {row["perishable"] for row in rows("products")} == {"", "yes"}


def test_of_one_overdue_delivery_the_supplier_has_to_be_asked() -> None:
    """Nobody waits for it, and it is later than anything that supplier ever brought: no record says when it comes."""
    lines = [row for row in rows("purchase-orders") if row["number"] == "PO-4099"]
    supplier = {row["supplier"] for row in lines}.pop()
    late = [
        (day(row["delivered_on"]) - day(row["promised_on"])).days
        for row in rows("deliveries")
        if row["supplier"] == supplier
    ]
    assert all((BASE_ON - day(row["expected_on"])).days > max(late) for row in lines)
    assert not {row["sku"] for row in lines} & {row["sku"] for row in rows("waiting")}
