"""The past is a function of scenario, seed and step, and the timeline tells it as it was."""

import numpy as np
import pytest

from sim.app.crises import crises, raise_crisis
from sim.app.drawings.timeline import Spell
from sim.app.lessons.worlds import threatened
from sim.app.live import live_at
from sim.app.tracks import timeline_of
from sim.engine.simulate import simulate
from sim.scenario.scenario import load_scenario


@pytest.mark.parametrize("name", ["toy_pair", "essay"])
def test_a_history_brought_to_a_step_goes_on_as_if_never_left(name: str) -> None:
    scenario = load_scenario(name)
    whole = live_at(scenario, 5)
    for _ in range(12):
        whole.step()
    resumed = live_at(scenario, 5, 12)
    for _ in range(10):
        assert resumed.step_number == whole.step_number
        assert np.array_equal(np.stack(resumed.worlds), np.stack(whole.worlds))
        assert resumed.model.multipliers.tobytes() == whole.model.multipliers.tobytes()
        resumed.step()
        whole.step()


def test_a_crisis_leaves_the_past_as_it_was_and_changes_what_comes() -> None:
    scenario = load_scenario("essay")
    calm = live_at(scenario, 2, 30)
    for crisis in crises(scenario):
        shaken = live_at(raise_crisis(scenario, crisis, 30), 2, 30)
        assert np.array_equal(np.stack(shaken.worlds), np.stack(calm.worlds))
        assert shaken.model.interests.net.tobytes() == calm.model.interests.net.tobytes()


def test_the_end_is_the_end() -> None:
    live = live_at(load_scenario("toy_pair"), 0, 99)
    assert live.at_end
    assert live.step_number == 40


def test_what_is_new_in_a_step() -> None:
    live = live_at(load_scenario("essay"), 0, 0)
    assert live.changed() == frozenset()
    for _ in range(5):
        before = live.postures()
        live.step()
        assert live.changed() == {dyad for dyad, now in live.postures().items() if now != before[dyad]}


def test_postures_fill_the_time_without_a_gap() -> None:
    scenario = load_scenario("essay")
    tracks = {t.key: t for t in timeline_of(scenario, live_at(scenario, 3, 50).worlds).tracks}
    run = simulate(scenario, seed=3)
    for source, target in (("RUS", "CHN"), ("CHN", "RUS")):
        spells = tracks[f"{source}-{target}"].spells
        assert [spell.start for spell in spells[1:]] == [spell.stop for spell in spells[:-1]]
        told = [spell.form for spell in spells for _ in range(spell.stop - spell.start)]
        names = {-1: "BALANCE", 0: "HEDGE", 1: "ALIGN"}
        assert told == [names[int(posture)] for posture in run.posture(source, target)[:51]]


def test_a_history_made_by_hand() -> None:
    """EAS, NOR, SOU: a tie in steps 0 to 3, of which 0 is given; both against Eastland in 2 and 3."""
    scenario = threatened().replace({"bloc.min_duration": 2})
    postures = np.zeros((5, 3, 3))
    postures[0:4, 1, 2] = postures[0:4, 2, 1] = 1
    postures[2:4, 1, 0] = postures[2:4, 2, 0] = -1
    tracks = {t.key: list(t.spells) for t in timeline_of(scenario, list(postures)).tracks}
    assert tracks["entente"] == [Spell(start=1, stop=4, form="entente", stable=True)]
    assert tracks["bloc"] == [Spell(start=2, stop=4, form="bloc", stable=True)]
    assert tracks["adversary"] == [Spell(start=2, stop=4, form="adversary")]
