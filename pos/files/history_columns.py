"""Which columns of any file of deliveries hold what a replay needs, found by their names and by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pos.files.dates import DayOrMonth, NotADay, read_day
from pos.files.day_numbers import form_of_all
from pos.files.fields import plain

FIELDS = ("supplier", "ordered_on", "promised_on", "delivered_on", "recorded_on", "shipped_on", "lane", "shipment")
"""What may be given to --map."""
DATES = ("ordered_on", "promised_on", "delivered_on", "recorded_on", "shipped_on")

# Whole names, plain(), the surest first; English, German, French, Spanish, Portuguese, Italian, Dutch, Croatian.
_NAMES: Mapping[str, str] = {
    "supplier": "supplier suppliername vendor vendorname seller sellername lieferant lieferantenname "
    "fournisseur proveedor fornecedor vendedor fornitore leverancier dobavljac supplierid vendorid sellerid supplierno",
    "ordered_on": "orderedon orderdate ordereddate ordertimestamp orderpurchasetimestamp purchasedate "
    "posenttovendordate podate posenton pocreated pocreatedon pocreateddate orderplaced orderplacedon "
    "bestelldatum bestelltam datecommande "
    "datedecommande fechapedido datapedido datacompra dataordine besteldatum datumnarudzbe ordered",
    "promised_on": "promisedon promisedate promiseddate promised orderestimateddeliverydate estimateddeliverydate "
    "scheduleddeliverydate expecteddeliverydate plannedarrival confirmeddate duedate due expectedon eta liefertermin "
    "zugesagt datepromise datelivraisonprevue fechaprevista fechaprometida dataprevista dataprevistaentrega "
    "dataconsegnaprevista verwachteleverdatum rokisporuke scheduleddate commitdate commiteddate committeddate "
    "commitmentdate needby needbydate requireddate requireddeliverydate requiredby requesteddeliverydate requesteddate "
    "requestdate wunschtermin",
    "delivered_on": "deliveredon delivereddate actualdeliverydate actualdelivery deliveredtoclientdate "
    "orderdeliveredcustomerdate receivedon receiveddate receiptdate goodsreceiptdate arrivedon actualarrival "
    "deliverydate ata actualdate actualarrivaldate actualreceiptdate actual geliefertam wareneingang "
    "lieferdatum datelivraison datedelivraison livrele fechaentrega dataentrega "
    "dataconsegna leverdatum datumisporuke delivered received",
    "recorded_on": "recordedon deliveryrecordeddate recordeddate bookedon postingdate buchungsdatum erfasstam",
    "shipped_on": "shippedon shipdate shippeddate dispatchdate dispatchedon orderdeliveredcarrierdate versanddatum",
    "lane": "lane fulfillvia route channel shipmentmode shippingmode transportmode",
    "shipment": "shipment shipmentid shipmentnumber shipmentno asndn asn asnnumber deliverynote deliverynumber "
    "lieferschein lieferscheinnummer bonlivraison bordereau albaran ponumber purchaseorder purchaseorderid orderid "
    "ordernumber orderno",
}
_DATE_NAMES = {name for field in DATES for name in _NAMES[field].split()} - {
    "ordered",
    "delivered",
    "received",
    "actual",
}
"""Names that are a day's whatever stands below them; a count of goods may be called “received”."""
_DATE_WORDS = re.compile("date|datum|fecha|data|time|stamp|termin|arrival|eta$|on$|am$|le$")
_PROMISED = (
    "promis estimat expect schedul planned commit duedate zugesagt vorauss termin prevu previst prometid verwacht"
)
_DELIVERED = (
    "deliver receiv receipt arriv liefer eingang livr entreg recu recib consegn ricev lever ontvang isporu primlj"
)
_WISHED = "request needby needed requir wunsch souhait desead deseja"
_ORDERED = "order purchas bestell command pedido compra ordin narudz senttovendor placed"
_SUPPLIER = "supplier vendor seller lieferant fournisseur proveedor fornecedor fornitore leverancier dobavlj dostawc"
_OTHER = "record carrier ship dispatch approv invoice payment limit created updated request"


@dataclass(frozen=True, slots=True)
class HistoryColumns:
    """Places of the fields in a header."""

    places: Mapping[str, int]

    @property
    def is_enough(self) -> bool:
        """Whether lateness can be read off: delivered, and promised or ordered."""
        return "delivered_on" in self.places and bool({"promised_on", "ordered_on"} & set(self.places))


def find_columns(
    header: Sequence[str], sample: Sequence[Sequence[str]], mapping: Mapping[str, str]
) -> HistoryColumns | None:
    """The columns of a header; `sample` are rows below it. None where a column that was named is not there."""
    places: dict[str, int] = {}
    plains = [plain(name) for name in header]
    for field, column in mapping.items():
        exact = [place for place, name in enumerate(header) if name.strip() == column.strip()]
        exact = exact or [place for place, name in enumerate(plains) if name == plain(column)]
        if not exact:
            return None
        places[field] = exact[0]
    dates = {place for place in range(len(header)) if _holds_days(place, sample)}
    dates |= {place for place in range(len(header)) if _counts_days(place, plains[place], places, sample)}
    for field, names in _NAMES.items():
        for name in names.split():
            found = [place for place, word in enumerate(plains) if word == name and place not in places.values()]
            if field in DATES:
                found = [place for place in found if place in dates]
            if found:
                places.setdefault(field, found[0])
    for place, word in enumerate(plains):
        field_ = _by_parts(word, place in dates)
        if field_ and field_ not in places and place not in places.values():
            places[field_] = place
    if "promised_on" not in places:
        # “Delivery date” beside “actual delivery date”: the bare one is what was planned.
        for place in sorted(dates - set(places.values())):
            if _by_parts(plains[place], True) == "delivered_on":
                places.setdefault("promised_on", place)
    return HistoryColumns(places)


def not_taken(header: Sequence[str], sample: Sequence[Sequence[str]], columns: HistoryColumns) -> tuple[str, ...]:
    """Columns of days that may be promised or wished for, and that were not taken for it."""
    taken = set(columns.places.values())
    return tuple(
        name
        for place, name in enumerate(header)
        if place not in taken
        and any(part in plain(name) for part in (*_PROMISED.split(), *_WISHED.split()))
        and _holds_days(place, sample)
    )


def wished_for(name: str) -> bool:
    """Whether a column is named like a day that somebody asked for, rather than one that the supplier gave."""
    return any(part in plain(name) for part in _WISHED.split())


def empty_deliveries(header: Sequence[str], sample: Sequence[Sequence[str]]) -> str:
    """The column that is named like the day of delivery and has nothing below it in any row; "" for none."""
    for place, name in enumerate(header):
        empty = not any(place < len(row) and row[place].strip() for row in sample)
        if empty and (plain(name) in _NAMES["delivered_on"].split() or _by_parts(plain(name), True) == "delivered_on"):
            return name
    return ""


def _by_parts(name: str, is_date: bool) -> str:
    """What a column may be, by parts of its name; "" where they say nothing."""

    def has(parts: str) -> bool:
        return any(part in name for part in parts.split())

    if not is_date:
        return (
            "supplier" if has(_SUPPLIER) and not has("date inco term mail phone country city address zip state") else ""
        )
    if has(_PROMISED):
        return "promised_on"
    if has(_OTHER):
        return ""
    if has(_DELIVERED):
        return "delivered_on"
    return "ordered_on" if has(_ORDERED) else ""


def _holds_days(place: int, sample: Sequence[Sequence[str]]) -> bool:
    """Whether some of a column's cells are days; in a column of words a single slip is not enough."""
    texts = [row[place].strip() for row in sample if place < len(row) and row[place].strip()]
    days = sum(is_day(text) for text in texts)
    return days * 10 >= len(texts) > 0 and days > 0


def _counts_days(place: int, name: str, places: Mapping[str, int], sample: Sequence[Sequence[str]]) -> bool:
    """Whether a column holds days as bare numbers; what else such numbers could be, its name has to rule out."""
    named = name in _DATE_NAMES or bool(_by_parts(name, True) and _DATE_WORDS.search(name))
    given = place in {places[field] for field in DATES if field in places}
    if not (named or given):
        return False
    return form_of_all(row[place] for row in sample if place < len(row) and row[place].strip()) is not None


def is_day(text: str) -> bool:
    """Whether a text is a day in any form. Bare numbers such as 20240301 are, if they are days of this age."""
    try:
        day = read_day(text, None)
    except DayOrMonth:
        return True
    except NotADay:
        return False
    return not re.fullmatch(r"\d{8}", text) or 1990 <= day.year <= 2100
