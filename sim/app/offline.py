"""Script files of the page come from this machine, never from a content network.

Solara's server would fetch what it misses. The files are installed beside it, by a package that may be of a
neighbouring release: a folder then has another version in its name, and the one that is there is served.
"""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path, PurePosixPath
from typing import Any

type Scope = MutableMapping[str, Any]
type App = Callable[[Scope, Any, Any], Awaitable[None]]

PREFIX = "/_solara/cdn/"
VERSION = re.compile(r"@\d[^/]*")


def installed(path: str, folder: Path) -> str:
    """A path below `folder` that exists, for one that may name another version; unchanged where none does.

    `path` begins with a package, such as `@scope/name@1.2.0/dist/main.js` or `name@1.2.0/main.js`.
    """
    if ".." in PurePosixPath(path).parts or (folder / path).is_file():
        return path
    mark = VERSION.search(path, 1)
    if mark is None:
        return path
    head, tail = path[: mark.start()], path[mark.end() :]
    for found in sorted(folder.glob(f"{head}@*"), reverse=True):
        if (found / tail.lstrip("/")).is_file():
            return f"{found.relative_to(folder).as_posix()}{tail}"
    return path


def offline(app: App, folder: Path) -> App:
    """The ASGI application `app`, its script files answered from `folder` alone."""
    from starlette.responses import PlainTextResponse

    async def inside(scope: Scope, receive: Any, send: Any) -> None:
        path = str(scope.get("path", ""))
        if scope["type"] != "http" or not path.startswith(PREFIX):
            await app(scope, receive, send)
            return
        found = installed(path.removeprefix(PREFIX), folder)
        if ".." in PurePosixPath(found).parts or not (folder / found).is_file():
            await PlainTextResponse("not installed", status_code=404)(scope, receive, send)
            return
        await app({**scope, "path": PREFIX + found, "raw_path": (PREFIX + found).encode()}, receive, send)

    return inside
