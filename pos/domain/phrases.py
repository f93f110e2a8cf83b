"""The words on paper, in the customer's language, and dates that nobody can misread.

A date is written with its weekday, a two-digit day, the month's name and the year ("Wed 09 Dec 2026"), never as bare
figures. Languages: English, German, French, Spanish; any other falls back to English.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from pos.domain.promise import FARTHEST_DAYS, Part, Promise

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
    "balance_sent": ("Due when it is sent", "Beim Versand zu zahlen", "À payer à l'envoi", "A pagar al enviarlo"),
    "paid_in_full": ("Paid in full", "Vollständig bezahlt", "Payé en totalité", "Pagado por completo"),
    "rounding": ("Cash rounding", "Rundung bar", "Arrondi espèces", "Redondeo efectivo"),
    "change": ("Change", "Rückgeld", "Monnaie rendue", "Cambio"),
    "cash": ("Cash", "Bar", "Espèces", "Efectivo"),
    "card": ("Card", "Karte", "Carte", "Tarjeta"),
    "voucher": ("Voucher", "Gutschein", "Bon d'achat", "Vale"),
    "credit": (
        "Credit for your patience",
        "Gutschrift für Ihre Geduld",
        "Avoir pour votre patience",
        "Abono por su paciencia",
    ),
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
        "Prêt à retirer au plus tard le {date}",
        "Listo para recoger a más tardar el {date}",
    ),
    "ready_between": (
        "Expected between {a} and {b}",
        "Erwartet zwischen {a} und {b}",
        "Attendu entre le {a} et le {b}",
        "Previsto entre el {a} y el {b}",
    ),
    "ships_on": (
        "Ships by {date}",
        "Versand bis {date}",
        "Expédié au plus tard le {date}",
        "Se envía a más tardar el {date}",
    ),
    "ready_in_weeks": (
        "Ready to collect in {a}-{b} weeks, latest {date}",
        "Abholbereit in {a}-{b} Wochen, spätestens {date}",
        "Prêt à retirer dans {a} à {b} semaines, au plus tard le {date}",
        "Listo para recoger en {a}-{b} semanas, a más tardar el {date}",
    ),
    "ready_about_weeks": (
        "Ready to collect in about {b} weeks, latest {date}",
        "Abholbereit in etwa {b} Wochen, spätestens {date}",
        "Prêt à retirer dans environ {b} semaines, au plus tard le {date}",
        "Listo para recoger en unas {b} semanas, a más tardar el {date}",
    ),
    "ships_in_weeks": (
        "Expected to ship in {a}-{b} weeks, latest {date}",
        "Versand voraussichtlich in {a}-{b} Wochen, spätestens {date}",
        "Expédition prévue dans {a} à {b} semaines, au plus tard le {date}",
        "Envío previsto en {a}-{b} semanas, a más tardar el {date}",
    ),
    "ships_about_weeks": (
        "Expected to ship in about {b} weeks, latest {date}",
        "Versand voraussichtlich in etwa {b} Wochen, spätestens {date}",
        "Expédition prévue dans environ {b} semaines, au plus tard le {date}",
        "Envío previsto en unas {b} semanas, a más tardar el {date}",
    ),
    "not_confirmed_weeks": (
        "Date not confirmed yet; usually {a}-{b} weeks; we will confirm by {date}",
        "Termin noch nicht bestätigt; meist {a}-{b} Wochen; wir bestätigen bis {date}",
        "Date pas encore confirmée ; en général {a} à {b} semaines ; nous confirmerons d'ici le {date}",
        "Fecha aún sin confirmar; normalmente {a}-{b} semanas; la confirmaremos a más tardar el {date}",
    ),
    "not_confirmed_about": (
        "Date not confirmed yet; usually about {b} weeks; we will confirm by {date}",
        "Termin noch nicht bestätigt; meist etwa {b} Wochen; wir bestätigen bis {date}",
        "Date pas encore confirmée ; en général environ {b} semaines ; nous confirmerons d'ici le {date}",
        "Fecha aún sin confirmar; normalmente unas {b} semanas; la confirmaremos a más tardar el {date}",
    ),
    "now_and_later": (
        "{quantity} by {date}",
        "{quantity} bis {date}",
        "{quantity} d'ici le {date}",
        "{quantity} a más tardar el {date}",
    ),
    "together": ("All together: {words}", "Alles zusammen: {words}", "Tout ensemble : {words}", "Todo junto: {words}"),
    "no_date": (
        "No confirmed date yet",
        "Noch kein bestätigter Termin",
        "Pas encore de date confirmée",
        "Sin fecha confirmada",
    ),
    "gone": (
        "No longer available",
        "Nicht mehr lieferbar",
        "N'est plus disponible",
        "Ya no está disponible",
    ),
    "rest_undated": (
        "{quantity} without a confirmed date yet",
        "{quantity} noch ohne bestätigten Termin",
        "{quantity} sans date confirmée pour l'instant",
        "{quantity} aún sin fecha confirmada",
    ),
    "released": (
        "{words}; released on {date}",
        "{words}; erscheint am {date}",
        "{words} ; parution le {date}",
        "{words}; sale a la venta el {date}",
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
    "delivered": (
        "We deliver the goods to you.",
        "Wir liefern die Ware zu Ihnen.",
        "Nous vous livrons les articles.",
        "Le enviamos los artículos.",
    ),
    "sent_direct": (
        "The supplier sends the goods to you.",
        "Der Lieferant sendet Ihnen die Ware zu.",
        "Le fournisseur vous envoie les articles.",
        "El proveedor le envía los artículos.",
    ),
    "pay_when_sent": (
        "The balance is paid when the goods are sent.",
        "Der Rest wird beim Versand bezahlt.",
        "Le solde se paie à l'envoi.",
        "El resto se paga al enviar los artículos.",
    ),
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
    "put_aside_for_you": (
        "Put aside for you; yours when it is paid in full",
        "Für Sie zurückgelegt; Ihr Eigentum, sobald alles bezahlt ist",
        "Mis de côté pour vous ; à vous une fois entièrement payé",
        "Apartado para usted; suyo cuando esté todo pagado",
    ),
    "pay_in_parts": (
        "Pay any amount at any time; the goods leave when all is paid.",
        "Zahlen Sie jederzeit beliebig viel; die Ware geht mit, wenn alles bezahlt ist.",
        "Payez ce que vous voulez quand vous voulez ; les articles partent une fois tout payé.",
        "Pague lo que quiera cuando quiera; los artículos se entregan con todo pagado.",
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


def promise_words(
    promise: Promise | None, language: str, *, ships: bool = False, release_on: date | None = None
) -> str:
    """What the customer is told, and what the receipt prints; the form follows how far away the days are (design, 3.6).

    Never a percentage, never "soon", and never a day or a number of weeks before the latest day, but where the days lie
    so wide or so far that naming one would be a guess: then the usual wait, and when we know more. Of goods that are
    not out yet the day of their release is told too, also where nothing says when they come: `release_on`.
    """
    if promise is None:
        return _released(phrase("no_date", language), release_on, language)
    return _released(_day_words(promise, language, ships), promise.release_on, language)


def _released(words: str, on: date | None, language: str) -> str:
    return words if on is None else phrase("released", language, words=words, date=clear_date(on, language))


def _day_words(promise: Promise, language: str, ships: bool) -> str:
    likely, latest = promise.likely_on, promise.latest_on
    made_on = promise.made_on or likely
    soonest, longest = (likely - made_on).days, (latest - made_on).days
    how = "ships" if ships else "ready"
    if longest >= 14:
        a, b = max(1, soonest // 7), -(-longest // 7)
        about = "about" if a == b else ""
        if _is_open(promise):
            key = f"not_confirmed_{about or 'weeks'}"
            return phrase(key, language, a=a, b=b, date=clear_date(promise.review_on, language))
        return phrase(
            f"{how}_{about}_weeks" if about else f"{how}_in_weeks",
            language,
            a=a,
            b=b,
            date=clear_date(latest, language),
        )
    if longest <= 3 or likely == latest:
        return phrase(f"{how}_on", language, date=clear_date(latest, language))
    return phrase("ready_between", language, a=clear_date(likely, language), b=clear_date(latest, language))


def _is_open(promise: Promise) -> bool:
    """Whether the days lie so far away, or so wide apart, that no day is told."""
    made_on = promise.made_on or promise.likely_on
    soonest, longest = (promise.likely_on - made_on).days, (promise.latest_on - made_on).days
    wide = longest >= 14 and -(-longest // 7) > 2 * max(1, soonest // 7) + 3
    return promise.review_on is not None and (longest > FARTHEST_DAYS or wide)


def together_words(
    promise: Promise | None, language: str, *, ships: bool = False, release_on: date | None = None
) -> str:
    """What is told of an order whose goods are handed over all at once: one date for the whole of it."""
    return phrase("together", language, words=promise_words(promise, language, ships=ships, release_on=release_on))


def parted_words(promise: Promise | None, language: str, *, ships: bool = False, release_on: date | None = None) -> str:
    """What is told of goods that may be handed over in parts: each part by its own day, where days lie a week or more
    apart; else as `promise_words`."""
    plain = promise_words(promise, language, ships=ships, release_on=release_on)
    if promise is None or len(promise.parts) < 2 or _is_open(promise):
        return plain
    parts = _apart(promise.parts)
    if len(parts) < 2:
        return plain
    return _released(", ".join(_by_day(parts, language)), promise.release_on, language)


def split_words(promise: Promise | None, language: str) -> str:
    """The parts of a promise that come on days of their own: "5 by Wed 09 Dec 2026, 2 by Fri 18 Dec 2026"; empty when
    all comes together."""
    if promise is None or len(promise.parts) < 2:
        return ""
    return ", ".join(_by_day(promise.parts, language))


def partly_dated_words(dated: Promise | None, quantity: int, language: str) -> str:
    """What is told of `quantity` units of which only those of `dated` have a date: "7 by Wed 09 Dec 2026, 1 without a
    confirmed date yet". A date too far off to be told is none."""
    release_on = dated.release_on if dated is not None else None
    if dated is None or (dated.latest_on - (dated.made_on or dated.likely_on)).days > FARTHEST_DAYS:
        return _released(phrase("no_date", language), release_on, language)
    rest = phrase("rest_undated", language, quantity=quantity - dated.quantity)
    parts = dated.parts if len(dated.parts) <= _MOST_PARTS else _apart(dated.parts)
    return _released(", ".join([*_by_day(parts, language), rest]), release_on, language)


def _by_day(parts: Sequence[Part], language: str) -> list[str]:
    return [
        phrase("now_and_later", language, quantity=part.quantity, date=clear_date(part.latest_on, language))
        for part in parts
    ]


_MOST_PARTS, _APART_DAYS = 3, 7


def _apart(parts: Sequence[Part]) -> list[Part]:
    """Parts as customers come for them: those of one week together, by the last of its days, and no more than three."""
    found: list[Part] = []
    begins = parts[0].latest_on
    for part in parts:
        if found and ((part.latest_on - begins).days < _APART_DAYS or len(found) == _MOST_PARTS):
            part = replace(part, quantity=found.pop().quantity + part.quantity)
        else:
            begins = part.latest_on
        found.append(part)
    return found
