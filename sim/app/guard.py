"""Who may ask the page's server for what: the gate before Solara's own server.

Solara's server is made for one person's notebook: it takes requests of any origin, proxies a content network
and believes what a browser says of itself. Here every request is refused that is not for a page, a file of a
page or a session of one, under a name by which it is served, and from a page that this server has sent.
"""

import asyncio
import gzip
import ipaddress
import re
import secrets
import socket
import uuid
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sim.app.limits import SESSIONS
from sim.app.offline import assets, folders, unversioned
from sim.errors import InputError, how_to_install

type Scope = MutableMapping[str, Any]
type App = Callable[[Scope, Any, Any], Awaitable[None]]
type Headers = list[tuple[bytes, bytes]]

PAGES = ("/", "/mesa")
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
CHANNEL = re.compile(rf"/jupyter/api/kernels/({UUID})/channels\Z")
CLOSE = re.compile(rf"/_solara/api/close/({UUID})\Z")
TAB = re.compile(rf"session_id=({UUID})\Z")
QUERY = re.compile(rb"[\w.=&%-]{0,200}\Z")
AUTHORITY = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[a-z0-9_](?:[a-z0-9_.-]{0,252}))(?::(\d{1,5}))?\Z")
ORIGIN = re.compile(r"(https?)://(.+)\Z")
KEPT = (b"accept-encoding", b"if-none-match", b"if-modified-since")
"""What Solara is told of a request's headers: it believes what others say of the page's address."""
COOKIE = "solara-session-id"
ANONYMOUS = "anonymous:"
"""How the session of a browser without cookies begins."""
OURS = re.compile(rf"(?:^|;)\s*{COOKIE}=({UUID})\s*(?:;|$)")
FULL = f"All {SESSIONS} places of this page are taken. Close other tabs of it, or try again in a few minutes."
ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with `no-referrer` the page itself would report no origin
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
POLICY = (
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; "
    # Vue compiles the page's templates in the browser ('unsafe-eval') and loads their scripts from blobs; a
    # script written in the page itself needs the number of this very answer
    "script-src 'self' blob: 'unsafe-eval' 'nonce-{nonce}'; "
    # Vuetify and the drawings write styles ('unsafe-inline'); they can fetch nothing from elsewhere
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' blob: ws://{host} wss://{host}"
)
SCRIPT, NONCE = re.compile(r"<script(?=[\s>])"), "nonce-of-this-answer"


@dataclass(frozen=True, kw_only=True)
class Hosts:
    """The names under which the page is served."""

    port: int
    names: frozenset[str]
    """At `port`; the address at which a connection arrives is served too."""
    allowed: frozenset[str] = frozenset()
    """More names, each at every port, or `name:port`."""

    def serve(self, host: str, address: str) -> bool:
        """Whether a request for `host` that arrived at `address` is for this page.

        A name that is not ours may be a stranger's, made to point at this machine (DNS rebinding).
        """
        found = AUTHORITY.match(host)
        if found is None:
            return False
        name, port = found[1], int(found[2] or 80)
        return self.allow(host) or (port == self.port and (name in self.names or _same(name, address)))

    def allow(self, host: str) -> bool:
        """Whether the user has allowed this host."""
        return bool({host, host.rsplit(":", 1)[0] if AUTHORITY.match(host) else ""} & self.allowed)

    def sent(self, origin: str, host: str) -> bool:
        """Whether a page of `origin`, asking for `host`, was sent by this server.

        Behind a proxy that speaks for us the two may differ; then the user allows the origin's name.
        """
        found = ORIGIN.match(origin)
        return found is not None and (
            (found[1] == "http" and _full(found[2]) == _full(host)) or self.allow(found[2])
        )


def hosts(host: str, port: int, allowed: Iterable[str] = ()) -> Hosts:
    """The names under which a server bound to `host` and `port` is served.

    `allowed` are further ones, `name` or `name:port`; raises InputError for one that is no name.
    """
    further = frozenset(one.lower() for one in allowed)
    for one in further:
        if AUTHORITY.match(one) is None:
            raise InputError(
                f"--allow-host must be a name or an address, with or without a port, got {one!r}; "
                "give what the browser's address bar shows, such as class.example.org or 192.168.1.5:8765"
            )
    own = {"localhost", "127.0.0.1", "[::1]"}
    if not loopback(host):
        machine = socket.gethostname().lower()
        own |= {host.lower(), machine, machine.split(".")[0], f"{machine.split('.')[0]}.local"}
    return Hosts(port=port, names=frozenset(own), allowed=further)


def loopback(host: str) -> bool:
    """Whether a server bound to a host is reached from this machine alone."""
    return host in ("localhost", "::1") or host.startswith("127.")


def _full(host: str) -> str:
    return host if re.search(r":\d+\Z", host) else f"{host}:80"


def _same(name: str, address: str) -> bool:
    """Whether a host is the address at which a connection arrived."""
    try:
        here = ipaddress.ip_address(address.split("%")[0])
        return ipaddress.ip_address(name.strip("[]")) in (here, getattr(here, "ipv4_mapped", None))
    except ValueError:
        return False


@dataclass(frozen=True, kw_only=True)
class Guard:
    """The ASGI application that is served. `solara` is Solara's, `channel` answers the sessions."""

    solara: App
    channel: Any
    hosts: Hosts
    files: dict[str, str]

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] == "lifespan":
            await self.solara(scope, receive, send)
            return
        asked: dict[bytes, list[bytes]] = {}
        for name, value in scope["headers"]:
            asked.setdefault(name, []).append(value)
        refused = self.refuse(scope, asked)
        if refused is not None:
            await answer(scope, send, *refused)
        elif scope["type"] == "websocket":
            await self.join(scope, asked, receive, send)
        elif scope["method"] == "POST":
            await self.leave(scope, asked, send)
        elif scope["path"] in PAGES:
            await self.show(scope, asked, send)
        else:
            await self.give(scope, asked, receive, send)

    def refuse(self, scope: Scope, asked: dict[bytes, list[bytes]]) -> tuple[int, str] | None:
        """Status and sentence for a request that is not for this page or not from it."""
        named = [value.decode("latin-1").lower() for value in asked.get(b"host", [])]
        address = str((scope.get("server") or ("",))[0])
        if len(named) != 1 or not self.hosts.serve(named[0], address):
            known = AUTHORITY.match(named[0]) if named else None
            name = known[0] if known else "NAME"
            return 403, (
                f"The page is not served under this address. If it should be: entente app --allow-host {name}"
            )
        origins = [value.decode("latin-1").lower() for value in asked.get(b"origin", [])]
        if any(not self.hosts.sent(origin, named[0]) for origin in origins):
            return 403, "Only pages of this server may ask it."
        if QUERY.match(scope["query_string"]) is None:
            return 404, "Not found."
        allowed = {"POST"} if CLOSE.match(scope["path"]) else {"GET", "HEAD"}
        if scope["type"] == "http" and scope["method"] not in allowed:
            return 405, "Not allowed."
        return None

    async def show(self, scope: Scope, asked: dict[bytes, list[bytes]], send: Any) -> None:
        """A page, or the sentence that there is no room for another."""
        if not self.channel.has_room():
            await answer(scope, send, 503, FULL, [(b"retry-after", b"60")])
            return
        nonce = secrets.token_urlsafe(16)
        page = rendered(scope["path"]).replace(NONCE, nonce).encode()
        host = asked[b"host"][0].decode("latin-1").lower()
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"cache-control", b"no-store"),
            (b"content-security-policy", POLICY.format(nonce=nonce, host=host).encode()),
            (b"cross-origin-opener-policy", b"same-origin"),
        ]
        if session_of(asked) is None:
            headers.append(
                (b"set-cookie", f"{COOKIE}={uuid.uuid4()}; Path=/; HttpOnly; SameSite=Lax".encode())
            )
        if b"gzip" in b",".join(asked.get(b"accept-encoding", [])):
            headers.append((b"content-encoding", b"gzip"))
            page = gzip.compress(page, 6)
        await respond(send, 200, headers, page)

    async def give(self, scope: Scope, asked: dict[bytes, list[bytes]], receive: Any, send: Any) -> None:
        """A file of the page."""
        path = self.files.get(unversioned(scope["path"]))
        if path is None:
            await answer(scope, send, 404, "Not found.")
            return

        async def secured(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": dressed(message["headers"])}
            await send(message)

        headers = [(name, value) for name in KEPT for value in asked.get(name, [])]
        inner = {**scope, "path": path, "raw_path": path.encode(), "headers": headers}
        await self.solara(inner, receive, secured)

    async def leave(self, scope: Scope, asked: dict[bytes, list[bytes]], send: Any) -> None:
        """A tab says that it is closed."""
        found, tab = CLOSE.match(scope["path"]), TAB.match(scope["query_string"].decode("latin-1"))
        if found and tab:
            await asyncio.to_thread(self.channel.close_tab, found[1], tab[1], session_of(asked))
        await answer(scope, send, 200, "")

    async def join(self, scope: Scope, asked: dict[bytes, list[bytes]], receive: Any, send: Any) -> None:
        """A page opens its session."""
        found, tab = CHANNEL.match(scope["path"]), TAB.match(scope["query_string"].decode("latin-1"))
        if not (found and tab):
            await answer(scope, send, 404, "Not found.")
            return
        session = session_of(asked) or f"{ANONYMOUS}{uuid.uuid4()}"
        inner = {
            **scope,
            "headers": [(b"host", asked[b"host"][0]), (b"cookie", f"{COOKIE}={session}".encode())],
        }
        await self.channel(inner, receive, send, found[1], session)


def make_guard(solara: App, channel: Any, served: Hosts) -> Guard:
    """The guard of Solara's application; raises InputError where the page's files are not installed."""
    files = assets(folders())
    for part in ("solara-vuetify3-app@/dist/main", "requirejs@/require.js", "jupyter-vue/nodeps.js"):
        if not any(part in path for path in files):
            raise InputError(f"the files of the page are not installed; {how_to_install('app')}")
    return Guard(solara=solara, channel=channel, hosts=served, files=files)


@cache
def rendered(path: str) -> str:
    """A page of Solara's, the same for everybody but for the number that its scripts carry."""
    from solara.server.server import read_root

    return SCRIPT.sub(f'<script nonce="{NONCE}"', read_root(path, "") or "")


def session_of(asked: dict[bytes, list[bytes]]) -> str | None:
    """The cookie that ties a browser to its sessions; None where there is none of ours."""
    found = OURS.search(b";".join(asked.get(b"cookie", [])).decode("latin-1"))
    return found[1] if found else None


def dressed(headers: Headers) -> Headers:
    """Headers of an answer, with those that every answer has."""
    present = {name for name, _ in headers}
    every = {**ALWAYS, "content-security-policy": NOTHING}
    return [*headers, *((k.encode(), v.encode()) for k, v in every.items() if k.encode() not in present)]


async def answer(scope: Scope, send: Any, status: int, text: str, headers: Headers | None = None) -> None:
    """A sentence as the answer; a websocket is refused before it is accepted."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    plain = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await respond(send, status, [*plain, *(headers or [])], text.encode())


async def respond(send: Any, status: int, headers: Headers, body: bytes) -> None:
    """A whole answer."""
    headers = dressed([*headers, (b"content-length", str(len(body)).encode())])
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
