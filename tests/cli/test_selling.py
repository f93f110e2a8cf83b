"""Finding, looking, selling, collecting and receipts at the command line: shapes, sums, exit statuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.tool import Tool, basket, cash, line
from tests.printing.decoder import decode

ADA = {"name": "Ada Osei", "phone": "030 1234567", "email": "ada@example.com"}


def _order(tool: Tool, quantity: int = 2) -> Any:
    return tool.sell(basket(line("LMP", quantity, "backorder"), customer=ADA))


def test_find_answers_with_products_and_what_is_free(tool: Tool) -> None:
    assert tool.json("find", "bulb") == {
        "products": [
            {"sku": "BLB", "barcodes": [], "name": "Bulb E27", "price": "3.25", "currency": "EUR", "available": 40}
        ]
    }
    assert [p["sku"] for p in tool.json("find", "4006381333931")["products"]] == ["LMP"]
    assert tool.json("find", "nothing") == {"products": []}
    assert len(tool.json("find", "b", "--limit", "1")["products"]) == 1
    assert "Brass lamp" in tool.call("find", "brass").text
    assert tool.call("find", "brass", "--limit", "0").status == 2


def test_look_answers_with_the_shape_that_scripts_know(tool: Tool) -> None:
    seen = tool.json("look", "LMP", "--quantity", "3")
    assert set(seen) >= {"sku", "name", "price", "here", "elsewhere", "on_order", "promise", "advice", "substitutes"}
    assert set(seen["here"]) == {"on_hand", "allocated", "available", "owed", "as_of"}
    assert set(seen["promise"]) >= {"quantity", "likely_on", "latest_on", "words", "basis"}
    assert set(seen["advice"]) >= {"decision", "order_deposit", "longest_wait_days", "reasons"}
    assert (seen["on_order"], seen["promise"]["quantity"], seen["advice"]["order_deposit"]) == (5, 3, "27.00")
    peg = {"kind": "purchase_order", "id": "PO-1", "quantity": 3}
    assert seen["promise"]["basis"][0] | peg == seen["promise"]["basis"][0]
    assert tool.json("look", "BLB")["promise"] is None
    assert tool.json("promise", "LMP", "--quantity", "3")["promise"] == seen["promise"]
    assert tool.call("--json", "look", "NOPE").refusal == (3, "UnknownCode")
    assert tool.call("--json", "look", "LMP", "--quantity", "0").refusal == (3, "BadQuantity")


def test_a_mixed_basket_is_exact_and_says_what_follows(tool: Tool) -> None:
    sold = tool.sell(basket(line("BLB", 2), line("LMP", 2, "backorder"), customer=ADA, tenders=[cash("50.00")]))
    assert sold["number"] == "S01-R1-A000001"
    assert {key: sold[key] for key in ("total", "tax", "due_now", "order_deposit", "balance_due", "change_due")} == {
        "total": "96.50", "tax": "15.41", "due_now": "24.50", "order_deposit": "18.00", "balance_due": "72.00",
        "change_due": "25.50",
    }  # fmt: skip
    assert sold["taken_now"] == [{"sku": "BLB", "name": "Bulb E27", "quantity": 2, "total": "6.50"}]
    (later,) = sold["backorders"]
    assert (later["number"], later["sku"], later["quantity"]) == (sold["number"], "LMP", 2)
    assert later["likely_on"] <= later["latest_on"]
    assert later["words"]
    assert len(sold["receipts"]) == 2
    assert "030 1234567" not in sold["receipts"][0]
    tool.verified()


@pytest.mark.parametrize(
    ("wanted", "status", "kind"),
    [
        (basket(), 3, "EmptyBasket"),
        (basket(line("NOPE")), 3, "UnknownCode"),
        (basket(line("CLK", 2, "backorder"), customer=ADA), 3, "NotBackorderable"),
        (basket(line("CLK", 2, "now")), 3, "NotEnoughHere"),
        (basket(line("LMP", 1, "backorder")), 3, "CustomerNeeded"),
        (basket(line("LMP", 1, "backorder"), customer={"name": "Ada"}), 3, "ContactNeeded"),
        (basket(line("LMP", 1, "backorder"), customer=ADA, order_deposit="45.01"), 3, "DepositTooLarge"),
        (basket(line("BLB"), tenders=[]), 3, "TenderTooSmall"),
        (basket(line("BLB"), tenders=[cash("3.24")]), 3, "TenderTooSmall"),
        (basket(line("BLB"), tenders=[{"kind": "card", "amount": "3.26"}]), 3, "TenderTooLarge"),
        (basket(line("BLB"), tenders=[cash("three")]), 3, "BadAmount"),
        (basket(line("BLB"), tenders=[cash("3.255")]), 3, "BadAmount"),
        (basket(line("BLB"), tenders=[cash("-3.25")]), 3, None),
        (basket(line("BLB", 0)), 3, "BadQuantity"),
        (basket(line("BLB", -1)), 3, "BadQuantity"),
        (basket(line("BLB", True)), 3, "BadQuantity"),
        ({"lines": [{"code": "BLB", "quantity": 1.5}], "tenders": [cash()]}, 3, "BadQuantity"),
        ({"lines": [{"code": "BLB", "quantity": "2"}], "tenders": [cash()]}, 3, "BadQuantity"),
        ({"lines": [{"code": "BLB", "quantity": 10**30}], "tenders": [cash()]}, 3, "BadQuantity"),
        ({"lines": [{"quantity": 1}], "tenders": [cash()]}, 4, "BadFile"),
        ({"lines": "BLB", "tenders": [cash()]}, 4, "BadFile"),
        ({"lines": None, "tenders": [cash()]}, 4, "BadFile"),
        ({"lines": [line("BLB")], "tenders": {"kind": "cash"}}, 4, "BadFile"),
        ({"lines": [line("BLB")], "tenders": [cash()], "customer": "Ada"}, 4, "BadFile"),
        ({"lines": [line("BLB")], "tenders": [cash()], "coupon": 1}, 4, "BadFile"),
        (basket(line("BLB"), tenders=[{"kind": "shells", "amount": "due"}]), 3, None),
        (basket(line("BLB", 1, "tomorrow")), 3, None),
        (basket(line("\ud800")), 3, "BadText"),
        (basket(line("BLB"), customer={"name": "\ud800", "phone": "030 1234567"}), 3, "BadText"),
    ],
)  # fmt: skip
def test_a_basket_that_cannot_be_sold_is_refused_in_words_and_nothing_changes(
    tool: Tool, wanted: dict[str, Any], status: int, kind: str | None
) -> None:
    before = tool.verified()
    answer = tool.call("--json", "sell", "-", stdin=json.dumps(wanted))
    assert answer.status == status, answer.text
    assert answer.refusal == (status, kind or answer.refusal[1])
    assert tool.verified() == before


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (basket(line("BLB", discount="50")), "A line has no discount."),
        (basket(line("BLB", qty=2, unit="pc")), "A line has no qty, unit."),
        (basket(line("BLB"), tenders=[cash() | {"currency": "USD"}]), "A tender has no currency."),
        (basket(line("BLB"), customer=ADA | {"mobile": "1"}), "A customer has no mobile."),
        (basket(line("BLB"), tender=[cash()]), "A basket has no tender."),
    ],
)
def test_a_field_that_a_part_of_a_basket_has_not_is_refused_by_name(
    tool: Tool, wanted: dict[str, Any], said: str
) -> None:
    answer = tool.call("--json", "sell", "-", stdin=json.dumps(wanted))
    assert answer.refusal == (4, "BadFile")
    assert answer.json["error"]["sentence"].startswith(f"{said} Nothing was sold. It may have ")


def test_an_id_with_another_basket_is_refused_and_names_the_receipt_it_has(tool: Tool) -> None:
    number = tool.sell(basket(line("BLB"), id="till-7-0001"))["number"]
    answer = tool.call("--json", "sell", "-", stdin=json.dumps(basket(line("BLB", 2), id="till-7-0001")))
    assert answer.refusal == (3, "RequestReused")
    assert answer.json["error"]["details"] == {"id": "till-7-0001", "number": number}


def test_somebody_who_orders_twice_is_one_customer(tool: Tool) -> None:
    first, second = _order(tool, 1), tool.sell(basket(line("LMP", 1, "backorder"), customer=ADA | {"name": "ada OSEI"}))
    waiting = {one["number"]: one["customer"] for one in tool.json("backorder", "list")["backorders"]}
    assert waiting == {first["number"]: "Ada Osei", second["number"]: "Ada Osei"}


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"BLB"', "{}", "\x00"])
def test_a_file_that_is_no_basket_is_refused(tool: Tool, text: str) -> None:
    assert tool.call("--json", "sell", "-", stdin=text).refusal[0] in (3, 4)
    file = tool.folder.parent / "basket.json"
    file.write_bytes(text.encode() + b"\xff")
    assert tool.call("--json", "sell", str(file)).refusal == (4, "BadFile")
    assert tool.call("--json", "sell", str(file.with_name("missing.json"))).refusal == (4, "BadFile")


def test_one_payment_handed_in_twice_is_one_sale(tool: Tool) -> None:
    wanted = basket(line("BLB", 2), line("LMP", 1, "backorder"), customer=ADA, id="till-7-0001")
    first, second = tool.sell(wanted), tool.sell(wanted)
    assert second["repeated"] is True
    assert "repeated" not in first
    for key in ("number", "total", "tax", "due_now", "order_deposit", "balance_due", "change_due"):
        assert second[key] == first[key], key
    assert [part["sku"] for part in second["taken_now"]] == ["BLB"]
    assert second["backorders"] == first["backorders"]
    assert tool.json("look", "BLB")["here"]["on_hand"] == 38
    assert tool.sell(basket(line("BLB"), id="till-7-0002"))["number"].endswith("A000002")


def test_a_basket_may_be_a_file_and_the_common_options_may_stand_anywhere(tool: Tool) -> None:
    file = tool.folder.parent / "basket.json"
    file.write_text(json.dumps(basket(line("BLB"))), encoding="utf-8-sig")
    answers = [
        tool.call("--json", "sell", str(file)), tool.call("sell", "--json", str(file)),
        tool.call("sell", str(file), "--json"), tool.call("sell", str(file), "--data", str(tool.folder), "--json"),
        tool.call("sell", str(file), f"--data={tool.folder}", "--json"),
    ]  # fmt: skip
    assert [answer.status for answer in answers] == [0] * 5, [answer.err for answer in answers]
    assert [answer.json["number"][-1] for answer in answers] == list("12345")


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_a_receipt_comes_as_text_json_printer_bytes_and_pdf_and_the_second_says_duplicate(
    tool: Tool, columns: int
) -> None:
    number = _order(tool)["number"]
    width = ("--columns", str(columns))
    first = tool.call("receipt", number, "--as", "text", *width)
    second = tool.call("receipt", number, "--as", "text", *width)
    assert (first.status, second.status) == (0, 0)
    assert "DUPLICATE" not in first.text
    assert "DUPLICATE" in second.text
    assert max(map(len, first.text.splitlines())) == columns
    document = tool.call("receipt", number, "--as", "json").json
    assert document["number"] == number
    assert document == tool.json("receipt", number)
    paper = tool.call("receipt", number, "--as", "escpos", "--profile", "generic-80", *width)
    kinds = [event.kind for event in decode(paper.out)]
    assert kinds.count("cut") == 2
    assert "unknown" not in kinds
    file = tool.folder.parent / "receipt.pdf"
    said = tool.json("receipt", number, "--as", "pdf", "--output", str(file), *width)
    assert file.read_bytes().startswith(b"%PDF")
    assert (said["number"], said["bytes"]) == (number, file.stat().st_size)
    tool.verified()


def test_a_receipt_that_is_not_there_or_no_receipt_could_be_is_refused(tool: Tool) -> None:
    number = _order(tool)["number"]
    for words, refusal in (
        (("S01-R1-A000099",), (3, "UnknownCode")), ((number, "--as", "tea"), (3, "BadSetting")),
        ((number, "--columns", "7"), (3, "BadSetting")),
        ((number, "--profile", "nothing", "--as", "escpos"), (3, "BadSetting")),
        ((number, "--output", str(tool.folder.parent / "no" / "file")), (4, "BadFile")),
    ):  # fmt: skip
        assert tool.call("--json", "receipt", *words).refusal == refusal, words
    assert tool.json("receipt", f" {number} ")["number"] == number


def test_an_order_is_listed_received_for_and_collected(tool: Tool) -> None:
    number = _order(tool)["number"]
    (waiting,) = tool.json("backorder", "list")["backorders"]
    assert {"number", "state", "customer", "lines", "order_deposit", "balance_due", "place_in_queue"} <= set(waiting)
    assert {"sku", "ordered", "allocated", "handed_over", "cancelled", "promised_on", "expected_ship_on"} <= set(
        waiting["lines"][0]
    )
    assert (waiting["number"], waiting["state"], waiting["customer"]) == (number, "waiting", "Ada Osei")
    assert (waiting["order_deposit"], waiting["balance_due"], waiting["place_in_queue"]) == ("18.00", "72.00", 1)
    assert tool.call("--json", "backorder", "collect", number).refusal == (3, "OrderNotReady")
    before = tool.verified()
    trial = tool.json("receive", "PO-1", "--dry-run")
    assert tool.verified() == before
    came = tool.json("receive", "PO-1")
    assert (came["received"], came["to_shelf"]) == (5, [{"sku": "LMP", "quantity": 3}])
    assert [(one["event"], one["backorder"], one["customer"], one["channel"]) for one in came["told"]] == [
        ("ready", number, "Ada Osei", "e-mail")
    ]
    assert [one["id"] for one in tool.json("news", "list", "--order", number)["news"]][-1:] == [came["told"][0]["id"]]
    assert trial["told"] == []
    assert came["allocations"] == trial["allocations"] == [
        {"backorder": number, "line": came["allocations"][0]["line"], "sku": "LMP", "quantity": 2}
    ]  # fmt: skip
    assert tool.json("backorder", "show", number)["backorders"][0]["state"] == "ready"
    done = tool.json("backorder", "collect", number, "--amount", "80.00")
    assert (done["total"], done["order_deposit"], done["due_now"], done["change_due"]) == (
        "90.00", "18.00", "72.00", "8.00",
    )  # fmt: skip
    assert tool.json("backorder", "list", "--state", "waiting") == {"backorders": []}
    assert tool.json("backorder", "list", "--state", "collected")["backorders"][0]["balance_due"] == "0.00"
    assert tool.call("--json", "backorder", "collect", number).refusal == (3, "OrderNotReady")
    assert tool.call("--json", "backorder", "show", "NOPE").refusal == (3, "UnknownCode")
    assert tool.call("--json", "receive", "PO-99").refusal == (3, "UnknownCode")
    tool.verified()


def test_goods_come_in_from_a_file_without_the_damaged_ones(tool: Tool) -> None:
    file = tool.folder.parent / "in.csv"
    file.write_text("sku,quantity,damaged,purchase_order\nLMP,3,1,PO-1\nBLB,10,,\n")
    assert tool.json("receive", str(file))["received"] == 12
    assert tool.json("look", "LMP")["here"]["on_hand"] == 2
    file.write_text("sku,quantity\nLMP,many\n")
    assert tool.call("--json", "receive", str(file)).refusal == (4, "BadFile")
    tool.verified()


def test_with_a_printer_each_copy_is_cut_and_the_drawer_opens_once(tool: Tool, tmp_path: Path) -> None:
    paper = tmp_path / "paper"
    paper.mkdir()
    said = tool.json("printer", "add", "Front", f"file:{paper}")["printers"]
    assert {"name", "transport", "state", "cause"} <= set(said[0])
    _order(tool)
    (slip,) = paper.iterdir()
    kinds = [event.kind for event in decode(slip.read_bytes())]
    assert (kinds.count("cut"), kinds.count("drawer")) == (2, 1)
    tool.sell(basket(line("BLB"), tenders=[{"kind": "card", "amount": "due"}]))
    kinds = [event.kind for event in decode(max(paper.iterdir()).read_bytes())]
    assert (kinds.count("cut"), kinds.count("drawer")) == (1, 0)
    assert {job["state"] for job in tool.json("print", "jobs")["jobs"]} == {"sent"}


def test_a_printer_that_is_not_there_never_stops_a_sale_and_the_receipt_prints_later(
    tool: Tool, tmp_path: Path
) -> None:
    paper = tmp_path / "paper"
    tool.json("printer", "add", "Front", f"file:{paper}")
    answer = tool.call("--json", "sell", "-", stdin=json.dumps(basket(line("BLB"))))
    assert answer.status == 0
    number = answer.json["number"]
    assert answer.err.startswith("Paid. The receipt did not print: ")
    (job,) = tool.json("print", "jobs")["jobs"]
    assert set(job) == {"id", "kind", "number", "state", "cause", "attempts"}
    assert (job["number"], job["state"], job["kind"]) == (number, "queued", "original")
    assert tool.json("printer", "status")["printers"][0]["state"] == "failed"
    paper.mkdir()
    assert tool.json("print", "retry", number)["jobs"] == [{"id": job["id"], "number": number, "state": "sent"}]
    (slip,) = paper.iterdir()
    assert number.encode() in slip.read_bytes()
    assert b"DUPLICATE" not in slip.read_bytes()
    assert tool.json("print", "retry", number)["jobs"][0]["state"] == "sent"
    assert b"DUPLICATE" in max(paper.iterdir()).read_bytes()
    assert tool.call("--json", "print", "retry", "NOPE").refusal == (3, "UnknownCode")
    assert tool.json("printer", "status")["printers"][0]["state"] == "reachable"
    tool.json("printer", "test")
    assert len(list(paper.iterdir())) == 3
    assert tool.call("--json", "print", "drop", job["id"]).refusal == (3, "OrderNotReady")
    assert tool.json("printer", "remove") == {"printers": []} == tool.json("printer", "list")
    tool.json("printer", "add", "Front", f"file:{tmp_path / 'nowhere'}")
    number = tool.sell(basket(line("BLB")))["number"]
    assert tool.json("print", "drop", number)["jobs"][0]["state"] == "dropped"
    for address in ("fax:1", "", "tcp://"):
        assert tool.call("--json", "printer", "add", "Front", address).refusal[0] in (3, 4), address
    tool.verified()


@pytest.mark.parametrize("in_the_basket", [True, False])
def test_a_basket_that_goes_together_has_one_date_and_is_handed_over_whole(tool: Tool, in_the_basket: bool) -> None:
    wish = basket(line("BLB", 2, "auto"), line("LMP", 2, "auto"), customer=ADA)
    sold = tool.sell({**wish, "ship_complete": True}) if in_the_basket else tool.sell(wish, "--together")
    assert sold["ship_complete"] is True
    assert sold["taken_now"] == []
    assert [(later["sku"], later["quantity"]) for later in sold["backorders"]] == [("BLB", 2), ("LMP", 2)]
    assert len({(later["likely_on"], later["latest_on"], later["words"]) for later in sold["backorders"]}) == 1
    assert "All together: " in sold["receipts"][0]
    (order,) = tool.json("backorder", "show", sold["number"])["backorders"]
    assert (order["ship_complete"], order["state"]) == (True, "waiting")
    assert "all together" in tool.call("backorder", "show", sold["number"]).text
    assert tool.call("--json", "backorder", "collect", sold["number"], "--tender", "card").refusal == (
        3,
        "OrderNotReady",
    )
    tool.json("receive", "PO-1")
    (order,) = tool.json("backorder", "show", sold["number"])["backorders"]
    assert order["state"] == "ready"
    tool.json("backorder", "collect", sold["number"], "--tender", "card")


def test_whether_it_goes_together_is_true_or_false(tool: Tool) -> None:
    done = tool.call("--json", "sell", "-", stdin=json.dumps({**basket(line("BLB")), "ship_complete": "yes"}))
    assert done.refusal == (4, "BadFile")


def test_too_few_units_for_an_order_that_goes_together_are_held(tool: Tool) -> None:
    tool.sell({**basket(line("LMP", 4, "backorder"), customer=ADA), "ship_complete": True})
    file = tool.folder / "came.csv"
    file.write_text("sku,quantity\nLMP,3\n", encoding="utf-8")
    came = tool.json("receive", str(file))
    assert (came["allocations"], came["held"], came["to_shelf"]) == ([], [{"sku": "LMP", "quantity": 3}], [])
