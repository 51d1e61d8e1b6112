"""A page without a browser: the messages that one exchanges with the server, over the same websocket.

What the server alone takes for a click is measured so: thirty browsers on the machine of the server would
measure themselves.
"""

import json
import re
import time
import urllib.request
import uuid
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

STEP = re.compile(r'data-testid="now" data-step="(\d+)"')


@dataclass
class Wire:
    """One reader's connection. `async with` opens the page and closes it as a tab that is closed does."""

    address: str
    kernel: str = field(default_factory=lambda: str(uuid.uuid4()))
    tab: str = field(default_factory=lambda: str(uuid.uuid4()))
    headers: dict[str, str] = field(default_factory=dict)
    """What it says of itself beside the address."""
    widgets: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What the page was told of each part of it, by the part's number at the server."""

    async def __aenter__(self) -> Self:
        from websockets.asyncio.client import connect

        where = f"{self.address.replace('http', 'ws')}/jupyter/api/kernels/{self.kernel}/channels"
        self.socket: Any = await connect(
            f"{where}?session_id={self.tab}", max_size=None, open_timeout=60, additional_headers=self.headers
        )
        control = str(uuid.uuid4())
        await self.send("comm_open", {"comm_id": control, "target_name": "solara.control", "data": {}})
        start = {"path": "/", "dark": False, "themes": {"light": {}, "dark": {}}, "appName": None}
        await self.send("comm_msg", {"comm_id": control, "data": {"method": "run", "args": start}})
        await self._listen(lambda: self.find("go-explore") is not None and self.find("play") is not None)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        gone = f"{self.address}/_solara/api/close/{self.kernel}?session_id={self.tab}"
        await self.socket.close()
        urllib.request.urlopen(urllib.request.Request(gone, data=b"", method="POST"), timeout=60).close()

    @property
    def html(self) -> dict[str, str]:
        """Markup of each panel, by its number."""
        return {number: held["html"] for number, held in self.widgets.items() if "html" in held}

    def find(self, testid: str) -> str | None:
        """The number of the panel that holds an element."""
        mark = f'data-testid="{testid}"'
        return next((number for number, html in self.html.items() if mark in html), None)

    @property
    def step(self) -> int:
        """The step shown."""
        found = next((found for html in self.html.values() if (found := STEP.search(html))), None)
        return -1 if found is None else int(found[1])

    async def pick(self, testid: str, command: str) -> float:
        """A click on what stands in the panel of `testid`; the seconds until the answer is complete."""
        began = time.perf_counter()
        await self.tell(self.find(testid), "pick", command)
        return time.perf_counter() - began

    async def tell(self, number: str | None, event: str, data: Any) -> None:
        """An event of a part of the page; returns when the answer is complete."""
        told = {"method": "custom", "content": {"event": event, "data": data}}
        sent = await self.send("comm_msg", {"comm_id": number, "data": told})
        await self._listen(lambda: False, until=sent)

    async def send(self, kind: str, content: dict[str, Any]) -> str:
        """A message to the server; its number."""
        number = str(uuid.uuid4())
        header = {"msg_id": number, "msg_type": kind, "session": self.tab, "username": "", "version": "5.2"}
        message = {"buffers": [], "channel": "shell", "content": content, "header": header}
        await self.socket.send(json.dumps(message | {"metadata": {}, "parent_header": {}}))
        return number

    async def _listen(self, enough: Any, until: str | None = None) -> None:
        """Take in what comes, until it is enough, or until the server says that a message is dealt with."""
        async for raw in self.socket:
            if not isinstance(raw, str):
                continue
            got = json.loads(raw)
            kind, content = got["header"]["msg_type"], got["content"]
            if kind in ("comm_open", "comm_msg"):
                self.widgets.setdefault(content["comm_id"], {}).update(content["data"].get("state", {}))
            idle = kind == "status" and content["execution_state"] == "idle"
            if enough() or (idle and got["parent_header"].get("msg_id") == until):
                return
        raise AssertionError("the server closed the connection")
