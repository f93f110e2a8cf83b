"""The pictures of the slip radar and of what there is to do after a slip; `ui.pictures` takes them with all others."""

from __future__ import annotations

from collections.abc import Callable

from ui.camera import Camera

LAMP = "LMP-0001"


def _slipped(camera: Camera) -> None:
    """The lamps that three people wait for come a month later; said once for all pictures."""
    from datetime import timedelta

    register = camera.register
    if register.radar.slips(with_remedies=False):
        return
    order = next(one for one in register.buying.orders() if any(line.sku == LAMP and line.open for line in one.lines))
    day = next(line.expected_on for line in order.lines if line.sku == LAMP)
    if day is not None:
        register.buying.redate(order.number, day + timedelta(days=30), why="The ship from Rotterdam is late")


def _radar(camera: Camera) -> None:
    _slipped(camera)
    camera.do("radar")


def _radar_sheet(camera: Camera) -> None:
    from ui.views.radar_view import RadarView

    _radar(camera)
    camera.sheet(RadarView).act()
    camera.settle()


def _radar_answer(camera: Camera) -> None:
    from ui.views.radar_view import RadarView

    _radar(camera)
    camera.sheet(RadarView).lines[0].answer.click()
    camera.settle()


def _radar_row(kind: str) -> Callable[[Camera], None]:
    """The radar with only rows of one kind, the first of them chosen."""

    def do(camera: Camera) -> None:
        from ui.views.radar_view import RadarView

        _credits(camera)
        camera.do("radar")
        view = camera.sheet(RadarView)
        view.filter.set_key(kind)
        view.filter.chosen.emit(kind)
        camera.settle()

    return do


def _credits(camera: Camera) -> None:
    """Late customers get a tenth of the price: one credit is agreed, one is to be decided; once for all pictures."""
    from dataclasses import replace

    from pos.domain.people import Person
    from pos.usecases.credit_giving import propose_in

    _slipped(camera)
    register = camera.register
    if register.radar.credits():
        return
    shop = register.shop()
    rules = replace(shop.waiting, credit_percent=10, credit_after_days=7, credit_budget=15000, credit_approve_above=400)
    register.change_shop(waiting=rules)
    lines = [line for row in register.radar.slips(with_remedies=False) for line in row.lines]
    for late, person in zip(lines, (Person("p-3", "Mr Hale", "manager"), Person("p-1", "Amira")), strict=False):
        with register.ledger.writing() as tx:
            order = tx.order(late.order)
            assert order is not None
            line = next(line for line in order.lines if line.line == late.line)
            propose_in(tx, order, line, nth=1, days=late.days_late, now=register.clock.now(), person=person)


def _costs(camera: Camera) -> None:
    from ui.views.radar_view import RadarView

    _credits(camera)
    camera.do("radar")
    camera.sheet(RadarView).costs.click()
    camera.settle()


def _tasks(camera: Camera) -> None:
    """One customer wants to be called, and one message did not arrive."""
    from datetime import date

    from pos.domain.news import Message
    from pos.domain.people import OWNER
    from pos.usecases.news_sending import not_arrived

    _slipped(camera)
    register = camera.register
    queued: list[Message] = [one for one in register.news.list(state="queued") if one.number]
    if queued and not any(one.address for one in register.news.tasks()):
        with register.ledger.writing() as tx:
            not_arrived(tx, queued[:2], "Not delivered (5.1.1).", person=OWNER, today=date(2026, 11, 2))
    camera.do("tasks")


RADAR: dict[str, Callable[[Camera], None]] = {
    "radar": _radar,
    "radar-carry-out": _radar_sheet,
    "radar-answer": _radar_answer,
    "tasks": _tasks,
    "radar-credits": _radar_row("credits"),
    "radar-not-secured": _radar_row("short"),
    "radar-costs": _costs,
}
