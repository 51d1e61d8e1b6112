"""How a sweep is carried out changes no number."""

from dataclasses import replace

import pytest

from sim.engine.simulate import simulate_points
from sim.sweep import work
from sim.sweep.estimate import Tally
from sim.sweep.executors.process import Processes
from sim.sweep.executors.threads import Threads
from sim.sweep.folder import open_folder
from sim.sweep.open import find_or_create
from sim.sweep.progress import Silent
from sim.sweep.results import read_results
from sim.sweep.runner import Wishes, run_sweep
from sim.sweep.shard import Shard
from sim.sweep.stop import narrow_arms, unstoppable_arms
from tests.sweep.conftest import file_bytes, run_small, small_request


@pytest.mark.parametrize("threads", [1, 2])
def test_threads_change_nothing(tmp_path, undisturbed, threads):
    request = small_request()
    folder = find_or_create(request, tmp_path, chunk_runs=15)
    run_sweep(folder, request, Threads(), Silent(), Wishes(threads=threads))
    assert file_bytes(folder) == file_bytes(undisturbed)


def test_chunk_size_changes_no_row(tmp_path, undisturbed):
    folder = run_small(tmp_path, chunk_runs=7)
    left, right = read_results(folder.path), read_results(undisturbed.path)
    assert left.rows.equals(right.rows)
    assert left.path.equals(right.path)


def test_shards_leave_the_merging_to_a_resume(tmp_path, undisturbed):
    request = small_request()
    for number in (3, 1, 2):
        folder = find_or_create(request, tmp_path, chunk_runs=15)
        run_sweep(folder, request, Threads(), Silent(), Wishes(shard=Shard(number=number, count=3)))
        assert open_folder(folder.path).manifest["status"] == "running"
    assert file_bytes(folder) == file_bytes(undisturbed)
    merged = run_sweep(folder, request, Threads(), Silent())
    assert merged.manifest["status"] == "done"
    assert merged.manifest["example"] == undisturbed.manifest["example"]


def test_a_sweep_stops_when_its_interval_is_narrow_and_goes_on_when_asked(tmp_path, undisturbed):
    request = small_request()
    folder = find_or_create(request, tmp_path, chunk_runs=15)
    stopped = run_sweep(folder, request, Threads(), Silent(), Wishes(width=0.25))
    stop = stopped.manifest["stop"]["central"]
    assert stopped.manifest["status"] == "stopped"
    assert (stop["reason"], stop["asked"], stop["runs"]) == ("width", 0.25, 15)
    assert stop["width"] <= 0.25
    assert len(read_results(folder.path).rows) == 15 + 48
    assert run_sweep(stopped, request, Threads(), Silent()).manifest["status"] == "done"
    assert file_bytes(folder) == file_bytes(undisturbed)


def test_a_first_chunk_without_hits_does_not_stop_a_sweep_over_points():
    request = small_request()
    tallies = {"plausible": Tally(runs=90, hits=0, points=30, shares=0.0, squares=0.0)}
    assert narrow_arms(request, tallies, 0.05) == {}
    stop = narrow_arms(request, tallies, 0.2)["plausible"]
    assert stop["asked"] == 0.2
    assert stop["width"] == pytest.approx(0.1135, abs=1e-4)


@pytest.mark.parametrize("design", ["grid", "saltelli", "morris", "cases"])
def test_what_only_all_points_answer_is_not_stopped(design):
    """However narrow: the first points of a grid are one side of it."""
    request = small_request()
    arms = [replace(arm, design={"kind": design}) if arm.columns else arm for arm in request.arms]
    whole = replace(request, arms=tuple(arms))
    tallies = {"plausible": Tally(runs=90, hits=0, points=30, shares=0.0, squares=0.0)}
    assert narrow_arms(whole, tallies, 0.9) == {}
    assert unstoppable_arms(whole) == ["plausible"]
    assert narrow_arms(replace(request, crn=True), tallies, 0.9) == {}
    assert list(narrow_arms(request, tallies, 0.9)) == ["plausible"]


def test_failed_runs_are_tried_again_on_request_alone(tmp_path, undisturbed, monkeypatch):
    def fails(scenario, columns, rows, points, replicates, **options):
        if ((points == 5) & (replicates == 2)).any():
            raise FloatingPointError("not today")
        return simulate_points(scenario, columns, rows, points, replicates, **options)

    request = small_request()
    with monkeypatch.context() as patched:
        patched.setattr(work, "simulate_points", fails)
        folder = run_small(tmp_path)
    folder = run_sweep(folder, request, Threads(), Silent())
    assert len(folder.manifest["failed"]) == 1
    folder = run_sweep(folder, request, Threads(), Silent(), Wishes(retry_failed=True))
    assert folder.manifest["failed"] == []
    assert file_bytes(folder) == file_bytes(undisturbed)


@pytest.mark.slow
def test_processes_store_the_same_bytes(tmp_path, undisturbed):
    request = small_request()
    folder = find_or_create(request, tmp_path, chunk_runs=15)
    run_sweep(folder, request, Processes(workers=2), Silent())
    assert file_bytes(folder) == file_bytes(undisturbed)
