"""The words on papers about an order's deposit and its end, in the customer's language."""

from __future__ import annotations

_PHRASES: dict[str, tuple[str, str, str, str]] = {
    # key: (en, de, fr, es)
    "added": (
        "Deposit for your order",
        "Anzahlung auf Ihre Bestellung",
        "Acompte sur votre commande",
        "Señal para su pedido",
    ),
    "refunded": ("Deposit given back", "Anzahlung zurückgegeben", "Acompte remboursé", "Señal devuelta"),
    "cancelled": ("Cancellation", "Stornierung", "Annulation", "Anulación"),
    "cancelled_goods": ("No longer ordered", "Nicht mehr bestellt", "N'est plus commandé", "Ya no encargado"),
    "still_ordered": ("Still ordered for you", "Weiter für Sie bestellt", "Toujours commandé", "Sigue encargado"),
    "price_of_these": (
        "Price of these goods",
        "Preis dieser Ware",
        "Prix de ces articles",
        "Precio de estos artículos",
    ),
    "paid_now": ("Paid today", "Heute angezahlt", "Versé aujourd'hui", "Pagado hoy"),
    "their_deposit": (
        "Deposit for these goods",
        "Anzahlung für diese Ware",
        "Acompte pour ces articles",
        "Señal por estos artículos",
    ),
    "stays": ("of this kept for the rest", "davon für den Rest", "dont gardé pour le reste", "de ello para el resto"),
    "fee": ("Cancellation fee", "Stornogebühr", "Frais d'annulation", "Gastos de anulación"),
    "fee_tax": (
        "Tax {rate}% in the fee",
        "USt {rate}% in der Gebühr",
        "TVA {rate}% dans les frais",
        "IVA {rate}% en los gastos",
    ),
    "no_fee_late": (
        "No fee: the goods are late",
        "Keine Gebühr: Die Ware kommt zu spät",
        "Sans frais : les articles sont en retard",
        "Sin gastos: los artículos llegan tarde",
    ),
    "no_fee_cannot": (
        "No fee: we cannot get these goods",
        "Keine Gebühr: Wir können die Ware nicht bekommen",
        "Sans frais : nous ne pouvons pas obtenir ces articles",
        "Sin gastos: no podemos conseguir estos artículos",
    ),
    "tax_back": (
        "Tax {rate}% stated before",
        "USt {rate}% bisher ausgewiesen",
        "TVA {rate}% indiquée avant",
        "IVA {rate}% indicado antes",
    ),
    "tax_more": (
        "Tax {rate}% in the deposit",
        "USt {rate}% in der Anzahlung",
        "TVA {rate}% dans l'acompte",
        "IVA {rate}% en la señal",
    ),
    "given_back": ("Given back", "Zurückgegeben", "Remboursé", "Devuelto"),
    "back_by": ("{tender}, given back", "{tender}, zurück", "{tender}, remboursé", "{tender}, devuelto"),
    "held": ("Deposit held", "Anzahlung bei uns", "Acompte en dépôt", "Señal en depósito"),
    "nothing_left": (
        "Nothing of this order is open.",
        "Von dieser Bestellung ist nichts mehr offen.",
        "Il ne reste rien de cette commande.",
        "No queda nada pendiente de este pedido.",
    ),
    "void": (
        "The amount authorised on your card was not charged and will not be.",
        "Der auf Ihrer Karte autorisierte Betrag wurde nicht belastet und wird es nicht.",
        "Le montant autorisé sur votre carte n'a pas été débité et ne le sera pas.",
        "El importe autorizado en su tarjeta no se ha cobrado ni se cobrará.",
    ),
    "received": (
        "I have received the cash.",
        "Ich habe das Bargeld erhalten.",
        "J'ai reçu les espèces.",
        "He recibido el efectivo.",
    ),
}
_LANGUAGES = ("en", "de", "fr", "es")


def order_phrase(key: str, language: str, **values: object) -> str:
    """The words for `key` in a language, English where it is none of ours. Raises KeyError for a key nobody wrote."""
    base = language.split("-")[0].lower()
    text = _PHRASES[key][_LANGUAGES.index(base) if base in _LANGUAGES else 0]
    return text.format(**values) if values else text
