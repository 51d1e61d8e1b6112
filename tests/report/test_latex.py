"""LaTeX as TeX reads it: special letters are escaped, groups close, rows are even."""

import re

import pandas as pd
import pytest

from sim.report.latex import SYMBOLS, to_latex

NASTY = "50 % of R&D_x {a} #1 $2 ~ ^ \\ κ −0.5 → ½ “q” 3–4 ± × 北"
COMMENT = re.compile(r"(?<!\\)%")


def read(text: str) -> list[list[str]]:
    """The cells of a table; fails where TeX would: an open group, a bare special letter, an uneven row."""
    depth = 0
    for letter in re.sub(r"\\[{}\\]", "", text):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        assert depth >= 0
    assert depth == 0
    assert not COMMENT.search(text)
    assert re.sub(r"\\\$", "", text).count("$") % 2 == 0
    outside = re.sub(r"\$[^$]*\$", "", text.replace(r"\$", ""))
    body = outside.split(r"\toprule")[1].split(r"\bottomrule")[0]
    assert not re.search(r"(?<!\\)[#_^]", body.replace(r"\textasciicircum", ""))
    columns = len(re.search(r"\\begin{tabular}{(\w+)}", text)[1])
    rows = [line for line in body.splitlines() if line.strip() and line.strip() != r"\midrule"]
    cells = [re.split(r"(?<!\\)&", line.removesuffix(r" \\")) for line in rows]
    assert all(line.endswith(r"\\") for line in rows)
    assert {len(row) for row in cells} == {columns}
    return cells


def test_nasty_words_are_tamed():
    table = pd.DataFrame({"a_b": [NASTY, "x"], "share %": [0.25, 1e-9]})
    text = to_latex(table, caption="5 % of a_b – R&D", label="tab:a_b")
    cells = read(text)
    assert len(cells) == 3
    assert r"\caption{5 \% of a\_b -- R\&D}" in text
    for part in (
        r"50 \% of R\&D\_x \{a\} \#1 \$2",
        r"$\kappa$ $-$0.5 $\rightarrow$ $\frac",
        "``q'' 3--4",
        "北",
    ):
        assert part in text
    assert not set(SYMBOLS) & set(text)


@pytest.mark.parametrize("wrong", ["a & b", "a_b", "50 %"])
def test_the_reader_fails_where_tex_would(wrong):
    with pytest.raises(AssertionError):
        read(r"\begin{tabular}{l}\toprule" + f"\n{wrong} \\\\\n" + r"\bottomrule\end{tabular}")


def test_every_table_of_a_report_is_well_formed(report):
    files = sorted((report / "tables").glob("*.tex"))
    assert len(files) >= 6
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert read(text), file.name
        assert text.isascii(), file.name
