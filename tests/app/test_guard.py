"""What the page's server answers, and to whom: names, origins, files, headers."""

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest

from sim.app import guard, offline
from sim.app.guard import Guard, hosts
from sim.errors import InputError

PORT = 8765
OWN = f"127.0.0.1:{PORT}"
FILE = "/_solara/cdn/requirejs@2.3.6/require.js"


class Channel:
    """Sessions that are always there, or all taken."""

    def __init__(self, room: bool = True) -> None:
        self.room, self.joined = room, 0

    def has_room(self) -> bool:
        return self.room

    async def __call__(self, *_: Any) -> None:
        self.joined += 1

    def close_tab(self, *_: Any) -> None:
        self.joined -= 1


async def solara(scope: Any, receive: Any, send: Any) -> None:
    """Answers every request with its path, as no file of the page does."""
    await guard.respond(send, 200, [], scope["path"].encode())


def made(channel: Any = None, host: str = "127.0.0.1", allowed: tuple[str, ...] = ()) -> Guard:
    files = {offline.unversioned(FILE): FILE}
    return Guard(solara=solara, channel=channel or Channel(), hosts=hosts(host, PORT, allowed), files=files)


def ask(
    gate: Guard, path: str, *, method: str = "GET", kind: str = "http", query: bytes = b"", **headers: str
) -> tuple[int, dict[str, str], str]:
    """Status, headers and text of an answer; 101 where a websocket was handed on."""
    given = {"host": OWN, **headers}
    scope = {
        "type": kind, "method": method, "path": path, "query_string": query, "server": ("127.0.0.1", PORT),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in given.items()],
    }  # fmt: skip
    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    asyncio.run(gate(scope, None, send))
    if not said:
        return 101, {}, ""
    if said[0]["type"] == "websocket.close":
        return 403, {}, ""
    found = {name.decode(): value.decode() for name, value in said[0]["headers"]}
    return said[0]["status"], found, b"".join(one["body"] for one in said[1:]).decode()


CHANNEL = "/jupyter/api/kernels/c1bb292f-1ba1-4caf-9b0b-d1e4ebd009b6/channels"
TAB = b"session_id=3dc675e6-1639-4ac5-bb2e-aa8c12a5f3a5"


@pytest.mark.parametrize(
    "host",
    ["evil.example:8765", "127.0.0.1", "127.0.0.1:8766", "localhost:80", "192.168.1.5:8765", "[::2]:8765",
     "localhost.evil.example:8765", "127.0.0.1.evil.example:8765", "", "a b", "localhost:8765:8765",
     "x" * 300, "127.1:8765", "0x7f000001:8765", "localhost:8765@evil.example", "évil:8765"],
)  # fmt: skip
def test_a_name_that_is_not_served_is_refused(host: str) -> None:
    """A stranger's name that was made to point at this machine is one."""
    status, _, text = ask(made(), "/", host=host)
    assert status == 403
    assert "entente app --allow-host" in text
    assert ask(made(), CHANNEL, kind="websocket", query=TAB, host=host)[0] == 403


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "[::1]:8765", "LOCALHOST:8765"])
def test_this_machine_is_served(host: str) -> None:
    assert ask(made(), FILE, host=host)[0] == 200


def test_further_names_are_served_where_allowed() -> None:
    gate = made(allowed=("class.example.org", "other.example:9000"))
    for host in ("class.example.org", "class.example.org:8080", "Other.Example:9000"):
        assert ask(gate, FILE, host=host)[0] == 200
    assert ask(gate, FILE, host="other.example:9001")[0] == 403


def test_in_a_network_the_address_that_was_reached_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "Desk.school.example")
    names = hosts("0.0.0.0", PORT)
    assert all(names.serve(f"{name}:{PORT}", "10.0.0.7") for name in ("10.0.0.7", "desk", "desk.local"))
    assert names.serve(f"10.0.0.7:{PORT}", "::ffff:10.0.0.7")
    assert names.serve(f"[fe80::1]:{PORT}", "fe80::1%eth0")
    assert not names.serve(f"10.0.0.8:{PORT}", "10.0.0.7")
    assert not hosts("127.0.0.1", PORT).serve(f"desk:{PORT}", "127.0.0.1")


@pytest.mark.parametrize("name", ["*", "", "http://class.example.org", "a/b", "name:", "name:123456"])
def test_a_further_name_that_is_none_is_said(name: str) -> None:
    with pytest.raises(InputError, match=r"--allow-host must be a name or an address"):
        hosts("127.0.0.1", PORT, [name])


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "http://127.0.0.1:9999", "http://127.0.0.1", f"http://localhost:{PORT}",
     f"https://{OWN}", f"file://{OWN}", "", f"http://{OWN}.evil.example", f"http://{OWN}/", f"http://x@{OWN}"],
)  # fmt: skip
def test_other_origins_are_refused(origin: str) -> None:
    assert ask(made(), CHANNEL, kind="websocket", query=TAB, origin=origin)[0] == 403
    assert ask(made(), FILE, origin=origin)[0] == 403
    close = CHANNEL.replace("/jupyter/api/kernels", "/_solara/api/close").removesuffix("/channels")
    assert ask(made(), close, method="POST", query=TAB, origin=origin)[0] == 403


def test_a_page_of_this_server_and_a_program_without_an_origin_are_served() -> None:
    channel = Channel()
    assert ask(made(channel), CHANNEL, kind="websocket", query=TAB, origin=f"http://{OWN}")[0] == 101
    assert ask(made(channel), CHANNEL, kind="websocket", query=TAB)[0] == 101
    proxied = made(channel, allowed=("class.example.org",))
    assert ask(proxied, CHANNEL, kind="websocket", query=TAB, origin="https://class.example.org")[0] == 101
    assert channel.joined == 3


@pytest.mark.parametrize(
    "path",
    ["/_solara/cdn//etc/passwd", "/_solara/cdn/../../etc/passwd", "/_solara/cdn//etc@1/x",
     "/_solara/cdn/**@1/x", "/_solara/cdn/" + "a" * 5000, "/_solara/cdn/\0", "/_solara/cdn/C:\\x.ini",
     "/_solara/cdn/requirejs@2.3.6/../requirejs@2.3.6/require.js", "/_solara/cdn/left-pad@1.3.0/index.js",
     "/static/main.js", "/static/../server.py", "/static/public/x", "/jupyter/nbextensions/../../etc/passwd",
     "/jupyter/api/kernels/1", "/resourcez", "/readyz", "/_solara/api/evict/1", "/_solara/auth/login",
     "/mesa/", "//evil.example", "/é", ""],
)  # fmt: skip
def test_what_is_no_file_of_the_page_is_not_found(path: str) -> None:
    """At once, in few words: nothing is looked up or fetched, since Solara here would answer anything."""
    assert ask(made(), path)[::2] == (404, "Not found.")


def test_a_neighbouring_release_of_a_file_is_given(tmp_path: Path) -> None:
    for version in ("2.3.5", "2.3.6"):
        (tmp_path / f"requirejs@{version}").mkdir()
        (tmp_path / f"requirejs@{version}/require.js").touch()
    (tmp_path / "requirejs@2.3.6/secret.txt").touch()
    empty: dict[str, list[Path]] = {place: [] for place in offline.WANTED}
    files = offline.assets({**empty, offline.CDN: [tmp_path]})
    assert list(files.values()) == [FILE]
    gate = Guard(solara=solara, channel=Channel(), hosts=hosts("127.0.0.1", PORT), files=files)
    assert ask(gate, FILE.replace("2.3.6", "9.9"))[2] == FILE


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "X"])
def test_other_methods_are_refused(method: str) -> None:
    assert ask(made(), FILE, method=method)[0] == 405


@pytest.mark.parametrize("query", [b"v=\xff", b"v=" + b"1" * 300, b"v=<script>", b"\0"])
def test_odd_queries_are_not_found(query: bytes) -> None:
    assert ask(made(), FILE, query=query)[0] == 404


def test_channels_without_their_numbers_are_refused() -> None:
    for path, query in (
        (CHANNEL, b""), (CHANNEL, b"session_id=1"), (CHANNEL + "/", TAB), (CHANNEL.replace("c1", "C1"), TAB),
        ("/jupyter/api/kernels/1/channels", TAB), (CHANNEL.replace("channels", "stdin"), TAB), ("/", TAB),
    ):  # fmt: skip
        assert ask(made(), path, kind="websocket", query=query)[0] == 403


def test_every_answer_has_the_headers_of_security(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "rendered", lambda path: f'<script nonce="{guard.NONCE}">1</script>')
    for answer in (
        ask(made(), "/"), ask(made(), FILE), ask(made(), "/x"), ask(made(), "/", host="x"),
        ask(made(Channel(False)), "/"),
    ):  # fmt: skip
        headers = answer[1]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "default-src 'none'; frame-ancestors 'none'" in headers["content-security-policy"]


def test_scripts_of_a_page_carry_a_number_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "rendered", lambda path: f'<script nonce="{guard.NONCE}">1</script>')
    numbers = set()
    for _ in range(3):
        _, headers, html = ask(made(), "/")
        found = re.search(
            r"script-src 'self' blob: 'unsafe-eval' 'nonce-([\w-]{22})'", headers["content-security-policy"]
        )
        assert found
        assert html == f'<script nonce="{found[1]}">1</script>'
        numbers.add(found[1])
    assert len(numbers) == 3


def test_a_full_page_says_so() -> None:
    status, headers, text = ask(made(Channel(room=False)), "/")
    assert (status, headers["retry-after"]) == (503, "60")
    assert text == guard.FULL


def test_a_browser_keeps_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "rendered", lambda path: "")
    given = ask(made(), "/")[1]["set-cookie"]
    number = given.split(";")[0]
    assert given.endswith("; Path=/; HttpOnly; SameSite=Lax")
    assert "set-cookie" not in ask(made(), "/", cookie=f"a=b; {number}")[1]
    assert "set-cookie" in ask(made(), "/", cookie="solara-session-id=guessed")[1]
