"""Claims as switches: which values of a scenario stand for which claim of its source.

A claim lists under `off` the dotted names that it supports, with the value that stands when it is not
made; a name that several claims support keeps the scenario's value while any of them is on. Under `on` it
lists what it adds to the scenario; the value stands while any claim that lists it is on. A list may be
`based_on` another and state only how it reads some of its claims otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.config_folder import config_folder
from sim.errors import InputError
from sim.scenario import primitives as read
from sim.scenario.document import as_number, read_yaml
from sim.scenario.faults import Faults, nearest

CLAIMS_MAX = 16
"""Most claims: all their coalitions are run, 65,536 points."""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One claim and what it decides."""

    key: str
    title: str
    """The claim in a few words."""
    text: str
    """The claim in a sentence."""
    off: Mapping[str, float] = field(default_factory=dict)
    """Dotted name -> value without the claim."""
    on: Mapping[str, float] = field(default_factory=dict)
    """Dotted name -> value with the claim."""

    @property
    def coded(self) -> bool:
        """Whether the scenario as it stands makes the claim."""
        return bool(self.off)


@dataclass(frozen=True, kw_only=True)
class Claims:
    """The claims about one scenario, in the order of their file."""

    name: str
    scenario: str
    claims: tuple[Claim, ...]

    @property
    def coded(self) -> int:
        """The coalition that is the scenario as it stands: bit k for claim k."""
        return sum(1 << place for place, claim in enumerate(self.claims) if claim.coded)


def claims_names() -> list[str]:
    """Names of the shipped lists of claims, sorted."""
    return sorted(path.stem for path in (config_folder() / "claims").glob("*.yaml"))


def claims_about(scenario: str) -> "Claims | None":
    """The shipped claims of the text that a shipped scenario codes; None where there are none.

    They are the list that has the scenario's own name.
    """
    return load_claims(scenario) if scenario in claims_names() else None


def load_claims(source: object, field_name: str = "claims") -> Claims:
    """Claims from a shipped name or the path of a YAML file.

    Raises InputError for an unknown name, ScenarioError with every fault of a file.
    """
    if not isinstance(source, (str, Path)):
        raise InputError(f"`{field_name}` must name a list of claims, got {read.shown(source)}")
    data, duplicates = _read(str(source), field_name)
    return clean_claims(data, str(source), duplicates)


def _read(source: str, field_name: str) -> tuple[Any, list[str]]:
    """Raw data of a name or path, and its duplicate keys."""
    path = Path(source)
    if path.suffix not in (".yaml", ".yml"):
        if source not in claims_names():
            raise InputError(
                f"`{field_name}`: no claims are called `{source}`; {nearest(source, claims_names())}"
            )
        path = config_folder() / "claims" / f"{source}.yaml"
    return read_yaml(path)


def clean_claims(data: Any, source: str, found: list[str] | None = None) -> Claims:
    """Check raw data; raises ScenarioError with one line a fault."""
    faults = Faults(source, found or [])
    document = read.mapping(faults, "claims file", data, "scenario and claims")
    if "based_on" in document:
        document = _over_base(faults, document)
    document = read.known(faults, "claims file", document, ("scenario", "claims"))
    entries = read.mapping(faults, "claims", document.get("claims"), "keys to claims")
    if not 1 <= len(entries) <= CLAIMS_MAX:
        faults.stop("claims", f"must hold 1 to {CLAIMS_MAX} claims, got {len(entries)}")
    claims = tuple(_claim(faults, key, entry) for key, entry in entries.items())
    _check_values(faults, claims)
    scenario = read.text(faults, "scenario", document.get("scenario"))
    faults.check()
    return Claims(name=source, scenario=scenario, claims=claims)


def _over_base(faults: Faults, document: dict[str, Any]) -> dict[str, Any]:
    """What a list says laid over the list that it is based on: a claim keeps what is not said anew."""
    document = read.known(faults, "claims file", document, ("based_on", "claims"))
    base, repeated = _read(read.text(faults, "based_on", document.get("based_on")), "based_on")
    faults.lines.extend(repeated)
    whole = dict(read.mapping(faults, "based_on", base, "scenario and claims"))
    if "based_on" in whole:
        faults.add("based_on", f"`{document['based_on']}` is based on another list itself; name that one")
        return {}
    claims = dict(read.mapping(faults, "based_on.claims", whole.get("claims"), "keys to claims"))
    for key, entry in read.mapping(faults, "claims", document.get("claims"), "keys to claims").items():
        if key not in claims:
            faults.add(f"claims.{key}", f"is no claim of `{document['based_on']}`; {nearest(key, claims)}")
        else:
            own = read.mapping(faults, f"based_on.claims.{key}", claims[key], "title, text and values")
            claims[key] = own | read.mapping(faults, f"claims.{key}", entry, "its other values")
    return {**whole, "claims": claims}


def _claim(faults: Faults, key: str, raw: Any) -> Claim:
    where = f"claims.{key}"
    if not read.KEY.fullmatch(key):
        faults.add(where, f"{read.KEY_RULE}; rename it")
    entry = read.mapping(faults, where, raw, "title, text and `off` or `on`")
    entry = read.known(faults, where, entry, ("title", "text", "off", "on"))
    if not entry.get("off") and not entry.get("on"):
        faults.add(where, "decides nothing; give `off` or `on` a dotted name and its value")
    if entry.get("off") and entry.get("on"):
        faults.add(where, "has both `off` and `on`; the scenario makes a claim or does not: keep one")
    return Claim(
        key=key,
        title=read.line(faults, f"{where}.title", entry.get("title")),
        text=read.text(faults, f"{where}.text", entry.get("text")),
        off=_values(faults, f"{where}.off", entry.get("off")),
        on=_values(faults, f"{where}.on", entry.get("on")),
    )


def _values(faults: Faults, where: str, raw: Any) -> dict[str, float]:
    values = {}
    for name, value in read.mapping(faults, where, raw, "dotted names to numbers").items():
        number = as_number(value)
        if number is None:
            faults.add(f"{where}.{name}", f"must be a number, got {read.shown(value)}")
        else:
            values[name] = number
    return values


def _check_values(faults: Faults, claims: tuple[Claim, ...]) -> None:
    """Claims that name the same thing must agree on its value and on the side that they stand on."""
    seen: dict[str, tuple[str, str, float]] = {}
    for claim in claims:
        for side, values in (("off", claim.off), ("on", claim.on)):
            for name, value in values.items():
                key, other, earlier = seen.setdefault(name, (claim.key, side, value))
                if (other, earlier) != (side, value):
                    faults.add(
                        f"claims.{claim.key}.{side}.{name}",
                        f"is {value:g}, but `{other}` of {key} says {earlier:g}; make them agree",
                    )
