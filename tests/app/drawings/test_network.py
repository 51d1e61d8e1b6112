"""The network: every dyad and state is there, can be chosen, and its form tells its posture."""

from itertools import permutations
from xml.etree.ElementTree import Element, fromstring

import pytest

from sim.app.drawings.geometry import circle, fill, line
from sim.app.drawings.network import CROWD, THRONG, Network, draw_network
from sim.vocabulary import Posture

NAMES = {"A": "Aland", "B": "Beland", "C": "Celand"}
STANDING = {
    ("A", "B"): Posture.ALIGN,
    ("B", "A"): Posture.HEDGE,
    ("A", "C"): Posture.BALANCE,
    ("C", "A"): Posture.BALANCE,
    ("B", "C"): Posture.HEDGE,
    ("C", "B"): Posture.ALIGN,
}


def network(**changed: object) -> Network:
    known: dict[str, object] = {
        "names": NAMES,
        "in_text": changed.get("names", NAMES),
        "capability": {"A": 0.1, "B": 0.2, "C": 0.3},
        "postures": STANDING,
        "members": ("A", "B"),
    }
    return Network(**{**known, **changed})  # type: ignore[arg-type]


def parts(drawn: str, kind: str) -> dict[str, Element]:
    root = fromstring(drawn)
    return {
        str(node.get("data-key")): node
        for node in root.iter("g")
        if str(node.get("class")).split()[0] == kind
    }


def forms(node: Element) -> set[str]:
    return {str(inner.get("class")) for inner in node if inner.get("class")} - {"dyad-reach", "dyad-halo"}


def test_each_posture_has_its_own_form() -> None:
    dyads = parts(draw_network(network()), "dyad")
    assert set(dyads) == {"A>B", "B>A", "A>C", "C>A", "B>C", "C>B"}
    assert forms(dyads["A>B"]) == {"dyad-line", "dyad-head"}
    assert forms(dyads["B>A"]) == {"dyad-line", "dyad-dots", "dyad-ring"}
    assert forms(dyads["A>C"]) == {"dyad-line", "dyad-bar"}


def test_a_dyad_says_what_it_is_and_can_be_chosen() -> None:
    dyad = parts(draw_network(network()), "dyad")["A>C"]
    assert dyad.get("aria-label") == "Aland balances against Celand"
    assert dyad.get("data-pick") == "look A>C"
    assert dyad.get("role") == "button"


def test_a_state_counts_its_postures() -> None:
    states = parts(draw_network(network()), "state")
    assert states["A"].get("aria-label") == "Aland: aligns with 1, hedges toward 0, balances against 1"
    assert "is-member" in str(states["A"].get("class"))
    assert "is-member" not in str(states["C"].get("class"))
    assert all(state.get("tabindex") == "0" for state in states.values())


def test_what_is_looked_at_stands_out_and_comes_last() -> None:
    drawn = draw_network(network(picked=("A", "C")))
    dyads = parts(drawn, "dyad")
    assert [key for key, node in dyads.items() if "is-picked" in str(node.get("class"))] == ["A>C"]
    assert list(dyads)[-1] == "A>C"
    assert dyads["A>C"].get("aria-pressed") == "true"
    assert {key for key, node in dyads.items() if node.get("tabindex") == "0"} == {"A>B", "A>C"}
    states = parts(drawn, "state")
    assert {key for key, node in states.items() if "is-picked" in str(node.get("class"))} == {"A", "C"}


def test_names_are_escaped() -> None:
    drawn = draw_network(network(names={**NAMES, "A": "<b>&"}))
    assert "<b>" not in drawn
    assert "&lt;b&gt;&amp;" in drawn


@pytest.mark.parametrize("n", [2, 3, 6, CROWD, 30])
def test_any_number_of_states_fits(n: int) -> None:
    keys = [f"S{i}" for i in range(n)]
    drawn = draw_network(
        network(
            names={key: key for key in keys},
            capability=dict.fromkeys(keys, 0.1),
            postures=dict.fromkeys(permutations(keys, 2), Posture.HEDGE),
            members=tuple(keys[:2]),
        )
    )
    _, _, width, height = (float(part) for part in fromstring(drawn).get("viewBox", "").split())
    assert len(parts(drawn, "state")) == n
    assert len(parts(drawn, "dyad")) == (n * (n - 1) if n < CROWD else 0)
    for disc in (node for node in fromstring(drawn).iter("circle") if node.get("class") == "state-disc"):
        x, y, r = (float(disc.get(name, "nan")) for name in ("cx", "cy", "r"))
        assert r <= x <= width - r
        assert r <= y <= height - r


def test_members_stand_side_by_side_at_the_top() -> None:
    for n in range(3, 12):
        first, second, *others = fill(circle(n), (0.0, 0.0), (1.0, 1.0))
        assert first[1] == pytest.approx(second[1])
        assert first[0] < second[0]
        assert all(first[1] < other[1] for other in others)


def test_a_line_runs_from_rim_to_rim() -> None:
    run = line((0.0, 0.0), (10.0, 0.0), 2.0, 3.0, 0.0)
    assert (run.start, run.end) == ((2.0, 0.0), (7.0, 0.0))
    there, back = line((0.0, 0.0), (10.0, 0.0), 2.0, 2.0, 1.0), line((10.0, 0.0), (0.0, 0.0), 2.0, 2.0, 1.0)
    assert there.start[1] == pytest.approx(-back.start[1])


def test_a_throng_shows_the_lines_of_the_state_that_is_looked_at() -> None:
    keys = [f"S{i}" for i in range(THRONG)]
    crowded = network(
        names={key: key for key in keys},
        capability=dict.fromkeys(keys, 0.1),
        postures=dict.fromkeys(permutations(keys, 2), Posture.ALIGN),
        picked=("S3", None),
    )
    assert set(parts(draw_network(crowded), "dyad")) == {
        f"{a}>{b}" for a, b in permutations(keys, 2) if "S3" in (a, b)
    }
