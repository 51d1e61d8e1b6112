"""Machine code is kept where the user's caches lie, under a name that changes with what it is made of."""

import os
import subprocess
import sys

import pytest

from sim.engine.batch import cache


def test_folder_follows_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("ENTENTE_CACHE_DIR", str(tmp_path / "own"))
    assert cache.cache_folder().parent == tmp_path / "own"
    assert cache.cache_folder().is_dir()
    monkeypatch.delenv("ENTENTE_CACHE_DIR")
    if sys.platform.startswith("linux"):
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
        assert cache.user_cache() == tmp_path / "xdg" / "entente"


def test_name_changes_with_a_source(monkeypatch, tmp_path):
    before = cache.source_hash()
    assert before == cache.source_hash()
    (tmp_path / "theory").mkdir()
    source = tmp_path / "theory" / "values.py"
    source.write_text("a = 1\n", encoding="utf-8")
    monkeypatch.setattr(cache, "PACKAGE", tmp_path)
    one = cache.source_hash()
    source.write_text("a = 2\n", encoding="utf-8")
    assert len({before, one, cache.source_hash()}) == 3


def test_sources_cover_what_the_kernel_imports():
    """Every module that the kernel's import brings in, but for those that hold no compiled code."""
    script = (
        "import sys; import sim.engine.batch.kernel; "
        "print(*sorted(n for n in sys.modules if n.startswith('sim.')))"
    )
    named = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True
    ).stdout.split()
    covered = {path for pattern in cache.SOURCES for path in cache.PACKAGE.glob(pattern)}
    plain = ("sim.config_folder", "sim.errors", "sim.engine", "sim.engine.derive", "sim.engine.points")
    needed = {name for name in named if not name.startswith("sim.scenario") and name not in plain}
    for name in needed:
        path = cache.PACKAGE.joinpath(*name.split(".")[1:])
        assert path.with_suffix(".py") in covered or path / "__init__.py" in covered, name


def test_a_folder_that_cannot_be_written_is_replaced(monkeypatch, tmp_path, caplog):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("ENTENTE_CACHE_DIR", str(tmp_path / "file" / "below"))
    folder = cache.cache_folder()
    assert folder.is_dir()
    assert tmp_path not in folder.parents
    assert "set ENTENTE_CACHE_DIR" in caplog.text


@pytest.mark.slow
def test_the_second_process_finds_the_code(tmp_path):
    script = (
        "import sim; from sim.engine.batch.kernel import simulate_slice as k; sim.simulate('toy_pair'); "
        "print(sum(k.stats.cache_hits.values()), sum(k.stats.cache_misses.values()))"
    )
    counts = []
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            encoding="utf-8",
            check=True,
            env={**os.environ, "ENTENTE_CACHE_DIR": str(tmp_path)},
        )
        counts.append(done.stdout.split())
    assert counts == [["0", "1"], ["1", "0"]]
