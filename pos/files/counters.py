"""Product exports of other counters: Square’s item library, Loyverse’s item list, Lightspeed’s X- and R-Series."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from pos.domain.incoming import Kind, SameRow
from pos.files.saying import (
    PERCENT,
    NamedRow,
    Outcome,
    Remark,
    filled,
    first,
    places,
    record,
    slug,
    stocks,
    tax,
    title_of,
)


def square(kind: Kind, rows: Iterable[NamedRow], header: Sequence[str], today: date) -> Iterator[Outcome]:
    """One row a variation; “New Quantity” is what the shop typed in to replace “Current Quantity”."""
    now, then = places(header, r"Current Quantity (.+)"), places(header, r"New Quantity (.+)")
    prices = list(places(header, r"Price (.+)").values())
    for row, cells in rows:
        sku = first(cells, "SKU", "GTIN", "Token", "Reference Handle")
        if kind == "stock":
            yield from stocks(
                row, sku, {place: first(cells, then.get(place, ""), column) for place, column in now.items()}
            )
            continue
        price = first(cells, "Price", *prices)
        yield record(
            row,
            {
                "sku": sku,
                "barcode": first(cells, "GTIN"),
                "name": title_of(first(cells, "Item Name"), filled(cells, "Variation Name"), "regular"),
                "price": "" if price.lower() == "variable" else price,
                "cost": first(cells, "Default Unit Cost"),
                "category": first(cells, "Reporting Category", "Category", "Categories"),
                "supplier": first(cells, "Default Vendor Name"),
                "backorder": "stop" if first(cells, "Archived").upper() in ("Y", "YES", "TRUE") else "",
                "tax_rate": tax(cells, header),
            },
        )


def loyverse(kind: Kind, rows: Iterable[NamedRow], header: Sequence[str], today: date) -> Iterator[Outcome]:
    """Variants below the first leave name and category empty; parts of a composite repeat the handle alone."""
    counted, shops = places(header, r"In stock \[(.+)\]"), places(header, r"Price \[(.+)\]")
    own, others = (list(shops.values()), []) if len(shops) == 1 else ([], list(shops.values()))
    columns: dict[str | None, str] = dict(counted.items()) if counted else {None: "In stock"}
    tops: dict[str, Mapping[str, str]] = {}
    for row, cells in rows:
        handle = first(cells, "Handle")
        top = cells if first(cells, "Name") or not handle else tops.get(handle, cells)
        tops[handle] = top
        options = filled(cells, "Option 1 value", "Option 2 value", "Option 3 value")
        if top is not cells and not options and not first(cells, "SKU", "Barcode"):
            yield SameRow(row)
            continue
        sku = first(cells, "SKU", "Barcode") or slug([handle, *options])
        measured = first(top, "Sold by weight").upper() == "Y"
        if kind == "stock":
            yield from stocks(row, sku, {p: cells.get(c, "") for p, c in columns.items()}, measured)
            continue
        price = first(cells, *own, "Default price", "Price", *others)
        yield record(
            row,
            {
                "sku": sku,
                "barcode": first(cells, "Barcode"),
                "name": title_of(first(top, "Name"), options),
                "price": "" if price.lower() == "variable" else price,
                "cost": first(cells, "Cost"),
                "category": first(top, "Category"),
                "unit": "g" if measured else "",
                "tax_rate": tax(cells, header) or tax(top, header),
            },
        )
    if others and kind == "products":
        yield Remark(
            f"The file has prices of {len(others)} shops ({', '.join(shops)}); the default price was taken. "
            "To take a shop's own, leave only its price column in the file."
        )


def lightspeed(kind: Kind, rows: Iterable[NamedRow], header: Sequence[str], today: date) -> Iterator[Outcome]:
    """X-Series (handle, sku, supply_price …) or R-Series (System ID, Custom SKU, Item …), told apart by the header."""
    yield from (_r_series if "System ID" in header else _x_series)(kind, rows, header)


def _x_series(kind: Kind, rows: Iterable[NamedRow], header: Sequence[str]) -> Iterator[Outcome]:
    columns: Mapping[str | None, str] = {
        place.replace("_", " "): column for place, column in places(header, r"inventory_(.+)").items()
    }
    names: dict[str, str] = {}
    seen: set[str] = set()
    for row, cells in rows:
        handle, sku = first(cells, "handle"), first(cells, "sku", "id")
        name = names.setdefault(handle, first(cells, "name", "product_name")) if handle else ""
        name = first(cells, "name", "product_name") or name
        if first(cells, "composite_sku", "composite_name") and (not sku or sku in seen):
            yield SameRow(row)  # a further part of the composite product above
            continue
        seen.add(sku)
        if kind == "stock":
            yield from stocks(row, sku, {place: cells.get(column, "") for place, column in columns.items()})
            continue
        options = filled(cells, *(f"variant_option_{number}_value" for number in ("one", "two", "three")))
        tax_name = first(cells, "tax_name")
        rate = PERCENT.search(tax_name)
        yield record(
            row,
            {
                "sku": sku,
                "barcode": first(cells, "barcode"),
                "name": title_of(name, options),
                "price": first(cells, "retail_price"),
                "cost": first(cells, "supply_price"),
                "category": first(cells, "product_category", "type"),
                "supplier": first(cells, "supplier_name"),
                "brand": first(cells, "brand_name"),
                "tax_rate": rate[1] if rate else "0" if tax_name.lower() == "no tax" else "",
            },
        )


def _r_series(kind: Kind, rows: Iterable[NamedRow], header: Sequence[str]) -> Iterator[Outcome]:
    columns: dict[str | None, str] = dict(places(header, r"(.+) - Quantity on Hand").items())
    columns = columns or {None: next((name for name in ("Qty.", "Quantity on Hand", "Qty") if name in header), "Qty.")}
    for row, cells in rows:
        sku = first(cells, "Custom SKU", "System ID", "UPC", "EAN")
        if kind == "stock":
            yield from stocks(row, sku, {place: cells.get(column, "") for place, column in columns.items()})
            continue
        # Lightspeed prints the System ID as the barcode of its own labels.
        codes = filled(cells, "UPC", "EAN", "System ID")
        yield record(
            row,
            {
                "sku": sku,
                "barcode": ";".join(code for code in codes if code != sku),
                "name": first(cells, "Item", "Description"),
                "price": first(cells, "Price", "Default Price"),
                "cost": first(cells, "Default Cost", "Default cost"),
                "category": first(cells, "Category"),
                "supplier": first(cells, "Vendor"),
                "brand": first(cells, "Brand"),
                "tax_rate": "0" if first(cells, "Tax").lower() in ("no", "n", "false") else "",
            },
        )
