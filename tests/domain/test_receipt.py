"""A kept receipt reads back as it was written, whatever it holds."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.receipt import SCHEMA, Barcode, Copy, Feed, KeyValue, Qr, Receipt, Row, Rows, Rule, Text

words = st.text(max_size=20)
copies = st.sampled_from([None, "customer", "store"])
sizes = st.sampled_from(["normal", "large"])
rows = st.builds(Row, words, words, words, words, st.lists(words, max_size=3).map(tuple))
blocks = st.one_of(
    st.builds(Text, words, st.sampled_from(["start", "centre", "end"]), st.booleans(), sizes, copies),
    st.builds(KeyValue, words, words, st.booleans(), sizes, copies),
    st.builds(Rows, st.lists(rows, max_size=4).map(tuple), words, copies),
    st.builds(Rule, copies),
    st.builds(Feed, st.integers(0, 9), copies),
    st.builds(Barcode, words, copies),
    st.builds(Qr, words, copies),
)
receipts = st.builds(
    Receipt,
    kind=st.sampled_from(["sale", "backorder", "collection", "refund", "cancellation", "arrival", "test"]),
    number=words,
    at=words,
    language=words,
    currency=words,
    person=words,
    blocks=st.lists(blocks, max_size=8).map(tuple),
    copies=st.sampled_from([("customer",), ("store",), ("customer", "store")]),
    opens_drawer=st.booleans(),
)


@given(receipts)
def test_a_receipt_reads_back_from_its_kept_text_as_it_was(receipt: Receipt) -> None:
    text = json.dumps(receipt.to_json(), ensure_ascii=False)
    assert Receipt.from_json(json.loads(text)) == receipt


@given(receipts)
def test_a_copy_holds_the_blocks_for_its_reader_and_those_for_everybody_in_order(receipt: Receipt) -> None:
    others: dict[Copy, Copy] = {"customer": "store", "store": "customer"}
    for copy, other in others.items():
        assert receipt.for_copy(copy) == tuple(block for block in receipt.blocks if block.copy != other)


@given(receipts)
def test_a_receipt_of_a_newer_program_is_not_misread(receipt: Receipt) -> None:
    with pytest.raises(ValueError, match="newer"):
        Receipt.from_json(receipt.to_json() | {"schema": SCHEMA + 1})
