"""Free memory is read from the system, and from the container where it is smaller."""

from sim.engine import memory


def test_some_memory_is_free():
    assert 2**20 < memory.available_memory() < 2**50


def test_the_smaller_limit_counts(monkeypatch, tmp_path):
    (tmp_path / "max").write_text("1000000\n", encoding="utf-8")
    (tmp_path / "current").write_text("400000\n", encoding="utf-8")
    files = (
        (str(tmp_path / "max"), str(tmp_path / "current")),
        (str(tmp_path / "absent"), str(tmp_path / "absent")),
    )
    monkeypatch.setattr(memory, "CGROUP_FILES", files)
    assert memory.available_memory() == 600_000
    (tmp_path / "max").write_text("max\n", encoding="utf-8")  # no limit
    assert memory.available_memory() > 600_000


def test_a_guess_where_nothing_is_known(monkeypatch):
    monkeypatch.setattr(memory, "CGROUP_FILES", ())
    monkeypatch.setattr(memory, "_system_memory", lambda: None)
    assert memory.available_memory() == memory.FALLBACK_BYTES
