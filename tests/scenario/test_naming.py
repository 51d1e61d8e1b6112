"""Words for people: a region that somebody writes has the same quality of words as the essay."""

from copy import deepcopy
from typing import Any

import pytest

from sim.errors import ScenarioError
from sim.scenario.naming import in_text, upper
from sim.scenario.scenario import Scenario, load_scenario
from sim.sweep.coding_steps import coding_steps
from sim.sweep.plausible import plausible_axes
from tests.scenario.regions import INVENTED, archipelago, south_china_sea

REGIONS = {"essay": lambda: load_scenario("essay"), "sea": south_china_sea, "invented": archipelago}


def changed(section: str, key: str, **words: Any) -> dict[str, Any]:
    document = deepcopy(INVENTED)
    document[section][key] |= words
    return document


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("behaviour.noise", "noise"),
        ("behaviour.hedging_premium.EMP", "hedging premium of the Empire"),
        ("behaviour.hedging_premium.default", "hedging premium of the other states"),
        ("states.EMP.capability", "capability of the Empire"),
        ("distance_km.ISL.EMP", "distance between the Isles of Mist and the Empire"),
        ("dependence.ISL.EMP", "dependence of the Isles of Mist on the Empire"),
        ("issues.sea_lanes", "“Freedom of the sea lanes”"),
        ("issues.sea_lanes.salience", "weight of “Freedom of the sea lanes”"),
        ("issues.sea_lanes.salience.ISL", "weight of “Freedom of the sea lanes” to the Isles of Mist"),
        ("issues.sea_lanes.salience.default", "weight of “Freedom of the sea lanes” to the other states"),
        ("issues.sea_lanes.positions.EMP", "position of the Empire on “Freedom of the sea lanes”"),
        ("issues.cod_war.claims.REP", "rival claim of the Lowland Republic on “Fishing grounds”"),
        (
            "issues.isl_rep_pact.ties.ISL.REP",
            "bilateral stake of the Isles of Mist and the Lowland Republic in “The pact of 1907”",
        ),
        ("initial.ISL.EMP", "first posture of the Isles of Mist toward the Empire"),
        ("bloc.min_duration", "minimum duration of the bloc"),
        ("bloc.members", "members of the bloc"),
        ("horizon", "horizon"),
    ],
)
def test_every_form_of_dotted_name_has_words(name: str, words: str) -> None:
    assert archipelago().words(name) == words


@pytest.mark.parametrize("region", REGIONS)
def test_the_words_of_all_numbers_hold_no_key_and_differ(region: str) -> None:
    scenario: Scenario = REGIONS[region]()
    names = [axis.name for axis in plausible_axes(scenario)]
    names += [name for changes in coding_steps(scenario).values() for name in changes]
    said = {name: scenario.words(name) for name in names}
    assert len(set(said.values())) == len(said)
    for words in said.values():
        assert "_" not in words
        assert not set(words.replace("“", " ").replace("”", " ").split()) & set(scenario.states)


def test_what_has_no_words_of_its_own_is_made_readable() -> None:
    scenario = load_scenario(
        {
            "name": "plain",
            "states": {"AVA": {"capability": 1}, "BOR": {"name": "Borduria", "capability": 1}},
            "distance_km": {"AVA": {"BOR": 0}},
            "issues": {"old_treaty": {"kind": "tie", "ties": {"AVA": {"BOR": 1}}, "salience": 1}},
            "crises": {"bad_harvest": {"events": [{"step": 1, "scale": {"states.AVA.capability": 0.5}}]}},
        }
    )
    assert scenario.issue_names == {"old_treaty": "Old treaty"}
    assert scenario.words("issues.old_treaty.salience.AVA") == "weight of “Old treaty” to AVA"
    assert scenario.in_text("BOR") == "Borduria"
    assert (scenario.crises[0].name, scenario.crises[0].text) == ("Bad harvest", "")


def test_names_that_a_scenario_does_not_have_are_made_readable_too() -> None:
    words = archipelago().words
    assert words("issues.new_thing.salience.XYZ") == "weight of “New thing” to XYZ"
    assert words("behaviour.new_one") == "new one"


def test_a_state_may_begin_a_sentence() -> None:
    assert upper(in_text(INVENTED, "EMP")) == "The Empire"


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (changed("states", "REP", name="Empire"), "`states.EMP.name` is that of `REP` too, 'Empire'"),
        (
            changed("issues", "cod_war", name="The pact of 1907"),
            "`issues.isl_rep_pact.name` is that of `cod_war`",
        ),
        (changed("issues", "cod_war", name=7), "`issues.cod_war.name` must be a text, got 7"),
        (changed("states", "EMP", in_text=""), "`states.EMP.in_text` must be a text, got ''"),
        (changed("states", "EMP", in_txt="x"), "`states.EMP` has no key `in_txt`; did you mean `in_text`?"),
    ],
)
def test_faulty_words_are_refused(document: dict[str, Any], fault: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(document)
    (line,) = caught.value.faults
    assert line.startswith(fault)


@pytest.mark.parametrize(
    "other",
    [
        changed("states", "EMP", name="Emporium", in_text="the Emporium", source="a book"),
        changed("issues", "cod_war", name="Cod", source="a book", note="a note"),
        changed("crises", "blockade", name="No bread"),
        INVENTED | {"description": "Islands", "crises": {}},
    ],
)
def test_words_do_not_change_the_fingerprint_but_the_scenario(other: dict[str, Any]) -> None:
    scenario, reworded = archipelago(), load_scenario(other)
    assert scenario != reworded
    assert scenario.fingerprint == reworded.fingerprint
    assert load_scenario(changed("states", "EMP", capability=0.51)).fingerprint != scenario.fingerprint
