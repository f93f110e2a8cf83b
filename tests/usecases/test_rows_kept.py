"""Practices of selling what is not here that run through several use cases, each followed from its beginning to its
end; the rows are those of the requirements."""

from __future__ import annotations

from datetime import date

import pytest

from pos.domain import errors
from pos.domain.phrases import phrase
from pos.register import Register
from pos.usecases.checkout import CustomerWish, LineWish
from pos.usecases.receiving import Arrival
from pos.usecases.sale_wishes import SpecialWish
from tests.builders import ADA, CLOCK, LAMP, MIRROR, SHADE, TABLE, put_products, put_stock, put_supply
from tests.builders import product as a_product
from tests.usecases.desk import (
    ADA_HERE,
    CARD,
    CASHIER,
    MANAGER,
    gbp,
    nothing_changes,
    order_later,
    purchase_row,
    sell,
)
from tests.usecases.test_news import sent


def test_r40_goods_that_are_not_here_are_ordered_and_handed_over_when_they_come(register: Register) -> None:
    """R40, R144: not in stock but orderable, delivered when available."""
    assert register.look_up(LAMP).here.available == 0
    sold = sell(register, LineWish(LAMP, 2), customer=ADA_HERE, tenders=(CARD,), person=CASHIER)
    assert (sold.taken_now, sold.backorders[0].part.quantity) == ((), 2)
    register.receive([Arrival(LAMP, 2, "PO-1007")], person=MANAGER)
    done = register.collect(sold.number, [CARD], person=CASHIER)
    order = register.order(sold.number)
    assert order is not None
    assert (order.state, done.deposit_applied + done.due_now) == ("collected", gbp(9000))


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_r142_a_date_no_date_and_gone_for_good_are_three_texts(register: Register, language: str) -> None:
    """R142: at out-of-stock, say the expected date, or that there is none yet, or that it is gone for good."""
    texts = [register.look_up(sku, language=language).words for sku in (LAMP, MIRROR, CLOCK)]
    assert texts[1:] == [phrase("no_date", language), phrase("gone", language)]
    assert "2026" in texts[0]
    assert len(set(texts)) == 3


def test_r142_of_what_is_gone_for_good_only_something_like_it_is_offered(register: Register) -> None:
    """R142: discontinued, then substitutes only; nobody waits for what will not come."""
    put_products(register, [a_product(CLOCK, "Wall clock", 3600, backorder="stop", supplier="", substitutes=[TABLE])])
    assert not register.look_up(CLOCK).is_gone  # the warehouse has one
    put_stock(register, {(CLOCK, "S03"): -1})  # and sells it
    seen = register.look_up(CLOCK)
    assert (seen.is_gone, [other.product.sku for other in seen.substitutes]) == (True, [TABLE])
    with nothing_changes(register):
        with pytest.raises(errors.NotBackorderable, match="something like it"):
            register.tell_me.add(CLOCK, CustomerWish(id=ADA), 1)
        with pytest.raises(errors.NotBackorderable):
            sell(register, LineWish(CLOCK, 1, take="backorder"), customer=ADA_HERE, tenders=(CARD,))


def test_r95_out_of_stock_offers_another_store_then_something_like_it_then_the_list(register: Register) -> None:
    """R95: wait, other product, other shop."""
    put_products(register, [a_product(LAMP, "Brass lamp, tall", 4500, backorder="waitlist", substitutes=["LMP-0014"])])
    seen = register.look_up(LAMP)
    assert seen.advice.decision == "waitlist"
    assert [donor.level.store_name for donor in seen.donors] == ["High Street"]
    assert [other.product.sku for other in seen.substitutes] == ["LMP-0014"]
    assert register.tell_me.add(LAMP, CustomerWish(id=ADA), 1).place == 1


def test_r116_the_date_is_the_same_on_the_screen_on_the_receipt_and_in_the_confirmation(register: Register) -> None:
    """R116, R24, R104: restock timelines where the goods are looked at and in the confirmation."""
    seen = register.look_up(LAMP)
    number = order_later(register, SHADE, 1).number
    register.waiting.change_contact(number, email="ada@example.org", tell_by="e-mail", consent=True)
    sold = order_later(register, LAMP, 1)
    assert sold.backorders[0].words == seen.words
    assert any(seen.words in str(block) for block in sold.receipt.blocks)
    sent(register)
    (message,) = [one for one in register.news.list(number=sold.number) if one.event == "taken"]
    assert seen.words in message.text


def test_r150_a_delay_stands_in_the_orders_story_with_both_dates_and_its_reason(register: Register) -> None:
    """R150, R16: open on availability, delays and issues; what was told before stays."""
    number = order_later(register, LAMP, 2).number
    told = register.order(number)
    assert told is not None
    first = told.lines[0].promised_on
    register.import_rows("purchase-orders", [purchase_row(2, "PO-1007", LAMP, 12, expected_on=date(2027, 1, 20))])
    register.waiting.redate(number, why="the ship was held up")
    order = register.order(number)
    assert order is not None
    assert first is not None
    assert order.lines[0].promised_on == first
    assert order.lines[0].expected_ship_on is not None
    assert order.lines[0].expected_ship_on > first
    words = [step.words for step in register.board.story(number).steps]
    moved = next(text for text in words if "now expected" in text)
    assert first.isoformat() in moved
    assert any("Customer told" in text and "the ship was held up" in text for text in words)


def test_r41_each_line_says_whether_the_shop_meant_it_or_ran_short(register: Register) -> None:
    """R41: policy (before its release, bought in, put aside) or shortage."""
    put_products(register, [a_product("NEW", "Lamp of spring", 9900, release_on="2027-01-15")])
    put_supply(register, "NEW", 5, date(2027, 1, 10), number="PO-2000")
    screen = SpecialWish("Paper screen", gbp(24000), "LUM", expected_on=date(2026, 12, 10))
    sold = sell(
        register, LineWish(LAMP, 1, take="backorder"), LineWish("NEW", 1, take="backorder", override="asked for it"),
        LineWish("", 1, special=screen), LineWish(TABLE, 1, take="backorder", kind="layaway"), customer=ADA_HERE,
        tenders=(CARD,),
    )  # fmt: skip
    order = register.order(sold.number)
    assert order is not None
    assert [(line.kind, line.origin) for line in order.lines] == [
        ("backorder", "shortage"), ("preorder", "policy"), ("special", "policy"), ("layaway", "policy"),
    ]  # fmt: skip


def test_r54_all_parts_of_an_order_stand_in_one_order_with_one_story(register: Register) -> None:
    """R54, R114: two hand-overs and what still follows; no new number, one story for all parts."""
    number = order_later(register, LAMP, 3).number
    for units in (1, 1):
        register.receive([Arrival(LAMP, units)], person=MANAGER)
        register.collect(number, [CARD], person=CASHIER)
    assert [order.number for order in register.orders()] == [number]
    story = register.board.story(number)
    assert [told.step.kind for told in story.steps].count("handed_over") == 2
    assert (story.order.lines[0].handed_over, story.lines[0].waiting) == (2, 1)
