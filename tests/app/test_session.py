"""What clicks make of a session: same past, same luck, nothing lost by a mistake, nothing shared."""

from dataclasses import replace

import numpy as np
import pytest

from sim.app import session as do
from sim.app.commands import attempt, obey
from sim.app.crises import crises
from sim.app.lessons import lessons
from sim.app.session import Session, first_session
from sim.app.share import upload
from sim.app.tracks import timeline_of
from sim.engine.simulate import simulate
from sim.scenario.scenario import load_scenario


@pytest.fixture
def essay() -> Session:
    return do.explore(first_session())


def steps(session: Session, number: int) -> Session:
    for _ in range(number):
        session = do.step(session)
    return session


def test_it_begins_with_the_first_lesson() -> None:
    session = first_session()
    assert do.lesson_of(session) == lessons()[0]
    assert session.live.step_number == 0
    assert not session.playing


def test_the_page_steps_what_the_engines_simulate(essay: Session) -> None:
    session = steps(essay, 25)
    run = simulate("essay", seed=0)
    for (a, b), posture in session.live.postures().items():
        assert run.posture(a, b)[25] == posture


def test_a_slider_keeps_step_and_luck(essay: Session) -> None:
    moved = do.move(steps(essay, 10), {"behaviour.noise": 0.4})
    assert moved.live.step_number == 10
    run = simulate(load_scenario("essay").replace({"behaviour.noise": 0.4}), seed=0)
    assert run.posture("RUS", "CHN")[10] == moved.live.postures()["RUS", "CHN"]
    assert do.back(moved).scenario == essay.scenario
    assert do.move(moved, {"behaviour.noise": 0.2}).values == {}


def test_a_crisis_keeps_the_past(essay: Session) -> None:
    before = steps(essay, 12)
    after = do.crisis(before, "energy_deal")
    assert np.array_equal(np.stack(before.live.worlds), np.stack(after.live.worlds))
    assert not np.array_equal(np.stack(do.to_end(before).live.worlds), np.stack(do.to_end(after).live.worlds))
    assert do.restart(after).scenario == essay.scenario


def test_a_slider_keeps_the_crisis(essay: Session) -> None:
    session = do.move(do.crisis(steps(essay, 4), "sanctions"), {"behaviour.noise": 0.3})
    assert session.scenario.to_dict()["events"]
    assert do.back(session).scenario.to_dict()["events"] == session.scenario.to_dict()["events"]


def test_a_mistake_is_a_sentence(essay: Session) -> None:
    after = obey(essay, "crisis nothing")
    assert "no crisis is called" in after.said
    assert replace(after, said="", playing=False) == essay


def test_what_no_button_sends_changes_nothing(essay: Session) -> None:
    assert obey(essay, "lesson many") == essay


@pytest.mark.parametrize(
    "command", ["", "fly", "look", "look XXX", "look RUS>RUS", "adopt 1 1", "play now", None, 7]
)
def test_an_unknown_command_changes_nothing(essay: Session, command: object) -> None:
    assert obey(essay, command) == essay


def test_a_value_beyond_the_slider_is_refused(essay: Session) -> None:
    for wanted in ({"behaviour.noise": 1e9}, {"behaviour.noise": float("nan")}, {"nothing": 1.0}):
        after = attempt(essay, lambda session, wanted=wanted: do.move(session, wanted))  # type: ignore[misc]
        assert after.said
        assert after.scenario == essay.scenario


def test_the_clock_ticks_once_a_picture(essay: Session) -> None:
    playing = do.play(essay)
    once = do.tick(playing, playing.shown)
    assert once.live.step_number == 1
    assert do.tick(once, playing.shown) is once
    assert do.tick(do.play(once), once.shown).live.step_number == 1  # paused


def test_at_the_end_it_pauses_and_plays_again_from_the_start() -> None:
    session = do.to_end(do.open_lesson(None, 0))
    assert session.live.at_end
    assert do.step(session).live.step_number == lessons()[0].scenario.horizon
    again = do.play(session)
    assert again.playing
    assert again.live.step_number == 0


def test_luck(essay: Session) -> None:
    assert do.luck(essay, "").seed == 1
    assert do.luck(essay, " 7 ").seed == 7
    for wrong in ("abc", "-1", "1.5", "9" * 40, "²"):
        assert "seed" in attempt(essay, lambda session, wrong=wrong: do.luck(session, wrong)).said  # type: ignore[misc]


def test_sessions_share_nothing() -> None:
    one, other = do.explore(first_session()), do.explore(first_session())
    steps(do.move(one, {"behaviour.noise": 0.4}), 5)
    do.step(one)
    assert other.live.step_number == 0
    assert other.scenario == load_scenario("essay")


def test_uploads_that_are_no_file(essay: Session) -> None:
    for told in ({}, {"data": "***"}, {"data": 3}, {"unreadable": True, "name": "x"}):
        assert attempt(essay, lambda session, told=told: upload(session, told)).said  # type: ignore[misc]


@pytest.mark.parametrize("grace", [0, 2])
@pytest.mark.parametrize("seed", range(4))
def test_tracks_tell_what_the_record_of_the_run_tells(seed: int, grace: int) -> None:
    scenario = load_scenario("essay").replace({"bloc.grace": grace, "behaviour.hedging_premium": 0.2})
    session = do.to_end(do.luck(do.open_scenario(first_session(), scenario, "x"), str(seed)))
    tracks = {track.key: track.spells for track in timeline_of(scenario, session.live.worlds).tracks}
    outcome = simulate(scenario, seed=seed).outcome()
    assert len(tracks["bloc"]) == outcome.spells
    assert max((s.stop - s.start for s in tracks["bloc"]), default=0) == outcome.longest_spell
    assert len(tracks["entente"]) == outcome.entente_spells
    assert any(s.stable for s in tracks["bloc"]) == outcome.stable_bloc
    first = next((s.start for s in tracks["bloc"] if s.stable), None)
    assert first == outcome.first_step


def test_a_crisis_is_the_one_that_its_button_names() -> None:
    """The strongest outsider is the scenario's own: a slider does not turn one crisis into another."""
    weak = do.move(do.explore(do.first_session()), {"states.USA.capability": 0.04176})
    shaken = do.crisis(weak, "rising_power")
    (named,) = [one for one in crises(weak.origin) if one.key == "rising_power"]
    assert [one.name for _, one in shaken.raised] == [named.name] == ["The United States arms"]
    assert "states.USA.capability" in shaken.scenario.to_dict()["events"][0]["scale"]
