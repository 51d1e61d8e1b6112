"""A student in a crowd: one browser page, its clicks by chance, and a record of what it must show.

Every click is timed inside the page, from the click to the change in the page, so that the work of the
program that drives the browser does not count.
"""

import asyncio
import random
from dataclasses import dataclass, field
from difflib import unified_diff
from typing import Any

from sim.app.controls import Control, controls
from sim.app.crises import crises, raise_crisis
from sim.engine.simulate import simulate
from sim.scenario.scenario import Scenario, load_scenario
from tests.app.postures import named, postures_at

ACT = """([how, selector, value, shown, patience]) => new Promise((done, fail) => {
    const find = (name) => document.querySelector(`[data-testid="${name}"]`);
    const step = () => Number(find('now').dataset.step);
    const yaml = () => decodeURIComponent(find('download').getAttribute('href').split(',')[1]);
    const test = new Function('find', 'step', 'yaml', `return ${shown}`);
    const node = document.querySelector(selector);
    let taken = '';
    const look = () => {
        if (!test(find, step, yaml)) return;
        watch.disconnect();
        clearTimeout(end);
        done([performance.now() - start, taken]);
    };
    const watch = new MutationObserver(look);
    const end = setTimeout(() => fail(new Error(`${selector}: waited in vain for ${shown}`)), patience);
    watch.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
    const start = performance.now();
    if (how === 'click') node.dispatchEvent(new MouseEvent('click', {bubbles: true}));
    else {
        node.value = value;
        taken = node.value; // a slider snaps to its stops
        if (how === 'slide') node.dispatchEvent(new Event('input', {bubbles: true}));
        node.dispatchEvent(new Event('change', {bubbles: true}));
    }
    look();
})"""
"""Do it and wait until the page shows what is expected: milliseconds, and the value that a field took."""
STATE = """() => ({
    step: Number(document.querySelector('[data-testid=now]').dataset.step),
    yaml: decodeURIComponent(
        document.querySelector('[data-testid=download]').getAttribute('href').split(',')[1]),
    seed: document.querySelector('[data-testid=seed]').value,
    postures: Object.fromEntries([...document.querySelectorAll('.net .dyad')].map(
        (line) => [line.dataset.key, line.classList[1].replace('dyad-', '').toUpperCase()])),
})"""
RESTS, REST = 40, 0.25
"""How often a page is looked at until it rests, and the seconds between."""
HABITS = {"step": 40, "look": 22, "slide": 14, "play": 6, "end": 5, "restart": 5, "crisis": 5, "many": 3}
"""How often a student does what, of 100 clicks."""


@dataclass
class Student:
    """Where one page must be. Nothing of it is read off the page but the value that a slider snapped to."""

    page: Any
    name: str
    seed: int
    thinking: float = 1.0
    """Seconds between two clicks, on average."""
    patience: int = 60_000
    at: int = 0
    values: dict[str, float] = field(default_factory=dict)
    events: list[Any] = field(default_factory=list)
    times: dict[str, list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.origin = load_scenario(self.name)
        self.sliders: list[Control] = [one for group in controls(self.origin) for one in group.controls]

    @property
    def scenario(self) -> Scenario:
        """The scenario as it must be on the page."""
        changes = {**self.values, "events": self.events} if self.events else dict(self.values)
        return self.origin.replace(changes) if changes else self.origin

    async def act(self, kind: str, how: str, target: str, shown: str, value: str = "") -> str:
        """One timed deed; returns the value that the field took."""
        selector = target if target.startswith("[") else f'[data-testid="{target}"]'
        took, taken = await self.page.evaluate(ACT, [how, selector, value, shown, self.patience])
        self.times.setdefault(kind, []).append(float(took))
        return str(taken)

    async def arrive(self, address: str) -> None:
        """Open the page, and on it the scenario and the luck of this student."""
        await self.page.goto(address)
        await self.page.get_by_test_id("story").wait_for()
        await self.act("explore", "click", "go-explore", "find('scenario')")
        if self.name != "essay":
            await self.act(
                "scenario", "choose", "scenario", f"yaml().startsWith('name: {self.name}')", self.name
            )
        await self.step()
        await self.act("seed", "choose", "seed", "step() === 0", str(self.seed))
        self.at = 0

    async def once(self) -> None:
        """One deed by chance."""
        deed = self.chance.choices(list(HABITS), list(HABITS.values()))[0]
        await getattr(self, deed)()

    async def step(self) -> None:
        if self.at < self.origin.horizon:
            await self.act("step", "click", "step", f"step() === {self.at + 1}")
            self.at += 1

    async def end(self) -> None:
        if self.at < self.origin.horizon:
            await self.act("end", "click", "end", f"step() === {self.origin.horizon}")
            self.at = self.origin.horizon

    async def restart(self) -> None:
        if self.at > 0:
            await self.act("restart", "click", "restart", "step() === 0")
            self.at, self.events = 0, []

    async def play(self) -> None:
        if self.at + 2 <= self.origin.horizon:
            await self.act("play", "click", "play", f"step() >= {self.at + 1}")
            pressed = "find('play').getAttribute('aria-pressed')"
            await self.act("pause", "click", "play", f"{pressed} === 'false'")
            self.at = (await self.page.evaluate(STATE))["step"]

    async def look(self) -> None:
        one, other = self.chance.sample(list(self.origin.states), 2)
        name = f"dyad-{one}-{other}"
        await self.act("look", "click", name, f"find('{name}').getAttribute('aria-pressed') === 'true'")

    async def slide(self) -> None:
        one = self.chance.choice(self.sliders)
        now = self.values.get(one.name, one.own)
        stops = round((one.high - one.low) / one.step)
        wanted = one.low + one.step * self.chance.randrange(stops + 1)
        if abs(wanted - now) < one.step / 2:
            return
        await self.page.evaluate("window.before = document.querySelector('[data-testid=download]').href")
        selector = f'[data-testid="slider-{one.name}"] input'
        changed = "find('download').href !== window.before"
        taken = float(await self.act("slide", "slide", selector, changed, f"{wanted:.10g}"))
        self.values.pop(one.name, None)
        if taken != one.own:
            self.values[one.name] = taken

    async def crisis(self) -> None:
        if self.at < self.origin.horizon and not self.events:
            one = self.chance.choice(crises(self.origin))
            shaken = raise_crisis(self.scenario, one, self.at)
            await self.act("crisis", "click", f"crisis-{one.key}", "find('raised').children.length === 1")
            self.events = shaken.to_dict()["events"]

    async def many(self) -> None:
        button = "!find('many').hasAttribute('aria-busy')"
        await self.act("many", "click", "many", f"find('verdict') && find('regimes') && {button}")

    async def check(self) -> None:
        """The page comes to rest at what the model says for this student's own seed and values."""
        run = simulate(self.scenario, seed=self.seed, engine="batch")
        wanted = {
            "step": self.at,
            "seed": str(self.seed),
            "yaml": self.scenario.to_yaml(),
            "postures": named(postures_at(run, self.at)),
        }
        for _ in range(RESTS):
            found = await self.page.evaluate(STATE)
            if found == wanted:
                return
            await asyncio.sleep(REST)
        raise AssertionError(f"{self}\n{told(found, wanted)}")


def told(found: dict[str, Any], wanted: dict[str, Any]) -> str:
    """Where a page differs from what it must show."""
    yaml = unified_diff(found["yaml"].split("\n"), wanted["yaml"].split("\n"), lineterm="")
    parts = [part for part in ("step", "seed", "postures") if found[part] != wanted[part]]
    return "\n".join([*(f"{part}: {found[part]} for {wanted[part]}" for part in parts), *yaml])
