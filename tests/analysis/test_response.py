"""The line of one axis: shares by value from an invented sweep, the sentence and the figure."""

import numpy as np
import pytest

from sim.analysis.response import is_line, response
from sim.analysis.study import read_study
from sim.analysis.summary import summarise_results
from sim.plotting.style import NARROW, WIDE
from sim.report.sections.response import response_section
from sim.scenario.scenario import load_scenario
from tests.analysis.synthetic import SyntheticArm, assemble, invent_batch

REPLICATES = 10


def swept(values, hits):
    """`hits` of ten runs with a stable bloc at each value of Northland's hedging premium."""
    case = load_scenario("toy_triad")
    batch, _ = invent_batch(case, np.full(len(values) * REPLICATES, 0.5), 3)
    point, replicate = np.divmod(np.arange(len(values) * REPLICATES), REPLICATES)
    batch.columns["stable_bloc"][:] = replicate < np.array(hits)[point]
    columns = {"behaviour.hedging_premium.NOR": np.array(values)}
    arm = SyntheticArm(
        name="line", batch=batch, replicates=REPLICATES, columns=columns, asked={"kind": "grid"}
    )
    return assemble(case, [arm], None)


def test_shares_stand_in_the_order_of_the_values():
    arm = read_study(swept([1.0, 0.0, 0.5, 0.25], [1, 6, 4, 5])).arms[0]
    assert is_line(arm)
    table = response(arm)
    mine = table[table["measure"] == "stable_bloc"]
    assert mine["value"].tolist() == [0.0, 0.25, 0.5, 1.0]
    assert mine["share"].tolist() == [0.6, 0.5, 0.4, 0.1]
    assert ((mine["low"] < mine["share"]) & (mine["share"] < mine["high"])).all()
    assert not is_line(read_study(swept([0.0, 0.5, 1.0], [1, 2, 3])).arms[0])


@pytest.mark.parametrize(
    ("hits", "says"), [([6, 5, 4, 1], "one half at 2 of the 4 values"), ([4, 3, 2, 1], "one half nowhere")]
)
def test_the_section_says_whether_one_half_is_reached(hits, says):
    section = response_section(summarise_results(swept([0.0, 0.25, 0.5, 1.0], hits)))
    assert section is not None
    assert says in section.sentences[0]
    for demanded in ("n = ", "Seed 7", "nterval"):
        assert demanded in section.plates[0].caption
    for width in (WIDE, NARROW):
        assert len(section.plates[0].draw(width).lines) >= 3
