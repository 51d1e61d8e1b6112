"""One changed bit anywhere in a sweep's folder is found and named by verify, resume and report."""

import json
import random
import shutil
import struct
from pathlib import Path

import pytest

from sim.errors import EntenteError
from sim.report.opened import open_sweep
from sim.sweep.executors.threads import Threads
from sim.sweep.folder import open_folder, stored_request
from sim.sweep.progress import Silent
from sim.sweep.results import read_results
from sim.sweep.runner import run_sweep
from sim.sweep.verify import verify_folder
from tests.faults.conftest import call

pytestmark = pytest.mark.faults

KINDS = {
    "manifest": ["manifest.json"],
    "design": ["design.parquet"],
    "rows": ["runs/*.parquet"],
    "example": ["example.parquet"],
    "report": ["tables/*", "figures/*", "report.html", "report.sha256"],
}
FLIPS = 30
"""Bits for each kind of file."""


@pytest.fixture(scope="module")
def sweep(undisturbed, tmp_path_factory) -> Path:
    """A finished sweep with its report."""
    folder = Path(shutil.copytree(undisturbed, tmp_path_factory.mktemp("flips") / "sweep"))
    open_sweep(folder).write_report()
    verify_folder(folder, sample=2)
    return folder


class Notes(Silent):
    """Keeps what a sweep says while it runs."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def note(self, text: str) -> None:
        self.lines.append(text)


def verified(folder: Path) -> str:
    try:
        verify_folder(folder, sample=2, seed=0)
    except EntenteError as error:
        return str(error)
    return ""


def reported(folder: Path) -> str:
    opened = open_folder(folder)
    try:
        read_results(folder)
    except EntenteError as error:
        return str(error)
    return "; ".join(opened.product_faults())


def resumed(folder: Path) -> str:
    opened, notes = open_folder(folder), Notes()
    run_sweep(opened, stored_request(opened), Threads(), notes)
    return "; ".join([*notes.lines, *opened.product_faults()])


def what_is_said(folder: Path) -> dict[str, str]:
    """What each of three commands says of a folder; resume last, for it makes good what it can."""
    said = {}
    for ask in (verified, reported, resumed):
        try:
            said[ask.__name__] = ask(folder)
        except EntenteError as error:
            said[ask.__name__] = str(error)
    return said


def flip(path: Path, bit: int) -> None:
    content = bytearray(path.read_bytes())
    content[bit // 8] ^= 1 << bit % 8
    path.write_bytes(content)


@pytest.mark.parametrize("kind", KINDS)
def test_thirty_random_bits_of_each_kind_of_file_are_found_and_the_file_named(sweep, tmp_path, kind):
    draw = random.Random(kind)
    files = [file for pattern in KINDS[kind] for file in sorted(sweep.glob(pattern))]
    for _ in range(FLIPS):
        file = draw.choice(files)
        check(sweep, tmp_path, file, draw.randrange(8 * file.stat().st_size))


def check(sweep: Path, place: Path, file: Path, bit: int) -> None:
    """Flip a bit of a file in a copy of the sweep; every command names it, and rows are made good."""
    copy = Path(shutil.copytree(sweep, place / "copy"))
    victim = copy / file.relative_to(sweep)
    flip(victim, bit)
    for command, text in what_is_said(copy).items():
        assert victim.name in text, (command, victim, bit, text)
        assert "\n" not in text
    if file.parent.name == "runs" or file.name == "example.parquet":
        assert victim.read_bytes() == file.read_bytes()
    shutil.rmtree(copy)


def structural(name: str, content: bytes) -> list[int]:
    """Bytes that carry no row: magic numbers, the footer with its statistics and notes, white space."""
    if name.endswith(".parquet"):
        footer = len(content) - 8 - struct.unpack("<I", content[-8:-4])[0]
        places = range(footer, len(content) - 8, max(1, (len(content) - footer) // 20))
        return [0, 3, 4, *places, content.rindex(b"entente.seal"), *range(len(content) - 8, len(content))]
    return [content.index(b" "), content.index(b"\n"), len(content) - 1, content.rindex(b"sha256:") + 7]


@pytest.mark.parametrize(
    "name",
    ["manifest.json", "design.parquet", "runs/central-000001.parquet", "example.parquet", "report.sha256"],
)
def test_bytes_that_carry_no_number_are_covered_too(sweep, tmp_path, name):
    for place in structural(name, (sweep / name).read_bytes()):
        check(sweep, tmp_path, sweep / name, 8 * place + place % 8)


def test_column_statistics_that_others_skip_rows_by_are_covered(sweep, tmp_path):
    import pyarrow.parquet as pq

    file = sweep / "runs" / "central-000001.parquet"
    statistics = pq.read_metadata(file).row_group(0).column(2).statistics
    place = file.read_bytes().rindex(struct.pack("<q", statistics.max))
    check(sweep, tmp_path, file, 8 * place)


def test_the_command_line_names_the_file_and_the_remedy_in_one_line(sweep, tmp_path):
    copy = Path(shutil.copytree(sweep, tmp_path / "copy"))
    for name, remedy in (
        ("report.html", "entente report"),
        ("runs/central-000001.parquet", "entente resume"),
        ("example.parquet", "entente resume"),
        ("design.parquet", "ask for the sweep again"),
    ):
        flip(copy / name, 800)
        done = call("verify", str(copy), cwd=tmp_path, check=False)
        assert done.returncode in (1, 2)
        assert done.stderr.count("\n") == 1
        assert name in done.stderr
        assert remedy in done.stderr
        shutil.copy(sweep / name, copy / name)
    flip(copy / "report.html", 800)
    done = call("report", str(copy), cwd=tmp_path)
    assert "report.html was altered since it was written" in done.stderr
    assert (copy / "report.html").read_bytes() == (sweep / "report.html").read_bytes()


def test_a_damaged_manifest_or_design_costs_no_row(undisturbed, tmp_path):
    """The remedy of the message: remove the manifest and ask again; nothing that is sound is run again."""
    from tests.faults.conftest import ASKED, rows_of

    folder = tmp_path / undisturbed.relative_to(undisturbed.parents[2])
    shutil.copytree(undisturbed, folder)
    flip(folder / "design.parquet", 800)
    dates = {path.name: path.stat().st_mtime_ns for path in (folder / "runs").iterdir()}
    done = call("run", *ASKED, "--no-report", cwd=tmp_path, check=False)
    assert "remove manifest.json and ask for the sweep again" in done.stderr
    (folder / "manifest.json").unlink()
    call("run", *ASKED, "--no-report", cwd=tmp_path)
    assert rows_of(folder) == rows_of(undisturbed)
    assert {path.name: path.stat().st_mtime_ns for path in (folder / "runs").iterdir()} == dates
    assert (folder / "design.parquet").read_bytes() == (undisturbed / "design.parquet").read_bytes()


def test_a_finished_sweep_leaves_no_byte_that_nothing_covers(sweep):
    listed = {line.split("  ")[1] for line in (sweep / "report.sha256").read_text().splitlines()[:-1]}
    sealed = {"manifest.json", "design.parquet", "example.parquet", "report.sha256"}
    for path in sweep.rglob("*"):
        name = path.relative_to(sweep).as_posix()
        if path.is_file() and path.stat().st_size and path.parent.name != "runs":
            assert name in listed | sealed, name
    assert json.loads((sweep / "manifest.json").read_text())["seal"].startswith("sha256:")
