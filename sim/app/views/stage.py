"""The stage: the network, the buttons that move time, the crises, and the timeline."""

from xml.etree.ElementTree import Element

from sim.app.crises import crises
from sim.app.drawings.legend import draw_legend
from sim.app.drawings.markup import element, markup
from sim.app.drawings.network import Network, draw_network
from sim.app.drawings.timeline import draw_timeline
from sim.app.session import Session, lesson_of
from sim.app.tracks import timeline_of
from sim.app.words import QUARTERS_PER_YEAR
from sim.scenario.crises import Crisis

OVER = "This history is over: restart, and raise a crisis on the way."


def network(session: Session) -> str:
    """HTML: network and key."""
    scenario, live = session.scenario, session.live
    capability = live.model.parameters.capability
    order = scenario.canonical_states
    picture = draw_network(
        Network(
            names=scenario.state_names,
            in_text={key: scenario.in_text(key) for key in scenario.states},
            capability={key: float(capability[order.index(key)]) for key in scenario.states},
            postures=live.postures(),
            members=scenario.bloc.members,
            picked=session.picked,
            changed=live.changed(),
        )
    )
    return picture + draw_legend(brief=len(scenario.states) > 2)


def transport(session: Session) -> str:
    """HTML: play, step, restart, and the present quarter."""
    at, end = session.live.step_number, session.scenario.horizon
    playing = session.playing
    first = at == 0 and not playing
    return markup(
        element(
            "div",
            {"class": "transport", "role": "group", "aria-label": "Time"},
            element(
                "button",
                {
                    "type": "button",
                    "class": "primary play",
                    "data-pick": "play",
                    "data-testid": "play",
                    "aria-pressed": "true" if playing else "false",
                },
                "❚❚ Pause" if playing else "▶ Again" if session.live.at_end else "▶ Play",
            ),
            _button("step", "Step", "step", session.live.at_end or playing),
            _button("end", "To the end", "end", session.live.at_end),
            _button("restart", "Restart", "restart", first),
            element(
                "p",
                {"class": "now", "data-testid": "now", "data-step": at, "title": f"step {at} of {end}"},
                element("b", None, f"Year {at // QUARTERS_PER_YEAR}"),
                f", quarter {at % QUARTERS_PER_YEAR + 1}",
            ),
        )
    )


def alarms(session: Session) -> str:
    """HTML: the crises that can be raised; empty where the lesson has none to raise."""
    lesson = lesson_of(session)
    offered = [one for one in crises(session.origin) if lesson is None or one.key in lesson.crises]
    if not offered:
        return ""
    over = session.live.at_end
    return markup(
        element(
            "div",
            {"class": "alarms", "role": "group", "aria-label": "Crises"},
            element("h2", None, "Raise a crisis"),
            element(
                "div",
                {"class": "row"},
                *(
                    element(
                        "button",
                        {
                            "type": "button",
                            "class": "alarm",
                            "data-key": one.key,
                            "data-pick": f"crisis {one.key}",
                            "data-testid": f"crisis-{one.key}",
                            "title": one.text or None,
                            "disabled": over,
                        },
                        one.name,
                    )
                    for one in offered
                ),
            ),
            element("p", {"class": "alarms-over"}, OVER) if over else None,
            element(
                "ol",
                {"class": "raised", "data-testid": "raised", "aria-live": "polite"},
                *(_raised(at, one) for at, one in session.raised),
            ),
        )
    )


def _raised(at: int, one: Crisis) -> Element:
    """A crisis that has broken out: when, and what it means."""
    when = f"Year {at // QUARTERS_PER_YEAR}, quarter {at % QUARTERS_PER_YEAR + 1}: {one.name}. "
    return element("li", {"data-key": f"{at}-{one.key}"}, element("b", None, when), one.text)


def timeline(session: Session) -> str:
    """HTML: the members through time."""
    return draw_timeline(timeline_of(session.scenario, session.live.worlds))


def _button(command: str, label: str, name: str, off: bool) -> Element:
    return element(
        "button", {"type": "button", "data-pick": command, "data-testid": name, "disabled": off}, label
    )
