"""Why: what the state or the dyad that is looked at has at stake, and how it weighs its choice."""

from xml.etree.ElementTree import Element

from sim.app.drawings.markup import element, markup
from sim.app.drawings.reasons import Row, Stake, Weighing, draw_stakes, draw_weighing, signed
from sim.app.explain import explain
from sim.app.explanation import Decision, Explanation
from sim.app.profile import profile
from sim.app.session import Session
from sim.app.words import POSTURE_VERBS, called


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
    found = explained(session, source, target)
    names = session.scenario.state_names
    verb = POSTURE_VERBS[found.posture]
    decision = found.last or found.now
    head = element(
        "div",
        {"class": "why-head"},
        element(
            "h2", {"data-testid": "why-title"}, f"Why {called(names[source])} {verb} {called(names[target])}"
        ),
        element(
            "button",
            {
                "type": "button",
                "data-pick": f"look {target}>{source}",
                "data-testid": "swap",
                "class": "link",
            },
            f"The other side: {called(names[target])} toward {called(names[source])}",
        ),
    )
    how = element("p", {"class": "how"}, _how(found))
    said = element("p", {"class": "said", "data-testid": "because"}, " ".join(found.sentences[2:]))
    sums = element(
        "dl",
        {"class": "sums", "data-testid": "sums"},
        *_sum("in agreement", found.agreement, "plus"),
        *_sum("in conflict", found.conflict, "minus"),
        *_sum("net interest", found.net_interest, ""),
        *_sum("torn (ambivalence)", found.ambivalence, "both"),
    )
    when = (
        "The choice it made in this quarter"
        if found.last is not None
        else "What it would weigh if it chose anew now"
    )
    stakes = [Stake(label=one.label, value=one.agreement - one.conflict) for one in found.issues]
    return "".join(
        [
            markup(head),
            markup(how),
            markup(said),
            markup(element("h3", None, f"At stake for {called(names[source])}")),
            draw_stakes(stakes),
            markup(sums),
            markup(element("h3", None, when)),
            draw_weighing(weighing(found, decision)),
        ]
    )


def _how(found: Explanation) -> str:
    """How the posture came about."""
    if found.step == 0:
        return "Given at the start, not chosen."
    if found.reviewed:
        return "It thought again in this quarter, and chose this."
    return "It did not think again in this quarter."


def weighing(found: Explanation, decision: Decision) -> Weighing:
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
        standing=found.posture,
    )


def _sum(label: str, value: float, kind: str) -> tuple[Element, Element]:
    shown = signed(value) if not kind else f"{value:.2f}"
    return element("dt", None, label), element("dd", {"class": f"sum-{kind}"}, shown)


def _state(session: Session, key: str) -> str:
    names = session.scenario.state_names
    found = profile(session.live.model, key)
    head = ("toward", "in agreement", "in conflict", "torn", "it")
    return markup(
        element(
            "div",
            None,
            element("h2", {"data-testid": "why-title"}, f"{found.name} and the others"),
            element("p", {"class": "said", "data-testid": "because"}, found.sentence),
            element(
                "table",
                {"class": "partners", "data-testid": "partners"},
                element(
                    "thead",
                    None,
                    element("tr", None, *(element("th", {"scope": "col"}, name) for name in head)),
                ),
                element("tbody", None, *(_partner(one, names[one.target]) for one in found.toward)),
            ),
            element(
                "p",
                {"class": "how"},
                "Sums over all issues; a state is torn by the smaller one. Choose a partner for the reasons.",
            ),
        )
    )


def _partner(found: Explanation, name: str) -> Element:
    verb = POSTURE_VERBS[found.posture].split()[0]
    return element(
        "tr",
        {"data-key": found.target},
        element(
            "th",
            {"scope": "row"},
            element(
                "button",
                {"type": "button", "class": "link", "data-pick": f"look {found.source}>{found.target}"},
                name,
            ),
        ),
        element("td", {"class": "number"}, f"{found.agreement:.2f}"),
        element("td", {"class": "number"}, f"{found.conflict:.2f}"),
        element("td", {"class": "number"}, f"{found.ambivalence:.2f}"),
        element("td", {"class": f"verb verb-{found.posture.name.lower()}"}, verb),
    )
