"""Connections: how many, and how long each may take.

The library's own limits begin once a request has arrived, and idle connections keep their places.
"""

import asyncio
from typing import Any, ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol

from sim.app.limits import ANSWER_SECONDS, CONNECTIONS, REQUEST_SECONDS

BUSY = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain\r\nX-Content-Type-Options: nosniff\r\n"
    b"Connection: close\r\n\r\nThe page is busy. Try again in a few moments.\r\n"
)

IDLE = 1.0
"""Seconds that a request may be under way before its connection may have to give way."""


class Connection(H11Protocol):
    """A connection that is cut where it takes too long, or where it is idle and a new one needs its place."""

    open: ClassVar[dict["Connection", None]] = {}
    """All of them that are no websockets, the oldest first."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a place, if need be that of the longest idle one."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}
        self._timer: asyncio.TimerHandle | None = None
        self._since = self.loop.time()
        self._refused = False
        if len(self.open) >= CONNECTIONS:
            idle = next((one for one in self.open if one.idle), None)
            if idle is not None:
                idle.leave()
                idle.transport.abort()
            elif len(self.open) < 2 * CONNECTIONS:
                self._refused = True  # answered when its request is here: it would not listen before
            else:
                transport.abort()
                return
        self.open[self] = None
        self._limit(REQUEST_SECONDS)

    @property
    def idle(self) -> bool:
        """Whether no request is being answered or about to arrive."""
        if self.cycle is None:
            return self.loop.time() - self._since > IDLE
        return bool(self.cycle.response_complete)

    def data_received(self, data: bytes) -> None:
        """What has arrived may begin an answer."""
        if self._refused:
            self.transport.write(BUSY)
            self.transport.close()
            return
        before = self.cycle
        super().data_received(data)
        if self in self.open and self.cycle is not before and not self.idle:
            self._limit(ANSWER_SECONDS)

    def on_response_complete(self) -> None:
        """The next request has its own time."""
        super().on_response_complete()
        if self in self.open:
            self._limit(REQUEST_SECONDS)

    def handle_websocket_upgrade(self, event: Any) -> None:
        """A websocket has limits of its own."""
        self.leave()
        super().handle_websocket_upgrade(event)

    def connection_lost(self, exc: Exception | None) -> None:
        """Give the place back."""
        self.leave()
        super().connection_lost(exc)

    def leave(self) -> None:
        """Give the place back."""
        self.open.pop(self, None)
        if self._timer is not None:
            self._timer.cancel()

    def _limit(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self.loop.call_later(seconds, self.transport.abort)
