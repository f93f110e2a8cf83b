"""The tell-me list: no money, served after the orders and in order, with goods held for a set time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from pos.domain import errors
from pos.domain.people import OWNER
from pos.register import Register
from pos.usecases.checkout import CustomerWish, LineWish
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.receiving import Arrival
from pos.usecases.tell_me import Listed
from pos.usecases.tell_me_round import Served
from tests.builders import ADA, BEN, BULB, LAMP, MIRROR, SHADE, TABLE, FixedClock, product, put_products, put_stock
from tests.usecases.desk import ADA_HERE, CARD, CASHIER, MANAGER, books, nothing_changes, order_later, sell, stock_row

CARA = CustomerWish(name="Cara Lind", phone="020 7946 0555")


def on_list(register: Register, code: str, customer: str, quantity: int = 1) -> Listed:
    return register.tell_me.add(code, CustomerWish(id=customer), quantity, person=CASHIER)


def counted(register: Register, sku: str, units: int) -> None:
    """Units more (or fewer) than before, as a count finds them."""
    put_stock(register, {(sku, "S01"): units})


def free(register: Register, sku: str) -> tuple[int, int]:
    """(put aside, available) here."""
    with register.ledger.reading() as records:
        level = records.stock_here(sku)
    return level.allocated, level.available


def held(register: Register, sku: str) -> dict[str, int]:
    return {one.entry.customer: one.entry.held for one in register.tell_me.listed(sku)}


def names(served: Served) -> list[tuple[str, int]]:
    return [(one.entry.customer, one.units) for one in served.offered]


def test_r10_somebody_is_listed_with_what_they_want_and_pays_nothing(register: Register) -> None:
    """R10: customer, product, quantity, how to tell; no money moves."""
    listed = register.tell_me.add(MIRROR, CARA, 2, wanted_by=date(2026, 12, 20), person=CASHIER)
    assert (listed.entry.customer_name, listed.entry.quantity, listed.place) == ("Cara Lind", 2, 1)
    assert listed.entry.wanted_by == date(2026, 12, 20)
    assert listed.entry.person == CASHIER.id
    assert books(register, "order_deposits") == 0


def test_r2_goods_out_of_purchase_refuse_the_order_and_offer_the_list(register: Register) -> None:
    """R2: a product that takes no orders says so and offers to tell the customer, which then works."""
    with pytest.raises(errors.NotBackorderable, match="Offer to tell"), nothing_changes(register):
        sell(
            register, LineWish(MIRROR, 1, take="backorder"), customer=CustomerWish(id=ADA), person=CASHIER
        )  # fmt: skip
    assert on_list(register, MIRROR, ADA).place == 1


def test_what_cannot_be_listed_is_refused_with_a_sentence(register: Register) -> None:
    on_list(register, LAMP, ADA)
    with nothing_changes(register):
        with pytest.raises(errors.AlreadyListed, match="already"):
            on_list(register, LAMP, ADA, 2)
        with pytest.raises(errors.NothingToWaitFor, match="Sell them"):
            on_list(register, TABLE, BEN)
        with pytest.raises(errors.BadQuantity):
            on_list(register, LAMP, BEN, 0)
        with pytest.raises(errors.BadDate):
            register.tell_me.add(LAMP, CustomerWish(id=BEN), wanted_by=date(2026, 11, 1))
        with pytest.raises(errors.CustomerNeeded):
            register.tell_me.add(LAMP, CustomerWish())
        with pytest.raises(errors.ContactNeeded):
            register.tell_me.add(LAMP, CustomerWish(name="No Contact"))
        with pytest.raises(errors.UnknownCode):
            on_list(register, "NOTHING", BEN)


def test_r33_free_goods_are_held_in_the_order_of_asking_for_a_set_time(register: Register) -> None:
    """R33: who asked first has goods held first, for as long as the shop's rule says."""
    on_list(register, MIRROR, BEN)
    on_list(register, MIRROR, ADA)
    cara = register.tell_me.add(MIRROR, CARA).entry.customer
    counted(register, MIRROR, 2)
    served = register.tell_me.serve()
    assert names(served) == [(BEN, 1), (ADA, 1)]
    assert served.offered[0].until == date(2026, 11, 26)
    assert held(register, MIRROR) == {BEN: 1, ADA: 1, cara: 0}
    assert free(register, MIRROR) == (2, 0)
    assert register.tell_me.serve() == Served((), (), ())


def test_nothing_happens_while_all_that_is_here_is_owed_to_orders(register: Register) -> None:
    """Orders are served first: goods in hand that an order waits for are not free."""
    with register.ledger.writing() as tx:
        kept = tx.shop()
    assert kept.waiting.hold_days == 2
    sell(register, LineWish(LAMP, 2, take="backorder"), customer=CustomerWish(id=BEN), person=CASHIER)
    on_list(register, LAMP, ADA)
    counted(register, LAMP, 2)
    assert register.tell_me.serve().offered == ()
    counted(register, LAMP, 1)
    assert names(register.tell_me.serve()) == [(ADA, 1)]


def test_a_hold_that_ran_out_passes_to_the_next(register: Register, clock: FixedClock) -> None:
    first = on_list(register, MIRROR, BEN)
    on_list(register, MIRROR, ADA)
    counted(register, MIRROR, 1)
    register.tell_me.serve()
    register.tell_me.told([first.entry.id])
    clock.pass_time(timedelta(days=2))
    assert register.tell_me.serve() == Served((), (), ())
    clock.pass_time(timedelta(days=1))
    served = register.tell_me.serve()
    assert [entry.customer for entry in served.ended] == [BEN]
    assert names(served) == [(ADA, 1)]
    assert held(register, MIRROR) == {ADA: 1}


def test_who_was_never_told_keeps_the_place_when_the_hold_runs_out(register: Register, clock: FixedClock) -> None:
    """A message that did not go out costs nobody their place, only these goods."""
    on_list(register, MIRROR, BEN)
    on_list(register, MIRROR, ADA)
    counted(register, MIRROR, 1)
    register.tell_me.serve()
    clock.pass_time(timedelta(days=3))
    served = register.tell_me.serve()
    assert ([one.customer for one in served.untold], names(served)) == ([BEN], [(ADA, 1)])
    counted(register, MIRROR, 1)
    assert names(register.tell_me.serve()) == [(BEN, 1)]


def test_the_days_of_a_hold_count_from_the_telling(register: Register, clock: FixedClock) -> None:
    listed = on_list(register, MIRROR, BEN)
    counted(register, MIRROR, 1)
    register.tell_me.serve()
    clock.pass_time(timedelta(days=1))
    (told,) = register.tell_me.told([listed.entry.id], person=CASHIER)
    assert (told.state, told.held_until) == ("told", date(2026, 11, 27))
    assert register.tell_me.told([listed.entry.id]) == ()


def test_a_sale_to_them_takes_the_goods_held_and_serves_the_entry(register: Register) -> None:
    """Held goods are nobody else's to take, and theirs without a word."""
    on_list(register, MIRROR, BEN)
    counted(register, MIRROR, 1)
    register.tell_me.serve()
    with pytest.raises(errors.NotEnoughHere), nothing_changes(register):
        sell(register, LineWish(MIRROR, 1, take="now"), person=CASHIER)
    with pytest.raises(errors.NotEnoughHere), nothing_changes(register):
        sell(register, LineWish(MIRROR, 1, take="now"), customer=CustomerWish(id=ADA), person=CASHIER)
    sell(register, LineWish(MIRROR, 1, take="now"), customer=CustomerWish(id=BEN), person=CASHIER)
    assert register.tell_me.listed() == ()
    assert free(register, MIRROR) == (0, 0)


def test_who_buys_fewer_than_were_held_leaves_the_rest_to_the_next(register: Register) -> None:
    on_list(register, MIRROR, BEN, 2)
    on_list(register, MIRROR, ADA)
    counted(register, MIRROR, 2)
    register.tell_me.serve()
    sell(register, LineWish(MIRROR, 1, take="now"), customer=CustomerWish(id=BEN), person=CASHIER)
    assert held(register, MIRROR) == {ADA: 1}


def listed_of(register: Register, sku: str) -> list[tuple[str, int, int, int | None]]:
    """(customer, wanted, held, place) of those on the list."""
    found = register.tell_me.listed(sku)
    return [(one.entry.customer, one.entry.quantity, one.entry.held, one.place) for one in found]


def test_who_buys_a_part_keeps_the_place_for_what_was_never_offered_and_hears_of_it(
    register: Register, clock: FixedClock
) -> None:
    """Eight are wanted, three are held, one is bought: two are for the others now, and five still wanted."""
    first = on_list(register, MIRROR, ADA, 8)
    on_list(register, MIRROR, BEN)
    counted(register, MIRROR, 3)
    register.tell_me.serve()
    register.tell_me.told([first.entry.id])
    clock.pass_time(timedelta(hours=1))
    sell(register, LineWish(MIRROR, 1, take="now"), customer=ADA_HERE, person=CASHIER)
    assert listed_of(register, MIRROR) == [(ADA, 5, 0, 1), (BEN, 1, 1, None)]
    clock.pass_time(timedelta(days=1))
    counted(register, MIRROR, 7)
    register.tell_me.serve()
    assert listed_of(register, MIRROR) == [(ADA, 5, 5, None), (BEN, 1, 1, None)]
    back = [message for message in register.news.list() if message.event == "back_in_stock"]
    assert [message.customer for message in back].count(ADA) == 2
    sell(register, LineWish(MIRROR, 5, take="now"), customer=ADA_HERE, person=CASHIER)
    assert listed_of(register, MIRROR) == [(BEN, 1, 1, None)]


def test_who_buys_a_part_of_what_is_held_for_nobody_waits_for_the_rest(register: Register) -> None:
    """None were held for her yet when she came."""
    on_list(register, SHADE, ADA, 5)
    sell(register, LineWish(SHADE, 1, take="now"), customer=ADA_HERE, person=CASHIER)
    assert [one[:2] for one in listed_of(register, SHADE)] == [(ADA, 4)]
    sell(register, LineWish(SHADE, 1, take="now"), customer=ADA_HERE, person=CASHIER)
    assert [one[:2] for one in listed_of(register, SHADE)] == [(ADA, 3)]


def test_goods_held_that_are_sold_anyway_are_given_up_by_who_asked_last(register: Register) -> None:
    on_list(register, MIRROR, BEN)
    counted(register, MIRROR, 1)
    register.tell_me.serve()
    sell(register, LineWish(MIRROR, 1, take="now", anyway="in my hand"))
    assert held(register, MIRROR) == {BEN: 0}
    assert free(register, MIRROR) == (0, 0)


def held_and_overtaken(register: Register, ordered: int = 2) -> str:
    """Two lamps are held for Ada, who was told; then Ben orders some. Answers with his order."""
    listed = on_list(register, LAMP, ADA, 2)
    register.receive([Arrival(LAMP, 2)], person=MANAGER)
    register.tell_me.told([listed.entry.id])
    return order_later(register, LAMP, ordered, BEN).number


def state_of(register: Register, number: str) -> str:
    order = register.order(number)
    assert order is not None
    return order.state


def test_what_is_held_for_somebody_is_theirs_though_an_order_was_taken_since(register: Register) -> None:
    """Only what is beyond all that was owed is held, so who orders afterwards waits behind: the look-up says so, the
    sale does so, and the order waits on."""
    number = held_and_overtaken(register)
    assert register.look_up(LAMP, 2).here.available == 0
    theirs = register.look_up(LAMP, 2, customer=ADA)
    assert (theirs.here.available, theirs.short) == (2, 0)
    assert register.look_up(LAMP, 3, customer=ADA).short == 1
    assert register.look_up(LAMP, 2, customer=BEN).here.available == 0
    with pytest.raises(errors.NotEnoughHere), nothing_changes(register):
        sell(register, LineWish(LAMP, 3, take="now"), customer=CustomerWish(id=ADA), person=CASHIER)
    sold = sell(register, LineWish(LAMP, 2, take="now"), customer=CustomerWish(id=ADA), person=CASHIER)
    assert sum(part.quantity for part in sold.taken_now) == 2
    assert register.tell_me.listed() == ()
    assert state_of(register, number) == "waiting"


def test_what_is_held_beside_an_order_taken_since_goes_into_their_own_order_too(register: Register) -> None:
    """Put aside on layaway."""
    held_and_overtaken(register)
    sold = sell(
        register, LineWish(LAMP, 2, kind="layaway"), customer=CustomerWish(id=ADA), tenders=(CARD,), person=CASHIER
    )  # fmt: skip
    assert state_of(register, sold.number) == "ready"
    assert (register.tell_me.listed(), free(register, LAMP)) == ((), (2, 0))


def test_what_is_held_is_put_aside_with_the_rest_of_a_basket_that_goes_whole(register: Register) -> None:
    number = held_and_overtaken(register)
    sold = sell(
        register, LineWish(LAMP, 2), LineWish(TABLE, 6, override="wants six"), customer=CustomerWish(id=ADA),
        tenders=(CARD,), ship_complete=True,
    )  # fmt: skip
    order = register.order(sold.number)
    assert order is not None
    assert [(line.sku, line.waiting) for line in order.lines] == [(LAMP, 0), (TABLE, 2)]
    assert register.tell_me.listed() == ()
    assert state_of(register, number) == "waiting"


def test_of_more_than_is_held_only_the_rest_waits_behind_the_order_taken_since(register: Register) -> None:
    number = held_and_overtaken(register)
    sold = sell(register, LineWish(LAMP, 3), customer=CustomerWish(id=ADA), tenders=(CARD,), person=CASHIER)
    assert [part.part.quantity for part in sold.backorders] == [1]
    with register.ledger.reading() as records:
        assert [line.order for line in records.queue(LAMP)] == [number, sold.number]


def test_what_they_leave_of_it_goes_to_the_order_that_waits_before_the_next_on_the_list(register: Register) -> None:
    number = held_and_overtaken(register, 1)
    on_list(register, LAMP, BEN)
    sell(register, LineWish(LAMP, 1, take="now"), customer=CustomerWish(id=ADA), person=CASHIER)
    assert state_of(register, number) == "ready"
    assert held(register, LAMP) == {BEN: 0}


def test_goods_of_a_hold_that_ran_out_go_to_the_orders_before_the_next_on_the_list(
    register: Register, clock: FixedClock
) -> None:
    """In the step that lets them go, and the order's customer is told."""
    number = held_and_overtaken(register, 1)
    on_list(register, LAMP, BEN)
    clock.pass_time(timedelta(days=4))
    served = register.tell_me.serve()
    assert [entry.customer for entry in served.ended] == [ADA]
    assert served.orders is not None
    assert [(one.order, one.units) for one in served.orders.gets] == [(number, 1)]
    assert names(served) == [(BEN, 1)]
    assert state_of(register, number) == "ready"
    assert [one.event for one in register.news.list() if one.number == number] == ["ready"]


def test_the_round_counts_whom_it_told_of_goods_that_were_let_go(register: Register, clock: FixedClock) -> None:
    held_and_overtaken(register)
    clock.pass_time(timedelta(days=4))
    assert register.news.run().messages["ready"] == 1


def test_goods_of_who_leaves_the_list_go_to_the_orders_first(register: Register) -> None:
    number = held_and_overtaken(register, 1)
    on_list(register, LAMP, BEN)
    (entry,) = register.tell_me.held_for(ADA)
    offered = register.tell_me.remove(entry.id, "bought elsewhere", person=CASHIER)
    assert state_of(register, number) == "ready"
    assert [(one.entry.customer, one.units) for one in offered] == [(BEN, 1)]


def test_an_order_leaves_the_list_and_what_is_held_alone(register: Register) -> None:
    on_list(register, LAMP, BEN)
    counted(register, LAMP, 1)
    register.tell_me.serve()
    order_later(register, LAMP, 3, BEN)
    assert held(register, LAMP) == {BEN: 1}


def test_goods_that_are_not_there_any_more_are_given_up_by_who_asked_last(register: Register) -> None:
    on_list(register, MIRROR, BEN)
    on_list(register, MIRROR, ADA)
    counted(register, MIRROR, 2)
    register.tell_me.serve()
    counted(register, MIRROR, -1)
    register.tell_me.serve()
    assert held(register, MIRROR) == {BEN: 1, ADA: 0}
    assert free(register, MIRROR) == (1, 0)


def test_who_leaves_the_list_makes_room_for_the_next_at_once(register: Register) -> None:
    first = on_list(register, MIRROR, BEN)
    on_list(register, MIRROR, ADA)
    counted(register, MIRROR, 1)
    register.tell_me.serve()
    with pytest.raises(errors.BadText):
        register.tell_me.remove(first.entry.id, " ")
    offered = register.tell_me.remove(first.entry.id, "bought elsewhere", person=CASHIER)
    assert [one.entry.customer for one in offered] == [ADA]
    with pytest.raises(errors.WrongState, match="bought elsewhere"):
        register.tell_me.remove(first.entry.id, "again")
    with pytest.raises(errors.UnknownCode):
        register.tell_me.remove("nobody", "x")


def test_a_wish_whose_day_has_passed_ends(register: Register, clock: FixedClock) -> None:
    register.tell_me.add(MIRROR, CustomerWish(id=BEN), wanted_by=date(2026, 11, 25))
    clock.pass_time(timedelta(days=2))
    served = register.tell_me.serve()
    assert [(entry.customer, entry.why) for entry in served.ended] == [(BEN, "wanted by 2026-11-25")]


def test_r66_every_entry_says_by_when_its_customer_hears_of_us(register: Register) -> None:
    """R66: updates also for those on the list."""
    assert on_list(register, LAMP, ADA).news_due_on == date(2026, 12, 8)


def messages(register: Register) -> list[tuple[str, str]]:
    with register.ledger.database.reading() as cursor:
        cursor.execute("SELECT event, cause FROM news ORDER BY queued_at, id")
        return [(event, cause) for event, cause in cursor.fetchall()]


def test_the_news_is_put_into_the_queue_in_the_same_step(register: Register) -> None:
    """Who is offered goods hears of it once; more goods for who was told are no new event."""
    first = on_list(register, MIRROR, BEN, 2)
    register.receive([Arrival(MIRROR, 1)], person=MANAGER)
    assert held(register, MIRROR) == {BEN: 1}
    assert messages(register) == [("back_in_stock", first.entry.id)]
    register.tell_me.told([first.entry.id])
    register.receive([Arrival(MIRROR, 1)], person=MANAGER)
    assert held(register, MIRROR) == {BEN: 2}
    assert messages(register) == [("back_in_stock", first.entry.id)]


def test_a_message_that_reached_them_is_the_telling(register: Register) -> None:
    listed = on_list(register, MIRROR, BEN)
    counted(register, MIRROR, 1)
    register.tell_me.serve()
    with register.ledger.database.reading() as cursor:
        cursor.execute("SELECT id FROM news")
        (news,) = cursor.fetchall()
    with register.ledger.writing() as tx:
        settled = {"id": news[0], "state": "sent", "why": ""}
        tx.append("news_settled", {"at": register.clock.now().isoformat(), "settled": [settled]}, person="owner")
    (after,) = register.tell_me.listed(MIRROR)
    assert (after.entry.id, after.entry.state, after.entry.held) == (listed.entry.id, "told", 1)


def test_goods_of_a_cancelled_order_go_to_the_list_at_once(register: Register) -> None:
    number = order_later(register, LAMP, 1, BEN).number
    register.receive([Arrival(LAMP, 1)], person=MANAGER)
    on_list(register, LAMP, ADA)
    register.waiting.cancel(number, CancelWish("changed_mind"))
    assert held(register, LAMP) == {ADA: 1}


FREED: dict[str, Callable[[Register, str], object]] = {
    "cancelled": lambda register, number: register.waiting.cancel(number, CancelWish("changed_mind")),
    "expired": lambda register, number: register.waiting.cancel(number, CancelWish("uncollected")),
    "fewer wanted": lambda register, number: register.waiting.change_quantity(number, 1, 1, person=OWNER),
    "another product": lambda register, number: register.waiting.change_product(
        number, 1, BULB, quantity=1, override="wants it", person=OWNER
    ),
    "counted up": lambda register, number: register.import_rows("stock", [stock_row(2, TABLE, 6)]),
    "came in": lambda register, number: register.receive([Arrival(TABLE, 2)], person=MANAGER),
}


@pytest.mark.parametrize("kind", ["layaway", "backorder"])
@pytest.mark.parametrize("how", FREED)
def test_whatever_becomes_free_goes_to_orders_first_and_what_is_beyond_them_to_the_list(
    register: Register, how: str, kind: str
) -> None:
    """All four tables are put aside for Ada; Ben ordered one behind her and Cara wants to hear of one."""
    sold = sell(
        register, LineWish(TABLE, 4, take="backorder", kind=kind), customer=CustomerWish(id=ADA), tenders=(CARD,)
    )  # fmt: skip
    waits = order_later(register, TABLE, 1, BEN).number
    cara = register.tell_me.add(TABLE, CARA).entry.customer
    FREED[how](register, sold.number)
    assert state_of(register, waits) == "ready"
    assert held(register, TABLE) == {cara: 1}


def test_counted_goods_go_to_orders_first_and_then_to_the_list(register: Register) -> None:
    number = order_later(register, LAMP, 1, BEN).number
    on_list(register, LAMP, ADA)
    register.import_rows("stock", [stock_row(2, LAMP, 2)])
    order = register.order(number)
    assert order is not None
    assert order.state == "ready"
    assert held(register, LAMP) == {ADA: 1}


def test_goods_held_for_a_customer_are_named_when_they_come(register: Register) -> None:
    on_list(register, MIRROR, BEN)
    assert register.tell_me.held_for(BEN) == ()
    counted(register, MIRROR, 1)
    register.tell_me.serve()
    assert [(entry.sku, entry.held) for entry in register.tell_me.held_for(BEN)] == [(MIRROR, 1)]
    assert register.tell_me.listed(BULB) == ()


def test_r142_who_waits_for_goods_that_never_come_again_is_told_so_once_and_is_off_the_list(
    register: Register, clock: FixedClock
) -> None:
    """R142, R66: no "not back yet" for ever: they hear that it is gone, and what is here that may serve instead."""
    on_list(register, MIRROR, ADA)
    listed = on_list(register, MIRROR, BEN)
    put_products(register, [product(MIRROR, "Hall mirror", 12900, substitutes=[TABLE, BULB], backorder="stop")])
    clock.pass_time(timedelta(days=1))
    done = register.news.run()
    assert done.messages == {"not_coming": 2}
    assert register.tell_me.listed() == ()
    with register.ledger.reading() as records:
        ended = records.tell_me_entry(listed.entry.id)
    assert ended is not None
    assert (ended.state, ended.why) == ("ended", "not to be had any more")
    said = next(one for one in register.news.list() if one.cause == listed.entry.id)
    with register.ledger.reading() as records:
        instead = [found.name for sku in (TABLE, BULB) if (found := records.product(sku))]
    assert ", ".join(instead) in said.words["text"]
    clock.pass_time(timedelta(days=30))
    assert register.news.run().messages == {}


def test_goods_that_are_not_out_yet_are_held_for_nobody_before_their_day(register: Register, clock: FixedClock) -> None:
    on_list(register, MIRROR, ADA)
    register.release(MIRROR, date(2026, 12, 1))
    register.receive([Arrival(MIRROR, 1)], person=MANAGER)
    assert held(register, MIRROR) == {ADA: 0}
    clock.pass_time(timedelta(days=7))
    assert register.news.run().messages == {"back_in_stock": 1}


def test_r142_goods_that_are_still_on_order_or_on_a_shelf_may_come_back(register: Register, clock: FixedClock) -> None:
    """Only what is on no shelf of any store and on no order is gone."""
    on_list(register, LAMP, ADA)
    put_products(register, [product(LAMP, "Brass lamp", 4500, backorder="stop")])
    assert register.tell_me.serve().ended == ()


def test_the_daily_round_lets_go_what_nobody_came_for(register: Register, clock: FixedClock) -> None:
    first = on_list(register, MIRROR, BEN)
    on_list(register, MIRROR, ADA)
    counted(register, MIRROR, 1)
    register.tell_me.serve()
    register.tell_me.told([first.entry.id])
    clock.pass_time(timedelta(days=3))
    done = register.news.run()
    assert done.messages["back_in_stock"] == 1
    assert held(register, MIRROR) == {ADA: 1}
