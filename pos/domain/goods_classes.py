"""Which class of goods a category of the shop most likely belongs to, by the words in its name.

Only a first guess: the owner's own list in the settings comes before it. The last word that says anything decides
("Coffee machines" are appliances), and a category that says nothing is general.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

GoodsClass = Literal["appliance", "furniture", "general", "fashion", "consumable", "perishable"]
GOODS_CLASSES: tuple[GoodsClass, ...] = ("appliance", "furniture", "general", "fashion", "consumable", "perishable")

_WORDS: dict[GoodsClass, str] = {
    "appliance": "appliance electronic electrical computer laptop tablet tv television camera audio speaker headphone "
    "phone smartphone printer monitor console fridge refrigerator freezer oven cooker dishwasher washer dryer machine "
    "processor tool drill saw toolbox elektronik elektrogeräte haushaltsgeräte werkzeug werkzeuge fernseher maschinen "
    "électronique électroménager outil outillage ordinateur electrónica electrodoméstico herramienta ordenador",
    "furniture": "furniture sofa couch table desk chair bed mattress wardrobe cabinet bookcase shelving kitchen-unit "
    "special-order made-to-order möbel tisch tische stuhl stühle bett betten schrank schränke meuble canapé lit "
    "mueble sofá mesa silla cama sonderbestellung",
    "fashion": "fashion clothing clothe apparel shoe footwear dress skirt shirt trouser jean jacket coat hat jewellery "
    "jewelry jewelery handbag mode kleidung bekleidung schuhe schmuck vêtement chaussure moda ropa zapato joyería",
    "consumable": "consumable snack sweet confectionery drink beverage grocery cosmetic toiletry detergent cleaning "
    "stationery tobacco magazine süßwaren getränke lebensmittel drogerie schreibwaren épicerie boisson confiserie "
    "papeterie bebida papelería limpieza",
    "perishable": "perishable fresh bakery bread cake flower fruit vegetable meat fish dairy frisch backwaren brot "
    "blumen obst gemüse fleisch fisch frais boulangerie fleur légume viande poisson fresco panadería flor fruta "
    "verdura carne pescado",
}
_CLASS_OF: dict[str, GoodsClass] = {word: name for name, words in _WORDS.items() for word in words.split()}


@lru_cache(maxsize=4096)
def likely_class(category: str) -> GoodsClass:
    """The class that a category's name speaks for; `general` when it says nothing."""
    said = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", category.casefold())
    known = (found for word in reversed(said) if (found := _class_of(word)) is not None)
    return next(known, "general")


def _class_of(word: str) -> GoodsClass | None:
    for form in (word, word.removesuffix("s"), word.removesuffix("es"), f"{word.removesuffix('ies')}y"):
        if form in _CLASS_OF:
            return _CLASS_OF[form]
    return None
