"""Thirty students at once on one server: nobody sees another's history, and everybody is answered in time.

ENTENTE_CLASS_SECONDS sets how long they click (20 unless told; docs/app.md gives the figures of 120).
"""

import asyncio
import os
import statistics
import sys
import time
from typing import Any

import pytest

from tests.app.apart import in_a_thread
from tests.app.browser import Server, server
from tests.app.measure import busy, memory, settled
from tests.app.student import Student
from tests.chromium import OPTIONS, chromium, needs_chromium

pytestmark = [
    *needs_chromium,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc"),
]

STUDENTS = 30
SECONDS = float(os.environ.get("ENTENTE_CLASS_SECONDS", "20"))
THINKING = 2.0
"""Seconds between a student's clicks, on average."""
NAMES = ("essay", "essay", "essay", "toy_triad", "toy_pair")


async def attend(browser: Any, address: str, seed: int, wrong: list[str]) -> tuple[Any, Student]:
    """A student's own browser at the page."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = await context.new_page()
    page.set_default_timeout(120_000)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda told: wrong.append(told.text) if told.type in ("error", "warning") else None)
    student = Student(page=page, name=NAMES[seed % len(NAMES)], seed=seed, patience=120_000)
    await student.arrive(address)
    return context, student


async def click_on(student: Student, until: float) -> None:
    """Click by chance until the bell rings."""
    await asyncio.sleep(student.chance.uniform(0.0, THINKING))
    while time.monotonic() < until:
        await student.once()
        await asyncio.sleep(student.chance.expovariate(1.0 / THINKING))


async def school_hour(served: Server) -> dict[str, Any]:
    """All that happens, and what was measured."""
    from playwright.async_api import async_playwright

    pid = served.process.pid
    wrong: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=list(OPTIONS))
        empty = await settled(pid)
        attending = [await attend(browser, served.address, seed, wrong) for seed in range(STUDENTS)]
        students = [student for _, student in attending]
        full, used = memory(pid), busy(pid)
        for student in students:
            student.times.clear()
        began = time.monotonic()
        await asyncio.gather(*(click_on(student, began + SECONDS) for student in students))
        took = time.monotonic() - began
        used, after = busy(pid) - used, memory(pid)
        for student in students:
            await student.check()
        for context, _ in attending:
            await context.close()
        await browser.close()
    await asyncio.sleep(5)
    return {
        "students": students,
        "wrong": wrong,
        "took": took,
        "used": used,
        "memory": (empty, full, after, memory(pid), memory(pid, "VmHWM")),
    }


def told(found: dict[str, Any]) -> str:
    """The figures as a table."""
    kinds: dict[str, list[float]] = {}
    for student in found["students"]:
        for kind, times in student.times.items():
            kinds.setdefault(kind, []).extend(times)
    kinds = {"all": [ms for times in kinds.values() for ms in times], **kinds}
    clicks = len(kinds["all"])
    rows = [
        f"{kind:10s} {len(times):6d} clicks  median {statistics.median(times):7.0f} ms  "
        f"95 % {sorted(times)[int(0.95 * (len(times) - 1))]:7.0f} ms  longest {max(times):7.0f} ms"
        for kind, times in kinds.items()
    ]
    empty, full, after, closed, most = found["memory"]
    rows.append(
        f"{STUDENTS} students, {found['took']:.0f} s, {clicks} clicks: the server was busy for "
        f"{found['used']:.1f} s, {1000 * found['used'] / clicks:.0f} ms a click"
    )
    rows.append(
        f"memory of the server: {empty:.0f} MB before, {full:.0f} MB with all pages open, {after:.0f} MB "
        f"after the clicks, {closed:.0f} MB after all left, {most:.0f} MB at most"
    )
    return "\n".join(rows)


def test_thirty_students_at_once() -> None:
    with server() as served:
        found = in_a_thread(school_hour(served))
    print(told(found))
    assert found["wrong"] == []
    times = sorted(ms for student in found["students"] for kind in student.times.values() for ms in kind)
    assert len(times) >= STUDENTS * SECONDS / (THINKING * 20), "hardly anybody could click"
    assert statistics.median(times) < 3_000
    empty, full, after, _, _ = found["memory"]
    assert full - empty < 20 * STUDENTS
    assert after - full < 10 * STUDENTS
