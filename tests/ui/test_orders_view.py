"""The list of orders: found by number, phone and name, shown in full, printed again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from pos.domain.people import OWNER
from pos.register import Register
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish
from pos.usecases.ports import SaleRow
from pos.usecases.receiving import Arrival
from tests.builders import ADA, BEN, BULB, LAMP, NOON, TABLE, FixedClock, sample_register, sample_shop
from ui.views.listed import ListedModel
from ui.views.orders_model import order_row, short_number
from ui.views.orders_view import OrdersView
from ui.widgets import Pill
from ui.work.background import Background
from ui.work.notices import Notices


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON - timedelta(days=1))


@pytest.fixture
def register(tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    """A register with an order of Ben's, a sale to nobody and a mixed order of Ada's, the newest."""
    monkeypatch.setenv("RAINCHECK_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("RAINCHECK_KEY_STORE", "file")
    register = sample_register(tmp_path / "shop", clock=clock)
    baskets = (([LineWish(LAMP)], BEN), ([LineWish(BULB, 4)], ""), ([LineWish(TABLE), LineWish(LAMP, 2)], ADA))
    for lines, customer in baskets:
        clock.pass_time(timedelta(hours=8))
        register.sell(Checkout(tuple(lines), (TenderWish(),), CustomerWish(id=customer) if customer else None))
    yield register
    register.close()


@pytest.fixture
def background(qtbot: Any) -> Iterator[Background]:
    background = Background(Notices())
    yield background
    background.close()


@pytest.fixture
def view(qtbot: Any, register: Register, background: Background) -> OrdersView:
    view = OrdersView(register=register, background=background, shop=register.shop(), person=OWNER)
    qtbot.addWidget(view)
    view.resize(1024, 768)
    with qtbot.waitExposed(view), qtbot.waitSignal(view.shown):
        view.show()
    return view


def titles(view: OrdersView) -> list[str]:
    return [view.model.row(row).title for row in range(view.model.rowCount())]


def search(qtbot: Any, view: OrdersView, text: str, expected: list[str]) -> None:
    view.search.setFocus()
    view.search.selectAll()
    qtbot.keyClicks(view.search, text)
    qtbot.waitUntil(lambda: titles(view) == expected)


def test_the_newest_order_comes_first_and_is_shown_with_its_money_dates_and_receipt(view: OrdersView) -> None:
    assert titles(view) == ["Ada Osei", "Walk-in", "Ben Moreau"]
    assert view.key() == "S01-R2-A000003"
    paper = view.detail.preview.text()
    assert "Ada Osei" in paper
    assert "Brass lamp, tall" in paper
    spoken = view.detail.accessibleName()
    assert "On track, by Thu 3 Dec" in spoken
    assert "£45.00 due" in spoken


def test_orders_are_found_by_name_by_phone_and_by_number(qtbot: Any, view: OrdersView) -> None:
    search(qtbot, view, "mor", ["Ben Moreau"])
    search(qtbot, view, "7946 0018", ["Ada Osei"])
    search(qtbot, view, "000002", ["Walk-in"])


def test_a_search_without_a_hit_says_so_and_offers_nothing_to_print(qtbot: Any, view: OrdersView) -> None:
    search(qtbot, view, "nobody at all", [])
    assert "nobody at all" in view.nothing.accessibleName()
    assert view.nothing.isVisible()
    assert not view._main.isEnabled()


def test_the_arrow_keys_walk_through_the_list_while_one_types(qtbot: Any, view: OrdersView) -> None:
    with qtbot.waitSignal(view.shown) as shown:
        qtbot.keyClick(view.search, Qt.Key.Key_Down)
    assert shown.args == ["S01-R2-A000002"]
    assert "Bulb E27 warm" in view.detail.preview.text()
    assert not view.detail._lines_card.isVisible()


def test_ctrl_p_queues_a_duplicate_of_the_order_that_is_shown(qtbot: Any, register: Register, view: OrdersView) -> None:
    with qtbot.waitSignal(view.reprinted) as reprinted:
        qtbot.keyClick(view.search, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert reprinted.args == ["S01-R2-A000003"]
    assert register.receipt("S01-R2-A000003").prints == 1
    assert [job.duplicate for job in register.jobs.of_number("S01-R2-A000003")].count(1) == 1
    assert "Duplicate 1" in view._foot_text.text()
    assert view._main.isEnabled()


def test_a_scanned_order_is_opened_by_its_number(qtbot: Any, view: OrdersView) -> None:
    with qtbot.waitSignal(view.shown) as shown:
        view.show_order("S01-R2-A000001")
    assert shown.args == ["S01-R2-A000001"]
    assert titles(view) == ["Ben Moreau"]


def test_of_two_orders_the_one_with_goods_put_aside_stands_first_and_says_so(
    qtbot: Any, register: Register, view: OrdersView
) -> None:
    register.sell(Checkout((LineWish(TABLE),), (TenderWish(),), CustomerWish(id=ADA)))
    register.receive([Arrival(LAMP, 2, "PO-1007")])
    first = next(each.number for each in register.sales("Ada"))
    assert first != "S01-R2-A000003"
    search(qtbot, view, "ada", ["Ada Osei", "Ada Osei"])
    rows = [view.model.row(nth) for nth in (0, 1)]
    assert [row.key for row in rows] == ["S01-R2-A000003", first]
    assert [row.note.startswith("part is here, ") for row in rows] == [True, False]


def test_how_often_it_was_printed_again_is_said_in_words(qtbot: Any, register: Register, view: OrdersView) -> None:
    for words in ("Printed again once", "Printed again 2 times"):
        register.reprint("S01-R2-A000001")
        with qtbot.waitSignal(view.shown):
            view.show_order("S01-R2-A000001")
        assert view.detail._prints.text() == words


def test_escape_closes_the_list(qtbot: Any, view: OrdersView) -> None:
    with qtbot.waitSignal(view.closed):
        qtbot.keyClick(view.search, Qt.Key.Key_Escape)


def sale(state: str, expected: date | None = None) -> SaleRow:
    return SaleRow(
        "S01-R2-A000009", datetime(2026, 11, 24, 9, 30, tzinfo=UTC), "Ada Osei", 9000, 4500, 4500, state, expected
    )


@pytest.mark.parametrize(
    ("state", "expected", "pill"),
    [
        ("waiting", date(2026, 12, 3), ("backorder", "By Thu 3 Dec")),
        ("waiting", date(2026, 11, 20), ("late", "Late, was due Fri 20 Nov")),
        ("waiting", None, ("waiting", "Waiting, no date yet")),
        ("ready", date(2026, 12, 3), ("ready", "Ready to collect")),
        ("collection", None, ("in", "Collected")),
        ("closed", None, ("discontinued", "Closed")),
        ("sale", None, ("in", "Sold")),
    ],
)
def test_each_state_has_its_own_mark_and_words(state: str, expected: date | None, pill: tuple[str, str]) -> None:
    row = order_row(sale(state, expected), sample_shop(), date(2026, 11, 24))
    assert row.pill == pill
    assert (row.due == "£45.00 due") is (state in ("waiting", "ready"))
    assert row.when == "09:30"


def test_an_order_whose_day_has_moved_shows_the_day_told_beside_todays(
    qtbot: Any, register: Register, view: OrdersView, clock: FixedClock
) -> None:
    """Most of what was to come is cancelled: the state changes in word and mark, and both days are said."""
    search(qtbot, view, "osei", ["Ada Osei"])
    assert view.model.row(0).pill == ("in", "On track")
    assert view.model.row(0).note == "by Thu 3 Dec"
    register.buying.cancel("PO-1007", line=1, quantity=11)
    search(qtbot, view, "ada", ["Ada Osei"])
    qtbot.waitUntil(lambda: view.model.row(0).note != "by Thu 3 Dec")
    assert view.model.row(0).pill[1] in ("At risk", "Late expected")
    assert view.model.row(0).note.startswith("told Thu 3 Dec, now ")
    qtbot.waitUntil(lambda: "told Thu 3 Dec, now " in view.detail.accessibleName())
    words = [pill.text for pill in view.detail._lines_card.findChildren(Pill)]
    assert words[-1] in ("At risk", "Late expected")
    clock.pass_time(timedelta(days=20))
    search(qtbot, view, "osei", ["Ada Osei"])
    qtbot.waitUntil(lambda: view.model.row(0).pill == ("late", "Overdue"))


def test_a_number_of_another_register_is_never_shortened() -> None:
    shop = sample_shop()
    assert short_number("S01-R2-A000042", shop) == "A000042"
    assert short_number("S02-R2-A000042", shop) == "S02-R2-A000042"


def test_a_row_is_read_aloud_with_its_whole_number_and_what_is_due() -> None:
    row = order_row(sale("waiting", date(2026, 12, 3)), sample_shop(), date(2026, 11, 24))
    assert row.spoken == "Ada Osei, S01-R2-A000009, By Thu 3 Dec, £90.00, £45.00 due"


def test_the_model_keeps_qts_rules_while_its_rows_change(qtmodeltester: Any) -> None:
    model = ListedModel()
    qtmodeltester.check(model)
    model.set_rows([order_row(sale(state), sample_shop(), date(2026, 11, 24)) for state in ("waiting", "sale")])
    qtmodeltester.check(model)
    assert model.row_of("S01-R2-A000009") == 0
    assert model.row_of("elsewhere") == -1
