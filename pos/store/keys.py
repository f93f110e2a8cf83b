"""The register's secrets: the database key, the signing key and the pepper for PINs.

They lie in the operating system's key store; where a machine has none, in a file that only its owner may read. That
weakness is never silent: `doctor` names it.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pos.domain.errors import DatabaseUnreadable

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SERVICE = "raincheck"
FILE = "secret.json"


@dataclass(frozen=True, slots=True)
class Secrets:
    """32 bytes each, as hexadecimal text; `where` says in words where they are kept."""

    database: str
    signing: str
    pepper: str
    where: str

    def signer(self) -> Ed25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.signing))

    def public_key(self) -> str:
        return self.signer().public_key().public_bytes_raw().hex()


def create(folder: Path, shop_id: str) -> Secrets:
    """Make new secrets and keep them."""
    import secrets

    words = {name: secrets.token_hex(32) for name in ("database", "signing", "pepper")}
    text = json.dumps(words)
    store = _key_store()
    if store is not None:
        with contextlib.suppress(Exception):  # a locked or broken key store must not stop a shop from opening
            store.set_password(SERVICE, shop_id, text)
            if store.get_password(SERVICE, shop_id) == text:
                return Secrets(**words, where="key store")
    path = folder / FILE
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return Secrets(**words, where="file")


def load(folder: Path, shop_id: str) -> Secrets:
    """Fetch the secrets of a shop. Raises DatabaseUnreadable when they are nowhere to be found."""
    path = folder / FILE
    if path.exists():
        try:
            return Secrets(**json.loads(path.read_text()), where="file")
        except (OSError, ValueError, TypeError) as fault:
            raise DatabaseUnreadable(
                f"The key of this shop in {path} cannot be read. The records are safe, but closed. Restore that small "
                "file from a copy of the folder.",
                folder=str(folder),
            ) from fault
    store = _key_store()
    text = None
    if store is not None:
        with contextlib.suppress(Exception):
            text = store.get_password(SERVICE, shop_id)
    if not text:
        raise DatabaseUnreadable(
            "The key of this shop's database is not in this machine's key store. The records are safe, but closed. "
            "Unlock the key store and start again; a backup is closed with the same key and does not help.",
            folder=str(folder),
        )
    return Secrets(**json.loads(text), where="key store")


class _Keyring:
    """The operating system's key store, as far as we use it."""

    def __init__(self) -> None:
        import keyring

        self._backend = keyring.get_keyring()
        self.usable = getattr(self._backend, "priority", 0) >= 1

    def get_password(self, service: str, name: str) -> str | None:
        return self._backend.get_password(service, name)

    def set_password(self, service: str, name: str, text: str) -> None:
        self._backend.set_password(service, name, text)


def _key_store() -> _Keyring | None:
    """The key store, or None where there is none. On Linux it is reached over the session bus; without one there is
    nothing to ask, and the import is saved."""
    if os.environ.get("RAINCHECK_KEY_STORE") == "file":
        return None
    if sys.platform.startswith("linux") and not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return None
    try:
        store = _Keyring()
    except Exception:
        return None
    return store if store.usable else None


WORDS = "words.json"


def words_of(folder: Path, shop_id: str) -> dict[str, str]:
    """Passwords and tokens for services that this device uses, by name; never in the log, never in a backup."""
    store = _key_store()
    if store is not None:
        with contextlib.suppress(Exception):
            if text := store.get_password(SERVICE, f"{shop_id}:words"):
                return {str(name): str(word) for name, word in json.loads(text).items()}
    with contextlib.suppress(OSError, ValueError):
        return {str(name): str(word) for name, word in json.loads((folder / WORDS).read_text()).items()}
    return {}


def keep_words(folder: Path, shop_id: str, **words: str) -> str:
    """Keep passwords by their names, an empty one no more; says where: "key store" or "file"."""
    kept = {name: word for name, word in {**words_of(folder, shop_id), **words}.items() if word}
    text = json.dumps(kept)
    store = _key_store()
    if store is not None:
        with contextlib.suppress(Exception):  # a locked key store keeps nothing; the file does
            store.set_password(SERVICE, f"{shop_id}:words", text)
            if store.get_password(SERVICE, f"{shop_id}:words") == text:
                (folder / WORDS).unlink(missing_ok=True)
                return "key store"
    path = folder / WORDS
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    return "file"
