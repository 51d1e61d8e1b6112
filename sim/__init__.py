"""Entente: alliances and hedging as a reproducible experiment.

>>> import sim
>>> scenario = sim.load_scenario("toy_pair")
>>> scenario.states
('NOR', 'SOU')

Names are loaded when they are first used, so that `import sim` is instant.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.cli.experiment import run_experiment as run_experiment
    from sim.engine.interests import interests as interests
    from sim.engine.run import Histories as Histories
    from sim.engine.run import Run as Run
    from sim.engine.run import RunOutcome as RunOutcome
    from sim.engine.simulate import simulate as simulate
    from sim.engine.simulate import simulate_histories as simulate_histories
    from sim.engine.simulate import simulate_many as simulate_many
    from sim.errors import EntenteError as EntenteError
    from sim.errors import InputError as InputError
    from sim.errors import ScenarioError as ScenarioError
    from sim.report.opened import Sweep as Sweep
    from sim.report.opened import open_sweep as open_sweep
    from sim.scenario.scenario import Scenario as Scenario
    from sim.scenario.scenario import load_scenario as load_scenario
    from sim.vocabulary import IssueKind as IssueKind
    from sim.vocabulary import Outcome as Outcome
    from sim.vocabulary import Posture as Posture

__version__ = "0.1.0"

_HOMES = {
    "EntenteError": "sim.errors",
    "Histories": "sim.engine.run",
    "InputError": "sim.errors",
    "IssueKind": "sim.vocabulary",
    "Outcome": "sim.vocabulary",
    "Posture": "sim.vocabulary",
    "Run": "sim.engine.run",
    "RunOutcome": "sim.engine.run",
    "Scenario": "sim.scenario.scenario",
    "ScenarioError": "sim.errors",
    "Sweep": "sim.report.opened",
    "interests": "sim.engine.interests",
    "load_scenario": "sim.scenario.scenario",
    "open_sweep": "sim.report.opened",
    "run_experiment": "sim.cli.experiment",
    "simulate": "sim.engine.simulate",
    "simulate_histories": "sim.engine.simulate",
    "simulate_many": "sim.engine.simulate",
}

__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
