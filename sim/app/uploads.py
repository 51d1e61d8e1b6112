"""A file from the reader's disk becomes the scenario of the free page."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from sim.app.limits import FILE_BYTES
from sim.app.session import Session, open_scenario
from sim.app.share import from_yaml
from sim.errors import InputError


def upload(session: Session, told: Mapping[str, Any]) -> Session:
    """The free page with an uploaded scenario. `told` holds `name`, `size` and base64 `data`, from a browser.

    Raises InputError or ScenarioError for what is no scenario.
    """
    name = str(told.get("name", "file"))[:80]
    if told.get("unreadable"):
        raise InputError(f"{name} could not be read; choose another file")
    data = told.get("data")
    if not isinstance(data, str):
        raise InputError(
            f"{name} is too large: a scenario has at most {FILE_BYTES // 1000} kB; choose another file"
        )
    try:
        text = base64.b64decode(data, validate=True)
    except binascii.Error:
        raise InputError(f"{name} did not arrive whole; upload it again") from None
    return open_scenario(session, from_yaml(text), f"file:{name}")
