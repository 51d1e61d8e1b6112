"""The files that the page loads: a fixed list of what is installed on this machine, made once.

Solara's server would fetch what it misses from a content network. What is not on the list is not looked for:
nothing is fetched, and nobody learns which files the machine has.
"""

import re
from collections.abc import Iterator
from pathlib import Path

CDN = "/_solara/cdn/"
EXTENSIONS = "/jupyter/nbextensions/"
WANTED = {
    CDN: (
        *(f"@widgetti/solara-vuetify3-app@*/dist/{kind}" for kind in ("*.css", "*.woff2", "*.min.js")),
        "requirejs@*/require.js",
    ),
    "/static/assets/": ("*.css", "favicon.*"),
    EXTENSIONS: ("jupyter-vue/nodeps*.js", "jupyter-vuetify/nodeps*.js"),
}
"""Patterns of the files that the browser asks for, by the address below which they are served."""
VERSION = re.compile(r"(?<=.)@\d[^/]*")


def assets(folders: dict[str, list[Path]]) -> dict[str, str]:
    """The address of every file on the list that is installed, by its address without a version.

    `folders` are the places where the files of each address are installed. The page may name a neighbouring
    release of a package (`name@1.3.0/main.js`); the newest that is installed is served.
    """
    return {unversioned(path): path for address in WANTED for path in _installed(address, folders[address])}


def unversioned(path: str) -> str:
    """An address without the version of a package.

    >>> unversioned("/_solara/cdn/@scope/name@1.2.0/dist/main.js")
    '/_solara/cdn/@scope/name@/dist/main.js'
    """
    return VERSION.sub("@", path, count=1)


def _installed(address: str, folders: list[Path]) -> Iterator[str]:
    for folder in folders:
        for pattern in WANTED[address]:
            for file in sorted(folder.glob(pattern)):
                if file.is_file():
                    yield address + file.relative_to(folder).as_posix()


def folders() -> dict[str, list[Path]]:
    """Where Solara's packages have installed their files."""
    from solara.server import server, settings

    return {
        CDN: [Path(settings.assets.proxy_cache_dir)],
        "/static/assets/": [server.solara_static.parent / "assets"],
        EXTENSIONS: [Path(folder) for folder in server.nbextensions_directories],
    }
