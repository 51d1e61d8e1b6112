"""Tables as files: CSV reads back as it was, LaTeX is safe to include."""

from io import StringIO

import pandas as pd
import pytest

from sim.analysis.summary import summarise_results
from sim.report.tables import make_tables
from sim.report.write import to_csv
from tests.analysis.synthetic import invent_results


def test_csv_reads_back(report):
    tables = make_tables(summarise_results(invent_results(runs=40, points=16)))
    for name, table in tables.items():
        back = pd.read_csv(report / "tables" / f"{name}.csv", keep_default_na=False, na_values=[""])
        assert list(back.columns) == list(table.columns)
        for column in table.select_dtypes("number"):
            assert back[column].to_numpy() == pytest.approx(table[column].to_numpy(), rel=1e-15, nan_ok=True)


def test_a_spreadsheet_finds_no_formula_in_a_table():
    text = ["=A1", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "-", "-0.5", "+3", "1e3", "a\r=1", None]
    table = pd.DataFrame({"=head": text, "number": [-1.5] * len(text), "some": [1, None] * 6}, dtype=object)
    table["number"] = table["number"].astype(float)
    table["kind"] = pd.Categorical(["=a", "b"] * 6)
    back = pd.read_csv(StringIO(to_csv(table)), keep_default_na=False, dtype=str)
    assert list(back.columns) == ["'=head", "number", "some", "kind"]
    assert [cell[0] for cell in back["'=head"][:7]] == ["'"] * 7
    assert back["'=head"][7:].tolist() == ["-0.5", "+3", "1e3", "a\n=1", ""]
    assert back["number"].tolist() == ["-1.5"] * len(text)
    assert back["some"].tolist() == ["1", ""] * 6
    assert back["kind"].tolist() == ["'=a", "b"] * 6
    plain = table[["number", "some"]]
    assert to_csv(plain) == plain.to_csv(index=False, lineterminator="\n")


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
