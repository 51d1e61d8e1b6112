"""The catalogue has every table that a report can write, with its columns; and each is made once."""

import sys
from collections import Counter
from dataclasses import replace
from functools import wraps
from pathlib import Path
from types import FunctionType
from typing import Any

import pandas as pd
import pytest

from sim.analysis.discovery import BOXES
from sim.analysis.outcomes import MEASURES, PROPERTIES
from sim.plotting.response_figure import COLOURS
from sim.report.opened import Sweep
from sim.report.sections.differences import TELLINGS
from sim.report.tables import CATALOGUE, described
from sim.sweep.design_kinds import DESIGN_KINDS
from tests.analysis.synthetic import invent_results, join
from tests.plotting.drawings import invent_design

RANGES = {"behaviour.noise": {"uniform": [0.1, 0.5]}, "behaviour.inertia": {"uniform": [0.0, 0.4]}}
LEVELS = {"behaviour.noise": [0.1, 0.3, 0.5], "behaviour.inertia": [0.0, 0.2, 0.4]}
DESIGNS: dict[str, dict[str, Any]] = {
    "map": {"kind": "grid", "axes": LEVELS},
    "line": {"kind": "grid", "axes": {"behaviour.noise": [0.1, 0.2, 0.3, 0.4]}},
    "sensitivity": {"kind": "saltelli", "axes": RANGES, "samples": 256, "grouped": True},
    "screening": {"kind": "morris", "axes": RANGES, "trajectories": 16},
    "discovery": {"kind": "sobol", "axes": RANGES, "points": 512},
    "what_if": {"kind": "cases", "cases": {"louder": {"behaviour.noise": 0.4}}},
    "coding": {"kind": "coding_jitter", "draws": 12},
}


def whole_sweep():
    """The essay in two arms, with an example, as the experiment that shows the histories as well."""
    results = invent_results(runs=40, points=8)
    return replace(results, request=replace(results.request, name="rivals"))


@pytest.fixture(scope="module")
def made():
    """Every table of sweeps that have among them all sections, by name."""
    claims = [
        invent_design(name, {"kind": "coalitions", "claims": file})
        for name, file in (("claims", "essay"), ("mild", "essay_mild"))
    ]
    sweeps = [whole_sweep(), join(*claims), *(invent_design(name, spec) for name, spec in DESIGNS.items())]
    tables: dict[str, pd.DataFrame] = {}
    for results in sweeps:
        tables |= Sweep(folder=Path(), results=results).tables
    return tables


def test_every_table_has_the_columns_of_its_entry(made):
    for name, table in made.items():
        assert list(table.columns) == list(described(name).columns), name


def test_every_entry_is_a_table_and_says_what_it_holds(made):
    entries = {described(name).about for name in made}
    for name, table in CATALOGUE.items():
        assert any(about.startswith(table.about.removesuffix("*")) for about in entries), name
        assert all(table.columns.values()), name
    with pytest.raises(KeyError, match="nothing_of_the_sort"):
        described("nothing_of_the_sort")


@pytest.mark.parametrize("results", [whole_sweep, lambda: invent_design("map", DESIGNS["map"])])
def test_a_report_makes_each_table_once(results, tmp_path, monkeypatch):
    """Counts the calls of every function of the analysis that gives a table, by what it is called with."""
    calls: Counter[tuple[Any, ...]] = Counter()
    kept = []

    def counted(function):
        @wraps(function)
        def call(*args, **kwargs):
            kept.append(args)  # so that no id is used again
            what = (getattr(part, "name", part if isinstance(part, str) else id(part)) for part in args)
            calls[function.__name__, *what, *kwargs.items()] += 1
            return function(*args, **kwargs)

        return call

    modules = [module for name, module in list(sys.modules.items()) if name.startswith("sim.")]
    for module in modules:
        for name, value in list(vars(module).items()):
            is_table = (
                isinstance(value, FunctionType) and value.__annotations__.get("return") == "pd.DataFrame"
            )
            if is_table and value.__module__.startswith("sim.analysis."):
                monkeypatch.setattr(module, name, counted(value))
    Sweep(folder=tmp_path, results=results()).write_report()
    assert {"swept_axes", "alignment_network", "point_shares", "issue_sources"} <= {call[0] for call in calls}
    assert [call for call, times in calls.items() if times > 1] == []


def test_every_measure_has_its_colour_and_its_box():
    assert set(COLOURS) == set(BOXES) == set(MEASURES) <= set(PROPERTIES)


def test_every_kind_of_design_with_labels_is_told():
    assert set(TELLINGS) == {name for name, kind in DESIGN_KINDS.items() if kind.labels}
