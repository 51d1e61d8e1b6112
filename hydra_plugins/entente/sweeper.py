"""A sweeper that hands a whole sweep on as one lazy list of jobs."""

from dataclasses import dataclass, field
from typing import Any

from hydra.core.config_store import ConfigStore
from hydra.core.plugins import Plugins
from hydra.plugins.launcher import Launcher
from hydra.plugins.sweeper import Sweeper
from hydra.types import HydraContext, TaskFunction
from omegaconf import DictConfig


@dataclass
class EntenteSweeperConf:
    """`hydra/sweeper=entente`."""

    _target_: str = "hydra_plugins.entente.sweeper.EntenteSweeper"
    params: dict[str, Any] = field(default_factory=dict)
    """Swept values by dotted name, in the grammar of the command line, which has the last word."""


ConfigStore.instance().store(
    group="hydra/sweeper", name="entente", node=EntenteSweeperConf, provider="entente"
)


class EntenteSweeper(Sweeper):
    """Reads every override once and plans all combinations as columns of a table."""

    def __init__(self, params: dict[str, Any] | None = None) -> None:
        self.params = dict(params or {})
        self.launcher: Launcher | None = None

    def setup(self, *, hydra_context: HydraContext, task_function: TaskFunction, config: DictConfig) -> None:
        """Keep what Hydra gives, and make the launcher that was chosen."""
        self.hydra_context = hydra_context
        self.task_function = task_function
        self.config = config
        self.launcher = Plugins.instance().instantiate_launcher(
            hydra_context=hydra_context, task_function=task_function, config=config
        )

    def sweep(self, arguments: list[str]) -> Any:
        """Launch all points; raises InputError for an override that is wrong."""
        from hydra_plugins.entente.launcher import EntenteLauncher
        from sim.cli.multirun import Jobs, typed_texts

        assert self.launcher is not None  # Hydra calls `setup` first
        texts = [*(f"{name}={value}" for name, value in self.params.items()), *typed_texts(arguments)]
        jobs = Jobs(texts, getattr(self.task_function, "config_dir", None))
        if isinstance(self.launcher, EntenteLauncher):
            return self.launcher.launch(jobs, initial_job_idx=0)
        return self.launcher.launch(list(jobs), initial_job_idx=0)
