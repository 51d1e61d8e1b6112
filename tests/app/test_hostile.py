"""A server in a process of its own, and what those who wish it ill can do to the machine and to the class."""

import asyncio
import random
import socket
import statistics
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.app import limits
from tests.app.apart import in_a_thread
from tests.app.browser import Server, server
from tests.app.measure import settled
from tests.app.wire import Wire

STUDENTS, SECONDS = 30, 8.0
NEEDS_PROC = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")


@pytest.fixture(scope="module")
def page() -> Iterator[Server]:
    sim.simulate("toy_pair")  # compiles the engine once, so that the server does not do it meanwhile
    with server() as started:
        raw(started, get(started, "/"))
        yield started


def raw(page: Server, request: bytes, seconds: float = 120.0) -> tuple[bytes, float]:
    """What comes back to some bytes until the server hangs up, and after how many seconds it did."""
    began = time.perf_counter()
    with socket.create_connection(("127.0.0.1", port(page)), timeout=seconds) as line:
        line.sendall(request)
        heard = b""
        with suppress(ConnectionResetError):
            while some := line.recv(65536):
                heard += some
    return heard, time.perf_counter() - began


def port(page: Server) -> int:
    return int(page.address.rsplit(":", 1)[1])


def get(page: Server, path: str, host: str = "", more: str = "") -> bytes:
    host = host or f"127.0.0.1:{port(page)}"
    return f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n".encode("latin-1")


def test_the_page_and_its_files_are_given_to_their_own_address(page: Server) -> None:
    html = raw(page, get(page, "/"))[0].decode()
    assert html.startswith("HTTP/1.1 200")
    files = {part.split('"')[0] for part in html.split('"/')[1:] if "." in part.split('"')[0]}
    assert len(files) > 5
    for file in files:
        assert raw(page, get(page, f"/{file}"))[0].startswith(b"HTTP/1.1 200"), file
    assert raw(page, get(page, "/", host="evil.example"))[0].startswith(b"HTTP/1.1 403")


@pytest.mark.parametrize(
    "path",
    ["/_solara/cdn//etc/passwd", "/_solara/cdn//etc@1/x", "/_solara/cdn/**@1/x", "/_solara/cdn/%00",
     "/_solara/cdn/" + "a" * 300, "/_solara/cdn/..%2f..%2fx", "/_solara/cdn/left-pad@1.3.0/index.js",
     "/resourcez", "/static/%2e%2e/server.py", "/_solara/cdn/requirejs@2.3.6", "/jupyter/api/kernels/1"],
)  # fmt: skip
def test_nothing_else_is_given_and_at_once(page: Server, path: str) -> None:
    answer, took = raw(page, get(page, path))
    assert answer.startswith(b"HTTP/1.1 404")
    assert answer.endswith(b"\r\n\r\nNot found.")
    assert took < 5.0  # a look elsewhere for a file takes seven


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost:1"])
def test_pages_of_others_get_no_session(page: Server, origin: str) -> None:
    from websockets.exceptions import InvalidStatus

    with pytest.raises(InvalidStatus) as refused:
        in_a_thread(Wire(page.address, headers={"Origin": origin}).__aenter__())
    assert refused.value.response.status_code == 403


def test_a_session_is_its_own_browsers(page: Server) -> None:
    """Neither its address nor the word that its tab is closed takes it from the browser that opened it."""
    from websockets.exceptions import InvalidStatus

    def browser() -> dict[str, str]:
        cookie = urllib.request.urlopen(page.address, timeout=60).headers["set-cookie"].split(";")[0]
        return {"Cookie": cookie}

    async def steals() -> None:
        owner, thief = browser(), browser()
        async with Wire(page.address, headers=owner) as wire:
            with pytest.raises(InvalidStatus):
                await Wire(page.address, kernel=wire.kernel, headers=thief).__aenter__()
            gone = f"{page.address}/_solara/api/close/{wire.kernel}?session_id={wire.tab}"
            asked = urllib.request.Request(gone, data=b"", method="POST", headers=thief)
            await asyncio.to_thread(lambda: urllib.request.urlopen(asked, timeout=60).close())
            await wire.pick("go-explore", "explore")
            await wire.pick("step", "step")
            assert wire.step == 1

    in_a_thread(steals())


def test_no_class_is_made_at_a_browsers_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library would import the module that a message names, and call what it names there."""
    (tmp_path / "wished.py").write_text("open(__file__ + '.came', 'w').close()")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    async def asks(address: str) -> None:
        async with Wire(address) as wire:
            wanted = {"create_widget": ["wished", "dict"], "props": {}, "id": "1"}
            for more in ({}, {"event": "pick", "data": "step"}):
                event = {"method": "custom", "content": {**wanted, **more}}
                await wire.send("comm_msg", {"comm_id": wire.find("go-explore"), "data": event})
            await wire.pick("go-explore", "explore")

    with server() as page:
        in_a_thread(asks(page.address))
    assert [file.name for file in tmp_path.glob("*.came")] == []


def test_a_request_that_never_ends_is_cut(page: Server) -> None:
    heard, took = raw(page, b"GET / HTTP/1.1\r\nHost: ", seconds=limits.REQUEST_SECONDS + 60)
    assert heard == b""
    assert took < limits.REQUEST_SECONDS + 30


def test_a_request_that_is_too_long_is_refused(page: Server) -> None:
    long = get(page, "/", more=f"X: {'x' * 30 * limits.HEADER_BYTES}\r\n")
    assert raw(page, long)[0][:12] in (b"HTTP/1.1 400", b"HTTP/1.1 431", b"")


async def entered(page: Server) -> Wire:
    wire = Wire(page.address)
    await wire.__aenter__()
    await wire.pick("go-explore", "explore")
    return wire


async def student(wire: Wire, seed: int, until: float, times: list[float]) -> None:
    chance = random.Random(seed)
    await asyncio.sleep(chance.uniform(0.0, 2.0))
    while time.monotonic() < until:
        times.append(await wire.pick("step", "step" if wire.step < 100 else "restart"))
        await asyncio.sleep(chance.expovariate(0.5))


async def leaves(page: Server, _: float) -> None:
    """600 clicks in a second, and gone."""
    wire = await entered(page)
    for number in range(600):
        event = {"method": "custom", "content": {"event": "pick", "data": ("end", "restart")[number % 2]}}
        with suppress(Exception):  # it is disconnected on the way
            await wire.send("comm_msg", {"comm_id": wire.find("end"), "data": event})
    wire.socket.transport.abort()


async def keeps_clicking(page: Server, until: float) -> None:
    wire = await entered(page)
    while time.monotonic() < until:
        await wire.pick("end", "end")
        await wire.pick("restart", "restart")


async def babbles(page: Server, until: float) -> None:
    from websockets.exceptions import ConnectionClosed

    while time.monotonic() < until:
        wire = await entered(page)
        with suppress(ConnectionClosed):
            for _ in range(200):
                await wire.socket.send("{" * 1000)
        await asyncio.sleep(0.05)


async def connects(address: str, seconds: float, many: int = 1000) -> Counter[str]:
    """So many at once who stay for some seconds; how they fared."""

    async def one() -> str:
        wire = Wire(address)
        try:
            async with asyncio.timeout(60):
                await wire.__aenter__()
        except Exception as refused:  # noqa: BLE001
            return type(refused).__name__
        await asyncio.sleep(seconds)
        wire.socket.transport.abort()
        return "in"

    return Counter(await asyncio.gather(*(one() for _ in range(many))))


def crowd(address: str, seconds: float) -> Counter[str]:
    return asyncio.run(connects(address, seconds))


async def crowds(page: Server, until: float) -> None:
    """1,000 connections at once, of a process of their own, so that the students' own clock goes on."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        loop, seconds = asyncio.get_running_loop(), until - time.monotonic()
        fared = await loop.run_in_executor(pool, crowd, page.address, seconds)
    assert 0 < fared["in"] <= limits.SESSIONS - STUDENTS


Hostile = Callable[[Server, float], Awaitable[Any]]


async def lesson(page: Server, hostile: Hostile | None, wires: list[Wire]) -> list[float]:
    """Seconds that thirty students waited for each answer, beside somebody hostile."""
    until, times = time.monotonic() + SECONDS, list[float]()
    beside = [hostile(page, until)] if hostile else []
    await asyncio.gather(*(student(wire, n, until, times) for n, wire in enumerate(wires)), *beside)
    return times


@pytest.mark.slow
@NEEDS_PROC
def test_thirty_students_are_answered_beside_one_who_is_hostile() -> None:
    """In under a second where nothing else runs, or else in thrice the time that it takes alone."""

    async def lessons() -> None:
        with server() as page:
            await settled(page.process.pid)
            wires = [await entered(page) for _ in range(STUDENTS)]
            alone = await lesson(page, None, wires)
            for hostile in (leaves, keeps_clicking, babbles, crowds):
                times = await lesson(page, hostile, wires)
                print(
                    f"{hostile.__name__}: {len(times)} answers in {statistics.median(times):.3f} s (median), "
                    f"{max(times):.3f} s at most; alone {statistics.median(alone):.3f} s, {max(alone):.3f} s"
                )
                assert len(times) > STUDENTS
                assert sorted(times)[int(0.95 * len(times))] < max(1.0, 3 * max(alone))

    in_a_thread(lessons())


@pytest.mark.slow
@NEEDS_PROC
def test_a_second_wave_adds_no_memory() -> None:
    async def waves() -> None:
        with server() as page:
            pid = page.process.pid
            await settled(pid)
            held: dict[str, list[float]] = {"500 page loads": [], "1,000 connections": []}
            for _ in range(2):
                for _ in range(10):
                    await connects(page.address, 0.0, many=50)
                held["500 page loads"].append(await settled(pid))
            for _ in range(2):
                await connects(page.address, 2.0)
                held["1,000 connections"].append(await settled(pid))
            print(held)
            for first, second in held.values():
                assert second < 1.05 * first
            wire = await entered(page)  # there is room again
            await wire.__aexit__(None, None, None)

    in_a_thread(waves())
