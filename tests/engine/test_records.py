"""What is kept of a run, on histories short enough to count by hand."""

import numpy as np

from sim.engine.rows import COLUMNS, PATH_COLUMNS, count_postures, count_triangles, summarise_run
from sim.vocabulary import Outcome

A, H, B = 1, 0, -1

# Three states; 0 and 1 are the members. Each row: A_01, A_10, A_02, A_12, A_20, A_21 at one step.
HISTORY = [
    (H, H, H, H, H, H),
    (A, A, B, B, H, B),  # bloc; pair 02 leans hostile, 12 hostile: balanced
    (A, A, B, B, B, B),  # bloc; balanced
    (A, A, H, B, H, H),  # entente; 02 undecided: not signed
    (A, H, B, B, H, H),  # adversary; signs + - -: balanced
    (B, B, B, B, A, B),  # rivalry, adversary; 02 undecided
    (A, A, B, B, A, A),  # bloc; 02 and 12 undecided
]


def world(row):
    postures = np.zeros((3, 3), np.int8)
    postures[[0, 1, 0, 1, 2, 2], [1, 0, 2, 2, 0, 1]] = row
    return postures


def summary(min_duration, grace, self_enforcing=(0, 1, 0, 0, 0, 0, 1)):
    postures = np.stack([world(row) for row in HISTORY])
    flags = np.array(self_enforcing, np.uint8)
    return summarise_run(postures, flags, members=(0, 1), min_duration=min_duration, grace=grace)


def test_counts_by_hand():
    row, path = summary(min_duration=2, grace=0)
    expected = {
        "outcome": Outcome.STABLE_BLOC, "stable_bloc": True, "first_step": 1, "stable_length": 2,
        "stable_censored": False, "longest_spell": 2, "spells": 2, "censored": True, "alive_at_end": True,
        "entente_first_step": 1, "longest_entente": 3, "entente_spells": 2, "entente_steps": 4,
        "adversary_steps": 5, "bloc_steps": 3, "rivalry_steps": 1, "self_enforcing_share": 0.5,
        "joint_0": 1, "joint_7": 1, "joint_8": 4, "ties": 4 / 6, "balanced_triangles": 1.0,
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected
    assert sum(row[f"joint_{joint}"] for joint in range(9)) == 6
    assert [row[name].dtype.type for name in COLUMNS] == [column.dtype for column in COLUMNS.values()]
    assert path.shape == (7, len(PATH_COLUMNS))
    assert path[0].tolist() == [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]
    assert path[1].tolist() == [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]
    assert path[5].tolist() == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]


def test_grace_bridges_a_lapse():
    row, _ = summary(min_duration=6, grace=3)
    assert row["outcome"] == Outcome.STABLE_BLOC
    assert (row["longest_spell"], row["spells"], row["stable_length"]) == (6, 1, 6)
    assert row["stable_censored"]
    assert row["self_enforcing_share"] == 2 / 6


def test_shorter_spells_are_transient():
    row, _ = summary(min_duration=4, grace=0)
    assert row["outcome"] == Outcome.TRANSIENT_ENTENTE
    assert (row["first_step"], row["stable_length"], row["entente_first_step"]) == (0, 0, 0)


def test_nothing_to_share_is_missing():
    postures = np.zeros((5, 2, 2), np.int8)
    row, _ = summarise_run(postures, np.zeros(5, np.uint8), members=(0, 1), min_duration=2, grace=0)
    assert row["outcome"] == Outcome.HEDGING
    assert np.isnan(row["self_enforcing_share"])
    assert np.isnan(row["balanced_triangles"])
    assert row["joint_4"] == 4


def test_posture_counts_leave_out_step_0_and_the_diagonal():
    postures = np.stack([world(row) for row in HISTORY])
    counts = count_postures(postures)
    assert counts.sum() == 6 * 6
    assert counts[0, 1].tolist() == [1, 0, 5]
    assert counts[[0, 1, 2], [0, 1, 2]].sum() == 0


def test_unbalanced_triangles():
    friends_of_foes = np.stack(
        [np.zeros((3, 3), np.int8), world((A, A, A, B, A, B)), world((A, A, A, A, A, A))]
    )
    assert count_triangles(friends_of_foes) == (1, 2)
