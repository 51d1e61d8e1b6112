"""Start the page: one process, one port, until Ctrl-C."""

import os
import socket
import sys
import threading
import time
import webbrowser
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from sim.app.limits import HEADER_BYTES, MESSAGE_BYTES
from sim.errors import InputError, how_to_install

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import uvicorn

    from sim.app.guard import Hosts

NEEDED = ("solara", "solara.server", "uvicorn", "starlette")
PAGES = "sim.app.site"
SETTINGS = {
    "SOLARA_APP": PAGES,
    "SOLARA_MODE": "production",
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
    "SOLARA_THEME_LOADER": "plain",
    "SOLARA_THEME_SHOW_BANNER": "False",
    "SOLARA_THEME_TITLE": "Entente: how states hedge",
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "False",
    "SOLARA_KERNEL_CULL_TIMEOUT": "10m",
    "SOLARA_ROOT_PATH": "",
    "SOLARA_ASSETS_PROXY": "True",
}
"""What Solara reads when it is imported: nothing is reported to anyone, a page that was left is forgotten."""


def serve(
    *, host: str, port: int, browser: bool, tell: "Callable[[str], None]", allowed: "Sequence[str]" = ()
) -> None:
    """Serve the page until interrupted; raises InputError before that where it cannot be done.

    `port` 0 takes a free one; `allowed` are further hosts under which the page is served, as
    `sim.app.guard.hosts` takes them. `tell` is given each line for the user.
    """
    from sim.app.guard import hosts, loopback

    os.environ |= SETTINGS
    check_installed()
    hosts(host, port, allowed)  # a name that is none is said before anything starts
    bound = bind(host, port)
    port = bound.getsockname()[1]
    everywhere = host in ("0.0.0.0", "::")
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{'127.0.0.1' if everywhere else shown}:{port}"
    tell(f"entente: starting the page at {address} (some seconds)")
    server = make_server(hosts(host, port, allowed))
    tell(f"entente: the page is at {address}; Ctrl-C stops it")
    if not loopback(host):
        others = f"http://{own_address() if everywhere else shown}:{port}"
        tell(
            f"entente: others open {others}; to serve it under another name add --allow-host NAME. "
            "Everyone who can reach this machine can use the page"
        )
    threading.Thread(target=warm, daemon=True).start()
    if browser:
        _open_when_started(server, address)
    with suppress(KeyboardInterrupt):
        server.run(sockets=[bound])
    tell("entente: the page is closed")


def check_installed() -> None:
    """Raises InputError where the libraries of the page are missing."""
    for name in NEEDED:
        if find_spec(name) is None:
            raise InputError(
                f"the page needs the library `{name}`, which is not installed; {how_to_install('app')}"
            )


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens at host and port; raises InputError where none can."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, protocol)
        if sys.platform != "win32":  # there the option would share a port that is taken
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(place)
        bound.listen(128)
    except (OSError, OverflowError) as error:
        raise InputError(
            f"the page cannot be served at {host}, port {port}: {getattr(error, 'strerror', None) or error}; "
            "give another --port (0 takes a free one) or --host"
        ) from None
    return bound


def own_address() -> str:
    """The address at which the machine's neighbours find it; its name where it has none. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        probe.connect(
            ("192.0.2.1", 9)
        )  # an address set aside for documentation: asks for the way there alone
        return str(probe.getsockname()[0])
    return socket.gethostname().lower()


def make_server(served: "Hosts") -> "uvicorn.Server":
    """The server, ready to run; Solara is imported here."""
    import solara.server.settings
    import uvicorn
    from solara.server.starlette import app as solara_app

    from sim.app.channel import Channel
    from sim.app.connection import Connection
    from sim.app.guard import make_guard

    solara.server.settings.telemetry.mixpanel_enable = False
    app: Any = make_guard(solara_app, Channel(solara_app), served)
    config = uvicorn.Config(
        app,
        http=Connection,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # whoever connects could give any address
        timeout_graceful_shutdown=1,
        ws_max_size=MESSAGE_BYTES,
        h11_max_incomplete_event_size=HEADER_BYTES,
    )
    return uvicorn.Server(config)


def warm() -> None:
    """Compile the fast engine before the first class asks for thousands of histories (seconds, once)."""
    from sim.app.many import regime_map, run_many
    from sim.scenario.scenario import load_scenario

    essay = load_scenario("essay")
    run_many(essay, 0)
    regime_map(essay, 0)


def _open_when_started(server: "uvicorn.Server", address: str) -> None:
    def wait() -> None:
        while not server.started:
            time.sleep(0.1)
        webbrowser.open(address)

    threading.Thread(target=wait, daemon=True).start()
