import pytest

from sim.errors import InputError
from sim.scenario.quantities import BEHAVIOUR
from sim.scenario.scenario import load_scenario
from sim.sweep.plausible import plausible_axes


def test_the_essay_has_thirteen_parameters_and_forty_two_saliences():
    axes = plausible_axes(load_scenario("essay"))
    names = [axis.name for axis in axes]
    assert sum(name.startswith("behaviour.") for name in names) == 13
    assert sum(name.startswith("issues.") for name in names) == 42
    assert "issues.us_forces_europe.salience.CHN" not in names  # its position is 0: the issue leaves it cold


def test_ranges_are_those_declared_or_factors_of_the_own_value():
    axes = {axis.name: axis for axis in plausible_axes(load_scenario("essay"))}
    noise = axes["behaviour.noise"]
    assert (noise.low, noise.high) == BEHAVIOUR["noise"].plausible
    energy = axes["issues.central_asia_energy.salience.RUS"]
    assert (energy.low, energy.high) == (0.5, 1.5)


def test_states_with_values_of_their_own_are_swept_apart():
    scenario = load_scenario("essay").replace({"behaviour.autonomy.RUS": 0.9})
    names = [axis.name for axis in plausible_axes(scenario)]
    assert "behaviour.autonomy" not in names
    assert {"behaviour.autonomy.default", "behaviour.autonomy.RUS"} <= set(names)
    held = [axis.name for axis in plausible_axes(scenario, held={"behaviour.autonomy.RUS"})]
    assert "behaviour.autonomy.default" in held
    assert "behaviour.autonomy.RUS" not in held


def test_every_axis_can_be_written_at_both_ends():
    for name in ("essay", "toy_pair", "toy_triad"):
        scenario = load_scenario(name)
        for axis in plausible_axes(scenario):
            assert scenario.replace({axis.name: axis.low}) != scenario.replace({axis.name: axis.high})


def test_nothing_left_to_sweep_is_refused():
    scenario = load_scenario("toy_pair").replace(
        {f"issues.{issue}.salience": 0.0 for issue in ("open_sea", "river_water")}
    )
    with pytest.raises(InputError, match="nothing to sweep"):
        plausible_axes(scenario, held={f"behaviour.{name}" for name in BEHAVIOUR})


def held_out(held: set[str]) -> set[str]:
    """Names of the essay's axes that fall away where names are held."""
    scenario = load_scenario("essay")
    names = {axis.name for axis in plausible_axes(scenario)}
    return names - {axis.name for axis in plausible_axes(scenario, held)}


def test_what_is_held_is_held_whatever_its_name():
    stem = "issues.central_asia_energy.salience"
    assert held_out({f"{stem}.RUS"}) == {f"{stem}.RUS"}
    assert held_out({stem}) == held_out({"issues.central_asia_energy"}) == {f"{stem}.RUS", f"{stem}.CHN"}
    assert held_out({f"{stem}.default"}) == {f"{stem}.CHN"}  # Russia has a salience of its own
    assert held_out({"behaviour.noise"}) == {"behaviour.noise"}
    assert held_out({"behaviour.autonomy.default"}) == {"behaviour.autonomy"}
    assert held_out({"horizon", "bloc.members", "issues.central_asia_energy.claims.RUS"}) == set()
