"""What the server alone takes for a class of thirty, and whether pages that were closed leave memory behind.

ENTENTE_CLASS_SECONDS sets how long the class clicks (10 unless told).
"""

import asyncio
import os
import random
import re
import statistics
import sys
import time

import pytest

from sim.app.controls import find_control
from sim.engine.simulate import simulate
from sim.scenario.scenario import load_scenario
from sim.vocabulary import Posture
from tests.app.apart import in_a_thread
from tests.app.browser import Server, server
from tests.app.measure import busy, memory, settled
from tests.app.postures import postures_at
from tests.app.wire import Wire

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc"),
]

STUDENTS = 30
SECONDS = float(os.environ.get("ENTENTE_CLASS_SECONDS", "10"))
THINKING = 2.0
"""Seconds between a student's clicks, on average."""
SESSIONS = 100
"""Pages opened and closed, one after the other, to look for memory that is not given back."""


async def clicks(wire: Wire, seed: int, until: float, times: list[float]) -> None:
    """A student who steps, looks, raises crises, goes to the end and back."""
    chance = random.Random(seed)
    await asyncio.sleep(chance.uniform(0.0, THINKING))
    while time.monotonic() < until:
        states = chance.sample(("RUS", "CHN", "USA", "IND", "JPN", "VNM"), 2)
        testid, command = chance.choices(
            (
                ("step", "step"),
                ("network", f"look {states[0]}>{states[1]}"),
                ("end", "end"),
                ("restart", "restart"),
                ("crisis-sanctions", "crisis sanctions"),
            ),
            (60, 25, 5, 5, 5),
        )[0]
        times.append(await wire.pick(testid, command))
        await asyncio.sleep(chance.expovariate(1.0 / THINKING))


async def lesson(served: Server) -> str:
    """Thirty connections for a while; the figures in words."""
    pid, wires = served.process.pid, [Wire(served.address) for _ in range(STUDENTS)]
    times: list[float] = []
    empty = await settled(pid)
    for wire in wires:
        await wire.__aenter__()
        await wire.pick("go-explore", "explore")
    full, used, began = memory(pid), busy(pid), time.monotonic()
    await asyncio.gather(*(clicks(wire, n, began + SECONDS, times) for n, wire in enumerate(wires)))
    used = busy(pid) - used
    for wire in wires:
        await wire.__aexit__(None, None, None)
    assert len(times) > STUDENTS * SECONDS / (THINKING * 10)
    assert statistics.median(times) < 2.0
    ordered = sorted(1000 * took for took in times)
    late = ordered[int(0.95 * (len(ordered) - 1))]
    return (
        f"{STUDENTS} students, {SECONDS:.0f} s, {len(times)} clicks: answered in "
        f"{statistics.median(ordered):.0f} ms (median), {late:.0f} ms (95 %), {ordered[-1]:.0f} ms at most; "
        f"{1000 * used / len(times):.0f} ms of processor time a click; "
        f"{empty:.0f} MB before, {full:.0f} MB with all pages open"
    )


def test_a_class_without_browsers() -> None:
    with server() as served:
        print(in_a_thread(lesson(served)))


async def short_session(address: str, whole: bool) -> None:
    """A page opened, used and closed."""
    async with Wire(address) as wire:
        await wire.pick("go-explore", "explore")
        for _ in range(3):
            await wire.pick("step", "step")
        assert wire.step == 3
        if whole:
            await wire.pick("end", "end")
            assert wire.step == 120


async def many_short_sessions(served: Server) -> list[float]:
    """Memory after each tenth session."""
    found = []
    for number in range(1, SESSIONS + 1):
        await short_session(served.address, whole=number % 5 == 0)
        if number % 10 == 0:
            await asyncio.sleep(0.5)
            found.append(memory(served.process.pid))
    return found


def test_closed_pages_leave_no_memory_behind() -> None:
    """After the first sessions, which fill what is kept for all, a session adds far less than it held."""
    with server() as served:
        held = in_a_thread(many_short_sessions(served))
    print("MB after 10, 20, ... sessions:", " ".join(f"{mb:.0f}" for mb in held))
    assert (held[-1] - held[4]) / (SESSIONS / 2) < 0.3


LINE = re.compile(r'<g class="dyad dyad-(\w+)[^"]*" data-key="(\w+)&gt;(\w+)"')


def shown(wire: Wire) -> dict[tuple[str, str], Posture]:
    """The postures of the network that a page was told."""
    html = wire.html[str(wire.find("network"))]
    return {(one, other): Posture[kind.upper()] for kind, one, other in LINE.findall(html)}


def holds(wire: Wire, part: str) -> str:
    """The number of the part of the page that was told `part`."""
    return next(number for number, held in wire.widgets.items() if part in held)


async def hurry(address: str, number: int, until: float) -> int:
    """A student with a luck and a slider of their own, who clicks as soon as answered; how often.

    Every answer must be of this student's own history.
    """
    essay, chance, answers = load_scenario("essay"), random.Random(number), 0
    noise = find_control(essay, "behaviour.noise")
    value = noise.low + (noise.high - noise.low) * number / STUDENTS
    run = simulate(essay.replace({noise.name: value}), seed=1000 + number, engine="batch")
    own = [postures_at(run, step) for step in range(essay.horizon + 1)]
    async with Wire(address) as wire:
        await wire.pick("go-explore", "explore")
        await wire.tell(holds(wire, "now"), "luck", str(1000 + number))
        await wire.tell(holds(wire, "groups"), "move", {"key": noise.name, "value": value, "serial": 1})
        while time.monotonic() < until:
            await wire.pick("step", "restart" if chance.random() < 0.05 else "step")
            answers += 1
            assert shown(wire) == own[wire.step]
            now = wire.widgets[holds(wire, "now")]["now"]
            assert (now["seed"], now["source"], now["answered"]) == (str(1000 + number), "essay", answers + 3)
    return answers


def test_thirty_in_a_hurry_stay_apart() -> None:
    """No thinking time: the server always has all thirty to answer, and answers each with its own history."""

    async def all_at_once(address: str) -> list[int]:
        until = time.monotonic() + SECONDS + 5
        return await asyncio.gather(*(hurry(address, number, until) for number in range(STUDENTS)))

    with server() as served:
        answers = in_a_thread(all_at_once(served.address))
    print(f"{sum(answers)} answers, each of its own history")
    assert min(answers) > 0


def test_wire_shows_the_model() -> None:
    """The wire is a page: what it is told of a step is what the model says."""

    async def three_steps(address: str) -> None:
        async with Wire(address) as wire:
            await wire.pick("go-explore", "explore")
            for _ in range(3):
                await wire.pick("step", "step")
            assert wire.step == 3
            assert shown(wire) == postures_at(run, 3)

    run = simulate(load_scenario("essay"), seed=0, engine="batch")
    with server() as served:
        in_a_thread(three_steps(served.address))
