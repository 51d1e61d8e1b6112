"""The terms of a choice add up to what the engine weighs; a worked example; words say what numbers say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.app.explain import explain
from sim.app.lessons.worlds import NORTH, SOUTH, friends, mixed, threatened
from sim.app.words import TERM_WORDS
from sim.engine.readable import terms
from sim.engine.readable.model import BalanceOfPower
from sim.errors import InputError
from sim.scenario.scenario import load_scenario
from sim.theory.choice import draw_posture
from sim.vocabulary import Posture
from tests.strategies import Mapping, scenarios

ENGINE_FIELDS = {Posture.ALIGN: "align", Posture.HEDGE: "hedge", Posture.BALANCE: "balance"}


@settings(max_examples=30)
@given(mapping=scenarios(max_states=5, max_horizon=6), seed=st.integers(0, 2**32))
def test_terms_add_up_to_the_engines_values(mapping: Mapping, seed: int) -> None:
    model = BalanceOfPower(mapping, rng=seed)
    while model.running:
        model.step()
        for agent in model.agents:
            values = agent.weigh()
            for j, target in enumerate(model.case.canonical_states):
                if target == agent.key:
                    continue
                found = explain(model, agent.key, target)
                for option in found.now.options:
                    assert option.value == getattr(values, ENGINE_FIELDS[option.posture])[j]
                    assert not {term.third for term in option.terms} & {agent.key, target}
                    total = sum(term.value for term in option.terms)
                    scale = 1.0 + sum(abs(term.value) for term in option.terms)
                    assert total == pytest.approx(option.value, abs=1e-12 * scale)
                assert sum(option.probability for option in found.now.options) == pytest.approx(1.0)
                assert sum(issue.agreement for issue in found.issues) == pytest.approx(found.agreement)
                assert sum(issue.conflict for issue in found.issues) == pytest.approx(found.conflict)
                assert found.net_interest == found.agreement - found.conflict


@settings(max_examples=20)
@given(mapping=scenarios(max_states=4, max_horizon=8), seed=st.integers(0, 2**32))
def test_the_last_decision_is_the_one_that_was_drawn(mapping: Mapping, seed: int) -> None:
    """Drawn again from the chances of `last` with the model's own number, it is the posture that stands."""
    model = BalanceOfPower(mapping, rng=seed)
    states = model.case.canonical_states
    while model.running:
        before = model.postures
        model.step()
        for i, source in enumerate(states):
            for j, target in enumerate(states):
                if i == j:
                    continue
                found = explain(model, source, target, before=before)
                assert found.posture == model.postures[i, j]
                if found.last is None:
                    assert not found.reviewed
                    assert found.posture == before[i, j]
                    continue
                weights = [found.last.option(posture).probability for posture in sorted(Posture)]
                assert found.posture == draw_posture(model.draws.choice[i, j], *weights)
                assert found.last.before == before[i, j]


def test_a_pair_worked_by_hand() -> None:
    """Lesson 1 at its start: I = 0.8, κ = 0.5, c = 0.1, R = 1/2, χ = 0.5; both hedge."""
    found = explain(BalanceOfPower(friends(), rng=0), NORTH, SOUTH)
    align, hedge, balance = (found.now.option(posture) for posture in ENGINE_FIELDS)
    assert [(term.key, round(term.value, 12)) for term in align.terms] == [
        (terms.NET_INTEREST, 0.8),
        (terms.RECIPROCITY, 0.0),
        (terms.STRUCTURAL_BALANCE, 0.0),
        (terms.AUTONOMY, -0.5),
        (terms.ENTRAPMENT, 0.0),
        (terms.HEDGING_PREMIUM, 0.0),
        (terms.INERTIA, -0.1),
    ]
    assert align.value == pytest.approx(0.2)
    assert hedge.value == 0.0
    assert balance.value == pytest.approx(-0.8 - 0.25 - 0.1)
    assert align.probability == pytest.approx(
        np.exp(1.0) / (np.exp(1.0) + 1.0 + np.exp(-1.15 / 0.2)), rel=1e-9
    )
    assert (found.step, found.reviewed, found.last) == (0, False, None)
    assert " ".join(found.sentences).startswith("Northland hedges toward Southland: so the history begins")


def test_the_closed_door_is_the_only_difference_of_the_second_lesson() -> None:
    first, second = (
        {
            term.key: term.value
            for term in explain(BalanceOfPower(world, rng=0), NORTH, SOUTH).now.option(Posture.ALIGN).terms
        }
        for world in (friends(), mixed())
    )
    assert second.pop(terms.HEDGING_PREMIUM) == pytest.approx(-0.6)
    assert first.pop(terms.HEDGING_PREMIUM) == 0.0
    assert second == pytest.approx(first)


def test_a_common_threat_is_named_once_the_partner_balances_it() -> None:
    world = threatened().replace({"initial": {"SOU": {"EAS": "BALANCE"}}})
    align = explain(BalanceOfPower(world, rng=0), NORTH, SOUTH).now.option(Posture.ALIGN)
    threat = next(term for term in align.terms if term.key == terms.COMMON_THREAT)
    # θ = 0.5, H = R π I = 0.6/0.8 · 1 · 1
    assert (threat.third, threat.label) == ("EAS", "Common threat: Eastland")
    assert threat.value == pytest.approx(0.375)


def test_entrapment_is_told_apart_from_autonomy() -> None:
    """Russia needs China's trade by 0.6, China Russia's by 0.3: κ δ 0.3 = 0.15 for Russia, 0 for China."""
    model = BalanceOfPower("essay", rng=0)
    for source, target, trapped in (("RUS", "CHN", -0.15), ("CHN", "RUS", 0.0)):
        values = {t.key: t.value for t in explain(model, source, target).now.option(Posture.ALIGN).terms}
        assert values[terms.AUTONOMY] == -0.5
        assert values[terms.ENTRAPMENT] == pytest.approx(trapped)


def test_looking_changes_nothing() -> None:
    looked, left_alone = (BalanceOfPower("toy_triad", rng=7) for _ in range(2))
    for _ in range(20):
        explain(looked, "NOR", "SOU")
        looked.step()
        left_alone.step()
        assert np.array_equal(looked.postures, left_alone.postures)


def test_words_fit_numbers() -> None:
    model = BalanceOfPower("essay", rng=3)
    names = model.case.state_names
    for _ in range(25):
        before = model.postures
        model.step()
        for source, target in (("RUS", "CHN"), ("USA", "CHN"), ("CHN", "USA"), ("VNM", "USA")):
            found = explain(model, source, target, before=before)
            assert 2 <= len(found.sentences) <= 4
            assert all(line.endswith(".") and line[0].isupper() for line in found.sentences)
            assert names[source] in found.sentences[0]
            best = {Posture.ALIGN: "aligning", Posture.HEDGE: "hedging", Posture.BALANCE: "balancing"}
            assert f"{best[found.now.best.posture]} looks best now" in " ".join(found.sentences).lower()
            if found.last is not None:
                assert f"{best[found.last.best.posture]} looked best when it chose" in found.last.why.lower()
            assert ("did not think" in found.sentences[0]) == (not found.reviewed)
            assert "{" not in " ".join(found.sentences)
            assert "-" not in " ".join(found.sentences), "a hyphen for a minus sign"


def test_every_term_has_words() -> None:
    keys = {value for name, value in vars(terms).items() if name.isupper() and isinstance(value, str)}
    assert keys == set(TERM_WORDS)


@pytest.mark.parametrize(("source", "target"), [("RUS", "RUS"), ("RUS", "CHI"), ("", "CHN")])
def test_a_dyad_is_two_states(source: str, target: str) -> None:
    with pytest.raises(InputError, match="state"):
        explain(BalanceOfPower(load_scenario("essay"), rng=0), source, target)
