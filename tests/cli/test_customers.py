"""A customer at the command line."""

from __future__ import annotations

from tests.cli.tool import Tool, basket, line

ADA = {"name": "Ada Osei", "phone": "030 1234567", "email": "ada@example.com"}
ADAM = {"name": "Adam Blue", "phone": "030 7654321"}


def test_a_customer_is_shown_with_orders_notes_and_promises(tool: Tool) -> None:
    """R38, R44."""
    tenders = [{"kind": "card"}]
    number = tool.sell(basket(line("LMP", 1, "backorder"), customer=ADA, tenders=tenders))["number"]
    tool.sell(basket(line("LMP", 1, "backorder"), customer=ADAM, tenders=tenders))
    tool.call("backorder", "note", number, "Her brother may fetch it")
    seen = tool.json("customer", "show", "ada osei")
    assert [order["number"] for order in seen["open"]] == [number]
    assert [note["words"] for note in seen["notes"]] == ["Her brother may fetch it"]
    assert (seen["past"], seen["promises_judged"], seen["promises_kept"]) == ([], 0, 0)
    assert seen["open"][0]["lines"][0]["origin"] == "shortage"
    said = tool.call("customer", "show", seen["id"]).text
    assert said.startswith("Ada Osei  ")
    assert f"{number}  waiting" in said
    assert "no promise was due yet" in said
    assert "Her brother may fetch it" in said


def test_words_that_fit_several_customers_or_none_are_refused(tool: Tool) -> None:
    tenders = [{"kind": "card"}]
    for who in (ADA, ADAM):
        tool.sell(basket(line("LMP", 1, "backorder"), customer=who, tenders=tenders))
    several = tool.call("--json", "customer", "show", "ada")
    assert several.refusal == (3, "UnknownCode")
    assert len(several.json["error"]["details"]["customers"]) == 2
    assert "…567" in several.json["error"]["sentence"]
    for nobody in ("Zoe", " "):
        assert tool.call("--json", "customer", "show", nobody).refusal == (3, "UnknownCode")
