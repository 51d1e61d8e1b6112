"""What a scenario assumes, where each number comes from, and what the text that it codes says."""

import re
from collections.abc import Callable, Mapping
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
    "name": "what the issue is called",
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

    document, rows = scenario.to_dict(), []
    for key, issue in document["issues"].items():
        kind = KINDS[IssueKind(issue["kind"])]
        source = str(issue.get("source", ""))
        values = (_pairs if kind.of_pairs else _numbers)(issue[kind.values])
        rows.append(
            {
                "issue": key, "name": scenario.issue_names[key], "kind": issue["kind"], "values": values,
                "salience": _numbers(issue["salience"]),
                "source": source or "none given", "auxiliary": is_auxiliary(source) or not source,
            }
        )  # fmt: skip
    return pd.DataFrame.from_records(rows)


def state_sources(scenario: Scenario) -> "pd.DataFrame":
    """STATE_COLUMNS: one row per state of the scenario."""
    import pandas as pd

    document = scenario.to_dict()
    rows = [
        {
            "state": key, "name": str(entry["name"]), "capability": float(entry["capability"]),
            "source": str(entry.get("source", "none given")),
        }
        for key, entry in document["states"].items()
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


def stated_claims(scenario: Scenario) -> "pd.DataFrame":
    """CLAIM_COLUMNS: the claims of the text that a scenario codes; empty where none are shipped."""
    import pandas as pd

    about = claims_about(scenario.name)
    rows = (
        [(claim.key, claim.text, stands_for(claim, scenario.words)) for claim in about.claims]
        if about
        else []
    )
    return pd.DataFrame(rows, columns=list(CLAIM_COLUMNS))


def stands_for(claim: Claim, words: Callable[[str], str]) -> str:
    """The issues and numbers that a claim supports, in words; of a claim that is not coded its case.

    >>> from sim import load_scenario
    >>> words = load_scenario("essay").words
    >>> off = {"issues.far_east_trade.salience": 0, "dependence.RUS.CHN": 0}
    >>> stands_for(Claim(key="A", title="a", text="a", off=off), words)
    'issue “Trade in the Far East”; dependence of Russia on China'
    >>> stands_for(Claim(key="B", title="b", text="b", on={"behaviour.hedging_premium.USA": 0.3}), words)
    'not coded; its case: hedging premium of the United States = 0.3'
    """
    if not claim.coded:
        return f"not coded; its case: {', '.join(f'{words(name)} = {x:g}' for name, x in claim.on.items())}"
    stems = [name.rpartition(".salience")[0] or name for name in claim.off]
    return "; ".join(
        f"issue {words(stem)}" if stem.count(".") == 1 else words(stem) for stem in dict.fromkeys(stems)
    )
