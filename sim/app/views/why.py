"""Why: what the state or the dyad that is looked at has at stake, and how it weighs its choice."""

from xml.etree.ElementTree import Element

from sim.app.drawings.markup import element, markup
from sim.app.drawings.reasons import Row, Stake, Weighing, draw_stakes, draw_weighing
from sim.app.explain import explain, profile
from sim.app.explanation import Decision, Explanation
from sim.app.session import Session
from sim.app.words import POSTURE_VERBS, signed
from sim.scenario.naming import upper


def why(session: Session) -> str:
    """HTML of the panel."""
    if session.picked is None:
        return markup(
            element("p", {"class": "hint"}, "Choose a state or a line to see the reasons behind it.")
        )
    source, target = session.picked
    return _state(session, source) if target is None else _dyad(session, source, target)


def explained(session: Session, source: str, target: str) -> Explanation:
    """The explanation of a dyad in the present world."""
    worlds = session.live.worlds
    before = worlds[-2] if len(worlds) > 1 else None
    return explain(session.live.model, source, target, before)


def _dyad(session: Session, source: str, target: str) -> str:
    explanation = explained(session, source, target)
    one, other = session.scenario.in_text(source), session.scenario.in_text(target)
    verb = POSTURE_VERBS[explanation.posture]
    decision = explanation.last or explanation.now
    head = element(
        "div",
        {"class": "why-head"},
        element("h2", {"data-testid": "why-title"}, f"Why {one} {verb} {other}"),
        element(
            "button",
            {
                "type": "button",
                "data-pick": f"look {target}>{source}",
                "data-testid": "swap",
                "class": "link",
            },
            f"The other side: {other} toward {one}",
        ),
    )
    how = element("p", {"class": "how"}, _how(explanation))
    said = element("p", {"class": "said", "data-testid": "because"}, " ".join(explanation.sentences[2:]))
    sums = element(
        "dl",
        {"class": "sums", "data-testid": "sums"},
        *_sum("in agreement", explanation.agreement, "plus"),
        *_sum("in conflict", explanation.conflict, "minus"),
        *_sum("net interest", explanation.net_interest, ""),
        *_sum("torn (ambivalence)", explanation.ambivalence, "both"),
    )
    when = (
        "The choice it made in this quarter"
        if explanation.last is not None
        else "What it would weigh if it chose anew now"
    )
    stakes = [Stake(label=one.label, value=one.agreement - one.conflict) for one in explanation.issues]
    return "".join(
        [
            markup(head),
            markup(how),
            markup(said),
            markup(element("h3", None, f"At stake for {one}")),
            draw_stakes(stakes),
            markup(sums),
            markup(element("h3", None, when)),
            draw_weighing(weighing(explanation, decision)),
        ]
    )


def _how(explanation: Explanation) -> str:
    """How the posture came about."""
    if explanation.step == 0:
        return "Given at the start, not chosen."
    if explanation.reviewed:
        return "It thought again in this quarter, and chose this."
    return "It did not think again in this quarter."


def weighing(explanation: Explanation, decision: Decision) -> Weighing:
    """The terms of a decision, a row a term; rows that are 0 for all are left out."""
    terms = {(term.key, term.third): term for option in decision.options for term in option.terms}
    rows = [
        Row(
            key="-".join(part for part in which if part),
            label=term.label,
            about=term.meaning,
            values=tuple(
                sum(one.value for one in option.terms if (one.key, one.third) == which)
                for option in decision.options
            ),
        )
        for which, term in terms.items()
    ]
    return Weighing(
        postures=tuple(option.posture for option in decision.options),
        rows=tuple(row for row in rows if any(abs(value) >= 0.005 for value in row.values)),
        totals=tuple(option.value for option in decision.options),
        chances=tuple(option.probability for option in decision.options),
        standing=explanation.posture,
    )


def _sum(label: str, value: float, kind: str) -> tuple[Element, Element]:
    shown = signed(value, 2) if not kind else f"{value:.2f}"
    return element("dt", None, label), element("dd", {"class": f"sum-{kind}"}, shown)


def _state(session: Session, key: str) -> str:
    names = session.scenario.state_names
    glance = profile(session.live.model, key)
    head = ("toward", "in agreement", "in conflict", "torn", "it")
    return markup(
        element(
            "div",
            None,
            element(
                "h2", {"data-testid": "why-title"}, f"{upper(session.scenario.in_text(key))} and the others"
            ),
            element("p", {"class": "said", "data-testid": "because"}, glance.sentence),
            element(
                "table",
                {"class": "partners", "data-testid": "partners"},
                element(
                    "thead",
                    None,
                    element("tr", None, *(element("th", {"scope": "col"}, name) for name in head)),
                ),
                element("tbody", None, *(_partner(one, names[one.target]) for one in glance.toward)),
            ),
            element(
                "p",
                {"class": "how"},
                "Sums over all issues; a state is torn by the smaller one. Choose a partner for the reasons.",
            ),
        )
    )


def _partner(explanation: Explanation, name: str) -> Element:
    verb = POSTURE_VERBS[explanation.posture].split()[0]
    return element(
        "tr",
        {"data-key": explanation.target},
        element(
            "th",
            {"scope": "row"},
            element(
                "button",
                {
                    "type": "button",
                    "class": "link",
                    "data-pick": f"look {explanation.source}>{explanation.target}",
                },
                name,
            ),
        ),
        element("td", {"class": "number"}, f"{explanation.agreement:.2f}"),
        element("td", {"class": "number"}, f"{explanation.conflict:.2f}"),
        element("td", {"class": "number"}, f"{explanation.ambivalence:.2f}"),
        element("td", {"class": f"verb verb-{explanation.posture.name.lower()}"}, verb),
    )
