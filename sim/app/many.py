"""Many histories at once: how often a stable bloc forms at the present sliders, and where around them.

One batch runs at a time, on all processors: thirty students who ask together are answered one after
the other, as fast as they can be, instead of all slowly. Equal questions are answered from memory.
"""

import threading
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sim.analysis.wording import OUTCOME_WORDS, enumerate_words, one_in, percent, percent_interval
from sim.engine.checks import check_counter
from sim.engine.simulate import simulate_points
from sim.errors import InputError
from sim.numerics.streams import SEED_MAX
from sim.numerics.types import Array
from sim.scenario.scenario import Scenario
from sim.sweep.intervals import Interval, wilson
from sim.vocabulary import Outcome

HISTORIES = 2000
"""As many are simulated where nothing else is asked; texts of lessons and buttons say this number."""
REPLICATES_MAX = 20_000
SIZE_MAX = 25
TERMS_MAX = 1.5e9
"""About so many terms are summed for one answer, in a few seconds: a large scenario gets fewer histories."""
MAP_REPLICATES_MIN = 10
"""Fewer histories a cell than this make no map."""
ANSWERS_KEPT = 64
"""A class does the same lesson: most of its questions are equal."""

_ENGINE = threading.BoundedSemaphore(1)


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What became of many histories of one scenario."""

    runs: int
    counts: dict[Outcome, int]
    """Histories of each outcome; every outcome has an entry."""
    stable_bloc: Interval
    """Share of histories with a stable bloc, and its 95 % interval."""
    sentence: str

    @property
    def shares(self) -> dict[Outcome, float]:
        """Share of each outcome."""
        return {outcome: count / self.runs for outcome, count in self.counts.items()}


@dataclass(frozen=True, kw_only=True, eq=False)
class RegimeMap:
    """Probability of a stable bloc over two numbers of a scenario."""

    axes: tuple[str, str]
    """Dotted names: across, up."""
    x: Array
    """float64 (size,) values across."""
    y: Array
    """float64 (size,) values up."""
    probability: Array
    """float64 (size, size) [row of y, column of x] share of histories with a stable bloc."""
    own: tuple[float, float] | None
    """The scenario's own point; None where states differ in one of the two numbers."""
    replicates: int
    """Histories in each cell, the same chance in all (common random numbers)."""


def run_many(scenario: Scenario, seed: int = 0, replicates: int = HISTORIES) -> Tally:
    """Simulate many histories of a scenario, all at its own values; fewer than asked where it is very large.

    Raises InputError unless `seed` and `replicates` are whole numbers in range.
    """
    check_counter("seed", seed, SEED_MAX)
    check_counter("replicates", replicates, REPLICATES_MAX, low=1)
    return _queued_tally(scenario, seed, min(replicates, _affordable(scenario)))


def regime_map(
    scenario: Scenario,
    seed: int = 0,
    axes: tuple[str, str] = ("behaviour.hedging_premium", "behaviour.common_threat"),
    size: int = 9,
    replicates: int = 60,
) -> RegimeMap:
    """Simulate a grid over two numbers, across their plausible ranges and the scenario's own values.

    Raises InputError for a name that is no number of the scenario, or has no plausible range, and where
    the scenario is too large.
    """
    check_counter("seed", seed, SEED_MAX)
    check_counter("size", size, SIZE_MAX, low=2)
    check_counter("replicates", replicates, REPLICATES_MAX, low=1)
    if axes[0] == axes[1]:
        raise InputError(f"a map needs two different axes, got `{axes[0]}` twice; choose another one")
    afforded = min(replicates, _affordable(scenario) // size**2)
    if afforded < min(replicates, MAP_REPLICATES_MIN):
        raise InputError(
            f"a map of {size * size} cells is too much work for this page with {len(scenario.states)} states "
            f"and {scenario.horizon} steps; shorten the horizon, or use `entente run`"
        )
    return _queued_map(scenario, seed, (str(axes[0]), str(axes[1])), size, afforded)


def _affordable(scenario: Scenario) -> int:
    """Histories that one answer may take: the work of one grows with N^2 (N + K) T."""
    n, k = len(scenario.states), len(scenario.issues)
    return max(2, int(TERMS_MAX / (n * n * (n + k) * scenario.horizon)))


# Each answer is remembered twice: before the queue, so that a known one need not wait, and behind it, so
# that thirty students who ask the same at once make the engine work once.


@lru_cache(maxsize=ANSWERS_KEPT)
def _queued_tally(scenario: Scenario, seed: int, replicates: int) -> Tally:
    with _ENGINE:
        return _tally(scenario, seed, replicates)


@lru_cache(maxsize=ANSWERS_KEPT)
def _queued_map(
    scenario: Scenario, seed: int, axes: tuple[str, str], size: int, replicates: int
) -> RegimeMap:
    with _ENGINE:
        return _map(scenario, seed, axes, size, replicates)


@lru_cache(maxsize=ANSWERS_KEPT)
def _tally(scenario: Scenario, seed: int, replicates: int) -> Tally:
    batch = simulate_points(
        scenario,
        {},
        np.zeros(replicates, dtype=np.intp),
        np.zeros(replicates, dtype=np.uint64),
        np.arange(replicates, dtype=np.uint64),
        seed=seed,
    )
    outcome = batch.columns["outcome"]
    counts = {kind: int((outcome == int(kind)).sum()) for kind in Outcome}
    stable = wilson(counts[Outcome.STABLE_BLOC], replicates)
    return Tally(
        runs=replicates,
        counts=counts,
        stable_bloc=stable,
        sentence=_sentence(scenario, counts, stable, replicates),
    )


def _sentence(scenario: Scenario, counts: dict[Outcome, int], stable: Interval, runs: int) -> str:
    """The verdict in words."""
    members = enumerate_words([scenario.in_text(key) for key in scenario.bloc.members])
    share, low, high = (float(x) for x in stable)
    often = max(counts, key=lambda outcome: counts[outcome])
    verdict = percent_interval(share, low, high, label="95 % interval ")
    return (
        f"A stable bloc of {members} forms in {one_in(share)}: {verdict} of {runs:,} histories. "
        f"What happens most often is {OUTCOME_WORDS[often]}, in {percent(counts[often] / runs)} of them."
    )


@lru_cache(maxsize=ANSWERS_KEPT)
def _map(scenario: Scenario, seed: int, axes: tuple[str, str], size: int, replicates: int) -> RegimeMap:
    x, y = (_levels(scenario, name, size) for name in axes)
    across, up = np.meshgrid(x, y)
    cells = size * size
    rows = np.repeat(np.arange(cells, dtype=np.intp), replicates)
    batch = simulate_points(
        scenario,
        {axes[0]: across.ravel(), axes[1]: up.ravel()},
        rows,
        np.zeros(len(rows), dtype=np.uint64),
        np.tile(np.arange(replicates, dtype=np.uint64), cells),
        seed=seed,
    )
    probability = batch.columns["stable_bloc"].reshape(size, size, replicates).mean(axis=2)
    for array in (x, y, probability):
        array.setflags(write=False)  # one answer serves many sessions
    across_own, up_own = (scenario.own_value(name) for name in axes)
    own = None if across_own is None or up_own is None else (across_own, up_own)
    return RegimeMap(axes=axes, x=x, y=y, probability=probability, own=own, replicates=replicates)


def _levels(scenario: Scenario, name: str, size: int) -> Array:
    """Values across the plausible range, widened to take in the scenario's own."""
    slot = scenario.slot(name)
    quantity, own = slot.quantity, slot.values(scenario.parameters)
    if quantity.plausible is None:
        raise InputError(f"`{name}` has no plausible range; choose a salience or a behavioural parameter")
    low, high = quantity.plausible
    if quantity.plausible_is_factor:
        low, high = low * own.min(), high * own.max()
    low, high = min(low, own.min()), max(high, own.max())
    return np.linspace(low, high if high > low else low + 1.0, size)
