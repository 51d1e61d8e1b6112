"""A launcher that runs all points of a sweep in one process, through one planner."""

from collections.abc import Sequence
from dataclasses import dataclass

from hydra.core.config_store import ConfigStore
from hydra.core.utils import JobReturn, JobStatus
from hydra.errors import HydraException
from hydra.plugins.launcher import Launcher
from hydra.types import HydraContext, TaskFunction
from omegaconf import DictConfig


@dataclass
class EntenteLauncherConf:
    """`hydra/launcher=entente`."""

    _target_: str = "hydra_plugins.entente.launcher.EntenteLauncher"


ConfigStore.instance().store(
    group="hydra/launcher", name="entente", node=EntenteLauncherConf, provider="entente"
)


class EntenteLauncher(Launcher):
    """Plans and carries out what the sweeper of this package describes."""

    def setup(self, *, hydra_context: HydraContext, task_function: TaskFunction, config: DictConfig) -> None:
        """Keep the task, which knows how a request is carried out."""
        self.hydra_context = hydra_context
        self.task_function = task_function
        self.config = config

    def launch(self, job_overrides: Sequence[Sequence[str]], initial_job_idx: int) -> Sequence[JobReturn]:
        """One return for each sweep; its value is what the task gives for it."""
        from sim.cli.multirun import Jobs, SweepTask

        if not isinstance(job_overrides, Jobs) or not isinstance(self.task_function, SweepTask):
            raise HydraException(
                "hydra/launcher=entente works with hydra/sweeper=entente alone; "
                "leave both out, or choose both anew"
            )
        returns = []
        for asked in job_overrides.ask(self.task_function.config_dir):
            done = JobReturn(status=JobStatus.COMPLETED)
            done.return_value = self.task_function.carry_out(asked)
            returns.append(done)
        return returns
