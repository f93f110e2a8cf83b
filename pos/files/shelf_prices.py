"""Shelf-price XML, which chains publish by law: any element that holds an ItemCode is one product.

Read as a stream; definitions of entities and document types are refused, so that a file cannot make the reader open
other files or grow without end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pos.domain.errors import BadFile
from pos.files.forms import Said
from pos.files.saying import first, record
from pos.files.source import Source, told

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

FIRST_ROW = 2
"""As below the header of a spreadsheet."""
_SHORTEST_BARCODE = 8
_DEEPEST = 100


def shelf_prices(source: Source) -> Iterator[Said]:
    """Every product of the file. Raises BadFile when it is no well-formed XML or defines entities."""
    with told(source.path):
        for row, cells in enumerate(_products(source), start=FIRST_ROW):
            yield _said(row, cells)


def _said(row: int, cells: Mapping[str, str]) -> Said:
    code = first(cells, "itemcode")
    is_barcode = code.isascii() and code.isdigit() and len(code) >= _SHORTEST_BARCODE
    weighed = first(cells, "blsweighted", "bisweighted")
    return record(
        row,
        {
            "sku": code,
            "barcode": code if is_barcode else "",
            "name": first(cells, "itemname", "itemnm"),
            "price": first(cells, "itemprice"),
            "brand": first(cells, "manufacturername", "manufacturename"),
            "unit": {"1": "g", "0": "pc"}.get(weighed),
        },
    )


def _products(source: Source) -> Iterator[dict[str, str]]:
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    name = source.path.name
    try:
        with source.bytes() as stream:
            yield from _walk(iterparse(stream, events=("start", "end"), forbid_dtd=True), name)
    except DefusedXmlException:
        raise BadFile(
            f"The file “{name}” defines entities or a document type, as price lists never do and attacks often. "
            "Nothing was changed. Ask the sender for a plain file."
        ) from None
    except (ParseError, ValueError, LookupError) as failure:
        raise BadFile(
            f"The file “{name}” is no well-formed XML ({failure}). Nothing was changed. Fetch it again."
        ) from failure


def _walk(events: Iterator[tuple[str, Element]], name: str) -> Iterator[dict[str, str]]:
    parents: list[Element] = []
    for event, element in events:
        if event == "start":
            parents.append(element)
            if len(parents) > _DEEPEST:
                raise BadFile(f"The file “{name}” is nested deeper than any price list. Nothing was changed.")
            continue
        parents.pop()
        cells = {child.tag.lower(): child.text or "" for child in element}
        is_product = "itemcode" in cells
        if is_product:
            yield cells
        # What was read is let go of, so that a file of any length needs little memory. Small leaves are kept until
        # their product ends.
        if parents and (is_product or len(element)):
            parents[-1].remove(element)
