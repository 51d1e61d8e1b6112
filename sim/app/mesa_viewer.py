"""The model in Mesa's own viewer, `SolaraViz`: its clock and its sliders, with the drawings of this page.

A Mesa user finds everything where every Mesa model has it: Reset, ▶ and Step, the model's parameters, its
collected data. Sliders take effect at Reset, as they do there.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import solara
from mesa.visualization import Slider, SolaraViz, make_plot_component
from mesa.visualization.utils import update_counter

from sim.app.commands import obey
from sim.app.controls import controls
from sim.app.drawings.markup import element, markup
from sim.app.live import Live, RememberingModel
from sim.app.session import Session
from sim.app.style import STYLE
from sim.app.views.stage import network, timeline
from sim.app.views.why import why
from sim.app.widgets import Panel
from sim.plotting.style import OUTCOME_COLOURS
from sim.scenario.scenario import Scenario, load_scenario
from sim.scenario.shipped import shipped_names
from sim.vocabulary import Outcome

SEEDS = 99
"""The slider of the seed ends here, unless it starts beyond."""
PACE = 300
"""Milliseconds a step, until the reader sets it otherwise."""
HINT = "▶ and Step move the model. A slider takes effect at Reset, which begins the history anew."

ties_through_time, _ = make_plot_component({"ties": OUTCOME_COLOURS[Outcome.STABLE_BLOC]})


class ViewedModel(RememberingModel):
    """The model as the viewer makes it anew at each reset.

    The viewer hands every model a `scenario` of Mesa's own kind, empty here; ours is the `case`.
    """

    def __init__(self, case: Scenario, rng: int = 0, scenario: Any = None, **values: float) -> None:
        super().__init__(scenario=case, rng=rng, **values)


@solara.component
def MesaPage() -> None:
    """The page at `/mesa`: the viewer, and a choice of the shipped scenarios."""
    name = solara.use_reactive("essay")
    with solara.Sidebar(), solara.Card("Scenario"):
        solara.Select("Shipped scenario", values=shipped_names(), value=name)
    MesaViewer(scenario=name.value).key(name.value)


@solara.component
def MesaViewer(scenario: str | Path | Mapping[str, Any] | Scenario = "essay", seed: int = 0) -> None:
    """`SolaraViz` with the model of a scenario, and what the states do and why.

    `scenario` is what `load_scenario` takes, with the errors that it raises.
    """
    case = solara.use_memo(lambda: load_scenario(scenario), [])
    model = solara.use_reactive(solara.use_memo(lambda: ViewedModel(case, seed), []))
    parameters = solara.use_memo(lambda: model_parameters(case, seed), [])
    solara.Title("Entente in Mesa's viewer")
    solara.Style(STYLE)
    # The viewer's own grid of components needs a version of Vue that the libraries below it have left
    # (Mesa's issue 3806), so what is drawn stands beside it, in a grid of this page.
    SolaraViz(model, components=[], play_interval=PACE, model_params=parameters, name=f"Entente: {case.name}")
    Drawings(model.value)


def model_parameters(case: Scenario, seed: int) -> dict[str, Any]:
    """What `SolaraViz` hands to the model at a reset: the case as it is, and a slider for each number."""
    sliders = {
        control.name.replace(".", "__"): Slider(
            control.full_label, control.own, control.low, control.high, control.step, dtype=float
        )
        for group in controls(case)
        for control in group.controls
        # a key that itself holds or ends in underscores has no name of this kind
        if control.name.replace(".", "__").replace("__", ".") == control.name
    }
    luck = Slider("Luck (seed)", seed, 0, max(SEEDS, seed), dtype=int)
    return {"case": case, "rng": luck, **sliders}


@solara.component
def Drawings(model: RememberingModel) -> None:
    """What a model has been through; drawn anew whenever the viewer has moved it."""
    moved = update_counter.get()
    members = model.case.bloc.members
    picked = solara.use_reactive((members[0], members[1]))

    def look(command: Any) -> None:
        picked.value = obey(shown, command).picked

    shown = Session(
        lesson=None,
        origin=model.case,
        scenario=model.case,
        seed=model.root_seed,
        live=Live(model),
        shown=moved,
        picked=picked.value,
    )
    with solara.Div(classes=["entente", "viewer"]):
        with solara.Div(classes=["hint"]):
            Panel(html=markup(element("p", None, HINT)))
        with solara.Div(classes=["stage"]):
            with card():
                Panel(html=network(shown), answered=moved, event_pick=look)
            with card():
                Panel(html=timeline(shown), answered=moved)
            with card():
                ties_through_time(model)
        with card():
            Panel(html=why(shown), answered=moved, event_pick=look)


def card() -> Any:
    """A box of the page."""
    return solara.Div(classes=["card"])
