"""Figures: each a function from a table to matplotlib `Axes`, one a file, all in one style.

Every function draws on the axes given, or alone: then a notebook shows what it returns, and
`save` writes it. Names are loaded when they are first used.

Reading order: the style (`style`, `text`, `canvas`, `displayed`), then any `*_figure` (those of maps share
`plane`), figures with their captions (`plates`) and all of a sweep (`gallery`).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.plotting.along_figure import draw_along as draw_along
    from sim.plotting.box_figure import draw_box as draw_box
    from sim.plotting.camps_figure import draw_camps as draw_camps
    from sim.plotting.canvas import save as save
    from sim.plotting.claims_figure import draw_claims as draw_claims
    from sim.plotting.differences_figure import draw_differences as draw_differences
    from sim.plotting.matrix_figure import draw_matrix as draw_matrix
    from sim.plotting.network_figure import draw_network as draw_network
    from sim.plotting.nulls_figure import draw_nulls as draw_nulls
    from sim.plotting.outcome_maps_figure import draw_outcome_maps as draw_outcome_maps
    from sim.plotting.outcomes_figure import draw_outcomes as draw_outcomes
    from sim.plotting.pairs_figure import draw_pairs as draw_pairs
    from sim.plotting.path_figure import draw_path as draw_path
    from sim.plotting.points_figure import draw_points as draw_points
    from sim.plotting.regime_figure import draw_regime_map as draw_regime_map
    from sim.plotting.regime_figure import draw_regimes as draw_regimes
    from sim.plotting.response_figure import draw_response as draw_response
    from sim.plotting.run_figure import draw_run as draw_run
    from sim.plotting.sobol_figure import draw_screening as draw_screening
    from sim.plotting.sobol_figure import draw_sobol as draw_sobol
    from sim.plotting.survival_figure import draw_survival as draw_survival
    from sim.plotting.theories_figure import draw_theories as draw_theories
    from sim.plotting.timeline_figure import draw_timeline as draw_timeline
    from sim.plotting.verdict_figure import draw_verdict as draw_verdict

_HOMES = {
    "draw_along": "along_figure",
    "draw_box": "box_figure",
    "draw_camps": "camps_figure",
    "draw_claims": "claims_figure",
    "draw_differences": "differences_figure",
    "draw_matrix": "matrix_figure",
    "draw_network": "network_figure",
    "draw_nulls": "nulls_figure",
    "draw_outcome_maps": "outcome_maps_figure",
    "draw_outcomes": "outcomes_figure",
    "draw_pairs": "pairs_figure",
    "draw_path": "path_figure",
    "draw_points": "points_figure",
    "draw_regime_map": "regime_figure",
    "draw_regimes": "regime_figure",
    "draw_response": "response_figure",
    "draw_run": "run_figure",
    "draw_screening": "sobol_figure",
    "draw_sobol": "sobol_figure",
    "draw_survival": "survival_figure",
    "draw_theories": "theories_figure",
    "draw_timeline": "timeline_figure",
    "draw_verdict": "verdict_figure",
    "save": "canvas",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'sim.plotting' has no attribute {name!r}")
    return getattr(import_module(f"sim.plotting.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
