"""The timeline tells the same spells as the record of the run."""

import numpy as np
import pytest

from sim.app.history import resume_at, whole_run
from sim.app.lessons.worlds import threatened
from sim.app.timeline import read_timeline, timeline
from sim.errors import InputError
from sim.scenario.scenario import load_scenario
from sim.vocabulary import Posture


@pytest.mark.parametrize("seed", range(4))
def test_a_whole_history_has_the_spells_of_its_record(seed: int) -> None:
    for scenario in (threatened(), load_scenario("essay")):
        found = timeline(scenario, seed, scenario.horizon)
        record = whole_run(scenario, seed).outcome()
        blocs, ententes = found.of("bloc"), found.of("entente")
        assert len(blocs) == record.spells
        assert max((spell.length for spell in blocs), default=0) == record.longest_spell
        assert len(ententes) == record.entente_spells
        assert found.stable_bloc == record.stable_bloc
        assert [spell.start for spell in blocs if spell.stable][:1] == [
            step for step in [record.first_step] if step
        ]
        assert any(spell.open for spell in blocs) == record.censored


def test_postures_fill_the_time_without_a_gap() -> None:
    scenario = load_scenario("essay")
    found = timeline(scenario, 3, 50)
    run = whole_run(scenario, 3)
    for source, target in (("RUS", "CHN"), ("CHN", "RUS")):
        spells = found.of("posture", source, target)
        told = [spell.posture for spell in spells for _ in range(spell.length)]
        assert told == [Posture(int(a)) for a in run.posture(source, target)[:51]]
        assert [spell.open for spell in spells] == [False] * (len(spells) - 1) + [True]


def test_the_present_step_is_that_of_the_model() -> None:
    scenario = threatened()
    for step in (0, 1, 30):
        model = resume_at(scenario, 1, step)
        found = timeline(scenario, 1, step)
        assert bool(found.of("bloc") and found.of("bloc")[-1].stop == step + 1) == (model.bloc and step > 0)
        last = found.of("posture", "NOR", "SOU")[-1]
        assert (last.stop, last.posture) == (step + 1, model.postures[1, 2])


def test_a_hand_made_history() -> None:
    """EAS, NOR, SOU: a tie in steps 1 to 3, both against Eastland in 2 and 3."""
    scenario = threatened().replace({"bloc.min_duration": 2})
    postures = np.zeros((5, 3, 3))
    postures[1:4, 1, 2] = postures[1:4, 2, 1] = 1
    postures[2:4, 1, 0] = postures[2:4, 2, 0] = -1
    found = read_timeline(scenario, postures)
    spans = {
        track: [(s.start, s.stop, s.stable, s.open) for s in found.of(track)] for track in ("entente", "bloc")
    }
    assert spans == {"entente": [(1, 4, True, False)], "bloc": [(2, 4, True, False)]}
    assert [(s.start, s.stop) for s in found.of("adversary", "", "EAS")] == [(2, 4)]


def test_beyond_the_horizon_there_is_nothing() -> None:
    with pytest.raises(InputError, match="step"):
        timeline(load_scenario("toy_pair"), 0, 41)
