"""What a lesson is: a small world, a guess, something to do, a question and its answer."""

from dataclasses import dataclass

from sim.scenario.scenario import Scenario


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """One playable step of the guided path: guess first, then play, see why, change one thing.

    Every figure in its texts is checked against many simulated histories by a test.
    """

    key: str
    """For addresses and tests."""
    title: str
    text: tuple[str, ...]
    """Two to four short paragraphs."""
    guess: str
    """What to predict before anything moves."""
    do: str
    """The one thing to do."""
    question: str
    hint: str
    answer: str
    scenario: Scenario
    dyad: tuple[str, str]
    """Source and target of the arrow that is selected at first."""
    sliders: tuple[str, ...] = ()
    """Dotted names of the sliders shown, as `sim.app.controls` knows them."""
    crises: tuple[str, ...] = ()
    """Keys of the crisis buttons shown, as `sim.app.crises` knows them."""
    many: bool = False
    """Whether many histories and the map are shown."""
    seed: int = 0
