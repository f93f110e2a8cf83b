"""What a verb writes never lands on the shop's own records, nor on the file that it reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.tool import Tool


@pytest.mark.parametrize("name", ["register.db", "shop.json", "secret.json", "new.db"])
def test_no_verb_writes_among_the_shops_own_files(tool: Tool, name: str) -> None:
    """A backup, an export or a receipt named like one of the shop's files is refused, and the shop goes on."""
    place = str(tool.folder / name)
    for words in (("backup", place), ("export", "products", place)):
        assert tool.call("--json", *words).refusal == (4, "BadFile")
    assert tool.call("verify").status == 0


def test_a_backup_replaces_only_an_older_backup(tool: Tool, tmp_path: Path) -> None:
    """Somebody else's file is left as it is; yesterday's copy makes room for today's."""
    precious = tmp_path / "precious.txt"
    precious.write_text("a letter")
    assert tool.call("--json", "backup", str(precious)).refusal == (4, "BadFile")
    assert precious.read_text() == "a letter"
    for _ in range(2):
        assert tool.call("backup", str(tmp_path / "copy.db")).status == 0


def test_rejects_never_replace_the_file_that_is_read(tool: Tool, tmp_path: Path) -> None:
    """The owner's own file is still there after its rejects were asked for under its name."""
    file = tmp_path / "in.csv"
    file.write_text("sku,name,price,tax_rate\nA,Lamp,x,19\n")
    answer = tool.call("--json", "import", "products", str(file), "--rejects", str(file))
    assert answer.refusal == (4, "BadFile")
    assert file.read_text().startswith("sku,")


def test_a_country_with_one_zone_gets_it_and_the_machines_zone_serves_where_there_are_several(tool: Tool) -> None:
    """A shop's dates are those of its own wall clock."""
    from pos.usecases.settings import zone_of

    assert (zone_of("KW"), zone_of("DE"), zone_of("US")) == ("Asia/Kuwait", "Europe/Berlin", "")


def test_an_unknown_state_of_orders_is_refused(tool: Tool) -> None:
    """A slip of the keyboard does not look like an empty list."""
    assert tool.call("--json", "backorder", "list", "--state", "bogus").refusal == (3, "BadSetting")


def test_a_test_page_without_a_printer_is_refused(tool: Tool) -> None:
    """Nobody is told that a page was sent where there is no printer."""
    assert tool.call("--json", "printer", "test").refusal == (3, "BadSetting")
