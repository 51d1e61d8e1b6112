"""What one reader's page holds. Every change makes a new record; nothing is shared between readers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sim.app.controls import find_control
from sim.app.crises import crises, raise_crisis
from sim.app.lessons import Lesson, lessons
from sim.app.live import Live, live_at
from sim.app.many import RegimeMap, Tally, regime_map, run_many
from sim.errors import InputError
from sim.numerics.streams import SEED_MAX
from sim.scenario.crises import Crisis
from sim.scenario.scenario import Scenario, load_scenario

PLAYED = 8
"""Steps after which a lesson counts as played."""


@dataclass(frozen=True, kw_only=True)
class Session:
    """Where a reader is, and the history on the stage."""

    lesson: int | None
    """Place among the lessons; None for the free page."""
    origin: Scenario
    """The scenario as it came, to which "back" leads."""
    scenario: Scenario
    """The same with the reader's values and crises."""
    values: Mapping[str, float] = field(default_factory=dict)
    """The reader's values by dotted name, those that differ from the scenario's own."""
    seed: int
    live: Live
    shown: int
    """How often the history has moved: what the page redraws for."""
    picked: tuple[str, str | None] | None
    source: str = ""
    """Where the scenario came from: a shipped name, or an uploaded file."""
    playing: bool = False
    raised: tuple[tuple[int, Crisis], ...] = ()
    """Crises of this history, each with the step after which it broke out."""
    said: str = ""
    """One sentence for the reader, such as what was wrong with a file."""
    done: frozenset[str] = field(default_factory=frozenset)
    """Lessons whose task is done."""
    tally: Tally | None = None
    regimes: RegimeMap | None = None


def first_session() -> Session:
    """A new reader's: the first lesson."""
    return open_lesson(None, 0)


def open_lesson(session: Session | None, place: int) -> Session:
    """A lesson from its start. What was done in others is kept."""
    lesson = lessons()[place]
    return Session(
        lesson=place,
        origin=lesson.scenario,
        scenario=lesson.scenario,
        seed=lesson.seed,
        live=live_at(lesson.scenario, lesson.seed),
        shown=0 if session is None else session.shown + 1,
        picked=lesson.dyad,
        done=frozenset() if session is None else session.done,
    )


def explore(session: Session, source: str = "essay") -> Session:
    """The free page with a shipped scenario."""
    return open_scenario(session, load_scenario(source), source)


def open_scenario(session: Session, scenario: Scenario, source: str) -> Session:
    """The free page with a scenario."""
    return Session(
        lesson=None,
        origin=scenario,
        scenario=scenario,
        source=source,
        seed=session.seed,
        live=live_at(scenario, session.seed),
        shown=session.shown + 1,
        picked=(scenario.bloc.members[0], scenario.bloc.members[1]),
        done=session.done,
    )


def say(session: Session, sentence: str) -> Session:
    """A sentence for the reader; the history pauses."""
    return replace(session, said=sentence, playing=False)


def lesson_of(session: Session) -> Lesson | None:
    """The lesson that is open."""
    return None if session.lesson is None else lessons()[session.lesson]


def asks(lesson: Lesson) -> str:
    """What a lesson wants done: `play`, `crisis` or `many`."""
    return "many" if lesson.many else "crisis" if lesson.crises else "play"


def _did(session: Session, what: str) -> Session:
    """The lesson's task is done where it asked for this."""
    lesson = lesson_of(session)
    if lesson is None or asks(lesson) != what:
        return session
    return replace(session, done=session.done | {lesson.key})


def step(session: Session) -> Session:
    """One step of the history."""
    session.live.step()
    moved = replace(session, shown=session.shown + 1, playing=session.playing and not session.live.at_end)
    return _did(moved, "play") if session.live.step_number >= PLAYED else moved


def tick(session: Session, shown: int) -> Session:
    """The clock's step: only while the history plays, and only once for each picture shown."""
    return step(session) if session.playing and shown == session.shown else session


def play(session: Session) -> Session:
    """Play, or pause; at the end, play again from the start."""
    if session.playing:
        return replace(session, playing=False)
    begun = restart(session) if session.live.at_end else session
    return replace(begun, playing=True, said="")


def to_end(session: Session) -> Session:
    """The rest of the history at once."""
    while not session.live.at_end:
        session.live.step()
    return _did(replace(session, shown=session.shown + 1, playing=False), "play")


def _again(session: Session, scenario: Scenario, seed: int, at: int) -> Session:
    """The history of a scenario and a seed, brought to a step; results of the old numbers are dropped."""
    same = scenario == session.scenario
    return replace(
        session,
        scenario=scenario,
        seed=seed,
        live=live_at(scenario, seed, at),
        shown=session.shown + 1,
        tally=session.tally if same else None,
        regimes=session.regimes if same else None,
        said="",
    )


def restart(session: Session) -> Session:
    """Back to step 0, crises forgotten; the reader's values and luck stay."""
    scenario = _scenario(session.origin, session.values, session.origin)
    return replace(_again(session, scenario, session.seed, 0), playing=False, raised=())


def move(session: Session, wanted: Mapping[str, float]) -> Session:
    """The same history, same luck, same step, with other values by dotted name from its start.

    Raises InputError for a name without a slider or a value beyond its ends.
    """
    values = dict(session.values)
    for name, value in wanted.items():
        control = find_control(session.origin, name)
        if not control.low <= value <= control.high:
            raise InputError(f"{control.label} goes from {control.low:g} to {control.high:g}, got {value:g}")
        values.pop(name, None)
        if value != control.own:
            values[name] = value
    scenario = _scenario(session.origin, values, session.scenario)
    return _again(replace(session, values=values), scenario, session.seed, session.live.step_number)


def adopt(session: Session, cell: str) -> Session:
    """The values of a cell of the regime map, `COLUMN ROW`, and many histories of them."""
    regimes = session.regimes
    column, _, row = cell.partition(" ")
    if regimes is None or not (column.isdecimal() and row.isdecimal()):
        return session
    x, y = int(column), int(row)
    if x >= len(regimes.x) or y >= len(regimes.y):
        return session
    chosen = zip(regimes.axes, (float(regimes.x[x]), float(regimes.y[y])), strict=True)
    wanted = {single: value for axis, value in chosen for single in session.origin.own_values(axis)}
    return many(move(session, wanted))


def back(session: Session) -> Session:
    """All values as they came; step, luck and crises stay."""
    scenario = _scenario(session.origin, {}, session.scenario)
    return _again(replace(session, values={}), scenario, session.seed, session.live.step_number)


def _scenario(origin: Scenario, values: Mapping[str, float], eventful: Scenario) -> Scenario:
    """A scenario with values replaced, and the events of another one."""
    events = eventful.events
    changed = dict(values) if events == origin.events else {**values, "events": events}
    return origin.replace(changed) if changed else origin


def luck(session: Session, text: str) -> Session:
    """Another history of the same scenario; an empty text takes the next seed."""
    wanted = text.strip()
    if wanted and not (
        wanted.isascii() and wanted.isdigit() and len(wanted) <= 20 and int(wanted) <= SEED_MAX
    ):
        raise InputError(f"the seed must be a whole number from 0 to {SEED_MAX}, got {wanted[:40]!r}")
    seed = int(wanted) if wanted else session.seed + 1
    return replace(_again(session, session.scenario, seed, 0), playing=session.playing)


def crisis(session: Session, key: str) -> Session:
    """A crisis from the next step on; the past stays as it was."""
    at = session.live.step_number
    if at >= session.scenario.horizon:
        raise InputError("this history is over; go back to its start and raise the crisis earlier")
    raised: list[Crisis] = [one for one in crises(session.origin) if one.key == key]  # as its button says
    if not raised:
        raise InputError(f"no crisis is called `{key}`; choose one of those shown")
    scenario = raise_crisis(session.scenario, raised[0], at)
    moved = replace(_again(session, scenario, session.seed, at), raised=(*session.raised, (at, raised[0])))
    return _did(moved, "crisis")


def many(session: Session) -> Session:
    """Thousands of histories of the present numbers, and the regime map."""
    tally = run_many(session.scenario, session.seed)
    regimes = regime_map(session.scenario, session.seed)
    return _did(replace(session, tally=tally, regimes=regimes, said=""), "many")


def pick(session: Session, text: str) -> Session:
    """Look at a state, `RUS`, or at a dyad, `RUS>CHN`; the same again looks away."""
    source, _, target = text.partition(">")
    states = session.scenario.states
    if source not in states or (target and target not in states) or source == target:
        return session
    return replace(session, picked=(source, target or None))
