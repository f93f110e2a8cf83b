"""A message as it would read, with the real data of an order, before anybody gets it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pos.domain import errors
from pos.domain.news import EVENTS, Event
from pos.domain.news_text import Words, write, wrong_in_templates
from pos.usecases.availability import today_in
from pos.usecases.delay_credits import by_rule
from pos.usecases.news_words import Kept, day_words, line_days, told_words, values_of
from pos.usecases.promises import reckoned

if TYPE_CHECKING:
    from pos.domain.backorder import Order
    from pos.domain.credits import Credit
    from pos.domain.news import ToldLine
    from pos.domain.shop import Shop
    from pos.usecases.ports import Clock, Records, Transactions


def preview(
    *, event: Event, number: str, language: str, own: Mapping[str, str] | None, transactions: Transactions,
    clock: Clock,
) -> Words:  # fmt: skip
    """The words of an event for an order, by default the newest one; `own` are words that are not kept yet.

    Raises UnknownCode for an order that is not there, BadSetting for words that no message can be made of.
    """
    if event not in EVENTS:
        raise errors.BadSetting(
            f"No message is called “{event}”. Nothing was changed. Say one of {', '.join(EVENTS)}.", event=event
        )
    with transactions.reading() as records:
        shop = records.shop()
        today = today_in(shop, clock.now())
        if not number:
            sales = [row for row in records.sales("", 200) if row.order_deposit or row.expected_ship_on]
            number = sales[0].number if sales else ""
        order = records.order(number) if number else None
        if order is None:
            raise errors.UnknownCode(
                f"There is no order {number[:40]} to show the message with. Nothing was changed. Name another."
                if number
                else "There is no order yet to show the message with. Nothing was changed. Take one first.",
                number=number[:40],
            )
        customer = records.customer(order.customer)
        tongue = language or (customer.language if customer else "") or order.language or shop.language
        templates = dict(shop.waiting.templates)
        if own is not None:
            base = {**templates.get(event, {}), tongue: dict(own)}
            if wrong := wrong_in_templates({event: base}):
                raise errors.BadSetting(" ".join(wrong) + " Nothing was changed.", reasons=wrong)
            templates[event] = base
        told = reckoned(records, records.told_lines([number]), today)
        now = [(line.name, day_words(line.now_likely, line.now_latest, today, tongue)) for line in told]
        before = [(line.name, line.words) for line in order.lines]
        credits = _credits(records, shop, order, told, today) if event == "late" else ()
        values = values_of(
            shop, order, customer, [(line.open or line.ordered, line.name, line.unit) for line in order.lines], tongue,
            today, date_words=line_days(now or before), was=told_words(told, today, tongue) or line_days(before),
            kept=Kept(until=today + timedelta(days=shop.keep_days)), amount=order.order_deposit,
            credits=credits,
        )  # fmt: skip
    return write(event, tongue, values, templates)


def _credits(
    records: Records, shop: Shop, order: Order, told: Sequence[ToldLine], today: date
) -> tuple[Credit, ...]:  # fmt: skip
    """What the message of a delay names; for an order that is not late what it would name if no day were known."""
    undated = [replace(one, now_latest=None) for one in told]
    return by_rule(records, shop, order, told, today) or by_rule(records, shop, order, undated, today)
