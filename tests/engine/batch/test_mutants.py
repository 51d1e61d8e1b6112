"""The compiled engine, broken in every place that decides a number: a small world notices each time."""

# ruff: noqa: E501  # mutants are named by the line that they change

import json
import os
import subprocess
import sys

import pytest

from tests.docs.pages import ROOT

HARMLESS = {
    "Stakes that are named and are 0 at every point add nothing, and no state has stakes with itself.": [
        "layout.find_stakes: ....array_equal(a, timeline) else [a, b] fo...",
        "layout.find_stakes: agreement, conflict = (agreement | (stake > 0.0), conflict | (stake < 1.0))",
        "layout.find_stakes: agreement, conflict = (agreement | (stake > 0.0), conflict | (stake <= 0.0))",
        "layout.find_stakes: agreement, conflict = (agreement | (stake >= 0.0), conflict | (stake < 0.0))",
        "layout.find_stakes: agreement, conflict = (conflict | (stake > 0.0), conflict | (stake < 0.0))",
        "layout.find_stakes: elsewhere = ~np.eye(agreement.shape[1], dtype=bool)[:, :, None]",
        "layout.find_stakes: elsewhere = ~np.eye(conflict.shape[0], dtype=bool)[:, :, None]",
        "layout.find_stakes: ends = [[b] if np.array_equal(a, b) else [a, b] for a, b in zip(low, high)]",
        "layout.find_stakes: return (agreement & elsewhere, conflict | elsewhere)",
        "layout.find_stakes: return (agreement | elsewhere, conflict & elsewhere)",
    ],
    "Both keys have a word per lane.": [
        "kernel.load_epoch: for lane in range(lanes.key_1.size):",
        "kernel.simulate_slice: width = lanes.key_1.size",
        "phases.commit: n = lanes.key_1.size",
        "phases.decide: n = lanes.key_1.size",
        "phases.move_salience: n = lanes.key_1.size",
        "phases.sum_third_states: n = lanes.key_1.size",
        "phases.weigh_interests: n = lanes.key_1.size",
        "record.count_system: n = lanes.key_1.size",
        "record.mark_members: n = lanes.key_1.size",
        "record.mark_self_enforcing: for lane in range(lanes.key_1.size):",
    ],
    "Every row or lane of the array is set in the loop, so that one less is the same set.": [
        "kernel.start_period: lanes.posture_squares[dyad - 1, :] = 0.0",
        "kernel.start_period: lanes.posture_sum[dyad - 1, :] = 0.0",
        "phases.sum_third_states: lanes.balanced[0, lane - 1] = 0.0",
        "phases.sum_third_states: lanes.balanced[1, lane - 1] = 0.0",
        "phases.sum_third_states: lanes.shared[lane - 1] = 0.0",
        "phases.weigh_interests: lanes.agreement[lane - 1] = 0.0",
        "phases.weigh_interests: lanes.conflict[lane - 1] = 0.0",
    ],
    "Both factors of a product, in either order, and the two parts of one sum.": [
        "phases.value_postures: ...e, lane], lanes.shared[lane], lanes.inputs.third_state_weight[lane])...",
        "phases.value_postures: ...i, lane], lanes.balanced[side, lane], lanes.inputs.common_threat[lane], lanes.inp...",
        "phases.value_postures: ...j, lane], lanes.posture[ji, lane], lanes.inputs.reciprocity[lane], lanes.inp...",
        "phases.value_postures: ...ment[ij, lane], forgone, premium, inertia, curre...",
        "phases.value_postures: ...s.balance_value(lanes.inputs.confrontation[ij, lane], backing, premium, forgo...",
        "phases.value_postures: ...tion[ij, lane], forgone, premium, inertia, curre...",
    ],
    "Pairs of members are summed over, in any order; `bloc` is room that `reduce_history` fills itself.": [
        "kernel.finish_block: ...nes.bloc[:, lane - 1], lanes.rivalry[:, lane], lanes.self_enforcing[:, lane], lanes.joint[:, :, lane], layout.min_duration, layout.grace, row, results.path)...",
        "record.mark_members: lanes.joint[step, pair - 1, lane] = np.uint8(leaves.joint_posture(own, back))",
        "record.mark_members: pair -= 1",
    ],
    "No state takes a posture toward itself or is threatened by itself, so that both conditions exclude nothing more.": [
        "phases.sum_third_states: if k == i and k == j:",
        "phases.sum_third_states: if k == j or k == j:",
    ],
    "The 20 low bits of a draw, and a shift of all weights alike: a posture turns on neither in so few runs.": [
        "phases.decide: best = leaves.best_value(balance, align, align)",
        "phases.decide: best = leaves.best_value(hedge, hedge, align)",
        "phases.decide: lanes.choice[lane] = leaves.uniform52(w0, w2)",
        "record.mark_self_enforcing: best = leaves.best_value(hedge, hedge, align)",
    ],
    "At the end of a step what was drawn is the posture.": [
        "record.count_system: back = lanes.drawn[ji, lane]",
        "record.count_system: own = lanes.drawn[ij, lane]",
    ],
    "A pair that is not i < j has the sign 0, and the last state begins no pair.": [
        "record.count_system: for i in range(i):",
        "record.count_system: for j in range(i - 1, n_states):",
        "record.count_system: for k in range(j - 1, n_states):",
    ],
    "Half of a sum of whole numbers is rounded down.": [
        "kernel.start_period: lanes.posture_sum[dyad, :] = 1.0",
    ],
    "Lanes and runs beyond the last repeat a run and are not kept; the sizes are those of the same runs.": [
        "kernel.simulate_slice: count = min(width, key_0.size - first)",
        "kernel.simulate_slice: for first in range(0, key_0.size, width):",
        "kernel.simulate_slice: run = min(first + lane, key_0.size - 1)",
        "lanes.allocate_lanes: ....size, 'sides': 3, 'steps': layou...",
        "slices._Work.__init__: self.results = np.zeros(len(points), ROW)",
        "slices._Work.__init__: self.stop = np.zeros(2, np.uint8)",
        "slices.simulate_batch: ...tch(layout, len(points), threads or o...",
        "slices.simulate_batch: n, kept = (layout.n_states, len(points) if keep_histories else 0)",
    ],
    "Threads, progress and stopping decide no number.": [
        "slices._run_slices: ... len(pending) < 3 * plan.threads ...",
        "slices._run_slices: ...e len(pending) <= 2 * plan.threads and (first := next(waiting, None)) is not None:...",
        "slices._run_slices: ...en(pending) < 2 + plan.threads an...",
        "slices._run_slices: on_progress(first)",
        "slices._run_slices: plan.stop[0] = 1",
        "slices._run_slices: pool.shutdown(wait=False, cancel_futures=False)",
        "slices._run_slices: pool.shutdown(wait=True, cancel_futures=True)",
        "slices._run_slices: waiting(count)",
        "slices._run_slices: work.stop[0] = 2",
        "slices._run_slices: work.stop[1] = 1",
        "slices.simulate_batch: ...(rows), threads and os.cpu_count() and 1, histories=ke...",
        "slices.simulate_batch: ....cpu_count() or 2, histories=keep...",
        "slices.simulate_batch: ...ayout.n_issues, on_progress)...",
        "slices.simulate_batch: ...or 1, histories=folder)...",
        "slices.simulate_batch: ...out, len(rows), keep_histories or os.cpu_coun...",
        "slices.simulate_batch: ...stures.reshape(-2, n, n, 3), path...",
    ],
}
"""Mutants that no world can notice, by the reason why the engine is none the worse for them."""


@pytest.mark.slow
def test_every_mutant_is_noticed_or_harmless() -> None:
    """Some 1,400 mutants in two processes; without the compiler, so that a mutant costs a fraction of a second."""
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    parts = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.engine.batch.mutants", str(shard), "2"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        for shard in range(2)
    ]
    answers = [json.loads(part.communicate()[0]) for part in parts]
    assert sum(answer["mutants"] for answer in answers) > 1300
    survivors = sorted(mutant for answer in answers for mutant in answer["survivors"])
    assert survivors == sorted(mutant for mutants in HARMLESS.values() for mutant in mutants)
