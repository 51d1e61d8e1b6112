"""What the commands do, without their options."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.messages import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.cli.ask import Asked
    from sim.sweep.folder import Folder
    from sim.sweep.runner import Wishes


def run(texts: list[str], *, sweep: bool, quiet: bool, config_dir: Path | None, with_report: bool) -> None:
    """Carry out what was asked and report it; results go to standard output."""
    _each(texts, partial(carry_out, quiet=quiet, with_report=with_report), sweep, config_dir)


def plan(texts: list[str], *, sweep: bool, config_dir: Path | None) -> None:
    """Print what would run, and where; nothing runs and nothing is written.

    Raises InputError where `run` would refuse it as too large.
    """
    _each(texts, _print_plan, sweep, config_dir)


def _each(texts: list[str], task: "Callable[[Asked], Any]", sweep: bool, config_dir: Path | None) -> None:
    """Give what was asked to a task: one request, or with Hydra's multirun one or more."""
    from sim.cli.compose import check_config_dir

    check_config_dir(config_dir)
    if sweep:
        from sim.cli.multirun import SweepTask, multirun

        multirun(texts, SweepTask(task, config_dir))
    else:
        from sim.cli.ask import ask

        task(ask(texts, config_dir))


def _print_plan(asked: "Asked") -> None:
    from sim.cli.planning import check_asked, check_plan, plan_lines

    check_asked(asked.request, asked.settings)
    print("\n".join(plan_lines(asked.request, asked.settings)))
    check_plan(asked.request, asked.settings)


def carry_out(asked: "Asked", *, quiet: bool, with_report: bool) -> Path:
    """Run a checked request, or find its results and finish them; its folder."""
    from sim.cli.planning import check_asked
    from sim.sweep.open import find_or_create

    settings = asked.settings
    check_asked(asked.request, settings)
    folder = find_or_create(asked.request, settings.outputs_dir, chunk_runs=settings.chunk_runs)
    finish(folder.path, settings.executor, settings.wishes, quiet=quiet, with_report=with_report)
    return folder.path


def complete(path: Path, executor: dict[str, Any], wishes: "Wishes", *, quiet: bool) -> "Folder":
    """Do what is missing of the sweep of a folder; the folder as it then is.

    A KeyboardInterrupt says how much is stored, and how to go on: files are stored whole or not at all.
    """
    from sim.sweep.executors.choose import make_executor
    from sim.sweep.folder import check_code, open_folder, stored_request
    from sim.sweep.progress import choose_progress
    from sim.sweep.runner import run_sweep

    folder = open_folder(path)
    request = stored_request(folder)
    check_code(folder)
    try:
        with choose_progress(quiet=quiet) as progress:
            return run_sweep(folder, request, make_executor(executor), progress, wishes)
    except KeyboardInterrupt:
        paths = [folder.chunk_path(chunk) for chunk in folder.chunks(request)]
        stored = sum(file.exists() for file in paths)
        raise KeyboardInterrupt(
            f"files of rows stored: {stored} of {len(paths)}; `entente resume {path}` goes on from there"
        ) from None


def finish(path: Path, executor: dict[str, Any], wishes: "Wishes", *, quiet: bool, with_report: bool) -> None:
    """Finish the sweep of a folder and report it."""
    folder = complete(path, executor, wishes, quiet=quiet)
    if wishes.shard is not None:
        say(f"shard {wishes.shard} is done; when all are, `entente resume {path}` merges them")
    else:
        tell(folder)
        if with_report:
            report(path)
        else:
            name_damage(path)
    print(path)


def tell(folder: "Folder") -> None:
    """Say what a reader of the results must know: runs that failed, arms that stopped early."""
    failed = folder.manifest["failed"]
    if failed:
        first = failed[0]
        say(
            f"entente: {len(failed)} runs failed, the first is point {first['point']}, "
            f"replicate {first['replicate']} of arm {first['arm']}: {first['reason']}; "
            f"`entente resume {folder.path} --retry-failed` tries them again"
        )
    for arm, stop in folder.manifest["stop"].items():
        say(
            f"entente: arm {arm} stopped after {stop['runs']:,} runs: its interval is {stop['width']:.4g} "
            f"wide, {stop['asked']:g} was asked for"
        )


def name_damage(path: Path) -> None:
    """Say which files of an earlier report were altered since, or are missing."""
    from sim.sweep.folder import open_folder

    for fault in open_folder(path).product_faults():
        say(f"entente: {path / fault}; `entente report` makes it again")


def report(path: Path) -> None:
    """Write tables, figures and the page from the stored rows, and print the verdict and the findings."""
    from sim.report.opened import open_sweep

    name_damage(path)
    sweep = open_sweep(path)
    page = sweep.write_report()
    print(sweep.answer)
    print(page)


def resume(path: Path, texts: list[str], *, quiet: bool, with_report: bool, retry_failed: bool) -> None:
    """Finish the sweep of a folder with the request that it holds; `texts` say only how."""
    from dataclasses import replace

    from sim.cli.ask import ask_how

    settings = ask_how(texts)
    wishes = replace(settings.wishes, retry_failed=retry_failed)
    finish(path, settings.executor, wishes, quiet=quiet, with_report=with_report)


def verify(path: Path, *, sample: int, seed: int | None) -> None:
    """Compare a sample of stored runs with both engines."""
    from sim.analysis.wording import count
    from sim.sweep.verify import verify_folder

    check = verify_folder(path, sample=sample, seed=seed)
    engines = " and ".join(check.engines)
    print(
        f"{path}: {count(check.chunks, 'file')} with {count(check.runs_stored, 'run')} checked and sound; "
        f"{count(check.runs_compared, 'run')} made again in {engines} are equal in every bit"
    )


def classroom(host: str, port: int, *, browser: bool, allowed: Sequence[str] = ()) -> None:
    """Serve the classroom page until Ctrl-C."""
    from sim.app.serve import serve

    serve(host=host, port=port, browser=browser, tell=say, allowed=allowed)
