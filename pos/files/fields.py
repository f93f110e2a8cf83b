"""The columns of our own files, what each holds, and the other names people give them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from pos.domain.incoming import Kind

MONEY = frozenset({"price", "cost", "minimum"})
WHOLE = frozenset(
    {"on_hand", "safety_stock", "quantity", "received", "damaged", "lead_time_days", "pack", "deposit_percent"}
)
PERCENT = frozenset({"tax_rate"})
DAYS = frozenset({"ordered_on", "expected_on", "promised_on", "delivered_on", "release_on", "season_ends_on"})
INSTANTS = frozenset({"at", "as_of"})

COLUMNS: Mapping[Kind, tuple[str, ...]] = {
    "products": tuple(
        "sku barcode name price tax_rate category supplier unit cost backorder deposit_percent pack release_on "
        "substitutes brand attributes season_ends_on perishable".split()
    ),
    "stock": ("sku", "store", "on_hand", "safety_stock", "as_of"),
    "suppliers": tuple(
        "supplier name lead_time_days country order_days minimum email phone lane closed_on active".split()
    ),
    "purchase-orders": tuple(
        "number supplier sku quantity ordered_on expected_on confirmed received to_store shipment".split()
    ),
    "deliveries": tuple("supplier ordered_on promised_on delivered_on sku quantity received lane shipment".split()),
    "customers": ("name", "phone", "email", "address", "class", "consent", "language"),
    "sales": ("at", "store", "receipt", "sku", "quantity", "price", "customer"),
    "receive": ("sku", "quantity", "purchase_order", "damaged", "reason"),
}
"""Column names of our own dialect; the order is that of an export."""

NEEDED: Mapping[Kind, tuple[frozenset[str], ...]] = {
    "products": (frozenset({"sku", "barcode"}), frozenset({"name"})),
    "stock": (frozenset({"sku"}), frozenset({"on_hand"})),
    "suppliers": (frozenset({"supplier", "name"}),),
    "purchase-orders": tuple(frozenset({name}) for name in ("number", "supplier", "sku", "quantity", "ordered_on")),
    "deliveries": (frozenset({"supplier"}), frozenset({"promised_on", "delivered_on"})),
    "customers": (frozenset({"name"}),),
    "sales": tuple(frozenset({name}) for name in ("at", "store", "receipt", "sku", "quantity")),
    "receive": (frozenset({"sku"}), frozenset({"quantity"})),
}
"""One of each group must be among a file's columns."""

# What other systems and people call our columns, in English, German, French, Spanish and Croatian, plain().
_CODE = (
    "sku itemnumber articlenumber productcode itemcode code artikelnummer artikelnr artnr reference referencia "
    "codigo codearticle sifra sifraartikla"
)
_BARCODE = "barcode barcodes ean ean13 upc gtin strichcode codebarre codebarres codigodebarras codigobarras barkod"
_STORE = "store location outlet shop filiale standort magasin tienda poslovnica"
_SUPPLIER = "supplier vendor suppliername vendorname lieferant fournisseur proveedor dobavljac"
_QUANTITY = "quantity qty units menge anzahl quantite cantidad kolicina"
_ORDERED = "orderedon ordered orderdate ordereddate bestelldatum datecommande datedecommande fechapedido datumnarudzbe"
_PROMISED = (
    "promisedon promised promisedate expectedon expected expecteddate expecteddelivery duedate eta "
    "liefertermin scheduleddeliverydate fechaprevista rokisporuke"
)
_SYNONYMS: Mapping[str, str] = {
    "sku": _CODE,
    "barcode": _BARCODE,
    "name": "name productname itemname product item title description bezeichnung artikel artikelbezeichnung "
    "produktname nom designation libelle nombre descripcion producto naziv nazivartikla opis",
    "price": "price retailprice sellingprice unitprice sellprice preis verkaufspreis vk vkpreis prix prixdevente "
    "precio pvp precioventa cijena mpc",
    "tax_rate": "taxrate tax vat vatrate taxpercent mwst mwstsatz ust steuersatz tva tauxtva iva pdv",
    "category": "category department productcategory group kategorie warengruppe categorie rayon categoria familia "
    "kategorija",
    "supplier": _SUPPLIER,
    "unit": "unit unitofmeasure uom einheit unite unidad jedinica",
    "cost": "cost costprice purchaseprice supplyprice einkaufspreis ekpreis ek prixachat prixdachat coste "
    "preciocompra nabavnacijena",
    "backorder": "backorder backorders",
    "deposit_percent": "depositpercent anzahlung",
    "pack": "pack packsize caseqty casesize verpackungseinheit ve colisage",
    "release_on": "releaseon releasedate erscheinungsdatum datedesortie",
    "substitutes": "substitutes substitute alternatives",
    "brand": "brand brandname manufacturer marke hersteller marque marca brend",
    "attributes": "attributes eigenschaften attributs atributos",
    "season_ends_on": "seasonendson seasonend endofseason saisonende findesaison",
    "perishable": "perishable isperishable verderblich perissable perecedero",
    "store": _STORE,
    "on_hand": "onhand stock instock qtyonhand quantityonhand currentstock bestand lagerbestand existencias "
    f"stockactuel zaliha {_QUANTITY}",
    "safety_stock": "safetystock minimumstock mindestbestand stockdesecurite",
    "as_of": "asof countedat updatedat date stand",
    "lead_time_days": "leadtimedays leadtime lieferzeit delai plazo",
    "country": "country land pays pais drzava",
    "order_days": "orderdays orderday bestelltage",
    "minimum": "minimum minimumorder mindestbestellwert minimumdecommande",
    "email": "email mail emailaddress correo",
    "phone": "phone telephone phonenumber mobile telefon tel telefono mobitel",
    "closed_on": "closedon closeddays holidays geschlossen betriebsferien",
    "active": "active isactive aktiv actif activo",
    "number": "number ponumber purchaseorder ordernumber po bestellnummer numerocommande numeropedido",
    "quantity": _QUANTITY,
    "ordered_on": _ORDERED,
    "expected_on": _PROMISED,
    "promised_on": _PROMISED,
    "delivered_on": "deliveredon delivered deliverydate delivereddate receivedon receiveddate lieferdatum "
    "datelivraison datedelivraison fechaentrega datumisporuke",
    "confirmed": "confirmed isconfirmed bestaetigt confirme confirmado",
    "received": "received receivedquantity qtyreceived geliefert recu recibido",
    "to_store": f"tostore shipto deliverto {_STORE}",
    "shipment": "shipment shipmentnumber asn sendung expedition envio",
    "lane": "lane route shipmentmode",
    "address": "address adresse anschrift direccion adresa",
    "class": "class customerclass customergroup group kundengruppe",
    "consent": "consent acceptsmarketing marketingconsent einwilligung",
    "language": "language sprache langue idioma jezik",
    "at": "at datetime timestamp date time soldat datum zeitpunkt fecha",
    "receipt": "receipt receiptnumber invoice transaction transactionid bon belegnummer ticket racun",
    "customer": "customer customername kunde client cliente kupac",
    "purchase_order": "purchaseorder po ponumber bestellnummer",
    "damaged": "damaged broken beschaedigt endommage danado",
    "reason": "reason why grund motif motivo razlog",
}


def plain(name: str) -> str:
    """A column's name without case, accents, spaces and signs: “Prix d'achat (€)” is "prixdachat"."""
    without = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[\W_]", "", without.replace("đ", "d").replace("ł", "l"))


def guess_columns(kind: Kind, header: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Our fields found in a header: field -> positions of its columns (barcodes may have several, others one).

    Our own name goes first, then the synonyms in their order; a column serves one field only.
    """
    plains = [plain(name) for name in header]
    found: dict[str, tuple[int, ...]] = {}
    taken: set[int] = set()
    exact = {field: [i for i, name in enumerate(header) if name.strip().lower() == field] for field in COLUMNS[kind]}
    for field in sorted(COLUMNS[kind], key=lambda field: not exact[field]):
        places = exact[field] or [
            i for synonym in _synonyms(field, kind) for i, name in enumerate(plains) if name == synonym
        ]
        free = [place for place in places if place not in taken]
        if free:
            found[field] = tuple(dict.fromkeys(free)) if field == "barcode" else (free[0],)
            taken.update(found[field])
    return found


def missing(kind: Kind, fields: Sequence[str] | frozenset[str] | Mapping[str, object]) -> list[str]:
    """The needed columns that are not there, each as a person would say it: “sku or barcode”."""
    return [" or ".join(sorted(group, reverse=True)) for group in NEEDED[kind] if not group & set(fields)]


def _synonyms(field: str, kind: Kind) -> list[str]:
    words = _SYNONYMS.get(field, "").split()
    if field == "sku" and kind != "products":
        words += _BARCODE.split()  # any code will do to find a product
    if field == "sku" and kind in ("stock", "receive", "sales"):
        words += ["item", "product", "artikel"]
    if field == "name" and kind == "customers":
        words += ["customer", "customername", "fullname", "kunde", "client", "cliente", "kupac"]
    if field == "name" and kind == "suppliers":
        words += ["suppliername", "vendorname"]
    return words
