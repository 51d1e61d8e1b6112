"""Reasons, timeline, outcomes and regime map: what they show is what they were given."""

from xml.etree.ElementTree import Element, fromstring

import pytest

from sim.app.drawings.outcomes import draw_outcomes
from sim.app.drawings.reasons import Row, Stake, Weighing, draw_stakes, draw_weighing
from sim.app.drawings.regimes import Regimes, draw_regimes
from sim.app.drawings.timeline import Spell, Timeline, Track, draw_timeline
from sim.vocabulary import Outcome, Posture

WEIGHING = Weighing(
    postures=(Posture.ALIGN, Posture.HEDGE, Posture.BALANCE),
    rows=(
        Row(key="net_interest", label="Interests", about="what", values=(0.8, 0.0, -0.8)),
        Row(key="autonomy", label="Freedom", about="what", values=(-0.5, 0.0, 0.0)),
    ),
    totals=(0.3, 0.0, -0.8),
    chances=(0.8, 0.19, 0.01),
    standing=Posture.HEDGE,
)


def found(drawn: str, name: str) -> Element:
    return next(node for node in fromstring(drawn).iter() if node.get("data-testid") == name)


def texts(node: Element, tag: str) -> list[str]:
    return ["".join(cell.itertext()) for cell in node.iter(tag)]


def test_weighing_shows_terms_sums_and_chances() -> None:
    drawn = draw_weighing(WEIGHING)
    assert texts(found(drawn, "term-net_interest"), "td") == ["+0.80", "·", "−0.80"]
    assert texts(found(drawn, "totals"), "td") == ["+0.30", "0", "−0.80"]
    assert texts(found(drawn, "chances"), "td") == ["80\xa0%", "19\xa0%", "1\xa0%"]
    standing = [node for node in fromstring(drawn).iter("th") if "is-standing" in str(node.get("class"))]
    assert ["".join(node.itertext()) for node in standing] == ["Hedge"]


def test_bars_are_as_long_as_their_terms() -> None:
    bars = [node.get("style") for node in fromstring(draw_weighing(WEIGHING)).iter("i")]
    assert bars == ["left:50%;width:50%", "left:0%;width:50%", "left:18.75%;width:31.25%"]


def test_stakes_lie_left_and_right_of_nothing() -> None:
    drawn = draw_stakes([Stake(label="sea", value=1.0), Stake(label="river", value=-0.5)])
    assert [node.get("class") for node in fromstring(drawn).iter("i")] == ["bar-plus", "bar-minus"]
    assert [node.get("style") for node in fromstring(drawn).iter("i")][1] == "left:25%;width:25%"


def test_no_stakes_is_an_empty_table() -> None:
    assert texts(fromstring(draw_stakes([])), "td") == []


def timeline(*spells: Spell) -> str:
    track = Track(key="bloc", label="bloc", spells=spells)
    return draw_timeline(Timeline(tracks=(track,), horizon=39, step=19, events=((10, "a crisis"),)))


def test_a_lasting_spell_has_a_frame_and_its_length() -> None:
    drawn = timeline(Spell(start=4, stop=12, form="bloc", stable=True), Spell(start=14, stop=15, form="bloc"))
    rects = list(fromstring(drawn).iter("rect"))
    assert [(rect.get("x"), rect.get("width")) for rect in rects] == [("4", "8"), ("14", "1")]
    frames = [node for node in fromstring(drawn).iter("span") if node.get("class") == "spell-frame"]
    assert [(node.get("style"), "".join(node.itertext())) for node in frames] == [
        ("left:10%;width:20%", "2 years")
    ]


def test_now_and_crises_are_marked() -> None:
    marks = {str(node.get("class")): node.get("style") for node in fromstring(timeline()).iter("i")}
    assert marks == {"time-event": "left:25%", "time-now": "left:50%"}


def test_postures_differ_in_height() -> None:
    spells = [Spell(start=i, stop=i + 1, form=posture.name) for i, posture in enumerate(Posture)]
    rects = list(fromstring(timeline(*spells)).iter("rect"))
    assert len({(rect.get("y"), rect.get("height")) for rect in rects}) == 3


def test_outcomes_share_the_bar() -> None:
    shares = dict.fromkeys(Outcome, 0.0) | {Outcome.STABLE_BLOC: 0.07, Outcome.HEDGING: 0.93}
    drawn = draw_outcomes(shares)
    parts = [node for node in fromstring(drawn).iter("span") if node.get("class") == "out-part"]
    assert [str(part.get("style")).split(";")[0] for part in parts] == ["flex-grow:0.07", "flex-grow:0.93"]
    assert "stable bloc 7" in "".join(found(drawn, "share-STABLE_BLOC").itertext())
    assert "rivalry 0" in "".join(found(drawn, "share-RIVALRY").itertext())


@pytest.mark.parametrize(
    ("own", "place"), [((0.0, 0.0), ("20", "60")), ((1.0, 1.0), ("60", "20")), ((9.0, 0.5), ("60", "40"))]
)
def test_the_own_point_stands_in_the_map(own: tuple[float, float], place: tuple[str, str]) -> None:
    """x rises to the right, y upward; what lies outside stands at the edge."""
    regimes = Regimes(
        across="x", up="y", x=(0.0, 1.0), y=(0.0, 1.0), shares=((0.0, 0.1), (0.2, 0.4)), own=own
    )
    point = found(draw_regimes(regimes), "own-point")
    assert (point.get("cx"), point.get("cy")) == place


def test_a_cell_offers_its_values() -> None:
    regimes = Regimes(
        across="x", up="y", x=(0.0, 1.0), y=(0.0, 1.0), shares=((0.0, 0.1), (0.2, 0.4)), own=None
    )
    cell = found(draw_regimes(regimes), "cell-1-0")
    assert cell.get("data-pick") == "adopt 1 0"
    assert "".join(cell.itertext()).endswith("10")
    rect = cell.find("rect")
    assert rect is not None
    assert (rect.get("x"), rect.get("y")) == ("40", "40")
