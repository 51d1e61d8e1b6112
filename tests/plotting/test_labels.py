"""Labels that would overlap move apart, no further than needed."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sim.plotting.canvas import spread_apart
from sim.plotting.path_figure import quarter_ticks

places = st.lists(st.floats(0.0, 1.0), min_size=1, max_size=8)


@given(places, st.floats(0.01, 0.12))
def test_labels_keep_apart_inside_and_in_order(wanted, room):
    found = spread_apart(wanted, room, 0.0, 1.0)
    ordered = sorted(found)
    assert all(b - a >= room - 1e-9 for a, b in pairwise(ordered))
    assert min(found) >= -1e-9
    assert max(found) <= 1.0 + 1e-9
    for i, a in enumerate(wanted):
        for j, b in enumerate(wanted):
            if a < b:
                assert found[i] < found[j]


@given(places)
def test_labels_with_room_stay_where_they_are(wanted):
    spaced = [float(rank) for rank in range(len(wanted))]
    assert spread_apart(spaced, 0.5, 0.0, 10.0) == spaced


@given(st.integers(1, 100_000), st.integers(2, 8))
def test_ticks_are_few_and_inside(horizon, about):
    ticks = quarter_ticks(horizon, about)
    assert ticks[0] == 0
    assert ticks[-1] <= horizon
    assert 1 <= len(ticks) <= about + 1 or horizon > 20_000 * about
