"""The scenarios that come with the package."""

from pathlib import Path

from sim.config_folder import config_folder


def shipped_names() -> list[str]:
    """Names of the shipped scenarios, sorted."""
    return sorted(path.stem for path in (config_folder() / "scenario").glob("*.yaml"))


def shipped_path(name: str) -> Path:
    """File of a shipped scenario."""
    return config_folder() / "scenario" / f"{name}.yaml"
