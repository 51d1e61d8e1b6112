"""What each column of the tables of a report holds, for the documentation; a test asks for every one."""

from fnmatch import fnmatchcase

SHARED = {
    "arm": "design of the sweep, by its name",
    "share": "share, from 0 to 1",
    "low": "lower end of the 95 % interval",
    "high": "upper end of the 95 % interval",
    "runs": "runs that the row rests on",
    "points": "points that the row rests on",
    "source": "state that takes the posture, by its key",
    "target": "state toward which it is taken",
    "STABLE_BLOC": "share of runs with this outcome",
    "STABLE_ENTENTE": "share of runs with this outcome",
    "TRANSIENT_ENTENTE": "share of runs with this outcome",
    "RIVALRY": "share of runs with this outcome",
    "HEDGING": "share of runs with this outcome",
    "outcome": "name of the outcome",
    "quantity": "dotted name of what was varied",
    "factor": "dotted name of a quantity, or of an issue whose saliences move together",
}
"""Columns that mean the same wherever they stand, unless a table says otherwise."""

_SPREAD = {
    "standard_error": "standard error of the share",
    "between": "variance between points of the point's own share; missing with one point",
    "within": "variance of a run inside a point; missing where no point has two runs",
    "share_between": "part of the variance of a run that lies between points",
}

OWN: dict[str, dict[str, str]] = {
    "outcomes": _SPREAD,
    "properties": {"property": "what holds of a run, such as `stable_bloc`", **_SPREAD},
    "postures": {
        "BALANCE": "share of steps",
        "HEDGE": "share of steps",
        "ALIGN": "share of steps",
        "mean": "mean posture: the share of ALIGN less that of BALANCE",
    },
    "network": {
        "period": "number of the period: an epoch between events, or a third of the run",
        "first": "first step of the period",
        "last": "last step of the period",
        "BALANCE": "share of the steps of the period",
        "HEDGE": "share of the steps of the period",
        "ALIGN": "share of the steps of the period",
        "mean": "mean posture: the share of ALIGN less that of BALANCE",
        "capability": "capability of the source at the first step of the period",
    },
    "claims": {
        "claim": "key of the claim",
        "text": "the claim in our words",
        "stands_for_it": "issues and numbers that stand for it",
    },
    "codings": {"point": "number of the coding, as in design.parquet"},
    "coding_numbers": {
        "number": "dotted name of the number",
        "in_words": "the number in words",
        "up": "mean share of the codings in which it has moved up",
        "down": "mean share of the codings in which it has moved down",
        "difference": "how much these differ",
    },
    "claim_pairs": {
        "claim": "key of one claim",
        "other": "key of the other",
        "title": "the one in words",
        "other_title": "the other in words",
        "interaction": "what the pair adds beyond what each adds without the other, averaged over all orders",
    },
    "theories": {
        "theory": "name of the theory",
        "measure": "what it says a number of",
        "value": "the number",
        "low": "5 % quantile, where the number is a distribution's",
        "high": "95 % quantile, likewise",
        "draws": "size of the distribution, 0 where there is none",
        "together": "whether the members stand in one camp; missing where undecided or not said",
        "reading": "the number in words",
    },
    "theories_of_pairs": {
        "label": "the question in words",
        "case": "scenario or history",
        "members": "the states asked about",
        "propensity": "net interest of the members, both ways together",
        "minima_together": "share of the local minima of landscape theory in which they stand together",
        "frustration": "frustration index of the signed graph",
        **dict.fromkeys(
            ("landscape", "structural_balance", "leading_eigenvector", "flow"),
            "`together`, `apart` or `undecided`",
        ),
        "equal_power": "landscape theory with equal capabilities",
        "all_opposed": "landscape theory with every pair opposed",
        "BALANCE": "share of steps, both directions together; missing for histories",
        "HEDGE": "share of steps, likewise",
        "ALIGN": "share of steps, likewise",
    },
    "camps_*": {
        "year": "year of the history",
        "state": "key of the state",
        "side": "1 in the camp of the first state, -1 in the other, 0 where the best camps differ on it",
        "frustration": "frustration index of the year",
        "balanced": "balanced triads whose three pairs all have a sign",
        "unbalanced": "unbalanced triads, likewise",
    },
    "postures_of_members": {"posture": "BALANCE, HEDGE or ALIGN"},
    "points": {"point": "number of the point, as in design.parquet"},
    "path": {"step": "quarter of the run", "property": "`entente`, `adversary` or `bloc`"},
    "example_spells": {
        "track": "what is followed: `posture`, `entente`, `adversary` (toward target) or `bloc`",
        "value": "the posture; empty for other tracks",
        "start": "first step",
        "stop": "the step after the last",
        "length": "steps",
        "stable": "whether an entente or a bloc lasts at least `min_duration` steps",
        "open": "whether the end of the run cuts the spell off",
    },
    "swept": {
        "symbol": "symbol in the model",
        "meaning": "what the quantity is",
        "own_value": "the scenario's own value; missing where states differ",
        "lowest": "smallest value in the design",
        "highest": "largest value in the design",
        "values": "how many values differ",
    },
    "issues": {
        "issue": "key of the issue",
        "kind": "kind of the issue",
        "values": "positions, claims or ties",
        "salience": "salience by state",
        "source": "where the numbers come from",
        "auxiliary": "whether something in it is not in the coded text",
    },
    "states": {
        "state": "key of the state",
        "name": "its name",
        "capability": "share of world capability",
        "source": "where the number comes from",
    },
    "survival": {
        "kind": "`formation`: steps to the first stable bloc; `life`: steps that it lasts",
        "step": "steps",
        "at_risk": "spells still watched at that step",
        "events": "of these, how many end there",
        "survival": "estimated share that goes on",
    },
    "hazard": {
        "year": "year after a bloc became stable, from 1",
        "from_step": "first step of that year",
        "to_step": "last step of it",
        "steps_at_risk": "steps of stable blocs watched in that year",
        "ended": "blocs that ended in it",
        "hazard": "share of these steps in which a bloc ended",
    },
    "claims_*": {
        "claim": "key of the claim",
        "title": "the claim in words",
        "coded": "whether the scenario as it stands makes it",
        "shapley": "Shapley value: what the claim adds, averaged over all orders of making claims",
        "alone": "probability added by the claim to none",
        "switched": "probability with the claim less without it, the others as they stand",
        "switch": "what is written to make or unmake the claim",
        "after": "probability in the scenario as it stands with this one claim switched",
    }
    | {
        f"{name}_{end}": f"{side} end of the 95 % interval of `{name}`"
        for name in ("shapley", "alone", "switched", "after")
        for end, side in (("low", "lower"), ("high", "upper"))
    },
    "regimes_*": {
        "x": "value of the axis across",
        "y": "value of the axis upward",
        "ENTENTE": "share of runs with some entente",
        "low": "lower end of the 95 % interval of STABLE_BLOC",
        "high": "upper end of the 95 % interval of STABLE_BLOC",
        "reigning": "outcome with the largest share",
    },
    "sobol_*": {
        "first": "first-order index: share of the variance due to the factor alone",
        "total": "total index: share due to the factor and all that it interacts with",
        "first_half": "first-order index from half of the samples",
        "total_half": "total index from half of the samples",
    }
    | {
        f"{name}_{end}": f"{side} end of the 95 % interval of `{name}`"
        for name in ("first", "total")
        for end, side in (("low", "lower"), ("high", "upper"))
    },
    "screening": {
        "mean": "mean elementary effect over the whole range",
        "mean_absolute": "mean size of the effect",
        "spread": "standard deviation of the effects",
    },
    "box*": {
        "low": "lower limit of the box",
        "high": "upper limit of the box",
        "range_low": "smallest value in the design",
        "range_high": "largest value in the design",
        "kept": "share of the range that the box keeps",
    },
    "response": {"measure": "`stable_bloc` or `entente`", "value": "value of the quantity that is varied"},
    "differences": {
        "case": "what is changed; the scenario itself first",
        "measure": "`stable_bloc` or `entente`",
        "share": "share of runs with it",
        "share_low": "lower end of the 95 % interval of the share",
        "share_high": "upper end of the 95 % interval of the share",
        "difference": "share of the case less that of the scenario itself, on the same random numbers",
        "low": "lower end of the 95 % interval of the difference",
        "high": "upper end of the 95 % interval of the difference",
    },
}
"""By table; `*` stands for the measure or axes in its name."""


def meaning(table: str, column: str) -> str:
    """What a column of a table holds; raises KeyError where nobody has said it.

    >>> meaning("path", "low"), meaning("sobol_entente", "total_half")
    ('lower end of the 95 % interval', 'total index from half of the samples')
    """
    own = next((columns for name, columns in OWN.items() if fnmatchcase(table, name)), {})
    return own[column] if column in own else SHARED[column]
