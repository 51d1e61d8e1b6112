"""The page: one HTML file with everything in it."""

from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.analysis.changes import changed_values
from sim.analysis.records import one
from sim.analysis.study import PLAUSIBLE
from sim.analysis.wording import (
    arm_place,
    arm_size,
    arm_title,
    members_of,
    percent_and_limits,
)
from sim.plotting.plates import Plate
from sim.plotting.style import NARROW, WIDE
from sim.report.prose import prose
from sim.report.provenance import citation_of, command_of, facts_of, notice_of
from sim.report.shown import (
    show_dyads,
    show_frame,
    show_members,
    show_outcomes,
    show_properties,
    show_spread,
    show_stated,
    show_swept,
)

if TYPE_CHECKING:
    from sim.analysis.study import Arm
    from sim.analysis.summary import Summary
    from sim.report.opened import Sweep

HERE = Path(__file__).parent


def render_page(sweep: "Sweep", figures: Path | None) -> str:
    """The page as text; the SVG files of the plates are read from `figures`. None: a page without figures."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["prose"] = lambda text: Markup(prose(text))
    # The style sheet is ours, not a user's: it goes in as it stands.
    style = Markup((HERE / "page.css").read_text(encoding="utf-8"))
    pictures = {} if figures is None else {
        name: _figure(plate, figures) for name, plate in sweep.plates.items()
    }  # fmt: skip
    findings = [
        {
            "section": section,
            "figures": [pictures.pop(plate.name) for plate in section.plates if plate.name in pictures],
        }
        for section in sweep.sections
    ]
    return environment.get_template("page.html.jinja").render(
        style=style,
        verdict=sweep.verdict,
        figures=list(pictures.values()),
        findings=findings,
        **_content(sweep),
    )


def _figure(plate: Plate, figures: Path) -> dict[str, Any]:
    return {
        "plate": plate,
        "wide": _data(figures / f"{plate.name}.svg"),
        "narrow": _data(figures / f"{plate.name}-narrow.svg"),
        "width": round(WIDE * 96),
        "narrow_width": round(NARROW * 96),
    }


def _data(path: Path) -> str:
    return "data:image/svg+xml;base64," + b64encode(path.read_bytes()).decode("ascii")


def _content(sweep: "Sweep") -> dict[str, Any]:
    summary, tables, manifest = sweep.summary, sweep.tables, sweep.manifest
    study, scenario = summary.study, summary.study.scenario
    document = scenario.to_dict()
    auxiliary = tables["issues"]["auxiliary"]
    return {
        "experiment": study.experiment,
        "scenario": scenario,
        "description": document.get("description", ""),
        "members": members_of(study),
        "two_members": len(scenario.bloc.members) == 2,
        "cards": [_card(summary, arm) for arm in study.answers],
        "notice": notice_of(manifest, sum(arm.runs for arm in study.arms)),
        "arms": [
            {
                "title": arm_title(arm), "size": arm_size(arm), "place": arm_place(arm),
                "axes": len(arm.axes), "points": arm.points, "runs": arm.runs,
            }
            for arm in study.arms
        ],
        "plausible": any(arm.name == PLAUSIBLE for arm in study.arms),
        "drawn_points": any(arm.points > 1 and arm.drawn for arm in study.answers),
        "chosen_points": any(arm.points > 1 and not arm.drawn for arm in study.answers),
        "drawn_together": any(arm.drawn_together > 1 for arm in study.answers),
        "crossed": any(arm.crossed and arm.points > 1 for arm in study.answers),
        "total_runs": sum(arm.runs for arm in study.arms),
        "changed": [f"{name} = {value}" for name, value in changed_values(scenario).items()],
        "events": document.get("events", []),
        "outcomes": show_outcomes(summary),
        "properties": show_properties(summary),
        "member_postures": show_members(summary),
        "dyads": show_dyads(summary),
        "spread": show_spread(summary),
        "swept": show_swept(summary.swept, [arm.name for arm in study.arms if arm.base is None]),
        "compared": any(arm.base is not None for arm in study.arms),
        "issues": show_frame(
            tables["issues"],
            {
                "name": "Issue", "kind": "kind", "values": "positions, claims or ties",
                "salience": "salience", "source": "source",
            },
            "Issues: who stands where, how much it matters to each, and where that comes from", 5,
        ),
        "stated": show_stated(tables.get("claims")),
        "states": show_frame(
            tables["states"],
            {"name": "State", "state": "key", "source": "source", "capability": "capability"},
            "States", 3,
        ),
        "auxiliary": int(auxiliary.sum()),
        "issue_count": len(auxiliary),
        "command": command_of(manifest),
        "citation": citation_of(manifest, scenario.name),
        "facts": facts_of(manifest),
        "sweep": manifest["id"],
    }  # fmt: skip


def _card(summary: "Summary", arm: "Arm") -> dict[str, str]:
    row = one(summary.properties, arm=arm.name, property="stable_bloc")
    number, interval = percent_and_limits(row)
    return {"number": number, "interval": interval, "place": arm_place(arm), "size": arm_size(arm)}
