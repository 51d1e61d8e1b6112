"""The parts of the page that live in the browser, each a Vue template with its Python signature.

The library's own buttons and sliders have no place for the essay's mark, for a keyboard's focus within a
drawing or for a file chosen by keyboard. These are plain HTML controls, as every screen reader knows them.
"""

from collections.abc import Callable
from typing import Any

import solara

type Event = Callable[[Any], None] | None


@solara.component_vue("panel.vue", vuetify=False)
def Panel(html: str = "", answered: int = 0, event_pick: Event = None) -> None:
    """Markup; `pick` is told the `data-pick` of what is chosen."""


@solara.component_vue("ticker.vue", vuetify=False)
def Ticker(
    playing: bool = False,
    serial: int = 0,
    pause: int = 500,
    answered: int = 0,
    patience: int = 8000,
    place: str = "",
    event_tick: Event = None,
) -> None:
    """While `playing`, `tick` is told the serial number shown, `pause` milliseconds after it came.

    Where `place` changes, the page goes to its top. Where `answered` does not move within `patience`
    milliseconds of a request, the reader is told.
    """


@solara.component_vue("sliders.vue", vuetify=False)
def Sliders(
    groups: list[dict[str, Any]] | None = None, home: str = "", moved: int = 0, event_move: Event = None
) -> None:
    """Sliders; `move` is told `key`, `value` and a `serial` number, which comes back as `moved`."""


@solara.component_vue("sources.vue", vuetify=False)
def Sources(
    scenarios: list[dict[str, str]] | None = None,
    now: dict[str, Any] | None = None,
    text: str = "",
    filename: str = "",
    limit: int = 0,
    event_choose: Event = None,
    event_luck: Event = None,
    event_upload: Event = None,
) -> None:
    """Scenario, seed, download and upload; `upload` is told `name`, `size` and, if small, base64 `data`.

    `now` has `source`, `seed` and `answered`: with every answer the fields show what the server holds.
    """
