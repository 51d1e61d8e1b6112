"""How a result was made: the command, seeds, versions, machine and how to cite it."""

import shlex
from collections.abc import Mapping
from typing import Any

NO_EXPERIMENT = "sweep"
"""Name that the command line gives to what follows no experiment."""


ELSEWHERE = ("outputs_dir=",)
"""Overrides that say where results lie, not what they are; a path may tell more than its owner wants."""


def command_of(manifest: Mapping[str, Any]) -> str:
    """The command that asks for the same sweep again.

    >>> command_of({"experiment": "headline", "overrides": ["replicates=4", "bloc.members=[RUS, IND]"]})
    "entente run experiment=headline replicates=4 'bloc.members=[RUS, IND]'"
    """
    stored = [text for text in map(str, manifest["overrides"]) if not text.lstrip("+").startswith(ELSEWHERE)]
    options = [text for text in stored if text.startswith("-")]
    texts = [text for text in stored if text not in options]
    chosen = any(text.lstrip("+").split("=")[0] in ("experiment", "design") for text in texts)
    if not chosen and manifest["experiment"] != NO_EXPERIMENT:
        texts.insert(0, f"experiment={manifest['experiment']}")
    if "-m" not in options and any(gives_several(text) for text in texts):
        options.insert(0, "-m")
    return " ".join(["entente run", *(shlex.quote(text) for text in (*options, *texts))])


def gives_several(text: str) -> bool:
    """Whether an override gives several values in Hydra's grammar, so that it needs a multirun.

    >>> [gives_several(text) for text in ("a=1,2", "a=range(0,1,0.5)", "a=[1,2]", "a='1,2'", "~arms.x")]
    [True, True, False, False, False]
    """
    value = text.partition("=")[2]
    if value.startswith(("range(", "choice(", "glob(", "shuffle(", "sort(")):
        return True
    depth, quote, escaped = 0, "", False
    for letter in value:
        if quote:
            quote = "" if letter == quote and not escaped else quote
            escaped = letter == "\\" and not escaped
        elif letter in "'\"":
            quote = letter
        elif letter in "[({":
            depth += 1
        elif letter in "])}":
            depth -= 1
        elif letter == "," and depth == 0:
            return True
    return False


def citation_of(manifest: Mapping[str, Any], scenario: str) -> str:
    """One line that names the program, the question asked and the sweep."""
    version, year = manifest["versions"]["entente"], str(manifest["created"])[:4]
    return (
        f"The Entente contributors ({year}). Entente, version {version} [computer program]. "
        f"Experiment {manifest['experiment']}, scenario {scenario}, sweep {manifest['id']}, seed "
        f"{manifest['seed']}."
    )


def facts_of(manifest: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Name and value of what else a reader needs to judge or repeat the result."""
    machine, versions = manifest["machine"], manifest["versions"]
    libraries = ", ".join(f"{name} {number}" for name, number in versions.items() if name != "entente")
    facts = [
        ("Program", f"Entente {versions['entente']}, code {manifest['code']['hash']}"),
        ("Engine", str(manifest["engine"])),
        ("Seed", str(manifest["seed"])),
        ("Random numbers", "common to all points" if manifest["crn"] else "independent at every point"),
        ("Sweep", f"{manifest['experiment']}/{manifest['id']}"),
        ("Libraries", libraries),
        (
            "Machine",
            f"{machine['system']} {machine['release']}, {machine['processor']}, {machine['cores']} cores",
        ),
        ("Begun", str(manifest["created"])),
    ]
    if "finished" in manifest:
        facts.append(("Finished", str(manifest["finished"])))
    if "seconds" in manifest:
        facts.append(("Time spent on runs", f"{float(manifest['seconds']):,.1f} s"))
    return facts


def notice_of(manifest: Mapping[str, Any], runs: int) -> str:
    """What a reader must know before the verdict: runs that are missing, and why; empty if none."""
    asked = int(manifest["runs"])
    if runs >= asked:
        return ""
    failed, stopped = len(manifest.get("failed", [])), manifest.get("stop") or {}
    reasons = [f"{failed:,} of them failed"] if failed else []
    reasons += [
        f"arm {name} stopped early, as asked, when its interval was {stop['asked']:g} wide or less"
        for name, stop in stopped.items()
    ]
    why = "; ".join(reasons) or "the sweep was not finished"
    return (
        f"{asked - runs:,} of the {asked:,} runs asked for are missing: {why}. All figures are of the rest."
    )
