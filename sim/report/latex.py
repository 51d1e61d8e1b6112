"""Tables for papers: LaTeX with booktabs that any TeX engine takes, whatever letters the words have."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "θ": "theta", "κ": "kappa",
    "λ": "lambda", "μ": "mu", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi", "χ": "chi",
}  # fmt: skip
SYMBOLS = {
    "\N{MINUS SIGN}": "$-$",
    "→": r"$\rightarrow$",
    "±": r"$\pm$",
    "×": r"$\times$",
    "·": r"$\cdot$",
    "≥": r"$\geq$",
    "≤": r"$\leq$",
    "½": r"$\frac{1}{2}$",
    "\N{EN DASH}": "--",
    "\N{EM DASH}": "---",
    "\N{NO-BREAK SPACE}": "~",
    "“": "``",
    "”": "''",
    "‘": "`",
    "’": "'",
    **{letter: rf"$\{name}$" for letter, name in GREEK.items()},
}
"""What TeX has another name for; letters of alphabets stay, for its own fonts to show."""
SPECIAL = {letter: f"\\{letter}" for letter in "%&_#$"}


def to_latex(table: "pd.DataFrame", *, caption: str, label: str) -> str:
    """A table (booktabs) with a caption, both escaped."""
    text = table.to_latex(
        index=False,
        escape=True,
        float_format="%.4g",
        na_rep="",
        caption=_renamed(caption, SPECIAL),
        label=label,
    )
    return _renamed(text, SYMBOLS)


def _renamed(text: str, names: dict[str, str]) -> str:
    return "".join(names.get(letter, letter) for letter in text)
