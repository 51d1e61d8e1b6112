"""Progress of a sweep: what a runner tells, and the bar that shows it."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self

from sim.sweep.estimate import Estimate

if TYPE_CHECKING:
    from rich.console import Console


class Progress(Protocol):
    """What a runner tells while it works."""

    def start(self, total: int, done: int) -> None:
        """Runs in all, and runs that were stored before."""

    def advance(self, runs: int) -> None:
        """So many more runs are done."""

    def estimate(self, arm: str, found: Estimate | None) -> None:
        """The running estimate of an arm has changed."""

    def note(self, text: str) -> None:
        """Something worth a line."""


class Silent:
    """Shows no bar; notes go to standard error, one a line."""

    def start(self, total: int, done: int) -> None:
        """Nothing to show."""

    def advance(self, runs: int) -> None:
        """Nothing to show."""

    def estimate(self, arm: str, found: Estimate | None) -> None:
        """Nothing to show."""

    def note(self, text: str) -> None:
        """A line on standard error."""
        print(text, file=sys.stderr, flush=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None


class Bar:
    """A bar on standard error: runs, rate, time left, and the running estimate of P(stable bloc)."""

    def __init__(self, console: "Console | None" = None) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        self.bar = RichProgress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(compact=True),
            TextColumn("{task.fields[found]}"),
            console=console or Console(stderr=True),
            speed_estimate_period=20.0,
        )
        self.task: Any = None
        self.found: dict[str, str] = {}

    def start(self, total: int, done: int) -> None:
        """Show the bar."""
        self.task = self.bar.add_task("runs", total=total, completed=done, rate="", found="")

    def advance(self, runs: int) -> None:
        """Move the bar."""
        self.bar.advance(self.task, runs)
        speed = self.bar.tasks[0].finished_speed or self.bar.tasks[0].speed
        if speed:
            self.bar.update(self.task, rate=f"{speed:,.0f}/s")

    def estimate(self, arm: str, found: Estimate | None) -> None:
        """Show the estimate of an arm behind the bar."""
        if found is not None:
            self.found[arm] = describe(arm, found)
            self.bar.update(self.task, found="P(stable bloc): " + ", ".join(self.found.values()))

    def note(self, text: str) -> None:
        """A line above the bar."""
        self.bar.console.print(text, highlight=False, markup=False)

    def __enter__(self) -> Self:
        self.bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.bar.stop()


class NotebookBar:
    """The same as plain text below a notebook's cell, which understands no cursor movements."""

    def __init__(self) -> None:
        from tqdm.std import tqdm

        self.bar = tqdm(unit=" runs", unit_scale=True, file=sys.stderr, dynamic_ncols=False, ncols=100)
        self.found: dict[str, str] = {}

    def start(self, total: int, done: int) -> None:
        """Show the bar."""
        self.bar.reset(total)
        self.bar.initial = done  # the rate is that of the runs still to do
        self.bar.update(done)

    def advance(self, runs: int) -> None:
        """Move the bar."""
        self.bar.update(runs)

    def estimate(self, arm: str, found: Estimate | None) -> None:
        """Show the estimate of an arm behind the bar."""
        if found is not None:
            self.found[arm] = describe(arm, found)
            self.bar.set_postfix_str(", ".join(self.found.values()), refresh=False)

    def note(self, text: str) -> None:
        """A line above the bar."""
        self.bar.write(text, file=sys.stderr)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.close()


def describe(arm: str, found: Estimate) -> str:
    """The estimate of an arm with half the width of its interval, in per cent."""
    return f"{arm} {100 * found.value:.1f}±{50 * found.width:.1f} %"


def choose_progress(*, quiet: bool) -> Silent | Bar | NotebookBar:
    """A bar where somebody watches a terminal or a notebook and did not ask for quiet; notes everywhere."""
    if quiet:
        return Silent()
    if _in_notebook():
        return NotebookBar()
    return Bar() if sys.stderr.isatty() else Silent()


def _in_notebook() -> bool:
    shell = sys.modules.get("IPython")
    kernel = shell.get_ipython() if shell is not None else None
    return kernel is not None and "ZMQ" in type(kernel).__name__
