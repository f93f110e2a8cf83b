"""The keys of customers' personal words, as `sealing` asks for them."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from pos.store import schema as s
from pos.store.core.shapes import inserting

_is_of = s.customer_key.c.customer == bindparam("who")

CUSTOMER_KEY = select(s.customer_key.c.key).where(_is_of)
KEEP_KEY = inserting(s.customer_key)
FORGET_KEY = s.customer_key.delete().where(_is_of)
