"""Plain words for postures, terms, issues and mistakes: what a student of sixteen reads."""

from sim.errors import EntenteError, ScenarioError
from sim.scenario.scenario import Scenario
from sim.vocabulary import Posture

POSTURE_VERBS = {
    Posture.ALIGN: "aligns with",
    Posture.HEDGE: "hedges toward",
    Posture.BALANCE: "balances against",
}
"""Between two states: "Russia hedges toward China"."""

POSTURE_NOUNS = {Posture.ALIGN: "aligning", Posture.HEDGE: "hedging", Posture.BALANCE: "balancing"}

POSTURE_MEANINGS = {
    Posture.ALIGN: "stands with the other: helps it and counts on it",
    Posture.HEDGE: "keeps both doors open: deals with the other, promises nothing",
    Posture.BALANCE: "stands against the other: arms, resists, looks for partners",
}
"""One line each, for legends."""

_CAPITALS = {"us": "US", "eu": "EU", "un": "UN", "nato": "NATO"}
_NAMED = {
    "western_institutions": "Western institutions",
    "intervention": "Intervention in other states",
    "us_forces_europe": "US forces in Europe",
    "us_forces_east_asia": "US forces in East Asia",
    "chinese_expansion": "Chinese expansion",
    "central_asia_energy": "Energy of Central Asia",
    "russia_india": "Russia's ties with India",
    "china_india": "China's quarrel with India",
    "russia_vietnam": "Russia's ties with Vietnam",
    "russia_japan": "Russia's ties with Japan",
    "far_east_trade": "Trade in the Far East",
    "market_competition": "Competition in markets",
    "us_japan": "US pact with Japan",
}


def issue_label(key: str) -> str:
    """An issue in words.

    >>> issue_label("far_east_trade"), issue_label("us_bases"), issue_label("open_sea")
    ('Trade in the Far East', 'US bases', 'Open sea')
    """
    if key in _NAMED:
        return _NAMED[key]
    words = " ".join(_CAPITALS.get(word.lower(), word) for word in key.split("_") if word)
    return words[:1].upper() + words[1:]


def standing(scenario: Scenario, source: str, target: str, posture: Posture) -> str:
    """A posture as a clause.

    >>> from sim.scenario.scenario import load_scenario
    >>> standing(load_scenario("essay"), "RUS", "CHN", Posture.HEDGE)
    'Russia hedges toward China'
    """
    names = scenario.state_names
    return f"{called(names[source])} {POSTURE_VERBS[posture]} {called(names[target])}"


def sentence(error: EntenteError) -> str:
    """What the page says of a mistake, on one line: the first fault, and how many more there are."""
    if not isinstance(error, ScenarioError):
        return str(error)
    more = len(error.faults) - 1
    rest = "" if more == 0 else f" (and {more} more {'fault' if more == 1 else 'faults'})"
    return f"{error.source}: {error.faults[0]}{rest}"


def called(name: str) -> str:
    """A state's name inside a sentence.

    >>> called("United States"), called("China")
    ('the United States', 'China')
    """
    return f"the {name}" if name.startswith(("United ", "Netherlands", "Philippines")) else name


def upper(text: str) -> str:
    """A text as the start of a sentence.

    >>> upper("the United States")
    'The United States'
    """
    return text[:1].upper() + text[1:]


def signed(value: float) -> str:
    """A number with its sign, as it is printed.

    >>> signed(0.25), signed(-0.5), signed(-0.01)
    ('+0.2', '−0.5', '0.0')
    """
    if abs(value) < 0.05:
        return "0.0"
    return f"{value:+.1f}".replace("-", "\N{MINUS SIGN}")
