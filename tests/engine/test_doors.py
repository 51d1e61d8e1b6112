"""What users may get wrong at the Python doors: each mistake is one clear line, before anything runs."""

from typing import Any

import pandas as pd
import pytest

import sim

wrong: Any = sim  # the same functions, untyped, since the mistakes here are of type
RUN: Any = sim.simulate("toy_pair", seed=0)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda: wrong.simulate_many("toy_pair", design={"behaviour.noise": [1]}),
            "must be a pandas DataFrame",
        ),
        (lambda: wrong.simulate_many("toy_pair", design=pd.DataFrame(index=range(5))), "must have columns"),
        (
            lambda: wrong.simulate_many("toy_pair", design=pd.DataFrame({"behaviour.noise": []})),
            "at least one point",
        ),
        (lambda: wrong.simulate_many("toy_pair", replicates=10**12), "fewer replicates"),
        (lambda: wrong.simulate_many("toy_pair", replicates=0), "from 1 to"),
        (lambda: wrong.simulate_many("toy_pair", threads=0), "`threads` must be a whole number from 1"),
        (lambda: wrong.simulate_many("toy_pair", threads="2", engine="mesa"), "`threads` must be"),
        (lambda: wrong.simulate_many("toy_pair", threads=True), "`threads` must be"),
        (lambda: wrong.simulate("toy_pair", engine=[]), "no engine is called"),
        (lambda: wrong.simulate("toy_pair", engine="bach"), "did you mean `batch`"),
        (lambda: wrong.simulate("toy_pair", seed=-1), "`seed` must be a whole number"),
        (lambda: wrong.simulate("toy_pair", seed=1.5), "`seed` must be a whole number"),
        (lambda: wrong.load_scenario("toy_pair").replace(None), "takes a mapping"),
        (lambda: RUN.outcome(members=5), "must be a list of states"),
        (lambda: RUN.outcome(members="NOR"), "must be a list of states"),
        (lambda: RUN.outcome(members=("NOR", "SOT")), "did you mean `SOU`"),
        (lambda: RUN.posture("NOR", "NOR"), "no posture toward itself"),
        (lambda: wrong.simulate_histories("toy_pair", replicates=2).run(9), "from 0 to 1"),
        (
            lambda: wrong.load_scenario("toy_pair").replace({"behaviour.noise": 1e308}),
            "must be <= 1e.12, got 1e",
        ),
    ],
)
def test_a_mistake_is_one_line(call: Any, words: str) -> None:
    with pytest.raises(sim.InputError, match=words):
        call()


def test_extreme_values_that_are_allowed_stay_finite() -> None:
    """The largest stakes and the wildest salience give postures, and the same ones in both engines."""
    essay = {
        **sim.load_scenario("essay").to_dict(),
        "crises": {},
    }  # a crisis would raise them beyond the largest
    wild = sim.load_scenario(essay).replace(
        {
            "issues.intervention.salience": 1e12,
            "issues.western_institutions.salience": 1e12,
            "behaviour.salience_volatility": 10.0,
            "behaviour.salience_persistence": 0.99,
            "behaviour.noise": 1e-9,
            "horizon": 12,
        }
    )
    one, other = (sim.simulate(wild, seed=1, engine=engine) for engine in ("batch", "mesa"))
    assert (one.postures == other.postures).all()
    assert (one.salience == other.salience).all()
