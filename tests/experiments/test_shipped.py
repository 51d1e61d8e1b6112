"""Every shipped experiment, run small from its file to its report, as a user would ask for it."""

import re
from dataclasses import replace

import pytest

from sim.analysis.screening import SHARED_MIN
from sim.cli.ask import ask
from sim.config_folder import config_folder
from sim.report.opened import open_sweep
from sim.sweep.design_kinds import DESIGN_KINDS, Spread
from sim.sweep.executors.threads import Threads
from sim.sweep.open import find_or_create
from sim.sweep.progress import Silent
from sim.sweep.request import Request, check_request
from sim.sweep.runner import run_sweep

FILES = sorted((config_folder() / "experiment").glob("*.yaml"))
POINTS_MAX = 64
WHOLE = {"grid", "coalitions"} | {
    name for name, kind in DESIGN_KINDS.items() if kind.labels or kind.spread is Spread.TOGETHER
}
"""Kinds of design whose points only make sense together."""
REPLICATES = {"screening": SHARED_MIN, "sensitivity": 4}
"""Replicates that an experiment needs for an answer, if more than two."""
SMALLER = {
    "sensitivity": ["arms.sensitivity.samples=128"],
    "screening": ["arms.screening.trajectories=4"],
    "nulls": ["arms.nulls.draws=3"],
    "coding_robustness": ["arms.jointly.draws=12"],
}
"""Overrides that make a design smaller where its points cannot simply be cut."""
SECTIONS = {
    "claims": ("claims",),
    "russia_hedges": ("response",),
    "regime_map": ("regimes",),
    "sensitivity": ("sensitivity",),
    "screening": ("screening",),
    "discovery": ("discovery",),
    "rivals": ("rivals",),
    "coding_robustness": ("differences", "codings"),
    **dict.fromkeys(
        ("shock_sanctions", "us_retrenchment", "chinese_expansion_up", "far_east_dependence",
         "russia_hedges_more", "nulls"),
        ("differences",),
    ),
}  # fmt: skip
"""What a report of an experiment must answer, whatever the numbers."""


def shrink(request: Request) -> Request:
    """The same with few replicates and, where points stand for themselves, the first few of them."""
    arms = []
    for arm in request.arms:
        whole = arm.design["kind"] in WHOLE or arm.points <= POINTS_MAX
        columns = arm.columns if whole else {key: part[:POINTS_MAX] for key, part in arm.columns.items()}
        arms.append(replace(arm, columns=columns, replicates=REPLICATES.get(request.name, 2)))
    small = replace(request, arms=tuple(arms))
    check_request(small)
    return small


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_first_lines_state_the_question_and_the_number_of_runs(file):
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# @package _global_"
    first = re.fullmatch(r"# .{20,} \(([\d,]+) runs\)", lines[1])
    assert first, "the first line ends with the number of runs, as `entente list` shows it"
    assert int(first[1].replace(",", "")) == ask([f"experiment={file.stem}"]).request.runs


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_runs_and_reports(file, tmp_path):
    asked = ask([f"experiment={file.stem}", *SMALLER.get(file.stem, [])])
    request = shrink(asked.request)
    assert request.name == file.stem
    folder = find_or_create(request, tmp_path, chunk_runs=None)
    run_sweep(folder, request, Threads(), Silent())
    sweep = open_sweep(folder.path)
    assert "<h1>" in sweep.write_report().read_text(encoding="utf-8")
    assert str(sweep.verdict)
    for key in SECTIONS.get(file.stem, ()):
        assert not sweep.findings[key][0].startswith("No answer"), sweep.findings[key]
