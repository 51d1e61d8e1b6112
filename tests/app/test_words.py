"""Words of the page: a region that a teacher writes is called as well as the essay."""

from collections.abc import Callable

import pytest

from sim.app import session as do
from sim.app.crises import crises
from sim.app.session import Session, first_session
from sim.app.views.drawn import draw
from sim.app.words import PLAIN, TERM_WORDS
from sim.engine.readable import terms
from sim.scenario.quantities import BEHAVIOUR
from sim.scenario.scenario import Scenario, load_scenario
from tests.reading import faults_of, text_of
from tests.scenario.regions import archipelago, south_china_sea


def essay() -> Scenario:
    return load_scenario("essay")


def shown(session: Session) -> str:
    """All text of the page: its parts, and the labels of its sliders."""
    page = draw(session)
    parts = [part for part in vars(page).values() if isinstance(part, str)]
    labels = [
        text for group in page.sliders for one in group["controls"] for text in (one["label"], one["about"])
    ]
    titles = [str(group["title"]) for group in page.sliders]
    return " \n ".join([*map(text_of, parts), *labels, *titles])


@pytest.mark.parametrize("region", [essay, south_china_sea, archipelago])
def test_every_state_and_dyad_of_a_region_is_told_in_good_words(region: Callable[[], Scenario]) -> None:
    scenario = region()
    session = do.open_scenario(first_session(), scenario, "own")
    for crisis in crises(scenario):
        session = do.crisis(do.step(session), crisis.key)
    pages = [
        shown(do.pick(session, f"{one}>{other}" if other else one))
        for one in scenario.states
        for other in (None, *scenario.states)
        if other != one and session.picked != (one, other)
    ]
    pages.append(shown(do.many(session)))
    for text in pages:
        assert faults_of(text, scenario) == []
    for name in scenario.issue_names.values():
        assert any(name in text for text in pages)


def test_a_state_with_an_article_begins_sentences_with_a_capital() -> None:
    session = do.open_scenario(first_session(), archipelago(), "own")
    text = shown(do.pick(session, "EMP"))
    assert "The Empire and the others" in text
    assert "The Empire hedges toward the Isles of Mist and the Lowland Republic." in text
    assert "The Isles of Mist relies on the Lowland Republic" in text
    assert "Worth of open doors of the Empire" in text
    assert "Worth of open doors of the Lowland Republic" in text


def test_the_map_serves_a_region_whose_states_mind_doors_differently() -> None:
    session = do.many(do.open_scenario(first_session(), archipelago(), "own"))
    assert "Worth of open doors" in shown(session)
    adopted = do.adopt(session, "0 0")
    assert [adopted.values[f"behaviour.hedging_premium.{key}"] for key in ("EMP", "ISL", "REP")] == [0.0] * 3


def test_every_term_and_parameter_has_its_words() -> None:
    keys = {value for name, value in vars(terms).items() if name.isupper() and isinstance(value, str)}
    assert set(TERM_WORDS) == keys
    assert set(PLAIN) == {name for name, quantity in BEHAVIOUR.items() if quantity.plausible is not None}
