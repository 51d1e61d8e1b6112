"""From a document to arrays, worked by hand."""

import numpy as np
import pytest

from sim.engine.derive import derive, stakes
from sim.scenario.scenario import load_scenario
from tests.scenario.mistakes import VALID

CHN, RUS, USA = range(3)
ENERGY, INSTITUTIONS, TRADE = range(3)


def test_arrays_stand_in_canonical_order() -> None:
    scenario = load_scenario(VALID)
    p = scenario.parameters
    assert scenario.canonical_states == ("CHN", "RUS", "USA")
    assert scenario.canonical_issues == ("energy", "institutions", "trade")
    assert p.capability.tolist() == [0.5, 0.3, 0.9]
    assert p.distance_km.tolist() == [[0, 0, 3000], [0, 0, 80], [3000, 80, 0]]
    assert p.dependence.tolist() == [[0, 0.3, 0], [0.6, 0, 0], [0, 0, 0]]
    assert p.salience.tolist() == [[0.6, 0.6, 1], [0.6, 1, 1], [0.6, 0.6, 0]]
    assert p.position.tolist() == [[0, -1, 0], [0, -1, 0], [0, 1, 0]]
    assert p.claim.tolist() == [[1, 0, 0], [1, 0, 0], [0, 0, 0]]
    assert p.tie[CHN, RUS].tolist() == p.tie[RUS, CHN].tolist() == [0, 0, 0.6]
    assert np.count_nonzero(p.tie) == 2
    assert p.autonomy.tolist() == [0.5, 0.8, 0.5]
    assert float(p.entrapment) == 1.0
    assert scenario.initial.tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    assert scenario.initial.dtype == np.int8


def test_stakes_of_a_dyad_are_its_own_salience_times_the_effect() -> None:
    signed = stakes(load_scenario(VALID).parameters)
    # energy: claims 1 and 1, salience 0.6; institutions: same side, RUS weighs it 1, CHN 0.6; trade: tie 0.6
    assert signed[RUS, CHN].tolist() == [-0.6, 1.0, 0.6]
    assert signed[CHN, RUS].tolist() == [-0.6, 0.6, 0.6]
    assert signed[RUS, USA].tolist() == [0, -1, 0]
    assert signed[USA, RUS].tolist() == [0, -0.6, 0]
    assert not np.any(signed[np.diag_indices(3)])


def test_constants_of_an_epoch() -> None:
    c = derive(load_scenario(VALID).parameters)
    # R = 0.9 / (0.3 + 0.9) = 0.75; pi = 1 / 1.08
    assert c.exposure[RUS, USA] == pytest.approx(0.75 / 1.08)
    # 0.8 (1 + 1 (0.6 - 0.3)) and 0.5 (1 + 0)
    assert c.commitment[RUS, CHN] == pytest.approx(1.04)
    assert c.commitment[CHN, RUS] == 0.5
    # 0.5 * 0.5 / 0.8 + 0.5 * 0.6
    assert c.confrontation[RUS, CHN] == pytest.approx(0.6125)
    # 0.15^2 / (2 (1 - 0.81))
    assert float(c.correction) == pytest.approx(0.0225 / 0.38)
    assert float(c.precision) == 5.0
    # three states: one third state
    assert float(c.third_state_weight) == 0.2
