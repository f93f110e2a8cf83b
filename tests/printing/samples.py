"""Receipts for the tests: one with every kind of block, and hypothesis strategies for any."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from pos.domain.receipt import Barcode, Feed, KeyValue, Qr, Receipt, Row, Rows, Rule, Text


def ticket(
    name: str = "Windproof umbrella, black", word: str = "Thank you", code: str = "BO1:BER1:000123:7F"
) -> Receipt:
    """A backorder ticket for customer and store; `name` and `word` stand in every field that takes words."""
    row = Row(name, "2 x 12.50", "25.00", "A", (f"{word} 4711", "Expected Wed 09 Dec 2026, supplier confirmed"))
    return Receipt(
        kind="backorder",
        number="BER1-1-A000123",
        at="2026-11-22T10:15:09+01:00",
        language="en",
        currency="EUR",
        person=word,
        copies=("customer", "store"),
        opens_drawer=True,
        blocks=(
            Text("Rain & Shine", align="centre", bold=True, size="large"),
            Text(word, align="centre"),
            Rule(),
            KeyValue(word, "BER1-1-A000123"),
            Rows((row, Row("Boots", "1 x 80.00", "80.00", "B")), heading=word),
            Rule(),
            KeyValue("TOTAL", "EUR 105.00", bold=True, size="large"),
            KeyValue("Deposit", "20.00"),
            Text(word, copy="customer"),
            Text(f"Signature {word}", copy="store"),
            Feed(2),
            Qr(code),
            Barcode("BER1-1-A000123"),
        ),
    )


def long_ticket(rows: int) -> Receipt:
    """A plain sale with that many lines of goods, for one reader."""
    goods = tuple(
        Row(f"Product number {index}", f"{index + 1} x 2.50", f"{(index + 1) * 2.5:.2f}", "A") for index in range(rows)
    )
    return replace(ticket(), kind="sale", copies=("customer",), blocks=(Rows(goods), KeyValue("TOTAL", "EUR 99.00")))


def _shape(text: str) -> str:
    return text.strip()


words = st.text(st.characters(codec="utf-8"), max_size=120)
plain_words = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz ÄöüßéŁΩЖ你好한שא€"), max_size=120).map(_shape)
amounts = st.decimals(min_value=-99999, max_value=9999999, places=2).map(lambda amount: f"{amount:.2f}")
product_rows = st.builds(
    Row,
    name=plain_words,
    detail=st.builds(lambda count, price: f"{count} x {price}", st.integers(1, 999), amounts),
    total=amounts,
    tax=st.sampled_from(("", "A", "B")),
    notes=st.lists(plain_words, max_size=2).map(tuple),
)
blocks = st.one_of(
    st.builds(
        Text,
        plain_words,
        st.sampled_from(("start", "centre", "end")),
        st.booleans(),
        st.sampled_from(("normal", "large")),
    ),
    st.builds(KeyValue, plain_words, amounts, st.booleans(), st.sampled_from(("normal", "large"))),
    st.builds(Rows, st.lists(product_rows, max_size=5).map(tuple), plain_words),
    st.just(Rule()),
    st.builds(Feed, st.integers(0, 3)),
    st.builds(Qr, st.just("BO1:BER1:000123:7F")),
    st.builds(Barcode, st.from_regex(r"[A-Z]{3}[0-9]-1-A[0-9]{6}", fullmatch=True)),
)
receipts = st.builds(
    lambda chosen, language: replace(ticket(), blocks=tuple(chosen), language=language),
    st.lists(blocks, max_size=12),
    st.sampled_from(("en", "de", "he")),
)
