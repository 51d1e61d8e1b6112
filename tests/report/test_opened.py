"""A stored sweep in Python's hands holds what its page shows."""

import pandas as pd
import pytest

import sim
from sim.errors import InputError
from sim.report.prose import prose
from sim.report.write import FIGURES, TABLES, to_csv


@pytest.fixture(scope="module")
def sweep(tmp_path_factory):
    return sim.run_experiment(
        scenario="toy_triad",
        axes={f"behaviour.{name}": [0.0, 0.3, 0.6, 1.0] for name in ("hedging_premium", "common_threat")},
        replicates=4,
        outputs_dir=tmp_path_factory.mktemp("outputs"),
        quiet=True,
    )  # fmt: skip


def test_tables_and_figures_are_those_of_the_page(sweep):
    page = sweep.write_report()
    assert page.read_text(encoding="utf-8").count(sweep.verdict.sentence)
    written = {path.stem: path for path in (sweep.folder / TABLES).glob("*.csv")}
    assert sorted(written) == sorted(sweep.tables)
    for name, path in written.items():
        assert path.read_text(encoding="utf-8") == to_csv(sweep.tables[name])
    assert {path.stem for path in (sweep.folder / FIGURES).glob("*.png")} == set(sweep.plates)
    assert "regime_map_grid" in sweep.plates
    assert sweep.findings["regimes"][0] in page.read_text(encoding="utf-8")


def test_the_frame_is_that_of_simulate_many(sweep):
    frame, axes = sweep.to_frame(), list(sweep.results.request.arm("grid").columns)
    rows = sim.simulate_many("toy_triad", design=sweep.design[axes], replicates=4)
    for name in ("point", *axes, "replicate", "longest_entente", "outcome"):
        assert frame[name].tolist() == rows[name].tolist(), name


def test_opened_again_it_is_the_same(sweep):
    again = sim.open_sweep(str(sweep.folder))
    pd.testing.assert_frame_equal(again.rows, sweep.rows)
    assert str(again.verdict) == str(sweep.verdict)
    assert again.command == sweep.command


def test_a_notebook_shows_the_answer(sweep):
    assert f"{len(sweep.rows):,} runs" in repr(sweep)
    shown = sweep._repr_html_()
    assert prose(sweep.verdict.sentence) in shown
    assert all(name in shown for name in (*sweep.plates, *sweep.tables))
    assert "missing" not in shown


def test_a_sweep_that_is_not_finished_says_so(tmp_path):
    whole = sim.run_experiment(
        "glance", {"chunk_runs": 100}, scenario="toy_pair", replicates=2, outputs_dir=tmp_path, quiet=True
    )
    files = sorted((whole.folder / "runs").iterdir())
    assert len(files) > 1
    files[-1].unlink()
    part = sim.open_sweep(whole.folder)
    assert len(part.rows) < len(whole.rows)
    assert f"{len(whole.rows) - len(part.rows):,} of the {len(whole.rows):,} runs" in part._repr_html_()
    for file in files[:-1]:
        file.unlink()
    empty = sim.open_sweep(whole.folder)
    assert "0 runs" in empty._repr_html_()
    with pytest.raises(InputError, match="no runs yet"):
        empty.verdict  # noqa: B018


def test_what_is_no_sweep_is_refused(tmp_path):
    with pytest.raises(InputError):
        sim.open_sweep(tmp_path)
