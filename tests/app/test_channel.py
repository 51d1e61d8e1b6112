"""What of a browser's messages reaches the server, how many wait, and how many sessions there are."""

import asyncio
import json
from types import SimpleNamespace
from typing import Any

import pytest

from sim.app import channel, limits
from sim.app.channel import Channel, Line, meant, parsed, take

KERNEL = "c1bb292f-1ba1-4caf-9b0b-d1e4ebd009b6"


def message(
    kind: str = "comm_msg", comm: str = "panel", target: str = "solara.control", **data: Any
) -> dict[str, Any]:
    """A message as a page sends it."""
    content = {"comm_id": comm, "target_name": target, "data": data}
    header = {"msg_id": "1", "msg_type": kind}
    return {"header": header, "content": content, "channel": "shell", "buffers": [], "metadata": {}}


def click(**more: Any) -> dict[str, Any]:
    return message(method="custom", content={"event": "pick", "data": "step", **more})


def context(**more: Any) -> SimpleNamespace:
    """A session with a panel, a slider of the library's own and a control line."""
    widgets = {
        "panel": SimpleNamespace(vue_pick=None),
        "slider": SimpleNamespace(_event_handlers_map={"input": None}),
    }
    manager = SimpleNamespace(comms={**widgets, "control": None})
    kernel = SimpleNamespace(comm_manager=manager)
    return SimpleNamespace(
        **{"kernel": kernel, "widgets": widgets, "container": None, "session_id": "s", **more}
    )


RUN = message(comm="control", method="run", args={"path": "/", "appName": None})


@pytest.mark.parametrize(
    "said",
    [click(), message(comm="slider", method="custom", content={"event": "input", "data": 1}),
     message(comm="slider", method="update", state={"v_model": 2}, buffer_paths=[]), RUN,
     message(method="request_state"), message(comm="control", method="app-status"),
     message("kernel_info_request"), message("comm_info_request"), message("comm_open", "new")],
)  # fmt: skip
def test_words_of_the_page_are_heard(said: dict[str, Any]) -> None:
    assert parsed(json.dumps(said)) == said
    assert meant(said, context())


@pytest.mark.parametrize(
    "said",
    [click(create_widget=["IPython", "start_ipython"], props={}, id="1"), click(update_ref={"x": "y"}),
     message(method="custom", content={"create_widget": ["subprocess", "Popen"], "props": {}, "id": "1"}),
     message(method="custom", content={"event": "_handle_event", "data": {}}),
     message(method="custom", content={"event": "gone", "data": 1}), message(method="custom", content=[]),
     message(method="custom"), message(method="update", state={"template": "x"}), message(comm="../x"),
     message(method="update", state={"v_model": 1, "_x": 1}), message(method="update"),
     message(method="update", state={"v_model": None}, buffer_paths=[["v_model"]]),
     message(comm="gone", method="custom", content={"event": "pick", "data": 1}),
     message(comm="control", method="reload"), message(comm="control", method="evict"),
     message(comm="control", method="run", args={"path": "/x"}), message("shutdown_request"),
     message(comm="control", method="run", args=[]), message("execute_request"), message("comm_close"),
     message(comm="control", method="run", args={"path": "/", "appName": "x"}),
     message("comm_open", "control"), message("comm_open", "new", target="jupyter.widget")],
)  # fmt: skip
def test_other_words_are_dropped(said: dict[str, Any]) -> None:
    """Among them the names of Python classes to make and of methods to call, which the library follows."""
    assert parsed(json.dumps(said)) == said
    assert not meant(said, context())


def test_a_page_is_started_once() -> None:
    assert not meant(RUN, context(container="a page"))
    assert not meant(click(), None)


@pytest.mark.parametrize(
    "text",
    ["", "x", "null", "[]", "{}", "[" * 100_000, "1" * 10_000, b"{}", None, '{"header": {}}',
     json.dumps({**click(), "channel": "iopub"}), json.dumps({**click(), "buffers": ["x"]}),
     json.dumps({**click(), "header": {"msg_id": "1\n", "msg_type": "comm_msg"}}),
     json.dumps({**click(), "content": "x"})],
)  # fmt: skip
def test_what_is_no_message_ends_the_line(text: Any) -> None:
    line = Line(KERNEL)
    take(line, {"type": "websocket.receive", "text": text})
    assert line.closed == channel.POLICY_VIOLATED


def test_a_line_holds_so_many_messages_and_no_more() -> None:
    line = Line(KERNEL)
    for number in range(limits.WAITING + 1):
        assert (line.closed is None, len(line.waiting)) == (True, number)
        take(line, {"type": "websocket.receive", "text": json.dumps(click())})
    assert (line.closed, len(line.waiting)) == (channel.POLICY_VIOLATED, 0)


def test_a_line_holds_so_many_bytes_and_no_more() -> None:
    line, large = Line(KERNEL), json.dumps(click(data="x" * (limits.MESSAGE_BYTES - 500)))
    for _ in range(3):
        take(line, {"type": "websocket.receive", "text": large})
    assert line.closed == channel.POLICY_VIOLATED


class Browser:
    """A websocket of a page: what it says, and what it hears."""

    def __init__(self, *said: Any) -> None:
        self.said: asyncio.Queue[Any] = asyncio.Queue()
        self.heard: list[str] = []
        self.say("connect")
        for text in said:
            self.say("receive", text=text)

    def say(self, kind: str, **more: Any) -> None:
        self.said.put_nowait({"type": f"websocket.{kind}", **more})

    async def send(self, event: dict[str, Any]) -> None:
        self.heard.append(f"{event['type'].removeprefix('websocket.')} {event.get('code', '')}".strip())

    def join(self, all_of_them: Channel, kernel: str = KERNEL, session: str = "s") -> asyncio.Task[None]:
        return asyncio.create_task(
            all_of_them({"type": "websocket"}, self.said.get, self.send, kernel, session)
        )


@pytest.fixture
def contexts(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Solara's sessions."""
    found: dict[str, Any] = {}
    monkeypatch.setattr(channel, "_contexts", lambda: found)
    return found


class Solara:
    """Answers messages one by one, each when it is let."""

    def __init__(self, contexts: dict[str, Any]) -> None:
        self.contexts, self.answered, self.let = contexts, 0, asyncio.Semaphore(0)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        assert (await receive())["type"] == "websocket.connect"
        self.contexts[KERNEL] = context()
        await send({"type": "websocket.accept"})
        while (await receive())["type"] == "websocket.receive":
            self.answered += 1
            await self.let.acquire()
            await send({"type": "websocket.send", "text": "answer"})


def test_work_of_a_session_that_is_gone_is_dropped(contexts: dict[str, Any]) -> None:
    async def leaves() -> tuple[int, int]:
        solara = Solara(contexts)
        sessions, browser = Channel(solara), Browser(*[json.dumps(click())] * 40)
        task = browser.join(sessions)
        while solara.answered < 1:
            await asyncio.sleep(0)
        browser.say("disconnect", code=1001)
        await asyncio.sleep(0.01)
        for _ in range(40):
            solara.let.release()
        await task
        return solara.answered, len(sessions.lines)

    assert asyncio.run(leaves()) == (1, 0)


def test_a_session_that_sends_too_much_is_disconnected_and_may_come_back(contexts: dict[str, Any]) -> None:
    async def floods() -> list[str]:
        solara = Solara(contexts)
        browser = Browser(*[json.dumps(click())] * 600)
        flood = browser.join(Channel(solara))
        while not browser.heard or "close" not in browser.heard[-1]:
            await asyncio.sleep(0)
        for _ in range(3):
            solara.let.release()
        await flood
        again = Browser(json.dumps(click()))
        task = again.join(Channel(solara))
        while len(again.heard) < 2:
            await asyncio.sleep(0)
        again.say("disconnect")
        await task
        assert again.heard[:2] == ["accept", "send"]
        return browser.heard

    assert asyncio.run(floods())[-1] == f"close {channel.POLICY_VIOLATED}"


def test_a_connection_that_says_nothing_is_closed(
    contexts: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "FIRST_SECONDS", 0.01)

    async def silent() -> list[str]:
        browser = Browser()
        await browser.join(Channel(Solara(contexts)))
        return browser.heard

    assert asyncio.run(silent()) == ["accept", f"close {channel.POLICY_VIOLATED}"]


def test_a_session_belongs_to_the_browser_that_opened_it(contexts: dict[str, Any]) -> None:
    contexts[KERNEL] = context(
        session_id="another", page_status={"tab": "connected"}, page_close=contexts.clear
    )

    async def steals() -> list[str]:
        sessions, browser = Channel(Solara(contexts)), Browser(json.dumps(click()))
        await browser.join(sessions)
        sessions.close_tab(KERNEL, "tab", "s")
        sessions.close_tab(KERNEL, "no such tab", "another")
        return browser.heard

    assert asyncio.run(steals()) == [f"close {channel.POLICY_VIOLATED}"]
    assert KERNEL in contexts


def test_a_full_page_gives_the_place_of_a_session_that_is_gone(
    contexts: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SESSIONS", 2)
    closed: list[str] = []
    for name in ("first", "second"):
        contexts[name] = context(id=name, close=lambda name=name: closed.append(name))

    async def joins() -> list[str]:
        solara = Solara(contexts)
        sessions, browser = Channel(solara), Browser(json.dumps(click()))
        assert sessions.has_room()
        task = browser.join(sessions)
        while not solara.answered:
            await asyncio.sleep(0.001)
        assert closed == ["first"]
        held = [Line(f"held {number}") for number in range(2)]
        sessions.lines.update(held)
        contexts.pop("second")
        assert not sessions.has_room()
        late = Browser(json.dumps(click()))
        await late.join(sessions, kernel="late")
        held[0].said -= 2 * limits.IDLE_SECONDS
        assert sessions.has_room()
        solara.let.release()
        browser.say("disconnect")
        await task
        return late.heard

    assert asyncio.run(joins()) == [f"close {channel.POLICY_VIOLATED}"]


def test_a_session_rests_as_long_as_it_works(contexts: dict[str, Any]) -> None:
    async def works() -> float:
        solara = Solara(contexts)
        browser = Browser(*[json.dumps(click())] * 2)
        task = browser.join(Channel(solara))
        while solara.answered < 1:
            await asyncio.sleep(0)
        await asyncio.sleep(0.2)
        solara.let.release()
        ended = asyncio.get_running_loop().time()
        while solara.answered < 2:
            await asyncio.sleep(0.001)
        rested = asyncio.get_running_loop().time() - ended
        solara.let.release()
        browser.say("disconnect")
        await task
        return rested

    assert asyncio.run(works()) == pytest.approx(0.2, abs=0.15)
