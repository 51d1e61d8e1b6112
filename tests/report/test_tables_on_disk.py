"""Tables as files: CSV reads back as it was, LaTeX is safe to include."""

import pandas as pd
import pytest

from sim.analysis.summary import summarise_results
from sim.report.tables import make_tables
from tests.analysis.synthetic import invent_results


def test_csv_reads_back(report):
    tables = make_tables(summarise_results(invent_results(runs=40, points=16)))
    for name, table in tables.items():
        back = pd.read_csv(report / "tables" / f"{name}.csv", keep_default_na=False, na_values=[""])
        assert list(back.columns) == list(table.columns)
        for column in table.select_dtypes("number"):
            assert back[column].to_numpy() == pytest.approx(table[column].to_numpy(), rel=1e-15, nan_ok=True)


def test_latex_escapes_and_closes(report):
    files = sorted((report / "tables").glob("*.tex"))
    assert {"outcomes.tex", "properties.tex", "issues.tex"} <= {file.name for file in files}
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert text.count(r"\begin{") == text.count(r"\end{") == 2
        assert r"\toprule" in text
        assert r"\caption{" in text
        body = text.split(r"\toprule")[1]
        assert "_" not in body.replace(r"\_", "")
        assert "%" not in body.replace(r"\%", "")


def test_long_tables_are_csv_alone(report):
    assert (report / "tables" / "path.csv").exists()
    assert not (report / "tables" / "path.tex").exists()
