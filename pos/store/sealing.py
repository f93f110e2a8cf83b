"""Personal words closed under a key of their customer, so that a chain that never changes can still forget a person.

AES-256-GCM (NIST SP 800-38D) with a random nonce; the key lies in a local table and nowhere in the log. Deleting it
turns every sealed word about that customer, in every operation, into noise.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping

from pos.store import sql
from pos.store.statements import Cursor

_NONCE = 12


def key_for(cursor: Cursor, customer: str) -> bytes:
    """The customer's key, made at the first use."""
    if key := known_key(cursor, customer):
        return key
    key = os.urandom(32)
    sql.KEEP_KEY.run(cursor, customer=customer, key=key)
    return key


def known_key(cursor: Cursor, customer: str) -> bytes | None:
    """The customer's key, or None when it was erased."""
    row = sql.CUSTOMER_KEY.first(cursor, who=customer)
    return bytes(row[0]) if row else None


def forget(cursor: Cursor, customer: str) -> None:
    """Delete the key: from now on nobody can read the sealed words."""
    sql.FORGET_KEY.run(cursor, who=customer)


def seal(key: bytes, personal: Mapping[str, str]) -> str:
    """Close words under a key; the answer is text for an operation's body."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    plain = json.dumps(personal, ensure_ascii=False, sort_keys=True).encode()
    return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, plain, None)).decode()


def unseal(key: bytes | None, sealed: str) -> dict[str, str]:
    """Open sealed words; empty when the key is gone."""
    if key is None:
        return {}
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    raw = base64.b64decode(sealed)
    words: dict[str, str] = json.loads(AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], None))
    return words
