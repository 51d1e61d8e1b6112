"""Maps over two axes from rows with a known pattern."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sim.analysis.axes import swept_axes
from sim.analysis.regimes import is_plane, own_point, regime_table
from sim.analysis.study import read_study
from sim.analysis.summary import summarise_results
from sim.errors import InputError
from sim.plotting.plane import Plane
from sim.plotting.regime_figure import draw_regime_map
from sim.report.sections.regimes import axis_label, half_sentences, regimes_section
from sim.scenario.scenario import load_scenario
from sim.sweep.build import build_columns
from tests.analysis.synthetic import SyntheticArm, assemble, invent_batch

AXES = {"behaviour.noise": {"linspace": [0.1, 0.5, 5]}, "behaviour.inertia": [0.0, 0.1, 0.2, 0.3]}
REPLICATES = 10


@pytest.fixture(scope="module")
def results():
    """A stable bloc in all runs with noise below 0.25, in none above, in half of them at inertia 0.3."""
    case = load_scenario("toy_pair")
    spec = {"kind": "grid", "axes": AXES}
    columns = build_columns(spec, case, seed=0)
    batch, _ = invent_batch(case, np.full(20 * REPLICATES, 0.5), 3)
    point, replicate = np.divmod(np.arange(20 * REPLICATES), REPLICATES)
    noise, inertia = (columns[name][point] for name in AXES)
    batch.columns["stable_bloc"][:] = np.where(inertia > 0.25, replicate % 2 == 0, noise < 0.25)
    batch.columns["outcome"][:] = np.where(batch.columns["stable_bloc"], 0, 4)
    arm = SyntheticArm(name="map", batch=batch, replicates=REPLICATES, columns=columns, asked=spec)
    return assemble(case, [arm], None)


def test_cells_have_their_shares(results):
    arm = read_study(results).arms[0]
    assert is_plane(arm)
    table = regime_table(arm)
    assert len(table) == 20
    for row in table.to_dict("records"):
        expected = 0.5 if row["y"] > 0.25 else float(row["x"] < 0.25)
        assert row["STABLE_BLOC"] == expected
        assert row["low"] <= expected <= row["high"]
        assert row["runs"] == REPLICATES
    assert set(table.loc[table["y"] < 0.25, "reigning"]) == {"STABLE_BLOC", "HEDGING"}


def test_classes_average_over_what_lies_in_them(results):
    arm = read_study(results).arms[0]
    table = regime_table(arm, classes=2).set_index(["x", "y"])
    assert table["runs"].sum() == 200
    assert table["points"].tolist() == [4, 4, 6, 6]
    low, high = table["STABLE_BLOC"].iloc[0], table["STABLE_BLOC"].iloc[1]
    assert (low, high) == (1.0, 0.75)


def test_axes_by_name(results):
    arm = read_study(results).arms[0]
    turned = regime_table(arm, ("behaviour.inertia", "behaviour.noise"))
    assert turned["x"].nunique() == 4
    with pytest.raises(InputError, match="has no axis"):
        regime_table(arm, ("behaviour.nois", "behaviour.inertia"))


def test_the_scenarios_own_point(results):
    study = read_study(results)
    own = load_scenario("toy_pair").to_dict()["behaviour"]
    assert own_point(swept_axes(study), study.arms[0]) == (own["noise"], own["inertia"])


def test_section(results):
    section = regimes_section(summarise_results(results))
    assert section is not None
    assert "noise (λ)" in section.sentences[0]
    for plate in section.plates:
        for demanded in ("n = ", "Seed 7", "nterval"):
            assert demanded in plate.caption
        plate.draw(7.2)


def lines_of(axes):
    """Vertices of the lines of one half, (x, y)."""
    found = []
    for collection in axes.collections:
        if type(collection).__name__.endswith("ContourSet"):
            found += [path.vertices for path in collection.get_paths() if len(path.vertices)]
    return found


def plane_table(share):
    """The table of a map whose share of stable blocs is a function of x and y in 0..1."""
    x, y = (part.ravel() for part in np.meshgrid(np.linspace(0, 1, 11), np.linspace(0, 1, 11)))
    bloc = share(x, y)
    columns = {"x": x, "y": y, "STABLE_BLOC": bloc, "ENTENTE": bloc, "low": bloc - 0.1, "high": bloc + 0.1}
    return pd.DataFrame(columns)


PLANE = Plane(labels=("across", "up"), own=(0.5, 0.25))


def test_the_line_of_one_half_lies_where_one_half_is():
    table = plane_table(lambda x, y: 0.2 + 0.4 * x + 0.4 * y)
    lines = lines_of(draw_regime_map(table, plane=PLANE))
    assert lines
    for vertices in lines:
        assert vertices.sum(axis=1) == pytest.approx(0.75)
    assert half_sentences(table) == ()


@pytest.mark.parametrize(("level", "word"), [(0.3, "No cell is above one half"), (0.9, "No cell is below")])
def test_no_line_where_no_cell_reaches_one_half_and_it_says_so(level, word):
    table = plane_table(lambda x, y: level + 0.01 * x)
    axes = draw_regime_map(table, plane=PLANE)
    assert not lines_of(axes)
    figure = axes.get_figure(root=True)
    assert figure is not None
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["the scenario"]
    (sentence,) = half_sentences(table)
    assert sentence.startswith(word)
    assert "%" in sentence


@pytest.mark.parametrize(
    ("axis", "label"),
    [
        ("issues.intervention.salience.RUS", "weight of “Intervention in other states” to Russia (w)"),
        ("issues.us_forces_east_asia.salience", "weight of “US forces in East Asia” (w)"),
        ("behaviour.hedging_premium.CHN", "hedging premium of China (h)"),
        ("states.USA.capability", "capability of the United States (m)"),
        ("dependence.RUS.CHN", "dependence of Russia on China (D)"),
        ("horizon", "horizon"),
    ],
)
def test_any_axis_has_words(axis, label):
    assert axis_label(load_scenario("essay"), axis) == label


def test_a_map_with_cells_missing_is_not_drawn_and_says_so(results):
    short = replace(results, rows=results.rows.iloc[:-25])
    section = regimes_section(summarise_results(short))
    assert section is not None
    assert "25 runs of arm map are missing" in section.sentences[0]
    assert not section.plates
