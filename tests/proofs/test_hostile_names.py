"""Names that are commands, code or noise: kept byte for byte, found, sold, and harmless on paper."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from pos.domain.receipt import Receipt
from pos.register import Register
from pos.usecases.checkout import Checkout, LineWish, TenderWish
from printing import render
from tests.cli.tool import SOON, Tool, basket, line
from tests.printing.decoder import decode, deeds

Real = Callable[[str], Path]
COMMANDS = (
    "\x1bp\x00\x32\x32", "\x1dV\x00", "\x1dVB\x00", "\x10\x14\x01\x00\x01", "\x10\x04\x01", "\x1b@", "\x1bt\x02",
    "\x1d(k\x03\x001Q0", "\x1dkI\x03{BA", "\x1bi", "\x1b*\x21\xff\x03", "\x1c&", "\x18", "\x0c",
    "\x9b", "\x85", "\n\n\n",
)  # fmt: skip


def _table(names: list[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([("sku", "name", "price"), *((f"S{i}", name, "1.25") for i, name in enumerate(names))])
    return out.getvalue()


def _deeds(paper: bytes) -> Counter[tuple[str, object]]:
    return Counter(deeds(decode(paper)))


def _kept_names(tool: Tool) -> dict[str, str]:
    register = Register.open(tool.folder)
    try:
        with register.ledger.database.reading() as cursor:
            cursor.execute("SELECT sku, name FROM product")
            return dict(cursor.fetchall())
    finally:
        register.close()


def _sold_alone(register: Register, sku: str) -> Receipt:
    return register.sell(
        Checkout((LineWish(sku, take="now", anyway="It is in my hand."),), (TenderWish("cash"),))
    ).receipt


def test_a_name_made_of_printer_commands_does_nothing_that_a_plain_name_does_not(tool: Tool) -> None:
    tool.init()
    names = [
        "Plain lamp",
        *(f"Lamp {command.replace(chr(0), '')}00" for command in COMMANDS),
        "Lamp " + "".join(COMMANDS[5:]),
    ]
    report = tool.bring_in("products", _table(names))
    assert report["created"] == len(names) - report["rejected"]
    kept = _kept_names(tool)
    assert all(kept[f"S{i}"] == name.replace("\x00", "") for i, name in enumerate(names) if f"S{i}" in kept)
    paper = tool.folder.parent / "paper"
    paper.mkdir()
    tool.json("printer", "add", "Front", f"file:{paper}")
    plain: Counter[tuple[str, object]] | None = None
    for sku in kept:
        number = tool.sell(basket(line(sku, 1, "now", anyway="It is in my hand.")))["number"]
        (slip,) = paper.iterdir()
        done = _deeds(slip.read_bytes())
        slip.unlink()
        # The receipt's own barcode carries its number; all else must be the same.
        done = Counter((kind, "its number" if kind == "barcode" else value) for kind, value in done.elements())
        plain = plain or done
        assert done == plain, (kept[sku], number)
        assert (sum(n for (kind, _), n in done.items() if kind == "cut"), _openings(done)) == (1, 1)


def _openings(done: Counter[tuple[str, object]]) -> int:
    return sum(count for (kind, _), count in done.items() if kind == "drawer")


def test_every_naughty_string_is_kept_found_sold_and_printed_like_any_name(tool: Tool, real: Real) -> None:
    strings = [text for text in json.loads(real("tricky-strings/blns.json").read_text("utf-8")) if text.strip()]
    tool.init()
    report = tool.bring_in("products", _table(strings))
    assert report["rows"] == len(strings) > 450
    rejected = {reject["row"] for reject in report["rejects"]}
    assert len(rejected) <= 2, report["rejects"]
    kept = _kept_names(tool)
    # A spreadsheet's guard, the apostrophe before a formula, is its own and no part of the name.
    expected = {
        f"S{i}": text.strip(" ").removeprefix("'" if text.strip(" ")[:2] in ("'=", "'-", "'+", "'@") else "")
        for i, text in enumerate(strings) if i + 2 not in rejected
    }  # fmt: skip
    assert kept == expected
    register = Register.open(tool.folder)
    try:
        plain: Counter[str] | None = None
        for sku, name in kept.items():
            register.find(name)
            register.did_you_mean(name)
            assert register.find(sku, 1)[0].product.name == name
            assert register.look_up(sku).product.name == name
            receipt = _sold_alone(register, sku)
            assert register.receipt(receipt.number).document == receipt
            assert receipt.number in render(receipt, form="text", columns=32)
            done = Counter(kind for kind, _ in _deeds(render(receipt, form="escpos")).elements())
            plain = plain or done
            assert done == plain, name
        register.jobs.shown_on_screen()
    finally:
        register.close()
    tool.verified()


def test_naughty_strings_typed_into_the_search_box_or_scanned_are_words_like_any_other(tool: Tool, real: Real) -> None:
    strings = [
        text for text in json.loads(real("tricky-strings/blns.json").read_text("utf-8")) if text and "\0" not in text
    ]
    tool.init()
    tool.bring_in("products", _table(["Brass lamp"]))
    for text in strings[::20]:
        found = tool.json("find", "--", text)["products"]
        assert all(hit["name"] == "Brass lamp" for hit in found)
        answer = tool.call("--json", "look", "--", text)
        assert answer.status == 3, text
        assert answer.refusal[1] in ("UnknownCode", "BadBarcode")


def test_a_customer_named_by_a_naughty_string_orders_and_comes_back_by_that_name(tool: Tool, real: Real) -> None:
    strings = [text for text in json.loads(real("tricky-strings/blns.json").read_text("utf-8")) if text.strip()]
    tool.init()
    tool.bring_in("products", _table(["Brass lamp"]))
    tool.bring_in(
        "purchase-orders",
        "number,supplier,sku,quantity,ordered_on,expected_on,confirmed\n"
        f"PO-1,SUP,S0,999,{SOON - timedelta(days=20)},{SOON},yes\n",
    )
    for text in strings[::9]:
        answer = tool.call(
            "--json", "sell", "-",
            stdin=json.dumps(basket(line("S0", 1, "backorder"), customer={"name": text, "phone": "030 1234567"})),
        )  # fmt: skip
        assert answer.status in (0, 3), text
    shown = [order["customer"] for order in tool.json("backorder", "list")["backorders"]]
    assert len(shown) > 40
    assert set(shown) <= {text.strip() for text in strings}
    tool.verified()
