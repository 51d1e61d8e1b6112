"""Room for whole histories: in memory, or in files where they are large."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.engine.batch.layout import Layout
from sim.engine.memory import available_memory
from sim.errors import InputError

MEMORY_SHARE = 0.25
"""HistoryRoom larger than this share of the free memory go to files."""


@dataclass(frozen=True, kw_only=True)
class HistoryRoom:
    """Arrays that the kernel fills; empty where no histories are kept."""

    postures: np.ndarray[Any, np.dtype[np.int8]]
    """(runs, T+1, N N)."""
    salience: np.ndarray[Any, np.dtype[np.float64]]
    """(runs, T+1, K)."""
    kept: bool


def allocate_histories(layout: Layout, runs: int, folder: Path | None) -> HistoryRoom:
    """Room for the histories of `runs` runs; large ones go to `postures.npy` and `salience.npy` in `folder`.

    Raises InputError where they are large and no folder is given.
    """
    steps, dyads = layout.horizon + 1, layout.n_states**2
    posture_shape, salience_shape = (runs, steps, dyads), (runs, steps, layout.n_issues)
    size = runs * steps * (dyads + 8 * layout.n_issues)
    if size <= available_memory() * MEMORY_SHARE:
        return HistoryRoom(
            postures=np.empty(posture_shape, np.int8), salience=np.empty(salience_shape), kept=runs > 0
        )
    if folder is None:
        raise InputError(
            f"the histories of {runs} runs take {size / 2**30:.1f} GiB, too much for memory; "
            "give a folder for them, or keep fewer runs"
        )
    folder.mkdir(parents=True, exist_ok=True)
    shape = (runs, steps, layout.n_states, layout.n_states)
    postures = np.lib.format.open_memmap(folder / "postures.npy", "w+", np.int8, shape)
    salience = np.lib.format.open_memmap(folder / "salience.npy", "w+", np.float64, salience_shape)
    return HistoryRoom(postures=postures.reshape(posture_shape), salience=salience, kept=True)
