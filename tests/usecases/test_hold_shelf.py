"""The hold shelf: places with room, bags with tags, and what lies where."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pos.domain import errors
from pos.domain.hold_places import HoldPlace
from pos.domain.receipt import Barcode
from pos.register import Register
from pos.usecases.receiving import Arrival
from printing import render
from tests.builders import ADA, BEN, LAMP, FixedClock
from tests.usecases.desk import CARD, CASHIER, MANAGER, nothing_changes, order_later


def ready(register: Register, who: str = ADA, units: int = 2) -> str:
    number = order_later(register, LAMP, units, who).number
    register.receive([Arrival(LAMP, units)])
    return number


@pytest.fixture
def shelved(register: Register) -> Register:
    """A shelf with a small place and a smaller one."""
    register.shelf.put_places([HoldPlace("H1", "by the door", 2), HoldPlace("H2", "", 1)])
    return register


def test_a_manager_sets_the_shelf_up_and_everybody_sees_what_lies_there(register: Register) -> None:
    """R9: places with capacity."""
    with nothing_changes(register):
        with pytest.raises(errors.NotAllowed):
            register.shelf.put_places([HoldPlace("H1")], person=CASHIER)
        with pytest.raises(errors.BadSetting):
            register.shelf.put_places([HoldPlace(" ")])
        with pytest.raises(errors.PlaceFull, match="no places yet"):
            register.shelf.propose_place("S01-R2-A000001")
    places = register.shelf.put_places([HoldPlace("H1", "by the door", 2), HoldPlace("H2")], person=MANAGER)
    assert [(place.place, place.room, place.bags) for place in places] == [("H1", 2, 0), ("H2", None, 0)]
    assert [place.active for place in register.shelf.put_places([HoldPlace("H2", active=False)])] == [True, False]


def test_a_place_is_one_however_its_name_is_written(shelved: Register) -> None:
    """Two that differ in capitals alone could not both be named at the counter."""
    places = shelved.shelf.put_places([HoldPlace("h1", "by the window", 3), HoldPlace("c3"), HoldPlace("C3", "cellar")])
    assert [(place.place, place.name, place.capacity) for place in places] == [
        ("H1", "by the window", 3), ("H2", "", 1), ("c3", "cellar", 0),
    ]  # fmt: skip
    (bag,) = shelved.shelf.bag(ready(shelved), place="C3")
    assert bag.place == "c3"


def test_goods_get_a_bin_when_they_are_put_aside_and_a_tag_with_it(shelved: Register) -> None:
    """R9: the bag says whose it is and where it lies."""
    order = ready(shelved)
    assert shelved.shelf.propose_place(order).place == "H1"
    bags = shelved.shelf.bag(order, bags=2, person=CASHIER)
    assert [(bag.tag, bag.place, bag.customer_name) for bag in bags] == [
        (f"{order}/1", "H1", "Ada Osei"), (f"{order}/2", "H1", "Ada Osei"),
    ]  # fmt: skip
    assert [bag.tag for bag in shelved.shelf.where(order)] == [f"{order}/1", f"{order}/2"]
    assert [place.bags for place in shelved.shelf.places()] == [2, 0]


def test_a_full_place_says_so_and_names_another(shelved: Register) -> None:
    order, other = ready(shelved), ready(shelved, BEN)
    shelved.shelf.bag(order, bags=2)
    with nothing_changes(shelved):
        with pytest.raises(errors.PlaceFull, match="Take H2"):
            shelved.shelf.bag(other, place="h1")
        with pytest.raises(errors.UnknownCode, match="no place"):
            shelved.shelf.bag(other, place="H9")
        with pytest.raises(errors.PlaceFull, match="room for 2 bags"):
            shelved.shelf.bag(other, bags=2)
    shelved.shelf.bag(other)
    with pytest.raises(errors.PlaceFull, match="room for another bag"):
        shelved.shelf.bag(other)


def test_an_order_of_which_nothing_is_put_aside_has_no_bag(shelved: Register) -> None:
    number = order_later(shelved, LAMP, 2).number
    with nothing_changes(shelved), pytest.raises(errors.OrderNotReady):
        shelved.shelf.bag(number)


def test_a_bag_is_empty_once_its_goods_are_collected(shelved: Register, clock: FixedClock) -> None:
    order = ready(shelved)
    shelved.shelf.bag(order, bags=2)
    clock.pass_time(timedelta(hours=2))
    shelved.collect(order, [CARD])
    assert shelved.shelf.where(order) == ()
    assert [place.bags for place in shelved.shelf.places()] == [0, 0]


def test_a_bag_is_empty_once_its_goods_go_to_somebody_else_and_they_are_told_where_it_lay(shelved: Register) -> None:
    order = ready(shelved)
    shelved.shelf.bag(order, place="H2")
    moved = shelved.shelf.release(order, 1, 1, "one goes back")
    assert [bag.place for bag in moved.bags] == ["H2"]
    assert len(shelved.shelf.where(order)) == 1
    shelved.shelf.release(order, 1, 1, "the other too")
    assert shelved.shelf.where() == ()


def test_bags_move_and_are_taken_out_and_a_tag_is_never_used_twice(shelved: Register) -> None:
    order = ready(shelved)
    (bag,) = shelved.shelf.bag(order)
    assert shelved.shelf.move_bag(bag.tag, "H2").place == "H2"
    shelved.shelf.empty_bag(bag.tag)
    with nothing_changes(shelved), pytest.raises(errors.UnknownCode):
        shelved.shelf.empty_bag(bag.tag)
    assert [bag.tag for bag in shelved.shelf.bag(order)] == [f"{order}/2"]


def test_the_label_shows_the_number_the_place_and_initials_and_no_name(shelved: Register) -> None:
    order = ready(shelved)
    (bag,) = shelved.shelf.bag(order)
    row = next(job for job in shelved.jobs.all() if job.number == bag.tag)
    document = shelved.jobs.document(row.number)
    assert document is not None
    assert Barcode(order) in document.blocks
    text = render(document, form="text", columns=42)
    assert bag.tag in text
    assert "A. O." in text
    assert "Osei" not in text
    assert "H1 by the door" in text
    assert "Tue 08 Dec 2026" in text
    assert render(document, form="escpos")
    before = len(shelved.jobs.all())
    shelved.shelf.print_tag(bag.tag)
    assert len(shelved.jobs.all()) == before + 1
    assert shelved.jobs.document(f"{order}/9") is None
