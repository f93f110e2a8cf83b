"""Many lines at once at the command line: another place in the queue, and new days told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.cli.tool import SOON, Tool, basket, line

LATER = SOON + timedelta(days=30)


@pytest.fixture
def two(tool: Tool) -> tuple[str, str]:
    """Two orders of lamps, one after the other: all that is on order is theirs."""
    numbers = []
    for name, phone in (("Ada Osei", "020 7946 0018"), ("Ben Moreau", "020 7946 0019")):
        customer = {"name": name, "phone": phone}
        wanted = [line("LMP", 2, "backorder", override="asked for")]
        numbers.append(tool.sell(basket(*wanted, customer=customer))["number"])
    return numbers[0], numbers[1]


def places(tool: Tool) -> dict[str, int]:
    return {one["backorder"]: one["place"] for one in tool.json("board")["lines"]}


def told(tool: Tool) -> dict[str, str]:
    return {one["backorder"]: one["told_latest"] for one in tool.json("board")["lines"]}


def test_a_line_goes_to_the_front_of_its_queue_and_a_dry_run_says_so_before(tool: Tool, two: tuple[str, str]) -> None:
    ada, ben = two
    words = ("backorder", "queue", "front", ben, "--why", "her wedding")
    seen = tool.json(*words, "--dry-run")
    assert seen["moved"] == [{"backorder": ben, "line": 1, "customer": "Ben Moreau", "sku": "LMP", "was": 2, "now": 1}]
    assert places(tool) == {ada: 1, ben: 2}
    assert "would go from place 2 to 1" in tool.call(*words, "--dry-run").text
    assert tool.json(*words) == seen
    assert places(tool) == {ada: 2, ben: 1}
    step = tool.json("backorder", "show", ben, "--steps")["steps"][-1]
    assert (step["kind"], step["reason"]) == ("moved_in_queue", "her wedding")
    (again,) = tool.json(*words)["skipped"]
    assert again["why"] == "stands at the front already"
    tool.verified()


def test_a_filter_of_the_board_names_the_lines_and_who_is_behind_hears_what_breaks(
    tool: Tool, two: tuple[str, str]
) -> None:
    ada, ben = two
    tool.bring_in("suppliers", "supplier,name,lead_time_days\nLUM,Lumen Ltd,20\n")
    tool.json("purchase-order", "add", "LUM", "LMP=2", "--number", "PO-2", "--expected-on", str(LATER))
    wanted = [line("LMP", 2, "backorder", override="asked for")]
    third = tool.sell(basket(*wanted, customer={"name": "Cai Lund", "phone": "020 7946 0020"}))["number"]
    done = tool.json("backorder", "queue", "front", "--filter", f"order:{third}", "--why", "a funeral")
    assert [(one["backorder"], one["now"]) for one in done["moved"]] == [(third, 1)]
    assert {one["backorder"] for one in done["broken"]} <= {ada, ben}
    assert done["broken"]
    tool.verified()


def test_new_days_are_told_to_many_at_once_and_nobody_is_told_an_earlier_one(tool: Tool, two: tuple[str, str]) -> None:
    tool.json("purchase-order", "redate", "PO-1", str(LATER), "--why", "strike")
    before = told(tool)
    words = ("backorder", "new-days", "--filter", "late", "--why", "the supplier said so")
    seen = tool.json(*words, "--dry-run")
    assert [one["backorder"] for one in seen["told"]] == list(two)
    assert all(one["latest_on"] > before[one["backorder"]] for one in seen["told"])
    assert told(tool) == before
    assert "would hear" in tool.call(*words, "--dry-run").text
    assert tool.json(*words) == seen
    kinds: list[Any] = [tool.json("news", "list", "--order", number)["news"] for number in two]
    assert all(any(one["event"] in ("late", "date_moved") for one in found) for found in kinds)
    tool.verified()


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("queue", "front", "--why", "x"), "BadSetting"),
        (("queue", "front", "S01-R1-A000099", "--why", "x"), "UnknownCode"),
        (("queue", "front", "{ada}/x", "--why", "x"), "BadSetting"),
        (("queue", "front", "{ada}"), "BadText"),
        (("queue", "front", "{ada}", "{ben}", "--why", "x", "--version", "1"), "BadSetting"),
        (("new-days", "{ada}"), "BadText"),
        (("new-days", "{ada}", "--why", "x", "--on", "2020-01-01"), "BadDate"),
        (("new-days", "--filter", "nonsense", "--why", "x"), "BadSetting"),
    ],
)
def test_what_nobody_meant_is_refused(tool: Tool, two: tuple[str, str], words: tuple[str, ...], kind: str) -> None:
    said = [word.format(ada=two[0], ben=two[1]) for word in words]
    assert tool.call("--json", "backorder", *said).refusal == (3, kind)


def test_a_line_that_changed_since_it_was_looked_at_is_left_out(tool: Tool, two: tuple[str, str]) -> None:
    ada, ben = two
    version = tool.json("backorder", "show", ben)["backorders"][0]["version"]
    tool.json("backorder", "change", ben, "--quantity", "1")
    done = tool.json("backorder", "queue", "front", f"{ben}/1", "--why", "x", "--version", str(version))
    assert done["moved"] == []
    assert [one["why"] for one in done["skipped"]] == ["was changed since it was looked at"]
    assert places(tool) == {ada: 1, ben: 2}
    assert "left out" in tool.call("backorder", "queue", "back", f"{ben}/9", "--why", "x").text
