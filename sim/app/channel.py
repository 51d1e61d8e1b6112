"""The sessions of the page: how many there are, and what of a browser's messages reaches the server.

A browser speaks to its session over a websocket, in Jupyter's protocol for widgets. The libraries below take
more from it than the page ever sends, up to the name of a Python class to make and its arguments; what is no
word of the page is dropped here.
"""

import asyncio
import json
import logging
import re
import time
from collections import deque
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import Any

from sim.app import limits
from sim.app.guard import ANONYMOUS, FULL, PAGES, App, Scope, answer

log = logging.getLogger("uvicorn.error")

POLICY_VIOLATED, TRY_LATER = 1008, 1013
"""Codes with which a websocket is closed."""
IDENTIFIER = re.compile(r"[\w-]{1,64}\Z", re.ASCII)
EVENT = re.compile(r"[a-z][a-z_]{0,40}(?:[:.-][a-z_]{1,40}){0,3}\Z")
STATE = {"v_model", "value", "clicks", "location", "hash", "theme_dark", "dark_effective", "show_menu"}
"""What a browser may set of a widget: values that a reader chooses, and where the reader is."""
CONTROL, REQUESTS = "solara.control", "jupyter.widget.control"
OPENED = 200
"""Control lines that one session may open: a page opens one for each connection."""


@dataclass(eq=False)
class Line:
    """One websocket: what has come over it and waits for its turn."""

    kernel: str
    said: float = field(default_factory=time.monotonic)
    """When it last asked for something."""
    waiting: deque[tuple[str, dict[str, Any]]] = field(default_factory=deque)
    """Messages, as they came and as they are read."""
    size: int = 0
    """Characters of what waits."""
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    closed: int | None = None
    """The code with which it was closed."""

    def put(self, text: str, message: dict[str, Any]) -> bool:
        """Let a message wait; False where too much waits already."""
        self.said = time.monotonic()
        self.size += len(text)
        if len(self.waiting) >= limits.WAITING or self.size > limits.WAITING_BYTES:
            return False
        self.waiting.append((text, message))
        self.arrived.set()
        return True

    def end(self, code: int) -> None:
        """What waits is dropped."""
        self.waiting.clear()
        if self.closed is None:
            self.closed = code
        self.arrived.set()

    async def get(self) -> tuple[str, dict[str, Any]] | None:
        """The next message, once there is one; None where the line is closed."""
        while self.closed is None and not self.waiting:
            self.arrived.clear()
            await self.arrived.wait()
        if self.closed is not None:
            return None
        text, message = self.waiting.popleft()
        self.size -= len(text)
        return text, message


@dataclass
class Channel:
    """All sessions. `solara` is Solara's application."""

    solara: App
    lines: set[Line] = field(default_factory=set)
    starting: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(limits.STARTING))
    """Places of pages that are being started: each costs as much as some clicks."""

    def has_room(self) -> bool:
        """Whether one more session can be opened."""
        return self._taken() < limits.SESSIONS or self._leaving() is not None

    def close_tab(self, kernel: str, tab: str, session: str | None) -> None:
        """Forget the session of a tab that is closed, if it is this browser's."""
        context = _contexts().get(kernel)
        if context is None or tab not in context.page_status:
            return
        if context.session_id == session or context.session_id.startswith(ANONYMOUS):
            context.page_close(tab)

    async def __call__(self, scope: Scope, receive: Any, send: Any, kernel: str, session: str) -> None:
        """Connect a page to its session, which is new or has lost its connection."""
        context = _contexts().get(kernel)
        if context is not None and context.session_id != session:
            await answer(scope, send, 403, "This session is another browser's.")
            return
        new = context is None or any(line.kernel == kernel for line in self.lines)
        if new and not await self._make_room():
            await answer(scope, send, 503, FULL)
            return
        line = Line(kernel)
        self.lines.add(line)
        try:
            await self._connect(line, scope, receive, send)
        finally:
            self.lines.discard(line)

    async def _connect(self, line: Line, scope: Scope, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        try:
            async with asyncio.timeout(limits.FIRST_SECONDS):
                take(line, await receive())
        except TimeoutError:
            line.end(POLICY_VIOLATED)
        serving = asyncio.create_task(self._serve(line, scope, send))
        while line.closed is None:
            incoming = asyncio.ensure_future(receive())
            await asyncio.wait({incoming, serving}, return_when=asyncio.FIRST_COMPLETED)
            if not incoming.done():
                incoming.cancel()
                break
            take(line, incoming.result())
        line.end(TRY_LATER)
        with suppress(OSError, RuntimeError):  # it may be gone already
            await send({"type": "websocket.close", "code": line.closed})
        await serving

    async def _serve(self, line: Line, scope: Scope, send: Any) -> None:
        """Solara's side of the line."""
        began: float | None = None  # when the last message was handed on
        starts = ExitStack()  # holds the place of a page that is being started

        async def hear() -> dict[str, Any]:
            nonlocal began
            if began is None:
                began = time.monotonic()
                return {"type": "websocket.connect"}
            starts.close()
            rested = time.monotonic() + min(time.monotonic() - began, limits.REST_SECONDS)
            while (waited := await line.get()) is not None:
                text, message = waited
                if not meant(message, _contexts().get(line.kernel)):
                    continue
                await asyncio.sleep(rested - time.monotonic())
                if _method(message) == "run":
                    await start()
                if line.closed is None:
                    began = time.monotonic()
                    return {"type": "websocket.receive", "text": text}
            return {"type": "websocket.disconnect", "code": line.closed}

        async def say(message: dict[str, Any]) -> None:
            if message["type"] == "websocket.accept":
                return
            if line.closed is not None:
                raise OSError("the page is gone")
            try:
                async with asyncio.timeout(limits.SEND_SECONDS):
                    await send(message)
            except TimeoutError:
                line.end(TRY_LATER)
                scope["state"]["transport"].abort()
                raise OSError("the page takes no answers") from None

        async def start() -> None:
            await self.starting.acquire()
            starts.callback(self.starting.release)
            asyncio.get_running_loop().call_later(limits.START_SECONDS, starts.close)

        await start()
        try:
            if line.closed is None:
                await self.solara(scope, hear, say)
        except Exception as error:  # noqa: BLE001  # one line, and the others go on
            log.warning("entente: a page was disconnected: %.200r", error)
        finally:
            starts.close()

    def _taken(self) -> int:
        """Places taken: connections, and sessions that have lost theirs and may come back."""
        return len(self.lines) + len(self._lost())

    def _lost(self) -> list[Any]:
        """Sessions without a connection, the first to be forgotten first."""
        held = {line.kernel for line in self.lines}
        return [context for key, context in list(_contexts().items()) if key not in held]

    def _leaving(self) -> Any:
        """The session that gives way to a new one: one that is gone, or the longest idle, if there is one."""
        lost = self._lost()
        if lost:
            return lost[0]
        idle = min(self.lines, key=lambda line: line.said)
        return idle if time.monotonic() - idle.said > limits.IDLE_SECONDS else None

    async def _make_room(self) -> bool:
        while self._taken() >= limits.SESSIONS:
            leaving = self._leaving()
            if leaving is None:
                return False
            if isinstance(leaving, Line):
                leaving.end(TRY_LATER)
                self.lines.discard(leaving)
            else:
                _contexts().pop(leaving.id, None)
                await asyncio.to_thread(leaving.close)
        return True


def take(line: Line, event: dict[str, Any]) -> None:
    """Let what has come wait for its turn; too much, or what is no message, ends the line."""
    if event["type"] == "websocket.disconnect":
        line.end(int(event.get("code") or 1005))
        return
    text = event.get("text")
    message = parsed(text)
    if message is None or not line.put(str(text), message):
        line.end(POLICY_VIOLATED)


def parsed(text: object) -> dict[str, Any] | None:
    """A message of Jupyter's protocol; None for what is none."""
    try:
        message = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return None
    shape = {"header": dict, "content": dict, "channel": str, "buffers": list, "metadata": dict}
    if not isinstance(message, dict) or not all(isinstance(message.get(k), t) for k, t in shape.items()):
        return None
    header = message["header"]
    named = all(_is(IDENTIFIER, header.get(part)) for part in ("msg_id", "msg_type"))
    return message if named and message["channel"] == "shell" and not message["buffers"] else None


def meant(message: dict[str, Any], context: Any) -> bool:
    """Whether a message is a word of the page, said of a part of the page that is there."""
    kind, content = message["header"]["msg_type"], message["content"]
    if context is None or context.kernel is None:
        return False
    comms = context.kernel.comm_manager.comms
    comm, data = content.get("comm_id"), content.get("data")
    if kind in ("kernel_info_request", "comm_info_request"):
        return True
    if not _is(IDENTIFIER, comm) or not isinstance(data, dict):
        return False
    if kind == "comm_open":
        return (
            content.get("target_name") in (CONTROL, REQUESTS)
            and comm not in comms
            and len(comms) - len(context.widgets) < OPENED
        )
    if kind != "comm_msg" or comm not in comms:
        return False
    widget = context.widgets.get(comm)
    return _asks(data, context) if widget is None else _touches(data, widget)


def _method(message: dict[str, Any]) -> object:
    data = message["content"].get("data")
    return data.get("method") if isinstance(data, dict) else None


def _asks(data: dict[str, Any], context: Any) -> bool:
    """What is asked of Solara itself: to start a page, once, and how it is."""
    method, args = data.get("method"), data.get("args")
    if method == "run":
        known = isinstance(args, dict) and args.get("path") in PAGES and not args.get("appName")
        return known and context.container is None
    return method in ("app-status", "request_states")


def _touches(data: dict[str, Any], widget: Any) -> bool:
    """What a reader does to a part of the page: an event that it knows, or a value that a reader chooses."""
    method, content, state = data.get("method"), data.get("content"), data.get("state")
    if method == "custom":
        if not isinstance(content, dict) or not content.keys() <= {"event", "data"}:
            return False
        event = content.get("event")
        return _is(EVENT, event) and (
            hasattr(widget, f"vue_{event}") or event in getattr(widget, "_event_handlers_map", ())
        )
    if method == "update":
        return isinstance(state, dict) and state.keys() <= STATE and not data.get("buffer_paths")
    return method == "request_state"


def _is(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.match(value) is not None


def _contexts() -> dict[str, Any]:
    from solara.server import kernel_context

    found: dict[str, Any] = kernel_context.contexts
    return found
