"""A catalogue made from word lists, the same one each time: names as price lists have them, valid EAN-13 numbers."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator

from pos.domain.catalog import check_digit
from pos.domain.incoming import IncomingProduct

_LOOKS = (
    "white black oak brass linen round small warm blue grey tall walnut glass steel natural soft green folding cotton "
    "bamboo matt clear outdoor heavy slim copper velvet rustic double ceramic woven red stackable padded beech marble "
    "waterproof yellow portable adjustable chrome quilted deep enamel striped pine vintage magnetic cordless felt "
    "terracotta insulated ribbed hanging turquoise rattan lacquered anthracite hammered pleated dimmable reversible"
).split()
_THINGS = (
    "lamp table shade bulb chair cushion mirror clock basket bowl vase frame shelf hook rug candle blanket stool tray "
    "mug plate knife kettle pan jug towel curtain bench cabinet drawer handle hinge screwdriver battery cable socket "
    "switch hammer drill ladder umbrella doormat planter watering-can trellis lantern toaster blender scales whisk "
    "colander teapot tumbler carafe decanter napkin tablecloth duvet pillow mattress wardrobe sideboard bookcase desk "
    "notebook pencil scissors stapler envelope backpack wallet scarf gloves raincoat thermometer barometer extension"
).split()
_ENDS = ("", "", "30 cm", "45 cm", "60 x 40 cm", "set of 2", "set of 4", "E27", "E14 warm", "1.5 l", "tall", "XL")
_SYLLABLES = "hal vor nor dal lin mer kas tor bri sal wen fal mon der ost hav ren gil tam bor eld vik sor".split()
_SUFFIXES = ("sen", "berg", "", "a", "holm", "ex", "o", "well")
_LETTERS = "ABCDEFGHKLMNPRSTVWX"
_DEPARTMENTS = ("LGT", "FUR", "KIT", "TXT", "TLS", "GRD", "OFC", "DEC")


def product_at(place: int) -> IncomingProduct:
    """The product at a place of the catalogue, counted from 0. Common words are common, model numbers nearly unique."""
    chance = int.from_bytes(hashlib.blake2b(place.to_bytes(8, "big"), digest_size=24).digest(), "big")

    def below(bound: int) -> int:
        nonlocal chance
        chance, chosen = divmod(chance, bound)
        return chosen

    def skewed(words: list[str]) -> str:
        return words[below(1 << 16) ** 2 * len(words) >> 32]

    words = [skewed(_LOOKS).capitalize(), skewed(_THINGS), _ENDS[below(len(_ENDS))]]
    if below(3) == 0:
        words.append(f"{_LETTERS[below(19)]}{_LETTERS[below(19)]}{100 + below(9900)}")
    brand = skewed(_SYLLABLES) + _SYLLABLES[below(len(_SYLLABLES))] + _SUFFIXES[below(len(_SUFFIXES))]
    department = _DEPARTMENTS[below(len(_DEPARTMENTS))]
    price = 99 + 50 * (below(200) * below(200) // 40)
    return IncomingProduct(
        row=place + 2, sku=f"{department}-{place:07d}", barcodes=(ean_at(place),), name=" ".join(filter(None, words)),
        price=price, tax_rate=19_000 if below(4) else 7_000, category=department, supplier=f"SUP{below(40):02d}",
        brand=brand.capitalize(), cost=price * 55 // 100,
    )  # fmt: skip


def ean_at(place: int) -> str:
    """The EAN-13 of the product at a place. The factor has no part in ten, so no number comes twice in 10^10 places."""
    body = f"40{place * 6_364_136_223 % 10**10:010d}"
    return body + str(check_digit(body))


def products(count: int) -> Iterator[IncomingProduct]:
    """The first `count` products."""
    return (product_at(place) for place in range(count))


def places(count: int, catalogue: int, seed: int) -> list[int]:
    """Places of products in a catalogue of that size, drawn at random and the same each time."""
    return random.Random(seed).choices(range(catalogue), k=count)


def typed(count: int, catalogue: int, seed: int) -> list[str]:
    """What people type into the search: the first 3 to 8 characters of a word of some product's name or brand."""
    chance = random.Random(seed)
    texts = []
    for place in places(count, catalogue, seed):
        product = product_at(place)
        words = [word for word in f"{product.name} {product.brand}".lower().split() if len(word) >= 3]
        texts.append(chance.choice(words)[: chance.randint(3, 8)])
    return texts
