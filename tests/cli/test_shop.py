"""Making a shop, its people and files, its health, at the command line."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ORDERS, PRODUCTS
from tests.cli.tool import Tool, basket, line

ROOT = Path(__file__).resolve().parents[2]


def test_a_shop_is_made_once_and_its_country_says_how_prices_are_written(bare: Tool) -> None:
    assert bare.init() == {"store": "S01", "register": "R1", "currency": "EUR", "data": str(bare.folder)}
    again = bare.call(
        "--json",
        "init",
        "--store",
        "S02",
        "--name",
        "Other",
        "--register",
        "R1",
        "--currency",
        "EUR",
        "--country",
        "DE",
    )
    assert again.refusal == (3, "ShopExists")


@pytest.mark.parametrize(
    ("currency", "country", "total"), [("EUR", "DE", "100.00"), ("USD", "US", "110.00"), ("AUD", "AU", "100.00")]
)
def test_prices_hold_their_tax_in_europe_and_australia_and_not_in_america(
    bare: Tool, currency: str, country: str, total: str
) -> None:
    bare.init(currency=currency, country=country)
    bare.bring_in("products", "sku,name,price,tax_rate\nA,Vase,100.00,10\n")
    bare.bring_in("stock", "sku,store,on_hand\nA,S01,5\n")
    assert bare.sell(basket(line("A")))["total"] == total


@pytest.mark.parametrize(
    "words",
    [
        ("--currency", "EURO"), ("--currency", ""), ("--country", "Germany"), ("--timezone", "Mars/Olympus"),
        ("--prices", "free"), ("--tax-rate", "many"), ("--tax-rate", "-1"), ("--store", ""),
        ("--store", "a/b"), ("--register", "R 1"), ("--name", ""),
        ("--deposit-percent", "101"), ("--deposit-percent", "-1"),
    ],
)  # fmt: skip
def test_a_shop_that_no_shop_could_be_is_refused_and_leaves_nothing(bare: Tool, words: tuple[str, str]) -> None:
    said = {
        "--store": "S01", "--name": "High Street", "--register": "R1", "--currency": "EUR", "--country": "DE",
        words[0]: words[1],
    }  # fmt: skip
    answer = bare.call("--json", "init", *(part for pair in said.items() for part in pair))
    assert answer.refusal == (3, "BadSetting")
    assert not bare.folder.exists()


def test_wrong_usage_ends_with_two_and_a_folder_without_a_shop_with_four(bare: Tool) -> None:
    for words in (("init",), ("nonsense",), ("find",), ("look", "A", "--quantity", "x"), ("import", "products")):
        assert bare.call(*words).status == 2, words
    for words in (("find", "x"), ("verify",), ("backup", "x"), ("restore", "x"), ("people", "list"), ("print", "jobs")):
        assert bare.call("--json", *words).refusal == (4, "NoShopHere"), words
    answer = bare.call("find", "x")
    assert (answer.status, answer.text) == (4, "")
    assert "raincheck init" in answer.err


def test_an_import_is_counted_row_by_row_and_the_second_run_changes_nothing(bare: Tool) -> None:
    bare.init()
    text = PRODUCTS + "BAD,,,1.00,19,allow,\nBLB,,Twice,1.00,19,allow,\n"
    trial = bare.bring_in("products", text, "--dry-run")
    assert bare.json("find", "lamp") == {"products": []}
    rejects = bare.folder.parent / "rejects.csv"
    first = bare.bring_in("products", text, "--rejects", str(rejects))
    assert {key: first[key] for key in ("rows", "created", "updated", "unchanged", "rejected", "repairs_offered")} == {
        "rows": 5, "created": 3, "updated": 0, "unchanged": 0, "rejected": 2, "repairs_offered": 0,
    }  # fmt: skip
    assert trial == first
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        assert [(int(row["row"]), row["reason"]) for row in csv.DictReader(file)] == [
            (reject["row"], reject["reason"]) for reject in first["rejects"]
        ]
    before = bare.verified()
    second = bare.bring_in("products", text)
    assert (second["created"], second["updated"], second["unchanged"], second["rejected"]) == (0, 0, 3, 2)
    assert bare.verified() == before
    third = bare.bring_in("products", text.replace("3.25", "3.50"))
    assert (third["updated"], third["unchanged"]) == (1, 2)


def test_columns_of_other_names_are_mapped_and_lost_zeros_put_back_only_when_asked(bare: Tool) -> None:
    bare.init()
    text = "Artikel,EAN,Titel,Preis\nA,36000291452,Soup,1.00\n"
    mapping = ("--map", "sku=Artikel", "--map", "barcode=EAN", "--map", "name=Titel", "--map", "price=Preis")
    first = bare.bring_in("products", text, *mapping)
    assert (first["created"], first["repairs_offered"]) == (1, 1)
    assert bare.json("find", "soup")["products"][0]["barcodes"] == ["36000291452"]
    mended = bare.bring_in("products", text, *mapping, "--repair", "lost-zeros")
    assert (mended["updated"], mended["repairs_offered"]) == (1, 0)
    assert bare.json("find", "soup")["products"][0]["barcodes"] == ["036000291452"]
    again = bare.bring_in("products", text, *mapping)
    assert (again["updated"], again["unchanged"]) == (0, 1)


def test_imports_that_cannot_be_are_refused(tool: Tool) -> None:
    file = tool.folder.parent / "products.csv"
    for words, refusal in (
        (("tea", str(file)), (3, "BadSetting")), (("products", str(file), "--repair", "all"), (3, "BadSetting")),
        (("products", str(file), "--map", "sku"), (3, "BadSetting")),
        (("products", str(file), "--map", "sku=Nothing"), None), (("products", str(file), "--map", "colour=sku"), None),
        (("products", str(file), "--dialect", "klingon"), None), (("products", str(file) + "x"), (4, "BadFile")),
        (("products", str(tool.folder)), (4, "BadFile")),
    ):  # fmt: skip
        found = tool.call("--json", "import", *words).refusal
        assert found[0] in (3, 4)
        assert refusal in (None, found), words


def test_what_goes_out_comes_in_again_and_changes_nothing(tool: Tool) -> None:
    tool.bring_in("suppliers", "supplier,name,lead_time_days,country,email\nLUM,Lumen Ltd,9,DE,orders@lumen.example\n")
    tool.bring_in(
        "customers", "name,phone,email,consent,language\nAda Osei,030 1234567,ada@example.com,yes,en\nZoë,,,no,\n"
    )
    tool.bring_in(
        "deliveries",
        "supplier,ordered_on,promised_on,delivered_on,sku,quantity\nLUM,2026-01-02,2026-01-09,2026-01-11,LMP,3\n",
    )
    tool.bring_in("stock", "sku,store,on_hand,safety_stock\nLMP,S02,4,1\n", name="more.csv")
    tool.bring_in("products", "sku,name,price,tax_rate,unit,category,cost,deposit_percent,pack,release_on,substitutes\n"
                  '=1+1,"=cmd|x, ""quoted""\nlines",0.05,7,g,Tea;Herbs,0.01,50,6,2027-01-02,LMP;BLB\n',
                  name="odd.csv")  # fmt: skip
    tool.sell(basket(line("BLB", 2)))
    before = tool.verified()
    for kind in ("products", "stock", "suppliers", "purchase-orders", "deliveries", "customers"):
        file = tool.folder.parent / f"out-{kind}.csv"
        written = tool.json("export", kind, str(file))["rows"]
        assert written > 0
        report = tool.json("import", kind, str(file))
        assert (report["rows"], report["unchanged"]) == (written, written), (kind, report)
    assert tool.verified()["digest"] == before["digest"]
    for kind in ("sales", "backorders"):
        tool.json("export", kind, str(tool.folder.parent / f"out-{kind}.csv"))
    assert tool.call("--json", "export", "tea", str(tool.folder / "x")).refusal == (3, "BadSetting")
    assert tool.call("--json", "export", "stock", str(tool.folder / "no" / "x")).refusal[0] == 4


def _pin(tool: Tool, pin: str) -> str:
    file = tool.folder.parent / f"pin-{pin}"
    file.write_text(pin + "\n")
    return str(file)


def test_whoever_acts_needs_the_pin_and_the_right(tool: Tool) -> None:
    added = tool.json("people", "add", "Bea", "--pin-file", _pin(tool, "193846"))["people"][0]
    assert (added["name"], added["role"]) == ("Bea", "cashier")
    bea = ("--as", "Bea", "--pin-file", _pin(tool, "193846"))
    assert added in tool.json("people", "list")["people"]
    wanted = json.dumps(basket(line("BLB")))
    assert tool.call("--json", *bea, "sell", "-", stdin=wanted).status == 0
    assert tool.call("--json", "sell", "-", *bea, stdin=wanted).status == 0
    assert "Bea" in tool.call("receipt", "S01-R1-A000001").text
    wrong = ("--as", "Bea", "--pin-file", _pin(tool, "000000"))
    assert tool.call("--json", *wrong, "sell", "-", stdin=wanted).refusal == (3, "WrongPin")
    assert tool.call("--json", "--as", "Nobody", "sell", "-", stdin=wanted).refusal == (3, "UnknownCode")
    file = str(tool.folder.parent / "products.csv")
    assert tool.call("--json", *bea, "import", "products", file).refusal == (3, "NotAllowed")
    assert tool.call("--json", *bea, "export", "products", file).refusal == (3, "NotAllowed")
    later = json.dumps(basket(line("LMP", 1, "backorder"), customer={"name": "Ada"}))
    assert tool.call("--json", *bea, "sell", "-", stdin=later).refusal == (3, "ContactNeeded")
    free = json.dumps(
        basket(line("LMP", 1, "backorder"), customer={"name": "Ada", "phone": "030 1234567"}, order_deposit="0")
    )
    assert tool.call("--json", *bea, "sell", "-", stdin=free).refusal == (3, "DepositTooSmall")
    for role, pin in (("tea", "193846"), ("cashier", "1"), ("cashier", "1111"), ("manager", "1938")):
        answer = tool.call("--json", "people", "add", "Max", "--role", role, "--pin-file", _pin(tool, pin))
        assert answer.refusal[0] == 3, (role, pin)
    promoted = tool.json("people", "role", "Bea", "manager", "--pin-file", _pin(tool, "58193746"))["people"][0]
    assert promoted == added | {"role": "manager"}
    tool.verified()


def test_a_backup_comes_back_with_what_it_held_and_numbers_go_on_under_a_new_letter(tool: Tool) -> None:
    file = tool.folder.parent / "monday.db"
    tool.sell(basket(line("BLB", 2)))
    kept = tool.json("backup", str(file))
    assert kept == {"file": str(file), "bytes": file.stat().st_size, "ops": tool.verified()["ops"]}
    tool.sell(basket(line("BLB", 2)))
    assert tool.json("restore", str(file)) == kept
    assert tool.json("look", "BLB")["here"]["on_hand"] == 38
    assert tool.sell(basket(line("BLB")))["number"] == "S01-R1-B000001"
    assert tool.call("--json", "restore", str(tool.folder.parent / "products.csv")).refusal == (4, "BadFile")
    assert tool.call("--json", "backup", str(tool.folder / "no" / "copy")).refusal[0] == 4
    assert set(tool.verified()["checks"]) == {"chain", "projections", "money", "stock", "order_deposits", "receipts"}


def test_records_that_were_altered_are_named_and_end_with_three(tool: Tool) -> None:
    from tests.store.books import bare_ledger

    tool.sell(basket(line("BLB", 2)))
    ledger = bare_ledger(tool.folder)
    with ledger.database.writing() as cursor:
        cursor.execute("UPDATE stock_level SET on_hand = 41 WHERE sku = 'BLB'")
    ledger.close()
    answer = tool.call("--json", "verify")
    assert answer.status == 3
    assert answer.json["ok"] is False
    assert not answer.json["checks"]["projections"]
    assert "stock_level differs from its log at row ('BLB'" in answer.json["faults"][0]
    assert "BLB" in tool.call("verify").text


def test_the_doctor_names_each_thing_with_a_sentence(tool: Tool) -> None:
    found = {check["name"]: check for check in tool.json("doctor")["checks"]}
    assert {"python", "database library", "window", "shop", "key store", "printer", "disk", "clock"} == set(found)
    assert all(check["sentence"].endswith((".", ")")) for check in found.values())
    assert found["database library"]["ok"]
    assert not found["key store"]["ok"]  # here the key lies in a file, which is never silent
    assert not {c["name"]: c for c in Tool(tool.folder.parent / "none").json("doctor")["checks"]}["shop"]["ok"]


def _run(tool: Tool, *words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "ui.cli", "--data", str(tool.folder), *words], input=stdin, capture_output=True,
        cwd=ROOT,
        env=os.environ, check=False,
    )  # fmt: skip


def test_the_command_itself_sells_and_speaks_utf_8(tool: Tool) -> None:
    wanted = basket(line("LMP", 1, "backorder"), customer={"name": "Željka Ørsted", "phone": "030 1234567"})
    sold = _run(tool, "--json", "sell", "-", stdin=json.dumps(wanted).encode())
    assert (sold.returncode, sold.stderr) == (0, b"")
    assert "Željka Ørsted" in json.loads(sold.stdout)["receipts"][0]
    refused = _run(tool, "look", "NOPE")
    assert (refused.returncode, refused.stdout) == (3, b"")
    assert refused.stderr.strip().endswith(b".")
    assert _run(tool, "nonsense").returncode == 2


@pytest.mark.skipif(os.name == "nt", reason="bytes that are no text cannot be given as an argument on Windows")
def test_bytes_that_are_no_text_are_refused_with_a_sentence(tool: Tool) -> None:
    for verb in ("find", "look", "receipt"):
        done = _run(tool, "--json", verb, "\udcff\udcfe")
        assert (done.returncode, json.loads(done.stdout)["error"]["kind"]) == (3, "BadText"), (verb, done.stderr)


def test_no_verb_but_the_window_s_loads_qt_or_what_only_others_need(tool: Tool) -> None:
    program = (
        "import sys; from ui.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "heavy = ('PySide6', 'reportlab', 'PIL', 'openpyxl', 'alembic', 'keyring', 'escpos')\n"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)\n"
    )
    for words in (
        ("find", "lamp"),
        ("look", "LMP"),
        ("sell", "-"),
        ("backorder", "list"),
        ("verify",),
        ("print", "jobs"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", program, "--data", str(tool.folder), "--json", *words], cwd=ROOT,
            capture_output=True,
            input=json.dumps(basket(line("BLB"))).encode(), check=False,
        )  # fmt: skip
        assert done.stderr.decode().splitlines()[-1] == "[]", (words, done.stderr)
        assert done.returncode == 0


def test_the_orders_of_the_fixture_are_the_ones_the_shop_knows(tool: Tool) -> None:
    file = tool.folder.parent / "out.csv"
    assert tool.json("export", "purchase-orders", str(file)) == {"rows": 1}
    assert ORDERS.splitlines()[1].split(",")[0] in file.read_text("utf-8-sig")
