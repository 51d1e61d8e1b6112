"""Where the shipped configuration lies: inside an installed wheel, or at the root of a checkout."""

from pathlib import Path


def config_folder() -> Path:
    """The folder `configs`."""
    inside = Path(__file__).parent / "configs"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "configs"
