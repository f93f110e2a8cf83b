"""Places in the queue: a moved line stands exactly where it was put, and nobody else's key changes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pos.domain.queue_places import Key, key_text, keys_between, reordered

NOW = 1_795_000_000_000 << 16
keys = st.lists(
    st.tuples(
        st.sampled_from([0, 20, 50]), st.integers(1 << 40, NOW).map(lambda clock: f"{clock:020d}"), st.just("R1"),
        st.integers(1, 99),
    ),
    min_size=1, max_size=8, unique=True,
).map(sorted)  # fmt: skip


@settings(max_examples=500)
@given(keys, st.integers(1, 6), st.data())
def test_new_keys_lie_strictly_between_their_neighbours(queue: list[Key], count: int, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(queue)))
    before = queue[place - 1] if place else None
    after = queue[place] if place < len(queue) else None
    new = keys_between(before, after, list(range(1, count + 1)), now=NOW)
    if new is None:
        assert before is not None
        assert after is not None
        assert int(after[1]) - int(before[1]) <= count
        return
    row = [*([before] if before else []), *new, *([after] if after else [])]
    assert row == sorted(set(row))
    assert sorted(map(key_text, row)) == list(map(key_text, row))
    if after is None:
        assert new[-1] < (max(key[0] for key in new), f"{NOW + 10**6:020d}", "", 0)


def test_moving_to_the_front_goes_on_and_on() -> None:
    """Each newcomer at the front still leaves room for the next."""
    first: Key = (0, f"{NOW:020d}", "R1", 1)
    for _ in range(500):
        made = keys_between(None, first, [1], now=NOW)
        assert made is not None
        assert made[0] < first
        first = made[0]


@given(st.integers(1, 8), st.data())
def test_a_reordered_queue_has_everybody_once(length: int, data: st.DataObject) -> None:
    queue = [(0, f"{clock:020d}", "R1", 1) for clock in range(length)]
    moved = data.draw(st.lists(st.integers(0, length - 1), unique=True).map(sorted))
    to = data.draw(st.integers(0, length))
    after = reordered(queue, moved, to)
    assert sorted(after) == list(range(length))
    stay = [place for place in after if place not in moved]
    assert stay == sorted(stay)
