import io
import sys

from rich.console import Console

from sim.sweep import progress as progress_module
from sim.sweep.estimate import Estimate
from sim.sweep.progress import Bar, NotebookBar, Silent, choose_progress


def test_the_bar_shows_runs_rate_and_the_running_estimate():
    text = io.StringIO()
    with Bar(Console(file=text, force_terminal=True, width=160)) as bar:
        bar.start(100, 40)
        bar.advance(10)
        bar.estimate("central", Estimate(value=0.072, low=0.068, high=0.076))
        bar.estimate("plausible", None)
        bar.note("a file was damaged")
    shown = text.getvalue()
    assert "50/100" in shown
    assert "P(stable bloc): central 7.2±0.4 %" in shown
    assert "plausible" not in shown
    assert "a file was damaged" in shown


def test_a_notebook_gets_a_bar_of_plain_text(capsys, monkeypatch):
    monkeypatch.setattr(progress_module, "_in_notebook", lambda: True)
    with choose_progress(quiet=False) as bar:
        assert isinstance(bar, NotebookBar)
        bar.start(100, 40)
        bar.advance(10)
        bar.estimate("central", Estimate(value=0.072, low=0.068, high=0.076))
        bar.estimate("plausible", None)
        bar.note("a file was damaged")
        bar.advance(50)
    shown = capsys.readouterr().err
    assert "100/100" in shown
    assert "central 7.2±0.4 %" in shown
    assert "plausible" not in shown
    assert "a file was damaged\n" in shown
    assert "\x1b" not in shown


def test_quiet_goes_for_notebooks_too(monkeypatch):
    monkeypatch.setattr(progress_module, "_in_notebook", lambda: True)
    assert isinstance(choose_progress(quiet=True), Silent)


def test_without_a_terminal_there_is_no_bar_and_notes_are_lines(capsys):
    progress = choose_progress(quiet=False)
    assert isinstance(progress, Silent)
    progress.start(10, 0)
    progress.advance(10)
    progress.note("a file was damaged")
    assert capsys.readouterr().err == "a file was damaged\n"


def test_quiet_removes_the_bar_and_keeps_the_notes(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    progress = choose_progress(quiet=True)
    assert isinstance(progress, Silent)
    progress.start(10, 0)
    progress.advance(10)
    progress.note("a file was damaged")
    assert capsys.readouterr().err == "a file was damaged\n"


def test_a_terminal_gets_the_bar(monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert isinstance(choose_progress(quiet=False), Bar)
