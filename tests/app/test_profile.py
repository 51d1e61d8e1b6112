"""A state at a glance."""

import pytest

from sim.app.explain import profile
from sim.engine.readable.model import BalanceOfPower
from sim.errors import InputError


def test_a_profile_tells_every_posture_once() -> None:
    found = profile(BalanceOfPower("essay", rng=0), "USA")
    assert found.sentence == (
        "The United States aligns with Japan, and hedges toward Russia, China, India and Vietnam."
    )
    assert [known.target for known in found.toward] == ["RUS", "CHN", "IND", "JPN", "VNM"]
    pair = profile(BalanceOfPower("toy_pair", rng=0), "NOR")
    assert pair.sentence == "Northland hedges toward Southland."


def test_no_such_state() -> None:
    with pytest.raises(InputError, match="did you mean `USA`"):
        profile(BalanceOfPower("essay", rng=0), "US")
