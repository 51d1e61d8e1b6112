"""A state at a glance."""

import pytest

from sim.app.history import resume_at
from sim.app.profile import profile
from sim.errors import InputError
from sim.scenario.scenario import load_scenario


def test_a_profile_tells_every_posture_once() -> None:
    found = profile(resume_at(load_scenario("essay"), 0, 0), "USA")
    assert found.sentence == (
        "The United States aligns with Japan, and hedges toward Russia, China, India and Vietnam."
    )
    assert [known.target for known in found.toward] == ["RUS", "CHN", "IND", "JPN", "VNM"]
    assert found.capability == 0.1392
    pair = profile(resume_at(load_scenario("toy_pair"), 0, 0), "NOR")
    assert pair.sentence == "Northland hedges toward Southland."


def test_no_such_state() -> None:
    with pytest.raises(InputError, match="did you mean `USA`"):
        profile(resume_at(load_scenario("essay"), 0, 0), "US")
