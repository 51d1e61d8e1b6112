"""docs/random-numbers.md: what its code computes is what the package draws, for many keys."""

from statistics import NormalDist
from typing import Any

import numpy as np
import pytest

from sim.numerics import streams
from sim.numerics.normal import normal_quantile
from sim.numerics.philox import philox
from sim.theory.choice import best_value, logit_weight
from tests.docs.pages import blocks

type Published = dict[str, Any]


@pytest.fixture
def published() -> Published:
    """The functions of the page."""
    names: Published = {}
    exec(blocks("docs/random-numbers.md", "python")[0].text, names)  # noqa: S102 - the example is ours
    return names


def test_the_page_computes_what_the_package_draws(published: Published) -> None:
    """Run keys, salience and posture draws, for seeds and replicates on both sides of 32 bits."""
    low_high, mask = published["low_high"], published["MASK"]
    for seed, point, replicate, step in [
        (0, 0, 0, 0),
        (2012, 3, 7, 5),
        (2**63 + 1, 2**32 - 1, 2**40 + 9, 120),
    ]:
        key = published["run_key"](seed, point, replicate)
        drawn = streams.run_keys(seed, np.uint64(point), np.uint64(replicate))
        assert key == tuple(int(word) for word in drawn)
        for issue in ("central_asia_energy", "x"):
            number = published["identity"](issue)
            assert number == streams.identity(issue)
            words = published["philox"](*low_high(number), step, 1, *key)
            ours = philox(*streams.words(number), np.uint64(step), streams.SALIENCE, *drawn)
            assert words == tuple(int(word) for word in ours)
            assert published["uniform52"](*words[:2]) == float(streams.uniform52(*ours[:2]))
        i, j = published["identity"]("RUS") & mask, published["identity"]("CHN") & mask
        words = published["philox"](i, j, step, 2, *key)
        ours = philox(np.uint64(i), np.uint64(j), np.uint64(step), streams.POSTURE, *drawn)
        assert words == tuple(int(word) for word in ours)
        assert published["uniform32"](words[2]) == float(streams.uniform32(ours[2]))


def test_decisions_follow_the_page(published: Published) -> None:
    """A run of the readable engine takes, review by review, the postures that the page prescribes."""
    from sim.engine.readable.model import BalanceOfPower

    model = BalanceOfPower("toy_triad", replicate=11, rng=42)
    states = list(model.case.canonical_states)
    key = published["run_key"](42, 0, 11)
    reviews = 0
    for step in range(1, model.horizon + 1):
        before = model.postures
        model._begin_epoch(step)
        model.move_salience(step)
        model.weigh_interests()
        expected = before.copy()
        agents = {agent.key: agent for agent in model.agents}
        for i, one in enumerate(states):
            values = agents[one].weigh()
            best = best_value(values.balance, values.hedge, values.align)
            weights = [logit_weight(v, best, model.constants.precision) for v in values[1:]]
            for j, other in enumerate(states):
                words = published["philox"](
                    *(published["identity"](name) & published["MASK"] for name in (one, other)), step, 2, *key
                )
                reviewed = published["uniform32"](words[2]) < float(model.parameters.review_rate)
                if i != j and reviewed:
                    reviews += 1
                    b, h, a = (float(weight[j]) for weight in weights)
                    mark = published["uniform52"](*words[:2]) * ((b + h) + a)
                    expected[i, j] = -1 if mark < b else 0 if mark < b + h else 1
        # The model's own step repeats the same; salience stands still in this scenario.
        model.step()
        assert np.array_equal(model.postures, expected)
    assert reviews > 30


def test_normal_numbers_agree_with_an_independent_quantile() -> None:
    for u in (2.0**-53, 1e-9, 0.02, 0.3, 0.5, 0.77, 1.0 - 2.0**-53):
        assert float(normal_quantile(np.float64(u))) == pytest.approx(
            NormalDist().inv_cdf(u), rel=1e-13, abs=1e-15
        )
