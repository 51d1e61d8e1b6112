"""The last phase of a step: what is read off the world, and what is kept of a run at its end."""

import numpy as np
from numba import njit

from sim.engine.batch import leaves
from sim.engine.batch.compile import OPTIONS
from sim.engine.batch.lanes import Lanes
from sim.engine.batch.layout import Layout
from sim.engine.batch.phases import sum_third_states, value_postures


@njit(**OPTIONS)
def mark_members(layout: Layout, lanes: Lanes, step: int) -> None:
    """Mark the runs with an entente, a common adversary or rivalry; note the members' joint postures."""
    n = lanes.key_0.size
    members = layout.members
    lanes.entente[step, :] = 1
    lanes.rivalry[step, :] = 1
    lanes.adversary[step, :] = 0
    pair = 0
    for first in range(members.size):
        for second in range(first + 1, members.size):
            ij = members[first] * layout.n_states + members[second]
            ji = members[second] * layout.n_states + members[first]
            for lane in range(n):
                own = lanes.posture[ij, lane]
                back = lanes.posture[ji, lane]
                lanes.joint[step, pair, lane] = np.uint8(leaves.joint_posture(own, back))
                lanes.entente[step, lane] &= np.uint8(leaves.is_tie(own, back))
                lanes.rivalry[step, lane] &= np.uint8(leaves.are_rivals(own, back))
            pair += 1
    for outsider in layout.outsiders:
        lanes.hostile[:] = 1
        for member in members:
            dyad = member * layout.n_states + outsider
            for lane in range(n):
                lanes.hostile[lane] &= np.uint8(leaves.opposes(lanes.posture[dyad, lane]))
        for lane in range(n):
            lanes.adversary[step, lane] |= lanes.hostile[lane]


@njit(**OPTIONS)
def mark_self_enforcing(layout: Layout, lanes: Lanes, step: int) -> None:
    """Mark the runs in which ALIGN is every member's best reply to every other, at the new postures."""
    n_states = layout.n_states
    members = layout.members
    lanes.self_enforcing[step, :] = 1
    for first in range(members.size):
        for second in range(first + 1, members.size):
            sum_third_states(layout, lanes, members[first], members[second])
            for side in range(2):
                i = members[first] if side == 0 else members[second]
                j = members[second] if side == 0 else members[first]
                ij = i * n_states + j
                ji = j * n_states + i
                for lane in range(lanes.key_0.size):
                    balance, hedge, align = value_postures(lanes, i, ij, ji, side, lane)
                    best = leaves.best_value(balance, hedge, align)
                    lanes.self_enforcing[step, lane] &= np.uint8(
                        leaves.is_best_reply(align, best, lanes.inputs.precision[lane])
                    )


@njit(**OPTIONS)
def count_system(layout: Layout, lanes: Lanes) -> None:
    """Count ties, balanced triangles and signed triangles of the whole system."""
    n = lanes.key_0.size
    n_states = layout.n_states
    for i in range(n_states):
        for j in range(i + 1, n_states):
            ij = i * n_states + j
            ji = j * n_states + i
            for lane in range(n):
                own = lanes.posture[ij, lane]
                back = lanes.posture[ji, lane]
                lanes.sign[ij, lane] = leaves.edge_sign(own, back)
                lanes.ties[lane] += leaves.is_tie(own, back)
    for i in range(n_states):
        for j in range(i + 1, n_states):
            ij = i * n_states + j
            for k in range(j + 1, n_states):
                jk = j * n_states + k
                ik = i * n_states + k
                for lane in range(n):
                    sign = leaves.triangle_sign(
                        lanes.sign[ij, lane], lanes.sign[jk, lane], lanes.sign[ik, lane]
                    )
                    lanes.balanced_triangles[lane] += sign > 0.0
                    lanes.signed_triangles[lane] += sign != 0.0


@njit(**OPTIONS)
def record(layout: Layout, lanes: Lanes, step: int) -> None:
    """Read the world at the end of a step; step 0 is given, so only the members' marks are read there."""
    mark_members(layout, lanes, step)
    if step > 0:
        mark_self_enforcing(layout, lanes, step)
        count_system(layout, lanes)
