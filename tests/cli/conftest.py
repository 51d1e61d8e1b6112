import sys
from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str


@pytest.fixture
def entente(monkeypatch, tmp_path, capsys):
    """Call the command line in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*texts: str) -> Answer:
        from sim.cli.main import main

        monkeypatch.setattr(sys, "argv", ["entente", *texts])
        capsys.readouterr()
        try:
            main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return call
