"""The queue by class is that of a look at every line for every newcomer, at a cost in step with the lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random

import pytest

from pos.domain.allocation import Waiting, share_by
from pos.domain.class_order import in_class_order
from pos.domain.waiting_rules import SHARINGS, Sharing
from tests.counting import steps
from tests.domain.strategies import TODAY

DayOf = Callable[[int], date | None]


def plainly(queue: Sequence[Waiting], day_of: DayOf) -> list[Waiting]:
    """Protected insert as the design says it (3.7): from the back, ahead of each whom it does not harm."""
    standing: list[Waiting] = []
    for line in sorted(queue, key=lambda line: line.key):
        place = len(standing)
        while place and standing[place - 1].rank > line.rank:
            behind = standing[place - 1]
            need = sum(one.quantity for one in standing[:place]) + line.quantity
            if behind.told is not None and (day_of(need) or date.max) > behind.told:
                break
            place -= 1
        standing.insert(place, line)
    return standing


def queue_of(random: Random, lines: int, told_days: int = 60, ranks: Sequence[int] = (10, 30, 50, 60)) -> list[Waiting]:
    return [
        Waiting(
            (0, f"{nth:06}", "R1", 1), f"O-{nth}", 1, random.randint(1, 4), None, random.random() < 0.1,
            random.randint(1, 4), random.choice(ranks),
            TODAY + timedelta(days=random.randint(0, told_days)) if random.random() < 0.8 else None,
        )
        for nth in range(lines)
    ]  # fmt: skip


def each_day(units_a_day: int, until: int = 10**9) -> DayOf:
    return lambda units: TODAY + timedelta(days=units // units_a_day) if units <= until else None


def test_the_queue_by_class_is_that_of_a_look_at_every_line() -> None:
    """Short queues of every kind, and some so long that they stand in rows of rows of rows."""
    random, moved = Random(7), 0
    for turn in range(600):
        queue = queue_of(random, random.randint(0, 30) if turn % 30 else 700, random.choice([5, 60]))
        day_of = each_day(random.choice([1, 3, 20, 40]), random.choice([40, 10**9]))
        found = in_class_order(random.sample(queue, len(queue)), day_of)
        assert found == plainly(queue, day_of)
        moved += found != queue
    assert moved > 300


@pytest.mark.parametrize("rule", SHARINGS)
@pytest.mark.parametrize("kind", ["of all classes", "the better ones last", "told a day far off"])
def test_eight_times_as_many_lines_of_one_product_cost_at_most_fourteen_times_as_much(rule: Sharing, kind: str) -> None:
    """Eight times is in step with the lines; sixty-four would be their square. Counted, not timed."""

    def cost(lines: int) -> int:
        queue = queue_of(Random(3), lines, 5_000 if kind == "told a day far off" else 60)
        if kind != "of all classes":
            half = lines // 2
            queue = [*queue_of(Random(3), half, 60, [60]), *queue_of(Random(4), lines, 60, [10])[half:]]
            if kind == "told a day far off":
                queue = [with_told(line, TODAY + timedelta(days=9_000)) for line in queue]
        return steps(lambda: share_by(rule, lines, queue, day_of=each_day(20)))

    assert cost(8_000) < 14 * cost(1_000)


def with_told(line: Waiting, told: date) -> Waiting:
    return Waiting(line.key, line.order, line.line, line.quantity, None, line.complete, line.weight, line.rank, told)


def test_days_are_asked_for_once_for_each_day_told_and_not_for_each_line() -> None:
    asked: list[int] = []
    day_of = each_day(20)

    def ask(units: int) -> date | None:
        asked.append(units)
        return day_of(units)

    in_class_order(queue_of(Random(5), 4_000), ask)
    assert len(asked) < 61 * 15
