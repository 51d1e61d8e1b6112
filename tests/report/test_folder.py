"""From a real sweep's folder: run, open, report."""

import pytest

import sim
from sim.errors import InputError


def test_no_sweep_no_report(tmp_path):
    with pytest.raises(InputError, match="not a sweep's folder"):
        sim.open_sweep(tmp_path)


def test_a_small_sweep_from_the_command_line(tmp_path, capsys):
    from sim.cli.commands import run
    from tests.report.reading import read_page

    asked = ["scenario=toy_pair", "arms.central.replicates=200", "arms.plausible.points=8"]
    texts = [*asked, "arms.plausible.replicates=4", f"outputs_dir={tmp_path}"]
    run(texts, sweep=False, quiet=True, config_dir=None, with_report=True)
    folder = next(path.parent for path in tmp_path.rglob("report.html"))
    verdict = sim.open_sweep(folder).verdict
    assert str(verdict) in capsys.readouterr().out
    assert "A stable bloc of Northland and Southland forms in none of 200 runs" in verdict.sentence.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    page = read_page(folder)
    assert "Does a stable bloc of Northland and Southland form?" in page.text
    assert str(tmp_path) not in page.text
