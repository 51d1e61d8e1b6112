"""The commands and their options. Nothing heavy is imported before a command runs."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.examples import examples
from sim.cli.messages import exit_codes, write_any_letter

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples("entente"),
)

Texts = Annotated[
    list[str] | None,
    typer.Argument(metavar="[OVERRIDES]", help="NAME=VALUE in Hydra's grammar, as listed by `entente list`."),
]
Multirun = Annotated[
    bool,
    typer.Option("--multirun", "-m", help="Sweep over every NAME=VALUE,VALUE and NAME='range(a,b,step)'."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on standard error.")]
ConfigDir = Annotated[
    Path | None,
    typer.Option("--config-dir", "-cd", help="Folder with own experiment/, design/ and scenario/ files."),
]
NoReport = Annotated[bool, typer.Option("--no-report", help="Store the rows only.")]
SweepFolder = Annotated[Path, typer.Argument(metavar="DIR", help="A sweep's folder: outputs/EXPERIMENT/ID.")]


@app.callback(invoke_without_command=True)
def entente(context: typer.Context) -> None:
    """Does a stable Sino-Russian bloc ever form? A reproducible experiment.

    Without a command: `entente run`, the main job (experiment=headline).
    """
    if context.invoked_subcommand is None:
        run([])


@app.command(epilog=examples("run"))
def run(
    overrides: Texts = None,
    multirun: Multirun = False,
    quiet: Quiet = False,
    config_dir: ConfigDir = None,
    no_report: NoReport = False,
) -> None:
    """Run an experiment, or find its results and finish them; then report.

    What is set by name, as behaviour.noise=0.3, is held fixed where the plausible ranges are swept.
    """
    from sim.cli import commands

    with exit_codes():
        commands.run(
            overrides or [], sweep=multirun, quiet=quiet, config_dir=config_dir, with_report=not no_report
        )


@app.command(epilog=examples("plan"))
def plan(overrides: Texts = None, multirun: Multirun = False, config_dir: ConfigDir = None) -> None:
    """Say what `run` would do with the same overrides: points, runs, files, time, disk. Runs nothing."""
    from sim.cli import commands

    with exit_codes():
        commands.plan(overrides or [], sweep=multirun, config_dir=config_dir)


@app.command(epilog=examples("resume"))
def resume(
    folder: SweepFolder,
    overrides: Texts = None,
    quiet: Quiet = False,
    no_report: NoReport = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try failed runs again.")] = False,
) -> None:
    """Finish a sweep that was interrupted, stopped early or done in shards.

    Sound files are kept; damaged ones are named and made anew. Of the overrides, only
    executor, stop and shard can be given here: the rest is fixed by the folder.
    """
    from sim.cli import commands

    with exit_codes():
        commands.resume(
            folder, overrides or [], quiet=quiet, with_report=not no_report, retry_failed=retry_failed
        )


@app.command(epilog=examples("verify"))
def verify(
    folder: SweepFolder,
    sample: Annotated[int, typer.Option(min=1, help="Runs to rerun.")] = 24,
    seed: Annotated[int | None, typer.Option(min=0, help="Choose the same sample again.")] = None,
) -> None:
    """Check every file, rerun a random sample in both engines and compare bit for bit."""
    from sim.cli import commands

    with exit_codes():
        commands.verify(folder, sample=sample, seed=seed)


@app.command(epilog=examples("report"))
def report(folder: SweepFolder) -> None:
    """Build tables, figures and the page anew from the stored rows; simulates nothing."""
    from sim.cli import commands

    with exit_codes():
        commands.report(folder)


@app.command("app", epilog=examples("app"))
def app_(
    host: Annotated[str, typer.Option(help="Address to serve at; 0.0.0.0 for all of this machine's.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to serve at; 0 takes a free one.")] = 8765,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Serve under this name too, with or without a port; repeatable."),
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser here.")] = False,
) -> None:
    """Open the classroom page: lessons on hedging, and the model to play with. Ctrl-C ends it."""
    from sim.cli import commands

    with exit_codes():
        commands.classroom(host, port, browser=not no_browser, allowed=allow_host or ())


@app.command("list", epilog=examples("list"))
def list_(config_dir: ConfigDir = None) -> None:
    """List scenarios, experiments, designs, engines and executors."""
    from sim.cli.listing import listing

    with exit_codes():
        print("\n".join(listing(config_dir)).rstrip())


def main() -> None:
    """Entry point of the command `entente`."""
    write_any_letter()
    app()
