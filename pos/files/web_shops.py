"""Product exports of web shops: Shopify’s product CSV and WooCommerce’s product export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pos.domain.incoming import Kind, SameRow
from pos.files.saying import NamedRow, Outcome, filled, first, record, slug, stocks, title_of


def shopify(kind: Kind, rows: Iterable[NamedRow], header: Sequence[str]) -> Iterator[Outcome]:
    """Rows below the first of a product repeat only the handle: a further variant, or just a further picture."""
    title: dict[str, Mapping[str, str]] = {}
    made: set[str] = set()
    for row, cells in rows:
        handle = first(cells, "Handle", "URL handle")
        top = title.setdefault(handle, cells) if not first(cells, "Title") else cells
        title[handle] = top
        options = filled(cells, "Option1 Value", "Option2 Value", "Option3 Value")
        if not options and not first(cells, "Title", "Variant SKU", "Variant Price"):
            yield SameRow(row)
            continue
        sku = first(cells, "Variant SKU") or _unique(slug([handle, *_unnamed(options)]), made)
        if kind == "stock":
            yield from stocks(row, sku, {None: first(cells, "Variant Inventory Qty")})
            continue
        yield record(
            row,
            {
                "sku": sku,
                "barcode": first(cells, "Variant Barcode"),
                "name": title_of(first(top, "Title"), options, "default title"),
                "price": first(cells, "Variant Price"),
                "cost": first(cells, "Cost per item"),
                "category": first(top, "Type", "Product Category"),
                "brand": first(top, "Vendor"),
                "backorder": "allow" if first(cells, "Variant Inventory Policy").lower() == "continue" else "",
            },
        )


def _unnamed(options: Sequence[str]) -> list[str]:
    return [] if [o.lower() for o in options] == ["default title"] else list(options)


def _unique(code: str, made: set[str]) -> str:
    """Options such as S/M and S-M make the same words; the second becomes …-2, in the order of the file."""
    number, free = 1, code
    while free in made:
        number, free = number + 1, f"{code}-{number + 1}"
    made.add(free)
    return free


def woocommerce(kind: Kind, rows: Iterable[NamedRow], header: Sequence[str]) -> Iterator[Outcome]:
    """A “variable” row is the heading of its variations, which name it by SKU or by “id:12”."""
    parents: dict[str, Mapping[str, str]] = {}
    gtin = next((name for name in header if name.startswith("GTIN")), "GTIN, UPC, EAN, or ISBN")
    for row, cells in rows:
        kinds = {part.strip() for part in first(cells, "Type").lower().split(",")}
        if kinds & {"variable", "grouped"}:
            parents.update({first(cells, "SKU"): cells, f"id:{first(cells, 'ID')}": cells})
            yield SameRow(row)
            continue
        top = parents.get(first(cells, "Parent"), {}) if "variation" in kinds else {}
        number = first(cells, "ID")
        sku = first(cells, "SKU", gtin) or (f"woo-{number}" if number else "")
        if kind == "stock":
            yield from stocks(row, sku, {None: first(cells, "Stock")})
            continue
        options = [] if first(cells, "Name") else filled(cells, "Attribute 1 value(s)", "Attribute 2 value(s)")
        yield record(
            row,
            {
                "sku": sku,
                "barcode": first(cells, gtin),
                "name": title_of(first(cells, "Name") or first(top, "Name"), options),
                "price": first(cells, "Regular price"),
                "cost": first(cells, "Cost of goods"),
                "category": first(cells, "Categories") or first(top, "Categories"),
                "brand": first(cells, "Brands") or first(top, "Brands"),
                "backorder": "allow" if first(cells, "Backorders allowed?").lower() in ("1", "notify", "yes") else "",
                "tax_rate": "0" if first(cells, "Tax status").lower() == "none" else "",
            },
        )
