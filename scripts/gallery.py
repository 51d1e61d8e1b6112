"""Write docs/gallery.md and its pictures from stored sweeps, as the reports of these sweeps show them.

.venv/bin/python scripts/gallery.py                           runs what is missing under outputs/ (minutes)
.venv/bin/python scripts/gallery.py outputs/headline/ID …     takes sweeps of these experiments from here
"""

import argparse
import json
from pathlib import Path
from typing import NamedTuple

from sim.cli.ask import ask
from sim.cli.commands import carry_out
from sim.plotting.canvas import save
from sim.plotting.plates import Plate
from sim.plotting.style import WIDE
from sim.report.opened import open_sweep

DOCS = Path(__file__).resolve().parent.parent / "docs"


class Shown(NamedTuple):
    """A figure of the gallery."""

    experiment: str
    plate: str
    """Name of the figure in the experiment's report."""
    function: str
    """What draws it, below `sim.plotting`."""
    picture: str = ""
    """Name of the picture's file, if it is not that of the plate."""


FIGURES = (
    Shown("headline", "verdict", "verdict_figure.draw_verdict"),
    Shown("headline", "outcomes", "outcomes_figure.draw_outcomes", "headline"),  # README.md shows it too
    Shown("headline", "points_plausible", "points_figure.draw_points", "points"),
    Shown("headline", "postures_central", "matrix_figure.draw_matrix", "postures"),
    Shown("headline", "network", "network_figure.draw_network"),
    Shown("headline", "path", "path_figure.draw_path"),
    Shown("headline", "example", "timeline_figure.draw_timeline"),
    Shown("headline", "survival_formation", "survival_figure.draw_survival"),
    Shown("headline", "survival_life", "survival_figure.draw_survival"),
    Shown("regime_map", "regime_map_hedging_threat", "regime_figure.draw_regime_map", "regime_map"),
    Shown("regime_map", "regimes_hedging_threat", "regime_figure.draw_regimes", "regimes"),
    Shown(
        "regime_map", "outcome_maps_hedging_threat", "outcome_maps_figure.draw_outcome_maps", "outcome_maps"
    ),
    Shown("russia_hedges", "response", "response_figure.draw_response"),
    Shown("sensitivity", "sobol_stable_bloc", "sobol_figure.draw_sobol", "sobol"),
    Shown("screening", "screening", "sobol_figure.draw_screening"),
    Shown("discovery", "box", "box_figure.draw_box"),
    Shown("claims", "claims_stable_bloc", "claims_figure.draw_claims", "claims"),
    Shown("claims", "claim_pairs", "pairs_figure.draw_pairs"),
    Shown("nulls", "differences_stable_bloc", "nulls_figure.draw_nulls", "nulls"),
    Shown("shock_sanctions", "differences_stable_bloc", "differences_figure.draw_differences", "differences"),
    Shown("rivals", "theories", "theories_figure.draw_theories"),
    Shown("rivals", "camps_powers_1872_1907", "camps_figure.draw_camps", "camps"),
)
"""The figures shown, in their order on the page."""

HEAD = """\
# Gallery

Every figure that the reports draw. Each comes with its number of runs, its seed and its interval, with the
command that makes it and the function that draws it from a table. A report has them as SVG and PNG, wide and
for narrow screens. What the shares mean, and what they do not, is told in [Is this a prediction?](faq.md).

`make gallery` runs the experiments, or finds their results, and writes this page.
"""


def main() -> None:
    """Draw the figures and write the page."""
    parser = argparse.ArgumentParser(description="Write docs/gallery.md from stored sweeps.")
    parser.add_argument("folders", type=Path, nargs="*", help="sweeps' folders: outputs/EXPERIMENT/ID")
    given = {experiment_of(folder): folder for folder in parser.parse_args().folders}
    plates: dict[str, dict[str, Plate]] = {}
    for experiment in dict.fromkeys(figure.experiment for figure in FIGURES):
        asked = [f"experiment={experiment}", f"outputs_dir={DOCS.parent / 'outputs'}"]
        folder = given.get(experiment) or carry_out(ask(asked), quiet=False, with_report=False)
        plates[experiment] = open_sweep(folder).plates
    parts = [HEAD]
    for figure in FIGURES:
        plate, picture = plates[figure.experiment][figure.plate], f"images/{figure.picture or figure.plate}"
        save(plate.draw(WIDE), DOCS / picture, ("svg",))
        parts.append(section(figure, plate, picture))
    (DOCS / "gallery.md").write_text("\n".join(parts), encoding="utf-8")


def experiment_of(folder: Path) -> str:
    """The experiment of a stored sweep."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return str(manifest["experiment"])


def section(figure: Shown, plate: Plate, picture: str) -> str:
    """One figure with its heading, caption, command and function."""
    made = f"`entente run experiment={figure.experiment}` · `sim.plotting.{figure.function}`"
    return f"## {plate.title}\n\n![{plate.alt}]({picture}.svg)\n\n{plate.caption}\n\n{made}\n"


if __name__ == "__main__":
    main()
