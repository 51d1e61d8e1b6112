import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.faults.conftest import ASKED, call, command, environment, rows_of

pytestmark = pytest.mark.faults


def test_a_full_disk_is_named_and_the_rest_is_done_when_there_is_room(tmp_path, undisturbed):
    mount = tmp_path / "small"
    mount.mkdir()
    room = sum(path.stat().st_size for path in undisturbed.rglob("*")) * 2 // 3072  # KiB, for two thirds
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={room}k", "tmpfs", str(mount)], capture_output=True, check=False
    )
    if done.returncode != 0:
        pytest.skip("a small disk needs the right to mount one")
    try:
        full = call("run", *ASKED, "--no-report", f"outputs_dir={mount}", cwd=tmp_path, check=False)
        assert full.returncode == 1
        assert "No space left on device" in full.stderr
        assert "Traceback" not in full.stderr
        subprocess.run(["mount", "-o", "remount,size=64m", str(mount)], check=True)
        folder = mount / undisturbed.relative_to(undisturbed.parents[1])
        assert not list((folder / "runs").glob(".*.tmp"))
        call("run", *ASKED, "--no-report", f"outputs_dir={mount}", cwd=tmp_path)
        assert rows_of(folder) == rows_of(undisturbed)
    finally:
        subprocess.run(["umount", str(mount)], check=False)


def test_a_quota_of_the_process_ends_with_a_clear_line(tmp_path, undisturbed):
    import resource

    def limit() -> None:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that writing fails instead
        resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, resource.RLIM_INFINITY))

    done = subprocess.run(
        command("run", *ASKED, "--no-report", "outputs_dir=out"),
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        preexec_fn=limit,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "cannot be written: File too large" in done.stderr
    call("run", *ASKED, "--no-report", "outputs_dir=out", cwd=tmp_path)
    assert rows_of(tmp_path / "out" / undisturbed.relative_to(undisturbed.parents[1])) == rows_of(undisturbed)


def test_a_read_only_folder_ends_with_a_clear_line(tmp_path):
    place = tmp_path / "out"
    place.mkdir(mode=0o500)
    mounted = os.geteuid() == 0  # who may write everywhere needs a disk that refuses
    if mounted:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", str(place)], capture_output=True, check=False
        )
        if done.returncode != 0:
            pytest.skip("root may write everywhere, and cannot mount a read-only disk here")
    try:
        asked = call("run", *ASKED, "outputs_dir=out", cwd=tmp_path, check=False)
    finally:
        if mounted:
            subprocess.run(["umount", str(place)], check=False)
    assert asked.returncode == 2
    assert "outputs_dir" in asked.stderr
    assert "Traceback" not in asked.stderr


def test_the_report_of_a_read_only_sweep_ends_with_a_clear_line(tmp_path, undisturbed):
    folder = Path(shutil.copytree(undisturbed, tmp_path / "copy"))
    mounts = [["--bind", str(folder), str(folder)], ["-o", "remount,ro,bind", str(folder)]]
    for _ in range(2):  # before there is a report, and after
        done = [subprocess.run(["mount", *how], capture_output=True, check=False) for how in mounts]
        try:
            if any(step.returncode for step in done):
                pytest.skip("a read-only folder needs the right to mount one")
            refused = call("report", str(folder), cwd=tmp_path, check=False)
            sound = call("verify", str(folder), "--sample", "2", cwd=tmp_path)
        finally:
            subprocess.run(["umount", str(folder)], capture_output=True, check=False)
        assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
        assert "Read-only file system; make it writable, or work on a copy" in refused.stderr
        assert "checked and sound" in sound.stdout
        call("report", str(folder), cwd=tmp_path)


def test_an_outputs_dir_that_is_a_file_ends_with_a_clear_line(tmp_path):
    (tmp_path / "out").write_text("", encoding="utf-8")
    done = call("run", *ASKED, "outputs_dir=out", cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert "outputs_dir" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_clock_set_back_changes_no_number(tmp_path, undisturbed):
    """Files dated in the future, as after a clock was set back, are still sound and still kept."""
    folder = Path(shutil.copytree(undisturbed, tmp_path / "copy"))
    for path in (folder / "runs").iterdir():
        os.utime(path, (4e9, 4e9))
    victim = sorted((folder / "runs").iterdir())[2]
    victim.unlink()
    call("resume", str(folder), "--no-report", "--quiet", cwd=tmp_path)
    assert rows_of(folder) == rows_of(undisturbed)


@pytest.mark.parametrize("how", ["truncated", "foreign", "empty"])
def test_a_damaged_file_is_named_and_done_again(tmp_path, undisturbed, how):
    folder = Path(shutil.copytree(undisturbed, tmp_path / "copy"))
    victim = sorted((folder / "runs").iterdir())[2]
    if how == "foreign":
        shutil.copy(folder / "design.parquet", victim)
    else:
        victim.write_bytes(b"" if how == "empty" else victim.read_bytes()[:500])
    refused = call("report", str(folder), cwd=tmp_path, check=False)
    assert refused.returncode == 1
    assert victim.name in refused.stderr
    assert "entente resume" in refused.stderr
    resumed = call("resume", str(folder), "--no-report", cwd=tmp_path)
    assert victim.name in resumed.stderr
    assert rows_of(folder) == rows_of(undisturbed)
