"""The shop's other stores: what they are called, where goods are collected there, and how far away they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pos.domain import errors
from pos.domain.people import OWNER, Person
from pos.domain.shop import shop_to_json
from pos.usecases.settings import checked

if TYPE_CHECKING:
    from pos.domain.shop import Shop
    from pos.usecases.ports import Transactions

_CODE = re.compile(r"[A-Za-z0-9]{1,8}")
LONGEST_WAY = 60
"""Days."""


def put_store(
    *, store: str, transactions: Transactions, person: Person = OWNER, name: str = "",
    address: Sequence[str] | None = None, days: int | None = None,
) -> Shop:  # fmt: skip
    """Make another store known, or change what is known of it; what is not said stays. `days` is the way of goods from
    here to it.

    Raises BadSetting for this store itself, a code that is none, a store without a name and a way of other than 0 to 60
    days; NotAllowed.
    """
    if not person.may("settings"):
        raise errors.NotAllowed("Changing settings needs a manager. Nothing was changed. Ask one to sign in.")
    with transactions.writing() as tx:
        shop = tx.shop()
        called = " ".join(name.split()) or shop.stores.get(store, "")
        wrong = [
            sentence
            for holds, sentence in (
                (bool(_CODE.fullmatch(store)), f"“{store[:40]}” is no store code: letters and digits, at most 8."),
                (store != shop.store, f"{store[:8]} is this store itself."),
                (bool(called), "The store needs a name."),
                (days is None or 0 <= days <= LONGEST_WAY, f"Goods get to another store in 0 to {LONGEST_WAY} days."),
            )
            if not holds
        ]
        if wrong:
            raise errors.BadSetting(" ".join(wrong) + " Nothing was changed.", reasons=wrong)
        lines = [line.strip() for line in address or () if line.strip()]
        places = shop.store_addresses if address is None else {**shop.store_addresses, store: tuple(lines)}
        ways = shop.store_ways if days is None else {**shop.store_ways, store: days}
        shop = checked(
            replace(
                shop, stores={shop.store: shop.store_name, **shop.stores, store: called},
                store_addresses={code: said for code, said in places.items() if said}, store_ways=ways,
            )
        )  # fmt: skip
        tx.append("shop_set", {"shop": shop_to_json(shop)}, person=person.id)
    return shop
