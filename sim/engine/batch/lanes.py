"""The working memory of a block: each row holds one quantity for all runs of the block, side by side."""

from typing import Any, NamedTuple

import numpy as np

from sim.engine.batch.layout import Floats, Layout, Words

Bytes = np.ndarray[Any, np.dtype[np.uint8]]


class Lanes(NamedTuple):
    """Arrays (rows, lanes), a run a lane; dyad rows are numbered i N + j."""

    key_0: Words
    key_1: Words
    # parameters of the phase under way
    agreement_stake: Floats
    conflict_stake: Floats
    exposure: Floats
    commitment: Floats
    confrontation: Floats
    hedging_premium: Floats
    reciprocity: Floats
    common_threat: Floats
    third_state_weight: Floats
    inertia: Floats
    precision: Floats
    persistence: Floats
    volatility: Floats
    correction: Floats
    review_rate: Floats
    # the world
    deviation: Floats
    multiplier: Floats
    net_interest: Floats
    ambivalence: Floats
    threat: Floats
    posture: Floats
    drawn: Floats
    # sums and draws of one dyad
    agreement: Floats
    conflict: Floats
    balanced_threats: Floats
    shared_postures: Floats
    choice: Floats
    review: Floats
    weight_balance: Floats
    weight_hedge: Floats
    weight_align: Floats
    # the record
    posture_sum: Floats
    posture_squares: Floats
    signs: Floats
    ties: Floats
    signed_triangles: Floats
    triangle_signs: Floats
    mark: Floats
    entente: Bytes
    adversary: Bytes
    rivalry: Bytes
    self_enforcing: Bytes
    joint: Bytes


def allocate_lanes(layout: Layout, lanes: int) -> Lanes:
    """Working memory for blocks of `lanes` runs."""
    n_states, steps = layout.n_states, layout.horizon + 1
    dyads, issues = n_states * n_states, layout.n_issues
    members = layout.members.size
    pairs = members * (members - 1) // 2

    def floats(*rows: int) -> Floats:
        return np.zeros((*rows, lanes))

    def flags(*rows: int) -> Bytes:
        return np.zeros((*rows, lanes), np.uint8)

    return Lanes(
        key_0=np.zeros(lanes, np.uint64),
        key_1=np.zeros(lanes, np.uint64),
        agreement_stake=floats(layout.agreement_issue.size),
        conflict_stake=floats(layout.conflict_issue.size),
        **{name: floats(dyads) for name in ("exposure", "commitment", "confrontation")},
        hedging_premium=floats(n_states),
        **{
            name: floats()
            for name in (
                "reciprocity", "common_threat", "third_state_weight", "inertia", "precision",
                "persistence", "volatility", "correction", "review_rate",
            )
        },
        deviation=floats(issues),
        multiplier=floats(issues),
        **{name: floats(dyads) for name in ("net_interest", "ambivalence", "threat", "posture", "drawn")},
        **{
            name: floats()
            for name in (
                "agreement", "conflict", "balanced_threats", "shared_postures", "choice", "review",
                "weight_balance", "weight_hedge", "weight_align",
            )
        },
        **{name: floats(dyads) for name in ("posture_sum", "posture_squares", "signs")},
        **{name: floats() for name in ("ties", "signed_triangles", "triangle_signs", "mark")},
        **{name: flags(steps) for name in ("entente", "adversary", "rivalry", "self_enforcing")},
        joint=flags(steps, pairs),
    )  # fmt: skip
