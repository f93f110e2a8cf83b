"""Personal words are closed under a key of their own: nowhere in the log, and gone with that key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pos.store import oplog, sealing
from pos.store.transactions import Ledger
from pos.store.verify import verify
from tests.builders import ADA
from tests.store.books import rows
from ui.demo_shop import make_demo, short_day

PERSONAL = ("Ada Osei", "Osei", "Ben Moreau", "7946 0018", "79460018", "7946 0321")
_values = st.recursive(
    st.text() | st.integers(-(2**53), 2**53) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4), max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.text(), _values, max_size=6))
def test_the_canonical_form_is_the_plain_library_s_sorted_and_compact_form(value: dict[str, Any]) -> None:
    plain = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert oplog.canonical(value) == plain.encode()


def _floats(value: Any) -> list[float]:
    if isinstance(value, dict):
        value = list(value.values())
    return [value] if isinstance(value, float) else [f for part in value for f in _floats(part)] if isinstance(value, list) else []


def test_no_operation_of_a_day_holds_a_float_or_a_personal_word(ledger: Ledger) -> None:
    kept = rows(ledger, "SELECT kind, bytes FROM op")
    assert {kind for kind, _ in kept} >= {"sale_made", "goods_received", "order_collected", "customer_put"}
    for kind, content in kept:
        assert _floats(json.loads(content)) == [], kind
        for word in PERSONAL:
            assert word.encode() not in content, (kind, word)


def test_no_personal_word_of_the_demo_shop_stands_in_its_log(tmp_path: Path) -> None:
    register = make_demo(tmp_path / "demo")
    try:
        receipts = short_day(register)
        words = {
            word
            for name, phone, email in rows(register.ledger, "SELECT name, phone, email FROM customer")
            for word in (name, phone, email) if len(word) > 3
        }  # fmt: skip
        assert len(words) > 5
        log = b"\n".join(row[0] for row in rows(register.ledger, "SELECT bytes FROM op"))
        assert [word for word in sorted(words) if word.encode() in log] == []
        assert any(word in str(receipts) for word in words)
        assert verify(register.ledger).ok
    finally:
        register.close()


def test_with_its_key_a_customer_s_words_go_from_every_receipt_and_the_records_still_verify(ledger: Ledger) -> None:
    (number,) = rows(ledger, "SELECT number FROM sale WHERE customer = ? LIMIT 1", ADA)[0]
    with ledger.reading() as records:
        before = records.receipt(number)
    with ledger.writing() as tx:
        sealing.forget(tx._cursor, ADA)  # type: ignore[attr-defined]
        tx.append("customer_erased", {"customer": ADA}, person="owner")
    with ledger.reading() as records:
        after = records.receipt(number)
        assert records.find_customers("Ada", 8) == []
    assert before is not None
    assert after is not None
    assert "Ada Osei" in str(before.document)
    for word in PERSONAL[:2]:
        assert word not in str(after.document)
    assert "—" in str(after.document)
    assert len(after.document.blocks) == len(before.document.blocks)
    verdict = verify(ledger)
    assert verdict.ok, verdict.faults


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"]))))
def test_sealed_words_open_with_their_key_only_and_never_twice_look_the_same(words: dict[str, str]) -> None:
    key = b"k" * 32
    sealed = sealing.seal(key, words)
    assert sealing.unseal(key, sealed) == words
    assert sealing.unseal(None, sealed) == {}
    assert sealing.seal(key, words) != sealed
