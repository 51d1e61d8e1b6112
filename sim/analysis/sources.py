"""What a scenario assumes, where each number comes from, and what the text that it codes says."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sim.scenario.kinds import KINDS
from sim.scenario.scenario import Scenario
from sim.scenario.sections import RESERVED
from sim.sweep.claims import Claim, claims_about
from sim.vocabulary import IssueKind

if TYPE_CHECKING:
    import pandas as pd

ISSUE_COLUMNS = {
    "issue": "key of the issue",
    "kind": "kind of the issue",
    "values": "positions, claims or ties",
    "salience": "salience by state",
    "source": "where the numbers come from",
    "auxiliary": "whether something in it is not in the coded text",
}
STATE_COLUMNS = {
    "state": "key of the state",
    "name": "its name",
    "capability": "share of world capability",
    "source": "where the number comes from",
}
CLAIM_COLUMNS = {
    "claim": "key of the claim",
    "text": "the claim in our words",
    "stands_for_it": "issues and numbers that stand for it",
}
AUXILIARY_MARK = re.compile(r"(?<![A-Za-z0-9])A(?![A-Za-z0-9])")


def is_auxiliary(source: str) -> bool:
    """Whether a source says that something is auxiliary: the letter A alone, or "analyst".

    >>> is_auxiliary("E6; JPN is A (analyst)"), is_auxiliary("E4, E7"), is_auxiliary("a survey")
    (True, False, False)
    """
    return bool(AUXILIARY_MARK.search(source)) or "analyst" in source.lower()


def issue_sources(scenario: Scenario) -> "pd.DataFrame":
    """ISSUE_COLUMNS: one row per issue of the scenario."""
    import pandas as pd

    rows = []
    for key, issue in scenario.to_dict()["issues"].items():
        kind = KINDS[IssueKind(issue["kind"])]
        source = str(issue.get("source", ""))
        values = (_pairs if kind.of_pairs else _numbers)(issue[kind.values])
        rows.append(
            {
                "issue": key, "kind": issue["kind"], "values": values,
                "salience": _numbers(issue["salience"]),
                "source": source or "none given", "auxiliary": is_auxiliary(source) or not source,
            }
        )  # fmt: skip
    return pd.DataFrame.from_records(rows)


def state_sources(scenario: Scenario) -> "pd.DataFrame":
    """STATE_COLUMNS: one row per state of the scenario."""
    import pandas as pd

    rows = [
        {
            "state": key, "name": str(entry["name"]), "capability": float(entry["capability"]),
            "source": str(entry.get("source", "none given")),
        }
        for key, entry in scenario.to_dict()["states"].items()
    ]  # fmt: skip
    return pd.DataFrame.from_records(rows)


def _number(value: Any) -> str:
    return f"{float(value):g}".replace("-", "\N{MINUS SIGN}")


def _numbers(values: Mapping[str, Any]) -> str:
    rest = "others" if len(values) > 1 else "all"
    return ", ".join(f"{rest if key == RESERVED else key} {_number(value)}" for key, value in values.items())


def _pairs(values: Mapping[str, Mapping[str, Any]]) -> str:
    """Ties; one that is given one way only holds both ways."""
    shown = []
    for source, row in values.items():
        for target, value in row.items():
            both = source not in values.get(target, {})
            shown.append(f"{source}{'\N{EN DASH}' if both else ' → '}{target} {_number(value)}")
    return ", ".join(shown)


def stated_claims(scenario: str) -> "pd.DataFrame":
    """CLAIM_COLUMNS: the claims about the scenario of a name; empty where none are shipped."""
    import pandas as pd

    about = claims_about(scenario)
    rows = [(claim.key, claim.text, stands_for(claim)) for claim in about.claims] if about else []
    return pd.DataFrame(rows, columns=list(CLAIM_COLUMNS))


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
