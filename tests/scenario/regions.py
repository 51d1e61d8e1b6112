"""Scenarios that are not shipped: the region of a notebook, and one whose states take an article."""

import json
from pathlib import Path
from typing import Any

import yaml

from sim.scenario.scenario import Scenario, load_scenario

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "06_bring_your_own_region.ipynb"

INVENTED: dict[str, Any] = yaml.safe_load("""
name: archipelago
horizon: 24
states:
  ISL: {name: Isles of Mist, in_text: the Isles of Mist, capability: 0.3}
  REP: {name: Lowland Republic, in_text: the Lowland Republic, capability: 0.2}
  EMP: {name: Empire, in_text: the Empire, capability: 0.5}
distance_km: {ISL: {REP: 0, EMP: 100}, REP: {EMP: 50}}
dependence: {ISL: {EMP: 0.4}}
issues:
  sea_lanes:
    {name: Freedom of the sea lanes, kind: stance, positions: {ISL: 1, REP: 0.6, EMP: -1}, salience: 0.6}
  cod_war: {name: Fishing grounds, kind: claim, claims: {ISL: 1, REP: 0.6}, salience: 0.6}
  isl_rep_pact: {name: The pact of 1907, kind: tie, ties: {ISL: {REP: 0.3}}, salience: {default: 0.3}}
behaviour: {hedging_premium: {default: 0.5, EMP: 0.2}}
crises:
  blockade:
    name: A blockade
    text: The Empire closes the sea lanes.
    events: [{step: 1, until: 4, scale: {issues.sea_lanes.salience: 2.0}}]
bloc: {members: [ISL, REP], min_duration: 4}
""")


def south_china_sea() -> Scenario:
    """The scenario that notebook 6 writes, from its own cells."""
    names: dict[str, Any] = {}
    for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)  # noqa: S102  # a notebook of this checkout
        if "document" in names:
            return load_scenario(names["document"])
    raise AssertionError("the notebook writes no scenario")


def archipelago() -> Scenario:
    """The invented one."""
    return load_scenario(INVENTED)
