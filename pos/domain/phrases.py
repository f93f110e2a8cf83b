"""The words on paper, in the customer's language, and dates that nobody can misread.

A date is written with its weekday, a two-digit day, the month's name and the year ("Wed 09 Dec 2026"), never as bare
figures. Languages: English, German, French, Spanish; any other falls back to English.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from pos.domain.promising import Promise

_PHRASES: dict[str, tuple[str, str, str, str]] = {
    # key: (en, de, fr, es)
    "receipt": ("Receipt", "Beleg", "Ticket", "Recibo"),
    "cashier": ("Served by", "Bedient von", "Servi par", "Atendido por"),
    "tax_id": ("VAT no.", "USt-IdNr.", "N° TVA", "NIF"),
    "taken_now": ("Taken today", "Heute mitgenommen", "Emporté aujourd'hui", "Entregado hoy"),
    "to_follow": ("Ordered for you", "Für Sie bestellt", "Commandé pour vous", "Encargado para usted"),
    "total": ("Total", "Summe", "Total", "Total"),
    "tax_at": (
        "Tax {rate}% in {total}",
        "USt {rate}% in {total}",
        "TVA {rate}% dans {total}",
        "IVA {rate}% en {total}",
    ),
    "tax_on": ("Tax {rate}% on {net}", "USt {rate}% auf {net}", "TVA {rate}% sur {net}", "IVA {rate}% sobre {net}"),
    "tax_at_today": (
        "Tax {rate}% in today's {total}",
        "USt {rate}% in heutigen {total}",
        "TVA {rate}% dans {total} du jour",
        "IVA {rate}% en {total} de hoy",
    ),
    "tax_on_today": (
        "Tax {rate}% on today's {net}",
        "USt {rate}% auf heutige {net}",
        "TVA {rate}% sur {net} du jour",
        "IVA {rate}% sobre {net} de hoy",
    ),
    "deposit": ("Deposit paid", "Anzahlung", "Acompte versé", "Señal pagada"),
    "deposit_tax": (
        "Tax {rate}% in the deposit",
        "USt {rate}% in der Anzahlung",
        "TVA {rate}% dans l'acompte",
        "IVA {rate}% en la señal",
    ),
    "deposit_applied": ("Deposit paid before", "Anzahlung bisher", "Acompte déjà versé", "Señal ya pagada"),
    "deposit_tax_before": (
        "incl. tax {rate}% already stated",
        "darin USt {rate}% schon ausgewiesen",
        "dont TVA {rate}% déjà indiquée",
        "incl. IVA {rate}% ya indicado",
    ),
    "tax_before": (
        "Tax {rate}% already stated",
        "USt {rate}% schon ausgewiesen",
        "TVA {rate}% déjà indiquée",
        "IVA {rate}% ya indicado",
    ),
    "paid_goods": ("Goods taken today", "Ware heute", "Articles emportés", "Artículos de hoy"),
    "due_now": ("To pay", "Zu zahlen", "À payer", "A pagar"),
    "balance": ("Due on collection", "Bei Abholung zu zahlen", "À payer au retrait", "A pagar al recoger"),
    "paid_in_full": ("Paid in full", "Vollständig bezahlt", "Payé en totalité", "Pagado por completo"),
    "rounding": ("Cash rounding", "Rundung bar", "Arrondi espèces", "Redondeo efectivo"),
    "change": ("Change", "Rückgeld", "Monnaie rendue", "Cambio"),
    "cash": ("Cash", "Bar", "Espèces", "Efectivo"),
    "card": ("Card", "Karte", "Carte", "Tarjeta"),
    "voucher": ("Voucher", "Gutschein", "Bon d'achat", "Vale"),
    "account": ("On account", "Auf Rechnung", "Sur compte", "A cuenta"),
    "authorisation": (
        "Card authorised, not charged",
        "Karte autorisiert, nicht belastet",
        "Carte autorisée, non débitée",
        "Tarjeta autorizada, sin cargo",
    ),
    "ready_on": (
        "Ready to collect by {date}",
        "Abholbereit bis {date}",
        "Prêt à retirer le {date}",
        "Listo para recoger el {date}",
    ),
    "ready_between": (
        "Expected between {a} and {b}",
        "Erwartet zwischen {a} und {b}",
        "Attendu entre le {a} et le {b}",
        "Previsto entre el {a} y el {b}",
    ),
    "no_date": (
        "No confirmed date yet",
        "Noch kein bestätigter Termin",
        "Pas encore de date confirmée",
        "Sin fecha confirmada",
    ),
    "expected": (
        "Expected ship date",
        "Voraussichtlich lieferbar",
        "Date d'expédition prévue",
        "Fecha de envío prevista",
    ),
    "confirmed": (
        "confirmed by the supplier",
        "vom Lieferanten bestätigt",
        "confirmé par le fournisseur",
        "confirmado por el proveedor",
    ),
    "estimated": ("estimated", "geschätzt", "estimé", "estimado"),
    "order": ("Order", "Bestellung", "Commande", "Pedido"),
    "ticket": ("Backorder ticket", "Bestellschein", "Bon de commande", "Resguardo de pedido"),
    "customer_copy": ("Customer copy", "Beleg für den Kunden", "Exemplaire client", "Copia cliente"),
    "store_copy": ("Store copy", "Beleg für den Laden", "Exemplaire magasin", "Copia tienda"),
    "customer": ("Customer", "Kunde", "Client", "Cliente"),
    "contact": ("We tell you at", "Wir melden uns unter", "Nous vous prévenons au", "Le avisamos en"),
    "contact_store": ("Contact", "Kontakt", "Contact", "Contacto"),
    "consent": (
        "May be told about the order",
        "Darf benachrichtigt werden",
        "Accepte d'être prévenu",
        "Acepta ser avisado",
    ),
    "yes": ("yes", "ja", "oui", "sí"),
    "no": ("no", "nein", "non", "no"),
    "signature": ("Signature", "Unterschrift", "Signature", "Firma"),
    "collect_at": ("Collect at", "Abholung bei", "Retrait chez", "Recogida en"),
    "pay_how": (
        "The balance is paid when you collect.",
        "Der Rest wird bei Abholung bezahlt.",
        "Le solde se paie au retrait.",
        "El resto se paga al recoger.",
    ),
    "keep": (
        "We keep the goods for {days} days once they are ready.",
        "Wir bewahren die Ware {days} Tage für Sie auf.",
        "Nous gardons les articles {days} jours.",
        "Guardamos los artículos {days} días.",
    ),
    "cancel": (
        "Full refund if we cancel, or if the date moves and you do not want to wait.",
        "Volle Erstattung, wenn wir stornieren oder der Termin sich verschiebt und Sie nicht warten möchten.",
        "Remboursement intégral si nous annulons ou si la date change et que vous ne souhaitez pas attendre.",
        "Reembolso íntegro si cancelamos o si la fecha cambia y no desea esperar.",
    ),
    "place": ("Place in the queue", "Platz in der Reihe", "Rang dans la file", "Puesto en la cola"),
    "thanks": ("Thank you", "Vielen Dank", "Merci", "Gracias"),
}
_LANGUAGES = ("en", "de", "fr", "es")


@lru_cache(maxsize=1024)
def _words(key: str, language: str) -> str:
    base = language.split("-")[0].lower()
    return _PHRASES[key][_LANGUAGES.index(base) if base in _LANGUAGES else 0]


def phrase(key: str, language: str, **values: object) -> str:
    """The words for `key` in a language, with `values` filled in. Raises KeyError for a key nobody wrote."""
    text = _words(key, language)
    return text.format(**values) if values else text


@lru_cache(maxsize=4096)
def clear_date(day: date, language: str) -> str:
    """A date that reads the same to everybody: "Wed 09 Dec 2026" in the language's own names."""
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date

    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return format_date(day, "EEE dd MMM yyyy", locale=locale)


def promise_words(promise: Promise | None, language: str) -> str:
    """What the customer is told, and what the receipt prints."""
    if promise is None:
        return phrase("no_date", language)
    if promise.likely_on == promise.latest_on:
        return phrase("ready_on", language, date=clear_date(promise.latest_on, language))
    return phrase(
        "ready_between",
        language,
        a=clear_date(promise.likely_on, language),
        b=clear_date(promise.latest_on, language),
    )
