"""Dotted names of quantities in words."""

from collections.abc import Mapping

PLACES = {
    "us": "US", "europe": "Europe", "asia": "Asia", "western": "Western", "chinese": "Chinese",
    "russian": "Russian", "american": "American",
}  # fmt: skip
"""Words of keys that begin with capital letters; names of states are known from the scenario."""
PHRASES = {"east Asia": "East Asia", "central Asia": "Central Asia", "far east": "Far East"}
PARTS = {"salience": "weight of", "positions": "position on", "claims": "claim on", "ties": "tie in"}
"""What a part of an issue is called before the issue's name."""


def quantity_words(quantity: str, names: Mapping[str, str]) -> str:
    """A dotted name in words; `names` are those of the states.

    >>> names = {"JPN": "Japan", "USA": "United States"}
    >>> quantity_words("behaviour.hedging_premium.JPN", names)
    'hedging premium, Japan'
    >>> quantity_words("issues.us_forces_east_asia.salience.JPN", names)
    'weight of US forces East Asia, Japan'
    >>> quantity_words("states.USA.capability", names), quantity_words("dependence.JPN.USA", names)
    ('capability, United States', 'dependence, Japan on United States')
    """
    section, *rest = quantity.split(".")
    named = [names.get(key, key) for key in rest]
    if section == "issues" and len(rest) > 1 and rest[1] in PARTS:
        whose = " and ".join(named[2:])
        return f"{PARTS[rest[1]]} {_issue_words(rest[0], names)}" + (f", {whose}" if whose else "")
    if section == "behaviour" and rest:
        return ", ".join([rest[0].replace("_", " "), *named[1:]])
    if section == "states" and len(rest) == 2:
        return f"{rest[1].replace('_', ' ')}, {named[0]}"
    if section == "dependence" and len(rest) == 2:
        return f"dependence, {named[0]} on {named[1]}"
    return quantity.replace("_", " ")


def _issue_words(issue: str, names: Mapping[str, str]) -> str:
    proper = {**PLACES, **{name.lower(): name for name in names.values()}}
    words = " ".join(proper.get(word, word) for word in issue.split("_"))
    for phrase, capital in PHRASES.items():
        words = words.replace(phrase, capital)
    return words
