"""The words on the paper that says how an order was changed, in the customer's language."""

from __future__ import annotations

_PHRASES: dict[str, tuple[str, str, str, str]] = {
    # key: (en, de, fr, es)
    "title": (
        "Your order as it is now",
        "Ihre Bestellung, wie sie jetzt ist",
        "Votre commande à ce jour",
        "Su pedido tal como está",
    ),
    "rest": (
        "What follows of this order",
        "Was von dieser Bestellung noch folgt",
        "Ce qui suit de cette commande",
        "Lo que sigue de este pedido",
    ),
    "quantity_changed": ("Another quantity", "Andere Menge", "Autre quantité", "Otra cantidad"),
    "product_changed": ("Another product", "Anderer Artikel", "Autre article", "Otro artículo"),
    "route_changed": ("Another way to get it", "Anderer Weg zu Ihnen", "Autre mode de remise", "Otra forma de entrega"),
    "wishes_changed": ("Another day wished for", "Anderer Wunschtermin", "Autre date souhaitée", "Otra fecha deseada"),
    "complete_changed": (
        "All together, or as it comes",
        "Alles zusammen oder einzeln",
        "Tout ensemble ou par parties",
        "Todo junto o por partes",
    ),
    "customer_changed": (
        "Another name on the order",
        "Anderer Name auf der Bestellung",
        "Autre nom sur la commande",
        "Otro nombre en el pedido",
    ),
    "price_lowered": (
        "The price is lower now", "Der Preis ist jetzt niedriger", "Le prix a baissé", "El precio es ahora más bajo",
    ),
    "reinstated": ("Ordered again", "Wieder bestellt", "Commandé de nouveau", "Encargado de nuevo"),
    "redated": ("A new date", "Neuer Termin", "Nouvelle date", "Nueva fecha"),
    "collect": ("Collect at {where}", "Abholung bei {where}", "Retrait chez {where}", "Recogida en {where}"),
    "other_store": ("Collect at {where}", "Abholung bei {where}", "Retrait chez {where}", "Recogida en {where}"),
    "deliver": ("We deliver it to you.", "Wir liefern zu Ihnen.", "Nous vous livrons.", "Se lo enviamos."),
    "direct": (
        "The supplier sends it to you.",
        "Der Lieferant sendet es Ihnen zu.",
        "Le fournisseur vous l'envoie.",
        "El proveedor se lo envía.",
    ),
    "wanted_on": ("Wished for", "Gewünscht am", "Souhaité le", "Deseado el"),
    "not_after": ("Not later than", "Nicht später als", "Pas après le", "No después del"),
    "together": ("Everything together", "Alles zusammen", "Tout ensemble", "Todo junto"),
    "as_it_comes": (
        "Each part as it comes",
        "Jeder Teil, sobald er da ist",
        "Chaque partie dès son arrivée",
        "Cada parte según llegue",
    ),
    "tax": (
        "Tax {rate}% in the deposit",
        "USt {rate}% in der Anzahlung",
        "TVA {rate}% dans l'acompte",
        "IVA {rate}% en la señal",
    ),
    "held": ("Deposit held", "Anzahlung bei uns", "Acompte en dépôt", "Señal en depósito"),
    "due_sent": ("Due when it is sent", "Beim Versand zu zahlen", "À payer à l'envoi", "A pagar al enviarlo"),
    "due": ("Due on collection", "Bei Abholung zu zahlen", "À payer au retrait", "A pagar al recoger"),
}  # fmt: skip
_LANGUAGES = ("en", "de", "fr", "es")


def change_phrase(key: str, language: str, **values: object) -> str:
    """The words for `key` in a language, English where it is none of ours. Raises KeyError for a key nobody wrote."""
    base = language.split("-")[0].lower()
    text = _PHRASES[key][_LANGUAGES.index(base) if base in _LANGUAGES else 0]
    return text.format(**values) if values else text
