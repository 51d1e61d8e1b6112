"""The sliders that a lesson or the free page shows, as data for the browser."""

from typing import Any

from sim.app.controls import Control, controls
from sim.app.drawings.markup import element, markup
from sim.app.session import Session, lesson_of
from sim.scenario.scenario import Scenario


def slider_groups(session: Session) -> list[dict[str, Any]]:
    """Groups of sliders; a lesson shows its few in one group without a title."""
    lesson = lesson_of(session)
    groups = controls(session.origin)
    if lesson is not None and not lesson.sliders:
        return []
    if lesson is not None:
        by_name = {one.name: one for group in groups for one in group.controls}
        shown = [by_name[name] for name in lesson.sliders]
        return [
            {
                "title": "",
                "open": True,
                "controls": [_slider(session.scenario, one, one.full_label) for one in shown],
            }
        ]
    return [
        {
            "title": group.title,
            "open": place == 0,
            "controls": [_slider(session.scenario, one, one.label) for one in group.controls],
        }
        for place, group in enumerate(groups)
    ]


def home(session: Session) -> str:
    """What the scenario's own values are called."""
    return (
        "the essay's value"
        if session.origin.name == "essay"
        else "the lesson's value"
        if session.lesson is not None
        else "its own value"
    )


def _slider(scenario: Scenario, control: Control, label: str) -> dict[str, Any]:
    return {
        "key": control.name,
        "label": label,
        "about": control.meaning,
        "low": control.low,
        "high": control.high,
        "step": control.step,
        "own": control.own,
        "value": scenario.own_value(control.name),
    }


def slider_head(session: Session) -> str:
    """HTML: the heading of the sliders, and the button that puts every value back."""
    label = (
        "Back to the essay"
        if session.origin.name == "essay"
        else "Back to the lesson"
        if session.lesson is not None
        else "Back to its values"
    )
    return markup(
        element(
            "div",
            {"class": "slider-head"},
            element(
                "h2",
                None,
                "What if? ",
                element("span", {"class": "mark-key"}, f"\N{BLACK DOWN-POINTING TRIANGLE} {home(session)}"),
            ),
            element(
                "button",
                {
                    "type": "button",
                    "data-pick": "home",
                    "data-testid": "home",
                    "disabled": not session.values,
                },
                label,
            ),
        )
    )
