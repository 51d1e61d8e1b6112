"""What a scenario assumes, and where each number comes from."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sim.scenario.kinds import KINDS
from sim.scenario.sections import RESERVED
from sim.vocabulary import IssueKind

if TYPE_CHECKING:
    import pandas as pd

AUXILIARY_MARK = re.compile(r"(?<![A-Za-z0-9])A(?![A-Za-z0-9])")


def is_auxiliary(source: str) -> bool:
    """Whether a source says that something is auxiliary: the letter A alone, or "analyst".

    >>> is_auxiliary("E6; JPN is A (analyst)"), is_auxiliary("E4, E7"), is_auxiliary("a survey")
    (True, False, False)
    """
    return bool(AUXILIARY_MARK.search(source)) or "analyst" in source.lower()


def issue_sources(document: Mapping[str, Any]) -> "pd.DataFrame":
    """issue, kind, values, salience, source, auxiliary (something in it is not in the coded text)."""
    import pandas as pd

    records = []
    for key, issue in document["issues"].items():
        kind = KINDS[IssueKind(issue["kind"])]
        source = str(issue.get("source", ""))
        given = issue[kind.values]
        values = _pairs(given) if kind.of_pairs else _numbers(given)
        records.append(
            {
                "issue": key, "kind": issue["kind"], "values": values,
                "salience": _numbers(issue["salience"]),
                "source": source or "none given", "auxiliary": is_auxiliary(source) or not source,
            }
        )  # fmt: skip
    return pd.DataFrame.from_records(records)


def state_sources(document: Mapping[str, Any]) -> "pd.DataFrame":
    """state, name, capability, source."""
    import pandas as pd

    records = [
        {
            "state": key, "name": str(entry["name"]), "capability": float(entry["capability"]),
            "source": str(entry.get("source", "none given")),
        }
        for key, entry in document["states"].items()
    ]  # fmt: skip
    return pd.DataFrame.from_records(records)


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
