import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.cli.compose import options
from tests.cli.conftest import Answer

SMALL = ("scenario=toy_pair", "arms.central.replicates=30", "arms.plausible.points=8", "--quiet")
ROOT = Path(__file__).parents[2]
COMMANDS = ["run", "plan", "resume", "verify", "report", "list"]


def folder_of(answer: Answer) -> str:
    return answer.out.splitlines()[-1]


def test_run_reports_and_the_second_time_finds_its_results(entente):
    first = entente("run", *SMALL)
    assert first.code == 0, first.err
    assert first.err == ""
    assert "%" in first.out.splitlines()[0]
    folder = Path(folder_of(first))
    assert (folder / "report.html").exists()
    before = {path: path.stat().st_mtime_ns for path in (folder / "runs").iterdir()}
    second = entente("run", *SMALL)
    assert second.out == first.out
    assert before == {path: path.stat().st_mtime_ns for path in (folder / "runs").iterdir()}


def test_resume_verify_and_report_work_on_a_folder(entente):
    folder = folder_of(entente("run", "--no-report", *SMALL))
    next(Path(folder, "runs").iterdir()).unlink()
    resumed = entente("resume", folder, "--quiet", "--no-report")
    assert (resumed.code, folder_of(resumed)) == (0, folder)
    verified = entente("verify", folder, "--sample", "4")
    assert (verified.code, "equal in every bit" in verified.out) == (0, True)
    reported = entente("report", folder)
    assert (reported.code, reported.out.splitlines()[-1]) == (0, f"{folder}/report.html")


@pytest.mark.parametrize("name", [path.stem for path in options("experiment")])
def test_every_shipped_experiment_runs(entente, name):
    """With one replicate a point."""
    answer = entente("run", f"experiment={name}", "replicates=1", "--quiet", "--no-report")
    assert answer.code == 0, answer.err
    assert Path(folder_of(answer)).parent.name == name


def test_plan_says_what_would_run_and_writes_nothing(entente, tmp_path):
    answer = entente("plan", "arms.plausible.points=1024")
    assert answer.code == 0
    assert "1,024 points x 16 replicates = 16,384 runs" in answer.out
    assert "55: behaviour.autonomy" in answer.out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["replicates=4000000000", "chunk_runs=1"], "files, more than 10,000,000"),
        (["replicates=400000000", "chunk_runs=1000000"], "GB free"),
    ],
)
def test_plan_refuses_what_run_refuses(entente, tmp_path, monkeypatch, more, says):
    """The quote stands, so that one sees how far too large it is; the refusal is that of `run`."""
    usage = shutil.disk_usage(tmp_path)._replace(free=10**9)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    asked = ["design=point", "scenario=toy_pair", *more]
    planned, run = entente("plan", *asked), entente("run", *asked)
    assert planned.code == run.code == 2
    assert "in all    1 point" in planned.out
    assert says in planned.err
    assert says in run.err


def test_list_names_what_is_shipped_with_a_line_each(entente):
    answer = entente("list")
    assert answer.code == 0
    entries = [line for line in answer.out.splitlines() if line.startswith("  ")]
    assert {"essay", "headline", "sobol", "mesa", "threads"} <= {line.split()[0] for line in entries}
    assert all(len(line.split(maxsplit=1)) == 2 for line in entries)


@pytest.mark.parametrize(
    "texts",
    [
        ("run", "behaviour.nois=0.3"),
        ("run", "--qiet"),
        ("rum",),
        ("plan", "seed=x"),
        ("resume", "nowhere"),
        ("verify", "nowhere"),
        ("report", "nowhere"),
        ("verify", ".", "--sample", "0"),
    ],
)
def test_wrong_input_ends_with_code_2_and_no_traceback(entente, texts):
    answer = entente(*texts)
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.strip()
    assert "Traceback" not in answer.err


def test_every_fault_of_a_scenario_is_one_line(entente, tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text(
        "name: bad\nstates: {A: {capability: -1}, B: {capability: 1}}\nhorizn: 3\n", encoding="utf-8"
    )
    answer = entente("plan", f"scenario={path}")
    assert answer.code == 2
    lines = answer.err.splitlines()
    assert len(lines) >= 3
    assert all(line.startswith(f"entente: {path}: `") for line in lines)


def test_an_outputs_dir_that_cannot_be_made_is_wrong_input(entente, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    answer = entente("run", *SMALL, "outputs_dir=file")
    assert answer.code == 2
    assert len(answer.err.splitlines()) == 1
    assert "outputs_dir" in answer.err


def test_an_interrupt_ends_with_code_130_and_the_command_that_it_names_goes_on(entente, monkeypatch):
    from sim.sweep import work

    def interrupt(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(work, "simulate_points", interrupt)
        answer = entente("run", *SMALL)
        assert (answer.code, answer.out) == (130, "")
        assert "files of rows stored: 0 of 2;" in answer.err
    _, command, _ = answer.err.split("`")
    assert entente(*command.split()[1:]).code == 0
    assert entente("run", *SMALL).code == 0


def test_an_error_that_nobody_foresaw_is_one_line(entente, monkeypatch):
    from sim.cli import commands

    def fail(*_, **__):
        raise RuntimeError("two\nlines")

    monkeypatch.setattr(commands, "plan", fail)
    monkeypatch.delenv("ENTENTE_DEBUG", raising=False)
    answer = entente("plan")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == (
        "entente: internal error: RuntimeError: two lines; run again with ENTENTE_DEBUG=1 for the traceback\n"
    )
    monkeypatch.setenv("ENTENTE_DEBUG", "1")
    answer = entente("plan")
    assert answer.code == 1
    assert "Traceback" in answer.err


@pytest.mark.parametrize("texts", [("run",), ("plan",), ("plan", "-m"), ("run", "-m"), ("list",)])
@pytest.mark.parametrize("option", ["-cd", "--config-dir"])
def test_a_config_dir_that_is_none_is_wrong_input(entente, texts, option, tmp_path):
    answer = entente(*texts, option, str(tmp_path / "nope"))
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"entente: --config-dir {tmp_path / 'nope'} is no folder")
    assert len(answer.err.splitlines()) == 1


def test_one_thing_is_no_plural(entente):
    answer = entente("plan", "design=point", "replicates=1")
    assert "1 point x 1 replicate = 1 run (about" in answer.out
    assert "in all    1 point, 1 run in 1 file\n" in answer.out


def test_list_says_what_scenarios_say_of_themselves(entente, tmp_path):
    (tmp_path / "scenario").mkdir()
    (tmp_path / "scenario" / "bad.yaml").write_text("name: [\n", encoding="utf-8")
    (tmp_path / "scenario" / "plain.yaml").write_text("# A first line\nname: plain\n", encoding="utf-8")
    lines = entente("list", "-cd", str(tmp_path)).out.splitlines()
    said = {line.split()[0]: line.split(maxsplit=1)[1] for line in lines if line.startswith("  ")}
    assert said["essay"] == "Russia, China and four others in 2012, coded from the essay's claims E1-E10"
    assert said["bad"].startswith("cannot be used: ")
    assert said["plain"] == "A first line"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_ends_with_examples_that_are_valid(entente, command):
    answer = entente(command, "--help")
    assert answer.code == 0
    examples = answer.out.split("Examples:")[1].strip().splitlines()
    assert all(line.strip().startswith(f"entente {command}") for line in examples)


def test_examples_of_run_and_plan_can_be_planned(entente, tmp_path):
    from sim.cli.examples import LINES
    from sim.scenario.scenario import load_scenario

    (tmp_path / "my.yaml").write_text(load_scenario("essay").to_yaml(), encoding="utf-8")
    for line in LINES["entente"] + LINES["run"] + LINES["plan"]:
        texts = shlex.split(line)[2:]
        if line.split()[1:2] != ["list"]:
            assert entente("plan", *texts).code == 0, line


def test_help_is_instant_and_heavy_libraries_stay_out():
    code = (
        "import sys; sys.argv = ['entente', '--help']\n"
        "from sim.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'numpy', 'pandas', 'scipy', 'numba', 'mesa', 'hydra', 'pyarrow', 'matplotlib'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"
    assert time.monotonic() - begun < 10  # a guard against a hang; the speed is measured elsewhere


def test_python_dash_m_is_the_same_command():
    done = subprocess.run(
        [sys.executable, "-m", "sim", "list"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert "headline" in done.stdout


def test_a_terminal_that_lacks_letters_is_told_the_verdict_in_plainer_ones(tmp_path):
    command = [sys.executable, "-m", "sim", "run", "design=point", "scenario=toy_pair", "replicates=5", "-q"]
    for encoding in ("latin-1", "ascii:surrogateescape", "cp437"):
        done = subprocess.run(
            [*command, f"outputs_dir={tmp_path}"],
            cwd=ROOT, env={**os.environ, "PYTHONIOENCODING": encoding}, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert "interval 0-43" in done.stdout.decode(encoding.partition(":")[0])


def test_a_file_of_a_sweep_leads_to_its_folder(entente):
    folder = folder_of(entente("run", "--no-report", *SMALL))
    for file in (f"{folder}/manifest.json", f"{folder}/design.parquet", f"{folder}/runs/x.parquet/y"):
        Path(folder, "runs", "x.parquet").touch()
        answer = entente("report", file)
        assert answer.code == 2
        assert answer.err == f"entente: {file} is a file; give the sweep's folder, {folder}\n"


def test_points_that_cannot_answer_are_refused_and_nothing_is_written(entente, tmp_path):
    for texts in (["bloc.min_duration=41"], ["horizon=7"], ["bloc={members:[NOR,SOU],min_duration:41}"]):
        for command in ("run", "plan"):
            answer = entente(command, "design=point", "scenario=toy_triad", *texts)
            assert (answer.code, answer.out) == (2, "")
            assert "cannot answer: no spell lasts" in answer.err
    assert list(tmp_path.iterdir()) == []
    assert entente("plan", "design=point", "scenario=toy_triad", "bloc.min_duration=40").code == 0
