"""Product exports of web shops: Shopify’s product CSV and WooCommerce’s product export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from pos.domain.incoming import Kind, SameRow
from pos.files.dates import NotADay, read_day
from pos.files.saying import NamedRow, Outcome, Remark, filled, first, record, rows_have, slug, stocks, title_of


def shopify(kind: Kind, rows: Iterable[NamedRow], header: Sequence[str], today: date) -> Iterator[Outcome]:
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
                "backorder": _shopify_shortage(top, cells),
                "tax_rate": "0" if first(cells, "Variant Taxable").lower() in ("false", "no") else "",
            },
        )


def _shopify_shortage(top: Mapping[str, str], cells: Mapping[str, str]) -> str:
    if first(top, "Status").lower() == "archived":
        return "stop"
    return "allow" if first(cells, "Variant Inventory Policy").lower() == "continue" else ""


def _unnamed(options: Sequence[str]) -> list[str]:
    return [] if [o.lower() for o in options] == ["default title"] else list(options)


def _unique(code: str, made: set[str]) -> str:
    """Options such as S/M and S-M make the same words; the second becomes …-2, in the order of the file."""
    number, free = 1, code
    while free in made:
        number, free = number + 1, f"{code}-{number + 1}"
    made.add(free)
    return free


def woocommerce(kind: Kind, rows: Iterable[NamedRow], header: Sequence[str], today: date) -> Iterator[Outcome]:
    """A “variable” row is the heading of its variations, which name it by SKU or by “id:12”."""
    parents: dict[str, Mapping[str, str]] = {}
    classes: Counter[str] = Counter()
    on_sale = 0
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
        sale = _sale_price(cells, today)
        on_sale += bool(sale)
        rate, unknown = _woo_tax(cells, top)
        classes.update(filter(None, [unknown]))
        options = [] if first(cells, "Name") else filled(cells, "Attribute 1 value(s)", "Attribute 2 value(s)")
        yield record(
            row,
            {
                "sku": sku,
                "barcode": first(cells, gtin),
                "name": title_of(first(cells, "Name") or first(top, "Name"), options),
                "price": sale or first(cells, "Regular price"),
                "cost": first(cells, "Cost of goods"),
                "category": first(cells, "Categories") or first(top, "Categories"),
                "brand": first(cells, "Brands") or first(top, "Brands"),
                "backorder": _woo_shortage(cells),
                "tax_rate": rate,
            },
        )
    yield from _woo_remarks(on_sale, classes)


def _woo_remarks(on_sale: int, classes: Mapping[str, int]) -> Iterator[Remark]:
    if on_sale:
        yield Remark(
            f"{rows_have(on_sale)} a sale price that holds today; it was taken as the price. Bring the file in again "
            "when the sale ends."
        )
    for name, count in classes.items():
        yield Remark(
            f"{rows_have(count)} the tax class “{name}”, whose rate the file does not say: new products take the "
            "shop's standard rate. Set it in the catalogue, or add a column with the rate and name it with --map."
        )


def _sale_price(cells: Mapping[str, str], today: date) -> str:
    """The sale price if it holds today, else nothing; a sale whose days cannot be read does not hold."""
    starts, ends = first(cells, "Date sale price starts"), first(cells, "Date sale price ends")
    try:
        holds = (not starts or read_day(starts, None) <= today) and (not ends or today <= read_day(ends, None))
    except NotADay:
        return ""
    return first(cells, "Sale price") if holds else ""


def _woo_tax(cells: Mapping[str, str], top: Mapping[str, str]) -> tuple[str, str]:
    """(rate, tax class whose rate the file does not tell), either of them empty."""
    # “shipping” taxes the sending of the goods, not the goods.
    if (first(cells, "Tax status") or first(top, "Tax status")).lower() in ("none", "shipping"):
        return "0", ""
    name = first(cells, "Tax class").lower()
    name = first(top, "Tax class").lower() if name in ("", "parent") else name
    if name.replace(" ", "-") == "zero-rate":
        return "0", ""
    return "", "" if name in ("", "standard", "parent") else name


def _woo_shortage(cells: Mapping[str, str]) -> str:
    """What may not be ordered ahead can be waited for, unless it left the catalogue too."""
    allowed = first(cells, "Backorders allowed?").lower()
    if allowed in ("0", "no"):
        return "stop" if first(cells, "Published") in ("0", "-1") else "waitlist"
    return "allow" if allowed in ("1", "notify", "yes") else ""
