"""What the text that a scenario codes says, and which numbers of the scenario stand for it."""

from typing import TYPE_CHECKING

from sim.sweep.claims import Claim, claims_about

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("claim", "text", "stands_for_it")


def stated_claims(scenario: str) -> "pd.DataFrame":
    """claim, text, stands_for_it: the claims about the scenario of a name; empty where none are shipped."""
    import pandas as pd

    about = claims_about(scenario)
    rows = [(claim.key, claim.text, stands_for(claim)) for claim in about.claims] if about else []
    return pd.DataFrame(rows, columns=list(COLUMNS))


def stands_for(claim: Claim) -> str:
    """The issues and numbers that a claim supports, in words; of a claim that is not coded its case.

    >>> stands_for(Claim(key="A", title="a", text="a", off={"issues.oil.salience": 0, "dependence.X.Y": 0}))
    'issue oil; dependence of X on Y'
    >>> stands_for(Claim(key="B", title="b", text="b", on={"behaviour.noise": 0.3}))
    'not coded; its case: behaviour.noise = 0.3'
    """
    if not claim.coded:
        return f"not coded; its case: {', '.join(f'{name} = {value:g}' for name, value in claim.on.items())}"
    return "; ".join(dict.fromkeys(_in_words(name) for name in claim.off))


def _in_words(name: str) -> str:
    section, *rest = name.split(".")
    if section == "issues":
        return f"issue {rest[0]}"
    if section == "dependence" and len(rest) == 2:
        return f"dependence of {rest[0]} on {rest[1]}"
    return name
