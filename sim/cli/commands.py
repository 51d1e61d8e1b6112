"""What the commands do, without their options."""

from importlib.util import find_spec
from pathlib import Path

from sim.cli.messages import say
from sim.cli.settings import Settings


def run(texts: list[str], *, quiet: bool, config_dir: Path | None, with_report: bool) -> None:
    """Carry out what was asked and report it; results go to standard output."""
    from sim.cli.ask import ask
    from sim.sweep.open import find_or_create

    asked = ask(texts, config_dir)
    settings = asked.settings
    folder = find_or_create(asked.request, settings.outputs_dir, chunk_runs=settings.chunk_runs)
    finish(folder.path, settings, quiet=quiet, with_report=with_report)


def finish(path: Path, settings: Settings | None, *, quiet: bool, with_report: bool) -> None:
    """Finish the sweep of a folder and report it."""
    from sim.sweep.executors.threads import Threads
    from sim.sweep.folder import check_code, open_folder, stored_request
    from sim.sweep.progress import choose_progress
    from sim.sweep.runner import run_sweep

    folder = open_folder(path)
    request = stored_request(folder)
    check_code(folder)
    threads = settings.executor.get("threads") if settings else None
    with choose_progress(quiet=quiet) as progress:
        folder = run_sweep(folder, request, Threads(), progress, threads=threads)
    failed = folder.manifest["failed"]
    if failed:
        first = failed[0]
        say(
            f"entente: {len(failed)} runs failed, the first is point {first['point']}, "
            f"replicate {first['replicate']} of arm {first['arm']}: {first['reason']}"
        )
    if with_report:
        report(path)
    print(path)


def report(path: Path) -> None:
    """Write tables, figures and the page from the stored rows, and print the verdict."""
    if find_spec("sim.report") is None:
        return
    from sim.report import summarise, write_report

    page = write_report(path)
    print(summarise(path))
    print(page)


def plan(texts: list[str], *, config_dir: Path | None) -> None:
    """Print what would run, and where; nothing runs and nothing is written."""
    from sim.cli.ask import ask
    from sim.cli.planning import plan_lines

    asked = ask(texts, config_dir)
    print("\n".join(plan_lines(asked.request, asked.settings)))


def resume(path: Path, *, quiet: bool, with_report: bool) -> None:
    """Finish the sweep of a folder with the request that it holds."""
    finish(path, None, quiet=quiet, with_report=with_report)


def verify(path: Path, *, sample: int, seed: int | None) -> None:
    """Compare a sample of stored runs with both engines."""
    from sim.sweep.verify import verify_folder

    found = verify_folder(path, sample=sample, seed=seed)
    print(
        f"{path}: {found.chunks} files with {found.runs_stored:,} runs are sound; {found.runs_compared} runs "
        f"rerun in {' and '.join(found.engines)} are equal in every bit"
    )
